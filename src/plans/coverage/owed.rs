//! Who owes the next step, and by when.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::plans::Stage;

/// Who must do what next, by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Owes {
    /// What.
    pub act: Act,
    /// Who, in the unit or above it.
    pub role: OwingRole,
    /// By when; absent where no rule and no date says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// Whether that day has passed.
    pub overdue: bool,
}

/// The steps that can be owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Write a plan (lập).
    Write,
    /// Hand in the draft (trình).
    Submit,
    /// Appraise it (thẩm định).
    Appraise,
    /// Approve it (phê duyệt).
    Approve,
    /// Review what is in force (rà soát).
    Review,
}

/// The roles that owe steps; named like those of accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OwingRole {
    /// Who writes plans for the unit.
    Editor,
    /// Who appraises them.
    Appraiser,
    /// The chair.
    Approver,
}

fn owes(act: Act, role: OwingRole, due: Option<NaiveDate>, today: NaiveDate) -> Owes {
    Owes { act, role, due, overdue: due.is_some_and(|day| day < today) }
}

pub(super) fn on_missing(due: Option<NaiveDate>, today: NaiveDate) -> Owes {
    owes(Act::Write, OwingRole::Editor, due, today)
}

/// What is owed on an open version; nothing on one that is approved and only waits for its day.
pub(super) fn on_open(stage: Stage, due: Option<NaiveDate>, today: NaiveDate) -> Option<Owes> {
    let (act, role) = match stage {
        Stage::Draft | Stage::Returned => (Act::Submit, OwingRole::Editor),
        Stage::Submitted => (Act::Appraise, OwingRole::Appraiser),
        Stage::Appraised => (Act::Approve, OwingRole::Approver),
        Stage::Approved | Stage::Superseded | Stage::Withdrawn => return None,
    };
    Some(owes(act, role, due, today))
}

/// What is owed where the version in force is stale: a review, or the next step of the one already begun.
pub(super) fn on_stale(open: Option<Stage>, due: Option<NaiveDate>, today: NaiveDate) -> Option<Owes> {
    match open {
        Some(stage) => on_open(stage, due, today),
        None => Some(owes(Act::Review, OwingRole::Editor, due, today)),
    }
}
