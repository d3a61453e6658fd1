//! Keeping groups together: from the cheapest flows, which may split a group, to one shelter for each group.

mod chains;
mod rooms;

use self::chains::Search;
use self::rooms::Rooms;
use super::{Allocation, Costs, Flow, Problem};

/// How often groups are brought together and moved for the better.
const ROUNDS: usize = 12;

/// An allocation in which groups were brought together.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Together {
    /// By group and then by shelter.
    pub flows: Vec<Flow>,
    /// The sum of cost times people over all flows.
    pub cost: i64,
    /// By how much that is above the cheapest flows. As no allocation of the same people costs less than those,
    /// the best one without split groups lies between the two if `split` is empty.
    pub rise: i64,
    /// Groups in more than one shelter before.
    pub were_split: usize,
    /// Groups that are still in more than one shelter, rising.
    pub split: Vec<usize>,
}

/// Brings split groups into one shelter each where there is room.
///
/// The largest split group chooses first. It takes the cheapest of these: a shelter near it with room for all of it;
/// or one where an unsplit group makes room by going to another, where again one may make room (an ejection chain of
/// two, after Glover 1996; a swap is such a chain too). It stays as it is if that would cost more than `most_extra`
/// for each of its people. Then every unsplit group makes such a move if all together pay less after it. Both are
/// done in turn until neither finds anything, at most 12 times; then once more the same, with any shelter that has
/// room as the last resort. No search takes more than some thousands of looks.
///
/// Deterministic, and a heuristic: the cheapest unsplit allocation is the generalised assignment problem and
/// NP-hard; `rise` bounds how far off this one can be. `allocation` must be a checked answer to `problem`. Who is
/// left over stays so, and a group some of whose people are left over is not moved.
pub fn keep_together<C: Costs>(problem: &Problem<C>, allocation: &Allocation, most_extra: i64) -> Together {
    let mut search = Search::new(problem, Rooms::of(problem, allocation));
    let mut waiting = search.rooms.split_groups();
    let were_split = waiting.len();
    waiting.retain(|group| allocation.left_over.iter().all(|left| left.group != *group));
    waiting.sort_by_key(|group| (std::cmp::Reverse(search.rooms.people(*group)), *group));
    for anywhere in [false, true] {
        for _ in 0..ROUNDS {
            let before = waiting.len();
            waiting.retain(|group| !search.bring_together(*group, most_extra));
            if anywhere {
                waiting.retain(|group| !search.bring_anywhere(*group, most_extra));
            }
            let better = search.improve();
            if !better && waiting.len() == before {
                break;
            }
        }
    }
    let (flows, split) = (search.rooms.flows(), search.rooms.split_groups());
    let cost = problem.cost_of(&flows);
    Together { cost, rise: cost - allocation.cost, were_split, split, flows }
}
