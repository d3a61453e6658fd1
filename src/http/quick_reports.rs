//! Figures of a move that agree with each other, and the quick report (báo cáo nhanh).

use actix_web::{HttpResponse, get, post, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::Timestamp;
use crate::kernel::ids::{ActivationId, EventId};
use crate::services::quick_report::{UnitFigures, send_report, sentence, unit_figures};
use crate::store::move_figures::{Scope, figures, of_checklist};
use crate::store::quick_reports::QuickReport;
use crate::store::{StoreError, activations, checklists, events, plans, quick_reports, zones};

/// Of which unit.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UnitQuery {
    /// Its code: a commune or a province.
    unit: String,
}

fn report_view(report: &QuickReport) -> Value {
    json!({
        "id": report.id,
        "unit_code": report.unit_code,
        "as_of": report.as_of,
        "made_at": report.made_at,
        "made_by": report.made_by,
        "remark": report.remark,
        "figures": report.figures,
    })
}

fn figures_view(of: &UnitFigures, name: impl Fn(&str) -> String, now: Timestamp) -> Value {
    let before = of.before.as_ref().map(|before| &before.figures);
    let named = |code: &String| json!({"code": code, "name": name(code)});
    json!({
        "at": now,
        "unit": named(&of.unit_code),
        "total": of.total,
        "communes": of.communes.iter().map(|(code, figures)| json!({
            "code": code, "name": name(code), "figures": figures,
        })).collect::<Vec<_>>(),
        "villages": of.villages.iter().map(|((commune, village), figures)| json!({
            "commune_code": commune, "village": village, "figures": figures,
        })).collect::<Vec<_>>(),
        "last_report": of.before.as_ref().map(report_view),
        "change": before.map(|before| json!({
            "evacuated": of.total.evacuated.minus(before.evacuated),
            "host": of.total.host.minus(before.host),
            "shelter": of.total.shelter.minus(before.shelter),
            "returned": of.total.returned.minus(before.returned),
            "unknown": of.total.unknown.minus(before.unknown),
        })),
        "not_reported": {"since": of.hour, "communes": of.silent.iter().map(named).collect::<Vec<_>>()},
        "sentence": sentence(of.kind, &of.total, now, before),
    })
}

/// The figures of a unit in an event: people and property, by commune and village, with the change since the last
/// report and who has not reported.
#[utoipa::path(tag = "relocation", params(("id" = String, Path), UnitQuery), responses((status = 200, description = "done", body = Object)))]
#[get("/events/{id}/figures")]
pub async fn read_event_figures(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<EventId>,
    query: web::Query<UnitQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let (id, unit) = (id.into_inner(), query.into_inner().unit);
    let body = off_thread(&site.app, move |app| {
        let now = app.now();
        let picture = app.live.current(&app.store, now)?;
        let of = unit_figures(app, id, &unit)?;
        Ok(figures_view(&of, |code| picture.unit_name(code).to_owned(), now))
    })
    .await?;
    Ok(HttpResponse::Ok().json(body))
}

/// The figures of the quick report of an activation, zone by zone.
#[utoipa::path(tag = "relocation", params(("id" = String, Path)), responses((status = 200, description = "done", body = Object)))]
#[get("/activations/{id}/report")]
pub async fn read_activation_report(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ActivationId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let body = off_thread(&site.app, move |app| {
        let now = app.now();
        Ok(app.store.read(|conn| {
            let activation = activations::get(conn, id)?;
            let event = events::get(conn, activation.event_id)?;
            let unit = plans::get(conn, activation.plan_id)?.unit_code;
            let total = figures(conn, Scope::Activation(id))?;
            let mut by_zone = Vec::new();
            for list in checklists::of_activation(conn, id)? {
                let zone = zones::at_revision(conn, list.zone_id, list.zone_revision)?;
                by_zone.push(json!({
                    "zone": {"id": zone.id, "code": zone.code, "name": zone.name, "village": zone.village},
                    "checklist_id": list.id,
                    "round": list.round,
                    "stage": list.stage,
                    "stage_name": list.stage.name(),
                    "figures": of_checklist(conn, list.id)?,
                }));
            }
            Ok::<_, StoreError>(json!({
                "at": now,
                "activation_id": id,
                "event_id": activation.event_id,
                "unit_code": unit,
                "sentence": sentence(event.kind, &total, now, None),
                "total": total,
                "zones": by_zone,
            }))
        })?)
    })
    .await?;
    Ok(HttpResponse::Ok().json(body))
}

/// A quick report.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuickReportRequest {
    /// Of which unit.
    unit_code: String,
    /// The hour its figures are of; now where nothing is said.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    as_of: Option<Timestamp>,
    /// What else is to be said: places cut off, damage, needs.
    #[serde(default)]
    remark: Option<String>,
}

/// Sends the figures of a unit up, as they are now.
#[utoipa::path(tag = "relocation", params(("id" = String, Path)), request_body = QuickReportRequest, responses((status = 201, description = "the report", body = Object)))]
#[post("/events/{id}/quick-reports")]
pub async fn create_quick_report(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<EventId>,
    body: web::Json<QuickReportRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::TickTask)?;
    let (id, QuickReportRequest { unit_code, as_of, remark }) = (id.into_inner(), body.into_inner());
    let report =
        off_thread(&site.app, move |app| send_report(app, &by, id, &unit_code, as_of, remark.as_deref())).await?;
    Ok(HttpResponse::Created().json(report_view(&report)))
}

/// The reports of a unit on an event, the newest first.
#[utoipa::path(tag = "relocation", params(("id" = String, Path), UnitQuery), responses((status = 200, description = "done", body = Object)))]
#[get("/events/{id}/quick-reports")]
pub async fn list_quick_reports(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<EventId>,
    query: web::Query<UnitQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let (id, unit) = (id.into_inner(), query.into_inner().unit);
    let found =
        off_thread(&site.app, move |app| Ok(app.store.read(|conn| quick_reports::of_unit(conn, id, &unit))?)).await?;
    Ok(HttpResponse::Ok().json(json!({"items": found.iter().map(report_view).collect::<Vec<_>>(), "next": null})))
}
