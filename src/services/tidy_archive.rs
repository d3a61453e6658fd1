//! Dropping the bytes of old documents that nothing rests on any more. That they came, when, from where and which they
//! were stays: the hash still tells whether a copy found elsewhere is the same.

use chrono::TimeDelta;
use serde_json::json;

use super::live_data::day_of;
use super::record::{Actor, Deed, record};
use super::tell_webhooks::KEPT_FOR;
use super::{App, ServiceError};
use crate::kernel::Localized;
use crate::kernel::ids::RawDocumentId;
use crate::store::{StoreError, deliveries, idempotent_answers, markers, raw_documents};

/// What was dropped.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tidied {
    /// Documents whose bytes went.
    pub documents: usize,
    /// How many bytes that were.
    pub bytes: i64,
}

/// How many documents are dropped in one transaction.
const BATCH: i64 = 500;

/// Drops what is due, answers kept for retries and what was told to other programs, once a day in Viet Nam; nothing where that was done today.
pub fn tidy_daily(app: &App) -> Result<Option<Tidied>, ServiceError> {
    let today = day_of(app.now()).to_string();
    if app.store.read(|conn| markers::get(conn, markers::ARCHIVE_TIDIED))?.is_some_and(|done| done == today) {
        return Ok(None);
    }
    let tidied = tidy_archive(app)?;
    app.store.write(|conn| idempotent_answers::forget_old(conn, app.now()))?;
    app.store.write(|conn| deliveries::forget_old(conn, app.now() - KEPT_FOR))?;
    app.store.write(|conn| markers::set(conn, markers::ARCHIVE_TIDIED, &today))?;
    Ok(Some(tidied))
}

/// Drops the bytes of documents older than the settings keep them, whose alerts are over and belong to no event.
pub fn tidy_archive(app: &App) -> Result<Tidied, ServiceError> {
    let mut tidied = Tidied::default();
    if app.rules.archive.raw_days == 0 {
        return Ok(tidied);
    }
    loop {
        let batch = tidy_batch(app)?;
        if batch.documents == 0 {
            return Ok(tidied);
        }
        tidied = Tidied { documents: tidied.documents + batch.documents, bytes: tidied.bytes + batch.bytes };
    }
}

fn tidy_batch(app: &App) -> Result<Tidied, StoreError> {
    let (now, days) = (app.now(), app.rules.archive.raw_days);
    let before = now - TimeDelta::days(days.into());
    app.store.write(|conn| {
        let due = raw_documents::droppable(conn, before, now, BATCH)?;
        if due.is_empty() {
            return Ok(Tidied::default());
        }
        let ids: Vec<RawDocumentId> = due.iter().map(|(id, _)| *id).collect();
        raw_documents::drop_bytes(conn, &ids, now)?;
        let tidied = Tidied { documents: due.len(), bytes: due.iter().map(|(_, length)| length).sum() };
        let Tidied { documents, bytes } = tidied;
        let detail = Localized::new(
            format!(
                "Bỏ bản gốc của {documents} tài liệu cũ hơn {days} ngày ({bytes} byte). Giữ mã băm, độ dài, nguồn và thời điểm."
            ),
            format!(
                "Dropped the bytes of {documents} documents older than {days} days ({bytes} bytes). Hash, length, source and times stay."
            ),
        );
        let (actor, id) = (Actor::system(), day_of(now).to_string());
        let deed = Deed {
            actor: &actor,
            action: "raw_bytes_dropped",
            kind: "archive",
            id,
            alert: None,
            paper: None,
            detail,
            also: json!({}),
        };
        record(conn, now, deed)?;
        Ok(tidied)
    })
}

/// The bytes of a document as they were received, where they are still kept.
pub fn raw_bytes(app: &App, document: RawDocumentId) -> Result<Vec<u8>, ServiceError> {
    app.store.read(|conn| {
        let kept = raw_documents::get(conn, document)?;
        match kept.dropped_at {
            Some(at) => Err(ServiceError::BytesDropped { at }),
            None => Ok(raw_documents::bytes(conn, document)?),
        }
    })
}
