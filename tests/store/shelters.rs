//! Shelters.

use ungpho::places::{Shelter, ShelterKind};
use ungpho::store::shelters;

use crate::samples::{read, shelter, write};
use crate::support::on_each_database;

#[test]
fn a_shelter_comes_back_as_it_was() {
    on_each_database(|store| {
        let full = shelter("A");
        let bare = Shelter { keeper_name: None, keeper_phone: None, suitable_for: vec![], ..shelter("B") };
        write(store, |conn| {
            shelters::put(conn, &bare)?;
            shelters::put(conn, &full)
        });
        assert_eq!(read(store, shelters::all), [full, bare]);
    });
}

#[test]
fn putting_a_shelter_again_replaces_it_and_keeps_its_id() {
    on_each_database(|store| {
        let first = shelter("A");
        write(store, |conn| shelters::put(conn, &first));
        let second = Shelter { kind: ShelterKind::School, keeper_name: None, capacity: 1, ..shelter("A") };
        assert_ne!(first.id, second.id);
        write(store, |conn| shelters::put(conn, &second));
        assert_eq!(read(store, shelters::all), [Shelter { id: first.id, ..second }]);
    });
}
