//! Received documents, byte for byte.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{activations, alerts, events, raw_documents};
use super::{StoreConnection, StoreError, from_json, id, loaded, optional_id, stored, to_json, word, word_text};
use crate::alerts::quarantine::Reason;
use crate::alerts::raw::{RawDocument, RawState};
use crate::kernel::Timestamp;
use crate::kernel::ids::RawDocumentId;

#[derive(Queryable, Selectable)]
#[diesel(table_name = raw_documents)]
struct RawRow {
    id: String,
    source_id: Option<String>,
    url: Option<String>,
    received_at: NaiveDateTime,
    content_type: Option<String>,
    sha256: String,
    state: String,
    reasons: String,
    length: i64,
    dropped_at: Option<NaiveDateTime>,
}

impl RawRow {
    fn into_document(self) -> Result<RawDocument, StoreError> {
        Ok(RawDocument {
            id: id(&self.id)?,
            source_id: optional_id(self.source_id.as_deref())?,
            url: self.url,
            received_at: loaded(self.received_at),
            content_type: self.content_type,
            sha256: self.sha256,
            state: word(&self.state)?,
            reasons: from_json(&self.reasons)?,
            length: self.length,
            dropped_at: self.dropped_at.map(loaded),
        })
    }
}

/// Keeps a document with its bytes.
pub fn insert(conn: &mut StoreConnection, document: &RawDocument, bytes: &[u8]) -> Result<(), StoreError> {
    diesel::insert_into(raw_documents::table)
        .values((
            raw_documents::id.eq(document.id.to_string()),
            raw_documents::source_id.eq(document.source_id.map(|id| id.to_string())),
            raw_documents::url.eq(document.url.clone()),
            raw_documents::received_at.eq(stored(document.received_at)),
            raw_documents::content_type.eq(document.content_type.clone()),
            raw_documents::sha256.eq(document.sha256.clone()),
            raw_documents::bytes.eq(bytes),
            raw_documents::state.eq(word_text(&document.state)),
            raw_documents::reasons.eq(to_json(&document.reasons)?),
            raw_documents::length.eq(i64::try_from(bytes.len()).unwrap_or(i64::MAX)),
            raw_documents::dropped_at.eq(document.dropped_at.map(stored)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes what became of a document.
pub fn settle(
    conn: &mut StoreConnection,
    document: RawDocumentId,
    state: RawState,
    reasons: &[Reason],
) -> Result<(), StoreError> {
    diesel::update(raw_documents::table.filter(raw_documents::id.eq(document.to_string())))
        .set((raw_documents::state.eq(word_text(&state)), raw_documents::reasons.eq(to_json(&reasons)?)))
        .execute(conn)?;
    Ok(())
}

/// One document, without its bytes.
pub fn get(conn: &mut StoreConnection, document: RawDocumentId) -> Result<RawDocument, StoreError> {
    let row: RawRow = raw_documents::table
        .filter(raw_documents::id.eq(document.to_string()))
        .select(RawRow::as_select())
        .get_result(conn)?;
    row.into_document()
}

/// One document with its bytes.
pub fn with_bytes(conn: &mut StoreConnection, document: RawDocumentId) -> Result<(RawDocument, Vec<u8>), StoreError> {
    let (row, bytes): (RawRow, Vec<u8>) = raw_documents::table
        .filter(raw_documents::id.eq(document.to_string()))
        .select((RawRow::as_select(), raw_documents::bytes))
        .get_result(conn)?;
    Ok((row.into_document()?, bytes))
}

/// The bytes of a document; none where they were dropped.
pub fn bytes(conn: &mut StoreConnection, document: RawDocumentId) -> Result<Vec<u8>, StoreError> {
    Ok(raw_documents::table
        .filter(raw_documents::id.eq(document.to_string()))
        .select(raw_documents::bytes)
        .get_result(conn)?)
}

/// A document with exactly these bytes from this address that has already been read and still has them, if there is one.
pub fn known(conn: &mut StoreConnection, sha256: &str, url: Option<&str>) -> Result<Option<RawDocument>, StoreError> {
    let rows: Vec<RawRow> = raw_documents::table
        .filter(raw_documents::sha256.eq(sha256))
        .filter(raw_documents::dropped_at.is_null())
        .filter(raw_documents::state.ne(word_text(&RawState::Received)))
        .order(raw_documents::id)
        .select(RawRow::as_select())
        .load(conn)?;
    rows.into_iter().find(|row| row.url.as_deref() == url).map(RawRow::into_document).transpose()
}

/// The documents nobody has read yet, in the order they arrived.
pub fn unread(conn: &mut StoreConnection, limit: i64) -> Result<Vec<RawDocumentId>, StoreError> {
    let rows: Vec<String> = raw_documents::table
        .filter(raw_documents::state.eq(word_text(&RawState::Received)))
        .order(raw_documents::id)
        .limit(limit)
        .select(raw_documents::id)
        .load(conn)?;
    rows.iter().map(|row| id(row)).collect()
}

/// Documents in `state`, newest first, those before id `before`.
pub fn in_state(
    conn: &mut StoreConnection,
    state: RawState,
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<RawDocument>, StoreError> {
    let mut query = raw_documents::table
        .filter(raw_documents::state.eq(word_text(&state)))
        .order(raw_documents::id.desc())
        .limit(limit)
        .select(RawRow::as_select())
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(before) = before {
        query = query.filter(raw_documents::id.lt(before.to_owned()));
    }
    let rows: Vec<RawRow> = query.load(conn)?;
    rows.into_iter().map(RawRow::into_document).collect()
}

/// Documents that could not be used, wholly or in part, newest first, those before id `before`.
pub fn with_reasons(
    conn: &mut StoreConnection,
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<RawDocument>, StoreError> {
    let mut query = raw_documents::table
        .filter(raw_documents::reasons.ne(to_json::<[Reason; 0]>(&[])?))
        .order(raw_documents::id.desc())
        .limit(limit)
        .select(RawRow::as_select())
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(before) = before {
        query = query.filter(raw_documents::id.lt(before.to_owned()));
    }
    let rows: Vec<RawRow> = query.load(conn)?;
    rows.into_iter().map(RawRow::into_document).collect()
}

/// When a document from this address whose bytes are still there last arrived and was read or put aside.
pub fn last_from(conn: &mut StoreConnection, url: &str) -> Result<Option<Timestamp>, StoreError> {
    let received: Option<NaiveDateTime> = raw_documents::table
        .filter(raw_documents::url.eq(url))
        .filter(raw_documents::dropped_at.is_null())
        .filter(raw_documents::state.ne(word_text(&RawState::Received)))
        .order(raw_documents::received_at.desc())
        .select(raw_documents::received_at)
        .first(conn)
        .optional()?;
    Ok(received.map(loaded))
}

/// Documents received before `before` whose bytes nothing rests on at `now`, the oldest first, with their lengths: each
/// was read, and its alerts, if it had any, are answered and over and belong to no event and no activation.
pub fn droppable(
    conn: &mut StoreConnection,
    before: Timestamp,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<(RawDocumentId, i64)>, StoreError> {
    let holding = alerts::table
        .filter(
            alerts::expires_at
                .gt(stored(now))
                .or(alerts::responded_at.is_null())
                .or(alerts::chain_key.eq_any(events::table.select(events::chain_key)))
                .or(alerts::id.eq_any(activations::table.select(activations::alert_id))),
        )
        .select(alerts::raw_document_id);
    let rows: Vec<(String, i64)> = raw_documents::table
        .filter(raw_documents::dropped_at.is_null())
        .filter(raw_documents::received_at.lt(stored(before)))
        .filter(raw_documents::state.ne(word_text(&RawState::Received)))
        .filter(raw_documents::id.ne_all(holding))
        .order(raw_documents::id)
        .limit(limit)
        .select((raw_documents::id, raw_documents::length))
        .load(conn)?;
    rows.into_iter().map(|(row, length)| Ok((id(&row)?, length))).collect()
}

/// Drops the bytes of documents, and nothing else of them.
pub fn drop_bytes(conn: &mut StoreConnection, documents: &[RawDocumentId], now: Timestamp) -> Result<(), StoreError> {
    let ids: Vec<String> = documents.iter().map(ToString::to_string).collect();
    diesel::update(raw_documents::table.filter(raw_documents::id.eq_any(ids)))
        .set((raw_documents::bytes.eq(Vec::<u8>::new()), raw_documents::dropped_at.eq(Some(stored(now)))))
        .execute(conn)?;
    Ok(())
}
