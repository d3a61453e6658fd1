//! Administrative units, as they stand on a day.

use actix_web::{HttpResponse, get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Site;
use super::problem::Problem;
use super::work::off_thread;
use crate::geometry::area;
use crate::places::AdminUnit;
use crate::services::live_data::day_of;
use crate::store::admin_units;

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Query {
    on: Option<NaiveDate>,
    q: Option<String>,
    parent: Option<String>,
    format: Option<String>,
}

fn properties(unit: &AdminUnit) -> Value {
    json!({
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "parent_code": unit.parent_code,
        "former_district": unit.former_district,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "lon": unit.lon,
        "lat": unit.lat,
        "boundary": unit.boundary_kind,
        "source": unit.source,
    })
}

/// Units on a day (today where none is given), by code; with `q` those whose folded name holds it.
#[utoipa::path(tag = "reference", params(Query), responses((status = 200, description = "done", body = Object)))]
#[get("/admin-units")]
pub async fn list_admin_units(site: web::Data<Site>, query: web::Query<Query>) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let geojson = query.format.as_deref() == Some("geojson");
    let units = off_thread(&site.app, move |app| {
        let day = query.on.unwrap_or_else(|| day_of(app.now()));
        let mut units = app.store.read(|conn| admin_units::on(conn, day, query.q.as_deref()))?;
        if let Some(parent) = query.parent {
            units.retain(|unit| unit.parent_code.as_ref() == Some(&parent));
        }
        Ok(units)
    })
    .await?;
    if geojson {
        let features: Vec<Value> = units
            .iter()
            .map(|unit| {
                json!({
                    "type": "Feature",
                    "id": unit.code,
                    "properties": properties(unit),
                    "geometry": unit.boundary.as_ref().map(area::to_geojson),
                })
            })
            .collect();
        return Ok(HttpResponse::Ok().json(json!({"type": "FeatureCollection", "features": features})));
    }
    let items: Vec<Value> = units.iter().map(properties).collect();
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
}
