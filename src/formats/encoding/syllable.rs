//! Whether a word can be Vietnamese, by its letters alone.

use unicode_normalization::UnicodeNormalization;

/// The tones as they are composed.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// The vowels of a syllable, with their marks and without its tone; a few of them only in names of the highlands.
const VOWELS: [&str; 66] = [
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia",
    "iê", "iu", "iêu", "oa", "oă", "oe", "oi", "ôi", "ơi", "oo", "ua", "uâ", "uê", "ui", "uô", "uơ", "uy", "ưa", "ưi",
    "ươ", "ưu", "uya", "uyê", "uyu", "yê", "yêu", "oai", "oay", "oao", "oeo", "uai", "uay", "uây", "uao", "uêu", "uôi",
    "ươi", "ươu", "uă", "ea", "ya", "iă", "eă", "êa", "ie",
];

/// What a syllable can begin with; some only in names of the highlands.
const FIRST: [&str; 61] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "q",
    "r", "s", "t", "th", "tr", "v", "x", "w", "j", "z", "f", "bl", "br", "kl", "kr", "dr", "đr", "gl", "gr", "pl",
    "pr", "hr", "hl", "hm", "hn", "mn", "ml", "mr", "sr", "sm", "st", "kd", "kt", "kb", "kp", "kn", "km", "đh", "tl",
    "bh",
];

/// What a syllable can end with; some only in names of the highlands.
const LAST: [&str; 15] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t", "k", "l", "r", "h", "s", "b"];

/// Whether the word consists of one possible syllable, with at most one tone.
pub(super) fn is_possible(word: &str) -> bool {
    if word.chars().count() > 8 || has_capital_inside(word) {
        return false;
    }
    let mut tones = 0;
    let bare: String = word
        .nfd()
        .filter(|c| {
            let tone = TONES.contains(c);
            tones += usize::from(tone);
            !tone
        })
        .nfc()
        .flat_map(char::to_lowercase)
        .collect();
    if tones > 1 || !bare.chars().all(is_letter) {
        return false;
    }
    let vowel = |c: char| "aăâeêioôơuưy".contains(c);
    let Some(start) = bare.find(vowel) else { return bare == "đ" };
    let (first, rest) = bare.split_at(start);
    let (vowels, last) = rest.split_at(rest.find(|c| !vowel(c)).unwrap_or(rest.len()));
    if !FIRST.contains(&first) || !LAST.contains(&last) {
        return false;
    }
    let glide = match first {
        "g" => vowels.strip_prefix('i'),
        "q" => vowels.strip_prefix('u'),
        _ => None,
    };
    VOWELS.contains(&vowels) || glide.is_some_and(|vowels| VOWELS.contains(&vowels))
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || "ăâêôơưđ".contains(c)
}

/// A capital beyond ASCII behind a small letter: no spelling has it, a wrong reading does.
fn has_capital_inside(word: &str) -> bool {
    let mut small = false;
    word.chars().any(|c| {
        let wrong = small && !c.is_ascii() && c.is_uppercase();
        small |= c.is_lowercase();
        wrong
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_letters_in_disorder() {
        for word in [
            "Thành",
            "phố",
            "Nguyễn",
            "Đăk",
            "Glông",
            "quý",
            "giường",
            "già",
            "khuỷu",
            "ĐƯỜNG",
            "Ngọk",
            "Kỳ",
            "ở",
            "Brăp",
            "thuở",
        ] {
            assert!(is_possible(word), "{word}");
        }
        for word in ["S¬n", "Thaønh", "Néi", "thÀnh", "huyÖn", "Élève", "Côte", "Malmö", "ấậ", "ThÃ"] {
            assert!(!is_possible(word), "{word}");
        }
    }
}
