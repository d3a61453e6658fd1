//! A zone goes from stage to stage, each by the right person, and may turn round.

use serde_json::json;

use super::issue_order::issue_order;
use super::record::{Actor, Deed, record};
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::kernel::ids::ChecklistId;
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{
    Activation, ActivationAct, Checklist, ChecklistState, CriterionMet, MoveFigures, StageStep, ZoneStage, ZoneState,
    return_criteria,
};
use crate::store::{
    StoreConnection, StoreError, activations, checklist_stages, checklists, move_figures, plans, zones,
};

/// What a person decided about a zone.
#[derive(Debug, Clone)]
pub struct StageDecision {
    /// The checklist of the zone's round.
    pub checklist: ChecklistId,
    /// The stage that was read; another one since then refuses the decision.
    pub from: ZoneStage,
    /// The stage that follows.
    pub to: ZoneStage,
    /// When it happened; now where nothing is said.
    pub happened_at: Option<Timestamp>,
    /// In which words.
    pub remark: Option<String>,
    /// What was looked at before people are allowed home.
    pub criteria: Vec<CriterionMet>,
}

/// The longest remark, in characters.
const MAX_REMARK: usize = 2_000;

/// Moves a zone on, in one transaction; the message that tells others follows from it.
pub fn advance_zone(app: &App, by: &Acting, decision: &StageDecision) -> Result<Checklist, ServiceError> {
    let now = app.now();
    let moved = app.store.write(|conn| {
        let checklist = checklists::get(conn, decision.checklist)?;
        let activation = activations::get(conn, checklist.activation_id)?;
        let unit = plans::get(conn, activation.plan_id)?.unit_code;
        permit(conn, by, permission_for(decision.to), &unit, now)?;
        if checklist.state != ChecklistState::Open {
            return Err(ServiceError::ChecklistNotOpen);
        }
        if checklist.stage != decision.from {
            return Err(StoreError::Stale.into());
        }
        checklist.stage.step(decision.to)?;
        let figures = move_figures::of_checklist(conn, checklist.id)?;
        check(decision, &figures)?;

        let happened_at = decision.happened_at.unwrap_or(now).min(now);
        let ends = decision.to == ZoneStage::Returned;
        let state = if ends { ChecklistState::StoodDown } else { checklist.state };
        let next = Checklist { stage: decision.to, stage_at: happened_at, state, ..checklist };
        checklists::advance(conn, &next, decision.from)?;
        let actor = Actor::person(by);
        let position = i64::try_from(checklist_stages::of(conn, next.id)?.len()).unwrap_or(i64::MAX) + 1;
        let step = StageStep {
            position,
            stage: decision.to,
            happened_at,
            entered_at: now,
            decided_by: actor.name().to_owned(),
            remark: remark_of(decision).map(str::to_owned),
            criteria: decision.criteria.clone(),
        };
        checklist_stages::insert(conn, next.id, &step)?;
        if ends {
            end_zone(conn, &activation, &next)?;
        }
        note(conn, &actor, &activation, &next, &figures, decision, now)?;
        issue_order(conn, &app.rules.orders, activation.id, true, now)?;
        Ok(next)
    })?;
    app.nudge_streams();
    Ok(moved)
}

/// Orders to leave and to return are the chair's; what is seen on the ground is the official's.
fn permission_for(to: ZoneStage) -> Permission {
    match to {
        ZoneStage::Prepare | ZoneStage::Ordered | ZoneStage::ReturnAllowed => Permission::ConfirmActivation,
        ZoneStage::Clearing | ZoneStage::Cleared | ZoneStage::Returned => Permission::TickTask,
    }
}

fn remark_of(decision: &StageDecision) -> Option<&str> {
    decision.remark.as_deref().map(str::trim).filter(|remark| !remark.is_empty())
}

/// What a decision needs besides itself: reasons where households are not accounted for, every criterion answered.
fn check(decision: &StageDecision, figures: &MoveFigures) -> Result<(), ServiceError> {
    let invalid = |pointer: &str, wording: Localized| ServiceError::Invalid { pointer: pointer.to_owned(), wording };
    let remark = remark_of(decision);
    if remark.is_some_and(|remark| remark.chars().count() > MAX_REMARK) {
        return Err(invalid(
            "/remark",
            Localized::new("Ghi chú dài quá 2.000 ký tự.", "The remark is longer than 2,000 characters."),
        ));
    }
    let (unknown, staying) = (figures.unknown.households, figures.not_moved.households);
    if decision.to == ZoneStage::Cleared && unknown + staying > 0 && remark.is_none() {
        return Err(invalid(
            "/remark",
            Localized::new(
                format!("Còn {unknown} hộ chưa rõ, {staying} hộ chưa đi. Ghi lý do nếu vẫn xác nhận đã di dời xong."),
                format!(
                    "{unknown} households are unknown, {staying} have not left. Say why it is cleared all the same."
                ),
            ),
        ));
    }
    let away = figures.evacuated.households + figures.in_place.households;
    if decision.to == ZoneStage::Returned && away > 0 && remark.is_none() {
        return Err(invalid(
            "/remark",
            Localized::new(
                format!("Còn {away} hộ chưa về. Ghi lý do, ví dụ những hộ không thể trở về ở đâu."),
                format!("{away} households are not home. Say why, such as where those stay who cannot return."),
            ),
        ));
    }
    if decision.to == ZoneStage::ReturnAllowed {
        check_criteria(&decision.criteria, remark)?;
    }
    Ok(())
}

fn check_criteria(said: &[CriterionMet], remark: Option<&str>) -> Result<(), ServiceError> {
    let invalid = |wording| ServiceError::Invalid { pointer: "/criteria".to_owned(), wording };
    let answer = |code: &str| said.iter().find(|criterion| criterion.code == code);
    let missing: Vec<_> = return_criteria().iter().filter(|criterion| answer(&criterion.code).is_none()).collect();
    if let Some(first) = missing.first() {
        return Err(invalid(Localized::new(
            format!("Chưa trả lời {} điều kiện trở về, ví dụ: {}.", missing.len(), first.words.vi),
            format!("{} criteria of return are not answered, such as: {}.", missing.len(), first.words.en),
        )));
    }
    if said.iter().any(|criterion| !criterion.met) && remark.is_none() {
        return Err(invalid(Localized::new(
            "Có điều kiện chưa đạt. Ghi lý do vẫn cho trở về.",
            "Not all criteria are met. Say why people may return all the same.",
        )));
    }
    Ok(())
}

/// The round of a zone is over; its activation goes on with the others, or stands down with the last.
fn end_zone(conn: &mut StoreConnection, activation: &Activation, list: &Checklist) -> Result<(), ServiceError> {
    let mut next = activation.clone();
    for zone in next.zones.iter_mut().filter(|zone| zone.zone_id == list.zone_id) {
        zone.state = ZoneState::StoodDown;
    }
    if let Ok(status) = next.after(ActivationAct::StandDown) {
        next.status = status;
    }
    activations::update(conn, &next)?;
    Ok(())
}

fn note(
    conn: &mut StoreConnection,
    actor: &Actor,
    activation: &Activation,
    list: &Checklist,
    figures: &MoveFigures,
    decision: &StageDecision,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let zone = zones::at_revision(conn, list.zone_id, list.zone_revision)?;
    let (stage, remark) = (list.stage.name(), remark_of(decision).map(|remark| format!(" “{remark}”")));
    let remark = remark.unwrap_or_default();
    let (out, unknown) = (figures.evacuated, figures.unknown.households);
    let detail = Localized::new(
        format!(
            "Vùng {}: {}. Đã sơ tán {} hộ/{} khẩu, chưa rõ {unknown} hộ.{remark}",
            zone.code, stage.vi, out.households, out.people
        ),
        format!(
            "Zone {}: {}. {} households/{} people evacuated, {unknown} households unknown.{remark}",
            zone.code, stage.en, out.households, out.people
        ),
    );
    let deed = Deed {
        actor,
        action: "zone_stage_changed",
        kind: "checklist",
        id: list.id.to_string(),
        alert: Some(activation.alert_id),
        paper: None,
        detail,
        also: json!({"activation_id": activation.id, "checklist_id": list.id, "units": [zone.commune_code]}),
    };
    record(conn, now, deed)?;
    Ok(())
}
