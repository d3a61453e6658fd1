//! How much plans that can be active together ask of one thing.

use std::collections::BTreeMap;

use super::UnitCode;
use super::facts::Plan;
use super::view::View;
use crate::hazards::RiskLevel;
use crate::kernel::ids::{PlanId, ZoneId};

/// What one plan asks, by zone. A zone that two plans arrange is asked for once: its people are the same.
pub(super) type Demand = BTreeMap<ZoneId, i64>;

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
    let mut most = Joint { total: 0, plans: Vec::new() };
    if asked.len() > TRIED {
        for (plan, _) in asked {
            let met = |other: &&(&Plan, Demand)| other.0.id == plan.id || can_meet(view, plan, other.0);
            weigh(&mut most, &asked.iter().filter(met).collect::<Vec<_>>());
        }
    } else {
        grow(view, asked, &mut Vec::new(), &mut most);
    }
    most.plans.sort_unstable();
    most
}

/// Tries every group of plans any two of which can meet.
fn grow<'a>(view: View<'_>, rest: &'a [(&Plan, Demand)], group: &mut Vec<&'a (&'a Plan, Demand)>, most: &mut Joint) {
    let Some((next, rest)) = rest.split_first() else { return weigh(most, group) };
    let fits = group.iter().all(|(plan, _)| can_meet(view, plan, next.0));
    if fits {
        group.push(next);
        grow(view, rest, group, most);
        group.pop();
    }
    // Without a plan that fits all and asks for something a group can only be lighter, unless it shuts others out.
    if !fits || rest.iter().any(|(plan, _)| !can_meet(view, plan, next.0)) {
        grow(view, rest, group, most);
    }
}

fn weigh(most: &mut Joint, group: &[&(&Plan, Demand)]) {
    let total = total(&union(group.iter().map(|(_, demand)| demand)));
    if total > most.total {
        *most = Joint { total, plans: group.iter().map(|(plan, _)| plan.id).collect() };
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
