//! The stage of a zone in one round: from “prepare” to “returned”. A zone without a round is normal.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::{Localized, Timestamp};

/// Where a zone stands in its round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZoneStage {
    /// People get ready; nobody has to leave yet.
    Prepare,
    /// People have to leave.
    Ordered,
    /// They are leaving.
    Clearing,
    /// Nobody is left inside, a person says.
    Cleared,
    /// People may go home.
    ReturnAllowed,
    /// Everybody who can be is home; the round is over.
    Returned,
}

/// A stage cannot follow another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{to:?} does not follow {from:?}")]
pub struct WrongStage {
    /// Where the zone stands.
    pub from: ZoneStage,
    /// What was asked for.
    pub to: ZoneStage,
}

impl ZoneStage {
    /// Every stage, in order.
    pub const ALL: [Self; 6] =
        [Self::Prepare, Self::Ordered, Self::Clearing, Self::Cleared, Self::ReturnAllowed, Self::Returned];

    /// The stages that can follow.
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Prepare => &[Self::Ordered, Self::ReturnAllowed],
            Self::Ordered => &[Self::Clearing, Self::Cleared, Self::ReturnAllowed],
            Self::Clearing => &[Self::Cleared, Self::ReturnAllowed],
            // Somebody was found inside, or went back.
            Self::Cleared => &[Self::Clearing, Self::ReturnAllowed],
            // The rain is back before they were home.
            Self::ReturnAllowed => &[Self::Returned, Self::Ordered],
            Self::Returned => &[],
        }
    }

    /// Whether `to` can follow; the same stage again is no step.
    pub fn step(self, to: Self) -> Result<Self, WrongStage> {
        if self.next().contains(&to) { Ok(to) } else { Err(WrongStage { from: self, to }) }
    }

    /// Whether people have to be out.
    pub fn is_ordered(self) -> bool {
        matches!(self, Self::Ordered | Self::Clearing | Self::Cleared)
    }

    /// Its name.
    pub fn name(self) -> Localized {
        match self {
            Self::Prepare => Localized::new("chuẩn bị", "prepare"),
            Self::Ordered => Localized::new("lệnh di dời", "ordered"),
            Self::Clearing => Localized::new("đang di dời", "clearing"),
            Self::Cleared => Localized::new("đã di dời xong", "cleared"),
            Self::ReturnAllowed => Localized::new("cho phép trở về", "return allowed"),
            Self::Returned => Localized::new("đã trở về", "returned"),
        }
    }
}

/// A step of a zone, and who decided it.
#[derive(Debug, Clone, PartialEq)]
pub struct StageStep {
    /// Its place in the round, from 1.
    pub position: i64,
    /// To which stage.
    pub stage: ZoneStage,
    /// When it happened.
    pub happened_at: Timestamp,
    /// When it was written down.
    pub entered_at: Timestamp,
    /// Who decided.
    pub decided_by: String,
    /// In which words.
    pub remark: Option<String>,
    /// What was looked at before people were allowed home.
    pub criteria: Vec<CriterionMet>,
}

/// One thing to look at before people go home, and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CriterionMet {
    /// Which one.
    pub code: String,
    /// Whether it holds.
    pub met: bool,
    /// What was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One thing to look at before people go home.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ReturnCriterion {
    /// Its code.
    pub code: String,
    /// In words.
    #[serde(flatten)]
    pub words: Localized,
}

/// What is looked at before people go home, as shipped.
pub fn return_criteria() -> &'static [ReturnCriterion] {
    #[derive(Deserialize)]
    struct Shipped {
        criteria: Vec<ReturnCriterion>,
    }
    static SHIPPED: LazyLock<Vec<ReturnCriterion>> = LazyLock::new(|| {
        let text = include_str!("return_criteria.json");
        serde_json::from_str::<Shipped>(text).map(|shipped| shipped.criteria).unwrap_or_default()
    });
    &SHIPPED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_list_can_be_read() {
        assert_eq!(return_criteria().len(), 6);
        assert!(return_criteria().iter().all(|criterion| !criterion.words.vi.is_empty()));
    }

    #[test]
    fn a_round_ends_only_by_returning_and_can_turn_round_before_that() {
        for stage in ZoneStage::ALL {
            assert_eq!(stage.next().is_empty(), stage == ZoneStage::Returned, "{stage:?}");
            assert!(stage.step(stage).is_err(), "the same stage is no step");
        }
        assert_eq!(ZoneStage::ReturnAllowed.step(ZoneStage::Ordered), Ok(ZoneStage::Ordered));
        assert!(ZoneStage::Returned.step(ZoneStage::Ordered).is_err(), "that is a new round");
        assert!(ZoneStage::Prepare.step(ZoneStage::Cleared).is_err(), "nobody was ordered out");
    }
}
