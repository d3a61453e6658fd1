//! Every line a shelter or another resource ever had: only added.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::schema::resource_revisions;
use super::{StoreConnection, StoreError, loaded, on_each_backend, stored};
use crate::kernel::Timestamp;

/// Who changed a line, when, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// By whom, as the log names them.
    pub by: String,
    /// On what ground: the file it came with, a remark. Empty where none was given.
    pub reason: String,
}

/// A line as it was at one of its revisions.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// Which one, counted from 1.
    pub revision: i64,
    /// The day it left the register.
    pub retired_on: Option<NaiveDate>,
    /// How it came to be.
    pub change: Change,
    /// What it says, as JSON.
    pub content: String,
}

/// Keeps a line. A revision that is there already stays as it is.
pub(super) fn put(
    conn: &mut StoreConnection,
    subject: &str,
    revision: i64,
    retired_on: Option<NaiveDate>,
    content: &str,
    change: &Change,
) -> Result<(), StoreError> {
    let row = (
        resource_revisions::subject_id.eq(subject),
        resource_revisions::revision.eq(revision),
        resource_revisions::retired_on.eq(retired_on),
        resource_revisions::changed_at.eq(stored(change.at)),
        resource_revisions::changed_by.eq(&change.by),
        resource_revisions::reason.eq(&change.reason),
        resource_revisions::content.eq(content),
    );
    on_each_backend!(conn, conn => diesel::insert_into(resource_revisions::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(())
}

/// Every line `subject` had, newest first.
pub fn of(conn: &mut StoreConnection, subject: &str) -> Result<Vec<Revision>, StoreError> {
    type Row = (i64, Option<NaiveDate>, chrono::NaiveDateTime, String, String, String);
    let rows: Vec<Row> = resource_revisions::table
        .filter(resource_revisions::subject_id.eq(subject))
        .order(resource_revisions::revision.desc())
        .select((
            resource_revisions::revision,
            resource_revisions::retired_on,
            resource_revisions::changed_at,
            resource_revisions::changed_by,
            resource_revisions::reason,
            resource_revisions::content,
        ))
        .load(conn)?;
    let revision = |(revision, retired_on, at, by, reason, content): Row| Revision {
        revision,
        retired_on,
        change: Change { at: loaded(at), by, reason },
        content,
    };
    Ok(rows.into_iter().map(revision).collect())
}
