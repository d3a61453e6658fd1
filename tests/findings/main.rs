//! Which true tables contradict each other, from the store to the screens: the kept findings are those from nothing,
//! the demonstration's contradictions are found, drafts are looked at as if they were in force, and a what-if counts.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

#[path = "../app/mod.rs"]
mod app;

mod asking;
mod demonstration;
mod hearing;
mod keeping;
mod norms;
mod province;
mod what_if;
