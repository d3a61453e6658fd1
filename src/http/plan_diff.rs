//! What differs between two versions of a plan.

use actix_web::{HttpResponse, get, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::ids::PlanId;
use crate::plans::Stage;
use crate::plans::diff::PlanDiff;
use crate::services::compare_versions::{Compared, compare_versions};

/// Which versions to compare.
#[derive(Deserialize, IntoParams)]
pub struct DiffQuery {
    /// Number of the earlier version.
    from: i64,
    /// Number of the later version.
    to: i64,
}

/// A version that was compared.
#[derive(Serialize, ToSchema)]
pub struct ComparedView {
    n: i64,
    stage: Stage,
}

/// What differs between two versions.
#[derive(Serialize, ToSchema)]
pub struct PlanDiffView {
    from: ComparedView,
    to: ComparedView,
    #[serde(flatten)]
    diff: PlanDiff,
}

impl From<Compared> for ComparedView {
    fn from(version: Compared) -> Self {
        Self { n: version.number, stage: version.stage }
    }
}

async fn diff(site: &Site, caller: &Caller, plan: PlanId, query: DiffQuery) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let DiffQuery { from, to } = query;
    let (from, to, mut diff) = off_thread(&site.app, move |app| compare_versions(app, plan, from, to)).await?;
    if !caller.permissions().contains(&Permission::ReadHouseholds) {
        diff = diff.without_household_rows();
    }
    if caller.account().is_none() {
        diff = diff.without_phones();
    }
    Ok(HttpResponse::Ok().json(PlanDiffView { from: from.into(), to: to.into(), diff }))
}

/// What differs between two versions: zones, shelters, people, tables, texts, in sentences with their values.
///
/// Household rows are for callers who may read households; telephone numbers for those who are signed in.
#[utoipa::path(
    tag = "plans", params(("id" = String, Path, description = "the plan"), DiffQuery),
    responses((status = 200, body = PlanDiffView), (status = 404, description = "no such plan or version"))
)]
#[get("/plans/{id}/versions/diff")]
pub async fn diff_plan_versions(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<PlanId>,
    query: web::Query<DiffQuery>,
) -> Result<HttpResponse, Problem> {
    diff(&site, &caller, id.into_inner(), query.into_inner()).await
}

/// The same at its shorter address.
#[utoipa::path(
    tag = "plans", params(("id" = String, Path, description = "the plan"), DiffQuery),
    responses((status = 200, body = PlanDiffView), (status = 404, description = "no such plan or version"))
)]
#[get("/plans/{id}/diff")]
pub async fn diff_plan(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<PlanId>,
    query: web::Query<DiffQuery>,
) -> Result<HttpResponse, Problem> {
    diff(&site, &caller, id.into_inner(), query.into_inner()).await
}
