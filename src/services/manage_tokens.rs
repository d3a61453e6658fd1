//! Tokens of programs: made, listed, revoked. A secret is shown once.

use super::manage_accounts::{deed_on, invalid, reached};
use super::record::{Actor, record};
use super::{App, ServiceError};
use crate::accounts::{Account, Acting, ApiToken, RoleName, new_secret, secret_hash};
use crate::kernel::ids::{AccountId, TokenId};
use crate::kernel::{Localized, Timestamp};
use crate::store::{StoreConnection, api_tokens};

/// The tokens of an account, newest first.
pub fn list_tokens(app: &App, by: &Acting, account: AccountId) -> Result<Vec<ApiToken>, ServiceError> {
    app.store.read(|conn| {
        reached(conn, by, account, app.now())?;
        Ok(api_tokens::of_account(conn, account)?)
    })
}

/// Makes a token for a program's account; the secret is shown this once.
pub fn create_token(app: &App, by: &Acting, account: AccountId) -> Result<(TokenId, String), ServiceError> {
    let now = app.now();
    let secret = new_secret().map_err(ServiceError::Internal)?;
    let token = app.store.write(|conn| {
        let found = reached(conn, by, account, now)?;
        // A token acts in the account's name: for a person's account its maker could act as that person.
        if found.account.role != RoleName::Integration {
            return Err(invalid(
                "",
                "Chỉ tạo mã truy cập cho phần mềm kết nối.",
                "Tokens are for the accounts of programs only.",
            ));
        }
        keep_token(conn, &Actor::person(by), &found.account, &secret, now)
    })?;
    Ok((token, secret))
}

/// Makes a token from the command line; it is shown this once.
pub fn add_token(app: &App, actor: &Actor, account: &Account) -> Result<String, ServiceError> {
    let now = app.now();
    let secret = new_secret().map_err(ServiceError::Internal)?;
    app.store.write(|conn| keep_token(conn, actor, account, &secret, now))?;
    Ok(secret)
}

fn keep_token(
    conn: &mut StoreConnection,
    actor: &Actor,
    account: &Account,
    secret: &str,
    now: Timestamp,
) -> Result<TokenId, ServiceError> {
    let token = TokenId::new(now);
    api_tokens::insert(conn, token, account.id, &secret_hash(secret), now)?;
    let words = Localized::new(
        format!("Tạo mã truy cập {token} cho tài khoản {}.", account.name),
        format!("Token {token} made for account {}.", account.name),
    );
    record(conn, now, deed_on(actor, account, ("token_created", words)))?;
    Ok(token)
}

/// Revokes a token.
pub fn revoke_token(app: &App, by: &Acting, account: AccountId, token: TokenId) -> Result<(), ServiceError> {
    let now = app.now();
    app.store.write(|conn| {
        let found = reached(conn, by, account, now)?;
        api_tokens::revoke(conn, account, token, now)?;
        let words = Localized::new(
            format!("Thu hồi mã truy cập {token} của tài khoản {}.", found.account.name),
            format!("Token {token} of account {} revoked.", found.account.name),
        );
        record(conn, now, deed_on(&Actor::person(by), &found.account, ("token_revoked", words)))?;
        Ok(())
    })
}
