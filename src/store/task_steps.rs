//! The steps of tasks.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::task_steps;
use super::{StoreConnection, StoreError, copied, id, insert_rows, loaded, same_place, stored};
use crate::kernel::ids::{ChecklistId, TaskId, TaskStepId};
use crate::relocation::{Checklist, Task, TaskStep};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = task_steps)]
#[diesel(treat_none_as_default_value = false)]
struct StepRow {
    id: String,
    task_id: String,
    checklist_id: String,
    position: i64,
    title: String,
    added_by: Option<String>,
    done_at: Option<NaiveDateTime>,
    changed_by: Option<String>,
    changed_at: Option<NaiveDateTime>,
    revision: i64,
}

impl StepRow {
    fn of(task: &Task, step: &TaskStep) -> Self {
        Self {
            id: step.id.to_string(),
            task_id: task.id.to_string(),
            checklist_id: task.checklist_id.to_string(),
            position: step.position,
            title: step.title.clone(),
            added_by: step.added_by.clone(),
            done_at: step.done_at.map(stored),
            changed_by: step.changed_by.clone(),
            changed_at: step.changed_at.map(stored),
            revision: step.revision,
        }
    }

    fn into_step(self) -> Result<TaskStep, StoreError> {
        Ok(TaskStep {
            id: id(&self.id)?,
            position: self.position,
            title: self.title,
            added_by: self.added_by,
            done_at: self.done_at.map(loaded),
            changed_by: self.changed_by,
            changed_at: self.changed_at.map(loaded),
            revision: self.revision,
        })
    }
}

/// Adds the steps of new tasks.
pub fn insert_all<'t>(conn: &mut StoreConnection, tasks: impl Iterator<Item = &'t Task>) -> Result<(), StoreError> {
    let rows: Vec<StepRow> =
        tasks.flat_map(|task| task.steps.iter().map(move |step| StepRow::of(task, step))).collect();
    insert_rows!(conn, task_steps::table, rows);
    Ok(())
}

/// Gives the other checklists of an activation, up to `last`, the steps of `first`, whose tasks they have already.
pub(super) fn copy(conn: &mut StoreConnection, first: &Checklist, last: &Checklist) -> Result<(), StoreError> {
    copied!(conn, first, last, task_steps,
        [same_place!(task_steps::id), same_place!(task_steps::task_id)] for [id, task_id] and [position, title, revision]);
    Ok(())
}

/// Adds a step to a task; `AlreadyExists` where its id is known.
pub fn insert(conn: &mut StoreConnection, task: &Task, step: &TaskStep) -> Result<(), StoreError> {
    let rows = [StepRow::of(task, step)];
    insert_rows!(conn, task_steps::table, rows);
    Ok(())
}

/// The steps of a task, in order.
pub fn of_task(conn: &mut StoreConnection, task: TaskId) -> Result<Vec<TaskStep>, StoreError> {
    let rows: Vec<StepRow> = task_steps::table
        .filter(task_steps::task_id.eq(task.to_string()))
        .order((task_steps::position, task_steps::id))
        .select(StepRow::as_select())
        .load(conn)?;
    rows.into_iter().map(StepRow::into_step).collect()
}

/// The steps of the tasks of these checklists, by the id of the task, in order.
pub(super) fn of_checklists(
    conn: &mut StoreConnection,
    of: &[ChecklistId],
) -> Result<HashMap<String, Vec<TaskStep>>, StoreError> {
    let ids: Vec<String> = of.iter().map(ToString::to_string).collect();
    let rows: Vec<StepRow> = task_steps::table
        .filter(task_steps::checklist_id.eq_any(ids))
        .order((task_steps::position, task_steps::id))
        .select(StepRow::as_select())
        .load(conn)?;
    let mut found: HashMap<String, Vec<TaskStep>> = HashMap::new();
    for row in rows {
        found.entry(row.task_id.clone()).or_default().push(row.into_step()?);
    }
    Ok(found)
}

/// The checklists that have a step among `ids`.
pub(super) fn checklists_with(conn: &mut StoreConnection, ids: &[String]) -> Result<Vec<ChecklistId>, StoreError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(500) {
        let lists: Vec<String> = task_steps::table
            .filter(task_steps::id.eq_any(chunk))
            .select(task_steps::checklist_id)
            .distinct()
            .load(conn)?;
        for list in lists {
            found.push(id(&list)?);
        }
    }
    Ok(found)
}

/// The task of a step.
pub fn task_of(conn: &mut StoreConnection, step: TaskStepId) -> Result<TaskId, StoreError> {
    let task: String =
        task_steps::table.filter(task_steps::id.eq(step.to_string())).select(task_steps::task_id).get_result(conn)?;
    id(&task)
}

/// Writes a step back with its revision counted up; `Stale` where somebody else was quicker.
pub fn update(conn: &mut StoreConnection, step: &TaskStep) -> Result<TaskStep, StoreError> {
    let next = TaskStep { revision: step.revision + 1, ..step.clone() };
    let changed = diesel::update(
        task_steps::table.filter(task_steps::id.eq(step.id.to_string())).filter(task_steps::revision.eq(step.revision)),
    )
    .set((
        task_steps::done_at.eq(next.done_at.map(stored)),
        task_steps::changed_by.eq(&next.changed_by),
        task_steps::changed_at.eq(next.changed_at.map(stored)),
        task_steps::revision.eq(next.revision),
    ))
    .execute(conn)?;
    if changed == 0 { Err(StoreError::Stale) } else { Ok(next) }
}
