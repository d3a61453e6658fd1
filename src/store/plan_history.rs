//! What was done with versions of plans: steps of their lives, and edits field by field.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{plan_edits, plan_steps};
use super::{StoreConnection, StoreError, from_json, id, loaded, optional_id, stored, to_json, word, word_text};
use crate::kernel::ids::{AccountId, PlanStepId, PlanVersionId};
use crate::plans::fields::Edit;
use crate::plans::{Step, StepKind};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_steps)]
struct StepRow {
    id: String,
    plan_version_id: String,
    at: NaiveDateTime,
    account_id: Option<String>,
    actor: String,
    step: String,
    remark: Option<String>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_edits)]
struct EditRow {
    plan_version_id: String,
    revision: i64,
    at: NaiveDateTime,
    account_id: Option<String>,
    actor: String,
    fields: String,
}

/// Writes a step down.
pub fn add_step(conn: &mut StoreConnection, version: PlanVersionId, step: &Step) -> Result<(), StoreError> {
    let row = StepRow {
        id: PlanStepId::new(step.at).to_string(),
        plan_version_id: version.to_string(),
        at: stored(step.at),
        account_id: step.account_id.map(|account| account.to_string()),
        actor: step.by.clone(),
        step: word_text(&step.kind),
        remark: step.remark.clone(),
    };
    diesel::insert_into(plan_steps::table).values(&row).execute(conn)?;
    Ok(())
}

/// The steps of a version, oldest first.
pub fn steps(conn: &mut StoreConnection, version: PlanVersionId) -> Result<Vec<Step>, StoreError> {
    let rows: Vec<StepRow> = plan_steps::table
        .filter(plan_steps::plan_version_id.eq(version.to_string()))
        .order(plan_steps::id)
        .select(StepRow::as_select())
        .load(conn)?;
    rows.into_iter()
        .map(|row| {
            Ok(Step {
                at: loaded(row.at),
                account_id: optional_id(row.account_id.as_deref())?,
                by: row.actor,
                kind: word::<StepKind>(&row.step)?,
                remark: row.remark,
            })
        })
        .collect()
}

/// Writes an edit down.
pub fn add_edit(
    conn: &mut StoreConnection,
    version: PlanVersionId,
    account: AccountId,
    edit: &Edit,
) -> Result<(), StoreError> {
    let row = EditRow {
        plan_version_id: version.to_string(),
        revision: edit.revision,
        at: stored(edit.at),
        account_id: Some(account.to_string()),
        actor: edit.by.clone(),
        fields: to_json(&edit.fields)?,
    };
    diesel::insert_into(plan_edits::table).values(&row).execute(conn)?;
    Ok(())
}

/// The edits of a version after `revision`, oldest first.
pub fn edits_since(conn: &mut StoreConnection, version: PlanVersionId, revision: i64) -> Result<Vec<Edit>, StoreError> {
    let rows: Vec<EditRow> = plan_edits::table
        .filter(plan_edits::plan_version_id.eq(version.to_string()))
        .filter(plan_edits::revision.gt(revision))
        .order(plan_edits::revision)
        .select(EditRow::as_select())
        .load(conn)?;
    rows.into_iter()
        .map(|row| {
            Ok(Edit { revision: row.revision, at: loaded(row.at), by: row.actor, fields: from_json(&row.fields)? })
        })
        .collect()
}

/// The accounts that wrote a version: whoever began it and whoever edited it.
pub fn drafters(conn: &mut StoreConnection, version: PlanVersionId) -> Result<Vec<AccountId>, StoreError> {
    let edited: Vec<Option<String>> = plan_edits::table
        .filter(plan_edits::plan_version_id.eq(version.to_string()))
        .select(plan_edits::account_id)
        .distinct()
        .load(conn)?;
    let begun: Vec<Option<String>> = plan_steps::table
        .filter(plan_steps::plan_version_id.eq(version.to_string()))
        .filter(plan_steps::step.eq_any([word_text(&StepKind::Begin), word_text(&StepKind::Submit)]))
        .select(plan_steps::account_id)
        .load(conn)?;
    let mut accounts: Vec<AccountId> =
        edited.into_iter().chain(begun).flatten().map(|account| id(&account)).collect::<Result<_, _>>()?;
    accounts.sort_unstable();
    accounts.dedup();
    Ok(accounts)
}
