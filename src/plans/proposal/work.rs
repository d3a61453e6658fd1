//! Working a proposal out: the question put to the allocation, and its answer as rows beside what is arranged now.

use std::collections::BTreeMap;

use super::shortage::shortages;
use super::{Ask, Beside, DistanceBasis, Group, Inputs, OpenShelter, PassedOver, Proposal, Row, Totals, VillageShare};
use crate::allocation::roads::{Distances, Way};
use crate::allocation::{
    Costs as _, Fault, Flow, Matrix, Position, Problem, Reckoning, allocate, keep_together, shorten_farthest,
};
use crate::kernel::Localized;
use crate::plans::arrangement::ZoneArrangement;

/// All that is asked and known.
pub struct Question<'a> {
    /// What is asked.
    pub ask: &'a Ask,
    /// Who needs a place in a shelter.
    pub groups: &'a [Group],
    /// The shelters that can be used.
    pub shelters: &'a [OpenShelter],
    /// How far it is from each group to each shelter.
    pub ways: &'a Distances,
    /// What the plan arranges now.
    pub arrangements: &'a BTreeMap<String, ZoneArrangement>,
    /// The zones that move, by code.
    pub zones: &'a [String],
    /// People who go to hosts, and people who stay.
    pub elsewhere: (i64, i64),
    /// Shelters that cannot be used.
    pub passed_over: Vec<PassedOver>,
    /// What it rests on, in words.
    pub remarks: Vec<Localized>,
    /// What it rests on.
    pub inputs: Inputs,
}

/// Weights are in hundredths: a metre of a person who needs no help counts 100.
const HUNDRED: i64 = 100;
/// Keeping a group together may cost so many metres for each of its people.
const TOGETHER_M: i64 = 5_000;

/// `groups` put together by `key`; where they live is the middle of their people.
pub fn merged<K: Ord>(groups: &[Group], key: impl Fn(&Group) -> K, village: impl Fn(&Group) -> String) -> Vec<Group> {
    let mut found: BTreeMap<K, Group> = BTreeMap::new();
    for group in groups {
        let whole = found.entry(key(group)).or_insert_with(|| Group {
            village: village(group),
            households: 0,
            people: 0,
            vulnerable: 0,
            ..group.clone()
        });
        let (before, after) = (whole.people as f64, group.people as f64);
        if before + after > 0.0 {
            let middle = |a: f64, b: f64| (a * before + b * after) / (before + after);
            whole.at = Position { lon: middle(whole.at.lon, group.at.lon), lat: middle(whole.at.lat, group.at.lat) };
        }
        whole.households += group.households;
        whole.people += group.people;
        whole.vulnerable += group.vulnerable;
    }
    found.into_values().collect()
}

/// The proposal that answers `question`.
///
/// # Errors
/// Where there are more groups and shelters, or people, than can be reckoned with.
pub fn work_out(question: Question<'_>) -> Result<Proposal, Fault> {
    let weight = |group: &Group| {
        let more = Reckoning::shipped().vulnerable_per_cent.value;
        HUNDRED + more * group.vulnerable.clamp(0, group.people.max(0)) / group.people.max(1)
    };
    let metres = |group: usize, shelter: usize| {
        let most = question.ask.max_distance_m.unwrap_or(i64::MAX);
        let metres = question.ways.way(group, shelter).metres().filter(|metres| *metres <= most)?;
        Some((metres, weight(question.groups.get(group)?)))
    };
    let (groups, shelters) = (question.groups.len(), question.shelters.len());
    let costs = Matrix::from_fn(groups, shelters, |g, s| metres(g, s).map(|(metres, weight)| metres * weight))?
        .measured(|g, s| metres(g, s).map_or(0, |(metres, _)| metres));
    let people = question.groups.iter().map(|group| group.people).collect();
    let places = question.shelters.iter().map(|shelter| shelter.places).collect();
    let problem = Problem::new(people, places, costs)?;
    let least = allocate(&problem);
    let proved = least.check(&problem).is_ok();
    let best = shorten_farthest(&problem, &least);
    let together = keep_together(&problem, &best, TOGETHER_M * HUNDRED);
    let length = |flow: &Flow| problem.costs().length(flow.group, flow.shelter).unwrap_or(0);
    let gathered = gather(&question, &together.flows, &length);
    let mut totals = gathered.totals;
    totals.missing = least.shortage();
    totals.people += totals.missing;
    Ok(Proposal {
        feasible: totals.missing == 0,
        proved,
        rise_person_metres: together.rise / HUNDRED,
        rows: rows(&question, gathered.pairs),
        totals,
        shortages: shortages(question.groups, question.shelters, &least.bottlenecks),
        trips: None,
        ask: question.ask.clone(),
        passed_over: question.passed_over,
        remarks: question.remarks,
        inputs: question.inputs,
    })
}

/// People of one zone in one shelter, summed up.
#[derive(Default)]
struct Sums {
    people: i64,
    vulnerable: i64,
    households: i64,
    person_metres: i64,
    longest: i64,
    straight: bool,
    villages: BTreeMap<String, VillageShare>,
}

/// Sums by zone and shelter.
type Pairs<'q> = BTreeMap<(&'q str, &'q str), Sums>;

struct Gathered<'q> {
    pairs: Pairs<'q>,
    totals: Totals,
}

fn gather<'q>(question: &Question<'q>, flows: &[Flow], length: &impl Fn(&Flow) -> i64) -> Gathered<'q> {
    let (hosted, in_place) = question.elsewhere;
    let mut totals = Totals { people: hosted + in_place, hosted, in_place, ..Totals::default() };
    let mut pairs = Pairs::new();
    let mut counted = vec![false; question.groups.len()];
    for flow in flows {
        let Some((group, shelter)) = question.groups.get(flow.group).zip(question.shelters.get(flow.shelter)) else {
            continue;
        };
        let metres = length(flow);
        let straight = matches!(question.ways.way(flow.group, flow.shelter), Way::Straight(_));
        let sums = pairs.entry((group.zone.as_str(), shelter.code.as_str())).or_default();
        // Of a group that is parted each part has its share of those who need help; its households count once.
        let vulnerable = share(group.vulnerable, flow.people, group.people);
        let first = counted.get_mut(flow.group).is_some_and(|seen| !std::mem::replace(seen, true));
        let households = if first { group.households } else { 0 };
        sums.people += flow.people;
        sums.vulnerable += vulnerable;
        sums.households += households;
        sums.person_metres += metres * flow.people;
        sums.longest = sums.longest.max(metres);
        sums.straight |= straight;
        if !group.village.is_empty() {
            let village = sums.villages.entry(group.village.clone()).or_default();
            village.people += flow.people;
            village.vulnerable += vulnerable;
            village.households += households;
        }
        totals.people += flow.people;
        totals.placed += flow.people;
        totals.person_metres += metres * flow.people;
        totals.longest_m = totals.longest_m.max(Some(metres));
        *(if straight { &mut totals.by_straight_line } else { &mut totals.by_road }) += flow.people;
    }
    totals.mean_m = totals.person_metres.checked_div(totals.placed);
    Gathered { pairs, totals }
}

/// The share of `part` of `whole` people in `count`, halves up.
fn share(count: i64, part: i64, whole: i64) -> i64 {
    if whole <= 0 { 0 } else { (count * part * 2 + whole) / (whole * 2) }
}

fn rows(question: &Question<'_>, pairs: Pairs<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = pairs.into_iter().map(|((zone, code), sums)| row(question, zone, code, sums)).collect();
    for zone in question.zones {
        let arranged = question.arrangements.get(zone).map(|arranged| arranged.destinations.as_slice());
        for to in arranged.unwrap_or_default() {
            if rows.iter().all(|row| row.zone != *zone || row.shelter != to.code) {
                rows.push(Row {
                    n: 0,
                    zone: zone.clone(),
                    shelter: to.code.clone(),
                    shelter_name: to.name.clone(),
                    shelter_commune: String::new(),
                    people: 0,
                    vulnerable: None,
                    households: None,
                    villages: Vec::new(),
                    distance_m: None,
                    longest_m: None,
                    basis: None,
                    beside: Beside::Dropped,
                    current_people: Some(to.people.into()),
                });
            }
        }
    }
    rows.sort_by(|a, b| (&a.zone, &a.shelter).cmp(&(&b.zone, &b.shelter)));
    for (row, n) in rows.iter_mut().zip(1..) {
        row.n = n;
    }
    rows
}

fn row(question: &Question<'_>, zone: &str, code: &str, sums: Sums) -> Row {
    let shelter = question.shelters.iter().find(|shelter| shelter.code == code);
    let arranged = question.arrangements.get(zone);
    let current = arranged.and_then(|arranged| arranged.destinations.iter().find(|to| to.code == code));
    let current_people = current.map(|to| i64::from(to.people));
    let beside = match current_people {
        None => Beside::New,
        Some(people) if people == sums.people => Beside::Same,
        Some(_) => Beside::Moved,
    };
    let villages = sums.villages.into_iter().map(|(village, share)| VillageShare { village, ..share });
    Row {
        n: 0,
        zone: zone.to_owned(),
        shelter: code.to_owned(),
        shelter_name: shelter.map(|shelter| shelter.name.clone()).unwrap_or_default(),
        shelter_commune: shelter.map(|shelter| shelter.commune.clone()).unwrap_or_default(),
        people: sums.people,
        vulnerable: Some(sums.vulnerable),
        households: Some(sums.households).filter(|count| *count > 0),
        villages: villages.collect(),
        distance_m: sums.person_metres.checked_div(sums.people),
        longest_m: Some(sums.longest),
        basis: Some(if sums.straight { DistanceBasis::Straight } else { DistanceBasis::Road }),
        beside,
        current_people,
    }
}
