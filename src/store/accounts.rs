//! Accounts, sessions and API tokens.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{accounts, api_tokens, sessions};
use super::{StoreConnection, StoreError, id, stored, word, word_text};
use crate::accounts::Account;
use crate::kernel::Timestamp;
use crate::kernel::ids::AccountId;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts)]
struct AccountRow {
    id: String,
    name: String,
    display_name: String,
    role: String,
    unit_code: Option<String>,
    password_hash: Option<String>,
    created_at: NaiveDateTime,
}

impl AccountRow {
    fn into_account(self) -> Result<Account, StoreError> {
        Ok(Account {
            id: id(&self.id)?,
            name: self.name,
            display_name: self.display_name,
            role: word(&self.role)?,
            unit_code: self.unit_code,
        })
    }
}

/// Adds an account; `AlreadyExists` where the name is taken.
pub fn insert(
    conn: &mut StoreConnection,
    account: &Account,
    password_hash: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = AccountRow {
        id: account.id.to_string(),
        name: account.name.clone(),
        display_name: account.display_name.clone(),
        role: word_text(&account.role),
        unit_code: account.unit_code.clone(),
        password_hash: password_hash.map(str::to_owned),
        created_at: stored(now),
    };
    diesel::insert_into(accounts::table).values(&row).execute(conn)?;
    Ok(())
}

/// Every account, by name.
pub fn all(conn: &mut StoreConnection) -> Result<Vec<Account>, StoreError> {
    let rows: Vec<AccountRow> = accounts::table.order(accounts::name).select(AccountRow::as_select()).load(conn)?;
    rows.into_iter().map(AccountRow::into_account).collect()
}

/// The account called `name` with the hash of its password.
pub fn by_name(conn: &mut StoreConnection, name: &str) -> Result<Option<(Account, Option<String>)>, StoreError> {
    let row: Option<AccountRow> =
        accounts::table.filter(accounts::name.eq(name)).select(AccountRow::as_select()).first(conn).optional()?;
    row.map(|mut row| {
        let hash = row.password_hash.take();
        Ok((row.into_account()?, hash))
    })
    .transpose()
}

/// Opens a session.
pub fn open_session(
    conn: &mut StoreConnection,
    account: AccountId,
    token_hash: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::token_hash.eq(token_hash),
            sessions::account_id.eq(account.to_string()),
            sessions::created_at.eq(stored(now)),
            sessions::expires_at.eq(stored(expires_at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Ends a session; nothing happens where there is none.
pub fn end_session(conn: &mut StoreConnection, token_hash: &str) -> Result<(), StoreError> {
    diesel::delete(sessions::table.filter(sessions::token_hash.eq(token_hash))).execute(conn)?;
    Ok(())
}

/// The account whose session `token_hash` belongs to and has not expired at `now`.
pub fn by_session(conn: &mut StoreConnection, token_hash: &str, now: Timestamp) -> Result<Option<Account>, StoreError> {
    let row: Option<AccountRow> = sessions::table
        .inner_join(accounts::table.on(accounts::id.eq(sessions::account_id)))
        .filter(sessions::token_hash.eq(token_hash))
        .filter(sessions::expires_at.gt(stored(now)))
        .select(AccountRow::as_select())
        .first(conn)
        .optional()?;
    row.map(AccountRow::into_account).transpose()
}

/// Keeps the hash of a fresh API token.
pub fn add_token(
    conn: &mut StoreConnection,
    account: AccountId,
    token_hash: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    diesel::insert_into(api_tokens::table)
        .values((
            api_tokens::token_hash.eq(token_hash),
            api_tokens::account_id.eq(account.to_string()),
            api_tokens::created_at.eq(stored(now)),
            api_tokens::revoked_at.eq(None::<NaiveDateTime>),
        ))
        .execute(conn)?;
    Ok(())
}

/// The account an API token belongs to, unless it was revoked.
pub fn by_token(conn: &mut StoreConnection, token_hash: &str) -> Result<Option<Account>, StoreError> {
    let row: Option<AccountRow> = api_tokens::table
        .inner_join(accounts::table.on(accounts::id.eq(api_tokens::account_id)))
        .filter(api_tokens::token_hash.eq(token_hash))
        .filter(api_tokens::revoked_at.is_null())
        .select(AccountRow::as_select())
        .first(conn)
        .optional()?;
    row.map(AccountRow::into_account).transpose()
}
