//! Shelters of the register.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Phone;
use crate::findings::UnitCode;
use crate::hazards::Hazard;
use crate::kernel::ids::{ShelterId, ZoneId};

/// A building people are taken to (Phụ lục 4).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shelter {
    /// Its id.
    pub id: ShelterId,
    /// The code plans refer to it by.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The commune it stands in.
    pub commune: UnitCode,
    /// People it takes for the night, lying down.
    pub capacity_night: Option<i64>,
    /// People it takes by day, sitting.
    pub capacity_day: Option<i64>,
    /// Floor area, m².
    pub floor_area_m2: Option<i64>,
    /// Whether it is safe, by hazard; a hazard that is not listed is unknown.
    pub safe_for: BTreeMap<Hazard, Answer>,
    /// The zones in force it lies in, the edge counted as inside; nothing where its place isn't known.
    pub inside: Option<Vec<ZoneId>>,
    /// Clean water.
    pub water: Answer,
    /// Toilets.
    pub toilets: Option<i64>,
    /// Power when the grid fails.
    pub backup_power: Answer,
    /// Who opens it.
    pub keeper: String,
    /// How to reach who opens it.
    pub phone: Phone,
    /// Units that may bring their people, by the consent of its own.
    pub consent_for: Vec<UnitCode>,
    /// When it is not to be had.
    pub away: Vec<Away>,
    /// When somebody last looked at it.
    pub inspected_on: Option<NaiveDate>,
}

/// An answer that may not be known; what is not known is never safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Có.
    Yes,
    /// Không.
    No,
    /// Chưa rõ.
    #[default]
    Unknown,
}

/// Days on which something is not to be had.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Away {
    /// The first.
    pub first: NaiveDate,
    /// The last, counted in.
    pub last: NaiveDate,
    /// Why, as the register writes it.
    pub reason: String,
}

impl Away {
    /// Whether one of its days lies between `from` and `to`, both counted in.
    pub fn touches(&self, from: NaiveDate, to: NaiveDate) -> bool {
        self.first <= to && self.last >= from
    }
}
