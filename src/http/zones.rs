//! Zones as GeoJSON features, with their people and property and where they stand at present.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use actix_web::{HttpResponse, get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::json::joined;
use super::lookup::known_hazard;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::geometry::area;
use crate::kernel::Localized;
use crate::kernel::ids::{EventId, ZoneId};
use crate::kernel::page::{Page, clamp_limit};
use crate::plans::Phase;
use crate::relocation::{Activation, ActivationStatus, ChecklistState, EventKind, Task, ZoneStage, ZoneState};
use crate::services::list_zones::{AskedZones, ZoneFilter, listed_zones, retired_zone};
use crate::services::live_data::Picture;
use crate::services::{App, ServiceError};
use crate::store::{StoreConnection, StoreError, activations, checklists, events, household_zones};
use crate::zones::{Figures, Zone};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Query {
    bbox: Option<String>,
    hazard: Option<String>,
    commune: Option<String>,
    /// `in_force` (as if absent), `retired` or `draft`.
    status: Option<String>,
    /// Those in force on a day in Viet Nam, at the revisions of that day; people and property are those of today.
    on: Option<NaiveDate>,
    limit: Option<usize>,
    cursor: Option<String>,
}

/// People and property side by side, as every answer shows them.
pub fn figures_view(figures: &Figures) -> Value {
    json!({
        "households": figures.households,
        "people": figures.people,
        "vulnerable": figures.vulnerable,
        "property": {
            "livestock": figures.property.livestock,
            "motorbikes": figures.property.motorbikes,
            "boats": figures.property.boats,
            "rice_tonnes": figures.property.rice_kg as f64 / 1_000.0,
        },
    })
}

/// Where a zone stands at present, over all activations at work; drills leave it as it is.
pub fn present_states(conn: &mut StoreConnection) -> Result<HashMap<ZoneId, &'static str>, StoreError> {
    let mut states = HashMap::new();
    let drills: HashSet<EventId> =
        events::all(conn)?.into_iter().filter(|event| event.kind == EventKind::Drill).map(|event| event.id).collect();
    let in_earnest = |activation: &Activation| !drills.contains(&activation.event_id);
    for activation in activations::list(conn, None, Some(ActivationStatus::Proposed))?.into_iter().filter(in_earnest) {
        for zone in activation.zones.iter().filter(|zone| zone.state == ZoneState::Proposed) {
            states.insert(zone.zone_id, "prepare");
        }
    }
    for activation in activations::list(conn, None, Some(ActivationStatus::Active))?.into_iter().filter(in_earnest) {
        let lists = checklists::of_activation(conn, activation.id)?;
        let ids: Vec<_> = lists.iter().map(|list| list.id).collect();
        let tasks = checklists::tasks_of(conn, &ids)?;
        for zone in &activation.zones {
            let state = match zone.state {
                ZoneState::Proposed => "prepare",
                ZoneState::StoodDown => "stood_down",
                ZoneState::Lapsed => continue,
                ZoneState::Open | ZoneState::StandDownProposed => lists
                    .iter()
                    .rev()
                    .find(|list| list.zone_id == zone.zone_id && list.state == ChecklistState::Open)
                    .map_or("order", |list| stage_state(list.stage, tasks.get(&list.id).map_or(&[], Vec::as_slice))),
            };
            // Where two events concern one zone, what asks more of people is shown.
            let shown = states.entry(zone.zone_id).or_insert(state);
            if urgency(state) > urgency(shown) {
                *shown = state;
            }
        }
    }
    Ok(states)
}

fn urgency(state: &str) -> usize {
    ["stood_down", "return_allowed", "prepare", "cleared", "clearing", "order"]
        .iter()
        .position(|known| *known == state)
        .unwrap_or(0)
}

/// The stage a person gave the zone; while it is ordered, what its tasks tell of it.
fn stage_state(stage: ZoneStage, tasks: &[Task]) -> &'static str {
    match stage {
        ZoneStage::Prepare => "prepare",
        ZoneStage::Ordered => clearing_state(tasks),
        ZoneStage::Clearing => "clearing",
        ZoneStage::Cleared => "cleared",
        ZoneStage::ReturnAllowed => "return_allowed",
        ZoneStage::Returned => "stood_down",
    }
}

/// Ordered, being cleared, or cleared: by the tasks up to the danger's end.
fn clearing_state(tasks: &[Task]) -> &'static str {
    let moving = || tasks.iter().filter(|task| task.phase != Phase::After);
    match moving().filter(|task| task.state.is_settled()).count() {
        0 => "order",
        settled if settled < moving().count() => "clearing",
        _ => "cleared",
    }
}

/// What is drawn of a zone, at whichever revision.
fn drawn(zone: &Zone) -> Value {
    json!({
        "id": zone.id,
        "code": zone.code,
        "hazard": zone.hazard,
        "name": zone.name,
        "village": zone.village,
        "commune_code": zone.commune_code,
        "evacuate_from_level": zone.evacuate_from_level,
        "revision": zone.revision,
        "area_m2": zone.area_m2.round(),
        "destinations": zone.destinations,
        "route": zone.route,
        "in_charge": zone.in_charge,
        "demonstration": zone.demonstration,
    })
}

fn feature_with(zone: &Zone, properties: Value) -> Value {
    json!({"type": "Feature", "id": zone.id, "properties": properties, "geometry": area::to_geojson(&zone.geometry)})
}

/// A zone at one of its revisions, as a GeoJSON feature.
pub(super) fn drawn_feature(zone: &Zone) -> Value {
    feature_with(zone, drawn(zone))
}

/// A zone in force, with its people and property and where it stands.
fn feature(zone: &Zone, picture: &Picture, figures: &Figures, state: &str) -> Value {
    let present = json!({
        "commune_name": picture.unit_name(&zone.commune_code),
        "status": zone.status,
        "state": state,
    });
    feature_with(zone, joined(joined(drawn(zone), present), figures_view(figures)))
}

fn features(app: &App, picture: &Picture, zones: &[Arc<Zone>]) -> Result<Vec<Value>, ServiceError> {
    let states = app.store.read(present_states)?;
    features_at(app, picture, zones.iter().map(AsRef::as_ref), &states)
}

/// Zones with their people and property, each in the state told of it.
fn features_at<'a>(
    app: &App,
    picture: &Picture,
    zones: impl Iterator<Item = &'a Zone> + Clone,
    states: &HashMap<ZoneId, &'static str>,
) -> Result<Vec<Value>, ServiceError> {
    let ids: Vec<ZoneId> = zones.clone().map(|zone| zone.id).collect();
    let register = app.store.read(|conn| household_zones::register_of(conn, &ids))?;
    Ok(zones
        .map(|zone| feature(zone, picture, &register.of_zone(zone.id), states.get(&zone.id).unwrap_or(&"normal")))
        .collect())
}

fn parse_bbox(text: &str) -> Result<[f64; 4], Problem> {
    let numbers: Vec<f64> = text.split(',').filter_map(|part| part.trim().parse().ok()).collect();
    match numbers.as_slice() {
        [west, south, east, north] if west <= east && south <= north => Ok([*west, *south, *east, *north]),
        _ => Err(Problem::invalid(
            "/bbox",
            Localized::new(
                "bbox gồm bốn số: tây, nam, đông, bắc (kinh độ trước).",
                "bbox is four numbers: west, south, east, north (longitude first).",
            ),
        )),
    }
}

/// Zones in order of their codes: those in force, those of a past day, or those no longer or not yet in force.
#[utoipa::path(tag = "zones", params(Query), responses((status = 200, description = "done", body = Object)))]
#[get("/zones")]
pub async fn list_zones(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<Query>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let query = query.into_inner();
    let bbox = query.bbox.as_deref().map(parse_bbox).transpose()?;
    let hazard = query.hazard.as_deref().map(known_hazard).transpose()?;
    let asked = asked(&query)?;
    let page = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        let limit = clamp_limit(query.limit);
        if let Some(asked) = asked {
            let filter = ZoneFilter { hazard, commune: query.commune, bbox, after: query.cursor };
            let page = listed_zones(app, asked, &filter, limit)?;
            let features = features_at(app, &picture, page.items.iter(), &HashMap::new())?;
            return Ok(Page { items: features, next: page.next });
        }
        let mut zones = bbox.map_or_else(|| picture.zones.zones().to_vec(), |bbox| picture.zones.in_box(bbox));
        zones.retain(|zone| {
            hazard.is_none_or(|hazard| zone.hazard == hazard)
                && query.commune.as_ref().is_none_or(|commune| zone.commune_code == *commune)
                && query.cursor.as_ref().is_none_or(|cursor| zone.code > *cursor)
        });
        zones.sort_by(|a, b| a.code.cmp(&b.code));
        let page = Page::cut(zones, limit, |zone| zone.code.clone());
        let features = features(app, &picture, &page.items)?;
        Ok(Page { items: features, next: page.next })
    })
    .await?;
    Ok(HttpResponse::Ok().json(json!({
        "type": "FeatureCollection",
        "features": page.items,
        "items": page.items,
        "next": page.next,
    })))
}

/// Which zones but those of today are asked for.
fn asked(query: &Query) -> Result<Option<AskedZones>, Problem> {
    match (query.status.as_deref(), query.on) {
        (None | Some("in_force"), Some(day)) => Ok(Some(AskedZones::On(day))),
        (None | Some("in_force"), None) => Ok(None),
        (Some("retired"), None) => Ok(Some(AskedZones::Retired)),
        (Some("draft"), None) => Ok(Some(AskedZones::Drawn)),
        (Some(_), Some(_)) => Err(Problem::bad_parameter(
            "on",
            Localized::new(
                "Ngày chỉ dùng để hỏi vùng có hiệu lực; bỏ “status”.",
                "A day asks for zones in force; leave “status” out.",
            ),
        )),
        (Some(_), None) => Err(Problem::bad_parameter(
            "status",
            Localized::new("status là in_force, retired hoặc draft.", "status is in_force, retired or draft."),
        )),
    }
}

/// One zone in force; one no longer in force as it last was.
#[utoipa::path(tag = "zones", params(("id" = String, Path)), responses((status = 200, description = "done", body = Object)))]
#[get("/zones/{id}")]
pub async fn read_zone(site: web::Data<Site>, caller: Caller, id: web::Path<ZoneId>) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let feature = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        let zone = match picture.zone(id) {
            Some(zone) => Arc::clone(zone),
            None => Arc::new(app.store.read(|conn| retired_zone(conn, id))?),
        };
        Ok(features(app, &picture, &[zone])?.pop())
    })
    .await?;
    Ok(HttpResponse::Ok().json(feature))
}
