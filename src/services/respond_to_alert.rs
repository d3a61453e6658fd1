//! The main road: alert → touched zones → plans in force → activation → checklist → audit entry.
//!
//! Everything is decided first ([`ask_plans`]), on a picture of zones and plans in memory; then one
//! transaction writes it all down ([`activate`]). Answering an alert twice changes nothing: the first thing
//! the transaction does is to note that the alert has been answered.
//!
//! [`ask_plans`]: super::ask_plans
//! [`activate`]: super::activate

use serde_json::json;

use super::activate::{carry, open_event, propose};
use super::ask_plans::{Decided, Standing, ask_plans, holding_beside};
use super::issue_order::issue_order;
use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::kernel::ids::{ActivationId, AlertId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::order::id_in;
use crate::store::alerts::StoredAlert;
use crate::store::{StoreConnection, StoreError, activations, alerts, events, orders_out};

/// What answering an alert did.
#[derive(Debug, PartialEq, Eq)]
pub enum Response {
    /// Plans were asked; these activations were opened or changed.
    Answered(Vec<ActivationId>),
    /// Plans had been asked before; nothing was done.
    AlreadyAnswered,
}

/// Asks every plan in force about an alert, and opens or changes the activations that follow from it.
pub fn respond_to_alert(app: &App, alert_id: AlertId) -> Result<Response, ServiceError> {
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    let (alert, standing, beside) = app.store.read(|conn| {
        let alert = alerts::get(conn, alert_id)?;
        let standing = standing_of(conn, &alert)?;
        let beside = holding_beside(conn, &picture.vocabulary, &alert, now)?;
        Ok::<_, StoreError>((alert, standing, beside))
    })?;
    let decisions = ask_plans(&picture, &alert, standing, &beside, now);

    let response = app.store.write(|conn| {
        if !alerts::mark_answered(conn, alert_id, now)? {
            return Ok(Response::AlreadyAnswered);
        }
        let (mut changed, mut records) = (Vec::new(), Vec::new());
        for decided in &decisions {
            let activation = act_on(conn, &alert, decided, now)?;
            if let Some(activation) = activation {
                issue_order(conn, &app.rules.orders, activation, false, now)?;
            }
            records.extend(decided.records(activation.is_some()));
            changed.extend(activation);
        }
        alerts::insert_decisions(conn, alert_id, &records)?;
        note_answer(conn, &alert, changed.len(), now)?;
        Ok::<_, ServiceError>(Response::Answered(changed))
    })?;
    app.nudge_streams();
    Ok(response)
}

fn standing_of(conn: &mut StoreConnection, alert: &StoredAlert) -> Result<Standing, StoreError> {
    let identity = &alert.alert.identity;
    let own_order = match id_in(&identity.identifier) {
        Some(order) => orders_out::is_known(conn, order)?,
        None => false,
    };
    Ok(Standing { superseded_by: alerts::superseded_by(conn, identity)?, own_order })
}

/// Opens or changes the activation of one plan; gives its id where anything changed.
fn act_on(
    conn: &mut StoreConnection,
    alert: &StoredAlert,
    decided: &Decided<'_>,
    now: Timestamp,
) -> Result<Option<ActivationId>, ServiceError> {
    let event = events::of_chain(conn, &alert.chain_key)?;
    let running = match &event {
        Some(event) => activations::of_plan(conn, event.id, decided.plan.plan.id)?,
        None => None,
    };
    match running {
        None if decided.wanted.is_empty() => Ok(None),
        None => {
            let event = event.map_or_else(|| open_event(conn, alert, decided.hazard, now), |event| Ok(event.id))?;
            propose(conn, alert, decided, event, now).map(Some)
        }
        Some(_) if decided.wanted.is_empty() && !decided.carries => Ok(None),
        Some(running) => carry(conn, alert, decided, &running, now),
    }
}

fn note_answer(
    conn: &mut StoreConnection,
    alert: &StoredAlert,
    changed: usize,
    now: Timestamp,
) -> Result<(), StoreError> {
    let actor = Actor::system();
    let detail = Localized::new(
        format!("Đã đối chiếu bản tin với các phương án: {changed} phương án được đề nghị kích hoạt hoặc thay đổi."),
        format!("The alert was held against the plans: {changed} plans proposed or changed."),
    );
    let deed = Deed {
        actor: &actor,
        action: "alert_answered",
        kind: "alert",
        id: alert.id.to_string(),
        alert: Some(alert.id),
        paper: None,
        detail,
        also: json!({}),
    };
    record(conn, now, deed)
}
