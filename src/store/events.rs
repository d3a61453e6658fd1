//! Disaster episodes.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::events;
use super::{IN_A_LIST, StoreConnection, StoreError, id, loaded, optional_id, relocations, stored, word, word_text};
use crate::kernel::Localized;
use crate::kernel::ids::EventId;
use crate::relocation::Event;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = events)]
struct EventRow {
    id: String,
    chain_key: String,
    name_vi: String,
    name_en: String,
    kind: String,
    started_at: NaiveDateTime,
    closed_at: Option<NaiveDateTime>,
    demonstration: bool,
    within_unit: Option<String>,
    joined_to: Option<String>,
}

impl EventRow {
    fn into_event(self) -> Result<Event, StoreError> {
        Ok(Event {
            id: id(&self.id)?,
            chain_key: self.chain_key,
            name: Localized::new(self.name_vi, self.name_en),
            kind: word(&self.kind)?,
            started_at: loaded(self.started_at),
            closed_at: self.closed_at.map(loaded),
            demonstration: self.demonstration,
            within_unit: self.within_unit,
            joined_to: optional_id(self.joined_to.as_deref())?,
        })
    }
}

/// Adds an event.
pub fn insert(conn: &mut StoreConnection, event: &Event) -> Result<(), StoreError> {
    let row = EventRow {
        id: event.id.to_string(),
        chain_key: event.chain_key.clone(),
        name_vi: event.name.vi.clone(),
        name_en: event.name.en.clone(),
        kind: word_text(&event.kind),
        started_at: stored(event.started_at),
        closed_at: event.closed_at.map(stored),
        demonstration: event.demonstration,
        within_unit: event.within_unit.clone(),
        joined_to: event.joined_to.map(|event| event.to_string()),
    };
    diesel::insert_into(events::table).values(&row).execute(conn)?;
    Ok(())
}

/// Writes down how an event is called and whether it is over.
pub fn update(conn: &mut StoreConnection, event: &Event) -> Result<(), StoreError> {
    diesel::update(events::table.filter(events::id.eq(event.id.to_string())))
        .set((
            events::name_vi.eq(&event.name.vi),
            events::name_en.eq(&event.name.en),
            events::closed_at.eq(event.closed_at.map(stored)),
        ))
        .execute(conn)?;
    Ok(())
}

/// One event.
pub fn get(conn: &mut StoreConnection, event: EventId) -> Result<Event, StoreError> {
    let row: EventRow =
        events::table.filter(events::id.eq(event.to_string())).select(EventRow::as_select()).get_result(conn)?;
    row.into_event()
}

/// The event of a chain of alerts.
pub fn of_chain(conn: &mut StoreConnection, chain_key: &str) -> Result<Option<Event>, StoreError> {
    let row: Option<EventRow> = events::table
        .filter(events::chain_key.eq(chain_key))
        .select(EventRow::as_select())
        .get_result(conn)
        .optional()?;
    row.map(EventRow::into_event).transpose()
}

/// The events of chains, by chain.
pub fn of_chains(conn: &mut StoreConnection, chains: &[&str]) -> Result<HashMap<String, Event>, StoreError> {
    let mut found = HashMap::new();
    for chunk in chains.chunks(IN_A_LIST) {
        let rows: Vec<EventRow> =
            events::table.filter(events::chain_key.eq_any(chunk.to_vec())).select(EventRow::as_select()).load(conn)?;
        for row in rows {
            let event = row.into_event()?;
            found.insert(event.chain_key.clone(), event);
        }
    }
    Ok(found)
}

/// Gives the event of the chain `old`, where there is one, to the chain `new`; where that has its own, the two are one
/// episode from now on, and the event of `old` goes on beside it: each household is counted once from then on.
pub fn rename_chain(conn: &mut StoreConnection, old: &str, new: &str) -> Result<(), StoreError> {
    let Some(own) = of_chain(conn, new)? else {
        diesel::update(events::table.filter(events::chain_key.eq(old))).set(events::chain_key.eq(new)).execute(conn)?;
        return Ok(());
    };
    let Some(joins) = of_chain(conn, old)?.filter(|joins| joins.id != own.id) else { return Ok(()) };
    // Where that was joined before, both belong to the one that is left.
    let left = own.joined_to.unwrap_or(own.id);
    if left == joins.id {
        return Ok(());
    }
    let joins = joins.id.to_string();
    let both = events::id.nullable().eq(&joins).or(events::joined_to.eq(&joins));
    diesel::update(events::table.filter(both)).set(events::joined_to.eq(left.to_string())).execute(conn)?;
    let all = episode(conn, left)?;
    relocations::retire_doubles(conn, &all)
}

/// The event that is left of those that turned out to be one with `event`: itself where it was not joined to another.
pub fn surviving(conn: &mut StoreConnection, event: EventId) -> Result<EventId, StoreError> {
    let joined_to: Vec<Option<String>> =
        events::table.filter(events::id.eq(event.to_string())).select(events::joined_to).load(conn)?;
    Ok(joined_to.iter().flatten().next().map(|left| id(left)).transpose()?.unwrap_or(event))
}

/// All events that turned out to be one with `event`, the one that is left first; `event` alone where there is no other.
pub fn episode(conn: &mut StoreConnection, event: EventId) -> Result<Vec<EventId>, StoreError> {
    let left = surviving(conn, event)?;
    let mut all = vec![left];
    all.extend(joined(conn, left)?);
    Ok(all)
}

/// Their ids as they are stored.
pub(super) fn episode_ids(conn: &mut StoreConnection, event: EventId) -> Result<Vec<String>, StoreError> {
    Ok(episode(conn, event)?.iter().map(ToString::to_string).collect())
}

/// The events that turned out to belong to `event`, oldest first.
pub fn joined(conn: &mut StoreConnection, event: EventId) -> Result<Vec<EventId>, StoreError> {
    let ids: Vec<String> = events::table
        .filter(events::joined_to.eq(event.to_string()))
        .order(events::id)
        .select(events::id)
        .load(conn)?;
    ids.iter().map(|event| id(event)).collect()
}

/// Every event, newest first.
pub fn all(conn: &mut StoreConnection) -> Result<Vec<Event>, StoreError> {
    let rows: Vec<EventRow> = events::table.order(events::id.desc()).select(EventRow::as_select()).load(conn)?;
    rows.into_iter().map(EventRow::into_event).collect()
}
