//! The rules, one file a family of kinds: each file holds its part of the registry and what its kinds look at.

mod capacity;
mod figures;
mod fitness;
mod hearing;
mod households;
mod loans;
mod phones;
mod places;
mod routes;
mod supplies;
mod teams;
mod trips;
mod vehicles;
mod zones;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Ref;
use super::facts::{Plan, Shelter, Vehicle, Zone};
use super::finding::{Finding, Found};
use super::kinds::{Kind, KindFacts};
use super::view::View;
use super::wording::{households_and_people, level, say};
use crate::kernel::Localized;

/// Every kind, by family.
pub const KINDS: &[&[KindFacts]] = &[
    zones::KINDS,
    routes::KINDS,
    places::KINDS,
    fitness::KINDS,
    capacity::KINDS,
    vehicles::KINDS,
    trips::KINDS,
    teams::KINDS,
    supplies::KINDS,
    loans::KINDS,
    phones::KINDS,
    figures::KINDS,
    households::KINDS,
    hearing::KINDS,
];

static BY_KIND: LazyLock<HashMap<Kind, &'static KindFacts>> =
    LazyLock::new(|| KINDS.iter().copied().flatten().map(|facts| (facts.kind, facts)).collect());

/// What the registry says of `kind`.
///
/// # Panics
/// Never: a test sees that every kind is registered.
pub fn facts_of(kind: Kind) -> &'static KindFacts {
    BY_KIND.get(&kind).unwrap_or_else(|| unreachable!("{} is registered", kind.code()))
}

/// What is found in one cell, in the order of the keys. A cell that is in no table holds nothing.
pub(super) fn look(view: View<'_>, cell: Ref) -> Vec<Finding> {
    let mut found = Found::in_cell(view, cell);
    match cell {
        Ref::Unit(code) => {
            zones::unit_listed(&mut found, code);
            supplies::short(&mut found, code);
            phones::command(&mut found, code);
        }
        Ref::Zone(id) => view.zone(id).into_iter().for_each(|zone| look_at_zone(&mut found, zone)),
        Ref::Plan(id) => view.plan(id).into_iter().for_each(|plan| look_at_plan(&mut found, plan)),
        Ref::Shelter(id) => view.shelter(id).into_iter().for_each(|shelter| look_at_shelter(&mut found, shelter)),
        Ref::Vehicle(id) => view.vehicle(id).into_iter().for_each(|vehicle| look_at_vehicle(&mut found, vehicle)),
        Ref::Team(id) => {
            if let Some(team) = view.team(id) {
                teams::promised(&mut found, team);
                phones::commander(&mut found, team);
                loans::resource(&mut found, cell, team.unit);
            }
        }
        Ref::Store(id) => {
            if let Some(store) = view.store(id) {
                supplies::lots(&mut found, store);
                supplies::promised(&mut found, store);
                loans::resource(&mut found, cell, store.unit);
            }
        }
        Ref::Contact(id) => {
            if let Some(contact) = view.facts.contacts.get(&id) {
                phones::contact(&mut found, contact);
            }
        }
        Ref::Loan(id) => {
            if let Some(loan) = view.facts.loans.get(&id) {
                loans::unanswered(&mut found, loan);
            }
        }
        Ref::Hearing(code) => {
            if let Some(silence) = view.facts.silences.get(&code) {
                hearing::silent(&mut found, silence);
            }
        }
        Ref::Household(_) => {}
    }
    found.finish()
}

fn look_at_zone(found: &mut Found<'_>, zone: &Zone) {
    zones::without_plan(found, zone);
    zones::uncounted(found, zone);
    figures::register_lines(found, zone);
    households::undecided(found, zone);
    households::in_place(found, zone);
}

fn look_at_plan(found: &mut Found<'_>, plan: &Plan) {
    trips::lead_time(found, plan);
    figures::villages(found, plan);
    for arrangement in &plan.arrangements {
        zones::registered(found, plan, arrangement);
        let Some(zone) = found.view.zone(arrangement.zone) else {
            zones::not_in_force(found, plan, arrangement);
            continue;
        };
        zones::arranged(found, plan, arrangement, zone);
        routes::drawn(found, plan, arrangement, zone);
        routes::crossings(found, plan, arrangement, zone);
        trips::fit(found, plan, arrangement, zone);
        teams::in_time(found, plan, arrangement);
        phones::in_charge(found, plan, arrangement);
    }
}

fn look_at_shelter(found: &mut Found<'_>, shelter: &Shelter) {
    places::contradicts_itself(found, shelter);
    let plans: Vec<&Plan> = found.view.plans_naming(Ref::Shelter(shelter.id)).collect();
    if plans.is_empty() {
        return;
    }
    places::unknown(found, shelter);
    places::unsound(found, shelter, &plans);
    fitness::suitable(found, shelter, &plans);
    fitness::available(found, shelter);
    fitness::equipped(found, shelter, &plans);
    capacity::alone(found, shelter, &plans);
    capacity::together(found, shelter, &plans);
    loans::shelter(found, shelter, &plans);
    phones::keeper(found, shelter);
}

fn look_at_vehicle(found: &mut Found<'_>, vehicle: &Vehicle) {
    let cell = Ref::Vehicle(vehicle.id);
    vehicles::promised(found, vehicle);
    vehicles::usable(found, vehicle);
    phones::driver(found, vehicle);
    loans::resource(found, cell, vehicle.unit);
}

/// What the table of zones says of a zone.
fn zone_says(found: &Found<'_>, zone: &Zone) -> Localized {
    if !zone.counted {
        return say(
            "Bảng vùng: {0} phải sơ tán từ {1}, chưa rõ bao nhiêu hộ, bao nhiêu khẩu.",
            "Table of zones: {0} is to be moved from {1} on; nobody knows how many live there.",
            [&found.view.name(Ref::Zone(zone.id)), &level(zone.evacuate_from)],
        );
    }
    say(
        "Bảng vùng: {0} có {1} phải sơ tán từ {2}.",
        "Table of zones: {0} has {1} to be moved from {2} on.",
        [
            &found.view.name(Ref::Zone(zone.id)),
            &households_and_people(zone.households, zone.people),
            &level(zone.evacuate_from),
        ],
    )
}

/// What a plan says, as a whole sentence; `{0}` is the plan and `{1}` `word`.
fn plan_says(found: &Found<'_>, plan: &Plan, vi: &str, en: &str, word: &Localized) -> Localized {
    say(vi, en, [&found.view.name(Ref::Plan(plan.id)), word])
}
