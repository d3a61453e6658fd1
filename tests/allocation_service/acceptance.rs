//! Taking rows over, and why they are not.

use serde_json::{Value, json};

use crate::town::{Town, expect_rows, level};

fn row(proposal: &Value, zone: &str) -> Value {
    proposal["rows"].as_array().unwrap().iter().find(|row| row["zone"] == zone).unwrap()["n"].clone()
}

#[test]
fn rows_go_into_the_draft_one_after_the_other() {
    let town = Town::new();
    let proposal = town.proposal();
    let done = town.accept(&proposal, &json!([row(&proposal, "NL-B")])).expect(200);
    assert_eq!(done["version"]["n"], 1);
    let arranged = town.arrangements();
    assert_eq!(arranged["NL-B"]["destinations"], json!([{"code": "FAR", "name": "Nhà FAR", "people": 5}]));
    assert_eq!(arranged["NL-A"], Value::Null, "a row that was not chosen stays a proposal");
    let taken: Vec<bool> =
        done["allocation"]["rows"].as_array().unwrap().iter().map(|row| row["accepted_by"].is_string()).collect();
    assert_eq!(taken, [false, true]);
    assert_eq!(done["allocation"]["stale"], json!([]), "what came of it does not make it stale");

    // Others write the text of the plan meanwhile; that is nothing to people and shelters.
    town.patch(&json!({"title": "Phương án khác tên"})).expect(200);
    town.accept(&proposal, &json!("all")).expect(200);
    assert_eq!(town.arrangements()["NL-A"]["destinations"][0]["people"], 10);
    expect_rows(&town.proposal(), &[("NL-A", "NEAR", 10, "same"), ("NL-B", "FAR", 5, "same")]);

    let log = town.office.caller("admin").read("/audit?limit=50")["items"].to_string();
    assert!(log.contains("allocation_accepted") && log.contains("NL-B → FAR: 5"), "{log}");
}

#[test]
fn a_shelter_the_proposal_does_without_is_taken_away_only_by_its_row() {
    let town = Town::new();
    let old = json!({"destinations": [{"code": "OLD", "name": "Nhà cũ", "people": 10}]});
    town.patch(&json!({"arrangements": {"NL-A": old}})).expect(200);
    let proposal = town.proposal();
    expect_rows(&proposal, &[("NL-A", "NEAR", 10, "new"), ("NL-A", "OLD", 0, "dropped"), ("NL-B", "FAR", 5, "new")]);
    town.accept(&proposal, &json!([1])).expect(200);
    assert_eq!(town.arrangements()["NL-A"]["destinations"].as_array().unwrap().len(), 2);
    town.accept(&proposal, &json!([2])).expect(200);
    assert_eq!(
        town.arrangements()["NL-A"]["destinations"],
        json!([{"code": "NEAR", "name": "Nhà NEAR", "people": 10}])
    );
}

#[test]
fn a_proposal_on_what_has_changed_is_refused_with_what_changed() {
    let town = Town::new();
    let refused = |proposal: &Value, word: &str| {
        let problem = town.accept(proposal, &json!("all")).problem(409, "allocation-stale");
        let changes = problem["changes"].to_string();
        assert!(changes.contains(word), "{changes} / {word}");
        let path = format!("/allocations/{}", proposal["id"].as_str().unwrap());
        assert_eq!(town.office.caller("editor").read(&path)["stale"], problem["changes"]);
    };
    let before = town.arrangements();
    let proposal = town.proposal();
    town.resize("FAR", 21);
    refused(&proposal, "FAR");
    let proposal = town.proposal();
    town.household("B3", "Xa Úa", 2, 107.951, &json!([]), "not_stated");
    refused(&proposal, "5 hộ, trước đó 4 hộ");
    assert_eq!(town.arrangements(), before);
    let proposal = town.proposal();
    town.patch(&json!({"arrangements": {"NL-A": {"hosted": 1}}})).expect(200);
    refused(&proposal, "Bố trí sơ tán vùng NL-A: số người xen ghép");
    let proposal = town.proposal();
    assert_eq!(proposal["version"]["n"], 1);
    town.accept(&proposal, &json!([99])).problem(422, "invalid");
    town.accept(&proposal, &json!([])).problem(422, "invalid");
    town.accept(&proposal, &json!("some")).problem(422, "invalid");
    let viewer = town.office.caller("viewer");
    let path = format!("/api/v1/allocations/{}/acceptance", proposal["id"].as_str().unwrap());
    viewer.post(&path, &json!({"rows": "all"})).problem(403, "not-permitted");
}

#[test]
fn a_plan_in_force_gets_a_draft_and_stays_as_it_was_approved() {
    let town = Town::new();
    town.office.approve(&town.draft, &crate::app::committee::Committee::approval("7/QĐ-UBND"));
    let proposal = town.proposal();
    assert_eq!(proposal["version"], Value::Null);
    let done = town.accept(&proposal, &json!("all")).expect(200);
    assert_eq!(done["version"]["n"], 2);
    assert_eq!(town.arrangements(), json!({}), "the approved version does not change");
    let second = town.office.caller("editor").read(&format!("/plans/{}/versions/2", town.plan));
    assert_eq!(
        (&second["status"], &second["content"]["arrangements"]["NL-B"]["destinations"][0]["code"]),
        (&json!("draft"), &json!("FAR"))
    );
    // Somebody else's proposal, made while there was no draft, would now be laid beside another plan.
    let late = town.ask(&json!({"level": level(2), "by": "household"})).expect(201);
    assert_eq!(late["version"]["n"], 2);
}
