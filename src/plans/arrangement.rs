//! What a plan arranges for each zone: where its people go and how many to each place, by which ways, who drives,
//! helps and feeds them, and who answers for it.
//!
//! Everything refers to the registers: shelters by code, vehicles, teams and stores by id. Names stand beside them
//! for readers, as they were when the plan was written.

mod check;
mod sharing;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::hazards::RiskLevel;
use crate::kernel::ids::ResourceId;

pub(super) use check::check;

/// What is arranged for one zone (phương án bố trí sơ tán của vùng).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ZoneArrangement {
    /// The shelters its people go to (sơ tán tập trung), each once.
    pub destinations: Vec<PlannedShelter>,
    /// People who go to relatives or neighbours (xen ghép).
    pub hosted: u32,
    /// People who stay, as their house is safe enough (tại chỗ).
    pub in_place: u32,
    /// The ways there.
    pub routes: Vec<PlannedRoute>,
    /// People who have to be driven; all who leave where it is not stated.
    pub to_be_driven: Option<u32>,
    /// Vehicles, each line of the register once.
    pub vehicles: Vec<PlannedVehicles>,
    /// Teams, each once.
    pub teams: Vec<PlannedTeam>,
    /// Stores its people are fed from, each once.
    pub stores: Vec<PlannedStore>,
    /// Who answers for the zone.
    pub in_charge: Option<PlannedLead>,
}

/// Places promised to people of a zone in a shelter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedShelter {
    /// The shelter's code.
    pub code: String,
    /// Its name, for readers.
    #[serde(default)]
    pub name: String,
    /// How many people.
    pub people: u32,
}

/// A way out of a zone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedRoute {
    /// In a few words: "đường liên thôn qua cầu treo".
    pub name: String,
    /// As it was drawn: longitude, latitude, WGS 84; absent where nobody has.
    #[serde(default)]
    pub line: Option<Vec<[f64; 2]>>,
    /// The inundated crossings (ngầm tràn) it leads over; absent where nobody has looked.
    #[serde(default)]
    pub crossings: Option<Vec<PlannedCrossing>>,
}

/// An inundated crossing (ngầm tràn).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedCrossing {
    /// Its name.
    pub name: String,
    /// From this level on it cannot be passed; absent where that is not known.
    #[serde(default)]
    pub closes_at: Option<RiskLevel>,
}

/// Vehicles promised to a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedVehicles {
    /// The line of the register.
    #[schema(value_type = String, format = Uuid)]
    pub id: ResourceId,
    /// Its name, for readers.
    #[serde(default)]
    pub name: String,
    /// How many of them.
    pub number: u32,
    /// Minutes there and back on this way; those of the register where it is not stated.
    #[serde(default)]
    pub round_trip_minutes: Option<u32>,
}

/// A team promised to a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedTeam {
    /// The line of the register.
    #[schema(value_type = String, format = Uuid)]
    pub id: ResourceId,
    /// Its name, for readers.
    #[serde(default)]
    pub name: String,
    /// How many of its people; the whole team, which takes its zones in turn, where it is not stated.
    #[serde(default)]
    pub people: Option<u32>,
}

/// A store of supplies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedStore {
    /// The line of the register.
    #[schema(value_type = String, format = Uuid)]
    pub id: ResourceId,
    /// Its name, for readers.
    #[serde(default)]
    pub name: String,
}

/// The person who answers for a zone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PlannedLead {
    /// The name.
    pub name: String,
    /// What they are: "Trưởng thôn".
    pub role: String,
    /// The telephone number; empty where there is none. For people who are signed in.
    pub phone: String,
    /// When somebody last answered it.
    pub phone_confirmed_on: Option<NaiveDate>,
}

impl ZoneArrangement {
    /// People for whom a place is arranged: in shelters, with hosts, and at home.
    pub fn people(&self) -> u64 {
        let sheltered: u64 = self.destinations.iter().map(|to| u64::from(to.people)).sum();
        sheltered + u64::from(self.hosted) + u64::from(self.in_place)
    }

    /// Whether it says where anybody goes or stays.
    pub fn says_where(&self) -> bool {
        !self.destinations.is_empty() || self.hosted > 0 || self.in_place > 0
    }
}
