//! Zones of a draft split, merged and moved.

use actix_web::{HttpRequest, HttpResponse, post, web};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::etag::revision_read;
use super::plan_versions::{Address, VersionView, address, answer, json_of, view};
use super::problem::Problem;
use super::work::off_thread;
use super::zone_measure::outline_problem;
use crate::accounts::Permission;
use crate::geometry::area;
use crate::kernel::Localized;
use crate::services::merge_zones::{MergeOrder, merge_zones};
use crate::services::move_zone::{MoveOrder, move_zone};
use crate::services::split_zone::{SplitOrder, ZonePart, split_zone};

type Body = Result<web::Bytes, actix_web::Error>;

/// A zone to cut into parts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitZoneRequest {
    /// The zone; its code is retired when the plan is approved.
    code: String,
    /// The parts, which together are the zone.
    parts: Vec<ZonePartRequest>,
    /// Why.
    #[serde(default)]
    note: Option<String>,
}

/// A part.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ZonePartRequest {
    /// Its new code.
    code: String,
    /// Its name.
    name: String,
    /// A GeoJSON Polygon or MultiPolygon, WGS 84, longitude first.
    #[schema(value_type = Object)]
    geometry: Value,
}

/// Zones to make one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeZonesRequest {
    /// The zones; their codes are retired when the plan is approved.
    codes: Vec<String>,
    /// The zone they become.
    into: MergedZoneRequest,
    /// Why.
    #[serde(default)]
    note: Option<String>,
}

/// The zone that others become.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergedZoneRequest {
    /// Its new code.
    code: String,
    /// Its name.
    name: String,
    /// A GeoJSON Polygon or MultiPolygon that holds all of them; null for all of them together.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    geometry: Option<Value>,
}

/// A zone to give another place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveZoneRequest {
    /// The zone; its code is retired when the plan is approved.
    code: String,
    /// Where to.
    to: MovedZoneRequest,
    /// Why.
    #[serde(default)]
    note: Option<String>,
}

/// The zone at its new place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MovedZoneRequest {
    /// Its new code.
    code: String,
    /// The commune it comes to lie in; the same where absent.
    #[serde(default)]
    commune_code: Option<String>,
    /// A GeoJSON Polygon or MultiPolygon, WGS 84, longitude first.
    #[schema(value_type = Object)]
    geometry: Value,
}

fn wanted<T: DeserializeOwned>(body: Body) -> Result<T, Problem> {
    serde_json::from_value(json_of(body)?).map_err(|error| {
        Problem::invalid(
            "",
            Localized::new(
                format!("Nội dung chưa đúng mẫu ({error})."),
                format!("It does not fit the form ({error})."),
            ),
        )
    })
}

fn outline(pointer: &str, geometry: &Value) -> Result<geo::MultiPolygon<f64>, Problem> {
    area::from_geojson(geometry).map_err(|fault| outline_problem(pointer, &fault))
}

/// Cuts a zone of a draft into parts, each with a new code.
#[utoipa::path(
    tag = "plans",
    params(("id" = String, Path), ("n" = i64, Path), ("If-Match" = String, Header)),
    request_body = SplitZoneRequest,
    responses((status = 200, body = VersionView), (status = 422, description = "`zone-pieces`: parts are missing a piece, reach outside, or overlap; `faults` tells where")),
)]
#[post("/plans/{id}/versions/{n}/zones/split")]
pub async fn split_plan_zone(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    path: Address,
    body: Body,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditPlan)?;
    let revision = revision_read(&request)?;
    let wanted: SplitZoneRequest = wanted(body)?;
    let address = address(&path);
    let mut parts = Vec::with_capacity(wanted.parts.len());
    for (n, part) in wanted.parts.into_iter().enumerate() {
        let geometry = outline(&format!("/parts/{n}/geometry"), &part.geometry)?;
        parts.push(ZonePart { code: part.code, name: part.name, geometry });
    }
    let order = SplitOrder { code: wanted.code, parts, note: wanted.note };
    off_thread(&site.app, move |app| split_zone(app, &by, address, revision, &order)).await?;
    Ok(answer(&view(&site, &caller, address).await?))
}

/// Makes one zone of several in a draft, with a new code.
#[utoipa::path(
    tag = "plans",
    params(("id" = String, Path), ("n" = i64, Path), ("If-Match" = String, Header)),
    request_body = MergeZonesRequest,
    responses((status = 200, body = VersionView), (status = 422, description = "`zone-pieces`: the area leaves a piece out; `faults` tells where")),
)]
#[post("/plans/{id}/versions/{n}/zones/merge")]
pub async fn merge_plan_zones(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    path: Address,
    body: Body,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditPlan)?;
    let revision = revision_read(&request)?;
    let wanted: MergeZonesRequest = wanted(body)?;
    let address = address(&path);
    let geometry = wanted.into.geometry.as_ref().map(|geometry| outline("/into/geometry", geometry)).transpose()?;
    let order =
        MergeOrder { codes: wanted.codes, code: wanted.into.code, name: wanted.into.name, geometry, note: wanted.note };
    off_thread(&site.app, move |app| merge_zones(app, &by, address, revision, &order)).await?;
    Ok(answer(&view(&site, &caller, address).await?))
}

/// Gives a zone of a draft another place, with a new code.
#[utoipa::path(
    tag = "plans",
    params(("id" = String, Path), ("n" = i64, Path), ("If-Match" = String, Header)),
    request_body = MoveZoneRequest,
    responses((status = 200, body = VersionView)),
)]
#[post("/plans/{id}/versions/{n}/zones/move")]
pub async fn move_plan_zone(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    path: Address,
    body: Body,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditPlan)?;
    let revision = revision_read(&request)?;
    let wanted: MoveZoneRequest = wanted(body)?;
    let address = address(&path);
    let order = MoveOrder {
        code: wanted.code,
        new_code: wanted.to.code,
        commune_code: wanted.to.commune_code,
        geometry: outline("/to/geometry", &wanted.to.geometry)?,
        note: wanted.note,
    };
    off_thread(&site.app, move |app| move_zone(app, &by, address, revision, &order)).await?;
    Ok(answer(&view(&site, &caller, address).await?))
}
