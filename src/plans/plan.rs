//! A plan and its versions.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{PlanContent, Stage};
use crate::hazards::Hazard;
use crate::kernel::ids::{PlanId, PlanVersionId};

/// A response plan: what a unit (a commune, a province) does when one hazard threatens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// The code on papers.
    pub code: String,
    /// Whose plan it is.
    pub unit_code: String,
    /// Against what.
    pub hazard: Hazard,
    /// Invented for the demonstration.
    pub demonstration: bool,
}

/// One version of a plan. Once approved its content never changes.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanVersion {
    /// Its id.
    pub id: PlanVersionId,
    /// The plan.
    pub plan_id: PlanId,
    /// Counted from 1.
    pub number: i64,
    /// Counted up by every change, steps of its life included.
    pub revision: i64,
    /// Where it stands; the approval is part of it, so that no approved version lacks one.
    pub status: VersionStatus,
    /// What it says.
    pub content: PlanContent,
}

/// Where a version stands in its life, as it is kept. That a version has been superseded is not kept: it follows
/// from the later ones and the day, see [`stages`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VersionStatus {
    /// Being written (lập).
    Draft,
    /// Handed in (trình).
    Submitted,
    /// Sent back with comments (trả lại).
    Returned,
    /// Found good (thẩm định).
    Appraised,
    /// Approved (phê duyệt): frozen.
    Approved(Approval),
    /// Taken out of force.
    Withdrawn(Approval, Withdrawal),
}

impl VersionStatus {
    /// The name of the state in the store.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Appraised => "appraised",
            Self::Approved(_) => "approved",
            Self::Withdrawn(..) => "withdrawn",
        }
    }

    /// The approval, where there was one.
    pub fn approval(&self) -> Option<&Approval> {
        match self {
            Self::Approved(approval) | Self::Withdrawn(approval, _) => Some(approval),
            Self::Draft | Self::Submitted | Self::Returned | Self::Appraised => None,
        }
    }

    /// Whether it ever was in force up to `day`.
    fn has_been_in_force(&self, day: NaiveDate) -> bool {
        match self {
            Self::Approved(approval) => approval.effective_from <= day,
            Self::Withdrawn(approval, withdrawal) => approval.effective_from <= day.min(withdrawal.on),
            Self::Draft | Self::Submitted | Self::Returned | Self::Appraised => false,
        }
    }

    /// The stage on `day`, where `replaced` tells whether a later version has come into force.
    pub fn stage(&self, replaced: bool) -> Stage {
        match self {
            Self::Draft => Stage::Draft,
            Self::Submitted => Stage::Submitted,
            Self::Returned => Stage::Returned,
            Self::Appraised => Stage::Appraised,
            Self::Approved(_) if replaced => Stage::Superseded,
            Self::Approved(_) => Stage::Approved,
            Self::Withdrawn(..) => Stage::Withdrawn,
        }
    }
}

/// The paper by which a version was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Approval {
    /// Number of the decision: "12/QĐ-UBND".
    pub number: String,
    /// Date of the decision.
    pub date: NaiveDate,
    /// Who signed.
    pub signer: String,
    /// From when it holds.
    pub effective_from: NaiveDate,
}

/// When and why a version was taken out of force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Withdrawal {
    /// The day.
    pub on: NaiveDate,
    /// Why, on what paper.
    pub reason: String,
}

/// A plan with the version that is in force.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanInForce {
    /// The plan.
    pub plan: Plan,
    /// Its approved version.
    pub version: PlanVersion,
}

/// The stage on `day` of each of a plan's versions, given with their numbers ascending.
///
/// A version is superseded from the day on which a later one came into force. A later version that was withdrawn
/// afterwards does not bring the earlier one back: somebody must decide what holds.
pub fn stages<'v>(statuses: impl DoubleEndedIterator<Item = &'v VersionStatus>, day: NaiveDate) -> Vec<Stage> {
    let mut replaced = false;
    let mut stages: Vec<Stage> = statuses
        .rev()
        .map(|status| {
            let stage = status.stage(replaced);
            replaced = replaced || status.has_been_in_force(day);
            stage
        })
        .collect();
    stages.reverse();
    stages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn approved(from: &str) -> VersionStatus {
        VersionStatus::Approved(Approval {
            number: "12/QĐ-UBND".into(),
            date: day("2026-04-20"),
            signer: "A".into(),
            effective_from: day(from),
        })
    }

    fn withdrawn(from: &str, on: &str) -> VersionStatus {
        let VersionStatus::Approved(approval) = approved(from) else { unreachable!() };
        VersionStatus::Withdrawn(approval, Withdrawal { on: day(on), reason: "nhầm xã".into() })
    }

    fn check(versions: &[VersionStatus], on: &str, expected: &[Stage]) {
        assert_eq!(stages(versions.iter(), day(on)), expected, "{versions:?} on {on}");
    }

    #[test]
    fn a_version_is_superseded_on_the_day_the_next_one_takes_effect() {
        let versions = [approved("2026-05-01"), approved("2027-05-01"), VersionStatus::Draft];
        check(&versions, "2027-04-30", &[Stage::Approved, Stage::Approved, Stage::Draft]);
        check(&versions, "2027-05-01", &[Stage::Superseded, Stage::Approved, Stage::Draft]);
    }

    #[test]
    fn withdrawing_a_version_does_not_bring_the_one_before_back() {
        let versions = [approved("2026-05-01"), withdrawn("2027-05-01", "2027-06-01")];
        check(&versions, "2027-07-01", &[Stage::Superseded, Stage::Withdrawn]);
    }

    #[test]
    fn a_version_withdrawn_before_it_took_effect_replaced_nothing() {
        let versions = [approved("2026-05-01"), withdrawn("2027-05-01", "2027-04-01")];
        check(&versions, "2027-07-01", &[Stage::Approved, Stage::Withdrawn]);
    }
}
