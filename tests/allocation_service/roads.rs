//! Roads that an office loads, and what a closed ford does to a proposal.

use serde_json::{Value, json};

use crate::app::committee::NGOC_LINH;
use crate::app::server::{attempt, run};
use crate::town::{Town, level};

/// A road along latitude 15.102 from NL-A over a ford to NEAR, and on to FAR; the ford closes at level 3. Round by the
/// south another road leads past NEAR straight to FAR.
fn roads() -> Value {
    let line = |name: &str, points: Value, more: Value| {
        let mut properties = json!({"name": name});
        properties.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"type": "Feature", "properties": properties, "geometry": {"type": "LineString", "coordinates": points}})
    };
    json!({"type": "FeatureCollection", "features": [
        line("Đường thôn", json!([[107.931, 15.102], [107.9345, 15.102]]), json!({})),
        line("Ngầm Đăk Mek", json!([[107.9345, 15.102], [107.9355, 15.102]]), json!({"closes_at": 3})),
        line("Đường thôn", json!([[107.9355, 15.102], [107.937, 15.102]]), json!({})),
        line("Đường vòng", json!([[107.9345, 15.102], [107.9345, 15.09], [107.97, 15.09], [107.97, 15.102]]), json!({})),
        {"type": "Feature", "properties": {"name": "cột mốc"}, "geometry": {"type": "Point", "coordinates": [107.9, 15.1]}},
    ]})
}

fn load(town: &Town, role: &str, query: &str, body: &Value) -> crate::app::client::Answer {
    let path = format!("/api/v1/roads?name=duong.geojson{query}");
    town.office.caller(role).post_bytes(&path, "application/geo+json", body.to_string().into_bytes())
}

fn shelter_of(proposal: &Value, zone: &str) -> Vec<(String, String)> {
    let rows = proposal["rows"].as_array().unwrap().iter().filter(|row| row["zone"] == zone);
    rows.map(|row| (row["shelter"].as_str().unwrap().to_owned(), row["basis"].as_str().unwrap().to_owned())).collect()
}

#[test]
fn a_closed_ford_changes_the_choice() {
    let town = Town::new();
    let preview = load(&town, "admin", &format!("&unit={NGOC_LINH}&dry_run=true"), &roads()).expect(200);
    assert_eq!((&preview["lines"], &preview["crossings"], &preview["replaced"]), (&json!(4), &json!(1), &json!(0)));
    assert_eq!(preview["refused"].as_array().unwrap().len(), 1);
    assert_eq!(town.office.caller("viewer").read("/roads")["items"], json!([]), "a preview writes nothing");
    load(&town, "admin", &format!("&unit={NGOC_LINH}"), &roads()).expect(200);
    let loaded = town.office.caller("viewer").read("/roads")["items"][0].clone();
    assert_eq!((&loaded["unit_code"], &loaded["lines"]), (&json!(NGOC_LINH), &json!(4)));

    let at = |digit: u8| town.ask(&json!({"level": level(digit), "by": "household"})).expect(201);
    let road = |code: &str| (code.to_owned(), "road".to_owned());
    assert_eq!(shelter_of(&at(2), "NL-A"), [road("NEAR")]);
    let closed = at(3);
    assert_eq!(shelter_of(&closed, "NL-A"), [road("FAR")], "round by the south, as the ford is closed: {closed}");
    // 6.7 km of road, where the straight line is 4 km.
    assert!(closed["rows"][0]["distance_m"].as_i64().unwrap() > 6_600, "{closed}");

    // A ford of which nobody has said at which level it closes is closed.
    let mut unknown = roads();
    unknown["features"][1]["properties"] = json!({"name": "Ngầm Đăk Mek", "ford": "có"});
    let again = load(&town, "admin", &format!("&unit={NGOC_LINH}"), &unknown).expect(200);
    assert_eq!(again["replaced"], 4);
    assert_eq!(shelter_of(&at(2), "NL-A"), [road("FAR")]);

    // Where the only way is closed nobody is sent over it, not even as the crow flies.
    let mut cut_off = roads();
    cut_off["features"].as_array_mut().unwrap().remove(3);
    load(&town, "admin", "", &cut_off).expect(200);
    let proposal = at(3);
    assert!(shelter_of(&proposal, "NL-A").iter().all(|(shelter, _)| shelter != "NEAR"), "{proposal}");
}

#[test]
fn loading_roads_again_makes_a_proposal_stale() {
    let town = Town::new();
    let proposal = town.proposal();
    load(&town, "admin", "", &roads()).expect(200);
    let problem = town.accept(&proposal, &json!("all")).problem(409, "allocation-stale");
    assert!(problem["changes"].to_string().contains("Mạng đường"), "{problem}");
}

#[test]
fn roads_are_loaded_by_administrators_and_only_lines_in_degrees() {
    let town = Town::new();
    load(&town, "editor", "", &roads()).problem(403, "not-permitted");
    load(&town, "nobody", "", &roads()).problem(401, "not-signed-in");
    load(&town, "admin", "&unit=99999", &roads()).problem(422, "invalid");
    let points = json!({"type": "FeatureCollection", "features": [roads()["features"][4]]});
    load(&town, "admin", "", &points).problem(422, "invalid");
    let mut wrong = roads();
    wrong["features"][1]["properties"]["closes_at"] = json!("cấp chín");
    assert_eq!(load(&town, "admin", "", &wrong).expect(200)["refused"].as_array().unwrap().len(), 2);
    let own = town.office.further("xa", "admin", Some(NGOC_LINH));
    let bytes = || roads().to_string().into_bytes();
    own.post_bytes("/api/v1/roads", "application/geo+json", bytes()).problem(403, "not-permitted");
    own.post_bytes(&format!("/api/v1/roads?unit={NGOC_LINH}"), "application/geo+json", bytes()).expect(200);
}

#[test]
fn roads_come_in_from_the_command_line_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("duong.geojson");
    std::fs::write(&file, roads().to_string()).unwrap();
    let file = file.to_str().unwrap();
    let told = run(folder.path(), &["import", "roads", file, "--dry-run"]);
    assert!(told.contains("4 đoạn đường") && told.contains("--dry-run"), "{told}");
    assert!(run(folder.path(), &["import", "roads", file]).contains("1 of them crossings"));
    assert!(run(folder.path(), &["import", "roads", file]).contains("4 earlier lines replaced"));
    let (code, told) = attempt(folder.path(), &["import", "roads", file, "--unit", "99999"]);
    assert!(code != Some(0) && told.contains("99999"), "{told}");
}
