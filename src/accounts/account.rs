//! Accounts, and where their rights reach.

use super::role::{Permission, RoleName};
use crate::kernel::Timestamp;
use crate::kernel::ids::{AccountId, TokenId};
use crate::places::UnitPath;

/// A person's or a program's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The name it signs in with.
    pub name: String,
    /// The name people see, in the log too.
    pub display_name: String,
    /// What it may do.
    pub role: RoleName,
    /// The unit its rights are limited to; `None` for the whole province.
    pub unit_code: Option<String>,
}

impl Account {
    /// Whether the account may act with `permission` in the unit at the end of `path`: its own unit or one below.
    pub fn may_in(&self, permission: Permission, path: &UnitPath) -> bool {
        self.role.may(permission) && self.covers(path)
    }

    /// Whether the unit at the end of `path` is the account's own or lies below it.
    pub fn covers(&self, path: &UnitPath) -> bool {
        self.unit_code.as_deref().is_none_or(|unit| path.is_within(unit))
    }
}

/// An account with what happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRecord {
    /// The account.
    pub account: Account,
    /// Whether a password was set; without one nobody can sign in.
    pub has_password: bool,
    /// Since when it is disabled.
    pub disabled_at: Option<Timestamp>,
    /// When somebody signed in last.
    pub last_sign_in_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Grows with every change.
    pub revision: i64,
}

impl AccountRecord {
    /// How it stands; `locked` where too many attempts to sign in failed.
    pub fn state(&self, locked: bool) -> AccountState {
        match (self.disabled_at, locked, self.can_work()) {
            (Some(_), _, _) => AccountState::Disabled,
            (None, true, _) => AccountState::Locked,
            (None, false, true) => AccountState::Active,
            (None, false, false) => AccountState::Invited,
        }
    }

    /// Whether it is an administrator who can sign in.
    pub fn is_active_admin(&self) -> bool {
        self.account.role == RoleName::Admin && self.disabled_at.is_none() && self.has_password
    }

    fn can_work(&self) -> bool {
        self.has_password || self.account.role == RoleName::Integration
    }
}

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// It can be used.
    Active,
    /// It waits for its first password.
    Invited,
    /// It was taken out of use.
    Disabled,
    /// Too many attempts to sign in failed; for a while nobody can.
    Locked,
}

/// Whether an administrator is left to manage accounts when `changed` takes the place of `before` among
/// `all`. Where there was one for the whole province, one for the whole province must be left.
pub fn leaves_an_admin(all: &[AccountRecord], before: &AccountRecord, changed: &AccountRecord) -> bool {
    let whole = before.account.unit_code.is_none();
    let counts = |record: &AccountRecord| record.is_active_admin() && (!whole || record.account.unit_code.is_none());
    !counts(before) || counts(changed) || all.iter().filter(|other| other.account.id != before.account.id).any(counts)
}

/// An API token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its id.
    pub id: TokenId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was used last, to a quarter of an hour.
    pub last_used_at: Option<Timestamp>,
}

/// Somebody at work: the account, and where the request came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acting {
    /// Who.
    pub account: Account,
    /// From where: a network address, or a word such as "command line".
    pub origin: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Timestamp;

    #[test]
    fn the_last_administrator_is_not_lost() {
        let admin = |unit: Option<&str>, can: bool| AccountRecord {
            account: Account {
                id: AccountId::new(Timestamp::UNIX_EPOCH),
                name: "a".into(),
                display_name: "A".into(),
                role: RoleName::Admin,
                unit_code: unit.map(str::to_owned),
            },
            has_password: can,
            disabled_at: None,
            last_sign_in_at: None,
            created_at: Timestamp::UNIX_EPOCH,
            revision: 1,
        };
        let off = |record: &AccountRecord| AccountRecord { disabled_at: Some(Timestamp::UNIX_EPOCH), ..record.clone() };
        let (one, two, commune, invited) =
            (admin(None, true), admin(None, true), admin(Some("23365"), true), admin(None, false));
        let all = |some: &[&AccountRecord]| some.iter().map(|&record| record.clone()).collect::<Vec<_>>();
        assert!(leaves_an_admin(&all(&[&one, &two]), &one, &off(&one)));
        assert!(!leaves_an_admin(&all(&[&one]), &one, &off(&one)));
        assert!(!leaves_an_admin(&all(&[&one, &invited]), &one, &off(&one)), "an invitation is no administrator");
        assert!(!leaves_an_admin(&all(&[&one, &commune]), &one, &off(&one)), "nor is a commune's one for the province");
        assert!(leaves_an_admin(&all(&[&one, &commune]), &commune, &off(&commune)));
        assert!(leaves_an_admin(&all(&[&one, &invited]), &invited, &off(&invited)));
        let limited = AccountRecord {
            account: Account { unit_code: Some("23365".into()), ..one.account.clone() },
            ..one.clone()
        };
        assert!(!leaves_an_admin(&all(&[&one]), &one, &limited));
    }

    #[test]
    fn rights_reach_the_own_unit_and_those_below() {
        let account = |unit: Option<&str>| Account {
            id: AccountId::new(Timestamp::UNIX_EPOCH),
            name: "a".into(),
            display_name: "A".into(),
            role: RoleName::Approver,
            unit_code: unit.map(str::to_owned),
        };
        let commune = UnitPath::new("23365", ["51"]);
        let province = UnitPath::new("51", []);
        let confirm = Permission::ConfirmActivation;
        assert!(account(Some("23365")).may_in(confirm, &commune));
        assert!(account(Some("51")).may_in(confirm, &commune), "the province's chair acts in its communes");
        assert!(!account(Some("23365")).may_in(confirm, &province), "a commune's chair not for the province");
        assert!(!account(Some("23446")).may_in(confirm, &commune), "nor in another commune");
        assert!(account(None).may_in(confirm, &commune));
        assert!(!account(None).may_in(Permission::PushAlert, &commune), "and the role must have the right");
    }
}
