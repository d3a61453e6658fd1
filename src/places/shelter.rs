//! Shelters (điểm sơ tán). One can be safe for one hazard and unsafe for another.

use serde::{Deserialize, Serialize};

use crate::hazards::Hazard;
use crate::kernel::ids::ShelterId;

/// A building people are taken to.
#[derive(Debug, Clone, PartialEq)]
pub struct Shelter {
    /// Its id.
    pub id: ShelterId,
    /// The short code plans refer to it by.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is the rest of the year.
    pub kind: ShelterKind,
    /// The commune it stands in.
    pub commune_code: String,
    /// How many people it takes.
    pub capacity: i64,
    /// The hazards it is safe for; suitability is a matter of hazard, not of building.
    pub suitable_for: Vec<Hazard>,
    /// Who opens it.
    pub keeper_name: Option<String>,
    /// How to reach who opens it.
    pub keeper_phone: Option<String>,
    /// WGS 84.
    pub lon: f64,
    /// WGS 84.
    pub lat: f64,
    /// Invented for the demonstration.
    pub demonstration: bool,
}

/// Kinds of buildings (Phụ lục 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShelterKind {
    /// Trường học.
    School,
    /// Nhà văn hóa thôn.
    VillageHall,
    /// Nhà rông.
    CommunalHouse,
    /// Trạm y tế.
    HealthStation,
    /// Trụ sở.
    Office,
    /// Anything else.
    Other,
}
