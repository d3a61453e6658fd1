//! Facts about this database, and its counters.

use diesel::prelude::*;

use super::schema::{counters, markers};
use super::{StoreConnection, StoreError, on_each_backend};

/// Set where the database holds the demonstration province.
pub const DEMONSTRATION: &str = "demonstration";

/// Counts the changes of zones and plans, so that every process knows when its index is old.
pub const LIVE_DATA: &str = "live_data";

/// Counts the changes of what an office added to the lists of hazards. Whoever moves it on moves [`LIVE_DATA`] on too.
pub const VOCABULARY: &str = "vocabulary";

/// Counts the changes of administrative units. Whoever moves it on moves [`LIVE_DATA`] on too.
pub const UNITS: &str = "units";

/// The day on which old documents were last dropped.
pub const ARCHIVE_TIDIED: &str = "archive_tidied";

/// The lists of hazards and units with which alerts that had gone to a person were asked about last.
pub const ASKED_WITH: &str = "asked_with";

/// Counts the changes of alerts that were kept before: what they follow, and whether they are still listed.
pub const ALERTS_CHANGED: &str = "alerts_changed";

/// Which rows from before a migration have been brought up.
pub const OLD_ROWS: &str = "old_rows";

/// Counts the changes of the roads that were loaded.
pub const ROADS: &str = "roads";

/// Counts how far the stream has been told to webhooks.
pub const WEBHOOKS_TOLD: &str = "webhooks_told";

/// The value of a marker.
pub fn get(conn: &mut StoreConnection, name: &str) -> Result<Option<String>, StoreError> {
    Ok(markers::table.filter(markers::name.eq(name)).select(markers::value).get_result(conn).optional()?)
}

/// Sets a marker.
pub fn set(conn: &mut StoreConnection, name: &str, value: &str) -> Result<(), StoreError> {
    on_each_backend!(conn, conn => diesel::insert_into(markers::table)
        .values((markers::name.eq(name), markers::value.eq(value)))
        .on_conflict(markers::name)
        .do_update()
        .set(markers::value.eq(value))
        .execute(conn))?;
    Ok(())
}

/// The value of a counter; 0 where it was never moved on.
pub fn counter(conn: &mut StoreConnection, name: &str) -> Result<i64, StoreError> {
    let value: Option<i64> =
        counters::table.filter(counters::name.eq(name)).select(counters::value).get_result(conn).optional()?;
    Ok(value.unwrap_or(0))
}

/// Moves a counter on and gives its new value. Until the transaction ends no other can move it.
pub fn advance(conn: &mut StoreConnection, name: &str) -> Result<i64, StoreError> {
    advance_by(conn, name, 1)
}

/// Moves a counter on by so many and gives its new value. Until the transaction ends no other can move it.
pub fn advance_by(conn: &mut StoreConnection, name: &str, count: i64) -> Result<i64, StoreError> {
    Ok(on_each_backend!(conn, conn => diesel::insert_into(counters::table)
        .values((counters::name.eq(name), counters::value.eq(count)))
        .on_conflict(counters::name)
        .do_update()
        .set(counters::value.eq(counters::value + count))
        .returning(counters::value)
        .get_result(conn))?)
}
