//! A file of places on its way into a register: in which system its numbers are, which column means what, and what
//! has to be asked of a person before anything is written.

pub mod columns;
pub mod communes;
mod reading;

use std::collections::BTreeMap;

use geo::Geometry;

use super::ServiceError;
use crate::formats::{self, FeatureFile, Format, StatedCrs};
use crate::geometry::axes::Axes;
use crate::geometry::crs::Crs;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::Localized;

pub use reading::{Expected, Reading, decide};

/// A file, read into features; refused where it cannot be read, or holds none.
pub fn read_places(name: &str, bytes: &[u8]) -> Result<FeatureFile, ServiceError> {
    let refused = |wording| ServiceError::Invalid { pointer: String::new(), wording };
    let file = formats::read(name, bytes).map_err(|fault| refused(fault.0))?;
    if file.features.is_empty() && file.refused.is_empty() {
        return Err(refused(Localized::new(
            "Tệp không có đối tượng nào. Kiểm tra lại tệp đã xuất.",
            "The file holds no feature. Check what was exported.",
        )));
    }
    Ok(file)
}

/// How a file is to be read.
#[derive(Debug, Clone, Default)]
pub struct FileOrder {
    /// Its name, for the log; its ending tells the format.
    pub name: String,
    /// The coordinate system, where the caller gives one.
    pub crs: Option<GivenCrs>,
    /// The order of the numbers, where the caller gives one.
    pub axes: Option<Axes>,
    /// Whether the numbers came to be without the seven parameters.
    pub internal: bool,
    /// Columns of the file by our fields.
    pub columns: BTreeMap<String, String>,
    /// The commune of features that name none and lie in none.
    pub commune: Option<String>,
}

/// A coordinate system a person gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenCrs {
    /// The system.
    pub crs: Crs,
    /// Whether it holds although another fits better.
    pub sure: bool,
}

impl GivenCrs {
    /// Reads `EPSG:9216`, with `;internal` for numbers without the seven parameters and `;sure` where the caller
    /// stays with it; these are the values a question offers.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let mut given = Self { crs: Crs::parse(parts.next()?)?, sure: false };
        for part in parts {
            match part {
                "internal" => given.crs = given.crs.internal(),
                "sure" => given.sure = true,
                _ => return None,
            }
        }
        Some(given)
    }
}

/// What must be known before anything is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// `crs_missing`, `meridian`, `axis`, `vn2000_internal`, `mapping` or `no_commune`.
    pub code: &'static str,
    /// In words.
    pub text: Localized,
    /// The possible answers, the likeliest first.
    pub options: Vec<Choice>,
}

/// A possible answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What to send: the value of `crs`, `axis`, `commune`, or a column.
    pub value: String,
    /// In words.
    pub label: Localized,
    /// How many features would land in their commune.
    pub inside: usize,
    /// Of how many that could be looked at.
    pub of: usize,
    /// The box of all features.
    pub bounds: Option<[f64; 4]>,
}

impl Choice {
    /// An answer without a place.
    pub fn plain(value: impl Into<String>, label: Localized) -> Self {
        Self { value: value.into(), label, inside: 0, of: 0, bounds: None }
    }
}

/// What a file is, beside its features.
#[derive(Debug, Clone, PartialEq)]
pub struct FileFacts {
    /// Its name.
    pub name: String,
    /// Its format.
    pub format: Format,
    /// The system it states.
    pub stated: StatedCrs,
    /// How many features it has, those that could not be read included.
    pub features: usize,
}

impl FileFacts {
    /// The facts of `file`.
    pub fn of(name: &str, file: &FeatureFile) -> Self {
        let features = file.features.len() + file.refused.len();
        Self { name: name.to_owned(), format: file.format, stated: file.crs.clone(), features }
    }
}

/// What happens to a feature, or would.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is new.
    Added,
    /// It is known and gets a new form.
    Changed,
    /// It is known like that.
    Unchanged,
    /// It is taken in with a mended outline.
    Repaired,
    /// It is not taken in.
    Refused,
    /// It waits for an answer, or for a repair to be allowed.
    Held,
}

/// Something wrong with an outline.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineFault {
    /// As a code.
    pub code: &'static str,
    /// Where: longitude, latitude.
    pub at: Option<(f64, f64)>,
    /// In words.
    pub text: Localized,
}

/// How an outline could be mended.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferedRepair {
    /// The mended outline.
    pub area: geo::MultiPolygon<f64>,
    /// What is done to it.
    pub changes: Vec<Localized>,
    /// Its area before.
    pub area_before_m2: f64,
    /// Its area after.
    pub area_after_m2: f64,
}

/// A feature and its fate.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftItem {
    /// Where it stands in the file.
    pub place: Localized,
    /// Its code.
    pub code: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Of a zone: what threatens it.
    pub hazard: Option<Hazard>,
    /// Its commune.
    pub commune_code: Option<String>,
    /// The name of that.
    pub commune_name: Option<String>,
    /// Of a zone: from which level on its people must move.
    pub level: Option<RiskLevel>,
    /// What happens to it.
    pub fate: Fate,
    /// Why, and what should be known of it.
    pub reasons: Vec<Localized>,
    /// What is wrong with its outline.
    pub faults: Vec<OutlineFault>,
    /// How that could be mended.
    pub repair: Option<Box<OfferedRepair>>,
    /// WGS 84, longitude first.
    pub geometry: Option<Geometry<f64>>,
    /// The area of a zone.
    pub area_m2: Option<f64>,
}

impl DraftItem {
    /// A feature of which nothing is known but its place.
    pub fn at(place: Localized) -> Self {
        Self {
            place,
            code: None,
            name: None,
            hazard: None,
            commune_code: None,
            commune_name: None,
            level: None,
            fate: Fate::Held,
            reasons: Vec::new(),
            faults: Vec::new(),
            repair: None,
            geometry: None,
            area_m2: None,
        }
    }

    /// The same, refused for `reason`.
    #[must_use]
    pub fn refused(mut self, reason: Localized) -> Self {
        self.fate = Fate::Refused;
        self.reasons.push(reason);
        self
    }
}

/// What an import did, or would do.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportDraft {
    /// The file.
    pub file: FileFacts,
    /// How its numbers were read; nothing where that has to be asked.
    pub reading: Option<Reading>,
    /// What has to be answered first.
    pub questions: Vec<Question>,
    /// Which column means what.
    pub columns: columns::Columns,
    /// Its features, in order, those that cannot be read at the end.
    pub items: Vec<DraftItem>,
    /// What was noticed of the whole file.
    pub remarks: Vec<Localized>,
}

impl ImportDraft {
    /// How many features have this fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.items.iter().filter(|item| item.fate == fate).count()
    }

    /// Whether it would write anything.
    pub fn changes_anything(&self) -> bool {
        self.items.iter().any(|item| matches!(item.fate, Fate::Added | Fate::Changed | Fate::Repaired))
    }

    /// The counts in a sentence.
    pub fn summary(&self) -> Localized {
        let [added, changed, unchanged, repaired, refused, held] =
            [Fate::Added, Fate::Changed, Fate::Unchanged, Fate::Repaired, Fate::Refused, Fate::Held]
                .map(|fate| self.count(fate));
        let all = self.items.len();
        Localized::new(
            format!(
                "{all} đối tượng: {added} mới, {changed} thay đổi, {unchanged} giữ nguyên, {repaired} đã sửa đường \
                 biên, {refused} không nhận, {held} chờ quyết định."
            ),
            format!(
                "{all} features: {added} added, {changed} changed, {unchanged} unchanged, {repaired} repaired, \
                 {refused} refused, {held} held."
            ),
        )
    }
}
