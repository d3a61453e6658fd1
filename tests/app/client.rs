//! A blocking client for the HTTP interface.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::sync::LazyLock;
use std::time::Duration;

use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::PATIENCE;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());
static HTTP: LazyLock<reqwest::Client> = LazyLock::new(|| {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().timeout(PATIENCE).pool_max_idle_per_host(0).build().unwrap()
});

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, String::from_utf8_lossy(&self.bytes)))
    }

    /// The body, of an answer that must have this status.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.bytes));
        if self.bytes.is_empty() { Value::Null } else { self.json() }
    }

    /// The problem document, which must be one of this kind and status, in whole sentences.
    #[track_caller]
    pub fn problem(&self, status: u16, kind: &str) -> Value {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        let problem = self.expect(status);
        assert_eq!(problem["status"], status);
        assert_eq!(problem["type"], format!("/problems/{kind}"), "{problem}");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.ends_with('.')), "{problem}");
        problem
    }
}

/// A client; cheap to clone.
#[derive(Clone)]
pub struct Client {
    base: String,
    headers: Vec<(String, String)>,
}

impl Client {
    pub fn new(base: String) -> Self {
        Self { base, headers: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.into(), value.into()));
        self
    }

    /// A header this client sends.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.with("authorization", &format!("Bearer {token}"))
    }

    /// Signs in and keeps the session cookie.
    #[must_use]
    pub fn sign_in(self, name: &str, password: &str) -> Self {
        let answer = self.post("/api/v1/session", &json!({"name": name, "password": password}));
        assert_eq!(answer.expect(200)["account"]["name"], name);
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        self.with("cookie", &cookie)
    }

    fn try_send(&self, method: Method, path: &str, body: Option<(&str, Vec<u8>)>) -> Result<Answer, reqwest::Error> {
        let mut request = HTTP.request(method, format!("{}{path}", self.base));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some((content_type, body)) = body {
            request = request.header("content-type", content_type).body(body);
        }
        RUNTIME.block_on(async {
            let answer = request.send().await?;
            let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
            Ok(Answer { status, headers, bytes: answer.bytes().await?.to_vec() })
        })
    }

    fn send(&self, method: Method, path: &str, body: Option<(&str, Vec<u8>)>) -> Answer {
        self.try_send(method, path, body).unwrap_or_else(|error| panic!("{path}: {error:?}"))
    }

    pub fn try_get(&self, path: &str) -> Option<Answer> {
        self.try_send(Method::GET, path, None).ok()
    }

    pub fn try_post(&self, path: &str, body: &Value) -> Option<Answer> {
        let body = ("application/json", serde_json::to_vec(body).unwrap());
        self.try_send(Method::POST, path, Some(body)).ok()
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None)
    }

    /// The JSON at `path` of the interface.
    #[track_caller]
    pub fn read(&self, path: &str) -> Value {
        self.get(&format!("/api/v1{path}")).expect(200)
    }

    /// Every item of a list, page after page.
    #[track_caller]
    pub fn items(&self, path: &str) -> Vec<Value> {
        let mut items = Vec::new();
        let mut cursor = String::new();
        loop {
            let joint = if path.contains('?') { '&' } else { '?' };
            let page = self.read(&format!("{path}{joint}limit=100{cursor}"));
            items.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return items,
            }
        }
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, Some(("application/json", body.to_string().into_bytes())))
    }

    pub fn post_bytes(&self, path: &str, content_type: &str, body: Vec<u8>) -> Answer {
        self.send(Method::POST, path, Some((content_type, body)))
    }

    /// Pushes an alert.
    pub fn push(&self, bytes: &[u8]) -> Answer {
        self.post_bytes("/api/v1/alerts", "application/cap+xml", bytes.to_vec())
    }

    pub fn request(&self, method: Method, path: &str, body: &Value) -> Answer {
        self.send(method, path, Some(("application/json", body.to_string().into_bytes())))
    }

    pub fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, Some(("application/json", body.to_string().into_bytes())))
    }

    pub fn put_bytes(&self, path: &str, content_type: &str, body: Vec<u8>) -> Answer {
        self.send(Method::PUT, path, Some((content_type, body)))
    }

    pub fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None)
    }

    pub fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PATCH, path, Some(("application/json", body.to_string().into_bytes())))
    }

    /// The request of [`Self::decide`] as bytes on a connection of its own, whose answer nobody waits for.
    pub fn send_raw(&self, method: &str, path: &str, body: &Value) -> TcpStream {
        let host = self.base.trim_start_matches("http://");
        let body = body.to_string();
        let mut head = format!("{method} /api/v1{path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {}\r\n", body.len());
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let mut stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(format!("{head}content-type: application/json\r\n\r\n{body}").as_bytes()).unwrap();
        stream
    }

    /// A person's decision on an activation as it was read.
    pub fn decide(&self, activation: &Value, act: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/activations/{}/{act}", activation["id"].as_str().unwrap());
        self.clone().with("if-match", activation["etag"].as_str().unwrap()).post(&path, body)
    }

    /// A change of a task as it was read.
    pub fn change_task(&self, task: &Value, body: &Value) -> Answer {
        let path = format!("/api/v1/tasks/{}", task["id"].as_str().unwrap());
        self.clone().with("if-match", task["etag"].as_str().unwrap()).patch(&path, body)
    }

    /// The activation of the plan called `code`.
    pub fn activation(&self, code: &str) -> Value {
        let found = self.items("/activations").into_iter().find(|found| found["plan"]["code"] == code);
        found.unwrap_or_else(|| panic!("no activation of {code}"))
    }

    /// Reads the stream after event `last` until `wanted` says yes; gives the number and data of that event.
    pub fn follow(&self, last: i64, mut wanted: impl FnMut(&str, &Value) -> bool) -> (i64, Value) {
        let stream = self
            .clone()
            .with("last-event-id", &last.to_string())
            .with("accept", "text/event-stream")
            .send_raw("GET", "/stream", &Value::Null);
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let (mut id, mut kind) = (0, String::new());
        for line in BufReader::new(stream).lines() {
            let line = line.expect("the stream says nothing more");
            if let Some(text) = line.strip_prefix("id: ").or(line.strip_prefix("id:")) {
                id = text.trim().parse().unwrap();
            } else if let Some(text) = line.strip_prefix("event: ").or(line.strip_prefix("event:")) {
                text.trim().clone_into(&mut kind);
            } else if let Some(text) = line.strip_prefix("data: ").or(line.strip_prefix("data:")) {
                // The fields of one event may come in any order; data is asked about when the event ends.
                let data: Value = serde_json::from_str(text.trim()).unwrap();
                if kind.is_empty() {
                    data["kind"].as_str().unwrap().clone_into(&mut kind);
                }
                if wanted(&kind, &data) {
                    return (id, data);
                }
                kind.clear();
            }
        }
        panic!("the stream ended");
    }
}
