//! Who goes to which shelter, through the real server: a proposal is made from the registers, laid beside what the plan
//! arranges, and taken over row by row; never by itself, and never on what has changed since.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

#[path = "../app/mod.rs"]
mod app;

mod acceptance;
mod arrangements;
mod proposals;
mod roads;
mod town;
