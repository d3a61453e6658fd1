//! Short codes of households: letters and digits that can be said over a radio.

use std::collections::HashSet;

use crate::kernel::Localized;
use crate::kernel::folding::{exact_key, search_key};

/// The longest code, in characters.
const MAX_CODE: usize = 20;

/// What is wrong with a code somebody gave a household.
pub fn code_fault(code: &str) -> Option<Localized> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | '_');
    let sound = !code.is_empty() && code.len() <= MAX_CODE && code.chars().all(fits);
    (!sound).then(|| {
        Localized::new(
            format!("Mã hộ gồm 1–{MAX_CODE} chữ không dấu, chữ số, dấu gạch, ví dụ A12."),
            format!("A household's code has 1–{MAX_CODE} plain letters, digits or dashes, such as A12."),
        )
    })
}

/// Gives codes to households that have none: the letters of the village and a number, `NN7` in Ngọc Nang.
#[derive(Debug, Default)]
pub struct CodeMaker {
    taken: HashSet<String>,
}

impl CodeMaker {
    /// Knows the codes the commune has given already.
    pub fn new(taken: impl IntoIterator<Item = String>) -> Self {
        Self { taken: taken.into_iter().map(|code| code.to_uppercase()).collect() }
    }

    /// Notes a code the register gives itself.
    pub fn take(&mut self, code: &str) {
        self.taken.insert(code.to_uppercase());
    }

    /// Whether somebody has `code`.
    pub fn is_taken(&self, code: &str) -> bool {
        self.taken.contains(&code.to_uppercase())
    }

    /// The code for the household that stands at `place` (from 1) in its village; the next free one where that is
    /// taken. The same register gives the same codes.
    pub fn make(&mut self, village: &str, place: usize) -> String {
        let letters = letters_of(village);
        let mut number = place.max(1);
        loop {
            let code = format!("{letters}{number}");
            if self.taken.insert(code.clone()) {
                return code;
            }
            number += 1;
        }
    }
}

/// The name of a village for telling whether two papers mean the same one: without the word for its kind, every mark
/// counting.
pub fn village_key(village: &str) -> String {
    let key = exact_key(village);
    let kinds = ["tổ dân phố ", "khu phố ", "tdp ", "thôn ", "làng ", "bản ", "buôn ", "xóm ", "ấp ", "tổ "];
    let bare = kinds.iter().find_map(|kind| key.strip_prefix(kind)).filter(|bare| !bare.starts_with(char::is_numeric));
    bare.map_or_else(|| key.clone(), str::to_owned)
}

/// Words that say what a place is, not which.
const KINDS: [&str; 11] = ["thon", "lang", "to", "khu", "pho", "dan", "ban", "buon", "plei", "xom", "ap"];

/// The letters of a village's code: Ngọc Nang is NN, thôn 3 is T3-. A dash keeps two numbers apart.
fn letters_of(village: &str) -> String {
    let folded = search_key(village);
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let own: Vec<&str> = words.iter().copied().filter(|word| !KINDS.contains(word)).collect();
    let numbers_only = own.iter().all(|word| word.chars().all(|c| c.is_ascii_digit()));
    let used = if own.is_empty() || numbers_only { words } else { own };
    let mut letters = String::new();
    for word in used.iter().take(4) {
        if word.chars().all(|c| c.is_ascii_digit()) {
            letters.extend(word.chars().take(3));
        } else {
            letters.extend(word.chars().next());
        }
    }
    if letters.is_empty() {
        letters.push('H');
    }
    if letters.ends_with(|c: char| c.is_ascii_digit()) {
        letters.push('-');
    }
    letters.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_made_from_the_village_and_the_place_in_it() {
        let check = |village: &str, place, expected: &str| {
            assert_eq!(CodeMaker::default().make(village, place), expected, "{village}");
        };
        check("Ngọc Nang", 7, "NN7");
        check("Làng Đăk Thun", 12, "DT12");
        check("thôn 3", 5, "T3-5");
        check("Tổ dân phố 12", 1, "TDP12-1");
        check("", 0, "H1");
        check("***", 2, "H2");
    }

    #[test]
    fn a_code_that_is_taken_is_not_given_again() {
        let mut maker = CodeMaker::new(["nn1".to_owned(), "NN2".to_owned()]);
        assert_eq!(maker.make("Ngọc Nang", 1), "NN3");
        assert_eq!(maker.make("Nước Nia", 3), "NN4");
        maker.take("A12");
        assert!(maker.is_taken("a12"));
    }

    #[test]
    fn a_village_is_the_same_with_and_without_the_word_for_its_kind() {
        assert_eq!(village_key("Thôn Ngọc Nang"), village_key("ngọc  nang"));
        assert_eq!(village_key("làng Mô Po"), village_key("Thôn Mô Po"));
        assert_ne!(village_key("Ngọc Nang"), village_key("Ngọc Năng"));
        assert_ne!(village_key("thôn 3"), village_key("tổ 3"), "numbers alone name nothing");
    }

    #[test]
    fn codes_are_what_can_be_said() {
        for code in ["A12", "HO-NL-001", "1", "T3-5"] {
            assert_eq!(code_fault(code), None, "{code}");
        }
        for code in ["", "A 12", "Đ1", "123456789012345678901", "a\n"] {
            assert!(code_fault(code).is_some(), "{code:?}");
        }
    }
}
