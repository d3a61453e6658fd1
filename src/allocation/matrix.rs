//! Costs kept in a table, worked out once by any function.

use super::{Costs, Fault, MOST_PAIRS};

/// A table of costs: one row a group, one column a shelter; whole numbers of any unit, each 0 or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    groups: usize,
    shelters: usize,
    costs: Vec<i64>,
    greatest: i64,
    /// The length of each way, where it is not its cost.
    lengths: Option<Vec<i64>>,
}

/// Stands in the table for a pair that is forbidden.
const FORBIDDEN: i64 = i64::MAX;

impl Matrix {
    /// Asks `cost` once for every pair (group, shelter); `None` forbids it.
    ///
    /// Takes 8 bytes a pair: 32 MB for 5,000 groups and 800 shelters.
    pub fn from_fn(
        groups: usize,
        shelters: usize,
        mut cost: impl FnMut(usize, usize) -> Option<i64>,
    ) -> Result<Self, Fault> {
        let pairs = groups.checked_mul(shelters).filter(|pairs| *pairs <= MOST_PAIRS).ok_or(Fault::TooLarge)?;
        let (mut costs, mut greatest) = (Vec::with_capacity(pairs), 0);
        for group in 0..groups {
            for shelter in 0..shelters {
                costs.push(match cost(group, shelter) {
                    Some(cost) if cost < 0 => return Err(Fault::NegativeCost { group, shelter }),
                    Some(FORBIDDEN) => return Err(Fault::TooLarge),
                    Some(cost) => {
                        greatest = greatest.max(cost);
                        cost
                    }
                    None => FORBIDDEN,
                });
            }
        }
        Ok(Self { groups, shelters, costs, greatest, lengths: None })
    }

    /// Asks `length` once for every pair (group, shelter), as the longest way is to be the one of greatest length, not
    /// of greatest cost.
    #[must_use]
    pub fn measured(self, mut length: impl FnMut(usize, usize) -> i64) -> Self {
        let shelters = self.shelters;
        let pairs = (0..self.groups).flat_map(|group| (0..shelters).map(move |shelter| (group, shelter)));
        Self { lengths: Some(pairs.map(|(group, shelter)| length(group, shelter)).collect()), ..self }
    }

    fn place(&self, group: usize, shelter: usize) -> Option<usize> {
        if shelter < self.shelters { group.checked_mul(self.shelters)?.checked_add(shelter) } else { None }
    }

    fn row(&self, group: usize) -> &[i64] {
        let start = group.saturating_mul(self.shelters);
        self.costs.get(start..start.saturating_add(self.shelters)).unwrap_or_default()
    }
}

impl Costs for Matrix {
    fn groups(&self) -> usize {
        self.groups
    }

    fn shelters(&self) -> usize {
        self.shelters
    }

    fn cost(&self, group: usize, shelter: usize) -> Option<i64> {
        self.costs.get(self.place(group, shelter)?).copied().filter(|cost| *cost != FORBIDDEN)
    }

    fn length(&self, group: usize, shelter: usize) -> Option<i64> {
        let cost = self.cost(group, shelter)?;
        match &self.lengths {
            Some(lengths) => lengths.get(self.place(group, shelter)?).copied(),
            None => Some(cost),
        }
    }

    fn greatest(&self) -> i64 {
        self.greatest
    }

    fn cheaper(&self, group: usize, price: i64, discounts: &[i64], found: &mut Vec<(usize, i64)>) {
        found.clear();
        for (shelter, (cost, discount)) in self.row(group).iter().zip(discounts).enumerate() {
            if *cost < price.saturating_add(*discount) {
                found.push((shelter, *cost));
            }
        }
    }
}
