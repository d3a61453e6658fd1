//! Activations: what is proposed and at work, for and against, and the person's decision on it.

use std::collections::HashMap;

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::checklists::summary as checklist_summary;
use super::etag::{etag, revision_read};
use super::events::view as event_view;
use super::json::joined;
use super::problem::Problem;
use super::work::off_thread;
use super::zones::figures_view;
use crate::accounts::Permission;
use crate::alerts::lineage::expires_or_assumed;
use crate::alerts::telling::headline_for;
use crate::kernel::ids::{ActivationId, ChecklistId, EventId, ZoneId};
use crate::kernel::{Language, Localized};
use crate::plans::Mode;
use crate::plans::triggers::Outcome;
use crate::relocation::{Activation, ActivationAct, ActivationStatus, Checklist, ZoneStage, ZoneState};
use crate::services::decide_activation::{Decision, decide_activation};
use crate::services::live_data::Picture;
use crate::services::{App, ServiceError};
use crate::store::{
    StoreConnection, StoreError, activation_papers, activations, alert_decisions, alerts, checklists, events,
    household_zones, plans, zones,
};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Query {
    status: Option<ActivationStatus>,
    event: Option<EventId>,
}

/// Activations, newest first.
#[utoipa::path(tag = "activations", params(Query), responses((status = 200, description = "done", body = Object)))]
#[get("/activations")]
pub async fn list_activations(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<Query>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let Query { status, event } = query.into_inner();
    let items = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        Ok(app.store.read(|conn| {
            let found = activations::list(conn, event, status)?;
            found.iter().map(|activation| view(conn, &picture, activation)).collect::<Result<Vec<_>, _>>()
        })?)
    })
    .await?;
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
}

/// One activation.
#[utoipa::path(tag = "activations", params(("id" = String, Path)), responses((status = 200, description = "done", body = Object)))]
#[get("/activations/{id}")]
pub async fn read_activation(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ActivationId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let (view, revision) = off_thread(&site.app, move |app| one(app, id)).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(revision))).json(view))
}

/// One activation, with its revision.
pub fn one(app: &App, id: ActivationId) -> Result<(Value, i64), ServiceError> {
    let picture = app.live.current(&app.store, app.now())?;
    Ok(app.store.read(|conn| {
        let activation = activations::get(conn, id)?;
        Ok::<_, StoreError>((view(conn, &picture, &activation)?, activation.revision))
    })?)
}

fn view(conn: &mut StoreConnection, picture: &Picture, activation: &Activation) -> Result<Value, StoreError> {
    let event = events::get(conn, activation.event_id)?;
    let plan = plans::get(conn, activation.plan_id)?;
    let version = plans::version(conn, activation.plan_version_id)?;
    let alert = alerts::get(conn, activation.alert_id)?;
    let lists = checklists::of_activation(conn, activation.id)?;
    let ids: Vec<ChecklistId> = lists.iter().map(|list| list.id).collect();
    let tasks = checklists::tasks_of(conn, &ids)?;
    let all_tasks = || tasks.values().flatten();
    let live: Vec<ZoneId> =
        in_states(activation, &[ZoneState::Proposed, ZoneState::Open, ZoneState::StandDownProposed]);
    let shown = if live.is_empty() { activation.zones.iter().map(|zone| zone.zone_id).collect() } else { live };
    let register =
        household_zones::register_of(conn, &activation.zones.iter().map(|zone| zone.zone_id).collect::<Vec<_>>())?;

    let counts = json!({
        "zones": shown.len(),
        "tasks_total": all_tasks().count(),
        "tasks_done": all_tasks().filter(|task| task.state.is_settled()).count(),
    });
    let figures = joined(figures_view(&register.of_zones(&shown)), counts);
    let mut zone_views = Vec::new();
    for zone in &activation.zones {
        let held = zones::at_revision(conn, zone.zone_id, zone.zone_revision)?;
        let of_zone = register.of_zone(zone.zone_id);
        zone_views.push(json!({
            "zone_id": zone.zone_id,
            "code": held.code,
            "name": held.name,
            "village": held.village,
            "state": zone.state,
            "households": of_zone.households,
            "people": of_zone.people,
            "reason": zone.reason,
            "checklist_id": newest_list(&lists, zone.zone_id),
        }));
    }
    Ok(json!({
        "id": activation.id,
        "status": activation.status,
        "event": event_view(&event),
        "plan": {
            "id": plan.id,
            "code": plan.code,
            "title": version.content.title,
            "hazard": plan.hazard,
            "hazard_name": plan.hazard.name(),
            "commune_code": plan.unit_code,
            "commune_name": picture.unit_name(&plan.unit_code),
            "version_n": version.number,
            "approval": version.status.approval(),
        },
        "alert": {
            "id": alert.id,
            "headline": headline_for(&alert.alert, Language::Vi).unwrap_or(&alert.alert.identity.identifier),
            "headline_en": headline_for(&alert.alert, Language::En).unwrap_or(&alert.alert.identity.identifier),
            "sender": alert.alert.identity.sender,
            "sent": alert.alert.identity.sent,
            "msg_type": alert.alert.msg_type,
            "expires": if alert.alert.infos.is_empty() { None } else { Some(expires_or_assumed(&alert.alert).0) },
        },
        "level": {"value": activation.level, "official": activation.level_official},
        "mode": mode_name(activation.mode),
        "proposed_at": activation.proposed_at,
        "escalate_at": activation.escalate_at,
        "escalated_at": activation.escalated_at,
        "decided_at": activation.decided_at,
        "decided_by": activation.decided_by,
        "decision_remark": activation.decision_remark,
        "figures": figures,
        "zones": zone_views,
        "against": against(conn, picture, activation)?,
        "pending": pending(activation),
        "papers": activation_papers::of(conn, activation.id)?.iter().map(|paper| json!({
            "id": paper.id, "number": paper.number, "dated": paper.dated, "file_name": paper.file_name,
        })).collect::<Vec<_>>(),
        "demonstration": event.demonstration || plan.demonstration,
        "etag": etag(activation.revision),
    }))
}

fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Propose => "propose",
        Mode::EscalateAfter { .. } => "escalate_after",
        Mode::Auto => "auto",
    }
}

fn in_states(activation: &Activation, states: &[ZoneState]) -> Vec<ZoneId> {
    activation.zones.iter().filter(|zone| states.contains(&zone.state)).map(|zone| zone.zone_id).collect()
}

fn newest_list(lists: &[Checklist], zone: ZoneId) -> Option<ChecklistId> {
    lists.iter().filter(|list| list.zone_id == zone).max_by_key(|list| list.round).map(|list| list.id)
}

/// The zones of the same plan that the latest alert leaves alone, and why.
fn against(conn: &mut StoreConnection, picture: &Picture, activation: &Activation) -> Result<Vec<Value>, StoreError> {
    let decisions = alert_decisions::decisions(conn, activation.alert_id, 0, i64::MAX)?;
    let names: HashMap<ZoneId, (&str, &str)> =
        picture.zones.zones().iter().map(|zone| (zone.id, (zone.code.as_str(), zone.name.as_str()))).collect();
    Ok(decisions
        .into_iter()
        .map(|(_, decision)| decision)
        .filter(|decision| decision.plan_id == activation.plan_id && decision.outcome == Outcome::NotTriggered)
        .filter_map(|decision| {
            // A zone that is in the activation says there why its state changed.
            let zone_id = decision.zone_id.filter(|id| !activation.zones.iter().any(|zone| zone.zone_id == *id))?;
            let (code, name) = names.get(&zone_id).copied().unzip();
            Some(json!({"zone_id": zone_id, "code": code, "name": name, "reason": decision.why.words()}))
        })
        .collect())
}

/// What awaits a person after an Update or a Cancel.
fn pending(activation: &Activation) -> Value {
    let working = activation.status == ActivationStatus::Active;
    let open = if working { in_states(activation, &[ZoneState::Proposed]) } else { Vec::new() };
    let stand_down = in_states(activation, &[ZoneState::StandDownProposed]);
    let words = match (open.len(), stand_down.len()) {
        (0, 0) => None,
        (more, 0) => Some(Localized::new(
            format!("Bản tin mới: mở thêm {more} vùng."),
            format!("New alert: {more} more zones to open."),
        )),
        (0, less) => Some(Localized::new(
            format!("Bản tin mới: đề nghị kết thúc {less} vùng."),
            format!("New alert: {less} zones proposed for stand-down."),
        )),
        (more, less) => Some(Localized::new(
            format!("Bản tin mới: mở thêm {more} vùng, đề nghị kết thúc {less} vùng."),
            format!("New alert: {more} more zones to open, {less} proposed for stand-down."),
        )),
    };
    json!({"open": open, "stand_down": stand_down, "words": words})
}

#[derive(Default, Deserialize, utoipa::ToSchema)]
struct DecisionBody {
    remark: Option<String>,
    /// Of a confirmation: `ordered`, which it is where nothing is said, or `prepare`.
    stage: Option<ZoneStage>,
}

/// What a body says that may be empty; a body that cannot be read is no empty one.
fn decision_in(body: &[u8]) -> Result<DecisionBody, Problem> {
    if body.is_empty() {
        return Ok(DecisionBody::default());
    }
    serde_json::from_slice(body).map_err(|_| {
        Problem::invalid(
            "",
            Localized::new("Không đọc được JSON; kiểm tra cú pháp.", "The JSON cannot be read; check its syntax."),
        )
    })
}

/// A person's decision: `confirm`, `decline`, `stand-down` or `close`.
#[utoipa::path(tag = "activations", params(("id" = String, Path), ("act" = String, Path), ("If-Match" = String, Header)), request_body = DecisionBody, responses((status = 200, description = "done", body = Object)))]
#[post("/activations/{id}/{act}")]
pub async fn decide_on_activation(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    path: web::Path<(ActivationId, String)>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, act) = path.into_inner();
    let act = match act.as_str() {
        "confirm" => ActivationAct::Confirm,
        "decline" => ActivationAct::Decline,
        "stand-down" => ActivationAct::StandDown,
        "close" => ActivationAct::Close,
        _ => return Err(Problem::not_found()),
    };
    let by = caller.acting(Permission::ConfirmActivation)?;
    let revision = revision_read(&request)?;
    let DecisionBody { remark, stage } = decision_in(&body)?;
    // People either have to leave or get ready; the other stages come later, zone by zone.
    let stage = stage.filter(|stage| *stage == ZoneStage::Prepare).unwrap_or(ZoneStage::Ordered);
    let (view, revision) = off_thread(&site.app, move |app| {
        let decision = Decision { by: &by, activation: id, revision, act, stage, remark };
        decide_activation(app, &decision)?;
        one(app, id)
    })
    .await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(revision))).json(view))
}

/// The checklists of an activation, in the order they were opened.
#[utoipa::path(tag = "activations", params(("id" = String, Path)), responses((status = 200, description = "done", body = Object)))]
#[get("/activations/{id}/checklists")]
pub async fn list_checklists(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ActivationId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let items = off_thread(&site.app, move |app| {
        let now = app.now();
        let picture = app.live.current(&app.store, now)?;
        Ok(app.store.read(|conn| {
            activations::get(conn, id)?;
            let lists = checklists::of_activation(conn, id)?;
            lists.iter().map(|list| checklist_summary(conn, &picture, list, now)).collect::<Result<Vec<_>, _>>()
        })?)
    })
    .await?;
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
}
