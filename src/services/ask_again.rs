//! Alerts that went to a person are put to the plans anew when the lists by which hazards and places are told change.
//!
//! The marker [`markers::ASKED_WITH`] says with which lists that was done last, so that it is done once, whoever comes
//! first, and made up for after a process died. Answering takes the road of every alert ([`respond_to_alerts`]); what
//! was decided before stays beside it.

use std::collections::HashSet;

use serde_json::json;

use super::ask_plans::Known;
use super::chain_facts::ChainFacts;
use super::fresh_alerts::FreshAlerts;
use super::live_data::Picture;
use super::record::{Actor, Deed, record};
use super::respond_to_alert::respond_to_alerts;
use super::{App, ServiceError};
use crate::alerts::lineage::AlertState;
use crate::kernel::ids::{AlertId, PlanId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::triggers::Outcome;
use crate::store::{StoreConnection, StoreError, alert_answers, alert_decisions, alerts, markers};

/// Asks again about every alert that holds, went to a person and would be answered otherwise by the lists of now; gives
/// which they were. Doing it twice changes nothing.
pub fn ask_again(app: &App) -> Result<Vec<AlertId>, ServiceError> {
    let lists = app.store.read(lists_of_now)?;
    if app.store.read(|conn| markers::get(conn, markers::ASKED_WITH))?.is_some_and(|done| done == lists) {
        return Ok(Vec::new());
    }
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    let changed = app.store.read(|conn| answered_otherwise(conn, &picture, &app.fresh, now))?;
    let reopened = app.store.write(|conn| {
        let mut reopened = Vec::new();
        for (alert, round) in &changed {
            if alert_answers::reopen(conn, *alert, *round)? {
                note(conn, *alert, now)?;
                reopened.push(*alert);
            }
        }
        markers::set(conn, markers::ASKED_WITH, &lists)?;
        Ok::<_, StoreError>(reopened)
    })?;
    if !reopened.is_empty() {
        respond_to_alerts(app, &reopened)?;
    }
    Ok(reopened)
}

/// Which lists there are: those of hazards and those of units.
fn lists_of_now(conn: &mut StoreConnection) -> Result<String, StoreError> {
    Ok(format!("{},{}", markers::counter(conn, markers::VOCABULARY)?, markers::counter(conn, markers::UNITS)?))
}

/// The alerts in force that went to a person for some plan which would have another answer now, in the order they were
/// sent, each with the round in which it was asked last.
fn answered_otherwise(
    conn: &mut StoreConnection,
    picture: &Picture,
    fresh: &FreshAlerts,
    now: Timestamp,
) -> Result<Vec<(AlertId, i64)>, StoreError> {
    let mut found = Vec::new();
    for (id, round) in alert_decisions::with_a_person(conn, now)? {
        let alert = alerts::get(conn, id)?;
        let chains = ChainFacts::of(conn, std::slice::from_ref(&alert))?;
        let superseded_by = chains.superseded_by(&alert.alert.identity);
        if !matches!(alert.state(superseded_by, now), AlertState::Current | AlertState::Upcoming) {
            continue;
        }
        let open = |outcome: Outcome| outcome == Outcome::NeedsPerson;
        let before = alert_decisions::decisions(conn, id, 0, i64::MAX)?;
        let before: HashSet<PlanId> = before
            .into_iter()
            .filter(|(_, decision)| decision.zone_id.is_none() && open(decision.outcome))
            .map(|(_, decision)| decision.plan_id)
            .collect();
        let decisions = Known::of(conn, picture, fresh, alert, &chains, now)?.ask_plans(picture, now);
        if decisions.iter().any(|asked| before.contains(&asked.plan.plan.id) && !open(asked.decision.outcome)) {
            found.push((id, round));
        }
    }
    Ok(found)
}

fn note(conn: &mut StoreConnection, alert: AlertId, now: Timestamp) -> Result<(), StoreError> {
    let actor = Actor::system();
    let deed = Deed {
        actor: &actor,
        action: "alert_asked_again",
        kind: "alert",
        id: alert.to_string(),
        alert: Some(alert),
        paper: None,
        detail: Localized::new(
            "Bảng đối chiếu đã đổi: đối chiếu lại với các phương án bản tin trước đây phải chuyển người trực.",
            "The lists have changed: an alert that had gone to a person is held against the plans again.",
        ),
        also: json!({}),
    };
    record(conn, now, deed)
}
