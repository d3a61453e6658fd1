//! What a finding is about: an entry of one of the tables, by its id.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::UnitCode;
use crate::kernel::ids::{HouseholdId, LoanId, PlanId, ResourceId, ShelterId, ZoneId};

/// An entry of a table. Findings are kept by the entry whose figures were looked at, which is called their cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what", content = "id")]
pub enum Ref {
    /// A commune or a province.
    Unit(UnitCode),
    /// A zone in force.
    Zone(ZoneId),
    /// A plan in force.
    Plan(PlanId),
    /// A shelter.
    Shelter(ShelterId),
    /// Vehicles of one line of the register.
    Vehicle(ResourceId),
    /// A team.
    Team(ResourceId),
    /// A place where supplies are kept.
    Store(ResourceId),
    /// A line of the list of contacts.
    Contact(ResourceId),
    /// A household; findings about households are kept by their zone.
    Household(HouseholdId),
    /// A loan.
    Loan(LoanId),
    /// What is heard of alerts in a commune.
    Hearing(UnitCode),
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit(code) => write!(f, "unit:{code}"),
            Self::Zone(id) => write!(f, "zone:{id}"),
            Self::Plan(id) => write!(f, "plan:{id}"),
            Self::Shelter(id) => write!(f, "shelter:{id}"),
            Self::Vehicle(id) => write!(f, "vehicle:{id}"),
            Self::Team(id) => write!(f, "team:{id}"),
            Self::Store(id) => write!(f, "store:{id}"),
            Self::Contact(id) => write!(f, "contact:{id}"),
            Self::Household(id) => write!(f, "household:{id}"),
            Self::Loan(id) => write!(f, "loan:{id}"),
            Self::Hearing(code) => write!(f, "hearing:{code}"),
        }
    }
}
