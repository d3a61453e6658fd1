//! The hours of the site: whole, and of Viet Nam.

use chrono::{DateTime, DurationRound, NaiveDateTime, TimeDelta, Utc};

use crate::kernel::Timestamp;
use crate::kernel::clock::vietnam_offset;

/// For how many hours rain is forecast where nobody says otherwise; the longest the site offers.
pub(super) const HORIZON_HOURS: u32 = 6;

/// A whole hour. Viet Nam is a whole number of hours from UTC, so that rounding in either is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hour(Timestamp);

impl Hour {
    /// The hour that `now` lies in.
    pub(super) fn of(now: Timestamp) -> Self {
        Self(now.duration_trunc(TimeDelta::hours(1)).unwrap_or(now))
    }

    pub(super) fn instant(self) -> Timestamp {
        self.0
    }

    pub(super) fn before(self) -> Self {
        Self(self.0 - TimeDelta::hours(1))
    }
}

/// The form for one hour: `sogiodubao=6&date=2025-10-28 14:00:00` in the site's own time, encoded.
pub(super) fn form_of(hour: Hour, horizon: u32) -> String {
    let date = hour.0.with_timezone(&vietnam_offset()).format("%Y-%m-%d %H:00:00").to_string();
    url::form_urlencoded::Serializer::new(String::new())
        .append_pair("sogiodubao", &horizon.to_string())
        .append_pair("date", &date)
        .finish()
}

/// The hour a form asks for.
pub(super) fn hour_of_form(form: &str) -> Option<Hour> {
    let date = url::form_urlencoded::parse(form.as_bytes()).find(|(name, _)| name == "date")?.1;
    read_time(&date).map(Hour::of)
}

/// A time as the site writes it: `/Date(1761638400000)/`, ISO 8601, or `2025-10-28 14:00:00`; in Viet Nam's time where
/// nothing else is said. Years before 2000 are what a program writes that knows none.
pub(super) fn read_time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let instant = if let Some(inside) = text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")) {
        // An offset behind the number is for display only: the number counts from 1970 in UTC.
        let digits = inside
            .get(1..)
            .and_then(|rest| rest.find(['+', '-']))
            .map_or(inside, |at| inside.get(..=at).unwrap_or(inside));
        DateTime::from_timestamp_millis(digits.parse().ok()?)?
    } else {
        let with_offset = DateTime::parse_from_rfc3339(text).ok().map(|instant| instant.with_timezone(&Utc));
        with_offset.or_else(|| local_time(text))?
    };
    let known = 946_684_800..4_102_444_800; // 2000 to 2100
    known.contains(&instant.timestamp()).then_some(instant)
}

/// A time without an offset, which is Viet Nam's.
fn local_time(text: &str) -> Option<Timestamp> {
    let forms = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    let local = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    Some(local.and_local_timezone(vietnam_offset()).single()?.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_hour_is_asked_for_in_vietnamese_time() {
        let hour = Hour::of(at("2025-10-28T17:09:59Z"));
        assert_eq!(form_of(hour, 6), "sogiodubao=6&date=2025-10-29+00%3A00%3A00");
        assert_eq!(hour_of_form(&form_of(hour, 6)), Some(hour));
        assert_eq!(form_of(hour.before(), 1), "sogiodubao=1&date=2025-10-28+23%3A00%3A00");
    }

    #[test]
    fn times_are_read_in_every_form_the_site_has() {
        let expected = Some(at("2025-10-28T07:00:00Z"));
        for text in [
            "/Date(1761634800000)/",
            "/Date(1761634800000+0700)/",
            "2025-10-28T14:00:00",
            "2025-10-28 14:00:00",
            "2025-10-28T14:00:00.000",
            "2025-10-28T14:00:00+07:00",
            "2025-10-28T07:00:00Z",
        ] {
            assert_eq!(read_time(text), expected, "{text}");
        }
        for text in
            ["", "/Date(-62135596800000)/", "/Date()/", "/Date(x)/", "0001-01-01T00:00:00", "hôm nay", "/Date(é)/"]
        {
            assert_eq!(read_time(text), None, "{text}");
        }
    }
}
