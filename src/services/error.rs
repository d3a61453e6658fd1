//! What a use case can answer instead of doing its work.

use thiserror::Error;

use crate::accounts::Permission;
use crate::inspections::InspectionRefusal;
use crate::kernel::{Localized, Timestamp};
use crate::plans::PlanRefusal;
use crate::relocation::{TaskFault, WrongStage, WrongState};
use crate::store::{StoreError, Transient};

/// Why a use case did not do its work.
#[derive(Debug, Error)]
pub enum ServiceError {
    /// The store failed, or has no such thing.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// Wrong name or password.
    #[error("wrong name or password, {tries_left} tries left")]
    WrongPassword {
        /// How many attempts may still fail.
        tries_left: u32,
    },
    /// Too many attempts to sign in failed.
    #[error("locked until {until}")]
    LockedOut {
        /// Until when.
        until: Timestamp,
        /// In how many seconds that is.
        seconds: i64,
    },
    /// The invitation was used, has expired, or there never was one.
    #[error("the invitation is gone")]
    InvitationGone,
    /// Nobody would be left to manage accounts.
    #[error("the last administrator")]
    LastAdmin,
    /// The account may not do this, or not here.
    #[error("{0:?} is not permitted")]
    NotPermitted(Permission),
    /// The thing is in a state in which this cannot be done.
    #[error(transparent)]
    WrongState(#[from] WrongState),
    /// A zone cannot go to that stage from where it stands.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// The checklist is no longer open.
    #[error("the checklist is not open")]
    ChecklistNotOpen,
    /// The change of a task cannot be made.
    #[error(transparent)]
    Task(#[from] TaskFault),
    /// Why something was not done with a plan.
    #[error(transparent)]
    Plan(#[from] PlanRefusal),
    /// Why something was not done about an inspection.
    #[error(transparent)]
    Inspection(#[from] InspectionRefusal),
    /// The bytes of a document were dropped because it had become old.
    #[error("the bytes were dropped at {at}")]
    BytesDropped {
        /// When.
        at: Timestamp,
    },
    /// Something was left out or is wrong.
    #[error("{pointer}: {}", .wording.en)]
    Invalid {
        /// JSON pointer of what is wrong.
        pointer: String,
        /// What to do.
        wording: Localized,
    },
    /// Something the program relies on failed.
    #[error("{0}")]
    Internal(String),
}

impl Transient for ServiceError {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_transient())
    }
}
