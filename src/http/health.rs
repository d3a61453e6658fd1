//! Whether the process lives and can work.

use actix_web::{HttpResponse, get, web};
use serde_json::json;

use super::Site;
use super::problem::Problem;
use super::work::off_thread;
use crate::store::markers;

/// The process answers.
#[get("/healthz")]
pub async fn healthz() -> HttpResponse {
    HttpResponse::Ok().json(json!({"status": "ok"}))
}

/// The store answers too.
#[get("/readyz")]
pub async fn readyz(site: web::Data<Site>) -> Result<HttpResponse, Problem> {
    off_thread(&site.app, |app| Ok(app.store.read(|conn| markers::counter(conn, markers::LIVE_DATA))?)).await?;
    Ok(HttpResponse::Ok().json(json!({"status": "ok", "store": site.app.store.kind()})))
}
