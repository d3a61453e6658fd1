//! A duty officer types in a bulletin that came on paper, by telephone or on a web page.

use std::collections::HashSet;

use chrono::TimeDelta;

use super::file_alert::{Filed, file_alert};
use super::live_data::Picture;
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::alerts::cap::AlertIdentity;
use crate::alerts::typed::{AreaGroup, Bulletin, BulletinKind, NamedUnit};
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::ids::{AlertId, RawDocumentId};
use crate::kernel::{Localized, Timestamp};
use crate::store::alerts;

/// The most groups of places in one bulletin.
const MOST_GROUPS: usize = 20;
/// The most units one bulletin may name.
const MOST_UNITS: usize = 500;
/// The strongest wind that can be typed: the scale is told up to 17, gusts beyond it have been published.
const STRONGEST_WIND: u8 = 20;
/// How far a clock may be wrong.
const CLOCK: TimeDelta = TimeDelta::minutes(10);

/// A bulletin as the form sends it.
#[derive(Debug, Clone)]
pub struct TypedBulletin {
    /// Made by the form, so that sending twice types one.
    pub id: Option<uuid::Uuid>,
    /// What it does.
    pub kind: BulletinKind,
    /// What it is about.
    pub hazard: Hazard,
    /// Who published it.
    pub issuer: String,
    /// Its number.
    pub number: Option<String>,
    /// When it was published.
    pub issued_at: Timestamp,
    /// Its title.
    pub title: String,
    /// When the hazard begins.
    pub onset: Option<Timestamp>,
    /// When the next one is due.
    pub next_bulletin_at: Option<Timestamp>,
    /// What it says of places.
    pub places: TypedPlaces,
    /// Its text.
    pub text: Option<String>,
    /// The alert it goes on with.
    pub follows: Option<AlertId>,
}

/// What a bulletin says of places.
#[derive(Debug, Clone)]
pub enum TypedPlaces {
    /// The same for all of them.
    Alike(TypedGroup),
    /// For each group something else.
    Groups(Vec<TypedGroup>),
}

impl TypedPlaces {
    /// The groups, each with where it stands in the form.
    fn each(&self) -> Vec<(String, &TypedGroup)> {
        match self {
            Self::Alike(group) => vec![(String::new(), group)],
            Self::Groups(groups) => {
                groups.iter().enumerate().map(|(at, group)| (format!("/groups/{at}"), group)).collect()
            }
        }
    }
}

/// Places for which a bulletin says the same.
#[derive(Debug, Clone, Default)]
pub struct TypedGroup {
    /// The published level.
    pub level: Option<RiskLevel>,
    /// Beaufort.
    pub wind_force: Option<u8>,
    /// Beaufort.
    pub wind_gust: Option<u8>,
    /// Codes of units.
    pub areas: Vec<String>,
    /// Places in words.
    pub area_text: Option<String>,
}

/// Types in a bulletin: it becomes an alert, and every plan in force is asked about it.
pub fn type_bulletin(app: &App, by: &Acting, typed: TypedBulletin) -> Result<Filed, ServiceError> {
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    let follows = typed.follows.map(|id| app.store.read(|conn| alerts::get(conn, id))).transpose()?;
    let follows = follows.map(|stored| stored.alert.identity);
    check(&typed, follows.as_ref(), now)?;
    let bulletin = Bulletin {
        identifier: typed.id.map_or_else(|| RawDocumentId::new(now).to_string(), |id| id.to_string()),
        kind: typed.kind,
        hazard: typed.hazard,
        issuer: typed.issuer,
        number: typed.number,
        issued_at: typed.issued_at,
        title: typed.title,
        onset: typed.onset,
        next_bulletin_at: typed.next_bulletin_at,
        groups: area_groups(&picture, &typed.places)?,
        text: typed.text,
        follows,
    };
    let (title, issuer) = (&bulletin.title, &bulletin.issuer);
    let detail = Localized::new(
        format!("Nhập bản tin “{title}” của {issuer}."),
        format!("Typed in the bulletin “{title}” of {issuer}."),
    );
    file_alert(app, by, &bulletin.alert(), "bulletin_typed", &detail)
}

fn area_groups(picture: &Picture, places: &TypedPlaces) -> Result<Vec<AreaGroup>, ServiceError> {
    let group = |(base, group): (String, &TypedGroup)| {
        Ok(AreaGroup {
            level: group.level,
            wind_force: group.wind_force,
            wind_gust: group.wind_gust,
            units: named_units(picture, &format!("{base}/areas"), &group.areas)?,
            area_text: group.area_text.clone(),
        })
    };
    places.each().into_iter().map(group).collect()
}

/// The units called by `codes`, which stand at `pointer`, each as it is named.
pub(super) fn named_units(picture: &Picture, pointer: &str, codes: &[String]) -> Result<Vec<NamedUnit>, ServiceError> {
    codes
        .iter()
        .map(|code| {
            let known = matches!(code.len(), 2 | 5) && picture.gazetteer.on(code, picture.day).is_some();
            let unit = || NamedUnit { code: code.clone(), name: picture.unit_name(code).to_owned() };
            known.then(unit).ok_or_else(|| {
                invalid(
                    pointer,
                    format!("Không có tỉnh, xã nào mang mã “{code}” hiện nay. Chọn lại trong danh sách."),
                    format!("No province or commune has the code “{code}” today. Choose it from the list."),
                )
            })
        })
        .collect()
}

fn check(typed: &TypedBulletin, follows: Option<&AlertIdentity>, now: Timestamp) -> Result<(), ServiceError> {
    filled("/title", &typed.title, 300)?;
    filled("/issuer", &typed.issuer, 200)?;
    short("/number", typed.number.as_deref(), 100)?;
    short("/text", typed.text.as_deref(), 20_000)?;
    check_times(typed, follows, now)?;
    check_places(&typed.places, typed.kind)?;
    if typed.kind == BulletinKind::Cancel && follows.is_none() {
        return Err(invalid("/follows", "Chọn bản tin bị huỷ.", "Choose the bulletin that is cancelled."));
    }
    Ok(())
}

fn check_places(places: &TypedPlaces, kind: BulletinKind) -> Result<(), ServiceError> {
    let groups = places.each();
    if groups.is_empty() || groups.len() > MOST_GROUPS {
        return Err(invalid(
            "/groups",
            format!("Chia bản tin thành 1 đến {MOST_GROUPS} nhóm khu vực."),
            format!("A bulletin has 1 to {MOST_GROUPS} groups of places."),
        ));
    }
    let mut named = HashSet::new();
    for (base, group) in &groups {
        check_group(base, group, kind)?;
        if let Some(twice) = group.areas.iter().find(|code| !named.insert(code.as_str())) {
            return Err(invalid(
                &format!("{base}/areas"),
                format!("Mã “{twice}” được nêu hai lần. Mỗi tỉnh, xã chỉ thuộc một nhóm."),
                format!("“{twice}” is named twice. Each province or commune belongs to one group."),
            ));
        }
    }
    if named.len() > MOST_UNITS {
        return Err(invalid(
            "/areas",
            format!("Quá {MOST_UNITS} đơn vị. Chọn cả tỉnh thay cho từng xã."),
            format!("More than {MOST_UNITS} units. Choose the province rather than each commune."),
        ));
    }
    Ok(())
}

fn check_group(base: &str, group: &TypedGroup, kind: BulletinKind) -> Result<(), ServiceError> {
    short(&format!("{base}/area_text"), group.area_text.as_deref(), 2_000)?;
    check_wind(base, group)?;
    let placed = !group.areas.is_empty() || group.area_text.as_deref().is_some_and(|text| !text.trim().is_empty());
    if kind == BulletinKind::Warning && !placed {
        return Err(invalid(
            &format!("{base}/areas"),
            "Chọn ít nhất một tỉnh hoặc xã mà bản tin nêu, hoặc chép phần khu vực của bản tin.",
            "Choose at least one province or commune that the bulletin names, or copy what it says of the area.",
        ));
    }
    Ok(())
}

fn check_times(typed: &TypedBulletin, follows: Option<&AlertIdentity>, now: Timestamp) -> Result<(), ServiceError> {
    if typed.issued_at > now + CLOCK {
        return Err(invalid(
            "/issued_at",
            "Giờ ban hành ở tương lai. Xem lại ngày, giờ ghi trong bản tin.",
            "It would be published in the future. Look at the day and hour in the bulletin.",
        ));
    }
    if follows.is_some_and(|earlier| earlier.sent >= typed.issued_at) {
        return Err(invalid(
            "/issued_at",
            "Bản tin này không muộn hơn bản tin mà nó tiếp theo. Xem lại giờ ban hành hoặc bản tin đã chọn.",
            "It is not later than the bulletin it follows. Look at its hour, or at the one that was chosen.",
        ));
    }
    if typed.next_bulletin_at.is_some_and(|next| next <= typed.issued_at) {
        return Err(invalid(
            "/next_bulletin_at",
            "Bản tin tiếp theo phải muộn hơn bản tin này.",
            "The next bulletin must be later than this one.",
        ));
    }
    Ok(())
}

fn check_wind(base: &str, group: &TypedGroup) -> Result<(), ServiceError> {
    for (field, wind) in [("wind_force", group.wind_force), ("wind_gust", group.wind_gust)] {
        if wind.is_some_and(|wind| wind > STRONGEST_WIND) {
            return Err(invalid(
                &format!("{base}/{field}"),
                format!("Cấp gió từ 0 đến {STRONGEST_WIND}."),
                format!("Wind force is 0 to {STRONGEST_WIND}."),
            ));
        }
    }
    match (group.wind_force, group.wind_gust) {
        (Some(force), Some(gust)) if gust < force => Err(invalid(
            &format!("{base}/wind_gust"),
            "Gió giật không thể yếu hơn gió mạnh nhất.",
            "Gusts cannot be weaker than the wind.",
        )),
        _ => Ok(()),
    }
}

/// Refuses a text that is empty or too long.
pub(super) fn filled(pointer: &str, text: &str, most: usize) -> Result<(), ServiceError> {
    if text.trim().is_empty() {
        return Err(invalid(pointer, "Mục này cần được điền.", "This must be filled in."));
    }
    short(pointer, Some(text), most)
}

/// Refuses a text that is too long.
pub(super) fn short(pointer: &str, text: Option<&str>, most: usize) -> Result<(), ServiceError> {
    if text.is_some_and(|text| text.chars().count() > most) {
        return Err(invalid(
            pointer,
            format!("Dài quá {most} chữ cái. Rút gọn lại."),
            format!("Longer than {most} letters. Make it shorter."),
        ));
    }
    Ok(())
}

pub(super) fn invalid(pointer: &str, vi: impl Into<String>, en: impl Into<String>) -> ServiceError {
    ServiceError::Invalid { pointer: pointer.to_owned(), wording: Localized::new(vi, en) }
}
