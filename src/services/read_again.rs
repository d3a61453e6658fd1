//! A document that was put aside is read once more, because somebody asks: the program, or how its source is read, may
//! have changed since. Its bytes never do.

use serde_json::json;

use super::ingest_alert::{Ingested, read_kept};
use super::record::{Actor, Deed, record};
use super::resume::resume;
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::alerts::raw::RawState;
use crate::kernel::Localized;
use crate::kernel::ids::RawDocumentId;
use crate::store::raw_documents;

/// Reads `document` again, where it is one that was put aside; any other is given as it is.
pub fn read_again(app: &App, by: &Acting, document: RawDocumentId) -> Result<Ingested, ServiceError> {
    let now = app.now();
    app.store.write(|conn| {
        let kept = raw_documents::get(conn, document)?;
        if kept.state != RawState::Quarantined {
            return Ok(());
        }
        if let Some(at) = kept.dropped_at {
            return Err(ServiceError::BytesDropped { at });
        }
        raw_documents::settle(conn, document, RawState::Received, &kept.reasons)?;
        let deed = Deed {
            actor: &Actor::person(by),
            action: "document_read_again",
            kind: "quarantine",
            id: document.to_string(),
            alert: None,
            paper: None,
            detail: Localized::new("Đọc lại tài liệu đã cách ly.", "A document that was put aside is read again."),
            also: json!({}),
        };
        record(conn, now, deed)?;
        Ok(())
    })?;
    let ingested = read_kept(app, document)?;
    resume(app)?;
    Ok(ingested)
}
