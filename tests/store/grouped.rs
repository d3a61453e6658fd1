//! Writes that share a commit: each has its own outcome, and one that fails or panics takes back only itself.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use ungpho::store::{StoreConnection, StoreError, markers};

use crate::support::databases;
use crate::support::databases::naming;

fn put(conn: &mut StoreConnection, number: usize) -> Result<i64, StoreError> {
    markers::advance(conn, "all")?;
    markers::advance(conn, &format!("one-{number}"))
}

#[test]
fn each_of_many_at_once_is_done_whole_or_not_at_all() {
    for database in databases() {
        let store = &database.store;
        naming(store.kind(), || {
            thread::scope(|scope| {
                for number in 0..40_usize {
                    scope.spawn(move || match number % 4 {
                        0 => {
                            let refused: Result<i64, StoreError> = store.write_grouped(move |conn| {
                                put(conn, number)?;
                                Err(StoreError::Stale)
                            });
                            assert!(matches!(refused, Err(StoreError::Stale)), "{refused:?}");
                        }
                        1 => {
                            let caught = catch_unwind(AssertUnwindSafe(|| {
                                store.write_grouped::<i64, StoreError>(move |conn| {
                                    put(conn, number)?;
                                    panic!("number {number} falls over")
                                })
                            }));
                            assert!(caught.is_err());
                        }
                        _ => assert_eq!(store.write_grouped(move |conn| put(conn, number)).unwrap(), 1),
                    });
                }
            });
            let read = |name: &str| store.read(|conn| markers::counter(conn, name)).unwrap();
            assert_eq!(read("all"), 20);
            for number in 0..40 {
                assert_eq!(read(&format!("one-{number}")), i64::from(number % 4 > 1), "{number}");
            }
        });
    }
}

#[test]
fn more_than_one_group_holds_are_all_done() {
    for database in databases() {
        let store = &database.store;
        thread::scope(|scope| {
            for _ in 0..300 {
                scope.spawn(move || store.write_grouped(|conn| markers::advance(conn, "all")).unwrap());
            }
        });
        assert_eq!(store.read(|conn| markers::counter(conn, "all")).unwrap(), 300);
    }
}
