//! Shelters.

use ungpho::places::{Shelter, ShelterKind};
use ungpho::store::resource_revisions::Change;
use ungpho::store::{StoreError, shelters};

use crate::samples::{at, read, shelter, write};
use crate::support::on_each_database;

fn change() -> Change {
    Change { at: at(0), by: "A".into(), reason: String::new() }
}

#[test]
fn a_shelter_comes_back_as_it_was() {
    on_each_database(|store| {
        let full = shelter("A");
        let bare = Shelter { keeper_name: None, keeper_phone: None, suitable_for: vec![], ..shelter("B") };
        write(store, |conn| {
            shelters::put(conn, &bare, &change())?;
            shelters::put(conn, &full, &change())
        });
        assert_eq!(read(store, shelters::all), [full, bare]);
    });
}

#[test]
fn putting_a_shelter_again_replaces_it_and_keeps_its_id() {
    on_each_database(|store| {
        let first = shelter("A");
        write(store, |conn| shelters::put(conn, &first, &change()));
        let second = Shelter { kind: ShelterKind::School, keeper_name: None, capacity: 1, ..shelter("A") };
        assert_ne!(first.id, second.id);
        write(store, |conn| shelters::put(conn, &second, &change()));
        assert_eq!(read(store, shelters::all), [Shelter { id: first.id, ..second }]);
    });
}

#[test]
fn a_shelter_that_left_the_register_is_listed_no_more_and_can_still_be_named() {
    on_each_database(|store| {
        let first = shelter("A");
        write(store, |conn| shelters::put(conn, &first, &change()));
        let retired = Shelter { revision: 2, retired_on: chrono::NaiveDate::from_ymd_opt(2026, 5, 1), ..first };
        write(store, |conn| shelters::change(conn, &retired, &change()));
        assert!(read(store, shelters::all).is_empty());
        assert_eq!(read(store, shelters::ever), std::slice::from_ref(&retired));
        assert_eq!(read(store, |conn| shelters::get(conn, retired.id)), retired);
        let stale = store.write(|conn| shelters::change(conn, &retired, &change()));
        assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
    });
}
