//! What the program does, one use case a file. Blocking; HTTP hands the work to the blocking pool.
//!
//! The main road is [`respond_to_alert`]; `docs/walkthroughs.md` tells it in sentences.

pub mod activate;
pub mod adjust_rules;
pub mod advance_plan;
pub mod app;
pub mod ask_plans;
pub mod begin_plan;
pub mod comment_plan;
pub mod compare_versions;
pub mod cover_units;
pub mod decide_activation;
pub mod demo_feed;
pub mod draw_zone;
pub mod edit_plan;
pub mod error;
pub mod escalate_proposals;
pub mod export_maps;
pub mod import_admin_units;
pub mod import_shelters;
pub mod import_zones;
pub mod find_places;
pub mod ingest_alert;
pub mod invite;
pub mod list_zones;
pub mod live_data;
pub mod load_demonstration;
pub mod manage_accounts;
pub mod manage_tokens;
pub mod map_alerts;
pub mod map_layers;
pub mod map_tiles;
pub mod measure_zone;
pub mod merge_zones;
pub mod move_zone;
pub mod open_checklists;
pub mod past_zones;
pub mod permit;
pub mod place_file;
mod picture;
pub mod plan_versions;
pub mod poll_feeds;
pub mod read_unit_lists;
pub mod record;
pub mod respond_to_alert;
pub mod replace_zones;
pub mod resume;
pub mod run_checklist;
pub mod settle_lineage;
pub mod sign_in;
pub mod split_zone;
pub mod verify_audit;
pub mod zone_codes;

pub use app::App;
pub use error::ServiceError;
pub use permit::permit;
