//! Short codes for SMS and radio: “A12 D 5” – of household A12, 5 people have departed.
//!
//! A message may hold several, one a line or with semicolons between. Nothing is guessed: what cannot be read is
//! answered in its own words, with what to write instead.

use super::report::{RelocationState, Said};
use crate::kernel::Localized;

/// The longest message, in characters: some SMS joined.
pub const MAX_MESSAGE: usize = 2_000;

/// The letters and the states they stand for: Vietnamese first letters, and what they are short for.
pub const LETTERS: [(&str, RelocationState, &str); 9] = [
    ("T", RelocationState::Notified, "đã thông báo"),
    ("Y", RelocationState::Agreed, "đồng ý"),
    ("K", RelocationState::Refused, "không chấp hành"),
    ("D", RelocationState::Departed, "đã đi"),
    ("N", RelocationState::Arrived, "đã đến nơi"),
    ("C", RelocationState::Transferred, "đã chuyển"),
    ("V", RelocationState::Returned, "đã về"),
    ("X", RelocationState::CannotReturn, "không về được"),
    ("R", RelocationState::Unknown, "chưa rõ"),
];

/// One code as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct ShortCode {
    /// The household's code, in capital letters.
    pub household: String,
    /// What it says.
    pub said: Said,
}

/// A line of a message, and what was understood of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Understood {
    /// As it was written.
    pub line: String,
    /// What it says, or what to write instead.
    pub code: Result<ShortCode, Localized>,
}

/// Reads a message: a line or a part between semicolons is a code.
pub fn read_message(message: &str) -> Vec<Understood> {
    message
        .chars()
        .take(MAX_MESSAGE)
        .collect::<String>()
        .split(['\n', '\r', ';'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| Understood { line: line.to_owned(), code: read_line(line) })
        .collect()
}

/// `HOUSEHOLD LETTER [PEOPLE] [words]`; letter and number may stand together.
fn read_line(line: &str) -> Result<ShortCode, Localized> {
    let mut words = line.split_whitespace();
    let household = words.next().unwrap_or_default().to_uppercase();
    if !household.chars().any(|char| char.is_ascii_digit()) || !household.chars().all(is_code_char) {
        return Err(Localized::new(
            format!("“{household}” không phải mã hộ. Viết như: A12 D 5."),
            format!("“{household}” is no household code. Write it like: A12 D 5."),
        ));
    }
    let Some(second) = words.next() else {
        return Err(Localized::new(
            format!("{household}: thiếu chữ cái cho biết tình trạng. Viết như: {household} D 5."),
            format!("{household}: the letter of the state is missing. Write it like: {household} D 5."),
        ));
    };
    let digits_at = second.find(|char: char| char.is_ascii_digit()).unwrap_or(second.len());
    let (letter, glued) = second.split_at(digits_at);
    let state = state_of(letter).ok_or_else(|| unknown_letter(letter))?;
    let (number, rest) = number_of(glued, &mut words)?;
    let count = |wanted: bool| if wanted { number } else { None };
    let said = Said {
        state: Some(state),
        departed: count(state == RelocationState::Departed),
        arrived: count(matches!(state, RelocationState::Arrived | RelocationState::Transferred)),
        returned: count(state == RelocationState::Returned),
        present: count(matches!(
            state,
            RelocationState::Unknown | RelocationState::Notified | RelocationState::Agreed | RelocationState::Refused
        )),
        remark: (!rest.is_empty()).then_some(rest),
        ..Said::default()
    };
    if state == RelocationState::CannotReturn && number.is_some() {
        return Err(Localized::new("Chữ X không kèm số người.", "The letter X takes no number."));
    }
    Ok(ShortCode { household, said })
}

fn is_code_char(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '-' | '.' | '/')
}

/// Tones and Đ are left out on old telephones, so both ways of writing are read.
fn state_of(letter: &str) -> Option<RelocationState> {
    let letter = match letter.to_uppercase().as_str() {
        "Đ" => "D".to_owned(),
        other => other.to_owned(),
    };
    LETTERS.iter().find(|(known, _, _)| *known == letter).map(|(_, state, _)| *state)
}

fn unknown_letter(letter: &str) -> Localized {
    let known: Vec<String> = LETTERS.iter().map(|(letter, _, short)| format!("{letter} {short}")).collect();
    let english: Vec<String> =
        LETTERS.iter().map(|(letter, state, _)| format!("{letter} {}", state.name().en)).collect();
    Localized::new(
        format!("Không hiểu chữ “{letter}”. Dùng một trong: {}.", known.join(", ")),
        format!("The letter “{letter}” is not known. Use one of: {}.", english.join(", ")),
    )
}

/// The number of people, where one stands, and the words after it.
fn number_of<'l>(glued: &str, words: &mut impl Iterator<Item = &'l str>) -> Result<(Option<i64>, String), Localized> {
    let wrong = |text: &str| {
        Localized::new(format!("“{text}” không phải số người."), format!("“{text}” is no number of people."))
    };
    let read = |text: &str| text.parse::<u32>().ok().filter(|number| *number <= 100_000).map(i64::from);
    if !glued.is_empty() {
        let number = read(glued).ok_or_else(|| wrong(glued))?;
        return Ok((Some(number), words.collect::<Vec<_>>().join(" ")));
    }
    let rest: Vec<&str> = words.collect();
    match rest.split_first() {
        None => Ok((None, String::new())),
        Some((first, after)) if first.starts_with(|char: char| char.is_ascii_digit()) => {
            let number = read(first).ok_or_else(|| wrong(first))?;
            Ok((Some(number), after.join(" ")))
        }
        Some(_) => Ok((None, rest.join(" "))),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may fail loudly

    use super::*;

    fn read(line: &str) -> ShortCode {
        let understood = read_message(line);
        assert_eq!(understood.len(), 1, "{understood:?}");
        understood[0].code.clone().unwrap()
    }

    #[test]
    fn a_household_that_left_with_five() {
        for line in ["A12 D 5", "a12 d5", " A12  Đ 5 ", "A12 đ5"] {
            let code = read(line);
            assert_eq!(code.household, "A12", "{line}");
            assert_eq!(
                code.said,
                Said { state: Some(RelocationState::Departed), departed: Some(5), ..Said::default() }
            );
        }
    }

    #[test]
    fn the_number_goes_to_the_count_of_its_state_and_words_are_kept() {
        assert_eq!(read("B3 N 4").said.arrived, Some(4));
        assert_eq!(read("B3 V 4").said.returned, Some(4));
        assert_eq!(read("B3 K 2 giữ trâu").said.present, Some(2));
        assert_eq!(read("B3 K giữ trâu").said.remark.as_deref(), Some("giữ trâu"));
        assert_eq!(read("TL-07 T").said, Said { state: Some(RelocationState::Notified), ..Said::default() });
    }

    #[test]
    fn several_in_one_message_each_by_itself() {
        let understood = read_message("A12 D 5; A13 Q 2\nA14 N4");
        assert_eq!(understood.len(), 3);
        assert!(understood[0].code.is_ok() && understood[2].code.is_ok());
        let wrong = understood[1].code.clone().unwrap_err();
        assert!(wrong.vi.contains("“Q”") && wrong.vi.contains("D đã đi"), "{wrong:?}");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for line in ["D 5", "A12", "A12 D năm", "A12 D 5x", "A12 X 3", "A12 D 4294967296"] {
            let understood = read_message(line);
            // Words after the letter are a remark; only a number that is none is a fault.
            let fine = line == "A12 D năm";
            assert_eq!(understood[0].code.is_ok(), fine, "{line}: {understood:?}");
        }
    }
}
