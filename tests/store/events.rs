//! Disaster episodes.

use ungpho::kernel::ids::EventId;
use ungpho::relocation::{Event, EventKind};
use ungpho::store::{StoreError, events};

use crate::samples::{at, event, read, refused, write};
use crate::support::on_each_database;

#[test]
fn an_event_comes_back_as_it_was() {
    on_each_database(|store| {
        let full = event("chuỗi A");
        let bare = Event {
            id: EventId::new(at(1_000)),
            kind: EventKind::Drill,
            closed_at: None,
            demonstration: true,
            within_unit: None,
            ..event("chuỗi B")
        };
        write(store, |conn| {
            events::insert(conn, &full)?;
            events::insert(conn, &bare)
        });
        assert_eq!(read(store, |conn| events::get(conn, full.id)), full);
        assert_eq!(read(store, |conn| events::of_chain(conn, "chuỗi B")), Some(bare.clone()));
        assert_eq!(read(store, |conn| events::of_chain(conn, "chuoi B")), None);
        assert_eq!(read(store, events::all), [bare, full]);
        let error = store.read(|conn| events::get(conn, EventId::new(at(0)))).unwrap_err();
        assert!(matches!(error, StoreError::NotFound), "{error:?}");
    });
}

#[test]
fn a_chain_has_one_event() {
    on_each_database(|store| {
        write(store, |conn| events::insert(conn, &event("A")));
        let error = refused(store, |conn| events::insert(conn, &event("A")));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
    });
}

#[test]
fn an_event_goes_with_its_renamed_chain_unless_that_has_its_own() {
    on_each_database(|store| {
        let (a, b) = (event("A"), event("B"));
        write(store, |conn| {
            events::insert(conn, &a)?;
            events::insert(conn, &b)
        });
        let of_chain = |key: &str| read(store, |conn| events::of_chain(conn, key)).map(|event| event.id);
        let rename = |old: &str, new: &str| write(store, |conn| events::rename_chain(conn, old, new));
        rename("A", "C");
        assert_eq!([of_chain("A"), of_chain("B"), of_chain("C")], [None, Some(b.id), Some(a.id)]);
        rename("B", "C");
        assert_eq!([of_chain("B"), of_chain("C")], [Some(b.id), Some(a.id)]);
        rename("unheard", "D");
        rename("C", "C");
        assert_eq!([of_chain("C"), of_chain("D")], [Some(a.id), None]);
    });
}
