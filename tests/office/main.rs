//! What an office sends out, types in and corrects, over HTTP.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

#[path = "../app/mod.rs"]
mod app;
mod orders;
mod strict;
mod terms;
mod typed;

use app::cap::Cap;
use app::committee::{Committee, NGOC_LINH};
use chrono::Utc;
use reqwest::Method;
use serde_json::{Value, json};

/// Around the first zone only, and around both.
const NARROW: &str = "<polygon>15.09,107.92 15.09,107.94 15.108,107.94 15.108,107.92 15.09,107.92</polygon>";
const WIDE: &str = "<polygon>15.09,107.92 15.09,107.96 15.13,107.96 15.13,107.92 15.09,107.92</polygon>";

fn square(west: f64, south: f64) -> Value {
    let (east, north) = (west + 0.004, south + 0.004);
    json!({"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]})
}

/// A landslide plan in force with the zones NL-T-01 and NL-T-02.
fn plan_in_force(committee: &Committee) {
    let address = committee.begin(NGOC_LINH, "landslide");
    let mut content: Value = serde_json::from_str(include_str!("../fixtures/plan-ngoc-linh-landslide.json")).unwrap();
    content["annexes"]["households"] = json!([]);
    committee.on("editor", Method::PATCH, &address, "", &content).expect(200);
    for (code, name, west, south) in
        [("NL-T-01", "Taluy Ngọc Súc", 107.93, 15.10), ("NL-T-02", "Suối Tu Răng & <Đăk>", 107.95, 15.11)]
    {
        let zone = json!({
            "name": name,
            "village": "Ngọc Súc",
            "evacuate_from_level": {"scale": "disaster_risk", "value": 1},
            "geometry": square(west, south),
            "destinations": ["NL-DT-01"],
            "route": "Đường liên thôn về trung tâm xã",
            "in_charge": {"role": "village_head", "name": "A Phương (minh hoạ)"},
        });
        committee.on("editor", Method::PUT, &address, &format!("/zones/{code}"), &zone).expect(200);
    }
    committee.approve(&address, &Committee::approval("12/QĐ-UBND"));
}

/// Pushes a message about a landslide; the id of the alert.
fn push(committee: &Committee, message: &Cap) -> String {
    let answer = committee.caller("integration").push(&message.xml());
    answer.expect(201)["id"].as_str().unwrap().to_owned()
}

fn landslide(identifier: &str, area: &str) -> Cap {
    Cap { event: "Sạt lở đất".into(), area: area.into(), ..Cap::new(identifier, Utc::now()) }
}

/// A later message of the same chain, a second later than the one before.
fn following(earlier: &Cap, identifier: &str, msg_type: &str, area: &str) -> Cap {
    let more = format!("<references>{},{},{}</references>", earlier.sender, earlier.identifier, earlier.sent);
    let sent = earlier.sent.parse::<chrono::DateTime<Utc>>().unwrap() + chrono::TimeDelta::seconds(1);
    Cap {
        msg_type: msg_type.into(),
        sent: sent.format("%Y-%m-%dT%H:%M:%S-00:00").to_string(),
        more,
        ..landslide(identifier, area)
    }
}
