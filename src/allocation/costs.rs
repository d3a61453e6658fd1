//! What one person's way costs, and the two questions the solver asks about it.

/// The cost of taking one person of a group to a shelter, for every pair.
///
/// Whoever weights people (the vulnerable first, say) puts the weight into the cost; whoever forbids a pair (the
/// way leads through a danger zone, a family has not agreed) answers `None`. An implementor must always give the
/// same answer for the same pair, never a negative cost and never one above [`Costs::greatest`]; [`Matrix`] and
/// [`Ground`] see to that.
///
/// [`Matrix`]: super::Matrix
/// [`Ground`]: super::Ground
pub trait Costs {
    /// How many groups there are.
    fn groups(&self) -> usize;

    /// How many shelters there are.
    fn shelters(&self) -> usize;

    /// The cost of one person of `group` in `shelter`; `None` where the pair is forbidden or unknown.
    fn cost(&self, group: usize, shelter: usize) -> Option<i64>;

    /// A number no cost exceeds.
    fn greatest(&self) -> i64;

    /// Whether `group` may use `shelter` at all.
    fn allowed(&self, group: usize, shelter: usize) -> bool {
        self.cost(group, shelter).is_some()
    }

    /// The length of the way, for whoever asks about the longest one: the cost, unless the costs are weighted.
    fn length(&self, group: usize, shelter: usize) -> Option<i64> {
        self.cost(group, shelter)
    }

    /// Puts every allowed shelter of `group` with `cost < price + discounts[shelter]` into `found`, with its cost.
    ///
    /// This is asked for every group when a solution is proved, so it must not leave out a pair; but it need not
    /// work out a cost where a bound already decides.
    fn cheaper(&self, group: usize, price: i64, discounts: &[i64], found: &mut Vec<(usize, i64)>) {
        found.clear();
        found.extend(discounts.iter().enumerate().filter_map(|(shelter, discount)| {
            let cost = self.cost(group, shelter)?;
            (cost < price.saturating_add(*discount)).then_some((shelter, cost))
        }));
    }

    /// Puts about `count` allowed shelters of `group` with the least costs into `found`, with their costs.
    ///
    /// Only speed depends on the choice.
    fn nearest(&self, group: usize, count: usize, found: &mut Vec<(usize, i64)>) {
        found.clear();
        found.extend((0..self.shelters()).filter_map(|shelter| Some((shelter, self.cost(group, shelter)?))));
        if count < found.len() {
            let key = |&(shelter, cost): &(usize, i64)| (cost, turned(shelter, group, self.shelters()));
            found.select_nth_unstable_by_key(count, key);
            found.truncate(count);
        }
    }
}

/// A rank of `shelter` that begins at another shelter for every group: of shelters that are as good as each other,
/// not all groups should look at the same few.
pub(super) fn turned(shelter: usize, group: usize, shelters: usize) -> usize {
    let start = group % shelters.max(1);
    if shelter >= start { shelter - start } else { shelter + shelters - start }
}
