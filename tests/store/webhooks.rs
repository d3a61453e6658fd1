//! Webhooks, and what is on its way to them.

use chrono::TimeDelta;
use serde_json::{Value, json};
use ungpho::alerts::cap::{Alert, MsgType, Status};
use ungpho::kernel::ids::{AccountId, DeliveryId, RawDocumentId, RelocationId, ReportId, TaskStepId, WebhookId};
use ungpho::relocation::{Activation, Event, EventKind, Relocation, Standing, TaskState, TaskStep};
use ungpho::store::alerts::StoredAlert;
use ungpho::store::field_reports::{KeptReport, ReportOutcome, Target};
use ungpho::store::{
    StoreConnection, StoreError, activations, alerts, checklists, deliveries, drill_marks, events, field_reports,
    markers, relocations, task_steps, webhooks,
};
use ungpho::webhooks::{Delivery, DeliveryState, Outcome, Reach, Secret, Webhook, pause_after};

use crate::samples::{
    VIETNAMESE, activation, alert, at, checklist, event, identity, read, refused, stage, stored_alert, task, write,
};
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
        begun_at: at(seq),
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
        assert!(!read(store, |conn| deliveries::is_due(conn, hook.id, at(0))));
        assert!(read(store, |conn| deliveries::is_due(conn, hook.id, at(1))));
        assert!(!read(store, |conn| deliveries::is_due(conn, WebhookId::new(at(0)), at(1))));
        let first = take(at(2)).unwrap();
        assert_eq!((first.seq, first.attempts, first.next_at), (1, 1, Some(at(1_000))));
        assert_eq!(take(at(2)).unwrap().seq, 2);
        assert_eq!(take(at(2)), None);

        let arrived = first.clone().tried(&Outcome::Answered(204), at(3));
        assert!(write(store, |conn| deliveries::settle(conn, &first, &arrived)));
        assert_eq!(read(store, |conn| deliveries::get(conn, arrived.id)), arrived);
        // The second was never heard of again.
        let again = (0..99).filter_map(|_| take(at(1_000))).find(|one| one.seq == 2).unwrap();
        assert_eq!((again.seq, again.attempts), (2, 2));
        let failed = again.clone().tried(&Outcome::Unanswered(VIETNAMESE.into()), at(1_001));
        assert!(write(store, |conn| deliveries::settle(conn, &again, &failed)));
        assert_eq!(failed.next_at, Some(at(1_001) + pause_after(2)));
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
fn what_a_person_has_sent_again_is_not_settled_by_who_took_it_before() {
    on_each_database(|store| {
        let hook = webhook();
        let (old, new) = (delivery(hook.id, 1), delivery(hook.id, 2));
        write(store, |conn| webhooks::insert(conn, &hook));
        write(store, |conn| deliveries::insert_all(conn, &[new.clone(), old.clone()]));
        let taken = write(store, |conn| deliveries::take_due(conn, hook.id, at(5), at(9))).unwrap();
        assert_eq!(taken.id, old.id, "the one that is due for longest");
        let again = write(store, |conn| deliveries::begin_again(conn, old.id, at(6)));
        assert_eq!((again.state, again.attempts, again.begun_at), (DeliveryState::Pending, 0, at(6)));
        let failed = taken.clone().tried(&Outcome::Answered(500), at(7));
        assert!(!write(store, |conn| deliveries::settle(conn, &taken, &failed)));
        assert_eq!(read(store, |conn| deliveries::get(conn, old.id)), again);
        let next = write(store, |conn| deliveries::take_due(conn, hook.id, at(8), at(20))).unwrap();
        assert_eq!((next.id, next.attempts), (old.id, 1), "before all that was made after it");
        write(store, |conn| webhooks::delete(conn, hook.id, 1));
        assert!(!write(store, |conn| deliveries::settle(conn, &next, &next)), "gone");
    });
}

#[test]
fn what_is_a_day_old_is_given_up_and_counted() {
    on_each_database(|store| {
        let (hook, other) = (webhook(), webhook());
        write(store, |conn| webhooks::insert(conn, &hook));
        write(store, |conn| webhooks::insert(conn, &other));
        assert_eq!(read(store, deliveries::oldest_pending), None);
        let all: Vec<Delivery> = (1..=10).map(|seq| delivery(hook.id, seq)).collect();
        write(store, |conn| deliveries::insert_all(conn, &all));
        write(store, |conn| deliveries::insert_all(conn, &[delivery(other.id, 3)]));
        write(store, |conn| deliveries::begin_again(conn, all[0].id, at(20)));
        assert_eq!(read(store, deliveries::oldest_pending), Some(at(2)));
        assert!(!read(store, |conn| deliveries::any_since(conn, at(1))));
        assert!(read(store, |conn| deliveries::any_since(conn, at(2))));
        let given_up = write(store, |conn| deliveries::give_up(conn, at(5)));
        assert_eq!((given_up[&hook.id], given_up[&other.id]), (4, 1));
        assert!(write(store, |conn| deliveries::give_up(conn, at(5))).is_empty());
        let dead = read(store, |conn| deliveries::get(conn, all[1].id));
        assert_eq!((dead.state, dead.next_at), (DeliveryState::Dead, None));
        assert_eq!(read(store, |conn| deliveries::given_up_since(conn, hook.id, at(3))), 2);
        assert_eq!(read(store, |conn| deliveries::count(conn, DeliveryState::Pending)), 6);
        assert_eq!(read(store, |conn| deliveries::count(conn, DeliveryState::Dead)), 5);
        assert_eq!(read(store, |conn| deliveries::last_tried(conn, hook.id)), None);
    });
}

#[test]
fn how_a_webhook_was_reached_is_no_change_of_it() {
    on_each_database(|store| {
        let hook = webhook();
        write(store, |conn| webhooks::insert(conn, &hook));
        assert_eq!(read(store, |conn| webhooks::reach(conn, hook.id)), Reach::default());
        let away = Reach { failures: 4, failed: Some(DeliveryId::new(at(0))), rests_until: Some(at(7)) };
        write(store, |conn| webhooks::note_reach(conn, hook.id, &away));
        write(store, |conn| webhooks::set_noted(conn, hook.id, Some(at(8))));
        let told = read(store, webhooks::told);
        assert_eq!(told[&hook.id], webhooks::Told { reach: away.clone(), noted_at: Some(at(8)) });
        let changed = Webhook { enabled: false, revision: 2, ..hook.clone() };
        write(store, |conn| webhooks::update(conn, &changed));
        assert_eq!(read(store, |conn| webhooks::reach(conn, hook.id)), away);
        assert_eq!(read(store, |conn| webhooks::get(conn, hook.id)), changed);
    });
}

/// What happens in a danger: its event, an activation, a checklist, a task, a step, a relocation, the report of one.
fn danger(conn: &mut StoreConnection, name: &str, kind: EventKind) -> Result<[String; 7], StoreError> {
    let set = stage(conn, name)?;
    let own = Event { kind, ..event(&format!("{name} itself")) };
    events::insert(conn, &own)?;
    let running = Activation { event_id: own.id, ..activation(&set) };
    activations::insert(conn, &running)?;
    let list = checklist(running.id, running.zones[0].zone_id, 1);
    let task = task(list.id, 0, TaskState::Open);
    checklists::insert(conn, &list, std::slice::from_ref(&task))?;
    let step = TaskStep::new(TaskStepId::new(at(0)), 1, "Gõ cửa".into(), None);
    task_steps::insert(conn, &task, &step)?;
    let relocation = Relocation {
        id: RelocationId::new(at(0)),
        event_id: own.id,
        household_id: None,
        household_code: "A12".into(),
        label: None,
        commune_code: "23365".into(),
        village: VIETNAMESE.into(),
        round: 1,
        is_current: true,
        opened_at: at(1),
        listed: 7,
        vulnerable: 2,
        listed_property: Vec::new(),
        revision: 0,
        standing: Standing::of(7, &[], &[]),
    };
    relocations::insert_all(conn, std::slice::from_ref(&relocation), &[(relocation.id, list.id)])?;
    let report = KeptReport {
        id: ReportId::new(at(2)),
        target: Target::Task,
        target_id: task.id.to_string(),
        happened_at: at(2),
        device_time: at(3),
        received_at: at(4),
        device: None,
        account_id: None,
        by: VIETNAMESE.into(),
        base_revision: 0,
        revision: 1,
        outcome: ReportOutcome::Applied,
        reason: None,
        content: "{}".into(),
        speaker: None,
        first_said: None,
        takes_back: None,
        over_others: None,
    };
    field_reports::insert(conn, &report)?;
    let [event, running, list] = [own.id.to_string(), running.id.to_string(), list.id.to_string()];
    let [task, step] = [task.id.to_string(), step.id.to_string()];
    Ok([event, running, list, task, step, relocation.id.to_string(), report.id.to_string()])
}

#[test]
fn what_belongs_to_a_drill_is_told_by_everything_it_names() {
    on_each_database(|store| {
        let told = |kind: &str, names: Value| {
            read(store, |conn| drill_marks::is_of_drill(conn, kind, names.as_object().unwrap()))
        };
        let of_drill = write(store, |conn| danger(conn, "drill", EventKind::Drill));
        let of_real = write(store, |conn| danger(conn, "real", EventKind::Real));
        for (is_drill, [event, running, list, task, step, relocation, report]) in [(true, &of_drill), (false, &of_real)]
        {
            let is = |kind: &str, names: Value| assert_eq!(told(kind, names.clone()), Some(is_drill), "{kind} {names}");
            is("event", json!({"id": event}));
            is("event", json!({"id": "x", "event_id": event}));
            is("activation", json!({"id": running}));
            is("checklist", json!({"id": list}));
            is("task", json!({"id": task}));
            is("task", json!({"id": "x", "checklist_id": list, "activation_id": running}));
            for ids in [json!([relocation]), json!([task]), json!([step]), json!([step, relocation, task, relocation])]
            {
                is("relocations", json!({"id": "of the outbox", "ids": ids}));
            }
            is("relocations", json!({"id": report, "ids": []}));
        }
        // Of both, or of what nobody knows, it says neither.
        let [.., mine, _] = &of_drill;
        let [event, .., task, _, theirs, _] = &of_real;
        for (kind, names) in [
            ("relocations", json!({"ids": [mine, theirs]})),
            ("relocations", json!({"ids": [task, mine]})),
            ("relocations", json!({"ids": [theirs, "gone"]})),
            ("relocations", json!({"id": "not placed", "ids": []})),
            ("event", json!({"id": "gone"})),
            ("activation", json!({"id": "gone"})),
            ("task", json!({"id": "gone", "checklist_id": "gone"})),
            ("alert", json!({"id": "gone"})),
            ("document", json!({"id": "gone"})),
            ("quarantine", json!({})),
        ] {
            assert_eq!(told(kind, names.clone()), None, "{kind} {names}");
        }
        // What belongs to no danger is no drill, whatever it is called.
        assert_eq!(told("plan", json!({"id": event})), Some(false));
        assert_eq!(told("document", json!({"id": "not read yet", "drill": true})), Some(true));
    });
}

#[test]
fn a_message_that_is_none_to_act_upon_is_told_as_a_drill() {
    on_each_database(|store| {
        let told = |kind: &str, id: String| {
            let names = json!({"id": id});
            read(store, |conn| drill_marks::is_of_drill(conn, kind, names.as_object().unwrap()))
        };
        let keep = |name: &str, status, document: Option<RawDocumentId>| {
            write(store, |conn| {
                let kept =
                    stored_alert(conn, Alert { status, ..alert(identity(name, at(0)), MsgType::Alert, vec![]) })?;
                let kept = StoredAlert { raw_document_id: document.unwrap_or(kept.raw_document_id), ..kept };
                alerts::insert(conn, &kept)?;
                Ok(kept)
            })
        };
        for (status, is_drill) in [(Status::Actual, false), (Status::Exercise, true), (Status::Test, true)] {
            let kept = keep(&format!("{status:?}"), status, None);
            assert_eq!(told("alert", kept.id.to_string()), Some(is_drill));
            for kind in ["document", "quarantine"] {
                assert_eq!(told(kind, kept.raw_document_id.to_string()), Some(is_drill));
            }
        }
        let both = keep("one of two", Status::Exercise, None).raw_document_id;
        keep("the other", Status::Actual, Some(both));
        assert_eq!(told("document", both.to_string()), None);
    });
}

#[test]
fn how_far_the_stream_was_told_is_a_counter() {
    on_each_database(|store| {
        let told_so_far = || read(store, |conn| markers::counter(conn, markers::WEBHOOKS_TOLD));
        assert_eq!(told_so_far(), 0);
        assert_eq!(write(store, |conn| markers::advance_by(conn, markers::WEBHOOKS_TOLD, 0)), 0);
        assert_eq!(write(store, |conn| markers::advance_by(conn, markers::WEBHOOKS_TOLD, 7)), 7);
        assert_eq!(told_so_far(), 7);
    });
}
