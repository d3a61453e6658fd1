//! What must come out: what is touched stands in the tables of `maps/demo/README.md`, computed by another engine;
//! which plans answer follows from `maps/demo/plans.json` as a person reads it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

const README: &str = include_str!("../../maps/demo/README.md");

pub type Codes = BTreeSet<String>;

pub fn codes(items: impl IntoIterator<Item = impl Into<String>>) -> Codes {
    items.into_iter().map(Into::into).collect()
}

/// The cells of the README's row that begins with `first`.
pub fn row(first: &str) -> Vec<&'static str> {
    let line = README.lines().find(|line| line.starts_with(&format!("| {first} "))).unwrap();
    line.trim_matches('|').split('|').map(str::trim).collect()
}

/// What the README says a message touches: its level, the zones, and which of them in part.
pub struct Touch {
    pub level: i64,
    pub zones: Codes,
    pub partly: &'static str,
}

pub fn touch(message: &str) -> Touch {
    let cells = row(message);
    let (count, zones) = cells[2].split_once(": ").unwrap();
    let zones = codes(zones.split(", "));
    assert_eq!(zones.len(), count.parse::<usize>().unwrap());
    Touch { level: cells[1].parse().unwrap(), zones, partly: cells[5] }
}

/// The README's figures of zones: from level, households, people, vulnerable.
pub fn zone_figures(zone: &str) -> [i64; 4] {
    let cells = row(zone);
    [cells[2], cells[5], cells[6], cells[7]].map(|cell| cell.parse().unwrap())
}

pub fn plans() -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("../../maps/demo/plans.json")).unwrap();
    file["plans"].as_array().unwrap().clone()
}

pub fn zones_of(plan: &Value) -> Codes {
    codes(plan["zones"].as_array().unwrap().iter().map(|zone| zone.as_str().unwrap()))
}

/// The zones each plan must clear on a storm alert, plans that must do nothing left out.
pub fn wanted(touch: &Touch) -> BTreeMap<String, Codes> {
    let answers = |plan: &Value| {
        plan["triggers"].as_array().unwrap().iter().any(|rule| {
            rule["on_hazards"].as_array().unwrap().contains(&json!("storm"))
                && rule["at_level"]["value"].as_i64().unwrap() <= touch.level
        })
    };
    let cleared = |plan: &Value| -> Codes {
        zones_of(plan).intersection(&touch.zones).filter(|zone| zone_figures(zone)[0] <= touch.level).cloned().collect()
    };
    plans()
        .iter()
        .filter(|plan| answers(plan))
        .map(|plan| (plan["code"].as_str().unwrap().to_owned(), cleared(plan)))
        .filter(|(_, zones)| !zones.is_empty())
        .collect()
}
