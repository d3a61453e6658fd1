//! CAP messages of our own, as they were first written. They are added and read; triggers refuse the rest.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::orders_out;
use super::{StoreConnection, StoreError, from_json, id, loaded, markers, stored, to_json, word, word_text};
use crate::kernel::Localized;
use crate::kernel::ids::{ActivationId, OrderId};
use crate::relocation::order::OrderMessage;

const COUNTER: &str = "orders_out";

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = orders_out)]
struct HeadRow {
    id: String,
    activation_id: String,
    number: i64,
    status: String,
    msg_type: String,
    sender: String,
    sent: NaiveDateTime,
    told: String,
    refers_to: String,
    headline_vi: String,
    headline_en: String,
}

impl HeadRow {
    fn into_message(self, xml: Vec<u8>) -> Result<OrderMessage, StoreError> {
        Ok(OrderMessage {
            id: id(&self.id)?,
            activation_id: id(&self.activation_id)?,
            status: word(&self.status)?,
            msg_type: word(&self.msg_type)?,
            sender: self.sender,
            sent: loaded(self.sent),
            told: from_json(&self.told)?,
            references: from_json(&self.refers_to)?,
            headline: Localized::new(self.headline_vi, self.headline_en),
            xml,
        })
    }
}

/// Adds a message; it gets the next number, which no other transaction can take until this one ends.
pub fn insert(conn: &mut StoreConnection, message: &OrderMessage) -> Result<(), StoreError> {
    let row = HeadRow {
        id: message.id.to_string(),
        activation_id: message.activation_id.to_string(),
        number: markers::advance(conn, COUNTER)?,
        status: word_text(&message.status),
        msg_type: word_text(&message.msg_type),
        sender: message.sender.clone(),
        sent: stored(message.sent),
        told: to_json(&message.told)?,
        refers_to: to_json(&message.references)?,
        headline_vi: message.headline.vi.clone(),
        headline_en: message.headline.en.clone(),
    };
    diesel::insert_into(orders_out::table).values((&row, orders_out::xml.eq(&message.xml))).execute(conn)?;
    Ok(())
}

/// The messages of an activation, oldest first, without their bytes.
pub fn of_activation(conn: &mut StoreConnection, activation: ActivationId) -> Result<Vec<OrderMessage>, StoreError> {
    let rows: Vec<HeadRow> = orders_out::table
        .filter(orders_out::activation_id.eq(activation.to_string()))
        .order(orders_out::number)
        .select(HeadRow::as_select())
        .load(conn)?;
    rows.into_iter().map(|row| row.into_message(Vec::new())).collect()
}

/// At most `limit` messages, newest first, of those with a number below `below`; each with its number, without bytes.
pub fn newest(
    conn: &mut StoreConnection,
    below: Option<i64>,
    limit: i64,
) -> Result<Vec<(i64, OrderMessage)>, StoreError> {
    let rows: Vec<HeadRow> = orders_out::table
        .filter(orders_out::number.lt(below.unwrap_or(i64::MAX)))
        .order(orders_out::number.desc())
        .limit(limit)
        .select(HeadRow::as_select())
        .load(conn)?;
    rows.into_iter().map(|row| Ok((row.number, row.into_message(Vec::new())?))).collect()
}

/// The bytes of a message, as they were first written; `NotFound` where there is none.
pub fn xml(conn: &mut StoreConnection, message: OrderId) -> Result<Vec<u8>, StoreError> {
    Ok(orders_out::table.filter(orders_out::id.eq(message.to_string())).select(orders_out::xml).get_result(conn)?)
}

/// Whether the message is one of ours.
pub fn is_known(conn: &mut StoreConnection, message: OrderId) -> Result<bool, StoreError> {
    let found: Option<String> = orders_out::table
        .filter(orders_out::id.eq(message.to_string()))
        .select(orders_out::id)
        .get_result(conn)
        .optional()?;
    Ok(found.is_some())
}
