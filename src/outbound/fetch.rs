//! Fetching documents: conditional, bounded in time and size, and only from hosts a source may lead to.

use std::sync::Arc;
use std::time::Duration;

use chrono::DateTime;
use reqwest::header::{
    ACCEPT, CONTENT_TYPE, DATE, ETAG, HeaderMap, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
    LOCATION, RETRY_AFTER, USER_AGENT,
};
use reqwest::{Client, StatusCode};
use thiserror::Error;
use url::Url;

use super::host_turns::HostTurns;

use crate::kernel::Localized;

/// Limits of one request.
#[derive(Debug, Clone, Copy)]
pub struct FetchLimits {
    /// To reach the host.
    pub connect: Duration,
    /// For the whole answer.
    pub total: Duration,
    /// Of the body, after decompression.
    pub bytes: usize,
    /// Between two requests to one host.
    pub pause: Duration,
    /// How long a request waits for another one to the same host before it goes on beside it.
    pub patience: Duration,
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            total: Duration::from_mins(1),
            bytes: 8 * 1024 * 1024,
            pause: Duration::from_millis(100),
            patience: Duration::from_secs(5),
        }
    }
}

/// What is asked of a server.
#[derive(Debug, Clone, Default)]
pub struct Ask<'a> {
    /// Where.
    pub address: &'a str,
    /// The form to send by POST; without one it is a GET.
    pub form: Option<&'a str>,
    /// Further header fields.
    pub headers: &'a [(&'static str, String)],
    /// What is wanted; alerts where nothing is said.
    pub accept: Option<&'a str>,
    /// How this program calls itself; by its name and version where nothing is said.
    pub user_agent: Option<&'a str>,
    /// What the last answer said of itself.
    pub validators: Option<&'a Validators>,
}

impl<'a> Ask<'a> {
    /// A plain GET.
    pub fn get(address: &'a str) -> Self {
        Self { address, ..Self::default() }
    }
}

/// What the last answer said of itself, for a conditional request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}

impl Validators {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

/// An answer.
#[derive(Debug)]
pub enum Fetched {
    /// Nothing has changed since.
    NotModified,
    /// A document.
    Document {
        /// The bytes, decompressed.
        bytes: Vec<u8>,
        /// What the server called it.
        content_type: Option<String>,
        /// For the next request.
        validators: Validators,
    },
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FetchFault {
    /// The address is none, or not http(s).
    #[error("{0} is not an http or https address")]
    Address(String),
    /// The host is not among those the source may lead to.
    #[error("the host {0} is not allowed")]
    HostNotAllowed(String),
    /// Nobody answered in time.
    #[error("no answer in time")]
    Timeout,
    /// The connection failed.
    #[error("connection failed: {0}")]
    Connection(String),
    /// The answer was cut short, or packed in a way that cannot be undone.
    #[error("the answer is damaged: {0}")]
    Damaged(String),
    /// The server answered with an error.
    #[error("status {status}")]
    Status {
        /// Which.
        status: u16,
        /// For how many seconds it asks to be left alone.
        retry_after: Option<i64>,
    },
    /// The body is larger than the limit.
    #[error("more than {0} bytes")]
    TooLarge(usize),
    /// More than five redirects.
    #[error("too many redirects")]
    Redirects,
}

impl FetchFault {
    /// Whether trying again later may help.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Timeout | Self::Connection(_) | Self::Damaged(_) => true,
            Self::Status { status, .. } => *status >= 500 || *status == 429,
            Self::Address(_) | Self::HostNotAllowed(_) | Self::TooLarge(_) | Self::Redirects => false,
        }
    }

    /// For how many seconds the server asks to be left alone, where it is too busy (429, 503).
    pub fn retry_after(&self) -> Option<i64> {
        match self {
            Self::Status { status: 429 | 503, retry_after } => *retry_after,
            _ => None,
        }
    }

    /// The fault for people, and what to do next.
    pub fn wording(&self) -> Localized {
        match self {
            Self::Address(address) => Localized::new(
                format!("{address} không phải là địa chỉ http hoặc https. Sửa địa chỉ của nguồn."),
                format!("{address} is not an http or https address. Mend the address of the source."),
            ),
            Self::HostNotAllowed(host) => Localized::new(
                format!(
                    "Đường dẫn trỏ tới máy chủ {host}, không thuộc danh sách cho phép của nguồn. Nếu tin cậy, thêm máy chủ này vào nguồn."
                ),
                format!(
                    "The link leads to {host}, which is not among the hosts of the source. If it can be trusted, add it to the source."
                ),
            ),
            Self::Timeout => Localized::new(
                "Nguồn không trả lời trong thời hạn. Hệ thống sẽ thử lại; theo dõi bản tin qua kênh khác.",
                "The source did not answer in time. It will be tried again; follow the bulletins on another channel.",
            ),
            Self::Connection(_) => Localized::new(
                "Không kết nối được với nguồn. Hệ thống sẽ thử lại; kiểm tra mạng.",
                "The source cannot be reached. It will be tried again; check the network.",
            ),
            Self::Damaged(_) => Localized::new(
                "Câu trả lời của nguồn bị đứt hoặc không giải nén được nên không đọc. Hệ thống sẽ thử lại.",
                "The answer of the source was cut short or cannot be unpacked, and was not read. It will be tried again.",
            ),
            Self::Status { status: 304, .. } => Localized::new(
                "Nguồn trả lời “không có gì mới” (304) dù được hỏi toàn bộ. Hệ thống sẽ thử lại; báo cho nơi phát tin.",
                "The source says that nothing has changed (304) although it was asked for all of it. It will be tried again; tell the sender.",
            ),
            Self::Status { status, retry_after: Some(seconds) } => Localized::new(
                format!("Nguồn trả lời lỗi {status} và đề nghị chờ {seconds} giây. Hệ thống sẽ thử lại sau đó."),
                format!(
                    "The source answered with status {status} and asks to wait {seconds} seconds. It will be tried again then."
                ),
            ),
            Self::Status { status, retry_after: None } => Localized::new(
                format!("Nguồn trả lời lỗi {status}. Hệ thống sẽ thử lại."),
                format!("The source answered with status {status}. It will be tried again."),
            ),
            Self::TooLarge(limit) => Localized::new(
                format!("Tài liệu lớn hơn {} MB nên không đọc. Liên hệ nơi phát tin.", limit / 1_048_576),
                format!("The document is larger than {} MB and was not read. Ask the sender.", limit / 1_048_576),
            ),
            Self::Redirects => Localized::new(
                "Nguồn chuyển hướng quá nhiều lần. Kiểm tra địa chỉ của nguồn.",
                "The source redirects too often. Check its address.",
            ),
        }
    }
}

/// The hosts one source may lead to: its own, and those its operator added (`host` or `host:port`).
#[derive(Debug, Clone)]
pub struct AllowedHosts(Vec<String>);

impl AllowedHosts {
    /// The hosts for a source at `url`.
    pub fn of_source(url: &str, also: &[String]) -> Self {
        let own = Url::parse(url).ok().and_then(|url| authority(&url));
        Self(own.into_iter().chain(also.iter().map(|host| host.to_lowercase())).collect())
    }

    /// The address, when it is http(s) and leads to one of the hosts.
    pub fn check(&self, address: &str) -> Result<Url, FetchFault> {
        let url = Url::parse(address).map_err(|_| FetchFault::Address(address.to_owned()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(FetchFault::Address(address.to_owned()));
        }
        let authority = authority(&url).ok_or_else(|| FetchFault::Address(address.to_owned()))?;
        let default_port = url.port().is_none();
        let allowed =
            self.0.iter().any(|host| *host == authority || (default_port && authority.split(':').next() == Some(host)));
        if allowed { Ok(url) } else { Err(FetchFault::HostNotAllowed(url.host_str().unwrap_or_default().to_owned())) }
    }
}

fn authority(url: &Url) -> Option<String> {
    Some(format!("{}:{}", url.host_str()?.to_lowercase(), url.port_or_known_default()?))
}

/// Fetches documents.
#[derive(Clone)]
pub struct Fetcher {
    client: Client,
    limits: FetchLimits,
    turns: Arc<HostTurns>,
}

const MAX_REDIRECTS: usize = 5;

/// How this program calls itself where a source is not told another name.
const OWN_NAME: &str = concat!("ungpho/", env!("CARGO_PKG_VERSION"), " (disaster response; alert poller)");

impl Fetcher {
    /// A fetcher with these limits.
    ///
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new(limits: FetchLimits) -> Result<Self, FetchFault> {
        // Several may be made in one process: the second finds the provider installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .connect_timeout(limits.connect)
            .timeout(limits.total)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(OWN_NAME)
            .build()
            .map_err(|error| FetchFault::Connection(error.to_string()))?;
        Ok(Self { client, limits, turns: Arc::default() })
    }

    /// Asks, following redirects only to `hosts`.
    pub async fn fetch(&self, ask: &Ask<'_>, hosts: &AllowedHosts) -> Result<Fetched, FetchFault> {
        let mut url = hosts.check(ask.address)?;
        let mut form = ask.form;
        for _ in 0..=MAX_REDIRECTS {
            let host = authority(&url).unwrap_or_default();
            let _turn = self.turns.take(&host, self.limits.pause, self.limits.patience).await;
            let response = self.request(&url, form, ask).await?;
            let status = response.status();
            let fault = || status_fault(status, response.headers());
            if status == StatusCode::NOT_MODIFIED {
                let asked_for_changes = ask.validators.is_some_and(|validators| !validators.is_empty());
                return if asked_for_changes { Ok(Fetched::NotModified) } else { Err(fault()) };
            }
            if status.is_redirection() {
                let target = header(response.headers(), &LOCATION).ok_or_else(fault)?;
                let next = url.join(&target).map_err(|_| FetchFault::Address(target.clone()))?;
                url = hosts.check(next.as_str())?;
                // As browsers do: only 307 and 308 say to send the form again.
                form = form.filter(|_| matches!(status.as_u16(), 307 | 308));
                continue;
            }
            if !status.is_success() {
                return Err(fault());
            }
            return self.document(response).await;
        }
        Err(FetchFault::Redirects)
    }

    async fn request(&self, url: &Url, form: Option<&str>, ask: &Ask<'_>) -> Result<reqwest::Response, FetchFault> {
        let mut request = match form {
            None => self.client.get(url.clone()),
            Some(form) => self
                .client
                .post(url.clone())
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded; charset=utf-8")
                .body(form.to_owned()),
        };
        request = request.header(ACCEPT, value_of(ask.accept, "application/cap+xml, application/atom+xml, */*;q=0.8"));
        if let Some(name) = ask.user_agent {
            request = request.header(USER_AGENT, value_of(Some(name), OWN_NAME));
        }
        for (name, value) in ask.headers {
            request = request.header(*name, value);
        }
        if let Some(etag) = ask.validators.and_then(|validators| validators.etag.as_ref()) {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if let Some(last_modified) = ask.validators.and_then(|validators| validators.last_modified.as_ref()) {
            request = request.header(IF_MODIFIED_SINCE, last_modified);
        }
        request.send().await.map_err(|error| network_fault(&error))
    }

    async fn document(&self, mut response: reqwest::Response) -> Result<Fetched, FetchFault> {
        let content_type = header(response.headers(), &CONTENT_TYPE);
        let validators = Validators {
            etag: header(response.headers(), &ETAG),
            last_modified: header(response.headers(), &LAST_MODIFIED),
        };
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| network_fault(&error))? {
            if bytes.len() + chunk.len() > self.limits.bytes {
                return Err(FetchFault::TooLarge(self.limits.bytes));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Fetched::Document { bytes, content_type, validators })
    }
}

/// What was set, where it can stand in a header field.
fn value_of(set: Option<&str>, usual: &'static str) -> HeaderValue {
    set.and_then(|set| HeaderValue::from_str(set).ok()).unwrap_or(HeaderValue::from_static(usual))
}

/// The fault of an answer that is none; a date in `Retry-After` is held against the server's own clock.
fn status_fault(status: StatusCode, headers: &HeaderMap) -> FetchFault {
    let date = |text: &str| DateTime::parse_from_rfc2822(text.trim()).ok();
    let retry_after = header(headers, &RETRY_AFTER).and_then(|text| match text.trim().parse::<u32>() {
        Ok(seconds) => Some(i64::from(seconds)),
        Err(_) => Some((date(&text)? - date(&header(headers, &DATE)?)?).num_seconds().max(0)),
    });
    FetchFault::Status { status: status.as_u16(), retry_after }
}

fn header(headers: &HeaderMap, name: &reqwest::header::HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

fn network_fault(error: &reqwest::Error) -> FetchFault {
    if error.is_timeout() {
        FetchFault::Timeout
    } else if error.is_decode() {
        FetchFault::Damaged(error.to_string())
    } else {
        FetchFault::Connection(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_server_says_for_how_long_in_seconds_or_by_its_own_clock() {
        let rest = |status: u16, fields: &[(reqwest::header::HeaderName, &'static str)]| {
            let headers = fields.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect();
            status_fault(StatusCode::from_u16(status).unwrap(), &headers).retry_after()
        };
        assert_eq!(rest(429, &[(RETRY_AFTER, "120")]), Some(120));
        assert_eq!(rest(500, &[(RETRY_AFTER, "120")]), None);
        assert_eq!(rest(503, &[(RETRY_AFTER, "soon")]), None);
        let (now, then) = ("Fri, 31 Dec 1999 23:59:00 GMT", "Sat, 01 Jan 2000 00:00:30 GMT");
        assert_eq!(rest(503, &[(DATE, now), (RETRY_AFTER, then)]), Some(90));
        assert_eq!(rest(503, &[(RETRY_AFTER, then)]), None, "whose clock?");
    }

    #[test]
    fn links_lead_only_where_the_source_may_lead() {
        let hosts = AllowedHosts::of_source("https://alerts.example.vn/feed.xml", &["cap.example.org".into()]);
        assert!(hosts.check("https://alerts.example.vn/1.xml").is_ok());
        assert!(hosts.check("https://cap.example.org/1.xml").is_ok());
        assert!(matches!(hosts.check("http://10.0.0.1/admin"), Err(FetchFault::HostNotAllowed(_))));
        assert!(matches!(hosts.check("https://alerts.example.vn:8443/1.xml"), Err(FetchFault::HostNotAllowed(_))));
        assert!(matches!(hosts.check("file:///etc/passwd"), Err(FetchFault::Address(_))));
        assert!(matches!(hosts.check("not an address"), Err(FetchFault::Address(_))));
    }
}
