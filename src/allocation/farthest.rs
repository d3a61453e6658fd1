//! The second wish: among the cheapest allocations one whose longest way is as short as can be.

use super::simplex::Simplex;
use super::{Allocation, Costs, Flow, LeftOver, Problem};

/// The cheapest allocation whose longest way ([`Costs::length`]) is the shortest any cheapest allocation has.
///
/// `allocation` must be an answer of [`allocate`](super::allocate) to this `problem`.
///
/// A cheapest allocation uses only pairs that cost exactly what the prices of its proof say, and these are few.
/// Whether no way need be longer than a bound is answered by solving over those of them that are no longer: it is so
/// if nobody more is left behind and the cost is the same. The least such bound is found by halving the list of
/// their lengths. The first question is whether the longest way can be shortened at all, as mostly it cannot. The
/// proof and the bottlenecks stay the same, for they hold for every cheapest allocation.
pub fn shorten_farthest<C: Costs>(problem: &Problem<C>, allocation: &Allocation) -> Allocation {
    let mut best = allocation.clone();
    let Some(farthest) = allocation.farthest(problem) else { return best };
    let pairs = tight_pairs(problem, allocation);
    let least = least_bound(problem, allocation, &pairs);
    let mut bounds: Vec<i64> = pairs.iter().map(|pair| pair.length).filter(|length| *length < farthest).collect();
    bounds.retain(|length| *length >= least);
    bounds.sort_unstable();
    bounds.dedup();
    let mut at = bounds.len().saturating_sub(1);
    while let Some(bound) = bounds.get(at) {
        if let Some((flows, left_over)) = within(*bound, problem, allocation, &pairs) {
            (best.flows, best.left_over) = (flows, left_over);
            bounds.truncate(at);
        } else {
            bounds.drain(..=at);
        }
        at = bounds.len() / 2;
    }
    best
}

/// A pair that costs exactly what the prices say.
struct Tight {
    group: usize,
    shelter: usize,
    cost: i64,
    length: i64,
}

fn tight_pairs<C: Costs>(problem: &Problem<C>, allocation: &Allocation) -> Vec<Tight> {
    let (proof, mut pairs, mut found) = (&allocation.proof, Vec::new(), Vec::new());
    for (group, price) in proof.groups.iter().enumerate() {
        problem.costs().cheaper(group, price.saturating_add(1), &proof.shelters, &mut found);
        pairs.extend(found.iter().filter_map(|&(shelter, cost)| {
            Some(Tight { group, shelter, cost, length: problem.costs().length(group, shelter)? })
        }));
    }
    pairs
}

/// The longest of the shortest ways of those groups that nobody may be left behind of.
fn least_bound<C: Costs>(problem: &Problem<C>, allocation: &Allocation, pairs: &[Tight]) -> i64 {
    let mut shortest = vec![i64::MAX; problem.people().len()];
    for pair in pairs {
        if let Some(shortest) = shortest.get_mut(pair.group) {
            *shortest = pair.length.min(*shortest);
        }
    }
    let all = shortest.iter().zip(problem.people()).zip(&allocation.proof.groups);
    let bound_to_go = all.filter(|((_, people), price)| **people > 0 && **price < allocation.proof.unplaced);
    bound_to_go.map(|((shortest, _), _)| *shortest).max().unwrap_or(i64::MIN)
}

/// Flows as cheap as `allocation` and the people left behind, over pairs no longer than `bound`; `None` if there
/// are no such flows.
fn within<C: Costs>(
    bound: i64,
    problem: &Problem<C>,
    allocation: &Allocation,
    pairs: &[Tight],
) -> Option<(Vec<Flow>, Vec<LeftOver>)> {
    let mut simplex = Simplex::new(problem.people(), problem.places(), problem.unplaced_price());
    for pair in pairs.iter().filter(|pair| pair.length <= bound) {
        simplex.add(pair.group, pair.shelter, pair.cost);
    }
    simplex.solve();
    let (flows, left_over) = simplex.flows();
    let left: i64 = left_over.iter().map(|left| left.people).sum();
    let same = left == allocation.shortage() && problem.cost_of(&flows) == allocation.cost;
    same.then_some((flows, left_over))
}
