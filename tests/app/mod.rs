//! What the tests over whole processes share: the real program, a client for it, and a feed to poll.

#![allow(dead_code, reason = "each test crate uses its own part of this")]
#![allow(clippy::format_push_string, clippy::format_collect, reason = "short texts, read more easily so")]

pub mod cap;
pub mod client;
pub mod committee;
pub mod described;
pub mod feed;
pub mod library;
pub mod server;

use std::time::{Duration, Instant};

/// How long anything may take before a test says that it hangs.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// Asks again and again until there is an answer.
pub fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = ask() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
