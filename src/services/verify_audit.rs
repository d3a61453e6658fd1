//! Whether the audit log is as it was written: every entry is read again and its hash made again.

use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::audit::{Fault, Walk};
use crate::kernel::{Localized, Timestamp};
use crate::store::{Store, StoreError, audit};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// How many entries are as they were written; those before the fault where there is one.
    pub entries: i64,
    /// When it was looked at.
    pub checked_at: Timestamp,
    /// The first fault.
    pub fault: Option<Fault>,
}

/// How many entries are read at once.
const PAGE: i64 = 500;

/// Walks along the whole log. It may be written to meanwhile.
pub fn verify_audit(app: &App) -> Result<Verification, ServiceError> {
    verify_log(&app.store, app.now())
}

/// Walks along the log of a store that nobody serves.
pub fn verify_log(store: &Store, checked_at: Timestamp) -> Result<Verification, ServiceError> {
    let mut walk = Walk::new(store.read(audit::head)?);
    loop {
        let page = store.read(|conn| audit::after(conn, walk.seq(), PAGE))?;
        if page.is_empty() {
            break;
        }
        for found in page {
            let step = match found {
                Ok(entry) => walk.step(&entry),
                Err(unread) => Err(walk.unreadable(unread.seq, &unread.id)),
            };
            if let Err(fault) = step {
                return Ok(Verification { entries: walk.seq(), checked_at, fault: Some(fault) });
            }
        }
    }
    let reached = walk.seq();
    let head = store.read(audit::head)?;
    let fault = walk.end(head.as_ref()).err();
    Ok(Verification { entries: reached, checked_at, fault })
}

/// Lets the log go on after a fault that was found, and writes into it that the program was told to.
pub fn go_on_despite(app: &App, fault: &Fault) -> Result<(), ServiceError> {
    let now = app.now();
    let wording = fault.wording();
    app.store.write(|conn| {
        audit::restore_head(conn)?;
        let deed = Deed {
            actor: &Actor::command_line(),
            action: "started_despite_tampered_log",
            kind: "audit",
            id: fault.seq.to_string(),
            alert: None,
            paper: None,
            detail: Localized::new(
                format!("Khởi động theo yêu cầu dù nhật ký không còn nguyên vẹn. {}", wording.vi),
                format!("Started as ordered although the log is not intact. {}", wording.en),
            ),
            also: serde_json::json!({}),
        };
        record(conn, now, deed).map_err(StoreError::into)
    })
}
