//! Whether what is arranged can be kept: zones of the plan, each shelter once, numbers and lines that can be.

use std::collections::{BTreeMap, HashSet};
use std::hash::Hash;

use super::{PlannedLead, PlannedRoute, ZoneArrangement};
use crate::hazards::{Hazard, RiskLevel};
use crate::plans::FieldFault;
use crate::plans::check::{is_phone, level_fault, phone_fault, text_fault};
use crate::plans::fields::step;
use crate::plans::task_template::{MAX_PERSON, MAX_PHONE};
use crate::plans::template::levels_of;

/// The most of a zone: destinations, vehicles, teams, stores.
const MAX_LINES: usize = 100;
/// The most routes of a zone.
const MAX_ROUTES: usize = 20;
/// The most crossings of a route.
const MAX_CROSSINGS: usize = 50;
/// The most points of a drawn line: one every ten metres over twenty kilometres.
const MAX_POINTS: usize = 2_000;
/// The most people or vehicles of one entry.
const MAX_NUMBER: u32 = 1_000_000;
/// The longest round trip: a day.
const MAX_MINUTES: u32 = 1_440;
/// The longest name.
const MAX_NAME: usize = 300;

/// What is wrong with `arrangements` of a plan against `hazard` that has the zones `is_zone` knows.
pub(in crate::plans) fn check(
    arrangements: &BTreeMap<String, ZoneArrangement>,
    is_zone: impl Fn(&str) -> bool,
    hazard: Hazard,
) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    for (zone, arranged) in arrangements {
        let at = format!("/arrangements/{}", step(zone));
        if !is_zone(zone) {
            faults.push(FieldFault::new(
                &at,
                format!("Phương án không có vùng “{zone}”. Vẽ vùng trước, hoặc bỏ phần bố trí này."),
                format!("The plan has no zone “{zone}”. Draw it first, or take this arrangement away."),
            ));
        }
        of_zone(&at, arranged, hazard, &mut faults);
    }
    faults
}

fn of_zone(at: &str, arranged: &ZoneArrangement, hazard: Hazard, faults: &mut Vec<FieldFault>) {
    let ZoneArrangement { destinations, hosted, in_place, routes, to_be_driven, vehicles, teams, stores, in_charge } =
        arranged;
    number(&format!("{at}/hosted"), *hosted, MAX_NUMBER, faults);
    number(&format!("{at}/in_place"), *in_place, MAX_NUMBER, faults);
    number(&format!("{at}/to_be_driven"), to_be_driven.unwrap_or(0), MAX_NUMBER, faults);
    list(&format!("{at}/destinations"), destinations.iter().map(|to| to.code.trim()), faults);
    for (n, to) in destinations.iter().enumerate() {
        let at = format!("{at}/destinations/{n}");
        if to.code.trim().is_empty() {
            faults.push(FieldFault::new(format!("{at}/code"), "Chọn điểm sơ tán.", "Choose the shelter."));
        }
        texts(&at, [("code", to.code.as_str()), ("name", to.name.as_str())], faults);
        number(&format!("{at}/people"), to.people, MAX_NUMBER, faults);
    }
    list(&format!("{at}/vehicles"), vehicles.iter().map(|line| line.id), faults);
    for (n, line) in vehicles.iter().enumerate() {
        let at = format!("{at}/vehicles/{n}");
        texts(&at, [("name", line.name.as_str())], faults);
        number(&format!("{at}/number"), line.number, MAX_NUMBER, faults);
        if line.round_trip_minutes == Some(0) {
            faults.push(FieldFault::new(
                format!("{at}/round_trip_minutes"),
                "Thời gian đi và về ít nhất 1 phút; chưa đo thì để trống.",
                "A round trip takes at least 1 minute; leave it open where nobody measured it.",
            ));
        }
        number(&format!("{at}/round_trip_minutes"), line.round_trip_minutes.unwrap_or(0), MAX_MINUTES, faults);
    }
    list(&format!("{at}/teams"), teams.iter().map(|team| team.id), faults);
    for (n, team) in teams.iter().enumerate() {
        let at = format!("{at}/teams/{n}");
        texts(&at, [("name", team.name.as_str())], faults);
        number(&format!("{at}/people"), team.people.unwrap_or(0), MAX_NUMBER, faults);
    }
    list(&format!("{at}/stores"), stores.iter().map(|store| store.id), faults);
    for (n, store) in stores.iter().enumerate() {
        texts(&format!("{at}/stores/{n}"), [("name", store.name.as_str())], faults);
    }
    the_routes(&format!("{at}/routes"), routes, hazard, faults);
    if let Some(lead) = in_charge {
        the_lead(&format!("{at}/in_charge"), lead, faults);
    }
}

fn number(at: &str, number: u32, most: u32, faults: &mut Vec<FieldFault>) {
    if number > most {
        faults.push(FieldFault::new(
            at,
            format!("Số {number} lớn hơn mức {most}. Kiểm tra lại."),
            format!("{number} is more than {most}. Check it."),
        ));
    }
}

fn texts<'t>(at: &str, texts: impl IntoIterator<Item = (&'static str, &'t str)>, faults: &mut Vec<FieldFault>) {
    faults.extend(texts.into_iter().filter_map(|(key, text)| text_fault(&format!("{at}/{key}"), text, MAX_NAME)));
}

fn too_many(at: &str, count: usize, most: usize) -> Option<FieldFault> {
    (count > most).then(|| {
        FieldFault::new(
            at,
            format!("Có {count} dòng, nhiều hơn mức {most}."),
            format!("There are {count} entries, more than {most}."),
        )
    })
}

/// Each entry is told apart by what it refers to, so none may stand twice.
fn list<K: Eq + Hash>(at: &str, keys: impl ExactSizeIterator<Item = K>, faults: &mut Vec<FieldFault>) {
    faults.extend(too_many(at, keys.len(), MAX_LINES));
    let mut seen = HashSet::new();
    for (n, key) in keys.enumerate() {
        if !seen.insert(key) {
            faults.push(FieldFault::new(
                format!("{at}/{n}"),
                "Dòng này trùng với một dòng ở trên. Gộp hai dòng lại.",
                "This entry stands above already. Make one of the two.",
            ));
        }
    }
}

fn the_routes(at: &str, routes: &[PlannedRoute], hazard: Hazard, faults: &mut Vec<FieldFault>) {
    faults.extend(too_many(at, routes.len(), MAX_ROUTES));
    for (n, route) in routes.iter().enumerate() {
        let at = format!("{at}/{n}");
        if route.name.trim().is_empty() {
            faults.push(FieldFault::new(format!("{at}/name"), "Nhập tên tuyến đường.", "Give the route a name."));
        }
        texts(&at, [("name", route.name.as_str())], faults);
        if let Some(line) = &route.line {
            faults.extend(too_many(&format!("{at}/line"), line.len(), MAX_POINTS));
            if line.len() < 2 || !line.iter().all(is_place) {
                faults.push(FieldFault::new(
                    format!("{at}/line"),
                    "Đường vẽ cần ít nhất hai điểm, mỗi điểm là kinh độ, vĩ độ WGS 84. Vẽ lại, hoặc bỏ đường vẽ.",
                    "A line needs two points or more, each longitude and latitude, WGS 84. Draw it anew, or leave it out.",
                ));
            }
        }
        let crossings = route.crossings.as_deref().unwrap_or_default();
        faults.extend(too_many(&format!("{at}/crossings"), crossings.len(), MAX_CROSSINGS));
        for (n, crossing) in crossings.iter().enumerate() {
            let at = format!("{at}/crossings/{n}");
            texts(&at, [("name", crossing.name.as_str())], faults);
            let level = crossing.closes_at.map(RiskLevel::digit);
            if let Some(level) = level.filter(|level| !levels_of(hazard).contains(level)) {
                faults.push(level_fault(format!("{at}/closes_at"), level, hazard));
            }
        }
    }
}

/// Longitude and latitude in degrees.
fn is_place([lon, lat]: &[f64; 2]) -> bool {
    lon.abs() <= 180.0 && lat.abs() <= 90.0
}

fn the_lead(at: &str, lead: &PlannedLead, faults: &mut Vec<FieldFault>) {
    for (key, text, most) in
        [("name", &lead.name, MAX_PERSON), ("role", &lead.role, MAX_NAME), ("phone", &lead.phone, MAX_PHONE)]
    {
        faults.extend(text_fault(&format!("{at}/{key}"), text, most));
    }
    if lead.name.trim().is_empty() {
        faults.push(FieldFault::new(format!("{at}/name"), "Nhập họ tên.", "Write the name."));
    }
    if !lead.phone.trim().is_empty() && !is_phone(&lead.phone) {
        faults.push(phone_fault(format!("{at}/phone"), &lead.phone));
    }
}
