//! The moving of one household, or of one group that stands in no register, in one round of an event.

use super::property::PropertyMove;
use super::report::{RelocationState, Report};
use super::standing::{Heard, Standing};
use crate::kernel::Timestamp;
use crate::kernel::ids::{EventId, HouseholdId, RelocationId};

/// A relocation: what it was opened with, and what the reports add up to.
#[derive(Debug, Clone, PartialEq)]
pub struct Relocation {
    /// Its id.
    pub id: RelocationId,
    /// The event.
    pub event_id: EventId,
    /// The household of the register; none for people who stand in no register.
    pub household_id: Option<HouseholdId>,
    /// The household's short code at the opening; empty for a group.
    pub household_code: String,
    /// What a group is called: “lán trại rẫy suối Đăk Pxi”.
    pub label: Option<String>,
    /// The commune.
    pub commune_code: String,
    /// The village.
    pub village: String,
    /// How often this household has been moved in this event, this time included.
    pub round: i64,
    /// Whether it is the household's latest round.
    pub is_current: bool,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// People by the register at the opening.
    pub listed: i64,
    /// Of them, people who need help.
    pub vulnerable: i64,
    /// Property by the register at the opening.
    pub listed_property: Vec<PropertyMove>,
    /// How many reports it has.
    pub revision: i64,
    /// What they add up to.
    pub standing: Standing,
}

impl Relocation {
    /// Gives its fields what `reports`, which are all of them, say.
    pub fn hear(&mut self, reports: &[Report]) {
        self.standing = Standing::of(self.listed, &self.listed_property, reports);
        self.revision = reports.iter().map(|report| report.revision).max().unwrap_or(0);
    }

    /// How many people this is about now, by the best count there is, and whether nobody has counted: then the number is
    /// the register's.
    pub fn people_now(&self) -> (i64, bool) {
        use RelocationState::{
            Agreed, Arrived, CannotReturn, Departed, Notified, Refused, Returned, Transferred, Unknown,
        };
        let Standing { present, departed, arrived, returned, .. } = &self.standing;
        let counts: &[&Option<Heard<i64>>] = match self.standing.state() {
            Unknown | Notified | Agreed | Refused => &[present],
            Departed => &[departed, present],
            Arrived | Transferred | CannotReturn => &[arrived, departed, present],
            Returned => &[returned, arrived, departed, present],
        };
        match counts.iter().find_map(|count| count.as_ref()) {
            Some(heard) => (heard.value, false),
            None => (self.listed, true),
        }
    }
}
