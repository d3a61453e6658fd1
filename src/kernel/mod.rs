//! What every other module stands on: time, ids, words in two languages, digests, paging.

pub mod checkpoint;
pub(crate) mod choices;
pub mod clock;
pub mod differing;
pub mod digest;
pub mod each;
pub mod folding;
pub mod ids;
pub mod memo;
pub mod page;
pub mod windows_1252;
pub mod wording;

pub use clock::{Clock, FixedClock, SystemClock, Timestamp};
pub use wording::{Language, Localized};
