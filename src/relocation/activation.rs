//! A plan version at work in an event, and the human lock on it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::hazards::RiskLevel;
use crate::kernel::ids::{ActivationId, AlertId, EventId, PlanId, PlanVersionId, ZoneId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::Mode;

/// A plan version at work in an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Activation {
    /// Its id.
    pub id: ActivationId,
    /// The event.
    pub event_id: EventId,
    /// The plan.
    pub plan_id: PlanId,
    /// The version it started with and stays bound to.
    pub plan_version_id: PlanVersionId,
    /// The latest alert it follows.
    pub alert_id: AlertId,
    /// The level.
    pub level: RiskLevel,
    /// Whether the level was published, or is advice.
    pub level_official: bool,
    /// How the plan's rule acts.
    pub mode: Mode,
    /// Where it stands.
    pub status: ActivationStatus,
    /// When it was proposed.
    pub proposed_at: Timestamp,
    /// When the proposal goes to the next level, where it does.
    pub escalate_at: Option<Timestamp>,
    /// When it went.
    pub escalated_at: Option<Timestamp>,
    /// When a person last decided.
    pub decided_at: Option<Timestamp>,
    /// Who.
    pub decided_by: Option<String>,
    /// In which words.
    pub decision_remark: Option<String>,
    /// Counted up at every change.
    pub revision: i64,
    /// Its zones, in order of their codes.
    pub zones: Vec<ActivationZone>,
}

/// A zone of an activation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivationZone {
    /// The zone.
    pub zone_id: ZoneId,
    /// At which revision.
    pub zone_revision: i64,
    /// Where it stands.
    pub state: ZoneState,
    /// The alert that brought it to this state.
    pub alert_id: AlertId,
    /// Why.
    pub reason: Localized,
}

/// Where a zone stands in an activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZoneState {
    /// To be cleared, once a person confirms.
    Proposed,
    /// Its checklist is open.
    Open,
    /// The alert no longer covers it; its checklist stays open until a person says so.
    StandDownProposed,
    /// Ended by a person.
    StoodDown,
    /// Was proposed and fell away before anybody confirmed it.
    Lapsed,
}

/// Where an activation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivationStatus {
    /// Awaits a person.
    Proposed,
    /// Checklists are open.
    Active,
    /// A person said no.
    Declined,
    /// The alert ended before anybody decided.
    Lapsed,
    /// Every zone was stood down.
    StoodDown,
    /// Over, by a person's decision.
    Closed,
}

/// What a person does to an activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivationAct {
    /// Open the checklists of the proposed zones.
    Confirm,
    /// Refuse the proposal.
    Decline,
    /// End the zones whose stand-down is proposed.
    StandDown,
    /// End the whole.
    Close,
}

/// The act does not fit the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an activation that is {status:?} cannot be changed by {act:?}")]
pub struct WrongState {
    /// Where it stands.
    pub status: ActivationStatus,
    /// What was tried.
    pub act: ActivationAct,
}

impl Activation {
    /// Whether any zone is in `state`.
    pub fn has(&self, state: ZoneState) -> bool {
        self.zones.iter().any(|zone| zone.state == state)
    }

    /// The status after a person's `act`, for an activation whose zones have already been changed by it.
    ///
    /// Confirming is for proposals and for zones an Update added; a decision ends nothing silently.
    pub fn after(&self, act: ActivationAct) -> Result<ActivationStatus, WrongState> {
        use ActivationAct::{Close, Confirm, Decline, StandDown};
        use ActivationStatus::{Active, Closed, Declined, Lapsed, Proposed, StoodDown};
        match (self.status, act) {
            (Proposed, Confirm) | (Active, Confirm | Decline) => Ok(Active),
            (Proposed, Decline) => Ok(Declined),
            (Active, StandDown) => {
                let working = self.has(ZoneState::Open) || self.has(ZoneState::Proposed);
                Ok(if working { Active } else { StoodDown })
            }
            (Active | StoodDown | Declined | Lapsed, Close) => Ok(Closed),
            (
                status @ (Proposed | Declined | Lapsed | StoodDown | Closed),
                act @ (Confirm | Decline | StandDown | Close),
            ) => Err(WrongState { status, act }),
        }
    }
}
