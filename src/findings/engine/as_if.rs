//! What would stand if something were otherwise; what is kept stays as it is.

use std::collections::BTreeSet;

use super::Engine;
use crate::findings::facts::{Change, Entry, Facts, Table};
use crate::findings::finding::Finding;
use crate::findings::links::Links;
use crate::findings::rules::look;
use crate::findings::{Key, Ref};

impl Engine {
    /// What would stand in `cells` after `changes`, in the order of the keys. The entries that the rules of these cells
    /// read are copied, and the changes are made in the copy.
    pub fn as_if(&self, changes: impl IntoIterator<Item = Change>, cells: &[Ref]) -> Vec<Finding> {
        let changes: Vec<Change> = changes.into_iter().collect();
        let mut copy = self.copied(&self.around(&changes, cells));
        copy.take_in(changes);
        let mut looked: Vec<Ref> = cells.to_vec();
        looked.sort_unstable();
        looked.dedup();
        let mut found: Vec<Finding> = looked.into_iter().flat_map(|cell| look(copy.view(), cell)).collect();
        found.sort_unstable_by(|one, other| Key::cmp(&one.key, &other.key));
        found
    }

    /// Makes the changes without looking at anything.
    fn take_in(&mut self, changes: Vec<Change>) {
        let mut untold = BTreeSet::new();
        for change in changes {
            match change {
                Change::Put(entry) => self.put(entry, &mut untold),
                Change::Gone(id) => self.gone(id, &mut untold),
                Change::Today(day) => self.facts.today = day,
                Change::Norms(norms) => self.facts.norms = norms,
                Change::Together(together) => self.facts.together = together,
            }
        }
    }

    /// What the rules of `cells` read, before the changes and after them: what is named, who names it, and what those
    /// name; and once more, but for units, which everything names.
    fn around(&self, changes: &[Change], cells: &[Ref]) -> BTreeSet<Ref> {
        let mut core: BTreeSet<Ref> = cells.iter().copied().collect();
        for change in changes {
            match change {
                Change::Put(entry) => {
                    core.insert(entry.id());
                    core.extend(entry.mentions());
                    if let Entry::Household(household) = entry {
                        core.extend(household.zones.iter().copied().map(Ref::Zone));
                    }
                }
                Change::Gone(id) => drop(core.insert(*id)),
                Change::Today(_) | Change::Norms(_) | Change::Together(_) => {}
            }
        }
        let named: Vec<Ref> = core.iter().flat_map(|id| self.facts.named_by(*id)).collect();
        core.extend(named);
        let near = self.with_who_names(&core, |_| true);
        self.with_who_names(&near, |id| !matches!(id, Ref::Unit(_)))
    }

    fn with_who_names(&self, ids: &BTreeSet<Ref>, asked: impl Fn(Ref) -> bool) -> BTreeSet<Ref> {
        let mut all = ids.clone();
        for back in ids.iter().filter(|id| asked(**id)).flat_map(|id| self.links.back(*id)) {
            if all.insert(*back) {
                all.extend(self.facts.named_by(*back));
            }
        }
        all
    }

    /// An engine that holds only these entries, in which nobody has looked yet. Households are told by their sums.
    fn copied(&self, ids: &BTreeSet<Ref>) -> Self {
        let Facts { today, norms, together, .. } = &self.facts;
        let mut facts = Facts { norms: norms.clone(), together: together.clone(), ..Facts::on(*today) };
        for entry in ids.iter().filter_map(|id| self.facts.entry(*id)) {
            facts.put(entry);
        }
        let mut links = Links::of(&facts);
        let moved = facts.households.values().flat_map(|household| household.zones.iter().copied());
        let zones = ids.iter().filter_map(|id| if let Ref::Zone(zone) = id { Some(*zone) } else { None });
        moved.chain(zones).for_each(|zone| links.note_households(zone, self.links.households(zone)));
        Self { facts, links, cells: Table::default(), by_unit: Table::default() }
    }
}
