//! Every (stage, action, role), over HTTP, against a table written by hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

mod app;

use std::cell::Cell;

use app::client::Answer;
use app::committee::{Committee, ROLES};
use reqwest::Method;
use serde_json::{Value, json};

const STAGES: [&str; 7] = ["draft", "submitted", "returned", "appraised", "approved", "superseded", "withdrawn"];

/// Each action with the roles that may take it and the stages at which it can be taken.
const TABLE: [(&str, &[&str], &[&str]); 8] = [
    ("edit", &["admin", "editor", "approver"], &["draft", "returned"]),
    ("submit", &["admin", "editor", "approver"], &["draft", "returned"]),
    ("return", &["appraiser", "approver"], &["submitted", "appraised"]),
    ("appraise", &["appraiser"], &["submitted"]),
    ("approve", &["approver"], &["appraised"]),
    ("withdraw", &["approver"], &["approved"]),
    (
        "comment",
        &["admin", "editor", "appraiser", "approver", "official"],
        &["draft", "submitted", "returned", "appraised"],
    ),
    ("settle", &["appraiser", "approver"], &["draft", "submitted", "returned", "appraised"]),
];

/// Roles that may remark but settle only their own remarks: they are refused where the stage allows settling.
const OWN_REMARKS_ONLY: [&str; 3] = ["admin", "editor", "official"];

const HAZARDS: [&str; 12] = [
    "storm",
    "landslide",
    "flood",
    "flash_flood",
    "inundation",
    "earthquake",
    "drought",
    "heavy_rain",
    "hail",
    "forest_fire",
    "fire",
    "dam_failure",
];
const UNITS: [&str; 8] = ["23365", "23446", "23341", "23344", "23356", "23368", "23374", "23377"];

struct Office {
    committee: Committee,
    begun: Cell<usize>,
}

impl Office {
    /// A version at `stage`, with a settled and an open remark of the appraiser where it is still open.
    fn version_at(&self, stage: &str) -> Version {
        let n = self.begun.replace(self.begun.get() + 1);
        let address = self.committee.begin(UNITS[n / HAZARDS.len()], HAZARDS[n % HAZARDS.len()]);
        let step = |role: &str, step: &str, body: Value| self.committee.step(role, &address, step, &body).expect(200);
        let remark = json!({"remark": "Bổ sung số điện thoại."});
        match stage {
            "draft" => {}
            "submitted" => drop(step("editor", "submit", json!({}))),
            "returned" => {
                step("editor", "submit", json!({}));
                step("appraiser", "return", remark);
            }
            "appraised" => {
                step("editor", "submit", json!({}));
                step("appraiser", "appraise", json!({}));
            }
            _ => self.committee.approve(&address, &Committee::approval("12/QĐ-UBND")),
        }
        if stage == "withdrawn" {
            step("approver", "withdraw", json!({"remark": "Sáp nhập thôn, theo 20/QĐ-UBND."}));
        }
        if stage == "superseded" {
            let plan = address.trim_end_matches("/versions/1");
            self.committee.caller("editor").post(&format!("/api/v1{plan}/versions"), &json!({})).expect(201);
            self.committee.approve(&format!("{plan}/versions/2"), &Committee::approval("13/QĐ-UBND"));
        }
        let comment = self.remark(&address);
        Version { address, comment }
    }

    /// The id of an open remark of the appraiser; of one that never was where none can be made any more.
    fn remark(&self, address: &str) -> String {
        let body = json!({"pointer": "/sections/order", "body": "Chưa nêu người canh giữ nhà."});
        let answer = self.committee.caller("appraiser").post(&format!("/api/v1{address}/comments"), &body);
        if answer.status != 201 {
            return "0192f3a4-0000-7000-8000-000000000000".into();
        }
        answer.json()["id"].as_str().unwrap().to_owned()
    }

    fn act(&self, version: &Version, action: &str, role: &str) -> Answer {
        let Version { address, comment } = version;
        match action {
            "edit" => {
                let text = format!("Chốt chặn hai đầu đường ({role}).");
                self.committee.on(role, Method::PATCH, address, "", &json!({"sections": {"order": text}}))
            }
            "comment" => {
                let body = json!({"pointer": "/title", "body": "Ghi rõ năm."});
                self.committee.on(role, Method::POST, address, "/comments", &body)
            }
            "settle" => {
                self.committee.on(role, Method::POST, address, &format!("/comments/{comment}/settle"), &json!({}))
            }
            "approve" => {
                // What must be settled before approval is another matter than who may approve at which stage.
                let path = format!("/api/v1{address}/comments/{comment}/settle");
                self.committee.caller("appraiser").post(&path, &json!({}));
                self.committee.step(role, address, action, &Committee::approval("14/QĐ-UBND"))
            }
            _ => self.committee.step(role, address, action, &json!({"remark": "Theo ý kiến cuộc họp."})),
        }
    }

    fn state(&self, version: &Version) -> Value {
        let mut state = self.committee.caller("admin").read(&version.address);
        let comments = self.committee.caller("admin").read(&format!("{}/comments", version.address));
        state["comments"] = comments["items"].clone();
        state
    }
}

struct Version {
    address: String,
    comment: String,
}

fn expected(stage: &str, action: &str, role: &str) -> u16 {
    let (_, roles, stages) = TABLE.iter().find(|(name, ..)| *name == action).unwrap();
    let possible = stages.contains(&stage);
    match role {
        "nobody" => 401,
        _ if action == "settle" && OWN_REMARKS_ONLY.contains(&role) => {
            if possible {
                403
            } else {
                409
            }
        }
        _ if !roles.contains(&role) => 403,
        _ if !possible => 409,
        _ if action == "comment" => 201,
        _ => 200,
    }
}

#[test]
fn every_stage_action_and_role_does_what_the_table_says() {
    let office = Office { committee: Committee::new(), begun: Cell::new(0) };
    let mut tried = 0;
    for stage in STAGES {
        let mut version = office.version_at(stage);
        for (action, ..) in TABLE {
            for role in ROLES.into_iter().chain(["nobody"]) {
                let before = office.state(&version);
                assert_eq!(before["status"], stage);
                let answer = office.act(&version, action, role);
                let case = format!("{role} wants to {action} a version that is {stage}");
                let status = expected(stage, action, role);
                assert_eq!(answer.status, status, "{case}: {}", String::from_utf8_lossy(&answer.bytes));
                if status >= 400 {
                    assert!(answer.json()["type"].as_str().unwrap().starts_with("/problems/"), "{case}");
                    let mut after = office.state(&version);
                    if action == "approve" {
                        after["comments"] = before["comments"].clone();
                    }
                    assert_eq!(after, before, "{case}: nothing may change");
                } else {
                    version = office.version_at(stage);
                }
                tried += 1;
            }
        }
    }
    assert_eq!(tried, STAGES.len() * TABLE.len() * (ROLES.len() + 1));
}
