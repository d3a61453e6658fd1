//! The audit log: who did what, when, from where, on what grounds; each entry chained to the one before by hash.

mod chain;
mod entry;

pub use chain::{Fault, FaultKind, Head, Walk};
pub use entry::{AuditEntry, AuditRecord, GENESIS};
