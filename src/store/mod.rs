//! Where everything is kept: diesel over SQLite or PostgreSQL, the same code for both.
//!
//! One file per noun. Functions take a connection, so that a service decides what belongs into one
//! transaction; rows never leave this module. Only [`error`] knows diesel's failures.

pub mod accounts;
pub mod activation_papers;
pub mod activations;
pub mod admin_units;
pub mod alert_answers;
pub mod alert_chains;
pub mod alert_decisions;
pub mod alert_listing;
pub mod alert_sources;
pub mod alerts;
pub mod allocations;
pub mod api_tokens;
pub mod audit;
pub mod checklist_stages;
pub mod checklists;
pub mod commits;
pub mod connection;
pub mod copies;
pub mod deliveries;
pub mod drill_marks;
pub mod drill_messages;
pub mod error;
pub mod event_zones;
pub mod events;
pub mod field_reports;
pub mod finding_acceptances;
pub mod findings;
pub mod hazard_terms;
pub mod household_zones;
pub mod households;
pub mod idempotent_answers;
pub mod inspection_photos;
pub mod inspection_records;
pub mod inspection_tasks;
pub mod inspection_templates;
pub mod inspections;
pub mod invitations;
pub mod markers;
pub mod migrations;
pub mod move_figures;
pub mod norms;
pub mod orders_out;
mod photos;
pub mod plan_comments;
pub mod plan_history;
pub mod plan_coverage;
pub mod plan_duties;
pub mod plan_rules;
pub mod quick_reports;
pub mod plans;
pub mod raw_documents;
pub mod relocations;
pub mod resource_loans;
pub mod resource_revisions;
pub mod resources;
pub mod roads;
pub mod schema;
pub mod shelters;
pub mod sign_in_failures;
pub mod stated_provinces;
pub mod stock_movements;
pub mod stream;
pub mod supply_items;
pub mod tallies;
pub mod task_photos;
pub mod task_steps;
pub mod unit_successions;
mod wal;
pub mod webhooks;
pub mod what_if;
pub mod zone_batches;
pub mod zone_lineage;
pub mod zone_standings;
pub mod zones;

pub use connection::{Store, StoreConnection};
pub use error::{StoreError, Transient};

use chrono::NaiveDateTime;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::kernel::Timestamp;

// A row that is found by its key is asked for with `get_result`, not with `first`: SQLite plans a statement with a bound
// LIMIT anew each time it runs, which takes longer than the question.

/// Runs `$body` with the concrete connection of whichever database it is.
///
/// The derived enum cannot do upserts, batches and a few functions; the body is written once and
/// compiled for each.
macro_rules! on_each_backend {
    ($conn:expr, $inner:ident => $body:expr) => {
        match $conn {
            crate::store::StoreConnection::Sqlite($inner) => $body,
            crate::store::StoreConnection::Postgres($inner) => $body,
        }
    };
}
pub(crate) use on_each_backend;

/// So many rows are added in one statement: with SQLite's most bound values (32,766) a row may have 400 columns.
const AT_ONCE: usize = 80;
/// So many of what is left over.
const A_FEW: usize = 8;
/// So many values are asked for in one list.
const IN_A_LIST: usize = 500;

/// Adds rows of a table, many in a statement.
///
/// For SQLite a statement for [`AT_ONCE`] rows is always the same, so it is written and prepared once, and so is the one
/// for [`A_FEW`] of what is left over; the rest goes one by one. That needs rows of which no column is left to its default (`treat_none_as_default_value = false`).
/// For PostgreSQL each statement is a way there and back, so they are as large as they may be.
macro_rules! insert_rows {
    ($conn:expr, $table:expr, $rows:expr) => {{
        let rows = $rows.as_slice();
        match $conn {
            crate::store::StoreConnection::Sqlite(conn) => {
                let (many, rest) = rows.as_chunks::<{ crate::store::AT_ONCE }>();
                for chunk in many {
                    diesel::insert_into($table).values(chunk).execute(conn)?;
                }
                let (few, ones) = rest.as_chunks::<{ crate::store::A_FEW }>();
                for chunk in few {
                    diesel::insert_into($table).values(chunk).execute(conn)?;
                }
                for row in ones {
                    diesel::insert_into($table).values(row).execute(conn)?;
                }
            }
            crate::store::StoreConnection::Postgres(conn) => {
                for chunk in rows.chunks(1_000) {
                    diesel::insert_into($table).values(chunk).execute(conn)?;
                }
            }
        }
    }};
}
pub(crate) use insert_rows;

diesel::define_sql_function! {
    /// A piece of a text: from which character, counted from 1, and how many.
    fn substr(text: diesel::sql_types::Text, from: diesel::sql_types::Integer, length: diesel::sql_types::Integer) -> diesel::sql_types::Text;
}

/// The id that has, in the checklist of the row, the place that `$id` has in its own ([`TaskId::at`]).
///
/// [`TaskId::at`]: crate::kernel::ids::TaskId::at
macro_rules! same_place {
    ($id:expr) => {{
        let shared = i32::try_from(crate::kernel::ids::DIGITS_OF_THE_LIST).unwrap_or(0);
        crate::store::substr(crate::store::schema::checklists::id, 1, shared).concat(crate::store::substr(
            $id,
            shared + 1,
            8,
        ))
    }};
}
pub(crate) use same_place;

/// Gives the checklists of an activation after `$first` and up to `$last`, in the order of their ids, what the table has
/// of `$first`: some columns as told, the others the same.
macro_rules! copied {
    ($conn:expr, $first:expr, $last:expr, $table:ident, [$($told:expr),+] for [$($named:ident),+] and [$($same:ident),+]) => {{
        use crate::store::schema::checklists as lists;
        let others = lists::table
            // The empty text keeps SQLite from going by the activation, in the order of whose zones nothing lies together.
            .filter(lists::activation_id.concat("").eq($first.activation_id.to_string()))
            .filter(lists::id.gt($first.id.to_string()))
            .filter(lists::id.le($last.id.to_string()));
        let of_first = $table::table.on($table::checklist_id.eq($first.id.to_string()));
        let rows = others
            .inner_join(of_first)
            .order((lists::id, $table::id))
            .select(($($told,)+ lists::id, $($table::$same,)+));
        let columns = ($($table::$named,)+ $table::checklist_id, $($table::$same,)+);
        match $conn {
            crate::store::StoreConnection::Sqlite(conn) => {
                rows.insert_into($table::table).into_columns(columns).execute(conn)?
            }
            crate::store::StoreConnection::Postgres(conn) => {
                rows.insert_into($table::table).into_columns(columns).execute(conn)?
            }
        }
    }};
}
pub(crate) use copied;

/// An id as it stands in a row.
fn id<T: std::str::FromStr>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::corrupt(format!("{text} is not an id")))
}

fn optional_id<T: std::str::FromStr>(text: Option<&str>) -> Result<Option<T>, StoreError> {
    text.map(id).transpose()
}

/// A word of a fixed list (a status, a role) as it stands in a row: its serde name.
fn word<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(text.to_owned()))
        .map_err(|error| StoreError::corrupt(format!("{text}: {error}")))
}

/// The serde name of a word of a fixed list.
fn word_text<T: Serialize>(word: &T) -> String {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(text)) => text,
        other => unreachable!("a word of a fixed list serialises to a string, not {other:?}"),
    }
}

fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::corrupt(error.to_string()))
}

fn to_json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::corrupt(error.to_string()))
}

/// A path as SQLite is told it.
fn to_text_path(path: &std::path::Path) -> Result<&str, StoreError> {
    path.to_str().ok_or_else(|| StoreError::Unavailable(format!("{}: not a name in UTF-8", path.display())))
}

fn stored(instant: Timestamp) -> NaiveDateTime {
    instant.naive_utc()
}

fn loaded(instant: NaiveDateTime) -> Timestamp {
    instant.and_utc()
}
