//! The steps of a zone through its round, each with who decided it.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::checklist_stages;
use super::{StoreConnection, StoreError, from_json, insert_rows, loaded, stored, to_json, word, word_text};
use crate::kernel::ids::ChecklistId;
use crate::relocation::{Checklist, StageStep};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = checklist_stages)]
#[diesel(treat_none_as_default_value = false)]
struct StepRow {
    checklist_id: String,
    position: i64,
    stage: String,
    happened_at: NaiveDateTime,
    entered_at: NaiveDateTime,
    decided_by: String,
    remark: Option<String>,
    criteria: String,
}

impl StepRow {
    fn of(checklist: ChecklistId, step: &StageStep) -> Result<Self, StoreError> {
        Ok(Self {
            checklist_id: checklist.to_string(),
            position: step.position,
            stage: word_text(&step.stage),
            happened_at: stored(step.happened_at),
            entered_at: stored(step.entered_at),
            decided_by: step.decided_by.clone(),
            remark: step.remark.clone(),
            criteria: to_json(&step.criteria)?,
        })
    }
}

/// Writes down the first step of checklists that have just been opened.
pub fn begin(
    conn: &mut StoreConnection,
    lists: &[&Checklist],
    decided_by: &str,
    remark: Option<&str>,
) -> Result<(), StoreError> {
    let first_of = |list: &&Checklist| {
        let step = StageStep {
            position: 1,
            stage: list.stage,
            happened_at: list.stage_at,
            entered_at: list.opened_at,
            decided_by: decided_by.to_owned(),
            remark: remark.map(str::to_owned),
            criteria: Vec::new(),
        };
        StepRow::of(list.id, &step)
    };
    let rows = lists.iter().map(first_of).collect::<Result<Vec<_>, _>>()?;
    insert_rows!(conn, checklist_stages::table, rows);
    Ok(())
}

/// Adds a step.
pub fn insert(conn: &mut StoreConnection, checklist: ChecklistId, step: &StageStep) -> Result<(), StoreError> {
    let row = [StepRow::of(checklist, step)?];
    insert_rows!(conn, checklist_stages::table, row);
    Ok(())
}

/// The steps of a checklist, in order.
pub fn of(conn: &mut StoreConnection, checklist: ChecklistId) -> Result<Vec<StageStep>, StoreError> {
    let rows: Vec<StepRow> = checklist_stages::table
        .filter(checklist_stages::checklist_id.eq(checklist.to_string()))
        .order(checklist_stages::position)
        .select(StepRow::as_select())
        .load(conn)?;
    rows.into_iter()
        .map(|row| {
            Ok(StageStep {
                position: row.position,
                stage: word(&row.stage)?,
                happened_at: loaded(row.happened_at),
                entered_at: loaded(row.entered_at),
                decided_by: row.decided_by,
                remark: row.remark,
                criteria: from_json(&row.criteria)?,
            })
        })
        .collect()
}
