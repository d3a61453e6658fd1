//! A small town: two zones, five shelters of which two can be used, four households.

use reqwest::Method;
use serde_json::{Value, json};

use crate::app::client::Answer;
use crate::app::committee::{Committee, NGOC_LINH};

/// A plan against landslides with the zones NL-A and NL-B, which move from level 2 on.
pub struct Town {
    pub office: Committee,
    /// The address of the draft.
    pub draft: String,
    pub plan: String,
}

pub fn level(value: u8) -> Value {
    json!({"scale": "disaster_risk", "value": value})
}

/// A box: west, south, 4 thousandths of a degree wide and high.
pub fn square(west: f64, south: f64) -> Value {
    let (east, north) = (west + 0.004, south + 0.004);
    json!({"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]})
}

impl Town {
    /// NEAR has 10 places, 500 m east of NL-A; FAR has 20, 2 km east of NL-B. INSIDE lies in NL-A, FLOOD says nothing
    /// of landslides, OTHER belongs to another commune.
    pub fn new() -> Self {
        Self::of(Committee::new())
    }

    /// The same, where whoever is not signed in may read what a viewer may.
    pub fn open_to_all() -> Self {
        Self::of(Committee::with_settings("[access]\nanonymous = \"viewer\"\n"))
    }

    fn of(office: Committee) -> Self {
        let draft = office.begin(NGOC_LINH, "landslide");
        let plan = draft.split('/').nth(2).unwrap().to_owned();
        let town = Self { office, draft, plan };
        town.zone("NL-A", "Mô Po", 107.93);
        town.zone("NL-B", "Xa Úa", 107.95);
        town.shelter("NEAR", 10, 107.937, "landslide", NGOC_LINH);
        town.shelter("FAR", 20, 107.97, "landslide", NGOC_LINH);
        town.shelter("INSIDE", 500, 107.931, "landslide", NGOC_LINH);
        town.shelter("FLOOD", 500, 107.938, "flood", NGOC_LINH);
        town.shelter("OTHER", 500, 107.939, "landslide", "23446");
        town.household("A1", "Mô Po", 4, 107.932, &json!([{"kind": "older_person", "count": 2}]), "not_stated");
        town.household("A2", "Mô Po", 6, 107.933, &json!([]), "shelter");
        town.household("B1", "Xa Úa", 5, 107.952, &json!([]), "not_stated");
        town.household("B2", "Xa Úa", 3, 107.953, &json!([]), "host");
        town
    }

    fn zone(&self, code: &str, village: &str, west: f64) {
        let body = json!({
            "name": format!("Sườn {village}"), "village": village, "evacuate_from_level": level(2),
            "geometry": square(west, 15.10), "destinations": [], "route": "đường thôn",
        });
        self.office.on("editor", Method::PUT, &self.draft, &format!("/zones/{code}"), &body).expect(200);
    }

    pub fn shelter(&self, code: &str, capacity: i64, lon: f64, hazard: &str, commune: &str) -> Value {
        let body = json!({
            "code": code, "commune_code": commune, "name": format!("Nhà {code}"), "kind": "school",
            "capacity": capacity, "lon": lon, "lat": 15.102,
            "facts": {"suitability": [{"hazard": hazard, "answer": "yes", "reason": ""}]},
        });
        self.office.caller("editor").post("/api/v1/shelters", &body).expect(201)
    }

    /// Gives a shelter another number of places.
    pub fn resize(&self, code: &str, capacity: i64) {
        let editor = self.office.caller("editor");
        let held = editor.items("/shelters").into_iter().find(|held| held["code"] == code).unwrap();
        let mut line = json!({"name": held["name"], "kind": "school", "lon": held["lon"], "lat": held["lat"], "facts": held["facts"]});
        line["capacity"] = json!(capacity);
        line["facts"]["suitability"] = held["suitability"].clone();
        let etag = format!("\"{}\"", held["revision"]);
        let path = format!("/api/v1/shelters/{}", held["id"].as_str().unwrap());
        editor.clone().with("if-match", &etag).put(&path, &line).expect(200);
    }

    pub fn household(&self, code: &str, village: &str, people: i64, lon: f64, vulnerable: &Value, kind: &str) {
        let entry = json!({
            "head": format!("A {code}"), "village": village, "people": people, "vulnerable": vulnerable,
            "destination_kind": kind, "position": [lon, 15.102],
        });
        let body = json!({"commune_code": NGOC_LINH, "code": code, "entry": entry});
        self.office.caller("editor").post("/api/v1/households", &body).expect(201);
    }

    pub fn ask(&self, body: &Value) -> Answer {
        self.office.caller("editor").post(&format!("/api/v1/plans/{}/allocation", self.plan), body)
    }

    /// A proposal by household at level 2.
    #[track_caller]
    pub fn proposal(&self) -> Value {
        self.ask(&json!({"level": level(2), "by": "household"})).expect(201)
    }

    pub fn accept(&self, proposal: &Value, rows: &Value) -> Answer {
        let path = format!("/api/v1/allocations/{}/acceptance", proposal["id"].as_str().unwrap());
        self.office.caller("editor").post(&path, &json!({"rows": rows}))
    }

    /// What the draft arranges.
    pub fn arrangements(&self) -> Value {
        self.office.caller("editor").read(&self.draft)["content"]["arrangements"].clone()
    }

    pub fn patch(&self, body: &Value) -> Answer {
        self.office.on("editor", Method::PATCH, &self.draft, "", body)
    }
}

/// Zone, shelter, people and how it stands, row by row.
pub fn rows(proposal: &Value) -> Vec<(String, String, i64, String)> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    let rows = proposal["rows"].as_array().unwrap().iter();
    rows.map(|row| (text(row, "zone"), text(row, "shelter"), row["people"].as_i64().unwrap(), text(row, "beside")))
        .collect()
}

/// The same in short.
#[track_caller]
pub fn expect_rows(proposal: &Value, expected: &[(&str, &str, i64, &str)]) {
    let found = rows(proposal);
    let found: Vec<(&str, &str, i64, &str)> =
        found.iter().map(|(zone, shelter, people, beside)| (&**zone, &**shelter, *people, &**beside)).collect();
    assert_eq!(found, expected, "{proposal}");
}
