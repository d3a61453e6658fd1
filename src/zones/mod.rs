//! Evacuation zones, and the index that tells which of them a place or an alert touches.

mod figures;
mod index;
mod zone;

pub use figures::{Figures, Household, Property};
pub use index::{Relation, Slot, Touch, ZoneIndex};
pub use zone::{InCharge, Zone, ZoneStatus};
