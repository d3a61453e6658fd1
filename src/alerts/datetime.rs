//! Instants as alerts write them.
//!
//! CAP 1.2 asks for `2010-05-24T16:49:00-07:00`, with `-00:00` for UTC. Real senders also write `Z`, leave the
//! offset out, add fractions of seconds, or count years in another calendar.

use chrono::{Datelike, FixedOffset, NaiveDate, SubsecRound, TimeDelta, TimeZone, Utc};
use thiserror::Error;

use crate::{alerts::rules::SourceRules, kernel::Timestamp};

/// The Buddhist era counts from 543 years before the common era.
const BUDDHIST_ERA_YEARS: i32 = 543;

/// What had to be assumed about a time; the instant may be wrong if the assumption is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateNote {
    /// No offset was written; the source's was assumed, in minutes east of UTC.
    OffsetAssumed(i32),
    /// A comma stood where the sign of the offset belongs (the schema's pattern lets it through by mistake);
    /// it was read as minus.
    CommaForMinus,
    /// The year was of the Buddhist era and 543 was taken off.
    BuddhistEra,
    /// It was not written as CAP asks, but could only mean one instant.
    Spelling,
}

/// Why a time cannot be trusted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DateFault {
    /// Not a date and time.
    #[error("not a date and time")]
    Unreadable,
    /// A year beyond 2400: another calendar.
    #[error("the year {0} is of another calendar")]
    OtherCalendar(i32),
    /// A year before 1970: a default that nobody filled in.
    #[error("the year {0} is too early")]
    TooEarly(i32),
    /// No offset, and the source has none set.
    #[error("no offset from UTC")]
    NoOffset,
}

/// The instant `text` means at a source with `rules`, and what was assumed to find it; cut to milliseconds.
///
/// ```
/// use ungpho::alerts::{datetime::parse, rules::SourceRules};
/// let (instant, notes) = parse("2025-11-06T20:00:00+07:00", &SourceRules::default()).unwrap();
/// assert_eq!((instant.to_rfc3339().as_str(), notes.len()), ("2025-11-06T13:00:00+00:00", 0));
/// ```
pub fn parse(text: &str, rules: &SourceRules) -> Result<(Timestamp, Vec<DateNote>), DateFault> {
    let parts = split(text.trim()).ok_or(DateFault::Unreadable)?;
    let mut notes = parts.notes;
    let year = match parts.year {
        year @ 2443..=2700 if rules.buddhist_era => {
            notes.push(DateNote::BuddhistEra);
            year - BUDDHIST_ERA_YEARS
        }
        year => year,
    };
    // Another calendar explains a day that is none, such as 29 February.
    let unreadable = || year_fault(year).unwrap_or(DateFault::Unreadable);
    let minutes = match (parts.offset_minutes, rules.assumed_offset_minutes) {
        (Some(written), _) => written,
        (None, Some(assumed)) => {
            notes.push(DateNote::OffsetAssumed(assumed));
            assumed
        }
        (None, None) => return Err(year_fault(year).unwrap_or(DateFault::NoOffset)),
    };
    let [month, day, hour, minute, second] = parts.fields;
    // 24:00:00 is the end of a day in XML Schema; a leap second is the next second to everybody else.
    let (hour, over) =
        if hour == 24 && minute == 0 && second == 0 { (0, TimeDelta::days(1)) } else { (hour, TimeDelta::zero()) };
    let (second, over) = if second == 60 { (59, over + TimeDelta::seconds(1)) } else { (second, over) };
    let local = NaiveDate::from_ymd_opt(year, month, day)
        .and_then(|date| date.and_hms_milli_opt(hour, minute, second, parts.millis))
        .ok_or_else(unreadable)?;
    let offset = minutes.checked_mul(60).and_then(FixedOffset::east_opt).ok_or_else(unreadable)?;
    let instant = offset.from_local_datetime(&(local + over)).single().ok_or_else(unreadable)?;
    let instant = instant.with_timezone(&Utc).trunc_subsecs(3);
    // The year is judged in UTC, so that an instant is accepted or refused whatever the offset it is written with.
    match year_fault(instant.year()) {
        Some(fault) => Err(fault),
        None => Ok((instant, notes)),
    }
}

/// What is wrong with a year of the common era.
fn year_fault(year: i32) -> Option<DateFault> {
    match year {
        ..1970 => Some(DateFault::TooEarly(year)),
        1970..=2400 => None,
        2401.. => Some(DateFault::OtherCalendar(year)),
    }
}

struct Parts {
    year: i32,
    /// Month, day, hour, minute, second.
    fields: [u32; 5],
    millis: u32,
    offset_minutes: Option<i32>,
    notes: Vec<DateNote>,
}

/// `YYYY-MM-DDThh:mm[:ss[.fff]][offset]`, where a space may stand for `T`.
fn split(text: &str) -> Option<Parts> {
    let mut notes = Vec::new();
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let time = time.trim_start();
    if !text.contains('T') {
        notes.push(DateNote::Spelling);
    }
    let mut date = date.split('-');
    let (year, month, day) = (digits(date.next()?, 4..=4)?, digits(date.next()?, 1..=2)?, digits(date.next()?, 1..=2)?);
    if date.next().is_some() {
        return None;
    }
    let clock_end = time.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(time.len());
    let (clock, offset) = time.split_at_checked(clock_end)?;
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut clock = clock.split(':');
    let (hour, minute) = (digits(clock.next()?, 1..=2)?, digits(clock.next()?, 2..=2)?);
    let second = match clock.next() {
        Some(second) => digits(second, 2..=2)?,
        None => 0,
    };
    if clock.next().is_some() {
        return None;
    }
    Some(Parts {
        year: i32::try_from(year).ok()?,
        fields: [month, day, hour, minute, second],
        millis: millis(fraction)?,
        offset_minutes: if offset.trim().is_empty() { None } else { Some(offset_minutes(offset.trim(), &mut notes)?) },
        notes,
    })
}

/// Minutes east of UTC.
fn offset_minutes(text: &str, notes: &mut Vec<DateNote>) -> Option<i32> {
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return Some(0);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '\u{2212}' => -1,
        ',' => {
            notes.push(DateNote::CommaForMinus);
            -1
        }
        _ => return None,
    };
    let rest: String = text.chars().skip(1).collect();
    let (hours, minutes) = match (rest.split_once(':'), rest.len()) {
        (Some(pair), _) => pair,
        (None, 4) => rest.split_at_checked(2)?,
        (None, _) => (rest.as_str(), "00"),
    };
    if !rest.contains(':') {
        notes.push(DateNote::Spelling);
    }
    let (hours, minutes) = (digits(hours, 1..=2)?, digits(minutes, 2..=2)?);
    if hours > 14 || minutes > 59 {
        return None;
    }
    i32::try_from(hours * 60 + minutes).ok().map(|minutes| sign * minutes)
}

fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<u32> {
    (length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn millis(fraction: &str) -> Option<u32> {
    if fraction.is_empty() {
        return Some(0);
    }
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{fraction:0<3}").get(..3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(assumed: Option<i32>, buddhist_era: bool) -> SourceRules {
        SourceRules { assumed_offset_minutes: assumed, buddhist_era, expected_extent: None }
    }

    fn check(text: &str, expected: &str, notes: &[DateNote]) {
        let (instant, found) = parse(text, &rules(Some(420), true)).unwrap();
        assert_eq!(
            (instant.format("%Y-%m-%dT%H:%M:%S%.3f").to_string().as_str(), &found[..]),
            (expected, notes),
            "{text}"
        );
    }

    fn refused(text: &str, expected: DateFault) {
        assert_eq!(parse(text, &rules(None, false)), Err(expected), "{text}");
    }

    #[test]
    fn every_spelling_of_an_offset_is_read() {
        check("2025-11-06T20:00:00+07:00", "2025-11-06T13:00:00.000", &[]);
        check("2025-11-06T13:00:00-00:00", "2025-11-06T13:00:00.000", &[]);
        check("2025-11-06T13:00:00Z", "2025-11-06T13:00:00.000", &[]);
        check("2025-11-06T08:00:00-05:00", "2025-11-06T13:00:00.000", &[]);
        check(" 2025-11-06T08:00:00,05:00\n", "2025-11-06T13:00:00.000", &[DateNote::CommaForMinus]);
        check("2025-11-06T20:00:00+0700", "2025-11-06T13:00:00.000", &[DateNote::Spelling]);
        check("2025-11-06T20:00:00+07", "2025-11-06T13:00:00.000", &[DateNote::Spelling]);
        check("2025-11-06 20:00:00+07:00", "2025-11-06T13:00:00.000", &[DateNote::Spelling]);
        check("2025-11-06T20:00+07:00", "2025-11-06T13:00:00.000", &[]);
    }

    #[test]
    fn fractions_are_cut_to_milliseconds() {
        check("2016-08-09T01:07:22.1239Z", "2016-08-09T01:07:22.123", &[]);
        check("2016-08-09T01:07:22.5Z", "2016-08-09T01:07:22.500", &[]);
    }

    #[test]
    fn a_missing_offset_is_assumed_only_where_the_source_has_one() {
        check("2025-11-06T20:00:00", "2025-11-06T13:00:00.000", &[DateNote::OffsetAssumed(420)]);
        refused("2025-11-06T20:00:00", DateFault::NoOffset);
    }

    #[test]
    fn a_buddhist_year_is_refused_unless_the_source_is_known_for_it() {
        check("2568-11-06T20:00:00+07:00", "2025-11-06T13:00:00.000", &[DateNote::BuddhistEra]);
        check("2567-02-29T20:00:00+07:00", "2024-02-29T13:00:00.000", &[DateNote::BuddhistEra]);
        refused("2568-11-06T20:00:00+07:00", DateFault::OtherCalendar(2568));
        refused("2401-01-01T00:00:00Z", DateFault::OtherCalendar(2401));
        assert!(parse("2900-01-01T00:00:00Z", &rules(None, true)).is_err());
    }

    #[test]
    fn a_default_nobody_filled_in_is_refused() {
        refused("0001-01-01T00:00:00+00:00", DateFault::TooEarly(1));
    }

    #[test]
    fn a_buddhist_year_may_be_too_early_too() {
        assert_eq!(parse("2512-12-31T20:00:00Z", &rules(None, true)), Err(DateFault::TooEarly(1969)));
        check("2513-01-01T00:00:00Z", "1970-01-01T00:00:00.000", &[DateNote::BuddhistEra]);
    }

    #[test]
    fn an_instant_is_accepted_or_refused_whatever_its_offset() {
        for text in ["1970-01-01T00:00:00Z", "1969-12-31T17:00:00-07:00", "1970-01-01T07:00:00+07:00"] {
            check(text, "1970-01-01T00:00:00.000", &[]);
        }
        refused("1970-01-01T06:59:59+07:00", DateFault::TooEarly(1969));
        check("2401-01-01T06:59:59+07:00", "2400-12-31T23:59:59.000", &[]);
        refused("2400-12-31T20:00:00-07:00", DateFault::OtherCalendar(2401));
    }

    #[test]
    fn a_day_of_another_calendar_is_said_to_be_so() {
        refused("2567-02-29T20:00:00+07:00", DateFault::OtherCalendar(2567));
        refused("0001-01-01T00:00:00", DateFault::TooEarly(1));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "date:now +1 hour",
            "2025-13-01T00:00:00Z",
            "2025-02-29T00:00:00Z",
            "2025-01-01",
            "tháng 9",
            "2025-01-01T25:00:00Z",
            "2025-01-01T00:00:00+99:00",
            "2025-01-01T00:00:00Q",
            "-025-01-01T00:00:00Z",
        ] {
            refused(text, DateFault::Unreadable);
        }
    }

    #[test]
    fn the_end_of_a_day_and_leap_seconds_have_an_instant() {
        check("2025-11-06T24:00:00Z", "2025-11-07T00:00:00.000", &[]);
        check("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000", &[]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}|[0-9TZ:+,. -]{0,30}") {
            let _ = parse(&text, &rules(Some(420), true));
        }
    }
}
