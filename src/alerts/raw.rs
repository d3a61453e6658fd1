//! Bytes as they were received: kept before anybody reads them, and for as long as the settings say.

use serde::{Deserialize, Serialize};

use crate::alerts::quarantine::Reason;
use crate::kernel::Timestamp;
use crate::kernel::ids::{RawDocumentId, SourceId};

/// A received document, without its bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct RawDocument {
    /// Its id.
    pub id: RawDocumentId,
    /// The source it came from; `None` where it was pushed.
    pub source_id: Option<SourceId>,
    /// The address it was fetched from.
    pub url: Option<String>,
    /// When it arrived.
    pub received_at: Timestamp,
    /// What the sender called it.
    pub content_type: Option<String>,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// What became of it.
    pub state: RawState,
    /// Why it, or a part of it, could not be used.
    pub reasons: Vec<Reason>,
    /// How many bytes it had.
    pub length: i64,
    /// When its bytes were dropped, because it had become old and nothing rested on them.
    pub dropped_at: Option<Timestamp>,
}

/// What became of a received document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RawState {
    /// Kept, not yet read.
    Received,
    /// Read; at least one alert in it was new.
    Stored,
    /// Read as a list of alerts to follow.
    Index,
    /// Every alert in it was known.
    Duplicate,
    /// Nothing in it could be used.
    Quarantined,
}
