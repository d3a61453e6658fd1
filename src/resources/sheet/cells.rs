//! Numbers, days and telephones as people type them into a cell.

use chrono::{Datelike, NaiveDate};

use crate::households::bare_words;
use crate::households::sheet::day_in;

/// A number, and whether it stands there plainly: `30`, `1.200`, `24,75`; "khoảng 30" and "20-30" (the greater) do not.
pub(super) fn number(text: &str) -> Option<(f64, bool)> {
    let runs: Vec<&str> = text
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .map(|run| run.trim_matches(['.', ',']))
        .filter(|run| !run.is_empty())
        .collect();
    let plain = !text.contains(['~', '≈', '>', '<', '?']) && {
        let words: String = text.chars().map(|c| if c.is_ascii_digit() { ' ' } else { c }).collect();
        let words = bare_words(&words);
        !["khoang", "tam", "hon", "gan", "du kien", "uoc"].iter().any(|hedge| words.starts_with(hedge))
    };
    match runs.as_slice() {
        [one] => amount(one).map(|(value, sure)| (value, sure && plain)),
        [one, other] if text.contains(['-', '–', '÷']) => Some((amount(one)?.0.max(amount(other)?.0), false)),
        _ => None,
    }
}

/// Digits with marks between: a dot before three digits parts thousands, a comma before fewer begins decimals. A comma
/// before three may be either, which is told.
fn amount(run: &str) -> Option<(f64, bool)> {
    let threes = |mark: char| run.split(mark).skip(1).all(|part| part.len() == 3) && run.contains(mark);
    let (plain, sure) = match (run.contains('.'), run.contains(',')) {
        (false, false) => (run.to_owned(), true),
        (true, true) => (run.replace('.', "").replace(',', "."), true),
        (true, false) if threes('.') => (run.replace('.', ""), true),
        (false, true) if threes(',') => (run.replace(',', ""), false),
        (_, _) => (run.replace(',', "."), true),
    };
    plain.parse().ok().filter(|number: &f64| number.is_finite() && *number < 1e9).map(|number| (number, sure))
}

/// A whole number.
pub(super) fn whole(text: &str) -> Option<(i64, bool)> {
    let (value, sure) = number(text)?;
    #[allow(clippy::cast_possible_truncation, reason = "a number of at most 1e9")]
    let whole = value.round() as i64;
    Some((whole, sure && (value - value.round()).abs() < 1e-9))
}

/// Minutes: `30 phút`, `1 giờ`, `15-20 phút`, `2h`.
pub(super) fn minutes(text: &str) -> Option<i64> {
    let (value, _) = number(text)?;
    let bare = bare_words(text);
    let hours = bare.contains("gio") || bare.split(' ').any(|word| word.trim_start_matches(char::is_numeric) == "h");
    #[allow(clippy::cast_possible_truncation, reason = "a number of at most 1e9")]
    let minutes = (if hours { value * 60.0 } else { value }).round() as i64;
    Some(minutes)
}

/// A day; of a month the last day of it, which is what "hạn dùng 6/2027" means.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    day_in(text).or_else(|| {
        let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
        let numbers: Vec<i32> = runs.map(str::parse).collect::<Result<_, _>>().ok()?;
        let [month, year] = numbers.as_slice() else { return None };
        let first = NaiveDate::from_ymd_opt(*year, u32::try_from(*month).ok()?, 1)?;
        let next = first.checked_add_months(chrono::Months::new(1))?;
        (1_900..2_200).contains(&first.year()).then(|| next.pred_opt()).flatten()
    })
}

/// The telephone in a text, and the text without it: `Lê Văn Thử, 0905 000 111`.
pub(super) fn person_and_phone(text: &str) -> (String, Option<String>) {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | '-' | '+');
    let mut best: Option<(usize, usize)> = None;
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), '|')]) {
        match (is_of_number(c), start) {
            (true, None) if c != ' ' && c != '-' => start = Some(at),
            (false, Some(from)) => {
                let digits = text.get(from..at).unwrap_or_default().chars().filter(char::is_ascii_digit).count();
                if digits >= 8 && best.is_none() {
                    best = Some((from, at));
                }
                start = None;
            }
            _ => {}
        }
    }
    let Some((from, to)) = best else { return (text.trim().to_owned(), None) };
    let phone = text.get(from..to).unwrap_or_default().trim().trim_matches(['-', '.', ' ']).to_owned();
    let rest = format!("{} {}", text.get(..from).unwrap_or_default(), text.get(to..).unwrap_or_default());
    let words = ["SĐT", "sđt", "ĐT", "đt", "điện thoại", "Điện thoại"];
    let rest = words.iter().fold(rest, |rest, word| rest.replace(word, " "));
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric()).split_whitespace().collect::<Vec<_>>().join(" ");
    (rest, Some(phone))
}

/// A telephone number as it stands there; of one that a spreadsheet took for a number, with its zero again.
pub(super) fn phone(text: &str) -> String {
    let nine_digits = text.len() == 9 && text.chars().all(|c| c.is_ascii_digit());
    if nine_digits && !text.starts_with('0') { format!("0{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_offices_write_them() {
        let check = |text: &str, expected: Option<(f64, bool)>| assert_eq!(number(text), expected, "{text}");
        check("30", Some((30.0, true)));
        check("30 người", Some((30.0, true)));
        check("1.200", Some((1_200.0, true)));
        check("24.75", Some((24.75, true)));
        check("24,75 m²", Some((24.75, true)));
        check("1.234,5", Some((1_234.5, true)));
        check("1,200", Some((1_200.0, false)));
        check("khoảng 30", Some((30.0, false)));
        check("20-30", Some((30.0, false)));
        check("chưa có", None);
        check("1 2 3", None);
        assert_eq!(whole("2,5"), Some((3, false)));
    }

    #[test]
    fn times_and_days_are_read() {
        assert_eq!(
            [minutes("30 phút"), minutes("1 giờ"), minutes("2h"), minutes("ngay")],
            [Some(30), Some(60), Some(120), None]
        );
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(day(text), expected.map(|day| day.parse().unwrap()), "{text}");
        };
        check("30/6/2027", Some("2027-06-30"));
        check("02/2028", Some("2028-02-29"));
        check("2027", None);
        check("13/2027", None);
    }

    #[test]
    fn a_telephone_is_found_beside_the_name() {
        let check = |text: &str, name: &str, phone: Option<&str>| {
            assert_eq!(person_and_phone(text), (name.to_owned(), phone.map(str::to_owned)), "{text}");
        };
        check("Lê Văn Thử, 0905 000 111", "Lê Văn Thử", Some("0905 000 111"));
        check("A Chiêng (SĐT: 0905.000.111)", "A Chiêng", Some("0905.000.111"));
        check("0905000111", "", Some("0905000111"));
        check("Tổ 2", "Tổ 2", None);
        assert_eq!(phone("905000111"), "0905000111");
    }
}
