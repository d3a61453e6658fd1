//! A plan and its versions.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{TaskTemplate, TriggerRule};
use crate::hazards::Hazard;
use crate::kernel::ids::{PlanId, PlanVersionId, ZoneId};

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
    /// Where it stands; the approval is part of it, so that no approved version lacks one.
    pub status: VersionStatus,
    /// Its title.
    pub title: String,
    /// What it says.
    pub content: PlanContent,
}

/// Where a version stands in its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VersionStatus {
    /// Being written (lập).
    Draft,
    /// Handed in (trình).
    Submitted,
    /// Found good (thẩm định).
    Appraised,
    /// Approved (phê duyệt): frozen.
    Approved(Approval),
    /// Replaced by a later one (thay thế).
    Superseded(Approval),
    /// Taken out of force.
    Withdrawn(Approval),
}

impl VersionStatus {
    /// The name of the state on the wire and in the store.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Appraised => "appraised",
            Self::Approved(_) => "approved",
            Self::Superseded(_) => "superseded",
            Self::Withdrawn(_) => "withdrawn",
        }
    }

    /// The approval, where there was one.
    pub fn approval(&self) -> Option<&Approval> {
        match self {
            Self::Approved(approval) | Self::Superseded(approval) | Self::Withdrawn(approval) => Some(approval),
            Self::Draft | Self::Submitted | Self::Appraised => None,
        }
    }
}

/// The paper by which a version was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// What a version says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanContent {
    /// When to act.
    pub triggers: Vec<TriggerRule>,
    /// The zones of the plan, each at the revision that was approved.
    pub zones: Vec<PlanZone>,
    /// What to do in a zone.
    pub tasks: Vec<TaskTemplate>,
    /// Who commands.
    pub command: Command,
}

/// A zone in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanZone {
    /// The zone.
    pub zone_id: ZoneId,
    /// Its code, for readers.
    pub code: String,
    /// The revision that was approved.
    pub revision: i64,
}

/// Who commands under the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// The chair.
    pub chair: Person,
    /// The standing member.
    pub standing: Person,
}

/// A person in a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The role's code.
    pub role: String,
    /// The name.
    pub name: String,
}

/// A plan with the version that is in force.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanInForce {
    /// The plan.
    pub plan: Plan,
    /// Its approved version.
    pub version: PlanVersion,
}
