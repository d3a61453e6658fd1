//! The stream of events that screens follow.

use std::sync::Barrier;
use std::thread;

use serde_json::{Value, json};
use ungpho::store::{Store, StoreError, stream};

use crate::samples::{VIETNAMESE, at, read, write};
use crate::support::databases;
use crate::support::databases::naming;
use crate::support::on_each_database;

#[test]
fn an_event_comes_back_as_it_was_in_order_and_in_pages() {
    on_each_database(|store| {
        assert_eq!(read(store, stream::head), 0);
        for number in 0..5 {
            let payload = json!({ "id": number, "tên": VIETNAMESE });
            write(store, |conn| stream::publish(conn, at(number), "alert", &payload));
        }
        assert_eq!(read(store, stream::head), 5);
        let after = |seq, limit| read(store, |conn| stream::after(conn, seq, limit));
        let all = after(0, 100);
        for (number, event) in (0..).zip(&all) {
            assert_eq!((event.seq, event.at, event.kind.as_str()), (number + 1, at(number), "alert"));
            let payload: Value = serde_json::from_str(&event.payload).unwrap();
            assert_eq!(payload, json!({ "id": number, "tên": VIETNAMESE }));
        }
        let numbers = |seq, limit| after(seq, limit).iter().map(|event| event.seq).collect::<Vec<_>>();
        assert_eq!(numbers(2, 2), [3, 4]);
        assert_eq!(numbers(5, 2), [0_i64; 0]);
    });
}

#[test]
fn a_transaction_that_fails_uses_up_no_number() {
    on_each_database(|store| {
        let outcome: Result<(), StoreError> = store.write(|conn| {
            stream::publish(conn, at(0), "alert", &json!({}))?;
            Err(StoreError::Stale)
        });
        assert!(matches!(outcome, Err(StoreError::Stale)));
        write(store, |conn| stream::publish(conn, at(0), "alert", &json!({})));
        assert_eq!(read(store, |conn| stream::after(conn, 0, 10)).len(), 1);
        assert_eq!(read(store, stream::head), 1);
    });
}

const WRITERS: i64 = 8;
const EACH: i64 = 25;

/// Writers publish at once while a follower reads on; nothing is lost, doubled or seen out of order.
fn writers_at_once(stores: &[&Store]) {
    let all = WRITERS * EACH;
    let start = Barrier::new(usize::try_from(WRITERS).unwrap() + 1);
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (start, store) = (&start, stores[usize::try_from(writer).unwrap() % stores.len()]);
            scope.spawn(move || {
                start.wait();
                for number in 0..EACH {
                    let payload = json!({ "writer": writer, "number": number });
                    store.write(|conn| stream::publish(conn, at(number), "task", &payload)).unwrap();
                }
            });
        }
        start.wait();
        let mut seen = 0;
        while seen < all {
            for event in read(stores[0], |conn| stream::after(conn, seen, 50)) {
                assert_eq!(event.seq, seen + 1, "a follower that asks for what is new misses nothing");
                seen = event.seq;
            }
        }
    });
    let events = read(stores[0], |conn| stream::after(conn, 0, 10 * all));
    assert_eq!(events.iter().map(|event| event.seq).collect::<Vec<_>>(), (1..=all).collect::<Vec<_>>());
    assert_eq!(read(stores[0], stream::head), all);
    for writer in 0..WRITERS {
        let mine: Vec<i64> = events
            .iter()
            .map(|event| serde_json::from_str::<Value>(&event.payload).unwrap())
            .filter(|payload| payload["writer"] == writer)
            .map(|payload| payload["number"].as_i64().unwrap())
            .collect();
        assert_eq!(mine, (0..EACH).collect::<Vec<_>>(), "writer {writer}");
    }
}

#[test]
fn eight_writers_at_once_lose_nothing() {
    on_each_database(|store| writers_at_once(&[store]));
}

#[test]
fn writers_of_two_processes_lose_nothing() {
    for database in databases() {
        naming(database.store.kind(), || {
            // A second store shares nothing with the first but the database, as a second process would.
            let second = Store::open(&database.url).unwrap();
            writers_at_once(&[&database.store, &second]);
        });
    }
}
