//! The chains of alerts: which messages belong together, and which of them references which.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::upsert::excluded;

use super::alerts::{StoredAlert, WholeRow, names_of, whole, whole_alerts};
use super::schema::{alert_chains, alert_references, alerts};
use super::{A_FEW, IN_A_LIST, StoreConnection, StoreError, id, loaded, stored, word};
use crate::alerts::cap::{AlertIdentity, MsgType};
use crate::kernel::Timestamp;
use crate::kernel::ids::AlertId;

/// The alerts of a chain that have been seen, in the order they were sent.
pub fn alerts_in(conn: &mut StoreConnection, chain_key: &str) -> Result<Vec<StoredAlert>, StoreError> {
    let rows: Vec<WholeRow> =
        whole_alerts!().filter(alerts::chain_key.eq(chain_key)).order((alerts::sent, alerts::id)).load(conn)?;
    rows.into_iter().map(whole).collect()
}

/// The ids and identities of the alerts of chains that have been seen, by chain, each in the order they were sent.
pub fn identities_in(
    conn: &mut StoreConnection,
    chains: &[&str],
) -> Result<HashMap<String, Vec<(AlertId, AlertIdentity)>>, StoreError> {
    let mut found: HashMap<String, Vec<(AlertId, AlertIdentity)>> = HashMap::new();
    for chunk in chains.chunks(IN_A_LIST) {
        let rows: Vec<(String, String, String, String, NaiveDateTime)> = alerts::table
            .filter(alerts::chain_key.eq_any(chunk.to_vec()))
            .order((alerts::sent, alerts::id))
            .select((alerts::chain_key, alerts::id, alerts::sender, alerts::identifier, alerts::sent))
            .load(conn)?;
        for (chain, alert, sender, identifier, sent) in rows {
            let member = (id(&alert)?, AlertIdentity { sender, identifier, sent: loaded(sent) });
            found.entry(chain).or_default().push(member);
        }
    }
    Ok(found)
}

/// Every member of a chain, seen or only referenced, in the order of their times.
pub fn members_of(conn: &mut StoreConnection, chain_key: &str) -> Result<Vec<AlertIdentity>, StoreError> {
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

/// The known members of chains among `identities`, each a sender and an identifier, with the chain of each; others of
/// the same senders may be among them.
pub fn around(
    conn: &mut StoreConnection,
    identities: &[(&str, &str)],
) -> Result<Vec<(AlertIdentity, String)>, StoreError> {
    let mut found = Vec::new();
    for chunk in identities.chunks(IN_A_LIST) {
        let (senders, identifiers) = names_of(chunk.iter().copied());
        let rows: Vec<(String, String, NaiveDateTime, String)> = alert_chains::table
            .filter(alert_chains::sender.eq_any(senders))
            .filter(alert_chains::identifier.eq_any(identifiers))
            .load(conn)?;
        found.extend(rows.into_iter().map(|(sender, identifier, sent, chain)| {
            (AlertIdentity { sender, identifier, sent: loaded(sent) }, chain)
        }));
    }
    Ok(found)
}

#[derive(Insertable)]
#[diesel(table_name = alert_chains)]
struct MemberRow<'m> {
    sender: &'m str,
    identifier: &'m str,
    sent: NaiveDateTime,
    chain_key: &'m str,
}

/// Notes of messages to which chain they belong; of one that stands there twice the last counts.
pub fn note(conn: &mut StoreConnection, members: &[(AlertIdentity, String)]) -> Result<(), StoreError> {
    let last: BTreeMap<&AlertIdentity, &str> =
        members.iter().map(|(identity, chain)| (identity, chain.as_str())).collect();
    let rows: Vec<MemberRow<'_>> = last
        .into_iter()
        .map(|(identity, chain_key)| MemberRow {
            sender: &identity.sender,
            identifier: &identity.identifier,
            sent: stored(identity.sent),
            chain_key,
        })
        .collect();
    match conn {
        // Of several rows in a statement SQLite's diesel knows no `ON CONFLICT`; the row is all of what is noted.
        StoreConnection::Sqlite(conn) => {
            let (many, rest) = rows.as_chunks::<A_FEW>();
            for rows in many {
                diesel::replace_into(alert_chains::table).values(rows).execute(conn)?;
            }
            for row in rest {
                diesel::replace_into(alert_chains::table).values(row).execute(conn)?;
            }
        }
        StoreConnection::Postgres(conn) => {
            for rows in rows.chunks(1_000) {
                diesel::insert_into(alert_chains::table)
                    .values(rows)
                    .on_conflict((alert_chains::sender, alert_chains::identifier, alert_chains::sent))
                    .do_update()
                    .set(alert_chains::chain_key.eq(excluded(alert_chains::chain_key)))
                    .execute(conn)?;
            }
        }
    }
    Ok(())
}

/// Makes the chains `joined` one with `chain_key`, which they turned out to be.
pub fn join(conn: &mut StoreConnection, joined: &[String], chain_key: &str) -> Result<(), StoreError> {
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

/// Which messages reference which.
#[derive(Debug, Default)]
pub struct Superseding(HashMap<String, Vec<(String, Option<Timestamp>, MsgType)>>);

impl Superseding {
    /// What references one of `identities`.
    pub fn of(conn: &mut StoreConnection, identities: &[&AlertIdentity]) -> Result<Self, StoreError> {
        let mut found: HashMap<String, Vec<(String, Option<Timestamp>, MsgType)>> = HashMap::new();
        for chunk in identities.chunks(IN_A_LIST) {
            let named = chunk.iter().map(|one| (one.sender.as_str(), one.identifier.as_str()));
            let (senders, identifiers) = names_of(named);
            let rows: Vec<(String, String, Option<NaiveDateTime>, String)> = alert_references::table
                .inner_join(alerts::table.on(alerts::id.eq(alert_references::alert_id)))
                .filter(alert_references::sender.eq_any(senders))
                .filter(alert_references::identifier.eq_any(identifiers))
                .select((
                    alert_references::sender,
                    alert_references::identifier,
                    alert_references::sent,
                    alerts::msg_type,
                ))
                .load(conn)?;
            for (sender, identifier, sent, msg_type) in rows {
                found.entry(identifier).or_default().push((sender, sent.map(loaded), word(&msg_type)?));
            }
        }
        Ok(Self(found))
    }

    /// The strongest message that references this one: a Cancel before an Update.
    pub fn strongest(&self, identity: &AlertIdentity) -> Option<MsgType> {
        let named = self.0.get(&identity.identifier).into_iter().flatten();
        let referring = |sought: MsgType| {
            named.clone().any(|(sender, sent, kind)| {
                *kind == sought && *sender == identity.sender && sent.is_none_or(|sent| sent == identity.sent)
            })
        };
        [MsgType::Cancel, MsgType::Update].into_iter().find(|kind| referring(*kind))
    }
}

/// The strongest message that references this one: a Cancel before an Update.
pub fn superseded_by(conn: &mut StoreConnection, identity: &AlertIdentity) -> Result<Option<MsgType>, StoreError> {
    Ok(Superseding::of(conn, &[identity])?.strongest(identity))
}
