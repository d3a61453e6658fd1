//! Which hazards come together: data that ships with the program and that an official can correct.

use serde::{Deserialize, Serialize};

use crate::hazards::Hazard;

/// Groups of hazards that come together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Together {
    /// What the file says of itself.
    pub note: String,
    /// The groups.
    pub groups: Vec<Group>,
}

/// Hazards any two of which can come together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The hazards.
    pub hazards: Vec<Hazard>,
    /// On what ground.
    pub source: String,
    /// General knowledge that nobody has read in its source yet.
    pub verify: bool,
}

impl Together {
    /// The shipped groups.
    ///
    /// # Panics
    /// Never with the shipped file: a test reads it.
    pub fn shipped() -> Self {
        serde_json::from_str(include_str!("together.json")).unwrap_or_else(|error| panic!("together.json: {error}"))
    }

    /// Whether both can come together. A hazard comes with itself, and a hazard nobody could name with any.
    pub fn can(&self, one: Hazard, other: Hazard) -> bool {
        let unnamed = one == Hazard::Other || other == Hazard::Other;
        let in_group = |group: &Group| group.hazards.contains(&one) && group.hazards.contains(&other);
        one == other || unnamed || self.groups.iter().any(in_group)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn storms_come_with_floods_and_not_with_drought() {
        let together = Together::shipped();
        let check = |one, other, expected| {
            assert_eq!(together.can(one, other), expected, "{one} {other}");
            assert_eq!(together.can(other, one), expected, "{other} {one}");
        };
        check(Hazard::Storm, Hazard::Flood, true);
        check(Hazard::FlashFlood, Hazard::Landslide, true);
        check(Hazard::Earthquake, Hazard::Landslide, true);
        check(Hazard::Storm, Hazard::Drought, false);
        check(Hazard::Lightning, Hazard::Lightning, true);
        check(Hazard::Lightning, Hazard::Other, true);
    }
}
