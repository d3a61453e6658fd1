//! A POST that may come again, because its sender did not hear the answer: with an `Idempotency-Key` it is done once, and
//! whoever sends it again hears what the first heard.

use actix_web::body::{BodySize, BoxBody, MessageBody, to_bytes};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, IF_MATCH, LOCATION};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest as _, HttpResponse, web};
use chrono::TimeDelta;
use futures_util::stream;

use super::Site;
use super::alerts::MAX_PUSHED;
use super::caller::Caller;
use super::problem::{Problem, translate};
use super::work::off_thread;
use crate::kernel::digest::sha256_hex;
use crate::kernel::{Localized, Timestamp};
use crate::services::{App, ServiceError};
use crate::store::StoreConnection;
use crate::store::commits::Mark;
use crate::store::idempotent_answers::{self, Claim, KeptAnswer, Retryable};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// The longest key.
const LONGEST_KEY: usize = 255;
/// The largest answer that is kept.
const LARGEST_KEPT: u64 = 64 * 1024;
/// After so long without an answer nobody is at work on it any more: the process ended in between.
const GIVEN_UP: TimeDelta = TimeDelta::minutes(5);
/// In how many seconds to ask again while the first is at work.
const SOON: i64 = 1;

/// The headers of an answer that count.
const KEPT_HEADERS: [HeaderName; 3] = [CONTENT_TYPE, ETAG, LOCATION];

/// Does what carries a key once.
pub async fn once(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if may_be_retried(&request) {
        // Boxed: every request carries the room of this function, and few have a key.
        return Box::pin(done_once(request, next)).await;
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

async fn done_once(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let (app, retryable) = match understood(&mut request).await {
        Ok(Some(understood)) => understood,
        // Nobody is signed in: the handler says what that means.
        Ok(None) => return next.call(request).await.map(ServiceResponse::map_into_boxed_body),
        Err(problem) => return Ok(refused(request, problem)),
    };
    // A task of its own from here on: whoever hangs up keeps neither the work nor its answer from being written down, and
    // leaves no key taken for work that nobody does.
    let done = actix_web::rt::spawn(claimed_and_done(app, retryable, request, next));
    done.await.map_err(|error| Problem::from(ServiceError::Internal(format!("a request ended early: {error}"))))?
}

async fn claimed_and_done(
    app: App,
    retryable: Retryable,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let now = app.now();
    let asked = retryable.clone();
    let claim = off_thread(&app, move |app| {
        app.store.write(|conn| idempotent_answers::claim(conn, &asked, now)).map_err(ServiceError::from)
    });
    match claim.await {
        Ok(Claim::First) => {}
        Ok(Claim::Answered(answer)) => return Ok(answered_again(request, answer)),
        Ok(Claim::Running { since }) => return Ok(refused(request, still_running(since, now))),
        Ok(Claim::Reused) => return Ok(refused(request, key_reused())),
        Err(problem) => return Ok(refused(request, problem)),
    }
    let secret = answers_secrets(routed_by(&request));
    let mark = Mark::default();
    match mark.clone().follow(next.call(request)).await {
        Ok(response) => Ok(write_down(&app, &retryable, response, secret, &mark).await),
        Err(error) => {
            let status = error.as_response_error().status_code();
            let none = KeptAnswer { status: status.as_u16(), headers: Vec::new(), body: None };
            settle(&app, &retryable, end_of(status, &mark, none)).await;
            Err(error)
        }
    }
}

/// Whether a request carries a key and is of those a key counts for.
fn may_be_retried(request: &ServiceRequest) -> bool {
    if request.method() != Method::POST || !request.headers().contains_key(KEY) {
        return false;
    }
    let Some(path) = routed_by(request).strip_prefix("/api/v1/") else { return false };
    let left_out = matches!(path, "sync" | "session" | "roads") || path.ends_with("/import");
    let kind = request.headers().get(CONTENT_TYPE).map_or(Some("application/json"), |value| value.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let read = ["application/json", "application/cap+xml", "application/xml", "text/xml"].contains(&kind.as_str());
    !left_out && read
}

/// The path by which a request finds its handler: `%61` in it is read as `a`.
fn routed_by(request: &ServiceRequest) -> &str {
    request.match_info().as_str()
}

/// Whether what is done at an address is answered with a secret, which is never kept. A refusal tells none.
fn answers_secrets(path: &str) -> bool {
    ["/api/v1/accounts", "/api/v1/invitations", "/api/v1/webhooks"].iter().any(|place| path.starts_with(place))
}

/// Who asks for what under which key; nothing where nobody is signed in. The body is read and put back.
async fn understood(request: &mut ServiceRequest) -> Result<Option<(App, Retryable)>, Problem> {
    let key = key_of(request)?;
    let app = request.app_data::<web::Data<Site>>().map(|site| site.app.clone());
    let app = app.ok_or_else(|| Problem::from(ServiceError::Internal("no site".into())))?;
    let caller = Caller::from_request(request.request(), &mut Payload::None).await?;
    let Some(account) = caller.account().map(|account| account.id) else { return Ok(None) };
    let body = request.extract::<web::Bytes>().await.map_err(|_| Problem::too_large(MAX_PUSHED / 1_048_576))?;
    // It has been unpacked.
    request.headers_mut().remove(CONTENT_ENCODING);
    let fingerprint = fingerprint_of(request, &body);
    request.set_payload(Payload::Stream { payload: Box::pin(stream::iter([Ok(body)])) });
    Ok(Some((app, Retryable { account, key, fingerprint })))
}

fn key_of(request: &ServiceRequest) -> Result<String, Problem> {
    let mut given = request.headers().get_all(KEY);
    let key = given.next().and_then(|value| value.to_str().ok()).map(str::trim).unwrap_or_default();
    let fits = (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    if fits && given.next().is_none() {
        return Ok(key.to_owned());
    }
    Err(Problem::invalid(
        "/Idempotency-Key",
        Localized::new(
            "Idempotency-Key là một chuỗi từ 1 đến 255 ký tự ASCII nhìn thấy được, không có dấu cách; nên dùng UUID mới cho mỗi thao tác.",
            "An Idempotency-Key is one text of 1 to 255 visible ASCII characters without spaces; best a new UUID for each act.",
        ),
    ))
}

fn fingerprint_of(request: &ServiceRequest, body: &[u8]) -> String {
    let read_as = request.headers().get(IF_MATCH).map(HeaderValue::as_bytes).unwrap_or_default();
    let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
    // The address and the ETag are of one line each, so nothing of one can stand in the other.
    sha256_hex(&[address.as_bytes(), b"\n", read_as, b"\n", body].concat())
}

/// Keeps what was answered, and gives it on.
async fn write_down<B: MessageBody + 'static>(
    app: &App,
    retryable: &Retryable,
    response: ServiceResponse<B>,
    secret: bool,
    mark: &Mark,
) -> ServiceResponse<BoxBody> {
    let told = response.response().error().and_then(|error| translate(error, response.request()));
    let (request, response) = match told {
        Some(answer) => (response.into_parts().0, answer),
        None => response.map_into_boxed_body().into_parts(),
    };
    let status = response.status();
    let (response, body) = response.into_parts();
    let (body, copy) = match body.size() {
        _ if secret && status.is_success() => (body, None),
        BodySize::None => (body, Some(Vec::new())),
        BodySize::Sized(size) if size <= LARGEST_KEPT => {
            let bytes = to_bytes(body).await.unwrap_or_default();
            (BoxBody::new(bytes.clone()), Some(bytes.to_vec()))
        }
        BodySize::Sized(_) | BodySize::Stream => (body, None),
    };
    let headers = KEPT_HEADERS.iter().filter_map(|name| {
        let value = response.headers().get(name)?.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    });
    let answer = KeptAnswer { status: status.as_u16(), headers: headers.collect(), body: copy };
    settle(app, retryable, end_of(status, mark, answer)).await;
    ServiceResponse::new(request, response.set_body(body))
}

/// What becomes of a key when its first request has ended.
enum End {
    /// It did nothing, and may be tried again.
    LetGo,
    /// It is answered so from now on.
    Kept(KeptAnswer),
}

/// After a fault of the server the key is free only where nothing can have been committed; otherwise nobody knows how far
/// it came, and what was answered tells a retry nothing.
fn end_of(status: StatusCode, mark: &Mark, answer: KeptAnswer) -> End {
    let passing = [StatusCode::UNAUTHORIZED, StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS];
    if passing.contains(&status) || (status.is_server_error() && !mark.is_set()) {
        return End::LetGo;
    }
    if status.is_server_error() {
        return End::Kept(KeptAnswer { body: None, headers: Vec::new(), ..answer });
    }
    End::Kept(answer)
}

async fn settle(app: &App, retryable: &Retryable, end: End) {
    let retryable = retryable.clone();
    let written = off_thread(app, move |app| {
        let settle = |conn: &mut StoreConnection| match &end {
            End::Kept(answer) => idempotent_answers::finish(conn, &retryable, answer),
            End::LetGo => idempotent_answers::let_go(conn, &retryable),
        };
        app.store.write(settle).map_err(ServiceError::from)
    });
    if let Err(problem) = written.await {
        tracing::warn!(%problem, "what was answered could not be kept; a retry will be told that nobody knows");
    }
}

fn answered_again(request: ServiceRequest, kept: KeptAnswer) -> ServiceResponse<BoxBody> {
    let Some(body) = kept.body else {
        let failed = StatusCode::from_u16(kept.status).is_ok_and(|status| status.is_server_error());
        return refused(request, if failed { failed_halfway(kept.status) } else { not_kept(kept.status) });
    };
    let mut answer = HttpResponse::build(StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK));
    for header in kept.headers {
        answer.insert_header(header);
    }
    answer.insert_header((REPLAYED, "true"));
    request.into_response(answer.body(body))
}

fn refused(request: ServiceRequest, problem: Problem) -> ServiceResponse<BoxBody> {
    request.error_response(problem)
}

fn key_reused() -> Problem {
    Problem::new(
        "idempotency-key-reused",
        StatusCode::UNPROCESSABLE_ENTITY,
        Localized::new("Idempotency-Key đã dùng cho yêu cầu khác", "The Idempotency-Key belongs to another request"),
        Localized::new(
            "Khóa này đã dùng trong 24 giờ qua cho một yêu cầu khác (khác địa chỉ, If-Match hoặc nội dung). Dùng khóa mới.",
            "This key was used within 24 hours for another request (another address, If-Match or body). Take a new one.",
        ),
    )
}

fn still_running(since: Timestamp, now: Timestamp) -> Problem {
    if now - since < GIVEN_UP {
        return Problem::new(
            "idempotency-in-progress",
            StatusCode::CONFLICT,
            Localized::new("Yêu cầu trước đang được thực hiện", "The first request is still at work"),
            Localized::new(
                "Yêu cầu đầu tiên mang khóa này chưa xong. Chờ một lát rồi gửi lại nguyên như cũ.",
                "The first request with this key has not ended. Wait a moment and send the same again.",
            ),
        )
        .in_seconds(SOON);
    }
    outcome_unknown(Localized::new(
        "Chương trình dừng giữa chừng khi thực hiện yêu cầu đầu tiên. Tải lại danh sách để xem đã ghi chưa; nếu chưa, gửi lại với khóa mới.",
        "The program ended while it was at work on the first. Load the list again to see whether it was done; if not, send it with a new key.",
    ))
}

fn failed_halfway(status: u16) -> Problem {
    outcome_unknown(Localized::new(
        format!("Yêu cầu đầu tiên gặp lỗi hệ thống ({status}) khi có thể đã ghi một phần. Tải lại danh sách để xem đã ghi những gì; phần còn thiếu thì thực hiện lại với khóa mới."),
        format!("The first request failed ({status}) when a part of it may have been written. Load the list again to see what was done; do what is missing with a new key."),
    ))
    .with_member("first_status", status.into())
}

fn outcome_unknown(detail: Localized) -> Problem {
    Problem::new(
        "idempotency-outcome-unknown",
        StatusCode::CONFLICT,
        Localized::new("Không rõ yêu cầu trước đã xong chưa", "Nobody knows how the first request ended"),
        detail,
    )
}

fn not_kept(status: u16) -> Problem {
    Problem::new(
        "idempotency-answer-not-kept",
        StatusCode::CONFLICT,
        Localized::new("Đã thực hiện, không lưu trả lời", "Done already; the answer was not kept"),
        Localized::new(
            format!("Yêu cầu đầu tiên đã được trả lời ({status}) và không thực hiện lại. Trả lời đó lớn hơn 64 KiB hoặc có thông tin bí mật nên không lưu. Tải lại danh sách để xem kết quả."),
            format!("The first request was answered ({status}) and is not done again. That answer was larger than 64 KiB, or told a secret, and was not kept. Load the list again to see what came of it."),
        ),
    )
    .with_member("first_status", status.into())
}
