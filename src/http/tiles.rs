//! Vector tiles of zones, shelters and units, and what tells a map about them (TileJSON 3.0).
//!
//! A tile that shows nothing is answered with 204: the map asks no further, and there are no bytes to read.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, IF_NONE_MATCH, VARY,
};
use actix_web::{HttpRequest, HttpResponse, route, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use super::Site;
use super::base::base_of;
use super::pieces::Pieces;
use super::problem::Problem;
use super::work::off_thread;
use crate::geometry::tile::{MAX_ZOOM, TileId};
use crate::kernel::Localized;
use crate::services::map_layers::{Layers, around, bounds_of};
use crate::services::map_tiles::{self, MadeTile, TileSet};
use crate::services::{App, ServiceError};

#[derive(Deserialize)]
struct TileQuery {
    /// A past day.
    on: Option<NaiveDate>,
    /// The revision the map knows of.
    v: Option<String>,
}

/// What a tile set is like, as TileJSON 3.0 says it.
#[derive(Serialize)]
struct TileJson {
    tilejson: &'static str,
    name: String,
    description: String,
    version: &'static str,
    scheme: &'static str,
    tiles: Vec<String>,
    minzoom: u8,
    maxzoom: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    bounds: Option<[f64; 4]>,
    vector_layers: [VectorLayer; 1],
    /// The change the tiles were made after; it is part of their address.
    revision: String,
}

#[derive(Serialize)]
struct VectorLayer {
    id: &'static str,
    description: &'static str,
    minzoom: u8,
    maxzoom: u8,
    fields: BTreeMap<&'static str, &'static str>,
}

fn name_of(set: TileSet) -> Localized {
    match set {
        TileSet::Zones => Localized::new("Vùng nguy hiểm phải di dời", "Evacuation zones"),
        TileSet::Shelters => Localized::new("Điểm sơ tán", "Shelters"),
        TileSet::AdminUnits => Localized::new("Đơn vị hành chính", "Administrative units"),
    }
}

fn layer_of(set: TileSet) -> VectorLayer {
    let (description, fields): (_, &[(&str, &str)]) = match set {
        TileSet::Zones => (
            "Zones in force. What is smaller than a pixel is drawn as one; zones that share a pixel, hazard and level \
             are one feature there, which carries the first zone's properties and how many it stands for.",
            &[
                ("id", "String"),
                ("code", "String"),
                ("name", "String"),
                ("hazard", "String"),
                ("level", "Number"),
                ("status", "String"),
                ("commune", "String"),
                ("zones", "Number, where it stands for several"),
                ("demonstration", "Boolean, where it is invented"),
            ],
        ),
        TileSet::Shelters => (
            "Places people are taken to.",
            &[
                ("id", "String"),
                ("code", "String"),
                ("name", "String"),
                ("kind", "String"),
                ("capacity", "Number"),
                ("commune", "String"),
                ("demonstration", "Boolean, where it is invented"),
            ],
        ),
        TileSet::AdminUnits => (
            "Units of today; a point where there is no outline.",
            &[
                ("code", "String"),
                ("name", "String"),
                ("kind", "String"),
                ("parent", "String"),
                ("boundary", "String: surveyed, approximate or none"),
            ],
        ),
    };
    let fields = fields.iter().copied().collect();
    VectorLayer { id: set.name(), description, minzoom: 0, maxzoom: MAX_ZOOM, fields }
}

/// What the tiles of the newest picture are addressed by.
fn version_of(layers: &Layers) -> String {
    format!("{}-{}", layers.picture.revision, layers.picture.day.format("%Y%m%d"))
}

fn layers_on(app: &App, day: Option<NaiveDate>) -> Result<Arc<Layers>, ServiceError> {
    match day {
        None => app.layers.current(app),
        Some(day) => app.layers.on(app, day),
    }
}

fn bounds(layers: &Layers, set: TileSet) -> Result<Option<[f64; 4]>, ServiceError> {
    Ok(match set {
        TileSet::Zones => layers.zone_bounds(),
        TileSet::Shelters => around(layers.shelters()?.iter().map(|at| [at.lon, at.lat, at.lon, at.lat])),
        TileSet::AdminUnits => around(layers.units()?.iter().map(|unit| {
            unit.boundary.as_ref().and_then(bounds_of).unwrap_or([unit.lon, unit.lat, unit.lon, unit.lat])
        })),
    })
}

/// What a map has to know to ask for tiles.
#[route("/tiles/{collection}.json", method = "GET", method = "HEAD")]
pub async fn read_tile_json(
    site: web::Data<Site>,
    request: HttpRequest,
    collection: web::Path<String>,
    query: web::Query<TileQuery>,
) -> Result<HttpResponse, Problem> {
    let set = TileSet::named(&collection).ok_or_else(Problem::not_found)?;
    let day = query.on;
    let (version, bounds) = off_thread(&site.app, move |app| {
        let layers = layers_on(app, day)?;
        Ok((version_of(&layers), bounds(&layers, set)?))
    })
    .await?;
    let past = day.map(|day| format!("&on={day}")).unwrap_or_default();
    let address = format!("{}/tiles/{}/{{z}}/{{x}}/{{y}}.mvt?v={version}{past}", base_of(&request), set.name());
    let name = name_of(set);
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-cache")).insert_header(OPEN).json(TileJson {
        tilejson: "3.0.0",
        name: name.vi,
        description: name.en,
        version: "1.0.0",
        scheme: "xyz",
        tiles: vec![address],
        minzoom: 0,
        maxzoom: MAX_ZOOM,
        bounds,
        vector_layers: [layer_of(set)],
        revision: version,
    }))
}

/// Maps of other sites may show what everybody may read.
pub(super) const OPEN: (&str, &str) = ("access-control-allow-origin", "*");

/// So many large tiles are made at once. There are not more processors to spare, and each takes room to work in, which
/// the allocator then keeps for its thread.
static MAKERS: Semaphore = Semaphore::const_new(2);

/// One tile.
#[route("/tiles/{collection}/{z}/{x}/{y}.mvt", method = "GET", method = "HEAD")]
pub async fn read_tile(
    site: web::Data<Site>,
    request: HttpRequest,
    path: web::Path<(String, u8, u32, u32)>,
    query: web::Query<TileQuery>,
) -> Result<HttpResponse, Problem> {
    let (collection, z, x, y) = path.into_inner();
    let set = TileSet::named(&collection).ok_or_else(Problem::not_found)?;
    let id = TileId::new(z, x, y).ok_or_else(Problem::not_found)?;
    let packed = takes_gzip(request.headers());
    let day = query.on;
    if day.is_none()
        && let Some(layers) = site.app.layers.at_hand(&site.app)
        && let Some(tile) = map_tiles::tile_at_hand(&layers, set, id, packed)
    {
        return Ok(answer(&request, tile, packed, caching(&query, || version_of(&layers))));
    }
    // The semaphore is never closed.
    let _turn = MAKERS.acquire().await.ok();
    let (version, tile) = off_thread(&site.app, move |app| {
        let layers = layers_on(app, day)?;
        let tile = map_tiles::tile(&layers, set, id)?;
        if packed {
            tile.gzip();
        }
        Ok((version_of(&layers), tile))
    })
    .await?;
    Ok(answer(&request, tile, packed, caching(&query, || version)))
}

/// Only the address that names the picture may be kept unasked, and not for long: a database can be replaced.
fn caching(query: &TileQuery, version: impl FnOnce() -> String) -> &'static str {
    if query.v.as_ref().is_some_and(|known| *known == version()) { "public, max-age=3600" } else { "no-cache" }
}

fn answer(request: &HttpRequest, tile: Arc<MadeTile>, packed: bool, caching: &str) -> HttpResponse {
    let tag = if packed { format!("\"{}-gz\"", tile.tag) } else { format!("\"{}\"", tile.tag) };
    let known = is_known(request.headers(), &tag);
    let mut answer = match (known, tile.bytes.is_empty()) {
        (true, _) => HttpResponse::NotModified(),
        (false, true) => HttpResponse::NoContent(),
        (false, false) => HttpResponse::Ok(),
    };
    answer
        .insert_header((ETAG, tag))
        .insert_header((CACHE_CONTROL, caching))
        .insert_header((VARY, "accept-encoding"))
        .insert_header(OPEN);
    if tile.bytes.is_empty() || known {
        return answer.finish();
    }
    answer.insert_header((CONTENT_TYPE, "application/vnd.mapbox-vector-tile"));
    if packed {
        return answer.insert_header((CONTENT_ENCODING, "gzip")).body(Pieces::of(Packed(tile)));
    }
    // A client that takes other packings only gets none: the tag is of these very bytes.
    if request.headers().contains_key(ACCEPT_ENCODING) {
        answer.insert_header((CONTENT_ENCODING, "identity"));
    }
    answer.body(Pieces::of(Plain(tile)))
}

/// The bytes of a tile that others may hold too: no copy of it is made, for that of a province is large.
struct Plain(Arc<MadeTile>);

/// The same of the packed bytes.
struct Packed(Arc<MadeTile>);

impl AsRef<[u8]> for Plain {
    fn as_ref(&self) -> &[u8] {
        &self.0.bytes
    }
}

impl AsRef<[u8]> for Packed {
    fn as_ref(&self) -> &[u8] {
        self.0.gzip()
    }
}

/// Whether the client has what `tag` names.
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(IF_NONE_MATCH)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|known| known.trim().trim_start_matches("W/"))
        .any(|known| known == tag || known == "*")
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    headers
        .get_all(ACCEPT_ENCODING)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .find_map(|offer| {
            let mut parts = offer.split(';').map(str::trim);
            let named = matches!(parts.next()?.to_ascii_lowercase().as_str(), "gzip" | "*");
            let refused = parts.filter_map(|part| part.strip_prefix("q=")).any(|q| q.parse() == Ok(0.0_f32));
            named.then_some(!refused)
        })
        .unwrap_or(false)
}
