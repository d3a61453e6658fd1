//! The road from an alert to a finished checklist, walked through the HTTP interface of the real program
//! on the demonstration province, whose alerts come from its own feed by the real poller.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

#[path = "../app/mod.rs"]
mod app;
mod expected;
mod rain;
mod reading;
mod storm;
mod unopened;

/// The plan whose road is followed.
const PLAN: &str = "PA-23365-SL";
