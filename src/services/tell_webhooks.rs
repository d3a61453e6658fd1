//! What the stream tells is written down for each webhook that wants to hear of it, and sent until it has arrived.
//!
//! Writing down and moving the counter on is one transaction, so no event is missed and none is written twice, whichever
//! process does it. What was sent and not noted, because the process ended in between, is sent again under the same id.
//! Where nobody is there, one message is tried now and then and the others wait; when somebody is there again all are due.

use chrono::TimeDelta;
use serde_json::{Map, Value};

use super::give_up_deliveries::give_up_old;
use super::poll_feeds::off_thread;
use super::{App, ServiceError};
use crate::kernel::Timestamp;
use crate::kernel::ids::{DeliveryId, WebhookId};
use crate::outbound::post::Poster;
use crate::store::stream::StreamEvent;
use crate::store::{StoreConnection, StoreError, deliveries, drill_marks, markers, stream, webhooks};
use crate::webhooks::{Delivery, DeliveryState, GIVEN_UP_AFTER, Outcome, Reach, Turn, Webhook, body_of};

/// How many events are written down in one transaction.
const BATCH: i64 = 500;
/// How many are sent to one webhook before it is read again.
const AT_ONCE: usize = 32;
/// For how long one belongs to whoever took it; longer than an attempt may last.
const LEASE: TimeDelta = TimeDelta::seconds(40);
/// For how long what arrived or was given up is kept to be looked at.
pub const KEPT_FOR: TimeDelta = TimeDelta::days(30);

/// Writes down what is new for those who want to hear of it; gives how many deliveries that makes.
pub fn write_down_news(app: &App) -> Result<usize, ServiceError> {
    let mut made = 0;
    loop {
        let (told, head) = app.store.read(|conn| {
            let told = markers::counter(conn, markers::WEBHOOKS_TOLD)?;
            Ok::<_, StoreError>((told, stream::head(conn)?))
        })?;
        if told >= head {
            return Ok(made);
        }
        let now = app.now();
        made += app.store.write(|conn| write_down_batch(conn, now))?;
    }
}

fn write_down_batch(conn: &mut StoreConnection, now: Timestamp) -> Result<usize, StoreError> {
    // Takes the counter, so that a second process waits and then finds less to do.
    let told = markers::advance_by(conn, markers::WEBHOOKS_TOLD, 0)?;
    let listening: Vec<Webhook> = webhooks::all(conn)?.into_iter().filter(|webhook| webhook.enabled).collect();
    if listening.is_empty() {
        let head = stream::head(conn)?;
        markers::advance_by(conn, markers::WEBHOOKS_TOLD, (head - told).max(0))?;
        return Ok(0);
    }
    let news = stream::after(conn, told, BATCH)?;
    let Some(last) = news.last().map(|event| event.seq) else { return Ok(0) };
    let mut made = Vec::new();
    for event in &news {
        let hears = |webhook: &&Webhook| webhook.kinds.contains(&event.kind) && webhook.made_at <= event.at;
        let ears: Vec<WebhookId> = listening.iter().filter(hears).map(|webhook| webhook.id).collect();
        if !ears.is_empty() {
            let body = body(conn, event)?;
            made.extend(ears.into_iter().map(|ear| delivery(ear, event, body.clone(), now)));
        }
    }
    deliveries::insert_all(conn, &made)?;
    markers::advance_by(conn, markers::WEBHOOKS_TOLD, last - told)?;
    Ok(made.len())
}

fn body(conn: &mut StoreConnection, event: &StreamEvent) -> Result<String, StoreError> {
    let payload: Map<String, Value> = serde_json::from_str(&event.payload).unwrap_or_default();
    let drill = drill_marks::is_of_drill(conn, &event.kind, &payload)?;
    Ok(body_of(&event.kind, event.seq, event.at, &payload, drill))
}

fn delivery(webhook: WebhookId, event: &StreamEvent, body: String, now: Timestamp) -> Delivery {
    Delivery {
        id: DeliveryId::new(now),
        webhook_id: webhook,
        seq: event.seq,
        kind: event.kind.clone(),
        body,
        state: DeliveryState::Pending,
        attempts: 0,
        made_at: now,
        begun_at: now,
        next_at: Some(now),
        tried_at: None,
        last_status: None,
        last_error: None,
    }
}

/// The webhooks to which something is to be sent now.
pub fn due_webhooks(app: &App) -> Result<Vec<Webhook>, ServiceError> {
    write_down_news(app)?;
    give_up_old(app)?;
    let now = app.now();
    app.store.read(|conn| {
        let told = webhooks::told(conn)?;
        let mut due = webhooks::all(conn)?;
        due.retain(|webhook| webhook.enabled);
        let mut found = Vec::with_capacity(due.len());
        for webhook in due {
            let turn = told.get(&webhook.id).map_or(Turn::Due, |told| told.reach.turn(now));
            if let Some(by) = due_by(turn, now)
                && deliveries::is_due(conn, webhook.id, by)?
            {
                found.push(webhook);
            }
        }
        Ok(found)
    })
}

/// Until when what is sent must be due; nothing where nothing is sent.
fn due_by(turn: Turn, now: Timestamp) -> Option<Timestamp> {
    match turn {
        Turn::Due => Some(now),
        // No pause is as long.
        Turn::One => Some(now + GIVEN_UP_AFTER),
        Turn::Nothing => None,
    }
}

/// Sends a webhook what is due, in order, and notes what became of each.
pub async fn tell_webhook(app: &App, poster: &Poster, webhook: WebhookId) -> Result<(), ServiceError> {
    for _ in 0..AT_ONCE {
        let now = app.now();
        let take = move |app: &App| Ok(app.store.write(|conn| take_next(conn, webhook, now))?);
        let Some((webhook, delivery)) = off_thread(app, take).await? else { break };
        let outcome = send(poster, &webhook, &delivery, now).await;
        off_thread(app, move |app| settle(app, &delivery, &outcome)).await?;
    }
    Ok(())
}

/// The next message of a webhook, and the webhook as it is now: it may have been changed or switched off since the last.
fn take_next(
    conn: &mut StoreConnection,
    webhook: WebhookId,
    now: Timestamp,
) -> Result<Option<(Webhook, Delivery)>, StoreError> {
    let webhook = match webhooks::get(conn, webhook) {
        Ok(webhook) if webhook.enabled => webhook,
        Ok(_) | Err(StoreError::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let reach = webhooks::reach(conn, webhook.id)?;
    let turn = reach.turn(now);
    let Some(due_by) = due_by(turn, now) else { return Ok(None) };
    if turn == Turn::One {
        // No other process tries one at the same time.
        webhooks::note_reach(conn, webhook.id, &Reach { rests_until: Some(now + LEASE), ..reach })?;
    }
    let taken = deliveries::take_due(conn, webhook.id, due_by, now + LEASE)?;
    Ok(taken.map(|delivery| (webhook, delivery)))
}

async fn send(poster: &Poster, webhook: &Webhook, delivery: &Delivery, at: Timestamp) -> Outcome {
    let (id, seconds) = (delivery.id.to_string(), at.timestamp());
    let headers = [
        ("webhook-signature", webhook.secret.sign(&id, seconds, &delivery.body)),
        ("webhook-id", id),
        ("webhook-timestamp", seconds.to_string()),
    ];
    match poster.post(&webhook.url, &headers, &delivery.body).await {
        Ok(status) => Outcome::Answered(status),
        Err(fault) => Outcome::Unanswered(fault.to_string()),
    }
}

fn settle(app: &App, taken: &Delivery, outcome: &Outcome) -> Result<(), ServiceError> {
    let (now, webhook) = (app.now(), taken.webhook_id);
    let tried = taken.clone().tried(outcome, now);
    app.store.write(|conn| {
        if !deliveries::settle(conn, taken, &tried)? {
            return Ok(());
        }
        let before = webhooks::reach(conn, webhook)?;
        let was_away = before.rests_until.is_some();
        webhooks::note_reach(conn, webhook, &before.after(taken.id, outcome.is_delivered(), now))?;
        if was_away && outcome.is_delivered() {
            deliveries::make_due(conn, webhook, now)?;
        }
        Ok(())
    })
}
