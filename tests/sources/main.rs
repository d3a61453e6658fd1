//! Sources of alerts, each in its own format, through a server on this machine and the program's own poller; what
//! they list no more; how they are set; and what a faulty server can do.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::format_push_string, clippy::format_collect, reason = "short texts, read more easily so")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

#[path = "../app/mod.rs"]
mod app;
mod cap;
mod faulty;
mod gdacs;
mod luquetsatlo;
mod manners;
mod meteoalarm;
mod nws;
mod read_again;
mod retention;
mod settings;
mod signatures;
mod silence;
mod workshop;
