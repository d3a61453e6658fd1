//! What is no file, or asks for what there is not: always a problem that says what to do, never a failure.

use serde_json::json;
use ungpho::formats::Format;

use crate::app::committee::Committee;
use crate::workshop::{file, import, zones};

#[test]
fn what_cannot_be_read_is_answered_with_what_to_do() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    let good = file(Format::Shapefile, &zones("B"), 4326);
    let bodies: Vec<(&str, &str, Vec<u8>)> = vec![
        ("nothing", "x.geojson", Vec::new()),
        ("noise", "x.zip", (0..5_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()),
        ("zeros", "x.gpkg", vec![0; 4_096]),
        ("half a zip", "x.zip", good[..good.len() / 2].to_vec()),
        ("half a GeoJSON", "x.geojson", br#"{"type": "FeatureCollection", "features": [{"type": "#.to_vec()),
        ("a number", "x.json", b"42".to_vec()),
        ("no features", "x.geojson", br#"{"type": "FeatureCollection"}"#.to_vec()),
        ("a web page", "x.html", b"<!DOCTYPE html><html><body>404</body></html>".to_vec()),
        ("a bomb of entities", "x.kml", b"<!DOCTYPE k [<!ENTITY a \"aaaa\">]><kml>&a;</kml>".to_vec()),
        ("deep nesting", "x.geojson", [vec![b'['; 200_000], vec![b']'; 200_000]].concat()),
        ("a signature only", "x.gpkg", b"SQLite format 3\0".to_vec()),
        ("a FlatGeobuf head", "x.fgb", b"fgb\x03fgb\x00\xff\xff\xff\xff".to_vec()),
        ("a shapefile without a body", "x.shp", vec![0, 0, 0x27, 0x0a, 0, 0, 0, 0]),
    ];
    for (what, name, body) in bodies {
        let answer = import(approver, &format!("name={name}&in_force=true"), body);
        assert_eq!(answer.status, 422, "{what}: {}", String::from_utf8_lossy(&answer.bytes));
        answer.problem(422, "invalid");
    }
    assert!(approver.items("/zones").is_empty());
}

#[test]
fn questions_that_make_no_sense_are_refused_by_name() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    let bytes = || file(Format::GeoJson, &zones("C"), 4326);
    for (query, pointer) in [
        ("crs=EPSG:3857", "/crs"),
        ("crs=local", "/crs"),
        ("crs=EPSG:9216%3Bperhaps", "/crs"),
        ("axis=zz", "/axis"),
        ("level=9", "/level"),
        ("repair=some", "/repair"),
        ("hazard=ghosts", "/hazard"),
        ("map=code", "/map"),
        ("plan=NONE", "/plan"),
        ("plan=NONE&in_force=true", "/in_force"),
    ] {
        let problem = import(approver, query, bytes()).problem(422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{query}: {problem}");
    }
    import(approver, "dry_run=perhaps", bytes()).problem(422, "invalid");
}

#[test]
fn a_file_of_more_than_64_mb_is_too_large() {
    let committee = Committee::new();
    let answer = import(committee.caller("approver"), "name=x.geojson", vec![b' '; 64 * 1024 * 1024 + 1]);
    answer.problem(413, "too-large");
}

#[test]
fn features_that_make_no_sense_are_refused_one_by_one() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    let area = json!({"type": "Polygon", "coordinates": [[[107.93,15.1],[107.94,15.1],[107.94,15.11],[107.93,15.1]]]});
    let feature = |code: &str, geometry: serde_json::Value| {
        json!({"type": "Feature", "geometry": geometry,
               "properties": {"code": code, "hazard": "flood", "commune": "23365", "cap": 1}})
    };
    let lines = [
        feature("E-1", area.clone()).to_string(),
        feature("E-2", json!(null)).to_string(),
        feature("E-3", json!({"type": "Polygon", "coordinates": []})).to_string(),
        feature("E-4", json!({"type": "Polygon", "coordinates": [[[107.93, 15.1]]]})).to_string(),
        feature("E-5", json!({"type": "LineString", "coordinates": [[107.93,15.1],[107.94,15.1]]})).to_string(),
        feature("E-6", json!({"type": "Polygon", "coordinates": [[[107.93],[107.94,15.1],[107.94,15.11]]]}))
            .to_string(),
        feature(&"x".repeat(200), area).to_string(),
        "no JSON at all".to_owned(),
    ];
    let answer = import(approver, "name=x.ndjson&in_force=true", lines.join("\n").into_bytes()).expect(200);
    assert_eq!(answer["counts"]["added"], 1, "{answer}");
    assert_eq!(answer["counts"]["refused"].as_u64().unwrap() + answer["counts"]["held"].as_u64().unwrap(), 7);
    assert_eq!(answer["file"]["features"], 8);
    assert_eq!(approver.items("/zones").len(), 1);
}
