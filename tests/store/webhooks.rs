//! Webhooks, and what is on its way to them.

use chrono::TimeDelta;
use ungpho::kernel::ids::{AccountId, DeliveryId, WebhookId};
use ungpho::store::{StoreError, deliveries, events, markers, webhooks};
use ungpho::webhooks::{Delivery, DeliveryState, Outcome, Secret, Webhook, pause_after};

use crate::samples::{VIETNAMESE, activation, at, event, read, refused, stage, write};
use crate::support::on_each_database;

fn webhook() -> Webhook {
    Webhook {
        id: WebhookId::new(at(0)),
        name: VIETNAMESE.into(),
        url: "https://hooks.example.vn/a".into(),
        kinds: vec!["alert".into(), "event".into()],
        enabled: true,
        secret: Secret::fresh().unwrap(),
        made_by: AccountId::new(at(0)),
        made_at: at(1),
        revision: 1,
    }
}

fn delivery(webhook: WebhookId, seq: i64) -> Delivery {
    Delivery {
        id: DeliveryId::new(at(seq)),
        webhook_id: webhook,
        seq,
        kind: "event".into(),
        body: VIETNAMESE.into(),
        state: DeliveryState::Pending,
        attempts: 0,
        made_at: at(seq),
        next_at: Some(at(seq)),
        tried_at: None,
        last_status: None,
        last_error: None,
    }
}

#[test]
fn a_webhook_comes_back_as_it_was_and_is_changed_only_by_who_has_read_it() {
    on_each_database(|store| {
        let (one, other) = (webhook(), webhook());
        write(store, |conn| webhooks::insert(conn, &one));
        write(store, |conn| webhooks::insert(conn, &other));
        assert_eq!(read(store, |conn| webhooks::get(conn, one.id)), one);
        assert_eq!(read(store, webhooks::all), [one.clone(), other.clone()]);
        let changed = Webhook { enabled: false, kinds: vec!["plan".into()], revision: 2, ..one.clone() };
        write(store, |conn| webhooks::update(conn, &changed));
        assert_eq!(read(store, |conn| webhooks::get(conn, one.id)), changed);
        assert!(matches!(refused(store, |conn| webhooks::update(conn, &changed)), StoreError::Stale));
        write(store, |conn| deliveries::insert_all(conn, &[delivery(one.id, 5), delivery(other.id, 6)]));
        assert!(matches!(refused(store, |conn| webhooks::delete(conn, one.id, 1)), StoreError::Stale));
        assert_eq!(read(store, |conn| deliveries::newest(conn, None, None, None, 9)).len(), 2, "rolled back");
        write(store, |conn| webhooks::delete(conn, one.id, 2));
        assert_eq!(read(store, webhooks::all), [other.clone()]);
        let left = read(store, |conn| deliveries::newest(conn, None, None, None, 9));
        assert_eq!(left, [delivery(other.id, 6)].map(|sample| Delivery { id: left[0].id, ..sample }));
    });
}

#[test]
fn what_is_due_is_taken_once_in_order_and_due_again_where_nobody_says_what_became_of_it() {
    on_each_database(|store| {
        let hook = webhook();
        write(store, |conn| webhooks::insert(conn, &hook));
        let all: Vec<Delivery> = (1..=100).map(|seq| delivery(hook.id, seq)).collect();
        write(store, |conn| deliveries::insert_all(conn, &all));
        let take = |now| write(store, |conn| deliveries::take_due(conn, hook.id, now, at(1_000)));
        assert_eq!(read(store, |conn| deliveries::due_to(conn, at(0))).len(), 0);
        assert!(read(store, |conn| deliveries::due_to(conn, at(1))).contains(&hook.id));
        let first = take(at(2)).unwrap();
        assert_eq!((first.seq, first.attempts, first.next_at), (1, 1, Some(at(1_000))));
        assert_eq!(take(at(2)).unwrap().seq, 2);
        assert_eq!(take(at(2)), None);

        let arrived = first.tried(&Outcome::Answered(204), at(3));
        write(store, |conn| deliveries::update(conn, &arrived));
        assert_eq!(read(store, |conn| deliveries::get(conn, arrived.id)), arrived);
        // The second was never heard of again.
        let again = take(at(1_000)).unwrap();
        assert_eq!((again.seq, again.attempts), (2, 2));
        let failed = again.tried(&Outcome::Unanswered(VIETNAMESE.into()), at(1_001));
        write(store, |conn| deliveries::update(conn, &failed));
        assert_eq!(failed.next_at, Some(at(1_001) + pause_after(2).unwrap()));
        assert_eq!(read(store, |conn| deliveries::get(conn, failed.id)), failed);

        let page = read(store, |conn| deliveries::newest(conn, Some(hook.id), Some(DeliveryState::Pending), None, 3));
        assert_eq!(page.iter().map(|one| one.seq).collect::<Vec<_>>(), [100, 99, 98]);
        let before = page[2].id.to_string();
        let next = read(store, |conn| deliveries::newest(conn, None, None, Some(&before), 1));
        assert_eq!(next[0].seq, 97);
        assert_eq!(write(store, |conn| deliveries::forget_old(conn, at(0) + TimeDelta::days(40))), 1);
        assert_eq!(read(store, |conn| deliveries::newest(conn, None, None, None, 200)).len(), 99);
    });
}

#[test]
fn what_belongs_to_a_drill_is_told_by_what_it_names() {
    use ungpho::relocation::EventKind;
    on_each_database(|store| {
        let stage = write(store, |conn| stage(conn, "a"));
        let running = activation(&stage);
        write(store, |conn| ungpho::store::activations::insert(conn, &running));
        let drill = ungpho::relocation::Event { kind: EventKind::Drill, ..event("drill") };
        write(store, |conn| events::insert(conn, &drill));
        let (real, drill, running) = (stage.event.id.to_string(), drill.id.to_string(), running.id.to_string());
        let told = |kind: &str, names: &[(&str, &str)]| read(store, |conn| webhooks::is_of_drill(conn, kind, names));
        assert!(told("event", &[("id", &drill)]));
        assert!(!told("event", &[("id", &real)]));
        assert!(!told("activation", &[("id", &running)]));
        assert!(!told("task", &[("id", "x"), ("activation_id", &running)]));
        assert!(told("checklist", &[("id", "x"), ("event_id", &drill)]));
        assert!(!told("alert", &[("id", &stage.alert.id.to_string())]));
        assert!(!told("plan", &[("id", "x")]));
        let told_so_far = || read(store, |conn| markers::counter(conn, markers::WEBHOOKS_TOLD));
        assert_eq!(told_so_far(), 0);
        assert_eq!(write(store, |conn| markers::advance_by(conn, markers::WEBHOOKS_TOLD, 0)), 0);
        assert_eq!(write(store, |conn| markers::advance_by(conn, markers::WEBHOOKS_TOLD, 7)), 7);
        assert_eq!(told_so_far(), 7);
    });
}
