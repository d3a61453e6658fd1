//! The engine: keeps the findings of every cell, and looks again only at the cells a change can touch.

mod as_if;
mod reach;

use std::collections::BTreeSet;

use super::facts::{Change, Entry, Facts, Mentions, Plan, Table};
use super::finding::{Finding, FindingId, Key, Standing};
use super::links::Links;
use super::rules::look;
use super::view::View;
use super::{Ref, UnitCode};
use crate::kernel::Localized;
use crate::kernel::ids::ZoneId;

/// From how many cells on it is worth starting threads.
const WORTH_THREADS: usize = 2_000;

/// The tables, and the findings that stand in them.
#[derive(Debug, Clone)]
pub struct Engine {
    facts: Facts,
    links: Links,
    /// In the order of their keys, in which looking finds them.
    cells: Table<Ref, Box<[Standing]>>,
    by_unit: Table<UnitCode, BTreeSet<Ref>>,
}

/// What changes of the tables changed in the findings, in the order of their keys; what is mended in that of its ids.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Difference {
    /// Findings that did not stand before.
    pub arisen: Vec<Finding>,
    /// Findings that stood before and say something else now, with what stood.
    pub changed: Vec<(Standing, Finding)>,
    /// Findings that stand no longer.
    pub mended: Vec<Standing>,
    /// How many cells were looked at.
    pub cells: usize,
}

impl Engine {
    /// Looks at everything.
    pub fn from_nothing(facts: Facts) -> Self {
        let links = Links::of(&facts);
        let mut engine = Self { facts, links, cells: Table::default(), by_unit: Table::default() };
        engine.look_at_all();
        engine
    }

    /// Takes changes in, and looks at what they can touch.
    pub fn apply(&mut self, changes: impl IntoIterator<Item = Change>) -> Difference {
        let (mut touched, mut all) = (BTreeSet::new(), false);
        for change in changes {
            match change {
                Change::Put(entry) => self.put(entry, &mut touched),
                Change::Gone(id) => self.gone(id, &mut touched),
                Change::Today(day) => {
                    all |= self.facts.today != day;
                    self.facts.today = day;
                }
                Change::Norms(norms) => {
                    self.facts.norms = norms;
                    all = true;
                }
                Change::Together(together) => {
                    self.facts.together = together;
                    all = true;
                }
            }
        }
        if all {
            touched.extend(self.all_cells());
        }
        self.look_again(touched)
    }

    fn put(&mut self, entry: Entry, touched: &mut BTreeSet<Ref>) {
        let id = entry.id();
        let before = self.facts.put(entry);
        if let Some(before) = &before {
            reach::of(&self.facts, &self.links, before, touched);
        }
        if let Some(entry) = self.facts.entry(id) {
            self.links.exchange(before.as_ref(), &entry);
            reach::of(&self.facts, &self.links, &entry, touched);
        }
    }

    fn gone(&mut self, id: Ref, touched: &mut BTreeSet<Ref>) {
        let Some(entry) = self.facts.entry(id) else { return };
        reach::of(&self.facts, &self.links, &entry, touched);
        self.facts.take(id);
        self.links.remove(&entry);
    }

    /// Looks at the cells that were touched and tells what is another than before. Words are only made where they are.
    fn look_again(&mut self, touched: BTreeSet<Ref>) -> Difference {
        let mut difference = Difference { cells: touched.len(), ..Difference::default() };
        for (cell, standing) in self.standing_of(&touched.into_iter().collect::<Vec<_>>()) {
            if self.at(cell) == &*standing {
                continue;
            }
            let before = self.keep(cell, standing.clone());
            difference.compare(&before, &standing, look(self.view(), cell));
        }
        difference.sort();
        difference
    }

    /// Looks at everything and keeps what stands.
    fn look_at_all(&mut self) {
        for (cell, standing) in self.standing_of(&self.all_cells()) {
            self.keep(cell, standing);
        }
    }

    /// Every entry, and the units that are named and in no table.
    fn all_cells(&self) -> Vec<Ref> {
        let mut cells: Vec<Ref> = self.facts.cells().chain(self.links.units()).collect();
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    /// What stands in each of the cells; many are looked at on as many threads as the machine has cores.
    fn standing_of(&self, cells: &[Ref]) -> Vec<(Ref, Box<[Standing]>)> {
        let view = self.view();
        let of = |cell: &Ref| (*cell, look(view, *cell).iter().map(Standing::from).collect());
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        if cells.len() < WORTH_THREADS || threads == 1 {
            return cells.iter().map(of).collect();
        }
        std::thread::scope(|scope| {
            let share = cells.len().div_ceil(threads);
            let look_at = |part| scope.spawn(move || <[Ref]>::iter(part).map(of).collect::<Vec<_>>());
            let parts: Vec<_> = cells.chunks(share).map(look_at).collect();
            // A thread that panicked hands its panic on.
            let wait = |part: std::thread::ScopedJoinHandle<'_, _>| {
                part.join().unwrap_or_else(|why| std::panic::resume_unwind(why))
            };
            parts.into_iter().flat_map(wait).collect()
        })
    }

    /// Keeps what stands in a cell and answers what stood there.
    fn keep(&mut self, cell: Ref, standing: Box<[Standing]>) -> Box<[Standing]> {
        let units: BTreeSet<UnitCode> = standing.iter().map(|it| it.unit).collect();
        let before = if standing.is_empty() { self.cells.remove(&cell) } else { self.cells.insert(cell, standing) };
        let before = before.unwrap_or_default();
        for unit in before.iter().map(|it| it.unit).filter(|unit| !units.contains(unit)) {
            if let Some(cells) = self.by_unit.get_mut(&unit) {
                cells.remove(&cell);
            }
        }
        for unit in units {
            self.by_unit.entry(unit).or_default().insert(cell);
        }
        before
    }

    fn view(&self) -> View<'_> {
        View { facts: &self.facts, links: &self.links }
    }

    /// The tables.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// What an entry is called.
    pub fn name(&self, of: Ref) -> Localized {
        self.view().name(of)
    }

    /// The entries that name `named`, in order.
    pub fn naming(&self, named: Ref) -> &[Ref] {
        self.links.back(named)
    }

    /// Households and people of the register in a zone.
    pub fn registered_in(&self, zone: ZoneId) -> (i64, i64) {
        let all = self.links.households(zone).all;
        (all.households, all.people)
    }

    /// The entries that a plan's findings are kept by: itself, its unit, and what it names.
    pub fn cells_of(plan: &Plan) -> Vec<Ref> {
        let mut cells = plan.mentions();
        cells.push(Ref::Plan(plan.id));
        cells
    }

    /// What stands in a cell, in the order of the keys.
    pub fn at(&self, cell: Ref) -> &[Standing] {
        self.cells.get(&cell).map_or(&[], |standing| standing)
    }

    /// Every finding that stands, in no order.
    pub fn standing(&self) -> impl Iterator<Item = &Standing> {
        self.cells.values().flatten()
    }

    /// The same with the cell of each.
    pub fn standing_in_cells(&self) -> impl Iterator<Item = (Ref, &Standing)> {
        self.cells.iter().flat_map(|(cell, standing)| standing.iter().map(|it| (*cell, it)))
    }

    /// Every finding that stands, with its words as they are now, in no order.
    pub fn findings(&self) -> impl Iterator<Item = Finding> {
        self.cells.keys().flat_map(|cell| look(self.view(), *cell))
    }

    /// The findings owed in `unit`, without their words, in the order of their cells.
    pub fn standing_in(&self, unit: UnitCode) -> impl Iterator<Item = &Standing> {
        let cells = self.by_unit.get(&unit).into_iter().flatten().filter_map(|cell| self.cells.get(cell));
        cells.flatten().filter(move |standing| standing.unit == unit)
    }

    /// The findings owed in `unit`, in the order of their cells.
    pub fn findings_in(&self, unit: UnitCode) -> Vec<Finding> {
        let cells = self.by_unit.get(&unit).into_iter().flatten();
        cells.flat_map(|cell| look(self.view(), *cell)).filter(|finding| finding.unit == unit).collect()
    }

    /// The findings of these cells, in the order of the cells and keys.
    pub fn findings_at(&self, cells: &[Ref]) -> Vec<Finding> {
        let cells: BTreeSet<Ref> = cells.iter().copied().filter(|cell| self.cells.contains_key(cell)).collect();
        cells.into_iter().flat_map(|cell| look(self.view(), cell)).collect()
    }

    /// The finding known by `key`, with its words as they are now; nothing where it stands no longer.
    pub fn finding(&self, key: &Key) -> Option<Finding> {
        look(self.view(), key.cell).into_iter().find(|finding| finding.key == *key)
    }

    /// The finding of a cell known by `id`, with its words as they are now; nothing where it stands no longer.
    pub fn finding_at(&self, cell: Ref, id: FindingId) -> Option<Finding> {
        let place = self.at(cell).iter().position(|standing| standing.id == id)?;
        look(self.view(), cell).into_iter().nth(place)
    }
}

impl Difference {
    /// Holds what is found in one cell against what stood there.
    fn compare(&mut self, before: &[Standing], now: &[Standing], found: Vec<Finding>) {
        for (standing, finding) in now.iter().zip(found) {
            match before.iter().find(|old| old.id == standing.id) {
                None => self.arisen.push(finding),
                Some(old) if old != standing => self.changed.push((*old, finding)),
                Some(_) => {}
            }
        }
        self.mended.extend(before.iter().filter(|old| now.iter().all(|standing| standing.id != old.id)));
    }

    fn sort(&mut self) {
        self.arisen.sort_by(|one, other| one.key.cmp(&other.key));
        self.changed.sort_by(|(_, one), (_, other)| one.key.cmp(&other.key));
        self.mended.sort_unstable_by_key(|mended| mended.id);
    }
}
