//! The photos of tasks.

use std::collections::HashMap;

use diesel::prelude::*;

use super::photos::{photo_columns, photo_rows};
use super::schema::task_photos;
use super::{StoreConnection, StoreError, id};
use crate::kernel::ids::{ChecklistId, TaskId};
use crate::relocation::TaskPhoto;

photo_rows!(task_photos => TaskPhoto {
    task_id: String => |task: String| id(&task),
});

/// Keeps a photo; `AlreadyExists` where its id is known.
pub fn insert(
    conn: &mut StoreConnection,
    checklist: ChecklistId,
    photo: &TaskPhoto,
    content: &[u8],
) -> Result<(), StoreError> {
    diesel::insert_into(task_photos::table)
        .values((
            photo_columns!(task_photos, photo, content),
            task_photos::task_id.eq(photo.task_id.to_string()),
            task_photos::checklist_id.eq(checklist.to_string()),
        ))
        .execute(conn)?;
    Ok(())
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
