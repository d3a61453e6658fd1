//! Alerts that people type in: bulletins, and what they saw themselves.

use actix_web::{HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Site;
use super::caller::Caller;
use super::lookup::known_hazard;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::alerts::typed::{BulletinKind, SignKind};
use crate::hazards::RiskLevel;
use crate::kernel::ids::AlertId;
use crate::kernel::{Localized, Timestamp};
use crate::services::file_alert::Filed;
use crate::services::report_local_sign::{ReportedSign, report_local_sign};
use crate::services::type_bulletin::{TypedBulletin, TypedGroup, TypedPlaces, type_bulletin};

/// A bulletin, as it stands on paper.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulletinRequest {
    /// Made by the form, so that sending twice types one.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Uuid)]
    id: Option<Uuid>,
    kind: BulletinKind,
    /// Its code, see `/hazards`.
    hazard: String,
    /// The published level; null where the bulletin states none.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    level: Option<RiskLevel>,
    /// Who published it.
    issuer: String,
    #[serde(default)]
    number: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    issued_at: Timestamp,
    title: String,
    /// Beaufort, 0–20.
    #[serde(default)]
    wind_force: Option<u8>,
    /// Beaufort, 0–20.
    #[serde(default)]
    wind_gust: Option<u8>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    onset: Option<Timestamp>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    next_bulletin_at: Option<Timestamp>,
    /// Codes of provinces (two digits) and communes (five) of today.
    #[serde(default)]
    areas: Vec<String>,
    /// What the bulletin says of places, where no code tells.
    #[serde(default)]
    area_text: Option<String>,
    /// Where it says something else for each group of places, in the place of `level`, `wind_force`, `wind_gust`,
    /// `areas` and `area_text`.
    #[serde(default)]
    groups: Vec<BulletinGroup>,
    #[serde(default)]
    text: Option<String>,
    /// The alert it goes on with, or cancels.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Uuid)]
    follows: Option<AlertId>,
}

/// Places for which a bulletin says the same.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulletinGroup {
    /// The published level; null where the bulletin states none for these places.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    level: Option<RiskLevel>,
    /// Beaufort, 0–20.
    #[serde(default)]
    wind_force: Option<u8>,
    /// Beaufort, 0–20.
    #[serde(default)]
    wind_gust: Option<u8>,
    /// Codes of provinces (two digits) and communes (five) of today.
    #[serde(default)]
    areas: Vec<String>,
    /// Places in words, where no code tells.
    #[serde(default)]
    area_text: Option<String>,
}

impl From<BulletinGroup> for TypedGroup {
    fn from(group: BulletinGroup) -> Self {
        let BulletinGroup { level, wind_force, wind_gust, areas, area_text } = group;
        Self { level, wind_force, wind_gust, areas, area_text }
    }
}

impl BulletinRequest {
    /// What it says of places: for all of them, or by groups, but not both.
    fn places(&mut self) -> Result<TypedPlaces, Problem> {
        let alike = TypedGroup {
            level: self.level.take(),
            wind_force: self.wind_force.take(),
            wind_gust: self.wind_gust.take(),
            areas: std::mem::take(&mut self.areas),
            area_text: self.area_text.take(),
        };
        let groups: Vec<TypedGroup> = std::mem::take(&mut self.groups).into_iter().map(TypedGroup::from).collect();
        let TypedGroup { level, wind_force, wind_gust, areas, area_text } = &alike;
        let nothing = level.is_none() && wind_force.is_none() && wind_gust.is_none();
        match (groups.is_empty(), nothing && areas.is_empty() && area_text.is_none()) {
            (true, _) => Ok(TypedPlaces::Alike(alike)),
            (false, true) => Ok(TypedPlaces::Groups(groups)),
            (false, false) => Err(Problem::invalid(
                "/groups",
                Localized::new(
                    "Ghi cấp độ, gió, khu vực một lần: hoặc chung cho cả bản tin, hoặc theo từng nhóm khu vực.",
                    "Give level, wind and places once: for the whole bulletin, or for each group of places.",
                ),
            )),
        }
    }
}

/// What somebody saw.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LocalSignRequest {
    /// Made by the telephone, so that a report sent twice is one.
    #[schema(value_type = String, format = Uuid)]
    id: Uuid,
    /// What was seen, see `/local-sign-kinds`.
    signs: Vec<SignKind>,
    /// What it is a sign of; without it the first sign tells.
    #[serde(default)]
    hazard: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    seen_at: Timestamp,
    /// WGS 84.
    #[serde(default)]
    lon: Option<f64>,
    /// WGS 84.
    #[serde(default)]
    lat: Option<f64>,
    /// How far around the place people may be in danger, 50–5,000 m; 500 m where nothing is said.
    #[serde(default)]
    radius_m: Option<f64>,
    #[serde(default)]
    commune_code: Option<String>,
    #[serde(default)]
    village: Option<String>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    people_near: Option<u32>,
}

/// What became of a typed alert.
#[derive(Debug, Serialize, ToSchema)]
pub struct FiledAlert {
    /// The alert.
    #[schema(value_type = String, format = Uuid)]
    pub id: AlertId,
    /// `stored`, or `duplicate` where it had been sent before.
    pub outcome: &'static str,
    /// Zones in force that it touches.
    pub zones: usize,
    /// Plans proposed, or set going, on it.
    pub proposals: i64,
}

fn answer(filed: &Filed) -> HttpResponse {
    let outcome = if filed.fresh { "stored" } else { "duplicate" };
    let view = FiledAlert { id: filed.id, outcome, zones: filed.zones, proposals: filed.proposals };
    if filed.fresh { HttpResponse::Created().json(view) } else { HttpResponse::Ok().json(view) }
}

/// Types in a bulletin: it becomes an alert, and the plans in force are asked about it.
#[utoipa::path(tag = "alerts", request_body = BulletinRequest, responses((status = 201, body = FiledAlert), (status = 200, description = "it was typed before", body = FiledAlert)))]
#[post("/bulletins")]
pub async fn create_bulletin(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<BulletinRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ReportAlert)?;
    let mut body = body.into_inner();
    let typed = TypedBulletin {
        places: body.places()?,
        id: body.id,
        kind: body.kind,
        hazard: known_hazard(&body.hazard)?,
        issuer: body.issuer,
        number: body.number,
        issued_at: body.issued_at,
        title: body.title,
        onset: body.onset,
        next_bulletin_at: body.next_bulletin_at,
        text: body.text,
        follows: body.follows,
    };
    let filed = off_thread(&site.app, move |app| type_bulletin(app, &by, typed)).await?;
    Ok(answer(&filed))
}

/// Reports what somebody saw; it starts a response by itself, and a person confirms.
#[utoipa::path(tag = "alerts", request_body = LocalSignRequest, responses((status = 201, body = FiledAlert), (status = 200, description = "it was reported before", body = FiledAlert)))]
#[post("/local-signs")]
pub async fn create_local_sign(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<LocalSignRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ReportAlert)?;
    let body = body.into_inner();
    let report = ReportedSign {
        id: body.id,
        signs: body.signs,
        hazard: body.hazard.as_deref().map(known_hazard).transpose()?,
        seen_at: body.seen_at,
        position: body.lon.zip(body.lat),
        radius_m: body.radius_m,
        commune_code: body.commune_code,
        village: body.village,
        note: body.note,
        people_near: body.people_near,
    };
    let filed = off_thread(&site.app, move |app| report_local_sign(app, &by, report)).await?;
    Ok(answer(&filed))
}

/// The signs people are offered, in order.
#[utoipa::path(tag = "alerts", responses((status = 200, description = "done", body = Object)))]
#[get("/local-sign-kinds")]
pub async fn list_local_sign_kinds() -> HttpResponse {
    let kinds = SignKind::ALL.map(|kind| json!({"code": kind, "name": kind.name(), "hazard": kind.hazard()}));
    HttpResponse::Ok().json(json!({"items": kinds, "next": null}))
}
