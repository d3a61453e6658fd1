//! Lists of administrative units as files: outlines in any format of maps, CSV with centre points, CSV of what
//! became what.
//!
//! Columns of units: `code`, `name`, `kind` or `type`, `parent_code` (else `district_code`, `province_code`),
//! `former_district`, `valid_from`, `valid_to`, `lon`/`lat`, `successor_codes` (or `new_commune_codes`; several
//! separated by `;` or `|`), `decided_by`, `source`. A district or province that stands only beside its units
//! (`district`, `province`) is listed too. A CSV with `old_code` and `new_code` is a mapping: also `old_valid_to`,
//! `new_valid_from`, `share`, `decided_by`, `source`.

mod row;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use thiserror::Error;

use self::row::{Row, csv_rows, feature_rows, geojson_rows, is_code};
use super::place_file::GivenCrs;
use crate::formats;
use crate::kernel::Localized;
use crate::kernel::folding::nfc;
use crate::places::history::Listed;
use crate::places::{AdminUnit, BoundaryKind, Share, UnitKind};

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

/// Reads units from a file of any format. Outlines may be in VN-2000; `crs` is their system where the file does not
/// state it. `day` is the day of the list.
pub fn read_unit_file(
    bytes: &[u8],
    file_name: &str,
    day: NaiveDate,
    crs: Option<GivenCrs>,
) -> Result<UnitsRead, UnreadableFile> {
    let text = std::str::from_utf8(bytes).unwrap_or_default().trim_start_matches('\u{feff}').trim_start();
    let plain_json = text.starts_with('{') && !text.contains("\"crs\"") && crs.is_none();
    let is_map = text.is_empty() || text.starts_with('<') || (text.starts_with('{') && !plain_json);
    if !is_map {
        return read_units(bytes, file_name, day);
    }
    let features = formats::read(file_name, bytes).map_err(|fault| UnreadableFile(fault.0))?;
    let mut read = read_rows(&feature_rows(&features, crs)?, file_name, day);
    read.refused.extend(features.refused.into_iter().map(|(place, reason)| (place.en, reason)));
    Ok(read)
}

/// Reads units from the bytes of a CSV, or of GeoJSON in WGS 84; rows that cannot be used are told, the others kept.
/// `day` is the day of the list: units that do not say otherwise exist from then on.
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
    Ok(read_rows(&rows, file_name, day))
}

fn read_rows(rows: &[Row], file_name: &str, day: NaiveDate) -> UnitsRead {
    let mut read = UnitsRead { file_name: file_name.to_owned(), ..UnitsRead::default() };
    let mut seen = HashSet::new();
    let mut beside = Beside::default();
    for row in rows {
        let outcome = if row.is_mapping() {
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
    read
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

/// Why a row is refused, in one place so that the sentences can be read together.
mod words {
    use super::Localized;
    use crate::geometry::crs::Crs;

    pub fn no_crs() -> Localized {
        Localized::new(
            "Tệp không cho biết hệ tọa độ. Nhập lại kèm crs=EPSG:… (trước 01/7/2025 vùng Kon Tum: EPSG:9216, nay: EPSG:5898).",
            "The file does not say its coordinate system. Import again with crs=EPSG:… (former Kon Tum before 1 July 2025: EPSG:9216, today: EPSG:5898).",
        )
    }

    pub fn outside_crs(crs: Crs) -> Localized {
        let code = crs.code();
        Localized::new(
            format!("Có tọa độ nằm ngoài phạm vi của {code}. Kiểm tra hệ tọa độ."),
            format!("A position lies outside {code}. Check the coordinate system."),
        )
    }

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
