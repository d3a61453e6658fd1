//! The parameter `datetime`: an instant, or an interval that may be open at either end.

use chrono::{DateTime, Days, NaiveDate, NaiveTime};

use super::ask::bad;
use crate::http::problem::Problem;
use crate::kernel::clock::vietnam_offset;
use crate::kernel::{Localized, Timestamp};

/// From when until when, both included; open where there is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
}

impl When {
    /// Reads a parameter. A day alone (which the standard does not ask for) is that day in Viet Nam.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let parsed = match text.split_once('/') {
            None => end_of(text).map(|(from, to)| Self { from: Some(from), to: Some(to) }),
            Some((from, to)) => {
                let open = |text: &str| matches!(text, "" | "..");
                let half = |text: &str| if open(text) { Some(None) } else { end_of(text).map(Some) };
                half(from)
                    .zip(half(to))
                    .filter(|_| !(from.is_empty() && to.is_empty()))
                    .map(|(from, to)| Self { from: from.map(|(begins, _)| begins), to: to.map(|(_, ends)| ends) })
            }
        };
        parsed.filter(|when| when.from.zip(when.to).is_none_or(|(from, to)| from <= to)).ok_or_else(|| {
            bad(
                "datetime",
                Localized::new(
                    "datetime là một thời điểm (2026-09-10T00:00:00Z) hoặc một khoảng: 2026-09-01T00:00:00Z/2026-09-30T00:00:00Z, ../2026-09-30T00:00:00Z, 2026-09-01T00:00:00Z/..",
                    "datetime is an instant (2026-09-10T00:00:00Z) or an interval: 2026-09-01T00:00:00Z/2026-09-30T00:00:00Z, ../2026-09-30T00:00:00Z, 2026-09-01T00:00:00Z/..",
                ),
            )
        })
    }

    /// Whether something that holds from `begins` to `ends` does so at some moment of this.
    pub fn meets(self, begins: Option<Timestamp>, ends: Option<Timestamp>) -> bool {
        self.to.is_none_or(|to| begins.is_none_or(|begins| begins <= to))
            && self.from.is_none_or(|from| ends.is_none_or(|ends| ends >= from))
    }

    /// Whether a form of a unit that exists from the first to the last day, in Viet Nam, does so then.
    pub fn meets_days(self, first: Option<NaiveDate>, last: Option<NaiveDate>) -> bool {
        self.meets(first.map(begin_of_day), last.and_then(|last| last.checked_add_days(Days::new(1))).map(begin_of_day))
            // The day after the last is no longer of it.
            && self.from.is_none_or(|from| {
                last.and_then(|last| last.checked_add_days(Days::new(1))).is_none_or(|next| from < begin_of_day(next))
            })
    }

    /// The last day of it in Viet Nam that is not after `today`; `None` where it reaches today.
    pub fn past_day(self, today: NaiveDate) -> Option<NaiveDate> {
        let last = self.to?.with_timezone(&vietnam_offset()).date_naive();
        (last < today).then_some(last)
    }
}

/// The first and the last moment of an instant, or of a day.
fn end_of(text: &str) -> Option<(Timestamp, Timestamp)> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        let next = begin_of_day(day.checked_add_days(Days::new(1))?);
        return Some((begin_of_day(day), next - chrono::TimeDelta::milliseconds(1)));
    }
    let instant = DateTime::parse_from_rfc3339(text).ok()?.to_utc();
    Some((instant, instant))
}

/// Midnight in Viet Nam.
fn begin_of_day(day: NaiveDate) -> Timestamp {
    let midnight = day.and_time(NaiveTime::MIN);
    midnight.and_utc() - chrono::TimeDelta::seconds(vietnam_offset().local_minus_utc().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Option<String>, Option<String>)> {
        let shown = |at: Option<Timestamp>| at.map(|at| at.format("%Y-%m-%dT%H:%M").to_string());
        When::read(text).ok().map(|when| (shown(when.from), shown(when.to)))
    }

    #[test]
    fn instants_and_intervals_are_read() {
        let some = |text: &str| Some(text.to_owned());
        let noon = some("2026-09-10T12:00");
        assert_eq!(read("2026-09-10T12:00:00Z"), Some((noon.clone(), noon.clone())));
        assert_eq!(read("2026-09-10T19:00:00+07:00"), Some((noon.clone(), noon.clone())));
        assert_eq!(read("../2026-09-10T12:00:00Z"), Some((None, noon.clone())));
        assert_eq!(read("/2026-09-10T12:00:00Z"), Some((None, noon.clone())));
        assert_eq!(read("2026-09-10T12:00:00Z/"), Some((noon.clone(), None)));
        assert_eq!(read("2026-09-10T12:00:00Z/.."), Some((noon, None)));
        assert_eq!(read("2026-09-10"), Some((some("2026-09-09T17:00"), some("2026-09-10T16:59"))));
    }

    #[test]
    fn what_is_neither_is_refused() {
        for text in ["", "/", "yesterday", "2026-13-01T00:00:00Z", "2026-09-10T12:00:00Z/2026-09-09T12:00:00Z"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_last_day_of_a_unit_is_its_own_and_the_next_is_not() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let meets = |text: &str| When::read(text).unwrap().meets_days(day("2020-01-01"), day("2025-06-30"));
        assert!(meets("2025-06-30T16:59:59Z"));
        assert!(!meets("2025-06-30T17:00:00Z"));
        assert!(meets("2019-12-31T17:00:00Z"));
        assert!(!meets("2019-12-31T16:59:59Z"));
        assert!(meets("../2020-01-01T00:00:00Z"));
    }
}
