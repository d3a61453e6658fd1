//! Received documents, byte for byte.

use ungpho::alerts::raw::{RawDocument, RawState};
use ungpho::kernel::ids::{RawDocumentId, SourceId};
use ungpho::store::{StoreError, alert_sources, raw_documents};

use ungpho::alerts::cap::MsgType;
use ungpho::store::{activations, alert_answers, events};

use crate::samples::{
    activation, assert_points_nowhere, at, document, event, identity, keep_alert, read, reason, refused, source, stage,
    write,
};
use crate::support::on_each_database;

#[test]
fn bytes_come_back_identical() {
    let every_byte: Vec<u8> = (0..=255).collect();
    let samples: [&[u8]; 6] = [
        b"",
        b"\0",
        b"<alert>\0</alert>\0\0",
        b"\xff\xfe\xc3\x28\xf0\x28\x8c\xbc",
        &every_byte,
        &b"\\x00 ' \xed\xa0\x80".repeat(100_000),
    ];
    on_each_database(|store| {
        for bytes in samples {
            let document = document(None);
            write(store, |conn| raw_documents::insert(conn, &document, bytes));
            assert!(read(store, |conn| raw_documents::bytes(conn, document.id)) == bytes, "{} bytes", bytes.len());
        }
    });
}

#[test]
fn a_document_comes_back_as_it_was() {
    on_each_database(|store| {
        let source = source("vnmha");
        write(store, |conn| alert_sources::register(conn, &source));
        let full = document(Some(source.id));
        let bare = RawDocument { url: None, content_type: None, reasons: vec![], ..document(None) };
        for document in [full, bare] {
            write(store, |conn| raw_documents::insert(conn, &document, b"x"));
            assert_eq!(read(store, |conn| raw_documents::get(conn, document.id)), document);
            let error = refused(store, |conn| raw_documents::insert(conn, &document, b"y"));
            assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
        }
        assert_points_nowhere(&refused(store, |conn| {
            raw_documents::insert(conn, &document(Some(SourceId::new(at(0)))), b"x")
        }));
    });
}

#[test]
fn settling_says_what_became_of_a_document() {
    on_each_database(|store| {
        let fresh = RawDocument { reasons: vec![], ..document(None) };
        write(store, |conn| raw_documents::insert(conn, &fresh, b"x"));
        for state in [RawState::Stored, RawState::Index, RawState::Duplicate, RawState::Quarantined] {
            let reasons = if state == RawState::Quarantined { vec![reason(), reason()] } else { vec![] };
            write(store, |conn| raw_documents::settle(conn, fresh.id, state, &reasons));
            let found = read(store, |conn| raw_documents::get(conn, fresh.id));
            assert_eq!(found, RawDocument { state, reasons, ..fresh.clone() });
        }
        assert_eq!(read(store, |conn| raw_documents::bytes(conn, fresh.id)), b"x");
    });
}

#[test]
fn the_first_read_document_of_the_same_bytes_is_the_known_one() {
    on_each_database(|store| {
        let known = || read(store, |conn| raw_documents::known(conn, "00ff", document(None).url.as_deref()));
        let early = RawDocument { received_at: at(0), ..document(None) };
        let late = RawDocument { received_at: at(1), state: RawState::Stored, ..document(None) };
        write(store, |conn| raw_documents::insert(conn, &early, b"x"));
        assert_eq!(known(), None, "it has not been read yet");
        write(store, |conn| raw_documents::insert(conn, &late, b"x"));
        assert_eq!(known(), Some(late));
        write(store, |conn| raw_documents::settle(conn, early.id, RawState::Stored, &[]));
        assert_eq!(known().map(|document| document.id), Some(early.id));
        let own = document(None).url;
        let known_as = |sha256: &str, url: Option<&str>| read(store, |conn| raw_documents::known(conn, sha256, url));
        assert_eq!(known_as("00FF", own.as_deref()), None);
        assert_eq!(
            known_as("00ff", Some("http://elsewhere/")),
            None,
            "the same bytes from elsewhere are another arrival"
        );
    });
}

#[test]
fn the_last_document_from_an_address_is_the_latest_that_was_read() {
    on_each_database(|store| {
        let last = || read(store, |conn| raw_documents::last_from(conn, "http://localhost/1.xml"));
        let early = RawDocument { received_at: at(0), ..document(None) };
        let late = RawDocument { received_at: at(1), state: RawState::Quarantined, ..document(None) };
        let elsewhere = RawDocument { url: None, received_at: at(2), state: RawState::Stored, ..document(None) };
        write(store, |conn| raw_documents::insert(conn, &early, b"x"));
        assert_eq!(last(), None, "it has not been read yet");
        for document in [&late, &elsewhere] {
            write(store, |conn| raw_documents::insert(conn, document, b"x"));
        }
        write(store, |conn| raw_documents::settle(conn, early.id, RawState::Stored, &[]));
        assert_eq!(last(), Some(at(1)));
    });
}

#[test]
fn documents_with_reasons_are_paged_newest_first() {
    on_each_database(|store| {
        let ids: Vec<RawDocumentId> = (0..5).map(|second| RawDocumentId::new(at(second * 1_000))).collect();
        for id in &ids {
            let document = RawDocument { id: *id, state: RawState::Stored, reasons: vec![reason()], ..document(None) };
            write(store, |conn| raw_documents::insert(conn, &document, b"x"));
        }
        let sound = RawDocument { reasons: vec![], ..document(None) };
        write(store, |conn| raw_documents::insert(conn, &sound, b"x"));
        let page = |before: Option<RawDocumentId>| {
            let before = before.map(|id| id.to_string());
            read(store, |conn| raw_documents::with_reasons(conn, before.as_deref(), 2))
                .into_iter()
                .map(|document| document.id)
                .collect::<Vec<_>>()
        };
        assert_eq!(page(None), [ids[4], ids[3]]);
        assert_eq!(page(Some(ids[3])), [ids[2], ids[1]]);
        assert_eq!(page(Some(ids[1])), [ids[0]]);
        assert_eq!(page(Some(ids[0])), []);
    });
}

#[test]
fn documents_nobody_has_read_come_in_the_order_they_arrived() {
    on_each_database(|store| {
        let ids: Vec<RawDocumentId> = (0..3).map(|second| RawDocumentId::new(at(second * 1_000))).collect();
        for id in ids.iter().rev() {
            let document = RawDocument { id: *id, ..document(None) };
            write(store, |conn| raw_documents::insert(conn, &document, b"x"));
        }
        write(store, |conn| raw_documents::settle(conn, ids[1], RawState::Duplicate, &[]));
        assert_eq!(read(store, |conn| raw_documents::unread(conn, 10)), [ids[0], ids[2]]);
        assert_eq!(read(store, |conn| raw_documents::unread(conn, 1)), [ids[0]]);
    });
}

#[test]
fn what_is_not_there_is_not_found() {
    on_each_database(|store| {
        let nowhere = RawDocumentId::new(at(0));
        let error = store.read(|conn| raw_documents::get(conn, nowhere)).unwrap_err();
        assert!(matches!(error, StoreError::NotFound), "{error:?}");
        let error = store.read(|conn| raw_documents::bytes(conn, nowhere)).unwrap_err();
        assert!(matches!(error, StoreError::NotFound), "{error:?}");
    });
}

#[test]
fn bytes_are_dropped_only_where_nothing_rests_on_them() {
    const DAY: i64 = 24 * 3_600_000;
    on_each_database(|store| {
        let alone = |milliseconds, state, url: &str| {
            let document = RawDocument {
                id: RawDocumentId::new(at(milliseconds)),
                received_at: at(milliseconds),
                url: Some(url.into()),
                sha256: url.into(),
                state,
                ..document(None)
            };
            write(store, |conn| raw_documents::insert(conn, &document, b"byte"));
            document.id
        };
        let list = alone(0, RawState::Index, "http://a/list");
        alone(1, RawState::Received, "http://a/unread");
        alone(5 * DAY, RawState::Index, "http://a/young");
        let alert = |identifier: &str, answered: bool| {
            let kept = write(store, |conn| {
                let kept = keep_alert(conn, &identity(identifier, at(0)), MsgType::Alert, vec![], identifier)?;
                raw_documents::settle(conn, kept.raw_document_id, RawState::Stored, &[])?;
                if answered {
                    alert_answers::mark_answered(conn, kept.id, at(1))?;
                }
                Ok(kept)
            });
            kept.raw_document_id
        };
        let over = alert("over", true);
        alert("unanswered", false);
        let of_event = alert("event", true);
        write(store, |conn| events::insert(conn, &event("event")));
        let staged = write(store, |conn| {
            let stage = stage(conn, "S")?;
            alert_answers::mark_answered(conn, stage.alert.id, at(1))?;
            activations::insert(conn, &activation(&stage))?;
            raw_documents::settle(conn, stage.alert.raw_document_id, RawState::Stored, &[])?;
            Ok(stage.alert.raw_document_id)
        });
        let droppable = |before, now| {
            let found = read(store, |conn| raw_documents::droppable(conn, at(before), at(now), 100));
            found.into_iter().map(|(id, _)| id).collect::<Vec<_>>()
        };
        let mut expected = vec![list, over];
        expected.sort_by_key(ToString::to_string);
        assert_eq!(droppable(4 * DAY, 6 * DAY), expected);
        assert_eq!(droppable(4 * DAY, DAY / 2), [list], "the alert has not expired");
        assert_eq!(droppable(0, 6 * DAY), [], "none is old enough");

        let before = read(store, |conn| raw_documents::get(conn, list));
        write(store, |conn| raw_documents::drop_bytes(conn, &[list, over], at(6 * DAY)));
        let after = read(store, |conn| raw_documents::get(conn, list));
        assert_eq!(after, RawDocument { dropped_at: Some(at(6 * DAY)), ..before });
        assert_eq!(after.length, 4);
        assert_eq!(read(store, |conn| raw_documents::bytes(conn, list)), b"");
        assert_eq!(droppable(4 * DAY, 6 * DAY), []);
        for kept in [of_event, staged] {
            assert_ne!(read(store, |conn| raw_documents::bytes(conn, kept)), b"");
        }
        // The same bytes, should they come again, are kept again.
        assert_eq!(read(store, |conn| raw_documents::known(conn, "http://a/list", Some("http://a/list"))), None);
        assert_eq!(read(store, |conn| raw_documents::last_from(conn, "http://a/list")), None);
    });
}
