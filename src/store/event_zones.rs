//! Every zone of an event, with what its activations and checklists say of it.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::schema::{activation_zones, activations, checklists, zone_revisions, zones};
use super::{StoreConnection, StoreError, id, loaded, word};
use crate::hazards::Hazard;
use crate::kernel::ids::{ActivationId, ChecklistId, EventId, ZoneId};
use crate::relocation::{ChecklistState, ZoneRound, ZoneState};

/// A zone of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct EventZone {
    /// The zone.
    pub id: ZoneId,
    /// Its code.
    pub code: String,
    /// Its hazard.
    pub hazard: Hazard,
    /// Its name, at the revision the latest activation has.
    pub name: String,
    /// Its village.
    pub village: Option<String>,
    /// Its commune.
    pub commune_code: String,
    /// What each activation holds of it, oldest first.
    pub held: Vec<(ActivationId, ZoneState)>,
    /// Its rounds, oldest first.
    pub rounds: Vec<ZoneRound>,
}

/// At most `limit` zones of these events after `after`, in the order of their ids; of a commune, or of all.
pub fn list(
    conn: &mut StoreConnection,
    of: &[EventId],
    commune: Option<&str>,
    after: Option<ZoneId>,
    limit: i64,
) -> Result<Vec<EventZone>, StoreError> {
    let of: Vec<String> = of.iter().map(ToString::to_string).collect();
    let mut query = activation_zones::table
        .inner_join(activations::table.on(activations::id.eq(activation_zones::activation_id)))
        .inner_join(
            zone_revisions::table.on(zone_revisions::zone_id
                .eq(activation_zones::zone_id)
                .and(zone_revisions::revision.eq(activation_zones::zone_revision))),
        )
        .filter(activations::event_id.eq_any(of.clone()))
        .select(activation_zones::zone_id)
        .distinct()
        .order(activation_zones::zone_id)
        .limit(limit)
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(commune) = commune {
        query = query.filter(zone_revisions::commune_code.eq(commune.to_owned()));
    }
    if let Some(after) = after {
        query = query.filter(activation_zones::zone_id.gt(after.to_string()));
    }
    let wanted: Vec<String> = query.load(conn)?;
    let mut found = held(conn, &of, &wanted)?;
    for (zone, round) in rounds(conn, &of, &wanted)? {
        if let Some(zone) = found.get_mut(&zone) {
            zone.rounds.push(round);
        }
    }
    Ok(found.into_values().collect())
}

type HeldRow = (String, String, String, String, String, String, Option<String>, String);

fn held(
    conn: &mut StoreConnection,
    of: &[String],
    wanted: &[String],
) -> Result<BTreeMap<String, EventZone>, StoreError> {
    let mut found: BTreeMap<String, EventZone> = BTreeMap::new();
    for chunk in wanted.chunks(500) {
        let rows: Vec<HeldRow> = activation_zones::table
            .inner_join(activations::table.on(activations::id.eq(activation_zones::activation_id)))
            .inner_join(zones::table.on(zones::id.eq(activation_zones::zone_id)))
            .inner_join(
                zone_revisions::table.on(zone_revisions::zone_id
                    .eq(activation_zones::zone_id)
                    .and(zone_revisions::revision.eq(activation_zones::zone_revision))),
            )
            .filter(activations::event_id.eq_any(of.to_vec()))
            .filter(activation_zones::zone_id.eq_any(chunk.to_vec()))
            .order((activation_zones::zone_id, activations::proposed_at, activations::id))
            .select((
                activation_zones::zone_id,
                activations::id,
                activation_zones::state,
                zones::code,
                zones::hazard,
                zone_revisions::name,
                zone_revisions::village,
                zone_revisions::commune_code,
            ))
            .load(conn)?;
        for (zone, activation, state, code, hazard, name, village, commune_code) in rows {
            let held = (id(&activation)?, word(&state)?);
            let (zone_id, hazard) = (id(&zone)?, word(&hazard)?);
            let known = found.remove(&zone).map(|known| (known.held, known.rounds)).unwrap_or_default();
            let (mut all, rounds) = known;
            all.push(held);
            let told = EventZone { id: zone_id, code, hazard, name, village, commune_code, held: all, rounds };
            found.insert(zone, told);
        }
    }
    Ok(found)
}

type RoundRow = (String, String, String, i64, String, chrono::NaiveDateTime, String, Option<chrono::NaiveDateTime>);

fn rounds(
    conn: &mut StoreConnection,
    of: &[String],
    wanted: &[String],
) -> Result<Vec<(String, ZoneRound)>, StoreError> {
    let mut found = Vec::new();
    for chunk in wanted.chunks(500) {
        let rows: Vec<RoundRow> = checklists::table
            .inner_join(activations::table.on(activations::id.eq(checklists::activation_id)))
            .filter(activations::event_id.eq_any(of.to_vec()))
            .filter(checklists::zone_id.eq_any(chunk.to_vec()))
            .order((checklists::zone_id, checklists::opened_at, checklists::id))
            .select((
                checklists::zone_id,
                checklists::id,
                checklists::activation_id,
                checklists::round,
                checklists::state,
                checklists::opened_at,
                checklists::stage,
                checklists::stage_at,
            ))
            .load(conn)?;
        for (zone, list, activation, round, state, opened_at, stage, stage_at) in rows {
            let checklist_id: ChecklistId = id(&list)?;
            let is_open = word::<ChecklistState>(&state)? == ChecklistState::Open;
            let since = loaded(stage_at.unwrap_or(opened_at));
            let activation_id = id(&activation)?;
            found.push((zone, ZoneRound { checklist_id, activation_id, round, is_open, stage: word(&stage)?, since }));
        }
    }
    Ok(found)
}
