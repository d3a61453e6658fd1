//! Drawing, moving and taking away the zones of a draft. A frozen version keeps the revision it was approved with.

use geo::MultiPolygon;
use serde_json::{Value, json};

use super::edit_plan::{keep_content, refuse_stale};
use super::plan_versions::{Taken, VersionAddress, take_up};
use super::zone_codes::refuse_another_place;
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::geometry::measure;
use crate::hazards::RiskLevel;
use crate::kernel::Timestamp;
use crate::kernel::ids::ZoneId;
use crate::plans::{Action, FieldFault, PlanRefusal, PlanVersion, PlanZone, text_fault};
use crate::store::{StoreConnection, StoreError, admin_units, zones};
use crate::zones::{InCharge, Zone, ZoneStatus};

use super::live_data::day_of;
use super::place_households::count_drawn;

/// A zone as it is to be.
#[derive(Debug, Clone)]
pub struct ZoneDrawing {
    /// Its name.
    pub name: String,
    /// The village.
    pub village: Option<String>,
    /// The commune; the plan's unit where absent.
    pub commune_code: Option<String>,
    /// From this level on its people must move.
    pub evacuate_from_level: RiskLevel,
    /// Its area, WGS 84, longitude first.
    pub geometry: MultiPolygon<f64>,
    /// Codes of the shelters its people go to.
    pub destinations: Vec<String>,
    /// The way there.
    pub route: Option<String>,
    /// Who answers for it.
    pub in_charge: Option<InCharge>,
}

/// Draws the zone called `code` in the draft at `address`, or draws it anew: a new revision of the zone.
pub fn draw_zone(
    app: &App,
    by: &Acting,
    address: VersionAddress,
    revision: i64,
    code: &str,
    drawing: &ZoneDrawing,
) -> Result<PlanVersion, ServiceError> {
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    let edited = app.store.write(|conn| {
        let taken = take_up(conn, by, address, Action::Edit, now)?;
        refuse_stale(conn, &taken.version, revision, &json!({"zones": Value::Null}))?;
        let zone = drawn(conn, &taken, code, drawing, now)?;
        if zone.revision > 1 {
            refuse_another_place(conn, &zone)?;
        }
        let unchanged =
            taken.version.content.zone(code).map(|held| zones::at_revision(conn, held.zone_id, held.revision));
        if unchanged.transpose()?.is_some_and(|held| same(&held, &zone)) {
            return Ok(taken.version);
        }
        zones::add_draft_revision(conn, &zone, now)?;
        count_drawn(conn, &picture, [&zone])?;
        let mut content = taken.version.content.clone();
        content.zones.retain(|held| held.code != code);
        content.zones.push(PlanZone { zone_id: zone.id, code: zone.code, revision: zone.revision });
        content.zones.sort_by(|a, b| a.code.cmp(&b.code));
        keep_content(conn, by, taken, content, now)
    })?;
    app.nudge_streams();
    Ok(edited)
}

/// Takes the zone called `code` out of the draft at `address`. The zone and its past stay.
pub fn remove_zone(
    app: &App,
    by: &Acting,
    address: VersionAddress,
    revision: i64,
    code: &str,
) -> Result<PlanVersion, ServiceError> {
    let now = app.now();
    let edited = app.store.write(|conn| {
        let taken = take_up(conn, by, address, Action::Edit, now)?;
        refuse_stale(conn, &taken.version, revision, &json!({"zones": Value::Null}))?;
        let content = taken.version.content.without_zone(code);
        if content.zones.len() == taken.version.content.zones.len() {
            return Err(StoreError::NotFound.into());
        }
        keep_content(conn, by, taken, content, now)
    })?;
    app.nudge_streams();
    Ok(edited)
}

/// The zone called `code` as `drawing` has it, at its next revision.
pub(super) fn drawn(
    conn: &mut StoreConnection,
    taken: &Taken,
    code: &str,
    drawing: &ZoneDrawing,
    now: Timestamp,
) -> Result<Zone, ServiceError> {
    let commune = drawing.commune_code.clone().unwrap_or_else(|| taken.plan.unit_code.clone());
    check(conn, taken, code, drawing, &commune, now)?;
    let known = zones::by_code(conn, code)?;
    let (id, revision) = match known {
        None => (ZoneId::new(now), 1),
        Some((id, _)) => {
            let past = zones::revisions(conn, id)?;
            let last = past.last().ok_or(StoreError::NotFound)?;
            if last.1.hazard != taken.plan.hazard || last.1.commune_code != commune {
                let fault = FieldFault::new(
                    "/code",
                    format!("Mã vùng “{code}” đã dùng cho vùng khác. Chọn mã khác."),
                    format!("The code “{code}” names another zone. Choose another."),
                );
                return Err(PlanRefusal::Faults(vec![fault]).into());
            }
            (id, last.1.revision + 1)
        }
    };
    Ok(Zone {
        id,
        code: code.to_owned(),
        hazard: taken.plan.hazard,
        status: ZoneStatus::Draft,
        revision,
        name: drawing.name.trim().to_owned(),
        village: drawing.village.clone(),
        commune_code: commune,
        evacuate_from_level: drawing.evacuate_from_level,
        area_m2: measure::area_m2(&drawing.geometry),
        geometry: drawing.geometry.clone(),
        destinations: drawing.destinations.clone(),
        route: drawing.route.clone(),
        in_charge: drawing.in_charge.clone(),
        demonstration: taken.plan.demonstration,
    })
}

/// The longest text of a zone, and the most destinations.
const MAX_TEXT: usize = 500;
const MAX_DESTINATIONS: usize = 50;

fn check(
    conn: &mut StoreConnection,
    taken: &Taken,
    code: &str,
    drawing: &ZoneDrawing,
    commune: &str,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let mut faults = Vec::new();
    if !admin_units::path(conn, commune, day_of(now))?.is_within(&taken.plan.unit_code) {
        faults.push(FieldFault::new(
            "/commune_code",
            "Vùng nằm ngoài địa bàn của phương án. Chọn xã thuộc đơn vị lập phương án.",
            "The zone lies outside the unit of the plan. Choose a commune of that unit.",
        ));
    }
    if code.trim() != code || code.is_empty() || code.chars().count() > 40 || code.chars().any(char::is_control) {
        faults.push(FieldFault::new(
            "/code",
            "Mã vùng gồm 1–40 ký tự, không có khoảng trắng ở đầu, cuối.",
            "A zone's code has 1–40 characters and no spaces at its ends.",
        ));
    }
    if drawing.name.trim().is_empty() {
        faults.push(FieldFault::new("/name", "Nhập tên vùng.", "Give the zone a name."));
    }
    let texts = [
        ("/name", Some(&drawing.name)),
        ("/village", drawing.village.as_ref()),
        ("/route", drawing.route.as_ref()),
        ("/in_charge/name", drawing.in_charge.as_ref().map(|person| &person.name)),
        ("/in_charge/role", drawing.in_charge.as_ref().map(|person| &person.role)),
    ];
    let destinations = drawing.destinations.iter().map(|code| ("/destinations", Some(code)));
    for (pointer, text) in texts.into_iter().chain(destinations) {
        faults.extend(text.and_then(|text| text_fault(pointer, text, MAX_TEXT)));
    }
    if drawing.destinations.len() > MAX_DESTINATIONS {
        faults.push(FieldFault::new("/destinations", "Quá 50 nơi đến.", "More than 50 destinations."));
    }
    if faults.is_empty() { Ok(()) } else { Err(PlanRefusal::Faults(faults).into()) }
}

/// Whether two drawings of a zone say the same.
fn same(held: &Zone, drawn: &Zone) -> bool {
    let comparable = |zone: &Zone| Zone { revision: 0, status: ZoneStatus::Draft, area_m2: 0.0, ..zone.clone() };
    comparable(held) == comparable(drawn)
}
