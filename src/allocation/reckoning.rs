//! The numbers distances and trips are reckoned with where nobody has measured: data, each with its ground.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::kernel::Localized;

/// A number, and why it is that.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reckoned {
    /// The number.
    pub value: i64,
    /// Whether it is our assumption and not a figure that was read.
    pub assumed: bool,
    /// On what ground, and for what.
    pub why: Localized,
}

/// What is reckoned with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reckoning {
    /// The way over the ground for 1,000 m of the straight line.
    pub detour_per_mille: Reckoned,
    /// Within how many metres of a road a place lies on it.
    pub near_road_m: Reckoned,
    /// How far a vehicle gets in a minute.
    pub metres_a_minute: Reckoned,
    /// How long getting on and off takes on a trip.
    pub boarding_minutes: Reckoned,
    /// By how much more a metre of a vulnerable person counts, in per cent.
    pub vulnerable_per_cent: Reckoned,
}

static SHIPPED: LazyLock<Reckoning> = LazyLock::new(|| {
    serde_json::from_str(include_str!("reckoning.json")).unwrap_or_else(|error| panic!("reckoning.json: {error}"))
});

impl Reckoning {
    /// What ships with the program.
    ///
    /// # Panics
    /// Never with the shipped file: a test reads it.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Minutes there and back over `metres`, with getting on and off.
    pub fn round_trip_minutes(&self, metres: i64) -> i64 {
        let pace = self.metres_a_minute.value.max(1);
        metres.max(0).saturating_mul(2).saturating_add(pace - 1) / pace + self.boarding_minutes.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_numbers_can_be_reckoned_with() {
        let shipped = Reckoning::shipped();
        assert!(shipped.detour_per_mille.value >= 1_000, "no way is shorter than the straight line");
        assert!(shipped.near_road_m.value > 0 && shipped.vulnerable_per_cent.value >= 0);
        // 5 km there and 5 km back at 250 m a minute are 40 minutes, and 20 for getting on and off.
        assert_eq!(shipped.round_trip_minutes(5_000), 60);
    }
}
