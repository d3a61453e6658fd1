//! Alerts as CAP writes them: read with patience, doubted aloud, never dropped.
//!
//! Bytes become a [`document::Document`]; an alert that cannot be trusted becomes a list of
//! [`quarantine::Reason`]s, one that could be read despite faults carries [`remarks::Remark`]s.
//! Nothing here knows of SQL, HTTP, files or the present time: `now` is a parameter.

pub mod adapters;
pub mod cap;
pub mod compose;
pub mod datetime;
pub mod document;
pub mod event_terms;
pub mod footprint;
pub mod hearing;
pub mod index;
pub mod level;
pub mod lineage;
pub mod local_levels;
pub mod parse;
pub mod quarantine;
pub mod raw;
pub mod remarks;
pub mod rules;
pub mod shipped;
pub mod signature;
pub mod source;
#[cfg(test)]
mod samples;
pub mod telling;
pub mod typed;
pub mod vocabulary;
pub mod xml;
