//! Places of shelters that other plans in force promise, and that can be wanted at the same time.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::findings::{Demand, Together, most_at_once};
use crate::hazards::RiskLevel;
use crate::kernel::Localized;
use crate::kernel::ids::ZoneId;
use crate::kernel::wording::{number_en, number_vi};
use crate::plans::proposal::OpenShelter;
use crate::plans::{Plan, PlanInForce};
use crate::services::live_data::Picture;
use crate::zones::Zone;

/// What others promise, by shelter.
#[derive(Default)]
pub(super) struct Promises {
    at_once: BTreeMap<String, (i64, BTreeSet<String>)>,
}

impl Promises {
    /// What plans in force that can be at work together with `plan` promise of each shelter at `level`, as much as can be
    /// wanted at once. A zone that `plan` moves too asks for no second place: its people are the same.
    pub(super) fn beside(picture: &Picture, plan: &Plan, zones: &[Zone], level: RiskLevel) -> Self {
        let meeting = Meeting::of(picture);
        let own: HashSet<ZoneId> = zones.iter().map(|zone| zone.id).collect();
        let others: Vec<&PlanInForce> = picture
            .plans
            .iter()
            .map(|held| &**held)
            .filter(|held| held.plan.id != plan.id && meeting.can(plan, &held.plan))
            .collect();
        let mut asked: BTreeMap<&str, Vec<(&Plan, Demand)>> = BTreeMap::new();
        for held in &others {
            for (shelter, demand) in demands(picture, held, &own, level) {
                asked.entry(shelter).or_default().push((&held.plan, demand));
            }
        }
        let at_once = asked.into_iter().map(|(shelter, asked)| {
            let demands: Vec<&Demand> = asked.iter().map(|(_, demand)| demand).collect();
            let plan = |at: usize| asked.get(at).map(|(plan, _)| *plan);
            let meet = |a: usize, b: usize| plan(a).zip(plan(b)).is_some_and(|(a, b)| meeting.can(a, b));
            let (total, which) = most_at_once(&demands, &meet);
            (shelter.to_owned(), (total, which.into_iter().filter_map(plan).map(|plan| plan.code.clone()).collect()))
        });
        Self { at_once: at_once.collect() }
    }

    /// Places promised in a shelter.
    pub(super) fn of(&self, shelter: &str) -> i64 {
        self.at_once.get(shelter).map_or(0, |(people, _)| *people)
    }

    /// Says which places were taken off, where any were.
    pub(super) fn told(&self, open: &[OpenShelter]) -> Option<Localized> {
        let taken: Vec<(&str, i64, String)> = self
            .at_once
            .iter()
            .filter(|(code, _)| open.iter().any(|shelter| shelter.code == **code))
            .map(|(code, (people, plans))| {
                (code.as_str(), *people, plans.iter().map(String::as_str).collect::<Vec<_>>().join(", "))
            })
            .collect();
        let told = |unit: &str, number: fn(i64) -> String| {
            let each =
                taken.iter().map(|(code, people, plans)| format!("{code} ({} {unit}; {plans})", number(*people)));
            each.collect::<Vec<_>>().join(", ")
        };
        (!taken.is_empty()).then(|| {
            Localized::new(
                format!("Đã trừ số chỗ mà phương án khác có thể cùng triển khai dùng: {}.", told("người", number_vi)),
                format!(
                    "Places that other plans use which can be at work at the same time were taken off: {}.",
                    told("people", number_en)
                ),
            )
        })
    }
}

/// What a plan asks of each shelter at a level, by zone.
fn demands<'p>(
    picture: &Picture,
    held: &'p PlanInForce,
    own: &HashSet<ZoneId>,
    level: RiskLevel,
) -> BTreeMap<&'p str, Demand> {
    let mut found: BTreeMap<&str, Demand> = BTreeMap::new();
    let content = &held.version.content;
    for named in content.zones.iter().filter(|named| !own.contains(&named.zone_id)) {
        let moves = picture.zone(named.zone_id).is_some_and(|zone| zone.evacuate_from_level <= level);
        let arranged = content.arrangements.get(&named.code).filter(|_| moves);
        for to in arranged.into_iter().flat_map(|arranged| &arranged.destinations).filter(|to| to.people > 0) {
            *found.entry(to.code.as_str()).or_default().entry(named.zone_id).or_default() += i64::from(to.people);
        }
    }
    found
}

/// Which plans can be at work at the same time: of hazards that come together, in the same unit, in units that share a
/// border, or in a commune and its province; as the findings hold it.
struct Meeting<'p> {
    picture: &'p Picture,
    together: Together,
}

impl<'p> Meeting<'p> {
    fn of(picture: &'p Picture) -> Self {
        Self { picture, together: Together::shipped() }
    }

    fn can(&self, one: &Plan, other: &Plan) -> bool {
        self.together.can(one.hazard, other.hazard) && self.near(&one.unit_code, &other.unit_code)
    }

    fn near(&self, one: &str, other: &str) -> bool {
        one == other
            || self.picture.is_within(one, other)
            || self.picture.is_within(other, one)
            || self.picture.are_neighbours(one, other)
    }
}
