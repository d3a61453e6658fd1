//! The search for a chain of groups that make room for each other.

use std::rc::Rc;

use super::rooms::Rooms;
use crate::allocation::{Costs, Problem};

/// How many of its nearest shelters a group looks at.
const NEAR: usize = 48;

/// How many groups may make room for one that moves, one after the other.
const CHAIN: usize = 2;

/// How many shelters one search looks at before it takes the best it has found.
const LOOKS: usize = 4_000;

/// Groups that change shelters in one go: the last of the list first, into room that is there.
#[derive(Default)]
struct Chain {
    /// Groups and where all of each goes, the one that made room before the one it made room for.
    steps: Vec<(usize, usize)>,
    /// What it costs more.
    rise: i64,
}

/// A group that looks for a shelter.
struct Step<'a> {
    mover: usize,
    /// The group the chain began with, which has left its places.
    first: usize,
    /// What the mover costs where it is.
    now: i64,
    /// Shelters whose room the chain has used already.
    met: &'a [usize],
    /// How many more groups may make room.
    depth: usize,
}

/// Shelters and the cost of one person of a group in each, the cheapest first.
type ByCost = Rc<[(usize, i64)]>;

/// The rooms, and what was found out about the ways to them.
pub(super) struct Search<'a, C> {
    problem: &'a Problem<C>,
    pub(super) rooms: Rooms,
    /// For each group once asked: its nearest shelters.
    near: Vec<Option<ByCost>>,
    /// How many looks the search that is going on has left.
    looks: usize,
}

impl<'a, C: Costs> Search<'a, C> {
    pub(super) fn new(problem: &'a Problem<C>, rooms: Rooms) -> Self {
        Self { problem, near: vec![None; rooms.groups()], rooms, looks: 0 }
    }

    /// Makes the cheapest move that brings `group` together at a shelter near it; whether there was one of at most
    /// `most_extra` each.
    pub(super) fn bring_together(&mut self, group: usize, most_extra: i64) -> bool {
        let near = self.near(group);
        let found = self.best_among(group, &near, self.limit(group, most_extra), CHAIN);
        found.map(|chain| self.make(&chain)).is_some()
    }

    /// Takes `group` together to the cheapest shelter anywhere that has room for it; whether there was one of at most
    /// `most_extra` each.
    pub(super) fn bring_anywhere(&mut self, group: usize, most_extra: i64) -> bool {
        let all = self.by_cost(group, self.rooms.shelters());
        let found = self.best_among(group, &all, self.limit(group, most_extra), 0);
        found.map(|chain| self.make(&chain)).is_some()
    }

    /// What a move of `group` must stay below. No chain costs a quarter of what 64 bits hold (`Problem::new`), and
    /// such a sum can still be added to.
    fn limit(&self, group: usize, most_extra: i64) -> i64 {
        most_extra.saturating_mul(self.rooms.people(group)).clamp(-1, i64::MAX / 4) + 1
    }

    /// Lets every unsplit group make a move after which all together pay less; whether any did.
    pub(super) fn improve(&mut self) -> bool {
        let mut any = false;
        for group in 0..self.rooms.groups() {
            if self.rooms.only_shelter(group).is_none() {
                continue;
            }
            let near = self.near(group);
            if let Some(found) = self.best_among(group, &near, 0, CHAIN) {
                self.make(&found);
                any = true;
            }
        }
        any
    }

    fn make(&mut self, chain: &Chain) {
        for (group, shelter) in &chain.steps {
            self.rooms.put(*group, *shelter);
        }
    }

    fn cost(&self, group: usize, shelter: usize) -> i64 {
        self.problem.costs().cost(group, shelter).unwrap_or(0)
    }

    fn by_cost(&self, group: usize, count: usize) -> ByCost {
        let mut found = Vec::new();
        self.problem.costs().nearest(group, count, &mut found);
        found.sort_unstable_by_key(|(shelter, cost)| (*cost, *shelter));
        found.into()
    }

    fn near(&mut self, group: usize) -> ByCost {
        if let Some(Some(near)) = self.near.get(group) {
            return Rc::clone(near);
        }
        let near = self.by_cost(group, NEAR);
        if let Some(kept) = self.near.get_mut(group) {
            *kept = Some(Rc::clone(&near));
        }
        near
    }

    /// The cheapest chain that begins with `group` going to one of `shelters` and costs less than `below`; at most
    /// `depth` groups make room.
    fn best_among(&mut self, group: usize, shelters: &[(usize, i64)], below: i64, depth: usize) -> Option<Chain> {
        self.looks = LOOKS.max(self.rooms.shelters());
        let parts = self.rooms.parts(group);
        let now = parts.iter().map(|(shelter, people)| self.cost(group, *shelter) * people).sum();
        self.best_from(&Step { mover: group, first: group, now, met: &[], depth }, shelters, below)
    }

    /// The cheapest chain that begins with `step` to one of `shelters`, which come cheapest first, and costs less
    /// than `below`. (A step that alone costs as much is not followed, though what comes after it could save.)
    fn best_from(&mut self, step: &Step, shelters: &[(usize, i64)], mut below: i64) -> Option<Chain> {
        let (people, mut best) = (self.rooms.people(step.mover), None);
        for (shelter, cost) in shelters {
            let rise = people * cost - step.now;
            if rise >= below || self.looks == 0 {
                break;
            }
            self.looks -= 1;
            if step.met.contains(shelter) {
                continue;
            }
            let lacking = people - self.rooms.room_without(step.first, *shelter);
            let onward = if lacking <= 0 {
                Some(Chain::default())
            } else {
                self.best_out(step, *shelter, lacking, below - rise)
            };
            if let Some(mut chain) = onward.filter(|chain| chain.rise + rise < below) {
                chain.steps.push((step.mover, *shelter));
                chain.rise += rise;
                below = chain.rise;
                best = Some(chain);
            }
        }
        best
    }

    /// The cheapest chain that makes room for `lacking` people in `shelter`, where `step` goes, and costs less than
    /// `below`.
    fn best_out(&mut self, step: &Step, shelter: usize, lacking: i64, mut below: i64) -> Option<Chain> {
        let depth = step.depth.checked_sub(1)?;
        let (first, met, mut best) = (step.first, [step.met, &[shelter]].concat(), None);
        for mover in self.rooms.whole_in(shelter).to_vec() {
            let people = self.rooms.people(mover);
            if people < lacking || mover == first {
                continue;
            }
            let now = people * self.cost(mover, shelter);
            let near = self.near(mover);
            if let Some(chain) = self.best_from(&Step { mover, first, now, met: &met, depth }, &near, below) {
                below = chain.rise;
                best = Some(chain);
            }
        }
        best
    }
}
