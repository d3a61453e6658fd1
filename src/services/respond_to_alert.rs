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
use super::ask_plans::{Decided, ask_plans_about};
use super::issue_order::issue_order;
use super::live_data::Picture;
use super::record::{Actor, Deed, record_all};
use super::{App, ServiceError};
use crate::config::Orders;
use crate::kernel::ids::{ActivationId, AlertId, EventId, PlanId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::Activation;
use crate::store::alerts::StoredAlert;
use crate::store::{StoreConnection, StoreError, activations, alerts, events};

/// What answering an alert did.
#[derive(Debug, PartialEq, Eq)]
pub enum Response {
    /// Plans were asked; these activations were opened or changed.
    Answered(Vec<ActivationId>),
    /// Plans had been asked before; nothing was done.
    AlreadyAnswered,
}

/// Asks every plan in force about an alert, and opens or changes the activations that follow from it.
pub fn respond_to_alert(app: &App, alert: AlertId) -> Result<Response, ServiceError> {
    let mut responses = respond_to_alerts(app, &[alert])?;
    responses.pop().ok_or_else(|| ServiceError::Internal("an alert was not answered".into()))
}

/// Answers several alerts, one after the other, in one transaction.
pub fn respond_to_alerts(app: &App, ids: &[AlertId]) -> Result<Vec<Response>, ServiceError> {
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    let asked = app.store.read(|conn| {
        ids.iter().map(|id| Asked::of(conn, &picture, *id, now)).collect::<Result<Vec<_>, StoreError>>()
    })?;
    let responses = app.store.write(|conn| {
        let (mut responses, mut notes) = (Vec::with_capacity(asked.len()), Vec::new());
        for asked in &asked {
            if asked.may_change() {
                // The log tells things in the order in which they were done.
                note_answers(conn, &mut notes, now)?;
            }
            responses.push(asked.answer(conn, &app.rules.orders, now, &mut notes)?);
        }
        note_answers(conn, &mut notes, now)?;
        Ok::<_, ServiceError>(responses)
    })?;
    app.nudge_streams();
    Ok(responses)
}

/// An alert, and what every plan in force says to it.
struct Asked<'p> {
    alert: StoredAlert,
    decisions: Vec<Decided<'p>>,
}

impl<'p> Asked<'p> {
    fn of(conn: &mut StoreConnection, picture: &'p Picture, id: AlertId, now: Timestamp) -> Result<Self, StoreError> {
        let (alert, decisions) = ask_plans_about(conn, picture, id, now)?;
        Ok(Self { alert, decisions })
    }

    /// Whether it may open or change an activation.
    fn may_change(&self) -> bool {
        self.decisions.iter().any(|decided| decided.carries || !decided.wanted.is_empty())
    }

    /// Writes down what follows, once; what the log will say of it is added to `notes`.
    fn answer(
        &self,
        conn: &mut StoreConnection,
        orders: &Orders,
        now: Timestamp,
        notes: &mut Vec<(AlertId, usize)>,
    ) -> Result<Response, ServiceError> {
        let Self { alert, decisions } = self;
        if !alerts::mark_answered(conn, alert.id, now)? {
            return Ok(Response::AlreadyAnswered);
        }
        let (mut changed, mut records) = (Vec::new(), Vec::new());
        for decided in decisions {
            let activations = act_on(conn, orders, alert, decided, now)?;
            records.extend(decided.records(!activations.is_empty()));
            changed.extend(activations);
        }
        alerts::insert_decisions(conn, alert.id, &records)?;
        notes.push((alert.id, changed.len()));
        Ok(Response::Answered(changed))
    }
}

/// Opens or changes the activations of one plan, and sends what of them has to be told; gives those that changed.
pub(super) fn act_on(
    conn: &mut StoreConnection,
    orders: &Orders,
    alert: &StoredAlert,
    decided: &Decided<'_>,
    now: Timestamp,
) -> Result<Vec<ActivationId>, ServiceError> {
    let event = events::of_chain(conn, &alert.chain_key)?.map(|event| event.id);
    let running = running_in(conn, event, decided.plan.plan.id)?;
    let mut changed = Vec::new();
    match running.split_first() {
        None if decided.wanted.is_empty() => {}
        None => {
            let event = event.map_or_else(|| open_event(conn, alert, decided.hazard, now), Ok)?;
            changed.push(propose(conn, alert, decided, event, now)?);
        }
        Some(_) if decided.wanted.is_empty() && !decided.carries => {}
        Some((first, others)) => {
            changed.extend(carry(conn, alert, decided, first, now)?);
            for other in others {
                changed.extend(carry(conn, alert, &decided.within(other), other, now)?);
            }
        }
    }
    for activation in &changed {
        issue_order(conn, orders, *activation, false, now)?;
    }
    Ok(changed)
}

/// The activations of a plan in an event, and in those that turned out to belong to it.
fn running_in(conn: &mut StoreConnection, event: Option<EventId>, plan: PlanId) -> Result<Vec<Activation>, StoreError> {
    let Some(event) = event else { return Ok(Vec::new()) };
    let mut running = Vec::new();
    for event in std::iter::once(event).chain(events::joined(conn, event)?) {
        running.extend(activations::of_plan(conn, event, plan)?);
    }
    Ok(running)
}

/// Writes into the log that these alerts were held against the plans, and how many plans each changed.
fn note_answers(
    conn: &mut StoreConnection,
    answered: &mut Vec<(AlertId, usize)>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let actor = Actor::system();
    let deed = |(alert, changed): (AlertId, usize)| Deed {
        actor: &actor,
        action: "alert_answered",
        kind: "alert",
        id: alert.to_string(),
        alert: Some(alert),
        paper: None,
        detail: Localized::new(
            format!(
                "Đã đối chiếu bản tin với các phương án: {changed} phương án được đề nghị kích hoạt hoặc thay đổi."
            ),
            format!("The alert was held against the plans: {changed} plans proposed or changed."),
        ),
        also: json!({}),
    };
    record_all(conn, now, answered.drain(..).map(deed).collect())
}
