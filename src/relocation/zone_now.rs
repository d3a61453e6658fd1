//! Where a zone of an event stands now, out of all its rounds.

use serde::{Deserialize, Serialize};

use super::stage::ZoneStage;
use crate::kernel::ids::{ActivationId, ChecklistId};
use crate::kernel::{Localized, Timestamp};

/// What holds in a zone now: its stage, or normal where it has no round yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZoneNow {
    /// No round was begun: at most it is proposed.
    Normal,
    /// People get ready.
    Prepare,
    /// People have to leave.
    Order,
    /// They are leaving.
    Clearing,
    /// Nobody is left inside.
    Cleared,
    /// People may go home.
    ReturnAllowed,
    /// Everybody who can be is home.
    Returned,
}

/// A round of a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneRound {
    /// Its checklist.
    pub checklist_id: ChecklistId,
    /// The activation it belongs to.
    pub activation_id: ActivationId,
    /// Which one, from 1.
    pub round: i64,
    /// Whether the checklist is worked on.
    pub is_open: bool,
    /// Where the zone stands in it.
    pub stage: ZoneStage,
    /// Since when.
    pub since: Timestamp,
}

impl ZoneRound {
    /// The round that says where a zone stands, of its rounds, oldest first: the latest that is worked on, else the
    /// latest. A round that ended keeps the stage people gave it: who is out is still out.
    pub fn current(rounds: &[Self]) -> Option<&Self> {
        rounds.iter().rfind(|round| round.is_open).or(rounds.last())
    }
}

impl ZoneNow {
    /// What a zone's current round says.
    pub fn of(round: Option<&ZoneRound>) -> Self {
        match round.map(|round| round.stage) {
            None => Self::Normal,
            Some(ZoneStage::Prepare) => Self::Prepare,
            Some(ZoneStage::Ordered) => Self::Order,
            Some(ZoneStage::Clearing) => Self::Clearing,
            Some(ZoneStage::Cleared) => Self::Cleared,
            Some(ZoneStage::ReturnAllowed) => Self::ReturnAllowed,
            Some(ZoneStage::Returned) => Self::Returned,
        }
    }

    /// Its name.
    pub fn name(self) -> Localized {
        let stage = match self {
            Self::Normal => return Localized::new("bình thường", "normal"),
            Self::Prepare => ZoneStage::Prepare,
            Self::Order => ZoneStage::Ordered,
            Self::Clearing => ZoneStage::Clearing,
            Self::Cleared => ZoneStage::Cleared,
            Self::ReturnAllowed => ZoneStage::ReturnAllowed,
            Self::Returned => ZoneStage::Returned,
        };
        stage.name()
    }
}
