//! Revisions as ETags: `"7"` is revision 7.

use actix_web::HttpRequest;
use actix_web::http::header::IF_MATCH;

use super::problem::Problem;
use crate::kernel::Localized;

/// The ETag of a revision.
pub fn etag(revision: i64) -> String {
    format!("\"{revision}\"")
}

/// The revision an edit was made on; 428 where `If-Match` is missing.
pub fn revision_read(request: &HttpRequest) -> Result<i64, Problem> {
    let value = request.headers().get(IF_MATCH).ok_or_else(Problem::precondition_required)?;
    let text = value.to_str().unwrap_or_default().trim();
    text.trim_start_matches("W/").trim_matches('"').parse().map_err(|_| {
        Problem::invalid(
            "/If-Match",
            Localized::new("If-Match không phải ETag đã đọc.", "If-Match is not an ETag that was read."),
        )
    })
}
