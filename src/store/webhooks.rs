//! Webhooks: who wants to hear of which events.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{deliveries, webhooks};
use super::{StoreConnection, StoreError, from_json, id, loaded, stored, to_json};
use crate::kernel::Timestamp;
use crate::kernel::ids::WebhookId;
use crate::webhooks::{Reach, Secret, Webhook};

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

type ReachRow = (String, i64, Option<String>, Option<NaiveDateTime>, Option<NaiveDateTime>);

/// How each webhook was reached of late, and when the log last said that messages to it were given up, where that was not
/// long ago.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// How it was reached.
    pub reach: Reach,
    /// When the log said so.
    pub noted_at: Option<Timestamp>,
}

/// How webhooks were reached of late.
pub fn told(conn: &mut StoreConnection) -> Result<HashMap<WebhookId, Told>, StoreError> {
    let rows: Vec<ReachRow> = webhooks::table.select(reach_columns()).load(conn)?;
    rows.into_iter().map(|row| Ok((id(&row.0)?, told_of(row)?))).collect()
}

/// How one was reached of late.
pub fn reach(conn: &mut StoreConnection, webhook: WebhookId) -> Result<Reach, StoreError> {
    Ok(told_of(webhooks::table.find(webhook.to_string()).select(reach_columns()).get_result(conn)?)?.reach)
}

type ReachColumns = (webhooks::id, webhooks::failures, webhooks::failed, webhooks::rests_until, webhooks::noted_at);

fn reach_columns() -> ReachColumns {
    (webhooks::id, webhooks::failures, webhooks::failed, webhooks::rests_until, webhooks::noted_at)
}

fn told_of((_, failures, failed, rests_until, noted_at): ReachRow) -> Result<Told, StoreError> {
    let reach =
        Reach { failures, failed: failed.as_deref().map(id).transpose()?, rests_until: rests_until.map(loaded) };
    Ok(Told { reach, noted_at: noted_at.map(loaded) })
}

/// Notes how a webhook was reached; it counts as no change of it. Nothing where it is gone.
pub fn note_reach(conn: &mut StoreConnection, webhook: WebhookId, reach: &Reach) -> Result<(), StoreError> {
    diesel::update(webhooks::table.find(webhook.to_string()))
        .set((
            webhooks::failures.eq(reach.failures),
            webhooks::failed.eq(reach.failed.map(|failed| failed.to_string())),
            webhooks::rests_until.eq(reach.rests_until.map(stored)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes when the log said that messages to a webhook were given up.
pub fn set_noted(conn: &mut StoreConnection, webhook: WebhookId, at: Option<Timestamp>) -> Result<(), StoreError> {
    diesel::update(webhooks::table.find(webhook.to_string()))
        .set(webhooks::noted_at.eq(at.map(stored)))
        .execute(conn)?;
    Ok(())
}
