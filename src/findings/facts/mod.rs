//! What the engine is told: plain tables of its own, by id, without geometry. That a shelter lies in a zone or that a
//! route leads through one is found elsewhere and told as ids of zones.

mod bounds;
mod change;
mod mentions;
mod place;
mod plan;
mod resource;
mod shelter;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::norms::Norms;
use super::together::Together;
use super::{Ref, UnitCode};
use crate::kernel::ids::{HouseholdId, LoanId, PlanId, ResourceId, ShelterId, ZoneId};

pub use bounds::GREATEST;
pub(super) use mentions::Mentions;

pub use change::{Change, Entry};
pub use place::{Household, Silence, Stay, Unit, Zone};
pub use plan::{Arrangement, Crossing, Destination, InCharge, Plan, Route, TeamPromise, VehiclePromise, VillageFigure};
pub use resource::{Condition, Contact, Contract, Loan, LoanState, Lot, Phone, Store, Team, Vehicle};
pub use shelter::{Answer, Away, Shelter};

/// A table of entries by id. Ids are ours, so they need no slow hash.
pub(super) type Table<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

/// Everything that is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The day on which it is looked at.
    pub(super) today: NaiveDate,
    /// Norms and limits.
    pub(super) norms: Norms,
    /// Hazards that come together.
    pub(super) together: Together,
    pub(super) units: Table<UnitCode, Unit>,
    pub(super) zones: Table<ZoneId, Zone>,
    pub(super) plans: Table<PlanId, Plan>,
    pub(super) shelters: Table<ShelterId, Shelter>,
    pub(super) vehicles: Table<ResourceId, Vehicle>,
    pub(super) teams: Table<ResourceId, Team>,
    pub(super) stores: Table<ResourceId, Store>,
    pub(super) contacts: Table<ResourceId, Contact>,
    pub(super) households: Table<HouseholdId, Household>,
    pub(super) loans: Table<LoanId, Loan>,
    /// By commune.
    pub(super) silences: Table<UnitCode, Silence>,
}

impl Facts {
    /// Empty tables on `today`, with the shipped norms.
    pub fn on(today: NaiveDate) -> Self {
        Self {
            today,
            norms: Norms::shipped(),
            together: Together::shipped(),
            units: Table::default(),
            zones: Table::default(),
            plans: Table::default(),
            shelters: Table::default(),
            vehicles: Table::default(),
            teams: Table::default(),
            stores: Table::default(),
            contacts: Table::default(),
            households: Table::default(),
            loans: Table::default(),
            silences: Table::default(),
        }
    }

    /// Puts `entry` in its table, in the place of the one with its id, and answers that one. Numbers are brought into
    /// their bounds.
    pub fn put(&mut self, mut entry: Entry) -> Option<Entry> {
        entry.bring_into_bounds();
        match entry {
            Entry::Unit(unit) => self.units.insert(unit.code, unit).map(Entry::Unit),
            Entry::Zone(zone) => self.zones.insert(zone.id, zone).map(Entry::Zone),
            Entry::Plan(plan) => self.plans.insert(plan.id, plan).map(Entry::Plan),
            Entry::Shelter(shelter) => self.shelters.insert(shelter.id, shelter).map(Entry::Shelter),
            Entry::Vehicle(vehicle) => self.vehicles.insert(vehicle.id, vehicle).map(Entry::Vehicle),
            Entry::Team(team) => self.teams.insert(team.id, team).map(Entry::Team),
            Entry::Store(store) => self.stores.insert(store.id, store).map(Entry::Store),
            Entry::Contact(contact) => self.contacts.insert(contact.id, contact).map(Entry::Contact),
            Entry::Household(household) => self.households.insert(household.id, household).map(Entry::Household),
            Entry::Loan(loan) => self.loans.insert(loan.id, loan).map(Entry::Loan),
            Entry::Silence(silence) => self.silences.insert(silence.commune, silence).map(Entry::Silence),
        }
    }

    /// Takes the entry `of` out of its table.
    pub fn take(&mut self, of: Ref) -> Option<Entry> {
        match of {
            Ref::Unit(code) => self.units.remove(&code).map(Entry::Unit),
            Ref::Zone(id) => self.zones.remove(&id).map(Entry::Zone),
            Ref::Plan(id) => self.plans.remove(&id).map(Entry::Plan),
            Ref::Shelter(id) => self.shelters.remove(&id).map(Entry::Shelter),
            Ref::Vehicle(id) => self.vehicles.remove(&id).map(Entry::Vehicle),
            Ref::Team(id) => self.teams.remove(&id).map(Entry::Team),
            Ref::Store(id) => self.stores.remove(&id).map(Entry::Store),
            Ref::Contact(id) => self.contacts.remove(&id).map(Entry::Contact),
            Ref::Household(id) => self.households.remove(&id).map(Entry::Household),
            Ref::Loan(id) => self.loans.remove(&id).map(Entry::Loan),
            Ref::Hearing(code) => self.silences.remove(&code).map(Entry::Silence),
        }
    }

    /// Whether this very entry stands in its table.
    pub fn holds(&self, entry: &Entry) -> bool {
        let mut bounded = entry.clone();
        bounded.bring_into_bounds();
        match &bounded {
            Entry::Unit(unit) => self.units.get(&unit.code) == Some(unit),
            Entry::Zone(zone) => self.zones.get(&zone.id) == Some(zone),
            Entry::Plan(plan) => self.plans.get(&plan.id) == Some(plan),
            Entry::Shelter(shelter) => self.shelters.get(&shelter.id) == Some(shelter),
            Entry::Vehicle(vehicle) => self.vehicles.get(&vehicle.id) == Some(vehicle),
            Entry::Team(team) => self.teams.get(&team.id) == Some(team),
            Entry::Store(store) => self.stores.get(&store.id) == Some(store),
            Entry::Contact(contact) => self.contacts.get(&contact.id) == Some(contact),
            Entry::Household(household) => self.households.get(&household.id) == Some(household),
            Entry::Loan(loan) => self.loans.get(&loan.id) == Some(loan),
            Entry::Silence(silence) => self.silences.get(&silence.commune) == Some(silence),
        }
    }

    /// Whether there is such an entry.
    pub fn has(&self, of: Ref) -> bool {
        match of {
            Ref::Unit(code) => self.units.contains_key(&code),
            Ref::Zone(id) => self.zones.contains_key(&id),
            Ref::Plan(id) => self.plans.contains_key(&id),
            Ref::Shelter(id) => self.shelters.contains_key(&id),
            Ref::Vehicle(id) => self.vehicles.contains_key(&id),
            Ref::Team(id) => self.teams.contains_key(&id),
            Ref::Store(id) => self.stores.contains_key(&id),
            Ref::Contact(id) => self.contacts.contains_key(&id),
            Ref::Household(id) => self.households.contains_key(&id),
            Ref::Loan(id) => self.loans.contains_key(&id),
            Ref::Hearing(code) => self.silences.contains_key(&code),
        }
    }

    /// The day on which it is looked at.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// Norms and limits.
    pub fn norms(&self) -> &Norms {
        &self.norms
    }

    /// The same tables reckoned with other norms.
    #[must_use]
    pub fn with_norms(self, norms: Norms) -> Self {
        Self { norms, ..self }
    }

    /// The zones a household lives in.
    pub fn zones_of(&self, household: HouseholdId) -> &[ZoneId] {
        self.households.get(&household).map_or(&[], |held| held.zones.as_slice())
    }

    /// The households that live in one of `zones`.
    pub fn households_in(&self, zones: &HashSet<ZoneId>) -> Vec<HouseholdId> {
        let lives = |household: &&Household| household.zones.iter().any(|zone| zones.contains(zone));
        self.households.values().filter(lives).map(|household| household.id).collect()
    }

    /// The people of a zone, by the table of zones.
    pub fn people_of(&self, zone: ZoneId) -> i64 {
        self.zones.get(&zone).map_or(0, |zone| zone.people)
    }

    /// The codes of all units, in no order.
    pub fn units(&self) -> impl Iterator<Item = UnitCode> {
        self.units.keys().copied()
    }

    /// The communes of whose zones nothing is heard, in no order.
    pub fn silent(&self) -> impl Iterator<Item = UnitCode> {
        self.silences.keys().copied()
    }

    /// A plan in force.
    pub fn plan(&self, id: PlanId) -> Option<&Plan> {
        self.plans.get(&id)
    }

    /// Every shelter, in no order.
    pub fn shelters(&self) -> impl Iterator<Item = &Shelter> {
        self.shelters.values()
    }

    /// Every vehicle, in no order.
    pub fn vehicles(&self) -> impl Iterator<Item = &Vehicle> {
        self.vehicles.values()
    }

    /// Every store, in no order.
    pub fn stores(&self) -> impl Iterator<Item = &Store> {
        self.stores.values()
    }

    /// The entries that the entry `of` names, each once and in order.
    pub(super) fn named_by(&self, of: Ref) -> Vec<Ref> {
        match of {
            Ref::Unit(_) | Ref::Household(_) => Vec::new(),
            Ref::Zone(id) => named(self.zones.get(&id)),
            Ref::Plan(id) => named(self.plans.get(&id)),
            Ref::Shelter(id) => named(self.shelters.get(&id)),
            Ref::Vehicle(id) => named(self.vehicles.get(&id)),
            Ref::Team(id) => named(self.teams.get(&id)),
            Ref::Store(id) => named(self.stores.get(&id)),
            Ref::Contact(id) => named(self.contacts.get(&id)),
            Ref::Loan(id) => named(self.loans.get(&id)),
            Ref::Hearing(code) => named(self.silences.get(&code)),
        }
    }

    /// The entry `of`, copied.
    pub(super) fn entry(&self, of: Ref) -> Option<Entry> {
        match of {
            Ref::Unit(code) => self.units.get(&code).cloned().map(Entry::Unit),
            Ref::Zone(id) => self.zones.get(&id).cloned().map(Entry::Zone),
            Ref::Plan(id) => self.plans.get(&id).cloned().map(Entry::Plan),
            Ref::Shelter(id) => self.shelters.get(&id).cloned().map(Entry::Shelter),
            Ref::Vehicle(id) => self.vehicles.get(&id).cloned().map(Entry::Vehicle),
            Ref::Team(id) => self.teams.get(&id).cloned().map(Entry::Team),
            Ref::Store(id) => self.stores.get(&id).cloned().map(Entry::Store),
            Ref::Contact(id) => self.contacts.get(&id).cloned().map(Entry::Contact),
            Ref::Household(id) => self.households.get(&id).cloned().map(Entry::Household),
            Ref::Loan(id) => self.loans.get(&id).cloned().map(Entry::Loan),
            Ref::Hearing(code) => self.silences.get(&code).cloned().map(Entry::Silence),
        }
    }

    /// Every entry that findings are kept by: all tables but the households.
    pub(super) fn cells(&self) -> impl Iterator<Item = Ref> {
        let units = self.units.keys().copied().map(Ref::Unit);
        let zones = self.zones.keys().copied().map(Ref::Zone);
        let plans = self.plans.keys().copied().map(Ref::Plan);
        let shelters = self.shelters.keys().copied().map(Ref::Shelter);
        let vehicles = self.vehicles.keys().copied().map(Ref::Vehicle);
        let teams = self.teams.keys().copied().map(Ref::Team);
        let stores = self.stores.keys().copied().map(Ref::Store);
        let contacts = self.contacts.keys().copied().map(Ref::Contact);
        let loans = self.loans.keys().copied().map(Ref::Loan);
        let silences = self.silences.keys().copied().map(Ref::Hearing);
        let places = units.chain(zones).chain(plans).chain(shelters);
        places.chain(vehicles).chain(teams).chain(stores).chain(contacts).chain(loans).chain(silences)
    }
}

fn named(entry: Option<&impl Mentions>) -> Vec<Ref> {
    entry.map(Mentions::mentions).unwrap_or_default()
}
