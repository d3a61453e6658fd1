//! How many people and how much property a zone holds: always both, always side by side.

use serde::{Deserialize, Serialize};

/// A line of the household register (Phụ lục 3).
#[derive(Debug, Clone, PartialEq)]
pub struct Household {
    /// The register's number of it.
    pub code: String,
    /// Head of the household; shown to few.
    pub head: String,
    /// Commune.
    pub commune_code: String,
    /// Village.
    pub village: String,
    /// How many belong to it.
    pub people: i64,
    /// How many of them need help to move.
    pub vulnerable: i64,
    /// In which way.
    pub vulnerable_kinds: String,
    /// Kind of house, as the register says.
    pub house_class: String,
    /// What has to move with them.
    pub property: Property,
    /// WGS 84.
    pub position: Option<(f64, f64)>,
    /// Invented for the demonstration.
    pub demonstration: bool,
}

/// What has to be moved beside the people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Property {
    /// Head of cattle, buffaloes, pigs, goats.
    pub livestock: i64,
    /// Motorbikes.
    pub motorbikes: i64,
    /// Boats.
    pub boats: i64,
    /// Rice in kilograms.
    pub rice_kg: i64,
}

/// Totals of people and property (hộ/khẩu and tài sản).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Hộ.
    pub households: i64,
    /// Khẩu.
    pub people: i64,
    /// Of them, people who need help to move.
    pub vulnerable: i64,
    /// What they own.
    pub property: Property,
}

impl Figures {
    /// Counts `households`; each must be given once, also where it lies in several zones.
    pub fn of<'a>(households: impl IntoIterator<Item = &'a Household>) -> Self {
        households.into_iter().fold(Self::default(), |mut sum, household| {
            sum.households += 1;
            sum.people += household.people;
            sum.vulnerable += household.vulnerable;
            sum.property.livestock += household.property.livestock;
            sum.property.motorbikes += household.property.motorbikes;
            sum.property.boats += household.property.boats;
            sum.property.rice_kg += household.property.rice_kg;
            sum
        })
    }
}
