//! Units, zones in force, and the households that live in them.

use serde::{Deserialize, Serialize};

use crate::findings::UnitCode;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::Timestamp;
use crate::kernel::ids::{HouseholdId, ZoneId};

/// A commune or a province.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// Its code.
    pub code: UnitCode,
    /// Its name with its kind, "xã Măng Bút".
    pub name: String,
    /// The province it belongs to; a province names itself.
    pub province: UnitCode,
    /// Units it shares a border with.
    pub neighbours: Vec<UnitCode>,
}

/// A zone in force. Where it lies is not told here; what lies in it is told by the shelters and routes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Zone {
    /// Its id.
    pub id: ZoneId,
    /// The code on papers and walls.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What threatens it.
    pub hazard: Hazard,
    /// The commune it lies in.
    pub commune: UnitCode,
    /// The village (thôn) it belongs to.
    pub village: String,
    /// From this level on its people must move.
    pub evacuate_from: RiskLevel,
    /// Households that must move, by the table of zones.
    pub households: i64,
    /// People that must move, by the table of zones.
    pub people: i64,
    /// Whether anybody counted them; where nobody did the numbers are 0 and say nothing.
    pub counted: bool,
}

/// A household of the register that lives in zones: one for each hazard, as a rule. Of its people only numbers are told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Household {
    /// Its id.
    pub id: HouseholdId,
    /// The zones it lives in, each once.
    pub zones: Vec<ZoneId>,
    /// Its people.
    pub people: i64,
    /// Of them, those who need help.
    pub vulnerable: i64,
    /// Where it is to go; nothing where nobody has settled it.
    pub stays: Option<Stay>,
}

/// Where a household is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stay {
    /// To a public building (tập trung).
    Shelter,
    /// To relatives or neighbours (xen ghép).
    Host,
    /// Upstairs or next door (tại chỗ).
    InPlace,
}

/// A commune of whose zones nothing is heard: every source of alerts that is asked about them is silent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Silence {
    /// The commune.
    pub commune: UnitCode,
    /// Its zones in force of which nothing is heard.
    pub zones: i64,
    /// What threatens them, each once and in order.
    pub hazards: Vec<Hazard>,
    /// The sources that are asked about them, by name; none where no source speaks for them.
    pub sources: Vec<String>,
    /// When one of them was heard last.
    pub last_heard_at: Option<Timestamp>,
}
