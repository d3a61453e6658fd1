//! What people are told first: a headline in their language, and when it begins.

use serde::{Deserialize, Serialize};

use crate::{
    alerts::cap::{Alert, Info},
    kernel::{Language, Timestamp},
};

/// What the beginning of an alert rests on, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnsetBasis {
    /// The sender said when the event begins.
    Onset,
    /// Only from when the text holds.
    Effective,
    /// Only when the message was sent.
    Sent,
}

/// The earliest beginning over all blocks, each by its `onset`, else `effective`, else the message's `sent`.
pub fn onset_of(alert: &Alert) -> (Timestamp, OnsetBasis) {
    let begins = |info: &Info| match (info.onset, info.effective) {
        (Some(onset), _) => (onset, OnsetBasis::Onset),
        (None, Some(effective)) => (effective, OnsetBasis::Effective),
        (None, None) => (alert.identity.sent, OnsetBasis::Sent),
    };
    alert.infos.iter().map(begins).min().unwrap_or((alert.identity.sent, OnsetBasis::Sent))
}

/// The headline for a reader of `language`, else in Vietnamese, else in English, else in any language;
/// the event where a block has no headline. Nothing where no block says anything.
pub fn headline_for(alert: &Alert, language: Language) -> Option<&str> {
    let said = |info: &'_ Info| info.headline.is_some() || !info.event.is_empty();
    let in_language = |wanted: &str| alert.infos.iter().find(|info| said(info) && is_language(&info.language, wanted));
    let own = match language {
        Language::Vi => "vi",
        Language::En => "en",
    };
    let info = in_language(own)
        .or_else(|| in_language("vi"))
        .or_else(|| in_language("en"))
        .or_else(|| alert.infos.iter().find(|info| said(info)))?;
    Some(info.headline.as_deref().unwrap_or(&info.event))
}

/// Whether the tag `tag`, as senders write it, is of the language `wanted`, `vi` or `en`.
fn is_language(tag: &str, wanted: &str) -> bool {
    let main = tag.split(['-', '_']).next().unwrap_or_default().trim().to_lowercase();
    main == wanted
        || match wanted {
            "vi" => matches!(main.as_str(), "vie" | "vietnamese" | "tiếng việt" | "vn"),
            _ => matches!(main.as_str(), "eng" | "english"),
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::samples::alert_with_infos;

    fn block(language: &str, headline: &str) -> String {
        format!("<info><language>{language}</language><event>x</event><headline>{headline}</headline></info>")
    }

    fn headline(blocks: &[(&str, &str)], language: Language) -> Option<String> {
        let infos: String = blocks.iter().map(|(language, headline)| block(language, headline)).collect();
        headline_for(&alert_with_infos(&infos), language).map(str::to_owned)
    }

    #[test]
    fn the_readers_language_comes_first_then_vietnamese_then_english() {
        let all = [("fr", "Tempête"), ("en-US", "Storm"), ("vi-VN", "Bão")];
        assert_eq!(headline(&all, Language::Vi).as_deref(), Some("Bão"));
        assert_eq!(headline(&all, Language::En).as_deref(), Some("Storm"));
        assert_eq!(headline(&all[..2], Language::Vi).as_deref(), Some("Storm"));
        assert_eq!(headline(&[all[0], all[2]], Language::En).as_deref(), Some("Bão"));
        assert_eq!(headline(&all[..1], Language::En).as_deref(), Some("Tempête"));
    }

    #[test]
    fn languages_are_known_by_their_odd_names_too() {
        assert_eq!(headline(&[("fr", "a"), ("Vietnamese", "b")], Language::Vi).as_deref(), Some("b"));
        assert_eq!(headline(&[("fr", "a"), ("english", "b")], Language::En).as_deref(), Some("b"));
    }

    #[test]
    fn the_event_stands_in_for_a_missing_headline() {
        let alert = alert_with_infos("<info/><info><event>Lũ</event></info>");
        assert_eq!(headline_for(&alert, Language::Vi), Some("Lũ"));
        assert_eq!(headline_for(&alert_with_infos(""), Language::Vi), None);
    }

    #[test]
    fn the_earliest_beginning_counts() {
        let onset = |infos: &str| {
            let (at, basis) = onset_of(&alert_with_infos(infos));
            (at.format("%H:%M").to_string(), basis)
        };
        let late = "<info><onset>2025-11-06T18:00:00Z</onset></info>";
        let early = "<info><effective>2025-11-06T14:00:00Z</effective></info>";
        assert_eq!(onset(late), ("18:00".to_owned(), OnsetBasis::Onset));
        assert_eq!(onset(&format!("{late}{early}")), ("14:00".to_owned(), OnsetBasis::Effective));
        assert_eq!(onset(&format!("{late}<info/>")), ("13:00".to_owned(), OnsetBasis::Sent));
        assert_eq!(onset(""), ("13:00".to_owned(), OnsetBasis::Sent));
    }
}
