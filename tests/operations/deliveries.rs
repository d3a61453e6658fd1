//! How long is tried what cannot be sent, by a clock of the test's.

use std::sync::Arc;

use chrono::TimeDelta;
use serde_json::json;
use tokio::runtime::Runtime;
use ungpho::kernel::ids::{AccountId, WebhookId};
use ungpho::kernel::{Clock as _, FixedClock, SystemClock};
use ungpho::outbound::post::{PostRules, Poster};
use ungpho::services::App;
use ungpho::services::tell_webhooks::{due_webhooks, tell_webhook};
use ungpho::store::audit::AuditFilter;
use ungpho::store::{audit, deliveries, stream, webhooks};
use ungpho::webhooks::{DeliveryState, Secret, Webhook};

use crate::app::feed::{FakeFeed, Reply};
use crate::app::library::Poller;

struct Office {
    app: App,
    clock: Arc<FixedClock>,
    feed: FakeFeed,
    poster: Poster,
    runtime: Runtime,
    _poller: Poller,
    _folder: tempfile::TempDir,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(SystemClock.now()));
        let poller = Poller::by(folder.path(), Arc::clone(&clock) as _);
        let feed = FakeFeed::start();
        let poster = Poster::new(PostRules::new(&[feed.authority()])).unwrap();
        let (app, runtime) = (poller.app.clone(), Runtime::new().unwrap());
        Self { app, clock, feed, poster, runtime, _poller: poller, _folder: folder }
    }

    fn hook(&self, path: &str) -> Webhook {
        let now = self.app.now();
        let webhook = Webhook {
            id: WebhookId::new(now),
            name: "còi".into(),
            url: self.feed.url(path),
            kinds: vec!["event".into()],
            enabled: true,
            secret: Secret::fresh().unwrap(),
            made_by: AccountId::new(now),
            made_at: now,
            revision: 1,
        };
        self.app.store.write(|conn| webhooks::insert(conn, &webhook)).unwrap();
        webhook
    }

    fn change(&self, webhook: &Webhook) {
        self.app.store.write(|conn| webhooks::update(conn, webhook)).unwrap();
    }

    fn happen(&self, count: usize) {
        let events: Vec<_> = (0..count).map(|id| ("event".to_owned(), json!({"id": id.to_string()}))).collect();
        self.app.store.write(|conn| stream::publish_all(conn, self.app.now(), &events)).unwrap();
    }

    /// What the loop of the program does.
    fn tell(&self) {
        for webhook in due_webhooks(&self.app).unwrap() {
            self.runtime.block_on(tell_webhook(&self.app, &self.poster, webhook.id)).unwrap();
        }
    }

    fn count(&self, state: DeliveryState) -> i64 {
        self.app.store.read(|conn| deliveries::count(conn, state)).unwrap()
    }

    /// What the log says of messages that were given up, oldest first.
    fn lines(&self) -> Vec<String> {
        let filter = AuditFilter { action: Some("delivery_given_up".into()), ..AuditFilter::default() };
        let mut lines = self.app.store.read(|conn| audit::newest(conn, &filter, 100)).unwrap();
        lines.reverse();
        lines.into_iter().map(|entry| entry.record.detail.en).collect()
    }
}

#[test]
fn where_nobody_is_there_few_are_tried_and_all_are_given_up_after_a_day() {
    let office = Office::new();
    office.feed.set("/hook", Reply::status(500));
    office.hook("/hook");
    office.happen(40);
    let asked = || office.feed.requests("/hook").len();
    for _ in 0..3 {
        office.tell();
        assert_eq!(asked(), 3, "three in vain, and then it is left alone");
    }
    office.clock.advance(TimeDelta::minutes(1));
    office.tell();
    assert_eq!(asked(), 4, "one is tried");

    // Two days on which five things happen every half an hour.
    let half = TimeDelta::minutes(30);
    for step in 1..=96 {
        office.clock.advance(half);
        office.happen(5);
        office.tell();
        assert_eq!(asked(), 4 + step);
        assert!(office.count(DeliveryState::Pending) <= 40 + 48 * 5, "step {step}");
    }
    let dead = office.count(DeliveryState::Dead);
    assert!(dead >= 40 + 46 * 5, "{dead}");
    let lines = office.lines();
    assert_eq!(lines.len(), 2, "one a day: {lines:?}");
    assert!(
        lines[0].starts_with("Gave up sending 40 events to “còi” after a day in vain (the last time: 500"),
        "{lines:?}"
    );
    assert!(lines[1].contains("sending 235 events") || lines[1].contains("sending 240 events"), "{lines:?}");

    // Somebody is there again: everything that waits comes at once.
    office.feed.set("/hook", Reply::status(200));
    let waiting = office.count(DeliveryState::Pending);
    office.clock.advance(TimeDelta::minutes(15));
    for _ in 0..=waiting / 32 {
        office.tell();
    }
    assert_eq!(office.count(DeliveryState::Pending), 0);
    assert!(office.count(DeliveryState::Delivered) >= waiting - 5);
}

#[test]
fn what_waits_for_a_webhook_that_is_off_grows_old_too() {
    let office = Office::new();
    let hook = office.hook("/hook");
    office.happen(3);
    due_webhooks(&office.app).unwrap();
    office.change(&Webhook { enabled: false, revision: 2, ..hook });
    office.clock.advance(TimeDelta::hours(25));
    office.tell();
    assert_eq!((office.count(DeliveryState::Dead), office.count(DeliveryState::Pending)), (3, 0));
    assert_eq!(office.lines(), ["Gave up sending 3 events to “còi” after a day in vain (it is off)."]);
    assert_eq!(office.feed.count(), 0);
}

#[test]
fn one_message_that_is_refused_does_not_hold_up_the_others() {
    let office = Office::new();
    office.hook("/hook");
    office.feed.set("/hook", Reply::status(422));
    office.happen(1);
    for _ in 0..6 {
        office.tell();
        office.clock.advance(TimeDelta::minutes(61));
    }
    office.feed.set("/hook", Reply::status(200));
    office.happen(1);
    office.tell();
    assert!(office.count(DeliveryState::Delivered) >= 1);
}

#[test]
fn what_is_changed_or_switched_off_is_told_at_the_old_address_no_more() {
    let office = Office::new();
    for path in ["/old", "/new"] {
        office.feed.set(path, Reply::status(200));
    }
    let hook = office.hook("/old");
    office.happen(30);
    let due = due_webhooks(&office.app).unwrap();
    assert_eq!(due.len(), 1);
    // In the middle of telling it.
    let telling = {
        let (app, poster, id) = (office.app.clone(), office.poster.clone(), hook.id);
        office.runtime.spawn(async move { tell_webhook(&app, &poster, id).await.unwrap() })
    };
    while office.feed.requests("/old").is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let moved = Webhook { url: office.feed.url("/new"), revision: 2, ..hook };
    office.change(&moved);
    office.runtime.block_on(telling).unwrap();
    let (old, new) = (office.feed.requests("/old").len(), office.feed.requests("/new").len());
    assert!(old < 30, "all were told at the old address");
    assert_eq!(old + new, 30);

    office.happen(5);
    let due = due_webhooks(&office.app).unwrap();
    office.change(&Webhook { enabled: false, revision: 3, ..moved });
    office.runtime.block_on(tell_webhook(&office.app, &office.poster, due[0].id)).unwrap();
    assert_eq!(office.feed.requests("/new").len(), new);
}
