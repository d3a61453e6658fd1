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

        impl From<$name> for uuid::Uuid {
            fn from(id: $name) -> Self {
                id.0
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
    /// What an official said of a finding.
    AcceptanceId,
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
    /// A campaign of inspection.
    InspectionId,
    /// The record of one subject of a campaign.
    InspectionRecordId,
    /// Something owed after an inspection.
    InspectionTaskId,
    /// A step in the history of something owed.
    InspectionStepId,
    /// A CAP message of our own.
    OrderId,
    /// One line of the audit log.
    AuditId,
    /// A program that is told of events.
    WebhookId,
    /// One event on its way to one of those.
    DeliveryId,
}

impl TaskId {
    /// The id of the task at `position` of a checklist. It is the checklist's, with the place where that has chance, so
    /// that the same tasks of many checklists can be written by copying those of one.
    pub fn at(list: ChecklistId, position: i64) -> Self {
        Self(place_in(list, position, 0))
    }
}

impl TaskStepId {
    /// The id of the step at `position` of the task at `task` of a checklist; see [`TaskId::at`].
    pub fn at(list: ChecklistId, task: i64, position: i64) -> Self {
        Self(place_in(list, task, position))
    }
}

/// How many digits of an id, as it is written, are the same for all places in a checklist.
pub const DIGITS_OF_THE_LIST: usize = uuid::fmt::Hyphenated::LENGTH - 8;

/// The last four bytes of a UUIDv7 are chance alone: before them stand the time and the count within it.
fn place_in(list: ChecklistId, task: i64, step: i64) -> uuid::Uuid {
    // Places beyond these bounds fall together, and the store refuses what is there already.
    let two = |place: i64| u16::try_from(place).unwrap_or(u16::MAX).to_be_bytes();
    let mut bytes = list.0.into_bytes();
    bytes[12..14].copy_from_slice(&two(task));
    bytes[14..].copy_from_slice(&two(step));
    uuid::Uuid::from_bytes(bytes)
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
    fn places_of_a_checklist_differ_in_their_last_digits_alone() {
        let now = Utc.with_ymd_and_hms(2025, 11, 6, 13, 0, 0).unwrap();
        let (one, other) = (ChecklistId::new(now), ChecklistId::new(now));
        let digits = |id: String| id.split_at(DIGITS_OF_THE_LIST).0.to_owned();
        assert_eq!(digits(TaskId::at(one, 1).to_string()), digits(one.to_string()));
        assert!(TaskStepId::at(one, 12, 3).to_string().ends_with("000c0003"));
        assert_ne!(TaskId::at(one, 1), TaskId::at(one, 2));
        assert_ne!(digits(TaskId::at(one, 1).to_string()), digits(TaskId::at(other, 1).to_string()));
    }

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
