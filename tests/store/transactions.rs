//! What `Store::read` and `Store::write` promise.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use ungpho::store::{Store, StoreConnection, StoreError, markers, zones};

use crate::samples::{at, read, refused, write, zone};
use crate::support::on_each_database;

fn value(conn: &mut StoreConnection) -> Result<Option<String>, StoreError> {
    markers::get(conn, "m")
}

fn set(conn: &mut StoreConnection, to: &str) -> Result<(), StoreError> {
    markers::set(conn, "m", to)
}

#[test]
fn an_error_leaves_nothing_behind() {
    on_each_database(|store| {
        write(store, |conn| set(conn, "old"));
        let error = refused(store, |conn| -> Result<(), _> {
            set(conn, "new")?;
            zones::add_revision(conn, &zone("A"), at(0))?;
            Err(StoreError::Stale)
        });
        assert!(matches!(error, StoreError::Stale));
        assert_eq!(read(store, value).as_deref(), Some("old"));
        assert_eq!(read(store, |conn| zones::current(conn, None)), []);
        write(store, |conn| set(conn, "newer"));
    });
}

#[test]
fn a_panic_leaves_nothing_behind_and_the_store_goes_on() {
    on_each_database(|store| {
        write(store, |conn| set(conn, "old"));
        for _ in 0..10 {
            let panic = catch_unwind(AssertUnwindSafe(|| {
                store.write(|conn| -> Result<(), StoreError> {
                    set(conn, "new")?;
                    panic!("on purpose")
                })
            }));
            assert_eq!(panic.unwrap_err().downcast_ref::<&str>(), Some(&"on purpose"));
            assert_eq!(read(store, value).as_deref(), Some("old"));
            let panic =
                catch_unwind(AssertUnwindSafe(|| store.read(|_| -> Result<(), StoreError> { panic!("on purpose") })));
            assert!(panic.is_err());
        }
        write(store, |conn| set(conn, "newer"));
        assert_eq!(read(store, value).as_deref(), Some("newer"));
    });
}

#[test]
fn a_read_beside_a_write_sees_the_old_state() {
    on_each_database(|store| {
        write(store, |conn| set(conn, "old"));
        write(store, |conn| {
            set(conn, "new")?;
            assert_eq!(value(conn)?.as_deref(), Some("new"), "the writer sees its own change");
            assert_eq!(read(store, value).as_deref(), Some("old"), "nobody else does");
            Ok(())
        });
        assert_eq!(read(store, value).as_deref(), Some("new"));
    });
}

#[test]
fn a_failed_statement_that_is_swallowed_never_turns_ok_into_a_loss() {
    on_each_database(|store| {
        write(store, |conn| zones::add_revision(conn, &zone("A"), at(0)));
        let outcome: Result<(), StoreError> = store.write(|conn| {
            set(conn, "kept")?;
            // The code is taken; a caller may think it knows better.
            let _ = zones::add_revision(conn, &zone("A"), at(0));
            Ok(())
        });
        let kept = read(store, value);
        assert_eq!(outcome.is_ok(), kept.is_some(), "{outcome:?} but {kept:?}");
        write(store, |conn| set(conn, "later"));
        assert_eq!(read(store, value).as_deref(), Some("later"));
    });
}

#[test]
fn a_transaction_another_was_in_the_way_of_runs_again_from_the_start() {
    on_each_database(|store| {
        let runs = AtomicU32::new(0);
        write(store, |conn| {
            let before = value(conn)?;
            set(conn, "new")?;
            if runs.fetch_add(1, Ordering::Relaxed) < 2 {
                return Err(StoreError::Busy("on purpose".into()));
            }
            assert_eq!(before, None, "the earlier runs left nothing");
            Ok(())
        });
        assert_eq!(runs.load(Ordering::Relaxed), 3);

        let runs = AtomicU32::new(0);
        let error = refused(store, |_| -> Result<(), _> {
            runs.fetch_add(1, Ordering::Relaxed);
            Err(StoreError::Busy("for ever".into()))
        });
        assert!(matches!(error, StoreError::Busy(_)), "{error:?}");
        assert!(runs.load(Ordering::Relaxed) > 1, "it gave up after some tries");
    });
}

#[test]
fn sqlite_readers_cannot_write() {
    on_each_database(|store| {
        if store.kind() != "SQLite" {
            return; // PostgreSQL has one pool for both
        }
        let error = store.read(|conn| set(conn, "new")).unwrap_err();
        assert!(error.to_string().contains("readonly"), "{error}");
        let error = store.read(|conn| Ok::<_, StoreError>(conn.batch_execute("DELETE FROM markers")?)).unwrap_err();
        assert!(error.to_string().contains("readonly"), "{error}");
        assert_eq!(read(store, value), None);
    });
}

#[test]
fn a_store_opened_again_holds_what_was_written() {
    for database in crate::support::databases() {
        write(&database.store, |conn| set(conn, "kept"));
        assert_eq!(read(&Store::open(&database.url).unwrap(), value).as_deref(), Some("kept"));
    }
}

#[test]
fn an_address_of_no_known_kind_is_refused() {
    for url in ["", "mysql://localhost/x", "test.db", "postgres://u@localhost/x?sslmode=require"] {
        assert!(matches!(Store::open(url), Err(StoreError::Unavailable(_))), "{url}");
    }
}
