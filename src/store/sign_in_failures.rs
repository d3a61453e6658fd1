//! Attempts to sign in that have not succeeded, kept for a day. Names are kept as hashes.

use std::collections::HashMap;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use super::schema::sign_in_failures;
use super::{StoreConnection, StoreError, loaded, stored};
use crate::accounts::Attempt;
use crate::kernel::Timestamp;
use crate::kernel::digest::sha256_hex;
use crate::kernel::ids::AttemptId;

/// The name of an account as it stands here.
pub fn name_hash(name: &str) -> String {
    sha256_hex(name.as_bytes())
}

/// Notes an attempt as failed until it succeeds; forgets those of more than a day ago.
pub fn insert(conn: &mut StoreConnection, name: &str, attempt: &Attempt) -> Result<(), StoreError> {
    diesel::delete(sign_in_failures::table.filter(sign_in_failures::at.lt(stored(attempt.at - TimeDelta::days(1)))))
        .execute(conn)?;
    diesel::insert_into(sign_in_failures::table)
        .values((
            sign_in_failures::id.eq(AttemptId::new(attempt.at).to_string()),
            sign_in_failures::name_hash.eq(name_hash(name)),
            sign_in_failures::address.eq(&attempt.address),
            sign_in_failures::at.eq(stored(attempt.at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The failures of a name after `since`.
pub fn of_name(conn: &mut StoreConnection, name: &str, since: Timestamp) -> Result<Vec<Attempt>, StoreError> {
    let rows: Vec<(String, NaiveDateTime)> = sign_in_failures::table
        .filter(sign_in_failures::name_hash.eq(name_hash(name)))
        .filter(sign_in_failures::at.gt(stored(since)))
        .order(sign_in_failures::at)
        .select((sign_in_failures::address, sign_in_failures::at))
        .load(conn)?;
    Ok(rows.into_iter().map(|(address, at)| Attempt { address, at: loaded(at) }).collect())
}

/// All failures after `since`, by the hash of the name.
pub fn since(conn: &mut StoreConnection, since: Timestamp) -> Result<HashMap<String, Vec<Attempt>>, StoreError> {
    let rows: Vec<(String, String, NaiveDateTime)> = sign_in_failures::table
        .filter(sign_in_failures::at.gt(stored(since)))
        .select((sign_in_failures::name_hash, sign_in_failures::address, sign_in_failures::at))
        .load(conn)?;
    let mut found: HashMap<String, Vec<Attempt>> = HashMap::new();
    for (name, address, at) in rows {
        found.entry(name).or_default().push(Attempt { address, at: loaded(at) });
    }
    Ok(found)
}

/// Forgets the failures of a name: from one address, or from everywhere.
pub fn forget(conn: &mut StoreConnection, name: &str, address: Option<&str>) -> Result<(), StoreError> {
    let of_name = sign_in_failures::table.filter(sign_in_failures::name_hash.eq(name_hash(name)));
    match address {
        Some(address) => diesel::delete(of_name.filter(sign_in_failures::address.eq(address))).execute(conn)?,
        None => diesel::delete(of_name).execute(conn)?,
    };
    Ok(())
}
