//! The households that are concerned: those that live in the zones, or stand in the drawn area.

use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::RandomState;
use geo::{BoundingRect, MultiPolygon, Rect};

use super::Chosen;
use super::count::Sums;
use crate::geometry::area_set::AreaSet;
use crate::kernel::ids::ZoneId;
use crate::services::findings::{Line, Register};

/// The households of the register that are concerned, each once.
#[derive(Default)]
pub(super) struct Living {
    /// What is counted, by the commune it is counted in.
    pub(super) communes: BTreeMap<String, Sums>,
    /// Zones with a household.
    pub(super) with_households: HashSet<ZoneId>,
    /// Households of the zones of which nobody knows whether they stand in the drawn area, by commune.
    pub(super) unplaced: BTreeMap<String, i64>,
}

impl Living {
    /// All of them together.
    pub(super) fn total(&self) -> Sums {
        self.communes.values().fold(Sums::default(), Sums::and)
    }

    /// Those of the zones, or those in the area; with `units`, of these units only.
    pub(super) fn of(
        register: &Register,
        chosen: &[Chosen],
        area: Option<&MultiPolygon<f64>>,
        units: Option<&HashSet<String>>,
    ) -> Self {
        let places = Places::of(register, chosen);
        match area {
            None => places.living(register),
            Some(area) => places.standing(register, area, units),
        }
    }
}

/// What is counted in one commune. What many households need alike is counted once.
#[derive(Default)]
struct Tally {
    sums: Sums,
    needs: HashMap<u32, i64, RandomState>,
}

impl Tally {
    fn add(&mut self, line: &Line) {
        self.sums.add(line);
        *self.needs.entry(line.needs).or_default() += 1;
    }

    fn sums(self, register: &Register) -> Option<Sums> {
        let Self { mut sums, needs } = self;
        for (needs, households) in needs.iter().filter_map(|(number, count)| Some((register.needs(*number)?, *count))) {
            sums.add_needs(needs, households);
        }
        (!sums.is_empty()).then_some(sums)
    }
}

fn sums_of(register: &Register, communes: &[&str], tallies: Vec<Tally>) -> BTreeMap<String, Sums> {
    let named = communes.iter().zip(tallies);
    named.filter_map(|(commune, tally)| Some(((*commune).to_owned(), tally.sums(register)?))).collect()
}

fn of_number<T>(all: &[T], number: u32) -> Option<&T> {
    all.get(usize::try_from(number).ok()?)
}

/// Where lines are counted.
struct Places<'a> {
    /// The communes of the zones that are asked about.
    communes: Vec<&'a str>,
    /// By the number of a line's zones, the place in `communes` of the first of them that is asked about.
    first: Vec<Option<usize>>,
    /// By the same number, those of them that are asked about.
    zones: Vec<Vec<ZoneId>>,
}

impl<'a> Places<'a> {
    fn of(register: &Register, chosen: &'a [Chosen]) -> Self {
        let order: HashMap<ZoneId, usize, RandomState> =
            chosen.iter().enumerate().map(|(at, it)| (it.zone.id, at)).collect();
        let mut communes: Vec<&str> = chosen.iter().map(|it| it.zone.commune_code.as_str()).collect();
        communes.sort_unstable();
        communes.dedup();
        let asked = |zones: &[ZoneId]| -> Vec<ZoneId> {
            zones.iter().copied().filter(|zone| order.contains_key(zone)).collect()
        };
        let zones: Vec<Vec<ZoneId>> = register.zones().map(asked).collect();
        let first = |zones: &Vec<ZoneId>| {
            let first = zones.iter().filter_map(|zone| order.get(zone)).min()?;
            communes.binary_search(&chosen.get(*first)?.zone.commune_code.as_str()).ok()
        };
        Self { first: zones.iter().map(first).collect(), zones, communes }
    }

    fn commune(&self, line: &Line) -> Option<usize> {
        of_number(&self.first, line.zones).copied().flatten()
    }

    /// The zones asked about that lines with these numbers of zones live in.
    fn with_households(&self, seen: &[bool]) -> HashSet<ZoneId> {
        let lived_in = self.zones.iter().zip(seen).filter(|(_, seen)| **seen);
        lived_in.flat_map(|(zones, _)| zones).copied().collect()
    }

    fn living(&self, register: &Register) -> Living {
        let mut seen = vec![false; self.zones.len()];
        let mut tallies: Vec<Tally> = self.communes.iter().map(|_| Tally::default()).collect();
        for line in register.lines() {
            let Some(tally) = self.commune(line).and_then(|at| tallies.get_mut(at)) else { continue };
            tally.add(line);
            see(&mut seen, line);
        }
        let communes = sums_of(register, &self.communes, tallies);
        Living { communes, with_households: self.with_households(&seen), unplaced: BTreeMap::new() }
    }

    /// Those whose position lies in the area, each with the commune that keeps its line.
    fn standing(&self, register: &Register, area: &MultiPolygon<f64>, units: Option<&HashSet<String>>) -> Living {
        let codes: Vec<&str> = register.communes().collect();
        let wanted: Vec<bool> = codes.iter().map(|code| units.is_none_or(|units| units.contains(*code))).collect();
        let within = Within::of(area);
        let mut seen = vec![false; self.zones.len()];
        let mut tallies: Vec<Tally> = codes.iter().map(|_| Tally::default()).collect();
        let mut unplaced: BTreeMap<String, i64> = BTreeMap::new();
        for line in register.lines() {
            let in_zones = self.commune(line).and_then(|at| self.communes.get(at));
            if in_zones.is_some() {
                see(&mut seen, line);
            }
            let kept = usize::try_from(line.commune).unwrap_or(usize::MAX);
            match (line.position, in_zones) {
                (None, Some(commune)) => *unplaced.entry((*commune).to_owned()).or_default() += 1,
                (Some(position), _) if wanted.get(kept) == Some(&true) && within.holds(position) => {
                    tallies.get_mut(kept).into_iter().for_each(|tally| tally.add(line));
                }
                _ => {}
            }
        }
        let communes = sums_of(register, &codes, tallies);
        Living { communes, with_households: self.with_households(&seen), unplaced }
    }
}

fn see(seen: &mut [bool], line: &Line) {
    let at = usize::try_from(line.zones).unwrap_or(usize::MAX);
    seen.get_mut(at).into_iter().for_each(|seen| *seen = true);
}

/// An area of which is asked whether it holds a point.
struct Within {
    bounds: Option<Rect<f64>>,
    set: AreaSet<MultiPolygon<f64>>,
}

impl Within {
    fn of(area: &MultiPolygon<f64>) -> Self {
        Self { bounds: area.bounding_rect(), set: AreaSet::new(vec![area.clone()]) }
    }

    fn holds(&self, (lon, lat): (f64, f64)) -> bool {
        let near = self.bounds.is_some_and(|bounds| {
            (bounds.min().x..=bounds.max().x).contains(&lon) && (bounds.min().y..=bounds.max().y).contains(&lat)
        });
        let mut inside = false;
        if near {
            self.set.each_at(lon, lat, |_| inside = true);
        }
        inside
    }
}
