//! Coverage, the rules behind completeness, and the difference of two versions, over HTTP on the demonstration.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

mod app;

use app::client::{Answer, Client};
use app::server::TestServer;
use serde_json::{Value, json};
use tempfile::TempDir;

/// 40 communes and their province, 24 hazards each.
const CELLS: i64 = 41 * 24;
const STORM_PLAN: &str = "PA-23365-BA";

fn cell(client: &Client, unit: &str, hazard: &str) -> Value {
    let table = client.read(&format!("/plans/coverage?unit={unit}&hazard={hazard}"));
    let row = table["units"].as_array().unwrap().iter().find(|row| row["code"] == unit).unwrap().clone();
    row["cells"][0].clone()
}

fn plan_id(client: &Client, code: &str) -> String {
    let plan = client.items("/plans").into_iter().find(|plan| plan["code"] == code).unwrap();
    plan["id"].as_str().unwrap().to_owned()
}

fn put_rule(client: &Client, code: &str, etag: &str, body: &Value) -> Answer {
    client.clone().with("if-match", etag).put(&format!("/api/v1/plan-rules/{code}"), body)
}

#[test]
fn the_demonstration_has_thirteen_plans_and_says_what_is_missing() {
    let folder = TempDir::new().unwrap();
    let server = TestServer::demo(folder.path());
    let client = server.client();
    let table = client.read("/plans/coverage");
    let totals = &table["totals"];
    // Approved in April 2026: reviewed for that season, and stale from the next one on.
    let fresh = table["as_of"].as_str().unwrap() <= "2027-04-30";
    let expected = if fresh { [13, 0] } else { [0, 13] };
    assert_eq!([&totals["in_force"], &totals["stale"]], expected, "{totals}");
    assert_eq!((&totals["draft"], &totals["not_applicable"]), (&json!(0), &json!(0)));
    assert_eq!(totals["missing"], CELLS - 13);
    assert_eq!((table["units"].as_array().unwrap().len(), table["hazards"].as_array().unwrap().len()), (41, 24));
    assert!(table["hazards"].as_array().unwrap().iter().all(|hazard| hazard["code"] != "other"));

    let missing = cell(&client, "23365", "tsunami");
    assert_eq!(
        (&missing["state"], &missing["owes"]["act"], &missing["owes"]["role"]),
        (&json!("missing"), &json!("write"), &json!("editor"))
    );
    let held = cell(&client, "23365", "storm");
    assert_eq!((&held["plan_id"], &held["n"]), (&json!(plan_id(&client, STORM_PLAN)), &json!(1)));

    let only = client.read(&format!("/plans/coverage?province=51&state={}", if fresh { "in_force" } else { "stale" }));
    let cells: usize =
        only["units"].as_array().unwrap().iter().map(|unit| unit["cells"].as_array().unwrap().len()).sum();
    assert_eq!((cells, &only["totals"]), (13, totals), "the totals still count all");
    client.get("/api/v1/plans/coverage?unit=99999").problem(404, "not-found");
    client.get("/api/v1/plans/coverage?hazard=other").problem(422, "invalid");
}

#[test]
fn only_a_person_who_writes_plans_there_says_with_a_reason_that_a_hazard_does_not_concern_a_unit() {
    let folder = TempDir::new().unwrap();
    let server = TestServer::demo(folder.path());
    let path = "/api/v1/plans/coverage/23365/tsunami";
    let said = json!({"applicable": false, "reason": "Xã không giáp biển, cách biển hơn 80 km."});
    server.client().put(path, &said).problem(401, "not-signed-in");
    server.signed_in("xem").put(path, &said).problem(403, "not-permitted");
    server.signed_in("ngoclinh").put(path, &said).problem(403, "not-permitted");
    let admin = server.signed_in("quantri");
    let problem = admin.put(path, &json!({"applicable": false, "reason": "  "})).problem(422, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], "/reason");
    admin.put("/api/v1/plans/coverage/99999/tsunami", &said).problem(404, "not-found");
    assert_eq!(cell(&admin, "23365", "tsunami")["state"], "missing", "nothing has been said yet");

    assert_eq!(admin.put(path, &said).expect(200)["applicable"], false);
    let concerned = cell(&admin, "23365", "tsunami");
    assert_eq!((&concerned["state"], &concerned["reason"]), (&json!("not_applicable"), &said["reason"]));
    assert!(concerned["owes"].is_null());
    let totals = admin.read("/plans/coverage")["totals"].clone();
    assert_eq!((&totals["not_applicable"], &totals["missing"]), (&json!(1), &json!(CELLS - 14)));
    assert!(admin.items("/audit").iter().any(|entry| entry["action"] == "plan_duty.decide"));

    admin.put(path, &json!({"applicable": true})).expect(200);
    assert_eq!(cell(&admin, "23365", "tsunami")["state"], "missing");
}

#[test]
fn a_changed_rule_shows_at_once_and_in_the_log() {
    let folder = TempDir::new().unwrap();
    let server = TestServer::demo(folder.path());
    let admin = server.signed_in("quantri");
    let path = format!("/plans/{}/versions/1/completeness", plan_id(&admin, STORM_PLAN));
    let findings = |rule: &str| {
        let completeness = admin.read(&path);
        let found = completeness["findings"].as_array().unwrap().iter().filter(|found| found["rule"] == rule).count();
        (found, completeness)
    };
    let (found, before) = findings("legal_parts");
    assert_eq!(found, 7, "the demonstration's plans have no written parts");
    let score = before["score"].as_u64().unwrap();
    assert!(
        score < 60 && before["sentence"]["vi"].as_str().unwrap().starts_with(&format!("Đạt {score}/100.")),
        "{before}"
    );
    assert_eq!(before["findings"][0]["rule"], "legal_parts", "the heaviest first");

    let off = json!({"enabled": false, "weight": 21});
    admin.put("/api/v1/plan-rules/legal_parts", &off).problem(428, "precondition-required");
    put_rule(&server.signed_in("chutich"), "legal_parts", "\"0\"", &off).problem(403, "not-permitted");
    put_rule(&admin, "legal_parts", "\"0\"", &json!({"enabled": true, "weight": 1000})).problem(422, "invalid");
    put_rule(&admin, "no_such_rule", "\"0\"", &off).problem(404, "not-found");
    let answer = put_rule(&admin, "legal_parts", "\"0\"", &off);
    assert_eq!((answer.expect(200)["enabled"].as_bool(), answer.header("etag")), (Some(false), "\"1\""));
    put_rule(&admin, "legal_parts", "\"0\"", &off).problem(412, "stale");
    let (found, after) = findings("legal_parts");
    assert_eq!(found, 0);
    assert!(after["score"].as_u64().unwrap() > score, "what was not met no longer counts");
    assert!(admin.items("/audit").iter().any(|entry| entry["action"] == "plan_rule.change"));
    let rule = admin.items("/plan-rules").into_iter().find(|rule| rule["code"] == "legal_parts").unwrap();
    assert_eq!((&rule["etag"], &rule["verified"]), (&json!("\"1\""), &json!(false)));

    assert_eq!(cell(&admin, "23365", "storm")["review_by"], "2027-04-30");
    put_rule(&admin, "review_before_season", "\"0\"", &json!({"enabled": false, "weight": 0})).expect(200);
    assert!(cell(&admin, "23365", "storm")["review_by"].is_null(), "no rule and no date says by when");
}

#[test]
fn two_versions_are_compared_and_household_names_are_kept_back() {
    let folder = TempDir::new().unwrap();
    let server = TestServer::demo(folder.path());
    let writer = server.signed_in("quantri");
    let id = plan_id(&writer, STORM_PLAN);
    let same = writer.read(&format!("/plans/{id}/diff?from=1&to=1"));
    assert_eq!(same["summary"][0]["en"], "The two versions are the same; nothing differs.");

    let begun = writer.post(&format!("/api/v1/plans/{id}/versions"), &json!({}));
    assert_eq!(begun.expect(201)["n"], 2);
    let patch = json!({
        "sections": {"evacuation": "Đi trước 15 giờ."},
        "annexes": {
            "households": [{"head": "A Kín", "village": "Đăk Na", "people": 4}],
            "contacts": [{"name": "A Trực", "phone": "0905 000 001"}],
        },
    });
    writer
        .clone()
        .with("if-match", begun.header("etag"))
        .patch(&format!("/api/v1/plans/{id}/versions/2"), &patch)
        .expect(200);

    let told = writer.read(&format!("/plans/{id}/versions/diff?from=1&to=2"));
    assert_eq!((&told["from"]["n"], &told["to"]["n"], &told["to"]["stage"]), (&json!(1), &json!(2), &json!("draft")));
    assert!(told["texts"].as_array().unwrap().iter().any(|text| text["pointer"] == "/sections/evacuation"));
    let table = |told: &Value, key: &str| {
        told["tables"].as_array().unwrap().iter().find(|table| table["key"] == key).unwrap().clone()
    };
    assert_eq!(table(&told, "households")["added"][0]["head"], "A Kín");
    assert_eq!(table(&told, "contacts")["added"][0]["phone"], "0905 000 001");

    let open = server.client().read(&format!("/plans/{id}/diff?from=1&to=2"));
    assert!(!open.to_string().contains("A Kín") && !open.to_string().contains("0905"), "{open}");
    let households = table(&open, "households");
    assert_eq!((&households["withheld"], &households["added_count"]), (&json!(true), &json!(1)));
    server.client().get(&format!("/api/v1/plans/{id}/diff?from=1&to=9")).problem(404, "not-found");
}
