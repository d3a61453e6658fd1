//! What is kept of every photo, whatever it shows: one shape for the tables of photos. No photo is ever deleted: one that
//! does not count is marked.

use chrono::NaiveDateTime;

use super::{StoreError, loaded};
use crate::relocation::Removal;

/// Declares the row of a table of photos beside its own columns (each with how it is read), and what is done alike with
/// all of them: finding one, its bytes, marking it as taken out.
macro_rules! photo_rows {
    ($table:ident => $photo:ident { $($own:ident: $column:ty => $read:expr),+ $(,)? }) => {
        #[derive(Queryable, Selectable)]
        #[diesel(table_name = $table)]
        struct PhotoRow {
            id: String,
            $($own: $column,)+
            media_type: String,
            width: i64,
            height: i64,
            length: i64,
            sha256: String,
            taken_at: chrono::NaiveDateTime,
            received_at: chrono::NaiveDateTime,
            added_by: String,
            account_id: Option<String>,
            removed_at: Option<chrono::NaiveDateTime>,
            removed_by: Option<String>,
            removal_remark: Option<String>,
        }

        impl PhotoRow {
            fn into_photo(self) -> Result<$photo, StoreError> {
                let removed = super::photos::removal(&self.id, self.removed_at, self.removed_by, self.removal_remark)?;
                Ok($photo {
                    id: super::id(&self.id)?,
                    $($own: $read(self.$own)?,)+
                    look: crate::relocation::PhotoLook {
                        media_type: self.media_type,
                        width: self.width,
                        height: self.height,
                    },
                    length: self.length,
                    sha256: self.sha256,
                    taken_at: super::loaded(self.taken_at),
                    received_at: super::loaded(self.received_at),
                    added_by: self.added_by,
                    account_id: super::optional_id(self.account_id.as_deref())?,
                    removed,
                })
            }
        }

        /// A photo, where there is one.
        pub fn find(
            conn: &mut StoreConnection,
            photo: crate::kernel::ids::PhotoId,
        ) -> Result<Option<$photo>, StoreError> {
            let row: Option<PhotoRow> = $table::table
                .filter($table::id.eq(photo.to_string()))
                .select(PhotoRow::as_select())
                .get_result(conn)
                .optional()?;
            row.map(PhotoRow::into_photo).transpose()
        }

        /// The bytes of a photo.
        pub fn content(conn: &mut StoreConnection, photo: crate::kernel::ids::PhotoId) -> Result<Vec<u8>, StoreError> {
            Ok($table::table.filter($table::id.eq(photo.to_string())).select($table::content).get_result(conn)?)
        }

        /// Marks a photo as taken out; `Stale` where it is already.
        pub fn mark_removed(
            conn: &mut StoreConnection,
            photo: crate::kernel::ids::PhotoId,
            removal: &crate::relocation::Removal,
        ) -> Result<(), StoreError> {
            let present = $table::table.filter($table::id.eq(photo.to_string())).filter($table::removed_at.is_null());
            let marked = diesel::update(present)
                .set((
                    $table::removed_at.eq(super::stored(removal.at)),
                    $table::removed_by.eq(&removal.by),
                    $table::removal_remark.eq(&removal.remark),
                ))
                .execute(conn)?;
            if marked == 0 { Err(StoreError::Stale) } else { Ok(()) }
        }
    };
}
pub(super) use photo_rows;

/// The columns every photo has, as they are written.
macro_rules! photo_columns {
    ($table:ident, $photo:expr, $content:expr) => {
        (
            $table::id.eq($photo.id.to_string()),
            $table::media_type.eq(&$photo.look.media_type),
            $table::width.eq($photo.look.width),
            $table::height.eq($photo.look.height),
            $table::length.eq($photo.length),
            $table::sha256.eq(&$photo.sha256),
            $table::taken_at.eq(super::stored($photo.taken_at)),
            $table::received_at.eq(super::stored($photo.received_at)),
            $table::added_by.eq(&$photo.added_by),
            $table::account_id.eq($photo.account_id.map(|account| account.to_string())),
            $table::content.eq($content),
        )
    };
}
pub(super) use photo_columns;

/// That a photo was taken out; a photo is never half taken out.
pub(super) fn removal(
    photo: &str,
    at: Option<NaiveDateTime>,
    by: Option<String>,
    remark: Option<String>,
) -> Result<Option<Removal>, StoreError> {
    match (at, by, remark) {
        (Some(at), Some(by), Some(remark)) => Ok(Some(Removal { at: loaded(at), by, remark })),
        (None, None, None) => Ok(None),
        _ => Err(StoreError::corrupt(format!("photo {photo} is half taken out"))),
    }
}
