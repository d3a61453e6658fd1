//! Roads that distances are measured on: which there are, and loading them.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::upload::read_file;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::{Localized, Timestamp};
use crate::services::import_zones::Importer;
use crate::services::load_roads::{RoadOrder, load_roads, preview_roads};
use crate::store::roads;

/// Roads that came together.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoadSetView {
    /// Whose; empty for the whole.
    pub unit_code: String,
    /// The name of that unit.
    pub unit_name: String,
    /// How many lines.
    pub lines: i64,
    /// How many of them are crossings (ngầm tràn).
    pub crossings: i64,
    /// Their length, metres.
    pub length_m: i64,
    /// When they were loaded.
    #[schema(value_type = String, format = DateTime)]
    pub loaded_at: Timestamp,
    /// By whom.
    pub loaded_by: String,
    /// The file they came in.
    pub file_name: String,
}

/// The sets of roads.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoadSetList {
    /// By unit.
    pub items: Vec<RoadSetView>,
    /// Always absent.
    pub next: Option<String>,
}

/// What is loaded.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct RoadQuery {
    /// The unit whose roads these are; without it they replace all.
    unit: Option<String>,
    /// The name of the file.
    name: Option<String>,
    /// Only says what would happen.
    #[serde(default)]
    dry_run: bool,
}

/// A feature that was not taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefusedRoad {
    /// Where it stands in the file.
    pub place: Localized,
    /// Why.
    pub reason: Localized,
}

/// What was loaded, or would be.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoadImportView {
    /// Whether nothing was written because only a preview was asked for.
    pub dry_run: bool,
    /// Whose; empty for the whole.
    pub unit_code: String,
    /// How many lines.
    pub lines: i64,
    /// How many of them are crossings.
    pub crossings: i64,
    /// Their length, metres.
    pub length_m: i64,
    /// How many lines they replace.
    pub replaced: i64,
    /// Features that were not taken; at most 200.
    pub refused: Vec<RefusedRoad>,
    /// The counts in a sentence.
    pub summary: Localized,
}

/// How many refused features are told.
const TOLD: usize = 200;

/// Which roads were loaded, by unit.
#[utoipa::path(tag = "reference", responses((status = 200, body = RoadSetList)))]
#[get("/roads")]
pub async fn list_roads(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let items = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        let sets = app.store.read(roads::sets)?;
        let view = |set: roads::RoadSet| RoadSetView {
            unit_name: picture.unit_name(&set.unit_code).to_owned(),
            unit_code: set.unit_code,
            lines: set.lines,
            crossings: set.crossings,
            length_m: set.length_m,
            loaded_at: set.loaded_at,
            loaded_by: set.loaded_by,
            file_name: set.file_name,
        };
        Ok(sets.into_iter().map(view).collect::<Vec<_>>())
    })
    .await?;
    Ok(HttpResponse::Ok().json(RoadSetList { items, next: None }))
}

/// Loads roads: GeoJSON lines as the body, with `name` and, for a crossing, `closes_at` (the digit of a risk level) or
/// `ford`. They replace those of the unit, or all.
#[utoipa::path(
    tag = "reference",
    request_body(content = String, content_type = "application/octet-stream"),
    params(RoadQuery),
    responses((status = 200, body = RoadImportView))
)]
#[post("/roads")]
pub async fn load_road_file(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    query: web::Query<RoadQuery>,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageUnits)?;
    let RoadQuery { unit, name, dry_run } = query.into_inner();
    let order = RoadOrder {
        name: name.unwrap_or_else(|| "roads.geojson".to_owned()),
        unit: unit.filter(|unit| !unit.is_empty()),
    };
    let bytes = read_file(&request, payload).await?;
    let import = off_thread(&site.app, move |app| {
        let by = Importer::Person(&by);
        if dry_run { preview_roads(app, by, &bytes, &order) } else { load_roads(app, by, &bytes, &order) }
    })
    .await?;
    let summary = import.summary();
    let refused = import.refused.into_iter().take(TOLD).map(|(place, reason)| RefusedRoad { place, reason });
    Ok(HttpResponse::Ok().json(RoadImportView {
        dry_run,
        unit_code: import.set.unit_code,
        lines: import.set.lines,
        crossings: import.set.crossings,
        length_m: import.set.length_m,
        replaced: import.replaced,
        refused: refused.collect(),
        summary,
    }))
}
