//! Finishing what a process that died had begun: kept bytes are read, stored alerts are answered.

use super::ingest_alert::read_kept;
use super::respond_to_alert::respond_to_alert;
use super::{App, ServiceError};
use crate::alerts::raw::RawState;
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

/// Reads every kept document and answers every alert, in the order they were sent. Safe to run at any time,
/// and in several processes: each step is done once whoever comes first.
pub fn resume(app: &App) -> Result<Resumed, ServiceError> {
    let mut resumed = Resumed::default();
    loop {
        let waiting = app.store.read(|conn| raw_documents::in_state(conn, RawState::Received, None, BATCH))?;
        if waiting.is_empty() {
            break;
        }
        for document in &waiting {
            read_kept(app, document.id)?;
            resumed.documents += 1;
        }
    }
    checkpoint("alerts_stored");
    for alert in app.store.read(alerts::unanswered)? {
        respond_to_alert(app, alert)?;
        resumed.alerts += 1;
        checkpoint("alert_answered");
    }
    Ok(resumed)
}
