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

/// What features say, in the order of their codes: the index of FlatGeobuf has an order of its own.
fn contents(features: &[FileFeature]) -> Vec<(Map<String, Value>, Option<Geometry<f64>>)> {
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
