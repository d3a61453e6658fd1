//! When a zone was in force, at which revision: by plans, and by itself where no plan held it.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

/// Days on which something was in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Period {
    /// The first day, in Viet Nam.
    pub from: NaiveDate,
    /// The first day on which it no longer was; `None` while no end is known.
    pub to: Option<NaiveDate>,
    /// The revision of the zone.
    #[serde(skip)]
    pub revision: i64,
}

impl Period {
    fn is_empty(&self) -> bool {
        self.to.is_some_and(|to| to <= self.from)
    }

    /// What is left of it when the days of `other` are taken away.
    fn without(self, other: &Self) -> [Option<Self>; 2] {
        let ends_before = self.to.is_some_and(|to| to <= other.from);
        let begins_after = other.to.is_some_and(|to| to <= self.from);
        if ends_before || begins_after {
            return [Some(self), None];
        }
        let before = (self.from < other.from).then_some(Self { to: Some(other.from), ..self });
        let after = other.to.filter(|to| self.to.is_none_or(|end| *to < end)).map(|from| Self { from, ..self });
        [before, after]
    }
}

/// The days on which a zone was in force, in order. What a plan approved goes before how the zone stood by itself.
pub fn periods(by_plan: &[Period], by_itself: &[Period]) -> Vec<Period> {
    let mut left: Vec<Period> = by_itself.to_vec();
    for taken in by_plan {
        left = left.into_iter().flat_map(|period| period.without(taken)).flatten().collect();
    }
    let mut all: Vec<Period> = by_plan.iter().copied().chain(left).filter(|period| !period.is_empty()).collect();
    all.sort_by_key(|period| period.from);
    let mut joined: Vec<Period> = Vec::with_capacity(all.len());
    for period in all {
        match joined.last_mut() {
            Some(last) if last.to == Some(period.from) && last.revision == period.revision => last.to = period.to,
            _ => joined.push(period),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, n).unwrap()
    }

    fn period(from: u32, to: u32, revision: i64) -> Period {
        Period { from: day(from), to: (to > 0).then(|| day(to)), revision }
    }

    #[test]
    fn a_plan_goes_before_the_zone_by_itself() {
        let found = periods(&[period(5, 9, 2)], &[period(1, 0, 1)]);
        assert_eq!(found, [period(1, 5, 1), period(5, 9, 2), period(9, 0, 1)]);
        assert_eq!(periods(&[period(1, 0, 2)], &[period(3, 7, 1)]), [period(1, 0, 2)]);
        assert_eq!(periods(&[], &[period(3, 3, 1)]), [], "in and out of force on one day");
    }

    #[test]
    fn what_goes_on_unchanged_is_one_period() {
        assert_eq!(periods(&[period(1, 5, 1), period(5, 0, 1)], &[]), [period(1, 0, 1)]);
        assert_eq!(periods(&[period(1, 5, 1), period(5, 0, 2)], &[]).len(), 2);
    }

    #[test]
    fn each_day_is_as_a_slow_look_finds_it() {
        let plans = [period(3, 6, 7), period(6, 8, 8), period(12, 20, 9)];
        let own = [period(1, 4, 1), period(5, 13, 2), period(15, 0, 3)];
        let held = |all: &[Period], on: NaiveDate| {
            let found = all.iter().find(|period| period.from <= on && period.to.is_none_or(|to| on < to));
            found.map(|period| period.revision)
        };
        let found = periods(&plans, &own);
        for on in (1..31).map(day) {
            assert_eq!(held(&found, on), held(&plans, on).or_else(|| held(&own, on)), "{on}");
        }
    }
}
