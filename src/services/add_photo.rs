//! Photos of a task: added by devices that may send twice, taken out by marking.
//!
//! A photo changes nothing of where a task stands, so one that was taken before a checklist ended is kept after it too.

use super::record::{Actor, record};
use super::run_checklist::AtWork;
use super::start_activation::invalid;
use super::{App, ServiceError};
use crate::accounts::{Acting, Permission};
use crate::kernel::clock::vietnam_time;
use crate::kernel::digest::sha256_hex;
use crate::kernel::folding::nfc;
use crate::kernel::ids::{PhotoId, TaskId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{MAX_KEPT_PHOTOS, MAX_PHOTO, MAX_PHOTOS, MAX_REMARK, NotAPhoto, Removal, TaskPhoto, look_of};
use crate::store::{StoreError, task_photos};

/// Keeps a photo under the id the device made; whether it is new. Sent again it changes nothing.
pub fn add_photo(
    app: &App,
    by: &Acting,
    (task, id): (TaskId, PhotoId),
    taken_at: Option<Timestamp>,
    content: &[u8],
) -> Result<(TaskPhoto, bool), ServiceError> {
    let now = app.now();
    let look = look_of(content).map_err(not_a_photo)?;
    let sha256 = sha256_hex(content);
    let kept = app.store.write(|conn| {
        let at = AtWork::find(conn, by, task, now)?;
        if let Some(known) = task_photos::find(conn, id)? {
            let same = known.task_id == task && known.sha256 == sha256;
            return if same { Ok((known, false)) } else { Err(StoreError::AlreadyExists.into()) };
        }
        let others = task_photos::of_task(conn, task)?;
        if others.iter().filter(|other| other.removed.is_none()).count() >= MAX_PHOTOS
            || others.len() >= MAX_KEPT_PHOTOS
        {
            return Err(full());
        }
        let actor = Actor::person(by);
        let photo = TaskPhoto {
            id,
            task_id: task,
            look: look.clone(),
            length: i64::try_from(content.len()).unwrap_or(i64::MAX),
            sha256: sha256.clone(),
            taken_at: taken_at.unwrap_or(now),
            received_at: now,
            added_by: actor.name().to_owned(),
            account_id: Some(by.account.id),
            removed: None,
        };
        task_photos::insert(conn, at.checklist.id, &photo, content)?;
        let detail = Localized::new(
            format!("Thêm ảnh chụp lúc {} vào việc: {}.", vietnam_time(photo.taken_at), at.task.title.vi),
            format!("Photo taken at {} added to the task: {}.", vietnam_time(photo.taken_at), at.task.title.en),
        );
        record(conn, now, at.deed(&actor, "photo_added", detail))?;
        Ok::<_, ServiceError>((photo, true))
    })?;
    app.tell_listeners();
    Ok(kept)
}

/// What to do where bytes are no photo.
pub(super) fn not_a_photo(fault: NotAPhoto) -> ServiceError {
    match fault {
        NotAPhoto::Format => invalid(
            "",
            "Tệp không phải ảnh JPEG, PNG hoặc WebP. Chụp lại, hoặc chuyển sang JPEG.",
            "This is no JPEG, PNG or WebP image. Take it again, or convert it to JPEG.",
        ),
        NotAPhoto::Broken => invalid(
            "",
            "Ảnh bị hỏng, không đọc được kích thước. Gửi lại hoặc chụp lại.",
            "The image is broken: its size cannot be read. Send it or take it again.",
        ),
        NotAPhoto::TooLarge => {
            let most = MAX_PHOTO / 1_048_576;
            invalid(
                "",
                &format!("Ảnh lớn hơn {most} MB. Thu nhỏ rồi gửi lại."),
                &format!("The photo is larger than {most} MB. Scale it down and send it again."),
            )
        }
    }
}

fn full() -> ServiceError {
    invalid(
        "",
        &format!("Việc này đã đủ {MAX_PHOTOS} ảnh. Gỡ ảnh không cần thiết rồi thêm ảnh mới."),
        &format!("The task has its {MAX_PHOTOS} photos. Take out one that is not needed first."),
    )
}

/// Takes a photo out by marking it, for a reason.
pub fn remove_photo(app: &App, by: &Acting, id: PhotoId, remark: &str) -> Result<TaskPhoto, ServiceError> {
    let now = app.now();
    let remark = nfc(remark.trim());
    if remark.is_empty() || remark.chars().count() > MAX_REMARK {
        return Err(invalid("/remark", "Ghi lý do gỡ ảnh.", "Write why the photo is taken out."));
    }
    let removed = app.store.write(|conn| {
        let photo = task_photos::find(conn, id)?.ok_or(StoreError::NotFound)?;
        let at = AtWork::find(conn, by, photo.task_id, now)?;
        if photo.removed.is_some() {
            return Ok(photo);
        }
        let actor = Actor::person(by);
        let removal = Removal { at: now, by: actor.name().to_owned(), remark: remark.clone() };
        task_photos::mark_removed(conn, id, &removal)?;
        let detail = Localized::new(
            format!("Gỡ ảnh chụp lúc {} khỏi việc: {}. “{remark}”", vietnam_time(photo.taken_at), at.task.title.vi),
            format!(
                "Photo taken at {} taken out of the task: {}. “{remark}”",
                vietnam_time(photo.taken_at),
                at.task.title.en
            ),
        );
        record(conn, now, at.deed(&actor, "photo_removed", detail))?;
        Ok::<_, ServiceError>(TaskPhoto { removed: Some(removal), ..photo })
    })?;
    app.tell_listeners();
    Ok(removed)
}

/// A photo with its bytes. One that was taken out is shown to those who read the log, and to nobody else.
pub fn read_photo(app: &App, by: &Acting, id: PhotoId) -> Result<(TaskPhoto, Vec<u8>), ServiceError> {
    app.store.read(|conn| {
        let photo = task_photos::find(conn, id)?.ok_or(StoreError::NotFound)?;
        if photo.removed.is_some() && !by.account.role.may(Permission::ReadAudit) {
            return Err(ServiceError::NotPermitted(Permission::ReadAudit));
        }
        let content = task_photos::content(conn, id)?;
        Ok((photo, content))
    })
}
