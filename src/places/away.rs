//! When something cannot be had: a school in term, a lorry at the garage.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Days, both included, on which something is not to be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AwayPeriod {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

impl AwayPeriod {
    /// Whether `day` is one of them.
    pub fn covers(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

/// The period that keeps something away on `day`.
pub fn away_on(periods: &[AwayPeriod], day: NaiveDate) -> Option<&AwayPeriod> {
    periods.iter().find(|period| period.covers(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_belong_to_a_period() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 9, day).unwrap();
        let term = [AwayPeriod { from: day(5), to: day(7), reason: "khai giảng".into() }];
        let away: Vec<u32> = (4..=8).filter(|number| away_on(&term, day(*number)).is_some()).collect();
        assert_eq!(away, [5, 6, 7]);
    }
}
