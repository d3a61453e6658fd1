//! Who did what, when, and on which alert.

use serde::Serialize;

use crate::kernel::ids::{AlertId, AuditId};
use crate::kernel::{Localized, Timestamp};

/// One line of the log. Lines are only ever added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditEntry {
    /// Its id.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who: a person's name and account, or the part of the program that acted.
    pub actor: String,
    /// What was done, as a code.
    pub action: String,
    /// What it was done to.
    pub subject_kind: String,
    /// Its id.
    pub subject_id: String,
    /// On which alert.
    pub alert_id: Option<AlertId>,
    /// In words.
    pub detail: Localized,
}
