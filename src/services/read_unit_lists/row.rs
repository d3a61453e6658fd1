//! A row of a list of units: its cells, and what they say.

use std::collections::HashMap;

use chrono::NaiveDate;
use geo::{CoordsIter, Geometry};
use serde_json::Value;

use super::{MappingRow, UnitRow, UnreadableFile, words};
use crate::formats::{FeatureFile, StatedCrs};
use crate::geometry::axes::{Axes, Found, found};
use crate::geometry::crs::Crs;
use crate::geometry::{area, measure};
use crate::kernel::Localized;
use crate::kernel::folding::nfc;
use crate::places::history::Listed;
use crate::places::{AdminUnit, BoundaryKind, REFORM, Share, UNKNOWN_BEGINNING, UnitKind};
use crate::services::place_file::columns::text_of;
use crate::services::place_file::{GivenCrs, Reading};

/// Whether a text has the form of a code.
pub(super) fn is_code(code: &str) -> bool {
    matches!(code.len(), 2 | 3 | 5) && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// A row of the file: named values, and an outline where there is one.
pub(super) struct Row {
    pub(super) place: String,
    values: HashMap<String, String>,
    geometry: Option<Value>,
}

impl Row {
    /// Whether it tells of an old and a new code.
    pub(super) fn is_mapping(&self) -> bool {
        self.values.contains_key("old_code") && self.values.contains_key("new_code")
    }

    pub(super) fn value(&self, names: &[&str]) -> Option<&str> {
        names.iter().filter_map(|name| self.values.get(*name)).map(|value| value.trim()).find(|value| !value.is_empty())
    }

    fn code(&self, names: &[&'static str]) -> Result<String, Localized> {
        let name = names.first().copied().unwrap_or("code");
        let code = self.value(names).ok_or_else(|| words::missing(name))?;
        if is_code(code) { Ok(code.to_owned()) } else { Err(words::not_a_code(code)) }
    }

    pub(super) fn unit(&self, file_name: &str, day: NaiveDate) -> Result<UnitRow, Localized> {
        let code = self.code(&["code"])?;
        let name = nfc(self.value(&["name"]).ok_or_else(|| words::missing("name"))?);
        let kind = self.kind(&name, &code).ok_or_else(|| words::missing("kind"))?;
        if kind.digits() != code.len() {
            return Err(words::other_kind(&code));
        }
        let parent = self.value(&["parent_code", "district_code", "province_code"]).filter(|parent| *parent != code);
        if let Some(parent) = parent.filter(|parent| !is_code(parent) || parent.len() >= code.len()) {
            return Err(words::not_a_code(parent));
        }
        let successors = self.successors()?;
        let (says_from, says_to) = (self.day("valid_from")?, self.day("valid_to")?);
        let ended = says_to.or_else(|| day.pred_opt().filter(|_| !successors.is_empty()));
        let begun = if ended.is_some() { UNKNOWN_BEGINNING } else { day };
        let (boundary, lon, lat) = self.position()?;
        let unit = AdminUnit {
            kind,
            parent_code: parent.map(str::to_owned),
            former_district: self.value(&["former_district"]).map(nfc),
            valid_from: says_from.unwrap_or(begun),
            valid_to: ended,
            lon,
            lat,
            boundary_kind: if boundary.is_some() { BoundaryKind::Surveyed } else { BoundaryKind::None },
            boundary,
            source: self.value(&["source"]).unwrap_or(file_name).to_owned(),
            code,
            name,
        };
        Ok(UnitRow {
            place: self.place.clone(),
            listed: Listed { unit, says_from: says_from.is_some(), named_only: false },
            successors,
            decided_by: self.value(&["decided_by"]).map(nfc),
        })
    }

    fn successors(&self) -> Result<Vec<String>, Localized> {
        let text = self.value(&["successor_codes", "new_commune_codes"]).unwrap_or_default();
        let codes = text.split([';', '|']).map(str::trim).filter(|code| !code.is_empty());
        codes.map(|code| if is_code(code) { Ok(code.to_owned()) } else { Err(words::not_a_code(code)) }).collect()
    }

    /// The outline, and a point inside: the one given, else the middle of the outline.
    fn position(&self) -> Result<(Option<geo::MultiPolygon<f64>>, f64, f64), Localized> {
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
            .ok_or_else(|| words::missing("lon, lat"))?;
        if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
            return Err(area::AreaFault::Position(format!("{lon}, {lat}")).wording());
        }
        Ok((boundary, lon, lat))
    }

    fn kind(&self, name: &str, code: &str) -> Option<UnitKind> {
        let stated = self.value(&["kind", "type"]);
        stated
            .and_then(|kind| serde_json::from_value(Value::String(kind.to_owned())).ok())
            .or_else(|| stated.and_then(|kind| UnitKind::of_name(&format!("{kind} "), code)))
            .or_else(|| UnitKind::of_name(name, code))
    }

    pub(super) fn mapping(&self, file_name: &str) -> Result<MappingRow, Localized> {
        let old_last = self.day("old_valid_to")?.or(REFORM.pred_opt()).unwrap_or(REFORM);
        let share = self.value(&["share"]).map(|share| match share {
            "whole" => Ok(Share::Whole),
            "part" => Ok(Share::Part),
            other => Err(words::not_a_share(other)),
        });
        Ok(MappingRow {
            place: self.place.clone(),
            old_code: self.code(&["old_code"])?,
            old_last,
            new_code: self.code(&["new_code"])?,
            new_from: self.day("new_valid_from")?.or(old_last.succ_opt()).unwrap_or(old_last),
            share: share.transpose()?,
            decided_by: self.value(&["decided_by"]).map(nfc),
            source: self.value(&["source"]).unwrap_or(file_name).to_owned(),
        })
    }

    fn day(&self, name: &str) -> Result<Option<NaiveDate>, Localized> {
        let Some(text) = self.value(&[name]) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| words::not_a_day(text, name))
    }
}

/// The rows of a file of maps, outlines brought to WGS 84. A file that does not state its system is refused with
/// what to give.
pub(super) fn feature_rows(file: &FeatureFile, given: Option<GivenCrs>) -> Result<Vec<Row>, UnreadableFile> {
    let stated = match &file.crs {
        StatedCrs::Wgs84 => Some(Crs::WGS84),
        StatedCrs::Epsg(code) => Crs::from_epsg(*code),
        StatedCrs::Other(_) | StatedCrs::Missing => None,
    };
    let crs = given.map(|given| given.crs).or(stated).ok_or_else(|| UnreadableFile(words::no_crs()))?;
    let geometries = file.features.iter().filter_map(|feature| feature.geometry.as_ref());
    let axes = match found(geometries.filter_map(|geometry| geometry.coords_iter().next())) {
        Found::Sure(_, axes) => axes,
        Found::Mixed | Found::Unknown => Axes::EastNorth,
    };
    let reading = Reading { crs, axes };
    file.features
        .iter()
        .map(|feature| {
            let geometry = match &feature.geometry {
                None => None,
                Some(geometry) => {
                    Some(reading.to_wgs84(geometry).map_err(|_| UnreadableFile(words::outside_crs(crs)))?)
                }
            };
            let values = feature.properties.iter().filter_map(|(name, value)| Some((name.clone(), text_of(value)?)));
            let point = match &geometry {
                Some(Geometry::Point(point)) => vec![("lon", point.x()), ("lat", point.y())],
                _ => Vec::new(),
            };
            let values = point.into_iter().map(|(name, number)| (name.to_owned(), number.to_string())).chain(values);
            let outline = geometry.filter(|geometry| !matches!(geometry, Geometry::Point(_)));
            Ok(Row {
                place: feature.place.en.clone(),
                values: values.collect(),
                geometry: outline.and_then(|outline| serde_json::to_value(geojson::Geometry::from(&outline)).ok()),
            })
        })
        .collect()
}

pub(super) fn geojson_rows(text: &str, file_name: &str) -> Result<Vec<Row>, UnreadableFile> {
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

pub(super) fn csv_rows(text: &str, file_name: &str) -> Result<Vec<Row>, UnreadableFile> {
    let unreadable = |error: csv::Error| {
        UnreadableFile(Localized::new(
            format!("{file_name}: không đọc được CSV ({error})."),
            format!("{file_name}: cannot be read as CSV ({error})."),
        ))
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().map_err(unreadable)?.clone();
    reader
        .records()
        .map(|record| {
            let record = record.map_err(unreadable)?;
            let line = record.position().map_or(0, csv::Position::line);
            let values = names.iter().zip(&record).map(|(name, value)| (name.trim().to_owned(), value.to_owned()));
            Ok(Row { place: format!("line {line}"), values: values.collect(), geometry: None })
        })
        .collect()
}
