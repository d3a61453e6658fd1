//! Somebody saw a sign of danger: a crack, a bang, a muddy stream. It can start a response with no bulletin at all.

use chrono::TimeDelta;

use super::file_alert::{Filed, file_alert};
use super::live_data::Picture;
use super::type_bulletin::{invalid, named_units, short};
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::alerts::typed::{LocalSign, Seen, SignKind};
use crate::hazards::Hazard;
use crate::kernel::{Localized, Timestamp};

/// How far around a place people may be in danger, where nobody said; metres.
const USUAL_RADIUS_M: f64 = 500.0;
/// What may be asked for instead; metres.
const RADII_M: std::ops::RangeInclusive<f64> = 50.0..=5_000.0;
/// How old a report may be.
const OLDEST: TimeDelta = TimeDelta::days(7);
/// How far a clock may be wrong.
const CLOCK: TimeDelta = TimeDelta::minutes(10);
/// Viet Nam with its seas: longitudes and latitudes, WGS 84.
const LONGITUDES: std::ops::RangeInclusive<f64> = 102.0..=118.0;
const LATITUDES: std::ops::RangeInclusive<f64> = 6.0..=24.0;

/// A report as the telephone sends it.
#[derive(Debug, Clone)]
pub struct ReportedSign {
    /// Made by the telephone, so that a report sent twice is one.
    pub id: uuid::Uuid,
    /// What was seen.
    pub signs: Vec<SignKind>,
    /// What it is a sign of, where the person says so.
    pub hazard: Option<Hazard>,
    /// When.
    pub seen_at: Timestamp,
    /// Where, longitude first, WGS 84.
    pub position: Option<(f64, f64)>,
    /// How far around it people may be in danger, metres.
    pub radius_m: Option<f64>,
    /// The commune.
    pub commune_code: Option<String>,
    /// The village.
    pub village: Option<String>,
    /// What else.
    pub note: Option<String>,
    /// How many people are near.
    pub people_near: Option<u32>,
}

/// Takes in what somebody saw: it becomes an alert, and every plan in force is asked about it.
pub fn report_local_sign(app: &App, by: &Acting, mut report: ReportedSign) -> Result<Filed, ServiceError> {
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    report.signs.sort_unstable();
    report.signs.dedup();
    let Some(first) = report.signs.first().copied() else {
        return Err(invalid("/signs", "Chọn ít nhất một dấu hiệu.", "Choose at least one sign."));
    };
    check(&report, now)?;
    let sign = LocalSign {
        identifier: report.id.to_string(),
        hazard: report.hazard.unwrap_or_else(|| first.hazard()),
        seen_at: report.seen_at,
        seen: seen(&picture, &report)?,
        signs: report.signs,
        village: report.village.filter(|village| !village.trim().is_empty()),
        note: report.note.filter(|note| !note.trim().is_empty()),
        people_near: report.people_near,
        office: by.account.unit_code.as_deref().map(|unit| picture.unit_name(unit).to_owned()),
    };
    let alert = sign.alert();
    let headline = |at: usize| alert.infos.get(at).and_then(|info| info.headline.clone()).unwrap_or_default();
    let detail = Localized::new(
        format!("Báo dấu hiệu tại chỗ: {}.", headline(0)),
        format!("Reported a local sign: {}.", headline(1)),
    );
    file_alert(app, by, &alert, "local_sign_reported", &detail)
}

fn seen(picture: &Picture, report: &ReportedSign) -> Result<Seen, ServiceError> {
    let unit = report
        .commune_code
        .as_ref()
        .map(|code| named_units(picture, "/commune_code", std::slice::from_ref(code)))
        .transpose()?;
    let unit = unit.and_then(|mut units| units.pop());
    match (report.position, unit) {
        (Some((lon, lat)), unit) => {
            let found = || picture.commune_at(lon, lat).map(|commune| commune.name.clone());
            let name = unit.map(|unit| unit.name).or_else(found).unwrap_or_else(|| format!("{lat:.5}, {lon:.5}"));
            Ok(Seen::At { lon, lat, radius_m: report.radius_m.unwrap_or(USUAL_RADIUS_M), name })
        }
        (None, Some(unit)) => Ok(Seen::In(unit)),
        (None, None) => Err(invalid(
            "/commune_code",
            "Cho biết nơi thấy: lấy vị trí, chạm trên bản đồ, hoặc chọn xã.",
            "Say where it was seen: by position, on the map, or by commune.",
        )),
    }
}

fn check(report: &ReportedSign, now: Timestamp) -> Result<(), ServiceError> {
    short("/village", report.village.as_deref(), 100)?;
    short("/note", report.note.as_deref(), 2_000)?;
    if report.seen_at > now + CLOCK || report.seen_at < now - OLDEST {
        return Err(invalid(
            "/seen_at",
            "Giờ thấy phải trong 7 ngày vừa qua. Xem lại ngày, giờ của điện thoại.",
            "It must have been seen within the last 7 days. Look at the telephone's day and hour.",
        ));
    }
    if report.position.is_some_and(|(lon, lat)| !LONGITUDES.contains(&lon) || !LATITUDES.contains(&lat)) {
        return Err(invalid(
            "/lat",
            "Vị trí nằm ngoài Việt Nam. Kinh độ từ 102 đến 118, vĩ độ từ 6 đến 24.",
            "The position is outside Viet Nam. Longitude 102 to 118, latitude 6 to 24.",
        ));
    }
    if report.radius_m.is_some_and(|radius| !RADII_M.contains(&radius)) {
        return Err(invalid("/radius_m", "Bán kính từ 50 đến 5.000 m.", "The radius is 50 to 5,000 m."));
    }
    Ok(())
}
