//! The registers of resources through the real server: lines come in from files and one by one, stocks move, loans are
//! asked for and answered, and each within its own unit.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

#[path = "../app/mod.rs"]
mod app;

mod files;
mod lines;
mod loans;
mod shelters;
mod stock;

/// Another commune than the one most lines are of.
pub const MANG_RI: &str = "23446";
