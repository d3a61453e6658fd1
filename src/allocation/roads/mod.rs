//! Ways over roads that an office loaded: lines, the net they make, and how far it is from place to place at a level.
//!
//! Lines join where they share a point (to a millionth of a degree, some 11 cm), and where one ends within
//! [`JOIN_M`] of another. A place lies on the nearest road within a stated distance; from there the straight line
//! counts. Crossings (ngầm tràn) are closed from the level they state; one that states none counts as closed, as
//! what is not known is never safe.

mod net;
mod snap;
mod ways;

use super::Position;
use crate::hazards::RiskLevel;

pub use net::RoadNet;
pub use ways::{Distances, Way, distances};

/// A line that ends so near another leads onto it.
pub const JOIN_M: f64 = 20.0;

/// The most points of all lines of a net.
pub const MOST_POINTS: usize = 2_000_000;

/// A road as it was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct RoadLine {
    /// Its points in order, two or more.
    pub points: Vec<Position>,
    /// When it cannot be passed.
    pub closing: Closing,
}

/// When a road cannot be passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// It always can, as far as is known.
    Never,
    /// From this level on it cannot.
    From(RiskLevel),
    /// It is a crossing of which nobody has said from which level on.
    NotKnown,
}

impl Closing {
    /// Whether it can be passed at `level`; `None` asks of days on which nothing is wrong.
    pub fn is_open(self, level: Option<RiskLevel>) -> bool {
        match (self, level) {
            (_, None) | (Self::Never, _) => true,
            (Self::From(closes), Some(level)) => level < closes,
            (Self::NotKnown, Some(_)) => false,
        }
    }
}

/// Metres of the straight line over the ground.
fn straight_m(from: Position, to: Position) -> f64 {
    use geo::{Distance, Haversine, Point};
    Haversine.distance(Point::new(from.lon, from.lat), Point::new(to.lon, to.lat))
}
