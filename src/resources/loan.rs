//! Loans between units. One that nobody consented to counts for nothing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Quantity;
use crate::kernel::choices::choices;
use crate::kernel::ids::{LoanId, ResourceId};
use crate::kernel::{Localized, Timestamp};

choices! {
    /// Where a loan stands.
    LoanState {
        Consented "đã đồng ý" "consented",
        Refused "từ chối" "refused",
        Withdrawn "đã rút, đã trả" "withdrawn or given back",
        | Asked "chờ trả lời" "waiting for an answer"
    }
}

/// A resource another unit asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Loan {
    /// Its id.
    pub id: LoanId,
    /// What is asked for.
    pub resource: ResourceId,
    /// The unit it belongs to.
    pub owner_code: String,
    /// The unit that asks.
    pub to_unit: String,
    /// How much.
    pub quantity: Quantity,
    /// From when.
    pub first_day: NaiveDate,
    /// Until when, that day included.
    pub last_day: NaiveDate,
    /// What for.
    pub purpose: String,
    /// Where it stands.
    pub state: LoanState,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: Timestamp,
    /// Who consented, refused or withdrew.
    pub answered_by: Option<String>,
    /// When.
    pub answered_at: Option<Timestamp>,
    /// Why it was refused or withdrawn.
    pub answer_reason: String,
    /// Counts its changes.
    pub revision: i64,
}

impl Loan {
    /// Whether it takes something away on `day`.
    fn counts_on(&self, day: NaiveDate) -> bool {
        self.state == LoanState::Consented && (self.first_day..=self.last_day).contains(&day)
    }
}

/// How much of a resource is with others on `day`.
pub fn lent_on(loans: &[Loan], day: NaiveDate) -> Quantity {
    loans.iter().filter(|loan| loan.counts_on(day)).map(|loan| loan.quantity).sum()
}

/// How much of `quantity` is free on every day of a period. It is least on a day on which a loan begins, or on the first.
pub fn free_between(quantity: Quantity, loans: &[Loan], first: NaiveDate, last: NaiveDate) -> Quantity {
    let begin = loans.iter().map(|loan| loan.first_day).filter(|day| (first..=last).contains(day));
    let most = std::iter::once(first).chain(begin).map(|day| lent_on(loans, day)).max().unwrap_or_default();
    quantity.minus(most).max(Quantity::NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
    }

    fn loan(quantity: i64, from: u32, to: u32, state: LoanState) -> Loan {
        Loan {
            id: LoanId::new(Timestamp::UNIX_EPOCH),
            resource: ResourceId::new(Timestamp::UNIX_EPOCH),
            owner_code: "A".into(),
            to_unit: "B".into(),
            quantity: Quantity::whole(quantity),
            first_day: day(from),
            last_day: day(to),
            purpose: String::new(),
            state,
            asked_by: String::new(),
            asked_at: Timestamp::UNIX_EPOCH,
            answered_by: None,
            answered_at: None,
            answer_reason: String::new(),
            revision: 1,
        }
    }

    #[test]
    fn only_what_was_consented_to_is_away_and_only_on_its_days() {
        use LoanState::{Asked, Consented, Refused, Withdrawn};
        let mut loans: Vec<Loan> = [Asked, Refused, Withdrawn].map(|state| loan(2, 1, 30, state)).into();
        assert_eq!(lent_on(&loans, day(5)), Quantity::NONE);
        loans.push(loan(2, 5, 7, Consented));
        let lent: Vec<i64> = (4..=8).map(|at| lent_on(&loans, day(at)).thousandths() / 1_000).collect();
        assert_eq!(lent, [0, 2, 2, 2, 0]);
    }

    #[test]
    fn what_is_free_is_what_is_left_on_the_worst_day() {
        let loans = [loan(2, 1, 10, LoanState::Consented), loan(3, 8, 12, LoanState::Consented)];
        let free = |first, last| free_between(Quantity::whole(6), &loans, day(first), day(last)).thousandths() / 1_000;
        assert_eq!(free(1, 5), 4);
        assert_eq!(free(1, 9), 1, "both on the eighth");
        assert_eq!(free(11, 20), 3);
        assert_eq!(free(13, 20), 6);
    }
}
