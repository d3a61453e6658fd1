//! Proposals of who goes to which shelter. What one says is never changed; which of its rows were taken over is added.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{allocation_acceptances, allocations};
use super::{StoreConnection, StoreError, from_json, id, loaded, stored, to_json};
use crate::kernel::ids::{AllocationId, PlanId};
use crate::plans::proposal::{AcceptedRow, DraftRead, KeptProposal};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = allocations)]
struct AllocationRow {
    id: String,
    plan_id: String,
    made_at: NaiveDateTime,
    made_by: String,
    version_number: Option<i64>,
    version_revision: Option<i64>,
    content: String,
}

/// Keeps a proposal.
pub fn insert(conn: &mut StoreConnection, kept: &KeptProposal) -> Result<(), StoreError> {
    let row = AllocationRow {
        id: kept.id.to_string(),
        plan_id: kept.plan_id.to_string(),
        made_at: stored(kept.made_at),
        made_by: kept.made_by.clone(),
        version_number: kept.draft.map(|draft| draft.n),
        version_revision: kept.draft.map(|draft| draft.revision),
        content: to_json(&kept.proposal)?,
    };
    diesel::insert_into(allocations::table).values(&row).execute(conn)?;
    Ok(())
}

/// Notes the rows of a proposal that were taken over, and the draft they went into. A row that was taken over before
/// keeps its first note.
pub fn note_accepted(
    conn: &mut StoreConnection,
    allocation: AllocationId,
    draft: DraftRead,
    rows: &[AcceptedRow],
) -> Result<(), StoreError> {
    let known: Vec<i64> = accepted(conn, allocation)?.into_iter().map(|row| row.n).collect();
    for row in rows.iter().filter(|row| !known.contains(&row.n)) {
        let values = (
            allocation_acceptances::allocation_id.eq(allocation.to_string()),
            allocation_acceptances::row_number.eq(row.n),
            allocation_acceptances::accepted_at.eq(stored(row.at)),
            allocation_acceptances::accepted_by.eq(&row.by),
        );
        diesel::insert_into(allocation_acceptances::table).values(values).execute(conn)?;
    }
    let drafted =
        (allocations::version_number.eq(Some(draft.n)), allocations::version_revision.eq(Some(draft.revision)));
    let own = allocations::table.filter(allocations::id.eq(allocation.to_string()));
    diesel::update(own).set(drafted).execute(conn)?;
    Ok(())
}

fn accepted(conn: &mut StoreConnection, allocation: AllocationId) -> Result<Vec<AcceptedRow>, StoreError> {
    let rows: Vec<(i64, NaiveDateTime, String)> = allocation_acceptances::table
        .filter(allocation_acceptances::allocation_id.eq(allocation.to_string()))
        .order(allocation_acceptances::row_number)
        .select((
            allocation_acceptances::row_number,
            allocation_acceptances::accepted_at,
            allocation_acceptances::accepted_by,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|(n, at, by)| AcceptedRow { n, at: loaded(at), by }).collect())
}

fn whole(conn: &mut StoreConnection, row: AllocationRow) -> Result<KeptProposal, StoreError> {
    let allocation = id(&row.id)?;
    Ok(KeptProposal {
        id: allocation,
        plan_id: id(&row.plan_id)?,
        made_at: loaded(row.made_at),
        made_by: row.made_by,
        draft: row.version_number.zip(row.version_revision).map(|(n, revision)| DraftRead { n, revision }),
        proposal: from_json(&row.content)?,
        accepted: accepted(conn, allocation)?,
    })
}

/// A proposal.
pub fn get(conn: &mut StoreConnection, allocation: AllocationId) -> Result<KeptProposal, StoreError> {
    let row: AllocationRow = allocations::table
        .filter(allocations::id.eq(allocation.to_string()))
        .select(AllocationRow::as_select())
        .get_result(conn)?;
    whole(conn, row)
}

/// At most `limit` proposals of a plan, the newest first.
pub fn of_plan(conn: &mut StoreConnection, plan: PlanId, limit: usize) -> Result<Vec<KeptProposal>, StoreError> {
    let rows: Vec<AllocationRow> = allocations::table
        .filter(allocations::plan_id.eq(plan.to_string()))
        .order(allocations::id.desc())
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(AllocationRow::as_select())
        .load(conn)?;
    rows.into_iter().map(|row| whole(conn, row)).collect()
}
