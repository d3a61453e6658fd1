//! Ứng Phó: natural-disaster response plans, evacuation zones, weather alerts and relocation
//! checklists for Vietnamese provinces and communes.
//!
//! Modules stand in floor order: each uses only those above it in this list.
//! `ARCHITECTURE.md` tells the whole; `services::respond_to_alert` is the main road.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing))]

/// Memory in large pages, given back soon ([ADR 0041](../docs/adr/0041-an-allocator-with-large-pages.md)).
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

// Ground: no SQL, no HTTP, no I/O.
pub mod kernel;
pub mod hazards;
pub mod geometry;
pub mod allocation;
pub mod alerts;
pub mod places;
pub mod zones;
pub mod plans;
pub mod households;
pub mod resources;
pub mod findings;
pub mod relocation;
pub mod inspections;
pub mod accounts;
pub mod audit;
pub mod webhooks;

// First floor: the outside world.
pub mod store;
pub mod outbound;
pub mod formats;

pub mod config;

// Second floor: what the program does.
pub mod services;

// Top: the ways in.
pub mod http;
pub mod commands;
