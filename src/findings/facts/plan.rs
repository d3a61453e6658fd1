//! Plans in force and what they arrange for each zone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Phone;
use crate::findings::{Ref, UnitCode};
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::ids::{PlanId, ResourceId, ShelterId, ZoneId};

/// A plan in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// The unit whose plan it is.
    pub unit: UnitCode,
    /// Against what.
    pub hazard: Hazard,
    /// The levels at which it acts.
    pub levels: Vec<RiskLevel>,
    /// Minutes between the warning and the onset that the plan states for a level.
    pub lead_times: Vec<(RiskLevel, i64)>,
    /// The same for levels it does not name.
    pub lead_minutes: Option<i64>,
    /// What is arranged, one entry a zone.
    pub arrangements: Vec<Arrangement>,
    /// Its own table of villages (Phụ lục 2).
    pub village_figures: Vec<VillageFigure>,
}

impl Plan {
    /// The shortest time between the warning and the onset at any of `levels`, or where there are none what is stated for
    /// any level; nothing where it is not known.
    pub(in crate::findings) fn lead_at(&self, levels: &[RiskLevel]) -> Option<i64> {
        if levels.is_empty() {
            return self.lead_minutes;
        }
        let at = |level: &RiskLevel| {
            let stated = self.lead_times.iter().find(|(of, _)| of == level).map(|(_, minutes)| *minutes);
            stated.or(self.lead_minutes)
        };
        levels.iter().filter_map(at).min()
    }
}

/// What a plan arranges for one zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Arrangement {
    /// The zone.
    pub zone: ZoneId,
    /// Where its people go, and how many to each.
    pub destinations: Vec<Destination>,
    /// People who go to relatives or neighbours (xen ghép).
    pub hosted: i64,
    /// The ways there.
    pub routes: Vec<Route>,
    /// People who have to be driven; where it is not stated, all people of the zone.
    pub to_be_driven: Option<i64>,
    /// Vehicles.
    pub vehicles: Vec<VehiclePromise>,
    /// Teams.
    pub teams: Vec<TeamPromise>,
    /// Stores its people are fed from.
    pub stores: Vec<ResourceId>,
    /// Who answers for the zone.
    pub in_charge: Option<InCharge>,
    /// How many tasks are listed for it.
    pub tasks: u32,
    /// What the plan calls what it relies on, for what is in no register.
    pub called: BTreeMap<Ref, String>,
}

/// People of a zone who are promised places in a shelter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Destination {
    /// The shelter.
    pub shelter: ShelterId,
    /// People.
    pub people: i64,
}

/// A way out of a zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Route {
    /// In a few words, "đường liên thôn qua cầu treo".
    pub name: String,
    /// The zones in force it leads through, found by its drawing; nothing where it isn't drawn.
    pub crosses: Option<Vec<ZoneId>>,
    /// The inundated crossings (ngầm tràn) it leads over; nothing where nobody has looked.
    pub crossings: Option<Vec<Crossing>>,
}

/// An inundated crossing (ngầm tràn).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Crossing {
    /// Its name.
    pub name: String,
    /// From this level on it can't be passed; nothing where that isn't known.
    pub closes_at: Option<RiskLevel>,
}

/// Vehicles promised to a zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VehiclePromise {
    /// Which.
    pub vehicle: ResourceId,
    /// How many.
    pub number: i64,
    /// Minutes of a round trip on this way; where it is not stated, those of the register.
    pub round_trip_minutes: Option<i64>,
}

/// A team promised to a zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TeamPromise {
    /// Which.
    pub team: ResourceId,
    /// How many of its people; where it is not stated, the whole team, which takes its zones in turn.
    pub people: Option<i64>,
}

/// The person who answers for a zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InCharge {
    /// Name and role, as the plan writes it.
    pub name: String,
    /// Telephone.
    pub phone: Phone,
}

/// A line of the plan's table of villages: who has to move.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VillageFigure {
    /// The village.
    pub village: String,
    /// Households.
    pub households: i64,
    /// People.
    pub people: i64,
}
