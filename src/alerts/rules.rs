//! What is known about one source of alerts and changes how its messages are read.

use serde::{Deserialize, Serialize};

/// A source's habits, set by the person who registered it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourceRules {
    /// The offset from UTC, in minutes east, of times written without one; 420 in Viet Nam.
    /// While absent such a time is refused, since it may be wrong by half a day.
    pub assumed_offset_minutes: Option<i32>,
    /// Whether the source counts years in the Buddhist era, 543 ahead (Thailand's TMD does).
    pub buddhist_era: bool,
    /// Where the source's alerts must lie: `[min lon, min lat, max lon, max lat]` in degrees.
    /// A polygon that lies there only with latitude and longitude exchanged is refused.
    pub expected_extent: Option<[f64; 4]>,
}

impl SourceRules {
    /// The rules of a Vietnamese source: UTC+7, and the mainland, islands and sea areas as extent.
    pub fn vietnamese() -> Self {
        Self {
            assumed_offset_minutes: Some(420),
            buddhist_era: false,
            expected_extent: Some([100.0, 4.0, 120.0, 24.5]),
        }
    }
}
