//! Whether what an event of the stream names belongs to a drill: told by everything it names, of whatever kind that is.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use serde_json::{Map, Value};

use super::schema::{activations, alerts, checklists, events, field_reports, relocations, task_steps, tasks};
use super::{IN_A_LIST, StoreConnection, StoreError, word_text};
use crate::alerts::cap::Status;
use crate::relocation::EventKind;

/// The kinds of which some belong to drills, or are exercises. Plans, registers, inspections and sources never do.
const OF_DANGERS: [&str; 8] =
    ["activation", "alert", "checklist", "document", "event", "quarantine", "relocations", "task"];

/// Whether an event of the stream of `kind` that names `names` belongs to a drill, or is of a message that is none to act
/// upon (an exercise, a test). Nothing where nobody knows, and where it is of both.
pub fn is_of_drill(
    conn: &mut StoreConnection,
    kind: &str,
    names: &Map<String, Value>,
) -> Result<Option<bool>, StoreError> {
    if !OF_DANGERS.contains(&kind) {
        return Ok(Some(false));
    }
    if let Some(told) = names.get("drill").and_then(Value::as_bool) {
        return Ok(Some(told));
    }
    let named = |name: &str| names.get(name).and_then(Value::as_str).map(str::to_owned);
    let own = named("id").unwrap_or_default();
    match kind {
        "alert" => Ok(of_statuses(&alerts::table.find(own).select(alerts::status).load::<String>(conn)?)),
        "document" | "quarantine" => {
            let within = alerts::table.filter(alerts::raw_document_id.eq(own)).select(alerts::status).distinct();
            Ok(of_statuses(&within.load::<String>(conn)?))
        }
        "relocations" => {
            let ids: Vec<String> =
                names.get("ids").and_then(Value::as_array).into_iter().flatten().filter_map(text_of).collect();
            let ids = if ids.is_empty() { vec![own] } else { ids };
            let found = events_of_targets(conn, &ids)?;
            of_events(conn, ids.iter().map(|id| found.get(id).cloned()).collect())
        }
        _ => {
            let place = |kind_of: &str, name: &str| named(name).or_else(|| (kind == kind_of).then(|| own.clone()));
            let event = match (place("event", "event_id"), place("activation", "activation_id")) {
                (Some(event), _) => Some(event),
                (None, Some(activation)) => events_of_activations(conn, &[activation])?.into_values().next(),
                (None, None) => match place("checklist", "checklist_id") {
                    Some(list) => events_of_checklists(conn, &[list])?.into_values().next(),
                    None => events_of_targets(conn, &[own])?.into_values().next(),
                },
            };
            of_events(conn, vec![event])
        }
    }
}

fn text_of(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// What some words agree on: whether each of them is `of_drill`.
fn agreed(mut of_drill: impl Iterator<Item = bool>) -> Option<bool> {
    let first = of_drill.next()?;
    of_drill.all(|other| other == first).then_some(first)
}

fn of_statuses(statuses: &[String]) -> Option<bool> {
    agreed(statuses.iter().map(|status| *status != word_text(&Status::Actual)))
}

/// Of dangers that were found, or not.
fn of_events(conn: &mut StoreConnection, named: Vec<Option<String>>) -> Result<Option<bool>, StoreError> {
    let Some(named) = named.into_iter().collect::<Option<HashSet<String>>>() else { return Ok(None) };
    let some: Vec<String> = named.iter().take(IN_A_LIST).cloned().collect();
    let kinds: Vec<String> = events::table.filter(events::id.eq_any(&some)).select(events::kind).load(conn)?;
    if kinds.len() < named.len() {
        return Ok(None);
    }
    Ok(agreed(kinds.iter().map(|kind| *kind == word_text(&EventKind::Drill))))
}

type Pairs = Vec<(String, String)>;

/// The danger of each relocation, task or step, or of each report of one.
fn events_of_targets(conn: &mut StoreConnection, ids: &[String]) -> Result<HashMap<String, String>, StoreError> {
    let (mut found, mut lists) = (HashMap::new(), Pairs::new());
    for ids in ids.chunks(IN_A_LIST) {
        let of_relocations: Pairs = relocations::table
            .filter(relocations::id.eq_any(ids))
            .select((relocations::id, relocations::event_id))
            .load(conn)?;
        found.extend(of_relocations);
        let of_tasks: Pairs =
            tasks::table.filter(tasks::id.eq_any(ids)).select((tasks::id, tasks::checklist_id)).load(conn)?;
        let of_steps: Pairs = task_steps::table
            .filter(task_steps::id.eq_any(ids))
            .select((task_steps::id, task_steps::checklist_id))
            .load(conn)?;
        lists.extend(of_tasks.into_iter().chain(of_steps));
    }
    let of_lists = events_of_checklists(conn, &lists.iter().map(|(_, list)| list.clone()).collect::<Vec<_>>())?;
    found.extend(lists.into_iter().filter_map(|(id, list)| Some((id, of_lists.get(&list)?.clone()))));
    match ids {
        [report] if found.is_empty() => of_report(conn, report),
        _ => Ok(found),
    }
}

/// The danger of what a report is about, under the id of the report.
fn of_report(conn: &mut StoreConnection, report: &str) -> Result<HashMap<String, String>, StoreError> {
    let target: Option<String> =
        field_reports::table.find(report.to_owned()).select(field_reports::target_id).get_result(conn).optional()?;
    let Some(target) = target.filter(|target| !target.is_empty() && target != report) else {
        return Ok(HashMap::new());
    };
    let event = events_of_targets(conn, &[target])?.into_values().next();
    Ok(event.into_iter().map(|event| (report.to_owned(), event)).collect())
}

fn events_of_checklists(conn: &mut StoreConnection, lists: &[String]) -> Result<HashMap<String, String>, StoreError> {
    let mut activations_of = Pairs::new();
    for lists in lists.chunks(IN_A_LIST) {
        let some: Pairs = checklists::table
            .filter(checklists::id.eq_any(lists))
            .select((checklists::id, checklists::activation_id))
            .load(conn)?;
        activations_of.extend(some);
    }
    let ids: Vec<String> = activations_of.iter().map(|(_, activation)| activation.clone()).collect();
    let of_activations = events_of_activations(conn, &ids)?;
    Ok(activations_of
        .into_iter()
        .filter_map(|(list, activation)| Some((list, of_activations.get(&activation)?.clone())))
        .collect())
}

fn events_of_activations(conn: &mut StoreConnection, ids: &[String]) -> Result<HashMap<String, String>, StoreError> {
    let mut found = HashMap::new();
    for ids in ids.chunks(IN_A_LIST) {
        let some: Pairs = activations::table
            .filter(activations::id.eq_any(ids))
            .select((activations::id, activations::event_id))
            .load(conn)?;
        found.extend(some);
    }
    Ok(found)
}
