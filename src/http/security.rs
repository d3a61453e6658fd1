//! What stands around every request: POSTs with a key are done once, problems are put in the reader's language, and
//! every answer carries headers that keep pages and data apart.

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::middleware::Next;

use super::metrics::count_answer;
use super::once::once;
use super::problem::translate;

/// Nothing from another host, no script written into the page.
static POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; \
     connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
);

/// Data is no page: shown as one, it may load and run nothing at all.
static POLICY_OF_DATA: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// Beginnings of the media types of data.
const DATA: [&[u8]; 4] =
    [b"application/json", b"application/geo+json", b"application/problem+json", b"application/vnd.mapbox-vector-tile"];

static NOSNIFF: HeaderValue = HeaderValue::from_static("nosniff");
static NO_REFERRER: HeaderValue = HeaderValue::from_static("no-referrer");

/// Does what carries a key once, translates problems and adds the headers.
pub async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // Handlers and extractors answer with their error inside the response; a clone of the request kept over
    // the call would break the router, so the problem is translated afterwards.
    let response = once(request, next).await?;
    let problem = response.response().error().and_then(|error| translate(error, response.request()));
    let mut response = match problem {
        Some(answer) => ServiceResponse::new(response.request().clone(), answer),
        None => response.map_into_boxed_body(),
    };
    count_answer(response.status());
    let headers = response.headers_mut();
    let policy = if is_data(headers) { &POLICY_OF_DATA } else { &POLICY };
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, NOSNIFF.clone());
    headers.insert(header::REFERRER_POLICY, NO_REFERRER.clone());
    Ok(response)
}

fn is_data(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| DATA.iter().any(|data| kind.as_bytes().starts_with(data)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_data_is_held_to_nothing_at_all() {
        let of = |kind: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            is_data(&headers)
        };
        assert!(of("application/geo+json") && of("application/json; charset=utf-8"));
        assert!(!of("text/html; charset=utf-8") && !of("text/javascript") && !of("application/manifest+json"));
        assert!(!is_data(&HeaderMap::new()));
    }
}
