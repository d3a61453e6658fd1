//! Zones that came, went, moved, or are answered for differently.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use utoipa::ToSchema;

use crate::geometry::measure::overlap_share;
use crate::hazards::RiskLevel;
use crate::kernel::Localized;
use crate::zones::Zone;

/// Something that differs about a zone. A zone that changed in two ways has two entries.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ZoneChange {
    /// The zone's code.
    pub code: String,
    /// Its name, the later one.
    pub name: String,
    /// What differs.
    #[serde(flatten)]
    pub event: ZoneEvent,
    /// In a sentence.
    pub message: Localized,
}

/// What can differ about a zone.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ZoneEvent {
    /// Only the later version has it.
    Added {
        /// Its area in hectares.
        area_ha: f64,
    },
    /// Only the earlier version has it.
    Removed {
        /// Its area in hectares.
        area_ha: f64,
    },
    /// Its outline differs.
    Moved {
        /// Area in hectares before.
        before_ha: f64,
        /// Area in hectares after.
        after_ha: f64,
        /// By how much it grew, in per cent; absent where it had no area.
        change_pct: Option<f64>,
        /// Which part of the earlier area it still holds, in per cent.
        kept_pct: f64,
    },
    /// Its people must move from another level on.
    LevelChanged {
        /// The level before.
        before: RiskLevel,
        /// The level after.
        after: RiskLevel,
    },
    /// Its people go elsewhere.
    DestinationsChanged {
        /// Codes of the shelters before.
        before: Vec<String>,
        /// Codes of the shelters after.
        after: Vec<String>,
    },
    /// Somebody else answers for it.
    InChargeChanged {
        /// Who before.
        before: Option<String>,
        /// Who after.
        after: Option<String>,
    },
    /// It is called otherwise.
    Renamed {
        /// Its name before.
        before: String,
        /// Its name after.
        after: String,
    },
    /// The way is another.
    RouteChanged {
        /// The way before.
        before: Option<String>,
        /// The way after.
        after: Option<String>,
    },
}

pub(super) fn changes(from: &[Zone], to: &[Zone]) -> Vec<ZoneChange> {
    let by_code = |zones: &'_ [Zone]| zones.iter().map(|zone| (zone.code.clone(), zone.clone())).collect();
    let (from, to): (BTreeMap<String, Zone>, BTreeMap<String, Zone>) = (by_code(from), by_code(to));
    let codes: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
    codes
        .into_iter()
        .flat_map(|code| match (from.get(code), to.get(code)) {
            (None, Some(zone)) => vec![change(zone, ZoneEvent::Added { area_ha: hectares(zone) })],
            (Some(zone), None) => vec![change(zone, ZoneEvent::Removed { area_ha: hectares(zone) })],
            (Some(before), Some(after)) => {
                events(before, after).into_iter().map(|event| change(after, event)).collect()
            }
            (None, None) => Vec::new(),
        })
        .collect()
}

fn events(before: &Zone, after: &Zone) -> Vec<ZoneEvent> {
    let name = |zone: &Zone| zone.in_charge.as_ref().map(|person| person.name.clone());
    let mut events = Vec::new();
    if before.geometry != after.geometry {
        let (before_ha, after_ha) = (hectares(before), hectares(after));
        events.push(ZoneEvent::Moved {
            before_ha,
            after_ha,
            change_pct: (before_ha > 0.0).then(|| tenth((after_ha - before_ha) / before_ha * 100.0)),
            kept_pct: tenth(overlap_share(&before.geometry, &after.geometry) * 100.0),
        });
    }
    if before.evacuate_from_level != after.evacuate_from_level {
        events.push(ZoneEvent::LevelChanged { before: before.evacuate_from_level, after: after.evacuate_from_level });
    }
    if before.destinations != after.destinations {
        events.push(ZoneEvent::DestinationsChanged {
            before: before.destinations.clone(),
            after: after.destinations.clone(),
        });
    }
    if before.in_charge != after.in_charge {
        events.push(ZoneEvent::InChargeChanged { before: name(before), after: name(after) });
    }
    if before.name != after.name {
        events.push(ZoneEvent::Renamed { before: before.name.clone(), after: after.name.clone() });
    }
    if before.route != after.route {
        events.push(ZoneEvent::RouteChanged { before: before.route.clone(), after: after.route.clone() });
    }
    events
}

fn hectares(zone: &Zone) -> f64 {
    tenth(zone.area_m2 / 10_000.0)
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn change(zone: &Zone, event: ZoneEvent) -> ZoneChange {
    let message = sentence(&zone.code, &event);
    ZoneChange { code: zone.code.clone(), name: zone.name.clone(), event, message }
}

/// A number of one decimal as offices write it.
fn decimal_vi(value: f64) -> String {
    format!("{value:.1}").replace('.', ",")
}

fn or_none(value: Option<&str>) -> (String, String) {
    value.map_or_else(|| ("chưa có".into(), "none".into()), |text| (format!("“{text}”"), format!("“{text}”")))
}

fn listed(codes: &[String]) -> (String, String) {
    if codes.is_empty() { or_none(None) } else { (codes.join(", "), codes.join(", ")) }
}

fn turned(code: &str, what: [&str; 2], before: (String, String), after: (String, String)) -> Localized {
    let [vi, en] = what;
    Localized::new(
        format!("Vùng {code}: {vi} đổi từ {} thành {}.", before.0, after.0),
        format!("Zone {code}: {en} changed from {} to {}.", before.1, after.1),
    )
}

fn sentence(code: &str, event: &ZoneEvent) -> Localized {
    match event {
        ZoneEvent::Added { area_ha } => Localized::new(
            format!("Thêm vùng {code} ({} ha).", decimal_vi(*area_ha)),
            format!("Zone {code} added ({area_ha:.1} ha)."),
        ),
        ZoneEvent::Removed { area_ha } => Localized::new(
            format!("Bỏ vùng {code} ({} ha).", decimal_vi(*area_ha)),
            format!("Zone {code} removed ({area_ha:.1} ha)."),
        ),
        ZoneEvent::Moved { before_ha, after_ha, change_pct, kept_pct } => {
            let pct_vi =
                change_pct.map_or(String::new(), |pct| format!(" ({}%)", format!("{pct:+.1}").replace('.', ",")));
            let pct_en = change_pct.map_or(String::new(), |pct| format!(" ({pct:+.1}%)"));
            Localized::new(
                format!(
                    "Vùng {code} đổi ranh: từ {} ha thành {} ha{pct_vi}; giữ lại {}% vùng cũ.",
                    decimal_vi(*before_ha),
                    decimal_vi(*after_ha),
                    decimal_vi(*kept_pct)
                ),
                format!(
                    "Zone {code} has another outline: from {before_ha:.1} ha to {after_ha:.1} ha{pct_en}; {kept_pct:.1}% of the earlier area is kept."
                ),
            )
        }
        ZoneEvent::LevelChanged { before, after } => {
            let label = |level: &RiskLevel| (level.label().vi, level.label().en);
            turned(code, ["mức phải di dời", "the level to move from"], label(before), label(after))
        }
        ZoneEvent::DestinationsChanged { before, after } => {
            turned(code, ["điểm sơ tán", "the destinations"], listed(before), listed(after))
        }
        ZoneEvent::InChargeChanged { before, after } => turned(
            code,
            ["người phụ trách", "the person in charge"],
            or_none(before.as_deref()),
            or_none(after.as_deref()),
        ),
        ZoneEvent::Renamed { before, after } => {
            turned(code, ["tên", "the name"], or_none(Some(before)), or_none(Some(after)))
        }
        ZoneEvent::RouteChanged { before, after } => {
            turned(code, ["tuyến đường", "the route"], or_none(before.as_deref()), or_none(after.as_deref()))
        }
    }
}
