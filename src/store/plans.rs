//! Plans and their versions.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::{plan_versions, plans};
use super::{StoreConnection, StoreError, from_json, id, stored, to_json};
use crate::hazards::Hazard;
use crate::kernel::Timestamp;
use crate::kernel::ids::{PlanId, PlanVersionId};
use crate::plans::{Approval, Plan, PlanInForce, PlanVersion, VersionStatus};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = plans)]
struct PlanRow {
    id: String,
    code: String,
    unit_code: String,
    hazard: String,
    demonstration: bool,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_versions)]
struct VersionRow {
    id: String,
    plan_id: String,
    number: i64,
    status: String,
    title: String,
    content: String,
    created_at: NaiveDateTime,
    approval_number: Option<String>,
    approval_date: Option<NaiveDate>,
    approval_signer: Option<String>,
    effective_from: Option<NaiveDate>,
}

impl PlanRow {
    fn into_plan(self) -> Result<Plan, StoreError> {
        Ok(Plan {
            id: id(&self.id)?,
            code: self.code,
            unit_code: self.unit_code,
            hazard: Hazard::from_code(&self.hazard).ok_or_else(|| StoreError::corrupt(self.hazard.clone()))?,
            demonstration: self.demonstration,
        })
    }
}

impl VersionRow {
    fn into_version(self) -> Result<PlanVersion, StoreError> {
        let approval = || {
            Some(Approval {
                number: self.approval_number.clone()?,
                date: self.approval_date?,
                signer: self.approval_signer.clone()?,
                effective_from: self.effective_from?,
            })
        };
        let approved = || approval().ok_or_else(|| StoreError::corrupt("an approved version without its approval"));
        let status = match self.status.as_str() {
            "draft" => VersionStatus::Draft,
            "submitted" => VersionStatus::Submitted,
            "appraised" => VersionStatus::Appraised,
            "approved" => VersionStatus::Approved(approved()?),
            "superseded" => VersionStatus::Superseded(approved()?),
            "withdrawn" => VersionStatus::Withdrawn(approved()?),
            other => return Err(StoreError::corrupt(format!("plan version status {other}"))),
        };
        Ok(PlanVersion {
            id: id(&self.id)?,
            plan_id: id(&self.plan_id)?,
            number: self.number,
            status,
            title: self.title,
            content: from_json(&self.content)?,
        })
    }
}

/// Adds a plan.
pub fn insert(conn: &mut StoreConnection, plan: &Plan) -> Result<(), StoreError> {
    let row = PlanRow {
        id: plan.id.to_string(),
        code: plan.code.clone(),
        unit_code: plan.unit_code.clone(),
        hazard: plan.hazard.code().to_owned(),
        demonstration: plan.demonstration,
    };
    diesel::insert_into(plans::table).values(&row).execute(conn)?;
    Ok(())
}

/// Adds a version.
pub fn insert_version(conn: &mut StoreConnection, version: &PlanVersion, now: Timestamp) -> Result<(), StoreError> {
    let approval = version.status.approval();
    let row = VersionRow {
        id: version.id.to_string(),
        plan_id: version.plan_id.to_string(),
        number: version.number,
        status: version.status.code().to_owned(),
        title: version.title.clone(),
        content: to_json(&version.content)?,
        created_at: stored(now),
        approval_number: approval.map(|approval| approval.number.clone()),
        approval_date: approval.map(|approval| approval.date),
        approval_signer: approval.map(|approval| approval.signer.clone()),
        effective_from: approval.map(|approval| approval.effective_from),
    };
    diesel::insert_into(plan_versions::table).values(&row).execute(conn)?;
    Ok(())
}

/// Every plan, by code.
pub fn all(conn: &mut StoreConnection) -> Result<Vec<Plan>, StoreError> {
    let rows: Vec<PlanRow> = plans::table.order(plans::code).select(PlanRow::as_select()).load(conn)?;
    rows.into_iter().map(PlanRow::into_plan).collect()
}

/// One plan.
pub fn get(conn: &mut StoreConnection, plan: PlanId) -> Result<Plan, StoreError> {
    let row: PlanRow = plans::table.filter(plans::id.eq(plan.to_string())).select(PlanRow::as_select()).first(conn)?;
    row.into_plan()
}

/// The versions of a plan, oldest first.
pub fn versions(conn: &mut StoreConnection, plan: PlanId) -> Result<Vec<PlanVersion>, StoreError> {
    let rows: Vec<VersionRow> = plan_versions::table
        .filter(plan_versions::plan_id.eq(plan.to_string()))
        .order(plan_versions::number)
        .select(VersionRow::as_select())
        .load(conn)?;
    rows.into_iter().map(VersionRow::into_version).collect()
}

/// One version, whatever became of it.
pub fn version(conn: &mut StoreConnection, version: PlanVersionId) -> Result<PlanVersion, StoreError> {
    let row: VersionRow = plan_versions::table
        .filter(plan_versions::id.eq(version.to_string()))
        .select(VersionRow::as_select())
        .first(conn)?;
    row.into_version()
}

/// The plans with an approved version that holds on `day`: of several the latest, by code.
pub fn in_force(conn: &mut StoreConnection, day: NaiveDate) -> Result<Vec<PlanInForce>, StoreError> {
    let rows: Vec<(PlanRow, VersionRow)> = plans::table
        .inner_join(plan_versions::table.on(plan_versions::plan_id.eq(plans::id)))
        .filter(plan_versions::status.eq("approved"))
        .filter(plan_versions::effective_from.le(day))
        .order((plans::code, plan_versions::number.desc()))
        .select((PlanRow::as_select(), VersionRow::as_select()))
        .load(conn)?;
    let mut found: Vec<PlanInForce> = Vec::with_capacity(rows.len());
    for (plan, version) in rows {
        let plan = plan.into_plan()?;
        if found.last().is_none_or(|last| last.plan.id != plan.id) {
            found.push(PlanInForce { plan, version: version.into_version()? });
        }
    }
    Ok(found)
}
