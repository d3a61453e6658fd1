//! Alerts as features: messages meant in earnest and for the public, each with the state it is in now.

use std::sync::Arc;

use serde::Serialize;

use super::collections::{Filter, Value};
use super::items::{Item, Page, Shape, Wanted, is, write_json};
use crate::alerts::cap::MsgType;
use crate::alerts::lineage::AlertState;
use crate::alerts::telling::headline_for;
use crate::hazards::Hazard;
use crate::kernel::{Language, Timestamp};
use crate::services::map_alerts::{AlertView, MapAlert};
use crate::services::map_layers::Bounds;

/// An alert and the state it is in.
pub(super) struct AlertItem {
    alert: Arc<MapAlert>,
    state: AlertState,
    id: String,
}

/// What is told of an alert.
#[derive(Serialize)]
struct Properties<'a> {
    sender: &'a str,
    identifier: &'a str,
    sent: Timestamp,
    msg_type: MsgType,
    status: AlertState,
    hazard: Option<Hazard>,
    level: Option<u8>,
    level_official: Option<bool>,
    headline: &'a str,
    headline_en: &'a str,
    begins: Timestamp,
    expires: Timestamp,
    area_desc: String,
    demonstration: bool,
}

impl AlertItem {
    fn of((alert, state): (&Arc<MapAlert>, AlertState)) -> Self {
        Self { id: alert.stored.id.to_string(), alert: Arc::clone(alert), state }
    }
}

fn state_name(state: AlertState) -> &'static str {
    match state {
        AlertState::Upcoming => "upcoming",
        AlertState::Current => "current",
        AlertState::Expired => "expired",
        AlertState::Superseded => "superseded",
        AlertState::Cancelled => "cancelled",
        AlertState::EndedByAbsence => "ended_by_absence",
        AlertState::NotReal => "not_real",
    }
}

impl Item for AlertItem {
    fn id(&self) -> String {
        self.id.clone()
    }

    // Ids grow with the time of arrival.
    fn code(&self) -> &str {
        &self.id
    }

    fn shape(&self) -> Shape<'_> {
        self.alert.area.as_ref().map_or(Shape::Nowhere, Shape::Area)
    }

    fn bounds(&self) -> Option<Bounds> {
        self.alert.bounds
    }

    fn has(&self, filter: &Filter) -> bool {
        let alert = &self.alert.stored.alert;
        is(
            filter,
            match filter.name {
                "hazard" => self.alert.hazard.map(|hazard| Value::Text(hazard.code())),
                "level" => self.alert.level.map(|(level, _)| Value::Number(level.into())),
                "status" => Some(Value::Text(state_name(self.state))),
                "sender" => Some(Value::Text(&alert.identity.sender)),
                "identifier" => Some(Value::Text(&alert.identity.identifier)),
                "msg_type" => Some(Value::Text(alert.msg_type.as_cap())),
                "demonstration" => Some(Value::Flag(self.alert.stored.demonstration)),
                _ => None,
            },
        )
    }

    fn write_properties(&self, buffer: &mut Vec<u8>) {
        let alert = &self.alert.stored.alert;
        let identifier = &alert.identity.identifier;
        let mut places: Vec<&str> =
            alert.infos.first().into_iter().flat_map(|info| &info.areas).map(|area| area.area_desc.as_str()).collect();
        places.dedup();
        write_json(
            buffer,
            &Properties {
                sender: &alert.identity.sender,
                identifier,
                sent: alert.identity.sent,
                msg_type: alert.msg_type,
                status: self.state,
                hazard: self.alert.hazard,
                level: self.alert.level.map(|(level, _)| level),
                level_official: self.alert.level.map(|(_, official)| official),
                headline: headline_for(alert, Language::Vi).unwrap_or(identifier),
                headline_en: headline_for(alert, Language::En).unwrap_or(identifier),
                begins: self.alert.begins,
                expires: self.alert.ends,
                area_desc: places.join("; "),
                demonstration: self.alert.stored.demonstration,
            },
        );
    }
}

/// A page of alerts, the earliest first; in time by when they begin and end.
pub(super) fn page(view: &AlertView, wanted: &Wanted, now: Timestamp) -> Page<AlertItem> {
    let holds = |alert: &MapAlert| wanted.when.is_none_or(|when| when.meets(Some(alert.begins), Some(alert.ends)));
    let all = view.public(now).filter(|(alert, _)| holds(alert)).map(AlertItem::of);
    wanted.page(all.filter(|item| wanted.takes(item)).collect())
}

/// One alert, by its id.
pub(super) fn find(view: &AlertView, id: &str, now: Timestamp) -> Option<AlertItem> {
    view.public(now).map(AlertItem::of).find(|item| item.id == id)
}
