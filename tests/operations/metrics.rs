//! Figures for a watch: what they say, in which form, and who may read them.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use chrono::{DateTime, Utc};

use crate::app::cap::Cap;
use crate::app::committee::Committee;

/// Every sample, held to the form: a line of help and one of the kind before each family.
fn samples(text: &str) -> HashMap<String, i64> {
    let mut described = Vec::new();
    let mut found = HashMap::new();
    for line in text.lines() {
        if let Some(help) = line.strip_prefix("# HELP ") {
            described.push(help.split(' ').next().unwrap().to_owned());
        } else if let Some(kind) = line.strip_prefix("# TYPE ") {
            let (name, kind) = kind.split_once(' ').unwrap();
            assert_eq!(described.last().unwrap(), name);
            assert!(["gauge", "counter"].contains(&kind), "{line}");
            assert_eq!(kind == "counter", name.ends_with("_total"), "{line}");
        } else {
            let (sample, value) = line.rsplit_once(' ').unwrap();
            let name = sample.split('{').next().unwrap();
            assert_eq!(described.last().unwrap(), name, "{line}");
            assert!(found.insert(sample.to_owned(), value.parse().unwrap()).is_none(), "{line} twice");
        }
    }
    found
}

#[test]
fn the_figures_follow_what_happens() {
    let committee = Committee::new();
    let client = committee.caller("nobody");
    let read = || {
        let answer = client.get("/metrics");
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
        samples(std::str::from_utf8(&answer.bytes).unwrap())
    };
    let before = read();
    assert_eq!(before["ungpho_build_info{version=\"0.1.0\",store=\"SQLite\"}"], 1);
    assert_eq!(before["ungpho_documents{state=\"quarantined\"}"], 0);
    assert!(before["ungpho_sqlite_wal_bytes"] > 0);
    assert_eq!(before["ungpho_proposals_waiting{drill=\"false\"}"], 0);
    for nothing in ["ungpho_deliveries{state=\"pending\"}", "ungpho_deliveries{state=\"dead\"}"] {
        assert_eq!(before[nothing], 0);
    }
    assert_eq!(before["ungpho_oldest_pending_delivery_seconds"], 0);

    let sent: DateTime<Utc> = "2026-09-27T13:05:06Z".parse().unwrap();
    let program = committee.caller("integration");
    assert_eq!(program.push(&Cap::new("cap-1", sent).xml()).status, 201);
    assert_eq!(program.push(b"<alert>").status, 201);
    client.get("/api/v1/audit").problem(401, "not-signed-in");
    let after = read();
    assert_eq!(after["ungpho_documents{state=\"quarantined\"}"], 1);
    assert_eq!(after["ungpho_documents{state=\"unread\"}"], 0);
    assert_eq!(after["ungpho_alerts_unanswered"], 0);
    let grown = |name: &str| after[name] - before[name];
    assert!(grown("ungpho_http_requests_total{class=\"2xx\"}") >= 3, "{before:?} {after:?}");
    assert_eq!(grown("ungpho_http_requests_total{class=\"4xx\"}"), 1);
    assert!(grown("ungpho_audit_entries_total") >= 2);
    assert!(grown("ungpho_stream_events_total") >= 2);
}

#[test]
fn who_may_read_them_is_a_setting_and_a_proxy_is_not_this_machine() {
    let committee = Committee::new();
    let nobody = committee.caller("nobody");
    assert_eq!(nobody.get("/metrics").status, 200, "this machine");
    for header in ["x-forwarded-proto", "x-forwarded-for", "forwarded", "via", "x-real-ip"] {
        nobody.clone().with(header, "https").get("/metrics").problem(401, "not-signed-in");
    }
    // A proxy that adds nothing passes the host on, or speaks as nginx does.
    for host in ["ungpho.example.vn", "ungpho.example.vn:8080", "192.168.1.7", "localhost.example.vn"] {
        nobody.clone().with("host", host).get("/metrics").problem(401, "not-signed-in");
    }
    for host in ["localhost", "127.0.0.1:9090", "[::1]:9090"] {
        assert_eq!(nobody.clone().with("host", host).get("/metrics").status, 200, "{host}");
    }
    let mut old = TcpStream::connect(("127.0.0.1", committee.server.port())).unwrap();
    old.write_all(b"GET /metrics HTTP/1.0\r\nhost: 127.0.0.1\r\n\r\n").unwrap();
    let mut answer = String::new();
    old.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.0 401"), "{answer}");
    let passed_on = |role: &str| committee.caller(role).clone().with("x-forwarded-for", "203.0.113.9").get("/metrics");
    assert_eq!(passed_on("viewer").status, 200);
    assert_eq!(passed_on("integration").status, 200);

    let committee = Committee::with_settings("[access]\nmetrics = \"signed_in\"\n");
    committee.caller("nobody").get("/metrics").problem(401, "not-signed-in");
    assert_eq!(committee.caller("viewer").get("/metrics").status, 200);
    let committee = Committee::with_settings("[access]\nmetrics = \"anyone\"\n");
    let far = committee.caller("nobody").clone().with("x-forwarded-for", "203.0.113.9");
    assert_eq!(far.get("/metrics").status, 200);
}
