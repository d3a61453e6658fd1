//! Vehicles, teams, stores, contacts and loans of the registers (Phụ lục 5 to 8).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::findings::{Ref, UnitCode};
use crate::kernel::ids::{LoanId, ResourceId};

/// A telephone and the day somebody last answered it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// The number; nothing or blank where there is none.
    pub number: Option<String>,
    /// When it was last confirmed.
    pub confirmed_on: Option<NaiveDate>,
}

/// A contract by which something of others may be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// Its number, as it is written on it.
    pub number: String,
    /// The last day it holds; nothing where that isn't stated.
    pub valid_until: Option<NaiveDate>,
}

/// Vehicles of one line of the register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vehicle {
    /// Its id.
    pub id: ResourceId,
    /// The unit it belongs to.
    pub unit: UnitCode,
    /// The code.
    pub code: String,
    /// The name, "xe tải 2,5 tấn".
    pub name: String,
    /// How many.
    pub number: i64,
    /// People one takes at a time; 0 for an excavator.
    pub people_per_trip: i64,
    /// Minutes there and back; nothing where nobody has measured it.
    pub round_trip_minutes: Option<i64>,
    /// Whether it can be used.
    pub condition: Condition,
    /// The contract, where it belongs to others.
    pub contract: Option<Contract>,
    /// Who drives it.
    pub keeper: String,
    /// How to reach who drives it.
    pub phone: Phone,
}

/// Whether something can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// It can.
    Usable,
    /// It can't.
    Unusable,
    /// Nobody has said.
    #[default]
    Unknown,
}

/// A team.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Team {
    /// Its id.
    pub id: ResourceId,
    /// The unit it belongs to.
    pub unit: UnitCode,
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
    /// Its people.
    pub people: i64,
    /// Minutes until it is on the spot; nothing where that isn't known.
    pub minutes_to_arrive: Option<i64>,
    /// Who leads it.
    pub commander: String,
    /// How to reach who leads it.
    pub phone: Phone,
}

/// A place where supplies are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Store {
    /// Its id.
    pub id: ResourceId,
    /// The unit it belongs to.
    pub unit: UnitCode,
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
    /// What is kept there.
    pub lots: Vec<Lot>,
}

/// An amount of one item with one use-by day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lot {
    /// The code of the lot, which names it in its store.
    pub code: String,
    /// The item, by its code in the list of supplies.
    pub item: String,
    /// How much, in thousandths of the unit of the item.
    pub thousandths: i64,
    /// The last day it may be used; nothing where that isn't stated.
    pub use_by: Option<NaiveDate>,
    /// The contract with the shop, where it is kept there.
    pub contract: Option<Contract>,
}

/// A line of the list of contacts (Phụ lục 8).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// Its id.
    pub id: ResourceId,
    /// The unit.
    pub unit: UnitCode,
    /// Name.
    pub name: String,
    /// Position.
    pub position: String,
    /// Whether this person heads the command (Trưởng Ban Chỉ huy).
    pub heads_command: bool,
    /// Telephone.
    pub phone: Phone,
    /// A second telephone or a radio.
    pub spare: Option<String>,
}

/// A resource another unit asks for. Without consent it counts for nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Loan {
    /// Its id.
    pub id: LoanId,
    /// A shelter, a vehicle, a team or a store.
    pub resource: Ref,
    /// The unit it belongs to.
    pub owner: UnitCode,
    /// The unit that asks.
    pub to: UnitCode,
    /// How many vehicles, people of a team, or places; nothing for all.
    pub quantity: Option<i64>,
    /// The first day.
    pub first: NaiveDate,
    /// The last day, counted in.
    pub last: NaiveDate,
    /// Where it stands.
    pub state: LoanState,
}

/// Where a loan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoanState {
    /// The owner agrees.
    Consented,
    /// The owner does not, or it was given back.
    Ended,
    /// Nobody has answered.
    #[default]
    Asked,
}
