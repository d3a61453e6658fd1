//! Ticks of tasks that were made away from the network. The latest by the time of the event says where a task stands.

use super::intake::Intake;
use super::outbox::Operation;
use super::{Placed, Sender, not_found};
use crate::kernel::ids::{ReportId, TaskId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Task, TaskChange};
use crate::services::ServiceError;
use crate::store::field_reports::{ReportOutcome, Target};
use crate::store::{StoreConnection, StoreError, activations, checklists, field_reports, plans};

/// Places a tick; one that is older than what stands is kept and changes nothing.
pub(super) fn place_tick(
    intake: &mut Intake<'_>,
    sender: &Sender<'_>,
    operation: &Operation,
    id: TaskId,
    change: &TaskChange,
    happened_at: Timestamp,
) -> Result<Result<Placed, Localized>, ServiceError> {
    let task = match checklists::task(intake.conn, id) {
        Ok(task) => task,
        Err(StoreError::NotFound) => return Ok(Err(not_found())),
        Err(other) => return Err(other.into()),
    };
    let checklist = checklists::get(intake.conn, task.checklist_id)?;
    let activation = activations::get(intake.conn, checklist.activation_id)?;
    let unit = plans::get(intake.conn, activation.plan_id)?.unit_code;
    if let Some(refused) = intake.may_report(sender, &unit)? {
        return Ok(Err(refused));
    }
    let state = match change.state_at(happened_at) {
        Ok(state) => state,
        Err(fault) => return Ok(Err(Localized::new("Việc đánh dấu thiếu thông tin.", fault.to_string()))),
    };
    // An earlier tick of this turn counts too.
    intake.write_reports()?;
    let stands = latest(intake.conn, &task)?;
    let (revision, outcome) = if stands.is_some_and(|stands| stands > (happened_at, operation.id)) {
        (task.revision, ReportOutcome::Superseded)
    } else {
        let changed_by = Some(sender.actor.name().to_owned());
        let next = Task { state, changed_by, changed_at: Some(happened_at), ..task };
        (checklists::update_task(intake.conn, &next)?.revision, ReportOutcome::Applied)
    };
    Ok(Ok(Placed { target: Target::Task, target_id: id.to_string(), unit, revision, outcome }))
}

/// When what stands was done, and by which report: of telephones and of desks.
fn latest(conn: &mut StoreConnection, task: &Task) -> Result<Option<(Timestamp, ReportId)>, StoreError> {
    let reports = field_reports::about(conn, &task.id.to_string())?;
    Ok(reports.iter().map(|report| (report.happened_at, report.id)).max())
}
