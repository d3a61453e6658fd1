//! Alerts that people type in: bulletins and local signs, over HTTP.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::app::committee::Committee;
use crate::plan_in_force;

fn now() -> DateTime<Utc> {
    Utc::now()
}

fn bulletin() -> Value {
    json!({
        "kind": "warning",
        "hazard": "landslide",
        "level": {"scale": "disaster_risk", "value": 2},
        "issuer": "Đài Khí tượng thủy văn tỉnh Quảng Ngãi",
        "number": "SL-07",
        "issued_at": now() - TimeDelta::minutes(20),
        "title": "Tin cảnh báo lũ quét, sạt lở đất",
        "areas": ["23365"],
        "text": "Nguy cơ cao tại các sườn dốc.",
    })
}

fn with(mut body: Value, changes: &[(&str, Value)]) -> Value {
    for (field, value) in changes {
        body[*field] = value.clone();
    }
    body
}

fn sign(id: &str) -> Value {
    json!({
        "id": id, "signs": ["crack", "bang"], "seen_at": now() - TimeDelta::minutes(5),
        "lon": 107.932, "lat": 15.102, "village": "Ngọc Súc", "note": "Nứt dài 30 m", "people_near": 25,
    })
}

#[test]
fn a_bulletin_is_typed_followed_and_ended() {
    let committee = Committee::new();
    plan_in_force(&committee);
    let official = committee.caller("official");
    let first = official.post("/api/v1/bulletins", &bulletin()).expect(201);
    assert_eq!((&first["outcome"], &first["zones"], &first["proposals"]), (&json!("stored"), &json!(2), &json!(1)));
    let alert = official.read(&format!("/alerts/{}", first["id"].as_str().unwrap()));
    assert_eq!(alert["level"]["value"]["value"], 2);
    assert_eq!((&alert["level"]["official"], &alert["hazard"]), (&json!(true), &json!("landslide")));
    assert_eq!(alert["sender_name"], "Đài Khí tượng thủy văn tỉnh Quảng Ngãi");
    assert_eq!(committee.caller("approver").items("/activations").len(), 1, "proposed, not begun");

    // The last bulletin proposes to stand down what was confirmed; a person ends it.
    let approver = committee.caller("approver");
    approver.decide(&approver.items("/activations")[0], "confirm", &json!({})).expect(200);
    let last = with(
        bulletin(),
        &[
            ("kind", json!("last")),
            ("level", Value::Null),
            ("follows", first["id"].clone()),
            ("issued_at", json!(now() - TimeDelta::minutes(1))),
        ],
    );
    official.post("/api/v1/bulletins", &last).expect(201);
    let running = &approver.items("/activations")[0];
    assert_eq!(running["status"], "active");
    assert!(
        running["zones"].as_array().unwrap().iter().all(|zone| zone["state"] == "stand_down_proposed"),
        "{running}"
    );
    let log = committee.caller("admin").items("/audit");
    let typed: Vec<&Value> = log.iter().filter(|entry| entry["action"] == "bulletin_typed").collect();
    assert_eq!(typed.len(), 2, "the log says who typed");
    assert!(typed.iter().all(|entry| entry["actor"].to_string().contains("official")), "{typed:?}");
}

#[test]
fn a_level_for_each_group_of_places_moves_only_whom_it_concerns() {
    let committee = Committee::new();
    plan_in_force(&committee);
    let official = committee.caller("official");
    let of_groups = |groups: Value| {
        let mut body = bulletin();
        for field in ["level", "areas"] {
            body.as_object_mut().unwrap().remove(field);
        }
        with(body, &[("groups", groups)])
    };
    let level = |value: u8| json!({"scale": "disaster_risk", "value": value});
    // Level 4 stands for another commune; here level 0 moves nobody, though the message as a whole is of level 4.
    let low = of_groups(json!([
        {"level": level(4), "areas": ["23344"], "wind_force": 10, "wind_gust": 12},
        {"level": level(0), "areas": ["23365"]},
    ]));
    let first = official.post("/api/v1/bulletins", &low).expect(201);
    assert_eq!((&first["zones"], &first["proposals"]), (&json!(2), &json!(0)));
    let id = first["id"].as_str().unwrap();
    let alert = official.read(&format!("/alerts/{id}"));
    assert_eq!(alert["level"]["value"]["value"], 4);
    let blocks: Vec<&Value> = alert["infos"].as_array().unwrap().iter().map(|info| &info["level"]["value"]).collect();
    assert_eq!(blocks, [4, 0]);
    let decided = official.items(&format!("/alerts/{id}/decisions"));
    assert_eq!(decided[0]["outcome"], "not_triggered");

    let high = of_groups(json!([
        {"level": level(1), "areas": ["23344"]},
        {"level": level(3), "areas": ["23365"], "area_text": "nhất là các sườn dốc phía tây"},
    ]));
    let second = official.post("/api/v1/bulletins", &high).expect(201);
    assert_eq!(second["proposals"], 1);
    assert_eq!(official.items("/activations")[0]["level"]["value"]["value"], 3);

    let refused = |groups: Value, pointer: &str| {
        let problem = official.post("/api/v1/bulletins", &of_groups(groups)).problem(422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
    };
    refused(json!([{"level": level(1), "areas": []}]), "/groups/0/areas");
    refused(json!([{"areas": ["23365"]}, {"areas": ["99999"]}]), "/groups/1/areas");
    refused(json!([{"areas": ["23365"]}, {"areas": ["23365"]}]), "/groups/1/areas");
    refused(json!([{"areas": ["23365"], "wind_force": 9, "wind_gust": 8}]), "/groups/0/wind_gust");
    let both = with(bulletin(), &[("groups", json!([{"areas": ["23344"]}]))]);
    assert_eq!(official.post("/api/v1/bulletins", &both).problem(422, "invalid")["errors"][0]["pointer"], "/groups");
}

#[test]
fn a_crack_starts_a_response_with_no_bulletin_at_all() {
    let committee = Committee::new();
    plan_in_force(&committee);
    let official = committee.caller("official");
    let id = "0193a5f0-1111-7000-8000-000000000001";
    let body = sign(id);
    let first = official.post("/api/v1/local-signs", &body).expect(201);
    assert_eq!((&first["zones"], &first["proposals"]), (&json!(1), &json!(1)), "the zone within 500 m");
    let again = official.post("/api/v1/local-signs", &body).expect(200);
    assert_eq!((&again["id"], &again["outcome"]), (&first["id"], &json!("duplicate")));
    let proposals = official.items("/activations");
    assert_eq!((proposals.len(), &proposals[0]["status"]), (1, &json!("proposed")), "a person confirms");
    assert_eq!(proposals[0]["level"]["official"], false, "advice");

    // Without a position the whole commune counts: it widens rather than hides.
    let mut somewhere = with(sign("0193a5f0-1111-7000-8000-000000000002"), &[("commune_code", json!("23365"))]);
    for field in ["lon", "lat"] {
        somewhere.as_object_mut().unwrap().remove(field);
    }
    assert_eq!(official.post("/api/v1/local-signs", &somewhere).expect(201)["zones"], 2);
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_kept() {
    let committee = Committee::new();
    let official = committee.caller("official");
    let (past, future) = (now() - TimeDelta::hours(2), now() + TimeDelta::hours(2));
    for (field, value) in [
        ("title", json!(" ")),
        ("title", json!("a".repeat(301))),
        ("issuer", json!("")),
        ("areas", json!([])),
        ("areas", json!(["99999"])),
        ("areas", json!(["../etc"])),
        ("issued_at", json!(future)),
        ("next_bulletin_at", json!(past)),
        ("wind_force", json!(21)),
    ] {
        let problem = official.post("/api/v1/bulletins", &with(bulletin(), &[(field, value)])).problem(422, "invalid");
        assert!(problem.to_string().contains(&format!("/{field}")), "{field}: {problem}");
    }
    official
        .post("/api/v1/bulletins", &with(bulletin(), &[("wind_force", json!(12)), ("wind_gust", json!(9))]))
        .problem(422, "invalid");
    official.post("/api/v1/bulletins", &with(bulletin(), &[("kind", json!("cancel"))])).problem(422, "invalid");
    official.post("/api/v1/bulletins", &with(bulletin(), &[("hazard", json!("ma"))])).problem(422, "invalid");
    let id = "0193a5f0-1111-7000-8000-000000000003";
    for (field, value) in [
        ("signs", json!([])),
        ("seen_at", json!(future)),
        ("seen_at", json!(now() - TimeDelta::days(8))),
        ("lat", json!(51.0)),
        ("radius_m", json!(100_000.0)),
        ("note", json!("a".repeat(2_001))),
    ] {
        official.post("/api/v1/local-signs", &with(sign(id), &[(field, value)])).problem(422, "invalid");
    }
    let nowhere = json!({"id": id, "signs": ["crack"], "seen_at": past});
    official.post("/api/v1/local-signs", &nowhere).problem(422, "invalid");
    assert!(official.items("/alerts").is_empty());

    for role in ["viewer", "integration", "appraiser"] {
        committee.caller(role).post("/api/v1/bulletins", &bulletin()).problem(403, "not-permitted");
        committee.caller(role).post("/api/v1/local-signs", &sign(id)).problem(403, "not-permitted");
    }
    committee.caller("nobody").post("/api/v1/local-signs", &sign(id)).problem(401, "not-signed-in");
    assert_eq!(official.read("/local-sign-kinds")["items"].as_array().unwrap().len(), 9);
}
