//! The process is killed with SIGKILL while telephones report: no report that was answered is lost.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use ungpho::kernel::ids::ReportId;
use ungpho::kernel::{Clock, SystemClock};

use crate::app::client::Client;
use crate::app::server::TestServer;
use crate::app::{free_port, wait_for};

/// An activation of the demonstration, confirmed, and the relocations it opened.
pub fn at_work(server: &TestServer) -> Vec<Value> {
    let chair = server.signed_in("chutich");
    let proposed = wait_for("a proposal", || {
        chair.items("/activations").into_iter().find(|activation| activation["status"] == "proposed")
    });
    let confirmed = chair.decide(&proposed, "confirm", &json!({})).expect(200);
    let id = confirmed["id"].as_str().unwrap();
    chair.items(&format!("/activations/{id}/relocations"))
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
    let server = TestServer::demo_kept(folder.path(), port);
    let relocations = at_work(&server);
    assert!(!relocations.is_empty(), "the demonstration has households in its zones");

    let (answered, over) = (Mutex::new(BTreeSet::new()), AtomicBool::new(false));
    thread::scope(|scope| {
        for device in 0..8_usize {
            let official = server.signed_in("chutich");
            let (answered, over, relocations) = (&answered, &over, &relocations);
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
    let server = TestServer::demo_kept(folder.path(), port);
    let kept = reports_kept(&server.signed_in("chutich"), &relocations);
    let lost: Vec<&String> = answered.difference(&kept).collect();
    assert!(lost.is_empty(), "{} of {} answered reports are lost", lost.len(), answered.len());
}
