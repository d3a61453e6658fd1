//! Loans between units: asked, consented to or refused, and never counted before.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::MANG_RI;
use crate::app::committee::{Committee, NGOC_LINH, today};

#[test]
fn a_loan_counts_only_when_its_owner_consented() {
    let office = Committee::new();
    let owner = office.further("ngoclinh", "official", Some(NGOC_LINH));
    let asker = office.further("mangri", "official", Some(MANG_RI));
    let entry = json!({"kind": "boat", "name": "Xuồng", "details": {"register": "vehicle", "number": 3}});
    let boats = owner.post("/api/v1/vehicles", &json!({"unit_code": NGOC_LINH, "entry": entry})).expect(201);
    let boats_path = format!("/vehicles/{}", boats["id"].as_str().unwrap());
    let ask = |quantity: i64| {
        asker.post(
            "/api/v1/loans",
            &json!({
                "resource_id": boats["id"], "to_unit": MANG_RI, "quantity": quantity, "purpose": "đón dân thôn 3",
                "first_day": today(), "last_day": today() + TimeDelta::days(3),
            }),
        )
    };
    let free = || owner.read(&boats_path)["free_today"].clone();
    ask(4).problem(422, "invalid");
    let first = ask(2).expect(201);
    let second = ask(2).expect(201);
    assert_eq!((&first["state"], free()), (&json!("asked"), json!(3.0)), "asked for is not lent");
    let answer = |by: &crate::app::client::Client, loan: &Value, etag: &str, body: Value| {
        let path = format!("/api/v1/loans/{}/answer", loan["id"].as_str().unwrap());
        by.clone().with("if-match", etag).post(&path, &body)
    };
    answer(&asker, &first, "\"1\"", json!({"answer": "consent"})).problem(403, "not-permitted");
    answer(&owner, &first, "\"9\"", json!({"answer": "consent"})).problem(412, "stale");
    answer(&owner, &first, "\"1\"", json!({"answer": "consent"})).expect(200);
    assert_eq!(free(), json!(1.0));
    answer(&owner, &second, "\"1\"", json!({"answer": "consent"})).problem(422, "invalid");
    answer(&owner, &second, "\"1\"", json!({"answer": "refuse"})).problem(422, "invalid");
    let refused = answer(&owner, &second, "\"1\"", json!({"answer": "refuse", "reason": "đang dùng"})).expect(200);
    assert_eq!((&refused["state"], &refused["answer_reason"]), (&json!("refused"), &json!("đang dùng")));
    assert_eq!(free(), json!(1.0), "a refusal counts for nothing");
    answer(&asker, &first, "\"2\"", json!({"answer": "withdraw", "reason": "đã trả"})).expect(200);
    assert_eq!(free(), json!(3.0));
    assert_eq!(asker.items(&format!("/loans?unit={MANG_RI}")).len(), 2);
    assert_eq!(asker.items("/loans?unit=23293").len(), 0);
    let mine = json!({
        "resource_id": boats["id"], "to_unit": NGOC_LINH, "quantity": 1, "first_day": today(), "last_day": today(),
    });
    owner.post("/api/v1/loans", &mine).problem(422, "invalid");
    asker.post("/api/v1/loans", &mine).problem(403, "not-permitted");
}
