//! A person raises the level of an activation, adds zones to it, or orders a zone out again in the same event.

use serde_json::json;

use super::decide_activation::open_and_tell;
use super::open_checklists::add_for_level;
use super::record::{Actor, Deed, record};
use super::start_activation::{invalid, proposed_zone, zones_in_force};
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::hazards::RiskLevel;
use crate::kernel::ids::{ActivationId, ZoneId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Activation, ActivationStatus, ZoneStage, ZoneState};
use crate::store::{StoreConnection, StoreError, activations, plans};

/// How an activation is widened.
#[derive(Debug, Clone)]
pub enum Wider {
    /// To a level, with every zone of the plan that is cleared from it on.
    Level(RiskLevel),
    /// By these zones: new ones, or some that were allowed home and have to leave again.
    Zones(Vec<ZoneId>),
}

/// What a person decided.
pub struct Widening<'a> {
    /// Who.
    pub by: &'a Acting,
    /// On what.
    pub activation: ActivationId,
    /// The revision that was read.
    pub revision: i64,
    /// How.
    pub wider: Wider,
    /// Whether people have to leave at once, or get ready.
    pub stage: ZoneStage,
    /// Why.
    pub reason: String,
}

/// Widens an activation and opens what that adds, in one transaction.
pub fn widen_activation(app: &App, widening: &Widening<'_>) -> Result<Activation, ServiceError> {
    let now = app.now();
    let reason = widening.reason.trim();
    if reason.is_empty() || reason.chars().count() > 2_000 {
        return Err(invalid("/reason", "Ghi căn cứ, tối đa 2.000 ký tự.", "Say why, in at most 2,000 characters."));
    }
    let picture = app.live.current(&app.store, now)?;
    let widened = app.store.write(|conn| {
        let activation = activations::get(conn, widening.activation)?;
        let unit = plans::get(conn, activation.plan_id)?.unit_code;
        permit(conn, widening.by, Permission::ConfirmActivation, &unit, now)?;
        if activation.revision != widening.revision {
            return Err(StoreError::Stale.into());
        }
        if activation.status == ActivationStatus::Closed {
            return Err(invalid("", "Đợt ứng phó này đã đóng.", "This response is closed."));
        }
        let plan = picture
            .plans
            .iter()
            .find(|plan| plan.plan.id == activation.plan_id)
            .ok_or_else(|| invalid("", "Phương án không còn hiệu lực.", "The plan is no longer in force."))?;
        let said = Localized::new(reason, reason);
        let mut next = activation.clone();
        match &widening.wider {
            Wider::Level(level) if *level <= activation.level => {
                return Err(invalid(
                    "/level",
                    "Cấp độ mới phải cao hơn cấp hiện tại.",
                    "The new level must be higher.",
                ));
            }
            Wider::Level(level) => {
                (next.level, next.level_official) = (*level, false);
                for zone in zones_in_force(&picture, plan).filter(|zone| zone.evacuate_from_level <= *level) {
                    if !next.zones.iter().any(|known| known.zone_id == zone.id) {
                        next.zones.push(proposed_zone(zone, activation.alert_id, &said));
                    }
                }
            }
            Wider::Zones(wanted) => {
                for id in wanted {
                    let zone = zones_in_force(&picture, plan).find(|zone| zone.id == *id).ok_or_else(|| {
                        invalid("/zones", "Vùng không thuộc phương án này.", "The zone is not part of this plan.")
                    })?;
                    let again = proposed_zone(zone, activation.alert_id, &said);
                    match next.zones.iter_mut().find(|known| known.zone_id == *id) {
                        Some(known) if known.state == ZoneState::Open => {}
                        Some(known) => *known = again,
                        None => next.zones.push(again),
                    }
                }
            }
        }
        let adds = next.has(ZoneState::Proposed);
        if adds && !matches!(next.status, ActivationStatus::Active) {
            next.status = ActivationStatus::Proposed;
        }
        let next = activations::update(conn, &next)?;
        add_for_level(conn, activation.level, &next, now)?;
        let actor = Actor::person(widening.by);
        note(conn, &actor, &next, reason, now)?;
        if adds {
            open_and_tell(conn, &app.rules.orders, &next, widening.stage, &actor, Some(reason), now)
        } else {
            super::issue_order::issue_order(conn, &app.rules.orders, next.id, true, now)?;
            Ok(next)
        }
    })?;
    app.nudge_streams();
    Ok(widened)
}

fn note(
    conn: &mut StoreConnection,
    actor: &Actor,
    activation: &Activation,
    reason: &str,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let added = activation.zones.iter().filter(|zone| zone.state == ZoneState::Proposed).count();
    let level = activation.level.digit();
    let detail = Localized::new(
        format!("Mở rộng ứng phó: cấp {level}, thêm {added} vùng. Căn cứ: {reason}"),
        format!("Response widened: level {level}, {added} more zones. Ground: {reason}"),
    );
    let deed = Deed {
        actor,
        action: "activation_widened",
        kind: "activation",
        id: activation.id.to_string(),
        alert: Some(activation.alert_id),
        paper: None,
        detail,
        also: json!({"activation_id": activation.id}),
    };
    record(conn, now, deed)?;
    Ok(())
}
