//! Fetching documents: conditional, bounded in time and size, and only from hosts a source may lead to.

use std::time::Duration;

use reqwest::header::{
    ACCEPT, CONTENT_TYPE, ETAG, HeaderMap, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION,
};
use reqwest::{Client, StatusCode};
use thiserror::Error;
use url::Url;

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
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), total: Duration::from_secs(60), bytes: 8 * 1024 * 1024 }
    }
}

/// What the last answer said of itself, for a conditional request.
#[derive(Debug, Clone, Default)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
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
    /// The server answered with an error.
    #[error("status {0}")]
    Status(u16),
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
            Self::Timeout | Self::Connection(_) => true,
            Self::Status(status) => *status >= 500 || *status == 429,
            Self::Address(_) | Self::HostNotAllowed(_) | Self::TooLarge(_) | Self::Redirects => false,
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
            Self::Status(status) => Localized::new(
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
}

const MAX_REDIRECTS: usize = 5;

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
            .user_agent(concat!("ungpho/", env!("CARGO_PKG_VERSION"), " (disaster response; alert poller)"))
            .build()
            .map_err(|error| FetchFault::Connection(error.to_string()))?;
        Ok(Self { client, limits })
    }

    /// Fetches `address`, following redirects only to `hosts`.
    pub async fn fetch(
        &self,
        address: &str,
        hosts: &AllowedHosts,
        validators: &Validators,
    ) -> Result<Fetched, FetchFault> {
        let mut url = hosts.check(address)?;
        for _ in 0..=MAX_REDIRECTS {
            let response = self.request(&url, validators).await?;
            let status = response.status();
            if status == StatusCode::NOT_MODIFIED {
                return Ok(Fetched::NotModified);
            }
            if status.is_redirection() {
                let target = header(response.headers(), &LOCATION).ok_or(FetchFault::Status(status.as_u16()))?;
                let next = url.join(&target).map_err(|_| FetchFault::Address(target.clone()))?;
                url = hosts.check(next.as_str())?;
                continue;
            }
            if !status.is_success() {
                return Err(FetchFault::Status(status.as_u16()));
            }
            return self.document(response).await;
        }
        Err(FetchFault::Redirects)
    }

    async fn request(&self, url: &Url, validators: &Validators) -> Result<reqwest::Response, FetchFault> {
        let mut request =
            self.client.get(url.clone()).header(ACCEPT, "application/cap+xml, application/atom+xml, */*;q=0.8");
        if let Some(etag) = &validators.etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if let Some(last_modified) = &validators.last_modified {
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

fn header(headers: &HeaderMap, name: &reqwest::header::HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

fn network_fault(error: &reqwest::Error) -> FetchFault {
    if error.is_timeout() { FetchFault::Timeout } else { FetchFault::Connection(error.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::*;

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
