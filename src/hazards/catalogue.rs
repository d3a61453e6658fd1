//! Facts about hazards that an official can correct: which risk levels a hazard uses, and on what ground.
//!
//! They ship as data (`hazards.json`), not as code, because several rest on general knowledge only.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::hazards::{Hazard, RiskLevel};

/// Which levels one hazard uses.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HazardFacts {
    /// The hazard.
    pub hazard: Hazard,
    /// The lowest level that is declared for it; absent where the Decision has no table.
    pub lowest: Option<RiskLevel>,
    /// The highest level that is declared for it.
    pub highest: Option<RiskLevel>,
    /// Article or table.
    pub source: String,
    /// Whether the source was read (true) or the row is general knowledge to be verified (false).
    pub verified: bool,
}

/// The shipped facts, one row a hazard.
///
/// # Panics
/// Never with the shipped file: a test reads it.
pub fn hazard_facts() -> &'static [HazardFacts] {
    static FACTS: LazyLock<Vec<HazardFacts>> = LazyLock::new(|| {
        serde_json::from_str(include_str!("hazards.json")).unwrap_or_else(|error| panic!("hazards.json: {error}"))
    });
    &FACTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hazard_has_one_row() {
        let rows: Vec<Hazard> = hazard_facts().iter().map(|row| row.hazard).collect();
        assert_eq!(rows, Hazard::ALL);
    }

    #[test]
    fn storms_use_levels_three_to_five() {
        let storm = hazard_facts().iter().find(|row| row.hazard == Hazard::Storm).unwrap();
        assert_eq!((storm.lowest.unwrap().digit(), storm.highest.unwrap().digit()), (3, 5));
    }
}
