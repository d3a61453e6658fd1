//! Accounts, their roles, and what a role may do.

use serde::{Deserialize, Serialize};

use crate::kernel::ids::AccountId;

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
}

impl RoleName {
    /// What the role may do.
    pub fn permissions(self) -> &'static [Permission] {
        use Permission::{ConfirmActivation, PushAlert, Read, ReadAudit, TickTask};
        match self {
            Self::Admin => &[Read, ConfirmActivation, TickTask, PushAlert, ReadAudit],
            Self::Approver => &[Read, ConfirmActivation, TickTask, ReadAudit],
            Self::Official => &[Read, TickTask, ReadAudit],
            Self::Editor | Self::Appraiser => &[Read, ReadAudit],
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
    /// Whether the account may act with `permission` in the commune `commune_code`.
    pub fn may_in(&self, permission: Permission, commune_code: &str) -> bool {
        self.role.may(permission) && self.unit_code.as_deref().is_none_or(|unit| unit == commune_code)
    }
}
