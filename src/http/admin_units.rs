//! Administrative units: as they stand on a day, what they were, what took over, and what an old name means.

use actix_web::{HttpResponse, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::Site;
use super::problem::Problem;
use super::work::off_thread;
use crate::geometry::area;
use crate::kernel::Localized;
use crate::kernel::page::{MAX_LIMIT, Page, clamp_limit};
use crate::places::resolve::{Candidate, Matched, Resolution};
use crate::places::{
    AdminUnit, BoundaryKind, Gazetteer, Share, Succession, UNKNOWN_BEGINNING, UnitForm, UnitKind, resolve,
};
use crate::services::live_data::day_of;
use crate::store::admin_units::{self, UnitFilter};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Query {
    on: Option<NaiveDate>,
    q: Option<String>,
    kind: Option<UnitKind>,
    parent: Option<String>,
    format: Option<String>,
    limit: Option<usize>,
    cursor: Option<String>,
}

/// A unit as it stands, or stood.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitView {
    /// Two digits for a province, three for a former district, five for a commune-level unit.
    pub code: String,
    /// The official form, with every mark.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// The unit above it.
    pub parent_code: Option<String>,
    /// The district it belonged to before 1 July 2025.
    pub former_district: Option<String>,
    /// The first day of this form; absent where nobody wrote it down.
    pub valid_from: Option<NaiveDate>,
    /// The last day, where it no longer exists.
    pub valid_to: Option<NaiveDate>,
    /// A point inside, WGS 84.
    pub lon: f64,
    /// A point inside, WGS 84.
    pub lat: f64,
    /// How far its outline can be trusted.
    pub boundary: BoundaryKind,
    /// Where the facts come from.
    pub source: String,
}

impl UnitView {
    fn of(unit: &AdminUnit) -> Self {
        Self {
            code: unit.code.clone(),
            name: unit.name.clone(),
            kind: unit.kind,
            parent_code: unit.parent_code.clone(),
            former_district: unit.former_district.clone(),
            valid_from: known_day(unit.valid_from),
            valid_to: unit.valid_to,
            lon: unit.lon,
            lat: unit.lat,
            boundary: unit.boundary_kind,
            source: unit.source.clone(),
        }
    }
}

fn known_day(valid_from: NaiveDate) -> Option<NaiveDate> {
    (valid_from != UNKNOWN_BEGINNING).then_some(valid_from)
}

/// One form of a unit in a few words.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitFormView {
    /// Its code.
    pub code: String,
    /// The official form, with every mark.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// The unit above it.
    pub parent_code: Option<String>,
    /// The first day; absent where nobody wrote it down.
    pub valid_from: Option<NaiveDate>,
    /// The last day, where it no longer exists.
    pub valid_to: Option<NaiveDate>,
}

impl UnitFormView {
    fn of(form: &UnitForm) -> Self {
        Self {
            code: form.code.clone(),
            name: form.name.clone(),
            kind: form.kind,
            parent_code: form.parent_code.clone(),
            valid_from: known_day(form.valid_from),
            valid_to: form.valid_to,
        }
    }
}

/// A unit that came before or after, and how.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitStepView {
    /// The other unit.
    #[serde(flatten)]
    pub unit: UnitFormView,
    /// Whether the old unit went over as a whole.
    pub share: Share,
    /// The resolution that decided it.
    pub decided_by: Option<String>,
    /// Where the fact comes from.
    pub source: String,
}

impl UnitStepView {
    fn of(succession: &Succession, other: &UnitForm) -> Self {
        Self {
            unit: UnitFormView::of(other),
            share: succession.share,
            decided_by: succession.decided_by.clone(),
            source: succession.source.clone(),
        }
    }
}

/// A unit with what it was and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitHistoryView {
    /// The unit on the day that was asked for; the last form before it where the code was no longer in use.
    #[serde(flatten)]
    pub unit: UnitView,
    /// Whether it exists on that day.
    pub exists: bool,
    /// All forms of the code, the earliest first.
    pub history: Vec<UnitFormView>,
    /// What this form took over from.
    pub predecessors: Vec<UnitStepView>,
    /// What took over from this form.
    pub successors: Vec<UnitStepView>,
    /// The units that have its area today; itself while it exists.
    pub present: Vec<UnitFormView>,
}

/// Units on a day (today where none is given), by code; with `q` those whose folded name holds it.
#[utoipa::path(tag = "reference", params(Query), responses((status = 200, body = Page<UnitView>)))]
#[get("/admin-units")]
pub async fn list_admin_units(site: web::Data<Site>, query: web::Query<Query>) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let geojson = query.format.as_deref() == Some("geojson");
    // The list has always been whole where nobody asked for less; a map needs all of it.
    let limit = match query.limit {
        None if geojson => None,
        asked => Some(clamp_limit(asked.or(Some(MAX_LIMIT)))),
    };
    let filter = UnitFilter {
        search: query.q,
        kind: query.kind,
        parent: query.parent,
        after: query.cursor,
        limit: limit.map(|limit| i64::try_from(limit + 1).unwrap_or(i64::MAX)),
    };
    let units = off_thread(&site.app, move |app| {
        let day = query.on.unwrap_or_else(|| day_of(app.now()));
        Ok(app.store.read(|conn| admin_units::list(conn, day, &filter))?)
    })
    .await?;
    let page = Page::cut(units, limit.unwrap_or(usize::MAX), |unit| unit.code.clone());
    if geojson {
        let features: Vec<Value> = page
            .items
            .iter()
            .map(|unit| {
                json!({
                    "type": "Feature",
                    "id": unit.code,
                    "properties": UnitView::of(unit),
                    "geometry": unit.boundary.as_ref().map(area::to_geojson),
                })
            })
            .collect();
        return Ok(HttpResponse::Ok().json(json!({"type": "FeatureCollection", "features": features})));
    }
    Ok(HttpResponse::Ok().json(page.map(|unit| UnitView::of(&unit))))
}

#[derive(Deserialize)]
struct OnQuery {
    on: Option<NaiveDate>,
}

/// A unit on a day, with its history, its predecessors and its successors.
#[utoipa::path(tag = "places", params(("code" = String, Path), ("on" = Option<NaiveDate>, Query)), responses((status = 200, body = UnitHistoryView), (status = 404)))]
#[get("/admin-units/{code}")]
pub async fn read_admin_unit(
    site: web::Data<Site>,
    code: web::Path<String>,
    query: web::Query<OnQuery>,
) -> Result<HttpResponse, Problem> {
    let (code, on) = (code.into_inner(), query.on);
    let view = off_thread(&site.app, move |app| {
        let now = app.now();
        let (today, picture) = (day_of(now), app.live.current(&app.store, now)?);
        let forms = app.store.read(|conn| admin_units::history(conn, &code))?;
        Ok(with_history(&picture.gazetteer, &forms, on.unwrap_or(today), today))
    })
    .await?;
    view.map(|view| HttpResponse::Ok().json(view)).ok_or_else(Problem::not_found)
}

fn with_history(
    gazetteer: &Gazetteer,
    forms: &[AdminUnit],
    on: NaiveDate,
    today: NaiveDate,
) -> Option<UnitHistoryView> {
    let unit = forms.iter().rfind(|form| form.valid_from <= on)?;
    let form = gazetteer.history(&unit.code).into_iter().find(|form| form.valid_from == unit.valid_from)?;
    let step = |succession: &Succession, other| Some(UnitStepView::of(succession, gazetteer.form(other)?));
    Some(UnitHistoryView {
        unit: UnitView::of(unit),
        exists: form.holds_on(on),
        history: gazetteer.history(&unit.code).into_iter().map(UnitFormView::of).collect(),
        predecessors: gazetteer.taken_over_by(form).into_iter().filter_map(|it| step(it, &it.old)).collect(),
        successors: gazetteer.successions_of(form).into_iter().filter_map(|it| step(it, &it.new)).collect(),
        present: gazetteer.present(form, today.max(on)).into_iter().map(UnitFormView::of).collect(),
    })
}

#[derive(Deserialize)]
struct ResolveQuery {
    text: String,
    on: Option<NaiveDate>,
}

/// A unit that may be meant.
#[derive(Debug, Serialize, ToSchema)]
pub struct CandidateView {
    /// The unit, as it was.
    #[serde(flatten)]
    pub unit: UnitFormView,
    /// How it was recognised.
    pub matched: Matched,
    /// Whether it exists today.
    pub exists: bool,
    /// The units that have its area today; empty where that is not known.
    pub present: Vec<UnitFormView>,
    /// Why it is listed, and what became of it.
    pub why: Localized,
}

/// What a text may mean.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResolutionView {
    /// Every unit that may be meant, the likeliest first.
    pub candidates: Vec<CandidateView>,
    /// What to know before using them; that nothing was found is said here.
    pub remark: Option<Localized>,
}

/// What a name, a code or an address in a paper of the day `on` means: a list, never a guess.
#[utoipa::path(tag = "places", params(("text" = String, Query), ("on" = Option<NaiveDate>, Query)), responses((status = 200, body = ResolutionView)))]
#[get("/admin-units/resolve")]
pub async fn resolve_admin_unit(
    site: web::Data<Site>,
    query: web::Query<ResolveQuery>,
) -> Result<HttpResponse, Problem> {
    let ResolveQuery { text, on } = query.into_inner();
    if text.chars().count() > 500 {
        return Err(Problem::invalid(
            "/text",
            Localized::new(
                "Tên dài quá 500 ký tự. Rút ngắn lại.",
                "The name is longer than 500 characters. Shorten it.",
            ),
        ));
    }
    let found = off_thread(&site.app, move |app| {
        let now = app.now();
        let (today, picture) = (day_of(now), app.live.current(&app.store, now)?);
        Ok(resolve(&picture.gazetteer, &text, on.unwrap_or(today), today))
    })
    .await?;
    let Resolution { candidates, remark } = found;
    let candidates = candidates.into_iter().map(candidate_view).collect();
    Ok(HttpResponse::Ok().json(ResolutionView { candidates, remark }))
}

fn candidate_view(candidate: Candidate) -> CandidateView {
    CandidateView {
        unit: UnitFormView::of(&candidate.unit),
        matched: candidate.matched,
        exists: candidate.exists,
        present: candidate.present.iter().map(UnitFormView::of).collect(),
        why: candidate.why,
    }
}
