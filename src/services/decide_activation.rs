//! The human lock: a person confirms, declines, stands zones down or closes, and the log says who.

use serde_json::json;

use super::issue_order::issue_order_for;
use super::open_checklists::{open_checklists, zones_in};
use super::record::{Actor, Deed, record};
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::config::Orders;
use crate::kernel::ids::{ActivationId, ZoneId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Activation, ActivationAct, ActivationZone, ChecklistState, WrongState, ZoneStage, ZoneState};
use crate::store::{StoreConnection, StoreError, activations, alerts, checklists, plans};

/// What a person decided.
pub struct Decision<'a> {
    /// Who.
    pub by: &'a Acting,
    /// On what.
    pub activation: ActivationId,
    /// The revision that was read; somebody else's change since then refuses the decision.
    pub revision: i64,
    /// What.
    pub act: ActivationAct,
    /// Of a confirmation: whether people have to leave at once, or get ready.
    pub stage: ZoneStage,
    /// In which words; needed to decline and to close.
    pub remark: Option<String>,
}

/// Carries a decision out, in one transaction.
pub fn decide_activation(app: &App, decision: &Decision<'_>) -> Result<Activation, ServiceError> {
    let remark = remark_of(decision)?;
    let now = app.now();
    let decided = app.store.write(|conn| {
        let activation = activations::get(conn, decision.activation)?;
        let unit = plans::get(conn, activation.plan_id)?.unit_code;
        permit(conn, decision.by, Permission::ConfirmActivation, &unit, now)?;
        if activation.revision != decision.revision {
            return Err(StoreError::Stale.into());
        }
        let actor = Actor::person(decision.by);
        let decided = match decision.act {
            ActivationAct::Confirm => confirm(conn, &activation, decision.stage, &actor, remark, now),
            ActivationAct::Decline => decline(conn, &activation, &actor, remark, now),
            ActivationAct::StandDown => stand_down(conn, &activation, &actor, remark, now),
            ActivationAct::Close => close(conn, &activation, &actor, remark, now),
        }?;
        issue_order_for(conn, &app.rules.orders, &decided, true, now)?;
        Ok::<_, ServiceError>(decided)
    })?;
    app.nudge_streams();
    Ok(decided)
}

/// The longest remark, in characters.
const MAX_REMARK: usize = 2_000;

fn remark_of<'d>(decision: &'d Decision<'_>) -> Result<Option<&'d str>, ServiceError> {
    let invalid =
        |vi: &str, en: &str| ServiceError::Invalid { pointer: "/remark".into(), wording: Localized::new(vi, en) };
    let remark = decision.remark.as_deref().map(str::trim).filter(|remark| !remark.is_empty());
    if remark.is_some_and(|remark| remark.chars().count() > MAX_REMARK) {
        return Err(invalid(
            "Ghi chú dài quá 2.000 ký tự. Rút ngắn lại.",
            "The remark is longer than 2,000 characters. Shorten it.",
        ));
    }
    match (decision.act, remark) {
        (ActivationAct::Decline | ActivationAct::Close, None) => {
            Err(invalid("Ghi lý do của quyết định.", "Write the reason for the decision."))
        }
        (_, remark) => Ok(remark),
    }
}

fn confirm(
    conn: &mut StoreConnection,
    activation: &Activation,
    stage: ZoneStage,
    actor: &Actor,
    remark: Option<&str>,
    now: Timestamp,
) -> Result<Activation, ServiceError> {
    if !activation.has(ZoneState::Proposed) {
        return Err(WrongState { status: activation.status, act: ActivationAct::Confirm }.into());
    }
    let alert = alerts::get(conn, activation.alert_id)?;
    open_checklists(conn, activation, &alert.alert, stage, actor, remark, now)
}

/// Opens what is proposed in `activation`, and tells others.
pub(super) fn open_and_tell(
    conn: &mut StoreConnection,
    orders: &Orders,
    activation: &Activation,
    stage: ZoneStage,
    actor: &Actor,
    remark: Option<&str>,
    now: Timestamp,
) -> Result<Activation, ServiceError> {
    let opened = confirm(conn, activation, stage, actor, remark, now)?;
    issue_order_for(conn, orders, &opened, true, now)?;
    Ok(opened)
}

fn decline(
    conn: &mut StoreConnection,
    activation: &Activation,
    actor: &Actor,
    remark: Option<&str>,
    now: Timestamp,
) -> Result<Activation, ServiceError> {
    let refused = zones_in(activation, ZoneState::Proposed);
    let status = activation.after(ActivationAct::Decline)?;
    if refused.is_empty() {
        return Err(WrongState { status: activation.status, act: ActivationAct::Decline }.into());
    }
    // A whole proposal keeps its zones as they were refused; zones added to running work fall away.
    let zones = if activation.has(ZoneState::Open) || activation.has(ZoneState::StandDownProposed) {
        moved(activation, ZoneState::Proposed, ZoneState::Lapsed)
    } else {
        activation.zones.clone()
    };
    let detail = Localized::new(
        format!("Không kích hoạt {} vùng. Lý do: {}", refused.len(), remark.unwrap_or_default()),
        format!("{} zones not activated. Reason: {}", refused.len(), remark.unwrap_or_default()),
    );
    let next = Activation { status, zones, escalate_at: None, ..activation.clone() };
    write(conn, next, actor, remark, "activation_declined", detail, now)
}

fn stand_down(
    conn: &mut StoreConnection,
    activation: &Activation,
    actor: &Actor,
    remark: Option<&str>,
    now: Timestamp,
) -> Result<Activation, ServiceError> {
    let ended = zones_in(activation, ZoneState::StandDownProposed);
    if ended.is_empty() {
        return Err(WrongState { status: activation.status, act: ActivationAct::StandDown }.into());
    }
    let zones = moved(activation, ZoneState::StandDownProposed, ZoneState::StoodDown);
    let mut next = Activation { zones, ..activation.clone() };
    next.status = next.after(ActivationAct::StandDown)?;
    end_checklists(conn, activation, &ended, ChecklistState::StoodDown)?;
    let detail = Localized::new(
        format!("Kết thúc ứng phó tại {} vùng. Việc đã làm được giữ nguyên.", ended.len()),
        format!("Response ended in {} zones. What was done stays.", ended.len()),
    );
    write(conn, next, actor, remark, "zones_stood_down", detail, now)
}

fn close(
    conn: &mut StoreConnection,
    activation: &Activation,
    actor: &Actor,
    remark: Option<&str>,
    now: Timestamp,
) -> Result<Activation, ServiceError> {
    let status = activation.after(ActivationAct::Close)?;
    let zones: Vec<ZoneId> = activation.zones.iter().map(|zone| zone.zone_id).collect();
    end_checklists(conn, activation, &zones, ChecklistState::Closed)?;
    let detail = Localized::new(
        format!("Đóng đợt ứng phó của phương án. {}", remark.unwrap_or_default()),
        format!("The plan's response is closed. {}", remark.unwrap_or_default()),
    );
    let next = Activation { status, ..activation.clone() };
    write(conn, next, actor, remark, "activation_closed", detail, now)
}

fn moved(activation: &Activation, from: ZoneState, to: ZoneState) -> Vec<ActivationZone> {
    let mut zones = activation.zones.clone();
    zones.iter_mut().filter(|zone| zone.state == from).for_each(|zone| zone.state = to);
    zones
}

fn end_checklists(
    conn: &mut StoreConnection,
    activation: &Activation,
    zones: &[ZoneId],
    state: ChecklistState,
) -> Result<(), StoreError> {
    checklists::end(conn, activation.id, zones, state)
}

fn write(
    conn: &mut StoreConnection,
    next: Activation,
    actor: &Actor,
    remark: Option<&str>,
    action: &str,
    detail: Localized,
    now: Timestamp,
) -> Result<Activation, ServiceError> {
    let next = Activation {
        decided_at: Some(now),
        decided_by: Some(actor.name().to_owned()),
        decision_remark: remark.map(str::to_owned),
        ..next
    };
    let next = activations::update(conn, &next)?;
    let deed = Deed {
        actor,
        action,
        kind: "activation",
        id: next.id.to_string(),
        alert: Some(next.alert_id),
        paper: None,
        detail,
        also: json!({"activation_id": next.id}),
    };
    record(conn, now, deed)?;
    Ok(next)
}
