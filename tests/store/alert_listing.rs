//! What changes of an alert after it was kept.

use chrono::TimeDelta;
use ungpho::alerts::cap::{AlertIdentity, MsgType, Reference};
use ungpho::kernel::Timestamp;
use ungpho::kernel::ids::RawDocumentId;
use ungpho::store::alerts::{Listing, StoredAlert};
use ungpho::store::{alert_chains, alert_listing, alert_sources, alerts, markers, raw_documents};

use crate::samples::{alert, at, document, identity, keep_alert, read, source, stored_alert, write};
use crate::support::on_each_database;

#[test]
fn the_alerts_of_a_source_that_hold_come_back_with_what_was_noted_of_them() {
    on_each_database(|store| {
        let source = source("vnmha");
        write(store, |conn| alert_sources::register(conn, &source));
        let keep = |name: &str, source_id, hours| {
            write(store, |conn| {
                let kept = stored_alert(conn, alert(identity(name, at(0)), MsgType::Alert, vec![]))?;
                let kept = StoredAlert { source_id, expires_at: at(0) + TimeDelta::hours(hours), ..kept };
                alerts::insert(conn, &kept)?;
                Ok(kept)
            })
        };
        let (one, two) = (keep("1", Some(source.id), 5), keep("2", Some(source.id), 5));
        keep("over", Some(source.id), 1);
        keep("of nobody", None, 5);
        let holding = || read(store, |conn| alert_listing::holding_of(conn, source.id, at(0) + TimeDelta::hours(1)));
        let found: Vec<_> = holding().into_iter().map(|held| (held.id, held.identity, held.listing)).collect();
        let unmarked = |kept: &StoredAlert| (kept.id, kept.alert.identity.clone(), Listing::default());
        assert_eq!(found, [unmarked(&one), unmarked(&two)]);

        let before = read(store, |conn| markers::counter(conn, markers::ALERTS_CHANGED));
        let gone = Listing { ended_by_absence_at: Some(at(7)), unlisted_at: None };
        write(store, |conn| {
            alert_listing::set(conn, two.id, gone, at(7))?;
            alert_listing::note_changes(conn)
        });
        assert_eq!(holding()[1].listing, gone);
        assert_eq!(read(store, |conn| alerts::get(conn, two.id)).listing, gone);
        assert_eq!(read(store, |conn| markers::counter(conn, markers::ALERTS_CHANGED)), before + 1);
        let changed = |since: Timestamp| {
            let found = read(store, |conn| alert_listing::changed_since(conn, since));
            found.into_iter().map(|alert| alert.id).collect::<Vec<_>>()
        };
        assert_eq!((changed(at(7)), changed(at(8))), (vec![two.id], vec![]));
        write(store, |conn| alert_listing::set(conn, two.id, Listing::default(), at(9)));
        assert_eq!((holding()[1].listing, changed(at(8))), (Listing::default(), vec![two.id]));
    });
}

#[test]
fn neighbours_of_one_identifier_are_found_by_time_and_one_can_be_made_to_follow() {
    on_each_database(|store| {
        let keep = |name: &str, when| {
            write(store, |conn| keep_alert(conn, &identity(name, at(when)), MsgType::Alert, vec![], "chain"))
        };
        let (first, third) = (keep("đ", 1_000), keep("đ", 3_000));
        keep("khác", 2_000);
        let beside = |when| {
            let AlertIdentity { sender, identifier, .. } = identity("đ", at(0));
            let (before, after) = read(store, |conn| alert_listing::beside(conn, &sender, &identifier, at(when)));
            (before.map(|alert| alert.id), after.map(|alert| alert.id))
        };
        assert_eq!(beside(2_000), (Some(first.id), Some(third.id)));
        assert_eq!(beside(1_000), (None, Some(third.id)));
        assert_eq!(beside(4_000), (Some(third.id), None));

        let superseded = || read(store, |conn| alert_chains::superseded_by(conn, &first.alert.identity));
        assert_eq!(superseded(), None);
        let mut following = third.alert.clone();
        following.msg_type = MsgType::Update;
        let AlertIdentity { sender, identifier, sent } = first.alert.identity.clone();
        following.references.push(Reference { sender, identifier, sent: Some(sent) });
        write(store, |conn| alert_listing::follow(conn, third.id, &following, at(5_000)));
        assert_eq!(read(store, |conn| alerts::get(conn, third.id)).alert, following);
        assert_eq!(superseded(), Some(MsgType::Update));
        let itself = read(store, |conn| alert_chains::superseded_by(conn, &third.alert.identity));
        assert_eq!(itself, None, "a reference with its time never means the message itself");
    });
}

#[test]
fn the_last_document_of_an_address_is_found() {
    on_each_database(|store| {
        let keep = |milliseconds, url: &str| {
            let id = RawDocumentId::new(at(milliseconds));
            let kept = ungpho::alerts::raw::RawDocument {
                id,
                received_at: at(milliseconds),
                url: Some(url.into()),
                ..document(None)
            };
            write(store, |conn| raw_documents::insert(conn, &kept, b"x"));
            id
        };
        keep(1, "http://a/1");
        let last = keep(2, "http://a/1");
        keep(3, "http://a/2");
        assert_eq!(read(store, |conn| alert_listing::document_from(conn, "http://a/1")), Some(last));
        assert_eq!(read(store, |conn| alert_listing::document_from(conn, "http://a/3")), None);
    });
}
