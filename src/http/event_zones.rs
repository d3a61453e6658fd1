//! The zones of an event, each with where it stands now.

use actix_web::{HttpResponse, get, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::paging::PageQuery;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::hazards::Hazard;
use crate::kernel::ids::{ActivationId, ChecklistId, EventId, ZoneId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{ZoneNow, ZoneRound, ZoneState};
use crate::services::live_data::Picture;
use crate::services::{App, ServiceError};
use crate::store::event_zones::EventZone;
use crate::store::{StoreError, event_zones, events};

/// Which zones of an event are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventZoneQuery {
    /// In a commune.
    commune: Option<String>,
    /// How many.
    limit: Option<usize>,
    /// Where the last page ended.
    cursor: Option<String>,
}

/// A zone of an event.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventZoneView {
    /// The zone.
    #[schema(value_type = String, format = Uuid)]
    pub zone_id: ZoneId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its village.
    pub village: Option<String>,
    /// Its hazard.
    pub hazard: Hazard,
    /// Its commune.
    pub commune_code: String,
    /// The commune's name.
    pub commune_name: String,
    /// Where it stands now.
    pub state: ZoneNow,
    /// The same in words.
    pub state_name: Localized,
    /// Since when; null where it is normal.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
    /// How often it has been ordered out or told to get ready in its activation; 0 where it is normal.
    pub round: i64,
    /// Whether the checklist of that round is worked on.
    pub is_open: bool,
    /// The checklist of that round.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub checklist_id: Option<ChecklistId>,
    /// The checklists of all rounds, oldest first.
    #[schema(value_type = Vec<String>)]
    pub checklist_ids: Vec<ChecklistId>,
    /// The activations that hold it, oldest first, each with how.
    pub activations: Vec<HeldView>,
}

/// What an activation holds of a zone.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldView {
    /// The activation.
    #[schema(value_type = String, format = Uuid)]
    pub activation_id: ActivationId,
    /// What was decided of the zone there.
    pub state: ZoneState,
}

/// A page of zones.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventZonesView {
    /// The zones, in the order of their ids.
    pub items: Vec<EventZoneView>,
    /// Where to go on; null on the last page.
    pub next: Option<String>,
}

fn view(zone: EventZone, picture: &Picture) -> EventZoneView {
    let now = ZoneRound::current(&zone.rounds);
    let state = ZoneNow::of(now);
    EventZoneView {
        zone_id: zone.id,
        commune_name: picture.unit_name(&zone.commune_code).to_owned(),
        state,
        state_name: state.name(),
        since: now.map(|round| round.since),
        round: now.map_or(0, |round| round.round),
        is_open: now.is_some_and(|round| round.is_open),
        checklist_id: now.map(|round| round.checklist_id),
        checklist_ids: zone.rounds.iter().map(|round| round.checklist_id).collect(),
        activations: zone
            .held
            .iter()
            .map(|(activation_id, state)| HeldView { activation_id: *activation_id, state: *state })
            .collect(),
        code: zone.code,
        name: zone.name,
        village: zone.village,
        hazard: zone.hazard,
        commune_code: zone.commune_code,
    }
}

fn page(app: &App, event: EventId, query: &EventZoneQuery) -> Result<EventZonesView, ServiceError> {
    let picture = app.live.current(&app.store, app.now())?;
    let paging = PageQuery { limit: query.limit, cursor: query.cursor.clone() };
    let after = query.cursor.as_deref().map(str::parse).transpose().map_err(|_| ServiceError::Invalid {
        pointer: "/cursor".into(),
        wording: Localized::new("Tham số cursor không đúng.", "The cursor is none of ours."),
    })?;
    Ok(app.store.read(|conn| {
        events::get(conn, event)?;
        let of = events::episode(conn, event)?;
        let mut found = event_zones::list(conn, &of, query.commune.as_deref(), after, paging.fetch())?;
        let more = found.len() > paging.limit();
        found.truncate(paging.limit());
        let next = found.last().filter(|_| more).map(|last| last.id.to_string());
        Ok::<_, StoreError>(EventZonesView {
            items: found.into_iter().map(|zone| view(zone, &picture)).collect(),
            next,
        })
    })?)
}

/// Every zone of an event, with where it stands now, since when, in which round, and its checklists.
#[utoipa::path(tag = "activations", params(("id" = String, Path), EventZoneQuery), responses((status = 200, body = EventZonesView)))]
#[get("/events/{id}/zones")]
pub async fn list_event_zones(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<EventId>,
    query: web::Query<EventZoneQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let (id, query) = (id.into_inner(), query.into_inner());
    let body = off_thread(&site.app, move |app| page(app, id, &query)).await?;
    Ok(HttpResponse::Ok().json(body))
}
