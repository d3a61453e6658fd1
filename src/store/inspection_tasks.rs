//! What is owed after inspections, and its history, which is only added to.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::{inspection_steps as steps, inspection_tasks as tasks};
use super::{StoreConnection, StoreError, from_json, id, loaded, optional_id, stored, to_json, word, word_text};
use crate::inspections::{OwedState, OwedStep, OwedTask, TaskCounts, TaskOutline, days_late};
use crate::kernel::ids::{InspectionId, InspectionRecordId, InspectionTaskId};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tasks)]
#[diesel(treat_none_as_null = true)]
struct TaskRow {
    id: String,
    inspection_id: String,
    record_id: String,
    point_code: String,
    unit_code: String,
    due_on: NaiveDate,
    state: String,
    remark: String,
    responsible: String,
    reminders: i64,
    level: i64,
    reported_by: Option<String>,
    revision: i64,
    demonstration: bool,
}

impl TaskRow {
    fn of(task: &OwedTask) -> Result<Self, StoreError> {
        let TaskOutline { point_code, unit_code, responsible, due_on, remark } = &task.outline;
        Ok(Self {
            id: task.id.to_string(),
            inspection_id: task.inspection_id.to_string(),
            record_id: task.record_id.to_string(),
            point_code: point_code.clone(),
            unit_code: unit_code.clone(),
            due_on: *due_on,
            state: word_text(&task.state),
            remark: remark.clone(),
            responsible: to_json(responsible)?,
            reminders: task.reminders,
            level: task.level,
            reported_by: task.reported_by.map(|account| account.to_string()),
            revision: task.revision,
            demonstration: task.demonstration,
        })
    }

    fn into_task(self) -> Result<OwedTask, StoreError> {
        Ok(OwedTask {
            id: id(&self.id)?,
            inspection_id: id(&self.inspection_id)?,
            record_id: id(&self.record_id)?,
            outline: TaskOutline {
                point_code: self.point_code,
                unit_code: self.unit_code,
                responsible: from_json(&self.responsible)?,
                due_on: self.due_on,
                remark: self.remark,
            },
            state: word(&self.state)?,
            reminders: self.reminders,
            level: self.level,
            reported_by: optional_id(self.reported_by.as_deref())?,
            revision: self.revision,
            demonstration: self.demonstration,
        })
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = steps)]
struct StepRow {
    id: String,
    task_id: String,
    kind: String,
    happened_at: NaiveDateTime,
    done_by: String,
    account_id: Option<String>,
    remark: String,
    reminder: Option<String>,
}

impl StepRow {
    fn into_step(self) -> Result<OwedStep, StoreError> {
        Ok(OwedStep {
            id: id(&self.id)?,
            task_id: id(&self.task_id)?,
            kind: word(&self.kind)?,
            at: loaded(self.happened_at),
            by: self.done_by,
            account_id: optional_id(self.account_id.as_deref())?,
            remark: self.remark,
            reminder: self.reminder.as_deref().map(from_json).transpose()?,
        })
    }
}

/// Adds something owed.
pub fn add(conn: &mut StoreConnection, task: &OwedTask) -> Result<(), StoreError> {
    diesel::insert_into(tasks::table).values(TaskRow::of(task)?).execute(conn)?;
    Ok(())
}

/// Writes `task.revision`; `Stale` where the one before it is not the present one.
pub fn change(conn: &mut StoreConnection, task: &OwedTask) -> Result<(), StoreError> {
    let row = TaskRow::of(task)?;
    let present = tasks::table.filter(tasks::id.eq(&row.id)).filter(tasks::revision.eq(row.revision - 1));
    match diesel::update(present).set(&row).execute(conn)? {
        0 => Err(StoreError::Stale),
        _ => Ok(()),
    }
}

/// Something owed.
pub fn get(conn: &mut StoreConnection, task: InspectionTaskId) -> Result<OwedTask, StoreError> {
    let row: TaskRow =
        tasks::table.filter(tasks::id.eq(task.to_string())).select(TaskRow::as_select()).get_result(conn)?;
    row.into_task()
}

/// What is owed by a record, by point.
pub fn of_record(conn: &mut StoreConnection, record: InspectionRecordId) -> Result<Vec<OwedTask>, StoreError> {
    let rows: Vec<TaskRow> = tasks::table
        .filter(tasks::record_id.eq(record.to_string()))
        .order(tasks::id)
        .select(TaskRow::as_select())
        .load(conn)?;
    rows.into_iter().map(TaskRow::into_task).collect()
}

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Owed by one of these units; `None` is all.
    pub units: Option<Vec<String>>,
    /// That stands so.
    pub state: Option<OwedState>,
    /// Of this campaign.
    pub inspection: Option<InspectionId>,
    /// With the unit, and due before this day.
    pub late_on: Option<NaiveDate>,
}

type Backend = <StoreConnection as Connection>::Backend;

/// At most `limit` things owed, the one due first first, those after `after` (day and id) only.
pub fn list(
    conn: &mut StoreConnection,
    filter: &Filter,
    after: Option<(NaiveDate, &str)>,
    limit: usize,
) -> Result<Vec<OwedTask>, StoreError> {
    let mut query = tasks::table.into_boxed::<Backend>();
    if let Some(units) = &filter.units {
        query = query.filter(tasks::unit_code.eq_any(units.clone()));
    }
    if let Some(state) = &filter.state {
        query = query.filter(tasks::state.eq(word_text(state)));
    }
    if let Some(inspection) = &filter.inspection {
        query = query.filter(tasks::inspection_id.eq(inspection.to_string()));
    }
    if let Some(today) = filter.late_on {
        let with_the_unit: Vec<String> =
            OwedState::ALL.iter().filter(|state| state.is_with_the_unit()).map(word_text).collect();
        query = query.filter(tasks::due_on.lt(today)).filter(tasks::state.eq_any(with_the_unit));
    }
    if let Some((day, id)) = after {
        query = query.filter(tasks::due_on.gt(day).or(tasks::due_on.eq(day).and(tasks::id.gt(id.to_owned()))));
    }
    let rows: Vec<TaskRow> = query
        .order((tasks::due_on, tasks::id))
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(TaskRow::as_select())
        .load(conn)?;
    rows.into_iter().map(TaskRow::into_task).collect()
}

/// How what is owed from these campaigns stands on `today`.
pub fn counts(
    conn: &mut StoreConnection,
    of: &[InspectionId],
    today: NaiveDate,
) -> Result<HashMap<InspectionId, TaskCounts>, StoreError> {
    let mut found: HashMap<InspectionId, TaskCounts> = HashMap::new();
    for chunk in of.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<(String, String, NaiveDate)> = tasks::table
            .filter(tasks::inspection_id.eq_any(ids))
            .select((tasks::inspection_id, tasks::state, tasks::due_on))
            .load(conn)?;
        for (campaign, state, due_on) in rows {
            let state: OwedState = word(&state)?;
            let counted = found.entry(id(&campaign)?).or_default();
            *counted = counted.with(state, days_late(state, due_on, today) > 0);
        }
    }
    Ok(found)
}

/// Adds a step to the history of a task.
pub fn add_step(conn: &mut StoreConnection, step: &OwedStep) -> Result<(), StoreError> {
    let row = StepRow {
        id: step.id.to_string(),
        task_id: step.task_id.to_string(),
        kind: word_text(&step.kind),
        happened_at: stored(step.at),
        done_by: step.by.clone(),
        account_id: step.account_id.map(|account| account.to_string()),
        remark: step.remark.clone(),
        reminder: step.reminder.as_ref().map(to_json).transpose()?,
    };
    diesel::insert_into(steps::table).values(row).execute(conn)?;
    Ok(())
}

/// The history of these tasks, oldest first.
pub fn steps_of(
    conn: &mut StoreConnection,
    of: &[InspectionTaskId],
) -> Result<HashMap<InspectionTaskId, Vec<OwedStep>>, StoreError> {
    let mut found: HashMap<InspectionTaskId, Vec<OwedStep>> = HashMap::new();
    for chunk in of.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<StepRow> = steps::table
            .filter(steps::task_id.eq_any(ids))
            .order((steps::happened_at, steps::id))
            .select(StepRow::as_select())
            .load(conn)?;
        for row in rows {
            let step = row.into_step()?;
            found.entry(step.task_id).or_default().push(step);
        }
    }
    Ok(found)
}
