//! What the screens follow: events with a number that only grows, in the order of their commits.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::stream_events;
use super::{StoreConnection, StoreError, insert_rows, loaded, markers, stored};
use crate::kernel::Timestamp;

const COUNTER: &str = "stream";

/// One event of the stream.
#[derive(Debug, Clone)]
pub struct StreamEvent {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What it is about: `alert`, `activation`, `checklist`, `task`, `source`.
    pub kind: String,
    /// A JSON object that names what changed.
    pub payload: String,
}

#[derive(Insertable)]
#[diesel(table_name = stream_events)]
#[diesel(treat_none_as_default_value = false)]
struct EventRow {
    seq: i64,
    at: NaiveDateTime,
    kind: String,
    payload: String,
}

/// Adds an event. Do it last in a transaction: it holds the counter until the commit.
pub fn publish(
    conn: &mut StoreConnection,
    now: Timestamp,
    kind: &str,
    payload: &serde_json::Value,
) -> Result<(), StoreError> {
    publish_all(conn, now, &[(kind.to_owned(), payload.clone())])
}

/// Adds events, each a kind and a JSON object, in order. Do it last in a transaction: it holds the counter until the
/// commit.
pub fn publish_all(
    conn: &mut StoreConnection,
    now: Timestamp,
    events: &[(String, serde_json::Value)],
) -> Result<(), StoreError> {
    if events.is_empty() {
        return Ok(());
    }
    let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
    let last = markers::advance_by(conn, COUNTER, count)?;
    let rows: Vec<EventRow> = (last - count + 1..)
        .zip(events)
        .map(|(seq, (kind, payload))| EventRow {
            seq,
            at: stored(now),
            kind: kind.clone(),
            payload: payload.to_string(),
        })
        .collect();
    insert_rows!(conn, stream_events::table, rows);
    Ok(())
}

/// At least so many numbers are left out where a copy of the database takes its place.
const LEAP: i64 = 1_000_000;

/// Leaves out every number that can have been given since the database was copied, so that none ever means two things and
/// whoever followed further than the copy is seen to be behind. The numbers go on from the microseconds of `now`, beyond
/// which no database comes by its own events, however often the same copy is put back.
pub fn leap(conn: &mut StoreConnection, now: Timestamp) -> Result<(), StoreError> {
    let wanted = now.timestamp_micros() - head(conn)?;
    markers::advance_by(conn, COUNTER, wanted.max(LEAP))?;
    Ok(())
}

/// The number of the newest event.
pub fn head(conn: &mut StoreConnection) -> Result<i64, StoreError> {
    markers::counter(conn, COUNTER)
}

/// At most `limit` events after number `seq`.
pub fn after(conn: &mut StoreConnection, seq: i64, limit: i64) -> Result<Vec<StreamEvent>, StoreError> {
    let rows: Vec<(i64, NaiveDateTime, String, String)> =
        stream_events::table.filter(stream_events::seq.gt(seq)).order(stream_events::seq).limit(limit).load(conn)?;
    Ok(rows.into_iter().map(|(seq, at, kind, payload)| StreamEvent { seq, at: loaded(at), kind, payload }).collect())
}
