//! Who goes to which shelter: against another exact solver, against trying everything, and trips of vehicles.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod expected;
mod properties;
mod trips;
