//! Counting households, vehicles and supplies.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::answer::{Counted, PropertyCounted, RegisterFigures, WhatIfVehicles};
use crate::findings::facts::{Condition, Facts, Store, Vehicle};
use crate::households::{DestinationKind, PropertyKind, VulnerableGroup, VulnerableKind};
use crate::kernel::Localized;
use crate::store::what_if::FigureRow;
use crate::zones::Property;

/// What is counted of a household.
#[derive(Debug, Clone)]
pub(super) struct Household {
    people: i64,
    needing_help: i64,
    groups: Vec<VulnerableGroup>,
    property: Property,
    /// Kinds of property it has without a number.
    uncounted: Vec<PropertyKind>,
    destination: DestinationKind,
}

impl From<FigureRow> for Household {
    fn from(row: FigureRow) -> Self {
        Self {
            people: row.people,
            needing_help: row.vulnerable,
            groups: row.groups,
            property: row.property,
            uncounted: row.uncounted,
            destination: row.destination,
        }
    }
}

/// The name of a word of a fixed list on the wire.
pub(super) fn word<T: Serialize>(of: &T) -> String {
    serde_json::to_value(of).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A count as the figures hold it.
pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What the register says of these households.
pub(super) fn register<'a>(households: impl Iterator<Item = &'a Household>) -> RegisterFigures {
    let mut figures = RegisterFigures::default();
    let mut kinds: BTreeMap<VulnerableKind, (i64, i64)> = BTreeMap::new();
    let (mut property, mut uncounted) = (Property::default(), HashMap::new());
    for household in households {
        figures.households += 1;
        figures.people += household.people;
        figures.needing_help += household.needing_help;
        match household.destination {
            DestinationKind::Host | DestinationKind::InPlace => {}
            DestinationKind::Shelter => figures.in_shelters += household.people,
            DestinationKind::NotStated => {
                figures.in_shelters += household.people;
                figures.undecided_households += 1;
                figures.undecided_people += household.people;
            }
        }
        for VulnerableGroup { kind, count } in &household.groups {
            let sum = kinds.entry(*kind).or_default();
            match count {
                Some(count) => sum.0 += count,
                None => sum.1 += 1,
            }
        }
        property.livestock += household.property.livestock;
        property.motorbikes += household.property.motorbikes;
        property.boats += household.property.boats;
        property.rice_kg += household.property.rice_kg;
        for kind in &household.uncounted {
            *uncounted.entry(*kind).or_insert(0_i64) += 1;
        }
    }
    let counted = |(kind, (count, unknown)): (VulnerableKind, (i64, i64))| Counted {
        kind: word(&kind),
        name: kind.name(),
        count,
        unknown,
    };
    figures.vulnerable = kinds.into_iter().map(counted).collect();
    figures.property = lines_of(property, &uncounted);
    figures
}

/// The four figures of property that are summed over zones.
fn lines_of(property: Property, uncounted: &HashMap<PropertyKind, i64>) -> Vec<PropertyCounted> {
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
