//! Activations that people begin and widen by hand, the stages of their zones, and their papers.

use actix_web::http::header::{CONTENT_DISPOSITION, ETAG};
use actix_web::{HttpRequest, HttpResponse, get, patch, post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Site;
use super::activations::one;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::hazards::RiskLevel;
use crate::kernel::ids::{ActivationId, ChecklistId, EventId, PaperId, PlanId, ZoneId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{CriterionMet, EventKind, EventName, ZoneStage, return_criteria};
use crate::services::add_paper::{NewPaper, add_paper};
use crate::services::advance_zone::{StageDecision, advance_zone};
use crate::services::start_activation::{InEvent, Start, start_activation};
use crate::services::widen_activation::{Widening, Wider, widen_activation};
use crate::store::activation_papers::{self, Paper};

/// A new event.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEvent {
    /// Its name.
    name: EventName,
    /// `real`, or `drill`: then nobody is ever called.
    #[serde(default = "real")]
    kind: EventKind,
}

fn real() -> EventKind {
    EventKind::Real
}

/// An activation begun by hand.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartRequest {
    /// The plan.
    #[schema(value_type = String, format = Uuid)]
    plan_id: PlanId,
    /// The event it belongs to; or `event`.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Uuid)]
    event_id: Option<EventId>,
    /// A new event; or `event_id`.
    #[serde(default)]
    event: Option<NewEvent>,
    /// The level.
    #[schema(value_type = Object)]
    level: RiskLevel,
    /// The zones; those the plan clears from this level on where none is named.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>)]
    zones: Option<Vec<ZoneId>>,
    /// `ordered`, or `prepare`.
    #[serde(default)]
    stage: Option<ZoneStage>,
    /// When the danger is expected to begin.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    onset: Option<Timestamp>,
    /// On what ground.
    reason: String,
}

fn opening_stage(asked: Option<ZoneStage>) -> Result<ZoneStage, Problem> {
    match asked {
        None | Some(ZoneStage::Ordered) => Ok(ZoneStage::Ordered),
        Some(ZoneStage::Prepare) => Ok(ZoneStage::Prepare),
        Some(_) => Err(Problem::invalid(
            "/stage",
            Localized::new("Bắt đầu bằng chuẩn bị hoặc lệnh di dời.", "Begin with prepare or with ordered."),
        )),
    }
}

/// Begins an activation by hand: whoever may confirm sets it going, others propose it.
#[utoipa::path(tag = "activations", request_body = StartRequest, responses((status = 201, description = "the activation", body = Object)))]
#[post("/activations")]
pub async fn create_activation(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<StartRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting_with_any(&[Permission::ConfirmActivation, Permission::ReportAlert])?;
    let body = body.into_inner();
    let event = match (body.event_id, body.event) {
        (Some(id), None) => InEvent::Running(id),
        (None, Some(event)) => InEvent::New { name: event.name, kind: event.kind },
        _ => {
            return Err(Problem::invalid(
                "/event_id",
                Localized::new(
                    "Chọn một đợt thiên tai đang diễn ra, hoặc đặt tên đợt mới.",
                    "Choose an event that runs, or name a new one.",
                ),
            ));
        }
    };
    let start = Start {
        plan: body.plan_id,
        event,
        level: body.level,
        zones: body.zones,
        stage: opening_stage(body.stage)?,
        onset: body.onset,
        reason: body.reason,
    };
    let (view, revision) = off_thread(&site.app, move |app| {
        let id = start_activation(app, &by, &start)?;
        one(app, id)
    })
    .await?;
    Ok(HttpResponse::Created().insert_header((ETAG, etag(revision))).json(view))
}

/// How an activation is widened.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WidenRequest {
    /// To a level; or `zones`.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    level: Option<RiskLevel>,
    /// By these zones, also such that have to leave again; or `level`.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>)]
    zones: Option<Vec<ZoneId>>,
    /// `ordered`, or `prepare`.
    #[serde(default)]
    stage: Option<ZoneStage>,
    /// On what ground.
    reason: String,
}

/// Raises the level, adds zones, or orders zones out again.
#[utoipa::path(tag = "activations", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = WidenRequest, responses((status = 200, description = "the activation", body = Object)))]
#[post("/activations/{id}/raise")]
pub async fn raise_activation(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<ActivationId>,
    body: web::Json<WidenRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ConfirmActivation)?;
    let revision = revision_read(&request)?;
    let WidenRequest { level, zones, stage, reason } = body.into_inner();
    let wider = match (level, zones) {
        (Some(level), None) => Wider::Level(level),
        (None, Some(zones)) if !zones.is_empty() => Wider::Zones(zones),
        _ => {
            return Err(Problem::invalid(
                "/level",
                Localized::new("Chọn cấp độ mới, hoặc các vùng thêm vào.", "Choose a new level, or the zones to add."),
            ));
        }
    };
    let (id, stage) = (id.into_inner(), opening_stage(stage)?);
    let (view, revision) = off_thread(&site.app, move |app| {
        widen_activation(app, &Widening { by: &by, activation: id, revision, wider, stage, reason })?;
        one(app, id)
    })
    .await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(revision))).json(view))
}

/// A step of a zone.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StageRequest {
    /// The stage that was read.
    from: ZoneStage,
    /// The stage that follows.
    to: ZoneStage,
    /// When it happened; now where nothing is said.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    happened_at: Option<Timestamp>,
    /// In which words.
    #[serde(default)]
    remark: Option<String>,
    /// Before people return: what was looked at, see `/return-criteria`.
    #[serde(default)]
    criteria: Vec<CriterionMet>,
}

/// Moves the zone of a checklist on: ordered, clearing, cleared, return allowed, returned.
#[utoipa::path(tag = "relocation", params(("id" = String, Path)), request_body = StageRequest, responses((status = 200, description = "done", body = Object)))]
#[patch("/checklists/{id}/stage")]
pub async fn patch_zone_stage(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ChecklistId>,
    body: web::Json<StageRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting_with_any(&[Permission::TickTask, Permission::ConfirmActivation])?;
    let StageRequest { from, to, happened_at, remark, criteria } = body.into_inner();
    let decision = StageDecision { checklist: id.into_inner(), from, to, happened_at, remark, criteria };
    let list = off_thread(&site.app, move |app| advance_zone(app, &by, &decision)).await?;
    Ok(HttpResponse::Ok().json(json!({
        "id": list.id,
        "state": list.state,
        "stage": list.stage,
        "stage_name": list.stage.name(),
        "stage_at": list.stage_at,
        "next_stages": list.stage.next(),
    })))
}

/// What is looked at before people go home.
#[utoipa::path(tag = "relocation", responses((status = 200, description = "done", body = Object)))]
#[get("/return-criteria")]
pub async fn list_return_criteria() -> HttpResponse {
    let items: Vec<Value> =
        return_criteria().iter().map(|criterion| json!({"code": criterion.code, "words": criterion.words})).collect();
    HttpResponse::Ok().json(json!({"items": items, "next": null}))
}

fn paper_view(paper: &Paper) -> Value {
    json!({
        "id": paper.id,
        "number": paper.number,
        "dated": paper.dated,
        "file_name": paper.file_name,
        "added_by": paper.added_by,
        "added_at": paper.added_at,
    })
}

/// Number and day of a paper, in the query of its file or alone.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PaperQuery {
    /// `12/QĐ-UBND`.
    number: String,
    /// The day it bears.
    #[param(value_type = String, format = Date)]
    dated: NaiveDate,
    /// The name of the file, where the body is one.
    file_name: Option<String>,
}

/// Adds a paper to an activation; the body is its file, or empty.
#[utoipa::path(tag = "activations", params(("id" = String, Path), PaperQuery), request_body(content = Vec<u8>, content_type = "application/pdf"), responses((status = 201, description = "the paper", body = Object)))]
#[post("/activations/{id}/papers")]
pub async fn create_paper(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<ActivationId>,
    query: web::Query<PaperQuery>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ConfirmActivation)?;
    let PaperQuery { number, dated, file_name } = query.into_inner();
    let media_type = request.headers().get("content-type").and_then(|value| value.to_str().ok());
    let media_type = media_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_owned();
    let file = (!body.is_empty()).then(|| (file_name.unwrap_or_else(|| number.clone()), media_type, body.to_vec()));
    let new = NewPaper { number, dated, file };
    let id = id.into_inner();
    let paper = off_thread(&site.app, move |app| add_paper(app, &by, id, &new)).await?;
    Ok(HttpResponse::Created().json(paper_view(&paper)))
}

/// The papers of an activation.
#[utoipa::path(tag = "activations", params(("id" = String, Path)), responses((status = 200, description = "done", body = Object)))]
#[get("/activations/{id}/papers")]
pub async fn list_papers(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ActivationId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let papers = off_thread(&site.app, move |app| Ok(app.store.read(|conn| activation_papers::of(conn, id))?)).await?;
    let items: Vec<Value> = papers.iter().map(paper_view).collect();
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
}

/// The file of a paper.
#[utoipa::path(tag = "activations", params(("id" = String, Path)), responses((status = 200, description = "the file")))]
#[get("/papers/{id}/file")]
pub async fn read_paper_file(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<PaperId>,
) -> Result<HttpResponse, Problem> {
    caller.signed_in()?;
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let (media_type, _, bytes) =
        off_thread(&site.app, move |app| Ok(app.store.read(|conn| activation_papers::file(conn, id))?)).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_DISPOSITION, "attachment"))
        .insert_header(("x-content-type-options", "nosniff"))
        .content_type(media_type)
        .body(bytes))
}
