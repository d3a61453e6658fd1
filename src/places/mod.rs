//! Administrative units and shelters: where people are, and where they can go.

mod admin_unit;
mod approximate;
mod away;

mod gazetteer;
pub mod commune_map;
pub mod file_crs;
pub mod history;
pub mod meridians;
pub mod resolve;
mod shelter;
mod succession;
mod unit_path;

pub use admin_unit::{AdminUnit, BoundaryKind, REFORM, UNKNOWN_BEGINNING, UnitKind};
pub use approximate::approximate_boundaries;
pub use away::{AwayPeriod, away_on};
pub use gazetteer::{Gazetteer, UnitForm};
pub use resolve::resolve;
pub use shelter::{Answer, Shelter, ShelterFacts, ShelterKind, Suitability};
pub use succession::{Share, Succession, UnitKey};
pub use unit_path::UnitPath;
