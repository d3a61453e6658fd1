//! The audit log: lines are only ever added.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::audit_entries;
use super::{StoreConnection, StoreError, id, loaded, optional_id, stored};
use crate::audit::AuditEntry;
use crate::kernel::Localized;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_entries)]
struct AuditRow {
    id: String,
    at: NaiveDateTime,
    actor: String,
    action: String,
    subject_kind: String,
    subject_id: String,
    alert_id: Option<String>,
    detail_vi: String,
    detail_en: String,
}

/// Adds a line.
pub fn append(conn: &mut StoreConnection, entry: &AuditEntry) -> Result<(), StoreError> {
    let row = AuditRow {
        id: entry.id.to_string(),
        at: stored(entry.at),
        actor: entry.actor.clone(),
        action: entry.action.clone(),
        subject_kind: entry.subject_kind.clone(),
        subject_id: entry.subject_id.clone(),
        alert_id: entry.alert_id.map(|id| id.to_string()),
        detail_vi: entry.detail.vi.clone(),
        detail_en: entry.detail.en.clone(),
    };
    diesel::insert_into(audit_entries::table).values(&row).execute(conn)?;
    Ok(())
}

/// The newest `limit` lines about any of `subjects` (all where it is empty), those before `before`.
pub fn newest(
    conn: &mut StoreConnection,
    subjects: &[String],
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<AuditEntry>, StoreError> {
    let mut query = audit_entries::table
        .select(AuditRow::as_select())
        .order(audit_entries::id.desc())
        .limit(limit)
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if !subjects.is_empty() {
        query = query.filter(audit_entries::subject_id.eq_any(subjects.to_vec()));
    }
    if let Some(before) = before {
        query = query.filter(audit_entries::id.lt(before.to_owned()));
    }
    let rows: Vec<AuditRow> = query.load(conn)?;
    rows.into_iter()
        .map(|row| {
            Ok(AuditEntry {
                id: id(&row.id)?,
                at: loaded(row.at),
                actor: row.actor,
                action: row.action,
                subject_kind: row.subject_kind,
                subject_id: row.subject_id,
                alert_id: optional_id(row.alert_id.as_deref())?,
                detail: Localized::new(row.detail_vi, row.detail_en),
            })
        })
        .collect()
}
