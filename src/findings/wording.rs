//! Sentences in both languages put together from parts that are in both languages.

use chrono::NaiveDate;

use crate::hazards::RiskLevel;
use crate::kernel::Localized;
use crate::kernel::wording::{day_en, day_vi, number_en, number_vi};

/// Fills `{0}`, `{1}` … of both wordings with `words` and begins both with a capital. What is put in is not read again.
pub(super) fn say<const N: usize>(vi: &str, en: &str, words: [&Localized; N]) -> Localized {
    let fill = |template: &str, of: fn(&Localized) -> &str| {
        let mut text = String::with_capacity(template.len() + 48 * N);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (place, behind) = after.split_once('}').unwrap_or((after, ""));
            let word = place.parse().ok().and_then(|place: usize| words.get(place).copied());
            text.push_str(word.map_or("", of));
            rest = behind;
        }
        text.push_str(rest);
        capital(text)
    };
    Localized { vi: fill(vi, |word| &word.vi), en: fill(en, |word| &word.en) }
}

fn capital(text: String) -> String {
    let Some(first) = text.chars().next().filter(|first| first.is_lowercase()) else { return text };
    first.to_uppercase().chain(text.chars().skip(1)).collect()
}

/// A proper name, the same in both languages, without the spaces papers leave in them.
pub(super) fn name(text: &str) -> Localized {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Localized::new(text.clone(), text)
}

/// A name, or "not stated" where it is blank.
pub(super) fn name_or_blank(text: &str) -> Localized {
    if text.trim().is_empty() { Localized::new("chưa ghi tên", "name not stated") } else { name(text) }
}

fn counted(number: i64, vi: &str, one: &str, many: &str) -> Localized {
    let en = if number == 1 { one } else { many };
    Localized::new(format!("{} {vi}", number_vi(number)), format!("{} {en}", number_en(number)))
}

/// "1.234 người".
pub(super) fn people(number: i64) -> Localized {
    counted(number, "người", "person", "people")
}

/// "85 hộ".
pub(super) fn households(number: i64) -> Localized {
    counted(number, "hộ", "household", "households")
}

/// "85 hộ, 332 khẩu", as offices write it.
pub(super) fn households_and_people(households: i64, people: i64) -> Localized {
    let (h, p) = (self::households(households), self::people(people));
    Localized::new(format!("{}, {} khẩu", h.vi, number_vi(people)), format!("{}, {}", h.en, p.en))
}

/// "120 chỗ".
pub(super) fn places(number: i64) -> Localized {
    counted(number, "chỗ", "place", "places")
}

/// "2 chiếc".
pub(super) fn vehicles(number: i64) -> Localized {
    counted(number, "chiếc", "vehicle", "vehicles")
}

/// "3 ngày".
pub(super) fn days(number: i64) -> Localized {
    counted(number, "ngày", "day", "days")
}

/// A bare number.
pub(super) fn number(number: i64) -> Localized {
    Localized::new(number_vi(number), number_en(number))
}

/// "6 giờ 30 phút".
pub(super) fn duration(minutes: i64) -> Localized {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let (h, m) = (counted(hours, "giờ", "hour", "hours"), counted(rest, "phút", "minute", "minutes"));
    match (hours, rest) {
        (0, _) => m,
        (_, 0) => h,
        _ => Localized::new(format!("{} {}", h.vi, m.vi), format!("{} {}", h.en, m.en)),
    }
}

/// Thousandths as a number with a decimal comma in Vietnamese, "1.234,5".
pub(super) fn thousandths(amount: i64) -> Localized {
    let (whole, part) = (amount / 1_000, (amount % 1_000).abs());
    let digits = format!("{part:03}");
    let digits = digits.trim_end_matches('0');
    let number = number(whole);
    if digits.is_empty() {
        return number;
    }
    Localized::new(format!("{},{digits}", number.vi), format!("{}.{digits}", number.en))
}

/// A day.
pub(super) fn day(day: NaiveDate) -> Localized {
    Localized::new(day_vi(day), day_en(day))
}

/// "cấp 3 (lớn)".
pub(super) fn level(level: RiskLevel) -> Localized {
    level.label()
}

/// Parts one after another, with "và" before the last.
pub(super) fn list(parts: &[Localized]) -> Localized {
    let join = |of: fn(&Localized) -> &str, and: &str| match parts {
        [] => String::new(),
        [one] => of(one).to_owned(),
        [first @ .., last] => format!("{} {and} {}", first.iter().map(of).collect::<Vec<_>>().join(", "), of(last)),
    };
    Localized::new(join(|part| &part.vi, "và"), join(|part| &part.en, "and"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_filled_once_and_begins_with_a_capital() {
        let said = say("{0} đi {1}.", "{0} go to {1}.", [&people(1_200), &name("Nhà  {0} rông")]);
        assert_eq!(said, Localized::new("1.200 người đi Nhà {0} rông.", "1,200 people go to Nhà {0} rông."));
        assert_eq!(say("{0} ở đây.", "{0} here.", [&name("đường")]).vi, "Đường ở đây.");
    }

    #[test]
    fn numbers_are_written_as_each_language_writes_them() {
        assert_eq!(thousandths(1_234_500), Localized::new("1.234,5", "1,234.5"));
        assert_eq!(thousandths(2_000).vi, "2");
        assert_eq!(duration(390), Localized::new("6 giờ 30 phút", "6 hours 30 minutes"));
        assert_eq!(duration(60), Localized::new("1 giờ", "1 hour"));
        assert_eq!(people(1).en, "1 person");
        assert_eq!(households_and_people(85, 332), Localized::new("85 hộ, 332 khẩu", "85 households, 332 people"));
        assert_eq!(list(&[name("A"), name("B"), name("C")]).vi, "A, B và C");
    }
}
