//! The storm: proposals, a confirmation, checklists, ticks, Update, Update, Cancel, and a person who ends it.

use std::collections::BTreeMap;

use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};

use crate::PLAN;
use crate::app::client::Client;
use crate::app::server::TestServer;
use crate::expected::*;
use crate::reading::*;

#[test]
fn an_alert_leads_to_checklists_and_its_updates_and_cancel_are_carried_through() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let anyone = server.client();

    let alert = answered(&anyone, "demo-noru-2022-1");
    assert_eq!(
        (text(&alert, "state"), text(&alert, "hazard"), text(&alert, "source_code")),
        ("upcoming", "storm", "demo")
    );
    assert_eq!((&alert["level"]["value"]["value"], &alert["level"]["official"]), (&json!(4), &json!(true)));
    the_touched_zones_are_those_of_the_table(&anyone, &alert);
    every_decision_has_a_reason(&anyone, &alert);
    the_proposals_follow_from_the_plans(&anyone, &alert);

    let (approver, official) = (server.signed_in("chutich"), server.signed_in("ngoclinh"));
    only_an_approver_who_read_it_confirms(&server, &approver);
    let lists = the_checklists_are_complete(&anyone, &alert);
    let done = a_task_is_ticked_where_one_belongs(&server, &official, &lists[0]);
    the_log_says_who_when_and_on_what(&approver, &alert, &done);
    pushing_it_again_changes_nothing(&server, &alert);

    // A second plan is put to work, so that the update widens running work: DP-SL-02 joins DP-SL-01.
    approver.decide(&approver.activation("PA-23344-SL"), "confirm", &json!({})).expect(200);
    the_first_update_adds_zones_to_confirm(&approver, &done);
    the_second_update_only_proposes_to_stand_down(&anyone, &approver, &done);
    after_the_cancel_a_person_ends_it(&anyone, &approver, &done);
}

fn the_touched_zones_are_those_of_the_table(client: &Client, alert: &Value) {
    let (zones, expected) = (touched(client, alert), touch("demo-noru-2022-1"));
    assert_eq!(codes_of(&zones), expected.zones);
    assert_eq!(zones.len(), 14);
    for zone in &zones {
        assert_eq!(zone["relation"], "polygon", "{zone}");
        let share = zone["overlap_share"].as_f64().unwrap();
        let table = match text(zone, "code") {
            "MR-LU-01" => 0.53,
            "MB-BA-01" => 0.0,
            _ => 1.0,
        };
        assert!((share - table).abs() < 0.005_1, "{zone}");
    }
    assert_eq!(expected.partly, "MR-LU-01 0.53, MB-BA-01 0 (boundary only)", "the table has changed");
}

fn every_decision_has_a_reason(client: &Client, alert: &Value) {
    let decisions = client.items(&format!("/alerts/{}/decisions", text(alert, "id")));
    assert!(decisions.iter().all(|decision| is_said(&decision["reason"])), "{decisions:#?}");
    let find = |plan: &str, zone: Option<&str>| {
        decisions.iter().find(|one| one["plan"]["code"] == plan && one["zone"]["code"].as_str() == zone)
    };
    for plan in plans() {
        let code = text(&plan, "code");
        let of_plan = find(code, None).unwrap_or_else(|| panic!("nothing was said about {code}"));
        let asked = of_plan["reason"]["en"].as_str().unwrap().contains("does not answer that hazard");
        // Where the plan does not listen to storms its reason stands for its zones.
        for zone in zones_of(&plan).iter().filter(|_| !asked) {
            assert!(find(code, Some(zone)).is_some(), "nothing was said about {zone}");
        }
    }
    let why_not = |plan, zone| {
        let decision = find(plan, Some(zone)).unwrap();
        assert_eq!(decision["outcome"], "not_triggered");
        (decision["reason"]["vi"].as_str().unwrap(), decision["reason"]["en"].as_str().unwrap())
    };
    let (vi, en) = why_not("PA-23419-LU", "DT-LU-01");
    assert!(vi.contains("1,5 km") && en.contains("1.5 km"), "{vi} {en}");
    let (vi, en) = why_not("PA-23344-SL", "DP-SL-02");
    assert!(vi.contains("0,8 km") && en.contains("0.8 km"), "{vi} {en}");
    for (plan, zone) in [
        ("PA-23293-LU", "KT-LU-01"),
        ("PA-23293-LU", "KT-LU-02"),
        ("PA-23293-LU", "KT-LU-03"),
        ("PA-23293-BA", "KT-BA-01"),
    ] {
        assert!(why_not(plan, zone).1.starts_with("Outside the area"), "{zone}");
    }
    assert_eq!(find("PA-23293-LU", None).unwrap()["outcome"], "not_triggered");
    assert_eq!(find("PA-23455-SL", None).unwrap()["outcome"], "not_triggered");
}

fn the_proposals_follow_from_the_plans(client: &Client, alert: &Value) {
    let expected = touch("demo-noru-2022-1");
    assert_eq!(zones_in(client, "proposed"), wanted(&expected));
    let activations = client.items("/activations");
    assert!(activations.iter().all(|one| one["status"] == "proposed" && one["alert"]["id"] == alert["id"]));
    assert_eq!(client.items("/events").len(), 1, "one storm is one event");

    let activation = client.activation(PLAN);
    let sum = |at: usize| zones_of_plan(PLAN).iter().map(|zone| zone_figures(zone)[at]).sum::<i64>();
    let figures = &activation["figures"];
    assert_eq!(
        [&figures["zones"], &figures["households"], &figures["people"], &figures["vulnerable"]],
        [&json!(3), &json!(sum(1)), &json!(sum(2)), &json!(sum(3))]
    );
}

fn zones_of_plan(code: &str) -> Codes {
    zones_of(plans().iter().find(|plan| plan["code"] == code).unwrap())
}

fn only_an_approver_who_read_it_confirms(server: &TestServer, approver: &Client) {
    let proposal = approver.activation(PLAN);
    let path = format!("/api/v1/activations/{}/confirm", text(&proposal, "id"));
    server.client().decide(&proposal, "confirm", &json!({})).problem(401, "not-signed-in");
    server.signed_in("xem").decide(&proposal, "confirm", &json!({})).problem(403, "not-permitted");
    approver.post(&path, &json!({})).problem(428, "precondition-required");
    let stale = approver.clone().with("if-match", "\"999\"").post(&path, &json!({}));
    let vietnamese = stale.problem(412, "stale");
    let english = approver.clone().with("if-match", "\"999\"").with("accept-language", "en").post(&path, &json!({}));
    let english = english.problem(412, "stale");
    assert_eq!(
        text(&english, "detail"),
        "Somebody changed it after it was read. Load it again, look at the change and try again."
    );
    assert_ne!(english["detail"], vietnamese["detail"]);
    assert!(text(&english, "instance").starts_with("urn:uuid:"));
    assert_eq!(states(&approver.activation(PLAN)), states(&proposal), "a refused decision leaves no trace");

    let confirmed = approver.decide(&proposal, "confirm", &json!({"remark": "Đã họp Ban Chỉ huy"}));
    let etag = confirmed.header("etag").to_owned();
    let confirmed = confirmed.expect(200);
    assert_eq!((text(&confirmed, "status"), text(&confirmed, "etag")), ("active", etag.as_str()));
    assert_eq!(text(&confirmed, "decision_remark"), "Đã họp Ban Chỉ huy");
    approver.decide(&proposal, "confirm", &json!({})).problem(412, "stale");
    approver.decide(&confirmed, "confirm", &json!({})).problem(409, "wrong-state");
}

/// The tasks the files ask for in a zone of a plan: Vietnamese title, phase, subject, due.
fn tasks_asked(plan: &str, zone: &str) -> Vec<Value> {
    let templates: Value = serde_json::from_str(include_str!("../../maps/demo/task-templates.json")).unwrap();
    let plan = plans().into_iter().find(|one| one["code"] == plan).unwrap();
    let mut tasks = templates["templates"][text(&plan, "task_template")].as_array().unwrap().clone();
    let own = plan["tasks"].as_array().unwrap().iter();
    tasks.extend(own.filter(|task| task["zone"].as_str().is_none_or(|only| only == zone)).cloned());
    tasks
}

fn the_checklists_are_complete(client: &Client, alert: &Value) -> Vec<Value> {
    let activation = client.activation(PLAN);
    let lists = client.items(&format!("/activations/{}/checklists", text(&activation, "id")));
    assert_eq!(codes(lists.iter().map(|list| text(&list["zone"], "code"))), zones_of_plan(PLAN));
    assert_eq!(lists.len(), 3);
    // The bulletin is written at 14:00 and the storm begins at 1:00.
    let onset = time(alert, "sent") + TimeDelta::hours(11);
    let mut whole = Vec::new();
    for list in &lists {
        let list = client.read(&format!("/checklists/{}", text(list, "id")));
        let zone = text(&list["zone"], "code").to_owned();
        let [_, households, people, vulnerable] = zone_figures(&zone);
        assert_eq!(
            (&list["households"], &list["people"], &list["vulnerable"]),
            (&json!(households), &json!(people), &json!(vulnerable)),
            "{zone}"
        );
        assert_eq!((time(&list, "onset"), text(&list, "onset_basis")), (onset, "onset"));
        let tasks = list["tasks"].as_array().unwrap();
        people_come_first_in_each_phase(tasks);
        let asked = tasks_asked(PLAN, &zone);
        assert_eq!(tasks.len(), asked.len(), "{zone}");
        let opened = time(&list, "opened_at");
        for asked in &asked {
            let task = tasks.iter().find(|task| task["title"] == asked["title"]);
            let task = task.unwrap_or_else(|| panic!("{zone} lacks {asked}"));
            assert_eq!((&task["phase"], &task["subject"]), (&asked["phase"], &asked["subject"]));
            assert!(is_said(&task["title"]) && is_said(&task["role_name"]));
            let due = match &asked["due"] {
                Value::Object(due) if due.contains_key("minutes_from_onset") => {
                    let due = onset + TimeDelta::minutes(due["minutes_from_onset"].as_i64().unwrap());
                    // Nothing is due sooner than a quarter of an hour after the list is opened.
                    Some(due.max(opened + TimeDelta::minutes(15)))
                }
                Value::Object(due) => Some(opened + TimeDelta::minutes(due["minutes_from_opening"].as_i64().unwrap())),
                _ => None,
            };
            assert_eq!(task["due_at"].as_str().map(|at| at.parse().unwrap()), due, "{zone}: {asked}");
        }
        whole.push(list);
    }
    whole
}

fn people_come_first_in_each_phase(tasks: &[Value]) {
    let rank = |words: &[&str], word: &str| words.iter().position(|known| *known == word).unwrap();
    let places: Vec<_> = tasks
        .iter()
        .map(|task| {
            (
                rank(&["before", "during", "after"], text(task, "phase")),
                rank(&["people", "property", "command"], text(task, "subject")),
                task["position"].as_i64().unwrap(),
            )
        })
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    for phase in 0..2 {
        for subject in 0..2 {
            assert!(places.iter().any(|place| (place.0, place.1) == (phase, subject)), "{phase} {subject}");
        }
    }
}

fn a_task_is_ticked_where_one_belongs(server: &TestServer, official: &Client, list: &Value) -> Value {
    let task = &list["tasks"][0];
    let (seen, _) = server.client().follow(0, |kind, _| kind == "activation");
    server.client().change_task(task, &json!({"state": "done"})).problem(401, "not-signed-in");
    server.signed_in("mangri").change_task(task, &json!({"state": "done"})).problem(403, "not-permitted");
    let path = format!("/api/v1/tasks/{}", text(task, "id"));
    official.patch(&path, &json!({"state": "done"})).problem(428, "precondition-required");

    let refused = official.clone().with("accept-language", "en").change_task(task, &json!({"state": "not_applicable"}));
    let refused = refused.problem(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/remark");
    assert_eq!(text(&refused, "detail"), "Write why it does not apply.");
    let refused = official.change_task(task, &json!({"state": "done_earlier"})).problem(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/done_at");

    let zone = text(&list["zone"], "code");
    assert_eq!(zone_state(official, zone), "order");
    let done = official.change_task(task, &json!({"state": "done", "remark": "đủ 30 hộ"})).expect(200);
    assert_eq!(zone_state(official, zone), "clearing");
    assert_eq!((text(&done, "state"), text(&done, "remark")), ("done", "đủ 30 hộ"));
    assert!(text(&done, "changed_by").contains("ngoclinh"));
    official.change_task(task, &json!({"state": "open"})).problem(412, "stale");

    let id = text(task, "id");
    let (_, event) = server.client().follow(seen, |kind, data| kind == "task" && data["id"] == id);
    assert_eq!((&event["checklist_id"], &event["activation_id"]), (&list["id"], &list["activation_id"]));
    let list = official.read(&format!("/checklists/{}", text(list, "id")));
    assert_eq!((&list["tasks_done"], &list["tasks"][0]["state"]), (&json!(1), &json!("done")));
    done
}

fn the_log_says_who_when_and_on_what(client: &Client, alert: &Value, done: &Value) {
    let activation = client.activation(PLAN);
    let log = client.items(&format!("/audit?subject={}", text(&activation, "id")));
    let find = |action: &str| {
        let lines: Vec<_> = log.iter().filter(|line| line["action"] == action).collect();
        assert_eq!(lines.len(), 1, "{action}: {log:#?}");
        lines[0]
    };
    for (action, who) in [("activation_confirmed", "(chutich)"), ("task_changed", "(ngoclinh)")] {
        let line = find(action);
        assert!(text(&line["actor"], "vi").contains(who), "{line}");
        assert_eq!(line["alert_id"], alert["id"]);
        assert!(is_said(&line["detail"]));
        assert!((Utc::now() - time(line, "at")).abs() < TimeDelta::minutes(5));
    }
    assert_eq!(find("task_changed")["subject_id"], done["id"]);
    assert!(find("activation_confirmed")["detail"]["vi"].as_str().unwrap().contains("Đã họp Ban Chỉ huy"));
}

fn pushing_it_again_changes_nothing(server: &TestServer, alert: &Value) {
    let admin = server.signed_in("quantri");
    let bytes = admin.get(&format!("/api/v1/alerts/{}/raw", text(alert, "id"))).bytes;
    let before = everything(&admin);
    let mut reworded = bytes.clone();
    reworded.extend_from_slice(b"\n<!-- sent again -->\n");
    for bytes in [bytes, reworded] {
        let answer = admin.push(&bytes).expect(200);
        assert_eq!((&answer["outcome"], &answer["id"]), (&json!("duplicate"), &alert["id"]));
    }
    assert_eq!(everything(&admin), before);
    server.client().push(b"<alert/>").problem(401, "not-signed-in");
    server.signed_in("xem").push(b"<alert/>").problem(403, "not-permitted");
}

fn the_first_update_adds_zones_to_confirm(client: &Client, done: &Value) {
    let alert = advance(client, "demo-noru-2022-2");
    let expected = touch("demo-noru-2022-2");
    assert_eq!(codes_of(&touched(client, &alert)), expected.zones);
    assert_eq!(expected.zones.len(), 20);

    let running = client.activation("PA-23344-SL");
    assert_eq!(text(&running, "status"), "active");
    let (open, waiting) = (codes(["DP-SL-01"]), codes(["DP-SL-02"]));
    assert_eq!(states(&running), BTreeMap::from([("open".into(), open), ("proposed".into(), waiting.clone())]));
    assert_eq!(running["pending"]["open"].as_array().unwrap().len(), 1);
    assert!(is_said(&running["pending"]["words"]));
    let lists = format!("/activations/{}/checklists", text(&running, "id"));
    assert_eq!(client.items(&lists).len(), 1, "an update opens nothing by itself");

    // What the table says is waiting or at work, plan by plan: nothing more, nothing less.
    let mut there = zones_in(client, "proposed");
    for (plan, open) in zones_in(client, "open") {
        there.entry(plan).or_default().extend(open);
    }
    assert_eq!(there, wanted(&expected));
    assert_eq!(client.items("/events").len(), 1);

    let confirmed = client.decide(&running, "confirm", &json!({})).expect(200);
    assert_eq!(states(&confirmed)["open"], zones_of_plan("PA-23344-SL"));
    assert_eq!(client.items(&lists).len(), 2);
    still_done(client, done);
    let old = client.items("/alerts").into_iter().find(|alert| alert["identifier"] == "demo-noru-2022-1").unwrap();
    assert_eq!(text(&old, "state"), "superseded");
}

fn still_done(client: &Client, done: &Value) {
    let list = client.read(&format!("/checklists/{}", text(done, "checklist_id")));
    let task = list["tasks"].as_array().unwrap().iter().find(|task| task["id"] == done["id"]).unwrap();
    assert_eq!(task, done);
}

fn the_second_update_only_proposes_to_stand_down(anyone: &Client, approver: &Client, done: &Value) {
    let alert = advance(anyone, "demo-noru-2022-3");
    let expected = touch("demo-noru-2022-3");
    assert_eq!(codes_of(&touched(anyone, &alert)), expected.zones);
    assert_eq!(expected.zones.len(), 5);
    // The zone of the plan that the smaller area leaves out may be ended, if a person says so; the others go on.
    let (going_on, left_out) = (wanted(&expected)[PLAN].clone(), codes(["NL-SL-03"]));
    assert_eq!(zones_of_plan(PLAN), going_on.union(&left_out).cloned().collect());
    let activation = anyone.activation(PLAN);
    assert_eq!(text(&activation, "status"), "active");
    let expected_states = [("open".into(), going_on), ("stand_down_proposed".into(), left_out)];
    assert_eq!(states(&activation), BTreeMap::from(expected_states));
    for zone in activation["zones"].as_array().unwrap() {
        assert!(is_said(&zone["reason"]));
    }
    let lists = format!("/activations/{}/checklists", text(&activation, "id"));
    assert!(anyone.items(&lists).iter().all(|list| list["state"] == "open"), "a message ends no checklist");
    still_done(approver, done);
    // Proposals nobody answered follow the alert: what is waiting or at work is what the table says.
    assert!(zones_in(anyone, "proposed").keys().all(|plan| wanted(&expected).contains_key(plan)));
    assert_eq!(zones_in(anyone, "open"), wanted(&expected));
    let decisions = anyone.items(&format!("/alerts/{}/decisions", text(&alert, "id")));
    let ours = decisions.iter().find(|one| one["plan"]["code"] == PLAN && one["zone"]["code"] == "NL-SL-03").unwrap();
    assert_eq!(text(ours, "outcome"), "not_triggered");

    // A person ends that one zone; work in the others goes on.
    let narrowed = approver.decide(&activation, "stand-down", &json!({})).expect(200);
    assert_eq!((text(&narrowed, "status"), &states(&narrowed)["stood_down"]), ("active", &codes(["NL-SL-03"])));
    for list in anyone.items(&lists) {
        let ended = text(&list["zone"], "code") == "NL-SL-03";
        assert_eq!(text(&list, "state"), if ended { "stood_down" } else { "open" });
    }
    assert_eq!(zone_state(anyone, "NL-SL-03"), "stood_down");
    approver.decide(&narrowed, "stand-down", &json!({})).problem(409, "wrong-state");
}

fn after_the_cancel_a_person_ends_it(anyone: &Client, approver: &Client, done: &Value) {
    let alert = advance(anyone, "demo-noru-2022-4");
    assert_eq!((text(&alert, "msg_type"), text(&alert, "state")), ("Cancel", "cancelled"));
    assert!(touched(anyone, &alert).is_empty());
    assert!(zones_in(anyone, "open").is_empty() && zones_in(anyone, "proposed").is_empty());
    assert_eq!(zones_in(anyone, "stand_down_proposed").keys().collect::<Vec<_>>(), ["PA-23344-SL", PLAN]);

    let decisions = anyone.items(&format!("/alerts/{}/decisions", text(&alert, "id")));
    let ours = decisions.iter().find(|one| one["plan"]["code"] == PLAN && one["zone"].is_null()).unwrap();
    assert_eq!(text(ours, "outcome"), "stand_down_proposed");

    let activation = anyone.activation(PLAN);
    anyone.decide(&activation, "stand-down", &json!({})).problem(401, "not-signed-in");
    let ended = approver.decide(&activation, "stand-down", &json!({"remark": "Hết mưa"})).expect(200);
    assert_eq!(text(&ended, "status"), "stood_down");
    assert_eq!(states(&ended), BTreeMap::from([("stood_down".into(), zones_of_plan(PLAN))]));
    let lists = anyone.items(&format!("/activations/{}/checklists", text(&activation, "id")));
    assert!(lists.iter().all(|list| list["state"] == "stood_down"));
    still_done(approver, done);
    approver.change_task(done, &json!({"state": "open"})).problem(409, "checklist-not-open");
    assert_eq!(zone_state(anyone, "NL-SL-01"), "normal", "nothing is at work in it any more");
}

/// The state of a zone in the work that is going on.
fn zone_state(client: &Client, code: &str) -> String {
    let zones = client.items("/zones");
    let zone = zones.iter().find(|zone| zone["properties"]["code"] == code).unwrap();
    text(&zone["properties"], "state").to_owned()
}
