//! Ids made here and not by the database: UUIDv7, so that they sort by the time they were made.

use std::sync::{Mutex, PoisonError};

use uuid::ContextV7;

use crate::kernel::Timestamp;

/// Declares one id type a line; each is a UUID that cannot be mistaken for another's.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = String, format = Uuid)]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// A fresh id that carries `now`.
            pub fn new(now: Timestamp) -> Self {
                Self(uuid_at(now))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.0.hyphenated().encode_lower(&mut [0; uuid::fmt::Hyphenated::LENGTH]))
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A person's or a program's account.
    AccountId,
    /// A program's token.
    TokenId,
    /// An attempt to sign in.
    AttemptId,
    /// A response plan: one admin unit, one hazard.
    PlanId,
    /// One version of a plan.
    PlanVersionId,
    /// A step in the life of a version.
    PlanStepId,
    /// A remark on a part of a version.
    CommentId,
    /// An evacuation zone, the same through all its revisions.
    ZoneId,
    /// A shelter.
    ShelterId,
    /// A place where alerts come from.
    SourceId,
    /// Bytes as they were received, before anybody read them.
    RawDocumentId,
    /// An alert that could be read.
    AlertId,
    /// A disaster episode (đợt thiên tai).
    EventId,
    /// A plan version at work in an event.
    ActivationId,
    /// The relocation checklist of one zone.
    ChecklistId,
    /// One line of a checklist.
    TaskId,
    /// A step of a task.
    TaskStepId,
    /// A proposal of who goes to which shelter.
    AllocationId,
    /// A photo of a task.
    PhotoId,
    /// An entry of the lists by which hazards are told.
    TermId,
    /// A household of the register.
    HouseholdId,
    /// A vehicle, a team, a supply, a site or a contact of the registers of resources.
    ResourceId,
    /// A movement of a stock.
    MovementId,
    /// A loan of a resource to another commune.
    LoanId,
    /// The moving of one household, or of one group, in one round.
    RelocationId,
    /// What a person said about a relocation or a task.
    ReportId,
    /// A property line of a relocation.
    PropertyLineId,
    /// A paper of an activation.
    PaperId,
    /// Figures a commune sent up.
    QuickReportId,
    /// A CAP message of our own.
    OrderId,
    /// One line of the audit log.
    AuditId,
}

/// Counts within a millisecond, so that ids sort in the order in which they were made.
static ORDER: Mutex<ContextV7> = Mutex::new(ContextV7::new());

fn uuid_at(now: Timestamp) -> uuid::Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    let order = ORDER.lock().unwrap_or_else(PoisonError::into_inner);
    uuid::Uuid::new_v7(uuid::Timestamp::from_unix(&*order, seconds, now.timestamp_subsec_nanos()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeDelta, TimeZone, Utc};

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let first = Utc.with_ymd_and_hms(2025, 11, 6, 13, 0, 0).unwrap();
        assert!(TaskId::new(first) < TaskId::new(first + TimeDelta::seconds(1)));
    }

    #[test]
    fn ids_of_one_instant_differ_and_keep_their_order() {
        let now = Utc.with_ymd_and_hms(2025, 11, 6, 13, 0, 0).unwrap();
        let ids: Vec<TaskId> = (0..1_000).map(|_| TaskId::new(now)).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
    }
}
