//! What is arranged for zones, told zone by zone, and within a zone by shelter, route, vehicle, team and store.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use utoipa::ToSchema;

use crate::hazards::RiskLevel;
use crate::kernel::Localized;
use crate::kernel::wording::{number_en, number_vi};
use crate::plans::PlanContent;
use crate::plans::arrangement::{PlannedLead, PlannedRoute, PlannedVehicles, ZoneArrangement};

/// Something that differs in what is arranged for a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ArrangementChange {
    /// The zone's code.
    pub zone: String,
    /// What it is about.
    pub part: ArrangementPart,
    /// What tells it apart from others of its kind: the code of a shelter, the id of a vehicle, team or store, the
    /// name of a route; empty for what a zone has once.
    pub known_by: String,
    /// Its name for readers; empty for what a zone has once.
    pub name: String,
    /// Before; absent where it was not there.
    pub before: Option<Localized>,
    /// After; absent where it is not there any more.
    pub after: Option<Localized>,
    /// In a sentence.
    pub message: Localized,
}

/// A part of what is arranged for a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ArrangementPart {
    /// Điểm sơ tán.
    Shelter,
    /// Xen ghép.
    Hosted,
    /// Ở tại chỗ.
    InPlace,
    /// Tuyến sơ tán.
    Route,
    /// Số người cần chở.
    ToBeDriven,
    /// Phương tiện.
    Vehicles,
    /// Lực lượng.
    Team,
    /// Kho.
    Store,
    /// Người phụ trách.
    InCharge,
    /// Số điện thoại của người phụ trách.
    Phone,
}

impl ArrangementPart {
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Shelter => ["điểm sơ tán", "shelter"],
            Self::Hosted => ["số người xen ghép", "people with hosts"],
            Self::InPlace => ["số người ở tại chỗ", "people who stay"],
            Self::Route => ["tuyến sơ tán", "route"],
            Self::ToBeDriven => ["số người cần chở", "people to be driven"],
            Self::Vehicles => ["phương tiện", "vehicles"],
            Self::Team => ["lực lượng", "team"],
            Self::Store => ["kho", "store"],
            Self::InCharge => ["người phụ trách", "the person in charge"],
            Self::Phone => ["số điện thoại của người phụ trách", "the telephone of the person in charge"],
        }
    }
}

/// One thing arranged: its name, its value in words, and all there is to it.
struct Item {
    name: String,
    value: Localized,
    whole: String,
}

type Items = BTreeMap<(ArrangementPart, String), Item>;

pub(super) fn changes(from: &PlanContent, to: &PlanContent) -> Vec<ArrangementChange> {
    let codes: BTreeSet<&String> = from.arrangements.keys().chain(to.arrangements.keys()).collect();
    codes
        .into_iter()
        .flat_map(|code| {
            let side = |content: &PlanContent| content.arrangements.get(code).map(items).unwrap_or_default();
            of_zone(code, &side(from), &side(to))
        })
        .collect()
}

fn of_zone(zone: &str, from: &Items, to: &Items) -> Vec<ArrangementChange> {
    let keys: BTreeSet<&(ArrangementPart, String)> = from.keys().chain(to.keys()).collect();
    keys.into_iter()
        .filter_map(|key| {
            let (before, after) = (from.get(key), to.get(key));
            if before.map(|item| &item.whole) == after.map(|item| &item.whole) {
                return None;
            }
            let name = after.or(before).map(|item| item.name.clone()).unwrap_or_default();
            Some(ArrangementChange {
                zone: zone.to_owned(),
                part: key.0,
                known_by: key.1.clone(),
                message: sentence(zone, key.0, &name, before, after),
                name,
                before: before.map(|item| item.value.clone()),
                after: after.map(|item| item.value.clone()),
            })
        })
        .collect()
}

fn sentence(zone: &str, part: ArrangementPart, name: &str, before: Option<&Item>, after: Option<&Item>) -> Localized {
    let [vi, en] = part.words();
    let what = |word: &str| if name.is_empty() { word.to_owned() } else { format!("{word} {name}") };
    let (vi, en) = (what(vi), what(en));
    let told = |value: &str| if value.is_empty() { String::new() } else { format!(" ({value})") };
    match (before, after) {
        (None, Some(item)) => Localized::new(
            format!("Vùng {zone}: thêm {vi}{}.", told(&item.value.vi)),
            format!("Zone {zone}: {en} added{}.", told(&item.value.en)),
        ),
        (Some(item), None) => Localized::new(
            format!("Vùng {zone}: bỏ {vi}{}.", told(&item.value.vi)),
            format!("Zone {zone}: {en} removed{}.", told(&item.value.en)),
        ),
        (Some(before), Some(after)) if before.value != after.value => Localized::new(
            format!("Vùng {zone}: {vi} từ {} thành {}.", before.value.vi, after.value.vi),
            format!("Zone {zone}: {en} from {} to {}.", before.value.en, after.value.en),
        ),
        _ => Localized::new(format!("Vùng {zone}: sửa {vi}."), format!("Zone {zone}: {en} changed.")),
    }
}

/// All that is arranged for a zone, one by one. Names are for readers: another spelling of one is no change.
fn items(arranged: &ZoneArrangement) -> Items {
    let mut items = Items::new();
    let mut put = |part, key: String, name: &str, value: Localized, rest: String| {
        let whole = format!("{} {rest}", value.en);
        items.insert((part, key), Item { name: name.to_owned(), value, whole });
    };
    for to in &arranged.destinations {
        let name = if to.name.is_empty() { &to.code } else { &to.name };
        put(ArrangementPart::Shelter, to.code.clone(), name, people(to.people), String::new());
    }
    let counts = [
        (ArrangementPart::Hosted, Some(arranged.hosted).filter(|count| *count > 0)),
        (ArrangementPart::InPlace, Some(arranged.in_place).filter(|count| *count > 0)),
        (ArrangementPart::ToBeDriven, arranged.to_be_driven),
    ];
    for (part, count) in counts.into_iter().filter_map(|(part, count)| Some((part, count?))) {
        put(part, String::new(), "", people(count), String::new());
    }
    for (at, route) in arranged.routes.iter().enumerate() {
        // Two ways of one name are told apart by their order.
        let earlier = arranged.routes.iter().take(at).filter(|other| other.name == route.name).count();
        let key = if earlier == 0 { route.name.clone() } else { format!("{} ({})", route.name, earlier + 1) };
        let rest = serde_json::to_string(route).unwrap_or_default();
        put(ArrangementPart::Route, key, &route.name, way(route), rest);
    }
    for line in &arranged.vehicles {
        put(ArrangementPart::Vehicles, line.id.to_string(), &line.name, vehicles(line), String::new());
    }
    for team in &arranged.teams {
        let value = team.people.map_or_else(|| Localized::new("cả đội", "the whole team"), people);
        put(ArrangementPart::Team, team.id.to_string(), &team.name, value, String::new());
    }
    for store in &arranged.stores {
        put(ArrangementPart::Store, store.id.to_string(), &store.name, Localized::new("", ""), String::new());
    }
    if let Some(PlannedLead { name, role, phone, phone_confirmed_on }) = &arranged.in_charge {
        let value = if role.is_empty() { name.clone() } else { format!("{name}, {role}") };
        put(ArrangementPart::InCharge, String::new(), "", Localized::new(value.clone(), value), String::new());
        if !phone.is_empty() {
            let rest = format!("{phone_confirmed_on:?}");
            put(ArrangementPart::Phone, String::new(), "", Localized::new(phone, phone), rest);
        }
    }
    items
}

fn people(count: u32) -> Localized {
    Localized::new(
        format!("{} người", number_vi(count.into())),
        if count == 1 { "1 person".to_owned() } else { format!("{} people", number_en(count.into())) },
    )
}

fn vehicles(line: &PlannedVehicles) -> Localized {
    let trip = |unit: &str| line.round_trip_minutes.map_or(String::new(), |minutes| format!(", {minutes} {unit}"));
    Localized::new(
        format!("{} chiếc{}", line.number, trip("phút đi và về")),
        format!("{}{}", line.number, trip("minutes there and back")),
    )
}

fn way(route: &PlannedRoute) -> Localized {
    let (drawn_vi, drawn_en) = if route.line.is_some() { ("đã vẽ", "drawn") } else { ("chưa vẽ", "not drawn") };
    let (over_vi, over_en) = match &route.crossings {
        None => ("chưa xem ngầm tràn".to_owned(), "crossings not looked at".to_owned()),
        Some(crossings) if crossings.is_empty() => ("không qua ngầm tràn".to_owned(), "over no crossing".to_owned()),
        Some(crossings) => {
            let told = |word: fn(Option<u8>) -> String| {
                let each = crossings
                    .iter()
                    .map(|crossing| format!("{} {}", crossing.name, word(crossing.closes_at.map(RiskLevel::digit))));
                each.collect::<Vec<_>>().join("; ")
            };
            let vi =
                told(|level| level.map_or("chưa rõ cấp đóng".into(), |level| format!("đóng từ cấp {level}")));
            let en = told(|level| {
                level.map_or("(closes at unknown level)".into(), |level| format!("closed from level {level}"))
            });
            (format!("qua ngầm {vi}"), format!("over {en}"))
        }
    };
    Localized::new(format!("{drawn_vi}, {over_vi}"), format!("{drawn_en}, {over_en}"))
}
