//! Disaster episodes.

use actix_web::{HttpResponse, get, web};
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::ids::EventId;
use crate::relocation::Event;
use crate::store::events;

/// An event, as lists and activations show it.
pub fn view(event: &Event) -> Value {
    json!({
        "id": event.id,
        "name": event.name,
        "kind": event.kind,
        "started_at": event.started_at,
        "closed_at": event.closed_at,
        "demonstration": event.demonstration,
    })
}

/// Every event, newest first.
#[utoipa::path(tag = "activations", responses((status = 200, description = "done", body = Object)))]
#[get("/events")]
pub async fn list_events(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let events = off_thread(&site.app, |app| Ok(app.store.read(events::all)?)).await?;
    let items: Vec<Value> = events.iter().map(view).collect();
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
}

/// One event.
#[utoipa::path(tag = "activations", params(("id" = String, Path)), responses((status = 200, description = "done", body = Object)))]
#[get("/events/{id}")]
pub async fn read_event(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<EventId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let event = off_thread(&site.app, move |app| Ok(app.store.read(|conn| events::get(conn, id))?)).await?;
    Ok(HttpResponse::Ok().json(view(&event)))
}
