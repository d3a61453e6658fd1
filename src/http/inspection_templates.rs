//! What inspections look at.

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, put, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::inspections::{Group, Point, Template};
use crate::kernel::page::Page;
use crate::kernel::{Localized, Timestamp};
use crate::services::correct_template::{HeldTemplate, list_templates, put_template};

/// A template of inspections.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionTemplateView {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Localized,
    /// What to know about it.
    pub note: Localized,
    /// The headings.
    pub groups: Vec<Group>,
    /// The points.
    pub points: Vec<Point>,
    /// 0 while nobody has corrected what the program came with; the ETag.
    pub revision: i64,
    /// When it was corrected.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub changed_at: Option<Timestamp>,
    /// By whom.
    pub changed_by: Option<String>,
}

impl From<HeldTemplate> for InspectionTemplateView {
    fn from(held: HeldTemplate) -> Self {
        let HeldTemplate { template: Template { code, name, note, groups, points }, revision, changed } = held;
        let (changed_at, changed_by) = changed.unzip();
        Self { code, name, note, groups, points, revision, changed_at, changed_by }
    }
}

/// A template as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutInspectionTemplate {
    /// Its name.
    pub name: Localized,
    /// What to know about it.
    pub note: Localized,
    /// The headings, in order.
    pub groups: Vec<Group>,
    /// The points, in order.
    pub points: Vec<Point>,
}

/// The templates, those of the program first. A source that says `verify` is to be looked up before it is quoted.
#[utoipa::path(tag = "inspections", responses((status = 200, body = Page<InspectionTemplateView>)))]
#[get("/inspection-templates")]
pub async fn list_inspection_templates(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let held = off_thread(&site.app, list_templates).await?;
    // Who corrected one is for people who are signed in.
    let signed_in = caller.account().is_some();
    let view = |held: HeldTemplate| {
        let view = InspectionTemplateView::from(held);
        InspectionTemplateView { changed_by: view.changed_by.filter(|_| signed_in), ..view }
    };
    Ok(HttpResponse::Ok().json(Page { items: held.into_iter().map(view).collect(), next: None }))
}

/// Corrects a template, or adds one (`If-Match: "0"`). Inspections that were ordered keep the template they were
/// ordered with. For accounts of a province.
#[utoipa::path(tag = "inspections", request_body = PutInspectionTemplate, params(("code" = String, Path), ("If-Match" = String, Header)), responses((status = 200, body = InspectionTemplateView)))]
#[put("/inspection-templates/{code}")]
pub async fn put_inspection_template(
    site: web::Data<Site>,
    caller: Caller,
    code: web::Path<String>,
    request: HttpRequest,
    body: web::Json<PutInspectionTemplate>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Inspect)?;
    let revision = revision_read(&request)?;
    let PutInspectionTemplate { name, note, groups, points } = body.into_inner();
    let template = Template { code: code.into_inner(), name, note, groups, points };
    let held = off_thread(&site.app, move |app| put_template(app, &by, revision, &template)).await?;
    let view = InspectionTemplateView::from(held);
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(view.revision))).json(view))
}
