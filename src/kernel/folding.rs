//! Folding Vietnamese text for search. Search folds tones and đ; identity never does:
//! Ba Tơ and Ba Tô are two communes of one province.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// `text` in composed form (NFC), the only form that is stored and compared.
pub fn nfc(text: &str) -> String {
    // Nearly all text is composed already, and most of it plain.
    if is_surely_composed(text.as_bytes()) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text.to_owned();
    }
    text.nfc().collect()
}

/// Whether all letters stand composed wherever they stand, by their UTF-8: U+0000 to U+02FF (Latin), U+1EA0 to U+1EF9
/// (Vietnamese), and U+2010 to U+2027 (the signs between words).
fn is_surely_composed(mut text: &[u8]) -> bool {
    loop {
        text = match text {
            [] => return true,
            [0..=0x7f, rest @ ..]
            | [0xc2..=0xcb, _, rest @ ..]
            | [0xe1, 0xba, 0xa0..=0xff, rest @ ..]
            | [0xe1, 0xbb, ..=0xb9, rest @ ..]
            | [0xe2, 0x80, 0x90..=0xa7, rest @ ..] => rest,
            _ => return false,
        };
    }
}

/// `text` for searching: lower case, no tone or vowel marks, đ as d, single spaces.
///
/// ```
/// use ungpho::kernel::folding::search_key;
/// assert_eq!(search_key("Xã  Đăk Tờ Kan"), "xa dak to kan");
/// assert_eq!(search_key("Ba Tơ"), search_key("Ba Tô")); // so never use it as an identity
/// ```
pub fn search_key(text: &str) -> String {
    let bare: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if matches!(c, 'đ' | 'Đ') { 'd' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text` for telling whether two spellings are the same name: every mark counts, letters' case and spaces do not.
///
/// Where the tone of "oa", "oe" and "uy" is put is a matter of taste, and so is the form of an apostrophe.
///
/// ```
/// use ungpho::kernel::folding::exact_key;
/// assert_eq!(exact_key("Hòa Bình"), exact_key("Hoà  bình"));
/// assert_ne!(exact_key("Ba Tơ"), exact_key("Ba Tô"));
/// ```
pub fn exact_key(text: &str) -> String {
    let lower: String = text.nfc().flat_map(char::to_lowercase).map(plain_apostrophe).collect();
    let words: Vec<String> = lower.split_whitespace().map(tone_at_the_end).collect();
    words.join(" ").nfc().collect()
}

/// `text` for finding what was meant: as [`search_key`], and without what papers spell in several ways
/// (Đăk and Đắc, Ngọc and Ngọk, Ya and Ia, Tu Mơ Rông and Tumơrông, H'Drai and HDrai).
///
/// ```
/// use ungpho::kernel::folding::loose_key;
/// assert_eq!(loose_key("Tumơrông"), loose_key("Tu Mơ Rông"));
/// assert_eq!(loose_key("Ngọc Réo"), loose_key("Ngọk Réo"));
/// ```
pub fn loose_key(text: &str) -> String {
    search_key(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| match c {
            'k' => 'c',
            'y' => 'i',
            other => other,
        })
        .collect()
}

fn plain_apostrophe(c: char) -> char {
    if matches!(c, '’' | '‘' | 'ʼ' | '`' | '´') { '\'' } else { c }
}

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// A word whose last two vowels are oa, oe or uy with the tone on the second: hòa as hoà.
fn tone_at_the_end(word: &str) -> String {
    let mut letters: Vec<char> = word.nfd().collect();
    if let [.., first, tone, second] = letters.as_mut_slice()
        && matches!((*first, *second), ('o', 'a' | 'e') | ('u', 'y'))
        && TONES.contains(tone)
    {
        std::mem::swap(tone, second);
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_that_are_surely_composed_are_so_by_unicode() {
        let surely: Vec<char> =
            ('\0'..=char::MAX).filter(|c| is_surely_composed(c.encode_utf8(&mut [0; 4]).as_bytes())).collect();
        assert_eq!(surely.len(), 0x300 + (0x1efa - 0x1ea0) + (0x2028 - 0x2010));
        for c in surely {
            assert_eq!(is_nfc_quick([c].into_iter()), IsNormalized::Yes, "{c:?}");
            assert_eq!(unicode_normalization::char::canonical_combining_class(c), 0, "{c:?}");
        }
    }

    #[test]
    fn where_the_tone_stands_is_no_difference_and_which_tone_is() {
        for (one, other) in
            [("Hòa", "Hoà"), ("Ủy", "Uỷ"), ("THỦY", "thuỷ"), ("Khỏe", "Khoẻ"), ("Ia H’Drai", "Ia H'Drai")]
        {
            assert_eq!(exact_key(one), exact_key(other));
        }
        assert_eq!(exact_key("Za\u{306}ng"), exact_key("Zăng"), "composed or not");
        for (one, other) in
            [("Ba Tơ", "Ba Tô"), ("Sơn Hà", "Sơn Hạ"), ("Hòa", "Hóa"), ("Đăk", "Đắk"), ("Tờ", "Tơ"), ("Đa", "Da")]
        {
            assert_ne!(exact_key(one), exact_key(other));
            assert_eq!(search_key(one), search_key(other), "but a search finds both");
        }
    }

    #[test]
    fn spellings_of_one_name_are_found_by_one_another() {
        for (one, other) in
            [("Đăk Ring", "Đắc Ring"), ("Ya Ly", "Ia Ly"), ("Ia H'Drai", "IaHDrai"), ("Kon Plông", "Konplong")]
        {
            assert_eq!(loose_key(one), loose_key(other));
        }
    }

    /// The first letters, the vowel with its marks, and the tone.
    type Syllable = (String, String, String);

    fn syllable() -> impl Strategy<Value = Syllable> {
        let vowel =
            proptest::sample::select(vec!["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "oa", "uy"]);
        let tone = proptest::sample::select(vec!["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"]);
        let first = proptest::sample::select(vec!["", "b", "d", "đ", "t", "h", "ng", "k"]);
        (first, vowel, tone).prop_map(|(first, vowel, tone)| (first.to_owned(), vowel.to_owned(), tone.to_owned()))
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}|([A-Za-zĂÂĐÊÔƠƯăâđêôơưạảấầẩẫậ' ]{0,30})") {
            for fold in [search_key, exact_key, loose_key] {
                let once = fold(&text);
                prop_assert_eq!(fold(&once), once);
            }
        }

        #[test]
        fn names_that_differ_by_any_mark_are_never_one(names in proptest::collection::vec((syllable(), syllable()), 1..4)) {
            let write = |of: fn(&(Syllable, Syllable)) -> &Syllable| {
                let words = names.iter().map(of).map(|(first, vowel, tone)| format!("{first}{vowel}{tone}"));
                words.collect::<Vec<_>>().join(" ")
            };
            let (one, other) = (write(|pair| &pair.0), write(|pair| &pair.1));
            let same = names.iter().all(|(one, other)| one == other);
            prop_assert_eq!(exact_key(&one) == exact_key(&other), same, "{} {}", one, other);
        }
    }
}
