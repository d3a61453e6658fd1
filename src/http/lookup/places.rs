//! Finding a commune or a village by its name, and what is known of it.

use actix_web::{HttpResponse, get, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::{Found, LookupAnswer, answer_text};
use super::{Seen, json};
use crate::http::Site;
use crate::http::problem::Problem;
use crate::kernel::Localized;
use crate::services::find_places::{PlaceFound, PlaceKind, find_places, zones_of_place};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct PlacesQuery {
    /// Part of a name, with or without marks; an old commune's name leads to the communes that have its area today.
    q: String,
}

/// A place that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct LookupPlace {
    /// `commune`, `village`, or `former_commune`: a unit that has ended, with the commune that has its area today.
    kind: PlaceKind,
    /// The commune of today.
    code: String,
    /// The name that was found.
    name: String,
    /// The commune's name today.
    commune_name: String,
    /// A point of it, WGS 84, where one is known.
    lon: Option<f64>,
    /// Likewise.
    lat: Option<f64>,
    /// Zones in force in it.
    zones: usize,
}

/// The places that were found, those whose name begins with what was asked for first.
#[derive(Debug, Serialize, ToSchema)]
pub struct LookupPlaces {
    /// At most 20.
    items: Vec<LookupPlace>,
}

/// Communes and villages by name.
#[utoipa::path(tag = "lookup", params(PlacesQuery), responses((status = 200, description = "places of that name", body = LookupPlaces)))]
#[get("/lookup/places")]
pub async fn find_lookup_places(
    site: web::Data<Site>,
    query: web::Query<PlacesQuery>,
) -> Result<HttpResponse, Problem> {
    if query.q.len() > 200 {
        return Err(Problem::invalid(
            "/q",
            Localized::new("Tên quá dài; nhập một phần tên xã, thôn.", "The name is too long."),
        ));
    }
    let picture = Seen::now(&site).await?.picture;
    let view = |found: PlaceFound| LookupPlace {
        kind: found.kind,
        commune_name: picture.unit_name(&found.code).to_owned(),
        code: found.code,
        name: found.name,
        lon: found.position.map(|(lon, _)| lon),
        lat: found.position.map(|(_, lat)| lat),
        zones: found.zones,
    };
    let items = find_places(&picture, &query.q).into_iter().map(view).collect();
    Ok(HttpResponse::Ok().json(LookupPlaces { items }))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct PlaceQuery {
    /// The commune's code.
    commune: String,
    /// Only zones of this village; marks, case and spaces do not count.
    village: Option<String>,
}

/// The zones of a commune, or of one of its villages.
#[utoipa::path(tag = "lookup", params(PlaceQuery), responses((status = 200, description = "zones in force there, by code; none does not mean safe", body = LookupAnswer)))]
#[get("/lookup/place")]
pub async fn look_up_place(site: web::Data<Site>, query: web::Query<PlaceQuery>) -> Result<HttpResponse, Problem> {
    let seen = Seen::now(&site).await?;
    let picture = &seen.picture;
    let Some(commune) = picture.commune(&query.commune) else { return Err(Problem::not_found()) };
    let slots = zones_of_place(picture, &commune.code, query.village.as_deref());
    let found = Found::of(picture, slots, Some(super::answer::place_commune(commune)));
    Ok(json(answer_text(&seen, &found)))
}
