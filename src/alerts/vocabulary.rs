//! Which hazard an alert is about: by codes before words, and never by guessing.
//!
//! The lists ship as data (`vocabulary.json`) that an official can correct. Order of trust: codes of known
//! event lists, MeteoAlarm's `awareness_type`, then the words of `event`. Vietnamese words keep their tones:
//! "bão" (storm) is not "báo" (notice). What nothing matches is shown to a person.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use crate::{
    alerts::cap::{Alert, NamedValue},
    hazards::Hazard,
    kernel::{Localized, folding::nfc},
};

/// The shipped lists.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Vocabulary {
    #[serde(rename = "note")]
    _note: String,
    code_lists: Vec<CodeList>,
    awareness_types: BTreeMap<String, Hazard>,
    event_words: Vec<EventWords>,
    level_names: Vec<String>,
    test_codes: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeList {
    /// The `valueName` in lower case, letters and digits only.
    list: String,
    what: String,
    #[serde(rename = "match")]
    matching: Matching,
    values: BTreeMap<String, Hazard>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Matching {
    Exact,
    /// The name may go on with a version.
    Prefix,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EventWords {
    words: String,
    language: String,
    /// Absent where the words must be shown to a person although a part of them would match.
    hazard: Option<Hazard>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    serde_json::from_str(include_str!("vocabulary.json")).unwrap_or_else(|error| panic!("vocabulary.json: {error}"))
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

/// The hazard `alert` is about; nothing where a person must decide.
pub fn hazard_of(alert: &Alert) -> Option<HazardMatch> {
    let infos = &alert.infos;
    let codes = || infos.iter().flat_map(|info| &info.event_codes);
    let named = || codes().chain(infos.iter().flat_map(|info| &info.parameters));
    named()
        .find_map(by_list)
        .or_else(|| codes().find_map(by_misplaced_oet))
        .or_else(|| named().find_map(by_awareness))
        .or_else(|| infos.iter().find_map(|info| by_words(&info.event)))
}

/// The first test code among the event codes, `RMT` for a required monthly test.
pub(super) fn test_code_of(alert: &Alert) -> Option<&str> {
    let mut codes = alert.infos.iter().flat_map(|info| &info.event_codes);
    codes.find_map(|code| {
        let tests = VOCABULARY.test_codes.get(&bare(&code.name))?;
        tests.iter().any(|test| test.eq_ignore_ascii_case(code.value.trim())).then_some(code.value.trim())
    })
}

/// Whether a parameter or event code called `name` holds a Vietnamese disaster risk level.
pub(super) fn is_level_name(name: &str) -> bool {
    VOCABULARY.level_names.iter().any(|known| bare(known) == bare(name))
}

fn by_list(code: &NamedValue) -> Option<HazardMatch> {
    let name = bare(&code.name);
    let list = VOCABULARY.code_lists.iter().find(|list| match list.matching {
        Matching::Exact => name == list.list,
        Matching::Prefix => name.starts_with(&list.list),
    })?;
    let hazard = value_in(list, code.value.trim())?;
    Some(told(hazard, &format!("{} = {}", list.what, code.value)))
}

/// Some senders put an OET code under a name of their own; `OET-159` can be nothing else.
fn by_misplaced_oet(code: &NamedValue) -> Option<HazardMatch> {
    let value = code.value.trim();
    let list = VOCABULARY.code_lists.iter().find(|list| list.list == "oet")?;
    let hazard = value_in(list, value).filter(|_| bare(value).starts_with("oet"))?;
    Some(told(hazard, &format!("{} = {value}", list.what)))
}

fn value_in(list: &CodeList, value: &str) -> Option<Hazard> {
    let prefixed = format!("{}-{value}", list.list);
    let same = |known: &str| known.eq_ignore_ascii_case(value) || known.eq_ignore_ascii_case(&prefixed);
    list.values.iter().find_map(|(known, hazard)| same(known).then_some(*hazard))
}

/// `awareness_type` is "number; word"; only the number is looked at.
fn by_awareness(parameter: &NamedValue) -> Option<HazardMatch> {
    if bare(&parameter.name) != "awarenesstype" {
        return None;
    }
    let number = parameter.value.split(';').next()?.trim();
    let hazard = VOCABULARY.awareness_types.get(number)?;
    Some(told(*hazard, &format!("MeteoAlarm awareness_type = {}", parameter.value)))
}

/// The first hazard that `event` names. Of overlapping words the longest counts: "lũ quét" is not "lũ".
fn by_words(event: &str) -> Option<HazardMatch> {
    let text = nfc(&event.chars().take(MAX_EVENT).collect::<String>())
        .to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let entries = VOCABULARY.event_words.iter();
    let found: Vec<_> = entries
        .flat_map(|entry| occurrences(&text, entry).map(move |start| (start, start + entry.words.len(), entry)))
        .collect();
    let covered = |(start, end): (usize, usize)| {
        found.iter().any(|(a, b, _)| *a <= start && end <= *b && (b - a) > (end - start))
    };
    let (_, _, first) = found
        .iter()
        .filter(|(a, b, entry)| entry.hazard.is_some() && !covered((*a, *b)))
        .min_by_key(|(start, ..)| *start)?;
    Some(told(first.hazard?, &format!("event: “{}”", first.words)))
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
        for entry in &VOCABULARY.event_words {
            assert_eq!(entry.words, nfc(&entry.words).to_lowercase(), "{}", entry.language);
        }
        for list in &VOCABULARY.code_lists {
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
