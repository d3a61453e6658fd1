//! What is on its way to webhooks, and what became of it.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::dsl::{count_star, min};
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
    begun_at: NaiveDateTime,
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
            begun_at: stored(delivery.begun_at),
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
            begun_at: loaded(self.begun_at),
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

/// Writes what became of a delivery that was taken, and says whether it did: nothing where its webhook is gone, or where
/// somebody has had it sent again since.
pub fn settle(conn: &mut StoreConnection, taken: &Delivery, tried: &Delivery) -> Result<bool, StoreError> {
    let still_taken = deliveries::table
        .find(taken.id.to_string())
        .filter(deliveries::attempts.eq(taken.attempts))
        .filter(deliveries::next_at.eq(taken.next_at.map(stored)));
    Ok(diesel::update(still_taken).set(DeliveryRow::of(tried)).execute(conn)? == 1)
}

/// Begins a delivery anew at `now`: it is due before all that was made after it.
pub fn begin_again(conn: &mut StoreConnection, delivery: DeliveryId, now: Timestamp) -> Result<Delivery, StoreError> {
    let again = Delivery { attempts: 0, state: DeliveryState::Pending, begun_at: now, ..get(conn, delivery)? };
    let again = Delivery { next_at: Some(again.made_at), ..again };
    diesel::update(deliveries::table.find(again.id.to_string()))
        .set((
            deliveries::state.eq(word_text(&again.state)),
            deliveries::attempts.eq(again.attempts),
            deliveries::begun_at.eq(stored(again.begun_at)),
            deliveries::next_at.eq(again.next_at.map(stored)),
        ))
        .execute(conn)?;
    Ok(again)
}

/// Whether something is to be sent to a webhook that is due at `now`.
pub fn is_due(conn: &mut StoreConnection, webhook: WebhookId, now: Timestamp) -> Result<bool, StoreError> {
    let due = deliveries::table
        .filter(deliveries::webhook_id.eq(webhook.to_string()))
        .filter(deliveries::next_at.le(stored(now)))
        .limit(1);
    Ok(due.select(deliveries::id).load::<String>(conn)?.len() == 1)
}

/// Takes the one that has been due to a webhook for the longest time at `now`; until `lease` no other process takes it,
/// and then it is due again where nobody has said what became of it.
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
            .order((deliveries::next_at, deliveries::id))
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

/// Makes all that waits for a webhook due at `now`.
pub fn make_due(conn: &mut StoreConnection, webhook: WebhookId, now: Timestamp) -> Result<(), StoreError> {
    let waiting = deliveries::table
        .filter(deliveries::webhook_id.eq(webhook.to_string()))
        .filter(deliveries::next_at.gt(stored(now)));
    diesel::update(waiting).set(deliveries::next_at.eq(stored(now))).execute(conn)?;
    Ok(())
}

/// Whether something is on its way since `begun` or longer.
pub fn any_since(conn: &mut StoreConnection, begun: Timestamp) -> Result<bool, StoreError> {
    let old = deliveries::table
        .filter(deliveries::state.eq(word_text(&DeliveryState::Pending)))
        .filter(deliveries::begun_at.le(stored(begun)))
        .limit(1);
    Ok(old.select(deliveries::id).load::<String>(conn)?.len() == 1)
}

/// Gives up what is on its way since `begun` or longer, tried or not; gives how many for each webhook.
pub fn give_up(conn: &mut StoreConnection, begun: Timestamp) -> Result<HashMap<WebhookId, i64>, StoreError> {
    let old = || {
        deliveries::table
            .filter(deliveries::state.eq(word_text(&DeliveryState::Pending)))
            .filter(deliveries::begun_at.le(stored(begun)))
    };
    let counts: Vec<(String, i64)> =
        old().group_by(deliveries::webhook_id).select((deliveries::webhook_id, count_star())).load(conn)?;
    diesel::update(old())
        .set((deliveries::state.eq(word_text(&DeliveryState::Dead)), deliveries::next_at.eq(None::<NaiveDateTime>)))
        .execute(conn)?;
    counts.into_iter().map(|(webhook, count)| Ok((id(&webhook)?, count))).collect()
}

/// How many deliveries to a webhook that were begun after `begun` have been given up.
pub fn given_up_since(conn: &mut StoreConnection, webhook: WebhookId, begun: Timestamp) -> Result<i64, StoreError> {
    let dead = deliveries::table
        .filter(deliveries::state.eq(word_text(&DeliveryState::Dead)))
        .filter(deliveries::begun_at.gt(stored(begun)))
        .filter(deliveries::webhook_id.eq(webhook.to_string()));
    Ok(dead.select(count_star()).get_result(conn)?)
}

/// How many deliveries are in a state.
pub fn count(conn: &mut StoreConnection, state: DeliveryState) -> Result<i64, StoreError> {
    let such = deliveries::table.filter(deliveries::state.eq(word_text(&state)));
    Ok(such.select(count_star()).get_result(conn)?)
}

/// Since when the oldest that is pending is on its way.
pub fn oldest_pending(conn: &mut StoreConnection) -> Result<Option<Timestamp>, StoreError> {
    let pending = deliveries::table.filter(deliveries::state.eq(word_text(&DeliveryState::Pending)));
    let oldest: Option<NaiveDateTime> = pending.select(min(deliveries::begun_at)).get_result(conn)?;
    Ok(oldest.map(loaded))
}

/// The one of a webhook that was tried last.
pub fn last_tried(conn: &mut StoreConnection, webhook: WebhookId) -> Result<Option<Delivery>, StoreError> {
    let row: Option<DeliveryRow> = deliveries::table
        .filter(deliveries::webhook_id.eq(webhook.to_string()))
        .filter(deliveries::tried_at.is_not_null())
        .order(deliveries::tried_at.desc())
        .select(DeliveryRow::as_select())
        .first(conn)
        .optional()?;
    row.map(DeliveryRow::into_delivery).transpose()
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
