//! What became of a unit: which unit took over its area, by which decision.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One form of a unit: new communes reuse the codes of old ones, so a code alone names no area.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitKey {
    /// Its code.
    pub code: String,
    /// The first day of the form.
    pub valid_from: NaiveDate,
}

/// An old unit went into a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// What was.
    pub old: UnitKey,
    /// What took over.
    pub new: UnitKey,
    /// How much of the old one.
    pub share: Share,
    /// The number of the resolution that decided it.
    pub decided_by: Option<String>,
    /// Where the fact comes from.
    pub source: String,
}

/// How much of an old unit went into a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    /// All of it.
    Whole,
    /// A part; other parts went elsewhere.
    Part,
}
