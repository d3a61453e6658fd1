//! Looking back: minutes to each step, who was never reached, and drills that touch nobody.

use serde_json::json;
use ungpho::alerts::cap::Status;
use ungpho::hazards::RiskLevel;
use ungpho::relocation::{ActivationStatus, EventKind, EventName, ZoneStage};
use ungpho::services::keep_events::{close_event, name_event};
use ungpho::services::quick_report::{sentence, unit_figures};
use ungpho::services::review_event::review_event;
use ungpho::services::start_activation::{InEvent, Start, start_activation};
use ungpho::store::{activations, alert_chains, alerts, events, orders_out, plans};

use super::office::{COMMUNE, Office, at};

#[test]
fn the_minutes_to_each_step_and_who_was_never_reached() {
    let office = Office::open();
    let zones = office.zones();
    office.register(&[(5, &zones[..1]), (3, &zones[..1]), (2, &zones[..1]), (4, &zones[..1])]);
    office.it_is("2025-11-06T08:00:00Z");
    let activation = office.order_out(&zones[..1], "Công điện");
    let list = office.list_of(activation.id, zones[0]);
    office.it_is("2025-11-06T10:00:00Z");
    let moved = office.moved_by(activation.event_id, list.id);
    let left = |of: usize, minute: &str| {
        office.said(&moved[of], at(&format!("2025-11-06T{minute}:00Z")), &json!({"state": "departed"}))
    };
    office.report("may-1", vec![left(0, "08:20"), left(1, "08:45")]);
    office.report(
        "may-1",
        vec![office.said(&moved[2], office.now(), &json!({"state": "refused", "reason": "giữ trâu"}))],
    );
    let list = office.step(&list, ZoneStage::Cleared, Some("Hai hộ còn lại giao công an xã")).unwrap();
    assert_eq!(list.stage, ZoneStage::Cleared);

    let review = review_event(&office.app, activation.event_id).unwrap();
    assert_eq!(review.rounds.len(), 1);
    let round = &review.rounds[0].review;
    assert_eq!(round.minutes_to_decision, Some(0));
    assert_eq!(round.minutes_to_first_departure, Some(20));
    assert_eq!(round.minutes_to_half, Some(45), "two of four");
    assert_eq!(round.minutes_to_last_departure, None, "two never left");
    assert_eq!(round.minutes_to_stage[&ZoneStage::Cleared], 120);
    assert_eq!((round.never_reached.len(), round.refused.len()), (1, 1));
    assert_eq!(round.never_reached[0], moved[3].id);
    let delay = round.median_delay_minutes.unwrap();
    assert_eq!(delay, 75, "of 0, 75 and 100 minutes");
    assert_eq!(review.bottleneck, Some(list.id));
}

#[test]
fn an_event_is_named_as_officials_do_and_closed_by_a_decision_when_nothing_runs_in_it() {
    let office = Office::open();
    let zones = office.zones();
    let activation = office.order_out(&zones[..1], "Công điện");
    let storm = EventName::Storm { year: 2025, number: 13, international: Some("Kalmaegi".into()) };
    let named = name_event(&office.app, &office.chair, activation.event_id, &storm).unwrap();
    assert_eq!(named.name.vi, "Bão số 13 năm 2025 (KALMAEGI)");
    let refused = close_event(&office.app, &office.chair, activation.event_id).unwrap_err();
    assert!(refused.to_string().contains("at work"), "{refused}");
    let list = office.list_of(activation.id, zones[0]);
    let list = office.step(&list, ZoneStage::ReturnAllowed, None).unwrap();
    office.step(&list, ZoneStage::Returned, None).unwrap();
    assert_eq!(office.activation(activation.id).status, ActivationStatus::StoodDown);
    assert!(close_event(&office.app, &office.chair, activation.event_id).unwrap().closed_at.is_some());
    let refused = close_event(&office.app, &office.official, activation.event_id).unwrap_err();
    assert!(refused.to_string().contains("not permitted"), "{refused}");
}

#[test]
fn a_drill_says_so_in_every_message_it_sends() {
    let office = Office::open();
    let zones = office.zones();
    let plan = office.app.store.read(plans::all).unwrap().pop().unwrap();
    let start = Start {
        plan: plan.id,
        event: InEvent::New {
            name: EventName::Episode {
                what: "diễn tập sạt lở".into(),
                from: super::office::day("2025-10-28"),
                to: None,
            },
            kind: EventKind::Drill,
        },
        level: RiskLevel::new(2).unwrap(),
        zones: Some(zones[..1].to_vec()),
        stage: ZoneStage::Ordered,
        onset: None,
        reason: "Kế hoạch diễn tập năm 2025".into(),
    };
    let id = start_activation(&office.app, &office.chair, &start).unwrap();
    let activation = office.activation(id);
    let (event, alert, sent) = office
        .app
        .store
        .read(|conn| {
            let event = events::get(conn, activation.event_id)?;
            let alert = alerts::get(conn, activation.alert_id)?;
            Ok::<_, ungpho::store::StoreError>((event, alert, orders_out::of_activation(conn, id)?))
        })
        .unwrap();
    assert_eq!(event.kind, EventKind::Drill);
    assert_eq!(alert.alert.status, Status::Exercise);
    assert_eq!(sent.len(), 1);
    assert!(sent.iter().all(|message| message.status == Status::Exercise));
    let figures = unit_figures(&office.app, event.id, COMMUNE).unwrap();
    let words = sentence(figures.kind, &figures.total, office.now(), None);
    assert!(words.vi.starts_with("DIỄN TẬP. Đến ") && words.en.starts_with("DRILL. As of "), "{words:?}");
}

#[test]
fn a_zone_that_only_prepares_is_told_to_nobody_until_it_is_ordered() {
    let office = Office::open();
    let zones = office.zones();
    let plan = office.app.store.read(plans::all).unwrap().pop().unwrap();
    let start = Start {
        plan: plan.id,
        event: InEvent::New {
            name: EventName::Episode { what: "mưa lũ".into(), from: super::office::day("2025-10-28"), to: None },
            kind: EventKind::Real,
        },
        level: RiskLevel::new(2).unwrap(),
        zones: Some(zones[..1].to_vec()),
        stage: ZoneStage::Prepare,
        onset: None,
        reason: "Dự báo mưa lớn đêm nay".into(),
    };
    let id = start_activation(&office.app, &office.chair, &start).unwrap();
    let sent = || office.app.store.read(|conn| orders_out::of_activation(conn, id)).unwrap().len();
    assert_eq!(sent(), 0);
    let list = office.list_of(id, zones[0]);
    office.step(&list, ZoneStage::Ordered, None).unwrap();
    assert_eq!(sent(), 1);
}

#[test]
fn a_past_storm_is_told_again_as_an_exercise_at_the_chosen_speed() {
    use ungpho::services::replay_drill::{NewDrill, Scenario, publish_due, start_drill};
    use ungpho::store::drill_messages;

    let office = Office::open();
    let new = NewDrill { scenario: Scenario::Shipped("noru-2022".into()), speed: 30.0 };
    let drill = start_drill(&office.app, &office.chair, &new).unwrap();
    assert_eq!(drill.kind, EventKind::Drill);
    let messages = || office.app.store.read(|conn| drill_messages::of(conn, drill.id)).unwrap();
    let sent = || messages().iter().filter(|message| message.sent_at.is_some()).count();
    assert_eq!((messages().len(), sent()), (4, 1), "the first comes at once");
    // The second came six hours after the first: twelve minutes at this speed.
    assert_eq!((messages()[1].due_at - messages()[0].due_at).num_minutes(), 12);
    office.clock.advance(chrono::TimeDelta::minutes(11));
    assert_eq!(publish_due(&office.app).unwrap(), 0);
    office.clock.advance(chrono::TimeDelta::minutes(1));
    assert_eq!(publish_due(&office.app).unwrap(), 1);

    let told = office.app.store.read(|conn| alert_chains::alerts_in(conn, &drill.chain_key)).unwrap();
    assert_eq!(told.len(), 2, "both belong to the drill's own chain");
    assert!(told.iter().all(|stored| stored.alert.status == Status::Exercise));
    let activations = || office.app.store.read(|conn| activations::list(conn, None, None)).unwrap();
    assert_eq!(activations().len(), 1, "today's plan answers");
    assert_eq!((activations()[0].event_id, activations()[0].status), (drill.id, ActivationStatus::Proposed));
    let events = office.app.store.read(events::all).unwrap();
    assert!(events.iter().all(|event| event.kind == EventKind::Drill), "nothing real was opened");

    office.clock.advance(chrono::TimeDelta::hours(2));
    publish_due(&office.app).unwrap();
    assert_eq!(sent(), 4);
    assert_eq!(activations()[0].status, ActivationStatus::Lapsed, "the last one took it back before anybody confirmed");
}

#[test]
fn a_drill_of_one_commune_asks_no_plan_of_another() {
    use ungpho::services::replay_drill::{NewDrill, Scenario, start_drill};
    let office = Office::open();
    let mut elsewhere = office.chair.clone();
    elsewhere.account.unit_code = Some("23368".into());
    let new = NewDrill { scenario: Scenario::Shipped("noru-2022".into()), speed: 30.0 };
    let drill = start_drill(&office.app, &elsewhere, &new).unwrap();
    let kept = office.app.store.read(|conn| events::get(conn, drill.id)).unwrap();
    assert_eq!(kept.within_unit.as_deref(), Some("23368"));
    assert_eq!(office.app.store.read(|conn| activations::list(conn, None, None)).unwrap(), []);
    start_drill(&office.app, &office.chair, &new).unwrap();
    assert_eq!(office.app.store.read(|conn| activations::list(conn, None, None)).unwrap().len(), 1, "its own is asked");
}

#[test]
fn the_chair_of_another_commune_ends_and_names_nothing_here() {
    let office = Office::open();
    let zones = office.zones();
    let activation = office.order_out(&zones[..1], "Công điện");
    let mut elsewhere = office.chair.clone();
    elsewhere.account.unit_code = Some("23446".into());
    let storm = EventName::Storm { year: 2025, number: 13, international: None };
    let renamed = name_event(&office.app, &elsewhere, activation.event_id, &storm).unwrap_err();
    let closed = close_event(&office.app, &elsewhere, activation.event_id).unwrap_err();
    for refused in [renamed, closed] {
        assert!(refused.to_string().contains("not permitted"), "{refused}");
    }
}

#[test]
fn a_drill_that_is_closed_tells_nothing_more_and_asks_nobody() {
    use ungpho::services::replay_drill::{NewDrill, Scenario, publish_due, start_drill};
    use ungpho::store::drill_messages;

    let office = Office::open();
    let new = NewDrill { scenario: Scenario::Shipped("kalmaegi-2025".into()), speed: 60.0 };
    let drill = start_drill(&office.app, &office.chair, &new).unwrap();
    let status = || office.app.store.read(|conn| activations::list(conn, None, None)).unwrap()[0].status;
    assert_eq!(status(), ActivationStatus::Proposed);
    close_event(&office.app, &office.chair, drill.id).unwrap();
    assert_eq!(status(), ActivationStatus::Lapsed);
    office.clock.advance(chrono::TimeDelta::days(1));
    assert_eq!(publish_due(&office.app).unwrap(), 0);
    let told = office.app.store.read(|conn| drill_messages::of(conn, drill.id)).unwrap();
    assert_eq!(told.len(), 1, "what had been told stays told");
}
