//! The answer: who goes where, who is left over, and why it cannot be better.

use super::{Bottleneck, Costs, Flaw, Problem, Proof, bottleneck};

/// People of one group who go to one shelter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Flow {
    /// Place of the group in its list.
    pub group: usize,
    /// Place of the shelter in its list.
    pub shelter: usize,
    /// How many people, 1 or more.
    pub people: i64,
}

/// People of one group for whom there is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct LeftOver {
    /// Place of the group in its list.
    pub group: usize,
    /// How many people, 1 or more.
    pub people: i64,
}

/// Who goes where: as many people as can be placed, at the least cost, with the proof of both.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Allocation {
    /// By group and then by shelter; a group may be split.
    pub flows: Vec<Flow>,
    /// Who cannot be placed, by group; empty if all can. No allocation leaves fewer people.
    pub left_over: Vec<LeftOver>,
    /// The sum of cost times people over all flows.
    pub cost: i64,
    /// Why no allocation of as many people costs less.
    pub proof: Proof,
    /// Why no allocation places more people; empty if all are placed.
    pub bottlenecks: Vec<Bottleneck>,
}

impl Allocation {
    /// People who cannot be placed, whatever is done.
    pub fn shortage(&self) -> i64 {
        self.left_over.iter().map(|left| left.people).sum()
    }

    /// The length of the longest way anybody goes; `None` if nobody goes.
    pub fn farthest<C: Costs>(&self, problem: &Problem<C>) -> Option<i64> {
        self.flows.iter().filter_map(|flow| problem.costs().length(flow.group, flow.shelter)).max()
    }

    /// Checks that this allocation of `problem` leaves the fewest people behind and that none of as many people is
    /// cheaper, without relying on how it was found.
    pub fn check<C: Costs>(&self, problem: &Problem<C>) -> Result<(), Flaw> {
        self.proof.check(problem, self)?;
        bottleneck::check(problem, self)
    }
}
