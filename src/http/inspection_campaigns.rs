//! Campaigns of inspection, how far they are, and how communes stand.

use actix_web::http::StatusCode;
use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::paging::PageQuery;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::{Acting, Permission};
use crate::inspections::{
    Campaign, CampaignForm, Closing, Counts, Decision, Group, Member, NoRank, Place, Point, Progress, RankedCommune,
    Ranking, ReminderStep, Subject, TaskCounts, UnrankedCommune, progress_words, ranked_words, shipped_ladder,
    unranked_words,
};
use crate::kernel::Localized;
use crate::kernel::folding::nfc;
use crate::kernel::ids::{InspectionId, InspectionTaskId};
use crate::kernel::page::Page;
use crate::services::ServiceError;
use crate::services::close_inspection::{close_inspection, reopen_inspection};
use crate::services::inspection_work::InspectionWork;
use crate::services::order_inspection::{
    CampaignStanding, change_inspection, list_inspections, order_inspection, rank_communes, read_inspection,
};

/// What is looked at.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionSubjectView {
    /// Tells it from the others of the inspection.
    pub key: String,
    /// The unit.
    pub unit_code: String,
    /// Its name.
    pub unit_name: String,
    /// The place in it; null where the unit itself is looked at.
    pub place: Option<Place>,
}

impl InspectionSubjectView {
    pub(super) fn of(subject: &Subject, work: &InspectionWork) -> Self {
        Self {
            key: subject.key(),
            unit_name: work.unit_name(&subject.unit_code).to_owned(),
            unit_code: subject.unit_code.clone(),
            place: subject.place.clone(),
        }
    }
}

/// How far an inspection is.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionProgressView {
    /// How many units and places are to be inspected.
    pub subjects: i64,
    /// Of which nobody has begun the record.
    pub not_begun: i64,
    /// Of which the record is being drawn up.
    pub draft: i64,
    /// Of which the record is signed.
    pub signed: i64,
    /// The grades of the signed records.
    pub points: Counts,
    /// What is owed.
    pub tasks: TaskCounts,
    /// The same in a sentence.
    pub words: Localized,
}

impl From<&Progress> for InspectionProgressView {
    fn from(progress: &Progress) -> Self {
        let Progress { subjects, not_begun, draft, signed, points, tasks } = *progress;
        Self { subjects, not_begun, draft, signed, points, tasks, words: progress_words(progress) }
    }
}

/// An inspection in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionSummaryView {
    /// Its id.
    pub id: InspectionId,
    /// Its name.
    pub name: String,
    /// The unit that ordered it.
    pub ordered_by: String,
    /// The name of that unit.
    pub ordered_by_name: String,
    /// The template.
    pub template_code: String,
    /// Its name.
    pub template_name: Localized,
    /// The first day.
    pub first_day: NaiveDate,
    /// The last day.
    pub last_day: NaiveDate,
    /// The paper; null where it is still to come.
    pub decision: Option<Decision>,
    /// Who leads the team.
    pub leader: Member,
    /// Counts its changes; the ETag.
    pub revision: i64,
    /// Invented for the demonstration.
    pub demonstration: bool,
    /// That it was closed, and what was open then; null while it goes on.
    pub closing: Option<Closing>,
    /// How far it is.
    pub progress: InspectionProgressView,
}

impl InspectionSummaryView {
    fn of(CampaignStanding { campaign, progress }: &CampaignStanding, work: &InspectionWork) -> Self {
        let Campaign { id, ordered_by, template, form, closing, revision, demonstration } = campaign;
        Self {
            id: *id,
            name: form.name.clone(),
            ordered_by_name: work.unit_name(ordered_by).to_owned(),
            ordered_by: ordered_by.clone(),
            template_code: template.code.clone(),
            template_name: template.name.clone(),
            first_day: form.first_day,
            last_day: form.last_day,
            decision: form.decision.clone(),
            leader: form.leader.clone(),
            revision: *revision,
            demonstration: *demonstration,
            closing: closing.clone(),
            progress: progress.into(),
        }
    }
}

/// What the reader may do with an inspection.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionRights {
    /// Keep records, sign, confirm, remind.
    pub inspect: bool,
    /// Change the inspection itself.
    pub change: bool,
    /// Close it.
    pub close: bool,
    /// Open it again.
    pub reopen: bool,
}

/// An inspection.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionView {
    /// What lists tell.
    #[serde(flatten)]
    pub summary: InspectionSummaryView,
    /// What else is to be known.
    pub note: String,
    /// The others of the team.
    pub members: Vec<Member>,
    /// What is looked at.
    pub subjects: Vec<InspectionSubjectView>,
    /// How reminders climb.
    pub reminders: Vec<ReminderStep>,
    /// The headings, as they were when it was ordered.
    pub groups: Vec<Group>,
    /// The points, as they were when it was ordered.
    pub points: Vec<Point>,
    /// What the reader may do.
    pub may: InspectionRights,
}

impl InspectionView {
    fn of(standing: &CampaignStanding, work: &InspectionWork, by: &Acting) -> Self {
        let Campaign { template, form, .. } = &standing.campaign;
        let subject = |subject: &Subject| InspectionSubjectView::of(subject, work);
        let (open, change) = (standing.campaign.closing.is_none(), work.may_change(by, &standing.campaign));
        let team = standing.campaign.has_member(&by.account.name) && by.account.role.may(Permission::Inspect);
        Self {
            summary: InspectionSummaryView::of(standing, work),
            note: form.note.clone(),
            members: form.members.clone(),
            subjects: form.subjects.iter().map(subject).collect(),
            reminders: form.reminders.clone(),
            groups: template.groups.clone(),
            points: template.points.clone(),
            may: InspectionRights {
                inspect: open && (change || team),
                change: open && change,
                close: open && change,
                reopen: !open && change,
            },
        }
    }
}

/// What of an inspection can be changed while it goes on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeInspection {
    /// Its name.
    pub name: String,
    /// What else is to be known.
    #[serde(default)]
    pub note: String,
    /// The first day.
    pub first_day: NaiveDate,
    /// The last day.
    pub last_day: NaiveDate,
    /// The paper; it may come later.
    #[serde(default)]
    pub decision: Option<Decision>,
    /// Who leads the team.
    pub leader: Member,
    /// The others of the team.
    #[serde(default)]
    pub members: Vec<Member>,
    /// What is looked at.
    pub subjects: Vec<Subject>,
    /// How reminders climb; as usual where left out.
    #[serde(default)]
    pub reminders: Option<Vec<ReminderStep>>,
}

impl From<ChangeInspection> for CampaignForm {
    fn from(body: ChangeInspection) -> Self {
        let text = |text: &str| nfc(text.trim());
        let member = |member: Member| Member {
            name: text(&member.name),
            position: text(&member.position),
            account: member.account.filter(|account| !account.trim().is_empty()),
        };
        let subject = |subject: Subject| Subject {
            place: subject.place.map(|place| Place { name: text(&place.name), ..place }),
            ..subject
        };
        Self {
            name: text(&body.name),
            note: text(&body.note),
            first_day: body.first_day,
            last_day: body.last_day,
            decision: body.decision,
            leader: member(body.leader),
            members: body.members.into_iter().map(member).collect(),
            subjects: body.subjects.into_iter().map(subject).collect(),
            reminders: body.reminders.unwrap_or_else(shipped_ladder),
        }
    }
}

/// An inspection that is to be ordered.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CreateInspection {
    /// The unit that orders it: a province or a commune.
    pub ordered_by: String,
    /// What is looked at, a code of `/inspection-templates`.
    pub template_code: String,
    /// The rest.
    #[serde(flatten)]
    pub form: ChangeInspection,
}

/// Which inspections are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InspectionQuery {
    /// Ordered by this unit or one below it, or looking at it.
    unit: Option<String>,
}

/// Inspections of the reader's units, newest first.
#[utoipa::path(tag = "inspections", params(InspectionQuery, PageQuery), responses((status = 200, body = Page<InspectionSummaryView>)))]
#[get("/inspections")]
pub async fn list_inspection_campaigns(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<InspectionQuery>,
    paging: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Read)?;
    let (unit, paging) = (query.into_inner().unit.filter(|unit| !unit.is_empty()), paging.into_inner());
    let page = off_thread(&site.app, move |app| {
        let work = InspectionWork::begin(app)?;
        let page = list_inspections(app, &by, unit.as_deref(), paging.cursor.as_deref(), paging.limit())?;
        Ok(page.map(|standing| InspectionSummaryView::of(&standing, &work)))
    })
    .await?;
    Ok(HttpResponse::Ok().json(page))
}

async fn answered(
    site: &Site,
    by: Acting,
    status: StatusCode,
    act: impl FnOnce(&crate::services::App, &Acting) -> Result<CampaignStanding, ServiceError> + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let view = off_thread(&site.app, move |app| {
        let standing = act(app, &by)?;
        Ok(InspectionView::of(&standing, &InspectionWork::begin(app)?, &by))
    })
    .await?;
    Ok(HttpResponse::build(status).insert_header((ETAG, etag(view.summary.revision))).json(view))
}

/// Orders an inspection for a unit of one's own: a province inspects communes, a commune its villages and shelters.
#[utoipa::path(tag = "inspections", request_body = CreateInspection, responses((status = 201, body = InspectionView)))]
#[post("/inspections")]
pub async fn create_inspection(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<CreateInspection>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Inspect)?;
    let CreateInspection { ordered_by, template_code, form } = body.into_inner();
    let form = CampaignForm::from(form);
    let order = move |app: &_, by: &Acting| order_inspection(app, by, &ordered_by, &template_code, &form);
    answered(&site, by, StatusCode::CREATED, order).await
}

/// An inspection, for those who inspect and those who are inspected.
#[utoipa::path(tag = "inspections", params(("id" = String, Path)), responses((status = 200, body = InspectionView)))]
#[get("/inspections/{id}")]
pub async fn read_inspection_campaign(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Read)?;
    let id = id.into_inner();
    answered(&site, by, StatusCode::OK, move |app, by| read_inspection(app, by, id)).await
}

/// Changes an inspection: its paper, its team, its days, what it looks at. What has a record stays.
#[utoipa::path(tag = "inspections", request_body = ChangeInspection, params(("id" = String, Path), ("If-Match" = String, Header)), responses((status = 200, body = InspectionView)))]
#[put("/inspections/{id}")]
pub async fn put_inspection(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionId>,
    request: HttpRequest,
    body: web::Json<ChangeInspection>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Inspect)?;
    let revision = revision_read(&request)?;
    let (id, form) = (id.into_inner(), CampaignForm::from(body.into_inner()));
    answered(&site, by, StatusCode::OK, move |app, by| change_inspection(app, by, id, revision, &form)).await
}

/// The decision to close an inspection.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseInspection {
    /// Why, and what becomes of what is open; needed where anything is.
    #[serde(default)]
    pub remark: String,
    /// All that is still owed: whoever closes names what is left open.
    #[serde(default)]
    pub open_tasks: Vec<InspectionTaskId>,
}

/// Closes an inspection: no record is begun, filled in or signed any more. What is owed stays owed; all of it has to be
/// named in `open_tasks`, and where something is not the answer names it.
#[utoipa::path(tag = "inspections", request_body = CloseInspection, params(("id" = String, Path), ("If-Match" = String, Header)), responses((status = 200, body = InspectionView)))]
#[post("/inspections/{id}/closing")]
pub async fn close_inspection_campaign(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionId>,
    request: HttpRequest,
    body: web::Json<CloseInspection>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Inspect)?;
    let (revision, id, body) = (revision_read(&request)?, id.into_inner(), body.into_inner());
    let close = move |app: &_, by: &Acting| close_inspection(app, by, id, revision, (&body.open_tasks, &body.remark));
    answered(&site, by, StatusCode::OK, close).await
}

/// Why an inspection is opened again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenInspection {
    /// Why.
    pub remark: String,
}

/// Opens a closed inspection again.
#[utoipa::path(tag = "inspections", request_body = ReopenInspection, params(("id" = String, Path), ("If-Match" = String, Header)), responses((status = 200, body = InspectionView)))]
#[post("/inspections/{id}/reopening")]
pub async fn reopen_inspection_campaign(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionId>,
    request: HttpRequest,
    body: web::Json<ReopenInspection>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Inspect)?;
    let (revision, id, remark) = (revision_read(&request)?, id.into_inner(), body.into_inner().remark);
    answered(&site, by, StatusCode::OK, move |app, by| reopen_inspection(app, by, id, revision, &remark)).await
}

/// A commune in its place.
#[derive(Debug, Serialize, ToSchema)]
pub struct RankedUnitView {
    /// One more than how many are better.
    pub rank: i64,
    /// How many others have the same rank.
    pub tied_with: i64,
    /// The commune.
    pub unit_code: String,
    /// Its name.
    pub unit_name: String,
    /// The points it has.
    pub earned: i64,
    /// The points it could have, those of what nobody looked at among them.
    pub possible: i64,
    /// The share, in percent, rounded to a tenth.
    pub percent: f64,
    /// The grades.
    pub counts: Counts,
    /// How many signed records it rests on.
    pub records: i64,
    /// The same in a sentence.
    pub words: Localized,
}

/// A commune without a rank.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnrankedUnitView {
    /// The commune.
    pub unit_code: String,
    /// Its name.
    pub unit_name: String,
    /// Why it has no rank.
    pub reason: NoRank,
    /// The same in a sentence.
    pub words: Localized,
}

/// How the communes of an inspection stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionRankingView {
    /// The inspection.
    pub inspection_id: InspectionId,
    /// The day it was worked out.
    pub on: NaiveDate,
    /// The best first.
    pub ranked: Vec<RankedUnitView>,
    /// Those without a rank.
    pub apart: Vec<UnrankedUnitView>,
    /// How it is worked out.
    pub note: Localized,
}

impl InspectionRankingView {
    fn of(id: InspectionId, ranking: Ranking, work: &InspectionWork) -> Self {
        let ranked = |line: RankedCommune| {
            let unit_name = work.unit_name(&line.unit_code).to_owned();
            let words = ranked_words(&line, &unit_name);
            let percent = line.per_mille() as f64 / 10.0;
            let RankedCommune { rank, tied_with, unit_code, earned, possible, counts, records, .. } = line;
            RankedUnitView { rank, tied_with, unit_code, unit_name, earned, possible, percent, counts, records, words }
        };
        let apart = |line: UnrankedCommune| {
            let unit_name = work.unit_name(&line.unit_code).to_owned();
            let words = unranked_words(&line, &unit_name);
            UnrankedUnitView { unit_code: line.unit_code, unit_name, reason: line.reason, words }
        };
        Self {
            inspection_id: id,
            on: work.today,
            ranked: ranking.ranked.into_iter().map(ranked).collect(),
            apart: ranking.apart.into_iter().map(apart).collect(),
            note: Localized::new(
                "Xếp theo tỷ lệ điểm đạt trên điểm của các mục áp dụng. Mục chưa xem không tính là đạt và vẫn nằm trong tổng điểm. Đơn vị chưa kiểm tra không xếp hạng.",
                "By the share of the points of what applies that passed. What was not looked at does not count as passed and stays in the sum. Whoever was not inspected has no rank.",
            ),
        }
    }
}

/// How the communes of an inspection stand: by signed records, what is unknown told beside it, ties said.
#[utoipa::path(tag = "inspections", params(("id" = String, Path)), responses((status = 200, body = InspectionRankingView)))]
#[get("/inspections/{id}/ranking")]
pub async fn read_inspection_ranking(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Read)?;
    let id = id.into_inner();
    let view = off_thread(&site.app, move |app| {
        let (_, ranking) = rank_communes(app, &by, id)?;
        Ok(InspectionRankingView::of(id, ranking, &InspectionWork::begin(app)?))
    })
    .await?;
    Ok(HttpResponse::Ok().json(view))
}
