//! One whole commune plan, every table included, through the cycle twice, over HTTP; and what is refused.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

mod app;

use app::committee::{Committee, NGOC_LINH, today};
use chrono::Days;
use reqwest::Method;
use serde_json::{Value, json};

fn fixture() -> Value {
    serde_json::from_str(include_str!("fixtures/plan-ngoc-linh-landslide.json")).unwrap()
}

fn square(west: f64, south: f64, side: f64) -> Value {
    let (east, north) = (west + side, south + side);
    json!({"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]})
}

fn zone(name: &str, level: u8, geometry: &Value) -> Value {
    json!({
        "name": name,
        "village": "Ngọc Súc",
        "evacuate_from_level": {"scale": "disaster_risk", "value": level},
        "geometry": geometry,
        "destinations": ["NL-DT-01"],
        "route": "Đường liên thôn về trung tâm xã",
        "in_charge": {"role": "village_head", "name": "A Phương (minh hoạ)"},
    })
}

/// The whole plan, written by the editor.
fn written(committee: &Committee) -> String {
    let address = committee.begin(NGOC_LINH, "landslide");
    committee.on("editor", Method::PATCH, &address, "", &fixture()).expect(200);
    let draw = |code: &str, body: &Value| {
        committee.on("editor", Method::PUT, &address, &format!("/zones/{code}"), body).expect(200)
    };
    draw("NL-T-01", &zone("Taluy Ngọc Súc", 1, &square(107.93, 15.10, 0.005)));
    draw("NL-T-02", &zone("Suối Tu Răng", 2, &square(107.95, 15.11, 0.004)));
    address
}

#[test]
fn a_whole_plan_goes_through_the_cycle_twice() {
    let committee = Committee::new();
    let first = written(&committee);
    let plan = first.trim_end_matches("/versions/1").to_owned();

    // What was entered is what is kept, table by table.
    let version = committee.caller("editor").read(&first);
    let (entered, kept) = (fixture(), &version["content"]);
    for (name, table) in entered["annexes"].as_object().unwrap() {
        assert!(!table.as_array().unwrap().is_empty(), "the fixture fills {name}");
        assert_eq!(kept["annexes"][name], *table, "{name}");
    }
    for part in ["title", "review_by", "legal_bases", "sections", "scenarios", "command"] {
        assert_eq!(kept[part], entered[part], "{part}");
    }

    // Submitted, returned with a remark, mended, submitted again, appraised with a comment, settled, approved.
    committee.step("editor", &first, "submit", &json!({})).expect(200);
    let returned =
        committee.step("appraiser", &first, "return", &json!({"remark": "Bổ sung kênh báo tin."})).expect(200);
    assert_eq!(returned["steps"].as_array().unwrap().last().unwrap()["remark"], "Bổ sung kênh báo tin.");
    let mended = json!({"sections": {"communication": "Loa thôn, gõ chiêng, cử người đến từng nhà."}});
    committee.on("editor", Method::PATCH, &first, "", &mended).expect(200);
    committee.step("editor", &first, "submit", &json!({})).expect(200);
    let remark = json!({"pointer": "/annexes/contacts", "body": "Số của thường trực đã đổi chưa?"});
    let remark = committee.caller("appraiser").post(&format!("/api/v1{first}/comments"), &remark).expect(201);
    committee.step("appraiser", &first, "appraise", &json!({})).expect(200);
    let approval = Committee::approval("12/QĐ-UBND");
    committee.step("approver", &first, "approve", &approval).problem(409, "open-comments");
    let settle = format!("/api/v1{first}/comments/{}/settle", remark["id"].as_str().unwrap());
    committee.caller("editor").post(&settle, &json!({})).problem(403, "not-permitted");
    committee.caller("appraiser").post(&settle, &json!({})).expect(200);
    committee.step("approver", &first, "approve", &approval).expect(200);
    let frozen = committee.caller("editor").read(&first);
    assert_eq!(
        (frozen["status"].as_str(), frozen["approval"]["number"].as_str()),
        (Some("approved"), Some("12/QĐ-UBND"))
    );

    // Its zones are in force now, and a point inside finds the plan.
    let found = committee.caller("nobody").read("/lookup?lon=107.932&lat=15.102");
    assert_eq!(found["zones"][0]["code"], "NL-T-01");

    // The second version: a zone moved, a zone added, a shelter closed, households and a trigger changed.
    committee.caller("editor").post(&format!("/api/v1{plan}/versions"), &json!({})).expect(201);
    let second = format!("{plan}/versions/2");
    let larger = zone("Taluy Ngọc Súc", 1, &square(107.93, 15.10, 0.008));
    committee.on("editor", Method::PUT, &second, "/zones/NL-T-01", &larger).expect(200);
    committee
        .on("editor", Method::PUT, &second, "/zones/NL-T-03", &zone("Đồi Mô Po", 3, &square(107.97, 15.12, 0.003)))
        .expect(200);
    let mut annexes = fixture()["annexes"].clone();
    annexes["shelters"][1]["status"] = json!("closed");
    annexes["villages"][0]["households_to_move"] = json!(15);
    let change = json!({"annexes": {"shelters": annexes["shelters"], "villages": annexes["villages"]}, "triggers": [fixture()["triggers"][0]]});
    committee.on("editor", Method::PATCH, &second, "", &change).expect(200);
    // While it is a draft, alerts and people meet the zones of the first version.
    let outside_first = committee.caller("nobody").read("/lookup?lon=107.937&lat=15.107");
    assert_eq!(outside_first["zones"], json!([]));
    committee.approve(&second, &Committee::approval("15/QĐ-UBND"));
    let inside_second = committee.caller("nobody").read("/lookup?lon=107.937&lat=15.107");
    assert_eq!(inside_second["zones"][0]["code"], "NL-T-01");

    // The first is superseded, and is what it was, zones of its day included.
    let after = committee.caller("editor").read(&first);
    assert_eq!(after["status"], "superseded");
    assert_eq!(after["content"], frozen["content"]);
    let of_first = committee.caller("viewer").read(&format!("{first}/zones"));
    assert_eq!(of_first["features"][0]["geometry"], square(107.93, 15.10, 0.005));
    let zone_id = of_first["features"][0]["id"].as_str().unwrap();
    let history = committee.caller("viewer").read(&format!("/zones/{zone_id}/history"));
    assert_eq!(history["items"].as_array().unwrap().len(), 2);

    assert_differences(&committee.caller("viewer").read(&format!("{plan}/diff?from=1&to=2")));

    let versions = committee.caller("viewer").read(&plan)["versions"].clone();
    let stages: Vec<&str> =
        versions.as_array().unwrap().iter().map(|version| version["status"].as_str().unwrap()).collect();
    assert_eq!(stages, ["superseded", "approved"]);
}

/// The second version as the plan's own words tell it: a side of 8 instead of 5 makes 2.56 times the area.
fn assert_differences(diff: &Value) {
    let found = |list: &str, code: &str, name: &str| {
        let items = diff[list].as_array().unwrap();
        items.iter().find(|item| item[code] == name).unwrap_or_else(|| panic!("{name} in {list}: {diff}")).clone()
    };
    let moved = found("zones", "code", "NL-T-01");
    assert_eq!(moved["kind"], "moved");
    let (before, after) = (moved["before_ha"].as_f64().unwrap(), moved["after_ha"].as_f64().unwrap());
    assert!((after / before - 2.56).abs() < 0.01, "hectares are rounded to a tenth: {moved}");
    assert!(moved["message"]["vi"].as_str().unwrap().contains("NL-T-01"), "{moved}");
    assert_eq!(found("zones", "code", "NL-T-03")["kind"], "added");
    assert_eq!(diff["zones"].as_array().unwrap().len(), 2, "the zone that stayed is not told");
    assert_eq!(found("shelters", "name", "Nhà rông Tu Răng")["kind"], "closed");
    let households = diff["figures"]
        .as_array()
        .unwrap()
        .iter()
        .find(|figure| figure["figure"] == "households_to_move" && figure["village"] == "Ngọc Súc");
    let households = households.unwrap_or_else(|| panic!("{diff}"));
    assert_eq!((households["before"].as_u64(), households["after"].as_u64()), (Some(12), Some(15)));
    assert_eq!(diff["triggers"].as_array().unwrap().len(), 1, "one trigger was taken out: {diff}");
    assert_eq!(diff["texts"], json!([]), "no text was changed");
}

#[test]
fn two_editors_do_not_lose_each_others_work() {
    let committee = Committee::new();
    let address = committee.begin(NGOC_LINH, "flood");
    let path = format!("/api/v1{address}");
    let read = committee.etag(&address);
    let second = committee.further("bien-tap-hai", "editor", Some(NGOC_LINH)).with("if-match", &read);
    let mine = committee.caller("editor").clone().with("if-match", &read);
    mine.patch(&path, &json!({"sections": {"order": "Công an xã chốt chặn."}, "title": "Phương án ứng phó lũ"}))
        .expect(200);

    let stale = second.patch(&path, &json!({"sections": {"order": "Dân quân chốt chặn."}}));
    let conflict = stale.problem(412, "edit-conflict")["conflict"].clone();
    assert_eq!(conflict["overlapping"], json!(["/sections/order"]));
    let changes = conflict["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 2);
    assert_eq!(
        (changes[0]["by"].as_str(), changes[0]["current"].as_str()),
        (Some("editor"), Some("Công an xã chốt chặn."))
    );
    assert_eq!(changes[0]["label"]["vi"], "Bảo đảm an ninh trật tự, giao thông, thông tin liên lạc");

    let beside = second.patch(&path, &json!({"sections": {"funding": "Ngân sách xã."}}));
    let conflict = beside.problem(412, "edit-conflict")["conflict"].clone();
    assert_eq!(conflict["overlapping"], json!([]), "nothing in common: it can be sent again as it is");
    let again = second.with("if-match", &format!("\"{}\"", conflict["current_revision"]));
    let joined = again.patch(&path, &json!({"sections": {"funding": "Ngân sách xã."}})).expect(200);
    assert_eq!(joined["content"]["sections"]["order"], "Công an xã chốt chặn.");
    assert_eq!(joined["content"]["sections"]["funding"], "Ngân sách xã.");
}

#[test]
fn what_cannot_be_done_is_refused_with_what_to_do_and_changes_nothing() {
    let committee = Committee::new();
    let draft = written(&committee);
    let path = format!("/api/v1{draft}");
    let before = committee.caller("admin").read(&draft);
    let patch = |body: &Value| committee.on("editor", Method::PATCH, &draft, "", body);

    patch(&json!({"sections": {"order": "Chốt\u{0007} chặn"}})).problem(422, "invalid");
    let nfd = patch(&json!({"sections": {"order": "Ngo\u{0323}c Linh"}})).problem(422, "invalid");
    assert_eq!(nfd["errors"][0]["pointer"], "/sections/order");
    patch(&json!({"sections": {"order": "a".repeat(5 * 1024 * 1024)}})).problem(413, "too-large");
    patch(&json!({"sections": {"order": "a".repeat(40_000)}})).problem(422, "invalid");
    patch(&json!({"annexes": {"contacts": [{"phone": "hỏi sau"}]}})).problem(422, "invalid");
    patch(&json!({"scenarios": {"5": {"situation": "…"}}})).problem(422, "invalid");
    patch(&json!({"zones": []})).problem(422, "invalid");
    patch(&json!({"colour": "đỏ"})).problem(422, "invalid");
    committee.caller("editor").patch(&path, &json!({"title": "x"})).problem(428, "precondition-required");
    let bow_tie = json!({"type": "Polygon", "coordinates": [[[107.9, 15.0], [107.92, 15.01], [107.92, 15.0], [107.9, 15.015], [107.9, 15.0]]]});
    committee
        .on("editor", Method::PUT, &draft, "/zones/NL-T-09", &zone("Nơ bướm", 1, &bow_tie))
        .problem(422, "invalid");
    let elsewhere = committee.further("mang-ri", "editor", Some("23446")).with("if-match", &committee.etag(&draft));
    elsewhere.patch(&path, &json!({"title": "x"})).problem(403, "not-permitted");
    elsewhere.post("/api/v1/plans", &json!({"unit_code": NGOC_LINH, "hazard": "storm"})).problem(403, "not-permitted");
    committee
        .caller("editor")
        .post("/api/v1/plans", &json!({"unit_code": NGOC_LINH, "hazard": "landslide"}))
        .problem(409, "plan-exists");
    committee
        .caller("editor")
        .post("/api/v1/plans", &json!({"unit_code": "99999", "hazard": "storm"}))
        .problem(422, "invalid");
    let viewer = committee.caller("viewer").read(&draft);
    assert_eq!(viewer["withheld"], json!(["/annexes/households"]));
    assert_eq!(viewer["content"]["annexes"]["households"], json!([]));
    assert_eq!(committee.caller("admin").read(&draft), before, "nothing has changed");

    // The chair writes a line, and may not approve what the chair wrote.
    committee.on("approver", Method::PATCH, &draft, "", &json!({"sections": {"funding": "Ngân sách xã."}})).expect(200);
    committee.step("editor", &draft, "submit", &json!({})).expect(200);
    committee.step("appraiser", &draft, "return", &json!({})).problem(422, "invalid");
    committee.step("appraiser", &draft, "appraise", &json!({})).expect(200);
    committee.step("approver", &draft, "approve", &Committee::approval("12/QĐ-UBND")).problem(403, "own-draft");
    let other_chair = committee.further("chu-tich-hai", "approver", Some(NGOC_LINH));
    let approve = |body: &Value| {
        other_chair.clone().with("if-match", &committee.etag(&draft)).post(&format!("{path}/approve"), body)
    };
    let mut approval = Committee::approval("12/QĐ-UBND");
    approval.as_object_mut().unwrap().remove("effective_from");
    let missing = approve(&approval).problem(422, "invalid");
    assert_eq!(missing["errors"][0]["pointer"], "/effective_from");
    approval["effective_from"] = json!(today() - Days::new(3));
    approve(&approval).problem(422, "invalid");
    let stale =
        other_chair.clone().with("if-match", "\"1\"").post(&format!("{path}/approve"), &Committee::approval("12"));
    stale.problem(412, "stale");
    approve(&Committee::approval("12/QĐ-UBND")).expect(200);

    // Frozen: neither its words nor its zones change.
    let frozen = committee.caller("admin").read(&draft);
    committee.on("editor", Method::PATCH, &draft, "", &json!({"title": "Khác"})).problem(409, "version-frozen");
    let moved = zone("Taluy Ngọc Súc", 1, &square(107.90, 15.10, 0.005));
    committee.on("editor", Method::PUT, &draft, "/zones/NL-T-01", &moved).problem(409, "version-frozen");
    committee.on("editor", Method::DELETE, &draft, "/zones/NL-T-01", &json!({})).problem(409, "version-frozen");
    assert_eq!(committee.caller("admin").read(&draft), frozen);
}

#[test]
fn next_season_begins_with_one_act() {
    let committee = Committee::new();
    for hazard in ["landslide", "flood"] {
        let address = committee.begin(NGOC_LINH, hazard);
        committee.approve(&address, &Committee::approval("12/QĐ-UBND"));
    }
    committee.begin(NGOC_LINH, "storm");
    let year: i32 = today().format("%Y").to_string().parse().unwrap();
    let wanted = json!({"season": year + 1, "unit_code": NGOC_LINH});
    let rolled = committee.caller("editor").post("/api/v1/plans/roll-over", &wanted).expect(200);
    let numbers: Vec<_> = rolled["items"].as_array().unwrap().iter().map(|item| item["n"].as_i64()).collect();
    assert_eq!(numbers, [Some(2), Some(2)], "only what is in force is taken over");
    let again = committee.caller("editor").post("/api/v1/plans/roll-over", &wanted).expect(200);
    assert!(
        again["items"].as_array().unwrap().iter().all(|item| item["n"].is_null() && item["reason"]["vi"].is_string())
    );
    let plan = again["items"][0]["plan_id"].as_str().unwrap();
    let draft = committee.caller("editor").read(&format!("/plans/{plan}/versions/2"));
    assert!(draft["title"].as_str().unwrap().ends_with(&format!("năm {}", year + 1)), "{}", draft["title"]);
    committee.caller("editor").post("/api/v1/plans/roll-over", &json!({"season": year + 9})).problem(422, "invalid");
    let elsewhere = committee.further("mang-ri", "editor", Some("23446"));
    let none = elsewhere.post("/api/v1/plans/roll-over", &json!({"season": year + 1})).expect(200);
    assert_eq!(none["items"], json!([]), "plans of other units are not touched");
}
