//! The register of households as a what-if counts it, at hand in memory: a province has hundreds of thousands of lines,
//! and reading them from the store takes longer than somebody waits. It is read when the first what-if is asked, and
//! kept up beside the findings from then on.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::households::{DestinationKind, PropertyKind, VulnerableGroup};
use crate::kernel::ids::{HouseholdId, ZoneId};
use crate::store::what_if::FigureRow;
use crate::zones::Property;

/// The register at hand.
#[derive(Clone, Default)]
pub(in crate::services) struct Register {
    lines: HashMap<HouseholdId, Line, RandomState>,
    communes: Shared<String>,
    zones: Shared<Vec<ZoneId>>,
    needs: Shared<Needs>,
}

/// What is summed of a household. What many have in common is kept once.
#[derive(Debug, Clone)]
pub(in crate::services) struct Line {
    /// Its people.
    pub(in crate::services) people: i64,
    /// Of them, those who need help to move.
    pub(in crate::services) needing_help: i64,
    /// What it owns.
    pub(in crate::services) property: Property,
    /// Where the house stands.
    pub(in crate::services) position: Option<(f64, f64)>,
    /// How it is put up.
    pub(in crate::services) destination: DestinationKind,
    /// The number of the commune that keeps its line.
    pub(in crate::services) commune: u32,
    /// The number of the zones it is counted in.
    pub(in crate::services) zones: u32,
    /// The number of its needs.
    pub(in crate::services) needs: u32,
}

/// Who of a household needs help, and what it owns without a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::services) struct Needs {
    /// Who needs help, by kind.
    pub(in crate::services) groups: Vec<VulnerableGroup>,
    /// Kinds of property it has without a number.
    pub(in crate::services) uncounted: Vec<PropertyKind>,
}

/// Values that many lines have in common, by number.
#[derive(Clone)]
struct Shared<T> {
    all: Vec<Arc<T>>,
    numbers: HashMap<Arc<T>, u32, RandomState>,
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self { all: Vec::new(), numbers: HashMap::default() }
    }
}

impl<T: Eq + Hash> Shared<T> {
    fn number(&mut self, value: T) -> u32 {
        if let Some(number) = self.numbers.get(&value) {
            return *number;
        }
        let (number, value) = (u32::try_from(self.all.len()).unwrap_or(u32::MAX), Arc::new(value));
        self.all.push(Arc::clone(&value));
        self.numbers.insert(value, number);
        number
    }
}

impl Register {
    /// Takes a line over that lives in `zones`.
    pub(super) fn put(&mut self, row: FigureRow, zones: &[ZoneId]) {
        let line = Line {
            people: row.people,
            needing_help: row.vulnerable,
            property: row.property,
            position: row.position,
            destination: row.destination,
            commune: self.communes.number(row.commune_code),
            zones: self.zones.number(zones.to_vec()),
            needs: self.needs.number(Needs { groups: row.groups, uncounted: row.uncounted }),
        };
        self.lines.insert(row.id, line);
    }

    /// Forgets a household that left the register.
    pub(super) fn take(&mut self, household: HouseholdId) {
        self.lines.remove(&household);
    }

    /// Every line, in no order.
    pub(in crate::services) fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.values()
    }

    /// The codes of communes, by number.
    pub(in crate::services) fn communes(&self) -> impl Iterator<Item = &str> {
        self.communes.all.iter().map(|code| code.as_str())
    }

    /// The zones that lines are counted in, by number.
    pub(in crate::services) fn zones(&self) -> impl Iterator<Item = &[ZoneId]> {
        self.zones.all.iter().map(|zones| zones.as_slice())
    }

    /// The needs of a number.
    pub(in crate::services) fn needs(&self, number: u32) -> Option<&Needs> {
        self.needs.all.get(usize::try_from(number).ok()?).map(|needs| &**needs)
    }
}
