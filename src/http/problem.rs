//! Errors as RFC 9457 problem documents, in the reader's language.
//!
//! Two audiences: the client reads `detail`, which says what to do next; the log keeps the cause under the
//! same `instance`. Each `type` has a section in `docs/problems.md`.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::json::with;
use crate::kernel::clock::vietnam_offset;
use crate::kernel::clock::vietnam_time;
use crate::kernel::{Language, Localized, Timestamp};
use crate::relocation::{ActivationStatus, TaskFault, WrongStage, WrongState};
use crate::services::ServiceError;
use crate::store::StoreError;

/// A problem on its way to the client. The language is filled in by the middleware that knows the request.
#[derive(Debug)]
pub struct Problem {
    kind: &'static str,
    status: StatusCode,
    title: Localized,
    detail: Localized,
    errors: Vec<(String, Localized)>,
    /// More members of the document.
    extra: Vec<(&'static str, Value)>,
    /// In how many seconds it may be tried again.
    retry_after: Option<i64>,
    /// For the log only.
    cause: Option<String>,
}

impl Problem {
    /// A problem of type `/problems/{kind}`.
    pub fn new(kind: &'static str, status: StatusCode, title: Localized, detail: Localized) -> Self {
        Self { kind, status, title, detail, errors: Vec::new(), extra: Vec::new(), retry_after: None, cause: None }
    }

    /// Something in the request is wrong, and what to do about it.
    pub fn invalid(pointer: impl Into<String>, detail: Localized) -> Self {
        let title = Localized::new("Nội dung gửi lên chưa dùng được", "The request cannot be used");
        Self {
            errors: vec![(pointer.into(), detail.clone())],
            ..Self::new("invalid", StatusCode::UNPROCESSABLE_ENTITY, title, detail)
        }
    }

    /// A parameter of a standard interface that is unknown or has no value it may have: 400, as the standard has it.
    pub fn bad_parameter(parameter: &str, detail: Localized) -> Self {
        let title = Localized::new("Tham số chưa dùng được", "A parameter cannot be used");
        Self {
            errors: vec![(format!("/{parameter}"), detail.clone())],
            ..Self::new("invalid-parameter", StatusCode::BAD_REQUEST, title, detail)
        }
    }

    /// Several things in the request are wrong, each with its pointer.
    pub fn invalid_fields(errors: Vec<(String, Localized)>) -> Self {
        let mut problem = match errors.first() {
            Some((pointer, wording)) => Self::invalid(pointer.clone(), wording.clone()),
            None => Self::invalid("", Localized::new("Kiểm tra lại nội dung.", "Check what was sent.")),
        };
        if errors.len() > 1 {
            problem.detail = Localized::new(
                format!("Có {} chỗ cần sửa; từng chỗ nêu ở “errors”.", errors.len()),
                format!("{} things must be mended; each is told in “errors”.", errors.len()),
            );
        }
        if !errors.is_empty() {
            problem.errors = errors;
        }
        problem
    }

    /// The problem with one more member for programs.
    #[must_use]
    pub fn with_member(mut self, name: &'static str, value: Value) -> Self {
        self.extra.push((name, value));
        self
    }

    /// The problem with the seconds after which it may be tried again.
    #[must_use]
    pub fn in_seconds(self, seconds: i64) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// There is no such thing.
    pub fn not_found() -> Self {
        Self::new(
            "not-found",
            StatusCode::NOT_FOUND,
            Localized::new("Không tìm thấy", "Not found"),
            Localized::new(
                "Không có mục này. Kiểm tra đường dẫn hoặc tải lại danh sách.",
                "There is no such item. Check the address or load the list again.",
            ),
        )
    }

    /// An edit without `If-Match`.
    pub fn precondition_required() -> Self {
        Self::new(
            "precondition-required",
            StatusCode::PRECONDITION_REQUIRED,
            Localized::new("Thiếu If-Match", "If-Match is missing"),
            Localized::new(
                "Gửi lại kèm tiêu đề If-Match mang giá trị ETag đã đọc.",
                "Send it again with If-Match and the ETag that was read.",
            ),
        )
    }

    /// Too often from one address.
    pub fn too_many_requests(seconds: i64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..Self::new(
                "too-many-requests",
                StatusCode::TOO_MANY_REQUESTS,
                Localized::new("Thử quá nhanh", "Too many requests"),
                Localized::new(
                    format!("Có quá nhiều lần thử từ địa chỉ này. Thử lại sau {seconds} giây."),
                    format!("Too many attempts from this address. Try again in {seconds} seconds."),
                ),
            )
        }
    }

    /// Too much at once.
    pub fn too_large(megabytes: usize) -> Self {
        Self::new(
            "too-large",
            StatusCode::PAYLOAD_TOO_LARGE,
            Localized::new("Nội dung quá lớn", "Too large"),
            Localized::new(
                format!("Nội dung lớn hơn {megabytes} MB nên không nhận. Chia nhỏ rồi gửi từng phần."),
                format!("More than {megabytes} MB is not accepted. Send it in smaller parts."),
            ),
        )
    }

    /// The document in `language`, under the request's id.
    fn body(&self, language: Language, instance: &str) -> Value {
        let body = json!({
            "type": format!("/problems/{}", self.kind),
            "title": self.title.in_language(language),
            "status": self.status.as_u16(),
            "detail": self.detail.in_language(language),
            "instance": instance,
        });
        let body = self.extra.iter().fold(body, |body, (name, value)| with(body, name, value.clone()));
        if self.errors.is_empty() {
            return body;
        }
        let errors: Vec<Value> = self
            .errors
            .iter()
            .map(|(pointer, detail)| json!({"pointer": pointer, "detail": detail.in_language(language)}))
            .collect();
        with(body, "errors", errors)
    }

    /// The answer to `request`.
    pub fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let language = request
            .headers()
            .get(ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .map(Language::from_accept_language)
            .unwrap_or_default();
        self.respond(language, request.path())
    }

    fn respond(&self, language: Language, path: &str) -> HttpResponse {
        let instance = uuid::Uuid::now_v7().urn().to_string();
        if self.status.is_server_error() {
            tracing::error!(kind = self.kind, path, instance, cause = self.cause.as_deref(), "request failed");
        }
        let mut answer = HttpResponse::build(self.status);
        if let Some(seconds) = self.retry_after {
            answer.insert_header((RETRY_AFTER, seconds.to_string()));
        }
        answer
            .insert_header((CONTENT_TYPE, "application/problem+json"))
            .body(self.body(language, &instance).to_string())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail.en)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    // Handlers answer through `translate`, which knows the language; this is what is left otherwise.
    fn error_response(&self) -> HttpResponse {
        self.respond(Language::default(), "")
    }
}

/// Rewrites a problem that a handler gave back into the language of the request; for the middleware.
pub fn translate(error: &actix_web::Error, request: &HttpRequest) -> Option<HttpResponse> {
    error.as_error::<Problem>().map(|problem| problem.answer(request))
}

impl From<ServiceError> for Problem {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Store(error) => Self::from(error),
            ServiceError::NotSignedIn => Self::new(
                "not-signed-in",
                StatusCode::UNAUTHORIZED,
                Localized::new("Chưa đăng nhập", "Not signed in"),
                Localized::new("Đăng nhập rồi thực hiện lại.", "Sign in and try again."),
            ),
            ServiceError::WrongPassword { tries_left } => Self::wrong_password(tries_left),
            ServiceError::LockedOut { until, seconds } => Self::locked_out(until, seconds),
            ServiceError::InvitationGone => Self::new(
                "invitation-gone",
                StatusCode::NOT_FOUND,
                Localized::new("Đường dẫn không còn dùng được", "The link is gone"),
                Localized::new(
                    "Đường dẫn mời này đã dùng, đã hết hạn hoặc không đúng. Đề nghị người quản trị tạo đường dẫn mới.",
                    "This link was used, has expired, or is not right. Ask an administrator for a new one.",
                ),
            ),
            ServiceError::LastAdmin => Self::new(
                "last-admin",
                StatusCode::CONFLICT,
                Localized::new("Phải còn ít nhất một quản trị", "An administrator must be left"),
                Localized::new(
                    "Đây là tài khoản quản trị cuối cùng. Tạo tài khoản quản trị khác và chờ người đó đặt mật khẩu, rồi thực hiện lại.",
                    "This is the last administrator. Make another, wait until that person has set a password, and try again.",
                ),
            ),
            ServiceError::NotPermitted(_) => Self::new(
                "not-permitted",
                StatusCode::FORBIDDEN,
                Localized::new("Không thuộc thẩm quyền", "Not permitted"),
                Localized::new(
                    "Tài khoản này không có quyền thực hiện việc này, hoặc không phụ trách địa bàn này. Liên hệ người có thẩm quyền.",
                    "This account may not do this, or not in this place. Ask a competent person.",
                ),
            ),
            ServiceError::Inspection(refusal) => Self::from(refusal),
            ServiceError::WrongState(wrong) => Self::from(wrong),
            ServiceError::WrongStage(wrong) => Self::from(wrong),
            ServiceError::ChecklistNotOpen => Self::new(
                "checklist-not-open",
                StatusCode::CONFLICT,
                Localized::new("Danh sách việc đã kết thúc", "The checklist has ended"),
                Localized::new(
                    "Danh sách việc di dời của vùng này đã kết thúc nên không sửa được. Việc đã làm được giữ nguyên.",
                    "The checklist of this zone has ended and cannot be changed. What was done stays.",
                ),
            ),
            ServiceError::Task(fault) => Self::from(fault),
            ServiceError::Plan(refusal) => Self::from(refusal),
            ServiceError::BytesDropped { at } => Self::new(
                "bytes-dropped",
                StatusCode::GONE,
                Localized::new("Bản gốc không còn được lưu", "The original is no longer kept"),
                Localized::new(
                    format!(
                        "Bản gốc đã quá thời hạn lưu trữ và được bỏ lúc {}. Nội dung đã đọc, mã băm và nguồn vẫn còn.",
                        vietnam_time(at)
                    ),
                    format!(
                        "The original was kept as long as the settings say and dropped at {}. What was read of it, its hash and source are still there.",
                        vietnam_time(at)
                    ),
                ),
            ),
            ServiceError::Invalid { pointer, wording } => Self::invalid(pointer, wording),
            ServiceError::Internal(cause) => Self { cause: Some(cause), ..Self::internal() },
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::not_found(),
            StoreError::Stale => Self::new(
                "stale",
                StatusCode::PRECONDITION_FAILED,
                Localized::new("Nội dung đã thay đổi", "Changed by somebody else"),
                Localized::new(
                    "Nội dung đã được người khác thay đổi sau khi mở. Tải lại, xem thay đổi rồi thực hiện lại.",
                    "Somebody changed it after it was read. Load it again, look at the change and try again.",
                ),
            ),
            StoreError::AlreadyExists => Self::new(
                "already-exists",
                StatusCode::CONFLICT,
                Localized::new("Đã có", "Already exists"),
                Localized::new(
                    "Mục này đã có. Dùng mục đã có hoặc đổi mã.",
                    "It exists already. Use that one or change the code.",
                ),
            ),
            StoreError::Unavailable(cause) | StoreError::Busy(cause) => Self {
                cause: Some(cause),
                ..Self::new(
                    "store-away",
                    StatusCode::SERVICE_UNAVAILABLE,
                    Localized::new("Kho dữ liệu chưa sẵn sàng", "The store is away"),
                    Localized::new(
                        "Chưa lưu được. Giữ nội dung đã nhập và thử lại sau ít phút.",
                        "Not saved. Keep what was entered and try again in a few minutes.",
                    ),
                )
            },
            StoreError::Corrupt(cause) | StoreError::Database(cause) => Self { cause: Some(cause), ..Self::internal() },
        }
    }
}

impl Problem {
    fn wrong_password(tries_left: u32) -> Self {
        let detail = if tries_left > 0 {
            Localized::new(
                format!("Sai tên đăng nhập hoặc mật khẩu. Còn {tries_left} lần thử."),
                format!("Wrong name or password. {tries_left} tries left."),
            )
        } else {
            Localized::new(
                "Sai tên đăng nhập hoặc mật khẩu. Đã hết lần thử, đăng nhập tạm khoá.",
                "Wrong name or password. No tries are left; signing in is locked for a while.",
            )
        };
        let title = Localized::new("Chưa đăng nhập được", "Sign-in failed");
        Self {
            extra: vec![("tries_left", tries_left.into())],
            ..Self::new("wrong-password", StatusCode::UNAUTHORIZED, title, detail)
        }
    }

    fn locked_out(until: Timestamp, seconds: i64) -> Self {
        // The minute after, so that nobody who comes at the minute that is named comes too early.
        let minute = (until + TimeDelta::seconds(59)).with_timezone(&vietnam_offset()).format("%H:%M");
        Self {
            retry_after: Some(seconds),
            ..Self::new(
                "locked-out",
                StatusCode::TOO_MANY_REQUESTS,
                Localized::new("Đăng nhập tạm khoá", "Sign-in is locked"),
                Localized::new(
                    format!("Nhập sai quá nhiều lần. Đăng nhập tạm khoá đến {minute}; phiên đang mở vẫn dùng được."),
                    format!("Too many attempts failed. Signing in is locked until {minute}; open sessions go on."),
                ),
            )
        }
    }

    fn internal() -> Self {
        Self::new(
            "internal",
            StatusCode::INTERNAL_SERVER_ERROR,
            Localized::new("Lỗi hệ thống", "Internal error"),
            Localized::new(
                "Hệ thống gặp lỗi, thao tác chưa được ghi. Thử lại; nếu vẫn lỗi, báo người quản trị kèm thời điểm.",
                "The system failed and nothing was written. Try again; if it fails again, tell the administrator the time.",
            ),
        )
    }
}

impl From<WrongStage> for Problem {
    fn from(wrong: WrongStage) -> Self {
        let next: Vec<Localized> = wrong.from.next().iter().map(|stage| stage.name()).collect();
        let listed = |word: fn(&Localized) -> &str| next.iter().map(word).collect::<Vec<_>>().join(", ");
        let (vi, en) = (listed(|name| &name.vi), listed(|name| &name.en));
        let (from, to) = (wrong.from.name(), wrong.to.name());
        let detail = if next.is_empty() {
            Localized::new(
                format!("Lượt này của vùng đã kết thúc ({}). Ra lệnh di dời lại để mở lượt mới.", from.vi),
                format!("This round of the zone is over ({}). Order people out again to begin a new one.", from.en),
            )
        } else {
            Localized::new(
                format!("Từ “{}” không chuyển thẳng sang “{}”; bước tiếp theo là: {vi}.", from.vi, to.vi),
                format!("“{}” does not follow “{}”; what follows is: {en}.", to.en, from.en),
            )
        };
        Self::new(
            "wrong-stage",
            StatusCode::CONFLICT,
            Localized::new("Chưa thể chuyển bước", "The zone cannot go to that stage"),
            detail,
        )
    }
}

impl From<WrongState> for Problem {
    fn from(wrong: WrongState) -> Self {
        let detail = match wrong.status {
            ActivationStatus::Proposed => Localized::new(
                "Đề nghị này đang chờ quyết định: xác nhận hoặc không kích hoạt.",
                "The proposal awaits a decision: confirm or decline it.",
            ),
            ActivationStatus::Active => Localized::new(
                "Phương án đang được triển khai và không có vùng nào chờ quyết định này.",
                "The plan is at work and no zone awaits this decision.",
            ),
            ActivationStatus::Declined => Localized::new(
                "Đề nghị này đã bị từ chối. Tải lại để xem tình trạng mới nhất.",
                "The proposal was declined. Load it again to see how it stands.",
            ),
            ActivationStatus::Lapsed => Localized::new(
                "Bản tin đã hết hiệu lực trước khi có quyết định, đề nghị không còn.",
                "The alert ended before a decision; the proposal has lapsed.",
            ),
            ActivationStatus::StoodDown => Localized::new(
                "Mọi vùng đã kết thúc ứng phó. Tải lại để xem tình trạng mới nhất.",
                "Every zone has been stood down. Load it again to see how it stands.",
            ),
            ActivationStatus::Closed => Localized::new(
                "Đợt ứng phó này đã đóng. Mở từ bản tin mới nếu còn phải ứng phó.",
                "This response is closed. A new alert opens a new one.",
            ),
        };
        Self::new(
            "wrong-state",
            StatusCode::CONFLICT,
            Localized::new("Không thực hiện được ở trạng thái này", "Not possible in this state"),
            detail,
        )
    }
}

impl From<TaskFault> for Problem {
    fn from(fault: TaskFault) -> Self {
        match fault {
            TaskFault::UnknownState(state) => Self::invalid(
                "/state",
                Localized::new(
                    format!("Không có trạng thái “{state}”. Dùng open, done, done_earlier hoặc not_applicable."),
                    format!("There is no state “{state}”. Use open, done, done_earlier or not_applicable."),
                ),
            ),
            TaskFault::RemarkMissing => {
                Self::invalid("/remark", Localized::new("Ghi lý do không áp dụng.", "Write why it does not apply."))
            }
            TaskFault::TimeMissing => {
                Self::invalid("/done_at", Localized::new("Nhập giờ đã làm.", "Give the time it was done."))
            }
            TaskFault::TimeInFuture => Self::invalid(
                "/done_at",
                Localized::new("Giờ đã làm không được ở tương lai.", "The time it was done cannot lie in the future."),
            ),
            TaskFault::StepsOpen(titles) => Self::invalid(
                "/remark",
                Localized::new(
                    format!(
                        "Còn {} bước chưa xong: {}. Đánh dấu các bước đó, hoặc ghi chú vì sao việc vẫn hoàn thành.",
                        titles.len(),
                        titles.join("; ")
                    ),
                    format!(
                        "{} steps are open: {}. Tick them, or write why the task is done all the same.",
                        titles.len(),
                        titles.join("; ")
                    ),
                ),
            ),
            TaskFault::NotForSteps => Self::invalid(
                "/state",
                Localized::new(
                    "Một bước chỉ có xong hoặc chưa xong; ghi chú và “không áp dụng” ghi ở việc.",
                    "A step is done or open; remarks and “not applicable” belong to its task.",
                ),
            ),
            TaskFault::RemarkTooLong => Self::invalid(
                "/remark",
                Localized::new(
                    "Ghi chú dài quá 2.000 ký tự. Rút ngắn lại.",
                    "The remark is longer than 2,000 characters. Shorten it.",
                ),
            ),
        }
    }
}
