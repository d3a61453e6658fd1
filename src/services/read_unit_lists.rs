//! Lists of administrative units as files: GeoJSON with outlines, CSV with centre points, CSV of what became what.
//!
//! Columns of units: `code`, `name`, `kind` or `type`, `parent_code` (else `district_code`, `province_code`),
//! `former_district`, `valid_from`, `valid_to`, `lon`/`lat`, `successor_codes` (or `new_commune_codes`; several
//! separated by `;` or `|`), `decided_by`, `source`. A district or province that stands only beside its units
//! (`district`, `province`) is listed too. A CSV with `old_code` and `new_code` is a mapping: also `old_valid_to`,
//! `new_valid_from`, `share`, `decided_by`, `source`.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use serde_json::Value;
use thiserror::Error;

use crate::geometry::{area, measure};
use crate::kernel::Localized;
use crate::kernel::folding::nfc;
use crate::places::history::Listed;
use crate::places::{AdminUnit, BoundaryKind, REFORM, Share, UNKNOWN_BEGINNING, UnitKind};

/// A file, read.
#[derive(Debug, Default)]
pub struct UnitsRead {
    /// Its name, for the log.
    pub file_name: String,
    /// The units.
    pub units: Vec<UnitRow>,
    /// What became what.
    pub mapping: Vec<MappingRow>,
    /// Rows that were refused, each with its place and the reason.
    pub refused: Vec<(String, Localized)>,
}

/// A unit of a file.
#[derive(Debug)]
pub struct UnitRow {
    /// Where it stands in the file.
    pub place: String,
    /// The unit.
    pub listed: Listed,
    /// The codes of the units that took over.
    pub successors: Vec<String>,
    /// The resolution that decided it.
    pub decided_by: Option<String>,
}

/// An old unit and one that took over.
#[derive(Debug)]
pub struct MappingRow {
    /// Where it stands in the file.
    pub place: String,
    /// The old code.
    pub old_code: String,
    /// The last day of the old unit.
    pub old_last: NaiveDate,
    /// The new code.
    pub new_code: String,
    /// A day on which the new unit exists.
    pub new_from: NaiveDate,
    /// How much of the old one; where the file does not say, all of it if there is one such row.
    pub share: Option<Share>,
    /// The resolution that decided it.
    pub decided_by: Option<String>,
    /// Where the fact comes from.
    pub source: String,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", .0.en)]
pub struct UnreadableFile(pub Localized);

/// Reads units from a file's bytes; rows that cannot be used are told, the others kept. `day` is the day of the
/// list: units that do not say otherwise exist from then on.
pub fn read_units(bytes: &[u8], file_name: &str, day: NaiveDate) -> Result<UnitsRead, UnreadableFile> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        UnreadableFile(Localized::new(
            format!("{file_name}: không phải văn bản UTF-8. Lưu lại tệp với bảng mã UTF-8."),
            format!("{file_name}: not UTF-8 text. Save the file as UTF-8."),
        ))
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let rows =
        if text.trim_start().starts_with('{') { geojson_rows(text, file_name)? } else { csv_rows(text, file_name)? };
    let mut read = UnitsRead { file_name: file_name.to_owned(), ..UnitsRead::default() };
    let mut seen = HashSet::new();
    let mut beside = Beside::default();
    for row in &rows {
        let outcome = if row.values.contains_key("old_code") && row.values.contains_key("new_code") {
            row.mapping(file_name).map(|mapping| read.mapping.push(mapping))
        } else {
            row.unit(file_name, day).and_then(|unit| {
                let listed = &unit.listed.unit;
                if !seen.insert((listed.code.clone(), listed.valid_from)) {
                    return Err(words::twice(&listed.code));
                }
                beside.note(row, listed);
                read.units.push(unit);
                Ok(())
            })
        };
        if let Err(reason) = outcome {
            read.refused.push((row.place.clone(), reason));
        }
    }
    let named = beside.units(day, file_name);
    let missing = named.into_iter().filter(|unit| !seen.contains(&(unit.code.clone(), unit.valid_from)));
    // Before the communes that lie below them, so that a reader sees provinces first.
    let named = missing.map(|unit| UnitRow {
        place: String::new(),
        listed: Listed { unit, says_from: false, named_only: true },
        successors: Vec::new(),
        decided_by: None,
    });
    read.units = named.chain(std::mem::take(&mut read.units)).collect();
    Ok(read)
}

/// Districts and provinces that are only named beside the units in them.
#[derive(Default)]
struct Beside(BTreeMap<(usize, String, NaiveDate), Named>);

struct Named {
    name: String,
    parent: Option<String>,
    valid_to: Option<NaiveDate>,
    points: Vec<(f64, f64)>,
}

impl Beside {
    fn note(&mut self, row: &Row, unit: &AdminUnit) {
        let province = row.value(&["province_code"]);
        for (code, name, parent) in [
            (row.value(&["district_code"]), row.value(&["district"]), province),
            (province, row.value(&["province"]), None),
        ] {
            let Some((code, name)) = code.zip(name).filter(|(code, _)| *code != unit.code && is_code(code)) else {
                continue;
            };
            let named = self.0.entry((code.len(), code.to_owned(), unit.valid_from)).or_insert_with(|| Named {
                name: nfc(name),
                parent: parent.map(str::to_owned),
                valid_to: unit.valid_to,
                points: Vec::new(),
            });
            named.points.push((unit.lon, unit.lat));
        }
    }

    fn units(self, day: NaiveDate, file_name: &str) -> Vec<AdminUnit> {
        let unit = |((_, code, valid_from), named): ((usize, String, NaiveDate), Named)| {
            let kind = UnitKind::of_name(&named.name, &code)?;
            let count = named.points.len() as f64;
            let mean = |of: fn(&(f64, f64)) -> f64| named.points.iter().map(of).sum::<f64>() / count;
            Some(AdminUnit {
                kind,
                parent_code: named.parent,
                former_district: None,
                // That its communes say since when they exist tells nothing of the province.
                valid_from: if named.valid_to.is_some() { valid_from } else { day },
                valid_to: named.valid_to,
                lon: mean(|(lon, _)| *lon),
                lat: mean(|(_, lat)| *lat),
                boundary: None,
                boundary_kind: BoundaryKind::None,
                source: file_name.to_owned(),
                name: named.name,
                code,
            })
        };
        self.0.into_iter().filter_map(unit).collect()
    }
}

fn is_code(code: &str) -> bool {
    matches!(code.len(), 2 | 3 | 5) && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// A row of the file: named values, and an outline where there is one.
struct Row {
    place: String,
    values: HashMap<String, String>,
    geometry: Option<Value>,
}

impl Row {
    fn value(&self, names: &[&str]) -> Option<&str> {
        names.iter().filter_map(|name| self.values.get(*name)).map(|value| value.trim()).find(|value| !value.is_empty())
    }

    fn code(&self, names: &[&'static str]) -> Result<String, Localized> {
        let name = names.first().copied().unwrap_or("code");
        let code = self.value(names).ok_or_else(|| words::missing(name))?;
        if is_code(code) { Ok(code.to_owned()) } else { Err(words::not_a_code(code)) }
    }

    fn unit(&self, file_name: &str, day: NaiveDate) -> Result<UnitRow, Localized> {
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

    fn mapping(&self, file_name: &str) -> Result<MappingRow, Localized> {
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

/// Why a row is refused, in one place so that the sentences can be read together.
mod words {
    use super::Localized;

    pub fn missing(what: &str) -> Localized {
        Localized::new(format!("Thiếu cột “{what}”."), format!("Column “{what}” is missing."))
    }

    pub fn not_a_code(code: &str) -> Localized {
        Localized::new(
            format!("Mã “{code}” không phải 2 chữ số (tỉnh), 3 (huyện cũ) hoặc 5 (xã). Giữ số 0 ở đầu."),
            format!(
                "The code “{code}” is not 2 digits (province), 3 (former district) or 5 (commune). Keep leading zeros."
            ),
        )
    }

    pub fn other_kind(code: &str) -> Localized {
        Localized::new(
            format!("Loại đơn vị không hợp với mã “{code}”: tỉnh 2 chữ số, huyện 3, xã 5."),
            format!("The kind does not fit the code “{code}”: provinces have 2 digits, districts 3, communes 5."),
        )
    }

    pub fn twice(code: &str) -> Localized {
        Localized::new(
            format!("Mã “{code}” có hai lần trong tệp. Giữ một dòng."),
            format!("The code “{code}” stands twice in the file. Keep one row."),
        )
    }

    pub fn not_a_share(text: &str) -> Localized {
        Localized::new(
            format!("Phần “{text}” chưa rõ; dùng whole (toàn bộ) hoặc part (một phần)."),
            format!("The share “{text}” is not known; use whole or part."),
        )
    }

    pub fn not_a_day(text: &str, column: &str) -> Localized {
        Localized::new(
            format!("Ngày “{text}” ở cột {column} không đúng dạng năm-tháng-ngày."),
            format!("The day “{text}” in column {column} is not year-month-day."),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> UnitsRead {
        read_units(text.as_bytes(), "units.csv", REFORM).unwrap()
    }

    #[test]
    fn a_csv_line_becomes_a_unit_of_the_reform() {
        let read = read("code,name,kind,parent_code,lon,lat\n23365,Xã Ngọc Linh,commune,51,107.936,15.109\n");
        assert!(read.refused.is_empty());
        let unit = &read.units[0].listed.unit;
        assert_eq!((unit.code.as_str(), unit.valid_from, unit.kind), ("23365", REFORM, UnitKind::Commune));
    }

    #[test]
    fn rows_that_cannot_be_used_are_told_and_the_others_kept() {
        let read = read(
            "code,name,lon,lat,valid_to\n2336,Xã A,107,15,\n23365,,107,15,\n23446,Xã Măng Ri,108.027,14.918,\n\
             23446,Xã Măng Ri,108.027,14.918,\n613,Xã B,107,15,30/6/2025\n",
        );
        assert_eq!(read.units.len(), 1);
        let places: Vec<_> = read.refused.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(places, ["line 2", "line 3", "line 5", "line 6"]);
    }

    #[test]
    fn the_line_that_is_told_is_the_line_of_the_file_though_a_cell_holds_several() {
        let read = read("code,name,lon,lat\n23446,\"Xã\nMăng Ri\",x,y\n2,Xã A,107,15\n");
        let places: Vec<_> = read.refused.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(places, ["line 2", "line 4"]);
    }

    #[test]
    fn provinces_of_the_national_list_stand_beside_their_communes() {
        let UnitsRead { units, refused, .. } = read(
            "code,name,type,province_code,province,lat,lon,area_km2,population,merged_from\n\
             00004,Phường Ba Đình,Phường,01,Thành phố Hà Nội,21.0,105.8,2.97,65023,\n\
             00008,Phường Ngọc Hà,Phường,01,Thành phố Hà Nội,21.2,105.9,2.68,93536,\n",
        );
        assert!(refused.is_empty());
        let province = &units[0];
        assert!(province.listed.named_only);
        assert_eq!((province.listed.unit.code.as_str(), units.len()), ("01", 3));
        assert!((province.listed.unit.lat - 21.1).abs() < 1e-9);
        assert_eq!(units[1].listed.unit.parent_code.as_deref(), Some("01"));
    }

    #[test]
    fn old_communes_end_the_day_before_and_say_what_took_over() {
        let UnitsRead { units, refused, .. } = read(
            "code,name,district_code,district,province_code,province,lat,lon,new_commune_codes\n\
             21142,Xã Trà Bùi,525,Huyện Trà Bồng,51,Tỉnh Quảng Ngãi,15.1,108.4,21136|21157\n",
        );
        assert!(refused.is_empty());
        let codes: Vec<_> = units.iter().map(|unit| unit.listed.unit.code.as_str()).collect();
        assert_eq!(codes, ["51", "525", "21142"]);
        assert!(units.iter().all(|unit| unit.listed.unit.valid_to == REFORM.pred_opt()));
        assert!(units.iter().all(|unit| unit.listed.unit.valid_from == UNKNOWN_BEGINNING));
        assert_eq!(units[1].listed.unit.parent_code.as_deref(), Some("51"));
        assert_eq!(units[2].successors, ["21136", "21157"]);
    }

    #[test]
    fn a_file_of_old_and_new_codes_is_a_mapping() {
        let read = read("old_code,old_valid_to,new_code,share\n23455,2025-06-30,23455,\n613,,23473,half\n");
        assert_eq!((read.units.len(), read.mapping.len(), read.refused.len()), (0, 1, 1));
        assert_eq!((read.mapping[0].new_from, read.mapping[0].share), (REFORM, None));
    }

    #[test]
    fn an_outline_that_crosses_itself_is_told() {
        let bow_tie = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
            "properties":{"code":"23365","name":"Xã Ngọc Linh"},
            "geometry":{"type":"Polygon","coordinates":[[[0,0],[2,1],[2,0],[0,1.5],[0,0]]]}}]}"#;
        let read = read(bow_tie);
        assert!(read.units.is_empty());
        assert!(read.refused[0].1.en.contains("crosses itself"));
    }

    #[test]
    fn a_file_in_another_encoding_is_refused_with_what_to_do() {
        let refused = read_units(b"code,name\n23365,Ng\xf4c Linh\n", "units.csv", REFORM).unwrap_err();
        assert!(refused.0.en.contains("UTF-8"));
    }
}
