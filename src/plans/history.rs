//! What people did with a version: the steps of its life and their remarks on it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::Timestamp;
use crate::kernel::ids::{AccountId, CommentId};

/// A step in the life of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// Whose account; `None` for the program itself.
    pub account_id: Option<AccountId>,
    /// Who, as people see it.
    pub by: String,
    /// What.
    pub kind: StepKind,
    /// In which words.
    pub remark: Option<String>,
}

/// The steps that are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Begun (lập).
    Begin,
    /// Handed in (trình).
    Submit,
    /// Sent back (trả lại).
    Return,
    /// Found good (thẩm định).
    Appraise,
    /// Approved (phê duyệt).
    Approve,
    /// Taken out of force (bãi bỏ).
    Withdraw,
}

/// A remark on a part of a version, or an answer to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// The field it is about; empty for the whole.
    pub pointer: String,
    /// The remark it answers.
    pub reply_to: Option<CommentId>,
    /// When.
    pub at: Timestamp,
    /// Whose account.
    pub account_id: AccountId,
    /// Who, as people see it.
    pub by: String,
    /// What.
    pub body: String,
    /// When it was settled and by whom.
    pub settled: Option<Settled>,
}

/// When a remark was settled and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}
