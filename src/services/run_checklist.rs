//! Working through a checklist: one task at a time, each change written down.

use serde_json::json;

use super::record::{Actor, Deed, record};
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::kernel::clock::vietnam_time;
use crate::kernel::ids::TaskId;
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{ChecklistState, Task, TaskChange, TaskState};
use crate::store::{StoreError, activations, checklists, plans};

/// Changes a task that was read at `revision`.
pub fn change_task(
    app: &App,
    by: &Acting,
    task: TaskId,
    revision: i64,
    change: &TaskChange,
) -> Result<Task, ServiceError> {
    let now = app.now();
    let state = change.state_at(now)?;
    let changed = app.store.write(|conn| {
        let task = checklists::task(conn, task)?;
        let checklist = checklists::get(conn, task.checklist_id)?;
        let activation = activations::get(conn, checklist.activation_id)?;
        let unit = plans::get(conn, activation.plan_id)?.unit_code;
        permit(conn, by, Permission::TickTask, &unit, now)?;
        if checklist.state != ChecklistState::Open {
            return Err(ServiceError::ChecklistNotOpen);
        }
        if task.revision != revision {
            return Err(StoreError::Stale.into());
        }
        let actor = Actor::person(by);
        let next =
            Task { state: state.clone(), changed_by: Some(actor.name().to_owned()), changed_at: Some(now), ..task };
        let next = checklists::update_task(conn, &next)?;
        let deed = Deed {
            actor: &actor,
            action: "task_changed",
            kind: "task",
            id: next.id.to_string(),
            alert: Some(activation.alert_id),
            paper: None,
            detail: words(&next, now),
            also: json!({"checklist_id": checklist.id, "activation_id": activation.id}),
        };
        record(conn, now, deed)?;
        Ok(next)
    })?;
    app.nudge_streams();
    Ok(changed)
}

fn words(task: &Task, now: Timestamp) -> Localized {
    let title = &task.title;
    let with = |remark: &Option<String>| remark.as_ref().map(|remark| format!(" “{remark}”")).unwrap_or_default();
    match &task.state {
        TaskState::Open => {
            Localized::new(format!("Mở lại việc: {}.", title.vi), format!("Task opened again: {}.", title.en))
        }
        TaskState::Done { remark, .. } => Localized::new(
            format!("Hoàn thành lúc {}: {}.{}", vietnam_time(now), title.vi, with(remark)),
            format!("Done at {}: {}.{}", vietnam_time(now), title.en, with(remark)),
        ),
        TaskState::DoneEarlier { at, remark } => Localized::new(
            format!("Đã làm từ trước, lúc {}: {}.{}", vietnam_time(*at), title.vi, with(remark)),
            format!("Done earlier, at {}: {}.{}", vietnam_time(*at), title.en, with(remark)),
        ),
        TaskState::NotApplicable { remark } => Localized::new(
            format!("Không áp dụng: {}. “{remark}”", title.vi),
            format!("Not applicable: {}. “{remark}”", title.en),
        ),
    }
}
