//! What an office adds to the shipped lists, or corrects of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{CodeList, EventWords, Matching, Vocabulary, bare, spelt};
use crate::hazards::Hazard;
use crate::kernel::Localized;

/// The longest words, in letters.
const LONGEST: usize = 100;

/// Words of events, and what they are taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWords {
    /// `vi`, `en`, `zh` …
    pub language: String,
    /// As they are compared: composed, in lower case, single spaces.
    pub words: String,
    /// Nothing where the words are to be shown to a person although a part of them would match.
    pub hazard: Option<Hazard>,
}

/// A code of a list, and what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCode {
    /// The list's name, letters and digits in lower case.
    pub list: String,
    /// The code.
    pub code: String,
    /// Nothing where the code is not to be taken for any.
    pub hazard: Option<Hazard>,
}

/// Everything that an office has of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnTerms {
    /// Words.
    pub words: Vec<OwnWords>,
    /// Codes.
    pub codes: Vec<OwnCode>,
}

/// Why an entry cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermFault {
    /// Nothing is left of it, or it is too long.
    Length,
    /// The language is no tag of two or three letters.
    Language,
}

impl TermFault {
    /// What to do.
    pub fn wording(self) -> Localized {
        match self {
            Self::Length => {
                Localized::new(format!("Nhập từ 1 đến {LONGEST} chữ cái."), format!("Give 1 to {LONGEST} letters."))
            }
            Self::Language => {
                Localized::new("Ngôn ngữ là mã hai chữ cái, như vi, en.", "A language is two letters, like vi, en.")
            }
        }
    }
}

impl OwnWords {
    /// Words as they are kept.
    pub fn new(language: &str, words: &str, hazard: Option<Hazard>) -> Result<Self, TermFault> {
        let language = language.trim().to_ascii_lowercase();
        if !matches!(language.len(), 2 | 3) || !language.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Err(TermFault::Language);
        }
        let words = spelt(words);
        if words.is_empty() || words.chars().count() > LONGEST {
            return Err(TermFault::Length);
        }
        Ok(Self { language, words, hazard })
    }
}

impl OwnCode {
    /// A code as it is kept.
    pub fn new(list: &str, code: &str, hazard: Option<Hazard>) -> Result<Self, TermFault> {
        let (list, code) = (bare(list), code.trim().to_owned());
        if list.is_empty() || code.is_empty() || list.len() > LONGEST || code.chars().count() > LONGEST {
            return Err(TermFault::Length);
        }
        Ok(Self { list, code, hazard })
    }
}

impl Vocabulary {
    /// The shipped lists with an office's own entries, which take the place of shipped ones for the same words or code.
    pub fn with(own: &OwnTerms) -> Arc<Self> {
        let mut lists = Self::default();
        for OwnWords { language, words, hazard } in &own.words {
            lists.event_words.retain(|entry| entry.language != *language || entry.words != *words);
            lists.event_words.push(EventWords { words: words.clone(), language: language.clone(), hazard: *hazard });
        }
        for own in &own.codes {
            lists.put_code(own);
        }
        Arc::new(lists)
    }

    fn put_code(&mut self, own: &OwnCode) {
        if !self.code_lists.iter().any(|list| list.list == own.list) {
            let (list, what) = (own.list.clone(), own.list.clone());
            let added = CodeList { list, what, matching: Matching::Exact, values: BTreeMap::new() };
            // Before the shipped ones, of which one may begin like it.
            self.code_lists.insert(0, added);
        }
        for list in self.code_lists.iter_mut().filter(|list| list.list == own.list) {
            list.values.retain(|code, _| !code.eq_ignore_ascii_case(&own.code));
            list.values.insert(own.code.clone(), own.hazard);
        }
    }

    /// The shipped words: language, words, hazard.
    pub fn shipped_words() -> Vec<OwnWords> {
        let entries = Self::shipped();
        let entry = |entry: &EventWords| OwnWords {
            language: entry.language.clone(),
            words: entry.words.clone(),
            hazard: entry.hazard,
        };
        entries.event_words.iter().map(entry).collect()
    }

    /// The shipped codes.
    pub fn shipped_codes() -> Vec<OwnCode> {
        let shipped = Self::shipped();
        let of_list = |list: &CodeList| {
            let code = |(code, hazard): (&String, &Option<Hazard>)| OwnCode {
                list: list.list.clone(),
                code: code.clone(),
                hazard: *hazard,
            };
            list.values.iter().map(code).collect::<Vec<_>>()
        };
        shipped.code_lists.iter().flat_map(of_list).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::cap::NamedValue;

    fn words(language: &str, words: &str, hazard: Option<Hazard>) -> OwnWords {
        OwnWords::new(language, words, hazard).unwrap()
    }

    fn taken_for(own: &OwnTerms, text: &str) -> Option<Hazard> {
        Vocabulary::with(own).hazard_of_terms(text, &[]).map(|found| found.hazard)
    }

    #[test]
    fn own_words_are_added_and_take_the_place_of_shipped_ones() {
        let none = OwnTerms::default();
        assert_eq!(taken_for(&none, "Cảnh báo trượt taluy"), None);
        let own = OwnTerms {
            words: vec![
                words("vi", "  Trượt   TALUY ", Some(Hazard::Landslide)),
                words("vi", "bão", None),
                words("vi", "cháy lau", Some(Hazard::ForestFire)),
            ],
            codes: Vec::new(),
        };
        assert_eq!(taken_for(&own, "Cảnh báo trượt taluy"), Some(Hazard::Landslide));
        assert_eq!(taken_for(&own, "Tin bão"), None, "a person is asked now");
        assert_eq!(taken_for(&none, "Tin bão"), Some(Hazard::Storm), "the shipped lists are as they were");
        assert_eq!(taken_for(&own, "Chay lau"), None, "tones are kept");
    }

    #[test]
    fn own_codes_are_added_and_take_the_place_of_shipped_ones() {
        let code = |list: &str, code: &str, hazard| OwnCode::new(list, code, hazard).unwrap();
        let own = OwnTerms {
            words: Vec::new(),
            codes: vec![
                code("KTTV", "LQ", Some(Hazard::FlashFlood)),
                code("SAME", "tsw", None),
                code("OET", "OET-218", Some(Hazard::StrongWindAtSea)),
            ],
        };
        let lists = Vocabulary::with(&own);
        let of = |name: &str, value: &str| {
            let code = NamedValue { name: name.into(), value: value.into() };
            lists.hazard_of_terms("", &[code]).map(|found| found.hazard)
        };
        assert_eq!(of("kttv", "lq"), Some(Hazard::FlashFlood));
        assert_eq!(of("SAME", "TSW"), None);
        assert_eq!(of("SAME", "FFW"), Some(Hazard::FlashFlood));
        assert_eq!(of("OET:v1.2", "OET-218"), Some(Hazard::StrongWindAtSea));
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        assert_eq!(OwnWords::new("vi", " ", None), Err(TermFault::Length));
        assert_eq!(OwnWords::new("vi", &"a".repeat(101), None), Err(TermFault::Length));
        assert_eq!(OwnWords::new("tiếng Việt", "bão", None), Err(TermFault::Language));
        assert_eq!(OwnCode::new("--", "x", None), Err(TermFault::Length));
        assert_eq!(OwnCode::new("kttv", "", None), Err(TermFault::Length));
    }
}
