//! The registers of what an evacuation needs (Phụ lục 4 to 8): vehicles, teams, supplies, water points, landing places,
//! contacts, and who lends what to whom. Shelters themselves are in `places`; what is wrong with one is told here.
//!
//! Whether what is promised is enough is not decided here: this is what there is, where, and whose.

mod entry;
mod faults;
mod lists;
mod loan;
mod quantity;
mod resource;
pub mod sheet;
mod shelter_faults;
mod stock;

pub use entry::{
    Condition, Contact, Contract, Details, Entry, Ownership, Register, Site, Supply, SupplySource, Team, Vehicle,
};
pub use faults::{MAX_LINES, MAX_NUMBER, MAX_TEXT, entry_faults};
pub use lists::{KindName, SupplyItem, kind_in, kinds, shipped_items};
pub use loan::{Loan, LoanState, free_between, lent_on};
pub use quantity::Quantity;
pub use resource::{Resource, code_letters, same_thing};
pub use shelter_faults::shelter_faults;
pub use stock::{Movement, MovementKind, NotInStock, change_of};
