//! From bytes to alerts: kept first, read afterwards, put aside with reasons where they cannot be used.
//!
//! Two transactions: [`keep`] and [`read_kept`], which [`take_in`] does one after the other, for one document or many.
//! A process that dies between them finds the kept bytes again when it starts ([`super::resume`]).

use serde_json::json;

use super::commune_names::CommuneNames;
use super::record::{Actor, Deed, record_all};
use super::tie_danger::{tie, tie_later};
use super::{App, ServiceError};
use crate::alerts::adapters::{Answer, Received};
use crate::alerts::cap::{Alert, AlertIdentity};
use crate::alerts::document::Document;
use crate::alerts::lineage::{chain_key, chains_joined, expires_or_assumed, members};
use crate::alerts::quarantine::Reason;
use crate::alerts::raw::{RawDocument, RawState};
use crate::alerts::signature::Seal;
use crate::alerts::source::{AlertSource, PollRules};
use crate::kernel::checkpoint::checkpoint;
use crate::kernel::digest::sha256_hex;
use crate::kernel::ids::{AlertId, RawDocumentId};
use crate::kernel::{Localized, Timestamp};
use crate::store::alerts::{Listing, StoredAlert};
use crate::store::{StoreConnection, StoreError, alert_sources, alerts, events, raw_documents};

/// A document as it arrived.
#[derive(Debug, Clone, Default)]
pub struct Arrival {
    /// Where it was fetched from.
    pub url: Option<String>,
    /// What the sender called it.
    pub content_type: Option<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What became of a document.
#[derive(Debug)]
pub struct Ingested {
    /// The document.
    pub document: RawDocument,
    /// The alerts in it that were not known before.
    pub new: Vec<AlertId>,
    /// The alerts in it that were.
    pub known: Vec<AlertId>,
    /// Whether it had been read before; then all that was stored of it counts as known.
    read_before: bool,
    /// Every message that stands in it.
    pub listed: Vec<AlertIdentity>,
    /// What else it told; its alerts have been taken out.
    pub answer: Answer,
}

/// Keeps a document, then reads it.
pub fn take_in(app: &App, source: Option<&AlertSource>, arrival: &Arrival) -> Result<Ingested, ServiceError> {
    let mut taken = take_in_all(app, source, std::slice::from_ref(arrival))?;
    taken.pop().ok_or_else(|| ServiceError::Internal("a document was kept and not read".into()))
}

/// Keeps documents, then reads them, each in one transaction for all: what costs most is to wait for the disk.
pub fn take_in_all(
    app: &App,
    source: Option<&AlertSource>,
    arrivals: &[Arrival],
) -> Result<Vec<Ingested>, ServiceError> {
    if arrivals.is_empty() {
        return Ok(Vec::new());
    }
    let kept = keep_all(app, source, arrivals)?;
    checkpoint("bytes_kept");
    let ids: Vec<RawDocumentId> = kept.iter().map(|document| document.id).collect();
    let taken = read_all_kept(app, &ids)?.into_iter().zip(&kept).map(|(ingested, document)| {
        // Where another poll was quicker to read what was kept here, it is new all the same.
        let quicker = document.state == RawState::Received && ingested.read_before;
        if quicker { Ingested { new: ingested.known, known: Vec::new(), ..ingested } } else { ingested }
    });
    Ok(taken.collect())
}

/// Keeps a document before anybody reads it.
///
/// The very same bytes from the same address, once read, are not kept again: the document they were is given
/// back.
pub fn keep(app: &App, source: Option<&AlertSource>, arrival: &Arrival) -> Result<RawDocument, ServiceError> {
    let mut kept = keep_all(app, source, std::slice::from_ref(arrival))?;
    kept.pop().ok_or_else(|| ServiceError::Internal("a document was not kept".into()))
}

/// Keeps documents as [`keep`] does, those that are new in one transaction.
fn keep_all(app: &App, source: Option<&AlertSource>, arrivals: &[Arrival]) -> Result<Vec<RawDocument>, ServiceError> {
    let arrived: Vec<RawDocument> = arrivals.iter().map(|arrival| arrived(app, source, arrival)).collect();
    let known = app.store.read(|conn| {
        let known = |document: &RawDocument| raw_documents::known(conn, &document.sha256, document.url.as_deref());
        arrived.iter().map(known).collect::<Result<Vec<_>, StoreError>>()
    })?;
    let is_known: Vec<bool> = known.iter().map(Option::is_some).collect();
    let kept: Vec<RawDocument> =
        arrived.into_iter().zip(known).map(|(document, known)| known.unwrap_or(document)).collect();
    if !is_known.iter().all(|known| *known) {
        app.store.write(|conn| {
            let all = kept.iter().zip(arrivals).zip(&is_known);
            all.filter(|(_, known)| !**known)
                .try_for_each(|((document, arrival), _)| raw_documents::insert(conn, document, &arrival.bytes))
        })?;
    }
    Ok(kept)
}

/// Keeps what nobody needs to read, with the reason, in one step; false where it was kept before.
pub fn keep_aside(app: &App, source: &AlertSource, arrival: &Arrival, reason: Reason) -> Result<bool, ServiceError> {
    let document =
        RawDocument { state: RawState::Quarantined, reasons: vec![reason], ..arrived(app, Some(source), arrival) };
    app.store
        .write(|conn| match raw_documents::known(conn, &document.sha256, arrival.url.as_deref())? {
            Some(_) => Ok::<_, StoreError>(false),
            None => raw_documents::insert(conn, &document, &arrival.bytes).map(|()| true),
        })
        .map_err(Into::into)
}

pub(super) fn arrived(app: &App, source: Option<&AlertSource>, arrival: &Arrival) -> RawDocument {
    let now = app.now();
    RawDocument {
        id: RawDocumentId::new(now),
        source_id: source.map(|source| source.id),
        url: arrival.url.clone(),
        received_at: now,
        content_type: arrival.content_type.clone(),
        sha256: sha256_hex(&arrival.bytes),
        state: RawState::Received,
        reasons: Vec::new(),
        length: i64::try_from(arrival.bytes.len()).unwrap_or(i64::MAX),
        dropped_at: None,
    }
}

/// Reads a kept document and stores what is in it. Doing it twice changes nothing.
pub fn read_kept(app: &App, document: RawDocumentId) -> Result<Ingested, ServiceError> {
    let mut read = read_all_kept(app, &[document])?;
    read.pop().ok_or_else(|| ServiceError::Internal("a kept document was not read".into()))
}

/// Reads kept documents and stores what is in them, all of it in one transaction.
pub fn read_all_kept(app: &App, documents: &[RawDocumentId]) -> Result<Vec<Ingested>, ServiceError> {
    let now = app.now();
    let communes = CommuneNames::of(&*app.live.current(&app.store, now)?);
    let read = app.store.read(|conn| {
        documents.iter().map(|document| read_one(conn, *document, &communes)).collect::<Result<Vec<_>, StoreError>>()
    })?;
    let settled = if read.iter().any(Read::is_unsettled) {
        let settled = app.store.write(|conn| {
            let mut notes = Vec::new();
            let settled = read.iter().map(|one| one.settle(conn, now, &mut notes));
            let settled = settled.collect::<Result<Vec<_>, StoreError>>()?;
            write_down(conn, now, notes)?;
            Ok::<_, StoreError>(settled)
        })?;
        app.nudge_streams();
        settled
    } else {
        app.store.read(|conn| read.iter().map(|one| one.settled(conn)).collect::<Result<Vec<_>, StoreError>>())?
    };
    Ok(read.into_iter().zip(settled).map(|(one, settled)| one.reading.ingested(settled)).collect())
}

/// A document that was read, and whether what is in it is still to be stored.
struct Read {
    kept: RawDocument,
    source: Option<AlertSource>,
    reading: Reading,
    /// It was put aside because of its sender, who has been admitted since.
    admitted_since: bool,
}

fn read_one(conn: &mut StoreConnection, document: RawDocumentId, communes: &CommuneNames) -> Result<Read, StoreError> {
    let (kept, bytes) = raw_documents::with_bytes(conn, document)?;
    let source = kept.source_id.map(|source| alert_sources::get(conn, source)).transpose()?;
    let rules = source.as_ref().map_or_else(PollRules::default, |source| source.rules.clone());
    let received = Received {
        bytes: &bytes,
        content_type: kept.content_type.as_deref(),
        asked: kept.url.as_deref(),
        rules: &rules.reading,
        communes,
    };
    let reading = Reading::of(rules.format.adapter().read(&received), &rules, &bytes);
    let refused = |reasons: &[Reason]| reasons.iter().any(Reason::is_about_sender);
    let admitted_since = refused(&kept.reasons) && !refused(&reading.reasons);
    Ok(Read { kept, source, reading, admitted_since })
}

impl Read {
    fn is_unsettled(&self) -> bool {
        self.kept.state == RawState::Received || self.admitted_since
    }

    fn settle(&self, conn: &mut StoreConnection, now: Timestamp, notes: &mut Vec<Note>) -> Result<Settled, StoreError> {
        if self.is_unsettled() {
            store_reading(conn, now, &self.kept, self.source.as_ref(), &self.reading, notes)
        } else {
            self.settled(conn)
        }
    }

    /// What was stored of it before.
    fn settled(&self, conn: &mut StoreConnection) -> Result<Settled, StoreError> {
        let known = alerts::of_document(conn, self.kept.id)?.into_iter().map(|alert| alert.id).collect();
        Ok(Settled { document: self.kept.clone(), new: Vec::new(), known, read_before: true })
    }
}

/// What was written down of a document.
struct Settled {
    document: RawDocument,
    new: Vec<AlertId>,
    known: Vec<AlertId>,
    read_before: bool,
}

/// A document, read: its alerts, what could not be used, and what else it told.
struct Reading {
    alerts: Vec<Alert>,
    reasons: Vec<Reason>,
    listed: Vec<AlertIdentity>,
    answer: Answer,
}

impl Reading {
    /// Sorts what was read; an alert of a sender whose alerts the source may not bring is put aside, and one that is not
    /// signed as the source signs.
    fn of(mut answer: Answer, rules: &PollRules, bytes: &[u8]) -> Self {
        let seal = Seal::new(bytes, rules.signing_key.as_deref());
        let (found, reasons) = match &mut answer.document {
            Document::Alerts(found) => (std::mem::take(found), Vec::new()),
            Document::Index(index) => (std::mem::take(&mut index.inline), Vec::new()),
            Document::Unreadable(reasons) => (Vec::new(), std::mem::take(reasons)),
        };
        let mut reading = Self { alerts: Vec::new(), reasons, listed: Vec::new(), answer };
        for alert in found {
            match alert {
                Ok(Alert { identity, .. }) if !rules.admits(&identity.sender) => {
                    reading.reasons.push(Reason::sender_not_allowed(&identity.sender, &identity.identifier));
                }
                Ok(mut alert) => match seal.check(&alert) {
                    Ok(remark) => {
                        alert.remarks.extend(remark);
                        reading.listed.push(alert.identity.clone());
                        reading.alerts.push(alert);
                    }
                    Err(reason) => reading.reasons.push(reason),
                },
                Err(reasons) => reading.reasons.extend(reasons),
            }
        }
        reading
    }

    /// Whether it is a list: one that leads on, or one that is empty and could be read.
    fn is_list(&self) -> bool {
        self.answer.index().is_some_and(|index| !index.entries.is_empty() || self.reasons.is_empty())
    }

    fn ingested(self, settled: Settled) -> Ingested {
        let Settled { document, new, known, read_before } = settled;
        Ingested { document, new, known, read_before, listed: self.listed, answer: self.answer }
    }
}

fn store_reading(
    conn: &mut StoreConnection,
    now: Timestamp,
    kept: &RawDocument,
    source: Option<&AlertSource>,
    read: &Reading,
    notes: &mut Vec<Note>,
) -> Result<Settled, StoreError> {
    // Another poll, or a push, may have read it since: what it found must not be called a duplicate.
    let present = raw_documents::get(conn, kept.id)?;
    if present.state != kept.state {
        let known = alerts::of_document(conn, kept.id)?.into_iter().map(|alert| alert.id).collect();
        return Ok(Settled { document: present, new: Vec::new(), known, read_before: true });
    }
    let (mut new, mut known) = (Vec::new(), Vec::new());
    for alert in &read.alerts {
        match alerts::by_identity(conn, &alert.identity)? {
            Some(earlier) => known.push(earlier.id),
            None => new.push(store_alert(conn, now, kept, source, alert, notes)?),
        }
    }
    let state = match (new.is_empty(), known.is_empty(), read.is_list()) {
        (false, _, _) => RawState::Stored,
        (true, _, true) => RawState::Index,
        (true, false, false) => RawState::Duplicate,
        (true, true, false) => RawState::Quarantined,
    };
    raw_documents::settle(conn, kept.id, state, &read.reasons)?;
    if state == RawState::Quarantined {
        let words = read.reasons.first().map_or_else(|| Localized::new("", ""), |reason| reason.wording.clone());
        notes.push(Note {
            action: "alert_quarantined",
            kind: "quarantine",
            id: kept.id.to_string(),
            alert: None,
            words,
        });
    }
    let document = RawDocument { state, reasons: read.reasons.clone(), ..kept.clone() };
    Ok(Settled { document, new, known, read_before: false })
}

fn store_alert(
    conn: &mut StoreConnection,
    now: Timestamp,
    kept: &RawDocument,
    source: Option<&AlertSource>,
    alert: &Alert,
    notes: &mut Vec<Note>,
) -> Result<AlertId, StoreError> {
    let tied = tie(conn, source.map(|source| source.rules.format).unwrap_or_default(), alert)?;
    let alert = tied.alert;
    let mut related = vec![(alert.identity.sender.clone(), alert.identity.identifier.clone())];
    related.extend(alert.references.iter().map(|earlier| (earlier.sender.clone(), earlier.identifier.clone())));
    let chains = alerts::chains_of(conn, &related)?;
    let chain = chain_key(&alert, &chains);
    let mut joined = chains_joined(&alert, &chains);
    joined.extend(tied.after.iter().map(|after| after.chain_key.clone()).filter(|after| *after != chain));
    let stored = StoredAlert {
        id: AlertId::new(now),
        raw_document_id: kept.id,
        source_id: source.map(|source| source.id),
        chain_key: chain.clone(),
        received_at: now,
        expires_at: expires_or_assumed(&alert).0,
        responded_at: None,
        demonstration: source.is_some_and(|source| source.demonstration),
        listing: Listing::default(),
        alert,
    };
    alerts::insert(conn, &stored)?;
    alerts::note_chain(conn, &members(&stored.alert, &chain), &joined, &chain)?;
    for old in &joined {
        events::rename_chain(conn, old, &chain)?;
    }
    if let Some(after) = &tied.after {
        tie_later(conn, after, &stored.alert.identity, now)?;
    }
    let AlertIdentity { identifier, sender, .. } = &stored.alert.identity;
    let words = Localized::new(
        format!("Nhận bản tin {identifier} từ {sender}."),
        format!("Received alert {identifier} from {sender}."),
    );
    let id = stored.id.to_string();
    notes.push(Note { action: "alert_stored", kind: "alert", id, alert: Some(stored.id), words });
    Ok(stored.id)
}

/// What the log will say of a document or an alert.
struct Note {
    action: &'static str,
    kind: &'static str,
    id: String,
    alert: Option<AlertId>,
    words: Localized,
}

/// Writes all notes of a transaction into the log, in order, at its end.
fn write_down(conn: &mut StoreConnection, now: Timestamp, notes: Vec<Note>) -> Result<(), StoreError> {
    let actor = Actor::system();
    let deed = |Note { action, kind, id, alert, words }| Deed {
        actor: &actor,
        action,
        kind,
        id,
        alert,
        paper: None,
        detail: words,
        also: json!({}),
    };
    record_all(conn, now, notes.into_iter().map(deed).collect())
}
