//! The norms: read, corrected, and how they came to be.

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, put, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::paging::PageQuery;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::findings::Norms;
use crate::kernel::Timestamp;
use crate::kernel::page::Page;
use crate::services::correct_norms::{norms_history, put_norms, read_norms};
use crate::store::norms::NormsRevision;

/// Norms as they were set once.
#[derive(Debug, Serialize, ToSchema)]
pub struct NormsRevisionView {
    /// 0 for those the program comes with.
    pub revision: i64,
    /// When they were set; null for those the program comes with.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub changed_at: Option<Timestamp>,
    /// By whom; null for who is not signed in.
    pub changed_by: Option<String>,
    /// On what ground.
    pub reason: String,
    /// The norms.
    pub norms: Norms,
}

impl NormsRevisionView {
    fn of(held: Option<NormsRevision>, signed_in: bool) -> Self {
        let Some(NormsRevision { revision, changed_at, changed_by, reason, norms }) = held else {
            return Self {
                revision: 0,
                changed_at: None,
                changed_by: None,
                reason: String::new(),
                norms: Norms::shipped(),
            };
        };
        let changed_by = signed_in.then_some(changed_by);
        Self { revision, changed_at: Some(changed_at), changed_by, reason, norms }
    }
}

/// The norms that are reckoned with, beside those the program comes with.
#[derive(Debug, Serialize, ToSchema)]
pub struct NormsView {
    /// Those that are reckoned with.
    #[serde(flatten)]
    pub held: NormsRevisionView,
    /// To be sent as `If-Match` with a correction.
    pub etag: String,
    /// Those the program comes with.
    pub shipped: Norms,
}

impl NormsView {
    fn of(held: Option<NormsRevision>, signed_in: bool) -> Self {
        let held = NormsRevisionView::of(held, signed_in);
        Self { etag: etag(held.revision), held, shipped: Norms::shipped() }
    }
}

/// Corrected norms.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutNorms {
    /// All of them.
    pub norms: Norms,
    /// On what ground.
    pub reason: String,
}

fn answer(view: &NormsView) -> HttpResponse {
    HttpResponse::Ok().insert_header((ETAG, view.etag.clone())).json(view)
}

/// The norms that findings and what-ifs reckon with: how much a person needs, how old a figure may be. A value that says
/// `verify` is general knowledge nobody has read in its source yet.
#[utoipa::path(tag = "resources", responses((status = 200, body = NormsView)))]
#[get("/norms")]
pub async fn read_current_norms(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let signed_in = caller.account().is_some();
    let (_, held) = off_thread(&site.app, read_norms).await?;
    Ok(answer(&NormsView::of(held, signed_in)))
}

/// Every correction of the norms, newest first; those the program comes with last.
#[utoipa::path(tag = "resources", params(PageQuery), responses((status = 200, body = Page<NormsRevisionView>)))]
#[get("/norms/history")]
pub async fn list_norms_history(
    site: web::Data<Site>,
    caller: Caller,
    paging: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let (signed_in, paging) = (caller.account().is_some(), paging.into_inner());
    let page = off_thread(&site.app, move |app| norms_history(app, paging.cursor.as_deref(), paging.limit())).await?;
    let mut page = page.map(|held| NormsRevisionView::of(Some(held), signed_in));
    if page.next.is_none() {
        page.items.push(NormsRevisionView::of(None, signed_in));
    }
    Ok(HttpResponse::Ok().json(page))
}

/// Corrects the norms. Everything is looked at again with them. For accounts of a province.
#[utoipa::path(tag = "resources", request_body = PutNorms, params(("If-Match" = String, Header)), responses((status = 200, body = NormsView)))]
#[put("/norms")]
pub async fn put_current_norms(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    body: web::Json<PutNorms>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditResources)?;
    let revision = revision_read(&request)?;
    let PutNorms { norms, reason } = body.into_inner();
    let held = off_thread(&site.app, move |app| put_norms(app, &by, revision, &norms, &reason)).await?;
    Ok(answer(&NormsView::of(Some(held), true)))
}
