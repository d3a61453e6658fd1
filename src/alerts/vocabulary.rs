//! Which hazard an alert is about: by codes before words, and never by guessing.
//!
//! The lists ship as data (`vocabulary.json`); an office adds to them and corrects them ([`OwnTerms`]). Order of
//! trust: codes of known event lists, MeteoAlarm's `awareness_type`, then the words of `event`. Vietnamese words keep
//! their tones: "bão" (storm) is not "báo" (notice). What nothing matches is shown to a person.

mod own;

pub use own::{OwnCode, OwnTerms, OwnWords, TermFault};

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::{
    alerts::cap::{Alert, NamedValue},
    hazards::Hazard,
    kernel::{Localized, folding::nfc},
};

/// The lists by which hazards are told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    #[serde(rename = "note")]
    _note: String,
    code_lists: Vec<CodeList>,
    awareness_types: BTreeMap<String, Hazard>,
    event_words: Vec<EventWords>,
    level_names: Vec<String>,
    test_codes: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeList {
    /// The `valueName` in lower case, letters and digits only.
    list: String,
    what: String,
    #[serde(rename = "match")]
    matching: Matching,
    /// Absent hazards are codes that must not be taken for one.
    values: BTreeMap<String, Option<Hazard>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Matching {
    Exact,
    /// The name may go on with a version.
    Prefix,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct EventWords {
    words: String,
    language: String,
    /// Absent where the words must be shown to a person although a part of them would match.
    hazard: Option<Hazard>,
}

static SHIPPED: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| {
    let read = serde_json::from_str(include_str!("vocabulary.json"));
    Arc::new(read.unwrap_or_else(|error| panic!("vocabulary.json: {error}")))
});

/// How many letters of an event are looked at; it is a name, not a text.
const MAX_EVENT: usize = 400;

/// The hazard of an alert and what it was told by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HazardMatch {
    /// The hazard.
    pub hazard: Hazard,
    /// What told it, for people.
    pub ground: Localized,
}

impl Default for Vocabulary {
    fn default() -> Self {
        (**SHIPPED).clone()
    }
}

impl Vocabulary {
    /// The lists as they ship.
    pub fn shipped() -> Arc<Self> {
        Arc::clone(&SHIPPED)
    }

    /// The hazard `alert` is about; nothing where a person must decide.
    pub fn hazard_of(&self, alert: &Alert) -> Option<HazardMatch> {
        let infos = &alert.infos;
        let codes = || infos.iter().flat_map(|info| &info.event_codes);
        let named = || codes().chain(infos.iter().flat_map(|info| &info.parameters));
        named()
            .find_map(|code| self.by_list(code))
            .or_else(|| codes().find_map(|code| self.by_misplaced_oet(code)))
            .or_else(|| named().find_map(|parameter| self.by_awareness(parameter)))
            .or_else(|| infos.iter().find_map(|info| self.by_words(&info.event)))
    }

    /// What a text and codes by themselves would be taken for.
    pub fn hazard_of_terms(&self, text: &str, codes: &[NamedValue]) -> Option<HazardMatch> {
        let by_code = codes.iter().find_map(|code| self.by_list(code).or_else(|| self.by_misplaced_oet(code)));
        by_code.or_else(|| codes.iter().find_map(|code| self.by_awareness(code))).or_else(|| self.by_words(text))
    }

    /// Every hazard that the events of `alert` name, in the order in which they stand, each once.
    pub fn hazards_named(&self, alert: &Alert) -> Vec<Hazard> {
        let mut named = Vec::new();
        for (_, _, entry) in alert.infos.iter().flat_map(|info| self.standing_words(&info.event)) {
            named.extend(entry.hazard.filter(|hazard| !named.contains(hazard)));
        }
        named
    }

    fn by_list(&self, code: &NamedValue) -> Option<HazardMatch> {
        let name = bare(&code.name);
        let list = self.code_lists.iter().find(|list| match list.matching {
            Matching::Exact => name == list.list,
            Matching::Prefix => name.starts_with(&list.list),
        })?;
        let hazard = value_in(list, code.value.trim())?;
        Some(told(hazard, &format!("{} = {}", list.what, code.value)))
    }

    /// Some senders put an OET code under a name of their own; `OET-159` can be nothing else.
    fn by_misplaced_oet(&self, code: &NamedValue) -> Option<HazardMatch> {
        let value = code.value.trim();
        let list = self.code_lists.iter().find(|list| list.list == "oet")?;
        let hazard = value_in(list, value).filter(|_| bare(value).starts_with("oet"))?;
        Some(told(hazard, &format!("{} = {value}", list.what)))
    }

    /// `awareness_type` is "number; word"; only the number is looked at.
    fn by_awareness(&self, parameter: &NamedValue) -> Option<HazardMatch> {
        if bare(&parameter.name) != "awarenesstype" {
            return None;
        }
        let number = parameter.value.split(';').next()?.trim();
        let hazard = self.awareness_types.get(number)?;
        Some(told(*hazard, &format!("MeteoAlarm awareness_type = {}", parameter.value)))
    }

    /// The first hazard that `event` names.
    fn by_words(&self, event: &str) -> Option<HazardMatch> {
        let standing = self.standing_words(event);
        let (_, _, first) = standing.iter().find(|(_, _, entry)| entry.hazard.is_some())?;
        Some(told(first.hazard?, &format!("event: “{}”", first.words)))
    }

    /// The entries whose words stand in `event`, by where. Of overlapping words the longest counts: "lũ quét" is not
    /// "lũ".
    fn standing_words(&self, event: &str) -> Vec<(usize, usize, &EventWords)> {
        let text = spelt(&event.chars().take(MAX_EVENT).collect::<String>());
        let entries = self.event_words.iter();
        let found: Vec<_> = entries
            .flat_map(|entry| occurrences(&text, entry).map(move |start| (start, start + entry.words.len(), entry)))
            .collect();
        let covered = |(start, end): (usize, usize)| {
            found.iter().any(|(a, b, _)| *a <= start && end <= *b && (b - a) > (end - start))
        };
        let mut standing: Vec<_> = found.iter().filter(|(a, b, _)| !covered((*a, *b))).copied().collect();
        standing.sort_by_key(|(start, ..)| *start);
        standing
    }
}

/// The first test code among the event codes, `RMT` for a required monthly test.
pub(super) fn test_code_of(alert: &Alert) -> Option<&str> {
    let mut codes = alert.infos.iter().flat_map(|info| &info.event_codes);
    codes.find_map(|code| {
        let tests = SHIPPED.test_codes.get(&bare(&code.name))?;
        tests.iter().any(|test| test.eq_ignore_ascii_case(code.value.trim())).then_some(code.value.trim())
    })
}

/// Whether a parameter or event code called `name` holds a Vietnamese disaster risk level.
pub(super) fn is_level_name(name: &str) -> bool {
    SHIPPED.level_names.iter().any(|known| bare(known) == bare(name))
}

fn value_in(list: &CodeList, value: &str) -> Option<Hazard> {
    let prefixed = format!("{}-{value}", list.list);
    let same = |known: &str| known.eq_ignore_ascii_case(value) || known.eq_ignore_ascii_case(&prefixed);
    list.values.iter().find_map(|(known, hazard)| same(known).then_some(*hazard))?
}

/// A text as it is compared: composed, in lower case, single spaces.
fn spelt(text: &str) -> String {
    nfc(text).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where `entry` stands in `text` as whole words; Chinese is written without spaces between words.
fn occurrences<'a>(text: &'a str, entry: &'a EventWords) -> impl Iterator<Item = usize> + 'a {
    let apart = |c: Option<char>| entry.language == "zh" || c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(entry.words.as_str()).map(|(start, _)| start).filter(move |start| {
        let (before, rest) = text.split_at(*start);
        let after = rest.get(entry.words.len()..).unwrap_or_default();
        apart(before.chars().next_back()) && apart(after.chars().next())
    })
}

fn told(hazard: Hazard, by: &str) -> HazardMatch {
    let name = hazard.name();
    let ground = Localized::new(
        format!("Loại thiên tai “{}” xác định theo {by}.", name.vi),
        format!("The hazard “{}” was told by {by}.", name.en),
    );
    HazardMatch { hazard, ground }
}

/// A name in lower case, letters and digits only, since its spelling varies.
fn bare(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// The hazard of an alert by the shipped lists.
#[cfg(test)]
pub(crate) fn hazard_of(alert: &Alert) -> Option<HazardMatch> {
    SHIPPED.hazard_of(alert)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::samples::alert_with_infos;

    fn pair(element: &str, name: &str, value: &str) -> String {
        format!("<{element}><valueName>{name}</valueName><value>{value}</value></{element}>")
    }

    fn hazard(info: &str) -> Option<Hazard> {
        hazard_of(&alert_with_infos(&format!("<info>{info}</info>"))).map(|found| found.hazard)
    }

    fn event(text: &str, expected: Option<Hazard>) {
        assert_eq!(hazard(&format!("<event>{text}</event>")), expected, "{text}");
    }

    #[test]
    fn the_shipped_lists_are_readable_and_lower_case() {
        for entry in &SHIPPED.event_words {
            assert_eq!(entry.words, nfc(&entry.words).to_lowercase(), "{}", entry.language);
        }
        for list in &SHIPPED.code_lists {
            assert_eq!(list.list, bare(&list.list));
        }
    }

    #[test]
    fn a_storm_is_not_a_notice() {
        event("TIN BÃO KHẨN CẤP", Some(Hazard::Storm));
        event("Cơn bão số 13", Some(Hazard::Storm));
        event("Thông báo, dự báo thời tiết", None);
        event("Báo động", None);
    }

    #[test]
    fn decomposed_letters_are_the_same_letters() {
        event("Tin ba\u{303}o", Some(Hazard::Storm));
    }

    #[test]
    fn the_longest_of_overlapping_words_counts() {
        event("Cảnh báo lũ quét", Some(Hazard::FlashFlood));
        event("Tin lũ trên sông Trà Khúc", Some(Hazard::Flood));
        event("Nước dâng do bão", Some(Hazard::StormSurge));
        event("Flash flood warning", Some(Hazard::FlashFlood));
    }

    #[test]
    fn of_several_hazards_the_first_named_counts() {
        event("Tin áp thấp nhiệt đới có khả năng mạnh lên thành bão", Some(Hazard::TropicalDepression));
        event("Lũ quét, sạt lở đất, sụt lún đất do mưa lũ", Some(Hazard::FlashFlood));
        event("Mưa lớn diện rộng, gió mạnh trên biển", Some(Hazard::HeavyRain));
    }

    #[test]
    fn words_are_whole() {
        event("Thunderstorm", Some(Hazard::Lightning));
        event("Rainbow festival", None);
        event("雷雨特報", Some(Hazard::Lightning));
    }

    #[test]
    fn what_would_match_by_half_is_shown_to_a_person() {
        event("Winter storm", None);
        event("Freezing rain, icing", None);
        event("Công văn hỏa tốc", None);
        event("", None);
    }

    #[test]
    fn codes_are_trusted_before_words() {
        let storm_code = pair("eventCode", "OET:v1.2", "OET-204");
        assert_eq!(hazard(&format!("<event>Lũ</event>{storm_code}")), Some(Hazard::Storm));
        assert_eq!(hazard(&pair("eventCode", "SAME", "TSW")), Some(Hazard::Tsunami));
        assert_eq!(hazard(&pair("eventCode", "profile:CAP-CP:Event:0.4", "flashFlood")), Some(Hazard::FlashFlood));
        assert_eq!(hazard(&pair("parameter", "eventtype", "EQ")), Some(Hazard::Earthquake));
        assert_eq!(hazard(&pair("eventCode", "OET", "159")), Some(Hazard::HeavyRain));
        assert_eq!(hazard(&pair("eventCode", "VN-HAZARD", "saline_intrusion")), Some(Hazard::SalineIntrusion));
    }

    #[test]
    fn an_oet_code_is_known_under_any_name_but_others_are_not() {
        assert_eq!(hazard(&pair("eventCode", "rain", "OET-159")), Some(Hazard::HeavyRain));
        assert_eq!(hazard(&pair("eventCode", "LICENSE", "159")), None);
        assert_eq!(hazard(&pair("eventCode", "GROUP", "TSW")), None);
    }

    #[test]
    fn meteoalarm_types_are_read_by_their_number() {
        assert_eq!(hazard(&pair("parameter", "awareness_type", " 12; flooding")), Some(Hazard::Flood));
        assert_eq!(hazard(&pair("parameter", "awareness_type", "2; Snow-Ice")), None);
    }

    #[test]
    fn the_ground_is_told() {
        let found = hazard_of(&alert_with_infos("<info><event>Tin bão</event></info>")).unwrap();
        assert_eq!(found.ground.vi, "Loại thiên tai “bão” xác định theo event: “bão”.");
    }
}
