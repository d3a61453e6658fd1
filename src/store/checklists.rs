//! Checklists and their tasks.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{checklists, tasks};
use super::{
    StoreConnection, StoreError, copied, from_json, id, insert_rows, loaded, same_place, stored, task_steps, to_json,
    word, word_text,
};
use crate::kernel::Localized;
use crate::kernel::ids::{ActivationId, ChecklistId, TaskId, ZoneId};
use crate::plans::TaskPerson;
use crate::relocation::{Checklist, ChecklistState, Task, TaskState, TaskStep, ZoneStage};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = checklists)]
struct ChecklistRow {
    id: String,
    activation_id: String,
    zone_id: String,
    round: i64,
    zone_revision: i64,
    state: String,
    opened_at: NaiveDateTime,
    onset: NaiveDateTime,
    onset_basis: String,
    figures: String,
    stage: String,
    stage_at: Option<NaiveDateTime>,
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tasks)]
#[diesel(treat_none_as_null = true, treat_none_as_default_value = false)]
struct TaskRow {
    id: String,
    checklist_id: String,
    position: i64,
    phase: String,
    subject: String,
    role: String,
    title_vi: String,
    title_en: String,
    due_at: Option<NaiveDateTime>,
    state: String,
    remark: Option<String>,
    done_at: Option<NaiveDateTime>,
    changed_by: Option<String>,
    changed_at: Option<NaiveDateTime>,
    revision: i64,
    person_name: Option<String>,
    person_phone: Option<String>,
}

impl ChecklistRow {
    fn of(checklist: &Checklist) -> Result<Self, StoreError> {
        Ok(Self {
            id: checklist.id.to_string(),
            activation_id: checklist.activation_id.to_string(),
            zone_id: checklist.zone_id.to_string(),
            round: checklist.round,
            zone_revision: checklist.zone_revision,
            state: word_text(&checklist.state),
            opened_at: stored(checklist.opened_at),
            onset: stored(checklist.onset),
            onset_basis: word_text(&checklist.onset_basis),
            figures: to_json(&checklist.figures)?,
            stage: word_text(&checklist.stage),
            stage_at: Some(stored(checklist.stage_at)),
        })
    }

    fn into_checklist(self) -> Result<Checklist, StoreError> {
        Ok(Checklist {
            id: id(&self.id)?,
            activation_id: id(&self.activation_id)?,
            zone_id: id(&self.zone_id)?,
            round: self.round,
            zone_revision: self.zone_revision,
            state: word(&self.state)?,
            opened_at: loaded(self.opened_at),
            onset: loaded(self.onset),
            onset_basis: word(&self.onset_basis)?,
            figures: from_json(&self.figures)?,
            stage: word(&self.stage)?,
            stage_at: loaded(self.stage_at.unwrap_or(self.opened_at)),
        })
    }
}

impl TaskRow {
    fn of(task: &Task) -> Self {
        let (state, remark, done_at) = match &task.state {
            TaskState::Open => ("open", None, None),
            TaskState::Done { at, remark } => ("done", remark.clone(), Some(*at)),
            TaskState::DoneEarlier { at, remark } => ("done_earlier", remark.clone(), Some(*at)),
            TaskState::NotApplicable { remark } => ("not_applicable", Some(remark.clone()), None),
        };
        Self {
            id: task.id.to_string(),
            checklist_id: task.checklist_id.to_string(),
            position: task.position,
            phase: word_text(&task.phase),
            subject: word_text(&task.subject),
            role: word_text(&task.role),
            title_vi: task.title.vi.clone(),
            title_en: task.title.en.clone(),
            due_at: task.due_at.map(stored),
            state: state.to_owned(),
            remark,
            done_at: done_at.map(stored),
            changed_by: task.changed_by.clone(),
            changed_at: task.changed_at.map(stored),
            revision: task.revision,
            person_name: task.person.as_ref().map(|person| person.name.clone()),
            person_phone: task.person.as_ref().and_then(|person| person.phone.clone()),
        }
    }

    fn into_task(self, steps: Vec<TaskStep>) -> Result<Task, StoreError> {
        let missing = || StoreError::corrupt(format!("task {} lacks what its state needs", self.id));
        let state = match self.state.as_str() {
            "open" => TaskState::Open,
            "done" => TaskState::Done { at: loaded(self.done_at.ok_or_else(missing)?), remark: self.remark.clone() },
            "done_earlier" => {
                TaskState::DoneEarlier { at: loaded(self.done_at.ok_or_else(missing)?), remark: self.remark.clone() }
            }
            "not_applicable" => TaskState::NotApplicable { remark: self.remark.clone().ok_or_else(missing)? },
            other => return Err(StoreError::corrupt(format!("task state {other}"))),
        };
        Ok(Task {
            id: id(&self.id)?,
            checklist_id: id(&self.checklist_id)?,
            position: self.position,
            phase: word(&self.phase)?,
            subject: word(&self.subject)?,
            role: word(&self.role)?,
            person: self.person_name.map(|name| TaskPerson { name, phone: self.person_phone }),
            title: Localized::new(self.title_vi, self.title_en),
            due_at: self.due_at.map(loaded),
            state,
            changed_by: self.changed_by,
            changed_at: self.changed_at.map(loaded),
            revision: self.revision,
            steps,
        })
    }
}

/// Adds a checklist with its tasks; `AlreadyExists` where the zone has one of the same round.
pub fn insert(conn: &mut StoreConnection, checklist: &Checklist, new_tasks: &[Task]) -> Result<(), StoreError> {
    let row = [ChecklistRow::of(checklist)?];
    insert_rows!(conn, checklists::table, row);
    insert_tasks(conn, new_tasks)
}

/// Adds tasks with their steps to checklists that are there.
pub fn insert_tasks(conn: &mut StoreConnection, new_tasks: &[Task]) -> Result<(), StoreError> {
    let rows: Vec<TaskRow> = new_tasks.iter().map(TaskRow::of).collect();
    insert_rows!(conn, tasks::table, rows);
    task_steps::insert_all(conn, new_tasks.iter())
}

/// Adds checklists of one activation that have the same tasks, in the order in which their ids were made. The tasks are
/// those of the first; the others have them copied where they stand, which saves carrying the same words ten thousand
/// times ([`TaskId::at`] says what their ids are).
pub fn insert_alike(conn: &mut StoreConnection, lists: &[Checklist], new_tasks: &[Task]) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (lists.first(), lists.last()) else { return Ok(()) };
    let rows = lists.iter().map(ChecklistRow::of).collect::<Result<Vec<_>, _>>()?;
    insert_rows!(conn, checklists::table, rows);
    insert_tasks(conn, new_tasks)?;
    if lists.len() == 1 {
        return Ok(());
    }
    let copied = copied!(conn, first, last, tasks, [same_place!(tasks::id)] for [id]
        and [position, phase, subject, role, title_vi, title_en, due_at, state, revision, person_name, person_phone]);
    if copied != (lists.len() - 1) * new_tasks.len() {
        return Err(StoreError::corrupt("other checklists of the activation lie between those being opened"));
    }
    task_steps::copy(conn, first, last)
}

/// How often each zone has been cleared in an activation; zones that never were are left out.
pub fn rounds_of(conn: &mut StoreConnection, activation: ActivationId) -> Result<HashMap<ZoneId, i64>, StoreError> {
    let rows: Vec<(String, Option<i64>)> = checklists::table
        .filter(checklists::activation_id.eq(activation.to_string()))
        .group_by(checklists::zone_id)
        .select((checklists::zone_id, diesel::dsl::max(checklists::round)))
        .load(conn)?;
    rows.into_iter().map(|(zone, round)| Ok((id(&zone)?, round.unwrap_or(0)))).collect()
}

/// The checklists of an activation, in the order they were opened.
pub fn of_activation(conn: &mut StoreConnection, activation: ActivationId) -> Result<Vec<Checklist>, StoreError> {
    let rows: Vec<ChecklistRow> = checklists::table
        .filter(checklists::activation_id.eq(activation.to_string()))
        .order(checklists::id)
        .select(ChecklistRow::as_select())
        .load(conn)?;
    rows.into_iter().map(ChecklistRow::into_checklist).collect()
}

/// The zones whose checklists are open in an activation, each with the revision it was opened for.
pub fn open_zones(conn: &mut StoreConnection, activation: ActivationId) -> Result<Vec<(ZoneId, i64)>, StoreError> {
    let ordered: Vec<String> = ZoneStage::ALL.iter().filter(|stage| stage.is_ordered()).map(word_text).collect();
    let rows: Vec<(String, i64)> = checklists::table
        .filter(checklists::activation_id.eq(activation.to_string()))
        .filter(checklists::state.eq(word_text(&ChecklistState::Open)))
        .filter(checklists::stage.eq_any(ordered))
        .select((checklists::zone_id, checklists::zone_revision))
        .load(conn)?;
    rows.into_iter().map(|(zone, revision)| Ok((id(&zone)?, revision))).collect()
}

/// One checklist.
pub fn get(conn: &mut StoreConnection, checklist: ChecklistId) -> Result<Checklist, StoreError> {
    let row: ChecklistRow = checklists::table
        .filter(checklists::id.eq(checklist.to_string()))
        .select(ChecklistRow::as_select())
        .get_result(conn)?;
    row.into_checklist()
}

/// Writes down at which stage the zone of a checklist is, and whether it is still worked on; `Stale` where it was not
/// at `from`.
pub fn advance(conn: &mut StoreConnection, next: &Checklist, from: ZoneStage) -> Result<(), StoreError> {
    let changed = diesel::update(
        checklists::table.filter(checklists::id.eq(next.id.to_string())).filter(checklists::stage.eq(word_text(&from))),
    )
    .set((
        checklists::stage.eq(word_text(&next.stage)),
        checklists::stage_at.eq(stored(next.stage_at)),
        checklists::state.eq(word_text(&next.state)),
    ))
    .execute(conn)?;
    if changed == 0 { Err(StoreError::Stale) } else { Ok(()) }
}

/// Ends the open checklists of `zones` in an activation; their tasks stay as they are.
pub fn end(
    conn: &mut StoreConnection,
    activation: ActivationId,
    zones: &[ZoneId],
    state: ChecklistState,
) -> Result<(), StoreError> {
    for chunk in zones.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        diesel::update(
            checklists::table
                .filter(checklists::activation_id.eq(activation.to_string()))
                .filter(checklists::state.eq(word_text(&ChecklistState::Open)))
                .filter(checklists::zone_id.eq_any(ids)),
        )
        .set(checklists::state.eq(word_text(&state)))
        .execute(conn)?;
    }
    Ok(())
}

/// The tasks of several checklists, in order.
pub fn tasks_of(conn: &mut StoreConnection, of: &[ChecklistId]) -> Result<HashMap<ChecklistId, Vec<Task>>, StoreError> {
    let mut found: HashMap<ChecklistId, Vec<Task>> = HashMap::new();
    for chunk in of.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<TaskRow> = tasks::table
            .filter(tasks::checklist_id.eq_any(ids))
            .order((tasks::checklist_id, tasks::position))
            .select(TaskRow::as_select())
            .load(conn)?;
        let mut steps = task_steps::of_checklists(conn, chunk)?;
        for row in rows {
            let own = steps.remove(&row.id).unwrap_or_default();
            let task = row.into_task(own)?;
            found.entry(task.checklist_id).or_default().push(task);
        }
    }
    Ok(found)
}

/// One task.
pub fn task(conn: &mut StoreConnection, task: TaskId) -> Result<Task, StoreError> {
    let row: TaskRow =
        tasks::table.filter(tasks::id.eq(task.to_string())).select(TaskRow::as_select()).get_result(conn)?;
    row.into_task(task_steps::of_task(conn, task)?)
}

/// The checklists that have a task or a step among `ids`, which may name other things too.
pub fn with_tasks(conn: &mut StoreConnection, ids: &[String]) -> Result<Vec<ChecklistId>, StoreError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(500) {
        let lists: Vec<String> =
            tasks::table.filter(tasks::id.eq_any(chunk)).select(tasks::checklist_id).distinct().load(conn)?;
        for list in lists {
            found.push(id(&list)?);
        }
    }
    found.extend(task_steps::checklists_with(conn, ids)?);
    Ok(found)
}

/// Writes a task back without its steps, its revision counted up; `Stale` where somebody else was quicker.
pub fn update_task(conn: &mut StoreConnection, task: &Task) -> Result<Task, StoreError> {
    let next = Task { revision: task.revision + 1, ..task.clone() };
    let changed = diesel::update(
        tasks::table.filter(tasks::id.eq(task.id.to_string())).filter(tasks::revision.eq(task.revision)),
    )
    .set(&TaskRow::of(&next))
    .execute(conn)?;
    if changed == 0 { Err(StoreError::Stale) } else { Ok(next) }
}
