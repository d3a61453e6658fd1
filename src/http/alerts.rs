//! Alerts: what came, what it touches, what was decided, and the way for other systems to push one.

use actix_web::error::PayloadError;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use geo::MultiPolygon;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::json::joined;
use super::paging::PageQuery;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::alerts::cap::{Alert, Info};
use crate::alerts::footprint::Footprint;
use crate::alerts::level::{level_of, offered_level, stated_level};
use crate::alerts::lineage::expires_or_assumed;
use crate::alerts::raw::{RawDocument, RawState};
use crate::alerts::telling::{headline_for, onset_of};
use crate::alerts::typed::typed_kind;
use crate::alerts::vocabulary::Vocabulary;
use crate::geometry::area_set::Hold;
use crate::geometry::{area, measure};
use crate::kernel::ids::AlertId;
use crate::kernel::page::Page;
use crate::kernel::{Language, Localized, Timestamp};
use crate::places::resolve::former_code;
use crate::services::ingest_alert::{Arrival, take_in};
use crate::services::live_data::Picture;
use crate::services::read_again::{self, Reread};
use crate::services::resume::resume;
use crate::services::tidy_archive::raw_bytes;
use crate::store::alerts::StoredAlert;
use crate::store::{
    StoreConnection, StoreError, alert_chains, alert_decisions, alert_sources, alerts, events, raw_documents,
};
use crate::zones::Relation;

/// The most bytes of one pushed document.
pub const MAX_PUSHED: usize = 8 * 1024 * 1024;

/// An alert in a few lines, as lists and activations show it.
pub fn summary(
    conn: &mut StoreConnection,
    vocabulary: &Vocabulary,
    stored: &StoredAlert,
    now: Timestamp,
) -> Result<Value, StoreError> {
    let alert = &stored.alert;
    let superseded_by = alert_chains::superseded_by(conn, &alert.identity)?;
    let event = events::of_chain(conn, &stored.chain_key)?;
    let source = stored.source_id.map(|source| alert_sources::get(conn, source)).transpose()?;
    let told = vocabulary.hazard_of(alert);
    let hazard = told.as_ref().map(|found| found.hazard);
    let info = best_info(alert);
    let (expires, assumed) = expires_or_assumed(alert);
    let located = Footprint::of(alert).is_located();
    Ok(json!({
        "id": stored.id,
        "sender": alert.identity.sender,
        "identifier": alert.identity.identifier,
        "sent": alert.identity.sent,
        "received_at": stored.received_at,
        "status": alert.status,
        "msg_type": alert.msg_type,
        "scope": alert.scope,
        "event": info.map(|info| info.event.clone()),
        "headline": headline_for(alert, Language::Vi).unwrap_or(&alert.identity.identifier),
        "headline_en": headline_for(alert, Language::En).unwrap_or(&alert.identity.identifier),
        "sender_name": info.and_then(|info| info.sender_name.clone()),
        "hazard": hazard,
        "hazard_name": hazard.map(crate::hazards::Hazard::name),
        "hazard_ground": told.map(|found| found.ground),
        "severity": info.map(|info| info.severity),
        "certainty": info.map(|info| info.certainty),
        "urgency": info.map(|info| info.urgency),
        "typed": typed_kind(alert),
        "level": level_of(alert).map(|level| {
            let offered = offered_level(&level, &vocabulary.hazards_named(alert));
            let offered = offered.map(|offer| json!({"value": offer.level, "ground": offer.ground}));
            json!({"value": level.level, "official": level.official, "ground": level.ground, "offered": offered})
        }),
        "onset": onset_of(alert).0,
        "effective": info.and_then(|info| info.effective),
        "expires": if alert.infos.is_empty() { None } else { Some(expires) },
        "expires_assumed": assumed,
        "state": stored.state(superseded_by, now),
        "ended_by_absence_at": stored.listing.ended_by_absence_at,
        "unlisted_at": stored.listing.unlisted_at,
        "source_code": source.as_ref().map(|source| &source.code),
        "source_name": source.as_ref().map(|source| &source.name),
        "decided": decided(conn, stored.id)?,
        "demonstration": stored.demonstration,
        "event_id": event.map(|event| event.id),
        "place": if located { "located" } else { "unknown" },
        "area_desc": area_description(alert),
    }))
}

/// How many plans had which outcome.
fn decided(conn: &mut StoreConnection, alert: AlertId) -> Result<Value, StoreError> {
    let mut counts = json!({
        "proposed": 0, "triggered": 0, "needs_person": 0, "not_triggered": 0, "stand_down_proposed": 0,
    });
    for (outcome, plans) in alert_decisions::outcomes(conn, &[alert])?.remove(&alert).unwrap_or_default() {
        if let (Value::String(name), Some(counts)) = (json!(outcome), counts.as_object_mut()) {
            counts.insert(name, json!(plans));
        }
    }
    Ok(counts)
}

fn best_info(alert: &Alert) -> Option<&Info> {
    alert.infos.iter().find(|info| info.language.to_lowercase().starts_with("vi")).or_else(|| alert.infos.first())
}

fn area_description(alert: &Alert) -> String {
    let mut names: Vec<&str> =
        best_info(alert).into_iter().flat_map(|info| &info.areas).map(|area| area.area_desc.as_str()).collect();
    names.dedup();
    names.join("; ")
}

/// One alert, whole.
#[utoipa::path(tag = "alerts", params(ZonesQuery, ("id" = String, Path)), responses((status = 200, description = "done", body = Object)))]
#[get("/alerts/{id}")]
pub async fn read_alert(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<AlertId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let view = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        Ok(app.store.read(|conn| whole(conn, &picture, id, app.now()))?)
    })
    .await?;
    Ok(HttpResponse::Ok().json(view))
}

fn whole(conn: &mut StoreConnection, picture: &Picture, id: AlertId, now: Timestamp) -> Result<Value, StoreError> {
    let stored = alerts::get(conn, id)?;
    let alert = &stored.alert;
    let seen = alert_chains::alerts_in(conn, &stored.chain_key)?;
    let chain: Vec<Value> = alert_chains::members_of(conn, &stored.chain_key)?
        .into_iter()
        .map(|identity| {
            let seen = seen.iter().find(|earlier| earlier.alert.identity == identity);
            json!({
                "id": seen.map(|earlier| earlier.id),
                "sender": identity.sender,
                "identifier": identity.identifier,
                "sent": identity.sent,
                "msg_type": seen.map(|earlier| earlier.alert.msg_type),
                "headline": seen.and_then(|earlier| headline_for(&earlier.alert, Language::Vi)),
            })
        })
        .collect();
    let footprint = Footprint::of(alert);
    let former = footprint.codes().filter_map(|code| former_code(&picture.gazetteer, code, picture.day));
    let remarks: Vec<Localized> = alert.remarks.iter().map(|remark| remark.wording.clone()).chain(former).collect();
    let drawn: MultiPolygon<f64> = footprint.polygons.iter().chain(footprint.circles.iter()).cloned().collect();
    let more = json!({
        "infos": alert.infos.iter().map(info_view).collect::<Vec<_>>(),
        "references": alert.references,
        "note": alert.note,
        "chain": chain,
        "geometry": if drawn.0.is_empty() { Value::Null } else { area::to_geojson(&drawn) },
        "communes": footprint.commune_codes,
        "districts": footprint.district_codes,
        "provinces": footprint.province_codes,
        "unknown_geocodes": footprint.unknown_geocodes,
        "remarks": remarks,
        "raw": raw_view(&raw_documents::get(conn, stored.raw_document_id)?),
        "signed": alert.signed,
        "signature_verified": alert.is_verified(),
    });
    Ok(joined(summary(conn, &picture.vocabulary, &stored, now)?, more))
}

/// What stays known of the bytes, whether they are still there or not.
fn raw_view(document: &RawDocument) -> Value {
    json!({
        "sha256": document.sha256,
        "length": document.length,
        "received_at": document.received_at,
        "dropped_at": document.dropped_at,
    })
}

fn info_view(info: &Info) -> Value {
    json!({
        "language": info.language,
        "level": stated_level(info).map(|level| level.level),
        "event": info.event,
        "headline": info.headline,
        "description": info.description,
        "instruction": info.instruction,
        "category": info.categories,
        "response_type": info.response_types,
        "urgency": info.urgency,
        "severity": info.severity,
        "certainty": info.certainty,
        "effective": info.effective,
        "onset": info.onset,
        "expires": info.expires,
        "areas": info.areas.iter().map(|area| json!({"area_desc": area.area_desc})).collect::<Vec<_>>(),
    })
}

/// The bytes as they were received.
#[utoipa::path(tag = "alerts", params(("id" = String, Path)), responses((status = 200, description = "as it was received", body = String, content_type = "*/*"), (status = 410, description = "kept for its time and dropped")))]
#[get("/alerts/{id}/raw")]
pub async fn read_raw_alert(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<AlertId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let bytes = off_thread(&site.app, move |app| {
        let stored = app.store.read(|conn| alerts::get(conn, id))?;
        raw_bytes(app, stored.raw_document_id)
    })
    .await?;
    Ok(raw_answer(bytes))
}

/// Foreign bytes are handed out as a file, never shown as a page of ours.
pub fn raw_answer(bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header(("content-disposition", "inline; filename=\"original.txt\""))
        .body(bytes)
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ZonesQuery {
    limit: Option<usize>,
}

/// The most zones of one answer: more than a country has.
const MOST_TOUCHED: usize = 1_000_000;

/// Every zone in force that the alert touches, and how.
#[utoipa::path(tag = "alerts", params(PageQuery, ("id" = String, Path)), responses((status = 200, description = "done", body = Object)))]
#[get("/alerts/{id}/zones")]
pub async fn list_touched_zones(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<AlertId>,
    query: web::Query<ZonesQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let (id, limit) = (id.into_inner(), query.limit.unwrap_or(MOST_TOUCHED).min(MOST_TOUCHED));
    let view = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        let stored = app.store.read(|conn| alerts::get(conn, id))?;
        let footprint = Footprint::of(&stored.alert);
        let touches = picture.zones.touched_by(&footprint);
        let zones: Vec<Value> = touches
            .iter()
            .take(limit)
            .map(|touch| {
                let share = match (touch.relation, touch.hold) {
                    (Relation::Geocode, _) => None,
                    (_, Hold::Whole) => Some(1.0),
                    (Relation::Polygon, _) => Some(measure::overlap_share(&touch.zone.geometry, &footprint.polygons)),
                    (Relation::Circle, _) => Some(measure::overlap_share(&touch.zone.geometry, &footprint.circles)),
                };
                json!({"id": touch.zone.id, "code": touch.zone.code, "relation": touch.relation, "overlap_share": share})
            })
            .collect();
        Ok(json!({"zones": zones, "total": touches.len()}))
    })
    .await?;
    Ok(HttpResponse::Ok().json(view))
}

/// Reads the bytes an alert came from once more, as after the program or the settings of its source changed. `outcome`:
/// `same`, `otherwise` (what is kept was changed, and plans were asked again) or `unusable` (nothing was changed).
#[utoipa::path(tag = "alerts", params(("id" = String, Path)), responses((status = 200, description = "done", body = Object), (status = 410, description = "the bytes were kept for their time and dropped")))]
#[post("/alerts/{id}/read-again")]
pub async fn read_alert_again(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<AlertId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting_with_any(&[Permission::ManageSources, Permission::ReportAlert])?;
    let id = id.into_inner();
    let reread = off_thread(&site.app, move |app| read_again::read_alert_again(app, &by, id)).await?;
    let (outcome, reasons) = match reread {
        Reread::Same => ("same", Vec::new()),
        Reread::Otherwise => ("otherwise", Vec::new()),
        Reread::Unusable(reasons) => ("unusable", reasons.into_iter().map(|reason| reason.wording).collect()),
    };
    Ok(HttpResponse::Ok().json(json!({"outcome": outcome, "reasons": reasons})))
}

/// What was decided on every plan and zone, and why.
#[utoipa::path(tag = "alerts", params(("id" = String, Path)), responses((status = 200, description = "done", body = Object)))]
#[get("/alerts/{id}/decisions")]
pub async fn list_decisions(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<AlertId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let (id, query) = (id.into_inner(), query.into_inner());
    let page = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        let from = query.cursor.as_deref().and_then(|cursor| cursor.parse::<i64>().ok()).map_or(0, |last| last + 1);
        let found = app.store.read(|conn| {
            alerts::get(conn, id)?;
            alert_decisions::decisions(conn, id, from, query.fetch())
        })?;
        let page = Page::cut(found, query.limit(), |(position, _)| position.to_string());
        Ok(page.map(|(_, decision)| {
            let plan = picture.plans.iter().find(|held| held.plan.id == decision.plan_id);
            let zone = decision.zone_id.and_then(|zone| picture.zone(zone));
            json!({
                "plan": {
                    "id": decision.plan_id,
                    "code": plan.map(|held| &held.plan.code),
                    "title": plan.map(|held| &held.version.content.title),
                    "hazard": plan.map(|held| held.plan.hazard),
                    "commune_code": plan.map(|held| &held.plan.unit_code),
                    "commune_name": plan.map(|held| picture.unit_name(&held.plan.unit_code)),
                },
                "zone": decision.zone_id.map(|id| json!({
                    "id": id,
                    "code": zone.map(|zone| &zone.code),
                    "name": zone.map(|zone| &zone.name),
                })),
                "outcome": decision.outcome,
                "reason": decision.why.words(),
            })
        }))
    })
    .await?;
    Ok(HttpResponse::Ok().json(page))
}

/// A body that is too large, or that broke off.
pub(super) fn body_problem(error: &actix_web::Error) -> Problem {
    match error.as_error::<PayloadError>() {
        Some(PayloadError::Overflow) => Problem::too_large(MAX_PUSHED / 1_048_576),
        _ => Problem::invalid(
            "",
            Localized::new("Nội dung gửi lên bị đứt giữa chừng. Gửi lại.", "The body broke off. Send it again."),
        ),
    }
}

/// Takes an alert that another system pushes: kept first, then read, then answered.
#[utoipa::path(tag = "alerts", request_body(content = String, description = "a CAP alert in XML or JSON", content_type = "application/cap+xml"), responses((status = 200, description = "done", body = Object), (status = 201, description = "done", body = Object)))]
#[post("/alerts")]
pub async fn push_alert(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    body: Result<web::Bytes, actix_web::Error>,
) -> Result<HttpResponse, Problem> {
    caller.acting(Permission::PushAlert)?;
    let body = body.map_err(|error| body_problem(&error))?;
    let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let bytes = body.to_vec();
    let ingested = off_thread(&site.app, move |app| {
        let ingested = take_in(app, None, &Arrival { url: None, content_type, bytes })?;
        resume(app)?;
        Ok(ingested)
    })
    .await?;
    let quarantined = ingested.document.state == RawState::Quarantined;
    let id = ingested.new.first().or(ingested.known.first()).map(ToString::to_string);
    let id = id.unwrap_or_else(|| ingested.document.id.to_string());
    let reasons: Vec<_> = ingested.document.reasons.iter().map(|reason| &reason.wording).collect();
    let alerts: Vec<_> = ingested.new.iter().chain(&ingested.known).collect();
    let body = |outcome: &str| json!({"id": id, "outcome": outcome, "reasons": reasons, "alerts": alerts});
    Ok(match (ingested.new.is_empty(), quarantined) {
        (false, _) => HttpResponse::Created().json(body("stored")),
        (true, true) => HttpResponse::Created().json(body("quarantined")),
        (true, false) if ingested.known.is_empty() => HttpResponse::Created().json(body("quarantined")),
        (true, false) => HttpResponse::Ok().json(body("duplicate")),
    })
}
