//! What is kept of findings beside the tables: since when each stands, and what an official said of it.

use chrono::NaiveDate;

use super::{FindingId, Kind, Severity, UnitCode};
use crate::hazards::Hazard;
use crate::kernel::Timestamp;
use crate::kernel::ids::AccountId;

/// A finding that stands or stood, without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// By what it is known again.
    pub id: FindingId,
    /// Its key in full, for who reads the table.
    pub key: String,
    /// Which kind.
    pub kind: Kind,
    /// How much it mattered when it was last seen to arise.
    pub severity: Severity,
    /// The unit whose plan or register it is.
    pub unit: UnitCode,
    /// The hazards of the zones and plans it speaks of.
    pub hazards: Vec<Hazard>,
    /// Since when it stands, or stood.
    pub first_seen: Timestamp,
    /// When it was mended; nothing while it stands.
    pub mended_at: Option<Timestamp>,
    /// How often it came back after it was mended.
    pub came_back: i64,
}

/// An official knows of a finding and lives with it until a day. It is shown all the same, and counts again afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The finding.
    pub finding: FindingId,
    /// The last day on which it is accepted; nothing where an earlier acceptance is taken back.
    pub until: Option<NaiveDate>,
    /// Why.
    pub reason: String,
    /// By whom, as people see them.
    pub by: String,
    /// Their account.
    pub account: AccountId,
    /// When.
    pub at: Timestamp,
}

impl Acceptance {
    /// Whether it holds on `day`.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.until.is_some_and(|until| day <= until)
    }
}
