//! Accounts: who has one, in which role, where. An administrator reaches the own unit and those below.

use std::collections::HashMap;

use serde_json::json;

use super::invite::{Invited, fresh, keep};
use super::record::{Actor, Deed, record};
use super::sign_in::{LOOK_BACK, hashed, name_of};
use super::{App, ServiceError, permit};
use crate::accounts::{Account, AccountRecord, Acting, Permission, RoleName, leaves_an_admin, standing};
use crate::kernel::folding::nfc;
use crate::kernel::ids::AccountId;
use crate::kernel::{Localized, Timestamp};
use crate::store::sign_in_failures::name_hash;
use crate::store::{
    StoreConnection, StoreError, accounts, admin_units, api_tokens, invitations, markers, sign_in_failures,
};

/// The counter whose row is locked while accounts change, so that two administrators cannot remove each other.
pub(super) const ACCOUNTS: &str = "accounts";

/// An account as administrators see it.
pub struct Listed {
    /// The account.
    pub record: AccountRecord,
    /// Until when nobody can sign in from somewhere, after too many failures.
    pub locked_until: Option<Timestamp>,
    /// How many tokens of it can be used.
    pub tokens: i64,
}

/// An account to be added.
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

/// What is to be changed of an account; what is none stays.
#[derive(Debug, Default)]
pub struct AccountChange {
    /// The name people see.
    pub display_name: Option<String>,
    /// What it may do.
    pub role: Option<RoleName>,
    /// Where; `Some(None)` is the whole province.
    pub unit_code: Option<Option<String>>,
    /// Whether it is taken out of use.
    pub disabled: Option<bool>,
    /// Whether failed attempts to sign in are forgotten.
    pub unlock: bool,
}

/// Every account that `by` reaches, by name.
pub fn list_accounts(app: &App, by: &Acting) -> Result<Vec<Listed>, ServiceError> {
    app.store.read(|conn| {
        let mut reached = Vec::new();
        for record in accounts::all(conn)? {
            match reach(conn, by, record.account.unit_code.as_deref(), app.now()) {
                Ok(()) => reached.push(record),
                Err(ServiceError::NotPermitted(_)) => {}
                Err(error) => return Err(error),
            }
        }
        // Pages are cut by name, in the order of bytes; a database may sort by its own language.
        reached.sort_by(|a, b| a.account.name.cmp(&b.account.name));
        listed(app, conn, reached)
    })
}

/// One account that `by` reaches.
pub fn read_account(app: &App, by: &Acting, account: AccountId) -> Result<Listed, ServiceError> {
    app.store.read(|conn| {
        let record = reached(conn, by, account, app.now())?;
        one(app, conn, record)
    })
}

fn listed(app: &App, conn: &mut StoreConnection, records: Vec<AccountRecord>) -> Result<Vec<Listed>, ServiceError> {
    let now = app.now();
    let failures = sign_in_failures::since(conn, now - LOOK_BACK)?;
    let tokens: HashMap<AccountId, i64> = api_tokens::counts(conn)?;
    let with = |record: AccountRecord| {
        let own = failures.get(&name_hash(&record.account.name)).map_or(&[][..], Vec::as_slice);
        Listed {
            locked_until: standing(own, None, now, &app.rules.sign_in.lock_rules()).locked_until(),
            tokens: tokens.get(&record.account.id).copied().unwrap_or(0),
            record,
        }
    };
    Ok(records.into_iter().map(with).collect())
}

fn one(app: &App, conn: &mut StoreConnection, record: AccountRecord) -> Result<Listed, ServiceError> {
    let found = listed(app, conn, vec![record])?;
    found.into_iter().next().ok_or(StoreError::NotFound.into())
}

/// Adds an account for `by`; a person gets an invitation to set the password.
pub fn create_account(app: &App, by: &Acting, new: &NewAccount<'_>) -> Result<(Listed, Option<Invited>), ServiceError> {
    let now = app.now();
    let account = account_of(new, now)?;
    let invited = if new.role == RoleName::Integration { None } else { Some(fresh(app)?) };
    let listed = app.store.write(|conn| {
        reach(conn, by, account.unit_code.as_deref(), now)?;
        known_unit(conn, account.unit_code.as_deref())?;
        insert(conn, &Actor::person(by), &account, None, now)?;
        if let Some(invited) = &invited {
            keep(conn, Some(account.id), invited, now)?;
        }
        let record = accounts::get(conn, account.id)?;
        one(app, conn, record)
    })?;
    Ok((listed, invited))
}

/// Adds an account from the command line or for the demonstration; with a password for a person, without for a
/// program.
pub fn add_account(
    app: &App,
    actor: &Actor,
    new: &NewAccount<'_>,
    password: Option<&str>,
) -> Result<Account, ServiceError> {
    let now = app.now();
    let account = account_of(new, now)?;
    let hash = password.map(|password| hashed(password, &account.name, "/password")).transpose()?;
    app.store.write(|conn| insert(conn, actor, &account, hash.as_deref(), now))?;
    Ok(account)
}

fn account_of(new: &NewAccount<'_>, now: Timestamp) -> Result<Account, ServiceError> {
    let (name, display_name) = (name_of(new.name), nfc(new.display_name.trim()));
    check_names(&name, &display_name)?;
    Ok(Account {
        id: AccountId::new(now),
        name,
        display_name,
        role: new.role,
        unit_code: new.unit_code.map(str::to_owned),
    })
}

fn insert(
    conn: &mut StoreConnection,
    actor: &Actor,
    account: &Account,
    hash: Option<&str>,
    now: Timestamp,
) -> Result<(), ServiceError> {
    accounts::insert(conn, account, hash, now).map_err(name_taken)?;
    let (name, role, place) = (&account.name, account.role.name(), place(account.unit_code.as_deref()));
    let words = Localized::new(
        format!("Tạo tài khoản {name}, vai trò {}, {}.", role.vi, place.vi),
        format!("Account {name} made, role {}, {}.", role.en, place.en),
    );
    Ok(record(conn, now, deed_on(actor, account, ("account_created", words)))?)
}

/// Changes an account that was read at `revision`.
pub fn change_account(
    app: &App,
    by: &Acting,
    account: AccountId,
    revision: i64,
    change: &AccountChange,
) -> Result<Listed, ServiceError> {
    let now = app.now();
    app.store.write(|conn| {
        markers::advance(conn, ACCOUNTS)?;
        let before = reached(conn, by, account, now)?;
        if before.revision != revision {
            return Err(StoreError::Stale.into());
        }
        let after = changed(&before, change, now)?;
        reach(conn, by, after.account.unit_code.as_deref(), now)?;
        if after.account.unit_code != before.account.unit_code {
            known_unit(conn, after.account.unit_code.as_deref())?;
        }
        if !leaves_an_admin(&accounts::all(conn)?, &before, &after) {
            return Err(ServiceError::LastAdmin);
        }
        let record_after = accounts::update(conn, &after)?;
        if after.disabled_at.is_some() {
            accounts::end_sessions(conn, account, None)?;
            invitations::discard(conn, Some(account))?;
        }
        if change.unlock {
            sign_in_failures::forget(conn, &before.account.name, None)?;
        }
        let words = words_of_change(&before, &after, change.unlock);
        record(conn, now, deed_on(&Actor::person(by), &after.account, ("account_changed", words)))?;
        one(app, conn, record_after)
    })
}

fn changed(before: &AccountRecord, change: &AccountChange, now: Timestamp) -> Result<AccountRecord, ServiceError> {
    let mut after = before.clone();
    if let Some(name) = &change.display_name {
        after.account.display_name = nfc(name.trim());
        check_names(&after.account.name, &after.account.display_name)?;
    }
    if let Some(role) = change.role.filter(|role| *role != before.account.role) {
        // A program has a token and a person a password; what was handed to one does not fit the other.
        if role == RoleName::Integration || before.account.role == RoleName::Integration {
            return Err(invalid(
                "/role",
                "Không đổi giữa người và phần mềm kết nối. Tạo tài khoản mới.",
                "A person's account does not become a program's, nor the other way. Make a new one.",
            ));
        }
        after.account.role = role;
    }
    if let Some(unit) = &change.unit_code {
        after.account.unit_code.clone_from(unit);
    }
    match change.disabled {
        Some(true) => after.disabled_at = before.disabled_at.or(Some(now)),
        Some(false) => after.disabled_at = None,
        None => {}
    }
    Ok(after)
}

fn words_of_change(before: &AccountRecord, after: &AccountRecord, unlock: bool) -> Localized {
    let (old, new) = (&before.account, &after.account);
    let mut parts: Vec<Localized> = Vec::new();
    if old.display_name != new.display_name {
        let names = format!("“{}” → “{}”", old.display_name, new.display_name);
        parts.push(Localized::new(format!("tên {names}"), format!("name {names}")));
    }
    if old.role != new.role {
        let (from, to) = (old.role.name(), new.role.name());
        parts.push(Localized::new(format!("vai trò {} → {}", from.vi, to.vi), format!("role {} → {}", from.en, to.en)));
    }
    if old.unit_code != new.unit_code {
        let (from, to) = (place(old.unit_code.as_deref()), place(new.unit_code.as_deref()));
        parts.push(Localized::new(format!("{} → {}", from.vi, to.vi), format!("{} → {}", from.en, to.en)));
    }
    match (before.disabled_at, after.disabled_at) {
        (None, Some(_)) => parts.push(Localized::new("ngừng sử dụng", "disabled")),
        (Some(_), None) => parts.push(Localized::new("sử dụng lại", "enabled again")),
        _ => {}
    }
    if unlock {
        parts.push(Localized::new("mở khoá đăng nhập", "sign-in unlocked"));
    }
    if parts.is_empty() {
        parts.push(Localized::new("không có thay đổi", "nothing changed"));
    }
    let joined = |pick: fn(&Localized) -> &str| parts.iter().map(pick).collect::<Vec<_>>().join("; ");
    Localized::new(
        format!("Sửa tài khoản {}: {}.", new.name, joined(|part| &part.vi)),
        format!("Account {} changed: {}.", new.name, joined(|part| &part.en)),
    )
}

/// A new link to set the password of an account; earlier ones are gone.
pub fn invite_again(app: &App, by: &Acting, account: AccountId) -> Result<Invited, ServiceError> {
    let (now, invited) = (app.now(), fresh(app)?);
    app.store.write(|conn| {
        let found = reached(conn, by, account, now)?;
        let name = &found.account.name;
        if found.account.role == RoleName::Integration {
            return Err(invalid(
                "",
                "Phần mềm kết nối không có mật khẩu. Tạo mã truy cập.",
                "A program has no password. Make a token.",
            ));
        }
        if found.disabled_at.is_some() {
            return Err(invalid(
                "",
                "Tài khoản đang ngừng sử dụng. Cho sử dụng lại trước.",
                "The account is disabled. Enable it first.",
            ));
        }
        keep(conn, Some(account), &invited, now)?;
        let words = Localized::new(
            format!("Tạo đường dẫn đặt mật khẩu cho tài khoản {name}."),
            format!("A link to set the password of {name} was made."),
        );
        record(conn, now, deed_on(&Actor::person(by), &found.account, ("account_invited", words)))?;
        Ok(())
    })?;
    Ok(invited)
}

/// Refuses an administrator whose rights do not reach `unit`; no unit is the whole province.
fn reach(conn: &mut StoreConnection, by: &Acting, unit: Option<&str>, now: Timestamp) -> Result<(), ServiceError> {
    let permission = Permission::ManageAccounts;
    match (&by.account.unit_code, unit) {
        (None, _) if by.account.role.may(permission) => Ok(()),
        (Some(_), Some(unit)) => permit(conn, by, permission, unit, now),
        (None, _) | (Some(_), None) => Err(ServiceError::NotPermitted(permission)),
    }
}

/// The account, where `by` reaches it.
pub(super) fn reached(
    conn: &mut StoreConnection,
    by: &Acting,
    account: AccountId,
    now: Timestamp,
) -> Result<AccountRecord, ServiceError> {
    let record = accounts::get(conn, account)?;
    reach(conn, by, record.account.unit_code.as_deref(), now)?;
    Ok(record)
}

fn known_unit(conn: &mut StoreConnection, unit: Option<&str>) -> Result<(), ServiceError> {
    match unit {
        Some(unit) if !admin_units::is_known(conn, unit)? => Err(invalid(
            "/unit_code",
            "Không có đơn vị hành chính này. Xem danh sách tại /api/v1/admin-units.",
            "There is no such unit. See /api/v1/admin-units.",
        )),
        _ => Ok(()),
    }
}

/// The longest name, in characters.
const MAX_NAME: usize = 200;

/// Refuses names that cannot be used.
pub(super) fn check_names(name: &str, display_name: &str) -> Result<(), ServiceError> {
    let bad = |text: &str| text.chars().count() > MAX_NAME || text.chars().any(char::is_control);
    if name.is_empty() || bad(name) {
        return Err(invalid(
            "/name",
            "Nhập tên đăng nhập, không quá 200 ký tự.",
            "Give a name of up to 200 characters to sign in with.",
        ));
    }
    if display_name.is_empty() || bad(display_name) {
        return Err(invalid(
            "/display_name",
            "Nhập họ tên, không quá 200 ký tự.",
            "Give the name people see, of up to 200 characters.",
        ));
    }
    Ok(())
}

/// What a taken name is answered with.
pub(super) fn name_taken(error: StoreError) -> ServiceError {
    match error {
        StoreError::AlreadyExists => {
            invalid("/name", "Tên đăng nhập đã có. Chọn tên khác.", "The name is taken. Choose another.")
        }
        other => other.into(),
    }
}

/// Something in a request that cannot be used, and what to do about it.
pub(super) fn invalid(pointer: &str, vi: &str, en: &str) -> ServiceError {
    ServiceError::Invalid { pointer: pointer.into(), wording: Localized::new(vi, en) }
}

fn place(unit: Option<&str>) -> Localized {
    match unit {
        Some(unit) => Localized::new(format!("đơn vị {unit}"), format!("unit {unit}")),
        None => Localized::new("toàn tỉnh", "the whole province"),
    }
}

/// What was done to an account.
pub(super) fn deed_on<'a>(actor: &'a Actor, account: &Account, (action, detail): (&'a str, Localized)) -> Deed<'a> {
    let id = account.id.to_string();
    Deed { actor, action, kind: "account", id, alert: None, paper: None, detail, also: json!({}) }
}
