//! Opening an activation on an alert, and carrying a later alert of the chain into it, inside a transaction.

use std::collections::HashSet;

use chrono::TimeDelta;
use serde_json::json;

use super::ServiceError;
use super::ask_plans::Decided;
use super::open_checklists::{add_for_level, open_checklists};
use super::record::{Actor, Noted, Notes};
use crate::hazards::Hazard;
use crate::kernel::ids::{ActivationId, EventId, ZoneId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::{Mode, PlanInForce};
use crate::relocation::{
    Activation, ActivationStatus, ActivationZone, Event, EventKind, Wanted, ZoneStage, ZoneState, carry_through,
    event_name,
};
use crate::store::alerts::StoredAlert;
use crate::store::{StoreConnection, StoreError, activations, events};

/// Opens the event of a chain of alerts.
pub fn open_event(
    conn: &mut StoreConnection,
    alert: &StoredAlert,
    hazard: Option<Hazard>,
    now: Timestamp,
) -> Result<Event, StoreError> {
    let event = Event {
        id: EventId::new(now),
        chain_key: alert.chain_key.clone(),
        name: event_name(&alert.alert, hazard),
        kind: EventKind::Real,
        started_at: now,
        closed_at: None,
        demonstration: alert.demonstration,
        within_unit: None,
        joined_to: None,
    };
    events::insert(conn, &event)?;
    Ok(event)
}

/// A new activation: proposed to a person, or opened at once where the approved plan says so.
pub fn propose(
    conn: &mut StoreConnection,
    alert: &StoredAlert,
    decided: &Decided<'_>,
    event_id: EventId,
    notes: &mut Notes,
    now: Timestamp,
) -> Result<Activation, ServiceError> {
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
        notes.write(conn, now)?;
        return open_checklists(conn, &activation, &alert.alert, ZoneStage::Ordered, &actor, None, now);
    }
    notes.add(change_of(alert, &activation, "activation_proposed", &decided.decision.why.words()));
    Ok(activation)
}

/// Carries a later alert of the chain into an activation that is already there.
pub fn carry(
    conn: &mut StoreConnection,
    alert: &StoredAlert,
    decided: &Decided<'_>,
    running: &Activation,
    notes: &mut Notes,
    now: Timestamp,
) -> Result<Option<Activation>, ServiceError> {
    let mut wanted = decided.wanted.clone();
    let own = named(&decided.wanted);
    wanted.extend(decided.wanted_beside.iter().filter(|(zone, _, _)| !own.contains(zone)).cloned());
    let level = decided.level.as_ref().filter(|_| !decided.wanted.is_empty());
    let raised = level.is_some_and(|level| level.level > running.level);
    let carried = carry_through(running, alert.id, &wanted, &words_for_gone(alert, decided.ends), raised);
    let live = matches!(carried.status, ActivationStatus::Proposed | ActivationStatus::Active);
    if !(carried.changed || raised && live) {
        return Ok(None);
    }
    let mode = decided.decision.mode.unwrap_or(running.mode);
    let newly_proposed = count(&carried.zones, ZoneState::Proposed) > count(&running.zones, ZoneState::Proposed)
        || (carried.status == ActivationStatus::Proposed && running.status != ActivationStatus::Proposed);
    let next = Activation {
        alert_id: alert.id,
        level: level.map_or(running.level, |level| level.level),
        level_official: level.map_or(running.level_official, |level| level.official),
        mode,
        status: carried.status,
        escalate_at: match (count(&carried.zones, ZoneState::Proposed), newly_proposed) {
            (0, _) => None,
            (_, true) => escalation(mode, now),
            (_, false) => running.escalate_at.or(escalation(mode, now)),
        },
        escalated_at: if newly_proposed { None } else { running.escalated_at },
        zones: carried.zones,
        ..running.clone()
    };
    let next = activations::update(conn, &next)?;
    if raised {
        add_for_level(conn, running.level, &next, now)?;
    }
    if opens_by_itself(decided, &next) {
        notes.write(conn, now)?;
        let actor = plan_as_actor(decided.plan);
        return open_checklists(conn, &next, &alert.alert, ZoneStage::Ordered, &actor, None, now).map(Some);
    }
    notes.add(change_of(alert, &next, "activation_carried", &words_for_carried(&next)));
    Ok(Some(next))
}

/// Whether the plan itself opens what is proposed: only on this alert's own decision, which is automatic on an
/// official level only, and only where it covers every zone that waits.
fn opens_by_itself(decided: &Decided<'_>, activation: &Activation) -> bool {
    let mut waiting = activation.zones.iter().filter(|zone| zone.state == ZoneState::Proposed).peekable();
    let own = named(&decided.wanted);
    decided.decision.mode == Some(Mode::Auto)
        && waiting.peek().is_some()
        && waiting.all(|zone| own.contains(&zone.zone_id))
}

fn named(wanted: &[Wanted]) -> HashSet<ZoneId> {
    wanted.iter().map(|(zone, _, _)| *zone).collect()
}

fn count(zones: &[ActivationZone], state: ZoneState) -> usize {
    zones.iter().filter(|zone| zone.state == state).count()
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

fn words_for_gone(alert: &StoredAlert, ends: bool) -> Localized {
    if alert.listing.ended_by_absence_at.is_some() {
        Localized::new(
            "Nguồn không còn liệt kê cảnh báo này. Kiểm tra tại chỗ trước khi cho kết thúc.",
            "The source no longer lists this alert. Check on the spot before ending.",
        )
    } else if ends {
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
    let zones = &activation.zones;
    let (open, proposed, ending) =
        (count(zones, ZoneState::Open), count(zones, ZoneState::Proposed), count(zones, ZoneState::StandDownProposed));
    Localized::new(
        format!("Bản tin mới: {proposed} vùng chờ xác nhận, {open} vùng đang ứng phó, {ending} vùng đề nghị kết thúc."),
        format!("New alert: {proposed} zones to confirm, {open} at work, {ending} proposed for stand-down."),
    )
}

fn change_of(alert: &StoredAlert, activation: &Activation, action: &'static str, detail: &Localized) -> Noted {
    Noted {
        action,
        kind: "activation",
        id: activation.id.to_string(),
        alert: Some(alert.id),
        detail: detail.clone(),
        also: json!({"activation_id": activation.id}),
    }
}
