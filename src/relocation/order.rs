//! Our own orders: what a CAP message of ours says, and which one follows a change of an activation.
//!
//! A message follows the work on the ground: it names the zones whose checklists are open, so that nothing is said
//! that nobody decided. See `docs/adr/0019-own-orders-as-cap.md`.

mod message;
mod outline;
mod words;

pub use message::{Order, PlaceNames, RISK_LEVEL, ZONE_LIST};
pub use outline::Outline;

use chrono::{SubsecRound, TimeDelta};
use serde::{Deserialize, Serialize};

use super::{Activation, Event, EventKind};
use crate::alerts::cap::{AlertIdentity, MsgType, Status};
use crate::alerts::compose::is_identity_text;
use crate::hazards::RiskLevel;
use crate::kernel::ids::{ActivationId, OrderId, ZoneId};
use crate::kernel::{Localized, Timestamp};

/// CAP's `sender` of messages that leave while no sender is set; a name that can belong to nobody (RFC 2606).
pub const NO_SENDER: &str = "not-set@ungpho.invalid";

/// A `sender` that CAP allows: no white space, comma, `<` or `&`. By custom an address or a name below a domain that
/// the office holds, so that it is unique worldwide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderSender(String);

impl OrderSender {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for OrderSender {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        if is_identity_text(&text) {
            Ok(Self(text))
        } else {
            Err(format!(
                "orders.sender “{text}” may have no white space, comma, < or &; write it like office@example.vn"
            ))
        }
    }
}

impl From<OrderSender> for String {
    fn from(sender: OrderSender) -> Self {
        sender.0
    }
}

/// What a message told: which zones people must leave, and at which level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The level of the activation.
    pub level: RiskLevel,
    /// Whether the level was published, or is advice.
    pub official: bool,
    /// The zones, each at the revision its people are moved by, in order of their ids.
    pub zones: Vec<(ZoneId, i64)>,
}

impl Told {
    /// What is at work: the zones people have been ordered out of and whose checklists are open, each at the revision of its checklist.
    pub fn of(activation: &Activation, mut zones: Vec<(ZoneId, i64)>) -> Self {
        zones.sort_unstable();
        zones.dedup();
        Self { level: activation.level, official: activation.level_official, zones }
    }
}

/// A message of ours, as it was first written.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderMessage {
    /// Its id; CAP's identifier is made of it.
    pub id: OrderId,
    /// The activation it is about.
    pub activation_id: ActivationId,
    /// Whether it is meant in earnest.
    pub status: Status,
    /// What it does.
    pub msg_type: MsgType,
    /// CAP's `sender`.
    pub sender: String,
    /// CAP's `sent`, whole seconds.
    pub sent: Timestamp,
    /// What it told; of a Cancel the zones that were released.
    pub told: Told,
    /// Every earlier message of its chain, oldest first.
    pub references: Vec<AlertIdentity>,
    /// Its headline.
    pub headline: Localized,
    /// Its bytes.
    pub xml: Vec<u8>,
}

impl OrderMessage {
    /// What other messages refer to it by.
    pub fn identity(&self) -> AlertIdentity {
        AlertIdentity { sender: self.sender.clone(), identifier: identifier_of(self.id), sent: self.sent }
    }
}

/// CAP's identifier of the message `id`: `urn:uuid:…`, which Atom takes as an id too.
pub fn identifier_of(id: OrderId) -> String {
    format!("urn:uuid:{id}")
}

/// The id in an identifier of ours, with or without `urn:uuid:`.
pub fn id_in(identifier: &str) -> Option<OrderId> {
    identifier.strip_prefix("urn:uuid:").unwrap_or(identifier).parse().ok()
}

/// Whether people are really moved, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earnest {
    /// Really, and in the name of the sender that is set.
    Real,
    /// Really, but no sender is set in whose name it could be said.
    NoSender,
    /// A drill.
    Drill,
    /// Invented data.
    Demonstration,
}

impl Earnest {
    /// How earnest an order in `event` is. What was once an exercise stays one, whatever the rest says: `earlier` are
    /// the messages of the same activation. `invented` tells that the plan is of the demonstration.
    pub fn of(event: &Event, invented: bool, has_sender: bool, earlier: &[OrderMessage]) -> Self {
        let exercised = earlier.iter().any(|message| message.status == Status::Exercise);
        match event.kind {
            _ if event.demonstration || invented => Self::Demonstration,
            EventKind::Drill => Self::Drill,
            EventKind::Real if exercised => Self::Drill,
            EventKind::Real if has_sender => Self::Real,
            EventKind::Real => Self::NoSender,
        }
    }

    /// CAP's `status`.
    pub fn status(self) -> Status {
        match self {
            Self::Real => Status::Actual,
            Self::NoSender => Status::Test,
            Self::Drill | Self::Demonstration => Status::Exercise,
        }
    }
}

/// The messages a new one with `status` has to refer to: those since the last Cancel that were meant alike. `earlier`
/// are all of the activation, oldest first.
pub fn chain(earlier: &[OrderMessage], status: Status) -> Vec<&OrderMessage> {
    let alike: Vec<&OrderMessage> = earlier.iter().filter(|message| message.status == status).collect();
    let begun = alike.iter().rposition(|message| message.msg_type == MsgType::Cancel).map_or(0, |cancel| cancel + 1);
    alike.into_iter().skip(begun).collect()
}

/// Which message follows, where one does, when `now` is at work and `last` was told last in the running chain.
///
/// Zones change by a decision only, of a person or of an approved plan that acts by itself. A level that was raised
/// is told at once; one that was lowered waits for the next act of a person, so that no message of others takes a
/// word back that people rely on.
pub fn follows(last: Option<&Told>, now: &Told, by_person: bool) -> Option<MsgType> {
    let Some(last) = last else { return (!now.zones.is_empty()).then_some(MsgType::Alert) };
    let rank = |told: &Told| (told.level, told.official);
    if now.zones.is_empty() {
        Some(MsgType::Cancel)
    } else if now.zones != last.zones || rank(now) > rank(last) || (by_person && rank(now) != rank(last)) {
        Some(MsgType::Update)
    } else {
        None
    }
}

/// When a message is sent that follows `last`: now, to the second, and later than the one before.
pub fn sent_after(last: Option<Timestamp>, now: Timestamp) -> Timestamp {
    let now = now.trunc_subsecs(0);
    last.map_or(now, |last| now.max(last + TimeDelta::seconds(1)))
}

#[cfg(test)]
mod tests;
