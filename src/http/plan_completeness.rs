//! How complete and fresh a version is, and the rules it is looked at by.

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, put, web};
use serde::Serialize;
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::findings::FindingView;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::findings::Severity;
use crate::kernel::Timestamp;
use crate::kernel::ids::PlanId;
use crate::plans::completeness::Completeness;
use crate::plans::rules::{Rule, RuleForm};
use crate::services::adjust_rules::{HeldRule, adjust_rule, held_rules, look_at_version};
use crate::services::findings::plan_findings;

/// A rule as it holds.
#[derive(Serialize, ToSchema)]
pub struct RuleView {
    #[serde(flatten)]
    rule: Rule,
    /// 0 while nobody has changed it.
    revision: i64,
    /// For `If-Match`.
    etag: String,
    /// When it was last changed.
    #[schema(value_type = Option<String>, format = DateTime)]
    updated_at: Option<Timestamp>,
    /// By whom.
    updated_by: Option<String>,
}

/// Every rule.
#[derive(Serialize, ToSchema)]
pub struct RuleList {
    items: Vec<RuleView>,
    next: Option<String>,
}

impl From<HeldRule> for RuleView {
    fn from(held: HeldRule) -> Self {
        let (updated_at, updated_by) = held.changed.unzip();
        Self { etag: etag(held.revision), rule: held.rule, revision: held.revision, updated_at, updated_by }
    }
}

/// How complete and fresh a version is, and what true tables contradict each other about it.
#[derive(Serialize, ToSchema)]
pub struct CompletenessView {
    #[serde(flatten)]
    completeness: Completeness,
    /// The critical findings that would stand if it were in force. They warn and block nothing: a plan that has to be
    /// approved at night can be.
    warnings: Vec<FindingView>,
}

/// How complete and fresh a version is: a score that names what weighs most, what was found, and the parts.
#[utoipa::path(
    tag = "plans", params(("id" = String, Path), ("n" = i64, Path)),
    responses((status = 200, body = CompletenessView), (status = 404, description = "no such plan or version"))
)]
#[get("/plans/{id}/versions/{n}/completeness")]
pub async fn read_completeness(
    site: web::Data<Site>,
    caller: Caller,
    path: web::Path<(PlanId, i64)>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let (plan, number) = path.into_inner();
    let signed_in = caller.account().is_some();
    let view = off_thread(&site.app, move |app| {
        let completeness = look_at_version(app, plan, number)?;
        let found = plan_findings(app, plan, Some(number))?;
        let picture = app.live.current(&app.store, app.now())?;
        let critical = found.items.into_iter().filter(|shown| shown.severity == Severity::Critical);
        let warnings = critical.map(|shown| FindingView::of(shown, &picture, signed_in)).collect();
        Ok(CompletenessView { completeness, warnings })
    })
    .await?;
    Ok(HttpResponse::Ok().json(view))
}

/// The rules plans are looked at by, with their grounds.
#[utoipa::path(tag = "plans", responses((status = 200, body = RuleList)))]
#[get("/plan-rules")]
pub async fn list_plan_rules(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let rules = off_thread(&site.app, |app| Ok(app.store.read(held_rules)?)).await?;
    Ok(HttpResponse::Ok().json(RuleList { items: rules.into_iter().map(RuleView::from).collect(), next: None }))
}

/// Changes what a rule weighs, its days, its season, its ground, or turns it off.
#[utoipa::path(
    tag = "plans", params(("code" = String, Path), ("If-Match" = String, Header)), request_body = RuleForm,
    responses((status = 200, body = RuleView), (status = 412, description = "changed since"))
)]
#[put("/plan-rules/{code}")]
pub async fn put_plan_rule(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    code: web::Path<String>,
    form: web::Json<RuleForm>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageAccounts)?;
    let revision = revision_read(&request)?;
    let held =
        off_thread(&site.app, move |app| adjust_rule(app, &by, &code.into_inner(), revision, &form.into_inner()))
            .await?;
    let view = RuleView::from(held);
    Ok(HttpResponse::Ok().insert_header((ETAG, view.etag.clone())).json(view))
}
