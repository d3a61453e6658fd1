//! Files made for a test.

use std::io::{Cursor, Read as _, Write as _};

use geo::{Geometry, MultiPolygon, Rect};
use serde_json::{Value, json};
use ungpho::formats::{self, FileFeature, Format};
use ungpho::geometry::crs::Crs;
use ungpho::kernel::Localized;

use crate::app::client::{Answer, Client};

/// Communes of former Kon Tum: code, and a place well inside.
pub const COMMUNES: [(&str, f64, f64); 4] =
    [("23365", 107.936, 15.109), ("23446", 108.027, 14.918), ("23455", 108.220, 14.913), ("23377", 107.609, 14.707)];

/// A square of about 400 m about a place.
pub fn square(lon: f64, lat: f64) -> Geometry<f64> {
    let half = 0.002;
    Geometry::MultiPolygon(MultiPolygon::new(vec![
        Rect::new((lon - half, lat - half), (lon + half, lat + half)).to_polygon(),
    ]))
}

/// A feature in WGS 84.
pub fn feature(properties: Value, geometry: Geometry<f64>) -> FileFeature {
    FileFeature {
        place: Localized::new("", ""),
        id: None,
        properties: properties.as_object().unwrap().clone(),
        geometry: Some(geometry),
    }
}

/// A landslide zone in each commune, called `{prefix}-1` and so on.
pub fn zones(prefix: &str) -> Vec<FileFeature> {
    (1..)
        .zip(COMMUNES)
        .map(|(n, (commune, lon, lat))| {
            let code = format!("{prefix}-{n}");
            let properties = json!({
                "code": code, "name": format!("Khu sạt lở {n}"), "hazard": "landslide", "commune_code": commune,
                "risk_level": 3,
            });
            feature(properties, square(lon, lat))
        })
        .collect()
}

/// `features` as a file in the system of `epsg`.
pub fn file(format: Format, features: &[FileFeature], epsg: u16) -> Vec<u8> {
    let crs = Crs::from_epsg(epsg).unwrap();
    let moved: Vec<FileFeature> = features
        .iter()
        .map(|feature| {
            let geometry = feature.geometry.as_ref().map(|geometry| crs.geometry_from_wgs84(geometry).unwrap());
            FileFeature { geometry, ..feature.clone() }
        })
        .collect();
    formats::write(format, "vung", &moved, epsg).unwrap()
}

/// A zip with each entry given to `change`, which gives its new bytes or nothing to leave it out.
pub fn rezipped(bytes: &[u8], mut change: impl FnMut(&str, Vec<u8>) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().to_string();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if let Some(content) = change(&name, content) {
            written.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            written.write_all(&content).unwrap();
        }
    }
    written.finish().unwrap().into_inner()
}

/// GeoJSON of zones in metres, with or without a word on their system; `yx` puts the northing first.
pub fn metres(features: &[FileFeature], epsg: u16, says: bool, yx: bool) -> Vec<u8> {
    let crs = Crs::from_epsg(epsg).unwrap();
    let features: Vec<Value> = features
        .iter()
        .map(|feature| {
            let Some(Geometry::MultiPolygon(area)) = &feature.geometry else { panic!("not an area") };
            let ring: Vec<[f64; 2]> = area.0[0]
                .exterior()
                .coords()
                .map(|place| {
                    let at = crs.from_wgs84(*place).unwrap();
                    if yx { [at.y, at.x] } else { [at.x, at.y] }
                })
                .collect();
            json!({"type": "Feature", "properties": feature.properties,
                   "geometry": {"type": "Polygon", "coordinates": [ring]}})
        })
        .collect();
    let mut collection = json!({"type": "FeatureCollection", "features": features});
    if says {
        collection["crs"] = json!({"type": "name", "properties": {"name": format!("urn:ogc:def:crs:EPSG::{epsg}")}});
    }
    collection.to_string().into_bytes()
}

/// Sends a file of zones.
pub fn import(client: &Client, query: &str, bytes: Vec<u8>) -> Answer {
    client.post_bytes(&format!("/api/v1/zones/import?{query}"), "application/octet-stream", bytes)
}

/// What became of the items, by fate.
pub fn counts(draft: &Value) -> (u64, u64, u64, u64, u64) {
    let count = |fate: &str| draft["counts"][fate].as_u64().unwrap();
    (count("added"), count("changed"), count("unchanged"), count("refused"), count("held"))
}

/// The question called `code`.
#[track_caller]
pub fn question<'d>(draft: &'d Value, code: &str) -> &'d Value {
    let found = draft["questions"].as_array().unwrap().iter().find(|question| question["code"] == code);
    found.unwrap_or_else(|| panic!("no question {code}: {} {}", draft["questions"], draft["remarks"]))
}

/// The south-western corner of an item.
pub fn corner(item: &Value) -> (f64, f64) {
    let text = item["geometry"]["coordinates"].to_string();
    let numbers: Vec<f64> = text.split(['[', ']', ',']).filter_map(|part| part.parse().ok()).collect();
    let least = |of: usize| numbers.iter().skip(of).step_by(2).copied().fold(f64::MAX, f64::min);
    (least(0), least(1))
}

/// Whether each zone of `items` lies where [`zones`] draws it, to a millimetre or so.
#[track_caller]
pub fn lie_where_they_should(items: &Value) {
    for (item, (commune, lon, lat)) in items.as_array().unwrap().iter().zip(COMMUNES) {
        let (west, south) = corner(item);
        assert!((west - (lon - 0.002)).abs() < 2e-8 && (south - (lat - 0.002)).abs() < 2e-8, "{commune}: {item}");
        assert_eq!(item["commune_code"], commune);
    }
}
