//! Named places between two steps of the road, where a test can stop the process to kill it.
//!
//! Only builds with debug assertions look at the environment; a release build never does.

/// Marks that everything up to `name` is durable and nothing after it has begun.
///
/// Where `UNGPHO_STOP_AT` names this place, says so on standard output and waits for `kill -9`.
pub fn checkpoint(name: &str) {
    #[cfg(debug_assertions)]
    #[allow(clippy::disallowed_methods)]
    if std::env::var("UNGPHO_STOP_AT").is_ok_and(|place| place == name) {
        println!("stopped at {name}");
        loop {
            std::thread::park();
        }
    }
    #[cfg(not(debug_assertions))]
    let _ = name;
}
