//! The process is killed with SIGKILL between any two steps, started again, and must end where a process
//! ends that was never killed: nothing lost, nothing twice, no work half done.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod app;

use std::path::Path;
use std::time::Duration;

use app::client::Client;
use app::server::TestServer;
use app::{free_port, wait_for};
use serde_json::{Value, json};

/// Waits until the first message of the demonstration is answered, and the poll that brought it is over.
fn answered(client: &Client) {
    wait_for("the answer to the first message", || {
        let alert = client.items("/alerts").into_iter().find(|alert| alert["identifier"] == "demo-noru-2022-1")?;
        let decisions = client.items(&format!("/alerts/{}/decisions", alert["id"].as_str().unwrap()));
        let source = client.items("/alert-sources").into_iter().find(|source| source["code"] == "demo")?;
        (!decisions.is_empty() && source["health"]["state"] == "speaking").then_some(())
    });
}

fn sorted(mut values: Vec<Value>) -> Vec<Value> {
    values.sort_by_key(ToString::to_string);
    values
}

/// Everything that was stored and decided, without the ids and times that differ from run to run.
fn picture(client: &Client) -> Value {
    let pick = |value: &Value, fields: &[&str]| -> Value {
        fields
            .iter()
            .map(|field| ((*field).to_owned(), value[*field].clone()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let alerts = client.items("/alerts");
    let decisions = alerts.iter().map(|alert| {
        let decisions = client.items(&format!("/alerts/{}/decisions", alert["id"].as_str().unwrap()));
        let shown = decisions
            .iter()
            .map(|one| json!([one["plan"]["code"], one["zone"]["code"], one["outcome"], one["reason"]]));
        json!(sorted(shown.collect()))
    });
    let touched = alerts.iter().map(|alert| {
        let zones = client.read(&format!("/alerts/{}/zones?limit=100", alert["id"].as_str().unwrap()));
        json!(sorted(zones["zones"].as_array().unwrap().iter().map(|zone| pick(zone, &["code", "relation"])).collect()))
    });
    let activations = client.items("/activations").into_iter().map(|one| {
        let zones = one["zones"].as_array().unwrap().iter().map(|zone| pick(zone, &["code", "state", "reason"]));
        json!([one["plan"]["code"], one["status"], one["level"], one["mode"], one["figures"], sorted(zones.collect())])
    });
    let zones = client
        .items("/zones")
        .into_iter()
        .map(|zone| pick(&zone["properties"], &["code", "state", "households", "people", "revision"]));
    let log =
        client.items("/audit").into_iter().map(|line| pick(&line, &["action", "actor", "subject_kind", "detail"]));
    json!({
        "alerts": sorted(alerts.iter().map(|alert| {
            pick(alert, &["sender", "identifier", "msg_type", "state", "hazard", "level", "source_code"])
        }).collect()),
        "decisions": decisions.collect::<Vec<_>>(),
        "touched": touched.collect::<Vec<_>>(),
        "events": client.items("/events").iter().map(|event| pick(event, &["name", "kind"])).collect::<Vec<_>>(),
        "activations": sorted(activations.collect()),
        "zones": sorted(zones.collect()),
        "plans": client.items("/plans").len(),
        "shelters": client.items("/shelters").len(),
        "quarantine": client.items("/quarantine").len(),
        "log": sorted(log.collect()),
    })
}

/// What a process says that was never killed.
fn undisturbed() -> Value {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    answered(&server.client());
    picture(&server.client().sign_in("quantri", "minhhoa-quantri"))
}

#[test]
fn killed_at_any_checkpoint_the_program_ends_where_it_would_have_ended() {
    let expected = undisturbed();
    assert_eq!(expected["alerts"].as_array().unwrap().len(), 1);
    assert_eq!(expected["touched"][0].as_array().unwrap().len(), 14);
    // The list of messages is kept first, then the message itself.
    let places =
        ["bytes_kept", "bytes_kept:2", "alerts_stored", "alert_answered", "alerts_answered", "source_remembered"];
    for place in places {
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let first = TestServer::start(folder.path(), port, &["demo", "--keep"], &[("UNGPHO_STOP_AT", place)]);
        first.wait_for_output(&format!("stopped at {}", place.trim_end_matches(":2")));
        first.kill();
        let again = TestServer::demo_kept(folder.path(), port);
        answered(&again.client());
        let found = picture(&again.client().sign_in("quantri", "minhhoa-quantri"));
        for (name, wanted) in expected.as_object().unwrap() {
            assert_eq!(&found[name], wanted, "{name}, killed at {place}");
        }
    }
}

#[test]
fn every_checkpoint_of_the_source_is_one_the_test_kills_at() {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                let text = std::fs::read_to_string(&entry).unwrap();
                found
                    .extend(text.split("checkpoint(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()));
            }
        }
    }
    found.sort();
    found.dedup();
    assert_eq!(found, ["alert_answered", "alerts_answered", "alerts_stored", "bytes_kept", "source_remembered"]);
}

fn lists_of(client: &Client, activation: &Value) -> Vec<Value> {
    let lists = client.items(&format!("/activations/{}/checklists", activation["id"].as_str().unwrap()));
    lists.iter().map(|list| client.read(&format!("/checklists/{}", list["id"].as_str().unwrap()))).collect()
}

fn log_of(client: &Client, activation: &Value, action: &str) -> usize {
    let log = client.items(&format!("/audit?subject={}", activation["id"].as_str().unwrap()));
    log.iter().filter(|line| line["action"] == action).count()
}

#[test]
fn what_was_answered_is_there_once_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let port = server.port();
    answered(&server.client());
    let approver = server.signed_in("chutich");
    let confirmed = approver.decide(&approver.activation("PA-23365-SL"), "confirm", &json!({})).expect(200);
    server.kill();

    let server = TestServer::demo_kept(folder.path(), port);
    // The session outlives the process too.
    let approver_again = approver;
    let activation = approver_again.activation("PA-23365-SL");
    assert_eq!((&activation["status"], &activation["etag"]), (&json!("active"), &confirmed["etag"]));
    assert_eq!(activation["zones"], confirmed["zones"]);
    let lists = lists_of(&approver_again, &activation);
    assert_eq!(lists.len(), 3);
    assert_eq!(log_of(&approver_again, &activation, "activation_confirmed"), 1);
    let official = server.signed_in("ngoclinh");
    let done = official.change_task(&lists[0]["tasks"][0], &json!({"state": "done", "remark": "xong"})).expect(200);
    server.kill();

    let server = TestServer::demo_kept(folder.path(), port);
    let client = server.client();
    let activation = client.activation("PA-23365-SL");
    // By the same reader: telephones of people are for those who are signed in.
    let after = lists_of(&approver_again, &activation);
    assert_eq!(after.len(), lists.len());
    assert_eq!(after[0]["tasks"][0], done);
    assert_eq!(after[0]["tasks_done"], 1);
    assert_eq!(after[1..], lists[1..]);
    assert_eq!(log_of(&client, &activation, "activation_confirmed"), 1);
    assert_eq!(log_of(&client, &activation, "task_changed"), 1);
}

#[test]
fn a_confirm_that_is_cut_off_is_done_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = TestServer::demo(folder.path());
    let port = server.port();
    answered(&server.client());
    let approver = server.signed_in("chutich");
    let (mut whole, mut nothing) = (0, 0);
    for delay in [0, 1, 2, 3, 5, 8, 12, 20, 40, 80] {
        let waiting = approver.items("/activations").into_iter().filter(|one| one["status"] == "proposed");
        // Plans with most zones first: they leave most to be cut in two.
        let Some(proposal) = waiting.max_by_key(|one| one["zones"].as_array().unwrap().len()) else { break };
        let path = format!("/activations/{}/confirm", proposal["id"].as_str().unwrap());
        let cut_off =
            approver.clone().with("if-match", proposal["etag"].as_str().unwrap()).send_raw("POST", &path, &json!({}));
        std::thread::sleep(Duration::from_millis(delay));
        server.kill();
        drop(cut_off);

        server = TestServer::demo_kept(folder.path(), port);
        let path = format!("/activations/{}", proposal["id"].as_str().unwrap());
        let after = approver.read(&path);
        let lists = lists_of(&approver, &after);
        let logged = log_of(&approver, &after, "activation_confirmed");
        let zones = after["zones"].as_array().unwrap();
        if after["status"] == "proposed" {
            nothing += 1;
            assert_eq!((lists.len(), logged), (0, 0), "cut off after {delay} ms");
            assert_eq!(after, proposal);
        } else {
            whole += 1;
            assert_eq!((&after["status"], logged), (&json!("active"), 1), "cut off after {delay} ms");
            assert_eq!(lists.len(), zones.len());
            assert!(zones.iter().all(|zone| zone["state"] == "open" && zone["checklist_id"].is_string()));
            // Each template has 26 lines; a plan may add its own.
            assert!(lists.iter().all(|list| list["tasks"].as_array().unwrap().len() >= 26), "{lists:#?}");
        }
    }
    println!("of the confirms that were cut off, {whole} were done whole and {nothing} not at all");
    assert!(whole + nothing > 5);
}
