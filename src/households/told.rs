//! What a register tells in free text, read into kinds and lines. What is not understood is kept in its own words, and
//! no number is ever lost.

use super::counts::leading_quantity;
use super::words::{is_unit, property_kind, vulnerable_kind, vulnerable_kind_within};
use super::{MAX_LINES, MAX_PEOPLE, PropertyKind, PropertyLine, VulnerableGroup};

/// People who need help, as told: the kinds that were understood, and the words that say more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VulnerableTold {
    /// The kinds.
    pub groups: Vec<VulnerableGroup>,
    /// The rest, in its own words.
    pub note: String,
}

/// Reads "2 trẻ em, 1 người già", "PN mang thai", "trẻ em: 2".
pub fn vulnerable_told(text: &str) -> VulnerableTold {
    let mut told = VulnerableTold::default();
    let mut rest: Vec<&str> = Vec::new();
    for piece in pieces(text) {
        let counted = number_beside(piece).filter(|beside| beside.unit.is_empty());
        let (phrase, number) = counted.map_or((piece, None), |beside| (beside.rest, Some(beside.number)));
        let whole = number.is_none_or(is_people);
        let more_digits = phrase.contains(|c: char| c.is_ascii_digit()) && !is_name_with_number(phrase);
        let exactly = if more_digits || !whole { None } else { vulnerable_kind(phrase) };
        let Some(kind) = exactly.or_else(|| vulnerable_kind_within(phrase)).filter(|_| told.groups.len() < MAX_LINES)
        else {
            rest.push(piece);
            continue;
        };
        #[allow(clippy::cast_possible_truncation)]
        let count = number.filter(|number| is_people(*number)).map(|number| number as i64);
        told.groups.push(VulnerableGroup { kind, count });
        if exactly.is_none() || phrase.contains(['(', '[']) {
            rest.push(piece);
        }
    }
    told.note = rest.join("; ");
    told
}

fn is_people(number: f64) -> bool {
    number.fract() == 0.0 && (0.0..=MAX_PEOPLE as f64).contains(&number)
}

/// Whether the digits of a phrase belong to the name of a kind: "nuôi con dưới 36 tháng".
fn is_name_with_number(phrase: &str) -> bool {
    vulnerable_kind(phrase).is_some()
}

/// Reads "3 bò, 2 xe máy, 500kg lúa", "trâu: 2". What is not understood becomes a line of its own.
pub fn property_told(text: &str) -> Vec<PropertyLine> {
    let text = text.replace("râu, bò", "râu bò").replace("RÂU, BÒ", "RÂU BÒ");
    let pieces: Vec<&str> = pieces(&text).collect();
    let (read, beyond) = pieces.split_at(pieces.len().min(MAX_LINES - 1));
    let mut lines: Vec<PropertyLine> = read.iter().map(|piece| line(piece)).collect();
    if !beyond.is_empty() {
        lines.push(in_its_own_words(&beyond.join(", ")));
    }
    lines
}

fn line(piece: &str) -> PropertyLine {
    let (what, quantity, unit) = match number_beside(piece) {
        None => (piece, None, ""),
        Some(Beside { rest, number, unit: "" }) => {
            let (unit, what) = unit_of(rest);
            (what, Some(number), unit)
        }
        Some(Beside { rest, number, unit }) => (rest, Some(number), unit),
    };
    match property_kind(what) {
        Some(kind) if sound(kind, what, quantity) => {
            PropertyLine { kind, what: what.trim().to_owned(), quantity, unit: unit.to_owned() }
        }
        _ => in_its_own_words(piece),
    }
}

/// Whether a line says all that its words said: no digit and no bracket is left in the name, and animals are whole.
fn sound(kind: PropertyKind, what: &str, quantity: Option<f64>) -> bool {
    let bare = !what.contains(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '[' | ']'));
    bare && (kind == PropertyKind::Rice || quantity.is_none_or(|quantity| quantity.fract() == 0.0))
}

fn in_its_own_words(text: &str) -> PropertyLine {
    PropertyLine { kind: PropertyKind::Other, what: text.trim().to_owned(), quantity: None, unit: String::new() }
}

/// A unit at either end of `rest`, and what is left.
fn unit_of(rest: &str) -> (&str, &str) {
    let rest = rest.trim();
    if let Some((first, what)) = rest.split_once(' ')
        && is_unit(first)
        && property_kind(rest).is_none()
    {
        return (first, what.trim());
    }
    if let Some((what, last)) = rest.rsplit_once(' ')
        && is_unit(last)
        && property_kind(rest).is_none()
    {
        return (last, what.trim());
    }
    ("", rest)
}

/// A number, the rest of its piece, and the unit that stands behind the number where it does.
struct Beside<'a> {
    rest: &'a str,
    number: f64,
    unit: &'a str,
}

/// The number of a piece: at its beginning ("3 con bò"), or behind what it counts ("bò: 3", "bò 3 con").
fn number_beside(piece: &str) -> Option<Beside<'_>> {
    let piece = piece.trim();
    if let Some((number, rest)) = leading_quantity(piece) {
        let rest = rest.trim();
        return (!rest.is_empty()).then_some(Beside { rest, number, unit: "" });
    }
    let (before, from) = piece.split_at_checked(piece.find(|c: char| c.is_ascii_digit())?)?;
    let (number, after) = leading_quantity(from)?;
    let opened = before.matches('(').count();
    let after = match opened {
        0 => after.trim(),
        1 => after.trim().strip_suffix(')')?.trim(),
        _ => return None,
    };
    let rest = before.trim_end().trim_end_matches([':', '=', '(', '-']).trim_end();
    let understood = !rest.is_empty() && !rest.contains('(') && (after.is_empty() || is_unit(after));
    understood.then_some(Beside { rest, number, unit: after })
}

/// The pieces of a text: parted by commas (but for decimal ones), semicolons, line breaks, plus signs, full stops and
/// "và".
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let digit = |at: usize, back: bool| {
        let (before, after) = text.split_at_checked(at).unwrap_or(("", ""));
        if back {
            before.ends_with(|c: char| c.is_ascii_digit())
        } else {
            after.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
        }
    };
    for (at, c) in text.char_indices() {
        let between_digits = digit(at, true) && digit(at, false);
        let parts_here = match c {
            ';' | '\n' | '\r' | '+' => true,
            ',' => !between_digits,
            '.' => text.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace)),
            _ => false,
        };
        if parts_here {
            parts.push(text.get(start..at).unwrap_or_default());
            start = at + c.len_utf8();
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
        .into_iter()
        .flat_map(|part| part.split(" và "))
        .map(|piece| piece.trim().trim_start_matches(['-', '–', '•', '*']).trim())
        .filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::households::VulnerableKind;
    use proptest::prelude::*;

    #[test]
    fn people_who_need_help_are_told_in_free_text() {
        use VulnerableKind::{Child, Disabled, OlderPerson, PregnantOrNursing};
        let check = |text: &str, groups: &[(VulnerableKind, Option<i64>)], note: &str| {
            let told = vulnerable_told(text);
            let found: Vec<_> = told.groups.iter().map(|group| (group.kind, group.count)).collect();
            assert_eq!((found.as_slice(), told.note.as_str()), (groups, note), "{text}");
        };
        check("2 trẻ em, 1 người già", &[(Child, Some(2)), (OlderPerson, Some(1))], "");
        check("PN mang thai", &[(PregnantOrNursing, None)], "");
        check("Trẻ em: 02; người khuyết tật (1)", &[(Child, Some(2)), (Disabled, Some(1))], "");
        check("02 trẻ em và 01 người cao tuổi", &[(Child, Some(2)), (OlderPerson, Some(1))], "");
        check("nuôi con dưới 36 tháng", &[(PregnantOrNursing, None)], "");
        check("1 người già 85 tuổi nằm một chỗ", &[(OlderPerson, Some(1))], "1 người già 85 tuổi nằm một chỗ");
        check("2 trẻ em (3 tuổi, 5 tuổi)", &[(Child, Some(2))], "2 trẻ em (3 tuổi; 5 tuổi)");
        check("hộ ở xa đường", &[], "hộ ở xa đường");
        check("", &[], "");
    }

    #[test]
    fn property_is_told_in_free_text() {
        use PropertyKind::{BoatOrCage, Gongs, Livestock, Machine, Other, Rice, Vehicle};
        let check = |text: &str, expected: &[(PropertyKind, &str, Option<f64>, &str)]| {
            let lines = property_told(text);
            let found: Vec<_> =
                lines.iter().map(|line| (line.kind, line.what.as_str(), line.quantity, line.unit.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            "3 bò, 2 xe máy, 500kg lúa",
            &[(Livestock, "bò", Some(3.0), ""), (Vehicle, "xe máy", Some(2.0), ""), (Rice, "lúa", Some(500.0), "kg")],
        );
        check("trâu: 2", &[(Livestock, "trâu", Some(2.0), "")]);
        check("bò 3 con; 0,5 tấn lúa", &[(Livestock, "bò", Some(3.0), "con"), (Rice, "lúa", Some(0.5), "tấn")]);
        check("02 con lợn,1 ti vi", &[(Livestock, "lợn", Some(2.0), "con"), (Machine, "ti vi", Some(1.0), "")]);
        check("Trâu, bò: 5", &[(Livestock, "Trâu bò", Some(5.0), "")]);
        check("1 bộ cồng chiêng", &[(Gongs, "bộ cồng chiêng", Some(1.0), "")]);
        check("gạo (50 kg)", &[(Rice, "gạo", Some(50.0), "kg")]);
        check("lúa 10 bao", &[(Rice, "lúa", Some(10.0), "bao")]);
        check("1 thuyền thúng", &[(BoatOrCage, "thuyền thúng", Some(1.0), "")]);
        check("xe máy", &[(Vehicle, "xe máy", None, "")]);
        check("2,5 bò", &[(Other, "2,5 bò", None, "")]);
        check("3 bao xi măng", &[(Other, "3 bao xi măng", None, "")]);
        check("", &[]);
    }

    /// The digits of a text but for zeros, which "02" and "2.0" have of their own.
    fn digits(text: &str) -> Vec<char> {
        let mut digits: Vec<char> = text.chars().filter(|c| c.is_ascii_digit() && *c != '0').collect();
        digits.sort_unstable();
        digits
    }

    fn holds_all(held: &str, wanted: &str) -> bool {
        let mut held = digits(held);
        digits(wanted).iter().all(|digit| match held.iter().position(|other| other == digit) {
            Some(at) => {
                held.remove(at);
                true
            }
            None => false,
        })
    }

    fn free_text() -> impl Strategy<Value = String> {
        let word = proptest::sample::select(vec![
            "bò",
            "trâu",
            "xe máy",
            "lúa",
            "kg",
            "tấn",
            "con",
            "trẻ em",
            "người già",
            "và",
            "mang thai",
            "dưới 36 tháng",
            "(",
            ")",
            ":",
            ",",
            ", ",
            ";",
            ".",
            ". ",
            "\n",
            "-",
            " ",
            "xi măng",
            "khuyết tật",
            "+",
        ]);
        let number = "[0-9]{1,4}|[0-9]{1,3}[.,][0-9]{1,3}|[0-9]{8,14}";
        proptest::collection::vec((word, number, proptest::bool::ANY, proptest::bool::ANY), 0..12).prop_map(|parts| {
            let part = |(word, number, first, space): (&str, String, bool, bool)| {
                let space = if space { " " } else { "" };
                if first { format!("{number}{space}{word}{space}") } else { format!("{word}{space}{number}{space}") }
            };
            parts.into_iter().map(part).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_number_is_lost(text in free_text()) {
            let lines = property_told(&text);
            let number = |quantity: Option<f64>| quantity.map_or(String::new(), |quantity| quantity.to_string());
            let kept: Vec<String> =
                lines.iter().map(|line| format!("{} {} {}", line.what, line.unit, number(line.quantity))).collect();
            let kept = kept.join(" ");
            prop_assert!(holds_all(&kept, &text), "{text:?} became {lines:?}");

            let told = vulnerable_told(&text);
            let counts: Vec<String> = told.groups.iter().map(|group| group.count.unwrap_or(0).to_string()).collect();
            let counts = counts.join(" ");
            let named = text.matches("36").count();
            let kept = format!("{} {counts}{}", told.note, "36".repeat(named));
            prop_assert!(holds_all(&kept, &text), "{text:?} became {told:?}");
        }

        #[test]
        fn anything_can_be_read(text in "\\PC{0,80}") {
            prop_assert!(property_told(&text).len() <= MAX_LINES);
            prop_assert!(vulnerable_told(&text).groups.len() <= MAX_LINES);
        }
    }
}
