//! What comes into a store and leaves it. The stock is the sum of the changes; nothing is written over.

use chrono::NaiveDate;

use super::Quantity;
use crate::kernel::choices::choices;
use crate::kernel::ids::{MovementId, ResourceId};
use crate::kernel::{Localized, Timestamp};
use serde::{Deserialize, Serialize};

choices! {
    /// What happened to a stock.
    MovementKind {
        Received "nhập kho" "received",
        Issued "xuất, cấp phát" "issued",
        Spoiled "hư hỏng, hết hạn" "spoiled",
        | Counted "kiểm kê" "counted"
    }
}

/// A movement of a stock.
#[derive(Debug, Clone, PartialEq)]
pub struct Movement {
    /// Its id.
    pub id: MovementId,
    /// The supply.
    pub resource: ResourceId,
    /// Which one of that supply, counted from 1.
    pub position: i64,
    /// What happened.
    pub kind: MovementKind,
    /// How much; of a count what was found.
    pub quantity: Quantity,
    /// How much the stock changed by it; of a count how far the books were off.
    pub delta: Quantity,
    /// When it happened.
    pub happened_on: NaiveDate,
    /// When it was noted.
    pub noted_at: Timestamp,
    /// By whom.
    pub noted_by: String,
    /// Why.
    pub reason: String,
}

/// More was to leave than is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotInStock {
    /// What is there.
    pub stock: Quantity,
}

/// By how much a stock changes.
pub fn change_of(kind: MovementKind, quantity: Quantity, stock: Quantity) -> Result<Quantity, NotInStock> {
    match kind {
        MovementKind::Received => Ok(quantity),
        MovementKind::Counted => Ok(quantity.minus(stock)),
        MovementKind::Issued | MovementKind::Spoiled if quantity > stock => Err(NotInStock { stock }),
        MovementKind::Issued | MovementKind::Spoiled => Ok(Quantity::NONE.minus(quantity)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_count_keeps_the_difference_visible() {
        let (ten, seven) = (Quantity::whole(10), Quantity::whole(7));
        let delta = change_of(MovementKind::Counted, seven, ten).unwrap();
        assert_eq!((delta, ten.plus(delta)), (Quantity::whole(-3), seven));
        assert_eq!(change_of(MovementKind::Issued, ten, seven), Err(NotInStock { stock: seven }));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_stock_is_the_plain_sum_of_what_was_told(
            told in proptest::collection::vec((0_usize..4, 0_i64..5_000_000), 0..40)
        ) {
            let mut stock = Quantity::NONE;
            let mut deltas = Vec::new();
            let mut plain = 0_i64;
            for (kind, thousandths) in told {
                let kind = MovementKind::ALL[kind];
                let quantity = Quantity::of_thousandths(thousandths);
                match change_of(kind, quantity, stock) {
                    Ok(delta) => {
                        stock = stock.plus(delta);
                        deltas.push(delta);
                        match kind {
                            MovementKind::Received => plain += thousandths,
                            MovementKind::Issued | MovementKind::Spoiled => plain -= thousandths,
                            MovementKind::Counted => plain = thousandths,
                        }
                    }
                    Err(refused) => prop_assert_eq!(refused.stock.thousandths(), plain),
                }
                prop_assert!(plain >= 0);
            }
            prop_assert_eq!(stock.thousandths(), plain);
            prop_assert_eq!(deltas.into_iter().sum::<Quantity>(), stock);
        }
    }
}
