//! The process is killed with SIGKILL while telephones report: no report that was answered is lost.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use ungpho::kernel::ids::ReportId;
use ungpho::kernel::{Clock, SystemClock};
use ungpho::outbound::fetch::{FetchLimits, Fetcher};
use ungpho::services::App;
use ungpho::services::load_demonstration::load_demonstration;
use ungpho::store::migrations;

use crate::app::client::Client;
use crate::app::server::TestServer;
use crate::app::{free_port, wait_for};
use crate::support::TestDatabase;

/// An activation of the demonstration, confirmed, and the relocations it opened.
pub fn at_work(chair: &Client) -> Vec<Value> {
    let proposed = wait_for("a proposal", || {
        chair.items("/activations").into_iter().find(|activation| activation["status"] == "proposed")
    });
    let confirmed = chair.decide(&proposed, "confirm", &json!({})).expect(200);
    let id = confirmed["id"].as_str().unwrap();
    chair.items(&format!("/activations/{id}/relocations"))
}

/// A plan of the demonstration set going by hand, and the relocations that opens: no message comes here.
fn ordered_out(chair: &Client) -> Vec<Value> {
    let plan = chair.items("/plans").into_iter().find(|plan| plan["code"] == "PA-23365-SL").unwrap();
    let event = json!({"name": {"episode": {"what": "mưa lũ", "from": "2025-10-25"}}, "kind": "real"});
    let start = json!({"plan_id": plan["id"], "event": event, "level": {"scale": "disaster_risk", "value": 4}, "reason": "Nguy cơ sạt lở"});
    let begun = chair.post("/api/v1/activations", &start).expect(201);
    chair.items(&format!("/activations/{}/relocations", begun["id"].as_str().unwrap()))
}

fn reports_kept(client: &Client, relocations: &[Value]) -> BTreeSet<String> {
    let of = |relocation: &Value| client.read(&format!("/relocations/{}", relocation["id"].as_str().unwrap()));
    let reports = relocations.iter().flat_map(|relocation| of(relocation)["reports"].as_array().unwrap().clone());
    reports.map(|report| report["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn no_answered_report_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    killed_while_reporting(&|| TestServer::demo_kept(folder.path(), port), at_work);
}

#[test]
fn no_answered_report_is_lost_on_postgres() {
    let Some(database) = TestDatabase::postgres() else { return };
    migrations::run(&database.store).unwrap();
    let fetcher = Fetcher::new(FetchLimits::default()).unwrap();
    load_demonstration(&App::new(database.store.clone(), Arc::new(SystemClock), fetcher)).unwrap();
    let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
    let environment = [("UNGPHO_DATABASE_URL", database.url.as_str())];
    killed_while_reporting(&|| TestServer::start(folder.path(), port, &["serve"], &environment).ready(), ordered_out);
}

/// Reports from eight telephones until the server is killed, and looks for those that were answered once it runs again.
fn killed_while_reporting(start: &dyn Fn() -> TestServer, begin: fn(&Client) -> Vec<Value>) {
    let server = start();
    let chair = server.signed_in("chutich");
    let relocations = begin(&chair);
    assert!(!relocations.is_empty(), "the demonstration has households in its zones");

    let (answered, over) = (Mutex::new(BTreeSet::new()), AtomicBool::new(false));
    thread::scope(|scope| {
        for device in 0..8_usize {
            let (answered, over, relocations, official) = (&answered, &over, &relocations, chair.clone());
            scope.spawn(move || {
                for round in 0_usize.. {
                    let now = SystemClock.now();
                    let (id, relocation) = (ReportId::new(now), &relocations[(device + round) % relocations.len()]);
                    let operation = json!({
                        "id": id, "happened_at": now, "base_revision": 0,
                        "relocation": {"id": relocation["id"], "said": {"state": "departed", "departed": round % 7}},
                    });
                    let outbox = json!({"device": format!("may-{device}"), "operations": [operation]});
                    match official.try_post("/api/v1/sync", &outbox) {
                        Some(answer) if answer.status == 200 => {
                            assert_ne!(answer.json()["operations"][0]["outcome"], "unplaced");
                            answered.lock().unwrap().insert(id.to_string());
                        }
                        _ => assert!(over.load(Ordering::Acquire), "only a dead server gives no answer"),
                    }
                    if over.load(Ordering::Acquire) {
                        return;
                    }
                }
            });
        }
        thread::sleep(Duration::from_millis(1_500));
        over.store(true, Ordering::Release);
        server.kill();
    });

    let answered = answered.into_inner().unwrap();
    assert!(answered.len() > 20, "{} reports were answered before the end", answered.len());
    let server = start();
    let kept = reports_kept(&server.signed_in("chutich"), &relocations);
    let lost: Vec<&String> = answered.difference(&kept).collect();
    assert!(lost.is_empty(), "{} of {} answered reports are lost", lost.len(), answered.len());
}
