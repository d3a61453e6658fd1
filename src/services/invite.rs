//! Invitations: a link that sets a password once. The first makes the first administrator.

use chrono::TimeDelta;

use super::manage_accounts::{check_names, deed_on};
use super::record::{Actor, record};
use super::sign_in::{Session, hashed, name_of, new_session, open};
use super::{App, ServiceError};
use crate::accounts::{Account, Acting, RoleName, new_secret, secret_hash};
use crate::kernel::folding::nfc;
use crate::kernel::ids::AccountId;
use crate::kernel::{Localized, Timestamp};
use crate::store::invitations::Invitation;
use crate::store::{StoreConnection, StoreError, accounts, invitations, markers, sign_in_failures};

/// An invitation as it is shown, once.
pub struct Invited {
    /// The secret of its link.
    pub secret: String,
    /// Until when.
    pub expires_at: Timestamp,
}

/// What an invitation is for.
pub struct Looked {
    /// The account it sets the password of; none for that of the first administrator.
    pub account: Option<Account>,
    /// Until when.
    pub expires_at: Timestamp,
}

/// What somebody who was invited answers.
pub struct Acceptance<'a> {
    /// The secret of the link.
    pub secret: &'a str,
    /// The password.
    pub password: &'a str,
    /// For the first administrator: the name to sign in with.
    pub name: Option<&'a str>,
    /// For the first administrator: the name people see.
    pub display_name: Option<&'a str>,
}

/// Whether no account can sign in yet.
pub fn is_first_run(app: &App) -> Result<bool, ServiceError> {
    Ok(!app.store.read(accounts::anybody_can_sign_in)?)
}

/// The link of the first administrator, new each time, as long as nobody can sign in.
pub fn invite_first_admin(app: &App) -> Result<Option<Invited>, ServiceError> {
    if !is_first_run(app)? {
        return Ok(None);
    }
    let invited = fresh(app)?;
    app.store.write(|conn| keep(conn, None, &invited, app.now()))?;
    Ok(Some(invited))
}

/// A secret that is not kept yet.
pub(super) fn fresh(app: &App) -> Result<Invited, ServiceError> {
    let secret = new_secret().map_err(ServiceError::Internal)?;
    let hours = i64::from(app.rules.sign_in.invitation_hours.get());
    Ok(Invited { secret, expires_at: app.now() + TimeDelta::hours(hours) })
}

/// Keeps the invitation; earlier ones for the account are gone.
pub(super) fn keep(
    conn: &mut StoreConnection,
    account: Option<AccountId>,
    invited: &Invited,
    now: Timestamp,
) -> Result<(), StoreError> {
    invitations::replace(
        conn,
        &secret_hash(&invited.secret),
        &Invitation { account, expires_at: invited.expires_at },
        now,
    )
}

/// What the invitation of `secret` is for.
pub fn look(app: &App, secret: &str) -> Result<Looked, ServiceError> {
    let now = app.now();
    app.store.read(|conn| valid(conn, secret, now))
}

fn valid(conn: &mut StoreConnection, secret: &str, now: Timestamp) -> Result<Looked, ServiceError> {
    let found = invitations::find(conn, &secret_hash(secret), now)?.ok_or(ServiceError::InvitationGone)?;
    let expires_at = found.expires_at;
    match found.account {
        // Once somebody can sign in, the first link is worth nothing, wherever it was copied to.
        None if accounts::anybody_can_sign_in(conn)? => Err(ServiceError::InvitationGone),
        None => Ok(Looked { account: None, expires_at }),
        Some(account) => {
            let record = accounts::get(conn, account)?;
            if record.disabled_at.is_some() {
                return Err(ServiceError::InvitationGone);
            }
            Ok(Looked { account: Some(record.account), expires_at })
        }
    }
}

/// Sets the password, uses the invitation up and signs in.
pub fn accept(app: &App, acceptance: &Acceptance<'_>, origin: &str) -> Result<Session, ServiceError> {
    let now = app.now();
    let looked = look(app, acceptance.secret)?;
    let first = looked.account.is_none();
    let account = match looked.account {
        Some(account) => account,
        None => first_admin(acceptance, now)?,
    };
    let hash = hashed(acceptance.password, &account.name, "/password")?;
    let session = new_session(account, now)?;
    let account = &session.account;
    app.store.write(|conn| {
        markers::advance(conn, super::manage_accounts::ACCOUNTS)?;
        valid(conn, acceptance.secret, now)?;
        if !invitations::consume(conn, &secret_hash(acceptance.secret))? {
            return Err(ServiceError::InvitationGone);
        }
        if first {
            accounts::insert(conn, account, Some(&hash), now).map_err(super::manage_accounts::name_taken)?;
        } else {
            accounts::set_password(conn, account.id, &hash)?;
            accounts::end_sessions(conn, account.id, None)?;
        }
        sign_in_failures::forget(conn, &account.name, None)?;
        open(conn, &session, now)?;
        let by = Acting { account: account.clone(), origin: origin.to_owned() };
        record(conn, now, deed_on(&Actor::person(&by), account, words(account, first))).map_err(ServiceError::from)
    })?;
    Ok(session)
}

fn words(account: &Account, first: bool) -> (&'static str, Localized) {
    let name = &account.name;
    if first {
        (
            "first_admin_created",
            Localized::new(
                format!("Tạo tài khoản quản trị đầu tiên: {name}."),
                format!("The first administrator's account was made: {name}."),
            ),
        )
    } else {
        (
            "password_set",
            Localized::new(
                format!("Đặt mật khẩu cho tài khoản {name} theo thư mời."),
                format!("Password of {name} set by invitation."),
            ),
        )
    }
}

fn first_admin(acceptance: &Acceptance<'_>, now: Timestamp) -> Result<Account, ServiceError> {
    let name = name_of(acceptance.name.unwrap_or_default());
    let display_name = nfc(acceptance.display_name.unwrap_or_default().trim());
    check_names(&name, &display_name)?;
    Ok(Account { id: AccountId::new(now), name, display_name, role: RoleName::Admin, unit_code: None })
}
