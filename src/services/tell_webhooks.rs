//! What the stream tells is written down for each webhook that wants to hear of it, and sent until it has arrived.
//!
//! Writing down and moving the counter on is one transaction, so no event is missed and none is written twice, whichever
//! process does it. What was sent and not noted, because the process ended in between, is sent again under the same id.

use chrono::TimeDelta;
use serde_json::{Map, Value};

use super::manage_webhooks::note;
use super::poll_feeds::off_thread;
use super::record::Actor;
use super::{App, ServiceError};
use crate::kernel::ids::{DeliveryId, WebhookId};
use crate::kernel::{Localized, Timestamp};
use crate::outbound::post::Poster;
use crate::store::stream::StreamEvent;
use crate::store::{StoreConnection, StoreError, deliveries, drill_marks, markers, stream, webhooks};
use crate::webhooks::{Delivery, DeliveryState, Outcome, Webhook, body_of};

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
        next_at: Some(now),
        tried_at: None,
        last_status: None,
        last_error: None,
    }
}

/// The webhooks to which something is due.
pub fn due_webhooks(app: &App) -> Result<Vec<Webhook>, ServiceError> {
    write_down_news(app)?;
    let now = app.now();
    app.store.read(|conn| {
        let due = deliveries::due_to(conn, now)?;
        Ok(webhooks::all(conn)?.into_iter().filter(|webhook| webhook.enabled && due.contains(&webhook.id)).collect())
    })
}

/// Sends a webhook what is due, in order, and notes what became of each.
pub async fn tell_webhook(app: &App, poster: &Poster, webhook: &Webhook) -> Result<(), ServiceError> {
    let id = webhook.id;
    for _ in 0..AT_ONCE {
        let now = app.now();
        let take = move |app: &App| Ok(app.store.write(|conn| deliveries::take_due(conn, id, now, now + LEASE))?);
        let Some(delivery) = off_thread(app, take).await? else { break };
        let outcome = send(poster, webhook, &delivery, now).await;
        let name = webhook.name.clone();
        off_thread(app, move |app| settle(app, &name, delivery, &outcome)).await?;
    }
    Ok(())
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

fn settle(app: &App, name: &str, taken: Delivery, outcome: &Outcome) -> Result<(), ServiceError> {
    let now = app.now();
    let tried = taken.tried(outcome, now);
    app.store.write(|conn| {
        deliveries::update(conn, &tried)?;
        if tried.state != DeliveryState::Dead {
            return Ok(());
        }
        let why = tried.last_status.map_or_else(|| tried.last_error.clone().unwrap_or_default(), |s| s.to_string());
        let words = Localized::new(
            format!(
                "Thôi gửi sự kiện số {} ({}) đến “{name}” sau một ngày không gửi được: {why}.",
                tried.seq, tried.kind
            ),
            format!("Gave up sending event {} ({}) to “{name}” after a day in vain: {why}.", tried.seq, tried.kind),
        );
        note(conn, now, &Actor::system(), ("delivery_given_up", words), tried.webhook_id)
    })
}
