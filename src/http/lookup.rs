//! "Am I in a danger zone?": for everyone, without signing in, and never with household data.

use actix_web::{HttpResponse, get, web};
use geo::{Intersects, Point};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Site;
use super::problem::Problem;
use super::work::off_thread;
use crate::hazards::Hazard;
use crate::kernel::Localized;
use crate::places::Shelter;
use crate::services::live_data::day_of;
use crate::store::{admin_units, shelters};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Query {
    lon: f64,
    lat: f64,
    hazard: Option<String>,
}

/// The zones at a position; the boundary counts as inside.
#[utoipa::path(tag = "zones", params(Query), responses((status = 200, description = "done", body = Object)))]
#[get("/lookup")]
pub async fn look_up(site: web::Data<Site>, query: web::Query<Query>) -> Result<HttpResponse, Problem> {
    let Query { lon, lat, hazard } = query.into_inner();
    if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
        return Err(Problem::invalid(
            "/lon",
            Localized::new(
                "Kinh độ từ -180 đến 180, vĩ độ từ -90 đến 90.",
                "Longitude −180 to 180, latitude −90 to 90.",
            ),
        ));
    }
    let wanted = hazard.as_deref().map(known_hazard).transpose()?;
    let answer = off_thread(&site.app, move |app| {
        let now = app.now();
        let picture = app.live.current(&app.store, now)?;
        let (units, shelters) =
            app.store.read(|conn| Ok::<_, crate::store::StoreError>((admin_units::on(conn, day_of(now), None)?, shelters::all(conn)?)))?;
        let zones: Vec<Value> = picture
            .zones
            .at(lon, lat)
            .iter()
            .filter(|zone| wanted.is_none_or(|hazard| zone.hazard == hazard))
            .map(|zone| {
                let plan = picture.plan_of(zone.id);
                json!({
                    "id": zone.id,
                    "code": zone.code,
                    "hazard": zone.hazard,
                    "name": zone.name,
                    "commune_code": zone.commune_code,
                    "evacuate_from_level": zone.evacuate_from_level,
                    "status": zone.status,
                    "plan": plan.map(|plan| json!({"id": plan.plan.id, "code": plan.plan.code, "title": plan.version.content.title})),
                    "destinations": destinations(&zone.destinations, &shelters),
                })
            })
            .collect();
        let point = Point::new(lon, lat);
        let commune = units
            .iter()
            .find(|unit| unit.parent_code.is_some() && unit.boundary.as_ref().is_some_and(|area| area.intersects(&point)));
        Ok(json!({
            "zones": zones,
            "commune": commune.map(|unit| json!({"code": unit.code, "name": unit.name, "boundary": unit.boundary_kind})),
            "checked_at": now,
        }))
    })
    .await?;
    Ok(HttpResponse::Ok().json(answer))
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

/// Shelters by their codes, for people who have to find them.
pub fn destinations(codes: &[String], shelters: &[Shelter]) -> Vec<Value> {
    codes
        .iter()
        .map(|code| match shelters.iter().find(|shelter| shelter.code == *code) {
            Some(shelter) => json!({
                "code": code,
                "name": shelter.name,
                "kind": shelter.kind,
                "capacity": shelter.capacity,
                "lon": shelter.lon,
                "lat": shelter.lat,
            }),
            None => json!({"code": code, "name": code, "kind": "other", "capacity": null}),
        })
        .collect()
}
