//! Evacuation zones, and the index that tells which of them a place or an alert touches.

mod figures;
mod index;
mod lineage;
mod periods;
pub mod placing;
mod unheard;
mod zone;

pub use figures::{Figures, Property};
pub use index::{Reach, Relation, Slot, Touch, ZoneIndex};
pub use lineage::{Lineage, LineageKind, PieceFault, merged, missing, split_faults};
pub use periods::{Period, periods};
pub use unheard::{UnheardZones, unheard_zones};
pub use zone::{InCharge, Zone, ZoneStatus};
