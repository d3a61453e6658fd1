//! Somebody changes the audit log behind the program's back: the program says where, and does not serve.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod app;

use std::path::Path;

use app::cap::Cap;
use app::free_port;
use app::server::{TestServer, attempt, run};
use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use serde_json::json;

const SETTINGS: &str = "[polling]\nenabled = false\n";

/// A database with some entries in its log, made by the program itself; gives their number.
fn a_log(folder: &Path) -> i64 {
    let token = {
        std::fs::write(folder.join("ungpho.toml"), SETTINGS).unwrap();
        run(folder, &["token", "add", "--name", "trạm đo", "--role", "integration"])
    };
    let server = TestServer::serve(folder, SETTINGS);
    let client = server.client().bearer(token.trim());
    let sent: DateTime<Utc> = "2026-09-27T13:05:06Z".parse().unwrap();
    for number in 0..3 {
        assert_eq!(client.push(&Cap::new(&format!("cap-{number}"), sent).xml()).status, 201);
    }
    let said = run(folder, &["audit", "verify"]);
    let count = said.strip_prefix("intact, ").and_then(|rest| rest.split(' ').next()).unwrap();
    count.parse().unwrap()
}

fn sql(folder: &Path, sql: &str) {
    let file = folder.join("data/ungpho.db");
    SqliteConnection::establish(file.to_str().unwrap()).unwrap().batch_execute(sql).unwrap();
}

#[test]
fn a_changed_entry_is_named_and_the_service_does_not_start() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let count = a_log(folder);
    assert!(count >= 6, "{count}");
    sql(folder, "DROP TRIGGER audit_entries_no_update; UPDATE audit_entries SET detail_vi = 'x' WHERE seq = 3;");

    let (status, words) = attempt(folder, &["audit", "verify"]);
    assert_eq!(status, Some(1));
    assert!(words.contains("Mục 3 của nhật ký") && words.contains("Entry 3 of the log"), "{words}");

    let (status, words) = attempt(folder, &["serve", "--listen", &format!("127.0.0.1:{}", free_port())]);
    assert_eq!(status, Some(1));
    assert!(words.contains("Entry 3 of the log") && words.contains("--despite-tampered-log"), "{words}");

    let server = TestServer::start(folder, free_port(), &["serve", "--despite-tampered-log"], &[]).ready();
    assert!(server.output().contains("Entry 3 of the log"), "{}", server.output());
    run(folder, &["token", "add", "--name", "khác", "--role", "integration"]);
    // It says so in the log itself, as the next entry.
    let (status, words) = attempt(folder, &["audit", "verify"]);
    assert_eq!(status, Some(1), "{words}");
    drop(server);
    let note: (i64, String) = last_entry(folder, "started_despite_tampered_log");
    assert_eq!(note, (count + 1, "command line".into()));
}

/// The number and origin of the entry of an action.
fn last_entry(folder: &Path, action: &str) -> (i64, String) {
    use diesel::RunQueryDsl;
    use diesel::sql_types::{BigInt, Text};
    #[derive(diesel::QueryableByName)]
    struct Row {
        #[diesel(sql_type = BigInt)]
        seq: i64,
        #[diesel(sql_type = Text)]
        origin: String,
    }
    let file = folder.join("data/ungpho.db");
    let mut connection = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    let row: Row =
        diesel::sql_query(format!("SELECT seq, origin FROM audit_entries WHERE action = '{action}' ORDER BY seq DESC"))
            .get_result(&mut connection)
            .unwrap();
    (row.seq, row.origin)
}

#[test]
fn a_cut_tail_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let count = a_log(folder.path());
    sql(
        folder.path(),
        &format!("DROP TRIGGER audit_entries_no_delete; DELETE FROM audit_entries WHERE seq = {count};"),
    );
    let (status, words) = attempt(folder.path(), &["audit", "verify"]);
    assert_eq!(status, Some(1));
    assert!(words.contains(&format!("entry {count} and those after it are gone")), "{words}");
}

#[test]
fn the_log_is_read_with_numbers_filters_and_its_verification() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    server.client().get("/api/v1/audit").problem(401, "not-signed-in");
    server.client().get("/api/v1/audit/verification").problem(401, "not-signed-in");
    let client = server.signed_in("quantri");
    let of_the_system = "/audit?actor=system&action=alert_stored";
    app::wait_for("a stored alert", || (!client.items(of_the_system).is_empty()).then_some(()));
    let entries = client.items("/audit");
    let newest = entries[0]["seq"].as_i64().unwrap();
    for (number, entry) in entries.iter().enumerate() {
        assert_eq!(entry["seq"], newest - i64::try_from(number).unwrap(), "newest first and without a gap");
        assert_eq!(entry["hash"].as_str().unwrap().len(), 64);
    }
    let stored = client.items(of_the_system);
    assert!(!stored.is_empty() && stored.iter().all(|entry| entry["action"] == "alert_stored"));
    assert_eq!(stored[0]["actor"], json!({"vi": "hệ thống", "en": "system"}));
    assert_eq!((&stored[0]["origin"], &stored[0]["account_id"]), (&json!(null), &json!(null)));
    let before = client.read("/audit?before=2");
    assert_eq!((before["items"].as_array().unwrap().len(), &before["next"]), (1, &json!(null)));
    let found = client.read("/audit/verification");
    assert_eq!(found["state"], "intact");
    assert!(found["entries"].as_i64().unwrap() >= newest);
    assert!(found.get("fault").is_none());
}
