//! Shelters and administrative units from files of maps, and the commands.

use geo::{Geometry, Point};
use serde_json::json;
use ungpho::formats::Format;

use crate::app::committee::Committee;
use crate::app::server::{attempt, run};
use crate::workshop::{COMMUNES, counts, feature, file, metres, question, rezipped, square, zones};

fn shelters() -> Vec<ungpho::formats::FileFeature> {
    COMMUNES
        .into_iter()
        .enumerate()
        .map(|(n, (_, lon, lat))| {
            let properties = json!({
                "ma": format!("TRU-{n}"), "ten": format!("Trường tiểu học {n}"), "loai": "Trường học",
                "suc_chua": 150 + n, "an_toan_voi": "Sạt lở đất; bão", "nguoi_giu_khoa": "A Thử", "sdt": "0900000000",
            });
            feature(properties, Geometry::Point(Point::new(lon, lat)))
        })
        .collect()
}

#[test]
fn shelters_come_in_as_points_and_go_out_again() {
    let committee = Committee::new();
    let editor = committee.caller("editor");
    let send = |query: &str, bytes: Vec<u8>| {
        editor.post_bytes(&format!("/api/v1/shelters/import?{query}"), "application/octet-stream", bytes)
    };
    let bytes = file(Format::Kml, &shelters(), 4326);
    let dry = send("name=tru.kml&dry_run=true", bytes.clone()).expect(200);
    assert_eq!(counts(&dry), (4, 0, 0, 0, 0), "{dry}");
    assert_eq!(dry["items"][0]["geometry"]["type"], "Point");
    assert!(editor.read("/shelters")["items"].as_array().unwrap().is_empty());
    send("name=tru.kml", bytes.clone()).expect(200);
    let held = editor.read("/shelters");
    let first = &held["items"][0];
    assert_eq!((first["kind"].as_str(), first["capacity"].as_i64()), (Some("school"), Some(150)), "{first}");
    assert_eq!(first["suitable_for"], json!(["landslide", "storm"]));
    assert_eq!(first["commune_code"], "23365");
    assert_eq!(counts(&send("name=tru.kml", bytes).expect(200)), (0, 0, 4, 0, 0));

    for format in Format::ALL {
        let out = editor.get(&format!("/api/v1/shelters/export?format={}", format.code()));
        assert_eq!(out.status, 200, "{}", String::from_utf8_lossy(&out.bytes));
        let back = send(&format!("name=s.{}", format.extension()), out.bytes.clone()).expect(200);
        assert_eq!(counts(&back), (0, 0, 4, 0, 0), "{}: {back}", format.code());
    }
    let shapefile = file(Format::Shapefile, &shelters(), 9216);
    let unsaid = rezipped(&shapefile, |name, content| (!name.ends_with(".prj")).then_some(content));
    let draft = send("name=tru.zip&dry_run=true", unsaid.clone()).expect(200);
    assert_eq!(question(&draft, "crs_missing")["options"][0]["value"], "EPSG:9216");
    send("name=tru.zip", unsaid).problem(409, "import-questions");
    let bad = feature(json!({"ma": "TRU-9", "suc_chua": "nhiều"}), Geometry::Point(Point::new(107.936, 15.109)));
    let answer = send("", file(Format::GeoJson, &[bad], 4326)).expect(200);
    assert_eq!(counts(&answer), (0, 0, 0, 1, 0));
}

#[test]
fn outlines_of_units_come_from_a_shapefile_in_vn_2000() {
    let committee = Committee::new();
    let admin = committee.caller("admin");
    let (code, lon, lat) = COMMUNES[0];
    let properties = json!({"code": code, "name": "Xã Ngọc Linh", "kind": "commune", "parent_code": "51"});
    let bytes = file(Format::Shapefile, &[feature(properties, square(lon, lat))], 9216);
    let send = |query: &str, bytes: Vec<u8>| {
        admin.post_bytes(&format!("/api/v1/admin-units/import?{query}"), "application/zip", bytes)
    };
    let unsaid = rezipped(&bytes, |name, content| (!name.ends_with(".prj")).then_some(content));
    send("name=xa.zip", unsaid.clone()).problem(422, "invalid");
    for (query, body) in [("name=xa.zip&dry_run=true&crs=EPSG:9216", unsaid), ("name=xa.zip", bytes)] {
        let answer = send(query, body).expect(200);
        assert_eq!((answer["communes"].as_u64(), answer["updated"].as_u64()), (Some(1), Some(1)), "{answer}");
    }
    let out = admin.get("/api/v1/admin-units/export?format=geojson&commune=23365").expect(200);
    let unit = &out["features"][0];
    assert_eq!((&unit["properties"]["code"], &unit["properties"]["boundary_kind"]), (&json!(code), &json!("surveyed")));
    let west = unit["geometry"]["coordinates"].to_string();
    assert!(west.contains("107.934"), "{west}");
}

#[test]
fn the_commands_do_the_same_and_fail_where_something_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let maps = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("maps");
    for list in ["provinces.csv", "communes-kon-tum-2025.csv"] {
        run(folder.path(), &["import", "admin-units", maps.join(list).to_str().unwrap()]);
    }
    std::fs::write(path("metres.geojson"), metres(&zones("CL"), 9216, false, false)).unwrap();
    let (status, said) = attempt(folder.path(), &["import", "zones", &path("metres.geojson"), "--in-force"]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("crs_missing") && said.contains("EPSG:9216"), "{said}");
    let given = ["import", "zones", &path("metres.geojson"), "--in-force", "--crs", "EPSG:9216"];
    let dry = run(folder.path(), &[&given[..], &["--dry-run"]].concat());
    assert!(dry.contains("4 added") && dry.contains("--dry-run"), "{dry}");
    assert!(run(folder.path(), &given).contains("4 added"));
    assert!(run(folder.path(), &given).contains("4 unchanged"));

    run(folder.path(), &["export", "zones", &path("out.zip"), "--format", "shp", "--crs", "EPSG:5898"]);
    let back = run(folder.path(), &["import", "zones", &path("out.zip"), "--in-force", "--dry-run"]);
    assert!(back.contains("108°00'") && back.contains("4 features"), "{back}");
    std::fs::write(path("tru.csv"), file(Format::Csv, &shelters(), 4326)).unwrap();
    assert!(run(folder.path(), &["import", "shelters", &path("tru.csv")]).contains("4 added"));
}
