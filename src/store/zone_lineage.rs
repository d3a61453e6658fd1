//! How zones came of each other. Lines of a draft are plans; its approval makes them facts.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{plan_versions, zone_lineage};
use super::{StoreConnection, StoreError, id, loaded, stored, word, word_text};
use crate::kernel::ids::{PlanVersionId, ZoneId};
use crate::zones::Lineage;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = zone_lineage)]
struct LineageRow {
    plan_version_id: String,
    old_zone_id: String,
    new_zone_id: String,
    kind: String,
    happened_at: Option<NaiveDateTime>,
    decided_by: String,
    note: Option<String>,
}

impl LineageRow {
    fn into_lineage(self) -> Result<Lineage, StoreError> {
        Ok(Lineage {
            old: id(&self.old_zone_id)?,
            new: id(&self.new_zone_id)?,
            kind: word(&self.kind)?,
            version: id(&self.plan_version_id)?,
            happened_at: self.happened_at.map(loaded),
            decided_by: self.decided_by,
            note: self.note,
        })
    }
}

/// Writes a line down, in place of the one between the same zones in the same version.
pub fn put(conn: &mut StoreConnection, line: &Lineage) -> Result<(), StoreError> {
    remove(conn, line.version, line.old, line.new)?;
    let row = LineageRow {
        plan_version_id: line.version.to_string(),
        old_zone_id: line.old.to_string(),
        new_zone_id: line.new.to_string(),
        kind: word_text(&line.kind),
        happened_at: line.happened_at.map(stored),
        decided_by: line.decided_by.clone(),
        note: line.note.clone(),
    };
    diesel::insert_into(zone_lineage::table).values(&row).execute(conn)?;
    Ok(())
}

/// Takes a line back.
pub fn remove(conn: &mut StoreConnection, version: PlanVersionId, old: ZoneId, new: ZoneId) -> Result<(), StoreError> {
    diesel::delete(
        zone_lineage::table
            .filter(zone_lineage::plan_version_id.eq(version.to_string()))
            .filter(zone_lineage::old_zone_id.eq(old.to_string()))
            .filter(zone_lineage::new_zone_id.eq(new.to_string())),
    )
    .execute(conn)?;
    Ok(())
}

/// The lines of a version, planned or done.
pub fn of_version(conn: &mut StoreConnection, version: PlanVersionId) -> Result<Vec<Lineage>, StoreError> {
    let rows: Vec<LineageRow> = zone_lineage::table
        .filter(zone_lineage::plan_version_id.eq(version.to_string()))
        .order((zone_lineage::old_zone_id, zone_lineage::new_zone_id))
        .select(LineageRow::as_select())
        .load(conn)?;
    rows.into_iter().map(LineageRow::into_lineage).collect()
}

/// What has happened to a zone: lines to the zones it came of, and to those that came of it.
pub fn of_zone(conn: &mut StoreConnection, zone: ZoneId) -> Result<(Vec<Lineage>, Vec<Lineage>), StoreError> {
    let rows: Vec<LineageRow> = zone_lineage::table
        .filter(zone_lineage::happened_at.is_not_null())
        .filter(zone_lineage::old_zone_id.eq(zone.to_string()).or(zone_lineage::new_zone_id.eq(zone.to_string())))
        .order((zone_lineage::happened_at, zone_lineage::old_zone_id, zone_lineage::new_zone_id))
        .select(LineageRow::as_select())
        .load(conn)?;
    let lines: Vec<Lineage> = rows.into_iter().map(LineageRow::into_lineage).collect::<Result<_, _>>()?;
    Ok(lines.into_iter().partition(|line| line.new == zone))
}

/// Whether other zones stand for this one, by a version that was approved and not withdrawn.
pub fn is_superseded(conn: &mut StoreConnection, zone: ZoneId) -> Result<bool, StoreError> {
    let lines: i64 = zone_lineage::table
        .inner_join(plan_versions::table.on(plan_versions::id.eq(zone_lineage::plan_version_id)))
        .filter(zone_lineage::old_zone_id.eq(zone.to_string()))
        .filter(zone_lineage::happened_at.is_not_null())
        .filter(plan_versions::status.eq("approved"))
        .count()
        .get_result(conn)?;
    Ok(lines > 0)
}
