//! Accounts, signing in and out, and API tokens.

use chrono::TimeDelta;

use super::{App, ServiceError};
use crate::accounts::{Account, RoleName, hash_password, new_secret, password_fits, secret_hash};
use crate::kernel::folding::nfc;
use crate::kernel::ids::AccountId;
use crate::kernel::{Localized, Timestamp};
use crate::store::{StoreError, accounts};

/// How long a session lasts: longer than a night of duty, shorter than a season.
pub const SESSION_HOURS: i64 = 12 * 7;

/// The shortest password.
const MIN_PASSWORD: usize = 8;

/// A session that was opened.
pub struct Session {
    /// Whose.
    pub account: Account,
    /// What the browser keeps; shown once, stored as a hash.
    pub secret: String,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Opens a session for the account `name`.
pub fn sign_in(app: &App, name: &str, password: &str) -> Result<Session, ServiceError> {
    let found = app.store.read(|conn| accounts::by_name(conn, &nfc(name)))?;
    // The hash of no password is checked for an unknown name too, so that both answers take as long.
    let (account, hash) = match found {
        Some((account, Some(hash))) => (Some(account), hash),
        Some((_, None)) | None => (None, UNKNOWN.to_owned()),
    };
    let fits = password_fits(&nfc(password), &hash);
    let account = account.filter(|_| fits).ok_or(ServiceError::WrongPassword)?;
    let secret = new_secret().map_err(ServiceError::Internal)?;
    let now = app.now();
    let expires_at = now + TimeDelta::hours(SESSION_HOURS);
    app.store.write(|conn| accounts::open_session(conn, account.id, &secret_hash(&secret), now, expires_at))?;
    Ok(Session { account, secret, expires_at })
}

/// A hash nobody knows the password of.
const UNKNOWN: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$8vBP1MAoHoNZl0y5wLTDnBVqCnyHWVmxPZbgSLfyJ9c";

/// Ends the session of `secret`.
pub fn sign_out(app: &App, secret: &str) -> Result<(), ServiceError> {
    app.store.write(|conn| accounts::end_session(conn, &secret_hash(secret))).map_err(Into::into)
}

/// The account of a session.
pub fn account_of_session(app: &App, secret: &str) -> Result<Option<Account>, ServiceError> {
    let now = app.now();
    app.store.read(|conn| accounts::by_session(conn, &secret_hash(secret), now)).map_err(Into::into)
}

/// The account of an API token.
pub fn account_of_token(app: &App, secret: &str) -> Result<Option<Account>, ServiceError> {
    app.store.read(|conn| accounts::by_token(conn, &secret_hash(secret))).map_err(Into::into)
}

/// A person to be added.
pub struct NewAccount<'a> {
    /// The name to sign in with.
    pub name: &'a str,
    /// The name people see.
    pub display_name: &'a str,
    /// What it may do.
    pub role: RoleName,
    /// Where.
    pub unit_code: Option<&'a str>,
}

/// Adds an account; with a password for a person, without for a program.
pub fn add_account(app: &App, new: &NewAccount<'_>, password: Option<&str>) -> Result<Account, ServiceError> {
    let invalid = |pointer: &str, vi: &str, en: &str| ServiceError::Invalid {
        pointer: pointer.into(),
        wording: Localized::new(vi, en),
    };
    if new.name.trim().is_empty() {
        return Err(invalid("/name", "Nhập tên đăng nhập.", "Give a name to sign in with."));
    }
    if password.is_some_and(|password| password.chars().count() < MIN_PASSWORD) {
        return Err(invalid(
            "/password",
            "Đặt mật khẩu từ 8 ký tự trở lên.",
            "Choose a password of 8 characters or more.",
        ));
    }
    let now = app.now();
    let account = Account {
        id: AccountId::new(now),
        name: nfc(new.name.trim()),
        display_name: nfc(new.display_name.trim()),
        role: new.role,
        unit_code: new.unit_code.map(str::to_owned),
    };
    let hash = password.map(|password| hash_password(&nfc(password))).transpose().map_err(ServiceError::Internal)?;
    app.store.write(|conn| accounts::insert(conn, &account, hash.as_deref(), now)).map_err(|error| match error {
        StoreError::AlreadyExists => {
            invalid("/name", "Tên đăng nhập đã có. Chọn tên khác.", "The name is taken. Choose another.")
        }
        other => other.into(),
    })?;
    Ok(account)
}

/// Makes a token for an account; it is shown this once.
pub fn add_token(app: &App, account: &Account) -> Result<String, ServiceError> {
    let secret = new_secret().map_err(ServiceError::Internal)?;
    let now = app.now();
    app.store.write(|conn| accounts::add_token(conn, account.id, &secret_hash(&secret), now))?;
    Ok(secret)
}
