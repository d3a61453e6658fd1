//! What whoever runs the program relies on: copies of the database, figures for a watch, requests that may come again.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "../app/mod.rs"]
mod app;
mod copies;
mod deliveries;
mod metrics;
mod retries;
mod webhooks;
