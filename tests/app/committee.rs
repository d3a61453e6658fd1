//! A committee at work: the real program on a fresh database with the units of former Kon Tum, and a token for
//! each role.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, TimeDelta, Utc};
use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Answer, Client};
use super::server::{TestServer, run};

/// The roles there are.
pub const ROLES: [&str; 7] = ["admin", "editor", "appraiser", "approver", "official", "viewer", "integration"];

/// The commune the plans are of.
pub const NGOC_LINH: &str = "23365";

pub struct Committee {
    pub server: TestServer,
    callers: HashMap<String, Client>,
    folder: tempfile::TempDir,
}

impl Committee {
    pub fn new() -> Self {
        Self::with_settings("")
    }

    /// With the settings `toml`.
    pub fn with_settings(toml: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let maps = Path::new(env!("CARGO_MANIFEST_DIR")).join("maps");
        for file in ["provinces.csv", "communes-kon-tum-2025.csv"] {
            run(folder.path(), &["import", "admin-units", maps.join(file).to_str().unwrap()]);
        }
        let tokens: Vec<(String, String)> =
            ROLES.iter().map(|role| ((*role).to_owned(), token(folder.path(), role, role, None))).collect();
        let server = TestServer::serve(folder.path(), toml);
        let mut callers: HashMap<String, Client> =
            tokens.into_iter().map(|(role, token)| (role, server.client().bearer(&token))).collect();
        callers.insert("nobody".into(), server.client());
        Self { server, callers, folder }
    }

    /// A client of whoever has `role`; "nobody" is not signed in.
    pub fn caller(&self, role: &str) -> &Client {
        &self.callers[role]
    }

    /// A client of a further account with `role`, limited to `unit`.
    pub fn further(&self, name: &str, role: &str, unit: Option<&str>) -> Client {
        self.server.client().bearer(&token(self.folder.path(), name, role, unit))
    }

    /// Where the database lies.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join("data/ungpho.db")
    }

    /// A new draft; its address.
    #[track_caller]
    pub fn begin(&self, unit: &str, hazard: &str) -> String {
        let body = json!({"unit_code": unit, "hazard": hazard});
        let plan = self.caller("editor").post("/api/v1/plans", &body).expect(201);
        format!("/plans/{}/versions/1", plan["id"].as_str().unwrap())
    }

    /// The `ETag` of the version at `address`.
    #[track_caller]
    pub fn etag(&self, address: &str) -> String {
        let answer = self.caller("admin").get(&format!("/api/v1{address}"));
        answer.expect(200);
        answer.header("etag").to_owned()
    }

    /// A request on the version at `address` as it stands now.
    pub fn on(&self, role: &str, method: Method, address: &str, rest: &str, body: &Value) -> Answer {
        let caller = self.caller(role).clone().with("if-match", &self.etag(address));
        caller.request(method, &format!("/api/v1{address}{rest}"), body)
    }

    /// A step in the life of the version at `address`.
    pub fn step(&self, role: &str, address: &str, step: &str, body: &Value) -> Answer {
        self.on(role, Method::POST, address, &format!("/{step}"), body)
    }

    /// An approval that holds from today.
    pub fn approval(number: &str) -> Value {
        let today = today();
        json!({"number": number, "date": today, "signer": "Nguyễn Văn Thử (minh hoạ)", "effective_from": today})
    }

    /// Takes the version at `address` from draft to approved.
    #[track_caller]
    pub fn approve(&self, address: &str, approval: &Value) {
        self.step("editor", address, "submit", &json!({})).expect(200);
        self.step("appraiser", address, "appraise", &json!({})).expect(200);
        self.step("approver", address, "approve", approval).expect(200);
    }
}

/// The day it is in Viet Nam.
#[allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]
pub fn today() -> NaiveDate {
    (Utc::now() + TimeDelta::hours(7)).date_naive()
}

fn token(folder: &Path, name: &str, role: &str, unit: Option<&str>) -> String {
    let mut arguments = vec!["token", "add", "--name", name, "--role", role];
    arguments.extend(unit.iter().flat_map(|unit| ["--unit", *unit]));
    run(folder, &arguments).lines().last().unwrap().trim().to_owned()
}
