//! Drills on the messages of past events.

use actix_web::{HttpResponse, get, post, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::events::view;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::Localized;
use crate::kernel::ids::EventId;
use crate::services::replay_drill::{NewDrill, SHIPPED, Scenario, start_drill};
use crate::store::drill_messages;

/// A drill.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DrillRequest {
    /// A shipped scenario, see `/drill-scenarios`; or `event_id`.
    #[serde(default)]
    scenario: Option<String>,
    /// A past event of this office; or `scenario`.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Uuid)]
    event_id: Option<EventId>,
    /// How many times faster than it was, 1 to 60.
    speed: f64,
}

/// Starts a drill: the messages of a past event come again, as exercises, and today's plans answer.
#[utoipa::path(tag = "activations", request_body = DrillRequest, responses((status = 201, description = "the drill, an event", body = Object)))]
#[post("/drills")]
pub async fn create_drill(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<DrillRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ConfirmActivation)?;
    let scenario = match (&body.scenario, body.event_id) {
        (Some(code), None) => Scenario::Shipped(code.clone()),
        (None, Some(event)) => Scenario::Past(event),
        _ => {
            return Err(Problem::invalid(
                "/scenario",
                Localized::new("Chọn kịch bản có sẵn hoặc một đợt đã qua.", "Choose a scenario or a past event."),
            ));
        }
    };
    let new = NewDrill { scenario, speed: body.speed };
    let event = off_thread(&site.app, move |app| start_drill(app, &by, &new)).await?;
    Ok(HttpResponse::Created().json(view(&event)))
}

/// The scenarios that are shipped.
#[utoipa::path(tag = "activations", responses((status = 200, description = "done", body = Object)))]
#[get("/drill-scenarios")]
pub async fn list_drill_scenarios() -> HttpResponse {
    let items: Vec<Value> = SHIPPED
        .iter()
        .map(|(code, vi, en, files)| json!({"code": code, "name": Localized::new(*vi, *en), "messages": files.len()}))
        .collect();
    HttpResponse::Ok().json(json!({"items": items, "next": null}))
}

/// The messages of a drill, and which have come.
#[utoipa::path(tag = "activations", params(("id" = String, Path)), responses((status = 200, description = "done", body = Object)))]
#[get("/drills/{id}/messages")]
pub async fn list_drill_messages(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<EventId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let found = off_thread(&site.app, move |app| Ok(app.store.read(|conn| drill_messages::of(conn, id))?)).await?;
    let items: Vec<Value> = found
        .iter()
        .map(|message| {
            json!({
                "position": message.position,
                "headline": message.headline,
                "due_at": message.due_at,
                "sent_at": message.sent_at,
            })
        })
        .collect();
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
}
