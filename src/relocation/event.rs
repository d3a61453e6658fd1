//! A disaster episode (đợt thiên tai): what a chain of alerts is about.

use serde::{Deserialize, Serialize};

use crate::alerts::cap::Alert;
use crate::alerts::telling::{headline_for, onset_of};
use crate::hazards::Hazard;
use crate::kernel::clock::vietnam_offset;
use crate::kernel::ids::EventId;
use crate::kernel::{Language, Localized, Timestamp};

/// An episode.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// The chain of alerts it began with.
    pub chain_key: String,
    /// Its name.
    pub name: Localized,
    /// Real or drill.
    pub kind: EventKind,
    /// When it was opened.
    pub started_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Made from demonstration data.
    pub demonstration: bool,
}

/// Whether people are really moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Real.
    Real,
    /// A drill (diễn tập): can never call real people.
    Drill,
}

/// The name of an episode: the event as its first alert calls it, and from which day.
pub fn event_name(alert: &Alert, hazard: Option<Hazard>) -> Localized {
    let day = onset_of(alert).0.with_timezone(&vietnam_offset()).format("%d/%m/%Y").to_string();
    let called = |language: Language, tag: &str| {
        alert
            .infos
            .iter()
            .find(|info| info.language.to_lowercase().starts_with(tag) && !info.event.trim().is_empty())
            .map(|info| info.event.trim().to_owned())
            .or_else(|| hazard.map(|hazard| hazard.name().in_language(language).to_owned()))
            .or_else(|| headline_for(alert, language).map(str::to_owned))
            .unwrap_or_else(|| alert.identity.identifier.clone())
    };
    Localized::new(
        format!("{}, từ ngày {day}", called(Language::Vi, "vi")),
        format!("{}, from {day}", called(Language::En, "en")),
    )
}
