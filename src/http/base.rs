//! The address by which a client reached the service, for links that stand in answers.

use actix_web::HttpRequest;

/// Scheme and host, without a slash at the end. Behind a proxy it is what the proxy says (`Forwarded`,
/// `X-Forwarded-Proto`, `X-Forwarded-Host`).
pub fn base_of(request: &HttpRequest) -> String {
    let connection = request.connection_info();
    format!("{}://{}", connection.scheme(), connection.host())
}
