//! The records of an inspection.

use actix_web::http::StatusCode;
use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::inspection_campaigns::InspectionSubjectView;
use super::inspection_photos::EvidencePhotoView;
use super::paging::PageQuery;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::{Acting, Permission};
use crate::inspections::{Counts, InspectionRecordState, Point, Record, RecordContent, RecordVersion};
use crate::kernel::Timestamp;
use crate::kernel::ids::{InspectionId, InspectionRecordId};
use crate::kernel::page::Page;
use crate::services::inspection_work::InspectionWork;
use crate::services::keep_inspection_record::{
    RecordSeen, correct_record, list_records, open_record, read_record, save_record, sign_record,
};
use crate::services::{App, ServiceError};

/// A record in a list: the newest version the reader may see.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionRecordSummaryView {
    /// Its id.
    pub id: InspectionRecordId,
    /// The inspection.
    pub inspection_id: InspectionId,
    /// What was looked at.
    pub subject: InspectionSubjectView,
    /// The version.
    pub version: i64,
    /// How it stands.
    pub state: InspectionRecordState,
    /// Counts its changes; the ETag.
    pub revision: i64,
    /// When the team was there.
    pub inspected_on: Option<NaiveDate>,
    /// The grades.
    pub counts: Counts,
    /// When it was signed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub signed_at: Option<Timestamp>,
    /// By whom.
    pub signed_by: Option<String>,
    /// Invented for the demonstration.
    pub demonstration: bool,
}

impl InspectionRecordSummaryView {
    fn of(record: &Record, version: &RecordVersion, work: &InspectionWork) -> Self {
        let (signed_at, signed_by) = version.signed.clone().unzip();
        Self {
            id: record.id,
            inspection_id: record.inspection_id,
            subject: InspectionSubjectView::of(&record.subject, work),
            version: version.version,
            state: version.state(),
            revision: version.revision,
            inspected_on: version.content.inspected_on,
            counts: version.tally.counts,
            signed_at,
            signed_by,
            demonstration: record.demonstration,
        }
    }
}

/// A version of a record, without what it says.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionVersionView {
    /// Its number.
    pub version: i64,
    /// How it stands.
    pub state: InspectionRecordState,
    /// When it was begun.
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Timestamp,
    /// By whom.
    pub opened_by: String,
    /// Why the version before is corrected; empty of the first.
    pub reason: String,
    /// When it was signed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub signed_at: Option<Timestamp>,
    /// By whom.
    pub signed_by: Option<String>,
}

impl From<&RecordVersion> for InspectionVersionView {
    fn from(version: &RecordVersion) -> Self {
        let (signed_at, signed_by) = version.signed.clone().unzip();
        Self {
            version: version.version,
            state: version.state(),
            opened_at: version.opened_at,
            opened_by: version.opened_by.clone(),
            reason: version.reason.clone(),
            signed_at,
            signed_by,
        }
    }
}

/// What the reader may do with a record.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionRecordRights {
    /// Fill it in, sign it, correct it.
    pub inspect: bool,
}

/// A record.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionRecordView {
    /// What lists tell.
    #[serde(flatten)]
    pub summary: InspectionRecordSummaryView,
    /// What it says.
    pub content: RecordContent,
    /// What was asked.
    pub points: Vec<Point>,
    /// Its versions, the newest first.
    pub versions: Vec<InspectionVersionView>,
    /// The evidence, of points and of what was mended.
    pub photos: Vec<EvidencePhotoView>,
    /// What the reader may do.
    pub may: InspectionRecordRights,
}

impl InspectionRecordView {
    fn of(seen: RecordSeen, work: &InspectionWork) -> Self {
        Self {
            summary: InspectionRecordSummaryView::of(&seen.record, &seen.version, work),
            content: seen.version.content,
            points: seen.campaign.template.points,
            versions: seen.versions.iter().map(Into::into).collect(),
            photos: seen.photos.into_iter().map(Into::into).collect(),
            may: InspectionRecordRights { inspect: seen.may_inspect },
        }
    }
}

/// The records of an inspection the reader may see: who inspects sees all, a unit its own once they are signed.
#[utoipa::path(tag = "inspections", params(("id" = String, Path), PageQuery), responses((status = 200, body = Page<InspectionRecordSummaryView>)))]
#[get("/inspections/{id}/records")]
pub async fn list_inspection_records(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionId>,
    paging: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Read)?;
    let (id, paging) = (id.into_inner(), paging.into_inner());
    let page = off_thread(&site.app, move |app| {
        let work = InspectionWork::begin(app)?;
        let (_, page) = list_records(app, &by, id, paging.cursor.as_deref(), paging.limit())?;
        Ok(page.map(|(record, version)| InspectionRecordSummaryView::of(&record, &version, &work)))
    })
    .await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Of what a record is to be opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenInspectionRecord {
    /// The key of the subject.
    pub subject: String,
}

async fn answered(
    site: &Site,
    by: Acting,
    act: impl FnOnce(&App, &Acting) -> Result<(RecordSeen, bool), ServiceError> + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let (view, new) = off_thread(&site.app, move |app| {
        let (seen, new) = act(app, &by)?;
        Ok((InspectionRecordView::of(seen, &InspectionWork::begin(app)?), new))
    })
    .await?;
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    Ok(HttpResponse::build(status).insert_header((ETAG, etag(view.summary.revision))).json(view))
}

/// Opens the record of a subject; the one that is there where somebody was quicker.
#[utoipa::path(tag = "inspections", request_body = OpenInspectionRecord, params(("id" = String, Path)), responses((status = 200, description = "the record, which was there", body = InspectionRecordView), (status = 201, body = InspectionRecordView)))]
#[post("/inspections/{id}/records")]
pub async fn create_inspection_record(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionId>,
    body: web::Json<OpenInspectionRecord>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Inspect)?;
    let (id, key) = (id.into_inner(), body.into_inner().subject);
    answered(&site, by, move |app, by| open_record(app, by, id, &key)).await
}

/// A record in its newest version.
#[utoipa::path(tag = "inspections", params(("id" = String, Path)), responses((status = 200, body = InspectionRecordView)))]
#[get("/inspection-records/{id}")]
pub async fn read_inspection_record(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionRecordId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Read)?;
    let id = id.into_inner();
    answered(&site, by, move |app, by| Ok((read_record(app, by, id, None)?, false))).await
}

/// A record in one of its versions.
#[utoipa::path(tag = "inspections", params(("id" = String, Path), ("n" = i64, Path)), responses((status = 200, body = InspectionRecordView)))]
#[get("/inspection-records/{id}/versions/{n}")]
pub async fn read_inspection_version(
    site: web::Data<Site>,
    caller: Caller,
    path: web::Path<(InspectionRecordId, i64)>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Read)?;
    let (id, version) = path.into_inner();
    answered(&site, by, move |app, by| Ok((read_record(app, by, id, Some(version))?, false))).await
}

/// Keeps what a draft says. Points that are left out are not looked at yet.
#[utoipa::path(tag = "inspections", request_body = RecordContent, params(("id" = String, Path), ("If-Match" = String, Header)), responses((status = 200, body = InspectionRecordView)))]
#[put("/inspection-records/{id}")]
pub async fn put_inspection_record(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionRecordId>,
    request: HttpRequest,
    body: web::Json<RecordContent>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Inspect)?;
    let revision = revision_read(&request)?;
    let (id, content) = (id.into_inner(), body.into_inner());
    answered(&site, by, move |app, by| Ok((save_record(app, by, id, revision, content)?, false))).await
}

/// Nothing more than the act.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInspectionRecord {}

/// Signs a draft: it is frozen, and each point that failed is owed from now on.
#[utoipa::path(tag = "inspections", request_body = SignInspectionRecord, params(("id" = String, Path), ("If-Match" = String, Header)), responses((status = 200, body = InspectionRecordView)))]
#[post("/inspection-records/{id}/signature")]
pub async fn sign_inspection_record(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionRecordId>,
    request: HttpRequest,
    _: web::Json<SignInspectionRecord>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Inspect)?;
    let revision = revision_read(&request)?;
    let id = id.into_inner();
    answered(&site, by, move |app, by| Ok((sign_record(app, by, id, revision)?, false))).await
}

/// Why a signed record is corrected.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectInspectionRecord {
    /// The reason.
    pub reason: String,
}

/// Begins the correction of a signed record. What was signed stays, and holds until the correction is signed.
#[utoipa::path(tag = "inspections", request_body = CorrectInspectionRecord, params(("id" = String, Path), ("If-Match" = String, Header)), responses((status = 200, body = InspectionRecordView)))]
#[post("/inspection-records/{id}/correction")]
pub async fn correct_inspection_record(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionRecordId>,
    request: HttpRequest,
    body: web::Json<CorrectInspectionRecord>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Inspect)?;
    let revision = revision_read(&request)?;
    let (id, reason) = (id.into_inner(), body.into_inner().reason);
    answered(&site, by, move |app, by| Ok((correct_record(app, by, id, revision, &reason)?, false))).await
}
