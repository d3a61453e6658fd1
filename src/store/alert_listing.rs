//! What changes of an alert after it was kept: whether its source still lists it, and what it is found to follow.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::alerts::{Listing, StoredAlert, WholeRow, whole, whole_alerts};
use super::schema::{alert_contents, alert_references, alerts, raw_documents};
use super::{StoreConnection, StoreError, id, loaded, markers, stored, to_json, word_text};
use crate::alerts::cap::{Alert, AlertIdentity};
use crate::kernel::Timestamp;
use crate::kernel::ids::{AlertId, RawDocumentId, SourceId};

/// An alert of a source, as far as it is asked whether the source still lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub id: AlertId,
    /// Its identity.
    pub identity: AlertIdentity,
    /// Whether it was listed.
    pub listing: Listing,
}

type HeldRow = (String, String, String, NaiveDateTime, Option<NaiveDateTime>, Option<NaiveDateTime>);

/// The alerts of a source whose time is not over at `now`, in the order they were sent.
pub fn holding_of(conn: &mut StoreConnection, source: SourceId, now: Timestamp) -> Result<Vec<Held>, StoreError> {
    let rows: Vec<HeldRow> = alerts::table
        .filter(alerts::source_id.eq(source.to_string()))
        .filter(alerts::expires_at.gt(stored(now)))
        .order((alerts::sent, alerts::id))
        .select((
            alerts::id,
            alerts::sender,
            alerts::identifier,
            alerts::sent,
            alerts::ended_by_absence_at,
            alerts::unlisted_at,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(alert, sender, identifier, sent, ended, unlisted)| {
            Ok(Held {
                id: id(&alert)?,
                identity: AlertIdentity { sender, identifier, sent: loaded(sent) },
                listing: Listing { ended_by_absence_at: ended.map(loaded), unlisted_at: unlisted.map(loaded) },
            })
        })
        .collect()
}

/// Notes whether an alert is still listed. Call [`note_changes`] once afterwards.
pub fn set(conn: &mut StoreConnection, alert: AlertId, listing: Listing, now: Timestamp) -> Result<(), StoreError> {
    diesel::update(alerts::table.filter(alerts::id.eq(alert.to_string())))
        .set((
            alerts::ended_by_absence_at.eq(listing.ended_by_absence_at.map(stored)),
            alerts::unlisted_at.eq(listing.unlisted_at.map(stored)),
            alerts::changed_at.eq(Some(stored(now))),
        ))
        .execute(conn)?;
    Ok(())
}

/// Tells those who keep alerts in memory that some have changed.
pub fn note_changes(conn: &mut StoreConnection) -> Result<(), StoreError> {
    markers::advance(conn, markers::ALERTS_CHANGED).map(|_| ())
}

/// The alerts that were changed at or after `since`.
pub fn changed_since(conn: &mut StoreConnection, since: Timestamp) -> Result<Vec<StoredAlert>, StoreError> {
    let rows: Vec<WholeRow> =
        whole_alerts!().filter(alerts::changed_at.ge(stored(since))).order(alerts::id).load(conn)?;
    rows.into_iter().map(whole).collect()
}

/// The last document that came from an address and still has its bytes.
pub fn document_from(conn: &mut StoreConnection, url: &str) -> Result<Option<RawDocumentId>, StoreError> {
    let found: Option<String> = raw_documents::table
        .filter(raw_documents::url.eq(url))
        .filter(raw_documents::dropped_at.is_null())
        .order((raw_documents::received_at.desc(), raw_documents::id.desc()))
        .select(raw_documents::id)
        .first(conn)
        .optional()?;
    found.map(|found| id(&found)).transpose()
}

/// The messages of a sender under one identifier next to the instant `around`: the one before it, and the one after.
pub fn beside(
    conn: &mut StoreConnection,
    sender: &str,
    identifier: &str,
    around: Timestamp,
) -> Result<(Option<StoredAlert>, Option<StoredAlert>), StoreError> {
    let same = || {
        whole_alerts!()
            .filter(alerts::sender.eq(sender.to_owned()))
            .filter(alerts::identifier.eq(identifier.to_owned()))
    };
    let before: Option<WholeRow> =
        same().filter(alerts::sent.lt(stored(around))).order(alerts::sent.desc()).first(conn).optional()?;
    let after: Option<WholeRow> =
        same().filter(alerts::sent.gt(stored(around))).order(alerts::sent.asc()).first(conn).optional()?;
    Ok((before.map(whole).transpose()?, after.map(whole).transpose()?))
}

/// Writes an alert back that was found to follow an earlier one, which is the last of its references.
pub fn follow(conn: &mut StoreConnection, id: AlertId, alert: &Alert, now: Timestamp) -> Result<(), StoreError> {
    diesel::update(alerts::table.filter(alerts::id.eq(id.to_string())))
        .set((alerts::msg_type.eq(word_text(&alert.msg_type)), alerts::changed_at.eq(Some(stored(now)))))
        .execute(conn)?;
    diesel::update(alert_contents::table.filter(alert_contents::alert_id.eq(id.to_string())))
        .set(alert_contents::content.eq(to_json(alert)?))
        .execute(conn)?;
    if let Some((position, reference)) = (0_i64..).zip(&alert.references).last() {
        diesel::insert_into(alert_references::table)
            .values((
                alert_references::alert_id.eq(id.to_string()),
                alert_references::position.eq(position),
                alert_references::sender.eq(reference.sender.clone()),
                alert_references::identifier.eq(reference.identifier.clone()),
                alert_references::sent.eq(reference.sent.map(stored)),
            ))
            .execute(conn)?;
    }
    note_changes(conn)
}
