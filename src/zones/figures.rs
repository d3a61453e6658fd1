//! How many people and how much property a zone holds: always both, always side by side.

use serde::{Deserialize, Serialize};

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

impl std::iter::Sum for Figures {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut sum, one| {
            sum.households += one.households;
            sum.people += one.people;
            sum.vulnerable += one.vulnerable;
            sum.property.livestock += one.property.livestock;
            sum.property.motorbikes += one.property.motorbikes;
            sum.property.boats += one.property.boats;
            sum.property.rice_kg += one.property.rice_kg;
            sum
        })
    }
}
