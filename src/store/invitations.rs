//! Invitations: secrets that set a password once. Only their hashes are kept; a used one is gone.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::invitations;
use super::{StoreConnection, StoreError, loaded, optional_id, stored};
use crate::kernel::Timestamp;
use crate::kernel::ids::AccountId;

/// An invitation that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Whose password it sets; none for the account of the first administrator.
    pub account: Option<AccountId>,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Keeps the hash of a fresh invitation; earlier ones for the same account are gone.
pub fn replace(
    conn: &mut StoreConnection,
    secret_hash: &str,
    invitation: &Invitation,
    now: Timestamp,
) -> Result<(), StoreError> {
    discard(conn, invitation.account)?;
    diesel::insert_into(invitations::table)
        .values((
            invitations::secret_hash.eq(secret_hash),
            invitations::account_id.eq(invitation.account.map(|account| account.to_string())),
            invitations::created_at.eq(stored(now)),
            invitations::expires_at.eq(stored(invitation.expires_at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Takes every invitation of an account away, or those of the first administrator.
pub fn discard(conn: &mut StoreConnection, account: Option<AccountId>) -> Result<(), StoreError> {
    match account {
        Some(account) => {
            diesel::delete(invitations::table.filter(invitations::account_id.eq(account.to_string()))).execute(conn)?
        }
        None => diesel::delete(invitations::table.filter(invitations::account_id.is_null())).execute(conn)?,
    };
    Ok(())
}

/// The invitation of a secret, unless it has expired at `now`.
pub fn find(conn: &mut StoreConnection, secret_hash: &str, now: Timestamp) -> Result<Option<Invitation>, StoreError> {
    let row: Option<(Option<String>, NaiveDateTime)> = invitations::table
        .filter(invitations::secret_hash.eq(secret_hash))
        .filter(invitations::expires_at.gt(stored(now)))
        .select((invitations::account_id, invitations::expires_at))
        .get_result(conn)
        .optional()?;
    row.map(|(account, expires_at)| {
        Ok(Invitation { account: optional_id(account.as_deref())?, expires_at: loaded(expires_at) })
    })
    .transpose()
}

/// Uses an invitation up; false where somebody else just did.
pub fn consume(conn: &mut StoreConnection, secret_hash: &str) -> Result<bool, StoreError> {
    let gone = diesel::delete(invitations::table.filter(invitations::secret_hash.eq(secret_hash))).execute(conn)?;
    Ok(gone == 1)
}
