//! Why something was not done with a plan.

use thiserror::Error;

use super::check::FieldFault;
use super::fields::EditConflict;
use super::lifecycle::NotNow;
use crate::kernel::Localized;
use crate::zones::PieceFault;

/// Why something was not done with a plan. Nothing has changed where one of these is answered.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PlanRefusal {
    /// The version is at a stage at which this cannot be done.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// What was sent is wrong, field by field.
    #[error("{} fields are wrong", .0.len())]
    Faults(Vec<FieldFault>),
    /// Somebody changed the draft after it was read.
    #[error("changed from revision {} to {}", .0.base_revision, .0.current_revision)]
    Conflict(Box<EditConflict>),
    /// Whoever wrote it may not appraise or approve it.
    #[error("nobody appraises or approves their own draft")]
    OwnDraft,
    /// New zones are not what the old ones were, piece by piece.
    #[error("{} pieces are missing or too much", .0.len())]
    Pieces(Vec<PieceFault>),
    /// Comments are still to be settled.
    #[error("{0} comments are not settled")]
    OpenComments(usize),
    /// What a proposal rests on has changed since it was made: what, in words.
    #[error("{} things changed", .0.len())]
    StaleProposal(Vec<Localized>),
    /// There is a version still being worked on.
    #[error("version {0} is still being worked on")]
    OpenVersion(i64),
    /// The unit has a plan for the hazard already.
    #[error("the unit has the plan {0} for this hazard")]
    PlanExists(String),
}

impl PlanRefusal {
    /// One thing that is wrong, and what to do about it.
    pub fn at(pointer: &str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Faults(vec![FieldFault::new(pointer, vi, en)])
    }
}
