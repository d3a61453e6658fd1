//! Disaster episodes.

use actix_web::{HttpResponse, get, patch, post, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::relocations::views;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::ids::EventId;
use crate::relocation::{Event, EventKind, EventName};
use crate::services::keep_events::{close_event, name_event, open_event};
use crate::services::review_event::{EventReview, review_event};
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
        "joined_to": event.joined_to,
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

/// A new event.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EventRequest {
    /// Its name.
    name: EventName,
    /// `real`, or `drill`: then nobody is ever called.
    #[serde(default)]
    kind: Option<EventKind>,
}

/// Opens an event.
#[utoipa::path(tag = "activations", request_body = EventRequest, responses((status = 201, description = "the event", body = Object)))]
#[post("/events")]
pub async fn create_event(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<EventRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ConfirmActivation)?;
    let EventRequest { name, kind } = body.into_inner();
    let kind = kind.unwrap_or(EventKind::Real);
    let event = off_thread(&site.app, move |app| open_event(app, &by, &name, kind)).await?;
    Ok(HttpResponse::Created().json(view(&event)))
}

/// The name of an event.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EventChange {
    /// Its name.
    name: EventName,
}

/// Names an event as officials do.
#[utoipa::path(tag = "activations", params(("id" = String, Path)), request_body = EventChange, responses((status = 200, description = "the event", body = Object)))]
#[patch("/events/{id}")]
pub async fn change_event(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<EventId>,
    body: web::Json<EventChange>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ConfirmActivation)?;
    let (id, name) = (id.into_inner(), body.into_inner().name);
    let event = off_thread(&site.app, move |app| name_event(app, &by, id, &name)).await?;
    Ok(HttpResponse::Ok().json(view(&event)))
}

/// Closes an event.
#[utoipa::path(tag = "activations", params(("id" = String, Path)), responses((status = 200, description = "the event", body = Object)))]
#[post("/events/{id}/close")]
pub async fn end_event(site: web::Data<Site>, caller: Caller, id: web::Path<EventId>) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ConfirmActivation)?;
    let id = id.into_inner();
    let event = off_thread(&site.app, move |app| close_event(app, &by, id)).await?;
    Ok(HttpResponse::Ok().json(view(&event)))
}

fn review_view(review: &EventReview, unreached: &[Vec<Value>]) -> Value {
    let rounds: Vec<Value> = review
        .rounds
        .iter()
        .zip(unreached)
        .map(|(round, unreached)| {
            json!({
                "activation_id": round.activation_id,
                "checklist_id": round.checklist_id,
                "zone": {"code": round.zone.0, "name": round.zone.1},
                "round": round.round,
                "review": round.review,
                "unreached": unreached,
            })
        })
        .collect();
    let roles: Vec<Value> = review.roles.iter().map(|role| json!({"name": role.role.name(), "review": role})).collect();
    json!({
        "event": view(&review.event),
        "until": review.until,
        "rounds": rounds,
        "roles": roles,
        "bottleneck": review.bottleneck,
    })
}

/// Looks back: minutes to each step in each zone, where it stuck, and who was never reached.
#[utoipa::path(tag = "activations", params(("id" = String, Path)), responses((status = 200, description = "done", body = Object)))]
#[get("/events/{id}/review")]
pub async fn read_event_review(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<EventId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let (id, account) = (id.into_inner(), caller.account().cloned());
    let body = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        let review = review_event(app, id)?;
        let unreached = app.store.read(|conn| {
            let of = |round: &crate::services::review_event::ReviewedRound| round.unreached.clone();
            let all: Vec<_> = review.rounds.iter().map(of).collect();
            all.iter().map(|found| views(conn, &picture, account.as_ref(), found)).collect::<Result<Vec<_>, _>>()
        })?;
        Ok(review_view(&review, &unreached))
    })
    .await?;
    Ok(HttpResponse::Ok().json(body))
}
