//! Bodies that are files: larger than what programs push, and read as they come.

use actix_web::dev::Decompress;
use actix_web::error::PayloadError;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use futures_util::StreamExt as _;

use super::problem::Problem;
use crate::kernel::Localized;

/// The largest file that is taken over HTTP; larger ones by `ungpho import` on the machine.
pub const MAX_FILE: usize = 64 * 1024 * 1024;

/// The whole body, unpacked where it was sent packed.
pub async fn read_file(request: &HttpRequest, payload: web::Payload) -> Result<Vec<u8>, Problem> {
    let mut stream = Decompress::from_headers(payload, request.headers());
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error: PayloadError| broken(&error))?;
        if bytes.len() + chunk.len() > MAX_FILE {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    if bytes.is_empty() {
        return Err(Problem::invalid(
            "",
            Localized::new("Chưa có tệp. Gửi nội dung tệp làm thân yêu cầu.", "There is no file. Send it as the body."),
        ));
    }
    Ok(bytes)
}

fn broken(error: &PayloadError) -> Problem {
    if matches!(error, PayloadError::Overflow) {
        return too_large();
    }
    Problem::invalid(
        "",
        Localized::new("Nội dung gửi lên bị đứt giữa chừng. Gửi lại.", "The body broke off. Send it again."),
    )
}

fn too_large() -> Problem {
    let megabytes = MAX_FILE / 1_048_576;
    Problem::new(
        "too-large",
        StatusCode::PAYLOAD_TOO_LARGE,
        Localized::new("Nội dung quá lớn", "Too large"),
        Localized::new(
            format!("Tệp lớn hơn {megabytes} MB nên không nhận. Chia nhỏ tệp, hoặc dùng ungpho import trên máy chủ."),
            format!("A file of more than {megabytes} MB is not taken. Part it, or use ungpho import on the server."),
        ),
    )
}
