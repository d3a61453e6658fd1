//! What belongs to a task: its steps, the person named for it, its photos.

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, patch, post, put, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::checklists::shown;
use super::etag::{etag, revision_read};
use super::photos::image;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::Timestamp;
use crate::kernel::ids::{PhotoId, TaskId, TaskStepId};
use crate::plans::TaskPerson;
use crate::relocation::{TaskChange, TaskPhoto};
use crate::services::add_photo::{add_photo, read_photo, remove_photo};
use crate::services::name_person::name_person;
use crate::services::run_steps::{NewStep, add_step, change_step};

/// A step to be added on the spot.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepRequest {
    /// Its id, a UUID made by the device: a step sent twice is one.
    #[serde(default)]
    id: Option<TaskStepId>,
    /// What to do, in at most 200 characters.
    title: String,
}

/// Adds a step to a task; answers with the task.
#[utoipa::path(tag = "activations", params(("id" = String, Path)), request_body = StepRequest, responses((status = 201, description = "the task", body = Object)))]
#[post("/tasks/{id}/steps")]
pub async fn create_task_step(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<TaskId>,
    body: web::Json<StepRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::TickTask)?;
    let StepRequest { id: step, title } = body.into_inner();
    let (task, new) = (id.into_inner(), NewStep { id: step, title });
    let (_, view) = off_thread(&site.app, move |app| shown(app, &add_step(app, &by, task, &new)?)).await?;
    Ok(HttpResponse::Created().json(view))
}

/// Ticks a step, or opens it again; `If-Match` is the step's own ETag. Answers with the task, which stays as it is.
#[utoipa::path(tag = "activations", params(("id" = String, Path), ("step" = String, Path), ("If-Match" = String, Header)), request_body = TaskChange, responses((status = 200, description = "the task", body = Object)))]
#[patch("/tasks/{id}/steps/{step}")]
pub async fn patch_task_step(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    path: web::Path<(TaskId, TaskStepId)>,
    body: web::Json<TaskChange>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::TickTask)?;
    let revision = revision_read(&request)?;
    let (at, change) = (path.into_inner(), body.into_inner());
    let (_, view) =
        off_thread(&site.app, move |app| shown(app, &change_step(app, &by, at, revision, &change)?)).await?;
    Ok(HttpResponse::Ok().json(view))
}

/// Whom to name for a task.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonRequest {
    /// The name; null or left out where nobody is to be named.
    #[serde(default)]
    name: Option<String>,
    /// The telephone number.
    #[serde(default)]
    phone: Option<String>,
}

/// Names a person for a task beside its role, or nobody.
#[utoipa::path(tag = "activations", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = PersonRequest, responses((status = 200, description = "the task", body = Object)))]
#[put("/tasks/{id}/person")]
pub async fn put_task_person(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<TaskId>,
    body: web::Json<PersonRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::TickTask)?;
    let revision = revision_read(&request)?;
    let PersonRequest { name, phone } = body.into_inner();
    let (id, person) = (id.into_inner(), name.map(|name| TaskPerson { name, phone }));
    let (revision, view) =
        off_thread(&site.app, move |app| shown(app, &name_person(app, &by, id, revision, person)?)).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(revision))).json(view))
}

/// A photo, without its bytes.
pub(super) fn photo_view(photo: &TaskPhoto) -> Value {
    json!({
        "id": photo.id,
        "task_id": photo.task_id,
        "media_type": photo.look.media_type,
        "width": photo.look.width,
        "height": photo.look.height,
        "length": photo.length,
        "taken_at": photo.taken_at,
        "received_at": photo.received_at,
        "added_by": photo.added_by,
        "removed": photo.removed.as_ref().map(|removal| json!({
            "at": removal.at, "by": removal.by, "remark": removal.remark,
        })),
    })
}

/// When a photo was taken.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PhotoQuery {
    /// By the device's clock; now where it is left out.
    #[param(value_type = Option<String>, format = DateTime)]
    taken_at: Option<Timestamp>,
}

/// Adds a photo to a task; the body is the image (JPEG, PNG or WebP, at most 6 MB), the id a UUID made by the device:
/// sent twice it is one.
#[utoipa::path(tag = "activations", params(("id" = String, Path), ("photo" = String, Path), PhotoQuery), request_body(content = Vec<u8>, content_type = "image/jpeg"), responses((status = 200, description = "the photo, which had come before", body = Object), (status = 201, description = "the photo", body = Object)))]
#[put("/tasks/{id}/photos/{photo}")]
pub async fn put_task_photo(
    site: web::Data<Site>,
    caller: Caller,
    path: web::Path<(TaskId, PhotoId)>,
    query: web::Query<PhotoQuery>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::TickTask)?;
    let (at, taken_at) = (path.into_inner(), query.into_inner().taken_at);
    let (photo, new) = off_thread(&site.app, move |app| add_photo(app, &by, at, taken_at, &body)).await?;
    let mut answer = if new { HttpResponse::Created() } else { HttpResponse::Ok() };
    Ok(answer.json(photo_view(&photo)))
}

/// The image of a photo, for people who are signed in; one that was taken out for those who read the log.
#[utoipa::path(tag = "activations", params(("id" = String, Path)), responses((status = 200, description = "the image"), (status = 304, description = "as it was")))]
#[get("/task-photos/{id}")]
pub async fn read_task_photo(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<PhotoId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Read)?;
    let id = id.into_inner();
    let (photo, content) = off_thread(&site.app, move |app| read_photo(app, &by, id)).await?;
    Ok(image(&request, photo.look.media_type, &photo.sha256, content))
}

/// Why a photo is taken out.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemovalRequest {
    /// The reason.
    remark: String,
}

/// Takes a photo out: it is marked, with who, when and why; its bytes stay.
#[utoipa::path(tag = "activations", params(("id" = String, Path)), request_body = RemovalRequest, responses((status = 200, description = "the photo", body = Object)))]
#[post("/task-photos/{id}/removal")]
pub async fn remove_task_photo(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<PhotoId>,
    body: web::Json<RemovalRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::TickTask)?;
    let (id, remark) = (id.into_inner(), body.into_inner().remark);
    let photo = off_thread(&site.app, move |app| remove_photo(app, &by, id, &remark)).await?;
    Ok(HttpResponse::Ok().json(photo_view(&photo)))
}
