//! From bytes to alerts: kept first, read afterwards, put aside with reasons where they cannot be used.
//!
//! Two transactions: [`keep`] and [`read_kept`], which [`take_in`] does one after the other, for one document or many.
//! A process that dies between them finds the kept bytes again when it starts ([`super::resume`]).

mod reading;
mod storing;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::commune_names::CommuneNames;
use super::{App, ServiceError};
use crate::alerts::adapters::Answer;
use crate::alerts::cap::AlertIdentity;
use crate::alerts::quarantine::Reason;
use crate::alerts::raw::{RawDocument, RawState};
use crate::alerts::source::AlertSource;
use crate::kernel::checkpoint::checkpoint;
use crate::kernel::digest::sha256_hex;
use crate::kernel::each::each;
use crate::kernel::ids::{AlertId, RawDocumentId, SourceId};
use crate::store::{StoreConnection, StoreError, alert_sources, alerts, raw_documents};
pub(super) use reading::Read;
use storing::{Settled, Storing};

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
    let communes = CommuneNames::of(&*app.live.current(&app.store, app.now())?);
    // What was kept of another source before is read by the rules of that one.
    let sources = sources_of(app, kept.iter().filter(|document| document.source_id != source.map(|known| known.id)))?;
    let documents: Vec<(&RawDocument, &Arrival)> = kept.iter().zip(arrivals).collect();
    let read = each(&documents, |(document, arrival)| {
        let other = document.source_id.and_then(|id| sources.get(&id));
        let own = document.source_id.and(source);
        Read::of((*document).clone(), other.or(own), &arrival.bytes, &communes)
    });
    let taken = store_all(app, read.into_iter().collect::<Result<_, _>>()?)?.into_iter().zip(&kept);
    let taken = taken.map(|(ingested, document)| {
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
    // Ids are given in the order of arrival, so not in two threads.
    let digests = each(arrivals, |arrival| sha256_hex(&arrival.bytes));
    let of_arrival = |(arrival, sha256)| arrived_as(app, source, arrival, sha256);
    let mut kept: Vec<RawDocument> = arrivals.iter().zip(digests).map(of_arrival).collect();
    let hashes: Vec<&str> = kept.iter().map(|document| document.sha256.as_str()).collect();
    let known = app.store.read(|conn| raw_documents::known_all(conn, &hashes))?;
    let mut of_before: HashMap<(&str, Option<&str>), &RawDocument> = HashMap::new();
    for document in &known {
        of_before.entry((&document.sha256, document.url.as_deref())).or_insert(document);
    }
    let mut new = Vec::with_capacity(arrivals.len());
    for (document, arrival) in kept.iter_mut().zip(arrivals) {
        match of_before.get(&(document.sha256.as_str(), document.url.as_deref())) {
            Some(known) => *document = (*known).clone(),
            None => new.push((&*document, arrival.bytes.as_slice())),
        }
    }
    if !new.is_empty() {
        app.store.write(|conn| raw_documents::insert_all(conn, &new))?;
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
    arrived_as(app, source, arrival, sha256_hex(&arrival.bytes))
}

fn arrived_as(app: &App, source: Option<&AlertSource>, arrival: &Arrival, sha256: String) -> RawDocument {
    let now = app.now();
    RawDocument {
        id: RawDocumentId::new(now),
        source_id: source.map(|source| source.id),
        url: arrival.url.clone(),
        received_at: now,
        content_type: arrival.content_type.clone(),
        sha256,
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
    let communes = CommuneNames::of(&*app.live.current(&app.store, app.now())?);
    let kept = app.store.read(|conn| {
        documents.iter().map(|document| raw_documents::with_bytes(conn, *document)).collect::<Result<Vec<_>, _>>()
    })?;
    let sources = sources_of(app, kept.iter().map(|(document, _)| document))?;
    let read = each(&kept, |(document, bytes)| {
        let source = document.source_id.and_then(|id| sources.get(&id));
        Read::of(document.clone(), source, bytes, &communes)
    });
    store_all(app, read.into_iter().collect::<Result<_, _>>()?)
}

/// The sources that documents came from.
fn sources_of<'d>(
    app: &App,
    documents: impl Iterator<Item = &'d RawDocument>,
) -> Result<HashMap<SourceId, AlertSource>, StoreError> {
    let mut sources = HashMap::new();
    for id in documents.filter_map(|document| document.source_id) {
        if let Entry::Vacant(unknown) = sources.entry(id) {
            unknown.insert(app.store.read(|conn| alert_sources::get(conn, id))?);
        }
    }
    Ok(sources)
}

/// Stores what was read, all of it in one transaction; what is new is held at hand for its answer.
fn store_all(app: &App, read: Vec<Read>) -> Result<Vec<Ingested>, ServiceError> {
    let now = app.now();
    let settled = if read.iter().any(Read::is_unsettled) {
        let settled = app.store.write(|conn| {
            let mut storing = Storing::begin(conn, &read, now)?;
            let settled = read.iter().map(|one| storing.settle(conn, one)).collect::<Result<Vec<_>, _>>()?;
            storing.finish(conn)?;
            Ok::<_, StoreError>(settled)
        })?;
        app.nudge_streams();
        settled
    } else {
        app.store.read(|conn| all_settled_before(conn, &read))?
    };
    Ok(read.into_iter().zip(settled).map(|(one, settled)| ingested(app, one, settled)).collect())
}

fn all_settled_before(conn: &mut StoreConnection, read: &[Read]) -> Result<Vec<Settled>, StoreError> {
    let ids: Vec<RawDocumentId> = read.iter().map(|one| one.kept.id).collect();
    let mut known = alerts::ids_of_documents(conn, &ids)?;
    Ok(read.iter().map(|one| Settled::before(&one.kept, known.remove(&one.kept.id))).collect())
}

fn ingested(app: &App, read: Read, settled: Settled) -> Ingested {
    let Settled { document, new, known, read_before } = settled;
    for (alert, written) in read.alerts.into_iter().zip(&read.written) {
        // What was changed while it was stored is not what was read.
        if let Some(stored) = new.iter().find(|stored| stored.as_read && stored.identity == alert.identity) {
            app.fresh.hold(stored.id, alert, written.len());
        }
    }
    let new = new.into_iter().map(|stored| stored.id).collect();
    Ingested { document, new, known, read_before, listed: read.listed, answer: read.answer }
}
