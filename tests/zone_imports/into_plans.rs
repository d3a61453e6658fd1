//! Into the draft of a plan, in force without one, and who may.

use serde_json::{Value, json};
use ungpho::formats::Format;

use crate::app::committee::{Committee, NGOC_LINH};
use crate::workshop::{counts, feature, file, import, square, zones};

fn in_ngoc_linh(code: &str, hazard: &str, lon: f64) -> ungpho::formats::FileFeature {
    feature(json!({"code": code, "name": code, "hazard": hazard, "risk_level": 2}), square(lon, 15.109))
}

#[test]
fn zones_go_into_the_draft_of_a_plan_and_come_into_force_with_it() {
    let committee = Committee::new();
    let editor = committee.caller("editor");
    let address = committee.begin(NGOC_LINH, "landslide");
    let plan = editor.read(&format!("{}", address.split("/versions").next().unwrap()));
    let code = plan["code"].as_str().unwrap();
    let features = [
        in_ngoc_linh("P-1", "landslide", 107.930),
        in_ngoc_linh("P-2", "landslide", 107.940),
        in_ngoc_linh("P-3", "flood", 107.950),
        zones("P")[3].clone(),
    ];
    let bytes = file(Format::GeoJson, &features, 4326);
    let answer = import(editor, &format!("plan={code}"), bytes.clone()).expect(200);
    assert_eq!(counts(&answer), (2, 0, 0, 2, 0), "{answer}");
    assert!(answer["items"][2]["reasons"].to_string().contains("phương án thuộc loại"));
    assert!(answer["items"][3]["reasons"].to_string().contains("ngoài địa bàn của phương án"));

    let version = editor.read(&address);
    let held: Vec<&str> =
        version["content"]["zones"].as_array().unwrap().iter().map(|zone| zone["code"].as_str().unwrap()).collect();
    assert_eq!(held, ["P-1", "P-2"]);
    assert!(editor.items("/zones").is_empty(), "a draft is not in force");
    let etag = committee.etag(&address);
    let again = import(editor, &format!("plan={code}"), bytes).expect(200);
    assert_eq!((counts(&again), committee.etag(&address)), ((0, 0, 2, 2, 0), etag), "the second time changes nothing");

    let moved = file(Format::GeoJson, &[in_ngoc_linh("P-1", "landslide", 107.931)], 4326);
    let answer = import(editor, &format!("plan={code}"), moved).expect(200);
    assert_eq!(counts(&answer), (0, 1, 0, 0, 0));
    let version = editor.read(&address);
    assert_eq!(version["content"]["zones"][0]["revision"], 2, "{}", version["content"]["zones"]);
    import(editor, "plan=PA-KHONG-CO", file(Format::GeoJson, &features, 4326)).problem(422, "invalid");
}

#[test]
fn only_whoever_approves_or_manages_puts_zones_in_force_and_only_at_home() {
    let committee = Committee::new();
    let bytes = file(Format::GeoJson, &zones("Q"), 4326);
    for role in ["editor"] {
        import(committee.caller(role), "in_force=true", bytes.clone()).problem(403, "not-permitted");
    }
    for role in ["viewer", "official", "appraiser", "integration"] {
        for query in ["", "dry_run=true", "in_force=true"] {
            import(committee.caller(role), query, bytes.clone()).problem(403, "not-permitted");
        }
    }
    import(committee.caller("nobody"), "", bytes.clone()).problem(401, "not-signed-in");
    assert!(committee.caller("admin").items("/zones").is_empty());

    let home = committee.further("chutich-xa", "approver", Some(NGOC_LINH));
    let answer = import(&home, "in_force=true", bytes.clone()).expect(200);
    assert_eq!(counts(&answer), (1, 0, 0, 3, 0), "{answer}");
    assert!(answer["items"][1]["reasons"].to_string().contains("ngoài địa bàn tài khoản phụ trách"));
    import(&home, "in_force=true&commune=23446", bytes.clone()).problem(403, "not-permitted");

    let drafts = import(committee.caller("editor"), "", bytes.clone()).expect(200);
    assert_eq!(counts(&drafts), (3, 0, 1, 0, 0));
    let codes = |zones: Vec<Value>| -> Vec<String> {
        zones.iter().map(|zone| zone["properties"]["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(codes(committee.caller("admin").items("/zones")), ["Q-1"], "the others wait as drafts");
    let answer = import(committee.caller("admin"), "in_force=true", bytes).expect(200);
    assert_eq!(counts(&answer), (0, 3, 1, 0, 0), "{answer}");
    assert_eq!(codes(committee.caller("admin").items("/zones")), ["Q-1", "Q-2", "Q-3", "Q-4"]);
}
