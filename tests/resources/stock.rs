//! Stocks move; nothing is written over.

use serde_json::{Value, json};

use crate::app::client::Client;
use crate::app::committee::{Committee, NGOC_LINH};

fn rice(by: &Client) -> String {
    let entry =
        json!({"kind": "rice", "name": "Gạo", "details": {"register": "supply", "unit": "kg", "needed": 500.0}});
    let added = by.post("/api/v1/supplies", &json!({"unit_code": NGOC_LINH, "entry": entry})).expect(201);
    format!("/api/v1/supplies/{}", added["id"].as_str().unwrap())
}

#[test]
fn a_stock_is_the_sum_of_its_movements_and_a_count_keeps_the_difference() {
    let office = Committee::new();
    let editor = office.caller("editor");
    let path = rice(editor);
    let moved = |kind: &str, quantity: f64| {
        let body = json!({"kind": kind, "quantity": quantity, "reason": "theo phiếu"});
        editor.post(&format!("{path}/movements"), &body)
    };
    assert_eq!(moved("received", 500.5).expect(201)["stock"], 500.5);
    assert_eq!(moved("issued", 100.0).expect(201)["stock"], 400.5);
    moved("issued", 400.6).problem(422, "invalid");
    assert_eq!(moved("spoiled", 0.5).expect(201)["stock"], 400.0);
    let counted = moved("counted", 390.0).expect(201);
    assert_eq!((&counted["stock"], &counted["delta"]), (&json!(390.0), &json!(-10.0)));
    moved("received", -1.0).problem(422, "invalid");
    let silent = json!({"kind": "received", "quantity": 1.0, "reason": " "});
    editor.post(&format!("{path}/movements"), &silent).problem(422, "invalid");
    let all = editor.items(&format!("{}/movements", &path[7..]));
    let deltas: Vec<f64> = all.iter().map(|movement| movement["delta"].as_f64().unwrap()).collect();
    assert_eq!(deltas, [-10.0, -0.5, -100.0, 500.5], "newest first");
    assert!((deltas.iter().sum::<f64>() - 390.0).abs() < 1e-9);
    let read = editor.read(&path[7..]);
    assert_eq!((&read["quantity"], &read["revision"]), (&json!(390.0), &json!(1)), "the line is the same");
    office.caller("viewer").post(&format!("{path}/movements"), &silent).problem(403, "not-permitted");
    let page = editor.read(&format!("{}/movements?limit=3", &path[7..]));
    assert_eq!(page["items"].as_array().unwrap().len(), 3);
    assert_ne!(page["next"], Value::Null);
}
