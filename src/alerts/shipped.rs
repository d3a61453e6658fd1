//! The sources that come with the program: facts about public feeds, most of them to be switched on by whoever needs
//! them. Addresses are as others had recorded them; a source that has moved shows as failing, and is mended in place.

use serde::Deserialize;

use crate::alerts::adapters::SourceFormat;
use crate::alerts::rules::SourceRules;
use crate::alerts::source::PollRules;
use crate::kernel::Localized;

/// A source that comes with the program.
#[derive(Debug, Clone, PartialEq)]
pub struct ShippedSource {
    /// A short name.
    pub code: String,
    /// A name for people.
    pub name: String,
    /// The address of its feed.
    pub url: String,
    /// Whether it is polled from the start.
    pub enabled: bool,
    /// How it is polled and read.
    pub rules: PollRules,
}

/// As the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    name: String,
    url: String,
    enabled: bool,
    every_seconds: u32,
    oid: Option<String>,
    #[serde(default)]
    format: SourceFormat,
    note: Localized,
    #[serde(default)]
    reading: SourceRules,
}

/// All of them.
///
/// # Errors
/// Where the file that was compiled in cannot be read.
pub fn shipped_sources() -> Result<Vec<ShippedSource>, serde_json::Error> {
    let entries: Vec<Entry> = serde_json::from_str(include_str!("sources.json"))?;
    let source = |Entry { code, name, url, enabled, every_seconds, oid, format, note, reading }| ShippedSource {
        code,
        name,
        url,
        enabled,
        rules: PollRules { every_seconds, format, oid, note: Some(note), reading, ..PollRules::default() },
    };
    Ok(entries.into_iter().map(source).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn only_viet_nams_own_are_asked_without_being_switched_on() {
        let sources = shipped_sources().unwrap();
        assert!((20..=30).contains(&sources.len()), "{}", sources.len());
        let on: Vec<&str> = sources.iter().filter(|source| source.enabled).map(|source| source.code.as_str()).collect();
        assert_eq!(on, ["vn-nchmf", "vn-luquetsatlo"]);
        for format in SourceFormat::ALL {
            assert!(sources.iter().any(|source| source.rules.format == format), "none is {format:?}");
        }
        let codes: HashSet<&str> = sources.iter().map(|source| source.code.as_str()).collect();
        let addresses: HashSet<&str> = sources.iter().map(|source| source.url.as_str()).collect();
        assert_eq!((codes.len(), addresses.len()), (sources.len(), sources.len()));
    }

    #[test]
    fn each_says_how_it_wants_to_be_asked_and_none_is_asked_too_often() {
        for source in shipped_sources().unwrap() {
            assert!(url::Url::parse(&source.url).is_ok(), "{}", source.code);
            assert!(source.rules.every_seconds >= 120, "{}", source.code);
            let note = source.rules.note.unwrap();
            assert!(note.vi.ends_with('.') && note.en.ends_with('.'), "{}: {note:?}", source.code);
            let oid = source.rules.oid.unwrap_or_else(|| "2.49.0.0.".into());
            assert!(oid.starts_with("2.49.0.0."), "{}: {oid}", source.code);
        }
    }
}
