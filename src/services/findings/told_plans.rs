//! Zones in force and plans as the engine of findings is told them.

use std::collections::{BTreeMap, HashMap};

use super::plan_tables::PlanTables;
use super::told::unit_code;
use crate::findings::facts::{
    Arrangement, Crossing, Destination, InCharge, Phone, Plan, Route, TeamPromise, VehiclePromise, Zone,
};
use crate::findings::{Entry, Ref};
use crate::hazards::{Hazard, RiskLevel, hazard_facts};
use crate::households::village_key;
use crate::kernel::digest::sha256;
use crate::kernel::folding::exact_key;
use crate::kernel::ids::{ShelterId, ZoneId};
use crate::plans::arrangement::{PlannedCrossing, PlannedRoute, PlannedShelter, PlannedVehicles, ZoneArrangement};
use crate::plans::{Due, PlanContent, TaskTemplate, TriggerRule};
use crate::zones;

/// Households and people.
pub(super) type Figure = (i64, i64);

/// The ids of shelters by their codes, of those that left the register too.
pub(super) type ShelterIds = HashMap<String, ShelterId>;

/// A zone in force with the plan it belongs to. How many live there is what the plan's annexes say of the zone itself,
/// or else the register of households, or else the plan's table of villages where the village has only this zone.
pub(super) fn zone(zone: &zones::Zone, plan: Option<PlanToTell<'_>>, registered: Figure) -> Entry {
    let in_register = (registered.0 > 0).then_some(registered);
    let stated = plan.and_then(|plan| plan.tables.danger_point(zone));
    let by_village = || plan.and_then(|plan| of_lone_zone(plan, zone));
    let known = stated.or(in_register).or_else(by_village);
    let (households, people) = known.unwrap_or_default();
    Entry::Zone(Zone {
        id: zone.id,
        code: zone.code.clone(),
        name: zone.name.clone(),
        hazard: zone.hazard,
        commune: unit_code(&zone.commune_code),
        village: zone.village.clone().unwrap_or_default(),
        evacuate_from: zone.evacuate_from_level,
        households,
        people,
        counted: known.is_some(),
    })
}

/// What Phụ lục 2 says of the village of a zone, where no other zone of the plan lies in that village.
fn of_lone_zone(plan: PlanToTell<'_>, zone: &zones::Zone) -> Option<Figure> {
    if !plan.tables.tells_of_villages() {
        return None;
    }
    let village = village_key(zone.village.as_deref()?);
    let line = plan.tables.village(&village)?;
    let of_village = |other: &&zones::Zone| other.village.as_deref().is_some_and(|name| village_key(name) == village);
    let alone = plan.zones.iter().copied().filter(of_village).all(|other| other.id == zone.id);
    alone.then_some((line.households, line.people))
}

/// A version of a plan, in force or as if it were.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlanToTell<'a> {
    /// The plan.
    pub(super) plan: &'a crate::plans::Plan,
    /// What the version says.
    pub(super) content: &'a PlanContent,
    /// What its annexes say.
    pub(super) tables: &'a PlanTables,
    /// Its zones.
    pub(super) zones: &'a [&'a zones::Zone],
}

/// A plan. `people` tells how many people a zone has, and `along` which zones a line leads through.
pub(super) fn plan(
    told: PlanToTell<'_>,
    shelters: &ShelterIds,
    people: impl Fn(ZoneId) -> i64,
    along: impl Fn(&[[f64; 2]]) -> Option<Vec<ZoneId>>,
) -> Entry {
    let arrangements = told.zones.iter().map(|zone| arrangement(told.content, zone, shelters, &people, &along));
    Entry::Plan(Plan {
        id: told.plan.id,
        unit: unit_code(&told.plan.unit_code),
        hazard: told.plan.hazard,
        levels: levels(told.content, told.plan.hazard),
        lead_times: lead_times(told.content),
        lead_minutes: lead_minutes(told.content),
        arrangements: arrangements.collect(),
        village_figures: told.tables.village_lines(),
    })
}

/// The levels at which a plan acts: from the lowest of its triggers to the highest the law has for its hazard; of a plan
/// without triggers those of its situations.
fn levels(content: &PlanContent, hazard: Hazard) -> Vec<RiskLevel> {
    let highest = hazard_facts().iter().find(|facts| facts.hazard == hazard).and_then(|facts| facts.highest);
    let highest = highest.map_or(5, RiskLevel::digit);
    let lowest = content.triggers.iter().map(|TriggerRule { at_level, .. }| at_level.digit()).min();
    let digits: Vec<u8> = match lowest {
        Some(lowest) => (lowest..=highest.max(lowest)).collect(),
        // 0 stands for "any situation".
        None => content.scenarios.keys().copied().filter(|digit| *digit > 0).collect(),
    };
    digits.into_iter().filter_map(|digit| RiskLevel::new(digit).ok()).collect()
}

/// The minutes between the warning and the onset that a plan states for levels.
fn lead_times(content: &PlanContent) -> Vec<(RiskLevel, i64)> {
    let stated = content.lead_times.iter().filter(|(digit, _)| **digit > 0);
    stated.filter_map(|(digit, minutes)| Some((RiskLevel::new(*digit).ok()?, i64::from(*minutes)))).collect()
}

/// The same at other levels: what is stated for any level, or else so long as its tasks begin before.
fn lead_minutes(content: &PlanContent) -> Option<i64> {
    if let Some(minutes) = content.lead_times.get(&0) {
        return Some(i64::from(*minutes));
    }
    let before = |task: &TaskTemplate| match task.due {
        Some(Due::MinutesFromOnset(minutes)) if minutes < 0 => Some(-i64::from(minutes)),
        _ => None,
    };
    content.tasks.iter().filter_map(before).max()
}

fn arrangement(
    content: &PlanContent,
    zone: &zones::Zone,
    shelters: &ShelterIds,
    people: &impl Fn(ZoneId) -> i64,
    along: &impl Fn(&[[f64; 2]]) -> Option<Vec<ZoneId>>,
) -> Arrangement {
    let tasks = content.tasks.iter().filter(|task| task.is_for(&zone.code)).count();
    let arranged = match content.arrangements.get(&zone.code) {
        Some(planned) => planned_for(zone, planned, shelters, along),
        None => by_the_zone(content, zone, shelters, people),
    };
    Arrangement { tasks: u32::try_from(tasks).unwrap_or(u32::MAX), ..arranged }
}

/// What the plan arranges. Who stays at home needs no place elsewhere and counts with those who are hosted.
fn planned_for(
    zone: &zones::Zone,
    planned: &ZoneArrangement,
    shelters: &ShelterIds,
    along: &impl Fn(&[[f64; 2]]) -> Option<Vec<ZoneId>>,
) -> Arrangement {
    let mut called = BTreeMap::new();
    let mut call =
        |of: Ref, code: &str, name: &str| drop(called.insert(of, if name.is_empty() { code } else { name }.to_owned()));
    for to in &planned.destinations {
        call(Ref::Shelter(shelter_called(&to.code, shelters)), &to.code, &to.name);
    }
    planned.vehicles.iter().for_each(|it| call(Ref::Vehicle(it.id), "", &it.name));
    planned.teams.iter().for_each(|it| call(Ref::Team(it.id), "", &it.name));
    planned.stores.iter().for_each(|it| call(Ref::Store(it.id), "", &it.name));
    let destination =
        |to: &PlannedShelter| Destination { shelter: shelter_called(&to.code, shelters), people: to.people.into() };
    Arrangement {
        zone: zone.id,
        destinations: planned.destinations.iter().map(destination).collect(),
        hosted: i64::from(planned.hosted) + i64::from(planned.in_place),
        routes: planned.routes.iter().map(|route| planned_route(route, along)).collect(),
        to_be_driven: planned.to_be_driven.map(Into::into),
        vehicles: planned.vehicles.iter().map(planned_vehicles).collect(),
        teams: planned
            .teams
            .iter()
            .map(|team| TeamPromise { team: team.id, people: team.people.map(Into::into) })
            .collect(),
        stores: planned.stores.iter().map(|store| store.id).collect(),
        in_charge: planned.in_charge.as_ref().map(|person| InCharge {
            name: person.name.clone(),
            phone: Phone {
                number: Some(person.phone.clone()).filter(|phone| !phone.trim().is_empty()),
                confirmed_on: person.phone_confirmed_on,
            },
        }),
        tasks: 0,
        called,
    }
}

fn planned_route(route: &PlannedRoute, along: &impl Fn(&[[f64; 2]]) -> Option<Vec<ZoneId>>) -> Route {
    let crossing = |it: &PlannedCrossing| Crossing { name: it.name.clone(), closes_at: it.closes_at };
    Route {
        name: route.name.clone(),
        crosses: route.line.as_deref().and_then(along),
        crossings: route.crossings.as_ref().map(|crossings| crossings.iter().map(crossing).collect()),
    }
}

fn planned_vehicles(promised: &PlannedVehicles) -> VehiclePromise {
    VehiclePromise {
        vehicle: promised.id,
        number: promised.number.into(),
        round_trip_minutes: promised.round_trip_minutes.map(Into::into),
    }
}

/// What the zone itself says, where the plan arranges nothing for it. All go to its shelter where there is only one; how
/// many go to which of several nobody has said.
fn by_the_zone(
    content: &PlanContent,
    zone: &zones::Zone,
    shelters: &ShelterIds,
    people: &impl Fn(ZoneId) -> i64,
) -> Arrangement {
    let mut called = BTreeMap::new();
    let each = if zone.destinations.len() == 1 { people(zone.id) } else { 0 };
    let destinations = zone.destinations.iter().map(|code| {
        let shelter = shelter_called(code, shelters);
        called.insert(Ref::Shelter(shelter), code.clone());
        Destination { shelter, people: each }
    });
    Arrangement {
        zone: zone.id,
        destinations: destinations.collect(),
        hosted: 0,
        routes: zone.route.iter().map(|route| Route { name: route.clone(), crosses: None, crossings: None }).collect(),
        to_be_driven: None,
        vehicles: Vec::new(),
        teams: Vec::new(),
        stores: Vec::new(),
        in_charge: zone
            .in_charge
            .as_ref()
            .map(|person| InCharge { name: person.name.clone(), phone: phone_of(content, &person.name) }),
        tasks: 0,
        called,
    }
}

/// The telephone of a person of the plan's list of contacts (Phụ lục 8).
fn phone_of(content: &PlanContent, name: &str) -> Phone {
    let wanted = exact_key(name);
    let row = content.annexes.contacts.iter().find(|row| exact_key(&row.name) == wanted);
    row.map_or_else(Phone::default, |row| Phone {
        number: Some(row.phone.clone()).filter(|phone| !phone.trim().is_empty()),
        confirmed_on: row.phone_confirmed_on,
    })
}

/// The shelter called `code`. One that never was in the register gets an id that follows from its code, so that plans that
/// name it speak of the same.
pub(super) fn shelter_called(code: &str, shelters: &ShelterIds) -> ShelterId {
    shelters.get(code).copied().unwrap_or_else(|| unregistered(code))
}

pub(super) fn unregistered(code: &str) -> ShelterId {
    let digest = sha256(format!("shelter {code}").as_bytes());
    let hexadecimal = crate::kernel::digest::hexadecimal(digest.split_at(16).0);
    hexadecimal.parse().unwrap_or_else(|_| unreachable!("32 hexadecimal digits are an id"))
}
