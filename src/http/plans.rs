//! Response plans: the list, one plan with its versions, a new plan, the next season.

use std::collections::HashMap;

use actix_web::http::header::ETAG;
use actix_web::{HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Site;
use super::caller::Caller;
use super::etag::etag;
use super::lookup::known_hazard;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::hazards::Hazard;
use crate::kernel::ids::{PlanId, PlanVersionId};
use crate::kernel::page::{Page, clamp_limit};
use crate::kernel::{Localized, Timestamp};
use crate::plans::{Approval, Plan, Stage, VersionStatus, Withdrawal, stages};
use crate::services::begin_plan::{self, NewPlan, RollOver};
use crate::services::live_data::Picture;
use crate::store::plans::VersionHead;
use crate::store::{StoreError, plans};

/// A plan in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanSummary {
    /// Its id.
    #[schema(value_type = String, format = Uuid)]
    pub id: PlanId,
    /// The code on papers.
    pub code: String,
    /// Against what.
    pub hazard: Hazard,
    /// In words.
    pub hazard_name: Localized,
    /// Whose.
    pub unit_code: String,
    /// The unit's name.
    pub unit_name: String,
    /// The version in force today.
    pub in_force: Option<VersionInForce>,
    /// The version being worked on.
    pub open: Option<OpenVersion>,
    /// Invented for the demonstration.
    pub demonstration: bool,
}

/// The version in force of a plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionInForce {
    /// Its id.
    #[schema(value_type = String, format = Uuid)]
    pub version_id: PlanVersionId,
    /// Counted from 1.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// The paper it was approved by.
    pub approval: Option<Approval>,
    /// By when it must be looked through again.
    pub review_by: Option<chrono::NaiveDate>,
}

/// The version of a plan that is being worked on.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenVersion {
    /// Counted from 1.
    pub n: i64,
    /// Where it stands.
    pub stage: Stage,
    /// In words.
    pub stage_name: Localized,
}

/// A version in the list of a plan's versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionSummary {
    /// Its id.
    #[schema(value_type = String, format = Uuid)]
    pub id: PlanVersionId,
    /// Counted from 1.
    pub n: i64,
    /// Where it stands today.
    pub status: Stage,
    /// In words.
    pub status_name: Localized,
    /// Whether it is the one in force today.
    pub in_force: bool,
    /// Its title.
    pub title: String,
    /// The paper it was approved by.
    pub approval: Option<Approval>,
    /// When and why it was taken out of force.
    pub withdrawal: Option<Withdrawal>,
    /// By when it must be looked through again.
    pub review_by: Option<chrono::NaiveDate>,
    /// When something was last changed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub updated_at: Option<Timestamp>,
}

/// A plan with its versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanView {
    /// The plan.
    #[serde(flatten)]
    pub plan: PlanSummary,
    /// Its versions, oldest first.
    pub versions: Vec<VersionSummary>,
}

/// A page of plans.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanPage {
    /// The plans, by code.
    pub items: Vec<PlanSummary>,
    /// Where the next page begins.
    pub next: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PlanQuery {
    /// Only those of this unit and of the units below it.
    unit: Option<String>,
    /// Only those against this hazard.
    hazard: Option<String>,
    /// Only those with a version at this stage.
    stage: Option<Stage>,
    /// How many.
    limit: Option<usize>,
    /// Where the last page ended.
    cursor: Option<String>,
}

fn summary(plan: &Plan, heads: &[VersionHead], picture: &Picture) -> PlanSummary {
    let stages = stages(heads.iter().map(|head| &head.status), picture.day);
    let open = stages.iter().zip(heads).find(|(stage, _)| stage.is_open());
    let in_force = picture.plans.iter().find(|held| held.plan.id == plan.id).map(|held| VersionInForce {
        version_id: held.version.id,
        number: held.version.number,
        title: held.version.content.title.clone(),
        approval: held.version.status.approval().cloned(),
        review_by: held.version.content.review_by,
    });
    PlanSummary {
        id: plan.id,
        code: plan.code.clone(),
        hazard: plan.hazard,
        hazard_name: plan.hazard.name(),
        unit_code: plan.unit_code.clone(),
        unit_name: picture.unit_name(&plan.unit_code).to_owned(),
        in_force,
        open: open.map(|(stage, head)| OpenVersion { n: head.number, stage: *stage, stage_name: stage.name() }),
        demonstration: plan.demonstration,
    }
}

fn version_summaries(heads: &[VersionHead], picture: &Picture) -> Vec<VersionSummary> {
    let stages = stages(heads.iter().map(|head| &head.status), picture.day);
    stages
        .into_iter()
        .zip(heads)
        .map(|(stage, head)| VersionSummary {
            id: head.id,
            n: head.number,
            status: stage,
            status_name: stage.name(),
            in_force: picture.plans.iter().any(|held| held.version.id == head.id),
            title: head.title.clone(),
            approval: head.status.approval().cloned(),
            withdrawal: match &head.status {
                VersionStatus::Withdrawn(_, withdrawal) => Some(withdrawal.clone()),
                _ => None,
            },
            review_by: head.review_by,
            updated_at: head.updated_at,
        })
        .collect()
}

/// Plans, by code.
#[utoipa::path(tag = "plans", params(PlanQuery), responses((status = 200, body = PlanPage)))]
#[get("/plans")]
pub async fn list_plans(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<PlanQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let query = query.into_inner();
    let hazard = query.hazard.as_deref().map(known_hazard).transpose()?;
    let page = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        let (plans, heads) =
            app.store.read(|conn| Ok::<_, StoreError>((plans::all(conn)?, plans::heads(conn, None)?)))?;
        let mut by_plan: HashMap<PlanId, Vec<VersionHead>> = HashMap::new();
        for head in heads {
            by_plan.entry(head.plan_id).or_default().push(head);
        }
        let found = plans
            .iter()
            .filter(|plan| {
                hazard.is_none_or(|hazard| plan.hazard == hazard)
                    && query.unit.as_ref().is_none_or(|unit| picture.is_within(&plan.unit_code, unit))
                    && query.cursor.as_ref().is_none_or(|cursor| plan.code > *cursor)
            })
            .filter(|plan| {
                let heads = by_plan.get(&plan.id).map_or(&[][..], Vec::as_slice);
                query
                    .stage
                    .is_none_or(|wanted| stages(heads.iter().map(|head| &head.status), picture.day).contains(&wanted))
            })
            .map(|plan| summary(plan, by_plan.get(&plan.id).map_or(&[][..], Vec::as_slice), &picture))
            .collect();
        Ok(Page::cut(found, clamp_limit(query.limit), |plan: &PlanSummary| plan.code.clone()))
    })
    .await?;
    Ok(HttpResponse::Ok().json(PlanPage { items: page.items, next: page.next }))
}

/// One plan with the list of its versions.
#[utoipa::path(tag = "plans", params(("id" = String, Path)), responses((status = 200, body = PlanView)))]
#[get("/plans/{id}")]
pub async fn read_plan(site: web::Data<Site>, caller: Caller, id: web::Path<PlanId>) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let view = plan_view(&site, id.into_inner()).await?;
    Ok(HttpResponse::Ok().json(view))
}

async fn plan_view(site: &Site, id: PlanId) -> Result<PlanView, Problem> {
    off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        let (plan, heads) =
            app.store.read(|conn| Ok::<_, StoreError>((plans::get(conn, id)?, plans::heads(conn, Some(id))?)))?;
        Ok(PlanView { plan: summary(&plan, &heads, &picture), versions: version_summaries(&heads, &picture) })
    })
    .await
}

/// A plan to be begun.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatePlan {
    /// Whose.
    unit_code: String,
    /// Against what.
    hazard: String,
    /// The code on papers; made from unit and hazard where absent.
    #[serde(default)]
    code: Option<String>,
}

/// Begins a plan: its first version is a draft from the template.
#[utoipa::path(tag = "plans", request_body = CreatePlan, responses((status = 201, body = PlanView)))]
#[post("/plans")]
pub async fn create_plan(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<CreatePlan>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditPlan)?;
    let CreatePlan { unit_code, hazard, code } = body.into_inner();
    let new = NewPlan { unit_code, hazard: known_hazard(&hazard)?, code };
    let (plan, version) = off_thread(&site.app, move |app| begin_plan::begin_plan(app, &by, &new)).await?;
    let view = plan_view(&site, plan.id).await?;
    Ok(HttpResponse::Created().insert_header((ETAG, etag(version.revision))).json(view))
}

/// A version that was begun.
#[derive(Debug, Serialize, ToSchema)]
pub struct BegunVersion {
    /// Its id.
    #[schema(value_type = String, format = Uuid)]
    pub id: PlanVersionId,
    /// Its number.
    pub n: i64,
}

/// Begins a new version of a plan, from the one that is approved.
#[utoipa::path(tag = "plans", params(("id" = String, Path)), responses((status = 201, body = BegunVersion)))]
#[post("/plans/{id}/versions")]
pub async fn create_plan_version(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<PlanId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditPlan)?;
    let id = id.into_inner();
    let version = off_thread(&site.app, move |app| begin_plan::begin_version(app, &by, id)).await?;
    let view = BegunVersion { id: version.id, n: version.number };
    Ok(HttpResponse::Created().insert_header((ETAG, etag(version.revision))).json(view))
}

/// Which plans to take over to the next season.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RollOverRequest {
    /// The year.
    season: i32,
    /// Only those of this unit and of the units below it.
    #[serde(default)]
    unit_code: Option<String>,
    /// Only those against this hazard.
    #[serde(default)]
    hazard: Option<String>,
}

/// What became of one plan in a roll-over.
#[derive(Debug, Serialize, ToSchema)]
pub struct RolledOverView {
    /// The plan.
    #[schema(value_type = String, format = Uuid)]
    pub plan_id: PlanId,
    /// Its code.
    pub code: String,
    /// The number of the new draft.
    pub n: Option<i64>,
    /// Why there is none.
    pub reason: Option<Localized>,
}

/// What became of each plan in a roll-over.
#[derive(Debug, Serialize, ToSchema)]
pub struct RollOverView {
    /// Each plan.
    pub items: Vec<RolledOverView>,
}

/// Begins next season's drafts from every plan in force that the caller may edit.
#[utoipa::path(tag = "plans", request_body = RollOverRequest, responses((status = 200, body = RollOverView)))]
#[post("/plans/roll-over")]
pub async fn roll_plans_over(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<RollOverRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditPlan)?;
    let RollOverRequest { season, unit_code, hazard } = body.into_inner();
    let wanted = RollOver { season, unit_code, hazard: hazard.as_deref().map(known_hazard).transpose()? };
    let rolled = off_thread(&site.app, move |app| begin_plan::roll_over(app, &by, &wanted)).await?;
    let items = rolled
        .into_iter()
        .map(|rolled| RolledOverView {
            plan_id: rolled.plan.id,
            code: rolled.plan.code,
            n: rolled.outcome.as_ref().ok().copied(),
            reason: rolled.outcome.err(),
        })
        .collect();
    Ok(HttpResponse::Ok().json(RollOverView { items }))
}
