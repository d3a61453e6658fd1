//! Attempts to sign in that failed.

use ungpho::accounts::Attempt;
use ungpho::store::sign_in_failures::{self, name_hash};

use crate::samples::{VIETNAMESE, at, read, write};
use crate::support::on_each_database;

const DAY: i64 = 24 * 60 * 60 * 1_000;

fn attempt(address: &str, milliseconds: i64) -> Attempt {
    Attempt { address: address.into(), at: at(milliseconds) }
}

#[test]
fn failures_are_kept_by_name_and_forgotten_by_name_and_address() {
    on_each_database(|store| {
        let made = [attempt("10.0.0.1", 1), attempt("10.0.0.2", 2), attempt("10.0.0.1", 3)];
        for attempt in &made {
            write(store, |conn| sign_in_failures::insert(conn, VIETNAMESE, attempt));
        }
        write(store, |conn| sign_in_failures::insert(conn, "lan", &attempt("::1", 4)));
        let of = |name: &str, since| read(store, |conn| sign_in_failures::of_name(conn, name, at(since)));
        assert_eq!(of(VIETNAMESE, 0), made);
        assert_eq!(of(VIETNAMESE, 2), made[2..]);
        let all = read(store, |conn| sign_in_failures::since(conn, at(0)));
        assert_eq!(all.len(), 2);
        assert_eq!(all[&name_hash(VIETNAMESE)].len(), 3);

        write(store, |conn| sign_in_failures::forget(conn, VIETNAMESE, Some("10.0.0.1")));
        assert_eq!(of(VIETNAMESE, 0), made[1..2]);
        write(store, |conn| sign_in_failures::forget(conn, VIETNAMESE, None));
        assert_eq!(of(VIETNAMESE, 0), []);
        assert_eq!(of("lan", 0).len(), 1);
    });
}

#[test]
fn failures_of_more_than_a_day_ago_are_dropped_with_the_next() {
    on_each_database(|store| {
        write(store, |conn| sign_in_failures::insert(conn, "lan", &attempt("a", 0)));
        write(store, |conn| sign_in_failures::insert(conn, "lan", &attempt("a", DAY)));
        let left = || read(store, |conn| sign_in_failures::of_name(conn, "lan", at(-1))).len();
        assert_eq!(left(), 2);
        write(store, |conn| sign_in_failures::insert(conn, "hoa", &attempt("a", DAY + 1)));
        assert_eq!(left(), 1);
    });
}
