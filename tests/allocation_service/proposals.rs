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
fn places_that_another_plan_may_want_at_the_same_time_are_taken_off() {
    let town = Town::new();
    let office = &town.office;
    let other = |hazard: &str, code: &str, people: u32| {
        let draft = office.begin(crate::app::committee::NGOC_LINH, hazard);
        let zone = json!({
            "name": "Bãi", "village": "Mô Po", "evacuate_from_level": level(3), "destinations": [], "route": "đường",
            "geometry": crate::town::square(107.93, 15.20),
        });
        office.on("editor", reqwest::Method::PUT, &draft, &format!("/zones/{code}"), &zone).expect(200);
        let arranged = json!({"destinations": [{"code": "FAR", "name": "Nhà FAR", "people": people}]});
        let mut zones = serde_json::Map::new();
        zones.insert(code.to_owned(), arranged);
        office.on("editor", reqwest::Method::PATCH, &draft, "", &json!({"arrangements": zones})).expect(200);
        office.approve(&draft, &crate::app::committee::Committee::approval(&format!("{code}/QĐ")));
    };
    let first = town.proposal();
    expect_rows(&first, &[("NL-A", "NEAR", 10, "new"), ("NL-B", "FAR", 5, "new")]);
    other("storm", "NL-BAO", 17);
    // At level 2 the zone of the storm does not move yet.
    assert_eq!(town.proposal()["feasible"], true);
    let asked = json!({"level": level(3), "by": "household"});
    let proposal = town.ask(&asked).expect(201);
    assert_eq!((&proposal["feasible"], &proposal["totals"]["missing"]), (&json!(false), &json!(2)), "three are left");
    let remarks = proposal["remarks"].to_string();
    assert!(remarks.contains("FAR (17 người;"), "{remarks}");
    // A drought never comes with a landslide.
    other("drought", "NL-HAN", 20);
    assert_eq!(town.ask(&asked).expect(201)["totals"]["missing"], 2);
    other("flood", "NL-LU", 20);
    let full = town.ask(&asked).expect(201);
    assert_eq!(reason_of(&full, "FAR"), "promised_elsewhere");
    let path = format!("/allocations/{}", proposal["id"].as_str().unwrap());
    let stale = office.caller("editor").read(&path)["stale"].to_string();
    assert!(stale.contains("FAR"), "what others promise is among what it rests on: {stale}");
}

#[test]
fn zone_by_zone_a_village_stays_together_across_zones_where_there_is_room() {
    let town = Town::new();
    town.household("B3", "Mô Po", 4, 107.952, &json!([]), "shelter");
    town.resize("NEAR", 14);
    let rows = |keep: bool| {
        let ask = json!({"level": level(2), "by": "zone", "keep_villages": keep});
        crate::town::rows(&town.ask(&ask).expect(201))
    };
    let row = |zone: &str, shelter: &str, people: i64| (zone.to_owned(), shelter.to_owned(), people, "new".to_owned());
    // Zone by zone NL-A takes the near places and all twelve of NL-B go to the other.
    assert_eq!(rows(false), [row("NL-A", "NEAR", 10), row("NL-B", "FAR", 12)]);
    // The four of Mô Po who live in NL-B go with their village.
    assert_eq!(rows(true), [row("NL-A", "NEAR", 10), row("NL-B", "FAR", 8), row("NL-B", "NEAR", 4)]);
}

#[test]
fn the_time_the_plan_states_for_the_level_is_reckoned_with() {
    let town = Town::new();
    assert_eq!(town.proposal()["trips"], Value::Null);
    town.patch(&json!({"lead_times": {"2": 90}})).expect(200);
    let proposal = town.proposal();
    assert_eq!((&proposal["lead_minutes"], &proposal["trips"]["lead_minutes"]), (&json!(90), &json!(90)));
    let asked = json!({"level": level(2), "by": "household", "lead_minutes": 30});
    assert_eq!(town.ask(&asked).expect(201)["trips"]["lead_minutes"], 30, "what is asked goes before");
    let wrong = town.patch(&json!({"lead_times": {"2": 0}})).problem(422, "invalid");
    assert_eq!(wrong["errors"][0]["pointer"], "/lead_times/2");
    town.patch(&json!({"lead_times": {"2": null}})).expect(200);
    assert_eq!(town.proposal()["trips"], Value::Null);
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
