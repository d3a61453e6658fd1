//! What can change.

use chrono::NaiveDate;

use super::mentions::Mentions;
use super::{Contact, Household, Loan, Plan, Shelter, Silence, Store, Team, Unit, Vehicle, Zone};
use crate::findings::Ref;
use crate::findings::norms::Norms;
use crate::findings::together::Together;

/// An entry of one of the tables.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A commune or a province.
    Unit(Unit),
    /// A zone in force.
    Zone(Zone),
    /// A plan in force.
    Plan(Plan),
    /// A shelter.
    Shelter(Shelter),
    /// Vehicles.
    Vehicle(Vehicle),
    /// A team.
    Team(Team),
    /// A store.
    Store(Store),
    /// A contact.
    Contact(Contact),
    /// A household.
    Household(Household),
    /// A loan.
    Loan(Loan),
    /// A commune of whose zones nothing is heard.
    Silence(Silence),
}

/// A change of the tables.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// An entry is new or another.
    Put(Entry),
    /// An entry is gone: a zone or a plan no longer in force, a line out of its register.
    Gone(Ref),
    /// A new day. Everything is looked at again.
    Today(NaiveDate),
    /// Other norms. Everything is looked at again.
    Norms(Norms),
    /// Other hazards come together. Everything is looked at again.
    Together(Together),
}

impl Entry {
    /// Which entry it is.
    pub fn id(&self) -> Ref {
        match self {
            Self::Unit(unit) => Ref::Unit(unit.code),
            Self::Zone(zone) => Ref::Zone(zone.id),
            Self::Plan(plan) => Ref::Plan(plan.id),
            Self::Shelter(shelter) => Ref::Shelter(shelter.id),
            Self::Vehicle(vehicle) => Ref::Vehicle(vehicle.id),
            Self::Team(team) => Ref::Team(team.id),
            Self::Store(store) => Ref::Store(store.id),
            Self::Contact(contact) => Ref::Contact(contact.id),
            Self::Household(household) => Ref::Household(household.id),
            Self::Loan(loan) => Ref::Loan(loan.id),
            Self::Silence(silence) => Ref::Hearing(silence.commune),
        }
    }

    /// The entries it names, each once and in order. Households aren't asked: their zones know their sums.
    pub(in crate::findings) fn mentions(&self) -> Vec<Ref> {
        match self {
            Self::Unit(_) | Self::Household(_) => Vec::new(),
            Self::Zone(zone) => zone.mentions(),
            Self::Plan(plan) => plan.mentions(),
            Self::Shelter(shelter) => shelter.mentions(),
            Self::Vehicle(vehicle) => vehicle.mentions(),
            Self::Team(team) => team.mentions(),
            Self::Store(store) => store.mentions(),
            Self::Contact(contact) => contact.mentions(),
            Self::Loan(loan) => loan.mentions(),
            Self::Silence(silence) => silence.mentions(),
        }
    }
}
