//! A disaster episode (đợt thiên tai): what a chain of alerts is about.

use chrono::NaiveDate;
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
    /// The unit whose drill it is: only plans in it are asked. None where it concerns everybody.
    pub within_unit: Option<String>,
    /// The event it turned out to belong to, where it was joined to another.
    pub joined_to: Option<EventId>,
}

/// Whether people are really moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Real.
    Real,
    /// A drill (diễn tập): can never call real people.
    Drill,
}

/// What officials call an episode: a storm by year and number, anything else by what it is and its days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum EventName {
    /// A storm: numbers begin anew each year, so the number alone is no name.
    Storm {
        /// Of which year.
        year: u16,
        /// Which number.
        number: u8,
        /// Its international name.
        #[serde(default)]
        international: Option<String>,
    },
    /// An episode of rain, floods, landslides, an earthquake.
    Episode {
        /// What it is: “mưa lũ”.
        what: String,
        /// The first day.
        from: NaiveDate,
        /// The last day, once it is known.
        #[serde(default)]
        to: Option<NaiveDate>,
    },
}

/// The longest word of a name, in characters.
const MAX_WORD: usize = 100;

impl EventName {
    /// What is wrong with it.
    pub fn fault(&self) -> Option<Localized> {
        let long = |text: &str| text.trim().is_empty() || text.chars().count() > MAX_WORD;
        let wrong = match self {
            Self::Storm { year, number, international } => {
                !(1900..=2200).contains(year) || *number == 0 || international.as_deref().is_some_and(long)
            }
            Self::Episode { what, from, to } => long(what) || to.is_some_and(|to| to < *from),
        };
        wrong.then(|| {
            Localized::new(
                "Tên đợt thiên tai: bão ghi năm và số (từ 1); đợt khác ghi loại và từ ngày – đến ngày.",
                "The name of an event: a storm by year and number from 1, another by what it is and its days.",
            )
        })
    }

    /// The name in words.
    pub fn name(&self) -> Localized {
        let day = |day: &NaiveDate| day.format("%d/%m/%Y").to_string();
        match self {
            Self::Storm { year, number, international } => {
                let called = international.as_ref().map(|name| format!(" ({})", name.trim().to_uppercase()));
                let called = called.unwrap_or_default();
                Localized::new(
                    format!("Bão số {number} năm {year}{called}"),
                    format!("Storm no. {number} of {year}{called}"),
                )
            }
            Self::Episode { what, from, to: None } => Localized::new(
                format!("Đợt {}, từ ngày {}", what.trim(), day(from)),
                format!("{}, from {}", what.trim(), day(from)),
            ),
            Self::Episode { what, from, to: Some(to) } => Localized::new(
                format!("Đợt {} từ ngày {} đến ngày {}", what.trim(), day(from), day(to)),
                format!("{}, {} to {}", what.trim(), day(from), day(to)),
            ),
        }
    }
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
