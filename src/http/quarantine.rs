//! What arrived and could not be used, wholly or in part, with its reasons and its bytes.

use actix_web::{HttpResponse, get, post, web};
use serde_json::json;

use super::Site;
use super::alerts::raw_answer;
use super::caller::Caller;
use super::paging::PageQuery;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::ids::RawDocumentId;
use crate::kernel::page::Page;
use crate::services::read_again::read_again;
use crate::services::tidy_archive::raw_bytes;
use crate::store::{StoreError, alert_sources, raw_documents};

/// Documents of which all or a part could not be used, newest first.
#[utoipa::path(tag = "alerts", params(PageQuery), responses((status = 200, description = "done", body = Object)))]
#[get("/quarantine")]
pub async fn list_quarantine(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let query = query.into_inner();
    let page = off_thread(&site.app, move |app| {
        let (found, sources) = app.store.read(|conn| {
            let found = raw_documents::with_reasons(conn, query.cursor.as_deref(), query.fetch())?;
            Ok::<_, StoreError>((found, alert_sources::all(conn)?))
        })?;
        let page = Page::cut(found, query.limit(), |document| document.id.to_string());
        Ok(page.map(|document| {
            let source = sources.iter().find(|source| Some(source.id) == document.source_id);
            json!({
                "id": document.id,
                "received_at": document.received_at,
                "url": document.url,
                "source_code": source.map(|source| &source.code),
                "state": document.state,
                "content_type": document.content_type,
                "sha256": document.sha256,
                "length": document.length,
                "dropped_at": document.dropped_at,
                "reasons": document.reasons.iter().map(|reason| &reason.wording).collect::<Vec<_>>(),
            })
        }))
    })
    .await?;
    Ok(HttpResponse::Ok().json(page))
}

/// The bytes of a received document.
#[utoipa::path(tag = "alerts", params(("id" = String, Path)), responses((status = 200, description = "as it was received", body = String, content_type = "*/*"), (status = 410, description = "kept for its time and dropped")))]
#[get("/quarantine/{id}/raw")]
pub async fn read_quarantined(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<RawDocumentId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let bytes = off_thread(&site.app, move |app| raw_bytes(app, id)).await?;
    Ok(raw_answer(bytes))
}

/// Reads a document that could not be used once more, as after the settings of its source were mended.
#[utoipa::path(tag = "alerts", params(("id" = String, Path)), responses((status = 200, description = "done", body = Object)))]
#[post("/quarantine/{id}/retry")]
pub async fn retry_quarantined(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<RawDocumentId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting_with_any(&[Permission::ManageSources, Permission::ReportAlert])?;
    let id = id.into_inner();
    let ingested = off_thread(&site.app, move |app| read_again(app, &by, id)).await?;
    let reasons: Vec<_> = ingested.document.reasons.iter().map(|reason| &reason.wording).collect();
    let alerts: Vec<_> = ingested.new.iter().chain(&ingested.known).collect();
    Ok(HttpResponse::Ok().json(json!({"state": ingested.document.state, "alerts": alerts, "reasons": reasons})))
}
