//! Which hazards do not concern which units: who said so, and why.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::plan_duties;
use super::{StoreConnection, StoreError, loaded, on_each_backend, stored};
use crate::hazards::Hazard;
use crate::kernel::Timestamp;
use crate::kernel::clock::vietnam_offset;
use crate::plans::coverage::Duty;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = plan_duties)]
struct DutyRow {
    unit_code: String,
    hazard: String,
    applicable: bool,
    reason: String,
    decided_by: String,
    at: NaiveDateTime,
}

/// Every word that was said, by unit and hazard.
pub fn all(conn: &mut StoreConnection) -> Result<Vec<Duty>, StoreError> {
    let rows: Vec<DutyRow> = plan_duties::table
        .order((plan_duties::unit_code, plan_duties::hazard))
        .select(DutyRow::as_select())
        .load(conn)?;
    rows.into_iter()
        .map(|row| {
            Ok(Duty {
                unit_code: row.unit_code,
                hazard: Hazard::from_code(&row.hazard).ok_or_else(|| StoreError::corrupt(row.hazard.clone()))?,
                applicable: row.applicable,
                reason: row.reason,
                decided_by: row.decided_by,
                on: loaded(row.at).with_timezone(&vietnam_offset()).date_naive(),
            })
        })
        .collect()
}

/// Keeps the latest word on a unit and a hazard; the log keeps the earlier ones. Its day is that of `now`.
pub fn put(conn: &mut StoreConnection, duty: &Duty, now: Timestamp) -> Result<(), StoreError> {
    let row = DutyRow {
        unit_code: duty.unit_code.clone(),
        hazard: duty.hazard.code().to_owned(),
        applicable: duty.applicable,
        reason: duty.reason.clone(),
        decided_by: duty.decided_by.clone(),
        at: stored(now),
    };
    on_each_backend!(conn, conn => diesel::insert_into(plan_duties::table)
        .values(&row)
        .on_conflict((plan_duties::unit_code, plan_duties::hazard))
        .do_update()
        .set(&row)
        .execute(conn))?;
    Ok(())
}
