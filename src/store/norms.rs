//! Norms as officials corrected them: every revision stays.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::norm_revisions;
use super::{StoreConnection, StoreError, from_json, loaded, stored, to_json};
use crate::findings::Norms;
use crate::kernel::Timestamp;

/// Norms as they were set once.
#[derive(Debug, Clone, PartialEq)]
pub struct NormsRevision {
    /// Counted from 1.
    pub revision: i64,
    /// When.
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by: String,
    /// Why.
    pub reason: String,
    /// The norms.
    pub norms: Norms,
}

/// The newest revisions first, at most `limit`, those before `before` only.
pub fn newest(conn: &mut StoreConnection, before: Option<i64>, limit: usize) -> Result<Vec<NormsRevision>, StoreError> {
    type Row = (i64, NaiveDateTime, String, String, String);
    let rows: Vec<Row> = norm_revisions::table
        .filter(norm_revisions::revision.lt(before.unwrap_or(i64::MAX)))
        .order(norm_revisions::revision.desc())
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select((
            norm_revisions::revision,
            norm_revisions::changed_at,
            norm_revisions::changed_by,
            norm_revisions::reason,
            norm_revisions::content,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(revision, at, changed_by, reason, content)| {
            Ok(NormsRevision { revision, changed_at: loaded(at), changed_by, reason, norms: from_json(&content)? })
        })
        .collect()
}

/// The norms that are reckoned with: the newest, or those the program comes with.
pub fn current(conn: &mut StoreConnection) -> Result<Norms, StoreError> {
    Ok(newest(conn, None, 1)?.pop().map_or_else(Norms::shipped, |held| held.norms))
}

/// Adds a revision; `AlreadyExists` where somebody else was quicker.
pub fn add(conn: &mut StoreConnection, revision: &NormsRevision) -> Result<(), StoreError> {
    diesel::insert_into(norm_revisions::table)
        .values((
            norm_revisions::revision.eq(revision.revision),
            norm_revisions::changed_at.eq(stored(revision.changed_at)),
            norm_revisions::changed_by.eq(&revision.changed_by),
            norm_revisions::reason.eq(&revision.reason),
            norm_revisions::content.eq(to_json(&revision.norms)?),
        ))
        .execute(conn)?;
    Ok(())
}
