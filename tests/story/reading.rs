//! Reading the program through its interface, as the three stories need it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::app::client::Client;
use crate::app::wait_for;
use crate::expected::{Codes, codes};

pub fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_else(|| panic!("no {field} in {value}"))
}

pub fn time(value: &Value, field: &str) -> DateTime<Utc> {
    text(value, field).parse().unwrap()
}

/// Says whether `words` are there in both languages.
pub fn is_said(words: &Value) -> bool {
    ["vi", "en"].iter().all(|language| words[language].as_str().is_some_and(|text| !text.trim().is_empty()))
}

/// Waits until the alert called `identifier` is stored and answered.
pub fn answered(client: &Client, identifier: &str) -> Value {
    wait_for(identifier, || {
        let alert = client.items("/alerts").into_iter().find(|alert| alert["identifier"] == identifier)?;
        let decisions = client.items(&format!("/alerts/{}/decisions", text(&alert, "id")));
        (!decisions.is_empty()).then_some(alert)
    })
}

/// The zones of an activation by state.
pub fn states(activation: &Value) -> BTreeMap<String, Codes> {
    let mut states = BTreeMap::<String, Codes>::new();
    for zone in activation["zones"].as_array().unwrap() {
        states.entry(text(zone, "state").into()).or_default().insert(text(zone, "code").into());
    }
    states
}

/// The zones of every activation that are in `state`, by plan.
pub fn zones_in(client: &Client, state: &str) -> BTreeMap<String, Codes> {
    let activations = client.items("/activations");
    let of = |activation: &Value| states(activation).remove(state);
    activations.iter().filter_map(|one| Some((text(&one["plan"], "code").to_owned(), of(one)?))).collect()
}

pub fn advance(client: &Client, identifier: &str) -> Value {
    let answer = client.post("/api/v1/demo/advance", &Value::Null).expect(200);
    assert_eq!(answer["published"]["identifier"], identifier);
    answered(client, identifier)
}

pub fn touched(client: &Client, alert: &Value) -> Vec<Value> {
    let answer = client.read(&format!("/alerts/{}/zones?limit=100", text(alert, "id")));
    let zones = answer["zones"].as_array().unwrap().clone();
    assert_eq!(answer["total"], zones.len());
    zones
}

pub fn codes_of(items: &[Value]) -> Codes {
    codes(items.iter().map(|item| text(item, "code")))
}

/// Everything that a repetition must leave as it is.
pub fn everything(client: &Client) -> Vec<Value> {
    let mut all = client.items("/activations");
    for activation in all.clone() {
        for list in client.items(&format!("/activations/{}/checklists", text(&activation, "id"))) {
            all.push(client.read(&format!("/checklists/{}", text(&list, "id"))));
        }
    }
    all.push(json!(client.items("/audit")));
    all.push(json!(client.items("/alerts")));
    all
}
