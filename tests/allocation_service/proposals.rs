//! What is proposed, and why.

use serde_json::{Value, json};

use crate::town::{Town, expect_rows, level};

fn reason_of<'v>(proposal: &'v Value, code: &str) -> &'v Value {
    let passed_over = proposal["passed_over"].as_array().unwrap();
    &passed_over.iter().find(|shelter| shelter["code"] == code).unwrap_or(&Value::Null)["reason"]
}

#[test]
fn everybody_finds_the_nearest_place_that_is_safe_and_nothing_is_applied() {
    let town = Town::new();
    let before = town.office.etag(&town.draft);
    let proposal = town.proposal();
    // The ten of NL-A fill what is near; NL-B would be nearer to it too.
    expect_rows(&proposal, &[("NL-A", "NEAR", 10, "new"), ("NL-B", "FAR", 5, "new")]);
    assert_eq!((&proposal["feasible"], &proposal["proved"]), (&json!(true), &json!(true)));
    assert_eq!(reason_of(&proposal, "INSIDE"), "inside_zone", "a shelter in a zone is never used, however large");
    assert_eq!(reason_of(&proposal, "FLOOD"), "suitability_unknown", "what is not known is not safe");
    assert_eq!(reason_of(&proposal, "OTHER"), "no_consent");
    let totals = &proposal["totals"];
    let counted = ["people", "hosted", "in_place", "placed", "missing"].map(|key| totals[key].as_i64().unwrap());
    assert_eq!(counted, [18, 3, 0, 15, 0]);
    // Nobody loaded roads: 538 m and 430 m of straight line for A1 and A2, half as much again.
    let row = &proposal["rows"][0];
    let mean = row["distance_m"].as_i64().unwrap();
    assert!((700..720).contains(&mean), "{row}");
    assert_eq!((&row["basis"], &row["vulnerable"], &row["households"]), (&json!("straight"), &json!(2), &json!(2)));
    assert_eq!(row["villages"][0]["village"], "Mô Po");
    let remarks = proposal["remarks"].to_string();
    assert!(remarks.contains("1,5") && remarks.contains("gấp đôi"), "{remarks}");
    assert_eq!(town.office.etag(&town.draft), before, "nothing is applied by itself");
    assert_eq!(proposal["stale"], json!([]));

    let listed = town.office.caller("editor").read(&format!("/plans/{}/allocation", town.plan));
    assert_eq!(listed["items"][0]["id"], proposal["id"]);
    let path = format!("/allocations/{}", proposal["id"].as_str().unwrap());
    let seen = town.office.caller("viewer").read(&path);
    assert_eq!(seen["rows"][0]["villages"], json!([]), "villages are for those who may read the register");
    assert_eq!(seen["totals"], proposal["totals"]);
}

#[test]
fn the_vulnerable_get_the_nearer_place() {
    let town = Town::new();
    town.resize("NEAR", 4);
    let proposal = town.proposal();
    // Four places are near: A1's four, two of whom are old, go there although A2 lives nearer.
    let near = proposal["rows"].as_array().unwrap().iter().find(|row| row["shelter"] == "NEAR").unwrap();
    assert_eq!((&near["people"], &near["vulnerable"], &near["households"]), (&json!(4), &json!(2), &json!(1)));
}

#[test]
fn where_places_are_short_it_says_how_many_and_who_can_only_go_where() {
    let town = Town::new();
    town.resize("FAR", 3);
    let proposal = town.proposal();
    assert_eq!((&proposal["feasible"], &proposal["totals"]["missing"]), (&json!(false), &json!(2)));
    let [shortage] = &proposal["shortages"].as_array().unwrap()[..] else { panic!("{proposal}") };
    assert_eq!((&shortage["missing"], &shortage["people"], &shortage["places"]), (&json!(2), &json!(15), &json!(13)));
    let message = shortage["message"]["vi"].as_str().unwrap();
    assert!(message.starts_with("Thiếu 2 chỗ: 15 người ở vùng NL-A, NL-B chỉ đến được"), "{message}");
    assert_eq!(proposal["proved"], true, "also that no more can be placed");

    // A bound on the way makes the shortage one of NL-B alone.
    town.resize("FAR", 20);
    let bound = json!({"level": level(2), "by": "household", "max_distance_m": 2_000});
    let proposal = town.ask(&bound).expect(201);
    let short = &proposal["shortages"];
    assert!(short.to_string().contains("NL-B"), "{short}");
    assert_eq!(proposal["totals"]["missing"], 5);
}

#[test]
fn a_zone_is_asked_about_by_its_figures_and_the_hosts_of_the_plan() {
    let town = Town::new();
    let arranged = json!({
        "destinations": [{"code": "NEAR", "name": "Nhà NEAR", "people": 8}, {"code": "OLD", "name": "Nhà cũ", "people": 3}],
        "hosted": 2,
    });
    town.patch(&json!({"arrangements": {"NL-A": arranged}})).expect(200);
    let proposal = town.ask(&json!({"level": level(2), "by": "zone"})).expect(201);
    // Of the ten of NL-A two are with hosts, as given; of NL-B all eight count, as the plan says nothing of hosts. Two of
    // them would be nearer in NEAR, but a zone stays together where there is room.
    let rows = [("NL-A", "NEAR", 8, "same"), ("NL-A", "OLD", 0, "dropped"), ("NL-B", "FAR", 8, "new")];
    expect_rows(&proposal, &rows);
}

#[test]
fn vehicles_are_reckoned_against_the_time_there_is() {
    let town = Town::new();
    let editor = town.office.caller("editor");
    let truck = json!({
        "unit_code": crate::app::committee::NGOC_LINH, "code": null, "reason": "",
        "entry": {"kind": "truck", "name": "Xe tải", "details": {"register": "vehicle", "number": 1, "unit": "chiếc", "per_trip": 5, "condition": "working"}},
    });
    let truck = editor.post("/api/v1/vehicles", &truck).expect(201)["id"].clone();
    let vehicles = json!([{"id": truck, "name": "Xe tải", "number": 1, "round_trip_minutes": 30}]);
    town.patch(&json!({"arrangements": {"NL-A": {"vehicles": vehicles}, "NL-B": {"vehicles": vehicles}}})).expect(200);
    let verdict = |minutes: i64| {
        let ask = json!({"level": level(2), "by": "household", "lead_minutes": minutes});
        town.ask(&ask).expect(201)["trips"].clone()
    };
    // Fifteen people in fives: three trips of half an hour.
    let enough = verdict(90);
    assert_eq!((&enough["verdict"], &enough["vehicles"][0]["trips"]), (&json!("suffices"), &json!(3)));
    let short = verdict(89);
    assert_eq!(short["verdict"], "cannot_suffice");
    assert_eq!(
        short["left_behind"].as_array().unwrap().iter().map(|left| left["people"].as_i64().unwrap()).sum::<i64>(),
        5
    );
    assert_eq!(town.proposal()["trips"], Value::Null, "no time was given");
}

#[test]
fn what_cannot_be_asked_is_refused_with_its_place() {
    let town = Town::new();
    let pointer = |body: Value| town.ask(&body).problem(422, "invalid")["errors"][0]["pointer"].clone();
    assert_eq!(pointer(json!({"level": level(1), "by": "zone"})), "/level", "no zone moves at level 1");
    assert_eq!(pointer(json!({"level": level(2), "by": "zone", "max_distance_m": 0})), "/max_distance_m");
    assert_eq!(pointer(json!({"level": level(2), "by": "zone", "lead_minutes": -1})), "/lead_minutes");
    let path = format!("/api/v1/plans/{}/allocation", town.plan);
    let body = json!({"level": level(2), "by": "zone"});
    town.office.caller("viewer").post(&path, &body).problem(403, "not-permitted");
    town.office.caller("nobody").post(&path, &body).problem(401, "not-signed-in");
}
