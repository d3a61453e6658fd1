//! The household register through the real server: registers as officials keep them come in and go out, lines are
//! changed, zones are counted, and names are for those who may read them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

#[path = "../app/mod.rs"]
mod app;

mod imports;
mod lines;
mod rights;
mod sheets;
mod zones;
