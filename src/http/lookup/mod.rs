//! "Am I in a danger zone?": for everyone, without signing in, and never with household data.

mod answer;
mod places;

use std::sync::Arc;

use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use self::answer::destinations;
use self::answer::{Found, LookupAnswer, answer_text};
pub use self::places::{find_lookup_places, look_up_place};
use super::Site;
use super::problem::Problem;
use super::work::off_thread;
use crate::alerts::hearing::Hearing;
use crate::hazards::Hazard;
use crate::kernel::{Localized, Timestamp};
use crate::services::live_data::Picture;

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct LookupQuery {
    /// Longitude, WGS 84.
    lon: f64,
    /// Latitude, WGS 84.
    lat: f64,
    /// Only zones of this hazard.
    hazard: Option<String>,
}

/// The zones at a position; the boundary counts as inside.
#[utoipa::path(tag = "lookup", params(LookupQuery), responses((status = 200, description = "zones in force there, by code; none does not mean safe", body = LookupAnswer)))]
#[get("/lookup")]
pub async fn look_up(site: web::Data<Site>, query: web::Query<LookupQuery>) -> Result<HttpResponse, Problem> {
    let LookupQuery { lon, lat, hazard } = query.into_inner();
    check_position("", lon, lat)?;
    let hazard = hazard.as_deref().map(known_hazard).transpose()?;
    let seen = Seen::now(&site).await?;
    Ok(json(answer_text(&seen, &Found::at(&seen.picture, lon, lat, hazard))))
}

/// A position to look up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LookupPoint {
    /// Longitude, WGS 84.
    lon: f64,
    /// Latitude, WGS 84.
    lat: f64,
    /// Comes back with the answer.
    #[serde(rename = "ref")]
    reference: Option<String>,
}

/// Positions to look up together.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LookupBatch {
    /// At most 1,000.
    points: Vec<LookupPoint>,
    /// Only zones of this hazard.
    hazard: Option<String>,
}

/// The answer for one position of several.
#[derive(Debug, Serialize, ToSchema)]
pub struct LookupItem {
    /// What the position was called.
    #[serde(rename = "ref")]
    reference: Option<String>,
    /// What is known there.
    #[serde(flatten)]
    answer: LookupAnswer,
}

/// The answers in the order of the positions.
#[derive(Debug, Serialize, ToSchema)]
pub struct LookupItems {
    /// One for each position.
    items: Vec<LookupItem>,
}

/// The most positions in one request.
const MAX_POINTS: usize = 1000;

/// The zones at many positions.
#[utoipa::path(tag = "lookup", request_body = LookupBatch, responses((status = 200, description = "an answer for each position, in order", body = LookupItems)))]
#[post("/lookup")]
pub async fn look_up_many(site: web::Data<Site>, batch: web::Json<LookupBatch>) -> Result<HttpResponse, Problem> {
    let batch = batch.into_inner();
    if batch.points.len() > MAX_POINTS {
        return Err(Problem::invalid(
            "/points",
            Localized::new(
                "Mỗi lần tra cứu nhiều nhất 1.000 điểm; chia nhỏ.",
                "At most 1,000 points a request; split them.",
            ),
        ));
    }
    for (at, point) in batch.points.iter().enumerate() {
        check_position(&format!("/points/{at}"), point.lon, point.lat)?;
    }
    let hazard = batch.hazard.as_deref().map(known_hazard).transpose()?;
    let seen = Seen::now(&site).await?;
    let mut items = String::from("{\"items\":[");
    for (at, point) in batch.points.iter().enumerate() {
        items.push_str(if at == 0 { "{\"ref\":" } else { ",{\"ref\":" });
        items.push_str(&serde_json::to_string(&point.reference).unwrap_or_else(|_| "null".into()));
        items.push(',');
        let found = Found::at(&seen.picture, point.lon, point.lat, hazard);
        items.push_str(answer_text(&seen, &found).trim_start_matches('{'));
    }
    items.push_str("]}");
    Ok(json(items))
}

/// What is answered from.
struct Seen {
    picture: Arc<Picture>,
    /// When the picture was found to hold.
    checked_at: Timestamp,
    hearing: Arc<Hearing>,
    now: Timestamp,
}

impl Seen {
    /// Nearly always at hand; otherwise the store is asked.
    async fn now(site: &Site) -> Result<Self, Problem> {
        let now = site.app.now();
        if let (Some((picture, checked_at)), Some(hearing)) =
            (site.app.live.at_hand(now), site.app.sources.at_hand(now))
        {
            return Ok(Self { picture, checked_at, hearing, now });
        }
        off_thread(&site.app, move |app| {
            let hearing = app.sources.current(&app.store, now)?;
            Ok(Self { picture: app.live.current(&app.store, now)?, checked_at: now, hearing, now })
        })
        .await
    }
}

fn json(text: String) -> HttpResponse {
    HttpResponse::Ok().insert_header(ContentType::json()).body(text)
}

fn check_position(pointer: &str, lon: f64, lat: f64) -> Result<(), Problem> {
    if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) {
        return Ok(());
    }
    Err(Problem::invalid(
        format!("{pointer}/lon"),
        Localized::new("Kinh độ từ -180 đến 180, vĩ độ từ -90 đến 90.", "Longitude −180 to 180, latitude −90 to 90."),
    ))
}

/// The hazard called `code`, or a problem that says which there are.
pub fn known_hazard(code: &str) -> Result<Hazard, Problem> {
    Hazard::from_code(code).ok_or_else(|| {
        Problem::invalid(
            "/hazard",
            Localized::new(
                format!("Không có loại thiên tai “{code}”. Xem danh sách tại /api/v1/hazards."),
                format!("There is no hazard “{code}”. See /api/v1/hazards."),
            ),
        )
    })
}
