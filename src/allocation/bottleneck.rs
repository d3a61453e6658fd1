//! Why people are left over: who can reach too few places, and which.

use std::collections::BTreeMap;

use super::{Allocation, Costs, Flaw, Flow, LeftOver, Problem};

/// Groups that may use no shelters but these, which have fewer places than the groups have people.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Bottleneck {
    /// Places of the groups in their list, rising.
    pub groups: Vec<usize>,
    /// Every shelter with places that one of them may use; places in the list, rising.
    pub shelters: Vec<usize>,
    /// People in these groups.
    pub people: i64,
    /// Places in these shelters.
    pub places: i64,
}

/// The bottlenecks of the flows of a largest allocation, each as small as can be, none sharing a shelter with another.
///
/// From a group left over one walks to every shelter it may use, from there to every group that takes up places in
/// it, and so on. All shelters met are full, else more people could be placed; what was met is the least minimum cut
/// of the network (Ford and Fulkerson 1956), split into the parts that do not hang together.
pub(super) fn find<C: Costs>(problem: &Problem<C>, flows: &[Flow], left_over: &[LeftOver]) -> Vec<Bottleneck> {
    let mut takers = vec![Vec::new(); problem.places().len()];
    for flow in flows {
        if let Some(takers) = takers.get_mut(flow.shelter) {
            takers.push(flow.group);
        }
    }
    let groups = problem.people().len();
    let mut parts = Parts::new(groups + takers.len());
    let mut waiting: Vec<usize> = left_over.iter().map(|left| left.group).collect();
    let mut met = vec![false; groups];
    while let Some(group) = waiting.pop() {
        if met.get_mut(group).is_none_or(|met| std::mem::replace(met, true)) {
            continue;
        }
        for shelter in open_to(problem, group) {
            parts.join(group, groups + shelter);
            waiting.extend(takers.get_mut(shelter).map(std::mem::take).unwrap_or_default());
        }
    }
    gather(problem, &met, &mut parts)
}

/// The shelters with places that `group` may use.
fn open_to<C: Costs>(problem: &Problem<C>, group: usize) -> impl Iterator<Item = usize> {
    let open = problem.places().iter().enumerate().filter(|(_, places)| **places > 0);
    open.map(|(shelter, _)| shelter).filter(move |shelter| problem.costs().allowed(group, *shelter))
}

/// One bottleneck for each part of the groups `met`, with the shelters joined to it.
fn gather<C: Costs>(problem: &Problem<C>, met: &[bool], parts: &mut Parts) -> Vec<Bottleneck> {
    let none = || Bottleneck { groups: Vec::new(), shelters: Vec::new(), people: 0, places: 0 };
    let mut found = BTreeMap::new();
    for (group, people) in problem.people().iter().enumerate().filter(|(group, _)| met.get(*group) == Some(&true)) {
        let bottleneck = found.entry(parts.part(group)).or_insert_with(none);
        bottleneck.groups.push(group);
        bottleneck.people += people;
    }
    for (shelter, places) in problem.places().iter().enumerate() {
        if let Some(bottleneck) = found.get_mut(&parts.part(met.len() + shelter)) {
            bottleneck.shelters.push(shelter);
            bottleneck.places += places;
        }
    }
    found.into_values().collect()
}

/// Checks that the bottlenecks of `allocation` force as many people to be left behind as it leaves: by Hall's
/// theorem no allocation places more.
pub(super) fn check<C: Costs>(problem: &Problem<C>, allocation: &Allocation) -> Result<(), Flaw> {
    let (groups, shelters) = (problem.people().len(), problem.places().len());
    let (mut group_in, mut shelter_in) = (vec![None; groups], vec![None; shelters]);
    let (mut short, mut left) = (0_i128, 0_i128);
    for (at, bottleneck) in allocation.bottlenecks.iter().enumerate() {
        short += claim(&mut group_in, &bottleneck.groups, at, problem.people(), bottleneck.people)?;
        short -= claim(&mut shelter_in, &bottleneck.shelters, at, problem.places(), bottleneck.places)?;
    }
    for part in &allocation.left_over {
        left += i128::from(part.people);
    }
    if short != left {
        return Err(Flaw::Shortage);
    }
    for (group, part) in group_in.iter().enumerate().filter(|(_, part)| part.is_some()) {
        if let Some(out) = open_to(problem, group).find(|shelter| shelter_in.get(*shelter) != Some(part)) {
            return Err(Flaw::WayOut(group, out));
        }
    }
    Ok(())
}

/// Marks `members` as belonging to bottleneck `at`, and checks that none belongs to another and that they count up
/// to `sum`.
fn claim(owners: &mut [Option<usize>], members: &[usize], at: usize, counts: &[i64], sum: i64) -> Result<i128, Flaw> {
    let mut counted = 0_i128;
    for member in members {
        let owner = owners.get_mut(*member).ok_or(Flaw::Size)?;
        if owner.replace(at).is_some() {
            return Err(Flaw::Shortage);
        }
        counted += i128::from(*counts.get(*member).ok_or(Flaw::Size)?);
    }
    if counted == i128::from(sum) { Ok(counted) } else { Err(Flaw::Shortage) }
}

/// What hangs together: union-find with halved ways (Tarjan and van Leeuwen 1984).
struct Parts(Vec<usize>);

impl Parts {
    fn new(members: usize) -> Self {
        Self((0..members).collect())
    }

    fn above(&self, member: usize) -> usize {
        self.0.get(member).copied().unwrap_or(member)
    }

    /// The member that stands for the part of `member`.
    fn part(&mut self, mut member: usize) -> usize {
        while self.above(member) != member {
            let skip = self.above(self.above(member));
            if let Some(above) = self.0.get_mut(member) {
                *above = skip;
            }
            member = skip;
        }
        member
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.part(a), self.part(b));
        if let Some(above) = self.0.get_mut(a) {
            *above = b;
        }
    }
}
