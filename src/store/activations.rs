//! Activations with their zones.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{activation_zones, activations, zones};
use super::{StoreConnection, StoreError, from_json, id, insert_rows, loaded, stored, to_json, word, word_text};
use crate::hazards::RiskLevel;
use crate::kernel::ids::{ActivationId, EventId, PlanId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Activation, ActivationStatus, ActivationZone, ZoneState};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = activations)]
#[diesel(treat_none_as_null = true)]
struct ActivationRow {
    id: String,
    event_id: String,
    plan_id: String,
    plan_version_id: String,
    alert_id: String,
    level: i64,
    level_official: bool,
    mode: String,
    status: String,
    proposed_at: NaiveDateTime,
    escalate_at: Option<NaiveDateTime>,
    escalated_at: Option<NaiveDateTime>,
    decided_at: Option<NaiveDateTime>,
    decided_by: Option<String>,
    decision_remark: Option<String>,
    revision: i64,
}

impl ActivationRow {
    fn of(activation: &Activation) -> Result<Self, StoreError> {
        Ok(Self {
            id: activation.id.to_string(),
            event_id: activation.event_id.to_string(),
            plan_id: activation.plan_id.to_string(),
            plan_version_id: activation.plan_version_id.to_string(),
            alert_id: activation.alert_id.to_string(),
            level: activation.level.digit().into(),
            level_official: activation.level_official,
            mode: to_json(&activation.mode)?,
            status: word_text(&activation.status),
            proposed_at: stored(activation.proposed_at),
            escalate_at: activation.escalate_at.map(stored),
            escalated_at: activation.escalated_at.map(stored),
            decided_at: activation.decided_at.map(stored),
            decided_by: activation.decided_by.clone(),
            decision_remark: activation.decision_remark.clone(),
            revision: activation.revision,
        })
    }

    fn into_activation(self, zones: Vec<ActivationZone>) -> Result<Activation, StoreError> {
        let level = u8::try_from(self.level).ok().and_then(|level| RiskLevel::new(level).ok());
        Ok(Activation {
            id: id(&self.id)?,
            event_id: id(&self.event_id)?,
            plan_id: id(&self.plan_id)?,
            plan_version_id: id(&self.plan_version_id)?,
            alert_id: id(&self.alert_id)?,
            level: level.ok_or_else(|| StoreError::corrupt("level of an activation"))?,
            level_official: self.level_official,
            mode: from_json(&self.mode)?,
            status: word(&self.status)?,
            proposed_at: loaded(self.proposed_at),
            escalate_at: self.escalate_at.map(loaded),
            escalated_at: self.escalated_at.map(loaded),
            decided_at: self.decided_at.map(loaded),
            decided_by: self.decided_by,
            decision_remark: self.decision_remark,
            revision: self.revision,
            zones,
        })
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = activation_zones)]
struct ZoneRow {
    activation_id: String,
    zone_id: String,
    zone_revision: i64,
    state: String,
    alert_id: String,
    reason_vi: String,
    reason_en: String,
}

/// Adds an activation; `AlreadyExists` where the event has one of the plan.
pub fn insert(conn: &mut StoreConnection, activation: &Activation) -> Result<(), StoreError> {
    diesel::insert_into(activations::table).values(&ActivationRow::of(activation)?).execute(conn)?;
    add_zones(conn, activation)
}

/// Writes an activation back with its revision counted up; `Stale` where somebody else was quicker.
pub fn update(conn: &mut StoreConnection, activation: &Activation) -> Result<Activation, StoreError> {
    let next = update_head(conn, activation)?;
    put_zones(conn, &next)?;
    Ok(next)
}

/// [`update`] where of its zones nothing has changed but that those in state `from` are in state `to` now.
pub fn update_moved(
    conn: &mut StoreConnection,
    activation: &Activation,
    from: ZoneState,
    to: ZoneState,
) -> Result<Activation, StoreError> {
    let next = update_head(conn, activation)?;
    let moved = activation_zones::table
        .filter(activation_zones::activation_id.eq(next.id.to_string()))
        .filter(activation_zones::state.eq(word_text(&from)));
    diesel::update(moved).set(activation_zones::state.eq(word_text(&to))).execute(conn)?;
    Ok(next)
}

fn update_head(conn: &mut StoreConnection, activation: &Activation) -> Result<Activation, StoreError> {
    let next = Activation { revision: activation.revision + 1, ..activation.clone() };
    let changed = diesel::update(
        activations::table
            .filter(activations::id.eq(activation.id.to_string()))
            .filter(activations::revision.eq(activation.revision)),
    )
    .set(&ActivationRow::of(&next)?)
    .execute(conn)?;
    if changed == 0 { Err(StoreError::Stale) } else { Ok(next) }
}

fn put_zones(conn: &mut StoreConnection, activation: &Activation) -> Result<(), StoreError> {
    let own = activation_zones::table.filter(activation_zones::activation_id.eq(activation.id.to_string()));
    diesel::delete(own).execute(conn)?;
    add_zones(conn, activation)
}

fn add_zones(conn: &mut StoreConnection, activation: &Activation) -> Result<(), StoreError> {
    let rows: Vec<ZoneRow> = activation
        .zones
        .iter()
        .map(|zone| ZoneRow {
            activation_id: activation.id.to_string(),
            zone_id: zone.zone_id.to_string(),
            zone_revision: zone.zone_revision,
            state: word_text(&zone.state),
            alert_id: zone.alert_id.to_string(),
            reason_vi: zone.reason.vi.clone(),
            reason_en: zone.reason.en.clone(),
        })
        .collect();
    insert_rows!(conn, activation_zones::table, rows);
    Ok(())
}

/// One activation.
pub fn get(conn: &mut StoreConnection, activation: ActivationId) -> Result<Activation, StoreError> {
    let row: ActivationRow = activations::table
        .filter(activations::id.eq(activation.to_string()))
        .select(ActivationRow::as_select())
        .get_result(conn)?;
    one(with_zones(conn, vec![row])?)
}

/// The activation of a plan in an event.
pub fn of_plan(conn: &mut StoreConnection, event: EventId, plan: PlanId) -> Result<Option<Activation>, StoreError> {
    let row: Option<ActivationRow> = activations::table
        .filter(activations::event_id.eq(event.to_string()))
        .filter(activations::plan_id.eq(plan.to_string()))
        .select(ActivationRow::as_select())
        .get_result(conn)
        .optional()?;
    row.map(|row| with_zones(conn, vec![row]).and_then(one)).transpose()
}

/// The plans that have an activation in an event.
pub fn plans_in(conn: &mut StoreConnection, event: EventId) -> Result<Vec<PlanId>, StoreError> {
    let plans: Vec<String> = activations::table
        .filter(activations::event_id.eq(event.to_string()))
        .order(activations::plan_id)
        .select(activations::plan_id)
        .load(conn)?;
    plans.iter().map(|plan| id(plan)).collect()
}

/// Activations, newest first, of an event or of all, in a status or in any.
pub fn list(
    conn: &mut StoreConnection,
    event: Option<EventId>,
    status: Option<ActivationStatus>,
) -> Result<Vec<Activation>, StoreError> {
    let mut query = activations::table
        .order(activations::id.desc())
        .select(ActivationRow::as_select())
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(event) = event {
        query = query.filter(activations::event_id.eq_any(super::events::episode_ids(conn, event)?));
    }
    if let Some(status) = status {
        query = query.filter(activations::status.eq(word_text(&status)));
    }
    let rows: Vec<ActivationRow> = query.load(conn)?;
    with_zones(conn, rows)
}

/// Proposals, and work with zones that await a word, whose time to go to the next level has come at `now`.
pub fn to_escalate(conn: &mut StoreConnection, now: Timestamp) -> Result<Vec<Activation>, StoreError> {
    let rows: Vec<ActivationRow> = activations::table
        .filter(
            activations::status
                .eq_any([ActivationStatus::Proposed, ActivationStatus::Active].map(|status| word_text(&status))),
        )
        .filter(activations::escalate_at.le(stored(now)))
        .filter(activations::escalated_at.is_null())
        .order(activations::id)
        .select(ActivationRow::as_select())
        .load(conn)?;
    with_zones(conn, rows)
}

fn one(mut found: Vec<Activation>) -> Result<Activation, StoreError> {
    found.pop().ok_or(StoreError::NotFound)
}

fn with_zones(conn: &mut StoreConnection, rows: Vec<ActivationRow>) -> Result<Vec<Activation>, StoreError> {
    let mut by_activation: HashMap<String, Vec<ActivationZone>> = HashMap::new();
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    for chunk in ids.chunks(500) {
        let found: Vec<ZoneRow> = activation_zones::table
            .inner_join(zones::table.on(zones::id.eq(activation_zones::zone_id)))
            .filter(activation_zones::activation_id.eq_any(chunk.to_vec()))
            .order(zones::code)
            .select(ZoneRow::as_select())
            .load(conn)?;
        for row in found {
            by_activation.entry(row.activation_id).or_default().push(ActivationZone {
                zone_id: id(&row.zone_id)?,
                zone_revision: row.zone_revision,
                state: word(&row.state)?,
                alert_id: id(&row.alert_id)?,
                reason: Localized::new(row.reason_vi, row.reason_en),
            });
        }
    }
    rows.into_iter()
        .map(|row| {
            let zones = by_activation.remove(&row.id).unwrap_or_default();
            row.into_activation(zones)
        })
        .collect()
}
