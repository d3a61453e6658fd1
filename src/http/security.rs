//! Headers that every answer carries, and problems in the reader's language.

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;

use super::metrics::count_answer;
use super::problem::translate;

/// Nothing from another host, no script written into the page.
const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; \
                      worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Adds the headers and translates problems.
pub async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // Handlers and extractors answer with their error inside the response; a clone of the request kept over
    // the call would break the router, so the problem is translated afterwards.
    let response = next.call(request).await?;
    let problem = response.response().error().and_then(|error| translate(error, response.request()));
    let mut response = match problem {
        Some(answer) => ServiceResponse::new(response.request().clone(), answer),
        None => response.map_into_boxed_body(),
    };
    count_answer(response.status());
    for (name, value) in
        [("content-security-policy", POLICY), ("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")]
    {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    Ok(response)
}
