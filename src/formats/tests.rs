//! What holds for every format: written files are read again as they were, and no bytes make reading panic.

use geo::{Geometry, MultiPolygon, Point, polygon};
use serde_json::{Map, Value, json};

use super::*;
use crate::kernel::Localized;

pub(super) fn properties(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

pub(super) fn feature(n: usize, value: Value, geometry: impl Into<Option<Geometry<f64>>>) -> FileFeature {
    let place = Localized::new(format!("đối tượng {n}"), format!("feature {n}"));
    FileFeature { place, id: None, properties: properties(value), geometry: geometry.into() }
}

/// Two areas, one of them of two parts and with a hole; coordinates of no special roundness.
pub(super) fn areas() -> Vec<FileFeature> {
    let plain =
        polygon![(x: 108.1, y: 14.3), (x: 108.123_456_789, y: 14.3), (x: 108.12, y: 14.32), (x: 108.1, y: 14.3)];
    let with_hole = polygon![
        exterior: [(x: 108.2, y: 14.3), (x: 108.3, y: 14.3), (x: 108.3, y: 14.4), (x: 108.2, y: 14.4), (x: 108.2, y: 14.3)],
        interiors: [[(x: 108.22, y: 14.32), (x: 108.22, y: 14.34), (x: 108.24, y: 14.34), (x: 108.22, y: 14.32)]],
    ];
    let two = MultiPolygon::new(vec![with_hole, plain.clone()]);
    vec![
        feature(
            1,
            json!({"ma": "SL-01", "name": "Thôn Măng Đen, xã Sơn Hà", "dan": 120, "cao": 1012.5, "co": true}),
            Geometry::Polygon(plain),
        ),
        feature(
            2,
            json!({"ma": "SL-02", "name": "Đăk <Tờ> & \"Kan\"", "dan": 0, "cao": -3.25, "co": false}),
            Geometry::MultiPolygon(two),
        ),
    ]
}

pub(super) fn points() -> Vec<FileFeature> {
    let point = |x, y| Geometry::Point(Point::new(x, y));
    vec![
        feature(
            1,
            json!({"ma": "T1", "name": "Trường tiểu học Ngọk Réo", "suc_chua": 250}),
            point(108.001_234_567_89, 14.35),
        ),
        feature(2, json!({"ma": "T2", "name": "Nhà rông; làng Kon Klor", "suc_chua": 80}), point(107.95, 14.362_5)),
    ]
}

/// What is written and read again: the features, their places set aside.
pub(super) fn back(format: Format, features: &[FileFeature], epsg: u16) -> FeatureFile {
    let bytes = write(format, "vung", features, epsg).unwrap();
    let file = read(&format!("vung.{}", format.extension()), &bytes).unwrap();
    assert_eq!((file.format, file.refused.as_slice(), file.remarks.as_slice()), (format, &[][..], &[][..]));
    file
}

type Content = (Map<String, Value>, Option<Geometry<f64>>);

/// What features say, in the order of their codes: the index of FlatGeobuf has an order of its own.
fn contents(features: &[FileFeature]) -> Vec<Content> {
    let mut contents: Vec<_> =
        features.iter().map(|feature| (feature.properties.clone(), feature.geometry.clone())).collect();
    contents.sort_by_key(|(properties, _)| properties["ma"].to_string());
    contents
}

#[test]
fn every_format_is_read_again_as_it_was_written() {
    for format in Format::ALL {
        for features in [areas(), points()] {
            let file = back(format, &features, 4326);
            assert_eq!(contents(&file.features), contents(&features), "{format:?}");
            assert!(matches!(file.crs, StatedCrs::Wgs84 | StatedCrs::Missing), "{format:?} {:?}", file.crs);
        }
    }
}

#[test]
fn a_system_of_vn2000_is_named_in_the_file_and_understood_again() {
    let metres = |features: Vec<FileFeature>| {
        let moved = features.into_iter().map(|mut feature| {
            use geo::MapCoords;
            let far = |at: geo::Coord| geo::Coord { x: 500_000.0 + (at.x - 107.5) * 108_000.0, y: at.y * 110_600.0 };
            feature.geometry = feature.geometry.map(|shape| shape.map_coords(far));
            feature
        });
        moved.collect::<Vec<_>>()
    };
    for format in [Format::Shapefile, Format::GeoPackage, Format::FlatGeobuf, Format::Csv] {
        for features in [metres(areas()), metres(points())] {
            for epsg in [9216, 5898, 3406] {
                let file = back(format, &features, epsg);
                assert_eq!(file.crs, StatedCrs::Epsg(epsg), "{format:?}");
                assert_eq!(contents(&file.features), contents(&features), "{format:?}");
            }
        }
    }
    for format in [Format::GeoJson, Format::NdJson, Format::Kml, Format::Kmz] {
        let fault = write(format, "vung", &areas(), 9216).unwrap_err();
        assert!(fault.0.vi.contains("EPSG:4326"), "{}", fault.0.vi);
    }
}

#[test]
fn features_without_a_shape_and_of_both_kinds_are_kept() {
    let mut features = areas();
    features.extend(points().into_iter().map(|mut point| {
        point.properties.insert("loai".into(), json!("điểm"));
        point
    }));
    for format in [Format::Shapefile, Format::GeoPackage] {
        let bytes = write(format, "vung", &features, 4326).unwrap();
        let file = read("vung", &bytes).unwrap();
        assert_eq!(file.features.len(), 4, "{format:?}");
        let places: Vec<&str> = file.features.iter().map(|feature| feature.place.vi.as_str()).collect();
        assert!(places.iter().any(|place| place.contains("vung_diem")), "{places:?}");
    }
    let shapeless = vec![feature(1, json!({"ma": "X"}), None), areas().remove(0)];
    for format in [Format::GeoJson, Format::Kml, Format::Shapefile, Format::GeoPackage, Format::Csv] {
        let file = back(format, &shapeless, 4326);
        assert_eq!(file.features[0].geometry, None, "{format:?}");
        assert!(file.features[1].geometry.is_some(), "{format:?}");
    }
}

#[test]
fn nothing_to_write_is_still_a_file() {
    for format in Format::ALL {
        let bytes = write(format, "trong", &[], 4326).unwrap();
        match read("trong", &bytes) {
            Ok(file) => assert_eq!((file.format, file.features.len()), (format, 0)),
            Err(fault) => assert!(
                fault.0.vi.contains("không có đối tượng") || fault.0.vi.contains("trống"),
                "{format:?}: {}",
                fault.0.vi
            ),
        }
    }
}

#[test]
fn an_id_is_kept_where_the_format_has_one_and_a_property_elsewhere() {
    let mut features = points();
    features[0].id = Some("0190-ab".into());
    for format in Format::ALL {
        let file = back(format, &features, 4326);
        let found = file.features.iter().find(|feature| feature.properties["ma"] == "T1").unwrap();
        let property = found.properties.get("id").and_then(Value::as_str);
        assert_eq!(found.id.as_deref().or(property), Some("0190-ab"), "{format:?}");
    }
}

/// A shapefile whose table has these bytes for a name of three letters or more, and no `.cpg`.
fn shapefile_with_name(name: &[u8]) -> Vec<u8> {
    let mut features = points();
    let placeholder = "?".repeat(name.len());
    for feature in &mut features {
        feature.properties = properties(json!({"ten": placeholder}));
    }
    let zip = write(Format::Shapefile, "x", &features, 4326).unwrap();
    let mut entries = archive::unpack(&zip, &["shp", "dbf"]).unwrap();
    let dbf = entries.iter_mut().find(|entry| entry.extension() == "dbf").unwrap();
    let at = dbf.bytes.windows(name.len()).position(|window| window == placeholder.as_bytes()).unwrap();
    for start in [at, at + 1 + name.len()] {
        dbf.bytes[start..start + name.len()].copy_from_slice(name);
    }
    archive::pack(&entries).unwrap()
}

#[test]
fn a_table_without_a_code_page_is_read_in_whatever_it_was_written() {
    for (bytes, remark) in [
        (&b"Huy\xD6n S\xACn H\xB5"[..], Some("TCVN3")),
        (b"Huye\xE4n S\xF4n Ha\xF8", Some("VNI")),
        ("Huyện Sơn Hà".as_bytes(), None),
    ] {
        let file = read("x.zip", &shapefile_with_name(bytes)).unwrap();
        assert_eq!(file.features[1].properties["ten"], "Huyện Sơn Hà");
        assert_eq!(file.crs, StatedCrs::Missing, "there is no .prj either");
        assert_eq!(file.remarks.iter().any(|said| said.vi.contains("bảng mã cũ")), remark.is_some());
        assert!(remark.is_none_or(|name| file.remarks[0].vi.contains(name)));
    }
}

#[test]
fn the_system_a_geojson_states_is_taken_and_metres_without_one_are_doubted() {
    let text = |crs: &str, x: f64| {
        format!(
            r#"{{"features":[{{"type":"Feature","geometry":{{"type":"Point","coordinates":[{x},14.0]}}}}],{crs}"type":"FeatureCollection"}}"#
        )
    };
    let crs = |text: String| read("x", text.as_bytes()).unwrap().crs;
    let named = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::9216"}},"#;
    assert_eq!(crs(text(named, 553_734.0)), StatedCrs::Epsg(9216));
    assert_eq!(crs(text("", 108.0)), StatedCrs::Wgs84);
    assert_eq!(crs(text("", 553_734.0)), StatedCrs::Missing);
    assert_eq!(crs(text(r#""crs":null,"#, 108.0)), StatedCrs::Missing);
}

#[test]
fn placemarks_of_google_earth_are_read_with_folders_data_and_html() {
    let text = r##"<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
      <Document><name>Bản đồ</name><Style id="s"><PolyStyle><color>ff</color></PolyStyle></Style>
      <Schema name="S" id="S"><SimpleField type="int" name="dan"/></Schema>
      <Folder><name>Sạt lở</name><Folder><name>Xã A &amp; B</name>
      <Placemark id="p1"><name>Vùng 1</name><description><![CDATA[<b>Nguy hiểm</b> & cao]]></description><styleUrl>#s</styleUrl>
      <LookAt><longitude>108</longitude></LookAt>
      <ExtendedData><SchemaData schemaUrl="#S"><SimpleData name="dan">12</SimpleData></SchemaData>
      <Data name="Ghi chú"><displayName>x</displayName><value><![CDATA[a < b]]></value></Data></ExtendedData>
      <MultiGeometry><Polygon><extrude/><altitudeMode>gx:odd</altitudeMode><outerBoundaryIs><LinearRing><coordinates>
      108.0, 14.0, 600 108.1,14.0,0 108.1,14.1,0 108.0,14.0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark>
      </Folder></Folder><Placemark><name>Trường</name><Point><coordinates>108.2,14.2</coordinates></Point></Placemark></Document></kml>"##;
    let file = read("khong-ten", text.as_bytes()).unwrap();
    assert_eq!(file.refused, []);
    let [zone, school] = file.features.as_slice() else { panic!("{:?}", file.features) };
    assert_eq!(zone.place.vi, "thư mục Sạt lở › Xã A & B, đối tượng 1");
    assert_eq!(zone.id.as_deref(), Some("p1"));
    let expected = json!({"name": "Vùng 1", "description": "<b>Nguy hiểm</b> & cao", "dan": 12, "Ghi chú": "a < b", "folder": "Sạt lở / Xã A & B"});
    assert_eq!(Value::Object(zone.properties.clone()), expected);
    assert!(matches!(&zone.geometry, Some(Geometry::Polygon(area)) if area.exterior().0.len() == 4));
    assert_eq!(school.geometry, Some(Geometry::Point(Point::new(108.2, 14.2))));
}

#[test]
fn tables_as_offices_keep_them_are_read() {
    let check = |text: &str, expected: (f64, f64), crs: StatedCrs| {
        let file = read("bang.csv", text.as_bytes()).unwrap();
        assert_eq!((file.features.len(), &file.crs), (1, &crs), "{text}");
        let Some(Geometry::Point(point)) = file.features[0].geometry else { panic!("{text}: {file:?}") };
        assert!((point.x() - expected.0).abs() < 1e-6 && (point.y() - expected.1).abs() < 1e-6, "{text}: {point:?}");
    };
    let degrees = (108.25, 14.709_833_333);
    check("STT;Tên;Kinh độ;Vĩ độ\n1;A;108,25;14,709833333\n", degrees, StatedCrs::Wgs84);
    check("\u{feff}ten,lat,lon\nA,14.709833333,108.25\n", degrees, StatedCrs::Wgs84);
    check("sep=;\nten;Tọa độ\nA;\"14°42'35,4\"\"B 108°15'00\"\"Đ\"\n", degrees, StatedCrs::Missing);
    check("Tên;X (m);Y (m)\nA;1.587.082,469;553.734,27\n", (1_587_082.469, 553_734.27), StatedCrs::Missing);
    check("ten\twkt\nA\tPOINT(108.25 14.709833333)\n", degrees, StatedCrs::Missing);
    let codes = read("bang.csv", "ma,n,lon,lat\n00123,7,108,14\n".as_bytes()).unwrap();
    assert_eq!(Value::Object(codes.features[0].properties.clone()), json!({"ma": "00123", "n": 7}));
    assert_eq!(codes.features[0].place.vi, "dòng 2");
}
