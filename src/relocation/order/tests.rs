use super::*;
use crate::kernel::ids::EventId;

fn now() -> Timestamp {
    "2022-09-27T13:05:06.789Z".parse().unwrap()
}

fn told(level: u8, zones: &[ZoneId]) -> Told {
    Told { level: RiskLevel::new(level).unwrap(), official: true, zones: zones.iter().map(|zone| (*zone, 1)).collect() }
}

fn message(msg_type: MsgType, status: Status) -> OrderMessage {
    OrderMessage {
        id: OrderId::new(now()),
        activation_id: ActivationId::new(now()),
        status,
        msg_type,
        sender: "a@b.vn".into(),
        sent: now(),
        told: told(3, &[]),
        references: Vec::new(),
        headline: Localized::new("", ""),
        xml: Vec::new(),
    }
}

fn event(kind: EventKind, demonstration: bool) -> Event {
    Event {
        id: EventId::new(now()),
        chain_key: "chain".into(),
        name: Localized::new("Bão", "Storm"),
        kind,
        started_at: now(),
        closed_at: None,
        demonstration,
        within_unit: None,
        joined_to: None,
    }
}

#[test]
fn a_message_follows_what_is_at_work() {
    let (a, b) = (ZoneId::new(now()), ZoneId::new(now()));
    let three = told(3, &[a]);
    let check = |last: Option<&Told>, now: &Told, expected: [Option<MsgType>; 2]| {
        assert_eq!([follows(last, now, true), follows(last, now, false)], expected, "{last:?} {now:?}");
    };
    check(None, &told(3, &[]), [None; 2]);
    check(None, &three, [Some(MsgType::Alert); 2]);
    check(Some(&three), &three, [None; 2]);
    check(Some(&three), &told(3, &[a, b]), [Some(MsgType::Update); 2]);
    check(Some(&three), &told(3, &[b]), [Some(MsgType::Update); 2]);
    check(Some(&three), &told(4, &[a]), [Some(MsgType::Update); 2]);
    check(Some(&three), &told(2, &[a]), [Some(MsgType::Update), None]);
    check(Some(&Told { official: false, ..three.clone() }), &three, [Some(MsgType::Update); 2]);
    check(Some(&three), &Told { official: false, ..three.clone() }, [Some(MsgType::Update), None]);
    check(Some(&three), &told(3, &[]), [Some(MsgType::Cancel); 2]);
}

#[test]
fn a_cancel_ends_a_chain_and_tests_are_no_part_of_it() {
    use MsgType::{Alert, Cancel, Update};
    let all = [
        message(Alert, Status::Test),
        message(Alert, Status::Actual),
        message(Cancel, Status::Actual),
        message(Alert, Status::Actual),
        message(Update, Status::Actual),
    ];
    let ids = |status| chain(&all, status).iter().map(|message| message.id).collect::<Vec<_>>();
    assert_eq!(ids(Status::Actual), [all[3].id, all[4].id]);
    assert_eq!(ids(Status::Test), [all[0].id]);
    assert_eq!(ids(Status::Exercise), []);
}

#[test]
fn an_exercise_never_becomes_actual() {
    let (real, drill) = (event(EventKind::Real, false), event(EventKind::Drill, false));
    let status = |event: &Event, invented, sender, earlier: &[OrderMessage]| {
        Earnest::of(event, invented, sender, earlier).status()
    };
    assert_eq!(status(&real, false, true, &[]), Status::Actual);
    assert_eq!(status(&real, false, false, &[]), Status::Test);
    for sender in [true, false] {
        assert_eq!(status(&drill, false, sender, &[]), Status::Exercise);
        assert_eq!(status(&real, true, sender, &[]), Status::Exercise);
        assert_eq!(status(&event(EventKind::Real, true), false, sender, &[]), Status::Exercise);
        let earlier = [message(MsgType::Alert, Status::Exercise), message(MsgType::Cancel, Status::Exercise)];
        assert_eq!(status(&real, false, sender, &earlier), Status::Exercise);
    }
    let earlier = [message(MsgType::Alert, Status::Test)];
    assert_eq!(status(&real, false, true, &earlier), Status::Actual, "a test was no drill");
}

#[test]
fn messages_of_a_chain_are_sent_one_after_another() {
    let first = sent_after(None, now());
    assert_eq!(first.to_rfc3339(), "2022-09-27T13:05:06+00:00");
    assert_eq!(sent_after(Some(first), now()) - first, TimeDelta::seconds(1));
    assert_eq!(sent_after(Some(first), now() + TimeDelta::minutes(1)) - first, TimeDelta::minutes(1));
}

#[test]
fn an_identifier_leads_back_to_its_id_and_a_sender_is_one_word() {
    let id = OrderId::new(now());
    assert_eq!(id_in(&identifier_of(id)), Some(id));
    assert_eq!(id_in(&id.to_string()), Some(id));
    assert_eq!(id_in("urn:uuid:"), None);
    assert!(OrderSender::try_from("pctt@tinh.example.vn".to_owned()).is_ok());
    for wrong in ["", "Tỉnh Quảng Ngãi", "a,b", "a<b", "a&b"] {
        assert!(OrderSender::try_from(wrong.to_owned()).is_err(), "{wrong}");
    }
}
