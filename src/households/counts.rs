//! Numbers as people type them into a register.

/// A number somebody wrote, and whether they were sure of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted {
    /// The number.
    pub value: i64,
    /// Whether it stands there as a plain number; "khoảng 5" and "5-6" do not.
    pub exact: bool,
}

/// A whole number: `4`, `04`, `4.0`, `4 khẩu`, `khoảng 5`, `5-6` (the greater one is meant to be ready for).
pub(super) fn count(text: &str) -> Option<Counted> {
    let text = text.trim();
    let runs = digit_runs(text);
    let words: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let words = super::words::bare(&words);
    let hedged = ["khoang", "tam", "hon", "gan", "du kien", "uoc"].iter().any(|hedge| words.starts_with(hedge));
    let plain = words.is_empty() || ["khau", "nguoi", "nhan khau", "k", "ng"].contains(&words.as_str());
    match runs.as_slice() {
        [one] if plain => {
            let exact = !text.contains(['~', '≈', '>', '<', '+', '?', '-']);
            Some(Counted { value: *one, exact })
        }
        [one] if hedged => Some(Counted { value: *one, exact: false }),
        // A number that a sheet holds as a decimal.
        [one, 0] if words.is_empty() && text.contains(['.', ',']) => Some(Counted { value: *one, exact: true }),
        [one, other] if plain && text.contains(['-', '–', '÷']) => {
            Some(Counted { value: *one.max(other), exact: false })
        }
        _ => None,
    }
}

/// Two numbers in one cell: `2/3`, `2 nam, 3 nữ`, and `2/3/2026`, which is what a spreadsheet makes of the first. The
/// second says whether that happened.
pub(super) fn pair(text: &str) -> Option<((i64, i64), bool)> {
    let runs = digit_runs(text);
    let slashes = text.contains('/') || text.contains('-');
    match runs.as_slice() {
        [one, other] => Some(((*one, *other), false)),
        [one, other, year] if slashes && (1_900..2_100).contains(year) => Some(((*one, *other), true)),
        _ => None,
    }
}

/// The runs of digits in a text, each as a number; one too long for any register is left out, so nothing fits.
fn digit_runs(text: &str) -> Vec<i64> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map(|run| run.parse().ok().filter(|number| *number < 1_000_000_000)).collect::<Option<_>>().unwrap_or_default()
}

/// A quantity at the start of `text`, and what follows it: `500kg`, `0,5 tấn`, `1.200 kg`.
pub(super) fn leading_quantity(text: &str) -> Option<(f64, &str)> {
    let end = text
        .char_indices()
        .find(|(at, c)| {
            let inner = matches!(c, '.' | ',')
                && text.get(at + 1..).is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()));
            !(c.is_ascii_digit() || inner)
        })
        .map_or(text.len(), |(at, _)| at);
    let (number, rest) = text.split_at_checked(end)?;
    Some((quantity(number)?, rest))
}

/// A quantity: a comma parts decimals; a dot parts thousands where three digits follow it, and decimals else.
fn quantity(text: &str) -> Option<f64> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) || text.len() > 12 {
        return None;
    }
    let groups: Vec<&str> = text.split('.').collect();
    let thousands = groups.len() > 1
        && groups.iter().skip(1).all(|group| group.len() == 3 && group.chars().all(|c| c.is_ascii_digit()))
        && groups.first().is_some_and(|group| group.len() <= 3 && !group.starts_with('0'));
    let plain = if thousands { text.replace('.', "") } else { text.to_owned() };
    if plain.matches([',', '.']).count() > 1 {
        return None;
    }
    plain.replace(',', ".").parse().ok().filter(|number: &f64| (0.0..=1e9).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_counted_as_they_are_written() {
        let exact = |text: &str, value| assert_eq!(count(text), Some(Counted { value, exact: true }), "{text}");
        let about = |text: &str, value| assert_eq!(count(text), Some(Counted { value, exact: false }), "{text}");
        exact("4", 4);
        exact(" 04 ", 4);
        exact("4.0", 4);
        exact("4 khẩu", 4);
        exact("5 người", 5);
        about("khoảng 5", 5);
        about("~5", 5);
        about("5-6", 6);
        about("hơn 10 người", 10);
        for text in ["", "bốn", "4 5", "A4", "99999999999999999999", "-"] {
            assert_eq!(count(text), None, "{text}");
        }
    }

    #[test]
    fn men_and_women_are_told_from_one_cell() {
        assert_eq!(pair("2/3"), Some(((2, 3), false)));
        assert_eq!(pair("2 nam, 3 nữ"), Some(((2, 3), false)));
        assert_eq!(pair("2/3/2026"), Some(((2, 3), true)));
        assert_eq!(pair("2"), None);
    }

    #[test]
    fn quantities_have_their_marks_where_offices_put_them() {
        let check = |text: &str, expected: Option<(f64, &str)>| assert_eq!(leading_quantity(text), expected, "{text}");
        check("500kg lúa", Some((500.0, "kg lúa")));
        check("0,5 tấn", Some((0.5, " tấn")));
        check("1.200 kg", Some((1200.0, " kg")));
        check("1.5 tấn", Some((1.5, " tấn")));
        check("2, bò", Some((2.0, ", bò")));
        check("bò", None);
        check("1,2,3", None);
    }
}
