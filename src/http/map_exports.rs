//! Zones, shelters and units as files for map programs.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, get, web};
use chrono::NaiveDate;
use serde::Deserialize;

use super::Site;
use super::caller::Caller;
use super::lookup::known_hazard;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::formats::Format;
use crate::geometry::crs::Crs;
use crate::kernel::Localized;
use crate::services::export_maps::{ExportOrder, ExportedFile, export_shelters, export_units, export_zones};

/// What is wanted of a register, and as what.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ExportQuery {
    /// `geojson`, `ndjson`, `kml`, `kmz`, `shp`, `gpkg`, `fgb`, `csv` or `xlsx`; GeoJSON where absent.
    format: Option<String>,
    /// The coordinate system, `EPSG:9216`; WGS 84 where absent.
    crs: Option<String>,
    /// Only zones of this hazard, or shelters safe for it.
    hazard: Option<String>,
    /// Only in this unit or below it.
    commune: Option<String>,
    /// Zones as they were in force on this day (of Viet Nam).
    on: Option<NaiveDate>,
}

impl ExportQuery {
    fn order(self, with_keepers: bool) -> Result<ExportOrder, Problem> {
        let format = match self.format.as_deref() {
            None | Some("") => Format::GeoJson,
            Some(code) => Format::from_code(code).ok_or_else(|| unknown("/format", code))?,
        };
        let crs = match self.crs.as_deref() {
            None | Some("") => Crs::WGS84,
            Some(text) => Crs::parse(text).ok_or_else(|| unknown("/crs", text))?,
        };
        let hazard = self.hazard.as_deref().filter(|hazard| !hazard.is_empty()).map(known_hazard).transpose()?;
        Ok(ExportOrder {
            format,
            crs,
            hazard,
            within: self.commune.filter(|unit| !unit.is_empty()),
            on: self.on,
            with_keepers,
        })
    }
}

fn unknown(pointer: &str, text: &str) -> Problem {
    let text: String = text.chars().take(60).collect();
    Problem::invalid(
        pointer,
        Localized::new(
            format!(
                "Không có “{text}”. Dạng tệp: geojson, ndjson, kml, kmz, shp, gpkg, fgb, csv, xlsx; hệ tọa độ: EPSG:4326 hoặc VN-2000."
            ),
            format!(
                "There is no “{text}”. Formats: geojson, ndjson, kml, kmz, shp, gpkg, fgb, csv, xlsx; systems: EPSG:4326 or VN-2000."
            ),
        ),
    )
}

fn file_answer(file: ExportedFile) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, file.media_type))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", file.name)))
        .body(file.bytes)
}

/// The zones in force as a file that map programs open.
#[utoipa::path(tag = "zones", params(ExportQuery), responses((status = 200, description = "the file, of the media type of its format", content((Object = "application/geo+json"), (String = "*/*")))))]
#[get("/zones/export")]
pub async fn export_zone_file(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<ExportQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let order = query.into_inner().order(false)?;
    Ok(file_answer(off_thread(&site.app, move |app| export_zones(app, &order)).await?))
}

/// The shelters as a file that map programs open. Who keeps them is told to people who are signed in.
#[utoipa::path(tag = "zones", params(ExportQuery), responses((status = 200, description = "the file, of the media type of its format", content((Object = "application/geo+json"), (String = "*/*")))))]
#[get("/shelters/export")]
pub async fn export_shelter_file(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<ExportQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let order = query.into_inner().order(caller.account().is_some())?;
    Ok(file_answer(off_thread(&site.app, move |app| export_shelters(app, &order)).await?))
}

/// The outlines of administrative units of today as a file that map programs open.
#[utoipa::path(tag = "reference", params(ExportQuery), responses((status = 200, description = "the file, of the media type of its format", content((Object = "application/geo+json"), (String = "*/*")))))]
#[get("/admin-units/export")]
pub async fn export_admin_unit_file(
    site: web::Data<Site>,
    query: web::Query<ExportQuery>,
) -> Result<HttpResponse, Problem> {
    let order = query.into_inner().order(false)?;
    Ok(file_answer(off_thread(&site.app, move |app| export_units(app, &order)).await?))
}
