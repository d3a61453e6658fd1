//! Finishing what a process that died had begun: kept bytes are read, stored alerts are answered.

use super::ingest_alert::read_kept;
use super::respond_to_alert::respond_to_alert;
use super::{App, ServiceError};
use crate::kernel::checkpoint::checkpoint;
use crate::store::{alerts, raw_documents};

/// What was found unfinished.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Resumed {
    /// Documents that had been kept and not read.
    pub documents: usize,
    /// Alerts that had been stored and not answered.
    pub alerts: usize,
}

/// How many documents are taken up at once.
const BATCH: i64 = 100;

/// Reads every kept document in the order they arrived and answers every alert in the order they were sent.
/// One that fails does not keep the others waiting. Safe to run at any time, and in several processes: each
/// step is done once whoever comes first.
pub fn resume(app: &App) -> Result<Resumed, ServiceError> {
    let mut resumed = Resumed::default();
    loop {
        let before = resumed.documents;
        for document in app.store.read(|conn| raw_documents::unread(conn, BATCH))? {
            match read_kept(app, document) {
                Ok(_) => resumed.documents += 1,
                Err(error) => tracing::error!(%document, %error, "a document could not be read; it stays kept"),
            }
        }
        if resumed.documents == before {
            break;
        }
    }
    let unanswered = app.store.read(alerts::unanswered)?;
    if !unanswered.is_empty() {
        checkpoint("alerts_stored");
    }
    for alert in unanswered {
        match respond_to_alert(app, alert) {
            Ok(_) => resumed.alerts += 1,
            Err(error) => tracing::error!(%alert, %error, "an alert could not be answered; it will be tried again"),
        }
        checkpoint("alert_answered");
    }
    Ok(resumed)
}
