//! Signing in and out, and changing one's own password.

use chrono::TimeDelta;

use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::accounts::{
    Account, AccountRecord, Acting, Attempt, MAX_PASSWORD, PasswordFault, Standing, check_password, hash_password,
    new_secret, password_fits, secret_hash, standing,
};
use crate::kernel::clock::vietnam_time;
use crate::kernel::folding::nfc;
use crate::kernel::{Localized, Timestamp};
use crate::store::{StoreConnection, StoreError, accounts, api_tokens, markers, sign_in_failures};

/// How long a session lasts: longer than a night of duty, shorter than a season.
pub const SESSION_HOURS: i64 = 12 * 7;

/// A session that was opened.
pub struct Session {
    /// Whose.
    pub account: Account,
    /// What the browser keeps; shown once, stored as a hash.
    pub secret: String,
    /// Until when.
    pub expires_at: Timestamp,
}

/// A name as accounts are called.
pub(super) fn name_of(typed: &str) -> String {
    nfc(typed.trim())
}

/// Opens a session for the account `name`, asked for from `address`.
pub fn sign_in(app: &App, name: &str, password: &str, address: &str) -> Result<Session, ServiceError> {
    let name = name_of(name);
    let tries_left = spend_a_try(app, &name, address)?;
    let found = app.store.read(|conn| accounts::by_name(conn, &name))?.filter(|found| found.disabled_at.is_none());
    if !fits(app, found.as_ref(), password)? {
        if let (0, Some(found)) = (tries_left, &found) {
            note_lock(app, found, address)?;
        }
        return Err(ServiceError::WrongPassword { tries_left });
    }
    let account = found.ok_or(ServiceError::WrongPassword { tries_left })?.account;
    let session = new_session(account, app.now())?;
    app.store.write(|conn| {
        sign_in_failures::forget(conn, &name, Some(address))?;
        open(conn, &session, app.now())
    })?;
    Ok(session)
}

/// A session that is not opened yet.
pub(super) fn new_session(account: Account, now: Timestamp) -> Result<Session, ServiceError> {
    let secret = new_secret().map_err(ServiceError::Internal)?;
    Ok(Session { account, secret, expires_at: now + TimeDelta::hours(SESSION_HOURS) })
}

/// Opens it, in the running transaction.
pub(super) fn open(conn: &mut StoreConnection, session: &Session, now: Timestamp) -> Result<(), StoreError> {
    accounts::open_session(conn, session.account.id, &secret_hash(&session.secret), now, session.expires_at)
}

/// The counter whose row is locked while tries are counted.
const TRIES: &str = "sign_in_tries";

/// Counts an attempt as failed before it is made, so that many at the same time are no way around the lock;
/// gives how many may still fail. Unknown names are counted too: a lock must not tell which names there are.
fn spend_a_try(app: &App, name: &str, address: &str) -> Result<u32, ServiceError> {
    let (now, rules) = (app.now(), app.rules.sign_in.lock_rules());
    app.store.write(|conn| {
        markers::advance(conn, TRIES)?;
        let failures = sign_in_failures::of_name(conn, name, now - LOOK_BACK)?;
        match standing(&failures, Some(address), now, &rules) {
            Standing::Locked { until } => {
                Err(ServiceError::LockedOut { until, seconds: (until - now).num_seconds() + 1 })
            }
            Standing::Open { tries_left } => {
                sign_in_failures::insert(conn, name, &Attempt { address: address.to_owned(), at: now })?;
                Ok(tries_left.saturating_sub(1))
            }
        }
    })
}

/// How far back failures can still matter: an hour counts, and a lock follows.
pub(super) const LOOK_BACK: TimeDelta = TimeDelta::hours(20);

/// Whether the password fits. The hash of no password is checked for an unknown name too, so that both answers
/// take as long.
fn fits(app: &App, found: Option<&AccountRecord>, password: &str) -> Result<bool, ServiceError> {
    let hash = match found {
        Some(found) => app.store.read(|conn| accounts::password_hash(conn, found.account.id))?,
        None => None,
    };
    let known = hash.is_some();
    let short = password.chars().count() <= MAX_PASSWORD;
    Ok(short && password_fits(&nfc(password), hash.as_deref().unwrap_or(UNKNOWN)) && known)
}

/// A hash nobody knows the password of.
const UNKNOWN: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$8vBP1MAoHoNZl0y5wLTDnBVqCnyHWVmxPZbgSLfyJ9c";

fn note_lock(app: &App, found: &AccountRecord, address: &str) -> Result<(), ServiceError> {
    let now = app.now();
    let until = vietnam_time(now + app.rules.sign_in.lock_rules().lock);
    let name = &found.account.name;
    app.store.write(|conn| {
        let deed = Deed {
            actor: &Actor::system(),
            action: "sign_in_locked",
            kind: "account",
            id: found.account.id.to_string(),
            alert: None,
            paper: None,
            detail: Localized::new(
                format!("Nhập sai mật khẩu nhiều lần từ {address}: tạm khoá đăng nhập tài khoản {name} đến {until}. Phiên đang mở không bị ảnh hưởng."),
                format!("Too many wrong passwords from {address}: signing in as {name} is locked until {until}. Open sessions go on."),
            ),
            also: serde_json::json!({}),
        };
        record(conn, now, deed).map_err(ServiceError::from)
    })
}

/// Ends the session of `secret`.
pub fn sign_out(app: &App, secret: &str) -> Result<(), ServiceError> {
    app.store.write(|conn| accounts::end_session(conn, &secret_hash(secret))).map_err(Into::into)
}

/// The account of a session.
pub fn account_of_session(app: &App, secret: &str) -> Result<Option<Account>, ServiceError> {
    let now = app.now();
    app.store.read(|conn| accounts::by_session(conn, &secret_hash(secret), now)).map_err(Into::into)
}

/// How old the note of a token's use may get.
const USE_NOTED_EVERY: TimeDelta = TimeDelta::minutes(15);

/// The account of an API token.
pub fn account_of_token(app: &App, secret: &str) -> Result<Option<Account>, ServiceError> {
    let (now, hash) = (app.now(), secret_hash(secret));
    let Some((account, used)) = app.store.read(|conn| api_tokens::account_of(conn, &hash))? else { return Ok(None) };
    if used.is_none_or(|used| used + USE_NOTED_EVERY <= now) {
        app.store.write(|conn| api_tokens::note_use(conn, &hash, now))?;
    }
    Ok(Some(account))
}

/// Changes one's own password; all sessions of the account end but the one of `session`.
pub fn change_password(
    app: &App,
    by: &Acting,
    session: Option<&str>,
    old: &str,
    new: &str,
) -> Result<(), ServiceError> {
    let account = &by.account;
    spend_a_try(app, &account.name, &by.origin)?;
    let found = app.store.read(|conn| accounts::get(conn, account.id))?;
    if !fits(app, Some(&found), old)? {
        return Err(ServiceError::Invalid {
            pointer: "/old_password".into(),
            wording: Localized::new(
                "Mật khẩu hiện tại chưa đúng. Nhập lại.",
                "The present password is not right. Enter it again.",
            ),
        });
    }
    let hash = hashed(new, &account.name, "/new_password")?;
    let (now, kept) = (app.now(), session.map(secret_hash));
    app.store.write(|conn| {
        accounts::set_password(conn, account.id, &hash)?;
        accounts::end_sessions(conn, account.id, kept.as_deref())?;
        sign_in_failures::forget(conn, &account.name, Some(&by.origin))?;
        let deed = Deed {
            actor: &Actor::person(by),
            action: "password_changed",
            kind: "account",
            id: account.id.to_string(),
            alert: None,
            paper: None,
            detail: Localized::new(
                format!("Đổi mật khẩu tài khoản {}; các phiên khác đã kết thúc.", account.name),
                format!("Password of {} changed; the other sessions ended.", account.name),
            ),
            also: serde_json::json!({}),
        };
        record(conn, now, deed).map_err(ServiceError::from)
    })
}

/// The hash of a password that is good enough for the account called `name`.
pub(super) fn hashed(password: &str, name: &str, pointer: &str) -> Result<String, ServiceError> {
    let password = nfc(password);
    check_password(&password, name)
        .map_err(|fault: PasswordFault| ServiceError::Invalid { pointer: pointer.into(), wording: fault.wording() })?;
    hash_password(&password).map_err(ServiceError::Internal)
}
