//! Ticks of tasks and of their steps that were made away from the network. The latest by the time of the event says where
//! each stands.

use super::intake::Intake;
use super::outbox::Operation;
use super::{Placed, Sender, not_found};
use crate::kernel::ids::{ReportId, TaskId, TaskStepId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Task, TaskChange, TaskFault, TaskStep};
use crate::services::ServiceError;
use crate::services::run_steps::ticked;
use crate::store::field_reports::{ReportOutcome, Target};
use crate::store::{StoreConnection, StoreError, activations, checklists, field_reports, plans, task_steps};

/// A tick of a task, or of one of its steps.
pub(super) struct Tick<'a> {
    pub task: TaskId,
    pub step: Option<TaskStepId>,
    pub change: &'a TaskChange,
}

/// Places a tick; one that is older than what stands is kept and changes nothing.
pub(super) fn place_tick(
    intake: &mut Intake<'_>,
    sender: &Sender<'_>,
    operation: &Operation,
    tick: &Tick<'_>,
    happened_at: Timestamp,
) -> Result<Result<Placed, Localized>, ServiceError> {
    let task = match checklists::task(intake.conn, tick.task) {
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
    let ticked = match tick.step {
        None => ticked_task(task, tick.change, sender, happened_at),
        Some(step) => match task.steps.iter().find(|known| known.id == step) {
            Some(step) => ticked_step(step, tick.change, sender, happened_at),
            None => return Ok(Err(not_found())),
        },
    };
    let ticked = match ticked {
        Ok(ticked) => ticked,
        Err(fault) => return Ok(Err(Localized::new("Việc đánh dấu thiếu thông tin.", fault.to_string()))),
    };
    // An earlier tick of this turn counts too.
    intake.write_reports()?;
    let (target, target_id) = ticked.target();
    let stands = latest(intake.conn, &target_id)?;
    let (revision, outcome) = if stands.is_some_and(|stands| stands > (happened_at, operation.id)) {
        (ticked.revision(), ReportOutcome::Superseded)
    } else {
        (ticked.write(intake.conn)?, ReportOutcome::Applied)
    };
    Ok(Ok(Placed { target, target_id, unit, revision, outcome, reason: None, over_others: None }))
}

/// What a tick would leave.
enum Ticked {
    Task(Box<Task>),
    Step(TaskStep),
}

impl Ticked {
    fn target(&self) -> (Target, String) {
        match self {
            Self::Task(task) => (Target::Task, task.id.to_string()),
            Self::Step(step) => (Target::TaskStep, step.id.to_string()),
        }
    }

    fn revision(&self) -> i64 {
        match self {
            Self::Task(task) => task.revision,
            Self::Step(step) => step.revision,
        }
    }

    /// Gives the revision it gets.
    fn write(&self, conn: &mut StoreConnection) -> Result<i64, StoreError> {
        match self {
            Self::Task(task) => Ok(checklists::update_task(conn, task)?.revision),
            Self::Step(step) => Ok(task_steps::update(conn, step)?.revision),
        }
    }
}

/// Done in the field stands, whatever steps are open: who ticked there may not have heard of them, and they stay open.
fn ticked_task(
    task: Task,
    change: &TaskChange,
    sender: &Sender<'_>,
    happened_at: Timestamp,
) -> Result<Ticked, TaskFault> {
    let state = change.state_at(happened_at)?;
    let changed_by = Some(sender.actor.name().to_owned());
    Ok(Ticked::Task(Box::new(Task { state, changed_by, changed_at: Some(happened_at), ..task })))
}

fn ticked_step(
    step: &TaskStep,
    change: &TaskChange,
    sender: &Sender<'_>,
    happened_at: Timestamp,
) -> Result<Ticked, TaskFault> {
    let done_at = change.step_done_at(happened_at)?;
    Ok(Ticked::Step(ticked(step, done_at, sender.actor.name(), happened_at)))
}

/// When what stands was done, and by which report: of telephones and of desks.
fn latest(conn: &mut StoreConnection, target: &str) -> Result<Option<(Timestamp, ReportId)>, StoreError> {
    let reports = field_reports::about(conn, target)?;
    Ok(reports.iter().map(|report| (report.happened_at, report.id)).max())
}
