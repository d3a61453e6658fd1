//! Finishing what a process that died had begun: kept bytes are read, stored alerts are answered.

use std::sync::PoisonError;

use super::ingest_alert::{read_all_kept, read_kept};
use super::respond_to_alert::{respond_to_alert, respond_to_alerts};
use super::{App, ServiceError};
use crate::kernel::checkpoint::checkpoint;
use crate::kernel::ids::{AlertId, RawDocumentId};
use crate::store::{alert_answers, raw_documents};

/// What was found unfinished.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Resumed {
    /// Documents that had been kept and not read.
    pub documents: usize,
    /// Alerts that had been stored and not answered.
    pub alerts: usize,
}

/// How many documents or alerts are taken up at once: documents in one transaction, alerts in a few.
const BATCH: i64 = 400;

/// Reads every kept document in the order they arrived and answers every alert in the order they were sent.
/// One that fails does not keep the others waiting. Safe to run at any time, and in several processes: each
/// step is done once whoever comes first.
pub fn resume(app: &App) -> Result<Resumed, ServiceError> {
    let mut resumed = Resumed::default();
    loop {
        let unread = app.store.read(|conn| raw_documents::unread(conn, BATCH))?;
        let read = read_batch(app, &unread);
        resumed.documents += read;
        if read == 0 {
            break;
        }
    }
    resumed.alerts = answer_open(app)?;
    app.fresh.clear();
    Ok(resumed)
}

/// Answers every alert that nobody has answered, in the order they were sent; how many. One after another: who comes
/// while somebody answers finds answered what was there before.
pub(super) fn answer_open(app: &App) -> Result<usize, ServiceError> {
    let _turn = app.answering.lock().unwrap_or_else(PoisonError::into_inner);
    let unanswered = app.store.read(alert_answers::unanswered)?;
    if !unanswered.is_empty() {
        checkpoint("alerts_stored");
    }
    let mut answered = 0;
    for batch in unanswered.chunks(usize::try_from(BATCH).unwrap_or(1)) {
        answered += answer_batch(app, batch);
        checkpoint("alert_answered");
    }
    Ok(answered)
}

/// Reads documents together; where that fails one by one, so that a bad one stands alone. How many were read.
fn read_batch(app: &App, batch: &[RawDocumentId]) -> usize {
    if batch.is_empty() {
        return 0;
    }
    if let Ok(read) = read_all_kept(app, batch) {
        return read.len();
    }
    let mut read = 0;
    for document in batch {
        match read_kept(app, *document) {
            Ok(_) => read += 1,
            Err(error) => tracing::error!(%document, %error, "a document could not be read; it stays kept"),
        }
    }
    read
}

/// Answers alerts together; where that fails one by one. How many were answered.
fn answer_batch(app: &App, batch: &[AlertId]) -> usize {
    if let Ok(answered) = respond_to_alerts(app, batch) {
        return answered.len();
    }
    let mut answered = 0;
    for alert in batch {
        match respond_to_alert(app, *alert) {
            Ok(_) => answered += 1,
            Err(error) => tracing::error!(%alert, %error, "an alert could not be answered; it will be tried again"),
        }
    }
    answered
}
