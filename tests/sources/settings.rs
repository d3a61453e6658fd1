//! Setting sources through the interface, and those that come with the program.

use serde_json::{Value, json};
use ungpho::alerts::source::{AlertSource, PollRules};
use ungpho::services::register_sources::{register_from_settings, register_shipped};
use ungpho::store::alert_sources;

use crate::app::cap::Cap;
use crate::app::described::Described;
use crate::app::feed::{FakeFeed, Reply};
use crate::app::server::TestServer;
use crate::app::{free_port, wait_for};
use crate::workshop::Workshop;

#[test]
fn an_administrator_adds_changes_and_polls_a_source() {
    let folder = tempfile::tempdir().unwrap();
    let (server, feed) = (TestServer::demo(folder.path()), FakeFeed::start());
    let (admin, viewer) = (server.signed_in("quantri"), server.signed_in("xem"));
    let described = Described::of(&admin);
    let base = "/api/v1/alert-sources";
    let new = json!({"code": "tram-thu", "name": "Trạm thử", "url": feed.url("/s"), "enabled": false,
        "every_seconds": 60, "senders": ["test@ungpho.example"], "note": {"vi": "Mỗi phút.", "en": "Every minute."}});
    viewer.post(base, &new).problem(403, "not-permitted");
    let made = admin.post(base, &new);
    described.check("post", base, &made);
    let made = made.expect(201);
    assert_eq!((&made["format"], &made["snapshot"], &made["revision"]), (&json!("auto"), &json!(false), &json!(1)));
    assert_eq!(made["health"]["state"], "never_heard");
    let twice = admin.post(base, &new);
    described.check("post", base, &twice);
    assert_eq!(twice.problem(422, "invalid")["errors"][0]["pointer"], "/code");
    for (pointer, value) in [("/url", json!("ftp://x")), ("/every_seconds", json!(0)), ("/name", json!(" "))] {
        let mut bad = new.clone();
        bad["code"] = json!("khac");
        bad[pointer.trim_start_matches('/')] = value;
        assert_eq!(admin.post(base, &bad).problem(422, "invalid")["errors"][0]["pointer"], pointer);
    }
    let mut outside = new.clone();
    (outside["code"], outside["url"]) = (json!("ngoai"), json!("https://alerts.example.vn/cap"));
    admin.post(base, &outside).problem(422, "invalid");

    let address = format!("{base}/{}", made["id"].as_str().unwrap());
    let template = "/api/v1/alert-sources/{id}";
    let read = admin.get(&address);
    described.check("get", template, &read);
    assert_eq!(read.header("etag"), "\"1\"");
    admin.patch(&address, &json!({"enabled": true})).problem(428, "precondition-required");
    let change = json!({"enabled": true, "name": "Trạm mới", "note": null, "snapshot": true});
    let changed = admin.clone().with("if-match", "\"1\"").patch(&address, &change);
    described.check("patch", template, &changed);
    let changed = changed.expect(200);
    assert_eq!(
        (&changed["name"], &changed["note"], &changed["snapshot"]),
        (&json!("Trạm mới"), &Value::Null, &json!(true))
    );
    assert_eq!(changed["senders"], new["senders"], "what is left out stays");
    let stale = admin.clone().with("if-match", "\"1\"").patch(&address, &json!({"enabled": false}));
    described.check("patch", template, &stale);
    stale.problem(412, "stale");
    viewer.clone().with("if-match", "\"2\"").patch(&address, &json!({"enabled": false})).problem(403, "not-permitted");

    feed.set("/s", Reply::cap(Cap::new("tin-1", chrono::Utc::now()).xml()));
    let poll = format!("{address}/poll");
    viewer.post(&poll, &json!({})).problem(403, "not-permitted");
    let polled = admin.post(&poll, &json!({}));
    described.check("post", "/api/v1/alert-sources/{id}/poll", &polled);
    let polled = polled.expect(200);
    let found = polled["new_alerts"].as_u64().unwrap() + polled["known_alerts"].as_u64().unwrap();
    assert_eq!((found, &polled["error"]), (1, &Value::Null), "{polled}");
    let health = admin.read(&format!("/alert-sources/{}/health", made["id"].as_str().unwrap()));
    assert_eq!((&health["state"], &health["last_error"]), (&json!("speaking"), &Value::Null));
    assert!(health["last_new_alert_at"].is_string());

    // The demonstration's own source is asked more often than anybody may set; it can be switched all the same.
    let demo = admin.items("/alert-sources").into_iter().find(|source| source["code"] == "demo").unwrap();
    let own = format!("{base}/{}", demo["id"].as_str().unwrap());
    let by = |revision: &str| admin.clone().with("if-match", revision);
    by(demo["etag"].as_str().unwrap()).patch(&own, &json!({"enabled": false})).expect(200);
    by("\"2\"").patch(&own, &json!({"url": "https://alerts.example.vn/cap"})).problem(422, "invalid");

    // Set to list all that is in force, it ends what it lists no more; every reader is told.
    let state = || {
        let alerts = admin.items("/alerts");
        alerts.into_iter().find(|alert| alert["identifier"] == "tin-1").unwrap()
    };
    assert_eq!(state()["state"], "current");
    let nothing = "<feed xmlns='http://www.w3.org/2005/Atom'><id>f</id><title>Không có bản tin</title></feed>";
    feed.set("/s", Reply::ok("application/atom+xml", nothing));
    wait_for("the end", || {
        (admin.post(&poll, &json!({})).expect(200)["error"].is_null() && state()["state"] == "ended_by_absence")
            .then_some(())
    });
    assert!(state()["ended_by_absence_at"].is_string() && state()["unlisted_at"].is_null());
    let on_map = admin.get("/ogc/collections/alerts/items?status=ended_by_absence").expect(200);
    assert_eq!(on_map["features"].as_array().unwrap().len(), 1);

    let log: Vec<Value> = admin.items("/audit").into_iter().filter(|entry| entry["subject_kind"] == "source").collect();
    let did = |action: &str| log.iter().filter(|entry| entry["action"] == action).count();
    assert_eq!((did("source_added"), did("source_changed")), (1, 2), "{log:?}");
    assert!(did("source_polled") >= 2);
}

#[test]
fn shipped_sources_are_listed_once_and_what_people_set_stays() {
    let shop = Workshop::at("2026-11-25T07:20:00Z");
    let app = &shop.poller.app;
    // Known by its address under another code: it is not listed a second time.
    let own = toml(
        "code = 'kttv'\nname = 'KTTV'\nurl = 'https://smartalert.nchmf.gov.vn/smartalert/capfeed.php'\nenabled = false",
    );
    register_from_settings(app, std::slice::from_ref(&own)).unwrap();
    let added = register_shipped(app).unwrap();
    assert!(added >= 20, "{added}");
    let all = app.store.read(alert_sources::all).unwrap();
    assert_eq!(all.len(), added + 1);
    let on: Vec<&str> = all.iter().filter(|source| source.enabled).map(|source| source.code.as_str()).collect();
    assert_eq!(on, ["vn-luquetsatlo"]);

    let gdacs = app.store.read(|conn| alert_sources::by_code(conn, "gdacs")).unwrap().unwrap();
    let set = AlertSource { name: "GDACS của tỉnh".into(), enabled: true, ..gdacs.clone() };
    app.store.write(|conn| alert_sources::change(conn, &gdacs, &set)).unwrap();
    register_from_settings(app, std::slice::from_ref(&own)).unwrap();
    assert_eq!(register_shipped(app).unwrap(), 0);
    let after = app.store.read(|conn| alert_sources::by_code(conn, "gdacs")).unwrap().unwrap();
    assert_eq!((after.name.as_str(), after.enabled, after.revision), ("GDACS của tỉnh", true, 2));
    assert_eq!(shop.feed.count(), 0);
}

fn toml(text: &str) -> ungpho::config::SourceSetting {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ungpho.toml");
    std::fs::write(&file, format!("[[sources]]\n{text}\n")).unwrap();
    ungpho::config::Settings::read(Some(&file)).unwrap().sources.remove(0)
}

#[test]
fn the_settings_file_takes_everything_that_can_be_set() {
    let setting = toml(
        "code = 'x'\nname = 'X'\nurl = 'https://x.example/feed'\n[sources.rules]\nevery_seconds = 600\nformat = 'gdacs_rss'\n\
         snapshot = false\nsenders = ['a@b']\nuser_agent = 'ungpho (a@b)'\naccept = '*/*'\noid = '2.49.0.0.704.0'\n\
         note = { vi = 'Mười phút.', en = 'Ten minutes.' }",
    );
    let PollRules { snapshot, senders, user_agent, oid, note, .. } = setting.rules;
    assert_eq!((snapshot, senders.as_slice()), (Some(false), &["a@b".to_owned()][..]));
    assert_eq!((user_agent.as_deref(), oid.as_deref()), (Some("ungpho (a@b)"), Some("2.49.0.0.704.0")));
    assert_eq!(note.unwrap().vi, "Mười phút.");
}

#[test]
fn the_service_lists_the_shipped_sources_unless_it_is_told_not_to() {
    for (shipped, expected) in [("true", true), ("false", false)] {
        let folder = tempfile::tempdir().unwrap();
        // Polling is off: nobody is asked.
        let settings = [
            ("UNGPHO__SHIPPED_SOURCES", shipped),
            ("UNGPHO__POLLING__ENABLED", "false"),
            ("UNGPHO__ACCESS__ANONYMOUS", "viewer"),
        ];
        let server = TestServer::start(folder.path(), free_port(), &["serve"], &settings).ready();
        let codes: Vec<Value> =
            server.client().items("/alert-sources").into_iter().map(|source| source["code"].clone()).collect();
        assert_eq!(codes.contains(&json!("vn-nchmf")), expected, "{codes:?}");
    }
}

#[test]
fn the_demonstration_lists_none_that_it_would_ask_outside() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let codes: Vec<Value> =
        server.client().items("/alert-sources").into_iter().map(|source| source["code"].clone()).collect();
    assert_eq!(codes, ["demo"]);
}
