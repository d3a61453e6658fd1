//! Administrative units and shelters: where people are, and where they can go.

mod admin_unit;
mod approximate;
mod shelter;
mod unit_path;

pub use admin_unit::{AdminUnit, BoundaryKind, UnitKind};
pub use approximate::approximate_boundaries;
pub use shelter::{Shelter, ShelterKind};
pub use unit_path::UnitPath;
