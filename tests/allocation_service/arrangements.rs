//! What a plan arranges goes through all a plan's content goes through.

use reqwest::Method;
use serde_json::{Value, json};

use crate::town::Town;

fn lead() -> Value {
    json!({"name": "A Dói", "role": "Trưởng thôn", "phone": "0905 000 003", "phone_confirmed_on": null})
}

#[test]
fn what_cannot_be_arranged_is_refused_with_its_place() {
    let town = Town::new();
    let pointer = |zone: &str, arranged: Value| {
        let mut zones = serde_json::Map::new();
        zones.insert(zone.to_owned(), arranged);
        town.patch(&json!({"arrangements": zones})).problem(422, "invalid")["errors"][0]["pointer"].clone()
    };
    assert_eq!(pointer("NL/X", json!({})), "/arrangements/NL~1X", "the plan has no such zone");
    let twice = json!([{"code": "NEAR", "people": 1}, {"code": "NEAR", "people": 2}]);
    assert_eq!(pointer("NL-A", json!({"destinations": twice})), "/arrangements/NL-A/destinations/1");
    let wild = json!([{"name": "đường", "line": [[107.9, 15.1]]}]);
    assert_eq!(pointer("NL-A", json!({"routes": wild})), "/arrangements/NL-A/routes/0/line");
    let mut wrong = lead();
    wrong["phone"] = json!("không có");
    assert_eq!(pointer("NL-A", json!({"in_charge": wrong})), "/arrangements/NL-A/in_charge/phone");
    let id = "0192f3a4-0000-7000-8000-000000000000";
    let vehicles = json!([{"id": id, "number": 1, "round_trip_minutes": 0}]);
    assert_eq!(pointer("NL-A", json!({"vehicles": vehicles})), "/arrangements/NL-A/vehicles/0/round_trip_minutes");
}

#[test]
fn two_officials_arrange_two_zones_side_by_side() {
    let town = Town::new();
    let etag = town.office.etag(&town.draft);
    town.patch(&json!({"arrangements": {"NL-A": {"hosted": 4}}})).expect(200);
    let stale = town.office.caller("editor").clone().with("if-match", &etag);
    let path = format!("/api/v1{}", town.draft);
    let problem = stale.patch(&path, &json!({"arrangements": {"NL-B": {"hosted": 3}}})).problem(412, "edit-conflict");
    assert_eq!(problem["conflict"]["overlapping"], json!([]), "the merge screen has nothing to ask");
    let problem = stale.patch(&path, &json!({"arrangements": {"NL-A": {"hosted": 5}}})).problem(412, "edit-conflict");
    assert_eq!(problem["conflict"]["overlapping"], json!(["/arrangements/NL-A/hosted"]));
}

#[test]
fn telephones_of_who_answers_are_for_those_who_are_signed_in() {
    let town = Town::open_to_all();
    town.patch(&json!({"arrangements": {"NL-A": {"in_charge": lead()}}})).expect(200);
    let phone = |role: &str| {
        let version = town.office.caller(role).read(&town.draft);
        (version["content"]["arrangements"]["NL-A"]["in_charge"]["phone"].clone(), version["withheld"].to_string())
    };
    assert_eq!(phone("viewer").0, "0905 000 003");
    let (number, withheld) = phone("nobody");
    assert!(number == "" && withheld.contains("/arrangements/NL-A/in_charge/phone"), "{number} {withheld}");
}

#[test]
fn a_zone_that_is_split_and_merged_again_keeps_what_was_arranged() {
    let town = Town::new();
    let arranged =
        json!({"destinations": [{"code": "NEAR", "name": "Nhà NEAR", "people": 11}], "hosted": 3, "in_charge": lead()});
    town.patch(&json!({"arrangements": {"NL-A": arranged}})).expect(200);
    let part = |code: &str, west: f64| {
        let (east, south, north) = (west + 0.002, 15.10, 15.104);
        let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
        json!({"code": code, "name": code, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    };
    let split = json!({"code": "NL-A", "parts": [part("NL-A1", 107.93), part("NL-A2", 107.932)]});
    town.office.on("editor", Method::POST, &town.draft, "/zones/split", &split).expect(200);
    let people = |zone: &str| {
        let arranged = &town.arrangements()[zone];
        (
            arranged["destinations"][0]["people"].clone(),
            arranged["hosted"].clone(),
            arranged["in_charge"]["name"].clone(),
        )
    };
    assert_eq!(people("NL-A1"), (json!(6), json!(2), json!("A Dói")));
    assert_eq!(people("NL-A2"), (json!(5), json!(1), json!("A Dói")));
    assert_eq!(town.arrangements()["NL-A"], Value::Null);
    let merge = json!({"codes": ["NL-A1", "NL-A2"], "into": {"code": "NL-A3", "name": "Gộp lại"}});
    town.office.on("editor", Method::POST, &town.draft, "/zones/merge", &merge).expect(200);
    assert_eq!(people("NL-A3"), (json!(11), json!(3), json!("A Dói")));
    town.office.on("editor", Method::DELETE, &town.draft, "/zones/NL-A3", &json!({})).expect(200);
    assert_eq!(town.arrangements(), json!({}), "a zone that is gone takes along what was arranged for it");
}
