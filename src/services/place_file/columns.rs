//! Which column of a file means what: as the caller says, else by the usual names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::formats::FeatureFile;
use crate::kernel::folding::{nfc, search_key};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UsualNames {
    #[serde(rename = "note")]
    _note: String,
    zones: BTreeMap<String, Vec<String>>,
    shelters: BTreeMap<String, Vec<String>>,
}

static USUAL: LazyLock<UsualNames> = LazyLock::new(|| {
    serde_json::from_str(include_str!("columns.json")).unwrap_or_else(|error| panic!("columns.json: {error}"))
});

/// What the features of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Register {
    /// Evacuation zones.
    Zones,
    /// Shelters.
    Shelters,
}

/// One of our fields, and the column that holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedField {
    /// Our field.
    pub field: String,
    /// The column of the file; nothing where it has none.
    pub property: Option<String>,
    /// The columns that could be meant: those of usual names, else all that nothing else claims.
    pub candidates: Vec<String>,
}

/// The columns of a file by our fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Every field, in a fixed order.
    pub mapped: Vec<MappedField>,
}

/// How many features are looked at for their columns; one a step over the whole file.
const LOOKED_AT: usize = 500;

impl Columns {
    /// The columns of `file`, those of `said` (our field, column of the file) before the usual names.
    pub fn of(file: &FeatureFile, register: Register, said: &BTreeMap<String, String>) -> Self {
        let step = file.features.len() / LOOKED_AT + 1;
        let names: BTreeSet<&String> =
            file.features.iter().step_by(step).flat_map(|feature| feature.properties.keys()).collect();
        let usual = match register {
            Register::Zones => &USUAL.zones,
            Register::Shelters => &USUAL.shelters,
        };
        let by_name = |known: &Vec<String>| -> Vec<String> {
            let mut found = Vec::new();
            for wanted in known {
                found.extend(names.iter().filter(|name| key(name) == key(wanted)).map(|name| (*name).clone()));
            }
            found
        };
        let mut mapped: Vec<MappedField> = usual
            .iter()
            .map(|(field, known)| {
                let mut candidates = by_name(known);
                candidates.dedup();
                let told = said.get(field).filter(|column| !column.is_empty());
                let property = told.cloned().or_else(|| candidates.first().cloned());
                MappedField { field: field.clone(), property, candidates }
            })
            .collect();
        let claimed: BTreeSet<String> = mapped.iter().filter_map(|field| field.property.clone()).collect();
        for field in mapped.iter_mut().filter(|field| field.property.is_none()) {
            field.candidates =
                names.iter().filter(|name| !claimed.contains(**name)).map(|name| (*name).clone()).collect();
        }
        Self { mapped }
    }

    /// The column of a field.
    pub fn column(&self, field: &str) -> Option<&str> {
        self.mapped.iter().find(|mapped| mapped.field == field)?.property.as_deref()
    }

    /// The value of a field, where there is one.
    pub fn value<'p>(&self, properties: &'p Map<String, Value>, field: &str) -> Option<&'p Value> {
        properties.get(self.column(field)?).filter(|value| !value.is_null())
    }

    /// A field as text, composed and trimmed.
    pub fn text(&self, properties: &Map<String, Value>, field: &str) -> Option<String> {
        text_of(self.value(properties, field)?)
    }

    /// A field as a list: an array, or words separated by `;` or `|`, or else by commas.
    pub fn list(&self, properties: &Map<String, Value>, field: &str) -> Option<Vec<String>> {
        let value = self.value(properties, field)?;
        if let Value::Array(items) = value {
            return Some(items.iter().filter_map(text_of).collect());
        }
        let text = text_of(value)?;
        if let Ok(Value::Array(items)) = serde_json::from_str(&text) {
            return Some(items.iter().filter_map(text_of).collect());
        }
        let separators: &[char] = if text.contains([';', '|']) { &[';', '|'] } else { &[','] };
        Some(text.split(separators).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect())
    }
}

/// A value as text; a whole number without a point, as tables of numbers have it.
pub fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => nfc(text.trim()),
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 => format!("{float:.0}"),
            _ => number.to_string(),
        },
        Value::Bool(yes) => yes.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn key(name: &str) -> String {
    search_key(name).chars().filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{FileFeature, Format, StatedCrs};
    use crate::kernel::Localized;
    use serde_json::json;

    fn columns(properties: Value, said: &[(&str, &str)]) -> (Columns, Map<String, Value>) {
        let properties = properties.as_object().unwrap().clone();
        let feature =
            FileFeature { place: Localized::new("", ""), id: None, properties: properties.clone(), geometry: None };
        let file = FeatureFile {
            format: Format::GeoJson,
            crs: StatedCrs::Wgs84,
            features: vec![feature],
            refused: Vec::new(),
            remarks: Vec::new(),
        };
        let said = said.iter().map(|(field, column)| ((*field).into(), (*column).into())).collect();
        (Columns::of(&file, Register::Zones, &said), properties)
    }

    #[test]
    fn the_usual_names_are_found_whatever_their_case_and_marks() {
        let (columns, row) = columns(
            json!({"MA_VUNG": "SL-01", "Tên": "Khu A", "LOAI_THIEN": "Sạt lở", "XA": "Măng Bút", "CAP": 3.0}),
            &[],
        );
        assert_eq!(columns.text(&row, "code").as_deref(), Some("SL-01"));
        assert_eq!(columns.text(&row, "name").as_deref(), Some("Khu A"));
        assert_eq!(columns.text(&row, "hazard").as_deref(), Some("Sạt lở"));
        assert_eq!(columns.text(&row, "commune").as_deref(), Some("Măng Bút"));
        assert_eq!(columns.text(&row, "level").as_deref(), Some("3"));
        assert_eq!(columns.column("village"), None);
    }

    #[test]
    fn code_goes_before_id_and_what_is_said_before_both() {
        let row = json!({"id": 7, "code": "A", "so_to": "B"});
        assert_eq!(columns(row.clone(), &[]).0.column("code"), Some("code"));
        assert_eq!(columns(row, &[("code", "so_to")]).0.column("code"), Some("so_to"));
        let (found, _) = columns(json!({"so_to": "B", "hazard": "flood"}), &[]);
        let code = found.mapped.iter().find(|field| field.field == "code").unwrap();
        assert_eq!((code.property.as_deref(), code.candidates.as_slice()), (None, &["so_to".to_owned()][..]));
    }

    #[test]
    fn lists_come_as_arrays_or_as_words() {
        let list = |value: Value| {
            let (columns, row) = columns(json!({"destinations": value}), &[]);
            columns.list(&row, "destinations").unwrap()
        };
        assert_eq!(list(json!(["A", "B"])), ["A", "B"]);
        assert_eq!(list(json!("[\"A\",\"B\"]")), ["A", "B"]);
        assert_eq!(list(json!("A; B")), ["A", "B"]);
        assert_eq!(list(json!("A, B")), ["A", "B"]);
    }
}
