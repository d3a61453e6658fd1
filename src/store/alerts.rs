//! Alerts that could be read, the chains they belong to, and what was decided on them.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{alert_chains, alert_decisions, alert_references, alerts};
use super::{
    StoreConnection, StoreError, from_json, id, insert_rows, loaded, on_each_backend, optional_id, stored, to_json,
    word, word_text,
};
use crate::alerts::cap::{Alert, AlertIdentity, MsgType};
use crate::alerts::lineage::{AlertState, state_as_listed};
use crate::kernel::ids::{AlertId, PlanId, PlanVersionId, RawDocumentId, SourceId, ZoneId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::triggers::Outcome;

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

/// A decision on a plan or a zone.
#[derive(Debug, Clone)]
pub struct DecisionRecord {
    /// The plan.
    pub plan_id: PlanId,
    /// Its version at that time.
    pub plan_version_id: PlanVersionId,
    /// The zone; `None` for the plan as a whole.
    pub zone_id: Option<ZoneId>,
    /// What happened.
    pub outcome: Outcome,
    /// Why.
    pub reason: Localized,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = alerts)]
pub(super) struct AlertRow {
    id: String,
    raw_document_id: String,
    source_id: Option<String>,
    chain_key: String,
    content: String,
    received_at: NaiveDateTime,
    expires_at: NaiveDateTime,
    responded_at: Option<NaiveDateTime>,
    demonstration: bool,
    ended_by_absence_at: Option<NaiveDateTime>,
    unlisted_at: Option<NaiveDateTime>,
}

impl AlertRow {
    pub(super) fn into_alert(self) -> Result<StoredAlert, StoreError> {
        Ok(StoredAlert {
            id: id(&self.id)?,
            raw_document_id: id(&self.raw_document_id)?,
            source_id: optional_id(self.source_id.as_deref())?,
            chain_key: self.chain_key,
            alert: from_json(&self.content)?,
            received_at: loaded(self.received_at),
            expires_at: loaded(self.expires_at),
            responded_at: self.responded_at.map(loaded),
            demonstration: self.demonstration,
            listing: Listing {
                ended_by_absence_at: self.ended_by_absence_at.map(loaded),
                unlisted_at: self.unlisted_at.map(loaded),
            },
        })
    }
}

/// Keeps an alert; `AlreadyExists` where one of the same sender, identifier and time is there.
pub fn insert(conn: &mut StoreConnection, stored_alert: &StoredAlert) -> Result<(), StoreError> {
    let alert = &stored_alert.alert;
    diesel::insert_into(alerts::table)
        .values((
            alerts::id.eq(stored_alert.id.to_string()),
            alerts::raw_document_id.eq(stored_alert.raw_document_id.to_string()),
            alerts::source_id.eq(stored_alert.source_id.map(|id| id.to_string())),
            alerts::sender.eq(alert.identity.sender.clone()),
            alerts::identifier.eq(alert.identity.identifier.clone()),
            alerts::sent.eq(stored(alert.identity.sent)),
            alerts::status.eq(word_text(&alert.status)),
            alerts::msg_type.eq(word_text(&alert.msg_type)),
            alerts::chain_key.eq(stored_alert.chain_key.clone()),
            alerts::content.eq(to_json(alert)?),
            alerts::received_at.eq(stored(stored_alert.received_at)),
            alerts::expires_at.eq(stored(stored_alert.expires_at)),
            alerts::responded_at.eq(stored_alert.responded_at.map(stored)),
            alerts::demonstration.eq(stored_alert.demonstration),
            alerts::ended_by_absence_at.eq(stored_alert.listing.ended_by_absence_at.map(stored)),
            alerts::unlisted_at.eq(stored_alert.listing.unlisted_at.map(stored)),
        ))
        .execute(conn)?;
    for (position, reference) in (0_i64..).zip(&alert.references) {
        diesel::insert_into(alert_references::table)
            .values((
                alert_references::alert_id.eq(stored_alert.id.to_string()),
                alert_references::position.eq(position),
                alert_references::sender.eq(reference.sender.clone()),
                alert_references::identifier.eq(reference.identifier.clone()),
                alert_references::sent.eq(reference.sent.map(stored)),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// One alert.
pub fn get(conn: &mut StoreConnection, alert: AlertId) -> Result<StoredAlert, StoreError> {
    let row: AlertRow =
        alerts::table.filter(alerts::id.eq(alert.to_string())).select(AlertRow::as_select()).get_result(conn)?;
    row.into_alert()
}

/// The alert of this identity.
pub fn by_identity(conn: &mut StoreConnection, identity: &AlertIdentity) -> Result<Option<StoredAlert>, StoreError> {
    let row: Option<AlertRow> = alerts::table
        .filter(alerts::sender.eq(&identity.sender))
        .filter(alerts::identifier.eq(&identity.identifier))
        .filter(alerts::sent.eq(stored(identity.sent)))
        .select(AlertRow::as_select())
        .get_result(conn)
        .optional()?;
    row.map(AlertRow::into_alert).transpose()
}

/// The newest alerts, those before id `before`; with `holding_at` only those that expire after it.
pub fn newest(
    conn: &mut StoreConnection,
    holding_at: Option<Timestamp>,
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<StoredAlert>, StoreError> {
    let mut query = alerts::table
        .order(alerts::id.desc())
        .limit(limit)
        .select(AlertRow::as_select())
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(instant) = holding_at {
        query = query.filter(alerts::expires_at.gt(stored(instant)));
    }
    if let Some(before) = before {
        query = query.filter(alerts::id.lt(before.to_owned()));
    }
    let rows: Vec<AlertRow> = query.load(conn)?;
    rows.into_iter().map(AlertRow::into_alert).collect()
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
    let mut query = alerts::table
        .order((alerts::received_at.desc(), alerts::id.desc()))
        .limit(limit)
        .select(AlertRow::as_select())
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(since) = since {
        query = query.filter(alerts::received_at.ge(stored(since)));
    }
    let rows: Vec<AlertRow> = query.load(conn)?;
    rows.into_iter().map(AlertRow::into_alert).collect()
}

/// The alerts read from one document.
pub fn of_document(conn: &mut StoreConnection, document: RawDocumentId) -> Result<Vec<StoredAlert>, StoreError> {
    let rows: Vec<AlertRow> = alerts::table
        .filter(alerts::raw_document_id.eq(document.to_string()))
        .order(alerts::id)
        .select(AlertRow::as_select())
        .load(conn)?;
    rows.into_iter().map(AlertRow::into_alert).collect()
}

/// The alerts of a chain that have been seen, in the order they were sent.
pub fn of_chain(conn: &mut StoreConnection, chain_key: &str) -> Result<Vec<StoredAlert>, StoreError> {
    let rows: Vec<AlertRow> = alerts::table
        .filter(alerts::chain_key.eq(chain_key))
        .order((alerts::sent, alerts::id))
        .select(AlertRow::as_select())
        .load(conn)?;
    rows.into_iter().map(AlertRow::into_alert).collect()
}

/// The ids and identities of the alerts of a chain that have been seen, in the order they were sent.
pub fn identities_in_chain(
    conn: &mut StoreConnection,
    chain_key: &str,
) -> Result<Vec<(AlertId, AlertIdentity)>, StoreError> {
    let rows: Vec<(String, String, String, NaiveDateTime)> = alerts::table
        .filter(alerts::chain_key.eq(chain_key))
        .order((alerts::sent, alerts::id))
        .select((alerts::id, alerts::sender, alerts::identifier, alerts::sent))
        .load(conn)?;
    rows.into_iter()
        .map(|(row, sender, identifier, sent)| {
            Ok((id(&row)?, AlertIdentity { sender, identifier, sent: loaded(sent) }))
        })
        .collect()
}

/// The alerts nobody has answered yet, in the order they were sent.
pub fn unanswered(conn: &mut StoreConnection) -> Result<Vec<AlertId>, StoreError> {
    let rows: Vec<String> = alerts::table
        .filter(alerts::responded_at.is_null())
        .order((alerts::sent, alerts::id))
        .select(alerts::id)
        .load(conn)?;
    rows.iter().map(|row| id(row)).collect()
}

/// Notes that plans were asked; false where that was already noted, and nothing may be done again.
pub fn mark_answered(conn: &mut StoreConnection, alert: AlertId, now: Timestamp) -> Result<bool, StoreError> {
    let changed =
        diesel::update(alerts::table.filter(alerts::id.eq(alert.to_string())).filter(alerts::responded_at.is_null()))
            .set(alerts::responded_at.eq(Some(stored(now))))
            .execute(conn)?;
    Ok(changed == 1)
}

/// The strongest message that references this one: a Cancel before an Update.
pub fn superseded_by(conn: &mut StoreConnection, identity: &AlertIdentity) -> Result<Option<MsgType>, StoreError> {
    let types: Vec<String> = alert_references::table
        .inner_join(alerts::table.on(alerts::id.eq(alert_references::alert_id)))
        .filter(alert_references::sender.eq(&identity.sender))
        .filter(alert_references::identifier.eq(&identity.identifier))
        .filter(alert_references::sent.is_null().or(alert_references::sent.eq(stored(identity.sent))))
        .select(alerts::msg_type)
        .load(conn)?;
    let types: Vec<MsgType> = types.iter().map(|text| word(text)).collect::<Result<_, _>>()?;
    Ok([MsgType::Cancel, MsgType::Update].into_iter().find(|kind| types.contains(kind)))
}

/// The known members of chains among `identities`, with the chain of each.
pub fn chains_of(
    conn: &mut StoreConnection,
    identities: &[(String, String)],
) -> Result<Vec<(AlertIdentity, String)>, StoreError> {
    let mut found = Vec::new();
    for (sender, identifier) in identities {
        let rows: Vec<(String, String, NaiveDateTime, String)> = alert_chains::table
            .filter(alert_chains::sender.eq(sender))
            .filter(alert_chains::identifier.eq(identifier))
            .load(conn)?;
        found.extend(rows.into_iter().map(|(sender, identifier, sent, chain)| {
            (AlertIdentity { sender, identifier, sent: loaded(sent) }, chain)
        }));
    }
    Ok(found)
}

/// Every member of a chain, seen or only referenced, in the order of their times.
pub fn members_of_chain(conn: &mut StoreConnection, chain_key: &str) -> Result<Vec<AlertIdentity>, StoreError> {
    let rows: Vec<(String, String, NaiveDateTime)> = alert_chains::table
        .filter(alert_chains::chain_key.eq(chain_key))
        .order((alert_chains::sent, alert_chains::identifier))
        .select((alert_chains::sender, alert_chains::identifier, alert_chains::sent))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(sender, identifier, sent)| AlertIdentity { sender, identifier, sent: loaded(sent) })
        .collect())
}

/// Notes members of a chain, and gives the chains in `joined` its name.
pub fn note_chain(
    conn: &mut StoreConnection,
    members: &[(AlertIdentity, String)],
    joined: &[String],
    chain_key: &str,
) -> Result<(), StoreError> {
    for (identity, chain) in members {
        on_each_backend!(conn, conn => diesel::insert_into(alert_chains::table)
            .values((
                alert_chains::sender.eq(&identity.sender),
                alert_chains::identifier.eq(&identity.identifier),
                alert_chains::sent.eq(stored(identity.sent)),
                alert_chains::chain_key.eq(chain),
            ))
            .on_conflict((alert_chains::sender, alert_chains::identifier, alert_chains::sent))
            .do_update()
            .set(alert_chains::chain_key.eq(chain))
            .execute(conn))?;
    }
    for old in joined {
        diesel::update(alert_chains::table.filter(alert_chains::chain_key.eq(old)))
            .set(alert_chains::chain_key.eq(chain_key))
            .execute(conn)?;
        diesel::update(alerts::table.filter(alerts::chain_key.eq(old)))
            .set(alerts::chain_key.eq(chain_key))
            .execute(conn)?;
    }
    Ok(())
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = alert_decisions)]
#[diesel(treat_none_as_default_value = false)]
struct DecisionRow {
    alert_id: String,
    position: i64,
    plan_id: String,
    plan_version_id: String,
    zone_id: Option<String>,
    outcome: String,
    reason_vi: String,
    reason_en: String,
    round: i64,
}

/// In which round an alert was asked about last, and the first position its decisions of that round have.
fn round_of(conn: &mut StoreConnection, alert: AlertId) -> Result<(i64, i64), StoreError> {
    let round: Option<i64> = alerts::table
        .filter(alerts::id.eq(alert.to_string()))
        .select(alerts::asked_round)
        .get_result(conn)
        .optional()?;
    let round = round.unwrap_or(1);
    let last: Option<i64> = alert_decisions::table
        .filter(alert_decisions::alert_id.eq(alert.to_string()))
        .filter(alert_decisions::round.lt(round))
        .select(diesel::dsl::max(alert_decisions::position))
        .get_result(conn)?;
    Ok((round, last.map_or(0, |last| last + 1)))
}

/// The alerts that expire after `now` and whose last answer left some plan to a person, in the order they were sent,
/// each with the round of that answer.
pub fn with_a_person(conn: &mut StoreConnection, now: Timestamp) -> Result<Vec<(AlertId, i64)>, StoreError> {
    let of_last_round = alerts::id.eq(alert_decisions::alert_id).and(alerts::asked_round.eq(alert_decisions::round));
    let rows: Vec<(NaiveDateTime, String, i64)> = alert_decisions::table
        .inner_join(alerts::table.on(of_last_round))
        .filter(alerts::expires_at.gt(stored(now)))
        .filter(alerts::responded_at.is_not_null())
        .filter(alert_decisions::zone_id.is_null())
        .filter(alert_decisions::outcome.eq(word_text(&Outcome::NeedsPerson)))
        .select((alerts::sent, alerts::id, alerts::asked_round))
        .distinct()
        .order((alerts::sent, alerts::id))
        .load(conn)?;
    rows.into_iter().map(|(_, alert, round)| Ok((id(&alert)?, round))).collect()
}

/// Lets plans be asked once more about an alert that was answered in `round`; false where that has been done already.
/// What was decided before stays.
pub fn reopen(conn: &mut StoreConnection, alert: AlertId, round: i64) -> Result<bool, StoreError> {
    let answered = alerts::table
        .filter(alerts::id.eq(alert.to_string()))
        .filter(alerts::asked_round.eq(round))
        .filter(alerts::responded_at.is_not_null());
    let reopened = diesel::update(answered)
        .set((alerts::asked_round.eq(round + 1), alerts::responded_at.eq(None::<NaiveDateTime>)))
        .execute(conn)?;
    Ok(reopened == 1)
}

/// Keeps every decision on an alert, in order.
pub fn insert_decisions(
    conn: &mut StoreConnection,
    alert: AlertId,
    decisions: &[DecisionRecord],
) -> Result<(), StoreError> {
    let (round, first) = round_of(conn, alert)?;
    let rows: Vec<DecisionRow> = (first..)
        .zip(decisions)
        .map(|(position, decision)| DecisionRow {
            alert_id: alert.to_string(),
            position,
            plan_id: decision.plan_id.to_string(),
            plan_version_id: decision.plan_version_id.to_string(),
            zone_id: decision.zone_id.map(|id| id.to_string()),
            outcome: word_text(&decision.outcome),
            reason_vi: decision.reason.vi.clone(),
            reason_en: decision.reason.en.clone(),
            round,
        })
        .collect();
    insert_rows!(conn, alert_decisions::table, rows);
    Ok(())
}

/// How many plans had which outcome on each of these alerts, when they were asked last.
pub fn outcomes(
    conn: &mut StoreConnection,
    of: &[AlertId],
) -> Result<HashMap<AlertId, Vec<(Outcome, i64)>>, StoreError> {
    let ids: Vec<String> = of.iter().map(ToString::to_string).collect();
    let of_last_round = alerts::id.eq(alert_decisions::alert_id).and(alerts::asked_round.eq(alert_decisions::round));
    let rows: Vec<(String, String, i64)> = alert_decisions::table
        .inner_join(alerts::table.on(of_last_round))
        .filter(alert_decisions::alert_id.eq_any(ids))
        .filter(alert_decisions::zone_id.is_null())
        .group_by((alert_decisions::alert_id, alert_decisions::outcome))
        .select((alert_decisions::alert_id, alert_decisions::outcome, diesel::dsl::count_star()))
        .order((alert_decisions::alert_id, alert_decisions::outcome))
        .load(conn)?;
    let mut counted: HashMap<AlertId, Vec<(Outcome, i64)>> = HashMap::new();
    for (alert, outcome, plans) in rows {
        counted.entry(id(&alert)?).or_default().push((word(&outcome)?, plans));
    }
    Ok(counted)
}

/// The decisions on an alert when plans were asked last, in order, from position `from` on.
pub fn decisions(
    conn: &mut StoreConnection,
    alert: AlertId,
    from: i64,
    limit: i64,
) -> Result<Vec<(i64, DecisionRecord)>, StoreError> {
    let (round, _) = round_of(conn, alert)?;
    let rows: Vec<DecisionRow> = alert_decisions::table
        .filter(alert_decisions::alert_id.eq(alert.to_string()))
        .filter(alert_decisions::round.eq(round))
        .filter(alert_decisions::position.ge(from))
        .order(alert_decisions::position)
        .limit(limit)
        .select(DecisionRow::as_select())
        .load(conn)?;
    rows.into_iter()
        .map(|row| {
            let record = DecisionRecord {
                plan_id: id(&row.plan_id)?,
                plan_version_id: id(&row.plan_version_id)?,
                zone_id: optional_id(row.zone_id.as_deref())?,
                outcome: word(&row.outcome)?,
                reason: Localized::new(row.reason_vi, row.reason_en),
            };
            Ok((row.position, record))
        })
        .collect()
}
