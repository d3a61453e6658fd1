//! Working through a checklist: one task at a time, each change written down.

use serde_json::json;

use super::record::{Actor, Deed, record};
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::kernel::clock::vietnam_time;
use crate::kernel::ids::{ReportId, TaskId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{ChecklistState, Task, TaskChange, TaskState};
use crate::store::field_reports::{KeptReport, ReportOutcome, Target};
use crate::store::{StoreConnection, StoreError, activations, checklists, field_reports, plans};

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
        keep_tick(conn, by, &actor, &next, revision, change, now)?;
        let deed = Deed {
            actor: &actor,
            action: "task_changed",
            kind: "task",
            id: next.id.to_string(),
            alert: Some(activation.alert_id),
            paper: None,
            detail: words(&next, now),
            also: json!({"checklist_id": checklist.id, "activation_id": activation.id, "units": [unit]}),
        };
        record(conn, now, deed)?;
        Ok(next)
    })?;
    app.tell_listeners();
    Ok(changed)
}

/// A tick at a desk is a report like one from the field, so that the latest of all says where a task stands.
fn keep_tick(
    conn: &mut StoreConnection,
    by: &Acting,
    actor: &Actor,
    next: &Task,
    base_revision: i64,
    change: &TaskChange,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let kept = KeptReport {
        id: ReportId::new(now),
        target: Target::Task,
        target_id: next.id.to_string(),
        happened_at: now,
        device_time: now,
        received_at: now,
        device: None,
        account_id: Some(by.account.id),
        by: actor.name().to_owned(),
        base_revision,
        revision: next.revision,
        outcome: ReportOutcome::Applied,
        reason: None,
        content: serde_json::to_string(change).unwrap_or_default(),
    };
    field_reports::insert(conn, &kept)?;
    Ok(())
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
