//! The register of shelters (Phụ lục 4) one by one.

use serde_json::{Value, json};

use crate::MANG_RI;
use crate::app::committee::{Committee, NGOC_LINH, today};

fn school() -> Value {
    json!({
        "code": "TRG-1", "commune_code": NGOC_LINH, "name": "Trường Ngọc Súc", "kind": "school", "capacity": 120,
        "lon": 107.96, "lat": 15.064, "keeper_name": "Cô Y Mai", "keeper_phone": "0900 000 121",
        "facts": {
            "capacity_day": 200, "storeys": 1, "water": "yes", "crosses_spillway": "unknown", "shared_with": [MANG_RI],
            "suitability": [
                {"hazard": "landslide", "answer": "yes", "reason": "xa sườn dốc"},
                {"hazard": "flood", "answer": "no", "reason": "dưới mức lũ 2009"},
            ],
            "away": [{"from": today(), "to": today(), "reason": "khai giảng"}],
        },
    })
}

#[test]
fn a_shelter_is_added_changed_confirmed_and_taken_out() {
    let office = Committee::new();
    let editor = office.caller("editor");
    let added = editor.post("/api/v1/shelters", &school()).expect(201);
    assert_eq!(added["suitable_for"], json!(["landslide"]));
    assert_eq!(added["suitability"].as_array().unwrap().len(), 2, "of the other hazards nothing is known");
    assert_eq!(added["away_today"]["reason"], "khai giảng");
    editor.post("/api/v1/shelters", &school()).problem(422, "invalid");
    let path = format!("/api/v1/shelters/{}", added["id"].as_str().unwrap());
    let with = |etag: &str| editor.clone().with("if-match", etag);
    editor.put(&path, &school()).problem(428, "precondition-required");
    assert_eq!(with("\"1\"").put(&path, &school()).expect(200)["revision"], 1, "the same again is no change");
    let confirmed = editor.post(&format!("{path}/confirm-phone"), &json!({})).expect(200);
    assert_eq!(confirmed["facts"]["keeper_phone_confirmed_on"], json!(today()));
    let mut line = school();
    line["facts"] = confirmed["facts"].clone();
    line["keeper_phone"] = json!("0900 000 122");
    line["capacity"] = json!(130);
    let changed = with("\"2\"").put(&path, &line).expect(200);
    assert_eq!(changed["facts"]["keeper_phone_confirmed_on"], Value::Null, "nobody has called the new number");
    line["capacity"] = json!(-1);
    line["facts"]["shared_with"] = json!(["99999"]);
    let problem = with("\"3\"").put(&path, &line).problem(422, "invalid");
    let pointers: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|error| &error["pointer"]).collect();
    assert_eq!(pointers, ["/capacity", "/facts/shared_with/0"]);
    assert_eq!(editor.read("/shelters?q=ngoc%20suc")["items"][0]["capacity"], 130);
    assert_eq!(editor.read(&format!("/shelters?unit={MANG_RI}"))["items"].as_array().unwrap().len(), 0);
    with("\"3\"").post(&format!("{path}/retire"), &json!({"reason": "sập mái"})).expect(200);
    assert!(editor.read("/shelters")["items"].as_array().unwrap().is_empty());
    assert_eq!(editor.read(&path[7..])["revisions"].as_array().unwrap().len(), 4);
}

#[test]
fn a_shelter_is_changed_by_its_own_unit() {
    let office = Committee::new();
    let official = office.further("mangri", "official", Some(MANG_RI));
    official.post("/api/v1/shelters", &school()).problem(403, "not-permitted");
    let added = office.caller("official").post("/api/v1/shelters", &school()).expect(201);
    let path = format!("/api/v1/shelters/{}", added["id"].as_str().unwrap());
    official.post(&format!("{path}/confirm-phone"), &json!({})).problem(403, "not-permitted");
    office.caller("viewer").post("/api/v1/shelters", &school()).problem(403, "not-permitted");
    assert_eq!(official.read(&path[7..])["keeper_phone"], "0900 000 121");
}
