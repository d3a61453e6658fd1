//! Named places between two steps of the road, where a test can stop the process to kill it.
//!
//! Only builds with debug assertions look at the environment; a release build never does.

#[cfg(debug_assertions)]
use std::sync::atomic::{AtomicU64, Ordering};

#[cfg(debug_assertions)]
static PASSED: AtomicU64 = AtomicU64::new(0);

/// Marks that everything up to `name` is durable and nothing after it has begun.
///
/// Where `UNGPHO_STOP_AT` names this place (`name`, or `name:2` for the second time it is passed), says so on
/// standard output and waits for `kill -9`.
pub fn checkpoint(name: &str) {
    #[cfg(debug_assertions)]
    #[allow(clippy::disallowed_methods)]
    if let Ok(wanted) = std::env::var("UNGPHO_STOP_AT") {
        let (place, time) = wanted.split_once(':').unwrap_or((&wanted, "1"));
        if place == name && PASSED.fetch_add(1, Ordering::SeqCst) + 1 >= time.parse().unwrap_or(1) {
            // A line is flushed as it ends, into a pipe too.
            println!("stopped at {name}");
            loop {
                std::thread::park();
            }
        }
    }
    #[cfg(not(debug_assertions))]
    let _ = name;
}
