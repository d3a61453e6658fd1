//! Accounts, their roles, and what a role may do.

use serde::{Deserialize, Serialize};

use crate::kernel::ids::AccountId;
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

/// The roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoleName {
    /// Province administrator.
    Admin,
    /// Writes plans.
    Editor,
    /// Appraises plans.
    Appraiser,
    /// The chair: approves plans, confirms activations.
    Approver,
    /// Commune official: works on checklists.
    Official,
    /// Reads.
    Viewer,
    /// A program: pushes alerts, reads figures.
    Integration,
}

/// What can be permitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Read alerts, plans, zones, activations and checklists.
    Read,
    /// Confirm, decline, stand down and close activations.
    ConfirmActivation,
    /// Change tasks.
    TickTask,
    /// Push alerts.
    PushAlert,
    /// Read the audit log.
    ReadAudit,
    /// Write plans.
    EditPlan,
    /// Appraise plans that were submitted.
    AppraisePlan,
    /// Approve plans.
    ApprovePlan,
    /// Remark on plans.
    CommentPlan,
    /// Invite people, change and disable their accounts, make tokens.
    ManageAccounts,
    /// Change the register of provinces and communes.
    ManageUnits,
    /// Read who lives where: names and needs of households.
    ReadHouseholds,
}

impl RoleName {
    /// What the role may do.
    pub fn permissions(self) -> &'static [Permission] {
        use Permission::{
            AppraisePlan, ApprovePlan, CommentPlan, ConfirmActivation, EditPlan, ManageAccounts, ManageUnits,
            PushAlert, Read, ReadAudit, ReadHouseholds, TickTask,
        };
        match self {
            Self::Admin => &[
                Read,
                ConfirmActivation,
                TickTask,
                PushAlert,
                ReadAudit,
                EditPlan,
                CommentPlan,
                ManageAccounts,
                ManageUnits,
                ReadHouseholds,
            ],
            Self::Editor => &[Read, ReadAudit, EditPlan, CommentPlan, ReadHouseholds],
            Self::Appraiser => &[Read, ReadAudit, AppraisePlan, CommentPlan, ReadHouseholds],
            Self::Approver => {
                &[Read, ConfirmActivation, TickTask, ReadAudit, EditPlan, ApprovePlan, CommentPlan, ReadHouseholds]
            }
            Self::Official => &[Read, TickTask, ReadAudit, CommentPlan, ReadHouseholds],
            Self::Viewer => &[Read],
            Self::Integration => &[Read, PushAlert],
        }
    }

    /// Whether the role has `permission`.
    pub fn may(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }
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
