//! Taking a version one step on: trình, trả lại, thẩm định, phê duyệt, bãi bỏ.

use super::live_data::day_of;
use super::place_households::count_or_tell;
use super::plan_versions::{Taken, VersionAddress, record_on, take_up};
use super::settle_lineage::{settle_lineage, unsettle_lineage};
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::kernel::{Localized, Timestamp};
use crate::plans::{
    Action, Approval, ApprovalForm, PlanContent, PlanRefusal, PlanVersion, Step, StepKind, VersionStatus, Withdrawal,
    check_approval, text_fault,
};
use crate::store::{StoreConnection, StoreError, markers, plan_comments, plan_history, plans, zones};
use crate::zones::ZoneStatus;

/// A step somebody wants to take.
#[derive(Debug, Clone)]
pub enum PlanStep {
    /// Hand it in.
    Submit,
    /// Send it back, saying why.
    Return,
    /// Find it good.
    Appraise,
    /// Approve it by this paper.
    Approve(ApprovalForm),
    /// Take it out of force, saying why.
    Withdraw,
}

impl PlanStep {
    /// The action it is, in the table of a version's life.
    pub fn action(&self) -> Action {
        match self {
            Self::Submit => Action::Submit,
            Self::Return => Action::Return,
            Self::Appraise => Action::Appraise,
            Self::Approve(_) => Action::Approve,
            Self::Withdraw => Action::Withdraw,
        }
    }

    fn kind(&self) -> StepKind {
        match self {
            Self::Submit => StepKind::Submit,
            Self::Return => StepKind::Return,
            Self::Appraise => StepKind::Appraise,
            Self::Approve(_) => StepKind::Approve,
            Self::Withdraw => StepKind::Withdraw,
        }
    }
}

/// The longest remark, in characters.
const MAX_REMARK: usize = 2_000;

/// Takes the version at `address`, read at `revision`, one step on.
pub fn advance_plan(
    app: &App,
    by: &Acting,
    address: VersionAddress,
    revision: i64,
    step: &PlanStep,
    remark: Option<&str>,
) -> Result<PlanVersion, ServiceError> {
    let now = app.now();
    let remark = remark.map(str::trim).filter(|remark| !remark.is_empty());
    let advanced = app.store.write(|conn| {
        let taken = take_up(conn, by, address, step.action(), now)?;
        if taken.version.revision != revision {
            return Err(StoreError::Stale.into());
        }
        four_eyes(app, conn, by, &taken, step)?;
        let status = status_after(conn, &taken, step, remark, now)?;
        carry_out(conn, by, taken, step, status, remark, now)
    })?;
    app.nudge_streams();
    count_or_tell(app);
    Ok(advanced)
}

/// Whoever wrote a version neither appraises nor approves it alone, unless the province allows it.
fn four_eyes(
    app: &App,
    conn: &mut StoreConnection,
    by: &Acting,
    taken: &Taken,
    step: &PlanStep,
) -> Result<(), ServiceError> {
    let judged = matches!(step, PlanStep::Appraise | PlanStep::Approve(_));
    if judged
        && !app.rules.plans.drafter_may_approve
        && plan_history::drafters(conn, taken.version.id)?.contains(&by.account.id)
    {
        return Err(PlanRefusal::OwnDraft.into());
    }
    Ok(())
}

/// The status the step leads to, or what is missing for it.
fn status_after(
    conn: &mut StoreConnection,
    taken: &Taken,
    step: &PlanStep,
    remark: Option<&str>,
    now: Timestamp,
) -> Result<VersionStatus, ServiceError> {
    let today = day_of(now);
    if let Some(fault) = remark.and_then(|remark| text_fault("/remark", remark, MAX_REMARK)) {
        return Err(PlanRefusal::Faults(vec![fault]).into());
    }
    match step {
        PlanStep::Submit => Ok(VersionStatus::Submitted),
        PlanStep::Appraise => Ok(VersionStatus::Appraised),
        PlanStep::Return => {
            remark.ok_or_else(|| {
                PlanRefusal::at("/remark", "Ghi rõ nội dung cần hoàn thiện.", "Write what must be mended.")
            })?;
            Ok(VersionStatus::Returned)
        }
        PlanStep::Approve(form) => {
            let approval = check_approval(form, today).map_err(PlanRefusal::Faults)?;
            match plan_comments::open(conn, taken.version.id)? {
                0 => Ok(VersionStatus::Approved(approval)),
                open => Err(PlanRefusal::OpenComments(open).into()),
            }
        }
        PlanStep::Withdraw => {
            let reason = remark.ok_or_else(|| {
                PlanRefusal::at(
                    "/remark",
                    "Ghi lý do và văn bản bãi bỏ.",
                    "Write why, and by which paper it is withdrawn.",
                )
            })?;
            let VersionStatus::Approved(approval) = taken.version.status.clone() else {
                return Err(ServiceError::Internal("an approved version without its approval".into()));
            };
            Ok(VersionStatus::Withdrawn(approval, Withdrawal { on: today, reason: reason.to_owned() }))
        }
    }
}

fn carry_out(
    conn: &mut StoreConnection,
    by: &Acting,
    taken: Taken,
    step: &PlanStep,
    status: VersionStatus,
    remark: Option<&str>,
    now: Timestamp,
) -> Result<PlanVersion, ServiceError> {
    let Taken { plan, mut version, .. } = taken;
    match &status {
        VersionStatus::Approved(approval) => {
            retire_zones_left_out(conn, &version, now)?;
            settle_lineage(conn, &version, approval, &by.account.display_name, now)?;
        }
        VersionStatus::Withdrawn(approval, withdrawal) => {
            retire(conn, &version.content, |_| true, now)?;
            unsettle_lineage(conn, &version, approval, withdrawal)?;
        }
        _ => {}
    }
    version.status = status;
    version.revision = plans::update_status(conn, &version, now)?;
    let taken = Step {
        at: now,
        account_id: Some(by.account.id),
        by: by.account.display_name.clone(),
        kind: step.kind(),
        remark: remark.map(str::to_owned),
    };
    plan_history::add_step(conn, version.id, &taken)?;
    if matches!(step, PlanStep::Approve(_) | PlanStep::Withdraw) {
        markers::advance(conn, markers::LIVE_DATA)?;
    }
    let action = format!("plan_{}", word(step));
    record_on(conn, by, (&plan, &version), &action, words(step, &plan.code, &version, remark), now)?;
    Ok(version)
}

fn word(step: &PlanStep) -> &'static str {
    match step {
        PlanStep::Submit => "submitted",
        PlanStep::Return => "returned",
        PlanStep::Appraise => "appraised",
        PlanStep::Approve(_) => "approved",
        PlanStep::Withdraw => "withdrawn",
    }
}

fn words(step: &PlanStep, code: &str, version: &PlanVersion, remark: Option<&str>) -> Localized {
    let n = version.number;
    let (vi, en) = match (step, version.status.approval()) {
        (PlanStep::Submit, _) => (format!("Trình bản {n} của {code}"), format!("Submitted version {n} of {code}")),
        (PlanStep::Return, _) => (format!("Trả lại bản {n} của {code}"), format!("Returned version {n} of {code}")),
        (PlanStep::Appraise, _) => {
            (format!("Thẩm định bản {n} của {code}"), format!("Appraised version {n} of {code}"))
        }
        (PlanStep::Approve(_), Some(Approval { number, date, signer, effective_from })) => (
            format!(
                "Phê duyệt bản {n} của {code} theo {number} ngày {}, {signer} ký, hiệu lực từ {}",
                date.format("%d/%m/%Y"),
                effective_from.format("%d/%m/%Y")
            ),
            format!(
                "Approved version {n} of {code} by {number} of {date}, signed {signer}, in force from {effective_from}"
            ),
        ),
        (PlanStep::Approve(_), None) => {
            (format!("Phê duyệt bản {n} của {code}"), format!("Approved version {n} of {code}"))
        }
        (PlanStep::Withdraw, _) => (format!("Bãi bỏ bản {n} của {code}"), format!("Withdrew version {n} of {code}")),
    };
    match remark {
        Some(remark) => Localized::new(format!("{vi}: {remark}"), format!("{en}: {remark}")),
        None => Localized::new(format!("{vi}."), format!("{en}.")),
    }
}

/// Retires the zones that the version in force has and the approved one has not. Nothing is lost before the new
/// version takes effect: a plan in force holds its zones itself, at the revisions it was approved with.
fn retire_zones_left_out(conn: &mut StoreConnection, version: &PlanVersion, now: Timestamp) -> Result<(), StoreError> {
    let in_force = plans::in_force(conn, day_of(now))?;
    if let Some(before) = in_force.iter().find(|held| held.plan.id == version.plan_id) {
        retire(conn, &before.version.content, |code| version.content.zone(code).is_none(), now)?;
    }
    Ok(())
}

fn retire(
    conn: &mut StoreConnection,
    content: &PlanContent,
    gone: impl Fn(&str) -> bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    for zone in content.zones.iter().filter(|zone| gone(&zone.code)) {
        zones::settle(conn, zone.zone_id, zone.revision, ZoneStatus::Retired, now)?;
    }
    Ok(())
}
