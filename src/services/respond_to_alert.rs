//! The main road: alert → touched zones → plans in force → activation → checklist → audit entry.
//!
//! Everything is decided first, on a picture of zones and plans in memory; then one transaction writes it
//! all down. Answering an alert twice changes nothing: the first thing the transaction does is to note
//! that the alert has been answered.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::TimeDelta;
use geo::MultiPolygon;
use serde_json::json;

use super::live_data::Picture;
use super::open_checklists::open_checklists;
use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::alerts::cap::MsgType;
use crate::alerts::footprint::Footprint;
use crate::alerts::level::{AlertLevel, level_of};
use crate::alerts::lineage::{AlertState, ends_hazard, not_real_because, state};
use crate::alerts::telling::onset_of;
use crate::alerts::vocabulary::hazard_of;
use crate::geometry::measure::distance_m;
use crate::kernel::ids::{ActivationId, AlertId, EventId, ZoneId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::triggers::{AlertFacts, Outcome, PlanDecision, decide};
use crate::plans::{Mode, PlanInForce};
use crate::relocation::{
    Activation, ActivationStatus, ActivationZone, Event, EventKind, Wanted, ZoneState, carry_through, event_name,
};
use crate::store::alerts::{DecisionRecord, StoredAlert};
use crate::store::{StoreConnection, StoreError, activations, alerts, events};
use crate::zones::{Relation, Zone};

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
    let (alert, superseded_by, beside) = app.store.read(|conn| {
        let alert = alerts::get(conn, alert_id)?;
        let superseded_by = alerts::superseded_by(conn, &alert.alert.identity)?;
        let beside = holding_beside(conn, &alert, now)?;
        Ok::<_, StoreError>((alert, superseded_by, beside))
    })?;
    let decisions = decide_all(&picture, &alert, superseded_by, &beside, now);

    let response = app.store.write(|conn| {
        if !alerts::mark_answered(conn, alert_id, now)? {
            return Ok(Response::AlreadyAnswered);
        }
        let (mut changed, mut records) = (Vec::new(), Vec::new());
        for decided in &decisions {
            let activation = act_on(conn, &alert, decided, now)?;
            records.extend(records_of(decided, activation.is_some()));
            changed.extend(activation);
        }
        alerts::insert_decisions(conn, alert_id, &records)?;
        note_answer(conn, &alert, changed.len(), now)?;
        Ok::<_, ServiceError>(Response::Answered(changed))
    })?;
    app.nudge_streams();
    Ok(response)
}

/// What the alert does to one plan.
struct Decided<'p> {
    plan: &'p PlanInForce,
    decision: PlanDecision,
    /// The level the activation gets.
    level: Option<AlertLevel>,
    /// The zones it wants cleared.
    wanted: Vec<Wanted>,
    /// What other messages of the chain that still hold want cleared.
    wanted_beside: Vec<Wanted>,
    /// Whether the alert may change what an earlier alert of its chain set going. One that leaves the hazard,
    /// the place or the level open may not: unknown is never safe.
    carries: bool,
}

/// The other messages of an alert's chain that nothing has replaced and that still hold, as where one
/// message was split in two. What they cover stays covered.
fn holding_beside(
    conn: &mut StoreConnection,
    alert: &StoredAlert,
    now: Timestamp,
) -> Result<Vec<StoredAlert>, StoreError> {
    let mut holding = Vec::new();
    for other in alerts::of_chain(conn, &alert.chain_key)? {
        let superseded_by = alerts::superseded_by(conn, &other.alert.identity)?;
        if other.id != alert.id && not_applicable(&other, superseded_by, now).is_none() {
            holding.push(other);
        }
    }
    Ok(holding)
}

fn decide_all<'p>(
    picture: &'p Picture,
    alert: &StoredAlert,
    superseded_by: Option<MsgType>,
    beside: &[StoredAlert],
    now: Timestamp,
) -> Vec<Decided<'p>> {
    let asked = Question::new(picture, alert, superseded_by, now);
    let beside: Vec<Question<'_>> = beside.iter().map(|other| Question::new(picture, other, None, now)).collect();
    let carries = may_carry(alert, superseded_by, now);

    picture
        .plans
        .iter()
        .map(|plan| {
            let decision = asked.about(plan);
            Decided {
                plan,
                level: asked.facts.level.clone(),
                carries: carries && decision.outcome != Outcome::NeedsPerson,
                wanted: wanted_zones(picture, &decision),
                wanted_beside: beside.iter().flat_map(|other| wanted_zones(picture, &other.about(plan))).collect(),
                decision,
            }
        })
        .collect()
}

/// An alert held against the picture, ready to be asked about each plan.
struct Question<'p> {
    picture: &'p Picture,
    facts: AlertFacts,
    touched: HashMap<ZoneId, Relation>,
    area: MultiPolygon<f64>,
}

impl<'p> Question<'p> {
    fn new(picture: &'p Picture, alert: &StoredAlert, superseded_by: Option<MsgType>, now: Timestamp) -> Self {
        let footprint = Footprint::of(&alert.alert);
        let touches = picture.zones.touched_by(&footprint);
        Self {
            picture,
            facts: facts_of(alert, &footprint, superseded_by, now),
            touched: touches.into_iter().map(|touch| (touch.zone.id, touch.relation)).collect(),
            area: footprint.polygons.iter().chain(footprint.circles.iter()).cloned().collect(),
        }
    }

    fn about(&self, plan: &PlanInForce) -> PlanDecision {
        let zone = |id| self.picture.zone(id).map(Arc::as_ref);
        decide(plan, &self.facts, &self.touched, zone, |zone| distance_km(zone, &self.area))
    }
}

fn wanted_zones(picture: &Picture, decision: &PlanDecision) -> Vec<Wanted> {
    decision
        .chosen()
        .filter_map(|chosen| Some((chosen.zone_id, picture.zone(chosen.zone_id)?.revision, chosen.reason.clone())))
        .collect()
}

fn facts_of(alert: &StoredAlert, footprint: &Footprint, superseded_by: Option<MsgType>, now: Timestamp) -> AlertFacts {
    let cap = &alert.alert;
    AlertFacts {
        not_applicable: not_applicable(alert, superseded_by, now),
        hazard: hazard_of(cap).map(|found| found.hazard),
        level: level_of(cap),
        located: footprint.is_located(),
        onset: onset_of(cap).0,
    }
}

/// Why an alert opens nothing, whatever a plan says.
fn not_applicable(alert: &StoredAlert, superseded_by: Option<MsgType>, now: Timestamp) -> Option<Localized> {
    let cap = &alert.alert;
    if let Some(why) = not_real_because(cap) {
        return Some(why);
    }
    if ends_hazard(cap) {
        return Some(Localized::new(
            "Bản tin báo hết nguy hiểm hoặc huỷ bản tin trước.",
            "The alert says all clear, or cancels an earlier one.",
        ));
    }
    match state(cap, superseded_by, now) {
        AlertState::Upcoming | AlertState::Current => None,
        AlertState::Expired => {
            Some(Localized::new("Bản tin đã hết hạn khi nhận được.", "The alert had expired when it arrived."))
        }
        AlertState::Superseded => {
            Some(Localized::new("Đã có bản tin mới hơn thay thế.", "A later alert has replaced it."))
        }
        AlertState::Cancelled => Some(Localized::new("Bản tin đã bị huỷ.", "The alert has been cancelled.")),
        AlertState::NotReal => Some(Localized::new("Không phải bản tin thật.", "Not a real alert.")),
    }
}

/// Whether the alert is the last word of its chain, so that zones it leaves out may be proposed for
/// stand-down. An alert that was replaced before it was read changes nothing; neither does an expired one:
/// the end of a message is not the end of the danger.
fn may_carry(alert: &StoredAlert, superseded_by: Option<MsgType>, now: Timestamp) -> bool {
    let cap = &alert.alert;
    let later_word = superseded_by.is_some() || not_real_because(cap).is_some();
    let expired = !ends_hazard(cap) && state(cap, None, now) == AlertState::Expired;
    !later_word && !expired && matches!(cap.msg_type, MsgType::Update | MsgType::Cancel)
}

fn distance_km(zone: &Zone, area: &MultiPolygon<f64>) -> Option<f64> {
    distance_m(&zone.geometry, area).map(|metres| metres / 1_000.0)
}

/// The decision on a plan and on each of its zones, to be kept. `changed` tells that an activation was opened
/// or changed; where no zone was chosen, that can only have been towards its end.
fn records_of(decided: &Decided<'_>, changed: bool) -> Vec<DecisionRecord> {
    let record = |zone_id, outcome, reason: &Localized| DecisionRecord {
        plan_id: decided.plan.plan.id,
        plan_version_id: decided.plan.version.id,
        zone_id,
        outcome,
        reason: reason.clone(),
    };
    let ending = changed && decided.decision.chosen().next().is_none();
    let outcome = if ending { Outcome::StandDownProposed } else { decided.decision.outcome };
    let zones = decided.decision.zones.iter();
    std::iter::once(record(None, outcome, &decided.decision.reason))
        .chain(zones.map(|zone| record(Some(zone.zone_id), zone.outcome, &zone.reason)))
        .collect()
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
            let event = event.map_or_else(|| open_event(conn, alert, now), |event| Ok(event.id))?;
            propose(conn, alert, decided, event, now).map(Some)
        }
        Some(_) if decided.wanted.is_empty() && !decided.carries => Ok(None),
        Some(running) => carry(conn, alert, decided, &running, now),
    }
}

fn open_event(conn: &mut StoreConnection, alert: &StoredAlert, now: Timestamp) -> Result<EventId, StoreError> {
    let event = Event {
        id: EventId::new(now),
        chain_key: alert.chain_key.clone(),
        name: event_name(&alert.alert, hazard_of(&alert.alert).map(|found| found.hazard)),
        kind: EventKind::Real,
        started_at: now,
        closed_at: None,
        demonstration: alert.demonstration,
    };
    events::insert(conn, &event)?;
    Ok(event.id)
}

/// A new activation: proposed to a person, or opened at once where the approved plan says so.
fn propose(
    conn: &mut StoreConnection,
    alert: &StoredAlert,
    decided: &Decided<'_>,
    event_id: EventId,
    now: Timestamp,
) -> Result<ActivationId, ServiceError> {
    let (Some(level), Some(mode)) = (&decided.level, decided.decision.mode) else {
        return Err(ServiceError::Internal("a plan was chosen without a level".into()));
    };
    let zones = decided
        .wanted
        .iter()
        .cloned()
        .map(|(zone_id, zone_revision, reason)| ActivationZone {
            zone_id,
            zone_revision,
            state: ZoneState::Proposed,
            alert_id: alert.id,
            reason,
        })
        .collect();
    let activation = Activation {
        id: ActivationId::new(now),
        event_id,
        plan_id: decided.plan.plan.id,
        plan_version_id: decided.plan.version.id,
        alert_id: alert.id,
        level: level.level,
        level_official: level.official,
        mode,
        status: ActivationStatus::Proposed,
        proposed_at: now,
        escalate_at: escalation(mode, now),
        escalated_at: None,
        decided_at: None,
        decided_by: None,
        decision_remark: None,
        revision: 1,
        zones,
    };
    activations::insert(conn, &activation)?;
    if mode == Mode::Auto {
        let actor = plan_as_actor(decided.plan);
        open_checklists(conn, &activation, &alert.alert, &actor, None, now)?;
    } else {
        note_change(conn, alert, &activation, "activation_proposed", &decided.decision.reason, now)?;
    }
    Ok(activation.id)
}

/// Carries a later alert of the chain into an activation that is already there.
fn carry(
    conn: &mut StoreConnection,
    alert: &StoredAlert,
    decided: &Decided<'_>,
    running: &Activation,
    now: Timestamp,
) -> Result<Option<ActivationId>, ServiceError> {
    let mut wanted = decided.wanted.clone();
    wanted.extend(
        decided.wanted_beside.iter().filter(|(zone, _, _)| !decided.wanted.iter().any(|own| own.0 == *zone)).cloned(),
    );
    let level = decided.level.as_ref().filter(|_| !decided.wanted.is_empty());
    let raised = level.is_some_and(|level| level.level > running.level);
    let carried = carry_through(running, alert.id, &wanted, &words_for_gone(alert), raised);
    if !carried.changed && !raised {
        return Ok(None);
    }
    let proposed_again = carried.status == ActivationStatus::Proposed && running.status != ActivationStatus::Proposed;
    let mode = decided.decision.mode.unwrap_or(running.mode);
    let next = Activation {
        alert_id: alert.id,
        level: level.map_or(running.level, |level| level.level),
        level_official: level.map_or(running.level_official, |level| level.official),
        mode,
        status: carried.status,
        zones: carried.zones,
        escalate_at: if proposed_again { escalation(mode, now) } else { running.escalate_at },
        escalated_at: if proposed_again { None } else { running.escalated_at },
        ..running.clone()
    };
    let next = activations::update(conn, &next)?;
    if next.mode == Mode::Auto && next.has(ZoneState::Proposed) {
        open_checklists(conn, &next, &alert.alert, &plan_as_actor(decided.plan), None, now)?;
    } else {
        note_change(conn, alert, &next, "activation_carried", &words_for_carried(&next), now)?;
    }
    Ok(Some(next.id))
}

fn escalation(mode: Mode, now: Timestamp) -> Option<Timestamp> {
    match mode {
        Mode::EscalateAfter { minutes } => Some(now + TimeDelta::minutes(minutes.into())),
        Mode::Propose | Mode::Auto => None,
    }
}

fn plan_as_actor(plan: &PlanInForce) -> Actor {
    let approval = plan.version.status.approval();
    let (number, signer) = approval.map_or(("", ""), |approval| (approval.number.as_str(), approval.signer.as_str()));
    Actor::approved_plan(number, signer)
}

fn words_for_gone(alert: &StoredAlert) -> Localized {
    if ends_hazard(&alert.alert) {
        Localized::new(
            "Bản tin đã huỷ hoặc báo hết nguy hiểm. Kiểm tra tại chỗ trước khi cho kết thúc.",
            "The alert was cancelled or says all clear. Check on the spot before ending.",
        )
    } else {
        Localized::new(
            "Bản tin cập nhật không còn bao vùng này, hoặc đã hạ cấp độ. Kiểm tra tại chỗ trước khi cho kết thúc.",
            "The updated alert no longer covers this zone, or lowered its level. Check on the spot before ending.",
        )
    }
}

fn words_for_carried(activation: &Activation) -> Localized {
    let count = |state| activation.zones.iter().filter(|zone| zone.state == state).count();
    let (open, proposed, ending) =
        (count(ZoneState::Open), count(ZoneState::Proposed), count(ZoneState::StandDownProposed));
    Localized::new(
        format!("Bản tin mới: {proposed} vùng chờ xác nhận, {open} vùng đang làm, {ending} vùng đề nghị kết thúc."),
        format!("New alert: {proposed} zones to confirm, {open} at work, {ending} proposed for stand-down."),
    )
}

fn note_change(
    conn: &mut StoreConnection,
    alert: &StoredAlert,
    activation: &Activation,
    action: &str,
    detail: &Localized,
    now: Timestamp,
) -> Result<(), StoreError> {
    let actor = Actor::system();
    let also = json!({"activation_id": activation.id});
    let (id, detail) = (activation.id.to_string(), detail.clone());
    record(conn, now, Deed { actor: &actor, action, kind: "activation", id, alert: Some(alert.id), detail, also })
}

fn note_answer(
    conn: &mut StoreConnection,
    alert: &StoredAlert,
    changed: usize,
    now: Timestamp,
) -> Result<(), StoreError> {
    let actor = Actor::system();
    let detail = Localized::new(
        format!("Đã đối chiếu bản tin với các phương án: {changed} phương án được đề nghị hoặc thay đổi."),
        format!("The alert was held against the plans: {changed} plans proposed or changed."),
    );
    let deed = Deed {
        actor: &actor,
        action: "alert_answered",
        kind: "alert",
        id: alert.id.to_string(),
        alert: Some(alert.id),
        detail,
        also: json!({}),
    };
    record(conn, now, deed)
}
