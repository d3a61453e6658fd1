//! Proposals nobody answered in time go to the next level. They never act by themselves.

use serde_json::json;

use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::kernel::Localized;
use crate::kernel::ids::ActivationId;
use crate::relocation::Activation;
use crate::store::{StoreError, activations};

/// Escalates every proposal whose time has come; gives their ids. Doing it twice changes nothing.
pub fn escalate_proposals(app: &App) -> Result<Vec<ActivationId>, ServiceError> {
    let now = app.now();
    let waiting = app.store.read(|conn| activations::to_escalate(conn, now))?;
    let mut escalated = Vec::new();
    for proposal in waiting {
        let outcome = app.store.write(|conn| {
            let next = activations::update(conn, &Activation { escalated_at: Some(now), ..proposal.clone() })?;
            let actor = Actor::system();
            let deed = Deed {
                actor: &actor,
                action: "proposal_escalated",
                kind: "activation",
                id: next.id.to_string(),
                alert: Some(next.alert_id),
                paper: None,
                detail: Localized::new(
                    "Quá thời hạn chưa có quyết định: báo lên cấp trên.",
                    "No decision in time: passed to the next level.",
                ),
                also: json!({"activation_id": next.id}),
            };
            record(conn, now, deed)
        });
        match outcome {
            Ok(()) => escalated.push(proposal.id),
            // Somebody decided, or another process escalated it, in the meantime.
            Err(StoreError::Stale) => {}
            Err(error) => return Err(error.into()),
        }
    }
    if !escalated.is_empty() {
        app.nudge_streams();
    }
    Ok(escalated)
}
