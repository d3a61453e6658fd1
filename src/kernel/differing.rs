//! What differs between two lists of shared values that stand in the same order, most of them the very same.

use std::cmp::Ordering;
use std::sync::Arc;

/// The values of `before` and those of `now` that the other list does not share, each in its order. Both lists stand in
/// the order of `by`.
///
/// Values that are the same (the same `Arc`) are passed over without a look at them, so two lists of 100,000 are told
/// apart within a millisecond. What was made anew is given on both sides, whether or not it says something else.
///
/// ```
/// use std::sync::Arc;
/// use ungpho::kernel::differing::differing;
/// let [a, b, c, d] = ["a", "b", "c", "d"].map(Arc::new);
/// let (before, now) = ([a.clone(), b.clone(), c], [a, b, d]);
/// let (gone, come) = differing(&before, &now, |name| *name);
/// assert_eq!((**gone[0], **come[0], gone.len(), come.len()), ("c", "d", 1, 1));
/// ```
pub fn differing<'l, T, K: Ord + ?Sized>(
    before: &'l [Arc<T>],
    now: &'l [Arc<T>],
    by: impl Fn(&T) -> &K,
) -> (Vec<&'l Arc<T>>, Vec<&'l Arc<T>>) {
    let (mut old, mut new) = (before.iter().peekable(), now.iter().peekable());
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    loop {
        let order = match (old.peek(), new.peek()) {
            (Some(one), Some(other)) if Arc::ptr_eq(one, other) => {
                old.next();
                new.next();
                continue;
            }
            (Some(one), Some(other)) => by(one).cmp(by(other)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return (gone, come),
        };
        if order.is_le() {
            gone.extend(old.next());
        }
        if order.is_ge() {
            come.extend(new.next());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Names with a number of how often they were made anew; each list in the order of names.
    fn lists() -> impl Strategy<Value = [BTreeMap<u8, u8>; 2]> {
        let list = || proptest::collection::btree_map(0..12_u8, 0..2_u8, 0..12);
        [list(), list()]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_given_is_what_the_other_list_does_not_share([before, now] in lists()) {
            let mut made: BTreeMap<(u8, u8), Arc<(u8, u8)>> = BTreeMap::new();
            let mut list = |of: &BTreeMap<u8, u8>| -> Vec<Arc<(u8, u8)>> {
                of.iter().map(|(name, how)| Arc::clone(made.entry((*name, *how)).or_insert_with(|| Arc::new((*name, *how))))).collect()
            };
            let (before, now) = (list(&before), list(&now));
            let (gone, come) = differing(&before, &now, |(name, _)| name);
            let missing = |of: &[Arc<(u8, u8)>], from: &[Arc<(u8, u8)>]| -> Vec<(u8, u8)> {
                of.iter().filter(|value| !from.contains(value)).map(|value| **value).collect()
            };
            prop_assert_eq!(gone.into_iter().map(|value| **value).collect::<Vec<_>>(), missing(&before, &now));
            prop_assert_eq!(come.into_iter().map(|value| **value).collect::<Vec<_>>(), missing(&now, &before));
        }
    }
}
