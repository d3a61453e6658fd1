//! Events that people open, name and close.

use serde_json::json;

use super::record::{Actor, Deed, record};
use super::start_activation::invalid;
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::kernel::ids::EventId;
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{ActivationStatus, Event, EventKind, EventName, ZoneState};
use crate::store::{StoreConnection, StoreError, activations, drill_messages, events, plans};

/// Opens an event without a plan at work in it yet.
pub fn open_event(app: &App, by: &Acting, name: &EventName, kind: EventKind) -> Result<Event, ServiceError> {
    let now = app.now();
    if let Some(wording) = name.fault() {
        return Err(ServiceError::Invalid { pointer: "/name".into(), wording });
    }
    let id = EventId::new(now);
    let event = Event {
        id,
        chain_key: format!("by-hand:{id}"),
        name: name.name(),
        kind,
        started_at: now,
        closed_at: None,
        demonstration: false,
        within_unit: None,
        joined_to: None,
    };
    change(app, by, "event_opened", now, |conn| {
        events::insert(conn, &event)?;
        Ok(event.clone())
    })
}

/// Gives an event the name officials use.
pub fn name_event(app: &App, by: &Acting, id: EventId, name: &EventName) -> Result<Event, ServiceError> {
    if let Some(wording) = name.fault() {
        return Err(ServiceError::Invalid { pointer: "/name".into(), wording });
    }
    let now = app.now();
    change(app, by, "event_named", now, |conn| {
        let event = left_of(conn, id)?;
        permit_whole(conn, by, event.id, now)?;
        let event = Event { name: name.name(), ..event };
        events::update(conn, &event)?;
        Ok(event)
    })
}

/// Closes an event: a decision, never a timer. Work that goes on in it refuses that.
pub fn close_event(app: &App, by: &Acting, id: EventId) -> Result<Event, ServiceError> {
    let now = app.now();
    change(app, by, "event_closed", now, |conn| {
        let event = left_of(conn, id)?;
        let id = event.id;
        permit_whole(conn, by, id, now)?;
        let running = activations::list(conn, Some(id), Some(ActivationStatus::Active))?.len();
        if running > 0 {
            return Err(ServiceError::Invalid {
                pointer: String::new(),
                wording: Localized::new(
                    format!(
                        "Còn {running} phương án đang triển khai. Kết thúc từng vùng, đóng phương án rồi mới đóng đợt."
                    ),
                    format!("{running} plans are at work. End their zones and close them before the event."),
                ),
            });
        }
        if event.closed_at.is_some() {
            return Err(invalid("", "Đợt thiên tai này đã đóng.", "This event is closed."));
        }
        lapse_proposals(conn, id)?;
        for joined in events::joined(conn, id)? {
            let joined = events::get(conn, joined)?;
            end(conn, &joined, now)?;
        }
        end(conn, &event, now)
    })
}

/// The event that is left of those that turned out to be one with `id`.
fn left_of(conn: &mut StoreConnection, id: EventId) -> Result<Event, StoreError> {
    let event = events::get(conn, id)?;
    event.joined_to.map_or(Ok(event), |left| events::get(conn, left))
}

fn end(conn: &mut StoreConnection, event: &Event, now: Timestamp) -> Result<Event, ServiceError> {
    let event = Event { closed_at: event.closed_at.or(Some(now)), ..event.clone() };
    drill_messages::drop_unsent(conn, event.id)?;
    events::update(conn, &event)?;
    Ok(event)
}

/// Refuses somebody who may not decide in every unit whose plan is part of the event: what is one commune's to end is not
/// another's.
fn permit_whole(conn: &mut StoreConnection, by: &Acting, id: EventId, now: Timestamp) -> Result<(), ServiceError> {
    for activation in activations::list(conn, Some(id), None)? {
        let unit = plans::get(conn, activation.plan_id)?.unit_code;
        permit(conn, by, Permission::ConfirmActivation, &unit, now)?;
    }
    Ok(())
}

/// What nobody confirmed before the event was closed awaits nobody any more.
fn lapse_proposals(conn: &mut StoreConnection, id: EventId) -> Result<(), ServiceError> {
    for mut activation in activations::list(conn, Some(id), Some(ActivationStatus::Proposed))? {
        for zone in activation.zones.iter_mut().filter(|zone| zone.state == ZoneState::Proposed) {
            zone.state = ZoneState::Lapsed;
        }
        (activation.status, activation.escalate_at) = (ActivationStatus::Lapsed, None);
        activations::update(conn, &activation)?;
    }
    Ok(())
}

/// Changes an event and writes down who did.
fn change(
    app: &App,
    by: &Acting,
    action: &str,
    now: Timestamp,
    mut how: impl FnMut(&mut StoreConnection) -> Result<Event, ServiceError>,
) -> Result<Event, ServiceError> {
    let event = app.store.write(|conn| {
        if !by.account.role.may(Permission::ConfirmActivation) {
            return Err(ServiceError::NotPermitted(Permission::ConfirmActivation));
        }
        let event = how(conn)?;
        let deed = Deed {
            actor: &Actor::person(by),
            action,
            kind: "event",
            id: event.id.to_string(),
            alert: None,
            paper: None,
            detail: event.name.clone(),
            also: json!({"event_id": event.id}),
        };
        record(conn, now, deed)?;
        Ok::<_, ServiceError>(event)
    })?;
    app.nudge_streams();
    Ok(event)
}
