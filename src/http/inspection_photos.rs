//! Photos as evidence of inspections.

use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::photos::image;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::inspections::EvidencePhoto;
use crate::kernel::Timestamp;
use crate::kernel::ids::{InspectionRecordId, InspectionTaskId, PhotoId};
use crate::services::add_evidence::{NewPhoto, add_owed_photo, add_record_photo, read_evidence, remove_evidence};

/// That a photo was taken out.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceRemovalView {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// Why.
    pub remark: String,
}

/// A photo, without its bytes.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidencePhotoView {
    /// Its id.
    pub id: PhotoId,
    /// The record.
    pub record_id: InspectionRecordId,
    /// The point.
    pub point_code: String,
    /// What is owed, where it shows what was mended.
    pub task_id: Option<InspectionTaskId>,
    /// Its media type.
    pub media_type: String,
    /// In pixels.
    pub width: i64,
    /// In pixels.
    pub height: i64,
    /// In bytes.
    pub length: i64,
    /// When it was taken.
    #[schema(value_type = String, format = DateTime)]
    pub taken_at: Timestamp,
    /// When it came.
    #[schema(value_type = String, format = DateTime)]
    pub received_at: Timestamp,
    /// Who sent it.
    pub added_by: String,
    /// That it does not count any more.
    pub removed: Option<EvidenceRemovalView>,
}

impl From<EvidencePhoto> for EvidencePhotoView {
    fn from(photo: EvidencePhoto) -> Self {
        Self {
            id: photo.id,
            record_id: photo.record_id,
            point_code: photo.point_code,
            task_id: photo.task_id,
            media_type: photo.look.media_type,
            width: photo.look.width,
            height: photo.look.height,
            length: photo.length,
            taken_at: photo.taken_at,
            received_at: photo.received_at,
            added_by: photo.added_by,
            removed: photo.removed.map(|gone| EvidenceRemovalView { at: gone.at, by: gone.by, remark: gone.remark }),
        }
    }
}

/// Of which point, and when it was taken.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EvidenceQuery {
    /// The point of the record.
    point: String,
    /// By the device's clock; now where it is left out.
    #[param(value_type = Option<String>, format = DateTime)]
    taken_at: Option<Timestamp>,
}

fn kept((photo, new): (EvidencePhoto, bool)) -> HttpResponse {
    let mut answer = if new { HttpResponse::Created() } else { HttpResponse::Ok() };
    answer.json(EvidencePhotoView::from(photo))
}

/// Adds a photo to a point of a record that is being drawn up; the body is the image (JPEG, PNG or WebP, at most 6 MB),
/// the id a UUID made by the device: sent twice it is one.
#[utoipa::path(tag = "inspections", params(("id" = String, Path), ("photo" = String, Path), EvidenceQuery), request_body(content = Vec<u8>, content_type = "image/jpeg"), responses((status = 200, description = "the photo, which had come before", body = EvidencePhotoView), (status = 201, body = EvidencePhotoView)))]
#[put("/inspection-records/{id}/photos/{photo}")]
pub async fn put_record_photo(
    site: web::Data<Site>,
    caller: Caller,
    path: web::Path<(InspectionRecordId, PhotoId)>,
    query: web::Query<EvidenceQuery>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Inspect)?;
    let ((record, id), EvidenceQuery { point, taken_at }) = (path.into_inner(), query.into_inner());
    let photo = off_thread(&site.app, move |app| {
        add_record_photo(app, &by, record, &point, &NewPhoto { id, taken_at, content: &body })
    });
    Ok(kept(photo.await?))
}

/// When a photo of what was mended was taken.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MendedQuery {
    /// By the device's clock; now where it is left out.
    #[param(value_type = Option<String>, format = DateTime)]
    taken_at: Option<Timestamp>,
}

/// Adds a photo of what was mended, as the unit that owes it or as who inspects.
#[utoipa::path(tag = "inspections", params(("id" = String, Path), ("photo" = String, Path), MendedQuery), request_body(content = Vec<u8>, content_type = "image/jpeg"), responses((status = 200, description = "the photo, which had come before", body = EvidencePhotoView), (status = 201, body = EvidencePhotoView)))]
#[put("/inspection-tasks/{id}/photos/{photo}")]
pub async fn put_owed_photo(
    site: web::Data<Site>,
    caller: Caller,
    path: web::Path<(InspectionTaskId, PhotoId)>,
    query: web::Query<MendedQuery>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting_with_any(&[Permission::AnswerInspection, Permission::Inspect])?;
    let ((task, id), taken_at) = (path.into_inner(), query.into_inner().taken_at);
    let photo =
        off_thread(&site.app, move |app| add_owed_photo(app, &by, task, &NewPhoto { id, taken_at, content: &body }));
    Ok(kept(photo.await?))
}

/// The image of a photo, for those who inspect and those it is about.
#[utoipa::path(tag = "inspections", params(("id" = String, Path)), responses((status = 200, description = "the image"), (status = 304, description = "as it was")))]
#[get("/inspection-photos/{id}")]
pub async fn read_inspection_photo(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<PhotoId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Read)?;
    let id = id.into_inner();
    let (photo, content) = off_thread(&site.app, move |app| read_evidence(app, &by, id)).await?;
    Ok(image(&request, photo.look.media_type, &photo.sha256, content))
}

/// Why a photo is taken out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveEvidence {
    /// The reason.
    pub remark: String,
}

/// Takes a photo out: it is marked, with who, when and why; its bytes stay. One of a signed record is not taken out.
#[utoipa::path(tag = "inspections", params(("id" = String, Path)), request_body = RemoveEvidence, responses((status = 200, body = EvidencePhotoView)))]
#[post("/inspection-photos/{id}/removal")]
pub async fn remove_inspection_photo(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<PhotoId>,
    body: web::Json<RemoveEvidence>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting_with_any(&[Permission::AnswerInspection, Permission::Inspect])?;
    let (id, remark) = (id.into_inner(), body.into_inner().remark);
    let photo = off_thread(&site.app, move |app| remove_evidence(app, &by, id, &remark)).await?;
    Ok(HttpResponse::Ok().json(EvidencePhotoView::from(photo)))
}
