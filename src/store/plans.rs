//! Plans and their versions.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::{plan_versions, plans};
use super::{StoreConnection, StoreError, from_json, id, loaded, stored, to_json};
use crate::hazards::Hazard;
use crate::kernel::Timestamp;
use crate::kernel::ids::{PlanId, PlanVersionId, ZoneId};
use crate::plans::{Approval, Plan, PlanInForce, PlanVersion, VersionStatus, Withdrawal};

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
    revision: i64,
    review_by: Option<NaiveDate>,
    updated_at: Option<NaiveDateTime>,
    withdrawn_on: Option<NaiveDate>,
    withdrawal_reason: Option<String>,
}

/// The columns that say where a version stands, without what it says.
#[derive(Queryable, Selectable, AsChangeset)]
#[diesel(table_name = plan_versions)]
#[diesel(treat_none_as_null = true)]
struct StatusRow {
    status: String,
    approval_number: Option<String>,
    approval_date: Option<NaiveDate>,
    approval_signer: Option<String>,
    effective_from: Option<NaiveDate>,
    withdrawn_on: Option<NaiveDate>,
    withdrawal_reason: Option<String>,
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

impl StatusRow {
    fn of(status: &VersionStatus) -> Self {
        let approval = status.approval();
        let withdrawal = match status {
            VersionStatus::Withdrawn(_, withdrawal) => Some(withdrawal),
            _ => None,
        };
        Self {
            status: status.code().to_owned(),
            approval_number: approval.map(|approval| approval.number.clone()),
            approval_date: approval.map(|approval| approval.date),
            approval_signer: approval.map(|approval| approval.signer.clone()),
            effective_from: approval.map(|approval| approval.effective_from),
            withdrawn_on: withdrawal.map(|withdrawal| withdrawal.on),
            withdrawal_reason: withdrawal.map(|withdrawal| withdrawal.reason.clone()),
        }
    }

    fn into_status(self) -> Result<VersionStatus, StoreError> {
        let withdrawal = self.withdrawn_on.zip(self.withdrawal_reason).map(|(on, reason)| Withdrawal { on, reason });
        let approval = self.approval_number.zip(self.approval_date).zip(self.approval_signer).zip(self.effective_from);
        let approval = approval.map(|(((number, date), signer), effective_from)| Approval {
            number,
            date,
            signer,
            effective_from,
        });
        let approved = || approval.ok_or_else(|| StoreError::corrupt("an approved version without its approval"));
        Ok(match self.status.as_str() {
            "draft" => VersionStatus::Draft,
            "submitted" => VersionStatus::Submitted,
            "returned" => VersionStatus::Returned,
            "appraised" => VersionStatus::Appraised,
            "approved" => VersionStatus::Approved(approved()?),
            "withdrawn" => {
                let withdrawal = withdrawal.ok_or_else(|| StoreError::corrupt("a withdrawal without its reason"))?;
                VersionStatus::Withdrawn(approved()?, withdrawal)
            }
            other => return Err(StoreError::corrupt(format!("plan version status {other}"))),
        })
    }
}

impl VersionRow {
    fn into_version(self) -> Result<PlanVersion, StoreError> {
        let status = StatusRow {
            status: self.status,
            approval_number: self.approval_number,
            approval_date: self.approval_date,
            approval_signer: self.approval_signer,
            effective_from: self.effective_from,
            withdrawn_on: self.withdrawn_on,
            withdrawal_reason: self.withdrawal_reason,
        };
        Ok(PlanVersion {
            id: id(&self.id)?,
            plan_id: id(&self.plan_id)?,
            number: self.number,
            revision: self.revision,
            status: status.into_status()?,
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
    let status = StatusRow::of(&version.status);
    let row = VersionRow {
        id: version.id.to_string(),
        plan_id: version.plan_id.to_string(),
        number: version.number,
        status: status.status,
        title: version.content.title.clone(),
        content: to_json(&version.content)?,
        created_at: stored(now),
        approval_number: status.approval_number,
        approval_date: status.approval_date,
        approval_signer: status.approval_signer,
        effective_from: status.effective_from,
        revision: version.revision,
        review_by: version.content.review_by,
        updated_at: Some(stored(now)),
        withdrawn_on: status.withdrawn_on,
        withdrawal_reason: status.withdrawal_reason,
    };
    diesel::insert_into(plan_versions::table).values(&row).execute(conn)?;
    Ok(())
}

/// Keeps what `version` now says; it was read at `version.revision` and moves on by one.
///
/// # Errors
/// `Stale` where it has moved on since, or is no longer being written.
pub fn update_content(conn: &mut StoreConnection, version: &PlanVersion, now: Timestamp) -> Result<i64, StoreError> {
    let next = version.revision + 1;
    let changed = diesel::update(
        plan_versions::table
            .filter(plan_versions::id.eq(version.id.to_string()))
            .filter(plan_versions::revision.eq(version.revision))
            .filter(plan_versions::status.eq_any(["draft", "returned"])),
    )
    .set((
        plan_versions::content.eq(to_json(&version.content)?),
        plan_versions::title.eq(&version.content.title),
        plan_versions::review_by.eq(version.content.review_by),
        plan_versions::revision.eq(next),
        plan_versions::updated_at.eq(stored(now)),
    ))
    .execute(conn)?;
    if changed == 0 { Err(StoreError::Stale) } else { Ok(next) }
}

/// Keeps where `version` now stands, and never what it says; it was read at `version.revision` and moves on by one.
///
/// # Errors
/// `Stale` where it has moved on since.
pub fn update_status(conn: &mut StoreConnection, version: &PlanVersion, now: Timestamp) -> Result<i64, StoreError> {
    let next = version.revision + 1;
    let changed = diesel::update(
        plan_versions::table
            .filter(plan_versions::id.eq(version.id.to_string()))
            .filter(plan_versions::revision.eq(version.revision)),
    )
    .set((&StatusRow::of(&version.status), plan_versions::revision.eq(next), plan_versions::updated_at.eq(stored(now))))
    .execute(conn)?;
    if changed == 0 { Err(StoreError::Stale) } else { Ok(next) }
}

/// Every plan, by code.
pub fn all(conn: &mut StoreConnection) -> Result<Vec<Plan>, StoreError> {
    let rows: Vec<PlanRow> = plans::table.order(plans::code).select(PlanRow::as_select()).load(conn)?;
    rows.into_iter().map(PlanRow::into_plan).collect()
}

/// One plan.
pub fn get(conn: &mut StoreConnection, plan: PlanId) -> Result<Plan, StoreError> {
    let row: PlanRow =
        plans::table.filter(plans::id.eq(plan.to_string())).select(PlanRow::as_select()).get_result(conn)?;
    row.into_plan()
}

/// The plan of `unit` against `hazard`.
pub fn of_unit(conn: &mut StoreConnection, unit: &str, hazard: Hazard) -> Result<Option<Plan>, StoreError> {
    let row: Option<PlanRow> = plans::table
        .filter(plans::unit_code.eq(unit))
        .filter(plans::hazard.eq(hazard.code()))
        .select(PlanRow::as_select())
        .get_result(conn)
        .optional()?;
    row.map(PlanRow::into_plan).transpose()
}

/// The plans that have or had a version with the zone in it.
pub fn holding(conn: &mut StoreConnection, zone: ZoneId) -> Result<Vec<PlanId>, StoreError> {
    let plans: Vec<String> = plan_versions::table
        .filter(plan_versions::content.like(format!("%{zone}%")))
        .select(plan_versions::plan_id)
        .distinct()
        .load(conn)?;
    plans.iter().map(|plan| id(plan)).collect()
}

/// The versions that were approved, whatever became of them, with the zone in them, oldest first.
pub fn approved_holding(conn: &mut StoreConnection, zone: ZoneId) -> Result<Vec<PlanVersion>, StoreError> {
    let rows: Vec<VersionRow> = plan_versions::table
        .filter(plan_versions::status.eq_any(["approved", "withdrawn"]))
        .filter(plan_versions::content.like(format!("%{zone}%")))
        .order((plan_versions::effective_from, plan_versions::number))
        .select(VersionRow::as_select())
        .load(conn)?;
    rows.into_iter().map(VersionRow::into_version).collect()
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
        .get_result(conn)?;
    row.into_version()
}

/// Version `number` of a plan.
pub fn version_numbered(conn: &mut StoreConnection, plan: PlanId, number: i64) -> Result<PlanVersion, StoreError> {
    let row: VersionRow = plan_versions::table
        .filter(plan_versions::plan_id.eq(plan.to_string()))
        .filter(plan_versions::number.eq(number))
        .select(VersionRow::as_select())
        .get_result(conn)?;
    row.into_version()
}

/// The text of a version's content as it is kept, byte for byte.
pub fn content_text(conn: &mut StoreConnection, version: PlanVersionId) -> Result<String, StoreError> {
    Ok(plan_versions::table
        .filter(plan_versions::id.eq(version.to_string()))
        .select(plan_versions::content)
        .get_result(conn)?)
}

/// A version without what it says, for lists and counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionHead {
    /// The version.
    pub id: PlanVersionId,
    /// Its plan.
    pub plan_id: PlanId,
    /// Counted from 1.
    pub number: i64,
    /// Where it stands.
    pub status: VersionStatus,
    /// Its title.
    pub title: String,
    /// By when it must be looked through again.
    pub review_by: Option<NaiveDate>,
    /// When something was last changed.
    pub updated_at: Option<Timestamp>,
}

/// The heads of every version of every plan, by plan and number.
pub fn heads(conn: &mut StoreConnection, plan: Option<PlanId>) -> Result<Vec<VersionHead>, StoreError> {
    type Row = (String, String, i64, StatusRow, String, Option<NaiveDate>, Option<NaiveDateTime>);
    let mut query = plan_versions::table
        .order((plan_versions::plan_id, plan_versions::number))
        .select((
            plan_versions::id,
            plan_versions::plan_id,
            plan_versions::number,
            StatusRow::as_select(),
            plan_versions::title,
            plan_versions::review_by,
            plan_versions::updated_at,
        ))
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(plan) = plan {
        query = query.filter(plan_versions::plan_id.eq(plan.to_string()));
    }
    let rows: Vec<Row> = query.load(conn)?;
    rows.into_iter()
        .map(|(version, plan, number, status, title, review_by, updated_at)| {
            Ok(VersionHead {
                id: id(&version)?,
                plan_id: id(&plan)?,
                number,
                status: status.into_status()?,
                title,
                review_by,
                updated_at: updated_at.map(loaded),
            })
        })
        .collect()
}

/// The plans with a version in force on `day`, by code: the latest whose day of effect has come, unless that one
/// was withdrawn by then. `day` may be past: [`crate::plans::reigns`] says the same of one plan over all days.
pub fn in_force(conn: &mut StoreConnection, day: NaiveDate) -> Result<Vec<PlanInForce>, StoreError> {
    let rows: Vec<(PlanRow, VersionRow)> = plans::table
        .inner_join(plan_versions::table.on(plan_versions::plan_id.eq(plans::id)))
        .filter(plan_versions::status.eq_any(["approved", "withdrawn"]))
        .filter(plan_versions::effective_from.le(day))
        .order((plans::code, plan_versions::number.desc()))
        .select((PlanRow::as_select(), VersionRow::as_select()))
        .load(conn)?;
    let mut found: Vec<PlanInForce> = Vec::with_capacity(rows.len());
    let mut settled: Option<String> = None;
    for (plan, version) in rows {
        let never_held = version.withdrawn_on.zip(version.effective_from).is_some_and(|(on, from)| on < from);
        if settled.as_ref() == Some(&plan.id) || never_held {
            continue;
        }
        settled = Some(plan.id.clone());
        if version.status == "approved" || version.withdrawn_on.is_some_and(|on| on > day) {
            found.push(PlanInForce { plan: plan.into_plan()?, version: version.into_version()? });
        }
    }
    Ok(found)
}

/// The same beside what is known already: versions that stand as they did are handed back and not read again.
pub fn in_force_beside(
    conn: &mut StoreConnection,
    day: NaiveDate,
    known: &[Arc<PlanInForce>],
) -> Result<Vec<Arc<PlanInForce>>, StoreError> {
    let held: HashMap<PlanVersionId, &Arc<PlanInForce>> = known.iter().map(|held| (held.version.id, held)).collect();
    let standing = if held.is_empty() { Vec::new() } else { standing_on(conn, day)? };
    if standing.iter().filter(|mark| !held.contains_key(&mark.id)).count() > ONE_BY_ONE || held.is_empty() {
        return Ok(in_force(conn, day)?.into_iter().map(Arc::new).collect());
    }
    let mut plans: HashMap<PlanId, Plan> = all(conn)?.into_iter().map(|plan| (plan.id, plan)).collect();
    let mut found = Vec::with_capacity(standing.len());
    for mark in standing {
        let plan = plans.remove(&mark.plan).ok_or(StoreError::NotFound)?;
        let same = |held: &&&Arc<PlanInForce>| held.plan == plan && mark.is_of(&held.version);
        found.push(match held.get(&mark.id).filter(same) {
            Some(held) => Arc::clone(held),
            None => Arc::new(PlanInForce { version: version(conn, mark.id)?, plan }),
        });
    }
    found.sort_unstable_by(|one, other| one.plan.code.cmp(&other.plan.code));
    Ok(found)
}

/// More versions than this are read at once.
const ONE_BY_ONE: usize = 200;

/// A version in force without what it says.
struct Mark {
    id: PlanVersionId,
    plan: PlanId,
    revision: i64,
    withdrawn_on: Option<NaiveDate>,
}

impl Mark {
    /// Whether it is of this version as it stands: what an approved one says never changes.
    fn is_of(&self, version: &PlanVersion) -> bool {
        let withdrawn_on = match &version.status {
            VersionStatus::Withdrawn(_, withdrawal) => Some(withdrawal.on),
            _ => None,
        };
        (self.revision, self.withdrawn_on) == (version.revision, withdrawn_on)
    }
}

/// Of each plan the version in force on `day`, from an index that leaves the documents aside.
fn standing_on(conn: &mut StoreConnection, day: NaiveDate) -> Result<Vec<Mark>, StoreError> {
    type Row = (String, String, i64, String, Option<NaiveDate>, Option<NaiveDate>, i64);
    let rows: Vec<Row> = plan_versions::table
        .order((plan_versions::plan_id, plan_versions::number))
        .select((
            plan_versions::plan_id,
            plan_versions::id,
            plan_versions::number,
            plan_versions::status,
            plan_versions::effective_from,
            plan_versions::withdrawn_on,
            plan_versions::revision,
        ))
        .load(conn)?;
    let (mut standing, mut settled) = (Vec::new(), None::<String>);
    for (plan, version, _, status, from, withdrawn_on, revision) in rows.into_iter().rev() {
        let has_come = matches!(status.as_str(), "approved" | "withdrawn") && from.is_some_and(|from| from <= day);
        let never_held = withdrawn_on.zip(from).is_some_and(|(on, from)| on < from);
        if !has_come || never_held || settled.as_ref() == Some(&plan) {
            continue;
        }
        if status == "approved" || withdrawn_on.is_some_and(|on| on > day) {
            standing.push(Mark { id: id(&version)?, plan: id(&plan)?, revision, withdrawn_on });
        }
        settled = Some(plan);
    }
    Ok(standing)
}
