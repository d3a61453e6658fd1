//! A feed that answers, or fails to, as the test says.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How a body is sent.
#[derive(Clone)]
pub enum Body {
    /// All of it.
    Whole(Vec<u8>),
    /// Half of what `content-length` promised, then the connection is closed.
    Half(Vec<u8>),
    /// A byte at a time, with a pause after each.
    Drip(Vec<u8>, Duration),
    /// So many spaces, without `content-length`.
    Endless(u64),
    /// Nothing, not even a status, until the client gives up.
    Hang,
    /// Nothing: the connection is reset.
    Reset,
}

/// An answer to be.
#[derive(Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Body,
    /// The `ETag`; a request that names it is answered with 304.
    pub etag: Option<String>,
}

impl Reply {
    pub fn ok(content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            headers: vec![("content-type".into(), content_type.into())],
            body: Body::Whole(body.into()),
            etag: None,
        }
    }

    pub fn cap(body: impl Into<Vec<u8>>) -> Self {
        Self::ok("application/cap+xml", body)
    }

    pub fn status(status: u16) -> Self {
        Self { status, ..Self::ok("text/plain", "status") }
    }

    pub fn redirect(to: &str) -> Self {
        Self { status: 302, headers: vec![("location".into(), to.into())], body: Body::Whole(Vec::new()), etag: None }
    }

    pub fn body(body: Body) -> Self {
        Self { body, ..Self::cap("") }
    }

    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    #[must_use]
    pub fn etag(self, etag: &str) -> Self {
        Self { etag: Some(etag.into()), ..self }
    }
}

/// A request as it came in.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub path: String,
    /// The fields, names in lower case.
    pub headers: HashMap<String, String>,
    /// The form of a POST.
    pub body: String,
    pub if_none_match: Option<String>,
    pub if_modified_since: Option<String>,
}

#[derive(Default)]
struct Inner {
    routes: Mutex<HashMap<String, Reply>>,
    requests: Mutex<Vec<Request>>,
    sent: AtomicU64,
}

/// The feed; it serves until the process ends.
pub struct FakeFeed {
    inner: Arc<Inner>,
    port: u16,
}

impl FakeFeed {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let inner = Arc::new(Inner::default());
        let shared = Arc::clone(&inner);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let shared = Arc::clone(&shared);
                // A client that goes away is what some tests are about.
                std::thread::spawn(move || {
                    let _ = answer(&shared, stream);
                });
            }
        });
        Self { inner, port }
    }

    /// Sets what is answered at `path`, or to one form sent to it (`path?form`); a path nobody set is answered with
    /// 404.
    pub fn set(&self, path: &str, reply: Reply) {
        self.inner.routes.lock().unwrap().insert(path.into(), reply);
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The requests so far that were for `path`.
    pub fn requests(&self, path: &str) -> Vec<Request> {
        self.inner.requests.lock().unwrap().iter().filter(|request| request.path == path).cloned().collect()
    }

    /// How many requests there were, for whatever path.
    pub fn count(&self) -> usize {
        self.inner.requests.lock().unwrap().len()
    }

    /// Its `host:port`.
    pub fn authority(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// How many bytes of bodies clients have taken.
    pub fn bytes_sent(&self) -> u64 {
        self.inner.sent.load(Ordering::SeqCst)
    }

    /// An Atom feed at `path` that leads to `links`.
    pub fn set_atom(&self, path: &str, links: &[&str]) {
        let entries: String = links
            .iter()
            .map(|link| format!("<entry><id>{link}</id><title>{link}</title><link href=\"{link}\"/></entry>"))
            .collect();
        let atom = format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>f</id><title>Feed</title>{entries}</feed>");
        self.set(path, Reply::ok("application/atom+xml", atom));
    }
}

fn answer(inner: &Inner, stream: TcpStream) -> std::io::Result<()> {
    if resets(inner, &stream)? {
        // Closed with the request unread: the system answers with a reset.
        return Ok(());
    }
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut words = first.split(' ');
    let mut request = Request {
        method: words.next().unwrap_or_default().to_owned(),
        path: words.next().unwrap_or_default().to_owned(),
        headers: HashMap::new(),
        body: String::new(),
        if_none_match: None,
        if_modified_since: None,
    };
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line == "\r\n" {
            break;
        }
        if let Some((name, value)) = line.trim_end().split_once(": ") {
            request.headers.insert(name.to_ascii_lowercase(), value.to_owned());
        }
    }
    request.if_none_match = request.headers.get("if-none-match").cloned();
    request.if_modified_since = request.headers.get("if-modified-since").cloned();
    let length = request.headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    reader.take(length).read_to_string(&mut request.body)?;
    let reply = {
        let routes = inner.routes.lock().unwrap();
        let asked = format!("{}?{}", request.path, request.body);
        routes.get(&asked).or_else(|| routes.get(&request.path)).cloned().unwrap_or_else(|| Reply::status(404))
    };
    let unchanged = reply.etag.is_some() && request.if_none_match == reply.etag;
    inner.requests.lock().unwrap().push(request);
    send(inner, stream, &reply, unchanged)
}

/// Whether the path that is asked for is one whose connections are reset; looks without reading.
fn resets(inner: &Inner, stream: &TcpStream) -> std::io::Result<bool> {
    let mut start = [0_u8; 512];
    let taken = stream.peek(&mut start)?;
    let start = String::from_utf8_lossy(&start[..taken]).into_owned();
    let path = start.split(' ').nth(1).unwrap_or_default();
    Ok(inner.routes.lock().unwrap().get(path).is_some_and(|reply| matches!(reply.body, Body::Reset)))
}

fn send(inner: &Inner, mut stream: TcpStream, reply: &Reply, unchanged: bool) -> std::io::Result<()> {
    if unchanged {
        return stream.write_all(b"HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n");
    }
    let length = match &reply.body {
        Body::Whole(bytes) | Body::Half(bytes) | Body::Drip(bytes, _) => Some(bytes.len()),
        Body::Endless(_) | Body::Reset => None,
        Body::Hang => {
            std::thread::sleep(Duration::from_mins(2));
            return Ok(());
        }
    };
    let mut head = format!("HTTP/1.1 {} X\r\nconnection: close\r\n", reply.status);
    if let Some(length) = length {
        head.push_str(&format!("content-length: {length}\r\n"));
    }
    if let Some(etag) = &reply.etag {
        head.push_str(&format!("etag: {etag}\r\n"));
    }
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(head.as_bytes())?;
    stream.write_all(b"\r\n")?;
    let mut write = |bytes: &[u8]| {
        stream.write_all(bytes).map(|()| {
            inner.sent.fetch_add(bytes.len() as u64, Ordering::SeqCst);
        })
    };
    match &reply.body {
        Body::Whole(bytes) => write(bytes),
        Body::Half(bytes) => write(&bytes[..bytes.len() / 2]),
        Body::Drip(bytes, pause) => bytes.chunks(1).try_for_each(|byte| {
            std::thread::sleep(*pause);
            write(byte)
        }),
        Body::Endless(total) => {
            let block = vec![b' '; 64 * 1024];
            (0..total.div_ceil(block.len() as u64)).try_for_each(|_| write(&block))
        }
        Body::Hang | Body::Reset => Ok(()),
    }
}
