//! Evidence of inspections. No photo is ever deleted: one that does not count is marked.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::inspection_photos as photos;
use super::{StoreConnection, StoreError, id, loaded, optional_id, stored};
use crate::inspections::EvidencePhoto;
use crate::kernel::ids::{InspectionRecordId, PhotoId};
use crate::relocation::{PhotoLook, Removal};

#[derive(Queryable, Selectable)]
#[diesel(table_name = photos)]
struct PhotoRow {
    id: String,
    record_id: String,
    version: i64,
    point_code: String,
    task_id: Option<String>,
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
    fn into_photo(self) -> Result<EvidencePhoto, StoreError> {
        let removed = match (self.removed_at, self.removed_by, self.removal_remark) {
            (Some(at), Some(by), Some(remark)) => Some(Removal { at: loaded(at), by, remark }),
            (None, None, None) => None,
            _ => return Err(StoreError::corrupt(format!("photo {} is half taken out", self.id))),
        };
        Ok(EvidencePhoto {
            id: id(&self.id)?,
            record_id: id(&self.record_id)?,
            version: self.version,
            point_code: self.point_code,
            task_id: optional_id(self.task_id.as_deref())?,
            look: PhotoLook { media_type: self.media_type, width: self.width, height: self.height },
            length: self.length,
            sha256: self.sha256,
            taken_at: loaded(self.taken_at),
            received_at: loaded(self.received_at),
            added_by: self.added_by,
            account_id: optional_id(self.account_id.as_deref())?,
            removed,
        })
    }
}

/// Keeps a photo; `AlreadyExists` where its id is known.
pub fn insert(conn: &mut StoreConnection, photo: &EvidencePhoto, content: &[u8]) -> Result<(), StoreError> {
    diesel::insert_into(photos::table)
        .values((
            photos::id.eq(photo.id.to_string()),
            photos::record_id.eq(photo.record_id.to_string()),
            photos::version.eq(photo.version),
            photos::point_code.eq(&photo.point_code),
            photos::task_id.eq(photo.task_id.map(|task| task.to_string())),
            photos::media_type.eq(&photo.look.media_type),
            photos::width.eq(photo.look.width),
            photos::height.eq(photo.look.height),
            photos::length.eq(photo.length),
            photos::sha256.eq(&photo.sha256),
            photos::taken_at.eq(stored(photo.taken_at)),
            photos::received_at.eq(stored(photo.received_at)),
            photos::added_by.eq(&photo.added_by),
            photos::account_id.eq(photo.account_id.map(|account| account.to_string())),
            photos::content.eq(content),
        ))
        .execute(conn)?;
    Ok(())
}

/// A photo, where there is one.
pub fn find(conn: &mut StoreConnection, photo: PhotoId) -> Result<Option<EvidencePhoto>, StoreError> {
    let row: Option<PhotoRow> = photos::table
        .filter(photos::id.eq(photo.to_string()))
        .select(PhotoRow::as_select())
        .get_result(conn)
        .optional()?;
    row.map(PhotoRow::into_photo).transpose()
}

/// The bytes of a photo.
pub fn content(conn: &mut StoreConnection, photo: PhotoId) -> Result<Vec<u8>, StoreError> {
    Ok(photos::table.filter(photos::id.eq(photo.to_string())).select(photos::content).get_result(conn)?)
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

/// Marks a photo as taken out; `Stale` where it is already.
pub fn mark_removed(conn: &mut StoreConnection, photo: PhotoId, removal: &Removal) -> Result<(), StoreError> {
    let present = photos::table.filter(photos::id.eq(photo.to_string())).filter(photos::removed_at.is_null());
    let marked = diesel::update(present)
        .set((
            photos::removed_at.eq(stored(removal.at)),
            photos::removed_by.eq(&removal.by),
            photos::removal_remark.eq(&removal.remark),
        ))
        .execute(conn)?;
    if marked == 0 { Err(StoreError::Stale) } else { Ok(()) }
}
