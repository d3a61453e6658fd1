//! Households are counted in the zones they live in, and anew when zones change.

use serde_json::{Value, json};

use crate::app::committee::{Committee, NGOC_LINH};
use crate::app::wait_for;

fn zone(west: f64, code: &str, village: &str) -> Value {
    wide_zone(west, 0.01, code, village)
}

fn wide_zone(west: f64, width: f64, code: &str, village: &str) -> Value {
    let (east, south, north) = (west + width, 15.10, 15.11);
    let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
    json!({
        "type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {"code": code, "name": code, "hazard": "landslide", "commune_code": NGOC_LINH, "risk_level": 3, "village": village},
    })
}

fn put_in_force(office: &Committee, features: &[Value]) {
    let file = json!({"type": "FeatureCollection", "features": features}).to_string();
    let path = "/api/v1/zones/import?name=vung.geojson&in_force=true";
    office.caller("admin").post_bytes(path, "application/geo+json", file.into_bytes()).expect(200);
}

fn people(office: &Committee, code: &str) -> i64 {
    let zones = office.caller("editor").read("/zones?limit=100");
    let zone = zones["features"].as_array().unwrap().iter().find(|zone| zone["properties"]["code"] == code).cloned();
    zone.map_or(-1, |zone| zone["properties"]["people"].as_i64().unwrap())
}

fn add(office: &Committee, entry: Value) -> Value {
    let body = json!({"commune_code": NGOC_LINH, "entry": entry});
    office.caller("editor").post("/api/v1/households", &body).expect(201)
}

#[test]
fn position_goes_before_the_zone_that_is_stated_and_that_before_the_village() {
    let office = Committee::new();
    put_in_force(&office, &[zone(107.93, "NL-1", "Mô Po"), zone(107.95, "NL-2", "Xa Úa")]);
    let line = |people: i64, more: Value| {
        let mut entry = json!({"head": "A Thử", "village": "Thôn Mô Po", "people": people});
        entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        entry
    };
    let zones = |household: &Value| {
        let zones = household["zones"].as_array().unwrap().iter();
        zones
            .map(|zone| (zone["code"].as_str().unwrap().to_owned(), zone["basis"].as_str().unwrap().to_owned()))
            .collect::<Vec<_>>()
    };
    let of = |code: &str, basis: &str| vec![(code.to_owned(), basis.to_owned())];
    assert_eq!(zones(&add(&office, line(1, json!({"position": [107.955, 15.105]})))), of("NL-2", "position"));
    assert_eq!(zones(&add(&office, line(2, json!({"zone_codes": ["NL-2"]})))), of("NL-2", "stated"));
    assert_eq!(zones(&add(&office, line(4, json!({})))), of("NL-1", "village"));
    assert_eq!(zones(&add(&office, line(8, json!({"position": [107.99, 15.105]})))), [], "the house stands elsewhere");
    assert_eq!((people(&office, "NL-1"), people(&office, "NL-2")), (4, 3));
    let without = office.caller("editor").items("/households?without_zone=true");
    assert_eq!(without.len(), 1);

    // NL-1 is drawn anew over the house that stood in no zone.
    put_in_force(&office, &[zone(107.985, "NL-1", "Mô Po")]);
    assert_eq!((people(&office, "NL-1"), people(&office, "NL-2")), (12, 3));
}

#[test]
fn a_zone_that_is_drawn_counts_at_once_and_one_in_force_when_its_new_form_is() {
    let office = Committee::new();
    add(&office, json!({"head": "A", "village": "B", "people": 3, "position": [107.935, 15.105]}));
    add(&office, json!({"head": "C", "village": "D", "people": 5, "position": [107.955, 15.105]}));
    let address = office.begin(NGOC_LINH, "landslide");
    let whole: Value = serde_json::from_str(include_str!("../fixtures/plan-ngoc-linh-landslide.json")).unwrap();
    office.on("editor", reqwest::Method::PATCH, &address, "", &whole).expect(200);
    let draw = |address: &str, width: f64| {
        let body = json!({
            "name": "Khu 1", "village": "B", "evacuate_from_level": {"scale": "disaster_risk", "value": 2},
            "geometry": wide_zone(107.93, width, "", "")["geometry"],
        });
        office.on("editor", reqwest::Method::PUT, address, "/zones/NL-7", &body).expect(200);
    };
    let drawn = || {
        let zones = office.caller("editor").read("/zones?status=draft&limit=100");
        let zone =
            zones["features"].as_array().unwrap().iter().find(|zone| zone["properties"]["code"] == "NL-7").cloned();
        zone.map_or(-1, |zone| zone["properties"]["people"].as_i64().unwrap())
    };
    draw(&address, 0.01);
    assert_eq!(drawn(), 3);
    draw(&address, 0.03);
    assert_eq!(drawn(), 8, "a draft redrawn is counted anew");
    office.approve(&address, &Committee::approval("1/QĐ-UBND"));
    wait_for("the count of the zone in force", || (people(&office, "NL-7") == 8).then_some(()));
    let next = office.caller("editor").post(&format!("/api/v1{}", address.rsplit_once('/').unwrap().0), &json!({}));
    let next = format!("{}/{}", address.rsplit_once('/').unwrap().0, next.expect(201)["n"]);
    draw(&next, 0.01);
    assert_eq!(people(&office, "NL-7"), 8, "a draft beyond the form in force changes no count");
    office.approve(&next, &Committee::approval("2/QĐ-UBND"));
    wait_for("the count of the new form", || (people(&office, "NL-7") == 3).then_some(()));
}
