//! Zones: a row that names the current revision, and revisions that are only ever added.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::connection::DefaultLoadingMode;
use diesel::prelude::*;

use super::schema::{zone_revisions, zones};
use super::{StoreConnection, StoreError, from_json, id, loaded, stored, to_json, word, word_text, zone_standings};
use crate::geometry::area;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::Timestamp;
use crate::kernel::ids::ZoneId;
use crate::zones::{Zone, ZoneStatus};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = zones)]
pub(super) struct ZoneRow {
    pub(super) id: String,
    pub(super) code: String,
    pub(super) hazard: String,
    pub(super) status: String,
    pub(super) current_revision: i64,
    pub(super) demonstration: bool,
}

impl ZoneRow {
    pub(super) fn of(zone: &Zone, status: ZoneStatus) -> Self {
        Self {
            id: zone.id.to_string(),
            code: zone.code.clone(),
            hazard: zone.hazard.code().to_owned(),
            status: word_text(&status),
            current_revision: zone.revision,
            demonstration: zone.demonstration,
        }
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = zone_revisions)]
pub(super) struct RevisionRow {
    pub(super) zone_id: String,
    pub(super) revision: i64,
    pub(super) valid_from: NaiveDateTime,
    pub(super) name: String,
    pub(super) village: Option<String>,
    pub(super) commune_code: String,
    pub(super) evacuate_from_level: i64,
    /// GeoJSON, in rows from before WKB.
    pub(super) geometry: String,
    pub(super) area_m2: f64,
    pub(super) destinations: String,
    pub(super) route: Option<String>,
    pub(super) in_charge: Option<String>,
    /// WKB. Empty only in rows from before it, until [`outline_old_revisions`] has run.
    pub(super) outline: Option<Vec<u8>>,
}

impl RevisionRow {
    pub(super) fn of(zone: &Zone, now: Timestamp) -> Result<Self, StoreError> {
        Ok(Self {
            zone_id: zone.id.to_string(),
            revision: zone.revision,
            valid_from: stored(now),
            name: zone.name.clone(),
            village: zone.village.clone(),
            commune_code: zone.commune_code.clone(),
            evacuate_from_level: zone.evacuate_from_level.digit().into(),
            geometry: String::new(),
            area_m2: zone.area_m2,
            destinations: to_json(&zone.destinations)?,
            route: zone.route.clone(),
            in_charge: zone.in_charge.as_ref().map(to_json).transpose()?,
            outline: Some(area::to_wkb(&zone.geometry)),
        })
    }
}

/// What of a revision is needed to know its zone. Reading when each began would take longer than its whole outline.
#[derive(Queryable, Selectable)]
#[diesel(table_name = zone_revisions)]
struct HeldRow {
    revision: i64,
    name: String,
    village: Option<String>,
    commune_code: String,
    evacuate_from_level: i64,
    area_m2: f64,
    destinations: String,
    route: Option<String>,
    in_charge: Option<String>,
    outline: Option<Vec<u8>>,
}

impl From<RevisionRow> for HeldRow {
    fn from(row: RevisionRow) -> Self {
        Self {
            revision: row.revision,
            name: row.name,
            village: row.village,
            commune_code: row.commune_code,
            evacuate_from_level: row.evacuate_from_level,
            area_m2: row.area_m2,
            destinations: row.destinations,
            route: row.route,
            in_charge: row.in_charge,
            outline: row.outline,
        }
    }
}

fn to_zone(zone: ZoneRow, revision: HeldRow) -> Result<Zone, StoreError> {
    let outline = revision.outline.as_deref().unwrap_or_default();
    let geometry =
        area::from_wkb(outline).map_err(|fault| StoreError::corrupt(format!("zone {}: {fault}", zone.code)))?;
    let level = u8::try_from(revision.evacuate_from_level).ok().and_then(|level| RiskLevel::new(level).ok());
    Ok(Zone {
        id: id(&zone.id)?,
        hazard: Hazard::from_code(&zone.hazard).ok_or_else(|| StoreError::corrupt(zone.hazard.clone()))?,
        status: word(&zone.status)?,
        code: zone.code,
        revision: revision.revision,
        name: revision.name,
        village: revision.village,
        commune_code: revision.commune_code,
        evacuate_from_level: level.ok_or_else(|| StoreError::corrupt("level of a zone"))?,
        geometry,
        area_m2: revision.area_m2,
        destinations: from_json(&revision.destinations)?,
        route: revision.route,
        in_charge: revision.in_charge.as_deref().map(from_json).transpose()?,
        demonstration: zone.demonstration,
    })
}

/// The id and current revision of the zone called `code`.
pub fn by_code(conn: &mut StoreConnection, code: &str) -> Result<Option<(ZoneId, i64)>, StoreError> {
    let row: Option<(String, i64)> = zones::table
        .filter(zones::code.eq(code))
        .select((zones::id, zones::current_revision))
        .get_result(conn)
        .optional()?;
    row.map(|(zone_id, revision)| Ok((id(&zone_id)?, revision))).transpose()
}

/// Adds `zone.revision` of `zone`, and the zone itself where it is new, and makes it the current one.
pub fn add_revision(conn: &mut StoreConnection, zone: &Zone, now: Timestamp) -> Result<(), StoreError> {
    let updated = diesel::update(zones::table.filter(zones::id.eq(zone.id.to_string())))
        .set((zones::current_revision.eq(zone.revision), zones::status.eq(word_text(&zone.status))))
        .execute(conn)?;
    if updated == 0 {
        let row = ZoneRow::of(zone, zone.status);
        diesel::insert_into(zones::table).values(&row).execute(conn)?;
    }
    insert_revision(conn, zone, now)?;
    stand(conn, zone.id, zone.revision, zone.status, now)
}

/// Adds `zone.revision` of `zone`, and the zone itself where it is new, without putting it in force: alerts go on
/// to meet the revision that was approved.
pub fn add_draft_revision(conn: &mut StoreConnection, zone: &Zone, now: Timestamp) -> Result<(), StoreError> {
    if by_code(conn, &zone.code)?.is_none() {
        let row = ZoneRow::of(zone, ZoneStatus::Draft);
        diesel::insert_into(zones::table).values(&row).execute(conn)?;
    }
    insert_revision(conn, zone, now)
}

/// Makes `revision` the current one of a zone, with `status`, from `now` on.
pub fn settle(
    conn: &mut StoreConnection,
    zone: ZoneId,
    revision: i64,
    status: ZoneStatus,
    now: Timestamp,
) -> Result<(), StoreError> {
    diesel::update(zones::table.filter(zones::id.eq(zone.to_string())))
        .set((zones::current_revision.eq(revision), zones::status.eq(word_text(&status))))
        .execute(conn)?;
    stand(conn, zone, revision, status, now)
}

/// Keeps since when a zone is in force by itself, so that any past day can be shown.
fn stand(
    conn: &mut StoreConnection,
    zone: ZoneId,
    revision: i64,
    status: ZoneStatus,
    now: Timestamp,
) -> Result<(), StoreError> {
    match status {
        ZoneStatus::InForce => zone_standings::open(conn, zone, revision, now),
        ZoneStatus::Draft | ZoneStatus::Retired => zone_standings::close(conn, zone, now),
    }
}

fn insert_revision(conn: &mut StoreConnection, zone: &Zone, now: Timestamp) -> Result<(), StoreError> {
    let row = RevisionRow::of(zone, now)?;
    diesel::insert_into(zone_revisions::table).values(&row).execute(conn)?;
    Ok(())
}

/// Every zone at its current revision, by code.
pub fn current(conn: &mut StoreConnection, status: Option<ZoneStatus>) -> Result<Vec<Zone>, StoreError> {
    let mut found = Vec::new();
    each(conn, status, |zone| found.push(zone))?;
    Ok(found)
}

/// Gives every zone at its current revision to `take`, by code, one by one: all rows beside all zones would take
/// twice the memory.
pub fn each_current(conn: &mut StoreConnection, take: impl FnMut(Zone)) -> Result<(), StoreError> {
    each(conn, None, take)
}

fn each(conn: &mut StoreConnection, status: Option<ZoneStatus>, mut take: impl FnMut(Zone)) -> Result<(), StoreError> {
    let mut query = zones::table
        .inner_join(
            zone_revisions::table
                .on(zone_revisions::zone_id.eq(zones::id).and(zone_revisions::revision.eq(zones::current_revision))),
        )
        .order(zones::code)
        .select((ZoneRow::as_select(), HeldRow::as_select()))
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(status) = status {
        query = query.filter(zones::status.eq(word_text(&status)));
    }
    for row in query.load_iter::<(ZoneRow, HeldRow), DefaultLoadingMode>(conn)? {
        let (zone, revision) = row?;
        take(to_zone(zone, revision)?);
    }
    Ok(())
}

/// Which revision of which zone is the current one, and whether it is in force. Unlike [`current`] reads no areas.
pub fn current_revisions(conn: &mut StoreConnection) -> Result<Vec<(ZoneId, i64, ZoneStatus)>, StoreError> {
    let rows: Vec<(String, i64, String)> =
        zones::table.select((zones::id, zones::current_revision, zones::status)).load(conn)?;
    rows.into_iter().map(|(zone, revision, status)| Ok((id(&zone)?, revision, word(&status)?))).collect()
}

/// Gives revisions from before WKB their outline.
pub fn outline_old_revisions(conn: &mut StoreConnection) -> Result<(), StoreError> {
    loop {
        let rows: Vec<(String, i64, String)> = zone_revisions::table
            .filter(zone_revisions::outline.is_null())
            .select((zone_revisions::zone_id, zone_revisions::revision, zone_revisions::geometry))
            .limit(500)
            .load(conn)?;
        if rows.is_empty() {
            return Ok(());
        }
        for (zone, revision, geometry) in rows {
            let area = area::unchecked(&from_json(&geometry)?)
                .map_err(|fault| StoreError::corrupt(format!("zone {zone}, revision {revision}: {fault}")))?;
            let row = zone_revisions::zone_id.eq(zone).and(zone_revisions::revision.eq(revision));
            diesel::update(zone_revisions::table.filter(row))
                .set((zone_revisions::outline.eq(area::to_wkb(&area)), zone_revisions::geometry.eq("")))
                .execute(conn)?;
        }
    }
}

/// A zone as it stood at `revision`.
pub fn at_revision(conn: &mut StoreConnection, zone: ZoneId, revision: i64) -> Result<Zone, StoreError> {
    let row: (ZoneRow, RevisionRow) = zones::table
        .inner_join(zone_revisions::table.on(zone_revisions::zone_id.eq(zones::id)))
        .filter(zones::id.eq(zone.to_string()))
        .filter(zone_revisions::revision.eq(revision))
        .select((ZoneRow::as_select(), RevisionRow::as_select()))
        .get_result(conn)?;
    to_zone(row.0, row.1.into())
}

/// A zone through all its revisions, oldest first, each with the time it was drawn.
pub fn revisions(conn: &mut StoreConnection, zone: ZoneId) -> Result<Vec<(Timestamp, Zone)>, StoreError> {
    let rows: Vec<(ZoneRow, RevisionRow)> = zones::table
        .inner_join(zone_revisions::table.on(zone_revisions::zone_id.eq(zones::id)))
        .filter(zones::id.eq(zone.to_string()))
        .order(zone_revisions::revision)
        .select((ZoneRow::as_select(), RevisionRow::as_select()))
        .load(conn)?;
    rows.into_iter().map(|row| Ok((loaded(row.1.valid_from), to_zone(row.0, row.1.into())?))).collect()
}

/// What a zone is called and where it stands, without its revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneHead {
    /// The zone.
    pub id: ZoneId,
    /// Its code.
    pub code: String,
    /// What threatens it.
    pub hazard: Hazard,
    /// Where it stands by itself; a plan may hold it all the same.
    pub status: ZoneStatus,
    /// Its current revision.
    pub revision: i64,
}

/// Every zone by code, without areas.
pub fn heads(conn: &mut StoreConnection) -> Result<Vec<ZoneHead>, StoreError> {
    let rows: Vec<ZoneRow> = zones::table.order(zones::code).select(ZoneRow::as_select()).load(conn)?;
    rows.into_iter()
        .map(|row| {
            Ok(ZoneHead {
                id: id(&row.id)?,
                hazard: Hazard::from_code(&row.hazard).ok_or_else(|| StoreError::corrupt(row.hazard.clone()))?,
                status: word(&row.status)?,
                code: row.code,
                revision: row.current_revision,
            })
        })
        .collect()
}

/// The last revision of every zone, which may be a draft beyond the current one.
pub fn last_revisions(conn: &mut StoreConnection) -> Result<HashMap<ZoneId, i64>, StoreError> {
    let rows: Vec<(String, Option<i64>)> = zone_revisions::table
        .group_by(zone_revisions::zone_id)
        .select((zone_revisions::zone_id, diesel::dsl::max(zone_revisions::revision)))
        .load(conn)?;
    rows.into_iter().map(|(zone, revision)| Ok((id(&zone)?, revision.unwrap_or(1)))).collect()
}

/// Where a zone stands by itself, and its current revision.
pub fn standing(conn: &mut StoreConnection, zone: ZoneId) -> Result<(ZoneStatus, i64), StoreError> {
    let (status, revision): (String, i64) = zones::table
        .filter(zones::id.eq(zone.to_string()))
        .select((zones::status, zones::current_revision))
        .get_result(conn)?;
    Ok((word(&status)?, revision))
}

/// The code and current name of a zone.
pub fn name(conn: &mut StoreConnection, zone: ZoneId) -> Result<(String, String), StoreError> {
    Ok(zones::table
        .inner_join(
            zone_revisions::table
                .on(zone_revisions::zone_id.eq(zones::id).and(zone_revisions::revision.eq(zones::current_revision))),
        )
        .filter(zones::id.eq(zone.to_string()))
        .select((zones::code, zone_revisions::name))
        .get_result(conn)?)
}

/// How many zones are asked for in one statement.
const CHUNK: usize = 200;

/// Zones, each at the revision beside it, in the order of the list; those there are not are left out.
pub fn at_revisions(conn: &mut StoreConnection, wanted: &[(ZoneId, i64)]) -> Result<Vec<Zone>, StoreError> {
    let mut found = Vec::with_capacity(wanted.len());
    for chunk in wanted.chunks(CHUNK) {
        let names: Vec<String> = chunk.iter().map(|(zone, _)| zone.to_string()).collect();
        let revisions: Vec<i64> = chunk.iter().map(|(_, revision)| *revision).collect();
        let rows: Vec<(ZoneRow, RevisionRow)> = zones::table
            .inner_join(zone_revisions::table.on(zone_revisions::zone_id.eq(zones::id)))
            .filter(zones::id.eq_any(names))
            .filter(zone_revisions::revision.eq_any(revisions))
            .select((ZoneRow::as_select(), RevisionRow::as_select()))
            .load(conn)?;
        let mut by_id: HashMap<(String, i64), (ZoneRow, RevisionRow)> =
            rows.into_iter().map(|row| ((row.0.id.clone(), row.1.revision), row)).collect();
        let rows = chunk.iter().filter_map(|(zone, revision)| by_id.remove(&(zone.to_string(), *revision)));
        for row in rows {
            found.push(to_zone(row.0, row.1.into())?);
        }
    }
    Ok(found)
}
