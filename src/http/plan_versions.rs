//! One version of a plan: read, changed field by field, taken through its life.

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, put, web};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::problem::Problem;
use super::work::off_thread;
use super::zone_measure::outline_problem;
use crate::accounts::Permission;
use crate::geometry::area;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::ids::{PlanId, PlanVersionId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::annex::{Annexes, TableForm};
use crate::plans::fields::step;
use crate::plans::{
    Approval, ApprovalForm, PlanContent, PlanVersion, Role, Section, SectionGroup, Stage, StepKind, VersionStatus,
    Withdrawal, levels_of,
};
use crate::services::advance_plan::{PlanStep, advance_plan};
use crate::services::draw_zone::{ZoneDrawing, draw_zone, remove_zone};
use crate::services::edit_plan::edit_plan;
use crate::services::plan_versions::{Taken, VersionAddress, permissions_for, read_version};
use crate::store::{StoreError, plan_history, zones};
use crate::zones::InCharge;

/// The largest change of a draft, in bytes: the household register of a large commune fits several times.
pub const MAX_EDIT: usize = 4 * 1024 * 1024;

/// One version, whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionView {
    /// Its id.
    #[schema(value_type = String, format = Uuid)]
    pub id: PlanVersionId,
    /// The plan.
    #[schema(value_type = String, format = Uuid)]
    pub plan_id: PlanId,
    /// The plan's code.
    pub plan_code: String,
    /// Whose plan it is.
    pub unit_code: String,
    /// Against what.
    pub hazard: Hazard,
    /// Counted from 1.
    pub n: i64,
    /// Counted up by every change; the `ETag`.
    pub revision: i64,
    /// Where it stands today.
    pub status: Stage,
    /// In words.
    pub status_name: Localized,
    /// Its title.
    pub title: String,
    /// The paper it was approved by.
    pub approval: Option<Approval>,
    /// When and why it was taken out of force.
    pub withdrawal: Option<Withdrawal>,
    /// What it says.
    pub content: PlanContent,
    /// Fields that are left out because the caller may not read names of households.
    pub withheld: Vec<String>,
    /// The steps of its life, oldest first.
    pub steps: Vec<StepView>,
}

/// A step in the life of a version.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepView {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// What.
    pub step: StepKind,
    /// In which words.
    pub remark: Option<String>,
}

pub(super) type Address = web::Path<(PlanId, i64)>;

pub(super) fn address(path: &Address) -> VersionAddress {
    VersionAddress { plan: path.0, number: path.1 }
}

pub(super) async fn view(site: &Site, caller: &Caller, address: VersionAddress) -> Result<VersionView, Problem> {
    let households = caller.permissions().contains(&Permission::ReadHouseholds);
    let nobody = caller.account().is_none();
    off_thread(&site.app, move |app| {
        let now = app.now();
        let (taken, steps) = app.store.read(|conn| {
            let taken = read_version(conn, address, now)?;
            let steps = plan_history::steps(conn, taken.version.id)?;
            Ok::<_, StoreError>((taken, steps))
        })?;
        let Taken { plan, version, stage } = taken;
        let PlanVersion { id, number, revision, status, mut content, .. } = version;
        let mut withheld = if households { Vec::new() } else { withhold_households(&mut content) };
        if nobody {
            withheld.extend(withhold_task_phones(&mut content));
            withheld.extend(withhold_lead_phones(&mut content));
        }
        Ok(VersionView {
            id,
            plan_id: plan.id,
            plan_code: plan.code,
            unit_code: plan.unit_code,
            hazard: plan.hazard,
            n: number,
            revision,
            status: stage,
            status_name: stage.name(),
            title: content.title.clone(),
            approval: status.approval().cloned(),
            withdrawal: match status {
                VersionStatus::Withdrawn(_, withdrawal) => Some(withdrawal),
                _ => None,
            },
            content,
            withheld,
            steps: steps
                .into_iter()
                .map(|step| StepView { at: step.at, by: step.by, step: step.kind, remark: step.remark })
                .collect(),
        })
    })
    .await
}

/// Names of households are for those who move them; others learn how many there are from Annex 2.
fn withhold_households(content: &mut PlanContent) -> Vec<String> {
    if content.annexes.households.is_empty() {
        return Vec::new();
    }
    content.annexes.households.clear();
    vec!["/annexes/households".to_owned()]
}

/// Telephone numbers of the people named for tasks are for those who are signed in.
fn withhold_task_phones(content: &mut PlanContent) -> Vec<String> {
    let mut withheld = Vec::new();
    for (at, task) in content.tasks.iter_mut().enumerate() {
        if task.person.as_mut().and_then(|person| person.phone.take()).is_some() {
            withheld.push(format!("/tasks/{at}/person/phone"));
        }
    }
    withheld
}

/// So are those of the people who answer for zones.
fn withhold_lead_phones(content: &mut PlanContent) -> Vec<String> {
    let mut withheld = Vec::new();
    for (zone, arranged) in &mut content.arrangements {
        let phone = arranged.in_charge.as_mut().map(|lead| std::mem::take(&mut lead.phone));
        if phone.is_some_and(|phone| !phone.is_empty()) {
            withheld.push(format!("/arrangements/{}/in_charge/phone", step(zone)));
        }
    }
    withheld
}

pub(super) fn answer(view: &VersionView) -> HttpResponse {
    HttpResponse::Ok().insert_header((ETAG, etag(view.revision))).json(view)
}

/// One version, whole, with its `ETag`.
#[utoipa::path(tag = "plans", params(("id" = String, Path), ("n" = i64, Path)), responses((status = 200, body = VersionView)))]
#[get("/plans/{id}/versions/{n}")]
pub async fn read_plan_version(site: web::Data<Site>, caller: Caller, path: Address) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    Ok(answer(&view(&site, &caller, address(&path)).await?))
}

/// Changes a draft by a JSON merge patch of its content.
#[utoipa::path(
    tag = "plans",
    params(("id" = String, Path), ("n" = i64, Path), ("If-Match" = String, Header)),
    request_body(content = Object, content_type = "application/merge-patch+json"),
    responses((status = 200, body = VersionView), (status = 412, description = "changed since; `conflict` tells what")),
)]
#[patch("/plans/{id}/versions/{n}")]
pub async fn patch_plan_version(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    path: Address,
    body: Result<web::Bytes, actix_web::Error>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditPlan)?;
    let revision = revision_read(&request)?;
    let patch = json_of(body)?;
    let address = address(&path);
    off_thread(&site.app, move |app| edit_plan(app, &by, address, revision, &patch)).await?;
    Ok(answer(&view(&site, &caller, address).await?))
}

/// The JSON of a body that was read up to [`MAX_EDIT`].
pub(super) fn json_of(body: Result<web::Bytes, actix_web::Error>) -> Result<Value, Problem> {
    let body = body.map_err(|error| super::alerts::body_problem(&error))?;
    if body.len() > MAX_EDIT {
        return Err(Problem::too_large(MAX_EDIT / 1024 / 1024));
    }
    serde_json::from_slice(&body).map_err(|error| {
        Problem::invalid(
            "",
            Localized::new("Không đọc được JSON; kiểm tra cú pháp.", format!("The JSON cannot be read: {error}.")),
        )
    })
}

/// What a step of a version's life is taken with.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct StepRequest {
    /// In which words; needed to return and to withdraw.
    pub remark: Option<String>,
    /// The paper; needed to approve.
    #[serde(flatten)]
    pub approval: ApprovalForm,
}

/// Takes a version one step on: `submit`, `return`, `appraise`, `approve` or `withdraw`.
#[utoipa::path(
    tag = "plans",
    params(("id" = String, Path), ("n" = i64, Path), ("step" = String, Path), ("If-Match" = String, Header)),
    request_body = StepRequest,
    responses((status = 200, body = VersionView)),
)]
#[post("/plans/{id}/versions/{n}/{step}")]
pub async fn advance_plan_version(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    path: web::Path<(PlanId, i64, String)>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    let (plan, number, step) = path.into_inner();
    let address = VersionAddress { plan, number };
    let form: StepRequest = if body.is_empty() {
        StepRequest::default()
    } else {
        serde_json::from_value(json_of(Ok(body))?).map_err(|error| {
            Problem::invalid(
                "",
                Localized::new(
                    "Nội dung chưa đúng mẫu; ngày viết dạng 2026-04-20.",
                    format!("It does not fit the form: {error}."),
                ),
            )
        })?
    };
    let remark = form.remark;
    let step = match step.as_str() {
        "submit" => PlanStep::Submit,
        "return" => PlanStep::Return,
        "appraise" => PlanStep::Appraise,
        "approve" => PlanStep::Approve(form.approval),
        "withdraw" => PlanStep::Withdraw,
        _ => return Err(Problem::not_found()),
    };
    let by = caller.acting_with_any(permissions_for(step.action()))?;
    let revision = revision_read(&request)?;
    off_thread(&site.app, move |app| advance_plan(app, &by, address, revision, &step, remark.as_deref())).await?;
    Ok(answer(&view(&site, &caller, address).await?))
}

/// The zones of a version, each as it was drawn for it.
#[utoipa::path(tag = "plans", params(("id" = String, Path), ("n" = i64, Path)), responses((status = 200, description = "GeoJSON FeatureCollection")))]
#[get("/plans/{id}/versions/{n}/zones")]
pub async fn list_plan_zones(site: web::Data<Site>, caller: Caller, path: Address) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let address = address(&path);
    let features = off_thread(&site.app, move |app| {
        let now = app.now();
        Ok(app.store.read(|conn| {
            let taken = read_version(conn, address, now)?;
            let held = taken.version.content.zones.iter();
            held.map(|held| {
                zones::at_revision(conn, held.zone_id, held.revision).map(|zone| super::zones::drawn_feature(&zone))
            })
            .collect::<Result<Vec<_>, StoreError>>()
        })?)
    })
    .await?;
    Ok(HttpResponse::Ok().json(json!({"type": "FeatureCollection", "features": features})))
}

/// A zone as it is to be drawn.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawZone {
    name: String,
    #[serde(default)]
    village: Option<String>,
    #[serde(default)]
    commune_code: Option<String>,
    evacuate_from_level: RiskLevel,
    /// A GeoJSON Polygon or MultiPolygon, WGS 84, longitude first.
    #[schema(value_type = Object)]
    geometry: Value,
    #[serde(default)]
    destinations: Vec<String>,
    #[serde(default)]
    route: Option<String>,
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    in_charge: Option<InCharge>,
}

/// Draws a zone of a draft, or draws it anew.
#[utoipa::path(
    tag = "plans",
    params(("id" = String, Path), ("n" = i64, Path), ("code" = String, Path), ("If-Match" = String, Header)),
    request_body = DrawZone,
    responses((status = 200, body = VersionView)),
)]
#[put("/plans/{id}/versions/{n}/zones/{code}")]
pub async fn put_plan_zone(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    path: web::Path<(PlanId, i64, String)>,
    body: Result<web::Bytes, actix_web::Error>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditPlan)?;
    let revision = revision_read(&request)?;
    let (plan, number, code) = path.into_inner();
    let address = VersionAddress { plan, number };
    let wanted: DrawZone = serde_json::from_value(json_of(body)?).map_err(|error| {
        Problem::invalid(
            "",
            Localized::new(
                format!("Vùng chưa đúng mẫu ({error})."),
                format!("The zone does not fit the form ({error})."),
            ),
        )
    })?;
    let geometry = area::from_geojson(&wanted.geometry).map_err(|fault| outline_problem("/geometry", &fault))?;
    let drawing = ZoneDrawing {
        name: wanted.name,
        village: wanted.village,
        commune_code: wanted.commune_code,
        evacuate_from_level: wanted.evacuate_from_level,
        geometry,
        destinations: wanted.destinations,
        route: wanted.route,
        in_charge: wanted.in_charge,
    };
    off_thread(&site.app, move |app| draw_zone(app, &by, address, revision, &code, &drawing)).await?;
    Ok(answer(&view(&site, &caller, address).await?))
}

/// Takes a zone out of a draft.
#[utoipa::path(
    tag = "plans",
    params(("id" = String, Path), ("n" = i64, Path), ("code" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = VersionView)),
)]
#[delete("/plans/{id}/versions/{n}/zones/{code}")]
pub async fn delete_plan_zone(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    path: web::Path<(PlanId, i64, String)>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditPlan)?;
    let revision = revision_read(&request)?;
    let (plan, number, code) = path.into_inner();
    let address = VersionAddress { plan, number };
    off_thread(&site.app, move |app| remove_zone(app, &by, address, revision, &code)).await?;
    Ok(answer(&view(&site, &caller, address).await?))
}

/// What the editor of a plan is drawn from.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanForm {
    /// The written parts, in the order of the document.
    pub sections: Vec<SectionForm>,
    /// The levels there are scenarios for; 0 is "any situation".
    pub levels: Vec<LevelForm>,
    /// The annex tables.
    pub tables: Vec<TableForm>,
    /// Who can be given a task.
    pub roles: Vec<RoleForm>,
}

/// A written part.
#[derive(Debug, Serialize, ToSchema)]
pub struct SectionForm {
    /// Its name on the wire.
    pub key: Section,
    /// What it is there for.
    pub group: SectionGroup,
    /// Its heading.
    pub heading: Localized,
    /// What belongs into it.
    pub hint: Localized,
}

/// A level there is a scenario for.
#[derive(Debug, Serialize, ToSchema)]
pub struct LevelForm {
    /// Its digit.
    pub level: u8,
    /// Digit and word.
    pub label: Localized,
}

/// Who can be given a task.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleForm {
    /// The name on the wire.
    pub role: Role,
    /// The name for people.
    pub name: Localized,
}

#[derive(Debug, Deserialize)]
struct FormQuery {
    hazard: String,
}

/// What the editor of a plan against a hazard is drawn from: sections, levels, tables with their columns.
#[utoipa::path(tag = "plans", params(("hazard" = String, Query)), responses((status = 200, body = PlanForm)))]
#[get("/plan-form")]
pub async fn read_plan_form(caller: Caller, query: web::Query<FormQuery>) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let hazard = super::lookup::known_hazard(&query.hazard)?;
    let label = |level: u8| match RiskLevel::new(level) {
        Ok(level) if level.digit() > 0 => level.label(),
        _ => Localized::new("Mọi tình huống", "Any situation"),
    };
    Ok(HttpResponse::Ok().json(PlanForm {
        sections: Section::ALL
            .iter()
            .map(|section| SectionForm {
                key: *section,
                group: section.group(),
                heading: section.heading(),
                hint: section.hint(),
            })
            .collect(),
        levels: levels_of(hazard).into_iter().map(|level| LevelForm { level, label: label(level) }).collect(),
        tables: Annexes::forms(),
        roles: Role::ALL.iter().map(|role| RoleForm { role: *role, name: role.name() }).collect(),
    }))
}
