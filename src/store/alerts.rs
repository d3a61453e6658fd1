//! Alerts that could be read. Which belong together: [`super::alert_chains`]; which were answered:
//! [`super::alert_answers`]; and how: [`super::alert_decisions`].

use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{alert_contents, alert_references, alerts};
use super::{
    IN_A_LIST, StoreConnection, StoreError, from_json, id, insert_rows, loaded, optional_id, stored, to_json, word_text,
};
use crate::alerts::cap::{Alert, AlertIdentity, MsgType};
use crate::alerts::lineage::{AlertState, state_as_listed};
use crate::kernel::Timestamp;
use crate::kernel::ids::{AlertId, RawDocumentId, SourceId};

/// An alert as it is kept.
#[derive(Debug, Clone)]
pub struct StoredAlert {
    /// Its id.
    pub id: AlertId,
    /// The bytes it was read from.
    pub raw_document_id: RawDocumentId,
    /// The source it came from.
    pub source_id: Option<SourceId>,
    /// The chain it belongs to.
    pub chain_key: String,
    /// The alert.
    pub alert: Alert,
    /// When it arrived.
    pub received_at: Timestamp,
    /// When it ends, stated or assumed.
    pub expires_at: Timestamp,
    /// When plans were asked about it; `None` while they have not been.
    pub responded_at: Option<Timestamp>,
    /// From the demonstration's own source.
    pub demonstration: bool,
    /// Whether its source still lists it.
    pub listing: Listing,
    /// When it was last read otherwise than before.
    pub changed_at: Option<Timestamp>,
}

impl StoredAlert {
    /// The state it is in at `now`; `superseded_by` as for [`state_as_listed`].
    pub fn state(&self, superseded_by: Option<MsgType>, now: Timestamp) -> AlertState {
        state_as_listed(&self.alert, superseded_by, self.listing.ended_by_absence_at.is_some(), now)
    }
}

/// Since when a source no longer lists an alert.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Listing {
    /// Where the source lists all that is in force: the alert is over.
    pub ended_by_absence_at: Option<Timestamp>,
    /// Where it does not: the alert is only off the list.
    pub unlisted_at: Option<Timestamp>,
}

/// An alert as it was read, ready to be written as it will be kept.
#[derive(Debug, Clone)]
pub struct Written(String);

impl Written {
    /// The text by which `alert` is kept.
    pub fn of(alert: &Alert) -> Result<Self, StoreError> {
        to_json(alert).map(Self)
    }

    /// How many bytes it takes.
    #[allow(clippy::len_without_is_empty, reason = "no alert is written as nothing")]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// An alert that is to be kept.
#[derive(Debug)]
pub struct NewAlert<'a> {
    /// Its id.
    pub id: AlertId,
    /// The bytes it was read from.
    pub raw_document_id: RawDocumentId,
    /// The source it came from.
    pub source_id: Option<SourceId>,
    /// The chain it belongs to.
    pub chain_key: String,
    /// The alert.
    pub alert: &'a Alert,
    /// The same, written.
    pub written: &'a Written,
    /// When it arrived.
    pub received_at: Timestamp,
    /// When it ends, stated or assumed.
    pub expires_at: Timestamp,
    /// When plans were asked about it; `None` while they have not been.
    pub responded_at: Option<Timestamp>,
    /// From the demonstration's own source.
    pub demonstration: bool,
    /// Whether its source still lists it.
    pub listing: Listing,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = alerts)]
pub(super) struct AlertRow {
    id: String,
    raw_document_id: String,
    source_id: Option<String>,
    chain_key: String,
    received_at: NaiveDateTime,
    expires_at: NaiveDateTime,
    responded_at: Option<NaiveDateTime>,
    demonstration: bool,
    ended_by_absence_at: Option<NaiveDateTime>,
    unlisted_at: Option<NaiveDateTime>,
    changed_at: Option<NaiveDateTime>,
}

/// The row of an alert with what it says.
pub(super) type WholeRow = (AlertRow, String);

/// Alerts with what they say: a join to be filtered and ordered, with [`WholeRow`] as what comes of it.
macro_rules! whole_alerts {
    () => {
        crate::store::schema::alerts::table
            .inner_join(
                crate::store::schema::alert_contents::table
                    .on(crate::store::schema::alert_contents::alert_id.eq(crate::store::schema::alerts::id)),
            )
            .select((crate::store::alerts::AlertRow::as_select(), crate::store::schema::alert_contents::content))
    };
}
pub(super) use whole_alerts;

pub(super) fn whole(row: WholeRow) -> Result<StoredAlert, StoreError> {
    let (row, content) = row;
    row.with(from_json(&content)?)
}

impl AlertRow {
    fn with(self, alert: Alert) -> Result<StoredAlert, StoreError> {
        Ok(StoredAlert {
            id: id(&self.id)?,
            raw_document_id: id(&self.raw_document_id)?,
            source_id: optional_id(self.source_id.as_deref())?,
            chain_key: self.chain_key,
            alert,
            received_at: loaded(self.received_at),
            expires_at: loaded(self.expires_at),
            responded_at: self.responded_at.map(loaded),
            demonstration: self.demonstration,
            listing: Listing {
                ended_by_absence_at: self.ended_by_absence_at.map(loaded),
                unlisted_at: self.unlisted_at.map(loaded),
            },
            changed_at: self.changed_at.map(loaded),
        })
    }
}

#[derive(Insertable)]
#[diesel(table_name = alerts)]
#[diesel(treat_none_as_default_value = false)]
struct NewRow {
    id: String,
    raw_document_id: String,
    source_id: Option<String>,
    sender: String,
    identifier: String,
    sent: NaiveDateTime,
    status: String,
    msg_type: String,
    chain_key: String,
    received_at: NaiveDateTime,
    expires_at: NaiveDateTime,
    responded_at: Option<NaiveDateTime>,
    demonstration: bool,
    ended_by_absence_at: Option<NaiveDateTime>,
    unlisted_at: Option<NaiveDateTime>,
    changed_at: Option<NaiveDateTime>,
    asked_round: i64,
}

impl NewRow {
    fn of(new: &NewAlert<'_>) -> Self {
        let alert = new.alert;
        Self {
            id: new.id.to_string(),
            raw_document_id: new.raw_document_id.to_string(),
            source_id: new.source_id.map(|id| id.to_string()),
            sender: alert.identity.sender.clone(),
            identifier: alert.identity.identifier.clone(),
            sent: stored(alert.identity.sent),
            status: word_text(&alert.status),
            msg_type: word_text(&alert.msg_type),
            chain_key: new.chain_key.clone(),
            received_at: stored(new.received_at),
            expires_at: stored(new.expires_at),
            responded_at: new.responded_at.map(stored),
            demonstration: new.demonstration,
            ended_by_absence_at: new.listing.ended_by_absence_at.map(stored),
            unlisted_at: new.listing.unlisted_at.map(stored),
            changed_at: None,
            asked_round: 1,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = alert_contents)]
struct ContentRow<'w> {
    alert_id: String,
    content: &'w str,
}

#[derive(Insertable)]
#[diesel(table_name = alert_references)]
#[diesel(treat_none_as_default_value = false)]
struct ReferenceRow {
    alert_id: String,
    position: i64,
    sender: String,
    identifier: String,
    sent: Option<NaiveDateTime>,
}

/// Keeps an alert; `AlreadyExists` where one of the same sender, identifier and time is there.
pub fn insert(conn: &mut StoreConnection, kept: &StoredAlert) -> Result<(), StoreError> {
    let new = NewAlert {
        id: kept.id,
        raw_document_id: kept.raw_document_id,
        source_id: kept.source_id,
        chain_key: kept.chain_key.clone(),
        alert: &kept.alert,
        written: &Written::of(&kept.alert)?,
        received_at: kept.received_at,
        expires_at: kept.expires_at,
        responded_at: kept.responded_at,
        demonstration: kept.demonstration,
        listing: kept.listing,
    };
    insert_all(conn, &[new])
}

/// Keeps alerts; `AlreadyExists` where one of the same sender, identifier and time as one of them is there.
pub fn insert_all(conn: &mut StoreConnection, new: &[NewAlert<'_>]) -> Result<(), StoreError> {
    let rows: Vec<NewRow> = new.iter().map(NewRow::of).collect();
    insert_rows!(conn, alerts::table, rows);
    let contents: Vec<ContentRow<'_>> =
        new.iter().map(|new| ContentRow { alert_id: new.id.to_string(), content: &new.written.0 }).collect();
    insert_rows!(conn, alert_contents::table, contents);
    let references = new.iter().flat_map(|new| (0_i64..).zip(&new.alert.references).map(|named| (new.id, named)));
    let references: Vec<ReferenceRow> = references
        .map(|(alert, (position, reference))| ReferenceRow {
            alert_id: alert.to_string(),
            position,
            sender: reference.sender.clone(),
            identifier: reference.identifier.clone(),
            sent: reference.sent.map(stored),
        })
        .collect();
    insert_rows!(conn, alert_references::table, references);
    Ok(())
}

/// One alert.
pub fn get(conn: &mut StoreConnection, alert: AlertId) -> Result<StoredAlert, StoreError> {
    whole(whole_alerts!().filter(alerts::id.eq(alert.to_string())).get_result(conn)?)
}

/// Alerts, in the order of `ids`. What one says is asked of `at_hand` first, which may know it from when it was kept; it
/// is believed where the alert has not changed since.
pub fn get_all(
    conn: &mut StoreConnection,
    ids: &[AlertId],
    at_hand: &mut HashMap<AlertId, Alert>,
) -> Result<Vec<StoredAlert>, StoreError> {
    let mut heads: HashMap<AlertId, AlertRow> = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(IN_A_LIST) {
        let texts: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<AlertRow> =
            alerts::table.filter(alerts::id.eq_any(texts)).select(AlertRow::as_select()).load(conn)?;
        for row in rows {
            heads.insert(id(&row.id)?, row);
        }
    }
    at_hand.retain(|id, _| heads.get(id).is_some_and(|row| row.changed_at.is_none()));
    let unknown: Vec<String> = heads.keys().filter(|id| !at_hand.contains_key(id)).map(ToString::to_string).collect();
    let mut contents: HashMap<AlertId, Alert> = HashMap::with_capacity(unknown.len());
    for chunk in unknown.chunks(IN_A_LIST) {
        let rows: Vec<(String, String)> = alert_contents::table
            .filter(alert_contents::alert_id.eq_any(chunk.to_vec()))
            .select((alert_contents::alert_id, alert_contents::content))
            .load(conn)?;
        for (alert, content) in rows {
            contents.insert(id(&alert)?, from_json(&content)?);
        }
    }
    ids.iter()
        .map(|id| {
            let row = heads.remove(id).ok_or(StoreError::NotFound)?;
            let alert = at_hand.remove(id).or_else(|| contents.remove(id)).ok_or(StoreError::NotFound)?;
            row.with(alert)
        })
        .collect()
}

/// Those of `kept` that still are what they were when they were got: read as then, and in the same chain.
pub fn unchanged<'a>(
    conn: &mut StoreConnection,
    kept: impl Iterator<Item = &'a StoredAlert>,
) -> Result<HashSet<AlertId>, StoreError> {
    let kept: HashMap<String, &StoredAlert> = kept.map(|alert| (alert.id.to_string(), alert)).collect();
    let ids: Vec<&str> = kept.keys().map(String::as_str).collect();
    let mut unchanged = HashSet::with_capacity(kept.len());
    for chunk in ids.chunks(IN_A_LIST) {
        let rows: Vec<(String, String, Option<NaiveDateTime>)> = alerts::table
            .filter(alerts::id.eq_any(chunk.to_vec()))
            .select((alerts::id, alerts::chain_key, alerts::changed_at))
            .load(conn)?;
        let as_got = |(id, chain, changed_at): (String, String, Option<NaiveDateTime>)| {
            let alert = kept.get(&id)?;
            (alert.chain_key == chain && alert.changed_at == changed_at.map(loaded)).then_some(alert.id)
        };
        unchanged.extend(rows.into_iter().filter_map(as_got));
    }
    Ok(unchanged)
}

/// The alert of this identity.
pub fn by_identity(conn: &mut StoreConnection, identity: &AlertIdentity) -> Result<Option<StoredAlert>, StoreError> {
    let row: Option<WholeRow> = whole_alerts!()
        .filter(alerts::sender.eq(&identity.sender))
        .filter(alerts::identifier.eq(&identity.identifier))
        .filter(alerts::sent.eq(stored(identity.sent)))
        .get_result(conn)
        .optional()?;
    row.map(whole).transpose()
}

/// Those of `identities` that are kept, with their ids.
pub fn known_of(
    conn: &mut StoreConnection,
    identities: &[&AlertIdentity],
) -> Result<HashMap<AlertIdentity, AlertId>, StoreError> {
    let mut found = HashMap::new();
    for chunk in identities.chunks(IN_A_LIST) {
        let (senders, identifiers) = names_of(chunk.iter().map(|one| (one.sender.as_str(), one.identifier.as_str())));
        let rows: Vec<(String, String, String, NaiveDateTime)> = alerts::table
            .filter(alerts::sender.eq_any(senders))
            .filter(alerts::identifier.eq_any(identifiers))
            .select((alerts::id, alerts::sender, alerts::identifier, alerts::sent))
            .load(conn)?;
        for (alert, sender, identifier, sent) in rows {
            found.insert(AlertIdentity { sender, identifier, sent: loaded(sent) }, id(&alert)?);
        }
    }
    Ok(found)
}

/// The different senders and identifiers of some messages.
pub(super) fn names_of<'n>(named: impl Iterator<Item = (&'n str, &'n str)>) -> (Vec<&'n str>, Vec<&'n str>) {
    let (mut senders, mut identifiers): (Vec<&str>, Vec<&str>) = named.unzip();
    for names in [&mut senders, &mut identifiers] {
        names.sort_unstable();
        names.dedup();
    }
    (senders, identifiers)
}

/// The newest alerts, those before id `before`; with `holding_at` only those that expire after it.
pub fn newest(
    conn: &mut StoreConnection,
    holding_at: Option<Timestamp>,
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<StoredAlert>, StoreError> {
    let mut query = whole_alerts!()
        .order(alerts::id.desc())
        .limit(limit)
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(instant) = holding_at {
        query = query.filter(alerts::expires_at.gt(stored(instant)));
    }
    if let Some(before) = before {
        query = query.filter(alerts::id.lt(before.to_owned()));
    }
    let rows: Vec<WholeRow> = query.load(conn)?;
    rows.into_iter().map(whole).collect()
}

/// How many alerts there are, and when the last one came: tells whether what was read before is all there is.
pub fn extent(conn: &mut StoreConnection) -> Result<(i64, Option<Timestamp>), StoreError> {
    let (count, last): (i64, Option<NaiveDateTime>) =
        alerts::table.select((diesel::dsl::count_star(), diesel::dsl::max(alerts::received_at))).get_result(conn)?;
    Ok((count, last.map(loaded)))
}

/// The last `limit` alerts received at or after `since`, the newest first.
pub fn received_since(
    conn: &mut StoreConnection,
    since: Option<Timestamp>,
    limit: i64,
) -> Result<Vec<StoredAlert>, StoreError> {
    let mut query = whole_alerts!()
        .order((alerts::received_at.desc(), alerts::id.desc()))
        .limit(limit)
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(since) = since {
        query = query.filter(alerts::received_at.ge(stored(since)));
    }
    let rows: Vec<WholeRow> = query.load(conn)?;
    rows.into_iter().map(whole).collect()
}

/// The alerts read from one document.
pub fn of_document(conn: &mut StoreConnection, document: RawDocumentId) -> Result<Vec<StoredAlert>, StoreError> {
    let rows: Vec<WholeRow> =
        whole_alerts!().filter(alerts::raw_document_id.eq(document.to_string())).order(alerts::id).load(conn)?;
    rows.into_iter().map(whole).collect()
}

/// The ids of the alerts read from documents.
pub fn ids_of_documents(
    conn: &mut StoreConnection,
    documents: &[RawDocumentId],
) -> Result<HashMap<RawDocumentId, Vec<AlertId>>, StoreError> {
    let mut found: HashMap<RawDocumentId, Vec<AlertId>> = HashMap::new();
    for chunk in documents.chunks(IN_A_LIST) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<(String, String)> = alerts::table
            .filter(alerts::raw_document_id.eq_any(ids))
            .order(alerts::id)
            .select((alerts::raw_document_id, alerts::id))
            .load(conn)?;
        for (document, alert) in rows {
            found.entry(id(&document)?).or_default().push(id(&alert)?);
        }
    }
    Ok(found)
}

/// Writes an alert back that is read otherwise than it was. What it is found to reference is added; nothing it
/// referenced goes. Tell those who keep alerts in memory afterwards.
pub fn rewrite(
    conn: &mut StoreConnection,
    id: AlertId,
    alert: &Alert,
    written: &Written,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    diesel::update(alerts::table.filter(alerts::id.eq(id.to_string())))
        .set((
            alerts::status.eq(word_text(&alert.status)),
            alerts::msg_type.eq(word_text(&alert.msg_type)),
            alerts::expires_at.eq(stored(expires_at)),
            alerts::changed_at.eq(Some(stored(now))),
        ))
        .execute(conn)?;
    diesel::update(alert_contents::table.filter(alert_contents::alert_id.eq(id.to_string())))
        .set(alert_contents::content.eq(&written.0))
        .execute(conn)?;
    let before: Vec<(i64, String, String, Option<NaiveDateTime>)> = alert_references::table
        .filter(alert_references::alert_id.eq(id.to_string()))
        .select((
            alert_references::position,
            alert_references::sender,
            alert_references::identifier,
            alert_references::sent,
        ))
        .load(conn)?;
    let next = before.iter().map(|(position, ..)| position + 1).max().unwrap_or(0);
    let is_new = |reference: &&crate::alerts::cap::Reference| {
        !before.iter().any(|(_, sender, identifier, sent)| {
            *sender == reference.sender && *identifier == reference.identifier && *sent == reference.sent.map(stored)
        })
    };
    let rows: Vec<ReferenceRow> = (next..)
        .zip(alert.references.iter().filter(is_new))
        .map(|(position, reference)| ReferenceRow {
            alert_id: id.to_string(),
            position,
            sender: reference.sender.clone(),
            identifier: reference.identifier.clone(),
            sent: reference.sent.map(stored),
        })
        .collect();
    insert_rows!(conn, alert_references::table, rows);
    Ok(())
}
