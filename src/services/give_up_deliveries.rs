//! What is on its way to a webhook for a day is given up, whether it was tried or not, and also where the webhook is off; the
//! log says so once a day for each webhook, not for each message.

use super::manage_webhooks::note;
use super::record::Actor;
use super::{App, ServiceError};
use crate::kernel::ids::WebhookId;
use crate::kernel::{Localized, Timestamp};
use crate::store::webhooks::Told;
use crate::store::{StoreConnection, StoreError, deliveries, markers, webhooks};
use crate::webhooks::GIVEN_UP_AFTER;

/// Gives up what is on its way for a day.
pub fn give_up_old(app: &App) -> Result<(), ServiceError> {
    let now = app.now();
    let something = app.store.read(|conn| {
        let told = webhooks::told(conn)?;
        Ok::<_, StoreError>(
            told.values().any(|told| is_over(told, now)) || deliveries::any_since(conn, now - GIVEN_UP_AFTER)?,
        )
    })?;
    if something { app.store.write(|conn| give_up(conn, now)) } else { Ok(()) }
}

/// Whether the log said so a day ago, and may say so again.
fn is_over(told: &Told, now: Timestamp) -> bool {
    told.noted_at.is_some_and(|noted| noted + GIVEN_UP_AFTER <= now)
}

fn give_up(conn: &mut StoreConnection, now: Timestamp) -> Result<(), ServiceError> {
    // A second process waits, and then finds nothing to do.
    markers::advance_by(conn, markers::WEBHOOKS_TOLD, 0)?;
    let given_up = deliveries::give_up(conn, now - GIVEN_UP_AFTER)?;
    let mut lines = Vec::new();
    for (webhook, told) in webhooks::told(conn)? {
        let count = match told.noted_at {
            None => given_up.get(&webhook).copied().unwrap_or_default(),
            // Those that were given up since.
            Some(noted) if is_over(&told, now) => deliveries::given_up_since(conn, webhook, noted - GIVEN_UP_AFTER)?,
            Some(_) => continue,
        };
        webhooks::set_noted(conn, webhook, (count > 0).then_some(now))?;
        if count > 0 {
            lines.push((webhook, words_of(conn, webhook, count)?));
        }
    }
    lines
        .into_iter()
        .try_for_each(|(webhook, words)| note(conn, now, &Actor::system(), ("delivery_given_up", words), webhook))
}

fn words_of(conn: &mut StoreConnection, id: WebhookId, count: i64) -> Result<Localized, StoreError> {
    let webhook = webhooks::get(conn, id)?;
    let why = match deliveries::last_tried(conn, id)? {
        _ if !webhook.enabled => Localized::new("đang tắt", "it is off"),
        None => Localized::new("chưa gửi lần nào", "never tried"),
        Some(last) => {
            let said = last.last_status.map(|status| status.to_string()).or(last.last_error).unwrap_or_default();
            Localized::new(format!("lần gần nhất: {said}"), format!("the last time: {said}"))
        }
    };
    let name = webhook.name;
    Ok(Localized::new(
        format!("Thôi gửi {count} sự kiện đến “{name}” sau một ngày không gửi được ({}).", why.vi),
        format!("Gave up sending {count} events to “{name}” after a day in vain ({}).", why.en),
    ))
}
