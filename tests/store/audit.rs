//! The audit log and its chain.

use std::sync::Arc;

use diesel::connection::SimpleConnection;
use ungpho::audit::{AuditEntry, AuditRecord, Fault, FaultKind, GENESIS, Head};
use ungpho::kernel::FixedClock;
use ungpho::kernel::ids::{AccountId, AlertId, AuditId};
use ungpho::outbound::fetch::{FetchLimits, Fetcher};
use ungpho::services::App;
use ungpho::services::verify_audit::{go_on_despite, verify_audit};
use ungpho::store::audit::AuditFilter;
use ungpho::store::{Store, StoreConnection, StoreError, audit, migrations};

use crate::samples::{VIETNAMESE, at, both, read, refused, write};
use crate::support::databases::naming;
use crate::support::{databases, on_each_database};

fn record(second: i64, subject_id: &str) -> AuditRecord {
    AuditRecord {
        id: AuditId::new(at(second * 1_000)),
        at: at(second * 1_000),
        actor: both("người"),
        account_id: (second % 2 == 0).then(|| AccountId::new(at(0))),
        origin: (second % 2 == 0).then(|| "10.1.2.3".into()),
        action: "confirm".into(),
        subject_kind: "activation".into(),
        subject_id: subject_id.into(),
        alert_id: (second % 2 == 0).then(|| AlertId::new(at(0))),
        paper: (second % 2 == 0).then(|| format!("12/QĐ-UBND, 20/4/2026 {VIETNAMESE}")),
        detail: both("xác nhận"),
    }
}

fn filled(store: &Store, count: i64) -> Vec<AuditEntry> {
    (0..count).map(|second| write(store, |conn| audit::append(conn, record(second, "a")))).collect()
}

fn app(store: &Store) -> App {
    App::new(store.clone(), Arc::new(FixedClock::at(at(0))), Fetcher::new(FetchLimits::default()).unwrap())
}

fn fault(store: &Store) -> Option<Fault> {
    verify_audit(&app(store)).unwrap().fault
}

/// Whoever holds the database can take the triggers away first.
fn tamper(store: &Store, sql: &str) {
    write(store, |conn| {
        let triggers = match conn {
            StoreConnection::Sqlite(_) => {
                "DROP TRIGGER IF EXISTS audit_entries_no_update; DROP TRIGGER IF EXISTS audit_entries_no_delete; \
                 DROP TRIGGER IF EXISTS audit_head_no_delete;"
            }
            StoreConnection::Postgres(_) => {
                "DROP TRIGGER IF EXISTS audit_entries_no_update ON audit_entries; \
                 DROP TRIGGER IF EXISTS audit_entries_no_delete ON audit_entries; \
                 DROP TRIGGER IF EXISTS audit_head_no_delete ON audit_head;"
            }
        };
        Ok(conn.batch_execute(&format!("{triggers} {sql}"))?)
    });
}

/// Runs `test` on a fresh log of five entries on each database.
fn on_five_entries(test: impl Fn(&Store, &[AuditEntry])) {
    on_each_database(|store| test(store, &filled(store, 5)));
}

#[test]
fn entries_come_back_as_they_were_newest_first_and_in_pages() {
    on_five_entries(|store, entries| {
        let page = |before: Option<i64>| {
            let filter = AuditFilter { before, ..AuditFilter::default() };
            read(store, |conn| audit::newest(conn, &filter, 2))
        };
        assert_eq!(page(None), [entries[4].clone(), entries[3].clone()]);
        assert_eq!(page(Some(4)), [entries[2].clone(), entries[1].clone()]);
        assert_eq!(page(Some(2)), [entries[0].clone()]);
        assert_eq!(page(Some(1)), []);
    });
}

#[test]
fn entries_can_be_asked_for_by_subject_account_actor_and_action() {
    on_each_database(|store| {
        let entries: Vec<AuditEntry> = [
            record(0, "a"),
            AuditRecord { action: "close".into(), ..record(1, "b") },
            AuditRecord { actor: ungpho::kernel::Localized::new("hệ thống", "system"), ..record(3, "c") },
            AuditRecord { account_id: Some(AccountId::new(at(9))), ..record(5, "a") },
        ]
        .into_iter()
        .map(|record| write(store, |conn| audit::append(conn, record.clone())))
        .collect();
        let seqs = |filter: AuditFilter| -> Vec<i64> {
            read(store, |conn| audit::newest(conn, &filter, 10)).iter().map(|entry| entry.seq).collect()
        };
        let about = |subjects: &[&str]| {
            let subjects = subjects.iter().map(|&subject| subject.to_owned()).collect();
            seqs(AuditFilter { subjects, ..AuditFilter::default() })
        };
        assert_eq!(about(&["a"]), [4, 1]);
        assert_eq!(about(&["b", "c"]), [3, 2]);
        assert_eq!(about(&["A"]), [0; 0]);
        assert_eq!(seqs(AuditFilter { account: entries[3].record.account_id, ..AuditFilter::default() }), [4]);
        assert_eq!(seqs(AuditFilter { action: Some("close".into()), ..AuditFilter::default() }), [2]);
        for name in ["hệ thống", "system"] {
            assert_eq!(seqs(AuditFilter { actor: Some(name.into()), ..AuditFilter::default() }), [3]);
        }
    });
}

#[test]
fn each_entry_names_the_hash_of_the_one_before() {
    on_five_entries(|store, entries| {
        assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert_eq!(entries[0].prev_hash, GENESIS);
        for (before, entry) in entries.iter().zip(&entries[1..]) {
            assert_eq!(entry.prev_hash, before.hash);
        }
        assert_eq!(read(store, audit::head), Some(Head { seq: 5, hash: entries[4].hash.clone() }));
        let found = verify_audit(&app(store)).unwrap();
        assert_eq!((found.entries, found.fault), (5, None));
    });
}

#[test]
fn an_empty_log_is_intact() {
    on_each_database(|store| assert_eq!(verify_audit(&app(store)).unwrap().fault, None));
}

#[test]
fn an_entry_whose_transaction_fails_leaves_no_gap() {
    on_each_database(|store| {
        let twice = record(0, "a");
        write(store, |conn| audit::append(conn, twice.clone()));
        let error = refused(store, |conn| audit::append(conn, twice.clone()));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
        assert_eq!(write(store, |conn| audit::append(conn, record(1, "a"))).seq, 2);
        assert_eq!(fault(store), None);
    });
}

#[test]
fn writers_at_the_same_time_make_one_chain() {
    for database in databases() {
        naming(database.store.kind(), || {
            const WRITERS: i64 = 6;
            const EACH: i64 = 20;
            // A store of its own for every writer, like processes side by side.
            let stores: Vec<Store> = (0..WRITERS).map(|_| Store::open(&database.url).unwrap()).collect();
            std::thread::scope(|scope| {
                for (number, store) in stores.iter().enumerate() {
                    scope.spawn(move || {
                        for second in 0..EACH {
                            let subject = number.to_string();
                            write(store, |conn| audit::append(conn, record(second, &subject)));
                        }
                    });
                }
                // Verified while it is written to.
                for _ in 0..5 {
                    assert_eq!(fault(&database.store), None);
                }
            });
            let found = verify_audit(&app(&database.store)).unwrap();
            assert_eq!((found.entries, found.fault), (WRITERS * EACH, None));
        });
    }
}

#[test]
fn the_database_itself_refuses_to_change_or_delete_entries() {
    on_five_entries(|store, _| {
        for sql in [
            "UPDATE audit_entries SET detail_vi = 'x' WHERE seq = 3",
            "UPDATE audit_entries SET hash = '' WHERE seq = 3",
            "DELETE FROM audit_entries WHERE seq = 3",
            "DELETE FROM audit_head",
        ] {
            let error = refused(store, |conn| Ok(conn.batch_execute(sql)?));
            assert!(error.to_string().contains("never"), "{sql}: {error}");
        }
        assert_eq!(fault(store), None);
    });
}

#[test]
fn a_change_of_any_field_names_the_entry() {
    let fields = [
        ("id", "'0192a0b0-0000-7000-8000-000000000001'"),
        ("id", "'x'"),
        ("id", "upper(id)"),
        ("at", "'2022-09-28 00:00:00'"),
        ("actor_vi", "actor_vi || '.'"),
        ("actor_en", "'kẻ khác'"),
        ("account_id", "NULL"),
        ("account_id", "'x'"),
        ("origin", "NULL"),
        ("origin", "''"),
        ("action", "'decline'"),
        ("subject_kind", "'plan'"),
        ("subject_id", "'b'"),
        ("alert_id", "NULL"),
        ("paper", "NULL"),
        ("paper", "'13/QĐ-UBND'"),
        ("detail_vi", "'xác nhận'"),
        ("detail_en", "''"),
        ("prev_hash", "hash"),
        ("hash", "prev_hash"),
        ("hash", "''"),
    ];
    on_each_database(|store| {
        let entries = filled(store, 5);
        tamper(store, "CREATE TABLE kept AS SELECT * FROM audit_entries");
        for (column, value) in fields {
            tamper(store, &format!("UPDATE audit_entries SET {column} = {value} WHERE seq = 3"));
            let found = fault(store).unwrap_or_else(|| panic!("{column} = {value} was not noticed"));
            assert_eq!((found.seq, found.kind), (3, FaultKind::Changed), "{column} = {value}");
            if column != "id" {
                assert_eq!(found.id, Some(entries[2].record.id.to_string()));
            }
            assert!(found.wording().en.contains("Entry 3"), "{}", found.wording().en);
            tamper(
                store,
                &format!("UPDATE audit_entries SET {column} = (SELECT {column} FROM kept WHERE seq = 3) WHERE seq = 3"),
            );
            assert_eq!(fault(store), None, "put back, the log is as it was");
        }
    });
}

#[test]
fn text_that_is_no_time_names_the_entry_too() {
    on_five_entries(|store, _| {
        if store.kind() == "SQLite" {
            tamper(store, "UPDATE audit_entries SET at = 'yesterday' WHERE seq = 2");
            let found = fault(store).unwrap();
            assert_eq!((found.seq, found.kind, found.at), (2, FaultKind::Changed, None));
        }
    });
}

#[test]
fn a_number_that_was_changed_is_missed() {
    on_five_entries(|store, _| {
        tamper(store, "UPDATE audit_entries SET seq = 30 WHERE seq = 3");
        assert_eq!(fault(store).map(|fault| (fault.seq, fault.kind)), Some((3, FaultKind::Missing)));
    });
}

#[test]
fn entries_that_changed_places_name_the_first() {
    on_five_entries(|store, _| {
        tamper(
            store,
            "UPDATE audit_entries SET seq = 30 WHERE seq = 3; UPDATE audit_entries SET seq = 3 WHERE seq = 4; \
             UPDATE audit_entries SET seq = 4 WHERE seq = 30;",
        );
        assert_eq!(fault(store).map(|fault| (fault.seq, fault.kind)), Some((3, FaultKind::Changed)));
    });
}

#[test]
fn an_entry_exchanged_for_one_with_a_right_hash_does_not_fit_its_neighbours() {
    let exchange = |store: &Store, entries: &[AuditEntry], seq: usize| {
        let said = AuditRecord { action: "decline".into(), ..entries[seq - 1].record.clone() };
        let other = AuditEntry::chained(entries[seq - 1].seq, entries[seq - 1].prev_hash.clone(), said);
        tamper(
            store,
            &format!("UPDATE audit_entries SET action = 'decline', hash = '{}' WHERE seq = {seq}", other.hash),
        );
        fault(store).map(|fault| (fault.seq, fault.kind))
    };
    on_five_entries(|store, entries| {
        assert_eq!(exchange(store, entries, 3), Some((4, FaultKind::OutOfOrder)), "the next one no longer follows");
    });
    on_five_entries(|store, entries| {
        assert_eq!(exchange(store, entries, 5), Some((5, FaultKind::OutOfOrder)), "the head knows the last one");
    });
}

#[test]
fn an_entry_deleted_in_the_middle_is_missed() {
    on_five_entries(|store, _| {
        tamper(store, "DELETE FROM audit_entries WHERE seq = 3");
        assert_eq!(fault(store), Some(Fault { seq: 3, id: None, at: None, kind: FaultKind::Missing }));
    });
    on_five_entries(|store, _| {
        tamper(store, "DELETE FROM audit_entries WHERE seq = 1");
        assert_eq!(fault(store).map(|fault| fault.seq), Some(1));
    });
}

#[test]
fn a_tail_that_was_cut_off_is_missed_and_stays_missed() {
    on_five_entries(|store, _| {
        tamper(store, "DELETE FROM audit_entries WHERE seq >= 4");
        let found = fault(store).unwrap();
        assert_eq!((found.seq, found.kind), (4, FaultKind::TailCut));
        go_on_despite(&app(store), &found).unwrap();
        let entries = read(store, |conn| audit::newest(conn, &AuditFilter::default(), 1));
        assert_eq!((entries[0].seq, entries[0].record.action.as_str()), (6, "started_despite_tampered_log"));
        assert_eq!(fault(store).map(|fault| (fault.seq, fault.kind)), Some((4, FaultKind::Missing)));
    });
}

#[test]
fn a_head_that_is_gone_or_set_back_is_noticed_and_the_log_can_go_on() {
    for sql in ["DELETE FROM audit_head", "UPDATE audit_head SET seq = 2"] {
        on_five_entries(|store, _| {
            tamper(store, sql);
            let found = fault(store).unwrap();
            assert!(refused(store, |conn| audit::append(conn, record(9, "a"))).to_string().len() > 3);
            go_on_despite(&app(store), &found).unwrap();
            assert_eq!(write(store, |conn| audit::append(conn, record(10, "a"))).seq, 7, "{sql}");
        });
    }
}

#[test]
fn entries_from_before_the_chain_are_chained_when_the_database_is_migrated() {
    on_each_database(|store| {
        // The form of the first version, reached by taking the migrations back.
        migrations::revert_all(store).unwrap();
        migrations::run_until(store, "20261124000200").unwrap();
        write(store, |conn| {
            Ok(conn.batch_execute(
                "INSERT INTO audit_entries (id, at, actor, action, subject_kind, subject_id, alert_id, detail_vi, detail_en) VALUES \
                 ('0192a0b0-0000-7000-8000-000000000002', '2026-09-27 13:05:07.000', 'Lan (lan)', 'b', 'k', 's', NULL, 'vi', 'en'), \
                 ('0192a0b0-0000-7000-8000-000000000001', '2026-09-27 13:05:06.789', 'hệ thống / system', 'a', 'k', 's', NULL, 'vi', 'en')",
            )?)
        });
        migrations::run(store).unwrap();
        let found = verify_audit(&app(store)).unwrap();
        assert_eq!((found.entries, found.fault), (2, None));
        let entries = read(store, |conn| audit::newest(conn, &AuditFilter::default(), 10));
        assert_eq!(entries.iter().map(|entry| entry.record.action.as_str()).collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!(entries[1].record.actor, ungpho::kernel::Localized::new("hệ thống", "system"));
        assert_eq!(write(store, |conn| audit::append(conn, record(0, "a"))).seq, 3);
        tamper(store, "UPDATE audit_entries SET action = 'x' WHERE seq = 1");
        assert_eq!(fault(store).map(|fault| fault.seq), Some(1));
        migrations::run(store).unwrap();
        assert_eq!(fault(store).map(|fault| fault.seq), Some(1), "a later start does not make it good");
    });
}
