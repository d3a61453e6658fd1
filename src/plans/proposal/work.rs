//! Working a proposal out: the question put to the allocation, and its answer as rows beside what is arranged now.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::shortage::shortages;
use super::{
    Ask, Beside, DistanceBasis, Group, Inputs, OpenShelter, Part, PassedOver, Proposal, Row, Totals, VillageShare,
};
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

/// `groups` put together by `key`, those without one staying as they are; where they live is the middle of their people.
pub fn merged<K: Ord>(groups: Vec<Group>, key: impl Fn(&Group) -> Option<K>) -> Vec<Group> {
    let (mut found, mut alone): (BTreeMap<K, Group>, Vec<Group>) = Default::default();
    for group in groups {
        let Some(key) = key(&group) else {
            alone.push(group);
            continue;
        };
        match found.entry(key) {
            Entry::Vacant(place) => drop(place.insert(group)),
            Entry::Occupied(mut whole) => join(whole.get_mut(), group),
        }
    }
    found.into_values().chain(alone).collect()
}

fn join(whole: &mut Group, other: Group) {
    let (before, after) = (whole.people() as f64, other.people() as f64);
    if before + after > 0.0 {
        let middle = |a: f64, b: f64| (a * before + b * after) / (before + after);
        whole.at = Position { lon: middle(whole.at.lon, other.at.lon), lat: middle(whole.at.lat, other.at.lat) };
    }
    for part in other.parts {
        match whole.parts.iter_mut().find(|own| (&own.zone, &own.village) == (&part.zone, &part.village)) {
            None => whole.parts.push(part),
            Some(own) => {
                own.households += part.households;
                own.people += part.people;
                own.vulnerable += part.vulnerable;
            }
        }
    }
}

/// The proposal that answers `question`.
///
/// # Errors
/// Where there are more groups and shelters, or people, than can be reckoned with.
pub fn work_out(question: Question<'_>) -> Result<Proposal, Fault> {
    let weight = |group: &Group| {
        let more = Reckoning::shipped().vulnerable_per_cent.value;
        let people = group.people();
        HUNDRED + more * group.vulnerable().clamp(0, people.max(0)) / people.max(1)
    };
    let metres = |group: usize, shelter: usize| {
        let most = question.ask.max_distance_m.unwrap_or(i64::MAX);
        let metres = question.ways.way(group, shelter).metres().filter(|metres| *metres <= most)?;
        Some((metres, weight(question.groups.get(group)?)))
    };
    let (groups, shelters) = (question.groups.len(), question.shelters.len());
    let costs = Matrix::from_fn(groups, shelters, |g, s| metres(g, s).map(|(metres, weight)| metres * weight))?
        .measured(|g, s| metres(g, s).map_or(0, |(metres, _)| metres));
    let people = question.groups.iter().map(Group::people).collect();
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

impl Sums {
    /// Of a part that is parted again each has its share of those who need help.
    fn add(&mut self, part: &Part, people: i64, households: i64, (metres, straight): (i64, bool)) {
        let vulnerable = share(part.vulnerable, people, part.people);
        self.people += people;
        self.vulnerable += vulnerable;
        self.households += households;
        self.person_metres += metres * people;
        self.longest = self.longest.max(metres);
        self.straight |= straight;
        if !part.village.is_empty() {
            let village = self.villages.entry(part.village.clone()).or_default();
            village.people += people;
            village.vulnerable += vulnerable;
            village.households += households;
        }
    }
}

/// Who of a group goes when `people` of it go: part by part, as many as are left of each; `left` is what is left. The
/// households of a part count where the first of it go.
fn parted<'p>(parts: &'p [Part], left: &mut [i64], mut people: i64) -> Vec<(&'p Part, i64, i64)> {
    let mut going = Vec::new();
    for (part, left) in parts.iter().zip(left) {
        let taken = (*left).min(people);
        if taken > 0 {
            let households = if *left == part.people { part.households } else { 0 };
            going.push((part, taken, households));
            *left -= taken;
            people -= taken;
        }
    }
    going
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
    let mut left: Vec<Vec<i64>> =
        question.groups.iter().map(|group| group.parts.iter().map(|part| part.people).collect()).collect();
    for flow in flows {
        let Some((group, shelter)) = question.groups.get(flow.group).zip(question.shelters.get(flow.shelter)) else {
            continue;
        };
        let metres = length(flow);
        let straight = matches!(question.ways.way(flow.group, flow.shelter), Way::Straight(_));
        let left = left.get_mut(flow.group).map_or(&mut [][..], Vec::as_mut_slice);
        for (part, people, households) in parted(&group.parts, left, flow.people) {
            let sums = pairs.entry((part.zone.as_str(), shelter.code.as_str())).or_default();
            sums.add(part, people, households, (metres, straight));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn group(zone: &str, village: &str, people: i64, lon: f64) -> Group {
        let part = Part { zone: zone.into(), village: village.into(), households: 1, people, vulnerable: 1 };
        Group { at: Position { lon, lat: 15.0 }, parts: vec![part] }
    }

    #[test]
    fn groups_are_joined_by_village_across_zones_and_live_in_the_middle_of_their_people() {
        let groups = vec![
            group("A", "Mô Po", 3, 107.0),
            group("B", "Mô Po", 1, 107.4),
            group("A", "Mô Po", 4, 107.0),
            group("B", "", 2, 108.0),
        ];
        let village = |group: &Group| group.parts.first().map(|part| part.village.clone()).filter(|it| !it.is_empty());
        let found = merged(groups, village);
        assert_eq!(found.len(), 2, "whose village is not known goes alone");
        let people: Vec<(&str, i64)> = found[0].parts.iter().map(|part| (part.zone.as_str(), part.people)).collect();
        assert_eq!(people, [("A", 7), ("B", 1)]);
        assert!((found[0].at.lon - 107.05).abs() < 1e-9);
    }

    #[test]
    fn of_a_group_that_is_parted_everybody_goes_once_and_each_household_counts_once() {
        let whole = merged(vec![group("A", "Mô Po", 5, 107.0), group("B", "Mô Po", 4, 107.0)], |_| Some(()));
        let [whole] = &whole[..] else { panic!("one group") };
        let mut left = vec![5, 4];
        let of = |going: Vec<(&Part, i64, i64)>| {
            going.into_iter().map(|(part, people, homes)| (part.zone.clone(), people, homes)).collect::<Vec<_>>()
        };
        let first = of(parted(&whole.parts, &mut left, 7));
        assert_eq!(first, [("A".to_owned(), 5, 1), ("B".to_owned(), 2, 1)]);
        assert_eq!(of(parted(&whole.parts, &mut left, 2)), [("B".to_owned(), 2, 0)]);
        assert_eq!(left, [0, 0]);
    }
}
