//! Inspections: the life of a campaign, what is owed after it, reminders that climb as days go by, how communes are
//! ranked, and who may do what. In the process with a clock that is moved, and through the real server.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

#[path = "../app/mod.rs"]
mod app;

mod closing;
mod escalation;
mod frozen;
mod office;
mod permissions;
mod ranking;
mod wire;
