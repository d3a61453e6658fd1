//! Shelters.

use actix_web::{HttpResponse, get, web};
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::store::shelters;

/// Every shelter, by code. Phones are for people who are signed in.
#[utoipa::path(tag = "zones", responses((status = 200, description = "done", body = Object)))]
#[get("/shelters")]
pub async fn list_shelters(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let signed_in = caller.account().is_some();
    let items = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        let shelters = app.store.read(shelters::all)?;
        let view = |shelter: &crate::places::Shelter| {
            json!({
                "id": shelter.id,
                "code": shelter.code,
                "name": shelter.name,
                "kind": shelter.kind,
                "commune_code": shelter.commune_code,
                "commune_name": picture.unit_name(&shelter.commune_code),
                "capacity": shelter.capacity,
                "suitable_for": shelter.suitable_for,
                "lon": shelter.lon,
                "lat": shelter.lat,
                "keeper_phone": if signed_in { shelter.keeper_phone.as_deref() } else { None },
                "demonstration": shelter.demonstration,
            })
        };
        Ok(shelters.iter().map(view).collect::<Vec<Value>>())
    })
    .await?;
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
}
