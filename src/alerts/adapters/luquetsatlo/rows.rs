//! Rows of the site's table, and what they say of each commune together.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::cap_tree::text_of;
use super::hours::{Hour, read_time};
use crate::alerts::quarantine::Fault;
use crate::hazards::Hazard;
use crate::kernel::folding::{nfc, search_key};
use crate::kernel::windows_1252::from_utf8_in_1252;

/// The hazards of the site, each with its column.
pub(super) const COLUMNS: [(Hazard, &str); 2] =
    [(Hazard::FlashFlood, "nguycoluquet"), (Hazard::Landslide, "nguycosatlo")];

/// The site's word for a risk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SiteLevel {
    /// Thấp.
    Low,
    /// Trung bình.
    Medium,
    /// Cao.
    High,
    /// Rất cao.
    VeryHigh,
    /// A word that is not known here: a person must look, so it counts above all others.
    Other(String),
}

impl SiteLevel {
    fn read(word: &str) -> Option<Self> {
        match search_key(word).as_str() {
            "" => None,
            "thap" => Some(Self::Low),
            "trung binh" => Some(Self::Medium),
            "cao" => Some(Self::High),
            "rat cao" => Some(Self::VeryHigh),
            _ => Some(Self::Other(word.chars().take(80).collect())),
        }
    }

    /// The word as the site writes it.
    pub(super) fn word(&self) -> &str {
        match self {
            Self::Low => "Thấp",
            Self::Medium => "Trung bình",
            Self::High => "Cao",
            Self::VeryHigh => "Rất cao",
            Self::Other(word) => word,
        }
    }

    /// The word in English.
    pub(super) fn word_en(&self) -> &str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::VeryHigh => "very high",
            Self::Other(word) => word,
        }
    }
}

/// A commune as the site knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SiteCommune {
    /// The site's own number; not the national code.
    pub(super) id: Option<String>,
    /// Its name, with or without what it is.
    pub(super) name: String,
    /// Its province.
    pub(super) province: String,
    /// Whether letters had to be put right.
    pub(super) mended: bool,
}

impl SiteCommune {
    /// What names it in identifiers, the same every hour.
    pub(super) fn key(&self) -> String {
        self.id.clone().unwrap_or_else(|| {
            let folded = search_key(&format!("{} {}", self.name, self.province));
            folded
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("-")
        })
    }
}

/// A row, read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) commune: SiteCommune,
    pub(super) hour: Hour,
    /// For how many hours rain is forecast, where the row says so.
    pub(super) horizon: Option<u32>,
    /// What the columns of [`COLUMNS`] say.
    levels: [Option<SiteLevel>; 2],
    /// Rain measured, forecast, and both together, in millimetres, as written.
    rain: [Option<String>; 3],
}

/// A danger of one commune in one hour: all rows of that commune together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Danger {
    pub(super) commune: SiteCommune,
    pub(super) hazard: Hazard,
    pub(super) level: SiteLevel,
    pub(super) hour: Hour,
    pub(super) horizon: Option<u32>,
    /// As in [`Row`], of the row with the highest level.
    pub(super) rain: [Option<String>; 3],
    /// How many rows (communes of before July 2025) were taken together.
    pub(super) rows: usize,
}

/// Reads a row; `asked` is the hour that was asked for.
pub(super) fn read_row(item: &Value, asked: Option<Hour>) -> Result<Row, Fault> {
    let mut mended = false;
    let mut text = |name: &str| {
        let written = item.get(name).and_then(text_of)?;
        let (text, changed) = mend(&written);
        mended |= changed;
        Some(text).filter(|text| !text.is_empty())
    };
    let id = text("commune_id_2cap").filter(|id| id.chars().all(|c| c.is_ascii_alphanumeric()) && id.len() < 20);
    let name = text("commune_name_2cap").or_else(|| text("commune_name"));
    let province = text("provinceName_2cap").or_else(|| text("provinceName")).unwrap_or_default();
    let levels = COLUMNS.map(|(_, column)| text(column).and_then(|word| SiteLevel::read(&word)));
    let rain = ["luongmuatd", "luongmuadb", "luongmuatd_db"].map(&mut text);
    let horizon = text("sogiodubao").and_then(|hours| hours.parse().ok()).filter(|hours| (1..=72).contains(hours));
    let stated = text("thoigian");
    let hour = match (&stated, asked) {
        (Some(stated), _) => read_time(stated).map(Hour::of).or(asked),
        (None, asked) => asked,
    };
    let Some(name) = name.or_else(|| id.clone()) else { return Err(Fault::UnreadableRow("commune_name_2cap")) };
    let Some(hour) = hour else { return Err(Fault::UnreadableRow("thoigian")) };
    Ok(Row { commune: SiteCommune { id, name, province, mended }, hour, horizon, levels, rain })
}

/// The text in composed form, and whether it had to be put right.
fn mend(text: &str) -> (String, bool) {
    match from_utf8_in_1252(text) {
        Some(mended) => (nfc(mended.trim()), true),
        None => (nfc(text.trim()), false),
    }
}

/// The dangers of rows: of each commune, hour and hazard the highest level, since several communes of before July
/// 2025 have gone into one and the columns need not agree. Sorted by commune.
pub(super) fn join(rows: Vec<Row>) -> Vec<Danger> {
    let mut dangers: BTreeMap<(String, Hour, usize), Danger> = BTreeMap::new();
    for row in rows {
        for (place, ((hazard, _), level)) in COLUMNS.iter().zip(&row.levels).enumerate() {
            let Some(level) = level.clone() else { continue };
            let (key, rain) = ((row.commune.key(), row.hour, place), row.rain.clone());
            let fresh = Danger {
                commune: row.commune.clone(),
                hazard: *hazard,
                level,
                hour: row.hour,
                horizon: row.horizon,
                rain,
                rows: 1,
            };
            match dangers.get_mut(&key) {
                None => drop(dangers.insert(key, fresh)),
                Some(known) => {
                    known.rows += 1;
                    if fresh.level > known.level {
                        (known.level, known.rain) = (fresh.level, fresh.rain);
                    }
                    known.horizon = known.horizon.max(fresh.horizon);
                }
            }
        }
    }
    dangers.into_values().collect()
}
