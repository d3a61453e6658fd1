//! Why something was not done about an inspection. Nothing has changed where one of these is answered.

use thiserror::Error;

use super::NotNow;

/// Why something was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum InspectionRefusal {
    /// What is owed stands where this does not follow.
    #[error("not possible now: {:?}", .0.0)]
    NotNow(NotNow),
    /// The record is signed: it is corrected by another version.
    #[error("the record is signed")]
    Signed,
    /// The record is still being drawn up: there is nothing to correct.
    #[error("the record is not signed")]
    NotSigned,
    /// Nobody confirms what they reported themselves.
    #[error("nobody confirms their own report")]
    OwnReport,
    /// The inspection is closed: its records and its form stay as they are.
    #[error("the inspection is closed")]
    Closed,
    /// The inspection is not closed: there is nothing to reopen.
    #[error("the inspection is not closed")]
    NotClosed,
    /// Nobody is late: there is nothing to remind of.
    #[error("nothing is late")]
    NotLate,
}
