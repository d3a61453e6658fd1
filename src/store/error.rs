//! What can go wrong with the store, in our words. Diesel's errors are translated here and nowhere else.

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use thiserror::Error;

/// A failure of the store.
#[derive(Debug, Clone, Error)]
pub enum StoreError {
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// Somebody changed it since it was read.
    #[error("changed since it was read")]
    Stale,
    /// The key is taken.
    #[error("already exists")]
    AlreadyExists,
    /// What was read cannot be understood.
    #[error("stored data cannot be read: {0}")]
    Corrupt(String),
    /// The database cannot be reached.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// Another writer was in the way; the same transaction may succeed when run again.
    #[error("another writer was in the way: {0}")]
    Busy(String),
    /// Anything else the database said.
    #[error("database: {0}")]
    Database(String),
}

impl StoreError {
    /// Stored data that cannot be read.
    pub fn corrupt(what: impl Into<String>) -> Self {
        Self::Corrupt(what.into())
    }
}

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::NotFound,
            DieselError::DatabaseError(kind, info) => {
                let message = info.message().to_owned();
                match kind {
                    DatabaseErrorKind::UniqueViolation => Self::AlreadyExists,
                    DatabaseErrorKind::SerializationFailure => Self::Busy(message),
                    DatabaseErrorKind::ClosedConnection => Self::Unavailable(message),
                    _ if message.contains("database is locked") || message.contains("deadlock") => Self::Busy(message),
                    _ => Self::Database(message),
                }
            }
            other => Self::Database(other.to_string()),
        }
    }
}

/// Errors that may go away when the same transaction is run again.
pub trait Transient {
    /// Whether running it again may help.
    fn is_transient(&self) -> bool;
}

impl Transient for StoreError {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Busy(_))
    }
}
