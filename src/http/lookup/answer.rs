//! What the public look-up says of a place. Each zone's part is written once a picture and then only copied.

use std::sync::LazyLock;

use chrono::SecondsFormat;
use serde::Serialize;
use utoipa::ToSchema;

use super::Seen;
use crate::alerts::hearing::Silence;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::ids::{PlanId, ZoneId};
use crate::kernel::{Localized, Timestamp};
use crate::places::{BoundaryKind, ShelterKind};
use crate::plans::PlanInForce;
use crate::services::live_data::{CommuneOutline, Picture};
use crate::services::source_watch::silence_over;
use crate::zones::{Slot, Zone, ZoneStatus};

/// What is known of a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct LookupAnswer {
    /// Zones in force there, by code. None means that no plan says anything, not that the place is safe.
    zones: Vec<LookupZone>,
    /// The commune, where its outline is known.
    commune: Option<LookupCommune>,
    /// What people take along when they leave.
    people_bring: Vec<Localized>,
    /// Numbers that answer everywhere.
    call: Vec<LookupCall>,
    /// Where nothing is heard of the place: no source of alerts that speaks for it answers. Null is no promise of safety.
    no_data: Option<LookupSilence>,
    /// When the data was last found to hold.
    #[schema(value_type = String, format = DateTime)]
    checked_at: Timestamp,
}

/// Why nothing is heard of a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct LookupSilence {
    /// When something was last heard.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_heard_at: Option<Timestamp>,
    /// What is to be told.
    sentence: Localized,
}

/// A zone at the place.
#[derive(Debug, Serialize, ToSchema)]
pub struct LookupZone {
    id: ZoneId,
    code: String,
    #[schema(value_type = String)]
    hazard: Hazard,
    name: String,
    village: Option<String>,
    commune_code: String,
    commune_name: String,
    /// From this level on its people must move.
    evacuate_from_level: RiskLevel,
    #[schema(value_type = String)]
    status: ZoneStatus,
    plan: Option<LookupPlan>,
    /// Where its people go, the first choice first.
    destinations: Vec<LookupDestination>,
    /// The way there, in words.
    route: Option<String>,
    /// Whom to call, those of the village first.
    call: Vec<LookupCall>,
    /// Invented for the demonstration.
    demonstration: bool,
}

/// The plan that the zone belongs to.
#[derive(Debug, Serialize, ToSchema)]
pub struct LookupPlan {
    id: PlanId,
    code: String,
    title: String,
}

/// A shelter people go to. Its keeper's number is not for everyone.
#[derive(Debug, Serialize, ToSchema)]
pub struct LookupDestination {
    code: String,
    name: String,
    #[schema(value_type = String)]
    kind: ShelterKind,
    capacity: Option<i64>,
    lon: Option<f64>,
    lat: Option<f64>,
}

/// A number to call.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LookupCall {
    role: Localized,
    name: Option<String>,
    phone: String,
}

/// The commune of the place.
#[derive(Debug, Serialize, ToSchema)]
pub struct LookupCommune {
    code: String,
    name: String,
    /// How far its outline can be trusted.
    #[schema(value_type = String)]
    boundary: BoundaryKind,
}

/// What was found at a place.
pub(super) struct Found<'p> {
    pub(super) slots: Vec<Slot>,
    pub(super) commune: Option<LookupCommune>,
    picture: &'p Picture,
}

impl Found<'_> {
    /// The commune: of the place, or where its outline is not known, of a zone there.
    fn commune_code(&self) -> Option<&str> {
        let of_zone = || Some(self.picture.zones.zones().get(*self.slots.first()?)?.commune_code.as_str());
        self.commune.as_ref().map(|commune| commune.code.as_str()).or_else(of_zone)
    }

    /// Writes why nothing is heard of the place, as JSON; `null` where something is.
    fn write_silence(&self, seen: &Seen, text: &mut String) {
        match silence_over(self.picture, &seen.hearing, self.commune_code(), seen.now) {
            Some(silence) => text.push_str(&seen.hearing.told(silence, silence_text)),
            None => text.push_str("null"),
        }
    }
}

fn silence_text(silence: &Silence) -> String {
    let view = LookupSilence { last_heard_at: silence.last_heard_at, sentence: silence.wording() };
    serde_json::to_string(&view).unwrap_or_else(|_| "null".into())
}

impl<'p> Found<'p> {
    /// What stands at a position (longitude, latitude).
    pub(super) fn at(picture: &'p Picture, lon: f64, lat: f64, hazard: Option<Hazard>) -> Self {
        let mut slots = picture.zones.slots_at(lon, lat);
        if let Some(hazard) = hazard {
            slots.retain(|slot| picture.zones.zones().get(*slot).is_some_and(|zone| zone.hazard == hazard));
        }
        Self { slots, commune: picture.commune_at(lon, lat).map(place_commune), picture }
    }

    /// The zones in `slots`.
    pub(super) fn of(picture: &'p Picture, slots: Vec<Slot>, commune: Option<LookupCommune>) -> Self {
        Self { slots, commune, picture }
    }
}

/// A commune as an answer shows it.
pub(super) fn place_commune(commune: &CommuneOutline) -> LookupCommune {
    LookupCommune { code: commune.code.clone(), name: commune.name.clone(), boundary: commune.kind }
}

/// A [`LookupAnswer`] as JSON, put together from the parts that are there already.
pub(super) fn answer_text(seen: &Seen, found: &Found<'_>) -> String {
    let picture = &seen.picture;
    let mut text = String::with_capacity(1024 + 1024 * found.slots.len());
    text.push_str("{\"zones\":[");
    for (at, slot) in found.slots.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        text.push_str(picture.answer(*slot, |zone| zone_text(found.picture, zone)).unwrap_or("null"));
    }
    text.push_str("],\"commune\":");
    match &found.commune {
        Some(commune) => text.push_str(&serde_json::to_string(commune).unwrap_or_else(|_| "null".into())),
        None => text.push_str("null"),
    }
    text.push_str(&EVERYWHERE);
    text.push_str(",\"no_data\":");
    found.write_silence(seen, &mut text);
    // Milliseconds, as every instant of the interface.
    text.push_str(",\"checked_at\":\"");
    text.push_str(&seen.checked_at.to_rfc3339_opts(SecondsFormat::Millis, true));
    text.push_str("\"}");
    text
}

fn zone_text(picture: &Picture, zone: &Zone) -> String {
    let plan = picture.plan_of(zone.id);
    let view = LookupZone {
        id: zone.id,
        code: zone.code.clone(),
        hazard: zone.hazard,
        name: zone.name.clone(),
        village: zone.village.clone(),
        commune_code: zone.commune_code.clone(),
        commune_name: picture.unit_name(&zone.commune_code).to_owned(),
        evacuate_from_level: zone.evacuate_from_level,
        status: zone.status,
        plan: plan.map(|held| LookupPlan {
            id: held.plan.id,
            code: held.plan.code.clone(),
            title: held.version.content.title.clone(),
        }),
        destinations: destinations(picture, &zone.destinations),
        route: zone.route.clone(),
        call: plan.map(|plan| contacts(plan, zone.village.as_deref())).unwrap_or_default(),
        demonstration: zone.demonstration,
    };
    serde_json::to_string(&view).unwrap_or_else(|_| "null".into())
}

fn destination(picture: &Picture, code: &str) -> LookupDestination {
    match picture.shelter(code) {
        Some(shelter) => LookupDestination {
            code: code.to_owned(),
            name: shelter.name.clone(),
            kind: shelter.kind,
            capacity: Some(shelter.capacity),
            lon: Some(shelter.lon),
            lat: Some(shelter.lat),
        },
        None => LookupDestination {
            code: code.to_owned(),
            name: code.to_owned(),
            kind: ShelterKind::Other,
            capacity: None,
            lon: None,
            lat: None,
        },
    }
}

/// Shelters by their codes, for people who have to find them.
pub fn destinations(picture: &Picture, codes: &[String]) -> Vec<LookupDestination> {
    codes.iter().map(|code| destination(picture, code)).collect()
}

/// How many numbers a zone names at most.
const MOST_CONTACTS: usize = 6;

/// The plan's directory (Phụ lục 8): who is in charge of the village first, then those of no village.
fn contacts(plan: &PlanInForce, village: Option<&str>) -> Vec<LookupCall> {
    let contacts = &plan.version.content.annexes.contacts;
    let of_village = contacts.iter().filter(|contact| Some(contact.village.as_str()) == village);
    let of_all = contacts.iter().filter(|contact| contact.village.is_empty());
    of_village
        .chain(of_all)
        .filter_map(|contact| {
            let role = if contact.duty.is_empty() { &contact.position } else { &contact.duty };
            let name = (!contact.name.is_empty()).then(|| contact.name.clone());
            let call = LookupCall { role: Localized::new(role, role), name, phone: contact.phone.clone() };
            (!contact.phone.is_empty()).then_some(call)
        })
        .take(MOST_CONTACTS)
        .collect()
}

/// The end of every answer but its time: what to bring and the numbers that answer everywhere.
static EVERYWHERE: LazyLock<String> = LazyLock::new(|| {
    let bring = [
        (
            "Giấy tờ tùy thân, thẻ bảo hiểm y tế, tiền mặt, bọc kín chống nước",
            "Identity papers, health insurance card and cash, wrapped against water",
        ),
        (
            "Thuốc đang dùng, đồ dùng cho trẻ nhỏ, người già, người khuyết tật",
            "Medicine in use, and what small children, old and disabled people need",
        ),
        ("Nước uống và lương thực ăn ngay đủ 3 ngày", "Drinking water and ready-to-eat food for 3 days"),
        ("Đèn pin, điện thoại sạc đầy, pin dự phòng", "A torch, a charged telephone, a power bank"),
        ("Quần áo ấm, áo mưa, chăn mỏng", "Warm clothes, a raincoat, a light blanket"),
        (
            "Ngắt điện, khóa bếp ga; đưa gia súc, xe máy, lúa gạo lên nơi cao trước khi đi",
            "Switch off power and gas; take livestock, motorbikes and rice to high ground before leaving",
        ),
    ]
    .map(|(vi, en)| Localized::new(vi, en));
    let call = [
        ("Tìm kiếm, cứu nạn", "Search and rescue", "112"),
        ("Cứu hỏa, cứu nạn, cứu hộ", "Fire and rescue", "114"),
        ("Cấp cứu y tế", "Ambulance", "115"),
    ]
    .map(|(vi, en, phone)| LookupCall { role: Localized::new(vi, en), name: None, phone: phone.to_owned() });
    let text = |value: Result<String, serde_json::Error>| value.unwrap_or_else(|_| "[]".into());
    format!(",\"people_bring\":{},\"call\":{}", text(serde_json::to_string(&bring)), text(serde_json::to_string(&call)))
});
