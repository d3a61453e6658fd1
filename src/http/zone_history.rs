//! A zone through its revisions, and the zones of an activation as they were when it began.

use actix_web::{HttpResponse, get, web};
use serde_json::json;

use super::Site;
use super::caller::Caller;
use super::json::with;
use super::problem::Problem;
use super::work::off_thread;
use super::zones::drawn_feature;
use crate::accounts::Permission;
use crate::kernel::ids::{ActivationId, ZoneId};
use crate::store::{StoreError, activations, zones};

/// Every revision of a zone, oldest first, each with the time it was drawn.
#[utoipa::path(tag = "zones", params(("id" = String, Path)), responses((status = 200, description = "GeoJSON features with `drawn_at`")))]
#[get("/zones/{id}/history")]
pub async fn list_zone_history(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ZoneId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let items = off_thread(&site.app, move |app| {
        let revisions = app.store.read(|conn| zones::revisions(conn, id))?;
        if revisions.is_empty() {
            return Err(StoreError::NotFound.into());
        }
        Ok(revisions
            .iter()
            .map(|(drawn_at, zone)| with(drawn_feature(zone), "drawn_at", json!(drawn_at)))
            .collect::<Vec<_>>())
    })
    .await?;
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
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
