//! Requests that come again because nobody heard the answer.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::io::Write as _;
use std::net::{Shutdown, TcpStream};

use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::app::cap::Cap;
use crate::app::client::{Answer, Client};
use crate::app::committee::{Committee, NGOC_LINH};
use crate::app::wait_for;

const EVENTS: &str = "/api/v1/events";

fn keyed(client: &Client, key: &str) -> Client {
    client.clone().with("idempotency-key", key)
}

fn storm(number: u8) -> Value {
    json!({"name": {"storm": {"year": 2026, "number": number}}, "kind": "drill"})
}

/// What counts of an answer.
fn heard(answer: &Answer) -> (u16, String, String, String, Vec<u8>) {
    let header = |name: &str| answer.header(name).to_owned();
    (answer.status, header("content-type"), header("etag"), header("location"), answer.bytes.clone())
}

#[test]
fn what_comes_again_is_answered_the_same_and_done_once() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    let first = keyed(approver, "k-1").post(EVENTS, &storm(12));
    first.expect(201);
    assert_eq!(first.header("idempotency-replayed"), "");
    for _ in 0..3 {
        let again = keyed(approver, "k-1").post(EVENTS, &storm(12));
        assert_eq!(heard(&again), heard(&first));
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert!(!again.header("content-security-policy").is_empty(), "as any answer");
    }
    assert_eq!(approver.items("/events").len(), 1);
    // Another body, another address, another If-Match is another request.
    keyed(approver, "k-1").post(EVENTS, &storm(13)).problem(422, "idempotency-key-reused");
    keyed(approver, "k-1").post("/api/v1/drills", &storm(12)).problem(422, "idempotency-key-reused");
    let other = keyed(approver, "k-1").with("if-match", "\"1\"");
    other.post(EVENTS, &storm(12)).problem(422, "idempotency-key-reused");
    let english = other.with("accept-language", "en").post(EVENTS, &storm(12)).problem(422, "idempotency-key-reused");
    assert!(english["detail"].as_str().unwrap().starts_with("This key was used"));
    // The same key of somebody else is another key, and without one everything is done each time.
    keyed(committee.caller("admin"), "k-1").post(EVENTS, &storm(14)).expect(201);
    approver.post(EVENTS, &storm(15)).expect(201);
    assert_eq!(approver.items("/events").len(), 3);
}

#[test]
fn a_refusal_is_repeated_and_who_is_not_signed_in_is_told_so() {
    let committee = Committee::new();
    let viewer = keyed(committee.caller("viewer"), "k");
    let refused = viewer.post(EVENTS, &storm(1));
    refused.problem(403, "not-permitted");
    assert_eq!(viewer.post(EVENTS, &storm(1)).json()["instance"], refused.json()["instance"]);
    keyed(committee.caller("nobody"), "k").post(EVENTS, &storm(1)).problem(401, "not-signed-in");
    let wrong = committee.server.client().bearer("no-such-token");
    keyed(&wrong, "k").post(EVENTS, &storm(1)).problem(401, "not-signed-in");
    for key in ["", " ", "có dấu", "a b", "x".repeat(256).as_str()] {
        let approver = committee.caller("approver").clone();
        let Ok(_) = reqwest::header::HeaderValue::from_str(key) else { continue };
        let problem = keyed(&approver, key).post(EVENTS, &storm(1)).problem(422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"], "/Idempotency-Key", "{key:?}");
    }
    keyed(committee.caller("approver"), &"x".repeat(255)).post(EVENTS, &storm(1)).expect(201);
}

#[test]
fn of_those_that_come_at_once_one_is_done() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    for round in 0..5_u8 {
        let client = keyed(approver, &format!("round-{round}"));
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let sent: Vec<_> = (0..8).map(|_| scope.spawn(|| client.post(EVENTS, &storm(round + 1)))).collect();
            sent.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let made: HashSet<String> = answers
            .iter()
            .filter_map(|answer| {
                if answer.status == 409 {
                    answer.problem(409, "idempotency-in-progress");
                    assert_eq!(answer.header("retry-after"), "1");
                    return None;
                }
                Some(answer.expect(201)["id"].as_str().unwrap().to_owned())
            })
            .collect();
        assert_eq!(made.len(), 1, "{answers:?}");
        assert_eq!(approver.items("/events").len(), usize::from(round) + 1);
    }
}

#[test]
fn whoever_hangs_up_finds_the_answer_kept() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    for number in 1..=6_u8 {
        let client = keyed(approver, &format!("cut-{number}"));
        let mut cut: TcpStream = client.send_raw("POST", "/events", &storm(number));
        cut.flush().unwrap();
        // From not at all to long enough.
        std::thread::sleep(std::time::Duration::from_millis(u64::from(number - 1)));
        cut.shutdown(Shutdown::Both).unwrap();
        drop(cut);
        let answer = wait_for("an answer", || {
            let answer = client.post(EVENTS, &storm(number));
            (answer.status != 409).then_some(answer)
        });
        answer.expect(201);
        assert_eq!(approver.items("/events").len(), usize::from(number), "cut {number}");
    }
}

#[test]
fn whoever_hangs_up_before_the_key_is_taken_leaves_it_to_nobody() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    let mut database = SqliteConnection::establish(committee.database().to_str().unwrap()).unwrap();
    let client = keyed(approver, "cut-early");
    // Somebody else writes, so the key has to wait for its turn.
    database.batch_execute("PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE").unwrap();
    let cut = client.send_raw("POST", "/events", &storm(1));
    std::thread::sleep(std::time::Duration::from_millis(500));
    cut.shutdown(Shutdown::Both).unwrap();
    drop(cut);
    std::thread::sleep(std::time::Duration::from_millis(500));
    database.batch_execute("ROLLBACK").unwrap();
    let answer = wait_for("an answer", || {
        let answer = client.post(EVENTS, &storm(1));
        (answer.status != 409).then_some(answer)
    });
    answer.expect(201);
    assert_eq!(approver.items("/events").len(), 1);
}

/// Does something while nothing can be written into `table`.
fn while_broken<T>(committee: &Committee, table: &str, act: impl FnOnce() -> T) -> T {
    let mut database = SqliteConnection::establish(committee.database().to_str().unwrap()).unwrap();
    let breaks = format!(
        "PRAGMA busy_timeout = 5000; CREATE TRIGGER broken BEFORE INSERT ON {table} \
         BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END"
    );
    database.batch_execute(&breaks).unwrap();
    let done = act();
    database.batch_execute("DROP TRIGGER broken").unwrap();
    done
}

#[test]
fn a_fault_of_the_server_frees_the_key_only_where_nothing_was_written() {
    let committee = Committee::new();
    let (admin, approver) = (committee.caller("admin"), committee.caller("approver"));
    let client = keyed(approver, "nothing-written");
    while_broken(&committee, "events", || client.post(EVENTS, &storm(1)).problem(500, "internal"));
    client.post(EVENTS, &storm(1)).expect(201);

    // What is pushed is kept in one transaction and read in another.
    let sent: DateTime<Utc> = "2026-09-27T13:05:06Z".parse().unwrap();
    let program = keyed(committee.caller("integration"), "half-written");
    let alert = Cap::new("cap-1", sent).xml();
    while_broken(&committee, "alerts", || program.push(&alert).problem(500, "internal"));
    let refused = program.push(&alert).problem(409, "idempotency-outcome-unknown");
    assert_eq!(refused["first_status"], 500);
    assert!(refused["detail"].as_str().unwrap().contains("khóa mới"), "{refused}");
    assert!(admin.items("/alerts").is_empty(), "it was not done again");
    assert_eq!(keyed(&program, "another").push(&alert).status, 201);

    // A drill is there as soon as it is opened; its first message comes when it can.
    let official = keyed(approver, "drill");
    let drill = json!({"scenario": "kalmaegi-2025", "speed": 60.0});
    let first = while_broken(&committee, "raw_documents", || official.post("/api/v1/drills", &drill));
    first.expect(201);
    assert_eq!(heard(&official.post("/api/v1/drills", &drill)), heard(&first));
    assert_eq!(approver.items("/events").iter().filter(|event| event["id"] == first.json()["id"]).count(), 1);
    let address = format!("/drills/{}/messages", first.json()["id"].as_str().unwrap());
    wait_for("its first message", || approver.items(&address).iter().find(|one| one["sent_at"].is_string()).cloned());
}

#[test]
fn alerts_are_answered_again_and_secrets_and_what_is_large_are_not_kept() {
    let committee = Committee::new();
    let sent: DateTime<Utc> = "2026-09-27T13:05:06Z".parse().unwrap();
    let program = keyed(committee.caller("integration"), "alert");
    let first = program.push(&Cap::new("cap-1", sent).xml());
    assert_eq!(first.expect(201)["outcome"], "stored");
    let again = program.push(&Cap::new("cap-1", sent).xml());
    assert_eq!(heard(&again), heard(&first), "not “duplicate”, as it would be without the key");

    let admin = keyed(committee.caller("admin"), "account");
    let account = json!({"name": "moi", "display_name": "Người mới", "role": "viewer"});
    let made = admin.post("/api/v1/accounts", &account);
    assert_eq!(made.status, 201, "{}", String::from_utf8_lossy(&made.bytes));
    let again = admin.post("/api/v1/accounts", &account).problem(409, "idempotency-answer-not-kept");
    assert_eq!(again["first_status"], 201);
    // However it is written, it is the same address.
    let program = json!({"name": "tram-do", "display_name": "Trạm đo", "role": "integration"});
    let program = committee.caller("admin").post("/api/v1/accounts", &program).expect(201)["id"].clone();
    let address = format!("/api/v1/%61ccounts/{}/tokens", program.as_str().unwrap());
    let written = keyed(committee.caller("admin"), "token");
    let token = written.post(&address, &json!({}));
    assert!(token.expect(201)["token"].is_string());
    written.post(&address, &json!({})).problem(409, "idempotency-answer-not-kept");
    // A refusal tells no secret, so it is repeated as it was.
    let wrong = keyed(committee.caller("admin"), "wrong-account");
    let nameless = json!({"name": "", "display_name": "", "role": "viewer"});
    let refused = wrong.post("/api/v1/accounts", &nameless);
    refused.problem(422, "invalid");
    assert_eq!(heard(&wrong.post("/api/v1/accounts", &nameless)), heard(&refused));

    // An outbox has ids of its own, a file is no document: the key counts for neither.
    let official = keyed(committee.caller("official"), "outbox");
    for address in ["/api/v1/sync", "/api/v1/sync", "/api/v1/s%79nc", "/api/v1/s%79nc"] {
        let answer = official.post(address, &json!({"operations": []}));
        assert_eq!((answer.status, answer.header("idempotency-replayed")), (200, ""));
    }
}

/// What is sent: to which address, in which order, how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Sent {
    Event(u8),
    Plan(u8),
    Alert(u8),
    Words(u8),
}

const HAZARDS: [&str; 4] = ["landslide", "flash_flood", "storm", "flood"];

impl Sent {
    fn send(self, committee: &Committee, run: u32) -> Answer {
        let key = format!("{run}-{self:?}");
        let caller = |role: &str| keyed(committee.caller(role), &key);
        match self {
            Self::Event(number) => caller("approver").post(EVENTS, &storm(number + 1)),
            Self::Plan(n) => caller("editor")
                .post("/api/v1/plans", &json!({"unit_code": NGOC_LINH, "hazard": HAZARDS[usize::from(n)]})),
            Self::Alert(n) => {
                let sent: DateTime<Utc> = "2026-09-27T13:05:06Z".parse().unwrap();
                caller("integration").push(&Cap::new(&format!("cap-{run}-{n}"), sent).xml())
            }
            Self::Words(n) => caller("admin").post(
                "/api/v1/hazard-words",
                &json!({"language": "en", "words": format!("wind {run} {n}"), "hazard": "storm"}),
            ),
        }
    }
}

#[test]
fn however_often_and_in_whatever_order_each_is_done_once() {
    let committee = Committee::new();
    let admin = committee.caller("admin");
    let one = prop_oneof![
        (0..4_u8).prop_map(Sent::Event),
        (0..4_u8).prop_map(Sent::Plan),
        (0..4_u8).prop_map(Sent::Alert),
        (0..4_u8).prop_map(Sent::Words),
    ];
    let config = Config { cases: 12, failure_persistence: None, ..Config::default() };
    let runs = Cell::new(0);
    TestRunner::new(config)
        .run(&proptest::collection::vec(one, 1..24), |order| {
            let run = runs.get() + 1;
            runs.set(run);
            let before = admin.items("/audit").len();
            let mut answers = HashMap::new();
            let mut after_first = before;
            for sent in order {
                let answer = sent.send(&committee, run);
                prop_assert!(answer.status < 500);
                match answers.get(&sent) {
                    None => {
                        answers.insert(sent, heard(&answer));
                        after_first = admin.items("/audit").len();
                    }
                    Some(first) => {
                        prop_assert_eq!(&heard(&answer), first);
                        prop_assert_eq!(answer.header("idempotency-replayed"), "true");
                        prop_assert_eq!(admin.items("/audit").len(), after_first, "nothing was written again");
                    }
                }
            }
            Ok(())
        })
        .unwrap();
}
