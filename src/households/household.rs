//! A household of the register, and the sums over several.

use chrono::NaiveDate;

use super::Entry;
use super::property::property_of;
use super::vulnerable::needing_help;
use crate::kernel::ids::HouseholdId;
use crate::zones::Figures;

/// A household: an id that never changes, a short code that is said over the radio, and what the register says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Household {
    /// Its id.
    pub id: HouseholdId,
    /// The commune that keeps its line.
    pub commune_code: String,
    /// Short code, unique in the commune.
    pub code: String,
    /// Counts the changes of the line.
    pub revision: i64,
    /// The day the line tells of.
    pub as_of: NaiveDate,
    /// The day it left the register.
    pub retired_on: Option<NaiveDate>,
    /// Invented for the demonstration.
    pub demonstration: bool,
    /// What the register says.
    pub entry: Entry,
}

impl Household {
    /// What it adds to the totals.
    pub fn figures(&self) -> Figures {
        self.entry.figures()
    }
}

impl Entry {
    /// How many of the household need help to move.
    pub fn needing_help(&self) -> i64 {
        self.vulnerable_people.unwrap_or_else(|| needing_help(&self.vulnerable, self.people))
    }

    /// What a household of this line adds to the totals.
    pub fn figures(&self) -> Figures {
        Figures {
            households: 1,
            people: self.people,
            vulnerable: self.needing_help(),
            property: property_of(&self.property),
        }
    }
}

/// Counts `households`; each must be given once, also where it lies in several zones.
pub fn figures_of<'a>(households: impl IntoIterator<Item = &'a Household>) -> Figures {
    households.into_iter().map(Household::figures).sum()
}
