//! The audit log.

use ungpho::audit::AuditEntry;
use ungpho::kernel::ids::{AlertId, AuditId};
use ungpho::store::{StoreError, audit};

use crate::samples::{VIETNAMESE, at, both, read, refused, write};
use crate::support::on_each_database;

fn entry(second: i64, subject_id: &str) -> AuditEntry {
    AuditEntry {
        id: AuditId::new(at(second * 1_000)),
        at: at(second * 1_000),
        actor: VIETNAMESE.into(),
        action: "confirm".into(),
        subject_kind: "activation".into(),
        subject_id: subject_id.into(),
        alert_id: (second % 2 == 0).then(|| AlertId::new(at(0))),
        detail: both("xác nhận"),
    }
}

#[test]
fn lines_come_back_as_they_were_newest_first_and_in_pages() {
    on_each_database(|store| {
        let lines: Vec<AuditEntry> = (0..5).map(|second| entry(second, "a")).collect();
        for line in &lines {
            write(store, |conn| audit::append(conn, line));
        }
        let page = |before: Option<AuditId>| {
            let before = before.map(|id| id.to_string());
            read(store, |conn| audit::newest(conn, &[], before.as_deref(), 2))
        };
        assert_eq!(page(None), [lines[4].clone(), lines[3].clone()]);
        assert_eq!(page(Some(lines[3].id)), [lines[2].clone(), lines[1].clone()]);
        assert_eq!(page(Some(lines[1].id)), [lines[0].clone()]);
        assert_eq!(page(Some(lines[0].id)), []);
    });
}

#[test]
fn lines_about_some_subjects_can_be_asked_for() {
    on_each_database(|store| {
        let lines = [entry(0, "a"), entry(1, "b"), entry(2, "c"), entry(3, "a")];
        for line in &lines {
            write(store, |conn| audit::append(conn, line));
        }
        let about = |subjects: &[&str]| {
            let subjects: Vec<String> = subjects.iter().map(|&subject| subject.to_owned()).collect();
            read(store, |conn| audit::newest(conn, &subjects, None, 10))
        };
        assert_eq!(about(&["a"]), [lines[3].clone(), lines[0].clone()]);
        assert_eq!(about(&["b", "c"]), [lines[2].clone(), lines[1].clone()]);
        assert_eq!(about(&["A"]), []);
    });
}

#[test]
fn a_line_is_added_once() {
    on_each_database(|store| {
        let line = entry(0, "a");
        write(store, |conn| audit::append(conn, &line));
        let error = refused(store, |conn| audit::append(conn, &AuditEntry { actor: "kẻ khác".into(), ..line.clone() }));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
        assert_eq!(read(store, |conn| audit::newest(conn, &[], None, 10)), [line]);
    });
}
