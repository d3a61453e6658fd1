//! The abstract tests of OGC API – Features, Part 1 (OGC 17-069r4, conformance classes Core, GeoJSON, HTML and
//! OpenAPI 3.0) and Part 2 (OGC 18-058, coordinate systems by reference), written out as ours and named by them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

#[path = "../app/mod.rs"]
mod app;
mod core;
mod crs;
mod features;
mod oas30;
mod representations;
mod secrecy;

use std::sync::{Arc, Mutex, Weak};

use app::client::{Answer, Client};
use app::server::TestServer;
use app::wait_for;
use serde_json::Value;

/// The demonstration, shared by the tests that run at the same time.
struct Ground {
    server: TestServer,
    _folder: tempfile::TempDir,
}

static SHARED: Mutex<Weak<Ground>> = Mutex::new(Weak::new());

/// The demonstration with its first alert.
fn ground() -> Arc<Ground> {
    let mut shared = SHARED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(ground) = shared.upgrade() {
        return ground;
    }
    let folder = tempfile::tempdir().unwrap();
    let ground = Arc::new(Ground { server: TestServer::demo(folder.path()), _folder: folder });
    wait_for("an alert", || (ground.json("/collections/alerts/items")["numberMatched"] != 0).then_some(()));
    *shared = Arc::downgrade(&ground);
    ground
}

impl Ground {
    /// Somebody who is not signed in.
    fn client(&self) -> Client {
        self.server.client()
    }

    /// What is below `/ogc`.
    fn get(&self, below: &str) -> Answer {
        self.client().get(&format!("/ogc{below}"))
    }

    /// The JSON of what is there.
    #[track_caller]
    fn json(&self, below: &str) -> Value {
        self.get(below).expect(200)
    }

    /// The path and query of a link, as the client wants it.
    fn path_of(&self, href: &Value) -> String {
        let base = format!("http://127.0.0.1:{}", self.server.port());
        href.as_str().unwrap().strip_prefix(&base).unwrap_or_else(|| panic!("{href} leads elsewhere")).to_owned()
    }

    /// Follows a link to its end.
    #[track_caller]
    fn follow(&self, link: &Value) -> Answer {
        let answer = self.client().get(&self.path_of(&link["href"]));
        assert_eq!(answer.status, 200, "{link}");
        let kind = link["type"].as_str().unwrap();
        assert!(answer.header("content-type").starts_with(kind), "{link} gave {}", answer.header("content-type"));
        answer
    }
}

const COLLECTIONS: [&str; 4] = ["zones", "shelters", "alerts", "admin-units"];
const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// The links of a resource with this relation.
fn links<'a>(resource: &'a Value, rel: &str) -> Vec<&'a Value> {
    resource["links"].as_array().unwrap().iter().filter(|link| link["rel"] == rel).collect()
}

/// The one of them of this type.
#[track_caller]
fn link<'a>(resource: &'a Value, rel: &str, kind: &str) -> &'a Value {
    let found: Vec<_> = links(resource, rel).into_iter().filter(|link| link["type"] == kind).collect();
    assert_eq!(found.len(), 1, "{rel} {kind}: {}", resource["links"]);
    found[0]
}

/// The ids of features.
fn ids(collection: &Value) -> Vec<String> {
    let features = collection["features"].as_array().unwrap();
    features.iter().map(|feature| feature["id"].as_str().unwrap().to_owned()).collect()
}

/// Every position of a geometry.
fn positions(geometry: &Value) -> Vec<(f64, f64)> {
    fn walk(value: &Value, found: &mut Vec<(f64, f64)>) {
        match value.as_array().map(Vec::as_slice) {
            Some([x, y]) if x.is_number() => found.push((x.as_f64().unwrap(), y.as_f64().unwrap())),
            Some(items) => items.iter().for_each(|item| walk(item, found)),
            None => {}
        }
    }
    let mut found = Vec::new();
    walk(&geometry["coordinates"], &mut found);
    found
}
