//! Writing down what was done, for the log and for the screens, inside the transaction that did it.

use serde_json::{Value, json};

use crate::accounts::Acting;
use crate::audit::AuditRecord;
use crate::kernel::ids::{AccountId, AlertId, AuditId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::Approval;
use crate::store::{StoreConnection, StoreError, audit, stream};

/// The origin of what is typed on the machine itself.
pub const COMMAND_LINE: &str = "command line";

/// Who acted: a person, or a part of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    words: Localized,
    name: String,
    account: Option<AccountId>,
    origin: Option<String>,
}

impl Actor {
    /// The program itself.
    pub fn system() -> Self {
        Self {
            words: Localized::new("hệ thống", "system"), name: "hệ thống".into(), account: None, origin: None
        }
    }

    /// Whoever may type commands on the machine; no account stands behind it.
    pub fn command_line() -> Self {
        Self {
            words: Localized::new("dòng lệnh", "command line"),
            name: "dòng lệnh".into(),
            account: None,
            origin: Some(COMMAND_LINE.into()),
        }
    }

    /// A person: the name people see, and the account.
    pub fn person(by: &Acting) -> Self {
        let name = format!("{} ({})", by.account.display_name, by.account.name);
        Self {
            words: Localized::new(&name, &name),
            name,
            account: Some(by.account.id),
            origin: Some(by.origin.clone()),
        }
    }

    /// An approved plan that acts by itself, named by its approval.
    pub fn approved_plan(approval_number: &str, signer: &str) -> Self {
        Self {
            words: Localized::new(
                format!("tự động theo phương án {approval_number}, {signer} ký"),
                format!("automatic by plan {approval_number}, signed by {signer}"),
            ),
            // The number and the signer are names, the same in both languages.
            name: format!("{approval_number}, {signer}"),
            account: None,
            origin: None,
        }
    }

    /// A name that stands in both languages, beside what was decided or ticked.
    pub fn name(&self) -> &str {
        &self.name
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
    /// On what paper: "12/QĐ-UBND, 20/4/2026".
    pub paper: Option<String>,
    /// In words.
    pub detail: Localized,
    /// More names for the stream: a JSON object of ids.
    pub also: Value,
}

/// An approval as the log names it: "12/QĐ-UBND, 20/4/2026".
pub fn paper_of(approval: &Approval) -> String {
    format!("{}, {}", approval.number, approval.date.format("%-d/%-m/%Y"))
}

/// Adds the entry to the log and the event to the stream. Call it last in the transaction.
pub fn record(conn: &mut StoreConnection, now: Timestamp, deed: Deed<'_>) -> Result<(), StoreError> {
    record_all(conn, now, vec![deed])
}

/// Adds an entry to the log and an event to the stream for each deed, in order. Call it last in the transaction.
pub fn record_all(conn: &mut StoreConnection, now: Timestamp, deeds: Vec<Deed<'_>>) -> Result<(), StoreError> {
    let (mut said, mut told) = (Vec::with_capacity(deeds.len()), Vec::with_capacity(deeds.len()));
    for deed in deeds {
        let mut payload = json!({"kind": deed.kind, "id": deed.id, "at": now});
        if let (Some(payload), Value::Object(also)) = (payload.as_object_mut(), deed.also) {
            payload.extend(also);
        }
        told.push((deed.kind.to_owned(), payload));
        said.push(AuditRecord {
            id: AuditId::new(now),
            at: now,
            actor: deed.actor.words.clone(),
            account_id: deed.actor.account,
            origin: deed.actor.origin.clone(),
            action: deed.action.to_owned(),
            subject_kind: deed.kind.to_owned(),
            subject_id: deed.id,
            alert_id: deed.alert,
            paper: deed.paper,
            detail: deed.detail,
        });
    }
    audit::append_all(conn, said)?;
    stream::publish_all(conn, now, &told)
}

/// Something the program itself did.
pub struct Noted {
    /// What, as a code.
    pub action: &'static str,
    /// To what kind of thing; also the kind of the stream event.
    pub kind: &'static str,
    /// To which.
    pub id: String,
    /// On which alert.
    pub alert: Option<AlertId>,
    /// In words.
    pub detail: Localized,
    /// More names for the stream: a JSON object of ids.
    pub also: Value,
}

/// What the program itself did in a transaction, gathered to be written down together, in the order in which it was done.
#[derive(Default)]
pub struct Notes(Vec<Noted>);

impl Notes {
    /// Adds what was done next.
    pub fn add(&mut self, noted: Noted) {
        self.0.push(noted);
    }

    /// Writes down what was gathered. Call it last in the transaction, and before anything else is written into the log.
    pub fn write(&mut self, conn: &mut StoreConnection, now: Timestamp) -> Result<(), StoreError> {
        let actor = Actor::system();
        let deed = |Noted { action, kind, id, alert, detail, also }| Deed {
            actor: &actor,
            action,
            kind,
            id,
            alert,
            paper: None,
            detail,
            also,
        };
        record_all(conn, now, self.0.drain(..).map(deed).collect())
    }
}
