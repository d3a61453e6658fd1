//! Every function of the store, on both databases: one file per noun.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may fail loudly
#![allow(clippy::cloned_ref_to_slice_refs)] // a list of one reads like the lists beside it

#[path = "../support/mod.rs"]
mod support;

mod samples;

mod accounts;
mod activations;
mod admin_units;
mod alert_listing;
mod alert_sources;
mod alerts;
mod allocations;
mod api_tokens;
mod audit;
mod checklists;
mod event_zones;
mod events;
mod findings;
mod households;
mod idempotent_answers;
mod inspections;
mod invitations;
mod markers;
mod orders_out;
mod past_zones;
mod plan_rules;
mod plans;
mod raw_documents;
mod relocations;
mod resources;
mod roads;
mod shelters;
mod sign_in_failures;
mod stream;
mod tallies;
mod transactions;
mod webhooks;
mod zone_lineage;
mod zones;
