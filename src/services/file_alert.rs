//! Taking in an alert that somebody of the office typed: who typed it is written down together with its bytes, then it
//! takes the road of every other.

use serde_json::json;

use super::ingest_alert::{Arrival, arrived, read_kept};
use super::record::{Actor, Deed, record};
use super::resume::resume;
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::alerts::cap::{Alert, Status};
use crate::alerts::compose::{MEDIA_TYPE, compose};
use crate::alerts::footprint::Footprint;
use crate::kernel::Localized;
use crate::kernel::ids::AlertId;
use crate::plans::triggers::Outcome;
use crate::store::{StoreError, alert_decisions, alerts, raw_documents};

/// What became of an alert that was typed in.
#[derive(Debug, PartialEq, Eq)]
pub struct Filed {
    /// The alert.
    pub id: AlertId,
    /// Whether it was not known before.
    pub fresh: bool,
    /// Zones in force that it touches.
    pub zones: usize,
    /// Plans that were proposed, or set going, on it.
    pub proposals: i64,
}

/// Keeps, reads and answers `alert`, which `by` typed in; `detail` says so in the log. An alert that is known already
/// changes nothing.
pub fn file_alert(
    app: &App,
    by: &Acting,
    alert: &Alert,
    action: &str,
    detail: &Localized,
) -> Result<Filed, ServiceError> {
    if let Some(known) = app.store.read(|conn| alerts::by_identity(conn, &alert.identity))? {
        return filed(app, known.id, alert, false);
    }
    let bytes = compose(alert).map_err(|fault| ServiceError::Internal(format!("a typed alert: {fault}")))?;
    let arrival = Arrival { url: None, content_type: Some(MEDIA_TYPE.to_owned()), bytes };
    let document = arrived(app, None, &arrival);
    let now = app.now();
    app.store.write(|conn| {
        raw_documents::insert(conn, &document, &arrival.bytes)?;
        let deed = Deed {
            actor: &Actor::person(by),
            action,
            kind: "document",
            id: document.id.to_string(),
            alert: None,
            paper: None,
            detail: detail.clone(),
            // It is read afterwards: who hears of it before cannot look it up.
            also: json!({"drill": alert.status != Status::Actual}),
        };
        record(conn, now, deed)
    })?;
    let ingested = read_kept(app, document.id)?;
    resume(app)?;
    match (ingested.new.first(), ingested.known.first()) {
        (Some(id), _) => filed(app, *id, alert, true),
        // Somebody else sent the same one in the meantime.
        (None, Some(id)) => filed(app, *id, alert, false),
        (None, None) => {
            Err(ServiceError::Internal(format!("a typed alert cannot be read: {:?}", ingested.document.reasons)))
        }
    }
}

fn filed(app: &App, id: AlertId, alert: &Alert, fresh: bool) -> Result<Filed, ServiceError> {
    let zones = app.live.current(&app.store, app.now())?.zones.touched_by(&Footprint::of(alert)).len();
    let outcomes = app.store.read(|conn| Ok::<_, StoreError>(alert_decisions::outcomes(conn, &[id])?.remove(&id)))?;
    let proposed = |outcome: &Outcome| matches!(outcome, Outcome::Proposed | Outcome::Triggered);
    let proposals =
        outcomes.into_iter().flatten().filter(|(outcome, _)| proposed(outcome)).map(|(_, plans)| plans).sum();
    Ok(Filed { id, fresh, zones, proposals })
}
