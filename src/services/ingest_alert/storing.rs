//! Storing what was read of many documents, each table in as few statements as there can be.
//!
//! What the store knows of the messages and their chains is asked once, and kept up to date here; new alerts are gathered
//! and written together. Whatever changes rows that others may have written (two chains that turn out to be one, a danger
//! whose messages are tied) is written at once, after what was gathered before it.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use serde_json::json;

use super::reading::{Origin, Read};
use crate::alerts::cap::{Alert, AlertIdentity};
use crate::alerts::lineage::{chain_key, chains_joined, expires_or_assumed, members};
use crate::alerts::quarantine::Reason;
use crate::alerts::raw::{RawDocument, RawState};
use crate::kernel::ids::{AlertId, RawDocumentId};
use crate::kernel::{Localized, Timestamp};
use crate::services::record::{Noted, Notes};
use crate::services::tie_danger::{tie, tie_later};
use crate::store::alerts::{self, Listing, NewAlert, Written};
use crate::store::{StoreConnection, StoreError, alert_chains, events, raw_documents};

/// What was written down of a document.
pub(super) struct Settled {
    /// The document as it is now.
    pub(super) document: RawDocument,
    /// The alerts in it that were not known before.
    pub(super) new: Vec<Stored>,
    /// The alerts in it that were.
    pub(super) known: Vec<AlertId>,
    /// Whether it had been read before.
    pub(super) read_before: bool,
}

impl Settled {
    /// Of a document that was read before, with the alerts that were stored of it.
    pub(super) fn before(document: &RawDocument, known: Option<Vec<AlertId>>) -> Self {
        Self { document: document.clone(), new: Vec::new(), known: known.unwrap_or_default(), read_before: true }
    }
}

/// A new alert.
pub(super) struct Stored {
    /// Its id.
    pub(super) id: AlertId,
    /// Its identity.
    pub(super) identity: AlertIdentity,
    /// Whether it was stored as it was read.
    pub(super) as_read: bool,
}

/// Documents being stored, inside a transaction.
pub(super) struct Storing<'r> {
    now: Timestamp,
    /// The documents as they are now: another poll, or a push, may have read one since.
    present: HashMap<RawDocumentId, RawDocument>,
    /// The alerts of those that have been read.
    of_read: HashMap<RawDocumentId, Vec<AlertId>>,
    known: HashMap<AlertIdentity, AlertId>,
    chains: Chains,
    gathered: Vec<Gathered<'r>>,
    settled: Vec<(RawDocumentId, RawState, &'r [Reason])>,
    notes: Notes,
}

struct Gathered<'r> {
    id: AlertId,
    document: RawDocumentId,
    origin: Option<Origin>,
    chain: String,
    alert: Cow<'r, Alert>,
    written: Cow<'r, Written>,
}

impl<'r> Storing<'r> {
    /// Asks the store what it knows of the documents and of the alerts in them.
    pub(super) fn begin(conn: &mut StoreConnection, read: &'r [Read], now: Timestamp) -> Result<Self, StoreError> {
        let ids: Vec<RawDocumentId> = read.iter().map(|one| one.kept.id).collect();
        let present = raw_documents::get_all(conn, &ids)?;
        let is_read = |one: &&Read| {
            let state = present.get(&one.kept.id).map(|document| document.state);
            // One that was read before and is read again has reasons from then.
            !one.is_unsettled() || state != Some(one.kept.state) || !one.kept.reasons.is_empty()
        };
        let of_before: Vec<RawDocumentId> = read.iter().filter(is_read).map(|one| one.kept.id).collect();
        let new: Vec<&Alert> = read.iter().filter(|one| one.is_unsettled()).flat_map(|one| &one.alerts).collect();
        let identities: Vec<&AlertIdentity> = new.iter().map(|alert| &alert.identity).collect();
        Ok(Self {
            now,
            of_read: alerts::ids_of_documents(conn, &of_before)?,
            known: alerts::known_of(conn, &identities)?,
            chains: Chains::of(conn, &new)?,
            present,
            gathered: Vec::with_capacity(new.len()),
            settled: Vec::with_capacity(read.len()),
            notes: Notes::default(),
        })
    }

    /// Stores what is in a document, once.
    pub(super) fn settle(&mut self, conn: &mut StoreConnection, read: &'r Read) -> Result<Settled, StoreError> {
        let present = self.present.get(&read.kept.id).cloned().ok_or(StoreError::NotFound)?;
        if !read.is_unsettled() || present.state != read.kept.state {
            // What another found in it must not be called a duplicate.
            return Ok(Settled::before(&present, self.of_read.remove(&read.kept.id)));
        }
        let (mut new, mut known) = (Vec::new(), Vec::new());
        for (alert, written) in read.alerts.iter().zip(&read.written) {
            match self.known.get(&alert.identity) {
                Some(earlier) => known.push(*earlier),
                None => new.push(self.add(conn, read, alert, written)?),
            }
        }
        let own = self.of_read.get(&read.kept.id).is_some_and(|own| !own.is_empty());
        let state = match (new.is_empty() && !own, known.is_empty(), read.is_list()) {
            (false, _, _) => RawState::Stored,
            (true, _, true) => RawState::Index,
            (true, false, false) => RawState::Duplicate,
            (true, true, false) => RawState::Quarantined,
        };
        self.settled.push((read.kept.id, state, read.reasons.as_slice()));
        if state == RawState::Quarantined {
            self.notes.add(put_aside(read));
        }
        let document = RawDocument { state, reasons: read.reasons.clone(), ..present };
        Ok(Settled { document, new, known, read_before: false })
    }

    fn add(
        &mut self,
        conn: &mut StoreConnection,
        read: &Read,
        alert: &'r Alert,
        written: &'r Written,
    ) -> Result<Stored, StoreError> {
        let format = read.origin.map(|origin| origin.format).unwrap_or_default();
        if format.names_dangers() {
            // The messages of the danger that were gathered have to be found.
            self.write_gathered(conn)?;
        }
        let tied = tie(conn, format, alert)?;
        let (alert, written) = match tied.alert {
            Some(changed) => {
                let written = Written::of(&changed)?;
                (Cow::Owned(changed), Cow::Owned(written))
            }
            None => (Cow::Borrowed(alert), Cow::Borrowed(written)),
        };
        let id = AlertId::new(self.now);
        let known = self.chains.around(&alert);
        let chain = chain_key(&alert, &known);
        let mut joined = chains_joined(&alert, &known);
        joined.extend(tied.after.iter().map(|after| after.chain_key.clone()).filter(|after| *after != chain));
        self.chains.add(&alert, &chain);
        let identity = alert.identity.clone();
        self.known.insert(identity.clone(), id);
        self.notes.add(received(id, &identity));
        let stored = Stored { id, identity, as_read: matches!(alert, Cow::Borrowed(_)) };
        self.gathered.push(Gathered {
            id,
            document: read.kept.id,
            origin: read.origin,
            chain: chain.clone(),
            alert,
            written,
        });
        if !joined.is_empty() {
            self.join(conn, &joined, &chain)?;
        }
        if let Some(after) = &tied.after {
            self.write_gathered(conn)?;
            tie_later(conn, after, &stored.identity, self.now)?;
        }
        Ok(stored)
    }

    /// Makes chains one that turned out to be.
    fn join(&mut self, conn: &mut StoreConnection, joined: &[String], chain: &str) -> Result<(), StoreError> {
        self.write_gathered(conn)?;
        alert_chains::join(conn, joined, chain)?;
        for old in joined {
            events::rename_chain(conn, old, chain)?;
        }
        self.chains.rename(joined, chain);
        Ok(())
    }

    fn write_gathered(&mut self, conn: &mut StoreConnection) -> Result<(), StoreError> {
        let new: Vec<NewAlert<'_>> = self
            .gathered
            .iter()
            .map(|gathered| NewAlert {
                id: gathered.id,
                raw_document_id: gathered.document,
                source_id: gathered.origin.map(|origin| origin.id),
                chain_key: gathered.chain.clone(),
                alert: &gathered.alert,
                written: &gathered.written,
                received_at: self.now,
                expires_at: expires_or_assumed(&gathered.alert).0,
                responded_at: None,
                demonstration: gathered.origin.is_some_and(|origin| origin.demonstration),
                listing: Listing::default(),
            })
            .collect();
        alerts::insert_all(conn, &new)?;
        self.gathered.clear();
        alert_chains::note(conn, &self.chains.take_new())
    }

    /// Writes what is still to be written, and the log.
    pub(super) fn finish(mut self, conn: &mut StoreConnection) -> Result<(), StoreError> {
        self.write_gathered(conn)?;
        raw_documents::settle_all(conn, &self.settled)?;
        self.notes.write(conn, self.now)
    }
}

/// The members of chains that some alerts are or reference, with the chain of each.
#[derive(Default)]
struct Chains {
    /// By sender and identifier.
    known: HashMap<(String, String), Vec<(AlertIdentity, String)>>,
    /// Those that are not written yet.
    new: Vec<(AlertIdentity, String)>,
}

impl Chains {
    fn of(conn: &mut StoreConnection, alerts: &[&Alert]) -> Result<Self, StoreError> {
        let named: BTreeSet<(&str, &str)> = alerts.iter().flat_map(|alert| names_in(alert)).collect();
        let mut chains = Self::default();
        for (identity, chain) in alert_chains::around(conn, &named.into_iter().collect::<Vec<_>>())? {
            chains.put(identity, chain);
        }
        Ok(chains)
    }

    fn put(&mut self, identity: AlertIdentity, chain: String) {
        let named = (identity.sender.clone(), identity.identifier.clone());
        self.known.entry(named).or_default().push((identity, chain));
    }

    /// What is known of the messages that `alert` is or references.
    fn around(&self, alert: &Alert) -> Vec<(AlertIdentity, String)> {
        let named: BTreeSet<(&str, &str)> = names_in(alert).collect();
        let known = named
            .into_iter()
            .filter_map(|(sender, identifier)| self.known.get(&(sender.to_owned(), identifier.to_owned())));
        known.flatten().cloned().collect()
    }

    /// Makes the alert and what it references members of `chain`.
    fn add(&mut self, alert: &Alert, chain: &str) {
        for (identity, chain) in members(alert, chain) {
            let named = (identity.sender.clone(), identity.identifier.clone());
            let of_name = self.known.entry(named).or_default();
            match of_name.iter_mut().find(|(known, _)| *known == identity) {
                Some((_, known)) if *known == chain => continue,
                Some((_, known)) => known.clone_from(&chain),
                None => of_name.push((identity.clone(), chain.clone())),
            }
            self.new.push((identity, chain));
        }
    }

    fn rename(&mut self, old: &[String], new: &str) {
        for (_, chain) in self.known.values_mut().flatten() {
            if old.contains(chain) {
                new.clone_into(chain);
            }
        }
    }

    fn take_new(&mut self) -> Vec<(AlertIdentity, String)> {
        std::mem::take(&mut self.new)
    }
}

/// Sender and identifier of a message and of those it references.
fn names_in(alert: &Alert) -> impl Iterator<Item = (&str, &str)> {
    let own = (alert.identity.sender.as_str(), alert.identity.identifier.as_str());
    let others = alert.references.iter().map(|earlier| (earlier.sender.as_str(), earlier.identifier.as_str()));
    std::iter::once(own).chain(others)
}

fn received(id: AlertId, identity: &AlertIdentity) -> Noted {
    let AlertIdentity { identifier, sender, .. } = identity;
    Noted {
        action: "alert_stored",
        kind: "alert",
        id: id.to_string(),
        alert: Some(id),
        detail: Localized::new(
            format!("Nhận bản tin {identifier} từ {sender}."),
            format!("Received alert {identifier} from {sender}."),
        ),
        also: json!({}),
    }
}

fn put_aside(read: &Read) -> Noted {
    let words = read.reasons.first().map_or_else(|| Localized::new("", ""), |reason| reason.wording.clone());
    Noted {
        action: "alert_quarantined",
        kind: "quarantine",
        id: read.kept.id.to_string(),
        alert: None,
        detail: words,
        also: json!({}),
    }
}
