//! Messages of our own: added and read, never changed.

use chrono::TimeDelta;
use diesel::prelude::*;
use ungpho::alerts::cap::{AlertIdentity, MsgType, Status};
use ungpho::kernel::ids::OrderId;
use ungpho::relocation::order::{OrderMessage, Told};
use ungpho::relocation::{Activation, Event, EventKind};
use ungpho::store::schema::orders_out as table;
use ungpho::store::{StoreConnection, StoreError, activations, events, orders_out};

use crate::samples::{VIETNAMESE, activation, at, both, level, read, refused, stage, write};
use crate::support::on_each_database;

fn message(of: &Activation, number: i64, status: Status) -> OrderMessage {
    OrderMessage {
        id: OrderId::new(at(number)),
        activation_id: of.id,
        status,
        msg_type: MsgType::Update,
        sender: "pctt@quangngai.example.vn".into(),
        sent: at(0) + TimeDelta::seconds(number),
        told: Told {
            level: level(3),
            official: false,
            zones: of.zones.iter().map(|zone| (zone.zone_id, zone.zone_revision)).collect(),
        },
        references: vec![AlertIdentity { sender: "a@b.vn".into(), identifier: "urn:uuid:1".into(), sent: at(1) }],
        headline: both("Di dời"),
        xml: format!("<alert>{VIETNAMESE}\u{0}{number}</alert>").into_bytes(),
    }
}

/// An activation in an event of this kind.
fn activation_in(
    conn: &mut StoreConnection,
    name: &str,
    kind: EventKind,
    demonstration: bool,
) -> Result<Activation, StoreError> {
    let mut stage = stage(conn, name)?;
    stage.event = Event {
        id: ungpho::kernel::ids::EventId::new(at(90)),
        chain_key: format!("{name} 2"),
        kind,
        demonstration,
        ..stage.event
    };
    events::insert(conn, &stage.event)?;
    let activation = activation(&stage);
    activations::insert(conn, &activation)?;
    Ok(activation)
}

fn real(conn: &mut StoreConnection) -> Result<Activation, StoreError> {
    activation_in(conn, "A", EventKind::Real, false)
}

fn without_bytes(message: &OrderMessage) -> OrderMessage {
    OrderMessage { xml: Vec::new(), ..message.clone() }
}

#[test]
fn messages_come_back_as_they_were_in_the_order_in_which_they_left() {
    on_each_database(|store| {
        let (one, other) = write(store, |conn| Ok((real(conn)?, activation_in(conn, "B", EventKind::Real, false)?)));
        let sent =
            [message(&one, 1, Status::Actual), message(&other, 2, Status::Test), message(&one, 3, Status::Actual)];
        write(store, |conn| sent.iter().try_for_each(|message| orders_out::insert(conn, message)));

        let bare: Vec<OrderMessage> = sent.iter().map(without_bytes).collect();
        let of_one = read(store, |conn| orders_out::of_activation(conn, one.id));
        assert_eq!(of_one, [bare[0].clone(), bare[2].clone()]);
        let newest = |below, limit| read(store, |conn| orders_out::newest(conn, below, limit));
        let all = newest(None, 10);
        assert_eq!(
            all.iter().map(|(_, message)| message.clone()).collect::<Vec<_>>(),
            [bare[2].clone(), bare[1].clone(), bare[0].clone()]
        );
        assert_eq!(newest(None, 2), all[..2]);
        assert_eq!(newest(Some(all[1].0), 10), all[2..]);
        for message in &sent {
            assert_eq!(read(store, |conn| orders_out::xml(conn, message.id)), message.xml);
            assert!(read(store, |conn| orders_out::is_known(conn, message.id)));
        }
        let unknown = OrderId::new(at(9));
        assert!(!read(store, |conn| orders_out::is_known(conn, unknown)));
        assert!(matches!(store.read(|conn| orders_out::xml(conn, unknown)), Err(StoreError::NotFound)));
    });
}

#[test]
fn what_was_sent_cannot_be_changed_or_taken_away() {
    on_each_database(|store| {
        let one = write(store, real);
        let sent = message(&one, 1, Status::Actual);
        write(store, |conn| orders_out::insert(conn, &sent));
        let of_it = || table::table.filter(table::id.eq(sent.id.to_string()));
        let changed = refused(store, |conn| {
            Ok(diesel::update(of_it()).set(table::status.eq("exercise")).execute(conn).map(|_| ())?)
        });
        assert!(changed.to_string().contains("a message that was sent is never changed"), "{changed}");
        let gone = refused(store, |conn| Ok(diesel::delete(of_it()).execute(conn).map(|_| ())?));
        assert!(gone.to_string().contains("a message that was sent is never"), "{gone}");
        assert_eq!(read(store, |conn| orders_out::of_activation(conn, one.id)), [without_bytes(&sent)]);
    });
}

#[test]
fn an_exercise_never_becomes_earnest() {
    on_each_database(|store| {
        let (drill, demo, one) = write(store, |conn| {
            let drill = activation_in(conn, "drill", EventKind::Drill, false)?;
            let demo = activation_in(conn, "demo", EventKind::Real, true)?;
            Ok((drill, demo, real(conn)?))
        });
        for (of, status) in [(&drill, Status::Actual), (&drill, Status::Test), (&demo, Status::Actual)] {
            let error = refused(store, |conn| orders_out::insert(conn, &message(of, 1, status)));
            assert!(error.to_string().contains("an exercise stays an exercise"), "{status:?} {error}");
        }
        write(store, |conn| {
            orders_out::insert(conn, &message(&drill, 1, Status::Exercise))?;
            orders_out::insert(conn, &message(&demo, 2, Status::Exercise))?;
            orders_out::insert(conn, &message(&one, 3, Status::Exercise))
        });
        let error = refused(store, |conn| orders_out::insert(conn, &message(&one, 4, Status::Actual)));
        assert!(error.to_string().contains("an exercise stays an exercise"), "{error}");
    });
}
