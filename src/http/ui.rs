//! The web app, compiled in; or, where it was not built, a plain page that says how to get it.

use std::collections::HashMap;
use std::sync::LazyLock;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse};
use sha2::{Digest, Sha256};
use static_files::Resource;

use super::problem::Problem;

mod generated {
    #![allow(missing_docs, unused_imports, unused_variables, clippy::pedantic, clippy::unwrap_used, unreachable_pub)]
    include!(concat!(env!("OUT_DIR"), "/generated.rs"));
}

static FILES: LazyLock<HashMap<&'static str, Resource>> = LazyLock::new(generated::generate);

/// The page shown where the build had no Node.
const PLAIN: &str = include_str!("plain.html");

/// A file of the web app, or its page for every address that is the app's own.
pub async fn page(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let path = request.path().trim_start_matches('/');
    if let Some(file) = FILES.get(path) {
        return Ok(serve(&request, path, file));
    }
    // Addresses with a dot name files; everything else is the app's own routing.
    if path.contains('.') {
        return Err(Problem::not_found());
    }
    Ok(match FILES.get("index.html") {
        Some(index) => serve(&request, "index.html", index),
        None => HttpResponse::Ok().content_type("text/html; charset=utf-8").body(PLAIN),
    })
}

fn serve(request: &HttpRequest, path: &str, file: &Resource) -> HttpResponse {
    let tag = format!(
        "\"{:x}\"",
        Sha256::digest(file.data).iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte))
    );
    // Built files carry a hash in their names; the page itself must be asked for each time.
    let caching = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()) == Some(tag.as_str());
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((ETAG, tag)).insert_header((CACHE_CONTROL, caching));
    if known { answer.finish() } else { answer.insert_header((CONTENT_TYPE, file.mime_type)).body(file.data) }
}
