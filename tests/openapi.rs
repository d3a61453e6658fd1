//! The interface is what it says it is: everything that can be read is read and held to its schema, and so is a
//! plan's way through its life, refusals included.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

mod app;

use std::collections::BTreeSet;

use app::committee::{Committee, NGOC_LINH};
use app::described::{Described, filled};
use app::server::TestServer;
use app::wait_for;
use reqwest::Method;
use serde_json::{Value, json};

/// What goes on for ever and has no JSON to hold to anything.
const STREAMS: [&str; 1] = ["/api/v1/stream"];

#[test]
fn every_operation_says_what_it_does_and_how_it_refuses() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let described = Described::of(&server.client());
    assert!(described.document["openapi"].as_str().unwrap().starts_with("3.1"));
    let operations = described.operations();
    assert!(operations.len() > 50, "only {} operations", operations.len());
    let mut names = BTreeSet::new();
    for (method, path, operation) in operations {
        let name = operation["operationId"].as_str().unwrap().to_owned();
        assert!(names.insert(name.clone()), "{method} {path}: another operation is called {name} too");
        assert!(
            operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()),
            "{method} {path}: no summary"
        );
        assert!(operation["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{method} {path}: no tag");
        let refusal = &operation["responses"]["default"]["content"]["application/problem+json"]["schema"]["$ref"];
        assert_eq!(refusal, "#/components/schemas/Problem", "{method} {path}");
        for name in path.split(['{', '}']).skip(1).step_by(2) {
            let named = operation["parameters"].as_array().is_some_and(|all| all.iter().any(|one| one["name"] == name));
            assert!(named, "{method} {path}: parameter {name} is not described");
        }
    }
}

#[test]
fn everything_that_can_be_read_in_the_demonstration_is_as_described() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let (admin, nobody) = (server.signed_in("quantri"), server.client());
    let described = Described::of(&admin);
    let first = |path: &str| wait_for(path, || admin.read(path)["items"].as_array().unwrap().first().cloned());
    let id = |item: &Value| item["id"].as_str().unwrap().to_owned();
    let alert = id(&first("/alerts"));
    let activation = wait_for("an activation", || {
        admin.items("/activations").into_iter().find(|a| a["plan"]["code"] == "PA-23365-SL")
    });
    let activation = admin.read(&format!("/activations/{}", id(&activation)));
    server
        .signed_in("chutich")
        .decide(&json!({"id": activation["id"], "etag": activation["etag"]}), "confirm", &json!({}))
        .expect(200);
    let checklist = id(&admin.read(&format!("/activations/{}/checklists", id(&activation)))["items"][0]);
    let accounts = admin.get("/api/v1/accounts");
    let account = if accounts.status == 200 { accounts.json()["items"][0]["id"].clone() } else { json!("none") };

    let mut read = 0;
    for (method, template, _) in described.operations() {
        if method != "get" || STREAMS.contains(&template.as_str()) {
            continue;
        }
        let id = match template.trim_start_matches("/api/v1/").split('/').next().unwrap() {
            "alerts" => json!(alert),
            "activations" => activation["id"].clone(),
            "checklists" => json!(checklist),
            "plans" => first("/plans")["id"].clone(),
            "zones" => first("/zones")["id"].clone(),
            "households" => first("/households")["id"].clone(),
            "shelters" => first("/shelters")["id"].clone(),
            register @ ("vehicles" | "teams" | "supplies" | "water-points" | "landing-places" | "contacts") => {
                first(&format!("/{register}"))["id"].clone()
            }
            "events" | "drills" => first("/events")["id"].clone(),
            "relocations" => {
                let of = format!("/activations/{}/relocations", activation["id"].as_str().unwrap());
                first(&of)["id"].clone()
            }
            "alert-sources" => first("/alert-sources")["id"].clone(),
            "findings" => first("/findings")["key"].clone(),
            "accounts" => account.clone(),
            "inspections" => first("/inspections")["id"].clone(),
            "inspection-records" => {
                let of = format!("/inspections/{}/records", first("/inspections")["id"].as_str().unwrap());
                first(&of)["id"].clone()
            }
            "inspection-tasks" => first("/inspection-tasks?overdue=true")["id"].clone(),
            _ => json!("0192f3a4-0000-7000-8000-000000000000"),
        };
        let names = json!({"id": id, "key": id, "n": 1, "code": NGOC_LINH, "unit": NGOC_LINH, "hazard": "storm"});
        let query = match template.as_str() {
            "/api/v1/lookup" => "?lon=107.936&lat=15.109",
            "/api/v1/lookup/place" => "?commune=23365",
            "/api/v1/lookup/places" => "?q=ngoc%20linh",
            "/api/v1/plan-form" => "?hazard=landslide",
            "/api/v1/admin-units/resolve" => "?text=Kon%20Pl%C3%B4ng",
            _ if template.ends_with("/diff") => "?from=1&to=1",
            _ if template.ends_with("/figures") || template.ends_with("/quick-reports") => "?unit=23365",
            _ => "",
        };
        let path = format!("{}{query}", filled(&template, &names));
        let answer = admin.get(&path);
        described.check(&method, &template, &answer);
        // Of these the demonstration has none.
        let none = ["/quarantine/", "/papers/", "/task-photos/", "/inspection-photos/", "/allocations/", "/webhooks/"]
            .iter()
            .any(|kind| template.contains(kind));
        let known = answer.status == 200 || none;
        assert!(known, "{path}: {} {}", answer.status, String::from_utf8_lossy(&answer.bytes));
        // And whoever may not read it, or asks for what is not there, is told in the shape that is described.
        described.check(&method, &template, &nobody.get(&path));
        read += 1;
    }
    assert!(read > 30, "only {read} addresses were read");
}

#[test]
fn a_plans_life_is_as_described() {
    let committee = Committee::new();
    let described = Described::of(committee.caller("nobody"));
    let base = "/api/v1/plans";
    let plan = committee.caller("editor").post(base, &json!({"unit_code": NGOC_LINH, "hazard": "landslide"}));
    described.check("post", base, &plan);
    let twice = committee.caller("editor").post(base, &json!({"unit_code": NGOC_LINH, "hazard": "landslide"}));
    described.check("post", base, &twice);
    let address = format!("/plans/{}/versions/1", plan.json()["id"].as_str().unwrap());
    let version = "/api/v1/plans/{id}/versions/{n}";

    let edit = |body: &Value| committee.on("editor", Method::PATCH, &address, "", body);
    let whole: Value = serde_json::from_str(include_str!("fixtures/plan-ngoc-linh-landslide.json")).unwrap();
    let edited = edit(&whole);
    assert_eq!(edited.status, 200);
    described.check("patch", version, &edited);
    described.check("patch", version, &edit(&json!({"title": ""})));
    let stale = committee.caller("editor").clone().with("if-match", "\"1\"");
    let conflict = stale.patch(&format!("/api/v1{address}"), &json!({"title": "Khác"}));
    assert_eq!(conflict.status, 412);
    described.check("patch", version, &conflict);

    let comment =
        committee.caller("appraiser").post(&format!("/api/v1{address}/comments"), &json!({"body": "Ghi rõ năm."}));
    assert_eq!(comment.status, 201);
    described.check("post", &format!("{version}/comments"), &comment);
    let settle = format!("/api/v1{address}/comments/{}/settle", comment.json()["id"].as_str().unwrap());
    let settled = committee.caller("appraiser").post(&settle, &json!({}));
    assert_eq!(settled.status, 200);
    described.check("post", &format!("{version}/comments/{{comment}}/settle"), &settled);

    for (role, step, body) in [
        ("editor", "submit", json!({})),
        ("appraiser", "appraise", json!({})),
        ("editor", "approve", json!({})),
        ("approver", "approve", Committee::approval("12/QĐ-UBND")),
        ("approver", "withdraw", json!({"remark": "Sáp nhập thôn."})),
    ] {
        described.check("post", &format!("{version}/{{step}}"), &committee.step(role, &address, step, &body));
    }
    assert_eq!(committee.caller("viewer").read(&address)["status"], "withdrawn");
}
