//! The image of a photo, whatever it shows.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse};

/// Answers with an image, or that it is as it was: it is known by the hash of its bytes.
pub(super) fn image(request: &HttpRequest, media_type: String, sha256: &str, content: Vec<u8>) -> HttpResponse {
    let tag = format!("\"{sha256}\"");
    let known = request.headers().get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    // Whether the caller may still see it is asked each time.
    answer
        .insert_header((ETAG, tag))
        .insert_header((CACHE_CONTROL, "private, no-cache"))
        .insert_header((CONTENT_DISPOSITION, "inline"))
        .insert_header(("x-content-type-options", "nosniff"));
    if known { answer.finish() } else { answer.content_type(media_type).body(content) }
}
