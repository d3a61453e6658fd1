//! Shelters of annex 4, and how many people and households the annexes count.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use utoipa::ToSchema;

use crate::kernel::Localized;
use crate::kernel::wording::{number_en, number_vi};
use crate::plans::annex::{Annexes, ShelterLine, VillageEvacuation};

/// Something that differs about a shelter of annex 4.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ShelterChange {
    /// Its name.
    pub name: String,
    /// Its village.
    pub village: String,
    /// What differs.
    #[serde(flatten)]
    pub event: ShelterEvent,
    /// In a sentence.
    pub message: Localized,
}

/// What can differ about a shelter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ShelterEvent {
    /// Only the later version has it.
    Added {
        /// For how many people, where that is known.
        capacity: Option<u32>,
    },
    /// Only the earlier version has it.
    Removed {
        /// For how many people, where that was known.
        capacity: Option<u32>,
    },
    /// It can no longer be used.
    Closed,
    /// It can be used again.
    Opened,
    /// It takes more or fewer people.
    CapacityChanged {
        /// For how many before.
        before: Option<u32>,
        /// For how many after.
        after: Option<u32>,
    },
}

/// A count that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FigureChange {
    /// What is counted.
    pub figure: FigureKind,
    /// The village; absent for the whole plan.
    pub village: Option<String>,
    /// The situation of annex 2 the count is for; empty where the annex names none.
    pub situation: String,
    /// Before; absent where no row gives it. For the whole plan the sum of what is given.
    pub before: Option<u64>,
    /// After.
    pub after: Option<u64>,
    /// In a sentence.
    pub message: Localized,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// Hộ.
    Households,
    /// Khẩu.
    People,
    /// Hộ cần sơ tán.
    HouseholdsToMove,
    /// Khẩu cần sơ tán.
    PeopleToMove,
    /// Sức chứa của các điểm sơ tán còn dùng được.
    ShelterCapacity,
}

impl FigureKind {
    const OF_VILLAGES: [Self; 4] = [Self::Households, Self::People, Self::HouseholdsToMove, Self::PeopleToMove];

    fn name(self) -> [&'static str; 2] {
        match self {
            Self::Households => ["số hộ", "households"],
            Self::People => ["số khẩu", "people"],
            Self::HouseholdsToMove => ["số hộ cần sơ tán", "households to move"],
            Self::PeopleToMove => ["số khẩu cần sơ tán", "people to move"],
            Self::ShelterCapacity => ["sức chứa các điểm sơ tán dùng được", "places in usable shelters"],
        }
    }

    fn of(self, row: &VillageEvacuation) -> Option<u64> {
        match self {
            Self::Households => row.households_total,
            Self::People => row.people_total,
            Self::HouseholdsToMove => row.households_to_move,
            Self::PeopleToMove => row.people_to_move,
            Self::ShelterCapacity => None,
        }
        .map(u64::from)
    }
}

/// Counts by what is counted, the situation, and the village (`None` for the whole).
type Counts = BTreeMap<(FigureKind, String, Option<String>), u64>;

fn counts(annexes: &Annexes) -> Counts {
    let mut counts = Counts::new();
    for row in &annexes.villages {
        for figure in FigureKind::OF_VILLAGES {
            let Some(value) = figure.of(row) else { continue };
            for village in [None, Some(row.village.trim().to_owned())] {
                *counts.entry((figure, row.situation.trim().to_owned(), village)).or_default() += value;
            }
        }
    }
    for shelter in annexes.shelters.iter().filter(|shelter| shelter.status != "closed") {
        if let Some(capacity) = shelter.capacity {
            *counts.entry((FigureKind::ShelterCapacity, String::new(), None)).or_default() += u64::from(capacity);
        }
    }
    counts
}

pub(super) fn changes(from: &Annexes, to: &Annexes) -> Vec<FigureChange> {
    let (from, to) = (counts(from), counts(to));
    let keys: BTreeSet<_> = from.keys().chain(to.keys()).collect();
    keys.into_iter()
        .filter_map(|key| {
            let (before, after) = (from.get(key).copied(), to.get(key).copied());
            let (figure, situation, village) = key;
            (before != after).then(|| FigureChange {
                figure: *figure,
                village: village.clone(),
                situation: situation.clone(),
                before,
                after,
                message: figure_sentence(*figure, village.as_deref(), situation, before, after),
            })
        })
        .collect()
}

fn figure_sentence(
    figure: FigureKind,
    village: Option<&str>,
    situation: &str,
    before: Option<u64>,
    after: Option<u64>,
) -> Localized {
    let whole = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    let vi = |value: Option<u64>| value.map_or_else(|| "chưa có số".to_owned(), |value| number_vi(whole(value)));
    let en = |value: Option<u64>| value.map_or_else(|| "not known".to_owned(), |value| number_en(whole(value)));
    let [name_vi, name_en] = figure.name();
    let difference = before.zip(after).map(|(before, after)| whole(after) - whole(before));
    let sign = |n: i64| if n > 0 { "+" } else { "" };
    let by_vi = difference.map_or(String::new(), |n| format!(" ({}{})", sign(n), number_vi(n)));
    let by_en = difference.map_or(String::new(), |n| format!(" ({}{})", sign(n), number_en(n)));
    let situation = if situation.is_empty() { String::new() } else { format!(", {situation}") };
    let (place_vi, place_en) = village.map_or_else(
        || ("Toàn phương án".to_owned(), "The whole plan".to_owned()),
        |village| (format!("Thôn {village}"), format!("Village {village}")),
    );
    Localized::new(
        format!("{place_vi}{situation}: {name_vi} từ {} thành {}{by_vi}.", vi(before), vi(after)),
        format!("{place_en}{situation}: {name_en} from {} to {}{by_en}.", en(before), en(after)),
    )
}

pub(super) fn shelter_changes(from: &[ShelterLine], to: &[ShelterLine]) -> Vec<ShelterChange> {
    let group = |rows: &'_ [ShelterLine]| {
        let mut found: BTreeMap<(String, String), Vec<ShelterLine>> = BTreeMap::new();
        for row in rows {
            found.entry((row.name.trim().into(), row.village.trim().into())).or_default().push(row.clone());
        }
        found
    };
    let (from, to) = (group(from), group(to));
    let keys: BTreeSet<_> = from.keys().chain(to.keys()).collect();
    let mut changes = Vec::new();
    for key in keys {
        let (before, after) =
            (from.get(key).map_or(&[][..], Vec::as_slice), to.get(key).map_or(&[][..], Vec::as_slice));
        for at in 0..before.len().max(after.len()) {
            let events = shelter_events(before.get(at), after.get(at));
            changes.extend(events.into_iter().map(|event| ShelterChange {
                name: key.0.clone(),
                village: key.1.clone(),
                message: shelter_sentence(&key.0, &event),
                event,
            }));
        }
    }
    changes
}

fn shelter_events(before: Option<&ShelterLine>, after: Option<&ShelterLine>) -> Vec<ShelterEvent> {
    let closed = |shelter: &ShelterLine| shelter.status == "closed";
    match (before, after) {
        (None, Some(shelter)) => vec![ShelterEvent::Added { capacity: shelter.capacity }],
        (Some(shelter), None) => vec![ShelterEvent::Removed { capacity: shelter.capacity }],
        (Some(before), Some(after)) => {
            let mut events = Vec::new();
            match (closed(before), closed(after)) {
                (false, true) => events.push(ShelterEvent::Closed),
                (true, false) => events.push(ShelterEvent::Opened),
                _ => {}
            }
            if before.capacity != after.capacity {
                events.push(ShelterEvent::CapacityChanged { before: before.capacity, after: after.capacity });
            }
            events
        }
        (None, None) => Vec::new(),
    }
}

fn shelter_sentence(name: &str, event: &ShelterEvent) -> Localized {
    let vi = |value: &Option<u32>| value.map_or_else(|| "chưa rõ sức chứa".into(), |n| format!("{n} người"));
    let en = |value: &Option<u32>| value.map_or_else(|| "capacity not known".into(), |n| format!("{n} people"));
    match event {
        ShelterEvent::Added { capacity } => Localized::new(
            format!("Thêm điểm sơ tán {name} ({}).", vi(capacity)),
            format!("Shelter {name} added ({}).", en(capacity)),
        ),
        ShelterEvent::Removed { capacity } => Localized::new(
            format!("Bỏ điểm sơ tán {name} ({}).", vi(capacity)),
            format!("Shelter {name} removed ({}).", en(capacity)),
        ),
        ShelterEvent::Closed => Localized::new(
            format!("Điểm sơ tán {name} không còn dùng được."),
            format!("Shelter {name} can no longer be used."),
        ),
        ShelterEvent::Opened => Localized::new(
            format!("Điểm sơ tán {name} dùng được trở lại."),
            format!("Shelter {name} can be used again."),
        ),
        ShelterEvent::CapacityChanged { before, after } => Localized::new(
            format!("Điểm sơ tán {name}: sức chứa từ {} thành {}.", vi(before), vi(after)),
            format!("Shelter {name}: from {} to {}.", en(before), en(after)),
        ),
    }
}
