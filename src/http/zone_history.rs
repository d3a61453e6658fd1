//! A zone through its revisions, and the zones of an activation as they were when it began.

use actix_web::{HttpResponse, get, web};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::json::with;
use super::problem::Problem;
use super::work::off_thread;
use super::zones::drawn_feature;
use crate::accounts::Permission;
use crate::kernel::Timestamp;
use crate::kernel::ids::{ActivationId, ZoneId};
use crate::services::past_zones::periods_of;
use crate::store::{StoreConnection, StoreError, activations, zone_lineage, zones};
use crate::zones::{Lineage, LineageKind, Period};

/// Days on which a revision was in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct InForceView {
    /// The first day, in Viet Nam.
    pub from: NaiveDate,
    /// The last day; null while no end is known.
    pub to: Option<NaiveDate>,
}

impl From<&Period> for InForceView {
    fn from(period: &Period) -> Self {
        Self { from: period.from, to: period.to.map(|to| to.pred_opt().unwrap_or(to)) }
    }
}

/// Another zone this one came of, or that came of this one.
#[derive(Debug, Serialize, ToSchema)]
pub struct ZoneKinView {
    /// The other zone.
    #[schema(value_type = String, format = Uuid)]
    pub zone_id: ZoneId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// In which way.
    pub kind: LineageKind,
    /// From when on.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    /// Who decided it.
    pub by: String,
    /// Why.
    pub note: Option<String>,
}

/// What a zone came of, and what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ZoneLineageView {
    /// The zones it came of.
    pub from: Vec<ZoneKinView>,
    /// The zones that came of it.
    pub to: Vec<ZoneKinView>,
}

/// A zone through its revisions.
#[derive(Debug, Serialize, ToSchema)]
pub struct ZoneHistoryView {
    /// GeoJSON features, oldest first, each with `drawn_at` and the days `in_force`.
    #[schema(value_type = Vec<Object>)]
    pub items: Vec<Value>,
    /// What it came of, and what came of it.
    pub lineage: ZoneLineageView,
    /// Always null: all are given at once.
    pub next: Option<String>,
}

fn kin(
    conn: &mut StoreConnection,
    lines: Vec<Lineage>,
    other: fn(&Lineage) -> ZoneId,
) -> Result<Vec<ZoneKinView>, StoreError> {
    lines
        .into_iter()
        .map(|line| {
            let (code, name) = zones::name(conn, other(&line))?;
            let (zone_id, at) = (other(&line), line.happened_at);
            Ok(ZoneKinView { zone_id, code, name, kind: line.kind, at, by: line.decided_by, note: line.note })
        })
        .collect()
}

fn history(conn: &mut StoreConnection, id: ZoneId) -> Result<ZoneHistoryView, StoreError> {
    let revisions = zones::revisions(conn, id)?;
    if revisions.is_empty() {
        return Err(StoreError::NotFound);
    }
    let periods = periods_of(conn, id)?;
    let in_force = |revision: i64| {
        periods.iter().filter(|period| period.revision == revision).map(InForceView::from).collect::<Vec<_>>()
    };
    let items = revisions
        .iter()
        .map(|(drawn_at, zone)| {
            let feature = with(drawn_feature(zone), "drawn_at", json!(drawn_at));
            with(feature, "in_force", json!(in_force(zone.revision)))
        })
        .collect();
    let (from, to) = zone_lineage::of_zone(conn, id)?;
    let lineage = ZoneLineageView { from: kin(conn, from, |line| line.old)?, to: kin(conn, to, |line| line.new)? };
    Ok(ZoneHistoryView { items, lineage, next: None })
}

/// Every revision of a zone, oldest first, with the days it was in force; what the zone came of, and what came of it.
#[utoipa::path(tag = "zones", params(("id" = String, Path)), responses((status = 200, body = ZoneHistoryView)))]
#[get("/zones/{id}/history")]
pub async fn list_zone_history(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ZoneId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let history = off_thread(&site.app, move |app| Ok(app.store.read(|conn| history(conn, id))?)).await?;
    Ok(HttpResponse::Ok().json(history))
}

/// The zones of an activation, each at the revision it was activated with, whatever was drawn since.
#[utoipa::path(tag = "activations", params(("id" = String, Path)), responses((status = 200, description = "GeoJSON FeatureCollection")))]
#[get("/activations/{id}/zones")]
pub async fn list_activation_zones(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ActivationId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let features = off_thread(&site.app, move |app| {
        Ok(app.store.read(|conn| {
            let activation = activations::get(conn, id)?;
            let held = activation.zones.iter();
            held.map(|held| zones::at_revision(conn, held.zone_id, held.zone_revision).map(|zone| drawn_feature(&zone)))
                .collect::<Result<Vec<_>, StoreError>>()
        })?)
    })
    .await?;
    Ok(HttpResponse::Ok().json(json!({"type": "FeatureCollection", "features": features})))
}
