//! Checklists and their tasks.

use std::collections::HashMap;

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, patch, web};
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::json::{joined, with};
use super::lookup::destinations;
use super::problem::Problem;
use super::task_parts::photo_view;
use super::work::off_thread;
use super::zones::figures_view;
use crate::accounts::Permission;
use crate::geometry::measure::middle;
use crate::kernel::Timestamp;
use crate::kernel::ids::{ChecklistId, TaskId};
use crate::plans::{Role, Subject};
use crate::relocation::{Checklist, Task, TaskChange, TaskPhoto, TaskState, TaskStep, sunset};
use crate::services::live_data::Picture;
use crate::services::run_checklist::change_task;
use crate::services::{App, ServiceError};
use crate::store::{StoreConnection, StoreError, checklists, task_photos, zones};

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
        "overdue": tasks.iter().filter(|task| task.is_late(now)).count(),
        "late": late(tasks, now),
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

/// Who is late, by role and name, with how many tasks; the most first.
fn late(tasks: &[Task], now: Timestamp) -> Vec<Value> {
    let mut who: Vec<(Role, Option<&str>, usize)> = Vec::new();
    for task in tasks.iter().filter(|task| task.is_late(now)) {
        let name = task.person.as_ref().map(|person| person.name.as_str());
        match who.iter_mut().find(|known| (known.0, known.1) == (task.role, name)) {
            Some(known) => known.2 += 1,
            None => who.push((task.role, name, 1)),
        }
    }
    who.sort_by_key(|known| std::cmp::Reverse(known.2));
    who.into_iter()
        .map(|(role, name, tasks)| json!({"role": role, "role_name": role.name(), "name": name, "tasks": tasks}))
        .collect()
}

/// A step of a task.
fn step_view(step: &TaskStep) -> Value {
    json!({
        "id": step.id,
        "position": step.position,
        "title": step.title,
        "done": step.done_at.is_some(),
        "done_at": step.done_at,
        "added_by": step.added_by,
        "changed_by": step.changed_by,
        "changed_at": step.changed_at,
        "revision": step.revision,
        "etag": etag(step.revision),
    })
}

/// The photos of tasks, where who asks may see them.
pub type Photos = HashMap<TaskId, Vec<TaskPhoto>>;

/// The photos of `lists`, for somebody who is signed in.
pub fn photos_of(
    conn: &mut StoreConnection,
    lists: &[ChecklistId],
    signed_in: bool,
) -> Result<Option<Photos>, StoreError> {
    signed_in.then(|| task_photos::of_checklists(conn, lists)).transpose()
}

/// A task; telephone numbers and photos only with `photos`, that is for people who are signed in.
pub fn task_view(task: &Task, photos: Option<&Photos>) -> Value {
    let view = task_alone(task, photos.is_some());
    let Some(photos) = photos else { return view };
    let own = photos.get(&task.id).map_or(&[][..], Vec::as_slice);
    with(view, "photos", own.iter().map(photo_view).collect::<Vec<_>>())
}

fn task_alone(task: &Task, signed_in: bool) -> Value {
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
        "person": task.person.as_ref().map(|person| json!({
            "name": person.name,
            "phone": if signed_in { person.phone.as_deref() } else { None },
        })),
        "title": task.title,
        "due_at": task.due_at,
        "state": state,
        "remark": remark,
        "done_at": done_at,
        "changed_by": task.changed_by,
        "changed_at": task.changed_at,
        "revision": task.revision,
        "etag": etag(task.revision),
        "steps_total": task.steps.len(),
        "steps_done": task.steps.len() - task.open_steps().len(),
        "steps": task.steps.iter().map(step_view).collect::<Vec<_>>(),
        "photos": [],
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
    let signed_in = caller.account().is_some();
    let view = off_thread(&site.app, move |app| {
        let now = app.now();
        let picture = app.live.current(&app.store, now)?;
        Ok(app.store.read(|conn| {
            let list = checklists::get(conn, id)?;
            let tasks = checklists::tasks_of(conn, &[id])?.remove(&id).unwrap_or_default();
            let view = summary_with(conn, &picture, &list, &tasks, now)?;
            let photos = photos_of(conn, &[id], signed_in)?;
            let tasks: Vec<Value> = tasks.iter().map(|task| task_view(task, photos.as_ref())).collect();
            Ok::<_, StoreError>(with(view, "tasks", tasks))
        })?)
    })
    .await?;
    Ok(HttpResponse::Ok().json(view))
}

/// A task as somebody who changed it sees it, with its revision.
pub fn shown(app: &App, task: &Task) -> Result<(i64, Value), ServiceError> {
    let photos = app.store.read(|conn| task_photos::of_task(conn, task.id))?;
    Ok((task.revision, task_view(task, Some(&HashMap::from([(task.id, photos)])))))
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
    let (revision, view) =
        off_thread(&site.app, move |app| shown(app, &change_task(app, &by, id, revision, &change)?)).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(revision))).json(view))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::kernel::Localized;
    use crate::plans::{Due, Phase, TaskPerson, TaskTemplate};
    use crate::relocation::build_tasks;

    #[test]
    fn who_is_late_is_told_by_role_and_name() {
        let now: Timestamp = "2025-10-28T00:00:00Z".parse().unwrap();
        let line = |role, name: Option<&str>, minutes| TaskTemplate {
            phase: Phase::Before,
            subject: Subject::People,
            role,
            title: Localized::new("a", "a"),
            due: Some(Due::MinutesFromOpening(minutes)),
            zone: None,
            from_level: None,
            person: name.map(|name| TaskPerson { name: name.into(), phone: Some("0905".into()) }),
            steps: Vec::new(),
        };
        let lines = [
            line(Role::VillageHead, Some("A Thuận"), 10),
            line(Role::Police, None, 20),
            line(Role::Police, None, 20),
            line(Role::VillageHead, None, 60),
        ];
        let tasks = build_tasks(lines.iter(), 0, ChecklistId::new(now), now, now);
        assert_eq!(late(&tasks, now), [] as [Value; 0]);
        let late = late(&tasks, now + TimeDelta::minutes(30));
        let told: Vec<_> = late.iter().map(|one| (&one["role"], &one["name"], &one["tasks"])).collect();
        assert_eq!(
            told,
            [(&json!("police"), &Value::Null, &json!(2)), (&json!("village_head"), &json!("A Thuận"), &json!(1)),]
        );
        assert!(!late.iter().any(|one| one.to_string().contains("0905")));
    }
}
