//! Figures for a situation somebody thinks of: advice, that opens and changes nothing.

use actix_web::{HttpResponse, post, web};
use serde::Deserialize;
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::work::off_thread;
use super::zone_measure::outline_problem;
use crate::accounts::Permission;
use crate::geometry::area;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::Localized;
use crate::services::what_if::{MOST_ZONES, Question, WhatIf, what_if};

/// A situation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WhatIfQuestion {
    /// Which hazard.
    #[schema(value_type = String)]
    pub hazard: Hazard,
    /// At which level.
    pub level: RiskLevel,
    /// Codes of zones in force; those of the hazard that must move at the level where absent.
    #[serde(default)]
    pub zones: Option<Vec<String>>,
    /// A GeoJSON Polygon or MultiPolygon: only zones that have a point in common with it, and households that stand in
    /// it. Around a house drawn closely the figures tell of one family, so it is for those who may read the register.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub area: Option<serde_json::Value>,
    /// Only in this unit and below it.
    #[serde(default)]
    pub unit: Option<String>,
}

/// People, property, shelters and what is short, if this were to happen. Nothing is opened or changed by asking.
#[utoipa::path(
    tag = "findings", request_body = WhatIfQuestion,
    responses((status = 200, body = WhatIf), (status = 422, description = "no such zone, or no sound area"))
)]
#[post("/what-if")]
pub async fn ask_what_if(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<WhatIfQuestion>,
) -> Result<HttpResponse, Problem> {
    let asked = body.into_inner();
    let needed = if asked.area.is_some() { Permission::ReadHouseholds } else { Permission::Read };
    caller.acting(needed)?;
    if asked.zones.as_ref().is_some_and(|zones| zones.len() > MOST_ZONES) {
        let wording = Localized::new(
            format!("Chọn nhiều nhất {MOST_ZONES} vùng, hoặc bỏ trống để lấy mọi vùng của loại thiên tai."),
            format!("Name at most {MOST_ZONES} zones, or none for all of the hazard."),
        );
        return Err(Problem::invalid("/zones", wording));
    }
    let area = asked.area.as_ref().map(area::from_geojson).transpose();
    let question = Question {
        hazard: asked.hazard,
        level: asked.level,
        zones: asked.zones,
        area: area.map_err(|fault| outline_problem("/area", &fault))?,
        unit: asked.unit.filter(|unit| !unit.trim().is_empty()),
    };
    let answer = off_thread(&site.app, move |app| what_if(app, &question)).await?;
    Ok(HttpResponse::Ok().json(answer))
}
