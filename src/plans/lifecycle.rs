//! The life of a version: lập, trình, thẩm định, phê duyệt, thay thế.
//!
//! [`transition`] is the whole of it, one line an allowed step. Who may take a step is decided where accounts
//! are known; on which papers, in [`check_approval`](super::check_approval).

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use crate::kernel::Localized;

/// Where a version stands on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Being written (lập).
    Draft,
    /// Handed in (trình).
    Submitted,
    /// Sent back with comments (trả lại).
    Returned,
    /// Found good (thẩm định).
    Appraised,
    /// Approved (phê duyệt): frozen. In force from its day of effect.
    Approved,
    /// Replaced by a later version that came into force (thay thế): frozen.
    Superseded,
    /// Taken out of force (bãi bỏ): frozen.
    Withdrawn,
}

/// What can be done with a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Change what it says.
    Edit,
    /// Hand it in for appraisal.
    Submit,
    /// Send it back.
    Return,
    /// Find it good.
    Appraise,
    /// Approve it.
    Approve,
    /// Take it out of force.
    Withdraw,
    /// Remark on a part of it.
    Comment,
    /// Settle a remark.
    Settle,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Submitted,
        Self::Returned,
        Self::Appraised,
        Self::Approved,
        Self::Superseded,
        Self::Withdrawn,
    ];

    /// Whether the version is still being worked on.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Submitted | Self::Returned | Self::Appraised)
    }

    /// The name for people.
    pub fn name(self) -> Localized {
        match self {
            Self::Draft => Localized::new("đang lập", "draft"),
            Self::Submitted => Localized::new("đã trình", "submitted"),
            Self::Returned => Localized::new("trả lại để hoàn thiện", "returned"),
            Self::Appraised => Localized::new("đã thẩm định", "appraised"),
            Self::Approved => Localized::new("đã phê duyệt", "approved"),
            Self::Superseded => Localized::new("đã được thay thế", "superseded"),
            Self::Withdrawn => Localized::new("đã bãi bỏ", "withdrawn"),
        }
    }
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 8] = [
        Self::Edit,
        Self::Submit,
        Self::Return,
        Self::Appraise,
        Self::Approve,
        Self::Withdraw,
        Self::Comment,
        Self::Settle,
    ];
}

/// The action is not possible at this stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{action:?} is not possible on a version that is {stage:?}")]
pub struct NotNow {
    /// Where the version stands.
    pub stage: Stage,
    /// What was wanted.
    pub action: Action,
}

/// Where `action` takes a version that stands at `stage`.
pub fn transition(stage: Stage, action: Action) -> Result<Stage, NotNow> {
    use Stage::{Appraised, Approved, Draft, Returned, Submitted, Superseded, Withdrawn};
    match (stage, action) {
        (Draft | Returned, Action::Submit) => Ok(Submitted),
        (Submitted | Appraised, Action::Return) => Ok(Returned),
        (Submitted, Action::Appraise) => Ok(Appraised),
        (Appraised, Action::Approve) => Ok(Approved),
        (Approved, Action::Withdraw) => Ok(Withdrawn),
        (Draft | Returned, Action::Edit)
        | (Draft | Submitted | Returned | Appraised, Action::Comment | Action::Settle) => Ok(stage),
        (Submitted | Appraised | Approved | Superseded | Withdrawn, Action::Edit | Action::Submit)
        | (Draft | Returned | Approved | Superseded | Withdrawn, Action::Return)
        | (Draft | Returned | Appraised | Approved | Superseded | Withdrawn, Action::Appraise)
        | (Draft | Submitted | Returned | Approved | Superseded | Withdrawn, Action::Approve)
        | (Draft | Submitted | Returned | Appraised | Superseded | Withdrawn, Action::Withdraw)
        | (Approved | Superseded | Withdrawn, Action::Comment | Action::Settle) => Err(NotNow { stage, action }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_changes_a_frozen_version_but_its_withdrawal() {
        for stage in Stage::ALL.into_iter().filter(|stage| !stage.is_open()) {
            for action in Action::ALL {
                let allowed = transition(stage, action).is_ok();
                assert_eq!(allowed, (stage, action) == (Stage::Approved, Action::Withdraw), "{stage:?} {action:?}");
            }
        }
    }

    #[test]
    fn approval_is_reached_by_submission_and_appraisal_only() {
        let road = [Action::Submit, Action::Appraise, Action::Approve];
        let end = road.into_iter().try_fold(Stage::Draft, transition);
        assert_eq!(end, Ok(Stage::Approved));
        assert!(transition(Stage::Submitted, Action::Approve).is_err());
        assert!(transition(Stage::Draft, Action::Approve).is_err());
    }

    #[test]
    fn what_was_sent_back_can_be_changed_and_handed_in_again() {
        let road = [Action::Submit, Action::Return, Action::Edit, Action::Submit];
        assert_eq!(road.into_iter().try_fold(Stage::Draft, transition), Ok(Stage::Submitted));
    }
}
