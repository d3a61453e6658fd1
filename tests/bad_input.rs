//! Everything a source or a sender can do wrong: each ends in a reason a person can read, nothing that
//! arrived is lost, nothing else is held up, and the next good message is stored.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::format_push_string, clippy::format_collect, reason = "short texts, read more easily so")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

mod app;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use app::cap::Cap;
use app::client::Client;
use app::feed::{Body, FakeFeed, Reply};
use app::library::Poller;
use app::server::{TestServer, peak_mib, run};
use app::wait_for;
use chrono::Utc;
use serde_json::Value;
use ungpho::alerts::raw::RawState;
use ungpho::alerts::source::PollRules;
use ungpho::kernel::Localized;
use ungpho::store::alerts;

fn good(identifier: &str) -> Cap {
    Cap::new(identifier, Utc::now())
}

fn replaced(message: &Cap, from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(message.xml()).unwrap();
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1).into_bytes()
}

/// A name for the case, the bytes, and the reason they are to be put aside with.
fn refused() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let cap = |area: &str| Cap { area: area.into(), ..good("bad") }.xml();
    let entities = format!(
        "<!DOCTYPE alert [<!ENTITY a \"{}\">{}]><alert>&j;</alert>",
        "ha".repeat(100),
        ('b'..='j')
            .map(|name| {
                let before = char::from(u8::try_from(name).unwrap() - 1);
                format!("<!ENTITY {name} \"{}\">", format!("&{before};").repeat(10))
            })
            .collect::<String>()
    );
    vec![
        ("malformed", replaced(&good("bad"), "</info>", "</inf>"), "malformed_xml"),
        ("cut short", good("bad").xml()[..400].to_vec(), "malformed_xml"),
        (
            "doctype",
            replaced(&good("bad"), "<alert ", "<!DOCTYPE alert SYSTEM \"file:///etc/passwd\"><alert "),
            "doctype",
        ),
        ("billion laughs", entities.into_bytes(), "doctype"),
        ("entity", replaced(&good("bad"), "Tin thử", "&xxe;"), "unknown_entity"),
        ("not a number", cap("<polygon>NaN,107 15.2,107.6 15.2,108 NaN,107</polygon>"), "coordinates_not_numbers"),
        ("endless", cap("<polygon>inf,107 15.2,107.6 15.2,108 inf,107</polygon>"), "coordinates_not_numbers"),
        ("swapped", cap("<polygon>107.6,15 107.6,15.2 108,15.2 107.6,15</polygon>"), "coordinates_exchanged"),
        ("two points", cap("<polygon>15,107.6 15.2,107.6</polygon>"), "polygon_too_few_points"),
        ("buddhist", replaced(&good("bad"), "<sent>2", "<sent>25"), "date_unreadable"),
        ("page", b"<!DOCTYPE html><html><body>503 Service Unavailable</body></html>".to_vec(), "html_page"),
        ("json", br#"{"type": "FeatureCollection", "features": []}"#.to_vec(), "geojson"),
        ("empty", Vec::new(), "empty"),
        ("binary", vec![0; 300], "binary"),
        ("zip", b"PK\x03\x04 rest".to_vec(), "zip"),
        ("no sender", replaced(&good("bad"), "<sender>test@ungpho.example</sender>", ""), "missing_element"),
        ("deep", format!("{}{}", "<a>".repeat(5_000), "</a>".repeat(5_000)).into_bytes(), "too_deep"),
    ]
}

/// Sent in the year 2569 of the Buddhist era, which is 2026.
fn buddhist() -> Vec<u8> {
    let message = Cap { sent: "2569-11-06T20:00:00+07:00".into(), ..good("buddhist") };
    message.xml()
}

/// Unusual, but it can be told what is meant: stored, and said what was tolerated.
fn tolerated() -> Vec<(&'static str, Vec<u8>)> {
    let area = |name: &'static str, area: &str| (name, Cap { area: area.into(), ..good(name) }.xml());
    vec![
        area("unclosed ring", "<polygon>15.0,107.6 15.2,107.6 15.2,108.0 15.0,108.0</polygon>"),
        area("self-crossing ring", "<polygon>15.0,107.6 15.2,108.0 15.2,107.6 15.0,108.0 15.0,107.6</polygon>"),
        ("unknown namespace", Cap { namespace: "urn:example:other".into(), ..good("unknown namespace") }.xml()),
        ("no expires", Cap { expires: None, ..good("no expires") }.xml()),
    ]
}

#[track_caller]
fn is_said(words: &Localized) {
    assert!(!words.vi.trim().is_empty() && !words.en.trim().is_empty() && words.vi != words.en, "{words:?}");
}

fn stored(poller: &Poller) -> Vec<String> {
    let found = poller.app.store.read(|conn| alerts::newest(conn, None, None, i64::MAX));
    found.unwrap().into_iter().map(|alert| alert.alert.identity.identifier).collect()
}

#[test]
fn a_bad_document_is_kept_with_its_reason_and_the_next_good_one_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let (feed, poller) = (FakeFeed::start(), Poller::new(folder.path()));
    poller.register("s", &feed.url("/s"), PollRules::default());
    let mut cases = refused();
    cases.push(("buddhist era", buddhist(), "date_other_calendar"));
    for (at, (name, bytes, code)) in cases.into_iter().enumerate() {
        feed.set("/s", Reply::cap(bytes.clone()));
        let report = poller.poll("s");
        assert_eq!((report.new_alerts, report.quarantined), (0, 1), "{name}: {report:?}");
        is_said(report.error.as_ref().unwrap_or_else(|| panic!("{name}")));
        assert_eq!(poller.source("s").memory.consecutive_failures, 1, "{name}");
        let kept = poller.documents(RawState::Quarantined).into_iter().next().unwrap();
        assert_eq!(poller.bytes(&kept), bytes, "{name}");
        assert!(kept.reasons.iter().any(|reason| reason.code == code), "{name}: {:?}", kept.reasons);
        kept.reasons.iter().for_each(|reason| is_said(&reason.wording));

        feed.set("/s", Reply::cap(good(&format!("after-{at}")).xml()));
        let report = poller.poll("s");
        assert_eq!((report.new_alerts, report.error), (1, None), "after {name}");
        assert_eq!(poller.source("s").memory.consecutive_failures, 0);
    }
}

#[test]
fn what_can_be_understood_is_stored_and_what_was_tolerated_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (feed, poller) = (FakeFeed::start(), Poller::new(folder.path()));
    poller.register("s", &feed.url("/s"), PollRules::default());
    for (name, bytes) in tolerated() {
        feed.set("/s", Reply::cap(bytes));
        let report = poller.poll("s");
        assert_eq!((report.new_alerts, report.error), (1, None), "{name}");
        let found = poller.app.store.read(|conn| alerts::newest(conn, None, None, 1)).unwrap().remove(0);
        assert_eq!(found.alert.identity.identifier, name);
        if name != "no expires" {
            assert!(!found.alert.remarks.is_empty(), "{name}: nothing was said");
            found.alert.remarks.iter().for_each(|remark| is_said(&remark.wording));
        }
        assert!(found.expires_at > found.alert.identity.sent, "{name}");
    }
}

#[test]
fn a_feed_that_fails_is_said_to_fail_and_is_heard_again_when_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let (feed, elsewhere, poller) = (FakeFeed::start(), FakeFeed::start(), Poller::new(folder.path()));
    poller.register("s", &feed.url("/s"), PollRules::default());
    elsewhere.set("/s", Reply::cap(good("elsewhere").xml()));
    let whole = good("never").xml();
    let cases = [
        ("hangs", Reply::body(Body::Hang), "did not answer in time"),
        ("drips", Reply::body(Body::Drip(whole.clone(), Duration::from_millis(100))), "did not answer in time"),
        ("500", Reply::status(500), "status 500"),
        ("404", Reply::status(404), "status 404"),
        ("turns in a circle", Reply::redirect(&feed.url("/s")), "redirects too often"),
        ("leads elsewhere", Reply::redirect(&elsewhere.url("/s")), "not among the hosts"),
        ("leads to a file", Reply::redirect("file:///etc/passwd"), "not an http or https address"),
        ("half a body", Reply::body(Body::Half(whole)), "cut short"),
        ("200 MB", Reply::body(Body::Endless(200 * 1024 * 1024)), "larger than 8 MB"),
    ];
    for (at, (name, reply, words)) in cases.into_iter().enumerate() {
        feed.set("/s", reply);
        let (sent, memory) = (feed.bytes_sent(), peak_mib("self"));
        let report = poller.poll("s");
        let error = report.error.clone().unwrap_or_else(|| panic!("{name}: {report:?}"));
        is_said(&error);
        assert!(error.en.contains(words), "{name}: {}", error.en);
        assert_eq!((report.documents, report.new_alerts), (0, 0), "{name}: nothing half is taken for whole");
        let remembered = poller.source("s").memory;
        assert_eq!((remembered.consecutive_failures, remembered.last_error), (1, Some(error)), "{name}");
        assert!(remembered.next_attempt_at > remembered.last_attempt_at, "{name}");
        if let (Some(before), Some(after)) = (memory, peak_mib("self")) {
            assert!(after - before < 64, "{name}: memory grew from {before} to {after} MiB");
        }
        assert!(feed.bytes_sent() - sent < 64 * 1024 * 1024, "{name}: all of it was taken");

        feed.set("/s", Reply::cap(good(&format!("after-{at}")).xml()));
        assert_eq!(poller.poll("s").new_alerts, 1, "after one that {name}");
    }
    assert!(elsewhere.requests("/s").is_empty(), "another host was asked");
}

#[test]
fn an_unchanged_feed_is_not_sent_again_and_counts_as_heard() {
    let folder = tempfile::tempdir().unwrap();
    let (feed, poller) = (FakeFeed::start(), Poller::new(folder.path()));
    poller.register("s", &feed.url("/s"), PollRules::default());
    feed.set("/s", Reply::cap(good("one").xml()).etag("\"v1\""));
    assert_eq!(poller.poll("s").new_alerts, 1);
    let sent = feed.bytes_sent();
    let report = poller.poll("s");
    assert!(report.unchanged && report.error.is_none());
    assert_eq!(feed.requests("/s")[1].if_none_match.as_deref(), Some("\"v1\""));
    assert_eq!((feed.bytes_sent(), poller.source("s").memory.consecutive_failures), (sent, 0));
    feed.set("/s", Reply::cap(good("two").xml()).etag("\"v2\""));
    assert_eq!(poller.poll("s").new_alerts, 1);
}

#[test]
fn an_error_page_with_an_etag_does_not_become_a_quiet_feed() {
    let folder = tempfile::tempdir().unwrap();
    let (feed, poller) = (FakeFeed::start(), Poller::new(folder.path()));
    poller.register("s", &feed.url("/s"), PollRules::default());
    feed.set("/s", Reply::ok("text/html", "<html><body>Bảo trì</body></html>").etag("\"page\""));
    for failures in 1..=3 {
        let report = poller.poll("s");
        assert!(report.error.is_some(), "poll {failures} took the page for a feed with nothing new");
        assert_eq!(poller.source("s").memory.consecutive_failures, failures);
    }
    assert_eq!(poller.documents(RawState::Quarantined).len(), 1, "one page is kept once");
}

#[test]
fn one_bad_item_of_a_list_does_not_stop_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let (feed, elsewhere, poller) = (FakeFeed::start(), FakeFeed::start(), Poller::new(folder.path()));
    poller.register("s", &feed.url("/s"), PollRules::default());
    let foreign = elsewhere.url("/x");
    let links = ["/bad", "/gone", "/broken", "/hangs", &foreign, "", "/huge", "/one", "/two"];
    feed.set_atom("/s", &links);
    feed.set("/bad", Reply::cap("<alert><identifier>"));
    feed.set("/broken", Reply::status(503));
    feed.set("/hangs", Reply::body(Body::Hang));
    feed.set("/huge", Reply::body(Body::Endless(20 * 1024 * 1024)));
    feed.set("/one", Reply::cap(good("one").xml()));
    feed.set("/two", Reply::cap(good("two").xml()));

    let report = poller.poll("s");
    // Aside: malformed, 404, another host, no link, too large. To be tried again: 503, and the one that hangs.
    assert_eq!((report.new_alerts, report.quarantined, report.postponed), (2, 5, 2), "{report:?}");
    assert_eq!(report.error, None, "the feed itself is well");
    let mut found = stored(&poller);
    found.sort();
    assert_eq!(found, ["one", "two"]);
    for document in poller.documents(RawState::Quarantined) {
        assert!(!document.reasons.is_empty(), "{document:?}");
        document.reasons.iter().for_each(|reason| is_said(&reason.wording));
    }
    assert!(elsewhere.requests("/x").is_empty());

    feed.set("/broken", Reply::cap(good("three").xml()));
    feed.set("/hangs", Reply::cap(good("four").xml()));
    let before = poller.documents(RawState::Quarantined).len();
    let report = poller.poll("s");
    assert_eq!((report.new_alerts, report.postponed), (2, 0), "{report:?}");
    assert_eq!(feed.requests("/one").len(), 1, "what was followed is not asked for again");
    assert_eq!(poller.documents(RawState::Quarantined).len(), before, "nothing is put aside twice");
}

#[test]
fn the_good_alerts_of_an_envelope_are_stored_and_the_bad_one_is_shown() {
    let (server, client, _folder) = server("");
    let inner = |message: &Cap| {
        let text = String::from_utf8(message.xml()).unwrap();
        text.split_once('\n').unwrap().1.to_owned()
    };
    let bad = Cap { area: "<polygon>NaN,NaN 1,1 2,2 NaN,NaN</polygon>".into(), ..good("bad") };
    let envelope = format!(
        "<EDXLDistribution xmlns=\"urn:oasis:names:tc:emergency:EDXL:DE:1.0\"><contentObject><xmlContent>\
         <embeddedXMLContent>{}{}</embeddedXMLContent></xmlContent></contentObject></EDXLDistribution>",
        inner(&good("first")),
        inner(&bad)
    );
    let answer = client.push(envelope.as_bytes()).expect(201);
    assert_eq!((&answer["outcome"], answer["alerts"].as_array().unwrap().len()), (&Value::from("stored"), 1));
    assert!(!answer["reasons"].as_array().unwrap().is_empty());
    let aside = client.items("/quarantine");
    assert_eq!(aside.len(), 1, "the bad one must not vanish behind the good one");
    assert_eq!(aside[0]["reasons"], answer["reasons"]);
    let raw = client.get(&format!("/api/v1/quarantine/{}/raw", aside[0]["id"].as_str().unwrap()));
    assert_eq!(raw.bytes, envelope.as_bytes());
    drop(server);
}

/// `ungpho serve` with more settings, and a client with a program's token.
fn server(more: &str) -> (TestServer, Client, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let written = run(folder.path(), &["token", "add", "--name", "tram", "--role", "integration"]);
    let token = written.lines().last().unwrap().trim().to_owned();
    let server = TestServer::serve(folder.path(), more);
    let client = server.client().bearer(&token);
    (server, client, folder)
}

#[test]
fn a_bad_push_is_answered_with_reasons_and_kept() {
    let (server, client, _folder) = server("");
    server.client().bearer("wrong").push(&good("x").xml()).problem(401, "not-signed-in");
    let mut cases = refused();
    cases.push(("buddhist era", buddhist(), "date_other_calendar"));
    for (name, bytes, _) in &cases {
        let answer = client.push(bytes);
        assert_eq!(answer.status, 201, "{name}: {}", String::from_utf8_lossy(&answer.bytes));
        let answer = answer.json();
        assert_eq!(answer["outcome"], "quarantined", "{name}: {answer}");
        let reasons = answer["reasons"].as_array().unwrap();
        assert!(!reasons.is_empty(), "{name}");
        for reason in reasons {
            assert!(["vi", "en"].iter().all(|language| !reason[language].as_str().unwrap().is_empty()), "{name}");
        }
        let raw = client.get(&format!("/api/v1/quarantine/{}/raw", answer["id"].as_str().unwrap()));
        assert_eq!(&raw.bytes, bytes, "{name}");
        assert!(raw.header("content-type").starts_with("text/plain"), "foreign bytes are no page of ours");
    }
    assert_eq!(client.items("/quarantine").len(), cases.len());
    assert!(client.items("/alerts").is_empty());
    for (name, bytes) in tolerated() {
        assert_eq!(client.push(&bytes).expect(201)["outcome"], "stored", "{name}");
    }
    let alerts = client.items("/alerts");
    let without_end = alerts.iter().find(|alert| alert["identifier"] == "no expires").unwrap();
    assert_eq!((&without_end["expires_assumed"], &without_end["state"]), (&Value::from(true), &Value::from("current")));
}

#[test]
fn a_push_of_more_than_eight_megabytes_is_refused_in_words() {
    let (server, client, _folder) = server("");
    let problem = client.clone().with("accept-language", "en").push(&vec![b' '; 9 * 1024 * 1024]);
    let problem = problem.problem(413, "too-large");
    assert_eq!(problem["detail"], "More than 8 MB is not accepted. Send it in smaller parts.");

    // 200 MB without a length: nobody can know beforehand, and nobody may keep it all.
    let token = client.header("authorization");
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let head = format!(
        "POST /api/v1/alerts HTTP/1.1\r\nhost: x\r\nauthorization: {token}\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut chunk = b"10000\r\n".to_vec();
    chunk.extend(vec![b' '; 0x1_0000]);
    chunk.extend(b"\r\n");
    // The server may close the connection at any moment.
    let chunks_taken = (0..3_200).take_while(|_| stream.write_all(&chunk).is_ok()).count();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 413"), "{answer}");
    println!("{} MiB of 200 were taken", chunks_taken / 16);
    if let Some(peak) = server.peak_mib() {
        assert!(peak < 256, "{peak} MiB");
    }
    assert!(client.items("/quarantine").is_empty());
    assert_eq!(client.push(&good("after").xml()).expect(201)["outcome"], "stored");
}

#[test]
fn of_many_sources_the_good_one_is_heard_while_others_hang_and_fail() {
    let feed = FakeFeed::start();
    feed.set("/a-hangs", Reply::body(Body::Hang));
    feed.set("/b-fails", Reply::status(500));
    feed.set("/c-page", Reply::ok("text/html", "<html>xin lỗi</html>"));
    feed.set_atom("/d-list", &["/h1", "/h2", "/h3", "/h4", "/h5", "/h6", "/h7", "/h8", "/h9"]);
    for link in 1..=9 {
        feed.set(&format!("/h{link}"), Reply::body(Body::Hang));
    }
    feed.set("/e-good", Reply::cap(good("good-1").xml()));
    // A limit of 20 seconds: were sources asked one after the other, the list alone would take three minutes.
    let mut settings = String::from("[polling]\nconnect_seconds = 2\ntotal_seconds = 20\n");
    for code in ["a-hangs", "b-fails", "c-page", "d-list", "e-good"] {
        settings.push_str(&format!(
            "[[sources]]\ncode = \"{code}\"\nname = \"{code}\"\nurl = \"{}\"\n[sources.rules]\nevery_seconds = 1\n",
            feed.url(&format!("/{code}"))
        ));
    }
    let (_server, client, _folder) = server(&settings);
    let heard = |identifier: &str| {
        wait_for(identifier, || client.items("/alerts").into_iter().find(|alert| alert["identifier"] == identifier))
    };
    heard("good-1");
    wait_for("the failure to be told", || {
        let sources = client.items("/alert-sources");
        let failing = |code: &str| {
            let source = sources.iter().find(|source| source["code"] == code)?;
            source["health"]["last_error"]["vi"].as_str().map(str::to_owned)
        };
        failing("b-fails").zip(failing("c-page"))
    });
    feed.set("/e-good", Reply::cap(good("good-2").xml()));
    heard("good-2");
    feed.set("/b-fails", Reply::cap(good("mended").xml()));
    heard("mended");
}
