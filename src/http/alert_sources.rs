//! Sources of alerts and whether each still speaks.

use actix_web::{HttpResponse, get, web};
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::alerts::source::AlertSource;
use crate::kernel::Timestamp;
use crate::kernel::ids::SourceId;
use crate::store::alert_sources;

fn health_view(source: &AlertSource, now: Timestamp) -> Value {
    let memory = &source.memory;
    json!({
        "state": source.state(now),
        "last_success_at": memory.last_success_at,
        "last_new_alert_at": memory.last_new_alert_at,
        "last_attempt_at": memory.last_attempt_at,
        "consecutive_failures": memory.consecutive_failures,
        "last_error": memory.last_error,
        "next_attempt_at": memory.next_attempt_at,
    })
}

/// Every source, with its health.
#[utoipa::path(tag = "alerts", responses((status = 200, description = "done", body = Object)))]
#[get("/alert-sources")]
pub async fn list_sources(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let now = site.app.now();
    let sources = off_thread(&site.app, |app| Ok(app.store.read(alert_sources::all)?)).await?;
    let items: Vec<Value> = sources
        .iter()
        .map(|source| {
            json!({
                "id": source.id,
                "code": source.code,
                "name": source.name,
                "url": source.url,
                "format": "auto",
                "enabled": source.enabled,
                "demonstration": source.demonstration,
                "health": health_view(source, now),
            })
        })
        .collect();
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
}

/// The health of one source.
#[utoipa::path(tag = "alerts", params(("id" = String, Path)), responses((status = 200, description = "done", body = Object)))]
#[get("/alert-sources/{id}/health")]
pub async fn read_source_health(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<SourceId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let source = off_thread(&site.app, move |app| Ok(app.store.read(|conn| alert_sources::get(conn, id))?)).await?;
    Ok(HttpResponse::Ok().json(health_view(&source, site.app.now())))
}
