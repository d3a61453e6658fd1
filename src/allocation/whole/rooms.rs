//! Who is where, and what room is left.

use crate::allocation::{Allocation, Costs, Flow, Problem};

/// The shelters of every group and the room in every shelter, as groups move.
pub(super) struct Rooms {
    people: Vec<i64>,
    /// For each group, its shelters and how many of it are there.
    parts: Vec<Vec<(usize, i64)>>,
    free: Vec<i64>,
    /// For each shelter, the groups that are there with all their people.
    whole: Vec<Vec<usize>>,
}

impl Rooms {
    /// As `allocation` has it.
    pub(super) fn of<C: Costs>(problem: &Problem<C>, allocation: &Allocation) -> Self {
        let (people, mut free) = (problem.people().to_vec(), problem.places().to_vec());
        let mut parts = vec![Vec::new(); people.len()];
        for flow in &allocation.flows {
            if let (Some(parts), Some(free)) = (parts.get_mut(flow.group), free.get_mut(flow.shelter)) {
                parts.push((flow.shelter, flow.people));
                *free -= flow.people;
            }
        }
        let mut rooms = Self { people, parts, whole: vec![Vec::new(); free.len()], free };
        for group in 0..rooms.people.len() {
            if let Some(shelter) = rooms.only_shelter(group)
                && let Some(whole) = rooms.whole.get_mut(shelter)
            {
                whole.push(group);
            }
        }
        rooms
    }

    /// The shelters of `group` and how many of it are in each.
    pub(super) fn parts(&self, group: usize) -> &[(usize, i64)] {
        self.parts.get(group).map_or(&[], Vec::as_slice)
    }

    /// The shelter where all of `group` is, if it is in one.
    pub(super) fn only_shelter(&self, group: usize) -> Option<usize> {
        match self.parts(group) {
            [(shelter, people)] if *people == self.people(group) => Some(*shelter),
            _ => None,
        }
    }

    /// The groups that are in `shelter` with all their people.
    pub(super) fn whole_in(&self, shelter: usize) -> &[usize] {
        self.whole.get(shelter).map_or(&[], Vec::as_slice)
    }

    /// How many people a group has, placed or not.
    pub(super) fn people(&self, group: usize) -> i64 {
        self.people.get(group).copied().unwrap_or(0)
    }

    /// How many groups there are.
    pub(super) fn groups(&self) -> usize {
        self.people.len()
    }

    /// How many shelters there are.
    pub(super) fn shelters(&self) -> usize {
        self.free.len()
    }

    /// The groups in more than one shelter.
    pub(super) fn split_groups(&self) -> Vec<usize> {
        (0..self.groups()).filter(|group| self.parts(*group).len() > 1).collect()
    }

    /// The places in `shelter` if `group` had left it.
    pub(super) fn room_without(&self, group: usize, shelter: usize) -> i64 {
        let own = self.parts(group).iter().find(|(at, _)| *at == shelter).map_or(0, |(_, people)| *people);
        self.free.get(shelter).copied().unwrap_or(0) + own
    }

    /// Takes `group` out of wherever it is and puts all of it into `shelter`.
    pub(super) fn put(&mut self, group: usize, shelter: usize) {
        let people = self.people(group);
        let Some(parts) = self.parts.get_mut(group) else { return };
        for (left, people) in std::mem::replace(parts, vec![(shelter, people)]) {
            if let (Some(free), Some(whole)) = (self.free.get_mut(left), self.whole.get_mut(left)) {
                *free += people;
                whole.retain(|there| *there != group);
            }
        }
        if let (Some(free), Some(whole)) = (self.free.get_mut(shelter), self.whole.get_mut(shelter)) {
            *free -= people;
            whole.push(group);
        }
    }

    /// Who goes where, by group and then by shelter.
    pub(super) fn flows(&self) -> Vec<Flow> {
        let parts = self.parts.iter().enumerate();
        let flow = |group| move |&(shelter, people): &(usize, i64)| Flow { group, shelter, people };
        let mut flows: Vec<_> = parts.flat_map(|(group, parts)| parts.iter().map(flow(group))).collect();
        flows.sort_unstable_by_key(|flow| (flow.group, flow.shelter));
        flows
    }
}
