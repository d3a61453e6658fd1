//! What is on its way to webhooks, and what became of it.

use std::collections::HashSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::deliveries;
use super::{StoreConnection, StoreError, id, insert_rows, loaded, stored, word, word_text};
use crate::kernel::Timestamp;
use crate::kernel::ids::{DeliveryId, WebhookId};
use crate::webhooks::{Delivery, DeliveryState};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = deliveries)]
#[diesel(treat_none_as_default_value = false)]
#[diesel(treat_none_as_null = true)]
struct DeliveryRow {
    id: String,
    webhook_id: String,
    seq: i64,
    kind: String,
    body: String,
    state: String,
    attempts: i64,
    made_at: NaiveDateTime,
    next_at: Option<NaiveDateTime>,
    tried_at: Option<NaiveDateTime>,
    last_status: Option<i64>,
    last_error: Option<String>,
}

impl DeliveryRow {
    fn of(delivery: &Delivery) -> Self {
        Self {
            id: delivery.id.to_string(),
            webhook_id: delivery.webhook_id.to_string(),
            seq: delivery.seq,
            kind: delivery.kind.clone(),
            body: delivery.body.clone(),
            state: word_text(&delivery.state),
            attempts: delivery.attempts,
            made_at: stored(delivery.made_at),
            next_at: delivery.next_at.map(stored),
            tried_at: delivery.tried_at.map(stored),
            last_status: delivery.last_status,
            last_error: delivery.last_error.clone(),
        }
    }

    fn into_delivery(self) -> Result<Delivery, StoreError> {
        Ok(Delivery {
            id: id(&self.id)?,
            webhook_id: id(&self.webhook_id)?,
            seq: self.seq,
            kind: self.kind,
            body: self.body,
            state: word(&self.state)?,
            attempts: self.attempts,
            made_at: loaded(self.made_at),
            next_at: self.next_at.map(loaded),
            tried_at: self.tried_at.map(loaded),
            last_status: self.last_status,
            last_error: self.last_error,
        })
    }
}

/// Adds deliveries.
pub fn insert_all(conn: &mut StoreConnection, new: &[Delivery]) -> Result<(), StoreError> {
    let rows: Vec<DeliveryRow> = new.iter().map(DeliveryRow::of).collect();
    insert_rows!(conn, deliveries::table, rows);
    Ok(())
}

/// A delivery.
pub fn get(conn: &mut StoreConnection, delivery: DeliveryId) -> Result<Delivery, StoreError> {
    let row: DeliveryRow =
        deliveries::table.find(delivery.to_string()).select(DeliveryRow::as_select()).get_result(conn)?;
    row.into_delivery()
}

/// Writes a delivery as it stands now; nothing where its webhook is gone.
pub fn update(conn: &mut StoreConnection, delivery: &Delivery) -> Result<(), StoreError> {
    let row = DeliveryRow::of(delivery);
    diesel::update(deliveries::table.find(row.id.clone())).set(row).execute(conn)?;
    Ok(())
}

/// The webhooks to which something is due at `now`.
pub fn due_to(conn: &mut StoreConnection, now: Timestamp) -> Result<HashSet<WebhookId>, StoreError> {
    let due: Vec<String> = deliveries::table
        .filter(deliveries::next_at.le(stored(now)))
        .select(deliveries::webhook_id)
        .distinct()
        .load(conn)?;
    due.iter().map(|row| id(row)).collect()
}

/// Takes the oldest that is due to a webhook at `now`; until `lease` no other process takes it, and then it is due again
/// where nobody has said what became of it.
pub fn take_due(
    conn: &mut StoreConnection,
    webhook: WebhookId,
    now: Timestamp,
    lease: Timestamp,
) -> Result<Option<Delivery>, StoreError> {
    loop {
        let row: Option<DeliveryRow> = deliveries::table
            .filter(deliveries::webhook_id.eq(webhook.to_string()))
            .filter(deliveries::next_at.le(stored(now)))
            .order(deliveries::id)
            .select(DeliveryRow::as_select())
            .first(conn)
            .optional()?;
        let Some(row) = row else { return Ok(None) };
        let delivery = row.into_delivery()?;
        let due = deliveries::table
            .find(delivery.id.to_string())
            .filter(deliveries::attempts.eq(delivery.attempts))
            .filter(deliveries::next_at.le(stored(now)));
        let marked = diesel::update(due)
            .set((deliveries::attempts.eq(delivery.attempts + 1), deliveries::next_at.eq(stored(lease))))
            .execute(conn)?;
        if marked == 1 {
            return Ok(Some(Delivery { attempts: delivery.attempts + 1, next_at: Some(lease), ..delivery }));
        }
    }
}

/// Deliveries, newest first, of a webhook and in a state or any, those before id `before`.
pub fn newest(
    conn: &mut StoreConnection,
    webhook: Option<WebhookId>,
    state: Option<DeliveryState>,
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<Delivery>, StoreError> {
    let mut query = deliveries::table
        .order(deliveries::id.desc())
        .limit(limit)
        .select(DeliveryRow::as_select())
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(webhook) = webhook {
        query = query.filter(deliveries::webhook_id.eq(webhook.to_string()));
    }
    if let Some(state) = state {
        query = query.filter(deliveries::state.eq(word_text(&state)));
    }
    if let Some(before) = before {
        query = query.filter(deliveries::id.lt(before.to_owned()));
    }
    let rows: Vec<DeliveryRow> = query.load(conn)?;
    rows.into_iter().map(DeliveryRow::into_delivery).collect()
}

/// Forgets what arrived, or was given up, before `before`; gives how many there were.
pub fn forget_old(conn: &mut StoreConnection, before: Timestamp) -> Result<usize, StoreError> {
    let over = deliveries::state.ne(word_text(&DeliveryState::Pending));
    Ok(diesel::delete(deliveries::table.filter(over).filter(deliveries::made_at.lt(stored(before)))).execute(conn)?)
}
