//! Who wants to hear of what: webhooks are added, changed and taken away by administrators of the whole province.

use serde_json::json;

use super::check_source::invalid;
use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::accounts::{Acting, Permission};
use crate::kernel::ids::{DeliveryId, WebhookId};
use crate::kernel::{Localized, Timestamp};
use crate::outbound::post::{PostFault, PostRules};
use crate::store::{StoreConnection, StoreError, deliveries, webhooks};
use crate::webhooks::{Delivery, KINDS, Reach, Secret, Webhook};

/// The most webhooks there can be: each event is written down once for each that hears of it.
const MOST: usize = 50;
const LONGEST_NAME: usize = 200;

/// What is set of a webhook.
#[derive(Debug, Clone, Default)]
pub struct WebhookChange {
    /// What people call it.
    pub name: Option<String>,
    /// Where it is told.
    pub url: Option<String>,
    /// Of what.
    pub kinds: Option<Vec<String>>,
    /// Whether it is told.
    pub enabled: Option<bool>,
}

impl WebhookChange {
    fn applied(self, webhook: Webhook) -> Webhook {
        let kinds = self.kinds.map(|mut kinds| {
            kinds.sort();
            kinds.dedup();
            kinds
        });
        Webhook {
            name: self.name.map_or(webhook.name, |name| name.trim().to_owned()),
            url: self.url.map_or(webhook.url, |url| url.trim().to_owned()),
            kinds: kinds.unwrap_or(webhook.kinds),
            enabled: self.enabled.unwrap_or(webhook.enabled),
            ..webhook
        }
    }
}

/// Refuses who may not say where this program sends things.
pub fn permit_webhooks(by: &Acting) -> Result<(), ServiceError> {
    let whole = by.account.unit_code.is_none() && by.account.role.may(Permission::ManageSources);
    if whole { Ok(()) } else { Err(ServiceError::NotPermitted(Permission::ManageSources)) }
}

/// Adds a webhook; its secret is told this once.
pub fn add_webhook(app: &App, by: &Acting, new: WebhookChange) -> Result<Webhook, ServiceError> {
    permit_webhooks(by)?;
    let now = app.now();
    let blank = Webhook {
        id: WebhookId::new(now),
        name: String::new(),
        url: String::new(),
        kinds: Vec::new(),
        enabled: true,
        secret: Secret::fresh().map_err(ServiceError::Internal)?,
        made_by: by.account.id,
        made_at: now,
        revision: 1,
    };
    let webhook = new.applied(blank);
    check(app, &webhook)?;
    app.store.write(|conn| {
        if webhooks::all(conn)?.len() >= MOST {
            let words =
                (format!("Đã có {MOST} đăng ký; xóa bớt trước."), format!("There are {MOST} webhooks; remove some."));
            return Err(invalid("", Localized::new(words.0, words.1)));
        }
        webhooks::insert(conn, &webhook)?;
        let words = Localized::new(
            format!("Thêm đăng ký nhận tin “{}” ({}).", webhook.name, webhook.place()),
            format!("Added the webhook “{}” ({}).", webhook.name, webhook.place()),
        );
        note(conn, now, &Actor::person(by), ("webhook_added", words), webhook.id)
    })?;
    app.tell_listeners();
    Ok(webhook)
}

/// Changes a webhook that was read at `revision`.
pub fn change_webhook(
    app: &App,
    by: &Acting,
    id: WebhookId,
    revision: i64,
    change: &WebhookChange,
) -> Result<Webhook, ServiceError> {
    permit_webhooks(by)?;
    let now = app.now();
    let changed = app.store.write(|conn| {
        let before = webhooks::get(conn, id)?;
        if before.revision != revision {
            return Err(StoreError::Stale.into());
        }
        let after = change.clone().applied(before.clone());
        if after == before {
            return Ok(before);
        }
        check(app, &after)?;
        let after = Webhook { revision: revision + 1, ..after };
        webhooks::update(conn, &after)?;
        webhooks::note_reach(conn, id, &Reach::default())?;
        let words = Localized::new(
            format!("Sửa đăng ký nhận tin “{}” ({}).", after.name, after.place()),
            format!("Changed the webhook “{}” ({}).", after.name, after.place()),
        );
        note(conn, now, &Actor::person(by), ("webhook_changed", words), id)?;
        Ok::<_, ServiceError>(after)
    })?;
    app.tell_listeners();
    Ok(changed)
}

/// Takes a webhook that was read at `revision` away, with what was on its way to it.
pub fn remove_webhook(app: &App, by: &Acting, id: WebhookId, revision: i64) -> Result<(), ServiceError> {
    permit_webhooks(by)?;
    app.store.write(|conn| {
        let webhook = webhooks::get(conn, id)?;
        webhooks::delete(conn, id, revision)?;
        let words = Localized::new(
            format!("Xóa đăng ký nhận tin “{}” ({}).", webhook.name, webhook.place()),
            format!("Removed the webhook “{}” ({}).", webhook.name, webhook.place()),
        );
        note(conn, app.now(), &Actor::person(by), ("webhook_removed", words), id)
    })?;
    app.tell_listeners();
    Ok(())
}

/// Sends a delivery once more, from the first attempt on; one that is pending is tried at once.
pub fn send_again(app: &App, by: &Acting, id: DeliveryId) -> Result<Delivery, ServiceError> {
    permit_webhooks(by)?;
    let now = app.now();
    let again = app.store.write(|conn| {
        let again = deliveries::begin_again(conn, id, now)?;
        // Whoever asks for it believes that somebody is there again.
        webhooks::note_reach(conn, again.webhook_id, &Reach::default())?;
        Ok::<_, ServiceError>(again)
    })?;
    app.tell_listeners();
    Ok(again)
}

fn check(app: &App, webhook: &Webhook) -> Result<(), ServiceError> {
    if !(1..=LONGEST_NAME).contains(&webhook.name.chars().count()) || webhook.name.chars().any(char::is_control) {
        let words = Localized::new("Tên đăng ký có từ 1 đến 200 ký tự.", "A name has 1 to 200 characters.");
        return Err(invalid("/name", words));
    }
    if webhook.kinds.is_empty() {
        let words = Localized::new("Chọn ít nhất một loại sự kiện.", "Choose at least one kind of event.");
        return Err(invalid("/kinds", words));
    }
    if let Some(unknown) = webhook.kinds.iter().find(|kind| !KINDS.contains(&kind.as_str())) {
        let (unknown, known) = (unknown.chars().take(50).collect::<String>(), KINDS.join(", "));
        let words = Localized::new(
            format!("Không có loại sự kiện “{unknown}”. Các loại: {known}."),
            format!("There is no kind of event “{unknown}”. There are: {known}."),
        );
        return Err(invalid("/kinds", words));
    }
    let Err(fault) = PostRules::new(&app.rules.webhooks.local_hosts).check(&webhook.url) else { return Ok(()) };
    let words = match fault {
        PostFault::NotOpen(ip) => Localized::new(
            format!("{ip} là địa chỉ nội bộ. Người vận hành cho phép bằng [webhooks] local_hosts."),
            format!("{ip} is an address inside. The operator can allow it by [webhooks] local_hosts."),
        ),
        PostFault::Address | PostFault::Unanswered(_) => Localized::new(
            "Địa chỉ phải bắt đầu bằng https://, không kèm tên, mật khẩu. Máy nội bộ và http:// phải có trong [webhooks] local_hosts.",
            "The address begins with https://, without a name or password in it. Hosts inside, and http://, must stand in [webhooks] local_hosts.",
        ),
    };
    Err(invalid("/url", words))
}

/// Writes down what was done with a webhook.
pub(super) fn note(
    conn: &mut StoreConnection,
    now: Timestamp,
    actor: &Actor,
    (action, detail): (&str, Localized),
    id: WebhookId,
) -> Result<(), ServiceError> {
    let deed =
        Deed { actor, action, kind: "webhook", id: id.to_string(), alert: None, paper: None, detail, also: json!({}) };
    Ok(record(conn, now, deed)?)
}
