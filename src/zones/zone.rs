//! An evacuation zone: a stable code, and revisions that are only ever added.

use geo::MultiPolygon;
use serde::{Deserialize, Serialize};

use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::ids::ZoneId;

/// A zone at one of its revisions.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    /// The same through all revisions.
    pub id: ZoneId,
    /// The code on papers and walls, the same through all revisions.
    pub code: String,
    /// What threatens it.
    pub hazard: Hazard,
    /// Whether it is in force.
    pub status: ZoneStatus,
    /// Which revision this is, counted from 1.
    pub revision: i64,
    /// Its name.
    pub name: String,
    /// The village (thôn, làng) it belongs to.
    pub village: Option<String>,
    /// The commune it lies in.
    pub commune_code: String,
    /// From this level on its people must move.
    pub evacuate_from_level: RiskLevel,
    /// Its area, WGS 84, longitude first.
    pub geometry: MultiPolygon<f64>,
    /// Its area in m².
    pub area_m2: f64,
    /// Codes of the shelters its people go to, the first choice first.
    pub destinations: Vec<String>,
    /// The way there, in words.
    pub route: Option<String>,
    /// Who answers for it.
    pub in_charge: Option<InCharge>,
    /// Invented for the demonstration.
    pub demonstration: bool,
}

/// The person who answers for a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InCharge {
    /// What they are.
    pub role: String,
    /// Who they are.
    pub name: String,
}

/// Where a zone stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneStatus {
    /// Alerts are matched against it.
    InForce,
    /// Being drawn.
    Draft,
    /// No longer used; kept for the past.
    Retired,
}
