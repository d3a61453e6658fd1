//! What a telephone fetches: everything of its unit at first, afterwards what has changed.

use std::collections::BTreeSet;

use serde_json::Value;

use super::live_data::day_of;
use super::quick_report::communes_of;
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::kernel::ids::{ChecklistId, EventId, RelocationId};
use crate::relocation::{ActivationStatus, Checklist, Relocation, Task};
use crate::store::relocations::Asked;
use crate::store::{StoreConnection, StoreError, activations, checklists, events, plans, relocations, stream};

/// The most events of the stream that are followed; a telephone that was away longer begins anew.
const MAX_FOLLOWED: i64 = 5_000;
/// The most relocations of one answer.
const MAX_RELOCATIONS: i64 = 20_000;

/// What changed.
#[derive(Debug, Default)]
pub struct Changes {
    /// Where to go on from next time.
    pub cursor: i64,
    /// Whether this is everything: what the telephone holds beside it is to be forgotten.
    pub reset: bool,
    /// Checklists that are at work, with their tasks.
    pub checklists: Vec<(Checklist, Vec<Task>)>,
    /// Relocations.
    pub relocations: Vec<Relocation>,
}

/// The changes after `since` that concern the caller's unit; everything where `since` is not known.
pub fn changes_since(app: &App, by: &Acting, since: Option<i64>) -> Result<Changes, ServiceError> {
    let now = app.now();
    let unit = by.account.unit_code.clone();
    Ok(app.store.read(|conn| {
        let head = stream::head(conn)?;
        let communes = match &unit {
            None => None,
            Some(unit) => Some(communes_of(conn, unit, day_of(now))?),
        };
        let followed = match since.filter(|since| (0..=head).contains(since) && head - since < MAX_FOLLOWED) {
            None => None,
            Some(since) => Some(named_in(conn, since)?),
        };
        let (ids, lists, reset) = match followed {
            None => (None, None, true),
            Some((ids, lists)) => (Some(ids), Some(lists), false),
        };
        let relocations = match &ids {
            Some(ids) => relocations::by_ids(conn, ids)?,
            None => all_running(conn, communes.as_deref())?,
        };
        let inside = |code: &String| communes.as_ref().is_none_or(|communes| communes.contains(code));
        let relocations = relocations.into_iter().filter(|relocation| inside(&relocation.commune_code)).collect();
        let checklists = lists_at_work(conn, communes.as_deref(), lists.as_deref())?;
        Ok::<_, StoreError>(Changes { cursor: head, reset, checklists, relocations })
    })?)
}

/// The relocations and checklists that events of the stream after `since` name.
fn named_in(conn: &mut StoreConnection, since: i64) -> Result<(Vec<RelocationId>, Vec<ChecklistId>), StoreError> {
    let (mut ids, mut lists, mut told) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for event in stream::after(conn, since, MAX_FOLLOWED)? {
        let Ok(payload) = serde_json::from_str::<Value>(&event.payload) else { continue };
        let texts = payload.get("ids").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        told.extend(texts.map(str::to_owned));
        let list = payload.get("checklist_id").and_then(Value::as_str);
        lists.extend(list.and_then(|text| text.parse::<ChecklistId>().ok()));
        if event.kind == "activation"
            && let Some(activation) = payload.get("activation_id").and_then(Value::as_str)
            && let Ok(activation) = activation.parse()
        {
            for list in checklists::of_activation(conn, activation)? {
                lists.insert(list.id);
                ids.extend(relocations::of_checklist(conn, list.id)?);
            }
        }
    }
    // Outboxes name relocations, tasks and steps alike.
    ids.extend(told.iter().filter_map(|text| text.parse::<RelocationId>().ok()));
    lists.extend(checklists::with_tasks(conn, &told.into_iter().collect::<Vec<_>>())?);
    Ok((ids.into_iter().collect(), lists.into_iter().collect()))
}

fn all_running(conn: &mut StoreConnection, communes: Option<&[String]>) -> Result<Vec<Relocation>, StoreError> {
    let mut found = Vec::new();
    // Events that are one are listed as one.
    let all = events::all(conn)?.into_iter().filter(|event| event.closed_at.is_none());
    let running: BTreeSet<EventId> = all.map(|event| event.joined_to.unwrap_or(event.id)).collect();
    for event in running {
        let asked = Asked { communes, ..Asked::default() };
        found.extend(relocations::list(conn, event, &asked, None, MAX_RELOCATIONS)?);
    }
    Ok(found)
}

fn lists_at_work(
    conn: &mut StoreConnection,
    communes: Option<&[String]>,
    wanted: Option<&[ChecklistId]>,
) -> Result<Vec<(Checklist, Vec<Task>)>, StoreError> {
    let mut lists = Vec::new();
    for activation in activations::list(conn, None, Some(ActivationStatus::Active))? {
        let unit = plans::get(conn, activation.plan_id)?.unit_code;
        if communes.is_some_and(|communes| !communes.contains(&unit)) {
            continue;
        }
        lists.extend(checklists::of_activation(conn, activation.id)?);
    }
    if let Some(wanted) = wanted {
        lists.retain(|list| wanted.contains(&list.id));
    }
    let ids: Vec<ChecklistId> = lists.iter().map(|list| list.id).collect();
    let mut tasks = checklists::tasks_of(conn, &ids)?;
    Ok(lists
        .into_iter()
        .map(|list| {
            let own = tasks.remove(&list.id).unwrap_or_default();
            (list, own)
        })
        .collect())
}
