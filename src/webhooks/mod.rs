//! Telling other programs that something has changed: who wants to hear of what, what is sent, how it is signed and how
//! often it is tried. Nothing of households is sent; whoever hears asks for the rest with the rights they have.

mod delivery;
mod reach;
mod signature;

pub use delivery::{Delivery, DeliveryState, GIVEN_UP_AFTER, Outcome, pause_after};
pub use reach::{Reach, Turn};
pub use signature::{SECRET_BYTES, Secret};

use serde_json::{Map, Value, json};
use url::Url;

use crate::kernel::Timestamp;
use crate::kernel::ids::{AccountId, WebhookId};

/// The kinds of events that can be heard of, as `docs/stream.md` names them.
pub const KINDS: [&str; 32] = [
    "activation",
    "admin_units",
    "alert",
    "allocation",
    "checklist",
    "document",
    "event",
    "finding",
    "findings",
    "household",
    "households",
    "inspection",
    "inspection_record",
    "inspection_task",
    "inspection_template",
    "loan",
    "norms",
    "plan",
    "plan_duty",
    "plan_rule",
    "quarantine",
    "relocations",
    "resource",
    "resources",
    "roads",
    "shelter",
    "shelters",
    "source",
    "supply_item",
    "task",
    "vocabulary",
    "zones",
];

/// What a program is told of things that a person may be behind: that there was something, and in which unit.
const OF_PEOPLE: [&str; 3] = ["household", "households", "relocations"];

/// What of an event is sent beside its kind and time: ids of things, codes of units, counts.
const NAMES: [&str; 13] = [
    "id",
    "units",
    "unit_code",
    "event_id",
    "activation_id",
    "checklist_id",
    "plan_id",
    "inspection_id",
    "register",
    "arisen",
    "critical",
    "mended",
    "alert_id",
];

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// What people call it.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// Of what.
    pub kinds: Vec<String>,
    /// Whether it is told.
    pub enabled: bool,
    /// By which what it is sent is signed.
    pub secret: Secret,
    /// Who made it.
    pub made_by: AccountId,
    /// When; of what was before it hears nothing.
    pub made_at: Timestamp,
    /// Counts its changes.
    pub revision: i64,
}

impl Webhook {
    /// Where it is told, as far as others may know: scheme and host. What follows in an address is often a secret.
    pub fn place(&self) -> String {
        Url::parse(&self.url).map_or_else(|_| "?".to_owned(), |url| url.origin().ascii_serialization())
    }
}

/// The body that is sent of an event: `payload` is what the stream tells of it, `drill` whether it belongs to one, where
/// that is known.
pub fn body_of(kind: &str, seq: i64, at: Timestamp, payload: &Map<String, Value>, drill: Option<bool>) -> String {
    let of_people = OF_PEOPLE.contains(&kind);
    let mut data: Map<String, Value> = payload
        .iter()
        .filter(|(name, _)| NAMES.contains(&name.as_str()) && !(of_people && name.as_str() == "id"))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    data.insert("drill".into(), drill.into());
    data.insert("seq".into(), seq.into());
    json!({"type": kind, "timestamp": at, "data": data}).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_names_things_and_nobody() {
        let at: Timestamp = "2026-09-27T13:05:06Z".parse().unwrap();
        let payload = json!({
            "kind": "task", "id": "t", "at": at, "activation_id": "a", "units": ["23365"], "ids": ["h"], "head": "Nguyễn Văn A"
        });
        let sent: Value =
            serde_json::from_str(&body_of("task", 7, at, payload.as_object().unwrap(), Some(true))).unwrap();
        let data = json!({"id": "t", "activation_id": "a", "units": ["23365"], "drill": true, "seq": 7});
        assert_eq!(sent, json!({"type": "task", "timestamp": "2026-09-27T13:05:06Z", "data": data}));
        for kind in OF_PEOPLE {
            let sent = body_of(kind, 7, at, payload.as_object().unwrap(), None);
            assert!(!sent.contains("\"id\"") && sent.contains("23365") && sent.contains("\"drill\":null"), "{sent}");
        }
    }

    #[test]
    fn every_kind_that_can_be_heard_of_is_one_of_the_stream() {
        let told = include_str!("../../docs/stream.md");
        assert!(KINDS.is_sorted());
        assert!(KINDS.iter().all(|kind| told.contains(&format!("`{kind}`"))));
    }
}
