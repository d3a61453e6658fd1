//! Accounts from the first start on, with the real program: who gets in, who does not, and who is let in again.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod app;

use std::path::Path;

use app::client::Client;
use app::server::{TestServer, attempt, run};
use serde_json::{Value, json};

/// No polling, and as many requests as a test needs from its one address.
const SETTINGS: &str = "[polling]\nenabled = false\n[sign_in]\nper_minute = 6000\nburst = 6000\n";

const ADMIN: &str = "quản.trị";
const PASSWORD: &str = "mùa lũ năm nay";

/// The secret of the first link in what the program wrote.
fn link_in(output: &str) -> Option<String> {
    let rest = output.split("/invitation#").nth(1)?;
    Some(rest.chars().take_while(char::is_ascii_hexdigit).collect())
}

fn accept(client: &Client, body: &Value) -> Client {
    let answer = client.post("/api/v1/invitations/accept", body);
    answer.expect(200);
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    client.clone().with("cookie", &cookie)
}

/// A fresh program and its first administrator, made by the link it prints.
fn with_admin(folder: &Path) -> (TestServer, Client) {
    let server = TestServer::serve(folder, SETTINGS);
    server.wait_for_output("/invitation#");
    let secret = link_in(&server.output()).unwrap();
    let body = json!({"secret": secret, "password": PASSWORD, "name": ADMIN, "display_name": "Quản trị tỉnh"});
    let admin = accept(&server.client(), &body);
    (server, admin)
}

/// Makes an account and accepts its invitation; gives its view and a signed-in client.
fn person(server: &TestServer, admin: &Client, name: &str, role: &str, unit: Option<&str>) -> (Value, Client) {
    let made = admin
        .post("/api/v1/accounts", &json!({"name": name, "display_name": name, "role": role, "unit_code": unit}))
        .expect(201);
    let secret = made["invitation"]["url_path"].as_str().unwrap().strip_prefix("/invitation#").unwrap().to_owned();
    let client = accept(&server.client(), &json!({"secret": secret, "password": PASSWORD}));
    (client.clone().with("cookie", admin.header("cookie")).read(&format!("/accounts/{}", id(&made))), client)
}

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

fn change(admin: &Client, account: &Value, body: &Value) -> app::client::Answer {
    let revision = admin.read(&format!("/accounts/{}", id(account)))["revision"].clone();
    admin.clone().with("if-match", &format!("\"{revision}\"")).patch(&format!("/api/v1/accounts/{}", id(account)), body)
}

fn sign_in(client: &Client, name: &str, password: &str) -> app::client::Answer {
    client.post("/api/v1/session", &json!({"name": name, "password": password}))
}

#[test]
fn a_fresh_program_lets_nobody_in_but_by_the_link_it_prints_and_that_once() {
    let folder = tempfile::tempdir().unwrap();
    let first = TestServer::serve(folder.path(), SETTINGS);
    first.wait_for_output("/invitation#");
    let old = link_in(&first.output()).unwrap();
    let client = first.client();
    assert_eq!(client.read("/session"), json!({"account": null, "permissions": [], "first_run": true}));
    for (name, password) in [
        ("admin", "admin"),
        ("admin", "password"),
        ("quantri", "minhhoa-quantri"),
        ("chutich", "minhhoa-chutich"),
        ("", ""),
    ] {
        sign_in(&client, name, password).problem(401, "wrong-password");
    }
    assert_eq!(client.post("/api/v1/invitations/look", &json!({"secret": old})).expect(200)["kind"], "first_admin");
    first.kill();

    // Started again, it prints a new link, and the old one is worth nothing.
    let second = TestServer::serve(folder.path(), SETTINGS);
    second.wait_for_output("/invitation#");
    let secret = link_in(&second.output()).unwrap();
    assert_ne!(old, secret);
    let client = second.client();
    let with = |secret: &str, password: &str| json!({"secret": secret, "password": password, "name": ADMIN, "display_name": "Quản trị tỉnh"});
    client.post("/api/v1/invitations/look", &json!({"secret": old})).problem(404, "invitation-gone");
    client.post("/api/v1/invitations/accept", &with(&old, PASSWORD)).problem(404, "invitation-gone");
    // A password that is refused does not use the link up.
    for weak in ["ngắn", "12345678", ADMIN] {
        let problem = client.post("/api/v1/invitations/accept", &with(&secret, weak)).problem(422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"], "/password", "{weak}");
    }
    let admin = accept(&client, &with(&secret, PASSWORD));
    let session = admin.read("/session");
    assert_eq!((&session["account"]["name"], &session["account"]["role"]), (&json!(ADMIN), &json!("admin")));
    assert!(session["permissions"].as_array().unwrap().contains(&json!("manage_accounts")));
    client.post("/api/v1/invitations/accept", &with(&secret, PASSWORD)).problem(404, "invitation-gone");
    assert!(client.read("/session").get("first_run").is_none());
    second.kill();

    let third = TestServer::serve(folder.path(), SETTINGS);
    assert_eq!(link_in(&third.output()), None, "{}", third.output());
    let _ = third.client().sign_in(ADMIN, PASSWORD);
}

#[test]
fn the_first_link_is_gone_once_somebody_else_made_an_account() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::serve(folder.path(), SETTINGS);
    server.wait_for_output("/invitation#");
    let secret = link_in(&server.output()).unwrap();
    // The password comes by standard input, and is not shown.
    let said = app::server::run_with_input(
        folder.path(),
        &["user", "add", "lan", "--role", "admin"],
        &format!("{PASSWORD}\n"),
    );
    assert!(said.contains("account lan added") && !said.contains(PASSWORD), "{said}");
    server.client().post("/api/v1/invitations/look", &json!({"secret": secret})).problem(404, "invitation-gone");
    let admin = server.client().sign_in("lan", PASSWORD);
    let entry = &admin.items("/audit?action=account_created")[0];
    assert_eq!((&entry["origin"], &entry["actor"]["vi"]), (&json!("command line"), &json!("dòng lệnh")));
    let (status, words) = attempt(folder.path(), &["user", "add", "hoa", "--role", "admin"]);
    assert_eq!(status, Some(1), "no password was given: {words}");
}

#[test]
fn the_demonstration_prints_no_link() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    assert_eq!(link_in(&server.output()), None);
    assert!(server.client().read("/session").get("first_run").is_none());
}

#[test]
fn five_failures_lock_and_an_administrator_unlocks() {
    let folder = tempfile::tempdir().unwrap();
    let (server, admin) = with_admin(folder.path());
    let (lan, open) = person(&server, &admin, "lan", "approver", None);
    let client = server.client();
    for left in [4, 3, 2, 1, 0] {
        let problem = sign_in(&client, "lan", "sai mật khẩu").problem(401, "wrong-password");
        assert_eq!(problem["tries_left"], left);
    }
    let vi = client.clone().with("accept-language", "vi");
    let answer = sign_in(&vi, "lan", PASSWORD);
    let problem = answer.problem(429, "locked-out");
    assert!(problem["detail"].as_str().unwrap().contains("tạm khoá đến "), "{problem}");
    let wait: i64 = answer.header("retry-after").parse().unwrap();
    assert!((800..=900).contains(&wait), "{wait}");
    // Somebody who is at work stays at work.
    assert_eq!(open.read("/session")["account"]["name"], "lan");
    // Names that there are none of answer the same.
    for left in [4, 3, 2, 1, 0] {
        assert_eq!(sign_in(&client, "không có", "x").problem(401, "wrong-password")["tries_left"], left);
    }
    sign_in(&client, "không có", "x").problem(429, "locked-out");

    let listed = admin.read(&format!("/accounts/{}", id(&lan)));
    assert_eq!(listed["state"], "locked");
    assert!(listed["locked_until"].is_string());
    let entry = &admin.items("/audit?action=sign_in_locked")[0];
    assert_eq!(entry["subject_id"], lan["id"]);
    let unlocked = change(&admin, &lan, &json!({"unlock": true})).expect(200);
    assert_eq!(unlocked["state"], "active");
    let _ = client.sign_in("lan", PASSWORD);
}

#[test]
fn many_attempts_at_the_same_time_are_no_way_around_the_lock() {
    let folder = tempfile::tempdir().unwrap();
    let (server, _) = with_admin(folder.path());
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let running: Vec<_> =
            (0..20).map(|_| scope.spawn(|| sign_in(&server.client(), ADMIN, "sai mật khẩu").status)).collect();
        running.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 5, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 15, "{statuses:?}");
}

#[test]
fn one_address_cannot_ask_faster_than_it_may() {
    let folder = tempfile::tempdir().unwrap();
    let settings = "[polling]\nenabled = false\n[sign_in]\nburst = 3\nper_minute = 1\n";
    let server = TestServer::serve(folder.path(), settings);
    let client = server.client();
    for number in 0..3 {
        sign_in(&client, &number.to_string(), "x").problem(401, "wrong-password");
    }
    for answer in [
        sign_in(&client, "x", "x"),
        client.post("/api/v1/invitations/look", &json!({"secret": "x"})),
        client.post("/api/v1/invitations/accept", &json!({"secret": "x", "password": "x"})),
    ] {
        answer.problem(429, "too-many-requests");
        let wait: i64 = answer.header("retry-after").parse().unwrap();
        assert!((1..=60).contains(&wait), "{wait}");
    }
    assert_eq!(client.get("/api/v1/session").status, 200, "other requests are not limited");
}

#[test]
fn a_disabled_account_stops_at_once_with_its_sessions_links_and_tokens() {
    let folder = tempfile::tempdir().unwrap();
    let (server, admin) = with_admin(folder.path());
    let (lan, open) = person(&server, &admin, "lan", "viewer", None);
    open.read("/plans");
    let link = admin.post(&format!("/api/v1/accounts/{}/invitation", id(&lan)), &json!({})).expect(201);
    let disabled = change(&admin, &lan, &json!({"disabled": true})).expect(200);
    assert_eq!(disabled["state"], "disabled");
    open.get("/api/v1/plans").problem(401, "not-signed-in");
    sign_in(&server.client(), "lan", PASSWORD).problem(401, "wrong-password");
    let secret = link["url_path"].as_str().unwrap().split('#').nth(1).unwrap();
    server.client().post("/api/v1/invitations/look", &json!({"secret": secret})).problem(404, "invitation-gone");

    let program = admin
        .post("/api/v1/accounts", &json!({"name": "trạm", "display_name": "Trạm", "role": "integration"}))
        .expect(201);
    assert!(program.get("invitation").is_none());
    let tokens = format!("/api/v1/accounts/{}/tokens", id(&program));
    let token = admin.post(&tokens, &json!({})).expect(201)["token"].as_str().unwrap().to_owned();
    let bearer = server.client().bearer(&token);
    bearer.read("/plans");
    change(&admin, &program, &json!({"disabled": true})).expect(200);
    bearer.get("/api/v1/plans").problem(401, "not-signed-in");

    change(&admin, &lan, &json!({"disabled": false})).expect(200);
    let _ = server.client().sign_in("lan", PASSWORD);
    open.get("/api/v1/plans").problem(401, "not-signed-in");
}

#[test]
fn a_token_is_shown_once_and_can_be_revoked() {
    let folder = tempfile::tempdir().unwrap();
    let (server, admin) = with_admin(folder.path());
    let (lan, _) = person(&server, &admin, "lan", "approver", None);
    let path = |account: &Value| format!("/api/v1/accounts/{}/tokens", id(account));
    admin.post(&path(&lan), &json!({})).problem(422, "invalid");
    let program = admin
        .post("/api/v1/accounts", &json!({"name": "trạm", "display_name": "Trạm", "role": "integration"}))
        .expect(201);
    let made = admin.post(&path(&program), &json!({})).expect(201);
    let bearer = server.client().bearer(made["token"].as_str().unwrap());
    assert_eq!(bearer.read("/session")["account"]["name"], "trạm");
    let listed = admin.get(&path(&program)).expect(200);
    assert_eq!((&listed["items"][0]["id"], &listed["items"][0]["revoked_at"]), (&made["id"], &json!(null)));
    assert!(listed["items"][0]["last_used_at"].is_string());
    assert!(!listed.to_string().contains(made["token"].as_str().unwrap()));
    assert_eq!(admin.read(&format!("/accounts/{}", id(&program)))["tokens"], 1);
    let one = format!("{}/{}", path(&program), id(&made));
    admin.delete(&format!("{}/{}", path(&lan), id(&made))).problem(404, "not-found");
    admin.delete(&one).expect(204);
    bearer.get("/api/v1/session").problem(401, "not-signed-in");
    admin.delete(&one).problem(404, "not-found");
}

#[test]
fn the_last_administrator_cannot_be_disabled_or_demoted() {
    let folder = tempfile::tempdir().unwrap();
    let (server, admin) = with_admin(folder.path());
    let me = admin.items("/accounts")[0].clone();
    for body in [json!({"disabled": true}), json!({"role": "viewer"})] {
        change(&admin, &me, &body).problem(409, "last-admin");
    }
    // One who has not set a password yet is no help.
    let made =
        admin.post("/api/v1/accounts", &json!({"name": "hai", "display_name": "Hai", "role": "admin"})).expect(201);
    assert_eq!(made["state"], "invited");
    change(&admin, &me, &json!({"disabled": true})).problem(409, "last-admin");
    let secret = made["invitation"]["url_path"].as_str().unwrap().split('#').nth(1).unwrap().to_owned();
    let second = accept(&server.client(), &json!({"secret": secret, "password": PASSWORD}));
    assert_eq!(change(&admin, &me, &json!({"role": "viewer"})).expect(200)["role"], "viewer");
    admin.get("/api/v1/accounts").problem(403, "not-permitted");
    let two = second.items("/accounts?role=admin");
    assert_eq!(two.len(), 1);
    change(&second, &two[0], &json!({"disabled": true})).problem(409, "last-admin");
}

#[test]
fn an_administrator_of_a_unit_reaches_that_unit_and_those_below() {
    let folder = tempfile::tempdir().unwrap();
    // The demonstration's register has a province and its communes.
    let server = TestServer::demo(folder.path());
    let chief = server.signed_in("quantri");
    let (_, commune) = person(&server, &chief, "xã", "admin", Some("23365"));
    let new = |unit: Value| json!({"name": format!("của {unit}"), "display_name": "Người mới", "role": "official", "unit_code": unit});
    assert_eq!(commune.post("/api/v1/accounts", &new(json!("23365"))).expect(201)["unit_code"], "23365");
    for unit in [json!("23446"), json!("51"), json!(null)] {
        commune.post("/api/v1/accounts", &new(unit)).problem(403, "not-permitted");
    }
    let names: Vec<Value> = commune.items("/accounts").iter().map(|found| found["name"].clone()).collect();
    assert_eq!(names, [json!("của \"23365\""), json!("ngoclinh"), json!("xã")]);
    let all = chief.items("/accounts");
    let of = |name: &str| all.iter().find(|found| found["name"] == name).unwrap();
    let blind = commune.clone().with("if-match", "\"1\"");
    for name in ["mangri", "chutich", "quantri"] {
        let path = format!("/api/v1/accounts/{}", id(of(name)));
        blind.patch(&path, &json!({"display_name": "x"})).problem(403, "not-permitted");
        commune.get(&path).problem(403, "not-permitted");
        commune.post(&format!("{path}/invitation"), &json!({})).problem(403, "not-permitted");
        commune.get(&format!("{path}/tokens")).problem(403, "not-permitted");
        commune.post(&format!("{path}/tokens"), &json!({})).problem(403, "not-permitted");
    }
    // Nor can anybody be moved out of, or lifted above, the own unit.
    for unit in [json!("23446"), json!(null)] {
        change(&commune, of("ngoclinh"), &json!({"unit_code": unit})).problem(403, "not-permitted");
    }
    change(&chief, of("ngoclinh"), &json!({"unit_code": "99999"})).problem(422, "invalid");
    // A province's administrator reaches its communes.
    let (_, province) = person(&server, &chief, "tỉnh", "admin", Some("51"));
    let moved = change(&province, of("ngoclinh"), &json!({"unit_code": "23446"})).expect(200);
    assert_eq!((&moved["unit_code"], &moved["unit_name"]), (&json!("23446"), &json!("Xã Măng Ri")));
    let chair = format!("/api/v1/accounts/{}", id(of("chutich")));
    let blind = province.with("if-match", "\"1\"");
    blind.patch(&chair, &json!({"unlock": true})).problem(403, "not-permitted");
}

#[test]
fn an_edit_needs_what_was_read_and_is_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let (server, admin) = with_admin(folder.path());
    let (lan, lan_client) = person(&server, &admin, "lan", "official", None);
    let path = format!("/api/v1/accounts/{}", id(&lan));
    admin.patch(&path, &json!({"display_name": "x"})).problem(428, "precondition-required");
    admin.clone().with("if-match", "\"99\"").patch(&path, &json!({"display_name": "x"})).problem(412, "stale");
    change(&admin, &lan, &json!({"role": "integration"})).problem(422, "invalid");
    change(&admin, &lan, &json!({"display_name": "Lan Anh", "role": "approver"})).expect(200);
    let entries = admin.items(&format!("/audit?subject={}", id(&lan)));
    let actions: Vec<&str> = entries.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["account_changed", "password_set", "account_created"]);
    let change = &entries[0];
    assert!(change["actor"]["vi"].as_str().unwrap().contains(ADMIN));
    assert_eq!(change["origin"], "127.0.0.1");
    let words = change["detail"]["vi"].as_str().unwrap();
    assert!(words.contains("Lan Anh") && words.contains("Cán bộ cơ sở → Phê duyệt"), "{words}");
    assert_eq!(entries[1]["account_id"], lan["id"]);
    admin
        .post("/api/v1/accounts", &json!({"name": "lan", "display_name": "x", "role": "viewer"}))
        .problem(422, "invalid");
    lan_client.get("/api/v1/accounts").problem(403, "not-permitted");
    let roles = lan_client.items("/roles");
    assert_eq!(roles.len(), 7);
    assert_eq!(roles[0]["name"], json!({"vi": "Quản trị", "en": "Administrator"}));
    assert_eq!(admin.read("/audit/verification")["state"], "intact");
}

#[test]
fn a_changed_password_ends_the_other_sessions() {
    let folder = tempfile::tempdir().unwrap();
    let (server, admin) = with_admin(folder.path());
    let (_, one) = person(&server, &admin, "lan", "viewer", None);
    let other = server.client().sign_in("lan", PASSWORD);
    let put =
        |old: &str, new: &str| one.put("/api/v1/session/password", &json!({"old_password": old, "new_password": new}));
    assert_eq!(put("sai", "mật khẩu mới").problem(422, "invalid")["errors"][0]["pointer"], "/old_password");
    assert_eq!(put(PASSWORD, "12345678").problem(422, "invalid")["errors"][0]["pointer"], "/new_password");
    put(PASSWORD, "mật khẩu mới").expect(204);
    assert_eq!(one.read("/session")["account"]["name"], "lan");
    assert_eq!(other.read("/session")["account"], json!(null));
    sign_in(&server.client(), "lan", PASSWORD).problem(401, "wrong-password");
    let _ = server.client().sign_in("lan", "mật khẩu mới");
    server
        .client()
        .put("/api/v1/session/password", &json!({"old_password": "x", "new_password": "x"}))
        .problem(401, "not-signed-in");
}

#[test]
fn a_new_link_replaces_the_password_and_ends_what_was_open() {
    let folder = tempfile::tempdir().unwrap();
    let (server, admin) = with_admin(folder.path());
    let (lan, open) = person(&server, &admin, "lan", "viewer", None);
    let path = format!("/api/v1/accounts/{}/invitation", id(&lan));
    let secret = |link: &Value| link["url_path"].as_str().unwrap().split('#').nth(1).unwrap().to_owned();
    let first = secret(&admin.post(&path, &json!({})).expect(201));
    let second = secret(&admin.post(&path, &json!({})).expect(201));
    let look = |secret: &str| server.client().post("/api/v1/invitations/look", &json!({"secret": secret}));
    look(&first).problem(404, "invitation-gone");
    let looked = look(&second).expect(200);
    assert_eq!(
        (&looked["kind"], &looked["name"], &looked["role"]),
        (&json!("set_password"), &json!("lan"), &json!("viewer"))
    );
    assert_eq!(open.read("/session")["account"]["name"], "lan", "making a link ends nothing");
    let _ = accept(&server.client(), &json!({"secret": second, "password": "mật khẩu mới"}));
    assert_eq!(open.read("/session")["account"], json!(null));
    sign_in(&server.client(), "lan", PASSWORD).problem(401, "wrong-password");
    look(&second).problem(404, "invitation-gone");
    // The secret itself is nowhere in the database.
    drop(server);
    let bytes = ["ungpho.db", "ungpho.db-wal"]
        .iter()
        .filter_map(|file| std::fs::read(folder.path().join("data").join(file)).ok())
        .flatten()
        .collect::<Vec<u8>>();
    assert!(!bytes.is_empty() && !bytes.windows(second.len()).any(|window| window == second.as_bytes()));
    assert!(run(folder.path(), &["audit", "verify"]).starts_with("intact"));
}
