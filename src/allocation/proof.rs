//! Why no other solution is cheaper: prices that nobody can beat.

use super::{Allocation, Costs, Flaw, LeftOver, Problem};

/// Prices (the dual solution of the linear programme) that prove an [`Allocation`] the cheapest.
///
/// Read them as an auction: a person of group g pays `groups[g]`; a place in shelter s is cheaper by
/// `-shelters[s]`, which is 0 where places are left. If every allowed pair costs at least
/// `groups[g] + shelters[s]`, then no allocation costs less than what all people pay and all places give back,
/// and one whose every flow costs exactly that is the cheapest (weak duality and complementary slackness).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Proof {
    /// One price a group, in the unit of the costs.
    pub groups: Vec<i64>,
    /// One price a shelter, 0 or less.
    pub shelters: Vec<i64>,
    /// The price of leaving one person behind. Which size it has does not matter to the proof, as the people left
    /// behind are proved the fewest by the bottlenecks.
    pub unplaced: i64,
}

impl Proof {
    /// Checks `allocation` against `problem` pair by pair, asking only [`Costs::cost`]: nothing the solver did is
    /// believed. Takes the time of working out every cost once.
    pub fn check<C: Costs>(&self, problem: &Problem<C>, allocation: &Allocation) -> Result<(), Flaw> {
        if self.groups.len() != problem.people().len() || self.shelters.len() != problem.places().len() {
            return Err(Flaw::Size);
        }
        let free = free_places(problem, allocation)?;
        for (shelter, (price, free)) in self.shelters.iter().zip(&free).enumerate() {
            if *price > 0 || (*price < 0 && *free > 0) {
                return Err(Flaw::ShelterPrice(shelter));
            }
        }
        self.check_group_prices(allocation)?;
        self.check_flows(problem, allocation)?;
        self.check_pairs(problem)
    }

    fn check_group_prices(&self, allocation: &Allocation) -> Result<(), Flaw> {
        if let Some(group) = self.groups.iter().position(|price| *price > self.unplaced) {
            return Err(Flaw::GroupPrice(group));
        }
        let wrong = |left: &&LeftOver| self.groups.get(left.group) != Some(&self.unplaced);
        match allocation.left_over.iter().find(wrong) {
            Some(left) => Err(Flaw::GroupPrice(left.group)),
            None => Ok(()),
        }
    }

    fn price(&self, group: usize, shelter: usize) -> Option<i128> {
        Some(i128::from(*self.groups.get(group)?) + i128::from(*self.shelters.get(shelter)?))
    }

    fn check_flows<C: Costs>(&self, problem: &Problem<C>, allocation: &Allocation) -> Result<(), Flaw> {
        let mut sum = 0_i128;
        for flow in &allocation.flows {
            let flaw = Flaw::Flow(flow.group, flow.shelter);
            let cost = problem.costs().cost(flow.group, flow.shelter).ok_or(flaw)?;
            let price = self.price(flow.group, flow.shelter).ok_or(flaw)?;
            if i128::from(cost) > price {
                return Err(Flaw::Dearer(flow.group, flow.shelter));
            }
            sum += i128::from(cost) * i128::from(flow.people);
        }
        if sum == i128::from(allocation.cost) { Ok(()) } else { Err(Flaw::Cost) }
    }

    fn check_pairs<C: Costs>(&self, problem: &Problem<C>) -> Result<(), Flaw> {
        for (group, group_price) in self.groups.iter().enumerate() {
            for (shelter, shelter_price) in self.shelters.iter().enumerate() {
                let price = i128::from(*group_price) + i128::from(*shelter_price);
                if problem.costs().cost(group, shelter).is_some_and(|cost| i128::from(cost) < price) {
                    return Err(Flaw::Cheaper(group, shelter));
                }
            }
        }
        Ok(())
    }
}

/// The places left in each shelter, if everybody is counted once and nobody too many.
fn free_places<C: Costs>(problem: &Problem<C>, allocation: &Allocation) -> Result<Vec<i128>, Flaw> {
    let wide = |counts: &[i64]| counts.iter().copied().map(i128::from).collect::<Vec<_>>();
    let (mut people, mut free) = (wide(problem.people()), wide(problem.places()));
    for flow in &allocation.flows {
        let flaw = Flaw::Flow(flow.group, flow.shelter);
        if flow.people < 1 {
            return Err(flaw);
        }
        *people.get_mut(flow.group).ok_or(flaw)? -= i128::from(flow.people);
        *free.get_mut(flow.shelter).ok_or(flaw)? -= i128::from(flow.people);
    }
    for left in &allocation.left_over {
        match people.get_mut(left.group) {
            Some(people) if left.people > 0 => *people -= i128::from(left.people),
            _ => return Err(Flaw::People(left.group)),
        }
    }
    if let Some(group) = people.iter().position(|people| *people != 0) {
        return Err(Flaw::People(group));
    }
    match free.iter().position(|free| *free < 0) {
        Some(shelter) => Err(Flaw::Places(shelter)),
        None => Ok(free),
    }
}
