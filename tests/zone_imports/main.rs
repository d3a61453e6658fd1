//! Files of zones and shelters through the real server: what an official has comes in, and what is doubtful is asked.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

#[path = "../app/mod.rs"]
mod app;

mod bad_files;
mod coordinates;
mod files;
mod into_plans;
mod out_again;
mod shelters_and_units;
mod workshop;
