//! VN-2000: the right meridian, the wrong one, none, numbers the other way round, numbers without the parameters.

use geo::{Geometry, MapCoords};
use serde_json::{Value, json};
use ungpho::formats::Format;
use ungpho::geometry::crs::Crs;

use crate::app::committee::Committee;
use crate::workshop::{
    counts, feature, file, import, lie_where_they_should, metres, question, rezipped, square, zones,
};

fn values(question: &Value) -> Vec<&str> {
    question["options"].as_array().unwrap().iter().map(|option| option["value"].as_str().unwrap()).collect()
}

#[test]
fn both_meridians_of_former_kon_tum_lead_to_the_same_places() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    for epsg in [9216, 5898] {
        let bytes = file(Format::Shapefile, &zones("KT"), epsg);
        let answer = import(approver, "name=vung.zip&in_force=true", bytes).expect(200);
        assert_eq!(answer["file"]["crs_stated"], format!("EPSG:{epsg}"));
        assert_eq!((answer["crs"]["epsg"].as_u64(), answer["crs"]["axis"].as_str()), (Some(epsg.into()), Some("xy")));
        lie_where_they_should(&answer["items"]);
        assert!(answer["remarks"].to_string().contains("4/4"), "{}", answer["remarks"]);
    }
}

/// The numbers of one meridian under the name of the other.
fn mislabelled(really: u16, stated: u16) -> Vec<u8> {
    let text = String::from_utf8(metres(&zones("ML"), really, true, false)).unwrap();
    text.replace(&format!("EPSG::{really}"), &format!("EPSG::{stated}")).into_bytes()
}

#[test]
fn the_wrong_meridian_is_asked_about_and_nothing_is_written_before_the_answer() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    for (really, stated) in [(9216, 5898), (5898, 9216)] {
        let bytes = mislabelled(really, stated);
        let draft = import(approver, "dry_run=true&in_force=true", bytes.clone()).expect(200);
        let asked = question(&draft, "meridian");
        assert_eq!(values(asked)[0], format!("EPSG:{really}"), "{asked}");
        assert_eq!(values(asked).last().unwrap(), &format!("EPSG:{stated};sure"));
        let best = &asked["options"][0];
        assert_eq!((best["inside_commune"].as_u64(), best["of"].as_u64()), (Some(4), Some(4)));
        let (west, east) = (best["bounds"][0].as_f64().unwrap(), best["bounds"][2].as_f64().unwrap());
        assert!((107.6..107.7).contains(&west) && (108.2..108.3).contains(&east), "{best}");
        assert!(asked["text"]["vi"].as_str().unwrap().contains("Kinh tuyến trục"));

        let refused = import(approver, "in_force=true", bytes.clone()).problem(409, "import-questions");
        assert_eq!(refused["draft"]["questions"], draft["questions"]);
        assert!(approver.items("/zones").is_empty());

        let answered = format!("dry_run=true&in_force=true&crs=EPSG:{really}");
        let draft = import(approver, &answered, bytes.clone()).expect(200);
        assert_eq!((draft["questions"].as_array().unwrap().len(), counts(&draft)), (0, (4, 0, 0, 0, 0)));
        lie_where_they_should(&draft["items"]);
        let sure = format!("dry_run=true&in_force=true&crs=EPSG:{stated}%3Bsure");
        let draft = import(approver, &sure, bytes).expect(200);
        assert_eq!(draft["questions"], json!([]), "whoever is sure is not asked again");
        assert!(draft["items"][0]["reasons"].to_string().contains("không nằm trong"), "but told");
    }
    let answer = import(approver, "in_force=true&crs=EPSG:9216", mislabelled(9216, 5898)).expect(200);
    assert_eq!(counts(&answer).0, 4);
    assert_eq!(approver.items("/zones").len(), 4);
}

#[test]
fn a_given_system_that_is_wrong_is_asked_about_too() {
    let committee = Committee::new();
    let bytes = metres(&zones("GV"), 9216, false, false);
    let draft = import(committee.caller("approver"), "dry_run=true&in_force=true&crs=EPSG:5898", bytes).expect(200);
    assert_eq!(values(question(&draft, "meridian"))[0], "EPSG:9216");
}

#[test]
fn a_missing_prj_asks_with_the_likeliest_first() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    let whole = file(Format::Shapefile, &zones("PRJ"), 9216);
    let bytes = rezipped(&whole, |name, content| (!name.ends_with(".prj")).then_some(content));
    let draft = import(approver, "name=vung.zip&dry_run=true&in_force=true", bytes.clone()).expect(200);
    assert_eq!((&draft["file"]["crs_stated"], &draft["crs"]), (&json!("missing"), &Value::Null));
    let asked = question(&draft, "crs_missing");
    assert_eq!(values(asked)[0], "EPSG:9216");
    assert_eq!((&asked["options"][0]["inside_commune"], &asked["options"][0]["of"]), (&json!(4), &json!(4)));
    assert!(asked["options"][0]["label"]["vi"].as_str().unwrap().contains("Kon Tum"), "{asked}");
    assert!(values(asked).contains(&"EPSG:9216;internal") && asked["text"]["vi"].as_str().unwrap().contains("nội bộ"));
    assert_eq!(counts(&draft), (0, 0, 0, 0, 4));

    import(approver, "name=vung.zip&in_force=true", bytes.clone()).problem(409, "import-questions");
    assert!(approver.items("/zones").is_empty(), "nothing is guessed");
    let answer = import(approver, "name=vung.zip&in_force=true&crs=EPSG:9216", bytes).expect(200);
    lie_where_they_should(&answer["items"]);
}

#[test]
fn x_and_y_the_other_way_round_are_read_by_their_size() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    let bytes = metres(&zones("XY"), 9216, true, true);
    let answer = import(approver, "in_force=true", bytes.clone()).expect(200);
    assert_eq!(answer["crs"]["axis"], "yx");
    assert!(answer["remarks"].to_string().contains("X (bắc) trước"), "{}", answer["remarks"]);
    lie_where_they_should(&answer["items"]);

    let swapped: Vec<_> = zones("LL")
        .into_iter()
        .map(|mut zone| {
            zone.geometry = zone.geometry.map(|shape| shape.map_coords(|at| geo::Coord { x: at.y, y: at.x }));
            zone
        })
        .collect();
    let answer = import(approver, "in_force=true", file(Format::GeoJson, &swapped, 4326)).expect(200);
    assert_eq!(answer["crs"]["axis"], "yx");
    lie_where_they_should(&answer["items"]);

    let mut mixed = zones("MX");
    for zone in mixed.iter_mut().take(2) {
        zone.geometry = zone.geometry.take().map(|shape| shape.map_coords(|at| geo::Coord { x: at.y, y: at.x }));
    }
    let draft = import(approver, "dry_run=true&in_force=true", file(Format::GeoJson, &mixed, 4326)).expect(200);
    assert_eq!(values(question(&draft, "axis")), ["xy", "yx"]);
}

/// A commune with a surveyed outline, and zones 60 to 100 m inside its western edge.
fn at_the_edge(committee: &Committee) -> Vec<ungpho::formats::FileFeature> {
    let outline = json!({"type": "FeatureCollection", "features": [{"type": "Feature",
        "properties": {"code": "23365", "name": "Xã Ngọc Linh", "kind": "commune", "parent_code": "51"},
        "geometry": {"type": "Polygon", "coordinates": [[[107.9,15.05],[108.0,15.05],[108.0,15.2],[107.9,15.2],[107.9,15.05]]]}}]});
    let admin = committee.caller("admin");
    admin.post_bytes("/api/v1/admin-units/import", "application/json", outline.to_string().into_bytes()).expect(200);
    (0..5)
        .map(|n| {
            let south = 15.06 + 0.01 * f64::from(n);
            let shape = geo::Rect::new((107.900_5, south), (107.900_9, south + 0.0004)).to_polygon();
            let properties = json!({"code": format!("NB-{n}"), "hazard": "landslide", "commune": "23365", "cap": 3});
            feature(properties, Geometry::MultiPolygon(geo::MultiPolygon::new(vec![shape])))
        })
        .collect()
}

#[test]
fn numbers_without_the_seven_parameters_are_named_as_a_possibility() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    let zones = at_the_edge(&committee);
    // Somebody brought VN-2000 to degrees and called them WGS 84.
    let vn2000 = Crs::from_epsg(4756).unwrap();
    let moved: Vec<_> = zones
        .iter()
        .map(|zone| {
            let mut zone = zone.clone();
            zone.geometry = zone.geometry.map(|shape| vn2000.geometry_from_wgs84(&shape).unwrap());
            zone
        })
        .collect();
    let bytes = file(Format::GeoJson, &moved, 4326);
    let draft = import(approver, "dry_run=true&in_force=true", bytes.clone()).expect(200);
    let asked = question(&draft, "vn2000_internal");
    assert_eq!(values(asked), ["EPSG:4756", "EPSG:4326;sure"], "{asked}");
    assert_eq!(
        (&asked["options"][0]["inside_commune"], &asked["options"][1]["inside_commune"]),
        (&json!(5), &json!(0))
    );
    for answered in ["crs=EPSG:4756", "vn2000_internal=true"] {
        let draft = import(approver, &format!("dry_run=true&in_force=true&{answered}"), bytes.clone()).expect(200);
        assert_eq!(draft["questions"], json!([]), "{answered}");
        let (west, _) = crate::workshop::corner(&draft["items"][0]);
        assert!((west - 107.900_5).abs() < 2e-8, "{answered}: {west}");
    }
    // A device set to the zone's meridian, and not to its parameters.
    let zone = Crs::from_epsg(9216).unwrap().internal();
    let numbers = metres(&zones, 9216, true, false);
    let mut collection: Value = serde_json::from_slice(&numbers).unwrap();
    for (feature, drawn) in collection["features"].as_array_mut().unwrap().iter_mut().zip(&zones) {
        let shape = zone.geometry_from_wgs84(drawn.geometry.as_ref().unwrap()).unwrap();
        feature["geometry"] = serde_json::to_value(geojson::Geometry::from(&shape)).unwrap();
    }
    let query = "dry_run=true&in_force=true&vn2000_internal=true";
    let draft = import(approver, query, collection.to_string().into_bytes()).expect(200);
    let (west, _) = crate::workshop::corner(&draft["items"][0]);
    assert!((west - 107.900_5).abs() < 2e-8, "{west} {draft}");
}

#[test]
fn a_table_of_one_commune_is_judged_by_the_accounts_unit() {
    let committee = Committee::new();
    let editor = committee.further("ngoclinh", "editor", Some("23365"));
    let properties = json!({"code": "MB-1", "hazard": "landslide", "cap": 3});
    let bytes = metres(&[feature(properties, square(107.936, 15.109))], 9216, false, false);
    let draft = import(&editor, "dry_run=true", bytes).expect(200);
    let asked = question(&draft, "crs_missing");
    assert_eq!((values(asked)[0], &asked["options"][0]["inside_commune"]), ("EPSG:9216", &json!(1)));
}
