//! Writing down what was done, for the log and for the screens, inside the transaction that did it.

use serde_json::{Value, json};

use crate::accounts::Acting;
use crate::audit::AuditEntry;
use crate::kernel::ids::{AlertId, AuditId};
use crate::kernel::{Localized, Timestamp};
use crate::store::{StoreConnection, StoreError, audit, stream};

/// Who acted: a person, or a part of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor(String);

impl Actor {
    /// The program itself.
    pub fn system() -> Self {
        Self("hệ thống / system".into())
    }

    /// Whoever has the machine in hand.
    pub fn command_line() -> Self {
        Self("dòng lệnh / command line".into())
    }

    /// A person: the name people see, and the account.
    pub fn person(by: &Acting) -> Self {
        Self(format!("{} ({})", by.account.display_name, by.account.name))
    }

    /// An approved plan that acts by itself, named by its approval.
    pub fn approved_plan(approval_number: &str, signer: &str) -> Self {
        Self(format!("tự động theo phương án {approval_number}, {signer} ký / automatic by plan {approval_number}"))
    }

    /// As the log writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Something that was done.
pub struct Deed<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// What, as a code.
    pub action: &'a str,
    /// To what kind of thing; also the kind of the stream event.
    pub kind: &'a str,
    /// To which.
    pub id: String,
    /// On which alert.
    pub alert: Option<AlertId>,
    /// In words.
    pub detail: Localized,
    /// More names for the stream: a JSON object of ids.
    pub also: Value,
}

/// Adds the line to the log and the event to the stream. Call it last in the transaction.
pub fn record(conn: &mut StoreConnection, now: Timestamp, deed: Deed<'_>) -> Result<(), StoreError> {
    let mut payload = json!({"kind": deed.kind, "id": deed.id, "at": now});
    if let (Some(payload), Value::Object(also)) = (payload.as_object_mut(), deed.also) {
        payload.extend(also);
    }
    audit::append(
        conn,
        &AuditEntry {
            id: AuditId::new(now),
            at: now,
            actor: deed.actor.as_str().to_owned(),
            action: deed.action.to_owned(),
            subject_kind: deed.kind.to_owned(),
            subject_id: deed.id,
            alert_id: deed.alert,
            detail: deed.detail,
        },
    )?;
    stream::publish(conn, now, deed.kind, &payload)
}
