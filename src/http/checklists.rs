//! Checklists and their tasks.

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, patch, web};
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::json::{joined, with};
use super::lookup::destinations;
use super::problem::Problem;
use super::work::off_thread;
use super::zones::figures_view;
use crate::accounts::Permission;
use crate::geometry::measure::middle;
use crate::kernel::Timestamp;
use crate::kernel::ids::{ChecklistId, TaskId};
use crate::plans::Subject;
use crate::relocation::{Checklist, Task, TaskChange, TaskState, sunset};
use crate::services::live_data::Picture;
use crate::services::run_checklist::change_task;
use crate::store::{StoreConnection, StoreError, checklists, zones};

/// A checklist without its tasks.
pub fn summary(
    conn: &mut StoreConnection,
    picture: &Picture,
    list: &Checklist,
    now: Timestamp,
) -> Result<Value, StoreError> {
    let tasks = checklists::tasks_of(conn, &[list.id])?.remove(&list.id).unwrap_or_default();
    summary_with(conn, picture, list, &tasks, now)
}

/// A checklist without its tasks, which have been read.
pub fn summary_with(
    conn: &mut StoreConnection,
    picture: &Picture,
    list: &Checklist,
    tasks: &[Task],
    now: Timestamp,
) -> Result<Value, StoreError> {
    let zone = zones::at_revision(conn, list.zone_id, list.zone_revision)?;
    let overdue =
        tasks.iter().filter(|task| !task.state.is_settled() && task.due_at.is_some_and(|due| due < now)).count();
    let view = json!({
        "id": list.id,
        "activation_id": list.activation_id,
        "zone": {
            "id": zone.id,
            "code": zone.code,
            "name": zone.name,
            "village": zone.village,
            "hazard": zone.hazard,
            "commune_code": zone.commune_code,
            "commune_name": picture.unit_name(&zone.commune_code),
            "route": zone.route,
            "in_charge": zone.in_charge,
        },
        "round": list.round,
        "state": list.state,
        "stage": list.stage,
        "stage_name": list.stage.name(),
        "stage_at": list.stage_at,
        "next_stages": list.stage.next(),
        "opened_at": list.opened_at,
        "onset": list.onset,
        "onset_basis": list.onset_basis,
        "sunset": middle(&zone.geometry).and_then(|point| sunset(point.x(), point.y(), now)),
        "tasks_total": tasks.len(),
        "tasks_done": tasks.iter().filter(|task| task.state.is_settled()).count(),
        "overdue": overdue,
        "progress": {
            "people": progress(tasks, Subject::People),
            "property": progress(tasks, Subject::Property),
            "command": progress(tasks, Subject::Command),
        },
        "destinations": destinations(picture, &zone.destinations),
        "demonstration": zone.demonstration,
    });
    Ok(joined(view, figures_view(&list.figures)))
}

/// How far the tasks of one subject are: people and property each on their own.
fn progress(tasks: &[Task], subject: Subject) -> Value {
    let of_subject = || tasks.iter().filter(|task| task.subject == subject);
    json!({"total": of_subject().count(), "done": of_subject().filter(|task| task.state.is_settled()).count()})
}

/// A task.
pub fn task_view(task: &Task) -> Value {
    let (state, remark, done_at) = match &task.state {
        TaskState::Open => ("open", None, None),
        TaskState::Done { at, remark } => ("done", remark.as_deref(), Some(at)),
        TaskState::DoneEarlier { at, remark } => ("done_earlier", remark.as_deref(), Some(at)),
        TaskState::NotApplicable { remark } => ("not_applicable", Some(remark.as_str()), None),
    };
    json!({
        "id": task.id,
        "checklist_id": task.checklist_id,
        "position": task.position,
        "phase": task.phase,
        "subject": task.subject,
        "role": task.role,
        "role_name": task.role.name(),
        "title": task.title,
        "due_at": task.due_at,
        "state": state,
        "remark": remark,
        "done_at": done_at,
        "changed_by": task.changed_by,
        "changed_at": task.changed_at,
        "revision": task.revision,
        "etag": etag(task.revision),
    })
}

/// A checklist with its tasks.
#[utoipa::path(tag = "activations", params(("id" = String, Path)), responses((status = 200, description = "done", body = Object)))]
#[get("/checklists/{id}")]
pub async fn read_checklist(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ChecklistId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let view = off_thread(&site.app, move |app| {
        let now = app.now();
        let picture = app.live.current(&app.store, now)?;
        Ok(app.store.read(|conn| {
            let list = checklists::get(conn, id)?;
            let tasks = checklists::tasks_of(conn, &[id])?.remove(&id).unwrap_or_default();
            let view = summary_with(conn, &picture, &list, &tasks, now)?;
            Ok::<_, StoreError>(with(view, "tasks", tasks.iter().map(task_view).collect::<Vec<_>>()))
        })?)
    })
    .await?;
    Ok(HttpResponse::Ok().json(view))
}

/// Changes a task: done, done earlier, not applicable, or open again.
#[utoipa::path(tag = "activations", params(("id" = String, Path), ("If-Match" = String, Header)), responses((status = 200, description = "done", body = Object)))]
#[patch("/tasks/{id}")]
pub async fn patch_task(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<TaskId>,
    body: web::Json<TaskChange>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::TickTask)?;
    let revision = revision_read(&request)?;
    let (id, change) = (id.into_inner(), body.into_inner());
    let task = off_thread(&site.app, move |app| change_task(app, &by, id, revision, &change)).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(task.revision))).json(task_view(&task)))
}
