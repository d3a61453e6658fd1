//! Examples about zones, routes, trips, figures and households.

use super::Example;
use super::town::{HERE, THERE, arrangement, at, code, household, id, plan, shelter, unit, zone};
use crate::findings::Kind;
use crate::findings::facts::{
    Arrangement, Condition, Crossing, Destination, Entry, Facts, Plan, Route, Silence, Stay, VehiclePromise, Zone,
};
use crate::hazards::Hazard;

/// Plan `number`.
pub(super) fn the_plan(facts: &mut Facts, number: usize) -> &mut Plan {
    facts.plans.get_mut(&id(number)).unwrap()
}

/// What plan `number` arranges for its zone.
pub(super) fn arranged(facts: &mut Facts, number: usize) -> &mut Arrangement {
    &mut the_plan(facts, number).arrangements[0]
}

fn the_zone(facts: &mut Facts, number: usize) -> &mut Zone {
    facts.zones.get_mut(&id(number)).unwrap()
}

fn route(facts: &mut Facts) -> &mut Route {
    &mut arranged(facts, 1).routes[0]
}

fn crossing(closes_at: Option<u8>) -> Crossing {
    Crossing { name: "ngầm tràn Đăk Lanh".into(), closes_at: closes_at.map(at) }
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        kind: Kind::SourcesSilent,
        breaks: |facts| {
            facts.put(Entry::Silence(Silence {
                commune: code(HERE),
                zones: 3,
                hazards: vec![Hazard::Landslide],
                sources: vec!["Đài khí tượng thủy văn".into()],
                last_heard_at: None,
            }));
        },
        mends: |facts| {
            facts.take(crate::findings::Ref::Hearing(code(HERE)));
        },
    },
    Example {
        kind: Kind::UnitNotListed,
        breaks: |facts| {
            facts.units.remove(&code(HERE));
        },
        mends: |facts| {
            facts.put(Entry::Unit(unit(HERE, "xã Măng Bút", THERE)));
        },
    },
    Example {
        kind: Kind::ZoneWithoutPlan,
        breaks: |facts| {
            facts.put(Entry::Zone(Zone { people: 0, households: 0, ..zone(9, Hazard::Landslide, HERE, "") }));
        },
        mends: |facts| {
            let arranged = Arrangement { zone: id(9), destinations: vec![], hosted: 1, ..arrangement(1) };
            let arranged = Arrangement { vehicles: vec![], ..arranged };
            the_plan(facts, 1).arrangements.push(arranged);
        },
    },
    Example {
        kind: Kind::ZonePeopleUnknown,
        breaks: |facts| {
            facts.households.retain(|_, household| !household.zones.contains(&id(1)));
            let zone = the_zone(facts, 1);
            (zone.households, zone.people, zone.counted) = (0, 0, false);
            the_plan(facts, 1).village_figures.clear();
        },
        mends: |facts| {
            facts.put(Entry::Household(household(2, 1)));
            facts.put(Entry::Household(household(3, 1)));
            let zone = the_zone(facts, 1);
            (zone.households, zone.people, zone.counted) = (2, 40, true);
        },
    },
    Example {
        kind: Kind::ZoneNotInForce,
        breaks: |facts| {
            facts.zones.remove(&id(2));
        },
        mends: |facts| {
            the_plan(facts, 2).arrangements.clear();
            the_plan(facts, 2).village_figures.clear();
        },
    },
    Example {
        kind: Kind::ZoneLevelNotCovered,
        breaks: |facts| the_plan(facts, 1).levels = vec![at(3)],
        mends: |facts| the_plan(facts, 1).levels.push(at(2)),
    },
    Example {
        kind: Kind::ZoneWithoutDestination,
        breaks: |facts| arranged(facts, 1).destinations.clear(),
        mends: |facts| arranged(facts, 1).hosted = 40,
    },
    Example {
        kind: Kind::ZoneWithoutRoute,
        breaks: |facts| arranged(facts, 1).routes.clear(),
        mends: |facts| arranged(facts, 1).routes = arrangement(1).routes,
    },
    Example {
        kind: Kind::ZoneWithoutVehicle,
        breaks: |facts| arranged(facts, 1).vehicles.clear(),
        mends: |facts| arranged(facts, 1).to_be_driven = Some(0),
    },
    Example {
        kind: Kind::ZoneWithoutVehicle,
        breaks: |facts| facts.vehicles.get_mut(&id(1)).unwrap().people_per_trip = 0,
        mends: |facts| arranged(facts, 1).vehicles[0].vehicle = id(2),
    },
    Example {
        kind: Kind::ZoneWithoutTeam,
        breaks: |facts| arranged(facts, 1).teams.clear(),
        mends: |facts| arranged(facts, 1).teams = arrangement(1).teams,
    },
    Example {
        kind: Kind::ZoneWithoutPersonInCharge,
        breaks: |facts| arranged(facts, 1).in_charge.as_mut().unwrap().name = "  ".into(),
        mends: |facts| arranged(facts, 1).in_charge.as_mut().unwrap().name = "A Brôl".into(),
    },
    Example {
        kind: Kind::ZoneWithoutTasks,
        breaks: |facts| arranged(facts, 1).tasks = 0,
        mends: |facts| arranged(facts, 1).tasks = 1,
    },
    Example {
        kind: Kind::PeopleUnplaced,
        breaks: |facts| arranged(facts, 1).destinations[0].people = 30,
        mends: |facts| arranged(facts, 1).hosted = 10,
    },
    Example {
        kind: Kind::DestinationNotRegistered,
        breaks: |facts| arranged(facts, 1).destinations = vec![Destination { shelter: id(8), people: 40 }],
        mends: |facts| {
            facts.put(Entry::Shelter(shelter(8, HERE)));
        },
    },
    Example {
        kind: Kind::ResourceNotRegistered,
        breaks: |facts| arranged(facts, 1).stores.push(id(8)),
        mends: |facts| arranged(facts, 1).stores = vec![id(1)],
    },
    Example {
        kind: Kind::RouteNotDrawn,
        breaks: |facts| route(facts).crosses = None,
        mends: |facts| route(facts).crosses = Some(vec![id(1)]),
    },
    Example {
        kind: Kind::RouteThroughZone,
        breaks: |facts| route(facts).crosses = Some(vec![id(1), id(3)]),
        mends: |facts| {
            the_zone(facts, 3).evacuate_from = at(4);
            the_plan(facts, 3).levels.push(at(4));
        },
    },
    Example {
        kind: Kind::RouteThroughZone,
        breaks: |facts| route(facts).crosses = Some(vec![id(2)]),
        mends: |facts| route(facts).crosses = Some(vec![id(1)]),
    },
    Example {
        kind: Kind::RouteNotSurveyed,
        breaks: |facts| route(facts).crossings = None,
        mends: |facts| route(facts).crossings = Some(vec![crossing(Some(4))]),
    },
    Example {
        kind: Kind::CrossingLevelUnknown,
        breaks: |facts| route(facts).crossings = Some(vec![crossing(None)]),
        mends: |facts| route(facts).crossings = Some(vec![crossing(Some(4))]),
    },
    Example {
        kind: Kind::RouteThroughCrossing,
        breaks: |facts| route(facts).crossings = Some(vec![crossing(Some(2))]),
        mends: |facts| {
            let dry = arrangement(2).routes;
            arranged(facts, 1).routes.extend(dry);
        },
    },
    Example {
        kind: Kind::RouteClosesLater,
        breaks: |facts| route(facts).crossings = Some(vec![crossing(Some(3))]),
        mends: |facts| route(facts).crossings = Some(vec![crossing(Some(4))]),
    },
    Example {
        kind: Kind::LeadTimeUnknown,
        breaks: |facts| the_plan(facts, 1).lead_minutes = None,
        mends: |facts| the_plan(facts, 1).lead_minutes = Some(180),
    },
    Example {
        kind: Kind::TripTimeUnknown,
        breaks: |facts| {
            facts.vehicles.get_mut(&id(1)).unwrap().round_trip_minutes = None;
            let other = VehiclePromise { vehicle: id(2), number: 1, round_trip_minutes: None };
            arranged(facts, 1).vehicles.push(other);
        },
        mends: |facts| arranged(facts, 1).vehicles[0].round_trip_minutes = Some(45),
    },
    Example {
        kind: Kind::TripsTooLong,
        // The zone moves from level 2 on: what is stated for level 1 does not count, and the shortest of the others does.
        breaks: |facts| the_plan(facts, 1).lead_times = vec![(at(1), 10), (at(2), 600), (at(3), 119)],
        mends: |facts| the_plan(facts, 1).lead_times = vec![(at(1), 10), (at(2), 600), (at(3), 120)],
    },
    Example {
        kind: Kind::LeadTimeUnknown,
        breaks: |facts| the_plan(facts, 1).lead_minutes = None,
        mends: |facts| the_plan(facts, 1).lead_times = vec![(at(2), 180), (at(3), 180)],
    },
    Example {
        kind: Kind::TripsTooLong,
        breaks: |facts| the_plan(facts, 1).lead_minutes = Some(119),
        mends: |facts| the_plan(facts, 1).lead_minutes = Some(120),
    },
    Example {
        kind: Kind::TripsTooLong,
        breaks: |facts| arranged(facts, 1).vehicles[0].round_trip_minutes = Some(200),
        mends: |facts| arranged(facts, 1).vehicles[0].number = 2,
    },
    Example {
        kind: Kind::VillageFiguresDisagree,
        breaks: |facts| the_plan(facts, 1).village_figures[0].people = 35,
        mends: |facts| the_plan(facts, 1).village_figures.clear(),
    },
    Example {
        kind: Kind::RegisterLinesDisagree,
        breaks: |facts| {
            facts.households.remove(&id(2));
        },
        mends: |facts| {
            facts.put(Entry::Household(household(9, 1)));
        },
    },
    Example {
        kind: Kind::HouseholdsUndecided,
        breaks: |facts| facts.households.get_mut(&id(2)).unwrap().stays = None,
        mends: |facts| facts.households.get_mut(&id(2)).unwrap().stays = Some(Stay::Host),
    },
    Example {
        kind: Kind::StaysInPlace,
        breaks: |facts| facts.households.get_mut(&id(2)).unwrap().stays = Some(Stay::InPlace),
        mends: |facts| facts.households.get_mut(&id(2)).unwrap().stays = Some(Stay::Host),
    },
    Example {
        kind: Kind::VehicleUnusable,
        breaks: |facts| {
            facts.vehicles.get_mut(&id(1)).unwrap().condition = Condition::Unusable;
        },
        mends: |facts| {
            facts.vehicles.get_mut(&id(1)).unwrap().condition = Condition::Usable;
        },
    },
    Example {
        kind: Kind::ZoneWithoutPlan,
        breaks: |facts| {
            facts.plans.remove(&id(3));
        },
        mends: |facts| {
            facts.put(Entry::Plan(plan(3, Hazard::Landslide, THERE, "Thôn Vai Trang")));
        },
    },
];
