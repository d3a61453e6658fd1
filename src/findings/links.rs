//! Who names whom, read backwards, and the sums of the households of each zone: kept up with every change.

use super::Ref;
use super::facts::{Entry, Facts, Household, Mentions, Stay, Table};
use crate::kernel::ids::ZoneId;

/// Entries by what they name.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Links {
    /// What nothing names any more keeps its empty place: leaving and coming back would have the table ordered anew
    /// every now and then, and somebody would wait for it.
    back: Table<Ref, Vec<Ref>>,
    households: Table<ZoneId, HouseholdSums>,
}

/// The households of a zone, by the register of households.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct HouseholdSums {
    /// All of them.
    pub(super) all: Sum,
    /// Nobody has settled where they go.
    pub(super) undecided: Sum,
    /// Upstairs or next door.
    pub(super) in_place: Sum,
}

/// Households, people, and people who need help.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) households: i64,
    pub(super) people: i64,
    pub(super) vulnerable: i64,
}

impl Sum {
    fn add(&mut self, household: &Household, sign: i64) {
        self.households += sign;
        self.people += sign * household.people;
        self.vulnerable += sign * household.vulnerable;
    }
}

impl HouseholdSums {
    fn add(&mut self, household: &Household, sign: i64) {
        self.all.add(household, sign);
        match household.stays {
            None => self.undecided.add(household, sign),
            Some(Stay::InPlace) => self.in_place.add(household, sign),
            Some(Stay::Host | Stay::Shelter) => {}
        }
    }
}

impl Links {
    /// The links of all entries.
    pub(super) fn of(facts: &Facts) -> Self {
        let mut links = Self::default();
        let Facts { zones, plans, shelters, vehicles, teams, stores, contacts, households, loans, silences, .. } =
            facts;
        links.note(zones, Ref::Zone);
        links.note(plans, Ref::Plan);
        links.note(shelters, Ref::Shelter);
        links.note(vehicles, Ref::Vehicle);
        links.note(teams, Ref::Team);
        links.note(stores, Ref::Store);
        links.note(contacts, Ref::Contact);
        links.note(loans, Ref::Loan);
        links.note(silences, Ref::Hearing);
        // In order only now: putting each in its place would take long where many name one unit.
        for back in links.back.values_mut() {
            back.sort_unstable();
            back.shrink_to_fit();
        }
        for household in households.values() {
            links.count(household);
        }
        links
    }

    fn note<I: Copy, E: Mentions>(&mut self, entries: &Table<I, E>, of: impl Fn(I) -> Ref) {
        for (id, entry) in entries {
            for named in entry.mentions() {
                self.back.entry(named).or_default().push(of(*id));
            }
        }
    }

    /// Notes what an entry names that takes the place of `before`.
    pub(super) fn exchange(&mut self, before: Option<&Entry>, entry: &Entry) {
        if let Entry::Household(household) = entry {
            self.count(household);
        }
        if let Some(Entry::Household(household)) = before {
            self.forget_household(household);
        }
        let (id, old, new) = (entry.id(), before.map(Entry::mentions).unwrap_or_default(), entry.mentions());
        for named in new.iter().filter(|named| old.binary_search(named).is_err()) {
            let back = self.back.entry(*named).or_default();
            if let Err(place) = back.binary_search(&id) {
                back.insert(place, id);
            }
        }
        self.forget(id, old.into_iter().filter(|named| new.binary_search(named).is_err()));
    }

    /// Forgets what an old entry named.
    pub(super) fn remove(&mut self, entry: &Entry) {
        if let Entry::Household(household) = entry {
            self.forget_household(household);
        }
        self.forget(entry.id(), entry.mentions());
    }

    fn forget(&mut self, id: Ref, named: impl IntoIterator<Item = Ref>) {
        for named in named {
            let Some(back) = self.back.get_mut(&named) else { continue };
            if let Ok(place) = back.binary_search(&id) {
                back.remove(place);
            }
        }
    }

    fn count(&mut self, household: &Household) {
        for zone in &household.zones {
            self.households.entry(*zone).or_default().add(household, 1);
        }
    }

    fn forget_household(&mut self, household: &Household) {
        for zone in &household.zones {
            let Some(sums) = self.households.get_mut(zone) else { continue };
            sums.add(household, -1);
            if *sums == HouseholdSums::default() {
                self.households.remove(zone);
            }
        }
    }

    /// Takes over the sums of a zone whose households are not told one by one.
    pub(super) fn note_households(&mut self, zone: ZoneId, sums: HouseholdSums) {
        if sums != HouseholdSums::default() {
            self.households.insert(zone, sums);
        }
    }

    /// The entries that name `named`, in order.
    pub(super) fn back(&self, named: Ref) -> &[Ref] {
        self.back.get(&named).map_or(&[], Vec::as_slice)
    }

    /// The units that something names.
    pub(super) fn units(&self) -> impl Iterator<Item = Ref> {
        let named = self.back.iter().filter(|(named, back)| matches!(named, Ref::Unit(_)) && !back.is_empty());
        named.map(|(named, _)| *named)
    }

    /// The households of a zone.
    pub(super) fn households(&self, zone: ZoneId) -> HouseholdSums {
        self.households.get(&zone).copied().unwrap_or_default()
    }
}
