//! Ids made here and not by the database: UUIDv7, so that they sort by the time they were made.

use crate::kernel::Timestamp;

/// Declares one id type a line; each is a UUID that cannot be mistaken for another's.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// A fresh id that carries `now`.
            pub fn new(now: Timestamp) -> Self {
                Self(uuid_at(now))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
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
    /// A response plan: one admin unit, one hazard.
    PlanId,
    /// One version of a plan.
    PlanVersionId,
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
    /// One line of the audit log.
    AuditId,
}

fn uuid_at(now: Timestamp) -> uuid::Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    uuid::Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, now.timestamp_subsec_nanos()))
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
    fn two_ids_of_one_instant_differ() {
        let now = Utc.with_ymd_and_hms(2025, 11, 6, 13, 0, 0).unwrap();
        assert_ne!(TaskId::new(now), TaskId::new(now));
    }
}
