//! Webhooks: who wants to hear of which events.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{deliveries, webhooks};
use super::{StoreConnection, StoreError, from_json, id, loaded, stored, to_json};
use crate::kernel::ids::WebhookId;
use crate::webhooks::{Secret, Webhook};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = webhooks)]
struct WebhookRow {
    id: String,
    name: String,
    url: String,
    kinds: String,
    enabled: bool,
    secret: String,
    made_by: String,
    made_at: NaiveDateTime,
    revision: i64,
}

impl WebhookRow {
    fn of(webhook: &Webhook) -> Result<Self, StoreError> {
        Ok(Self {
            id: webhook.id.to_string(),
            name: webhook.name.clone(),
            url: webhook.url.clone(),
            kinds: to_json(&webhook.kinds)?,
            enabled: webhook.enabled,
            secret: webhook.secret.text(),
            made_by: webhook.made_by.to_string(),
            made_at: stored(webhook.made_at),
            revision: webhook.revision,
        })
    }

    fn into_webhook(self) -> Result<Webhook, StoreError> {
        Ok(Webhook {
            id: id(&self.id)?,
            name: self.name,
            url: self.url,
            kinds: from_json(&self.kinds)?,
            enabled: self.enabled,
            secret: Secret::parse(&self.secret).ok_or_else(|| StoreError::corrupt("a secret is none"))?,
            made_by: id(&self.made_by)?,
            made_at: loaded(self.made_at),
            revision: self.revision,
        })
    }
}

/// Adds a webhook.
pub fn insert(conn: &mut StoreConnection, webhook: &Webhook) -> Result<(), StoreError> {
    diesel::insert_into(webhooks::table).values(WebhookRow::of(webhook)?).execute(conn)?;
    Ok(())
}

/// Writes a webhook that was read at the revision before its own; `Stale` where somebody was quicker.
pub fn update(conn: &mut StoreConnection, webhook: &Webhook) -> Result<(), StoreError> {
    let row = WebhookRow::of(webhook)?;
    let read = webhooks::table.find(row.id.clone()).filter(webhooks::revision.eq(row.revision - 1));
    match diesel::update(read).set(row).execute(conn)? {
        0 => Err(StoreError::Stale),
        _ => Ok(()),
    }
}

/// Takes a webhook away with all that was on its way to it.
pub fn delete(conn: &mut StoreConnection, webhook: WebhookId, revision: i64) -> Result<(), StoreError> {
    diesel::delete(deliveries::table.filter(deliveries::webhook_id.eq(webhook.to_string()))).execute(conn)?;
    let read = webhooks::table.find(webhook.to_string()).filter(webhooks::revision.eq(revision));
    match diesel::delete(read).execute(conn)? {
        0 => Err(StoreError::Stale),
        _ => Ok(()),
    }
}

/// A webhook.
pub fn get(conn: &mut StoreConnection, webhook: WebhookId) -> Result<Webhook, StoreError> {
    let row: WebhookRow = webhooks::table.find(webhook.to_string()).select(WebhookRow::as_select()).get_result(conn)?;
    row.into_webhook()
}

/// All webhooks, oldest first.
pub fn all(conn: &mut StoreConnection) -> Result<Vec<Webhook>, StoreError> {
    let rows: Vec<WebhookRow> = webhooks::table.order(webhooks::id).select(WebhookRow::as_select()).load(conn)?;
    rows.into_iter().map(WebhookRow::into_webhook).collect()
}
