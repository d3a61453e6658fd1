//! The network simplex for transportation: people at the groups, places at the shelters, arcs between them.
//!
//! Method: the primal simplex of Dantzig (1951) on a spanning tree, kept strongly feasible so that it cannot run in
//! circles (Cunningham, "A network simplex method", Mathematical Programming 11, 1976); the arc to enter is
//! the best of a block of arcs in turn, as Király and Kovács measured it to be fastest ("Efficient
//! implementations of minimum-cost flow algorithms", Acta Univ. Sapientiae, Informatica 4, 2012).
//!
//! Two nodes are added so that people and places always come out even: *spare* fills the places nobody takes at no
//! cost, and *nowhere* takes the people who find no place, at a price above any detour. So there is always a first
//! solution (all places spare, all people nowhere), and no arc needs an upper bound.
#![allow(clippy::indexing_slicing)] // arc and node numbers are made here, from counts the problem has checked

use super::tree::{NONE, Tree};
use super::{Flow, LeftOver};

/// The state of a solve: it can be given more arcs and go on from where it stood.
#[derive(Debug, Clone)]
pub(super) struct Simplex {
    groups: usize,
    arcs: Vec<Arc>,
    tree: Tree,
    /// What a person is worth at a node: a person moves along an arc if the gain exceeds its cost.
    worth: Vec<i64>,
    /// Where the next search for an arc begins.
    turn: usize,
    unplaced_price: i64,
}

/// A way from a node that has people to a node that has places.
#[derive(Debug, Clone, Copy)]
struct Arc {
    from: u32,
    to: u32,
    cost: i64,
}

/// What stops the flow along a cycle.
struct Stop {
    /// The node whose arc to its parent empties first.
    node: u32,
    /// How many people it lets pass.
    people: i64,
    /// Whether it lies between the root and the tail of the entering arc (else its head).
    at_tail: bool,
    /// The node of the cycle nearest to the root.
    top: u32,
}

/// A node number of a place in a list; lists are checked by `Problem::new` to be short enough.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NONE)
}

impl Simplex {
    /// All people nowhere, all places spare, no arcs yet.
    pub(super) fn new(people: &[i64], places: &[i64], unplaced_price: i64) -> Self {
        let (groups, nodes) = (people.len(), people.len() + places.len() + 2);
        let (spare, nowhere) = (number(nodes - 2), number(nodes - 1));
        let mut simplex =
            Self { groups, arcs: Vec::new(), tree: Tree::new(nodes), worth: vec![0; nodes], turn: 0, unplaced_price };
        simplex.hang(spare, nowhere, Arc { from: spare, to: nowhere, cost: 0 }, 0);
        for (group, people) in (0..).zip(people) {
            simplex.hang(group, nowhere, Arc { from: group, to: nowhere, cost: unplaced_price }, *people);
            simplex.worth[group as usize] = unplaced_price;
        }
        // A shelter without places could not send anybody back to the root: it stays out of the tree.
        for (shelter, places) in (number(groups)..).zip(places).filter(|(_, places)| **places > 0) {
            simplex.hang(shelter, spare, Arc { from: spare, to: shelter, cost: 0 }, *places);
        }
        simplex
    }

    fn hang(&mut self, node: u32, parent: u32, arc: Arc, flow: i64) {
        self.tree.hang(node, parent, number(self.arcs.len()), flow);
        self.arcs.push(arc);
    }

    /// Adds the way from `group` to `shelter`; a shelter without places has none.
    pub(super) fn add(&mut self, group: usize, shelter: usize, cost: i64) {
        let to = number(self.groups + shelter);
        if self.tree.node(to).parent != NONE {
            self.arcs.push(Arc { from: number(group), to, cost });
        }
    }

    /// Goes on to the least cost over the arcs there are.
    pub(super) fn solve(&mut self) {
        while let Some(arc) = self.entering() {
            self.pivot(arc);
        }
    }

    /// What the cost changes by for each person who takes this arc.
    fn reduced(&self, arc: Arc) -> i64 {
        arc.cost - self.worth[arc.from as usize] + self.worth[arc.to as usize]
    }

    /// The arc that saves most in the first block of arcs in turn where any saves.
    fn entering(&mut self) -> Option<usize> {
        let block = self.arcs.len().isqrt().max(20);
        let (before, after) = self.arcs.split_at(self.turn.min(self.arcs.len()));
        let (mut best, mut least, mut at) = (None, 0, before.len());
        for arcs in after.chunks(block).chain(before.chunks(block)) {
            if at == self.arcs.len() {
                at = 0;
            }
            for (arc, found) in arcs.iter().zip(at..) {
                let reduced = self.reduced(*arc);
                if reduced < least {
                    (best, least) = (Some(found), reduced);
                }
            }
            at += arcs.len();
            if best.is_some() {
                self.turn = at;
                return best;
            }
        }
        None
    }

    /// Sends as many people as can go round the cycle that `entering` closes, and takes the arc that stops them
    /// out of the tree.
    fn pivot(&mut self, entering: usize) {
        let arc = self.arcs[entering];
        let reduced = self.reduced(arc);
        let stop = self.stop(arc);
        self.shift(arc.from, stop.top, stop.people);
        self.shift(arc.to, stop.top, -stop.people);
        let (inside, outside, change) =
            if stop.at_tail { (arc.from, arc.to, reduced) } else { (arc.to, arc.from, -reduced) };
        self.tree.rehang(inside, stop.node, outside, number(entering), stop.people);
        let worth = &mut self.worth;
        self.tree.branch(inside, |node| worth[node as usize] += change);
    }

    /// Whether people start at this node (groups and spare), so that its arc leads up to its parent.
    fn has_people(&self, node: u32) -> bool {
        (node as usize) < self.groups || node as usize == self.worth.len() - 2
    }

    /// What stops the cycle through `arc`: of the arcs that empty at once, the last from the top round in the
    /// direction of flow (this choice keeps the tree strongly feasible).
    fn stop(&self, arc: Arc) -> Stop {
        let top = self.tree.meeting(arc.from, arc.to);
        let mut stop = Stop { node: NONE, people: i64::MAX, at_tail: true, top };
        let mut node = arc.from;
        while node != top {
            let above = self.tree.node(node);
            if self.has_people(node) && above.flow < stop.people {
                stop = Stop { node, people: above.flow, at_tail: true, top };
            }
            node = above.parent;
        }
        node = arc.to;
        while node != top {
            let above = self.tree.node(node);
            if !self.has_people(node) && above.flow <= stop.people {
                stop = Stop { node, people: above.flow, at_tail: false, top };
            }
            node = above.parent;
        }
        stop
    }

    /// Takes `people` off the arcs that lead up from `node` to `top`, and puts them on those that lead down.
    fn shift(&mut self, mut node: u32, top: u32, people: i64) {
        while node != top {
            self.tree.add_flow(node, if self.has_people(node) { -people } else { people });
            node = self.tree.node(node).parent;
        }
    }

    /// What a place costs at each group, and what it is cheaper by at each shelter (0 or less).
    pub(super) fn prices(&self) -> (Vec<i64>, Vec<i64>) {
        let (groups, others) = self.worth.split_at(self.groups);
        let (shelters, ends) = others.split_at(others.len() - 2);
        let base = ends[0];
        let groups: Vec<_> = groups.iter().map(|worth| worth - base).collect();
        let closed = groups.iter().copied().max().unwrap_or(0).max(0);
        let open = |at: usize| self.tree.node(number(self.groups + at)).parent != NONE;
        let price = |(at, worth): (usize, &i64)| if open(at) { base - worth } else { -closed };
        (groups, shelters.iter().enumerate().map(price).collect())
    }

    /// What leaving a person behind costs, on the scale of [`Simplex::prices`].
    pub(super) fn unplaced_price(&self) -> i64 {
        let ends = &self.worth[self.worth.len() - 2..];
        self.unplaced_price + ends[1] - ends[0]
    }

    /// Who goes where, by group and shelter, and who goes nowhere, by group.
    pub(super) fn flows(&self) -> (Vec<Flow>, Vec<LeftOver>) {
        let (mut flows, mut left_over) = (Vec::new(), Vec::new());
        for node in self.tree.nodes().iter().filter(|node| node.arc != NONE && node.flow > 0) {
            let Arc { from, to, .. } = self.arcs[node.arc as usize];
            let (group, to) = (from as usize, to as usize);
            if group < self.groups && to + 1 == self.worth.len() {
                left_over.push(LeftOver { group, people: node.flow });
            } else if group < self.groups {
                flows.push(Flow { group, shelter: to - self.groups, people: node.flow });
            }
        }
        flows.sort_unstable_by_key(|flow| (flow.group, flow.shelter));
        left_over.sort_unstable_by_key(|left| left.group);
        (flows, left_over)
    }
}
