//! Received documents, byte for byte.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{activations, alerts, events, raw_bytes, raw_documents};
use super::{
    IN_A_LIST, StoreConnection, StoreError, from_json, id, insert_rows, loaded, optional_id, stored, to_json, word,
    word_text,
};
use crate::alerts::quarantine::Reason;
use crate::alerts::raw::{RawDocument, RawState};
use crate::kernel::Timestamp;
use crate::kernel::ids::RawDocumentId;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = raw_documents)]
#[diesel(treat_none_as_default_value = false)]
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

#[derive(Insertable)]
#[diesel(table_name = raw_bytes)]
struct BytesRow<'b> {
    document_id: String,
    bytes: &'b [u8],
}

impl RawRow {
    fn of(document: &RawDocument, bytes: &[u8]) -> Result<Self, StoreError> {
        Ok(Self {
            id: document.id.to_string(),
            source_id: document.source_id.map(|id| id.to_string()),
            url: document.url.clone(),
            received_at: stored(document.received_at),
            content_type: document.content_type.clone(),
            sha256: document.sha256.clone(),
            state: word_text(&document.state),
            reasons: to_json(&document.reasons)?,
            length: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            dropped_at: document.dropped_at.map(stored),
        })
    }

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
    insert_all(conn, &[(document, bytes)])
}

/// Keeps documents, each with its bytes.
pub fn insert_all(conn: &mut StoreConnection, documents: &[(&RawDocument, &[u8])]) -> Result<(), StoreError> {
    let heads = documents.iter().map(|(document, bytes)| RawRow::of(document, bytes)).collect::<Result<Vec<_>, _>>()?;
    insert_rows!(conn, raw_documents::table, heads);
    let bodies: Vec<BytesRow<'_>> =
        documents.iter().map(|(document, bytes)| BytesRow { document_id: document.id.to_string(), bytes }).collect();
    insert_rows!(conn, raw_bytes::table, bodies);
    Ok(())
}

/// Notes what became of a document.
pub fn settle(
    conn: &mut StoreConnection,
    document: RawDocumentId,
    state: RawState,
    reasons: &[Reason],
) -> Result<(), StoreError> {
    settle_all(conn, &[(document, state, reasons)])
}

/// Notes what became of documents, those together of which the same is to be said.
pub fn settle_all(
    conn: &mut StoreConnection,
    documents: &[(RawDocumentId, RawState, &[Reason])],
) -> Result<(), StoreError> {
    let mut alike: HashMap<(String, String), Vec<String>> = HashMap::new();
    for (document, state, reasons) in documents {
        alike.entry((word_text(state), to_json(reasons)?)).or_default().push(document.to_string());
    }
    for ((state, reasons), ids) in alike {
        for ids in ids.chunks(IN_A_LIST) {
            diesel::update(raw_documents::table.filter(raw_documents::id.eq_any(ids.to_vec())))
                .set((raw_documents::state.eq(state.clone()), raw_documents::reasons.eq(reasons.clone())))
                .execute(conn)?;
        }
    }
    Ok(())
}

/// Documents by their ids, without their bytes.
pub fn get_all(
    conn: &mut StoreConnection,
    documents: &[RawDocumentId],
) -> Result<HashMap<RawDocumentId, RawDocument>, StoreError> {
    let mut found = HashMap::with_capacity(documents.len());
    for chunk in documents.chunks(IN_A_LIST) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<RawRow> =
            raw_documents::table.filter(raw_documents::id.eq_any(ids)).select(RawRow::as_select()).load(conn)?;
        for row in rows {
            let document = row.into_document()?;
            found.insert(document.id, document);
        }
    }
    Ok(found)
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
        .inner_join(raw_bytes::table.on(raw_bytes::document_id.eq(raw_documents::id)))
        .filter(raw_documents::id.eq(document.to_string()))
        .select((RawRow::as_select(), raw_bytes::bytes))
        .get_result(conn)?;
    Ok((row.into_document()?, bytes))
}

/// The bytes of a document; none where they were dropped.
pub fn bytes(conn: &mut StoreConnection, document: RawDocumentId) -> Result<Vec<u8>, StoreError> {
    Ok(raw_bytes::table
        .filter(raw_bytes::document_id.eq(document.to_string()))
        .select(raw_bytes::bytes)
        .get_result(conn)?)
}

/// A document with exactly these bytes from this address that has already been read and still has them, if there is one.
pub fn known(conn: &mut StoreConnection, sha256: &str, url: Option<&str>) -> Result<Option<RawDocument>, StoreError> {
    let mut found = known_all(conn, &[sha256])?;
    found.retain(|document| document.url.as_deref() == url);
    found.truncate(1);
    Ok(found.pop())
}

/// The documents with one of these hashes that have already been read and still have their bytes, the oldest first.
pub fn known_all(conn: &mut StoreConnection, hashes: &[&str]) -> Result<Vec<RawDocument>, StoreError> {
    let mut found = Vec::new();
    for chunk in hashes.chunks(IN_A_LIST) {
        let rows: Vec<RawRow> = raw_documents::table
            .filter(raw_documents::sha256.eq_any(chunk.to_vec()))
            .filter(raw_documents::dropped_at.is_null())
            .filter(raw_documents::state.ne(word_text(&RawState::Received)))
            .order(raw_documents::id)
            .select(RawRow::as_select())
            .load(conn)?;
        for row in rows {
            found.push(row.into_document()?);
        }
    }
    Ok(found)
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
    diesel::update(raw_bytes::table.filter(raw_bytes::document_id.eq_any(ids.clone())))
        .set(raw_bytes::bytes.eq(Vec::<u8>::new()))
        .execute(conn)?;
    diesel::update(raw_documents::table.filter(raw_documents::id.eq_any(ids)))
        .set(raw_documents::dropped_at.eq(Some(stored(now))))
        .execute(conn)?;
    Ok(())
}
