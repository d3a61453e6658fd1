//! Evidence of inspections.

use diesel::prelude::*;

use super::photos::{photo_columns, photo_rows};
use super::schema::inspection_photos as photos;
use super::{StoreConnection, StoreError, id, optional_id};
use crate::inspections::EvidencePhoto;
use crate::kernel::ids::InspectionRecordId;

photo_rows!(photos => EvidencePhoto {
    record_id: String => |record: String| id(&record),
    version: i64 => Ok::<i64, StoreError>,
    point_code: String => Ok::<String, StoreError>,
    task_id: Option<String> => |task: Option<String>| optional_id(task.as_deref()),
});

/// Keeps a photo; `AlreadyExists` where its id is known.
pub fn insert(conn: &mut StoreConnection, photo: &EvidencePhoto, content: &[u8]) -> Result<(), StoreError> {
    diesel::insert_into(photos::table)
        .values((
            photo_columns!(photos, photo, content),
            photos::record_id.eq(photo.record_id.to_string()),
            photos::version.eq(photo.version),
            photos::point_code.eq(&photo.point_code),
            photos::task_id.eq(photo.task_id.map(|task| task.to_string())),
        ))
        .execute(conn)?;
    Ok(())
}

/// The photos of a record and of what is owed by it, oldest first, with those that were taken out.
pub fn of_record(conn: &mut StoreConnection, record: InspectionRecordId) -> Result<Vec<EvidencePhoto>, StoreError> {
    let rows: Vec<PhotoRow> = photos::table
        .filter(photos::record_id.eq(record.to_string()))
        .order((photos::taken_at, photos::id))
        .select(PhotoRow::as_select())
        .load(conn)?;
    rows.into_iter().map(PhotoRow::into_photo).collect()
}
