//! Cross-reference findings: which true tables contradict each other, said before the storm does.
//!
//! The engine is told plain tables ([`Facts`]) and answers with findings: the two facts that disagree, where they stand,
//! what would mend it and who owes it, in Vietnamese and English. It keeps them as the tables change
//! ([`Engine::apply`]). What is unknown is never taken as safe: it is a finding of its own. Nothing here draws, measures
//! or asks the time; that a place lies in a zone is told, and so is the day.

mod engine;
pub mod facts;
mod finding;
mod hazard_set;
pub mod kept;
mod kinds;
mod links;
mod norms;
mod promises;
mod reference;
mod rules;
mod together;
mod unit_code;
mod view;
mod wording;

pub use engine::{Difference, Engine};
pub use facts::{Change, Entry, Facts};
pub use finding::{Finding, FindingId, Key, NotAFindingId, Standing};
pub use hazard_set::HazardSet;
pub use kinds::{Family, Kind, KindFacts, OwedBy, Severity};
pub use norms::{BothNorms, Choice, ItemNorm, Norm, Norms, Per, norms_faults};
pub use promises::{Demand, most_at_once};
pub use reference::Ref;
pub use rules::{KINDS, facts_of};
pub use together::{Group, Together};
pub use unit_code::UnitCode;

#[cfg(test)]
mod tests;
