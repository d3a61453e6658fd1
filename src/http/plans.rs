//! Response plans and their versions.

use actix_web::{HttpResponse, get, web};
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::json::with;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::ids::PlanId;
use crate::plans::{Plan, PlanVersion};
use crate::services::live_data::Picture;
use crate::store::{StoreError, plans};

fn summary(plan: &Plan, picture: &Picture) -> Value {
    let in_force = picture.plans.iter().find(|held| held.plan.id == plan.id).map(|held| {
        json!({
            "version_id": held.version.id,
            "number": held.version.number,
            "title": held.version.content.title,
            "approval": held.version.status.approval(),
        })
    });
    json!({
        "id": plan.id,
        "code": plan.code,
        "hazard": plan.hazard,
        "hazard_name": plan.hazard.name(),
        "unit_code": plan.unit_code,
        "unit_name": picture.unit_name(&plan.unit_code),
        "in_force": in_force,
        "demonstration": plan.demonstration,
    })
}

fn version_view(version: &PlanVersion) -> Value {
    json!({
        "id": version.id,
        "n": version.number,
        "status": version.status.code(),
        "title": version.content.title,
        "approval": version.status.approval(),
    })
}

/// Every plan, by code.
#[get("/plans")]
pub async fn list_plans(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let items = off_thread(&site.app, |app| {
        let picture = app.live.current(&app.store, app.now())?;
        let plans = app.store.read(plans::all)?;
        Ok(plans.iter().map(|plan| summary(plan, &picture)).collect::<Vec<_>>())
    })
    .await?;
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
}

/// One plan with the list of its versions.
#[get("/plans/{id}")]
pub async fn read_plan(site: web::Data<Site>, caller: Caller, id: web::Path<PlanId>) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let view = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        let (plan, versions) =
            app.store.read(|conn| Ok::<_, StoreError>((plans::get(conn, id)?, plans::versions(conn, id)?)))?;
        Ok(with(summary(&plan, &picture), "versions", versions.iter().map(version_view).collect::<Vec<_>>()))
    })
    .await?;
    Ok(HttpResponse::Ok().json(view))
}

/// One version, whole.
#[get("/plans/{id}/versions/{n}")]
pub async fn read_plan_version(
    site: web::Data<Site>,
    caller: Caller,
    path: web::Path<(PlanId, i64)>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let (id, number) = path.into_inner();
    let view = off_thread(&site.app, move |app| {
        let versions = app.store.read(|conn| plans::versions(conn, id))?;
        let version = versions.iter().find(|version| version.number == number).ok_or(StoreError::NotFound)?;
        let content = serde_json::to_value(&version.content).unwrap_or(Value::Null);
        Ok(with(version_view(version), "content", content))
    })
    .await?;
    Ok(HttpResponse::Ok().json(view))
}
