//! What was answered to requests that may come again, kept for a day under the account and the key it chose.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use super::schema::idempotent_answers as kept;
use super::{StoreConnection, StoreError, from_json, loaded, on_each_backend, stored, to_json};
use crate::kernel::Timestamp;
use crate::kernel::ids::AccountId;

/// For how long an answer is kept.
pub const KEPT_FOR: TimeDelta = TimeDelta::hours(24);

/// A request that may come again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retryable {
    /// Whose it is.
    pub account: AccountId,
    /// The key the caller chose.
    pub key: String,
    /// A hash of everything that makes it this request and no other.
    pub fingerprint: String,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// Its status.
    pub status: u16,
    /// Names and values of the headers that count.
    pub headers: Vec<(String, String)>,
    /// Its body; none where it was not kept.
    pub body: Option<Vec<u8>>,
}

/// Whether a request is the first of its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// It is, and no other can be until it is finished or let go.
    First,
    /// The first began then and has not been answered.
    Running {
        /// When.
        since: Timestamp,
    },
    /// The first was answered so.
    Answered(KeptAnswer),
    /// The key belongs to another request.
    Reused,
}

type Row = (String, NaiveDateTime, Option<i64>, Option<String>, Option<Vec<u8>>);

/// How often a key is asked for that is let go just then.
const TRIES: usize = 3;

/// Takes the key for a request, or says what is known of it.
pub fn claim(conn: &mut StoreConnection, request: &Retryable, now: Timestamp) -> Result<Claim, StoreError> {
    let own = || kept::table.find((request.account.to_string(), request.key.clone()));
    diesel::delete(own().filter(kept::begun_at.le(stored(now - KEPT_FOR)))).execute(conn)?;
    for _ in 0..TRIES {
        if take(conn, request, now)? {
            return Ok(Claim::First);
        }
        let columns = (kept::fingerprint, kept::begun_at, kept::status, kept::headers, kept::body);
        // PostgreSQL: gone where the first let it go since.
        if let Some(row) = own().select(columns).get_result(conn).optional()? {
            return known(request, row);
        }
    }
    Ok(Claim::Running { since: now })
}

/// Whether the key was free; on PostgreSQL this waits for another that is taking it or letting it go.
fn take(conn: &mut StoreConnection, request: &Retryable, now: Timestamp) -> Result<bool, StoreError> {
    let values = (
        kept::account_id.eq(request.account.to_string()),
        kept::idempotency_key.eq(&request.key),
        kept::fingerprint.eq(&request.fingerprint),
        kept::begun_at.eq(stored(now)),
    );
    let added = on_each_backend!(conn, conn => diesel::insert_into(kept::table)
        .values(values)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(added == 1)
}

fn known(request: &Retryable, (fingerprint, begun_at, status, headers, body): Row) -> Result<Claim, StoreError> {
    if fingerprint != request.fingerprint {
        return Ok(Claim::Reused);
    }
    let Some(status) = status else { return Ok(Claim::Running { since: loaded(begun_at) }) };
    let status = u16::try_from(status).map_err(|_| StoreError::corrupt(format!("{status} is not a status")))?;
    let headers = headers.as_deref().map_or(Ok(Vec::new()), from_json)?;
    Ok(Claim::Answered(KeptAnswer { status, headers, body }))
}

/// Keeps the answer of the first.
pub fn finish(conn: &mut StoreConnection, request: &Retryable, answer: &KeptAnswer) -> Result<(), StoreError> {
    let own = kept::table.find((request.account.to_string(), request.key.clone()));
    diesel::update(own.filter(kept::fingerprint.eq(&request.fingerprint)))
        .set((
            kept::status.eq(i64::from(answer.status)),
            kept::headers.eq(to_json(&answer.headers)?),
            kept::body.eq(answer.body.as_deref()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Lets the key go: the first did nothing.
pub fn let_go(conn: &mut StoreConnection, request: &Retryable) -> Result<(), StoreError> {
    let own = kept::table.find((request.account.to_string(), request.key.clone()));
    diesel::delete(own.filter(kept::fingerprint.eq(&request.fingerprint)).filter(kept::status.is_null()))
        .execute(conn)?;
    Ok(())
}

/// Forgets what is older than a day; gives how many there were.
pub fn forget_old(conn: &mut StoreConnection, now: Timestamp) -> Result<usize, StoreError> {
    Ok(diesel::delete(kept::table.filter(kept::begun_at.le(stored(now - KEPT_FOR)))).execute(conn)?)
}
