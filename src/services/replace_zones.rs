//! New zones in a draft in place of old ones: what splitting, merging and moving have in common.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::draw_zone::{ZoneDrawing, drawn};
use super::edit_plan::{keep_content, refuse_stale};
use super::live_data::Picture;
use super::place_households::count_drawn;
use super::plan_versions::{Taken, VersionAddress, take_up};
use super::zone_codes::{has_stood, refuse_used};
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::kernel::Timestamp;
use crate::kernel::ids::ZoneId;
use crate::plans::{Action, PlanRefusal, PlanVersion, PlanZone, text_fault};
use crate::store::{StoreConnection, StoreError, zone_lineage, zones};
use crate::zones::{Lineage, LineageKind, Zone};

/// Zones in place of others.
pub(super) struct Replacement {
    /// In which way.
    pub kind: LineageKind,
    /// The zones that go.
    pub old: Vec<Zone>,
    /// The zones that come, each with where its parts stand in what was sent, and its code.
    pub new: Vec<(String, String, ZoneDrawing)>,
    /// Why.
    pub note: Option<String>,
}

/// The longest note, in characters.
const MAX_NOTE: usize = 2_000;

/// Does in the draft at `address`, read at `revision`, what `decide` makes of it.
pub(super) fn replace_zones(
    app: &App,
    by: &Acting,
    address: VersionAddress,
    revision: i64,
    decide: impl Fn(&mut StoreConnection, &Taken) -> Result<Replacement, ServiceError>,
) -> Result<PlanVersion, ServiceError> {
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    let edited = app.store.write(|conn| {
        let taken = take_up(conn, by, address, Action::Edit, now)?;
        refuse_stale(conn, &taken.version, revision, &json!({"zones": Value::Null}))?;
        let replacement = decide(conn, &taken)?;
        replace(conn, by, taken, replacement, &picture, now)
    })?;
    app.nudge_streams();
    Ok(edited)
}

/// The zone called `code` as the draft holds it.
pub(super) fn held(conn: &mut StoreConnection, taken: &Taken, pointer: &str, code: &str) -> Result<Zone, ServiceError> {
    let Some(held) = taken.version.content.zone(code) else {
        return Err(PlanRefusal::at(
            pointer,
            format!("Bản dự thảo không có vùng “{code}”. Tải lại danh sách vùng."),
            format!("The draft has no zone “{code}”. Load its zones again."),
        )
        .into());
    };
    Ok(zones::at_revision(conn, held.zone_id, held.revision)?)
}

/// A drawing that says of a zone what is known of it, but for its name and its area.
pub(super) fn like(zone: &Zone, name: &str, geometry: geo::MultiPolygon<f64>) -> ZoneDrawing {
    ZoneDrawing {
        name: name.to_owned(),
        village: zone.village.clone(),
        commune_code: Some(zone.commune_code.clone()),
        evacuate_from_level: zone.evacuate_from_level,
        geometry,
        destinations: zone.destinations.clone(),
        route: zone.route.clone(),
        in_charge: zone.in_charge.clone(),
    }
}

fn replace(
    conn: &mut StoreConnection,
    by: &Acting,
    taken: Taken,
    replacement: Replacement,
    picture: &Picture,
    now: Timestamp,
) -> Result<PlanVersion, ServiceError> {
    let Replacement { kind, old, new, note } = replacement;
    let note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    if let Some(fault) = note.as_deref().and_then(|note| text_fault("/note", note, MAX_NOTE)) {
        return Err(PlanRefusal::Faults(vec![fault]).into());
    }
    let mut codes = HashSet::new();
    let mut drawings = Vec::with_capacity(new.len());
    for (pointer, code, drawing) in &new {
        if taken.version.content.zone(code).is_some() || !codes.insert(code) {
            return Err(PlanRefusal::at(
                &format!("{pointer}/code"),
                format!("Mã vùng “{code}” đã có trong bản dự thảo. Chọn mã khác."),
                format!("The draft has a zone “{code}” already. Choose another code."),
            )
            .into());
        }
        refuse_used(conn, &format!("{pointer}/code"), code)?;
        let zone = drawn(conn, &taken, code, drawing, now).map_err(|error| below(pointer, error))?;
        zones::add_draft_revision(conn, &zone, now)?;
        count_drawn(conn, picture, [&zone])?;
        drawings.push(zone);
    }
    write_lines(conn, by, &taken, kind, &old, &drawings, note.as_deref())?;
    let gone: Vec<&str> = old.iter().map(|zone| zone.code.as_str()).collect();
    let come =
        drawings.iter().map(|zone| PlanZone { zone_id: zone.id, code: zone.code.clone(), revision: zone.revision });
    let content = taken.version.content.with_zones_replaced(&gone, come.collect());
    keep_content(conn, by, taken, content, now)
}

/// Faults of one of several zones, told below the place of that zone.
fn below(pointer: &str, error: ServiceError) -> ServiceError {
    match error {
        ServiceError::Plan(PlanRefusal::Faults(mut faults)) => {
            for fault in &mut faults {
                fault.pointer = format!("{pointer}{}", fault.pointer);
            }
            PlanRefusal::Faults(faults).into()
        }
        other => other,
    }
}

/// Writes down what came of what. A zone that only this draft knows has no past of its own: what is made of it came
/// of what it came of.
fn write_lines(
    conn: &mut StoreConnection,
    by: &Acting,
    taken: &Taken,
    kind: LineageKind,
    old: &[Zone],
    new: &[Zone],
    note: Option<&str>,
) -> Result<(), StoreError> {
    let version = taken.version.id;
    let planned = zone_lineage::of_version(conn, version)?;
    let mut roots: Vec<ZoneId> = Vec::new();
    for zone in old {
        let before: Vec<ZoneId> = planned.iter().filter(|line| line.new == zone.id).map(|line| line.old).collect();
        if before.is_empty() && has_stood(conn, zone.id)? {
            roots.push(zone.id);
        }
        for root in before {
            zone_lineage::remove(conn, version, root, zone.id)?;
            roots.push(root);
        }
    }
    roots.sort_unstable();
    roots.dedup();
    for root in roots {
        for zone in new {
            let line = Lineage {
                old: root,
                new: zone.id,
                kind,
                version,
                happened_at: None,
                decided_by: by.account.display_name.clone(),
                note: note.map(str::to_owned),
            };
            zone_lineage::put(conn, &line)?;
        }
    }
    Ok(())
}
