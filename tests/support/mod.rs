//! What the tests of several crates share: fresh databases of both kinds.

// Each test crate compiles this for itself and uses its own part of it.
#![allow(dead_code, unused_imports)]

pub mod databases;
pub mod postgres;

pub use databases::{TestDatabase, databases, empty_databases, on_each_database};
