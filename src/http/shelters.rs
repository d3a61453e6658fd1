//! Shelters: the list everybody may read, and the register of Phụ lục 4.

use actix_web::http::StatusCode;
use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::problem::Problem;
use super::resources::{ResourceRevisionView, RetireResource};
use super::work::off_thread;
use crate::accounts::Permission;
use crate::hazards::Hazard;
use crate::kernel::folding::{nfc, search_key};
use crate::kernel::ids::ShelterId;
use crate::places::{AwayPeriod, Shelter, ShelterFacts, ShelterKind, Suitability, away_on};
use crate::services::live_data::day_of;
use crate::services::resource_register::units_within;
use crate::services::shelter_register::{
    add_shelter, change_shelter, confirm_keeper_phone, read_shelter as read_with_past, retire_shelter,
};
use crate::services::{App, ServiceError};
use crate::store::shelters;

/// Which shelters are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ShelterQuery {
    /// Of this unit: a commune, or a province and all below it.
    unit: Option<String>,
    /// Of this kind.
    kind: Option<String>,
    /// Words of the code, the name, the village, with marks or without.
    q: Option<String>,
    /// Those that left the register.
    #[serde(default)]
    retired: bool,
}

impl ShelterQuery {
    fn chooses(&self, shelter: &Shelter, units: Option<&Vec<String>>) -> bool {
        let text = search_key(&format!("{} {} {}", shelter.code, shelter.name, shelter.facts.village));
        let words = self.q.as_deref().map(search_key).unwrap_or_default();
        let kind = serde_json::to_value(shelter.kind).unwrap_or_default();
        shelter.retired_on.is_some() == self.retired
            && units.is_none_or(|units| units.contains(&shelter.commune_code))
            && self.kind.as_deref().is_none_or(|wanted| wanted.is_empty() || kind == wanted)
            && words.split(' ').all(|word| text.contains(word))
    }
}

/// A shelter as it is listed. `keeper_name` and `keeper_phone` are for people who are signed in.
fn listed(app: &App, shelter: &Shelter, commune_name: &str, signed_in: bool) -> Value {
    let away = away_on(&shelter.facts.away, day_of(app.now()));
    json!({
        "id": shelter.id,
        "code": shelter.code,
        "name": shelter.name,
        "kind": shelter.kind,
        "commune_code": shelter.commune_code,
        "commune_name": commune_name,
        "capacity": shelter.capacity,
        "suitable_for": shelter.suitable_for,
        "suitability": shelter.suitability(),
        "lon": shelter.lon,
        "lat": shelter.lat,
        "keeper_name": if signed_in { shelter.keeper_name.as_deref() } else { None },
        "keeper_phone": if signed_in { shelter.keeper_phone.as_deref() } else { None },
        "demonstration": shelter.demonstration,
        "revision": shelter.revision,
        "retired_on": shelter.retired_on,
        "facts": shelter.facts,
        "away_today": away,
    })
}

/// Every shelter, by code. Who keeps them is for people who are signed in.
#[utoipa::path(tag = "zones", params(ShelterQuery), responses((status = 200, description = "done", body = Object)))]
#[get("/shelters")]
pub async fn list_shelters(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<ShelterQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let signed_in = caller.account().is_some();
    let query = query.into_inner();
    let items = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        let units = query.unit.as_deref().filter(|unit| !unit.is_empty()).map(|unit| units_within(&picture, unit));
        let shelters = app.store.read(shelters::ever)?;
        let chosen = shelters.iter().filter(|shelter| query.chooses(shelter, units.as_ref()));
        let view = |shelter| listed(app, shelter, picture.unit_name(&shelter.commune_code), signed_in);
        Ok(chosen.map(view).collect::<Vec<Value>>())
    })
    .await?;
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
}

/// A shelter of the register.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShelterView {
    /// Its id.
    pub id: ShelterId,
    /// The short code plans and households name it by.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is the rest of the year.
    #[schema(value_type = String)]
    pub kind: ShelterKind,
    /// The commune it stands in.
    pub commune_code: String,
    /// The name of that commune.
    pub commune_name: String,
    /// How many people it takes for the night.
    pub capacity: i64,
    /// The hazards it is safe for.
    pub suitable_for: Vec<Hazard>,
    /// Whether it is safe, for every hazard something is said of; of the others nothing is known.
    pub suitability: Vec<Suitability>,
    /// Longitude, WGS 84.
    pub lon: f64,
    /// Latitude, WGS 84.
    pub lat: f64,
    /// Who opens it; for people who are signed in.
    pub keeper_name: Option<String>,
    /// How to reach who opens it; for people who are signed in.
    pub keeper_phone: Option<String>,
    /// Invented for the demonstration.
    pub demonstration: bool,
    /// Counts the changes of its line; the ETag.
    pub revision: i64,
    /// The day it left the register.
    pub retired_on: Option<NaiveDate>,
    /// What else the register says.
    pub facts: ShelterFacts,
    /// What keeps it away today.
    pub away_today: Option<AwayPeriod>,
    /// The lines it had, the newest first; for people who are signed in, where one shelter is asked for.
    pub revisions: Vec<ResourceRevisionView>,
}

impl ShelterView {
    fn of(app: &App, shelter: Shelter, signed_in: bool) -> Result<Self, ServiceError> {
        let now = app.now();
        let picture = app.live.current(&app.store, now)?;
        Ok(Self {
            id: shelter.id,
            commune_name: picture.unit_name(&shelter.commune_code).to_owned(),
            suitability: shelter.suitability(),
            away_today: away_on(&shelter.facts.away, day_of(now)).cloned(),
            code: shelter.code,
            name: shelter.name,
            kind: shelter.kind,
            commune_code: shelter.commune_code,
            capacity: shelter.capacity,
            suitable_for: shelter.suitable_for,
            lon: shelter.lon,
            lat: shelter.lat,
            keeper_name: shelter.keeper_name.filter(|_| signed_in),
            keeper_phone: shelter.keeper_phone.filter(|_| signed_in),
            demonstration: shelter.demonstration,
            revision: shelter.revision,
            retired_on: shelter.retired_on,
            facts: shelter.facts,
            revisions: Vec::new(),
        })
    }

    fn answer(self, status: StatusCode) -> HttpResponse {
        HttpResponse::build(status).insert_header((ETAG, etag(self.revision))).json(self)
    }
}

/// A shelter as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutShelter {
    /// The code, of a new shelter; that of a known one stays.
    #[serde(default)]
    pub code: String,
    /// The commune, of a new shelter; that of a known one stays.
    #[serde(default)]
    pub commune_code: String,
    /// Its name.
    pub name: String,
    /// What it is the rest of the year.
    #[schema(value_type = String)]
    pub kind: ShelterKind,
    /// How many people it takes for the night.
    pub capacity: i64,
    /// Longitude, WGS 84.
    pub lon: f64,
    /// Latitude, WGS 84.
    pub lat: f64,
    /// Who opens it.
    #[serde(default)]
    pub keeper_name: Option<String>,
    /// How to reach who opens it.
    #[serde(default)]
    pub keeper_phone: Option<String>,
    /// What else the register says; `suitability` in it says what it is safe for.
    #[serde(default)]
    pub facts: ShelterFacts,
    /// On what ground.
    #[serde(default)]
    pub reason: String,
}

impl PutShelter {
    /// The line, and on what ground. Its id and revision are made by the register.
    fn line(self, now: crate::kernel::Timestamp) -> (Shelter, String) {
        let text = |text: String| nfc(text.trim());
        let given = |held: Option<String>| held.map(text).filter(|text| !text.is_empty());
        let said = self.facts.suitability.clone();
        let mut shelter = Shelter {
            id: ShelterId::new(now),
            code: text(self.code),
            name: text(self.name),
            kind: self.kind,
            commune_code: self.commune_code,
            capacity: self.capacity,
            suitable_for: Vec::new(),
            keeper_name: given(self.keeper_name),
            keeper_phone: given(self.keeper_phone),
            lon: self.lon,
            lat: self.lat,
            demonstration: false,
            revision: 1,
            retired_on: None,
            facts: self.facts,
        };
        shelter.set_suitability(said);
        (shelter, self.reason)
    }
}

/// Adds a shelter to the register.
#[utoipa::path(tag = "resources", request_body = PutShelter, responses((status = 201, body = ShelterView)))]
#[post("/shelters")]
pub async fn create_shelter(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<PutShelter>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditResources)?;
    let body = body.into_inner();
    let view = off_thread(&site.app, move |app| {
        let (line, reason) = body.line(app.now());
        let added = add_shelter(app, &by, &line, &reason)?;
        ShelterView::of(app, added, true)
    })
    .await?;
    Ok(view.answer(StatusCode::CREATED))
}

/// A shelter with every line it had.
#[utoipa::path(tag = "resources", params(("id" = String, Path, description = "the shelter")), responses((status = 200, body = ShelterView)))]
#[get("/shelters/{id}")]
pub async fn read_shelter(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ShelterId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let (signed_in, id) = (caller.account().is_some(), id.into_inner());
    let view = off_thread(&site.app, move |app| {
        let (shelter, past) = read_with_past(app, id)?;
        let mut view = ShelterView::of(app, shelter, signed_in)?;
        if signed_in {
            view.revisions = past.into_iter().map(Into::into).collect();
        }
        Ok(view)
    })
    .await?;
    Ok(view.answer(StatusCode::OK))
}

/// Changes a shelter; the line before is kept. Its code and commune stay. One that had left the register comes back.
#[utoipa::path(tag = "resources", request_body = PutShelter, params(("id" = String, Path, description = "the shelter"), ("If-Match" = String, Header)), responses((status = 200, body = ShelterView)))]
#[put("/shelters/{id}")]
pub async fn put_shelter(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ShelterId>,
    request: HttpRequest,
    body: web::Json<PutShelter>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditResources)?;
    let revision = revision_read(&request)?;
    let (id, body) = (id.into_inner(), body.into_inner());
    let view = off_thread(&site.app, move |app| {
        let (line, reason) = body.line(app.now());
        let changed = change_shelter(app, &by, id, revision, &line, &reason)?;
        ShelterView::of(app, changed, true)
    })
    .await?;
    Ok(view.answer(StatusCode::OK))
}

/// Takes a shelter out of the register. Plans that name it still do.
#[utoipa::path(operation_id = "retire_shelter", tag = "resources", request_body = RetireResource, params(("id" = String, Path, description = "the shelter"), ("If-Match" = String, Header)), responses((status = 200, body = ShelterView)))]
#[post("/shelters/{id}/retire")]
pub async fn retire(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ShelterId>,
    request: HttpRequest,
    body: web::Json<RetireResource>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditResources)?;
    let revision = revision_read(&request)?;
    let (id, body) = (id.into_inner(), body.into_inner());
    let view = off_thread(&site.app, move |app| {
        let retired = retire_shelter(app, &by, id, revision, &body.reason)?;
        ShelterView::of(app, retired, true)
    })
    .await?;
    Ok(view.answer(StatusCode::OK))
}

/// Notes that the keeper of a shelter answered the telephone today.
#[utoipa::path(tag = "resources", params(("id" = String, Path, description = "the shelter")), responses((status = 200, body = ShelterView)))]
#[post("/shelters/{id}/confirm-phone")]
pub async fn confirm_phone(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ShelterId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditResources)?;
    let id = id.into_inner();
    let view = off_thread(&site.app, move |app| {
        let confirmed = confirm_keeper_phone(app, &by, id)?;
        ShelterView::of(app, confirmed, true)
    })
    .await?;
    Ok(view.answer(StatusCode::OK))
}
