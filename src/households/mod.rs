//! The household register (Phụ lục 3): who lives where, who needs help to move, and what has to move with them.
//!
//! It is dated and kept by the commune. What happens to a household during a move is not written here.

mod choices;
mod codes;
mod counts;
mod entry;
mod faults;
mod household;
mod property;
pub mod sheet;
mod told;
mod vulnerable;
mod words;

pub use choices::{DestinationKind, HouseClass, Poverty, ZoneBasis};
pub use codes::{CodeMaker, code_fault, village_key};
pub use entry::{Entry, FieldChange, changes};
pub use faults::{MAX_LINES, MAX_PEOPLE, MAX_TEXT, entry_faults};
pub use household::{Household, figures_of};
pub use property::{PropertyKind, PropertyLine};
pub use told::{VulnerableTold, property_told, vulnerable_told};
pub use vulnerable::{VulnerableGroup, VulnerableKind};
pub use words::{bare as bare_words, hazards_in as hazards_told};
