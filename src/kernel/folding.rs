//! Folding Vietnamese text for search. Search folds tones and đ; identity never does:
//! Ba Tơ and Ba Tô are two communes of one province.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// `text` in composed form (NFC), the only form that is stored and compared.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
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
