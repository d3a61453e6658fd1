//! The messages of drills, each with its moment.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::drill_messages;
use super::{StoreConnection, StoreError, id, loaded, stored};
use crate::kernel::ids::EventId;
use crate::kernel::{Localized, Timestamp};

/// A message of a drill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrillMessage {
    /// The drill.
    pub event_id: EventId,
    /// Its place, from 1.
    pub position: i64,
    /// When it is to be told.
    pub due_at: Timestamp,
    /// When it was.
    pub sent_at: Option<Timestamp>,
    /// What it is about.
    pub headline: Localized,
    /// The message, CAP 1.2.
    pub xml: String,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = drill_messages)]
struct MessageRow {
    event_id: String,
    position: i64,
    due_at: NaiveDateTime,
    sent_at: Option<NaiveDateTime>,
    headline_vi: String,
    headline_en: String,
    xml: String,
}

impl MessageRow {
    fn into_message(self) -> Result<DrillMessage, StoreError> {
        Ok(DrillMessage {
            event_id: id(&self.event_id)?,
            position: self.position,
            due_at: loaded(self.due_at),
            sent_at: self.sent_at.map(loaded),
            headline: Localized::new(self.headline_vi, self.headline_en),
            xml: self.xml,
        })
    }
}

/// Adds a message.
pub fn insert(conn: &mut StoreConnection, message: &DrillMessage) -> Result<(), StoreError> {
    let row = MessageRow {
        event_id: message.event_id.to_string(),
        position: message.position,
        due_at: stored(message.due_at),
        sent_at: message.sent_at.map(stored),
        headline_vi: message.headline.vi.clone(),
        headline_en: message.headline.en.clone(),
        xml: message.xml.clone(),
    };
    diesel::insert_into(drill_messages::table).values(row).execute(conn)?;
    Ok(())
}

/// The messages of a drill, in order.
pub fn of(conn: &mut StoreConnection, event: EventId) -> Result<Vec<DrillMessage>, StoreError> {
    let rows: Vec<MessageRow> = drill_messages::table
        .filter(drill_messages::event_id.eq(event.to_string()))
        .order(drill_messages::position)
        .select(MessageRow::as_select())
        .load(conn)?;
    rows.into_iter().map(MessageRow::into_message).collect()
}

/// The messages whose moment has come at `now` and that have not been told, in order.
pub fn due(conn: &mut StoreConnection, now: Timestamp) -> Result<Vec<DrillMessage>, StoreError> {
    let rows: Vec<MessageRow> = drill_messages::table
        .filter(drill_messages::sent_at.is_null())
        .filter(drill_messages::due_at.le(stored(now)))
        .order((drill_messages::due_at, drill_messages::event_id, drill_messages::position))
        .select(MessageRow::as_select())
        .load(conn)?;
    rows.into_iter().map(MessageRow::into_message).collect()
}

/// Notes that a message was told; false where somebody else was quicker.
pub fn mark_sent(conn: &mut StoreConnection, message: &DrillMessage, now: Timestamp) -> Result<bool, StoreError> {
    let changed = diesel::update(
        drill_messages::table
            .filter(drill_messages::event_id.eq(message.event_id.to_string()))
            .filter(drill_messages::position.eq(message.position))
            .filter(drill_messages::sent_at.is_null()),
    )
    .set(drill_messages::sent_at.eq(stored(now)))
    .execute(conn)?;
    Ok(changed == 1)
}

/// Takes back what has not been told: the drill is over.
pub fn drop_unsent(conn: &mut StoreConnection, event: EventId) -> Result<usize, StoreError> {
    Ok(diesel::delete(
        drill_messages::table
            .filter(drill_messages::event_id.eq(event.to_string()))
            .filter(drill_messages::sent_at.is_null()),
    )
    .execute(conn)?)
}
