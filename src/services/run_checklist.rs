//! Working through a checklist: one task at a time, each change written down. Its steps are `run_steps.rs`, its person
//! and photos `name_person.rs` and `add_photo.rs`.

use serde_json::json;

use super::record::{Actor, Deed, record};
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::kernel::clock::vietnam_time;
use crate::kernel::ids::{ReportId, TaskId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Activation, Checklist, ChecklistState, Task, TaskChange, TaskState};
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
        let at = AtWork::find(conn, by, task, now)?.open()?;
        let task = at.task.clone();
        if task.revision != revision {
            return Err(StoreError::Stale.into());
        }
        task.may_become(&state)?;
        let actor = Actor::person(by);
        let next =
            Task { state: state.clone(), changed_by: Some(actor.name().to_owned()), changed_at: Some(now), ..task };
        let next = checklists::update_task(conn, &next)?;
        let tick = Tick { target: Target::Task, id: next.id.to_string(), revisions: (revision, next.revision), change };
        keep_tick(conn, by, &actor, tick, now)?;
        record(conn, now, at.deed(&actor, "task_changed", words(&next, now)))?;
        Ok::<_, ServiceError>(next)
    })?;
    app.tell_listeners();
    Ok(changed)
}

/// A task and what it belongs to, before somebody who may tick there.
pub(super) struct AtWork {
    pub task: Task,
    pub checklist: Checklist,
    activation: Activation,
    unit: String,
}

impl AtWork {
    /// Finds the task; refuses somebody who may not tick in its unit.
    pub(super) fn find(
        conn: &mut StoreConnection,
        by: &Acting,
        task: TaskId,
        now: Timestamp,
    ) -> Result<Self, ServiceError> {
        let task = checklists::task(conn, task)?;
        let checklist = checklists::get(conn, task.checklist_id)?;
        let activation = activations::get(conn, checklist.activation_id)?;
        let unit = plans::get(conn, activation.plan_id)?.unit_code;
        permit(conn, by, Permission::TickTask, &unit, now)?;
        Ok(Self { task, checklist, activation, unit })
    }

    /// The same where the checklist is still worked on.
    pub(super) fn open(self) -> Result<Self, ServiceError> {
        if self.checklist.state == ChecklistState::Open { Ok(self) } else { Err(ServiceError::ChecklistNotOpen) }
    }

    /// What was done with the task, for the log and the screens.
    pub(super) fn deed<'a>(&self, actor: &'a Actor, action: &'a str, detail: Localized) -> Deed<'a> {
        Deed {
            actor,
            action,
            kind: "task",
            id: self.task.id.to_string(),
            alert: Some(self.activation.alert_id),
            paper: None,
            detail,
            also: json!({
                "checklist_id": self.checklist.id,
                "activation_id": self.activation.id,
                "units": [self.unit],
            }),
        }
    }
}

/// A tick at a desk: of what, from which revision to which.
pub(super) struct Tick<'a> {
    pub target: Target,
    pub id: String,
    pub revisions: (i64, i64),
    pub change: &'a TaskChange,
}

/// A tick at a desk is a report like one from the field, so that the latest of all says where a task or step stands.
pub(super) fn keep_tick(
    conn: &mut StoreConnection,
    by: &Acting,
    actor: &Actor,
    tick: Tick<'_>,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let kept = KeptReport {
        id: ReportId::new(now),
        target: tick.target,
        target_id: tick.id,
        happened_at: now,
        device_time: now,
        received_at: now,
        device: None,
        account_id: Some(by.account.id),
        by: actor.name().to_owned(),
        base_revision: tick.revisions.0,
        revision: tick.revisions.1,
        outcome: ReportOutcome::Applied,
        reason: None,
        content: serde_json::to_string(tick.change).unwrap_or_default(),
        speaker: None,
        first_said: None,
        takes_back: None,
        over_others: None,
    };
    field_reports::insert(conn, &kept)?;
    Ok(())
}

fn words(task: &Task, now: Timestamp) -> Localized {
    let title = &task.title;
    let with = |remark: &Option<String>| remark.as_ref().map(|remark| format!(" “{remark}”")).unwrap_or_default();
    let (left_vi, left_en) = match task.open_steps().len() {
        0 => Default::default(),
        left => (
            format!(" Còn {left}/{} bước chưa xong.", task.steps.len()),
            format!(" {left} of {} steps are open.", task.steps.len()),
        ),
    };
    match &task.state {
        TaskState::Open => {
            Localized::new(format!("Mở lại việc: {}.", title.vi), format!("Task opened again: {}.", title.en))
        }
        TaskState::Done { remark, .. } => Localized::new(
            format!("Hoàn thành lúc {}: {}.{}{left_vi}", vietnam_time(now), title.vi, with(remark)),
            format!("Done at {}: {}.{}{left_en}", vietnam_time(now), title.en, with(remark)),
        ),
        TaskState::DoneEarlier { at, remark } => Localized::new(
            format!("Đã làm từ trước, lúc {}: {}.{}{left_vi}", vietnam_time(*at), title.vi, with(remark)),
            format!("Done earlier, at {}: {}.{}{left_en}", vietnam_time(*at), title.en, with(remark)),
        ),
        TaskState::NotApplicable { remark } => Localized::new(
            format!("Không áp dụng: {}. “{remark}”", title.vi),
            format!("Not applicable: {}. “{remark}”", title.en),
        ),
    }
}
