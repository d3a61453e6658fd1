//! Counting households, vehicles and supplies.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::answer::{Counted, PropertyCounted, RegisterFigures, WhatIfVehicles};
use crate::findings::facts::{Condition, Facts, Store, Vehicle};
use crate::households::{DestinationKind, PropertyKind, VulnerableGroup, VulnerableKind};
use crate::kernel::Localized;
use crate::services::findings::{Line, Needs};
use crate::zones::Property;

/// The name of a word of a fixed list on the wire.
pub(super) fn word<T: Serialize>(of: &T) -> String {
    serde_json::to_value(of).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A count as the figures hold it.
pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What the register says of some households.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    households: i64,
    people: i64,
    needing_help: i64,
    in_shelters: i64,
    undecided_households: i64,
    undecided_people: i64,
    kinds: BTreeMap<VulnerableKind, (i64, i64)>,
    property: Property,
    uncounted: BTreeMap<PropertyKind, i64>,
}

impl Sums {
    /// Counts a household in, but for its needs.
    pub(super) fn add(&mut self, line: &Line) {
        self.households += 1;
        self.people += line.people;
        self.needing_help += line.needing_help;
        match line.destination {
            DestinationKind::Host | DestinationKind::InPlace => {}
            DestinationKind::Shelter => self.in_shelters += line.people,
            DestinationKind::NotStated => {
                self.in_shelters += line.people;
                self.undecided_households += 1;
                self.undecided_people += line.people;
            }
        }
        self.property = both(self.property, line.property);
    }

    /// Counts in what so many households need alike.
    pub(super) fn add_needs(&mut self, needs: &Needs, households: i64) {
        for VulnerableGroup { kind, count } in &needs.groups {
            let sum = self.kinds.entry(*kind).or_default();
            match count {
                Some(count) => sum.0 += count * households,
                None => sum.1 += households,
            }
        }
        for kind in &needs.uncounted {
            *self.uncounted.entry(*kind).or_default() += households;
        }
    }

    /// Whether nobody was counted.
    pub(super) fn is_empty(&self) -> bool {
        self.households == 0
    }

    /// Both together.
    pub(super) fn and(mut self, other: &Self) -> Self {
        self.households += other.households;
        self.people += other.people;
        self.needing_help += other.needing_help;
        self.in_shelters += other.in_shelters;
        self.undecided_households += other.undecided_households;
        self.undecided_people += other.undecided_people;
        self.property = both(self.property, other.property);
        for (kind, (count, unknown)) in &other.kinds {
            let sum = self.kinds.entry(*kind).or_default();
            *sum = (sum.0 + count, sum.1 + unknown);
        }
        for (kind, count) in &other.uncounted {
            *self.uncounted.entry(*kind).or_default() += count;
        }
        self
    }

    /// The figures as they are shown.
    pub(super) fn figures(&self) -> RegisterFigures {
        let counted = |(kind, (count, unknown)): (&VulnerableKind, &(i64, i64))| Counted {
            kind: word(kind),
            name: kind.name(),
            count: *count,
            unknown: *unknown,
        };
        RegisterFigures {
            households: self.households,
            people: self.people,
            needing_help: self.needing_help,
            vulnerable: self.kinds.iter().map(counted).collect(),
            property: lines_of(self.property, &self.uncounted),
            in_shelters: self.in_shelters,
            undecided_households: self.undecided_households,
            undecided_people: self.undecided_people,
            ..RegisterFigures::default()
        }
    }
}

fn both(one: Property, other: Property) -> Property {
    Property {
        livestock: one.livestock + other.livestock,
        motorbikes: one.motorbikes + other.motorbikes,
        boats: one.boats + other.boats,
        rice_kg: one.rice_kg + other.rice_kg,
    }
}

/// The four figures of property that are summed over zones.
fn lines_of(property: Property, uncounted: &BTreeMap<PropertyKind, i64>) -> Vec<PropertyCounted> {
    let line = |kind, (vi, en), unit, quantity, of| PropertyCounted {
        kind,
        name: Localized::new(vi, en),
        unit,
        quantity,
        unknown: uncounted.get(&of).copied().unwrap_or_default(),
    };
    vec![
        line("livestock", ("gia súc", "livestock"), "con", property.livestock, PropertyKind::Livestock),
        line("motorbikes", ("xe máy", "motorbikes"), "chiếc", property.motorbikes, PropertyKind::Vehicle),
        line("boats", ("tàu thuyền", "boats"), "chiếc", property.boats, PropertyKind::BoatOrCage),
        line("rice_kg", ("thóc, gạo", "rice"), "kg", property.rice_kg, PropertyKind::Rice),
    ]
}

/// The vehicles of a commune that carry people, and the trips they make for so many.
pub(super) fn vehicles(own: &[&Vehicle], by_register: i64, by_tables: i64) -> WhatIfVehicles {
    let mut sums = WhatIfVehicles::default();
    for vehicle in own.iter().filter(|vehicle| vehicle.people_per_trip > 0) {
        match vehicle.condition {
            Condition::Usable => {
                sums.vehicles += vehicle.number;
                sums.seats = sums.seats.saturating_add(vehicle.number.saturating_mul(vehicle.people_per_trip));
            }
            Condition::Unknown => sums.unknown += vehicle.number,
            Condition::Unusable => {}
        }
    }
    let trips = |people: i64| match (people, sums.seats) {
        (0, _) => Some(0),
        (_, 0) => None,
        (people, seats) => Some(people.saturating_add(seats - 1) / seats),
    };
    (sums.trips_by_register, sums.trips_by_tables) = (trips(by_register), trips(by_tables));
    sums
}

/// What is good of each supply in the stores of a commune, in thousandths.
pub(super) fn stock<'a>(facts: &Facts, own: &[&'a Store]) -> HashMap<&'a str, i64> {
    let mut stock: HashMap<&str, i64> = HashMap::new();
    for lot in own.iter().flat_map(|store| &store.lots).filter(|lot| lot.use_by.is_none_or(|day| day >= facts.today()))
    {
        *stock.entry(lot.item.as_str()).or_default() += lot.thousandths;
    }
    stock
}
