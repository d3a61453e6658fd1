//! Shelters.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

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

#[test]
fn shelters_that_did_not_change_are_taken_over_and_all_others_are_read() {
    on_each_database(|store| {
        let [kept, changed, gone] = ["A", "B", "C"].map(shelter);
        write(store, |conn| [&kept, &changed, &gone].into_iter().try_for_each(|it| shelters::put(conn, it, &change())));
        let by_code = |all: Vec<Arc<Shelter>>| -> BTreeMap<String, Arc<Shelter>> {
            all.into_iter().map(|shelter| (shelter.code.clone(), shelter)).collect()
        };
        let first = by_code(read(store, |conn| shelters::all_beside(conn, &HashMap::new())));
        assert_eq!(first.keys().collect::<Vec<_>>(), ["A", "B", "C"]);
        let changed = Shelter { revision: 2, capacity: 1, ..changed };
        let retired_on = chrono::NaiveDate::from_ymd_opt(2026, 5, 1);
        write(store, |conn| {
            shelters::change(conn, &changed, &change())?;
            shelters::change(conn, &Shelter { revision: 2, retired_on, ..gone.clone() }, &change())?;
            shelters::put(conn, &shelter("D"), &change())
        });
        let known = first.clone().into_iter().collect();
        let second = by_code(read(store, |conn| shelters::all_beside(conn, &known)));
        let all: Vec<Shelter> = second.values().map(|shelter| Shelter::clone(shelter)).collect();
        assert_eq!(all, read(store, shelters::all));
        assert_eq!(second.keys().collect::<Vec<_>>(), ["A", "B", "D"]);
        let taken_over: Vec<&str> = second
            .iter()
            .filter(|(code, it)| first.get(*code).is_some_and(|old| Arc::ptr_eq(old, it)))
            .map(|(code, _)| code.as_str())
            .collect();
        assert_eq!(taken_over, ["A"]);
    });
}
