//! Facts about the database, and its counters.

use ungpho::store::markers;

use crate::samples::{VIETNAMESE, read, write};
use crate::support::on_each_database;

#[test]
fn a_marker_is_what_it_was_set_to_last() {
    on_each_database(|store| {
        let marker = || read(store, |conn| markers::get(conn, markers::DEMONSTRATION));
        assert_eq!(marker(), None);
        for value in [VIETNAMESE, "", "2"] {
            write(store, |conn| markers::set(conn, markers::DEMONSTRATION, value));
            assert_eq!(marker().as_deref(), Some(value));
        }
    });
}

#[test]
fn counters_count_apart() {
    on_each_database(|store| {
        let advance = |name: &str| write(store, |conn| markers::advance(conn, name));
        assert_eq!([advance("a"), advance("a"), advance("b"), advance("a")], [1, 2, 1, 3]);
        let counter = |name: &str| read(store, |conn| markers::counter(conn, name));
        assert_eq!([counter("a"), counter("b"), counter(markers::LIVE_DATA)], [3, 1, 0]);
    });
}
