//! A person sets a plan going: with no bulletin, on a telegram, or in a drill. The paper may come later.

use serde_json::json;

use super::decide_activation::open_and_tell;
use super::live_data::Picture;
use super::record::{Actor, Deed, record};
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::alerts::compose::{MEDIA_TYPE, compose};
use crate::alerts::lineage::{chain_key, expires_or_assumed};
use crate::alerts::raw::{RawDocument, RawState};
use crate::alerts::typed::{ByHand, NamedUnit};
use crate::hazards::RiskLevel;
use crate::kernel::digest::sha256_hex;
use crate::kernel::ids::{ActivationId, AlertId, EventId, PlanId, RawDocumentId, ZoneId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::{Mode, PlanInForce};
use crate::relocation::{
    Activation, ActivationStatus, ActivationZone, Event, EventKind, EventName, ZoneStage, ZoneState,
};
use crate::store::alerts::{Listing, StoredAlert};
use crate::store::{StoreConnection, StoreError, activations, alerts, events, raw_documents};
use crate::zones::Zone;

/// In which event a plan is set going.
#[derive(Debug, Clone)]
pub enum InEvent {
    /// One that runs.
    Running(EventId),
    /// A new one.
    New {
        /// Its name.
        name: EventName,
        /// Whether anybody is really moved.
        kind: EventKind,
    },
}

/// What a person sets going.
#[derive(Debug, Clone)]
pub struct Start {
    /// The plan, which must be in force.
    pub plan: PlanId,
    /// The event.
    pub event: InEvent,
    /// The level.
    pub level: RiskLevel,
    /// The zones; those of the plan that are cleared from this level on where none is named.
    pub zones: Option<Vec<ZoneId>>,
    /// Whether people have to leave at once, or get ready.
    pub stage: ZoneStage,
    /// When the danger is expected to begin.
    pub onset: Option<Timestamp>,
    /// Why.
    pub reason: String,
}

/// The longest reason, in characters.
const MAX_REASON: usize = 500;

/// Begins an activation by hand. Whoever may confirm sets it going; others propose it.
pub fn start_activation(app: &App, by: &Acting, start: &Start) -> Result<ActivationId, ServiceError> {
    let now = app.now();
    let reason = start.reason.trim();
    if reason.is_empty() || reason.chars().count() > MAX_REASON {
        return Err(invalid(
            "/reason",
            "Ghi căn cứ, tối đa 500 ký tự: công điện, dấu hiệu tại chỗ, kế hoạch diễn tập …",
            "Say why in at most 500 characters: a telegram, a local sign, a plan for a drill …",
        ));
    }
    let picture = app.live.current(&app.store, now)?;
    let plan = picture
        .plans
        .iter()
        .find(|plan| plan.plan.id == start.plan)
        .ok_or_else(|| invalid("/plan_id", "Phương án này chưa có hiệu lực.", "This plan is not in force."))?;
    let zones = zones_of(&picture, plan, start)?;
    let unit = plan.plan.unit_code.clone();
    let id = app.store.write(|conn| {
        super::permit::permit_any(conn, by, &[Permission::ConfirmActivation, Permission::ReportAlert], &unit, now)?;
        let confirms = permit(conn, by, Permission::ConfirmActivation, &unit, now).is_ok();
        let event = event_of(conn, start, now)?;
        if activations::of_plan(conn, event.id, start.plan)?.is_some() {
            return Err(invalid(
                "/plan_id",
                "Phương án này đã được đưa vào đợt thiên tai. Mở ra để nâng cấp độ hoặc thêm vùng.",
                "This plan is already part of the event. Open it to raise the level or to add zones.",
            ));
        }
        let alert = decision_as_alert(conn, &picture, plan, start, &event, now)?;
        let actor = Actor::person(by);
        let activation = proposed(plan, &zones, start, event.id, alert.id, now);
        activations::insert(conn, &activation)?;
        note(conn, &actor, &activation, reason, now)?;
        if confirms {
            open_and_tell(conn, &app.rules.orders, &activation, start.stage, &actor, Some(reason), now)?;
        }
        Ok::<_, ServiceError>(activation.id)
    })?;
    app.nudge_streams();
    Ok(id)
}

pub(super) fn invalid(pointer: &str, vi: &str, en: &str) -> ServiceError {
    ServiceError::Invalid { pointer: pointer.to_owned(), wording: Localized::new(vi, en) }
}

/// The zones of a plan that are in force.
pub(super) fn zones_in_force<'p>(picture: &'p Picture, plan: &'p PlanInForce) -> impl Iterator<Item = &'p Zone> {
    plan.version.content.zones.iter().filter_map(|planned| picture.zone(planned.zone_id)).map(|zone| &**zone)
}

fn zones_of<'p>(picture: &'p Picture, plan: &'p PlanInForce, start: &Start) -> Result<Vec<&'p Zone>, ServiceError> {
    let named = |zone: &&Zone| match &start.zones {
        Some(named) => named.contains(&zone.id),
        None => zone.evacuate_from_level <= start.level,
    };
    let zones: Vec<&Zone> = zones_in_force(picture, plan).filter(named).collect();
    let asked = start.zones.as_ref().map_or(0, Vec::len);
    if zones.is_empty() || zones.len() < asked {
        return Err(invalid(
            "/zones",
            "Chọn vùng thuộc phương án; ở cấp độ này phương án không có vùng nào phải di dời.",
            "Choose zones of the plan; at this level it has none to clear.",
        ));
    }
    Ok(zones)
}

fn event_of(conn: &mut StoreConnection, start: &Start, now: Timestamp) -> Result<Event, ServiceError> {
    match &start.event {
        InEvent::Running(id) => {
            let left = events::surviving(conn, *id)?;
            let event = events::get(conn, left)?;
            if event.closed_at.is_some() {
                return Err(invalid("/event_id", "Đợt thiên tai này đã đóng.", "This event is closed."));
            }
            Ok(event)
        }
        InEvent::New { name, kind } => {
            if let Some(wording) = name.fault() {
                return Err(ServiceError::Invalid { pointer: "/event".into(), wording });
            }
            let id = EventId::new(now);
            let event = Event {
                id,
                chain_key: format!("by-hand:{id}"),
                name: name.name(),
                kind: *kind,
                started_at: now,
                closed_at: None,
                demonstration: false,
                within_unit: None,
                joined_to: None,
            };
            events::insert(conn, &event)?;
            Ok(event)
        }
    }
}

/// The decision itself, kept as every alert is, and answered already: nobody else's plan is asked.
fn decision_as_alert(
    conn: &mut StoreConnection,
    picture: &Picture,
    plan: &PlanInForce,
    start: &Start,
    event: &Event,
    now: Timestamp,
) -> Result<StoredAlert, ServiceError> {
    let unit = &plan.plan.unit_code;
    let decision = ByHand {
        identifier: AlertId::new(now).to_string(),
        hazard: plan.plan.hazard,
        unit: NamedUnit { code: unit.clone(), name: picture.unit_name(unit).to_owned() },
        reason: start.reason.trim().to_owned(),
        decided_at: now,
        onset: start.onset,
        drill: event.kind == EventKind::Drill,
    };
    let alert = decision.alert();
    let bytes = compose(&alert).map_err(|fault| ServiceError::Internal(format!("a decision by hand: {fault}")))?;
    let document = RawDocument {
        id: RawDocumentId::new(now),
        source_id: None,
        url: None,
        received_at: now,
        content_type: Some(MEDIA_TYPE.to_owned()),
        sha256: sha256_hex(&bytes),
        length: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        dropped_at: None,
        state: RawState::Stored,
        reasons: Vec::new(),
    };
    raw_documents::insert(conn, &document, &bytes)?;
    let stored = StoredAlert {
        id: AlertId::new(now),
        raw_document_id: document.id,
        source_id: None,
        chain_key: chain_key(&alert, &[]),
        received_at: now,
        expires_at: expires_or_assumed(&alert).0,
        responded_at: Some(now),
        demonstration: event.demonstration,
        listing: Listing::default(),
        changed_at: None,
        alert,
    };
    alerts::insert(conn, &stored)?;
    Ok(stored)
}

fn proposed(
    plan: &PlanInForce,
    zones: &[&Zone],
    start: &Start,
    event_id: EventId,
    alert_id: AlertId,
    now: Timestamp,
) -> Activation {
    let reason = Localized::new(start.reason.trim(), start.reason.trim());
    Activation {
        id: ActivationId::new(now),
        event_id,
        plan_id: plan.plan.id,
        plan_version_id: plan.version.id,
        alert_id,
        level: start.level,
        level_official: false,
        mode: Mode::Propose,
        status: ActivationStatus::Proposed,
        proposed_at: now,
        escalate_at: None,
        escalated_at: None,
        decided_at: None,
        decided_by: None,
        decision_remark: None,
        revision: 1,
        zones: zones.iter().map(|zone| proposed_zone(zone, alert_id, &reason)).collect(),
    }
}

pub(super) fn proposed_zone(zone: &Zone, alert_id: AlertId, reason: &Localized) -> ActivationZone {
    ActivationZone {
        zone_id: zone.id,
        zone_revision: zone.revision,
        state: ZoneState::Proposed,
        alert_id,
        reason: reason.clone(),
    }
}

fn note(
    conn: &mut StoreConnection,
    actor: &Actor,
    activation: &Activation,
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (zones, level) = (activation.zones.len(), activation.level.digit());
    let detail = Localized::new(
        format!("Đề nghị kích hoạt phương án cấp {level} cho {zones} vùng. Căn cứ: {reason}"),
        format!("Plan proposed at level {level} for {zones} zones. Ground: {reason}"),
    );
    let deed = Deed {
        actor,
        action: "activation_started",
        kind: "activation",
        id: activation.id.to_string(),
        alert: Some(activation.alert_id),
        paper: None,
        detail,
        also: json!({"activation_id": activation.id}),
    };
    record(conn, now, deed)
}
