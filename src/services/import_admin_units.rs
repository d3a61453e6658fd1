//! Administrative units from the operator's file: GeoJSON with outlines, or CSV with centroids.
//!
//! Properties read: `code`, `name`, `kind` or `type`, `parent_code` or `province_code`, `former_district`,
//! `valid_from` (the reform of 1 July 2025 where absent), `valid_to`, `lon`/`lat`, `source`.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::Value;
use thiserror::Error;

use super::{App, ServiceError};
use crate::geometry::{area, measure};
use crate::kernel::Localized;
use crate::kernel::folding::nfc;
use crate::places::{AdminUnit, BoundaryKind, UnitKind, approximate_boundaries};
use crate::store::{StoreError, admin_units, markers};

/// A file, read.
#[derive(Debug, Default)]
pub struct UnitsRead {
    /// The units.
    pub units: Vec<AdminUnit>,
    /// Rows that were refused, each with its place and the reason.
    pub refused: Vec<(String, Localized)>,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", .0.en)]
pub struct UnreadableFile(pub Localized);

/// The day of the two-tier reform (Resolution 1677/NQ-UBTVQH15 and its like).
pub fn reform_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 7, 1).unwrap_or_default()
}

/// Reads units from a file's bytes; rows that cannot be used are told, the others kept.
pub fn read_units(bytes: &[u8], file_name: &str) -> Result<UnitsRead, UnreadableFile> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        UnreadableFile(Localized::new(
            format!("{file_name}: không phải văn bản UTF-8. Lưu lại tệp với bảng mã UTF-8."),
            format!("{file_name}: not UTF-8 text. Save the file as UTF-8."),
        ))
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let rows =
        if text.trim_start().starts_with('{') { geojson_rows(text, file_name)? } else { csv_rows(text, file_name)? };
    let mut read = UnitsRead::default();
    for row in rows {
        match row.unit(file_name) {
            Ok(unit) => read.units.push(unit),
            Err(reason) => read.refused.push((row.place, reason)),
        }
    }
    Ok(read)
}

/// Writes units; those of the same code and day are replaced. Communes without an outline get an
/// approximate one where none of the file's has one.
pub fn import_admin_units(app: &App, mut units: Vec<AdminUnit>) -> Result<usize, ServiceError> {
    approximate_missing(&mut units);
    app.store.write(|conn| {
        for unit in &units {
            admin_units::put(conn, unit)?;
        }
        markers::advance(conn, markers::LIVE_DATA)?;
        Ok::<_, StoreError>(())
    })?;
    Ok(units.len())
}

fn approximate_missing(units: &mut [AdminUnit]) {
    let communes: Vec<usize> =
        (0..units.len()).filter(|at| units.get(*at).is_some_and(|unit| unit.kind != UnitKind::Province)).collect();
    let at = |position: &usize| units.get(*position);
    if communes.iter().filter_map(at).any(|unit| unit.boundary.is_some()) {
        return;
    }
    let centroids: Vec<(f64, f64)> = communes.iter().filter_map(at).map(|unit| (unit.lon, unit.lat)).collect();
    for (position, outline) in communes.iter().zip(approximate_boundaries(&centroids)) {
        if let (Some(unit), Some(outline)) = (units.get_mut(*position), outline) {
            unit.boundary = Some(outline);
            unit.boundary_kind = BoundaryKind::Approximate;
        }
    }
}

/// A row of the file: named values, and an outline where there is one.
struct Row {
    place: String,
    values: HashMap<String, String>,
    geometry: Option<Value>,
}

impl Row {
    fn value(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.values.get(*name)).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    fn unit(&self, file_name: &str) -> Result<AdminUnit, Localized> {
        let missing =
            |what: &str| Localized::new(format!("Thiếu cột “{what}”."), format!("Column “{what}” is missing."));
        let code = self.value(&["code"]).ok_or_else(|| missing("code"))?;
        if !matches!(code.len(), 2 | 5) || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Localized::new(
                format!("Mã “{code}” không phải 2 chữ số (tỉnh) hoặc 5 chữ số (xã). Giữ số 0 ở đầu."),
                format!("The code “{code}” is not 2 digits (province) or 5 (commune). Keep leading zeros."),
            ));
        }
        let name = nfc(self.value(&["name"]).ok_or_else(|| missing("name"))?);
        let kind = self.kind(&name, code).ok_or_else(|| missing("kind"))?;
        let boundary = match &self.geometry {
            Some(geometry) if !geometry.is_null() => {
                Some(area::from_geojson(geometry).map_err(|fault| fault.wording())?)
            }
            _ => None,
        };
        let middle = boundary.as_ref().and_then(measure::middle).map(|point| (point.x(), point.y()));
        let number = |names: &[&str]| self.value(names).and_then(|text| text.parse::<f64>().ok());
        let (lon, lat) = number(&["lon", "longitude"])
            .zip(number(&["lat", "latitude"]))
            .or(middle)
            .ok_or_else(|| missing("lon, lat"))?;
        if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
            return Err(area::AreaFault::Position(format!("{lon}, {lat}")).wording());
        }
        Ok(AdminUnit {
            code: code.to_owned(),
            kind,
            parent_code: self
                .value(&["parent_code", "province_code"])
                .filter(|parent| *parent != code)
                .map(str::to_owned),
            former_district: self.value(&["former_district"]).map(nfc),
            valid_from: self.day("valid_from")?.unwrap_or_else(reform_day),
            valid_to: self.day("valid_to")?,
            lon,
            lat,
            boundary_kind: if boundary.is_some() { BoundaryKind::Surveyed } else { BoundaryKind::None },
            boundary,
            source: self.value(&["source"]).unwrap_or(file_name).to_owned(),
            name,
        })
    }

    fn kind(&self, name: &str, code: &str) -> Option<UnitKind> {
        let stated = self.value(&["kind", "type"]);
        stated
            .and_then(|kind| serde_json::from_value(Value::String(kind.to_owned())).ok())
            .or_else(|| stated.and_then(|kind| UnitKind::of_name(&format!("{kind} "), code)))
            .or_else(|| UnitKind::of_name(name, code))
    }

    fn day(&self, name: &str) -> Result<Option<NaiveDate>, Localized> {
        let Some(text) = self.value(&[name]) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| {
            Localized::new(
                format!("Ngày “{text}” ở cột {name} không đúng dạng năm-tháng-ngày."),
                format!("The day “{text}” in column {name} is not year-month-day."),
            )
        })
    }
}

fn geojson_rows(text: &str, file_name: &str) -> Result<Vec<Row>, UnreadableFile> {
    let unreadable = |what: &str| {
        UnreadableFile(Localized::new(
            format!("{file_name}: không đọc được GeoJSON ({what})."),
            format!("{file_name}: cannot be read as GeoJSON ({what})."),
        ))
    };
    let file: Value = serde_json::from_str(text).map_err(|error| unreadable(&error.to_string()))?;
    let features = file.get("features").and_then(Value::as_array).ok_or_else(|| unreadable("features"))?;
    let text_of = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    Ok((1..)
        .zip(features)
        .map(|(number, feature)| Row {
            place: format!("feature {number}"),
            values: feature
                .get("properties")
                .and_then(Value::as_object)
                .map(|properties| {
                    properties.iter().filter_map(|(name, value)| Some((name.clone(), text_of(value)?))).collect()
                })
                .unwrap_or_default(),
            geometry: feature.get("geometry").cloned(),
        })
        .collect())
}

fn csv_rows(text: &str, file_name: &str) -> Result<Vec<Row>, UnreadableFile> {
    let unreadable = |error: csv::Error| {
        UnreadableFile(Localized::new(
            format!("{file_name}: không đọc được CSV ({error})."),
            format!("{file_name}: cannot be read as CSV ({error})."),
        ))
    };
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .zip(2..)
        .map(|(values, line)| {
            Ok(Row { place: format!("line {line}"), values: values.map_err(unreadable)?, geometry: None })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_csv_line_becomes_a_unit_of_the_reform() {
        let UnitsRead { units, refused } = read_units(
            "code,name,kind,parent_code,lon,lat\n23365,Xã Ngọc Linh,commune,51,107.936,15.109\n".as_bytes(),
            "units.csv",
        )
        .unwrap();
        assert!(refused.is_empty());
        assert_eq!((units[0].code.as_str(), units[0].valid_from), ("23365", reform_day()));
        assert_eq!(units[0].kind, UnitKind::Commune);
    }

    #[test]
    fn rows_that_cannot_be_used_are_told_and_the_others_kept() {
        let UnitsRead { units, refused } = read_units(
            "code,name,lon,lat\n2336,Xã A,107,15\n23365,,107,15\n23446,Xã Măng Ri,108.027,14.918\n".as_bytes(),
            "units.csv",
        )
        .unwrap();
        assert_eq!(units.len(), 1);
        let places: Vec<_> = refused.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(places, ["line 2", "line 3"]);
    }

    #[test]
    fn an_outline_that_crosses_itself_is_told() {
        let bow_tie = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
            "properties":{"code":"23365","name":"Xã Ngọc Linh"},
            "geometry":{"type":"Polygon","coordinates":[[[0,0],[2,1],[2,0],[0,1.5],[0,0]]]}}]}"#;
        let UnitsRead { units, refused } = read_units(bow_tie.as_bytes(), "units.geojson").unwrap();
        assert!(units.is_empty());
        assert!(refused[0].1.en.contains("crosses itself"));
    }

    #[test]
    fn a_file_in_another_encoding_is_refused_with_what_to_do() {
        let refused = read_units(b"code,name\n23365,Ng\xf4c Linh\n", "units.csv").unwrap_err();
        assert!(refused.0.en.contains("UTF-8"));
    }
}
