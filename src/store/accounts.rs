//! Accounts and their sessions.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{accounts, sessions};
use super::{StoreConnection, StoreError, id, loaded, stored, word, word_text};
use crate::accounts::{Account, AccountRecord};
use crate::kernel::Timestamp;
use crate::kernel::ids::AccountId;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts)]
pub(super) struct AccountRow {
    id: String,
    name: String,
    display_name: String,
    role: String,
    unit_code: Option<String>,
    password_hash: Option<String>,
    created_at: NaiveDateTime,
    disabled_at: Option<NaiveDateTime>,
    last_sign_in_at: Option<NaiveDateTime>,
    revision: i64,
}

impl AccountRow {
    pub(super) fn into_account(self) -> Result<Account, StoreError> {
        Ok(Account {
            id: id(&self.id)?,
            name: self.name,
            display_name: self.display_name,
            role: word(&self.role)?,
            unit_code: self.unit_code,
        })
    }

    fn into_record(self) -> Result<AccountRecord, StoreError> {
        Ok(AccountRecord {
            has_password: self.password_hash.is_some(),
            disabled_at: self.disabled_at.map(loaded),
            last_sign_in_at: self.last_sign_in_at.map(loaded),
            created_at: loaded(self.created_at),
            revision: self.revision,
            account: self.into_account()?,
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
        disabled_at: None,
        last_sign_in_at: None,
        revision: 1,
    };
    diesel::insert_into(accounts::table).values(&row).execute(conn)?;
    Ok(())
}

/// Every account, by name.
pub fn all(conn: &mut StoreConnection) -> Result<Vec<AccountRecord>, StoreError> {
    let rows: Vec<AccountRow> = accounts::table.order(accounts::name).select(AccountRow::as_select()).load(conn)?;
    rows.into_iter().map(AccountRow::into_record).collect()
}

/// One account.
pub fn get(conn: &mut StoreConnection, account: AccountId) -> Result<AccountRecord, StoreError> {
    let row: AccountRow = accounts::table
        .filter(accounts::id.eq(account.to_string()))
        .select(AccountRow::as_select())
        .get_result(conn)?;
    row.into_record()
}

/// The account called `name`.
pub fn by_name(conn: &mut StoreConnection, name: &str) -> Result<Option<AccountRecord>, StoreError> {
    let row: Option<AccountRow> =
        accounts::table.filter(accounts::name.eq(name)).select(AccountRow::as_select()).get_result(conn).optional()?;
    row.map(AccountRow::into_record).transpose()
}

/// The hash of an account's password.
pub fn password_hash(conn: &mut StoreConnection, account: AccountId) -> Result<Option<String>, StoreError> {
    let hash: Option<Option<String>> = accounts::table
        .filter(accounts::id.eq(account.to_string()))
        .select(accounts::password_hash)
        .get_result(conn)
        .optional()?;
    Ok(hash.flatten())
}

/// Whether anybody can sign in at all.
pub fn anybody_can_sign_in(conn: &mut StoreConnection) -> Result<bool, StoreError> {
    let found: Option<String> = accounts::table
        .filter(accounts::password_hash.is_not_null())
        .filter(accounts::disabled_at.is_null())
        .select(accounts::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Writes a changed account, which must still be at its revision, and moves that on.
pub fn update(conn: &mut StoreConnection, record: &AccountRecord) -> Result<AccountRecord, StoreError> {
    let account = &record.account;
    let changed = diesel::update(
        accounts::table.filter(accounts::id.eq(account.id.to_string())).filter(accounts::revision.eq(record.revision)),
    )
    .set((
        accounts::display_name.eq(&account.display_name),
        accounts::role.eq(word_text(&account.role)),
        accounts::unit_code.eq(account.unit_code.as_deref()),
        accounts::disabled_at.eq(record.disabled_at.map(stored)),
        accounts::revision.eq(record.revision + 1),
    ))
    .execute(conn)?;
    if changed == 1 {
        Ok(AccountRecord { revision: record.revision + 1, ..record.clone() })
    } else {
        Err(StoreError::Stale)
    }
}

/// Sets the password of an account.
pub fn set_password(conn: &mut StoreConnection, account: AccountId, password_hash: &str) -> Result<(), StoreError> {
    diesel::update(accounts::table.filter(accounts::id.eq(account.to_string())))
        .set((accounts::password_hash.eq(password_hash), accounts::revision.eq(accounts::revision + 1)))
        .execute(conn)?;
    Ok(())
}

/// Opens a session and notes that somebody signed in.
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
    diesel::update(accounts::table.filter(accounts::id.eq(account.to_string())))
        .set(accounts::last_sign_in_at.eq(stored(now)))
        .execute(conn)?;
    Ok(())
}

/// Ends a session; nothing happens where there is none.
pub fn end_session(conn: &mut StoreConnection, token_hash: &str) -> Result<(), StoreError> {
    diesel::delete(sessions::table.filter(sessions::token_hash.eq(token_hash))).execute(conn)?;
    Ok(())
}

/// Ends the sessions of an account, all but the one of `kept`.
pub fn end_sessions(conn: &mut StoreConnection, account: AccountId, kept: Option<&str>) -> Result<(), StoreError> {
    diesel::delete(
        sessions::table
            .filter(sessions::account_id.eq(account.to_string()))
            .filter(sessions::token_hash.ne(kept.unwrap_or_default())),
    )
    .execute(conn)?;
    Ok(())
}

/// Ends all sessions of everybody.
pub fn end_all_sessions(conn: &mut StoreConnection) -> Result<(), StoreError> {
    diesel::delete(sessions::table).execute(conn)?;
    Ok(())
}

/// The account whose session `token_hash` belongs to and has not expired at `now`; none where it is disabled.
pub fn by_session(conn: &mut StoreConnection, token_hash: &str, now: Timestamp) -> Result<Option<Account>, StoreError> {
    let row: Option<AccountRow> = sessions::table
        .inner_join(accounts::table.on(accounts::id.eq(sessions::account_id)))
        .filter(sessions::token_hash.eq(token_hash))
        .filter(sessions::expires_at.gt(stored(now)))
        .filter(accounts::disabled_at.is_null())
        .select(AccountRow::as_select())
        .get_result(conn)
        .optional()?;
    row.map(AccountRow::into_account).transpose()
}
