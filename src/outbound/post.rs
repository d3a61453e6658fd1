//! Telling another host something by POST: only over https to addresses of the open network, or to hosts the operator named.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::Client;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use thiserror::Error;
use url::{Host, Url};

/// Why nothing was sent, or nobody answered.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PostFault {
    /// It is no https address, or has a name or password in it.
    #[error("that is no https address without a name or password in it")]
    Address,
    /// The address belongs to no open network, and the operator has not named the host.
    #[error("{0} is not an address of the open network")]
    NotOpen(String),
    /// Nobody answered.
    #[error("no answer: {0}")]
    Unanswered(String),
}

/// Where something may be sent: hosts the operator named, as `host` or `host:port` in lower case, and the open network.
#[derive(Debug, Clone, Default)]
pub struct PostRules(Vec<String>);

/// Posts.
#[derive(Clone)]
pub struct Poster {
    /// For hosts anybody may name: it resolves only to open addresses.
    open: Client,
    /// For hosts the operator named.
    named: Client,
    rules: PostRules,
}

impl PostRules {
    /// Also to `hosts` (`host` or `host:port`), whatever their address and without TLS.
    pub fn new(hosts: &[String]) -> Self {
        Self(hosts.iter().map(|host| host.to_lowercase()).collect())
    }

    /// The address, where something may be sent to it. A name is looked up only when it is sent.
    pub fn check(&self, address: &str) -> Result<Url, PostFault> {
        let url = Url::parse(address).map_err(|_| PostFault::Address)?;
        let plain = url.username().is_empty() && url.password().is_none() && url.has_host();
        if !plain || !matches!(url.scheme(), "http" | "https") || address.len() > 2_000 {
            return Err(PostFault::Address);
        }
        if self.is_named(&url) {
            return Ok(url);
        }
        if url.scheme() != "https" {
            return Err(PostFault::Address);
        }
        let literal = match url.host() {
            Some(Host::Ipv4(ip)) => Some(IpAddr::V4(ip)),
            Some(Host::Ipv6(ip)) => Some(IpAddr::V6(ip)),
            _ => None,
        };
        match literal {
            Some(ip) if !is_open(ip) => Err(PostFault::NotOpen(ip.to_string())),
            _ => Ok(url),
        }
    }

    fn is_named(&self, url: &Url) -> bool {
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else { return false };
        let (host, with_port) = (host.to_lowercase(), format!("{}:{port}", host.to_lowercase()));
        self.0.iter().any(|named| *named == with_port || (url.port().is_none() && *named == host))
    }
}

impl Poster {
    /// A poster that sends where the rules allow.
    ///
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new(rules: PostRules) -> Result<Self, PostFault> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            Client::builder()
                .connect_timeout(Duration::from_secs(10))
                .timeout(Duration::from_secs(20))
                .redirect(reqwest::redirect::Policy::none())
                .no_proxy()
                .pool_idle_timeout(Duration::from_secs(10))
                .user_agent(concat!("ungpho/", env!("CARGO_PKG_VERSION"), " (webhooks)"))
        };
        let unavailable = |error: reqwest::Error| PostFault::Unanswered(error.to_string());
        Ok(Self {
            open: builder().dns_resolver(Arc::new(OpenOnly)).build().map_err(unavailable)?,
            named: builder().build().map_err(unavailable)?,
            rules,
        })
    }

    /// Sends `body`, which is JSON, and gives the status of the answer, of which nothing else is read.
    pub async fn post(&self, address: &str, headers: &[(&str, String)], body: &str) -> Result<u16, PostFault> {
        let url = self.rules.check(address)?;
        let client = if self.rules.is_named(&url) { &self.named } else { &self.open };
        let mut request = client.post(url).header("content-type", "application/json").body(body.to_owned());
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let answer = request.send().await.map_err(|error| PostFault::Unanswered(words_of(&error.without_url())))?;
        Ok(answer.status().as_u16())
    }
}

/// The whole of an error: reqwest's own words leave out why. Faults are written down, and an address may be a secret, so
/// none stands in them.
fn words_of(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(found) = cause {
        words = format!("{words}: {found}");
        cause = found.source();
    }
    words.chars().take(500).collect()
}

/// Looks names up and keeps what is open, so that no name leads inside, not even one that changes.
struct OpenOnly;

impl Resolve for OpenOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found = tokio::net::lookup_host((host.as_str(), 0)).await?;
            let open: Vec<SocketAddr> = found.filter(|address| is_open(address.ip())).collect();
            if open.is_empty() {
                return Err(PostFault::NotOpen(host).into());
            }
            Ok(Box::new(open.into_iter()) as Addrs)
        })
    }
}

/// Whether an address belongs to the open network.
fn is_open(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_open_v4(ip),
        IpAddr::V6(ip) => is_open_v6(ip),
    }
}

fn is_open_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let closed = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_broadcast()
        || ip.is_documentation()
        || matches!(
            (a, b, c),
            (0 | 240..=255, _, _) | (100, 64..=127, _) | (192, 0, 0) | (192, 88, 99) | (198, 18 | 19, _)
        );
    !closed
}

/// Only what is given out (2000::/3), without what carries an IPv4 address inside.
fn is_open_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    let carries_another = matches!((first, second), (0x2002, _) | (0x2001, 0..=0x01ff | 0x0db8));
    first & 0xe000 == 0x2000 && !carries_another
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_open_network_is_reached() {
        for closed in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.168.1.1",
            "192.0.0.8",
            "198.18.0.1",
            "203.0.113.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "fe80::1",
            "fd00::1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001:db8::1",
            "ff02::1",
        ] {
            assert!(!is_open(closed.parse().unwrap()), "{closed}");
        }
        for open in ["1.1.1.1", "113.160.0.1", "2606:4700:4700::1111", "2001:dc8::1"] {
            assert!(is_open(open.parse().unwrap()), "{open}");
        }
    }

    #[test]
    fn an_address_is_https_and_open_or_one_the_operator_named() {
        let rules = PostRules::new(&["127.0.0.1:9000".into(), "Noi-Bo.example.vn".into()]);
        for good in [
            "https://hooks.example.vn/a?b=c",
            "https://1.1.1.1/",
            "http://127.0.0.1:9000/x",
            "http://noi-bo.example.vn/x",
            "https://noi-bo.example.vn/x",
        ] {
            assert!(rules.check(good).is_ok(), "{good}");
        }
        for bad in [
            "http://hooks.example.vn/",
            "ftp://hooks.example.vn/",
            "https://a:b@hooks.example.vn/",
            "no address",
            "http://127.0.0.1:9001/",
            "http://noi-bo.example.vn:81/",
        ] {
            assert!(matches!(rules.check(bad), Err(PostFault::Address)), "{bad}");
        }
        for closed in [
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://0x7f000001/",
            "https://2130706433/",
        ] {
            assert!(matches!(rules.check(closed), Err(PostFault::NotOpen(_))), "{closed}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_not_followed() {
        let poster = Poster::new(PostRules::default()).unwrap();
        let sent = poster.post("https://localhost:1/", &[], "{}").await;
        assert!(matches!(&sent, Err(PostFault::Unanswered(why)) if why.contains("open network")), "{sent:?}");
    }
}
