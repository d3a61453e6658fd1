//! Base maps that an operator put into a folder as PMTiles, served by ranges of bytes.

use std::path::Path;

use actix_files::NamedFile;
use actix_web::http::header::{CACHE_CONTROL, ContentEncoding, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, get, route, web};
use serde::Serialize;

use super::Site;
use super::problem::Problem;
use super::tiles::OPEN;
use crate::services::ServiceError;

/// The base maps there are.
#[derive(Serialize)]
struct BaseMaps {
    files: Vec<BaseMap>,
}

/// One base map.
#[derive(Serialize)]
struct BaseMap {
    /// Without its ending.
    name: String,
    bytes: u64,
    url: String,
}

const ENDING: &str = "pmtiles";

/// A name is letters, digits, hyphens and underscores, so that no path can be written with it.
fn is_name(name: &str) -> bool {
    (1..=100).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

fn list(folder: &Path) -> Vec<BaseMap> {
    // A folder that is not there holds no maps.
    let mut files: Vec<BaseMap> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let name = path.file_stem()?.to_str().filter(|name| is_name(name))?.to_owned();
            let about = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
            let url = format!("/basemap/{name}.{ENDING}");
            (path.extension()? == ENDING).then_some(BaseMap { name, bytes: about.len(), url })
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

/// The base maps in the operator's folder, by name.
#[get("/basemap")]
pub async fn list_base_maps(site: web::Data<Site>) -> Result<HttpResponse, Problem> {
    let folder = site.maps_folder.clone();
    let files = web::block(move || folder.as_deref().map(list).unwrap_or_default())
        .await
        .map_err(|error| Problem::from(ServiceError::Internal(error.to_string())))?;
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-cache")).insert_header(OPEN).json(BaseMaps { files }))
}

/// A base map, or the part of it that a `Range` asks for.
#[route("/basemap/{name}.pmtiles", method = "GET", method = "HEAD")]
pub async fn read_base_map(
    site: web::Data<Site>,
    request: HttpRequest,
    name: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let folder = site.maps_folder.as_ref().filter(|_| is_name(&name)).ok_or_else(Problem::not_found)?;
    let path = folder.join(format!("{name}.{ENDING}"));
    let opened = web::block(move || NamedFile::open(path)).await;
    let file = opened
        .map_err(|error| Problem::from(ServiceError::Internal(error.to_string())))?
        .ok()
        // A folder can be opened too, and not be read.
        .filter(|file| file.metadata().is_file())
        .ok_or_else(Problem::not_found)?;
    let kind = "application/vnd.pmtiles".parse().map_err(|_| Problem::not_found())?;
    let mut answer = file
        .set_content_type(kind)
        .disable_content_disposition()
        // Ranges are counted in the bytes of the file; nothing may pack them on the way.
        .set_content_encoding(ContentEncoding::Identity)
        .into_response(&request);
    let headers = answer.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=0, must-revalidate"));
    headers.insert(actix_web::http::header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static(OPEN.1));
    Ok(answer)
}
