//! The steps of a task: added on the spot, ticked one by one, each written down.

use super::record::{Actor, record};
use super::run_checklist::{AtWork, Tick, keep_tick};
use super::start_activation::invalid;
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::kernel::clock::vietnam_time;
use crate::kernel::folding::nfc;
use crate::kernel::ids::{TaskId, TaskStepId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::{FieldFault, MAX_STEP, MAX_STEPS, text_fault};
use crate::relocation::{Task, TaskChange, TaskStep, next_position};
use crate::store::field_reports::Target;
use crate::store::{StoreError, checklists, task_steps};

/// A step to be added.
#[derive(Debug, Clone)]
pub struct NewStep {
    /// Its id where the device made one, so that a step sent twice is one.
    pub id: Option<TaskStepId>,
    /// What to do.
    pub title: String,
}

/// Adds a step to a task, behind those it has; one that came before changes nothing.
pub fn add_step(app: &App, by: &Acting, task: TaskId, new: &NewStep) -> Result<Task, ServiceError> {
    let now = app.now();
    let title = title_of(&new.title)?;
    let changed = app.store.write(|conn| {
        let at = AtWork::find(conn, by, task, now)?.open()?;
        let id = new.id.unwrap_or_else(|| TaskStepId::new(now));
        if at.task.steps.iter().any(|step| step.id == id) {
            return Ok(at.task);
        }
        if at.task.steps.len() >= MAX_STEPS {
            return Err(invalid(
                "/title",
                &format!("Việc đã có {MAX_STEPS} bước. Gộp các bước, hoặc ghi vào ghi chú."),
                &format!("The task has {MAX_STEPS} steps. Join some, or use the remark."),
            ));
        }
        let actor = Actor::person(by);
        let step = TaskStep::new(id, next_position(&at.task.steps), title.clone(), Some(actor.name().to_owned()));
        task_steps::insert(conn, &at.task, &step)?;
        let detail = Localized::new(
            format!("Thêm bước “{title}” vào việc: {}.", at.task.title.vi),
            format!("Step “{title}” added to the task: {}.", at.task.title.en),
        );
        record(conn, now, at.deed(&actor, "step_added", detail))?;
        Ok::<_, ServiceError>(checklists::task(conn, task)?)
    })?;
    app.tell_listeners();
    Ok(changed)
}

fn title_of(sent: &str) -> Result<String, ServiceError> {
    let title = nfc(sent.trim());
    if title.is_empty() {
        return Err(invalid("/title", "Nhập việc phải làm của bước.", "Write what the step is."));
    }
    match text_fault("/title", &title, MAX_STEP) {
        Some(FieldFault { pointer, wording }) => Err(ServiceError::Invalid { pointer, wording }),
        None => Ok(title),
    }
}

/// Ticks a step that was read at `revision`, or opens it again; its task stays as it is.
pub fn change_step(
    app: &App,
    by: &Acting,
    (task, step): (TaskId, TaskStepId),
    revision: i64,
    change: &TaskChange,
) -> Result<Task, ServiceError> {
    let now = app.now();
    let done_at = change.step_done_at(now)?;
    let changed = app.store.write(|conn| {
        let at = AtWork::find(conn, by, task, now)?.open()?;
        let known = at.task.steps.iter().find(|known| known.id == step).ok_or(StoreError::NotFound)?;
        if known.revision != revision {
            return Err(StoreError::Stale.into());
        }
        let actor = Actor::person(by);
        let next = ticked(known, done_at, actor.name(), now);
        let next = task_steps::update(conn, &next)?;
        let tick =
            Tick { target: Target::TaskStep, id: next.id.to_string(), revisions: (revision, next.revision), change };
        keep_tick(conn, by, &actor, tick, now)?;
        record(conn, now, at.deed(&actor, "step_changed", words(&at.task, &next)))?;
        Ok::<_, ServiceError>(checklists::task(conn, task)?)
    })?;
    app.tell_listeners();
    Ok(changed)
}

/// A step as a tick leaves it.
pub(super) fn ticked(step: &TaskStep, done_at: Option<Timestamp>, by: &str, at: Timestamp) -> TaskStep {
    TaskStep { done_at, changed_by: Some(by.to_owned()), changed_at: Some(at), ..step.clone() }
}

fn words(task: &Task, step: &TaskStep) -> Localized {
    let (of, title) = (&task.title, &step.title);
    match step.done_at {
        Some(at) => Localized::new(
            format!("Xong bước “{title}” lúc {}. Việc: {}.", vietnam_time(at), of.vi),
            format!("Step “{title}” done at {}. Task: {}.", vietnam_time(at), of.en),
        ),
        None => Localized::new(
            format!("Mở lại bước “{title}”. Việc: {}.", of.vi),
            format!("Step “{title}” opened again. Task: {}.", of.en),
        ),
    }
}
