//! Telling other programs: signed, tried again, nothing lost and nothing sent inside.

use std::collections::HashSet;
use std::fs;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::app::client::Client;
use crate::app::committee::{Committee, NGOC_LINH};
use crate::app::feed::{Body, FakeFeed, Reply, Request};
use crate::app::server::{TestServer, run};
use crate::app::{free_port, wait_for};

const WEBHOOKS: &str = "/api/v1/webhooks";

fn allowing(feed: &FakeFeed) -> String {
    format!("[webhooks]\nlocal_hosts = [\"{}\"]\n\n[polling]\nenabled = false\n", feed.authority())
}

fn hook(feed: &FakeFeed, kinds: &[&str]) -> Value {
    json!({"name": "Trung tâm điều hành", "url": feed.url("/hook"), "kinds": kinds})
}

/// Makes something happen.
fn open_event(client: &Client, number: u8, kind: &str) -> Value {
    let body = json!({"name": {"storm": {"year": 2026, "number": number}}, "kind": kind});
    client.post("/api/v1/events", &body).expect(201)
}

fn arrived(feed: &FakeFeed, count: usize) -> Vec<Request> {
    wait_for("a message", || {
        let requests = feed.requests("/hook");
        (requests.len() >= count).then_some(requests)
    })
}

/// Checks a signature as whoever receives it would.
fn verify(secret: &str, request: &Request) {
    let header = |name: &str| request.headers[name].as_str();
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{}.{}.{}", header("webhook-id"), header("webhook-timestamp"), request.body).as_bytes());
    let signature = STANDARD.decode(header("webhook-signature").strip_prefix("v1,").unwrap()).unwrap();
    mac.verify_slice(&signature).unwrap();
    assert_eq!(header("content-type"), "application/json");
}

#[test]
fn what_is_sent_is_signed_and_says_what_is_a_drill() {
    let feed = FakeFeed::start();
    feed.set("/hook", Reply::status(204));
    let committee = Committee::with_settings(&allowing(&feed));
    let (admin, approver) = (committee.caller("admin"), committee.caller("approver"));
    open_event(approver, 1, "real");
    let made = admin.post(WEBHOOKS, &hook(&feed, &["event", "event", "alert"])).expect(201);
    assert_eq!(made["kinds"], json!(["alert", "event"]));
    let secret = made["secret"].as_str().unwrap();
    let real = open_event(approver, 2, "real");
    let drill = open_event(approver, 3, "drill");
    // Of another kind: nobody wants to hear of it.
    committee.begin(NGOC_LINH, "landslide");

    let requests = arrived(&feed, 2);
    for request in &requests {
        assert_eq!(request.method, "POST");
        verify(secret, request);
    }
    let sent: Vec<Value> = requests.iter().map(|request| serde_json::from_str(&request.body).unwrap()).collect();
    for (sent, (event, is_drill)) in sent.iter().zip([(&real, false), (&drill, true)]) {
        assert_eq!((&sent["type"], &sent["data"]["id"]), (&json!("event"), &event["id"]));
        assert_eq!(sent["data"]["drill"], is_drill);
        assert!(sent["timestamp"].is_string() && sent["data"]["seq"].is_number());
    }
    // What was before it was made is not told, and nothing twice.
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(feed.requests("/hook").len(), 2);
    let deliveries = admin.items("/deliveries?state=delivered");
    assert_eq!(deliveries.len(), 2);
    assert_eq!(deliveries[0]["id"], requests[1].headers["webhook-id"]);
    assert_eq!((&deliveries[0]["attempts"], &deliveries[0]["last_status"]), (&json!(1), &json!(204)));
}

#[test]
fn what_fails_is_tried_again_under_the_same_id() {
    let feed = FakeFeed::start();
    feed.set("/hook", Reply::status(500));
    let committee = Committee::with_settings(&allowing(&feed));
    let (admin, approver) = (committee.caller("admin"), committee.caller("approver"));
    let made = admin.post(WEBHOOKS, &hook(&feed, &["event"])).expect(201);
    open_event(approver, 1, "real");
    arrived(&feed, 1);
    let pending = wait_for("the answer noted", || {
        admin.items("/deliveries?state=pending").into_iter().find(|one| one["last_status"] == 500)
    });
    assert!(pending["next_at"].as_str() > pending["tried_at"].as_str());
    // A redirect is no arrival and is not followed.
    feed.set("/hook", Reply::redirect(&feed.url("/elsewhere")));
    arrived(&feed, 2);
    feed.set("/hook", Reply::status(200));
    let path = format!("/deliveries?webhook={}&state=pending", made["id"].as_str().unwrap());
    let pending =
        wait_for("the redirect noted", || admin.items(&path).into_iter().find(|one| one["last_status"] == 302));
    // A minute is long: it is tried at once where somebody asks for it.
    let again = format!("/api/v1/deliveries/{}/again", pending["id"].as_str().unwrap());
    committee.caller("viewer").post(&again, &json!({})).problem(403, "not-permitted");
    admin.post(&again, &json!({})).expect(200);
    let requests = arrived(&feed, 3);
    let same: HashSet<(&str, &str)> =
        requests.iter().map(|one| (one.headers["webhook-id"].as_str(), one.body.as_str())).collect();
    assert_eq!(same.len(), 1);
    for request in &requests {
        verify(made["secret"].as_str().unwrap(), request);
    }
    wait_for("delivered", || (admin.items("/deliveries?state=delivered").len() == 1).then_some(()));
    assert!(feed.requests("/elsewhere").is_empty());
}

#[test]
fn nothing_is_sent_inside_unless_the_operator_says_so() {
    let feed = FakeFeed::start();
    feed.set("/hook", Reply::status(200));
    let committee = Committee::with_settings("[polling]\nenabled = false\n");
    let (admin, approver) = (committee.caller("admin"), committee.caller("approver"));
    for url in [
        feed.url("/hook"),
        format!("https://{}/hook", feed.authority()),
        "https://10.0.0.1/".into(),
        "https://[::1]/".into(),
        "https://169.254.169.254/latest".into(),
        "http://hooks.example.vn/".into(),
        "https://a:b@hooks.example.vn/".into(),
        "file:///etc/passwd".into(),
    ] {
        let refused =
            admin.post(WEBHOOKS, &json!({"name": "x", "url": url, "kinds": ["event"]})).problem(422, "invalid");
        assert_eq!(refused["errors"][0]["pointer"], "/url", "{url}");
    }
    // A name that leads inside is only found out when it is looked up.
    let port = feed.authority().rsplit(':').next().unwrap().to_owned();
    let body = json!({"name": "x", "url": format!("https://localhost:{port}/hook"), "kinds": ["event"]});
    admin.post(WEBHOOKS, &body).expect(201);
    open_event(approver, 1, "real");
    let tried =
        wait_for("an attempt", || admin.items("/deliveries").into_iter().find(|one| one["last_error"].is_string()));
    assert!(tried["last_error"].as_str().unwrap().contains("open network"), "{tried}");
    assert_eq!((&tried["state"], &tried["last_status"]), (&json!("pending"), &json!(null)));
    assert_eq!(feed.count(), 0);
}

#[test]
fn an_address_stands_in_no_log_and_what_is_of_administrators_is_read_by_few() {
    let nobody = free_port();
    let committee = Committee::with_settings(&format!(
        "[webhooks]\nlocal_hosts = [\"127.0.0.1:{nobody}\"]\n\n[polling]\nenabled = false\n"
    ));
    let admin = committee.caller("admin");
    let url = |secret: &str| format!("http://127.0.0.1:{nobody}/services/{secret}?key={secret}");
    let made = admin.post(WEBHOOKS, &json!({"name": "x", "url": url("bi-mat-1"), "kinds": ["event"]}));
    let id = made.expect(201)["id"].as_str().unwrap().to_owned();
    let event = open_event(committee.caller("approver"), 1, "real");
    let tried =
        wait_for("an attempt", || admin.items("/deliveries").into_iter().find(|one| one["last_error"].is_string()));
    let address = format!("{WEBHOOKS}/{id}");
    let read = admin.clone().with("if-match", made.header("etag"));
    let changed = read.patch(&address, &json!({"url": url("bi-mat-2")}));
    changed.expect(200);
    admin.clone().with("if-match", changed.header("etag")).delete(&address).expect(204);
    let log = Value::from(admin.items("/audit")).to_string();
    assert!(log.contains(&format!("http://127.0.0.1:{nobody}")), "{log}");
    for told in [log, tried["last_error"].to_string(), committee.server.output()] {
        assert!(!told.contains("bi-mat") && !told.contains("services/"), "{told}");
    }

    let of = |subject: &str| format!("/api/v1/audit?subject={subject}");
    let viewer = committee.caller("viewer");
    viewer.get(&of(&id)).problem(403, "not-permitted");
    let accounts = admin.items("/accounts");
    viewer.get(&of(accounts[0]["id"].as_str().unwrap())).problem(403, "not-permitted");
    assert_eq!(viewer.get(&of(event["id"].as_str().unwrap())).expect(200)["items"].as_array().unwrap().len(), 1);
    assert_eq!(admin.get(&of(&id)).expect(200)["items"].as_array().unwrap().len(), 3);
}

#[test]
fn webhooks_are_kept_by_administrators_of_the_province() {
    let feed = FakeFeed::start();
    let committee = Committee::with_settings(&allowing(&feed));
    let admin = committee.caller("admin");
    for role in ["viewer", "editor", "approver", "official", "integration"] {
        committee.caller(role).get(WEBHOOKS).problem(403, "not-permitted");
        committee.caller(role).post(WEBHOOKS, &hook(&feed, &["event"])).problem(403, "not-permitted");
        committee.caller(role).get("/api/v1/deliveries").problem(403, "not-permitted");
    }
    committee.caller("nobody").get(WEBHOOKS).problem(401, "not-signed-in");
    let of_commune = committee.further("xa", "admin", Some(NGOC_LINH));
    of_commune.post(WEBHOOKS, &hook(&feed, &["event"])).problem(403, "not-permitted");

    for (wrong, pointer) in [
        (json!({"name": " ", "url": feed.url("/hook"), "kinds": ["event"]}), "/name"),
        (json!({"name": "x", "url": feed.url("/hook"), "kinds": []}), "/kinds"),
        (json!({"name": "x", "url": feed.url("/hook"), "kinds": ["account"]}), "/kinds"),
    ] {
        assert_eq!(admin.post(WEBHOOKS, &wrong).problem(422, "invalid")["errors"][0]["pointer"], pointer);
    }
    let made = admin.post(WEBHOOKS, &hook(&feed, &["event"]));
    let (secret, address) =
        (made.json()["secret"].clone(), format!("{WEBHOOKS}/{}", made.json()["id"].as_str().unwrap()));
    let secret = secret.as_str().unwrap();
    assert!(secret.starts_with("whsec_"));
    for answer in [admin.get(WEBHOOKS), admin.get(&address), admin.get("/api/v1/audit")] {
        assert_eq!(answer.status, 200);
        assert!(!String::from_utf8_lossy(&answer.bytes).contains(&secret[6..]));
    }
    let change = json!({"enabled": false});
    admin.patch(&address, &change).problem(428, "precondition-required");
    let read = admin.clone().with("if-match", made.header("etag"));
    let changed = read.patch(&address, &change);
    assert_eq!((changed.expect(200)["enabled"].clone(), changed.header("etag")), (json!(false), "\"2\""));
    read.patch(&address, &json!({"name": "khác"})).problem(412, "stale");
    read.delete(&address).problem(412, "stale");
    // Off: nothing is written down for it.
    open_event(committee.caller("approver"), 1, "real");
    std::thread::sleep(Duration::from_secs(2));
    assert!(admin.items("/deliveries").is_empty());
    admin.clone().with("if-match", "\"2\"").delete(&address).expect(204);
    admin.get(&address).problem(404, "not-found");
    let log = admin.items("/audit");
    let did = |action: &str| log.iter().filter(|entry| entry["action"] == action).count();
    assert_eq!((did("webhook_added"), did("webhook_changed"), did("webhook_removed")), (1, 1, 1));
}

#[test]
fn nothing_is_lost_where_the_process_is_killed_in_between() {
    let feed = FakeFeed::start();
    feed.set("/hook", Reply::body(Body::Hang));
    let folder = tempfile::tempdir().unwrap();
    let settings = allowing(&feed);
    fs::write(folder.path().join("ungpho.toml"), &settings).unwrap();
    let token = run(folder.path(), &["token", "add", "--name", "quản trị", "--role", "admin"]);
    let server = TestServer::serve(folder.path(), &settings);
    let admin = server.client().bearer(token.trim());
    let secret = admin.post(WEBHOOKS, &hook(&feed, &["event"])).expect(201)["secret"].clone();
    let mut made = vec![open_event(&admin, 1, "real")["id"].clone()];
    let first = arrived(&feed, 1).remove(0);
    // One is under way, the others are not written down for anybody yet.
    made.push(open_event(&admin, 2, "real")["id"].clone());
    made.push(open_event(&admin, 3, "drill")["id"].clone());
    server.kill();
    feed.set("/hook", Reply::status(200));

    let server = TestServer::serve(folder.path(), &settings);
    let admin = server.client().bearer(token.trim());
    let delivered = wait_for("all three", || {
        let delivered = admin.items("/deliveries?state=delivered");
        (delivered.len() == 3).then_some(delivered)
    });
    let told: HashSet<String> = delivered
        .iter()
        .map(|one| serde_json::from_str::<Value>(one["body"].as_str().unwrap()).unwrap()["data"]["id"].to_string())
        .collect();
    assert_eq!(told, made.iter().map(Value::to_string).collect());
    let requests = feed.requests("/hook");
    for request in &requests {
        verify(secret.as_str().unwrap(), request);
    }
    let again = requests.iter().filter(|one| one.headers["webhook-id"] == first.headers["webhook-id"]).count();
    assert_eq!(again, 2, "under the same id");
    assert_eq!(requests.len(), 4);
}
