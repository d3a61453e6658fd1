//! Relocations: household by household, people and property; names for those who may read them.

use std::collections::HashMap;

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, patch, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::json::{joined, with};
use super::paging::PageQuery;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::{Account, Permission};
use crate::kernel::ids::{ActivationId, ChecklistId, EventId, HouseholdId, RelocationId, ReportId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Conflict, PropertySaid, Relocation, RelocationState, Report, Said, TakenBack, not_theirs};
use crate::services::live_data::Picture;
use crate::services::take_reports::{report_on, reports_of};
use crate::services::{App, ServiceError};
use crate::store::field_reports::{KeptReport, ReportOutcome};
use crate::store::relocations::Asked;
use crate::store::{StoreConnection, StoreError, activations, field_reports, households, relocations};

/// What a list of relocations can be asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RelocationQuery {
    /// Of one zone's round.
    checklist: Option<ChecklistId>,
    /// In a commune.
    commune: Option<String>,
    /// In a village.
    village: Option<String>,
    /// In a state.
    state: Option<RelocationState>,
    /// `true`: only with a contradiction or an unexplained difference.
    #[serde(default)]
    to_settle: bool,
    /// `true`: also earlier rounds.
    #[serde(default)]
    earlier_rounds: bool,
    /// How many.
    limit: Option<usize>,
    /// Where the last page ended.
    cursor: Option<String>,
}

/// Who may read the names of a household: those who read the register, in their own area.
pub fn may_name(account: Option<&Account>, picture: &Picture, commune: &str) -> bool {
    account.is_some_and(|account| {
        account.may_in(Permission::ReadHouseholds, &picture.gazetteer.path(commune, picture.day))
    })
}

/// What is shown of contradictions beside the words: from which devices they came, and on which checklists the household
/// stands.
struct Settling {
    devices: HashMap<ReportId, Option<String>>,
    checklists: HashMap<RelocationId, Vec<ChecklistId>>,
}

impl Settling {
    /// What belongs to the contradictions of these relocations.
    fn of(conn: &mut StoreConnection, found: &[Relocation]) -> Result<Self, StoreError> {
        let contradicted = || found.iter().filter(|relocation| !relocation.standing.conflicts.is_empty());
        let ids: Vec<RelocationId> = contradicted().map(|relocation| relocation.id).collect();
        let conflicts = contradicted().flat_map(|relocation| &relocation.standing.conflicts);
        let reports: Vec<ReportId> = conflicts.flat_map(|conflict| &conflict.said).map(|said| said.report).collect();
        let kept = field_reports::find_all(conn, &reports)?;
        let devices = kept.into_iter().map(|report| (report.id, report.device)).collect();
        Ok(Self { devices, checklists: relocations::checklists_of_all(conn, &ids)? })
    }

    fn view(&self, relocation: RelocationId, conflict: &Conflict) -> Value {
        let said = conflict.said.iter().map(|said| {
            let device = self.devices.get(&said.report).cloned().flatten();
            json!({"value": said.value, "at": said.at, "by": said.by, "device": device, "report": said.report})
        });
        let lists = self.checklists.get(&relocation).map_or(&[] as &[ChecklistId], Vec::as_slice);
        json!({"field": conflict.field, "checklist_ids": lists, "said": said.collect::<Vec<_>>()})
    }
}

/// A relocation without names.
pub fn unnamed(app: &App, relocation: &Relocation) -> Result<Value, ServiceError> {
    let settling = app.store.read(|conn| Settling::of(conn, std::slice::from_ref(relocation)))?;
    Ok(view(relocation, None, &settling))
}

/// A relocation; `named` is the head of the household, for those who may read it.
fn view(relocation: &Relocation, named: Option<&households::Named>, settling: &Settling) -> Value {
    let standing = &relocation.standing;
    let state = standing.state();
    let (people, uncounted) = relocation.people_now();
    json!({
        "id": relocation.id,
        "event_id": relocation.event_id,
        "household_id": relocation.household_id,
        "code": relocation.household_code,
        "label": relocation.label,
        "head": named.map(|named| &named.head),
        "phone": named.map(|named| &named.phone),
        "commune_code": relocation.commune_code,
        "village": relocation.village,
        "round": relocation.round,
        "is_current": relocation.is_current,
        "opened_at": relocation.opened_at,
        "listed": relocation.listed,
        "vulnerable": relocation.vulnerable,
        "people": people,
        "uncounted": uncounted,
        "state": state,
        "state_name": state.name(),
        "state_at": standing.state.as_ref().map(|heard| heard.at),
        "state_by": standing.state.as_ref().map(|heard| &heard.by),
        "present": standing.present.as_ref().map(|heard| heard.value),
        "departed": standing.departed.as_ref().map(|heard| heard.value),
        "arrived": standing.arrived.as_ref().map(|heard| heard.value),
        "returned": standing.returned.as_ref().map(|heard| heard.value),
        "destination": standing.destination.as_ref().map(|heard| &heard.value),
        "reason": standing.reason.as_ref().map(|heard| &heard.value),
        "coercion": standing.coercion.as_ref().map(|heard| &heard.value),
        "remarks": standing.remarks,
        "property": standing.property,
        "conflicts": standing.conflicts.iter().map(|conflict| settling.view(relocation.id, conflict)).collect::<Vec<_>>(),
        "differences": standing.differences,
        "revision": relocation.revision,
        "etag": etag(relocation.revision),
    })
}

/// Views of relocations, each with the names the caller may read.
pub fn views(
    conn: &mut StoreConnection,
    picture: &Picture,
    account: Option<&Account>,
    found: &[Relocation],
) -> Result<Vec<Value>, StoreError> {
    let ids: Vec<HouseholdId> = found
        .iter()
        .filter(|relocation| may_name(account, picture, &relocation.commune_code))
        .filter_map(|relocation| relocation.household_id)
        .collect();
    let names: HashMap<HouseholdId, households::Named> = households::names_of(conn, &ids)?;
    let settling = Settling::of(conn, found)?;
    let named = |relocation: &Relocation| relocation.household_id.and_then(|household| names.get(&household));
    Ok(found.iter().map(|relocation| view(relocation, named(relocation), &settling)).collect())
}

/// A page of the relocations of an event.
fn page(
    app: &App,
    account: Option<&Account>,
    event: EventId,
    only: Option<&[ChecklistId]>,
    query: &RelocationQuery,
) -> Result<Value, ServiceError> {
    let picture = app.live.current(&app.store, app.now())?;
    let paging = PageQuery { limit: query.limit, cursor: query.cursor.clone() };
    let after = query.cursor.as_deref().map(str::parse).transpose().map_err(|_| ServiceError::Invalid {
        pointer: "/cursor".into(),
        wording: Localized::new("Tham số cursor không đúng.", "The cursor is none of ours."),
    })?;
    let communes = query.commune.clone().map(|commune| vec![commune]);
    Ok(app.store.read(|conn| {
        let asked = Asked {
            checklist: query.checklist,
            checklists: only,
            communes: communes.as_deref(),
            village: query.village.as_deref(),
            state: query.state,
            earlier_rounds: query.earlier_rounds,
            to_settle: query.to_settle,
        };
        let mut found = relocations::list(conn, event, &asked, after, paging.fetch())?;
        let more = found.len() > paging.limit();
        found.truncate(paging.limit());
        let next = found.last().filter(|_| more).map(|last| last.id);
        Ok::<_, StoreError>(json!({"items": views(conn, &picture, account, &found)?, "next": next}))
    })?)
}

/// The relocations of an activation, household by household.
#[utoipa::path(tag = "relocation", params(("id" = String, Path), RelocationQuery), responses((status = 200, description = "done", body = Object)))]
#[get("/activations/{id}/relocations")]
pub async fn list_activation_relocations(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ActivationId>,
    query: web::Query<RelocationQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let (id, query, account) = (id.into_inner(), query.into_inner(), caller.account().cloned());
    let body = off_thread(&site.app, move |app| {
        let (event, lists) = app.store.read(|conn| {
            let activation = activations::get(conn, id)?;
            let lists = crate::store::checklists::of_activation(conn, id)?;
            Ok::<_, StoreError>((activation.event_id, lists.into_iter().map(|list| list.id).collect::<Vec<_>>()))
        })?;
        page(app, account.as_ref(), event, Some(&lists), &query)
    })
    .await?;
    Ok(HttpResponse::Ok().json(body))
}

/// The relocations of an event.
#[utoipa::path(tag = "relocation", params(("id" = String, Path), RelocationQuery), responses((status = 200, description = "done", body = Object)))]
#[get("/events/{id}/relocations")]
pub async fn list_event_relocations(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<EventId>,
    query: web::Query<RelocationQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let (id, query, account) = (id.into_inner(), query.into_inner(), caller.account().cloned());
    let body = off_thread(&site.app, move |app| page(app, account.as_ref(), id, None, &query)).await?;
    Ok(HttpResponse::Ok().json(body))
}

fn one(app: &App, account: Option<&Account>, id: RelocationId) -> Result<(Value, i64), ServiceError> {
    let picture = app.live.current(&app.store, app.now())?;
    let (view, revision) = app.store.read(|conn| {
        let relocation = relocations::get(conn, id)?;
        let revision = relocation.revision;
        let mut views = views(conn, &picture, account, &[relocation])?;
        Ok::<_, StoreError>((views.pop().unwrap_or_default(), revision))
    })?;
    let kept = reports_of(app, id)?;
    let heard = kept.iter().map(KeptReport::report).collect::<Result<Vec<Report>, _>>()?;
    let taken_back = TakenBack::among(&heard);
    let said: Vec<Value> = kept.iter().map(|report| report_view(report, &taken_back)).collect();
    Ok((with(view, "reports", said), revision))
}

/// A report as it was kept; whether it counts is told as it is now, which may not be as it was answered when it came.
fn report_view(report: &KeptReport, taken_back: &TakenBack) -> Value {
    let refused = taken_back.without_right.contains(&report.id);
    let taken_in = match (refused, report.outcome) {
        (true, _) => (ReportOutcome::NotPermitted, Some(not_theirs())),
        (false, ReportOutcome::NotPermitted) => (ReportOutcome::Applied, None),
        (false, outcome) => (outcome, report.reason.clone().filter(|_| taken_back.awaiting.contains(&report.id))),
    };
    json!({
        "id": report.id,
        "happened_at": report.happened_at,
        "device_time": report.device_time,
        "received_at": report.received_at,
        "by": report.by,
        "device": report.device,
        "base_revision": report.base_revision,
        "revision": report.revision,
        "first_said": report.first_said,
        "outcome": taken_in.0,
        "reason": taken_in.1,
        "is_taken_back": taken_back.gone.contains(&report.id),
        "said": serde_json::from_str::<Value>(&report.content).unwrap_or_default(),
    })
}

/// One relocation, with everything that was said of it.
#[utoipa::path(tag = "relocation", params(("id" = String, Path)), responses((status = 200, description = "done", body = Object)))]
#[get("/relocations/{id}")]
pub async fn read_relocation(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<RelocationId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let (id, account) = (id.into_inner(), caller.account().cloned());
    let (view, revision) = off_thread(&site.app, move |app| one(app, account.as_ref(), id)).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(revision))).json(view))
}

/// A report from a desk: what is said, and when it happened.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct ReportRequest {
    /// When it happened; now where nothing is said.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    happened_at: Option<Timestamp>,
    /// What is said.
    #[serde(flatten)]
    said: Said,
}

async fn report(
    site: &Site,
    caller: &Caller,
    request: &HttpRequest,
    id: RelocationId,
    happened_at: Option<Timestamp>,
    said: Said,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::TickTask)?;
    let revision = revision_read(request)?;
    let (view, revision) = off_thread(&site.app, move |app| {
        let kept = report_on(app, &by, id, revision, happened_at, &said)?;
        let (view, revision) = one(app, Some(&by.account), id)?;
        let outcome = json!({"outcome": kept.outcome, "outcome_reason": kept.reason});
        Ok((joined(view, outcome), revision))
    })
    .await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(revision))).json(view))
}

/// Says something of a relocation from a desk, on what was read.
#[utoipa::path(tag = "relocation", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = ReportRequest, responses((status = 200, description = "done", body = Object)))]
#[patch("/relocations/{id}")]
pub async fn patch_relocation(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<RelocationId>,
    body: web::Json<ReportRequest>,
) -> Result<HttpResponse, Problem> {
    let ReportRequest { happened_at, said } = body.into_inner();
    report(&site, &caller, &request, id.into_inner(), happened_at, said).await
}

/// Says something of the property of a relocation: lines that are known, and new ones.
#[utoipa::path(tag = "relocation", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = Vec<PropertySaid>, responses((status = 200, description = "done", body = Object)))]
#[patch("/relocations/{id}/property")]
pub async fn patch_relocation_property(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<RelocationId>,
    body: web::Json<Vec<PropertySaid>>,
) -> Result<HttpResponse, Problem> {
    let said = Said { property: body.into_inner(), ..Said::default() };
    report(&site, &caller, &request, id.into_inner(), None, said).await
}
