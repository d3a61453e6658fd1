//! The photos of tasks. None is ever deleted: one that does not count is marked.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::task_photos;
use super::{StoreConnection, StoreError, id, loaded, stored};
use crate::kernel::ids::{ChecklistId, PhotoId, TaskId};
use crate::relocation::{PhotoLook, Removal, TaskPhoto};

#[derive(Queryable, Selectable)]
#[diesel(table_name = task_photos)]
struct PhotoRow {
    id: String,
    task_id: String,
    media_type: String,
    width: i64,
    height: i64,
    length: i64,
    sha256: String,
    taken_at: NaiveDateTime,
    received_at: NaiveDateTime,
    added_by: String,
    account_id: Option<String>,
    removed_at: Option<NaiveDateTime>,
    removed_by: Option<String>,
    removal_remark: Option<String>,
}

impl PhotoRow {
    fn into_photo(self) -> Result<TaskPhoto, StoreError> {
        let removed = match (self.removed_at, self.removed_by, self.removal_remark) {
            (Some(at), Some(by), Some(remark)) => Some(Removal { at: loaded(at), by, remark }),
            (None, None, None) => None,
            _ => return Err(StoreError::corrupt(format!("photo {} is half taken out", self.id))),
        };
        Ok(TaskPhoto {
            id: id(&self.id)?,
            task_id: id(&self.task_id)?,
            look: PhotoLook { media_type: self.media_type, width: self.width, height: self.height },
            length: self.length,
            sha256: self.sha256,
            taken_at: loaded(self.taken_at),
            received_at: loaded(self.received_at),
            added_by: self.added_by,
            account_id: self.account_id.as_deref().map(id).transpose()?,
            removed,
        })
    }
}

/// Keeps a photo; `AlreadyExists` where its id is known.
pub fn insert(
    conn: &mut StoreConnection,
    checklist: ChecklistId,
    photo: &TaskPhoto,
    content: &[u8],
) -> Result<(), StoreError> {
    diesel::insert_into(task_photos::table)
        .values((
            task_photos::id.eq(photo.id.to_string()),
            task_photos::task_id.eq(photo.task_id.to_string()),
            task_photos::checklist_id.eq(checklist.to_string()),
            task_photos::media_type.eq(&photo.look.media_type),
            task_photos::width.eq(photo.look.width),
            task_photos::height.eq(photo.look.height),
            task_photos::length.eq(photo.length),
            task_photos::sha256.eq(&photo.sha256),
            task_photos::taken_at.eq(stored(photo.taken_at)),
            task_photos::received_at.eq(stored(photo.received_at)),
            task_photos::added_by.eq(&photo.added_by),
            task_photos::account_id.eq(photo.account_id.map(|account| account.to_string())),
            task_photos::content.eq(content),
        ))
        .execute(conn)?;
    Ok(())
}

/// A photo, where there is one.
pub fn find(conn: &mut StoreConnection, photo: PhotoId) -> Result<Option<TaskPhoto>, StoreError> {
    let row: Option<PhotoRow> = task_photos::table
        .filter(task_photos::id.eq(photo.to_string()))
        .select(PhotoRow::as_select())
        .get_result(conn)
        .optional()?;
    row.map(PhotoRow::into_photo).transpose()
}

/// The bytes of a photo.
pub fn content(conn: &mut StoreConnection, photo: PhotoId) -> Result<Vec<u8>, StoreError> {
    Ok(task_photos::table
        .filter(task_photos::id.eq(photo.to_string()))
        .select(task_photos::content)
        .get_result(conn)?)
}

/// The photos of a task, oldest first, with those that were taken out.
pub fn of_task(conn: &mut StoreConnection, task: TaskId) -> Result<Vec<TaskPhoto>, StoreError> {
    let rows: Vec<PhotoRow> = task_photos::table
        .filter(task_photos::task_id.eq(task.to_string()))
        .order((task_photos::taken_at, task_photos::id))
        .select(PhotoRow::as_select())
        .load(conn)?;
    rows.into_iter().map(PhotoRow::into_photo).collect()
}

/// The photos of the tasks of these checklists, oldest first, with those that were taken out.
pub fn of_checklists(
    conn: &mut StoreConnection,
    of: &[ChecklistId],
) -> Result<HashMap<TaskId, Vec<TaskPhoto>>, StoreError> {
    let mut found: HashMap<TaskId, Vec<TaskPhoto>> = HashMap::new();
    for chunk in of.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<PhotoRow> = task_photos::table
            .filter(task_photos::checklist_id.eq_any(ids))
            .order((task_photos::taken_at, task_photos::id))
            .select(PhotoRow::as_select())
            .load(conn)?;
        for row in rows {
            let photo = row.into_photo()?;
            found.entry(photo.task_id).or_default().push(photo);
        }
    }
    Ok(found)
}

/// Marks a photo as taken out; `Stale` where it is already.
pub fn mark_removed(conn: &mut StoreConnection, photo: PhotoId, removal: &Removal) -> Result<(), StoreError> {
    let changed = diesel::update(
        task_photos::table.filter(task_photos::id.eq(photo.to_string())).filter(task_photos::removed_at.is_null()),
    )
    .set((
        task_photos::removed_at.eq(stored(removal.at)),
        task_photos::removed_by.eq(&removal.by),
        task_photos::removal_remark.eq(&removal.remark),
    ))
    .execute(conn)?;
    if changed == 0 { Err(StoreError::Stale) } else { Ok(()) }
}
