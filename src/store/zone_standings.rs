//! When zones were in force without a plan. `store::zones` opens and closes these as the status changes.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::zone_standings;
use super::{StoreConnection, StoreError, id, loaded, on_each_backend, stored};
use crate::kernel::Timestamp;
use crate::kernel::ids::ZoneId;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = zone_standings)]
struct StandingRow {
    zone_id: String,
    revision: i64,
    from_at: NaiveDateTime,
    to_at: Option<NaiveDateTime>,
}

/// A time during which a zone was in force by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// At which revision.
    pub revision: i64,
    /// Since when.
    pub from: Timestamp,
    /// Until when; `None` while it goes on.
    pub to: Option<Timestamp>,
}

/// Notes that from `now` on `revision` of a zone is in force by itself.
pub(super) fn open(conn: &mut StoreConnection, zone: ZoneId, revision: i64, now: Timestamp) -> Result<(), StoreError> {
    let stands: i64 = zone_standings::table
        .filter(zone_standings::zone_id.eq(zone.to_string()))
        .filter(zone_standings::revision.eq(revision))
        .filter(zone_standings::to_at.is_null())
        .count()
        .get_result(conn)?;
    if stands > 0 {
        return Ok(());
    }
    close(conn, zone, now)?;
    let row = StandingRow { zone_id: zone.to_string(), revision, from_at: stored(now), to_at: None };
    diesel::insert_into(zone_standings::table).values(&row).execute(conn)?;
    Ok(())
}

/// Notes that from `now` on zones that are new are in force by themselves, each at the revision beside it.
pub(super) fn open_new(
    conn: &mut StoreConnection,
    zones: impl Iterator<Item = (ZoneId, i64)>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = |(zone, revision): (ZoneId, i64)| StandingRow {
        zone_id: zone.to_string(),
        revision,
        from_at: stored(now),
        to_at: None,
    };
    let rows: Vec<StandingRow> = zones.map(row).collect();
    for some in rows.chunks(ROWS) {
        on_each_backend!(conn, conn => diesel::insert_into(zone_standings::table).values(some).execute(conn))?;
    }
    Ok(())
}

/// How many rows go into one statement.
const ROWS: usize = 500;

/// Notes that from `now` on a zone is not in force by itself. What began at this very moment never was.
pub(super) fn close(conn: &mut StoreConnection, zone: ZoneId, now: Timestamp) -> Result<(), StoreError> {
    let open = zone_standings::zone_id.eq(zone.to_string()).and(zone_standings::to_at.is_null());
    diesel::delete(zone_standings::table.filter(open.clone()).filter(zone_standings::from_at.ge(stored(now))))
        .execute(conn)?;
    diesel::update(zone_standings::table.filter(open)).set(zone_standings::to_at.eq(stored(now))).execute(conn)?;
    Ok(())
}

/// When a zone was in force by itself, oldest first.
pub fn of_zone(conn: &mut StoreConnection, zone: ZoneId) -> Result<Vec<Standing>, StoreError> {
    let rows: Vec<StandingRow> = zone_standings::table
        .filter(zone_standings::zone_id.eq(zone.to_string()))
        .order(zone_standings::from_at)
        .select(StandingRow::as_select())
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|row| Standing { revision: row.revision, from: loaded(row.from_at), to: row.to_at.map(loaded) })
        .collect())
}

/// The zones in force by themselves just before `instant`, each with its revision.
pub fn before(conn: &mut StoreConnection, instant: Timestamp) -> Result<Vec<(ZoneId, i64)>, StoreError> {
    let rows: Vec<(String, i64)> = zone_standings::table
        .filter(zone_standings::from_at.lt(stored(instant)))
        .filter(zone_standings::to_at.is_null().or(zone_standings::to_at.ge(stored(instant))))
        .select((zone_standings::zone_id, zone_standings::revision))
        .load(conn)?;
    rows.into_iter().map(|(zone, revision)| Ok((id(&zone)?, revision))).collect()
}
