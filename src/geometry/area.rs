//! Areas from and to GeoJSON, checked on entry so that everything behind meets sound geometry only.

use geo::{Area, CoordsIter, MultiPolygon, Orient, orient::Direction};
use geo_traits::to_geo::ToGeoGeometry;
use geojson::{GeoJson, JsonValue};
use serde_json::Value;
use thiserror::Error;

use crate::geometry::kept_area;
use crate::geometry::validity::{self, Fault};
use crate::kernel::Localized;
use crate::kernel::wording::{number_en, number_vi};

pub use crate::geometry::validity::MAX_VERTICES;

/// Why something cannot serve as an area.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum AreaFault {
    /// Neither a Polygon nor a MultiPolygon.
    #[error("not a Polygon or MultiPolygon: {0}")]
    NotAnArea(String),
    /// A position is not two finite numbers, longitude −180…180 and latitude −90…90.
    #[error("a position is not a longitude and a latitude: {0}")]
    Position(String),
    /// No ring, or a ring of no extent.
    #[error("the area is empty")]
    Empty,
    /// More than [`MAX_VERTICES`].
    #[error("{0} vertices are too many")]
    TooLarge(usize),
    /// Rings that cross themselves or each other, or enclose nothing: at least one fault that refuses the area, first.
    #[error("the area is not valid: {}", told(.0))]
    Invalid(Vec<Fault>),
}

/// The first fault in words for a log.
fn told(faults: &[Fault]) -> String {
    faults.first().map(|fault| fault.wording().en).unwrap_or_default()
}

impl AreaFault {
    /// The fault for people, and what to do next.
    pub fn wording(&self) -> Localized {
        match self {
            Self::NotAnArea(found) => Localized::new(
                format!("Không phải hình vùng (Polygon, MultiPolygon): {found}. Vẽ lại thành vùng khép kín."),
                format!("Not a Polygon or MultiPolygon: {found}. Draw it as a closed area."),
            ),
            Self::Position(found) => Localized::new(
                format!("Tọa độ không hợp lệ: {found}. Kiểm tra thứ tự kinh độ, vĩ độ và hệ tọa độ của tệp."),
                format!(
                    "Not a valid position: {found}. Check the order longitude, latitude and the file's coordinate system."
                ),
            ),
            Self::Empty => Localized::new("Vùng không có diện tích. Vẽ lại vùng.", "The area is empty. Draw it again."),
            Self::TooLarge(n) => {
                let (n, most) =
                    (i64::try_from(*n).unwrap_or(i64::MAX), i64::try_from(MAX_VERTICES).unwrap_or(i64::MAX));
                Localized::new(
                    format!(
                        "Vùng có {} đỉnh, nhiều hơn {}. Đơn giản hóa đường biên rồi nhập lại.",
                        number_vi(n),
                        number_vi(most)
                    ),
                    format!(
                        "The area has {} vertices, more than {}. Simplify its outline and import it again.",
                        number_en(n),
                        number_en(most)
                    ),
                )
            }
            Self::Invalid(faults) => faults.first().map_or_else(|| Self::Empty.wording(), Fault::wording),
        }
    }

    /// The faults of the outline, each with its place, where those are the reason.
    pub fn faults(&self) -> &[Fault] {
        match self {
            Self::Invalid(faults) => faults,
            Self::NotAnArea(_) | Self::Position(_) | Self::Empty | Self::TooLarge(_) => &[],
        }
    }
}

/// Reads a GeoJSON geometry (Polygon or MultiPolygon, longitude first) into a sound area,
/// outer rings counter-clockwise.
pub fn from_geojson(value: &Value) -> Result<MultiPolygon<f64>, AreaFault> {
    sound(unchecked(value)?)
}

/// Reads a GeoJSON geometry as it is drawn, sound or not: for one that is to be repaired, or one that was checked
/// when it was kept. Only positions off the Earth and too many of them are refused.
///
/// Positions are checked before conversion, because `geojson` 1.0 panics on positions of one number.
pub fn unchecked(value: &Value) -> Result<MultiPolygon<f64>, AreaFault> {
    let kind = value.get("type").and_then(Value::as_str).unwrap_or("nothing");
    let coordinates = value.get("coordinates").ok_or_else(|| AreaFault::NotAnArea(kind.into()))?;
    let depth = match kind {
        "Polygon" => 2,
        "MultiPolygon" => 3,
        other => return Err(AreaFault::NotAnArea(other.into())),
    };
    let vertices = check_positions(coordinates, depth)?;
    if vertices > MAX_VERTICES {
        return Err(AreaFault::TooLarge(vertices));
    }
    let geometry: geojson::Geometry =
        serde_json::from_value(value.clone()).map_err(|error| AreaFault::NotAnArea(error.to_string()))?;
    match geo::Geometry::<f64>::try_from(geometry) {
        Ok(geo::Geometry::Polygon(polygon)) => Ok(MultiPolygon::new(vec![polygon])),
        Ok(geo::Geometry::MultiPolygon(area)) => Ok(area),
        Ok(_) => Err(AreaFault::NotAnArea(kind.into())),
        Err(error) => Err(AreaFault::NotAnArea(error.to_string())),
    }
}

/// The area, outer rings counter-clockwise, when no fault refuses it; slivers and repeated corners do not.
pub fn sound(area: MultiPolygon<f64>) -> Result<MultiPolygon<f64>, AreaFault> {
    let vertices = validity::vertices(&area);
    if vertices > MAX_VERTICES {
        return Err(AreaFault::TooLarge(vertices));
    }
    if area.iter().all(|part| part.exterior().0.is_empty()) {
        return Err(AreaFault::Empty);
    }
    let faults = validity::faults(&area);
    if faults.iter().any(|fault| fault.kind.refuses()) {
        return Err(AreaFault::Invalid(faults));
    }
    if area.unsigned_area() <= 0.0 {
        return Err(AreaFault::Empty);
    }
    Ok(area.orient(Direction::Default))
}

/// Counts the positions `depth` arrays down and refuses the first that is none.
fn check_positions(value: &JsonValue, depth: usize) -> Result<usize, AreaFault> {
    let items = value.as_array().ok_or_else(|| AreaFault::Position(shortened(value)))?;
    if depth > 0 {
        return items.iter().try_fold(0, |count, item| Ok(count + check_positions(item, depth - 1)?));
    }
    let number = |index: usize| items.get(index).and_then(Value::as_f64);
    match (number(0), number(1)) {
        (Some(lon), Some(lat)) if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) => Ok(1),
        _ => Err(AreaFault::Position(shortened(value))),
    }
}

fn shortened(value: &JsonValue) -> String {
    value.to_string().chars().take(60).collect()
}

/// An area as a GeoJSON geometry, longitude first.
pub fn to_geojson(area: &MultiPolygon<f64>) -> Value {
    let geometry = match area.0.as_slice() {
        [polygon] => geojson::Geometry::from(polygon),
        _ => geojson::Geometry::from(area),
    };
    serde_json::to_value(GeoJson::Geometry(geometry)).unwrap_or(Value::Null)
}

/// An area as WKB, little-endian, longitude first.
pub fn to_wkb(area: &MultiPolygon<f64>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64 + area.coords_count() * 16);
    // Writing into memory does not fail.
    let _ = wkb::writer::write_multi_polygon(&mut bytes, area, &wkb::writer::WriteOptions::default());
    bytes
}

/// Reads what [`to_wkb`] wrote. It was sound when it was written and is not checked again.
pub fn from_wkb(bytes: &[u8]) -> Result<MultiPolygon<f64>, AreaFault> {
    if let Some(area) = kept_area::read(bytes) {
        return Ok(area);
    }
    let unreadable = |error: wkb::error::WkbError| AreaFault::NotAnArea(error.to_string());
    match wkb::reader::read_wkb(bytes).map_err(unreadable)?.to_geometry() {
        geo::Geometry::MultiPolygon(area) => Ok(area),
        _ => Err(AreaFault::NotAnArea("WKB of another kind".into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fault(value: Value) -> AreaFault {
        from_geojson(&value).unwrap_err()
    }

    #[test]
    fn a_square_is_read_and_written_back_unchanged() {
        let square = json!({"type": "Polygon", "coordinates": [[[108.0,15.0],[108.1,15.0],[108.1,15.1],[108.0,15.1],[108.0,15.0]]]});
        assert_eq!(to_geojson(&from_geojson(&square).unwrap()), square);
    }

    #[test]
    fn a_position_of_one_number_is_refused_without_a_panic() {
        assert!(matches!(fault(json!({"type": "Polygon", "coordinates": [[[0]]]})), AreaFault::Position(_)));
    }

    #[test]
    fn a_latitude_beyond_the_pole_is_refused() {
        let swapped =
            json!({"type": "Polygon", "coordinates": [[[15.0,108.0],[15.0,108.1],[15.1,108.1],[15.0,108.0]]]});
        assert!(matches!(fault(swapped), AreaFault::Position(_)));
    }

    #[test]
    fn a_bow_tie_is_refused() {
        let bow_tie = json!({"type": "Polygon", "coordinates": [[[0.0,0.0],[2.0,1.0],[2.0,0.0],[0.0,1.5],[0.0,0.0]]]});
        let fault = fault(bow_tie);
        let at: Vec<_> = fault.faults().iter().filter_map(|fault| fault.at).collect();
        assert_eq!(at, [geo::coord! {x: 1.2, y: 0.6}]);
    }

    #[test]
    fn nothing_and_a_line_are_no_areas() {
        assert_eq!(fault(json!({"type": "Polygon", "coordinates": []})), AreaFault::Empty);
        assert!(matches!(fault(json!({"type": "Point", "coordinates": [1, 2]})), AreaFault::NotAnArea(_)));
        assert!(matches!(fault(json!(null)), AreaFault::NotAnArea(_)));
    }

    #[test]
    fn a_coordinate_survives_json_to_the_last_digit() {
        let text =
            r#"{"type":"Polygon","coordinates":[[[107.0,14.0],[108.0,14.0],[107.94000000000001,15.0],[107.0,14.0]]]}"#;
        let area = from_geojson(&serde_json::from_str(text).unwrap()).unwrap();
        assert!(to_geojson(&area).to_string().contains("107.94000000000001"));
    }
}
