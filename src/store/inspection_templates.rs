//! Templates of inspections that offices corrected or added; those the program comes with stand in its data.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::inspection_templates;
use super::{StoreConnection, StoreError, from_json, loaded, stored, to_json};
use crate::inspections::Template;
use crate::kernel::Timestamp;

/// A template as an office left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptTemplate {
    /// The template.
    pub template: Template,
    /// Counts its changes, from 1.
    pub revision: i64,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by: String,
}

/// Every template that was corrected or added, by code.
pub fn all(conn: &mut StoreConnection) -> Result<Vec<KeptTemplate>, StoreError> {
    let rows: Vec<(i64, NaiveDateTime, String, String)> = inspection_templates::table
        .order(inspection_templates::code)
        .select((
            inspection_templates::revision,
            inspection_templates::changed_at,
            inspection_templates::changed_by,
            inspection_templates::content,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(revision, at, by, content)| {
            Ok(KeptTemplate { template: from_json(&content)?, revision, changed_at: loaded(at), changed_by: by })
        })
        .collect()
}

/// Writes `kept.revision`; `Stale` where the one before it is not the present one.
pub fn put(conn: &mut StoreConnection, kept: &KeptTemplate) -> Result<(), StoreError> {
    let row = (
        inspection_templates::code.eq(&kept.template.code),
        inspection_templates::revision.eq(kept.revision),
        inspection_templates::changed_at.eq(stored(kept.changed_at)),
        inspection_templates::changed_by.eq(&kept.changed_by),
        inspection_templates::content.eq(to_json(&kept.template)?),
    );
    if kept.revision == 1 {
        diesel::insert_into(inspection_templates::table).values(row).execute(conn)?;
        return Ok(());
    }
    let present = inspection_templates::table
        .filter(inspection_templates::code.eq(&kept.template.code))
        .filter(inspection_templates::revision.eq(kept.revision - 1));
    match diesel::update(present).set(row).execute(conn)? {
        0 => Err(StoreError::Stale),
        _ => Ok(()),
    }
}
