//! Tokens of programs; only their hashes are kept.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::accounts::AccountRow;
use super::schema::{accounts, api_tokens};
use super::{StoreConnection, StoreError, id, loaded, stored};
use crate::accounts::{Account, ApiToken};
use crate::kernel::Timestamp;
use crate::kernel::ids::{AccountId, TokenId};

/// Keeps the hash of a fresh token.
pub fn insert(
    conn: &mut StoreConnection,
    token: TokenId,
    account: AccountId,
    token_hash: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    diesel::insert_into(api_tokens::table)
        .values((
            api_tokens::token_hash.eq(token_hash),
            api_tokens::account_id.eq(account.to_string()),
            api_tokens::created_at.eq(stored(now)),
            api_tokens::id.eq(token.to_string()),
        ))
        .execute(conn)?;
    Ok(())
}

/// The tokens of an account, newest first.
pub fn of_account(conn: &mut StoreConnection, account: AccountId) -> Result<Vec<ApiToken>, StoreError> {
    type Row = (String, NaiveDateTime, Option<NaiveDateTime>, Option<NaiveDateTime>);
    let rows: Vec<Row> = api_tokens::table
        .filter(api_tokens::account_id.eq(account.to_string()))
        .order((api_tokens::created_at.desc(), api_tokens::id.desc()))
        .select((api_tokens::id, api_tokens::created_at, api_tokens::revoked_at, api_tokens::last_used_at))
        .load(conn)?;
    rows.into_iter()
        .map(|(token, created_at, revoked_at, last_used_at)| {
            Ok(ApiToken {
                id: id(&token)?,
                created_at: loaded(created_at),
                revoked_at: revoked_at.map(loaded),
                last_used_at: last_used_at.map(loaded),
            })
        })
        .collect()
}

/// How many tokens that can be used each account has.
pub fn counts(conn: &mut StoreConnection) -> Result<HashMap<AccountId, i64>, StoreError> {
    let rows: Vec<(String, i64)> = api_tokens::table
        .filter(api_tokens::revoked_at.is_null())
        .group_by(api_tokens::account_id)
        .select((api_tokens::account_id, diesel::dsl::count_star()))
        .load(conn)?;
    rows.into_iter().map(|(account, count)| Ok((id(&account)?, count))).collect()
}

/// Revokes a token of an account; `NotFound` where there is none that can be used.
pub fn revoke(
    conn: &mut StoreConnection,
    account: AccountId,
    token: TokenId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let revoked = diesel::update(
        api_tokens::table
            .filter(api_tokens::id.eq(token.to_string()))
            .filter(api_tokens::account_id.eq(account.to_string()))
            .filter(api_tokens::revoked_at.is_null()),
    )
    .set(api_tokens::revoked_at.eq(stored(now)))
    .execute(conn)?;
    if revoked == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// The account a token belongs to, unless the token was revoked or the account disabled; and when it was last
/// noted as used.
pub fn account_of(
    conn: &mut StoreConnection,
    token_hash: &str,
) -> Result<Option<(Account, Option<Timestamp>)>, StoreError> {
    let row: Option<(AccountRow, Option<NaiveDateTime>)> = api_tokens::table
        .inner_join(accounts::table.on(accounts::id.eq(api_tokens::account_id)))
        .filter(api_tokens::token_hash.eq(token_hash))
        .filter(api_tokens::revoked_at.is_null())
        .filter(accounts::disabled_at.is_null())
        .select((AccountRow::as_select(), api_tokens::last_used_at))
        .get_result(conn)
        .optional()?;
    row.map(|(row, used)| Ok((row.into_account()?, used.map(loaded)))).transpose()
}

/// Notes that a token was used.
pub fn note_use(conn: &mut StoreConnection, token_hash: &str, now: Timestamp) -> Result<(), StoreError> {
    diesel::update(api_tokens::table.filter(api_tokens::token_hash.eq(token_hash)))
        .set(api_tokens::last_used_at.eq(stored(now)))
        .execute(conn)?;
    Ok(())
}
