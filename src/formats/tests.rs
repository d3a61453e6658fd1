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

fn contents(features: &[FileFeature]) -> Vec<(Map<String, Value>, Option<Geometry<f64>>)> {
    features.iter().map(|feature| (feature.properties.clone(), feature.geometry.clone())).collect()
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
