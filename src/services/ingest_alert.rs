//! From bytes to alerts: kept first, read afterwards, put aside with reasons where they cannot be used.
//!
//! Two transactions: [`keep`] and [`read_kept`]. A process that dies between them finds the kept bytes
//! again when it starts ([`super::resume`]).

use serde_json::json;

use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::alerts::cap::Alert;
use crate::alerts::document::{Document, read_document};
use crate::alerts::index::FeedIndex;
use crate::alerts::lineage::{chain_key, chains_joined, expires_or_assumed, members};
use crate::alerts::quarantine::Reason;
use crate::alerts::raw::{RawDocument, RawState};
use crate::alerts::source::{AlertSource, PollRules};
use crate::kernel::digest::sha256_hex;
use crate::kernel::ids::{AlertId, RawDocumentId};
use crate::kernel::{Localized, Timestamp};
use crate::store::alerts::StoredAlert;
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
    /// The list it was, where it was one.
    pub index: Option<FeedIndex>,
}

/// Keeps a document before anybody reads it.
///
/// The very same bytes from the same address, once read, are not kept again: the document they were is given
/// back.
pub fn keep(app: &App, source: Option<&AlertSource>, arrival: &Arrival) -> Result<RawDocument, ServiceError> {
    let document = arrived(app, source, arrival);
    if let Some(known) = app.store.read(|conn| raw_documents::known(conn, &document.sha256, arrival.url.as_deref()))? {
        return Ok(known);
    }
    app.store.write(|conn| raw_documents::insert(conn, &document, &arrival.bytes))?;
    Ok(document)
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
    }
}

/// Reads a kept document and stores what is in it. Doing it twice changes nothing.
pub fn read_kept(app: &App, document: RawDocumentId) -> Result<Ingested, ServiceError> {
    let (kept, bytes, source) = app.store.read(|conn| {
        let kept = raw_documents::get(conn, document)?;
        let source = kept.source_id.map(|source| alert_sources::get(conn, source)).transpose()?;
        Ok::<_, StoreError>((kept, raw_documents::bytes(conn, document)?, source))
    })?;
    let rules = source.as_ref().map_or_else(PollRules::default, |source| source.rules.clone());
    let read = Reading::of(read_document(&bytes, kept.content_type.as_deref(), &rules.reading));
    if kept.state != RawState::Received {
        let alerts = app.store.read(|conn| alerts::of_document(conn, document))?;
        let known = alerts.into_iter().map(|alert| alert.id).collect();
        return Ok(Ingested { document: kept, new: Vec::new(), known, index: read.index });
    }
    let now = app.now();
    let ingested = app.store.write(|conn| store_reading(conn, now, &kept, source.as_ref(), &read))?;
    app.nudge_streams();
    Ok(ingested)
}

/// A document, read: its alerts, what could not be used, and the list where it is one.
struct Reading {
    alerts: Vec<Alert>,
    reasons: Vec<Reason>,
    index: Option<FeedIndex>,
}

impl Reading {
    fn of(document: Document) -> Self {
        match document {
            Document::Alerts(found) => Self::sorted(found, None),
            Document::Index(mut index) => Self::sorted(std::mem::take(&mut index.inline), Some(index)),
            Document::Unreadable(reasons) => Self { alerts: Vec::new(), reasons, index: None },
        }
    }

    fn sorted(found: Vec<Result<Alert, Vec<Reason>>>, index: Option<FeedIndex>) -> Self {
        let mut reading = Self { alerts: Vec::new(), reasons: Vec::new(), index };
        for alert in found {
            match alert {
                Ok(alert) => reading.alerts.push(alert),
                Err(reasons) => reading.reasons.extend(reasons),
            }
        }
        reading
    }
}

fn store_reading(
    conn: &mut StoreConnection,
    now: Timestamp,
    kept: &RawDocument,
    source: Option<&AlertSource>,
    read: &Reading,
) -> Result<Ingested, StoreError> {
    // Another poll, or a push, may have read it since: what it found must not be called a duplicate.
    let present = raw_documents::get(conn, kept.id)?;
    if present.state != RawState::Received {
        let known = alerts::of_document(conn, kept.id)?.into_iter().map(|alert| alert.id).collect();
        return Ok(Ingested { document: present, new: Vec::new(), known, index: read.index.clone() });
    }
    let (mut new, mut known) = (Vec::new(), Vec::new());
    for alert in &read.alerts {
        match alerts::by_identity(conn, &alert.identity)? {
            Some(earlier) => known.push(earlier.id),
            None => new.push(store_alert(conn, now, kept, source, alert)?),
        }
    }
    let state = match (new.is_empty(), known.is_empty(), &read.index) {
        (false, _, _) => RawState::Stored,
        (true, _, Some(_)) => RawState::Index,
        (true, false, None) => RawState::Duplicate,
        (true, true, None) => RawState::Quarantined,
    };
    raw_documents::settle(conn, kept.id, state, &read.reasons)?;
    if state == RawState::Quarantined {
        let words = read.reasons.first().map_or_else(|| Localized::new("", ""), |reason| reason.wording.clone());
        note(conn, now, "alert_quarantined", "quarantine", kept.id.to_string(), None, words)?;
    }
    let document = RawDocument { state, reasons: read.reasons.clone(), ..kept.clone() };
    Ok(Ingested { document, new, known, index: read.index.clone() })
}

fn store_alert(
    conn: &mut StoreConnection,
    now: Timestamp,
    kept: &RawDocument,
    source: Option<&AlertSource>,
    alert: &Alert,
) -> Result<AlertId, StoreError> {
    let mut related = vec![(alert.identity.sender.clone(), alert.identity.identifier.clone())];
    related.extend(alert.references.iter().map(|earlier| (earlier.sender.clone(), earlier.identifier.clone())));
    let chains = alerts::chains_of(conn, &related)?;
    let chain = chain_key(alert, &chains);
    let joined = chains_joined(alert, &chains);
    let stored = StoredAlert {
        id: AlertId::new(now),
        raw_document_id: kept.id,
        source_id: source.map(|source| source.id),
        chain_key: chain.clone(),
        alert: alert.clone(),
        received_at: now,
        expires_at: expires_or_assumed(alert).0,
        responded_at: None,
        demonstration: source.is_some_and(|source| source.demonstration),
    };
    alerts::insert(conn, &stored)?;
    alerts::note_chain(conn, &members(alert, &chain), &joined, &chain)?;
    for old in &joined {
        events::rename_chain(conn, old, &chain)?;
    }
    let words = Localized::new(
        format!("Nhận bản tin {} từ {}.", alert.identity.identifier, alert.identity.sender),
        format!("Received alert {} from {}.", alert.identity.identifier, alert.identity.sender),
    );
    note(conn, now, "alert_stored", "alert", stored.id.to_string(), Some(stored.id), words)?;
    Ok(stored.id)
}

fn note(
    conn: &mut StoreConnection,
    now: Timestamp,
    action: &str,
    kind: &str,
    id: String,
    alert: Option<AlertId>,
    detail: Localized,
) -> Result<(), StoreError> {
    let actor = Actor::system();
    record(conn, now, Deed { actor: &actor, action, kind, id, alert, paper: None, detail, also: json!({}) })
}
