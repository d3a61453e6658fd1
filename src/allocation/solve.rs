//! The cheapest allocation: solved over few pairs, proved over all.

use super::bottleneck;
use super::costs::turned;
use super::simplex::Simplex;
use super::{Allocation, Costs, Problem, Proof};

/// How many of its nearest shelters a group starts with.
const NEAREST: usize = 16;

/// How many pairs that would be cheaper a group may bring into the second round; twice as many into each further one.
const MORE: usize = 6;

/// Places as many people as can be placed, at the least cost.
///
/// The network simplex solves the problem over the nearest shelters of each group; its prices are then held against
/// *every* pair. Pairs that would be cheaper join in and the simplex goes on from where it stood, until none is
/// left: then the prices prove the solution for all pairs (column generation: Ford and Fulkerson 1958).
pub fn allocate<C: Costs>(problem: &Problem<C>) -> Allocation {
    let mut simplex = Simplex::new(problem.people(), problem.places(), problem.unplaced_price());
    let mut found = Vec::new();
    for group in 0..problem.people().len() {
        problem.costs().nearest(group, NEAREST, &mut found);
        for (shelter, cost) in &found {
            simplex.add(group, *shelter, *cost);
        }
    }
    let mut more = MORE;
    loop {
        simplex.solve();
        let proof = proof_of(&simplex);
        if !add_cheaper(problem, &proof, more, &mut simplex) {
            return allocation_of(problem, &simplex, proof);
        }
        more = more.saturating_mul(2);
    }
}

fn proof_of(simplex: &Simplex) -> Proof {
    let (groups, shelters) = simplex.prices();
    Proof { groups, shelters, unplaced: simplex.unplaced_price() }
}

/// Adds the pairs that would be cheaper than the prices say, for each group the `more` that save most; whether there
/// were any.
fn add_cheaper<C: Costs>(problem: &Problem<C>, proof: &Proof, more: usize, simplex: &mut Simplex) -> bool {
    let (mut found, mut any) = (Vec::new(), false);
    for (group, price) in proof.groups.iter().enumerate() {
        problem.costs().cheaper(group, *price, &proof.shelters, &mut found);
        let reduced = |&(shelter, cost): &(usize, i64)| cost - proof.shelters.get(shelter).unwrap_or(&0);
        found.sort_unstable_by_key(|pair| (reduced(pair), turned(pair.0, group, problem.places().len())));
        for (shelter, cost) in found.iter().take(more) {
            simplex.add(group, *shelter, *cost);
            any = true;
        }
    }
    any
}

fn allocation_of<C: Costs>(problem: &Problem<C>, simplex: &Simplex, proof: Proof) -> Allocation {
    let (flows, left_over) = simplex.flows();
    let cost = problem.cost_of(&flows);
    let bottlenecks = bottleneck::find(problem, &flows, &left_over);
    Allocation { flows, left_over, cost, proof, bottlenecks }
}
