//! The HTTP interface: extract, authorize, call one service, shape the answer.
//!
//! Wire shapes live here and nowhere else; `problem` alone knows how errors become statuses.

mod accounts;
mod activation_starts;
mod activations;
mod admin_units;
mod alert_list;
mod alert_sources;
mod alerts;
mod allocations;
mod api_tokens;
mod audit;
mod base;
mod basemap;
mod caller;
mod cap_orders;
mod checklists;
mod demo;
mod drills;
mod etag;
mod event_zones;
mod events;
mod findings;
mod hazard_terms;
mod health;
mod household_files;
mod households;
mod import_views;
mod inspection_campaigns;
mod inspection_photos;
mod inspection_problem;
mod inspection_records;
mod inspection_routes;
mod inspection_tasks;
mod inspection_templates;
mod invitations;
mod json;
mod loans;
mod lookup;
mod map_exports;
mod meta;
mod metrics;
mod norms;
mod ogc;
mod once;
mod openapi;
mod paging;
mod pieces;
mod photos;
mod plan_comments;
mod plan_completeness;
mod plan_coverage;
mod plan_diff;
mod plan_problem;
mod plan_versions;
mod plans;
mod problem;
mod quarantine;
mod quick_reports;
mod rate_limit;
mod reference;
mod relocations;
mod resource_files;
mod resource_routes;
mod resources;
mod roads;
mod routes;
mod security;
mod session;
mod shelters;
mod source_silence;
mod stream;
mod sync;
mod task_parts;
mod tiles;
mod typed_alerts;
mod ui;
mod unit_imports;
mod unplaced_reports;
mod upload;
mod webhooks;
mod what_if;
mod work;
mod zone_history;
mod zone_imports;
mod zone_lineage;
mod zone_measure;
mod zones;

pub use demo::DemoFeed;
pub use ogc::keep_zone_texts;
pub use rate_limit::RateLimit;
pub use routes::routes;
pub use security::guard;

use std::path::PathBuf;
use std::sync::Arc;

use crate::config::{Anonymous, MetricsFor};
use crate::services::App;

/// What every handler can reach.
#[derive(Clone)]
pub struct Site {
    /// The program.
    pub app: App,
    /// What people who are not signed in may read.
    pub anonymous: Anonymous,
    /// Who may read the figures.
    pub metrics: MetricsFor,
    /// How often one address may try to sign in.
    pub sign_in_limit: Arc<RateLimit>,
    /// Where base maps lie, where there is such a place.
    pub maps_folder: Option<PathBuf>,
    /// The demonstration's feed, where this is the demonstration.
    pub demo: Option<Arc<DemoFeed>>,
}
