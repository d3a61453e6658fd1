//! A copy of a running database, and back.

use std::fs;
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use serde_json::Value;
use ungpho::kernel::{Clock as _, SystemClock};
use ungpho::store::{Store, accounts};

use crate::app::cap::Cap;
use crate::app::client::Client;
use crate::app::server::{TestServer, attempt, run};

const SETTINGS: &str = "[polling]\nenabled = false\n";

/// A service with a token for a program, and two for people.
struct Office {
    folder: tempfile::TempDir,
    server: TestServer,
    pusher: Client,
    admin: Client,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("ungpho.toml"), SETTINGS).unwrap();
        let token = |name: &str, role: &str| run(folder.path(), &["token", "add", "--name", name, "--role", role]);
        let (pusher, admin) = (token("trạm đo", "integration"), token("quản trị", "admin"));
        let server = TestServer::serve(folder.path(), SETTINGS);
        let client = |token: &str| server.client().bearer(token.trim());
        let (pusher, admin) = (client(&pusher), client(&admin));
        Self { folder, server, pusher, admin }
    }

    fn push(&self, name: &str) {
        let sent: DateTime<Utc> = "2026-09-27T13:05:06Z".parse().unwrap();
        assert_eq!(self.pusher.push(&Cap::new(name, sent).xml()).status, 201);
    }
}

/// What a client sees of alerts and of the log.
fn picture(client: &Client) -> (Vec<Value>, Vec<Value>) {
    (client.items("/alerts"), client.items("/audit"))
}

fn names_in(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn a_copy_of_a_running_database_is_what_it_was_at_that_moment() {
    let office = Office::new();
    let folder = office.folder.path();
    for name in ["cap-1", "cap-2", "cap-3"] {
        office.push(name);
    }
    let then = picture(&office.admin);
    assert_eq!(then.0.len(), 3);

    let said = run(folder, &["backup", "copy.db"]);
    assert!(said.contains("audit log intact") && said.contains("head "), "{said}");
    let (status, words) = attempt(folder, &["backup", "copy.db"]);
    assert_eq!(status, Some(1));
    assert!(words.contains("không ghi đè") && words.contains("is not overwritten"), "{words}");
    office.push("cap-later");
    assert_eq!(picture(&office.admin).0.len(), 4);

    // Elsewhere, with a program that has never run there.
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("ungpho.toml"), SETTINGS).unwrap();
    let copy = folder.join("copy.db");
    let before = fs::read(&copy).unwrap();
    run(elsewhere.path(), &["restore", copy.to_str().unwrap()]);
    assert_eq!(fs::read(&copy).unwrap(), before, "the copy itself is not touched");
    assert_eq!(names_in(&elsewhere.path().join("data")), ["ungpho.db"]);
    let other = TestServer::serve(elsewhere.path(), SETTINGS);
    let (alerts, log) =
        picture(&other.client().bearer(office.admin.header("authorization").trim_start_matches("Bearer ")));
    assert_eq!(alerts, then.0);
    // A start may have noted something after it.
    let restored = log.iter().position(|entry| entry["action"] == "database_restored").unwrap();
    assert_eq!(log[restored + 1..], then.1);
    assert!(run(elsewhere.path(), &["audit", "verify"]).starts_with(&format!("intact, {} entries", log.len())));
}

#[test]
fn a_database_is_replaced_only_when_told_to_and_not_while_it_is_in_use() {
    let office = Office::new();
    let folder = office.folder.path();
    office.push("cap-1");
    run(folder, &["backup", "copy.db"]);
    office.push("cap-2");
    let (status, words) = attempt(folder, &["restore", "copy.db"]);
    assert_eq!(status, Some(1));
    assert!(words.contains("--replace"), "{words}");
    let (status, words) = attempt(folder, &["restore", "copy.db", "--replace"]);
    assert_eq!(status, Some(1), "{words}");
    assert!(words.contains("is in use"), "{words}");
    assert_eq!(picture(&office.admin).0.len(), 2, "what is in use goes on");
    office.push("cap-3");
    let admin = office.admin.header("authorization").to_owned();
    let Office { folder, server, .. } = office;
    // Killed: its log is still beside it.
    server.kill();

    let folder = folder.path();
    let said = run(folder, &["restore", "copy.db", "--replace"]);
    let kept: Vec<String> = names_in(&folder.join("data")).into_iter().filter(|name| name != "ungpho.db").collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(kept[0].starts_with("ungpho.db.before-20") && said.contains(&kept[0]), "{said} {kept:?}");
    let admin = admin.trim_start_matches("Bearer ");
    let server = TestServer::serve(folder, SETTINGS);
    assert_eq!(picture(&server.client().bearer(admin)).0.len(), 1);
    drop(server);

    // And what was there is whole, with what was written last.
    let url = format!("database_url = \"sqlite://data/{}\"\n{SETTINGS}", kept[0]);
    let server = TestServer::serve(folder, &url);
    assert_eq!(picture(&server.client().bearer(admin)).0.len(), 3);
}

#[test]
fn a_damaged_database_is_put_aside_as_it_is() {
    let office = Office::new();
    office.push("cap-1");
    run(office.folder.path(), &["backup", "copy.db"]);
    let database = office.folder.path().join("data/ungpho.db");
    let zeros = vec![0_u8; fs::metadata(&database).unwrap().len().try_into().unwrap()];
    let damage = || fs::write(&database, &zeros).unwrap();
    damage();
    let (status, words) = attempt(office.folder.path(), &["restore", "copy.db", "--replace"]);
    assert_eq!(status, Some(1), "{words}");
    assert!(words.contains("is in use"), "{words}");
    let Office { folder, server, admin, .. } = office;
    server.kill();
    damage();

    let folder = folder.path();
    let log = folder.join("data/ungpho.db-wal");
    fs::write(&log, "what is left of the log").unwrap();
    let said = run(folder, &["restore", "copy.db", "--replace"]);
    assert!(said.contains("could not be read") && said.contains("as it was"), "{said}");
    let kept: Vec<String> =
        names_in(&folder.join("data")).into_iter().filter(|name| name.contains(".before-")).collect();
    let of = |ending: &str| {
        let file = kept.iter().find(|name| name.ends_with(ending)).unwrap_or_else(|| panic!("{ending}: {kept:?}"));
        fs::read(folder.join("data").join(file)).unwrap()
    };
    assert_eq!(of("Z"), zeros);
    assert_eq!(of("Z-wal"), b"what is left of the log");
    let server = TestServer::serve(folder, SETTINGS);
    let again = server.client().with("authorization", admin.header("authorization"));
    assert_eq!(picture(&again).0.len(), 1);
}

#[test]
fn who_followed_further_than_the_copy_begins_anew_and_nobody_is_still_signed_in() {
    let office = Office::new();
    let url = format!("sqlite://{}", office.folder.path().join("data/ungpho.db").display());
    office.push("cap-1");
    let (now, hash) = (SystemClock.now(), "a session that is ended later");
    let signed_in = |expected: bool| {
        let store = Store::open(&url).unwrap();
        let found = store.read(|conn| accounts::by_session(conn, hash, now)).unwrap();
        assert_eq!(found.is_some(), expected);
    };
    {
        let store = Store::open(&url).unwrap();
        store
            .write(|conn| {
                let account = accounts::by_name(conn, "quản trị")?.unwrap().account.id;
                accounts::open_session(conn, account, hash, now, now + TimeDelta::days(1))
            })
            .unwrap();
    }
    run(office.folder.path(), &["backup", "copy.db"]);
    signed_in(true);
    let Office { folder, mut server, mut pusher, mut admin } = office;
    // The same copy twice: the second time numbers were given after the first.
    for round in 0..2 {
        for number in 0..3 {
            let sent: DateTime<Utc> = "2026-09-27T13:05:06Z".parse().unwrap();
            assert_eq!(pusher.push(&Cap::new(&format!("cap-{round}-{number}"), sent).xml()).status, 201);
        }
        let followed = admin.read("/sync")["cursor"].as_i64().unwrap();
        assert_eq!(admin.read(&format!("/sync?since={followed}"))["reset"], false);
        server.kill();
        run(folder.path(), &["restore", "copy.db", "--replace"]);
        signed_in(false);
        server = TestServer::serve(folder.path(), SETTINGS);
        let again = |client: &Client| server.client().with("authorization", client.header("authorization"));
        (pusher, admin) = (again(&pusher), again(&admin));
        let changes = admin.read(&format!("/sync?since={followed}"));
        assert_eq!(changes["reset"], true, "a telephone that knows {followed}");
        assert!(changes["cursor"].as_i64().unwrap() > followed);
        let (seq, told) = admin.follow(followed, |kind, _| kind == "audit");
        assert!(seq > followed && told["restored"] == true, "{told}");
        std::thread::sleep(std::time::Duration::from_secs(1)); // the name of what is put aside has seconds
    }
    // Where a database was put back by other programs, who knows a number that was never given hears what comes too.
    std::thread::scope(|scope| {
        let heard = scope.spawn(|| admin.follow(i64::MAX, |kind, _| kind == "alert"));
        std::thread::sleep(std::time::Duration::from_secs(1));
        let sent: DateTime<Utc> = "2026-09-27T13:05:06Z".parse().unwrap();
        assert_eq!(pusher.push(&Cap::new("cap-after", sent).xml()).status, 201);
        heard.join().unwrap();
    });
}

#[test]
fn what_is_not_fit_takes_no_place() {
    let office = Office::new();
    let folder = office.folder.path();
    office.push("cap-1");
    run(folder, &["backup", "good.db"]);
    let changed = |name: &str, sql: &str| {
        fs::copy(folder.join("good.db"), folder.join(name)).unwrap();
        SqliteConnection::establish(folder.join(name).to_str().unwrap()).unwrap().batch_execute(sql).unwrap();
    };
    fs::write(folder.join("text.db"), "không phải cơ sở dữ liệu".repeat(500)).unwrap();
    fs::write(folder.join("empty.db"), "").unwrap();
    SqliteConnection::establish(folder.join("other.db").to_str().unwrap())
        .unwrap()
        .batch_execute("CREATE TABLE notes (body TEXT)")
        .unwrap();
    changed("newer.db", "INSERT INTO __diesel_schema_migrations (version) VALUES ('29990101000000')");
    changed(
        "tampered.db",
        "DROP TRIGGER audit_entries_no_update; UPDATE audit_entries SET detail_vi = 'x' WHERE seq = 2",
    );
    let mut torn = fs::read(folder.join("good.db")).unwrap();
    let middle = torn.len() / 2;
    torn[middle..middle + 20_000].fill(0xAA);
    fs::write(folder.join("torn.db"), torn).unwrap();
    let short = fs::read(folder.join("good.db")).unwrap();
    fs::write(folder.join("short.db"), &short[..short.len() / 3]).unwrap();
    fs::copy(folder.join("good.db"), folder.join("in-use.db")).unwrap();
    fs::write(folder.join("in-use.db-wal"), "something").unwrap();

    let elsewhere = tempfile::tempdir().unwrap();
    for (name, words) in [
        ("missing.db", "No such file"),
        ("text.db", "is not a database of this program"),
        ("empty.db", "is not a database of this program"),
        ("other.db", "is not a database of this program"),
        ("newer.db", "29990101000000"),
        ("tampered.db", "Entry 2 of the log"),
        ("torn.db", "is damaged"),
        ("short.db", "is damaged"),
        ("in-use.db", "is a database in use and no copy"),
    ] {
        let (status, said) = attempt(elsewhere.path(), &["restore", folder.join(name).to_str().unwrap()]);
        assert_eq!(status, Some(1), "{name}: {said}");
        assert!(said.contains(words), "{name}: {said}");
        let left = names_in(&elsewhere.path().join("data"));
        assert!(left.is_empty(), "{name} left {left:?}");
    }
}

#[test]
fn a_log_that_lies_in_the_place_is_not_read_into_the_copy() {
    let office = Office::new();
    let folder = office.folder.path();
    office.push("cap-1");
    run(folder, &["backup", "copy.db"]);
    let elsewhere = tempfile::tempdir().unwrap();
    let data = elsewhere.path().join("data");
    fs::create_dir(&data).unwrap();
    // The log of the running database, as it is left where only the file itself was lost.
    fs::copy(folder.join("data/ungpho.db-wal"), data.join("ungpho.db-wal")).unwrap();
    run(elsewhere.path(), &["restore", folder.join("copy.db").to_str().unwrap()]);
    let names = names_in(&data);
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names.iter().any(|name| name.starts_with("ungpho.db.before-") && name.ends_with("-wal")), "{names:?}");
    assert!(run(elsewhere.path(), &["audit", "verify"]).starts_with("intact"));
}

#[test]
fn nothing_is_made_where_there_is_no_database_and_postgres_has_its_own_programs() {
    let folder = tempfile::tempdir().unwrap();
    let (status, words) = attempt(folder.path(), &["backup", "copy.db"]);
    assert_eq!(status, Some(1));
    assert!(words.contains("no such file"), "{words}");
    assert_eq!(names_in(folder.path()), [""; 0]);

    for (url, shown) in [
        ("postgres://ungpho:bimat@db.example.vn/ungpho", "'postgres://ungpho@db.example.vn/ungpho'"),
        (
            "postgresql://db.example.vn/ungpho?user=ungpho&password=bimat&sslpassword=bimat&sslmode=prefer",
            "'postgresql://db.example.vn/ungpho?user=ungpho&sslmode=prefer'",
        ),
        ("postgres://db.example.vn/ungpho?password=bimat", "'postgres://db.example.vn/ungpho'"),
        ("postgres://ungpho:bimat@a:5432,b:5432/ungpho?password=bimat", "'postgres://…'"),
    ] {
        fs::write(folder.path().join("ungpho.toml"), format!("database_url = \"{url}\"")).unwrap();
        for command in ["backup", "restore"] {
            let (status, words) = attempt(folder.path(), &[command, "copy.dump"]);
            assert_eq!(status, Some(1));
            assert!(words.contains("pg_dump --format=custom") && words.contains("pg_restore"), "{words}");
            assert!(words.contains("psql") && words.contains("DELETE FROM sessions; UPDATE counters"), "{words}");
            assert!(words.contains(shown) && !words.contains("bimat"), "{words}");
        }
    }
}
