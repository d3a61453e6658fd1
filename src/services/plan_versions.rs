//! A version of a plan taken up for work: where it stands today, and whether this person may do this with it now.

use serde_json::json;

use super::ServiceError;
use super::live_data::day_of;
use super::permit::permit_any;
use super::record::{Actor, Deed, paper_of, record};
use crate::accounts::{Acting, Permission};
use crate::kernel::ids::PlanId;
use crate::kernel::{Localized, Timestamp};
use crate::plans::{Action, Plan, PlanRefusal, PlanVersion, Stage, stages, transition};
use crate::store::{StoreConnection, StoreError, plans};

/// A version with its plan and the stage it is at.
pub struct Taken {
    /// The plan.
    pub plan: Plan,
    /// The version.
    pub version: PlanVersion,
    /// Where it stands today.
    pub stage: Stage,
}

/// Which version of which plan, as its address says.
#[derive(Debug, Clone, Copy)]
pub struct VersionAddress {
    /// The plan.
    pub plan: PlanId,
    /// The number of the version.
    pub number: i64,
}

/// The version at `address` as it stands at `now`.
pub fn read_version(conn: &mut StoreConnection, address: VersionAddress, now: Timestamp) -> Result<Taken, StoreError> {
    let plan = plans::get(conn, address.plan)?;
    let heads = plans::heads(conn, Some(address.plan))?;
    let stage = stages(heads.iter().map(|head| &head.status), day_of(now))
        .into_iter()
        .zip(&heads)
        .find_map(|(stage, head)| (head.number == address.number).then_some(stage))
        .ok_or(StoreError::NotFound)?;
    let version = plans::version_numbered(conn, address.plan, address.number)?;
    Ok(Taken { plan, version, stage })
}

/// Takes a version up for `action`: refused to somebody without the right in its unit, and at the wrong stage.
pub fn take_up(
    conn: &mut StoreConnection,
    by: &Acting,
    address: VersionAddress,
    action: Action,
    now: Timestamp,
) -> Result<Taken, ServiceError> {
    let taken = read_version(conn, address, now)?;
    permit_any(conn, by, permissions_for(action), &taken.plan.unit_code, now)?;
    transition(taken.stage, action).map_err(PlanRefusal::from)?;
    Ok(taken)
}

/// Who may take an action: whoever has one of these.
pub fn permissions_for(action: Action) -> &'static [Permission] {
    match action {
        Action::Edit | Action::Submit => &[Permission::EditPlan],
        Action::Return => &[Permission::AppraisePlan, Permission::ApprovePlan],
        Action::Appraise => &[Permission::AppraisePlan],
        Action::Approve | Action::Withdraw => &[Permission::ApprovePlan],
        Action::Comment | Action::Settle => &[Permission::CommentPlan],
    }
}

/// Writes down what was done with a version, for the log and the screens.
pub fn record_on(
    conn: &mut StoreConnection,
    by: &Acting,
    (plan, version): (&Plan, &PlanVersion),
    action: &str,
    detail: Localized,
    now: Timestamp,
) -> Result<(), StoreError> {
    let deed = Deed {
        actor: &Actor::person(by),
        action,
        kind: "plan",
        id: plan.id.to_string(),
        alert: None,
        paper: version.status.approval().map(paper_of),
        detail,
        also: json!({"version": version.number, "unit_code": plan.unit_code}),
    };
    record(conn, now, deed)
}
