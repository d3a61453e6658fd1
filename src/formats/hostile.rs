//! Files that lie, are cut short, or were made to do harm.

use std::io::{Cursor, Write};

use geo::Geometry;
use proptest::prelude::*;
use serde_json::json;

use super::tests::{areas, feature, points};
use super::*;

fn fault(name: &str, bytes: &[u8]) -> String {
    read(name, bytes).unwrap_err().0.vi
}

/// One refused, the other kept.
fn one_of_two(name: &str, bytes: &[u8]) -> String {
    let file = read(name, bytes).unwrap();
    assert_eq!((file.features.len(), file.refused.len()), (1, 1), "{name}: {:?}", file.refused);
    file.refused[0].1.vi.clone()
}

const GOOD: &str = r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[108,14]}}"#;

fn collection(bad: &str) -> Vec<u8> {
    format!(r#"{{"type":"FeatureCollection","features":[{GOOD},{bad}]}}"#).into_bytes()
}

#[test]
fn a_bad_feature_is_refused_and_the_others_are_read() {
    let feature = |geometry: &str| format!(r#"{{"type":"Feature","properties":{{}},"geometry":{geometry}}}"#);
    for (bad, words) in [
        (feature(r#"{"type":"Polygon","coordinates":[[[0]]]}"#), "không phải là số"),
        (feature(r#"{"type":"Point","coordinates":[108]}"#), "không phải là số"),
        (feature(r#"{"type":"Point","coordinates":["a","b"]}"#), "không phải là số"),
        (feature(r#"{"type":"Point"}"#), "không phải là số"),
        (feature(r#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#), "đường"),
        (feature(r#"{"type":"Circle","coordinates":[0,0]}"#), "Circle"),
        ("17".to_owned(), "Feature"),
    ] {
        let reason = one_of_two("x.geojson", &collection(&bad));
        assert!(reason.contains(words), "{bad}: {reason}");
        let reason = one_of_two("x.ndjson", format!("{GOOD}\n{bad}\n").as_bytes());
        assert!(reason.contains(words), "{bad}: {reason}");
    }
    one_of_two("x.ndjson", format!("{GOOD}\n{{\"type\":\n").as_bytes());
    let mark = |coordinates: &str| format!("<Placemark><Point>{coordinates}</Point></Placemark>");
    for bad in [
        "<coordinates></coordinates>",
        "",
        "<coordinates>  \n</coordinates>",
        "<coordinates/>",
        "<coordinates>108;14</coordinates>",
        "<coordinates>NaN,14</coordinates>",
        "<Point></Point><coordinates>1,2</coordinates>",
        "<coordinates>1,2</coordinates><coordinates> </coordinates>",
    ] {
        let good = mark("<coordinates>108, 14.5, 0</coordinates>");
        one_of_two("x.kml", format!("<kml><Document>{}{good}</Document></kml>", mark(bad)).as_bytes());
    }
    one_of_two("x.csv", b"ma;lon;lat\nA;108,1;14,3\nB;abc;14\n");
}

/// The bytes with every place where `from` stands as a binary number made one that `to` stands there.
fn replaced(bytes: &[u8], from: f64, to: f64) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let (from, to) = (from.to_le_bytes(), to.to_le_bytes());
    let places: Vec<usize> = (0..bytes.len().saturating_sub(7)).filter(|at| bytes[*at..*at + 8] == from).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 8].copy_from_slice(&to);
    }
    bytes
}

#[test]
fn not_a_number_in_binary_formats_is_refused() {
    for strange in [f64::NAN, f64::INFINITY] {
        for (features, number) in [(points(), 107.95), (areas(), 108.22)] {
            for format in [Format::GeoPackage, Format::FlatGeobuf] {
                one_of_two("x", &replaced(&write(format, "x", &features, 4326).unwrap(), number, strange));
            }
            let zip = write(Format::Shapefile, "x", &features, 4326).unwrap();
            let shp = super::archive::unpack(&zip, &["shp"]).unwrap().remove(0);
            one_of_two("x.shp", &replaced(&shp.bytes, number, strange));
        }
        let mut features = areas();
        let bent = geo::LineString::from(vec![(0.0, 0.0), (0.0, strange), (1.0, 1.0)]);
        features[0].geometry = Some(Geometry::Polygon(geo::Polygon::new(bent, Vec::new())));
        for format in Format::ALL {
            let said = write(format, "x", &features, 4326).unwrap_err().0.vi;
            assert!(said.contains("không phải là số"), "{format:?}: {said}");
        }
    }
}

#[test]
fn files_cut_short_say_so() {
    for format in [Format::GeoJson, Format::Kml, Format::FlatGeobuf] {
        let bytes = write(format, "x", &areas(), 4326).unwrap();
        let said = fault("x", &bytes[..bytes.len() - 40]);
        assert!(said.contains("cắt cụt"), "{format:?}: {said}");
    }
    assert!(fault("x.geojson", b"").contains("trống"));
}

#[test]
fn deep_nesting_and_doctype_end_reading() {
    assert!(read("x.geojson", "[".repeat(1_000_000).as_bytes()).is_err());
    let deep = format!("{{\"type\":\"FeatureCollection\",\"x\":{}", "{\"a\":".repeat(1_000_000));
    assert!(read("x.geojson", deep.as_bytes()).is_err());
    assert!(read("x.kml", format!("<kml>{}", "<Folder>".repeat(100_000)).as_bytes()).is_err());
    let bomb =
        r#"<!DOCTYPE k [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><kml><Placemark><name>&b;</name></Placemark></kml>"#;
    assert!(fault("x.kml", bomb.as_bytes()).contains("DOCTYPE"));
}

fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_feature_of_too_many_values_ends_reading() {
    let many = format!(r#"{{"type":"Feature","properties":{{"x":[{}0]}},"geometry":null}}"#, "0,".repeat(5_100_000));
    assert!(fault("x.geojson", &collection(&many)).contains("too large"));
}

#[test]
fn what_is_no_map_file_is_named_with_what_to_do() {
    for (name, bytes, words) in [
        ("x.dwg", &b"AC1027\0\0"[..], "AutoCAD"),
        ("x.pdf", b"%PDF-1.7", "PDF"),
        ("x.tab", b"!table", "MapInfo"),
        ("x.dbf", b"\x03abc", "shapefile"),
        ("x.kml", b"<!DOCTYPE html><html>", "trang web"),
        ("x.rar", b"Rar!\x1a\x07", "RAR"),
        ("x.bin", b"\x01\x02\0\0", "Không nhận ra"),
        ("x.xls", b"\xD0\xCF\x11\xE0", "Office"),
    ] {
        assert!(fault(name, bytes).contains(words), "{name}: {}", fault(name, bytes));
    }
    assert!(fault("x.zip", &zip_of(&[("[Content_Types].xml", b""), ("word/document.xml", b"")])).contains("Word"));
    assert!(fault("x.zip", &zip_of(&[("a.tab", b"")])).contains("MapInfo"));
    assert!(fault("x.zip", &zip_of(&[("a.txt", b"")])).contains("không có tệp bản đồ"));
    assert!(fault("x.gpkg", b"SQLite format 3\0").contains("GeoPackage"));
    let packed = read("x.zip", &zip_of(&[("a/b.geojson", &collection(GOOD))])).unwrap();
    assert_eq!((packed.format, packed.features.len()), (Format::GeoJson, 2));
}

#[test]
fn a_view_that_never_ends_is_not_read() {
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    connection
        .execute_batch(
            "CREATE TABLE gpkg_contents (table_name, data_type, srs_id);
             CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id);
             INSERT INTO gpkg_contents VALUES ('v', 'features', 4326);
             INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 4326);
             CREATE VIEW v AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT NULL AS geom, n FROM c WHERE n < 0;",
        )
        .unwrap();
    let bytes = connection.serialize("main").unwrap().to_vec();
    let file = read("x.gpkg", &bytes).unwrap();
    assert!(file.features.is_empty() && file.remarks[0].vi.contains("Bỏ qua lớp v"));
}

/// A small file of each format, and a zip that is not packed, so that changes reach what is inside.
fn samples() -> Vec<(String, Vec<u8>)> {
    let mixed = [areas(), vec![feature(9, json!({"ma": "Thôn", "x": null}), None)]].concat();
    let mut samples: Vec<(String, Vec<u8>)> = Format::ALL
        .into_iter()
        .flat_map(|format| [areas(), points(), mixed.clone()].map(|features| (format, features)))
        .map(|(format, features)| (format!("x.{}", format.extension()), write(format, "x", &features, 4326).unwrap()))
        .collect();
    let shp = write(Format::Shapefile, "x", &areas(), 4326).unwrap();
    let entries = super::archive::unpack(&shp, &["shp", "dbf", "prj", "cpg"]).unwrap();
    samples.extend(
        entries
            .iter()
            .filter(|entry| entry.path.ends_with("shp"))
            .map(|entry| (entry.path.clone(), entry.bytes.clone())),
    );
    samples.push(("x.csv".into(), "Tên;Kinh độ;Vĩ độ\nA;108°15'00\"Đ;14°42'35,4\"B\nB;108,5;14,2\n".into()));
    samples.push(("x.kml".into(), b"<kml><Folder><name>A</name><Placemark id='1'><name><![CDATA[x]]></name><ExtendedData><Data name='k'><value>1</value></Data></ExtendedData><MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark></Folder></kml>".to_vec()));
    samples
}

fn stored_shapefile(shp: &[u8], dbf: &[u8]) -> Vec<u8> {
    zip_of(&[("x.shp", shp), ("x.dbf", dbf)])
}

#[test]
fn every_way_to_cut_a_small_file_is_survived() {
    for (name, bytes) in samples() {
        let step = (bytes.len() / 150).max(1);
        for end in (0..bytes.len()).step_by(step) {
            let _ = read(&name, &bytes[..end]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_bytes_never_make_reading_panic(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![any::<u8>(), Just(0), Just(0xFF), Just(0x7F), Just(0x80)]), 1..12),
    ) {
        let samples = samples();
        let (name, bytes) = which.get(&samples);
        let mut bytes = bytes.clone();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let _ = read(name, &bytes);
    }

    #[test]
    fn changed_shapes_and_tables_never_make_reading_panic(
        in_table in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![any::<u8>(), Just(0), Just(0xFF), Just(0x7F), Just(0x80)]), 1..12),
    ) {
        let zip = write(Format::Shapefile, "x", &areas(), 4326).unwrap();
        let entries = super::archive::unpack(&zip, &["shp", "dbf"]).unwrap();
        let of = |extension: &str| entries.iter().find(|entry| entry.extension() == extension).unwrap().bytes.clone();
        let (mut shp, mut dbf) = (of("shp"), of("dbf"));
        let changed = if in_table { &mut dbf } else { &mut shp };
        for (at, value) in changes {
            let at = at.index(changed.len());
            changed[at] = value;
        }
        let _ = read("x.zip", &stored_shapefile(&shp, &dbf));
    }

    #[test]
    fn any_bytes_behind_a_known_beginning_never_make_reading_panic(
        start in prop::sample::select(vec![
            &b"{\"type\":\"FeatureCollection\",\"features\":["[..], b"<kml><Placemark>", b"PK\x03\x04", b"SQLite format 3\0",
            b"fgb\x03fgb\0", b"\0\0\x27\x0A", b"wkt\nPOLYGON((", b"x,y\n", b"\xFF\xFE", b"",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let _ = read("x", &[start, &rest].concat());
    }

    #[test]
    fn any_text_as_a_shape_or_a_coordinate_never_makes_reading_panic(text in "[ 0-9A-Za-zĐđ°'\".,;()-]{0,40}") {
        let _ = read("x.csv", format!("WKT\n\"{}\"\n", text.replace('"', "\"\"")).as_bytes());
        let _ = read("x.csv", format!("Tọa độ\n\"{}\"\n", text.replace('"', "\"\"")).as_bytes());
        let _ = read("x.csv", format!("lon;lat\n{text};{text}\n").as_bytes());
    }
}
