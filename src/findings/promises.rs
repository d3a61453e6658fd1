//! How much plans that can be active together ask of one thing.

use std::collections::BTreeMap;

use super::UnitCode;
use super::facts::Plan;
use super::view::View;
use crate::hazards::RiskLevel;
use crate::kernel::ids::{PlanId, ZoneId};

/// What one plan asks, by zone. A zone that two plans arrange is asked for once: its people are the same.
pub type Demand = BTreeMap<ZoneId, i64>;

/// The plans that ask most together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Joint {
    /// How much they ask.
    pub(super) total: i64,
    /// Which they are, in order.
    pub(super) plans: Vec<PlanId>,
}

/// Up to how many plans every group of them is tried. With more, everything a plan can meet is added up, which may be
/// more than can come at once.
const TRIED: usize = 12;

/// Whether both plans can be active at once: hazards that come together, in the same unit, in units that share a
/// border, or in a commune and its province.
pub(super) fn can_meet(view: View<'_>, one: &Plan, other: &Plan) -> bool {
    view.facts.together.can(one.hazard, other.hazard) && near(view, one.unit, other.unit)
}

fn near(view: View<'_>, one: UnitCode, other: UnitCode) -> bool {
    let reaches = |from: UnitCode, to: UnitCode| {
        view.unit(from).is_some_and(|unit| unit.province == to || unit.neighbours.contains(&to))
    };
    one == other || reaches(one, other) || reaches(other, one)
}

/// The sum over the zones of a demand.
pub(super) fn total(demand: &Demand) -> i64 {
    demand.values().sum()
}

fn union<'a>(demands: impl IntoIterator<Item = &'a Demand>) -> Demand {
    let mut all = Demand::new();
    for (zone, amount) in demands.into_iter().flatten() {
        let most = all.entry(*zone).or_default();
        *most = (*most).max(*amount);
    }
    all
}

/// The plans that ask most of one thing together.
pub(super) fn most_together(view: View<'_>, asked: &[(&Plan, Demand)]) -> Joint {
    let demands: Vec<&Demand> = asked.iter().map(|(_, demand)| demand).collect();
    let plan = |at: usize| asked.get(at).map(|(plan, _)| *plan);
    let (total, which) =
        most_at_once(&demands, &|one, other| plan(one).zip(plan(other)).is_some_and(|(a, b)| can_meet(view, a, b)));
    let mut plans: Vec<PlanId> = which.into_iter().filter_map(plan).map(|plan| plan.id).collect();
    plans.sort_unstable();
    Joint { total, plans }
}

/// How much is asked at once at most, and by which: of those any two of which `meet` the ones that ask most together. A
/// zone that several ask for counts once. With very many it may be more than can come at once, and never less.
pub fn most_at_once(demands: &[&Demand], meet: &dyn Fn(usize, usize) -> bool) -> (i64, Vec<usize>) {
    let all: Vec<usize> = (0..demands.len()).collect();
    let mut search = Search { demands, meet, most: (0, Vec::new()) };
    if demands.len() > TRIED {
        for one in &all {
            let met: Vec<usize> = all.iter().copied().filter(|other| one == other || meet(*one, *other)).collect();
            search.weigh(&met);
        }
    } else {
        search.grow(&all, &mut Vec::new());
    }
    search.most
}

/// A search for those that ask most together.
struct Search<'a> {
    demands: &'a [&'a Demand],
    meet: &'a dyn Fn(usize, usize) -> bool,
    most: (i64, Vec<usize>),
}

impl Search<'_> {
    /// Tries every group any two of which can meet.
    fn grow(&mut self, rest: &[usize], group: &mut Vec<usize>) {
        let Some((next, rest)) = rest.split_first() else { return self.weigh(group) };
        let fits = group.iter().all(|one| (self.meet)(*one, *next));
        if fits {
            group.push(*next);
            self.grow(rest, group);
            group.pop();
        }
        // Without one that fits all and asks for something a group can only be lighter, unless it shuts others out.
        if !fits || rest.iter().any(|one| !(self.meet)(*one, *next)) {
            self.grow(rest, group);
        }
    }

    fn weigh(&mut self, group: &[usize]) {
        let total = total(&union(group.iter().filter_map(|at| self.demands.get(*at).copied())));
        if total > self.most.0 {
            self.most = (total, group.to_vec());
        }
    }
}

/// What each plan asks at `level`, by `ask`; plans that ask nothing are left out.
pub(super) fn asked_at<'a>(
    view: View<'_>,
    plans: &[&'a Plan],
    level: RiskLevel,
    ask: impl Fn(&'a Plan, &'a super::facts::Arrangement) -> i64,
) -> Vec<(&'a Plan, Demand)> {
    let of = |plan: &'a Plan| {
        let mut demand = Demand::new();
        for arrangement in plan.arrangements.iter().filter(|arrangement| active(view, plan, arrangement.zone, level)) {
            let amount = ask(plan, arrangement);
            if amount > 0 {
                *demand.entry(arrangement.zone).or_default() += amount;
            }
        }
        (!demand.is_empty()).then_some((plan, demand))
    };
    plans.iter().copied().filter_map(of).collect()
}

fn active(view: View<'_>, plan: &Plan, zone: ZoneId, level: RiskLevel) -> bool {
    plan.levels.contains(&level) && view.zone(zone).is_some_and(|zone| zone.evacuate_from <= level)
}

/// Every level at which one of the plans acts, the lowest first.
pub(super) fn levels_of(plans: &[&Plan]) -> Vec<RiskLevel> {
    let mut levels: Vec<RiskLevel> = plans.iter().flat_map(|plan| plan.levels.iter().copied()).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}
