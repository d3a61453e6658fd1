//! What is owed after inspections: reported, confirmed, reminded of.

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
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
use crate::inspections::{
    Answer, EvidencePhoto, Letter, OwedState, OwedStep, OwedStepKind, ProposedReminder, ReminderChannel,
    ReminderRecipient, ReminderStep, Responsible, days_late,
};
use crate::kernel::ids::{InspectionId, InspectionRecordId, InspectionStepId, InspectionTaskId};
use crate::kernel::page::Page;
use crate::kernel::{Localized, Timestamp};
use crate::services::answer_owed::{OwedQuery, OwedSeen, answer_owed, list_owed, read_owed};
use crate::services::inspection_work::InspectionWork;
use crate::services::remind_owed::{NewReminder, remind_owed, write_letter};
use crate::services::{App, ServiceError};

/// Whom the program proposes to remind. Nothing is sent by itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReminderProposalView {
    /// The level.
    pub level: i64,
    /// Whom it goes to.
    pub to: ReminderRecipient,
    /// Their name.
    pub name: String,
    /// By how many days it is late.
    pub overdue_days: i64,
    /// Whether the day of this level has come.
    pub due: bool,
    /// The same in a sentence.
    pub words: Localized,
}

impl From<(ProposedReminder, String)> for ReminderProposalView {
    fn from((proposed, name): (ProposedReminder, String)) -> Self {
        let words = proposed.words(&name);
        let ProposedReminder { level, to, days_late, due } = proposed;
        Self { level, to, name, overdue_days: days_late, due, words }
    }
}

/// What the reader may do now.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwedRights {
    /// Report it done.
    pub report: bool,
    /// Confirm it or send it back.
    pub confirm: bool,
    /// Remind.
    pub remind: bool,
}

/// Something owed after an inspection.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwedTaskView {
    /// Its id.
    pub id: InspectionTaskId,
    /// The inspection.
    pub inspection_id: InspectionId,
    /// Its name.
    pub inspection_name: String,
    /// The record that says so.
    pub record_id: InspectionRecordId,
    /// What was looked at.
    pub subject: InspectionSubjectView,
    /// The unit that ordered the inspection.
    pub ordered_by: String,
    /// The name of that unit.
    pub ordered_by_name: String,
    /// The point that failed.
    pub point_code: String,
    /// What it asks.
    pub point: Localized,
    /// What was found.
    pub remark: String,
    /// The unit that owes it.
    pub unit_code: String,
    /// The name of that unit.
    pub unit_name: String,
    /// Who answers for it.
    pub responsible: Responsible,
    /// Until when.
    pub due_on: NaiveDate,
    /// Where it stands.
    pub state: OwedState,
    /// By how many days it is late; 0 where it is not, or no longer with the unit.
    pub overdue_days: i64,
    /// How many reminders were given.
    pub reminders: i64,
    /// The highest level of them; 0 for none.
    pub level: i64,
    /// Whom to remind.
    pub proposal: Option<ReminderProposalView>,
    /// Counts its changes; the ETag.
    pub revision: i64,
    /// Invented for the demonstration.
    pub demonstration: bool,
    /// What the reader may do.
    pub may: OwedRights,
}

impl OwedTaskView {
    fn of(seen: OwedSeen, work: &InspectionWork) -> Self {
        let OwedSeen { task, campaign, record, proposal, may_report, may_confirm, may_remind, .. } = seen;
        let outline = task.outline;
        Self {
            id: task.id,
            inspection_id: campaign.id,
            record_id: record.id,
            subject: InspectionSubjectView::of(&record.subject, work),
            ordered_by_name: work.unit_name(&campaign.ordered_by).to_owned(),
            point: campaign.point_text(&outline.point_code),
            ordered_by: campaign.ordered_by,
            inspection_name: campaign.form.name,
            unit_name: work.unit_name(&outline.unit_code).to_owned(),
            overdue_days: days_late(task.state, outline.due_on, work.today),
            point_code: outline.point_code,
            remark: outline.remark,
            unit_code: outline.unit_code,
            responsible: outline.responsible,
            due_on: outline.due_on,
            state: task.state,
            reminders: task.reminders,
            level: task.level,
            proposal: proposal.map(Into::into),
            revision: task.revision,
            demonstration: task.demonstration,
            may: OwedRights { report: may_report, confirm: may_confirm, remind: may_remind },
        }
    }
}

/// A reminder that was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReminderGivenView {
    /// Its level.
    pub level: i64,
    /// Whom it went to.
    pub to: ReminderRecipient,
    /// Their name.
    pub name: String,
    /// How.
    pub channel: ReminderChannel,
    /// The number of the letter, where there was one.
    pub number: String,
}

/// A step in the history of something owed.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwedStepView {
    /// Its id.
    pub id: InspectionStepId,
    /// What happened.
    pub kind: OwedStepKind,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What was said.
    pub remark: String,
    /// The reminder, where it was one.
    pub reminder: Option<ReminderGivenView>,
}

impl From<OwedStep> for OwedStepView {
    fn from(step: OwedStep) -> Self {
        let reminder = step.reminder.map(|given| ReminderGivenView {
            level: given.level,
            to: given.to,
            name: given.name,
            channel: given.channel,
            number: given.number,
        });
        Self { id: step.id, kind: step.kind, at: step.at, by: step.by, remark: step.remark, reminder }
    }
}

/// Something owed with its history.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwedTaskDetailView {
    /// What lists tell.
    #[serde(flatten)]
    pub task: OwedTaskView,
    /// Its history, oldest first.
    pub steps: Vec<OwedStepView>,
    /// Photos of what was mended.
    pub photos: Vec<EvidencePhotoView>,
}

impl OwedTaskDetailView {
    fn of((seen, photos): (OwedSeen, Vec<EvidencePhoto>), work: &InspectionWork) -> Self {
        let steps = seen.steps.iter().cloned().map(Into::into).collect();
        Self { task: OwedTaskView::of(seen, work), steps, photos: photos.into_iter().map(Into::into).collect() }
    }
}

/// What is asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OwedTaskQuery {
    /// Owed by this unit or one below it.
    unit: Option<String>,
    /// That stands so.
    state: Option<OwedState>,
    /// Of this inspection.
    inspection: Option<InspectionId>,
    /// Late, and still with the unit.
    #[serde(default)]
    overdue: bool,
}

/// What is owed by the reader's units, the one due first first.
#[utoipa::path(tag = "inspections", params(OwedTaskQuery, PageQuery), responses((status = 200, body = Page<OwedTaskView>)))]
#[get("/inspection-tasks")]
pub async fn list_inspection_tasks(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<OwedTaskQuery>,
    paging: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Read)?;
    listed(&site, by, query.into_inner(), paging.into_inner()).await
}

/// What an inspection found wanting, as it is owed: the tasks of its signed records that the reader may see.
#[utoipa::path(tag = "inspections", params(("id" = String, Path), PageQuery), responses((status = 200, body = Page<OwedTaskView>)))]
#[get("/inspections/{id}/findings")]
pub async fn list_inspection_findings(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionId>,
    paging: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Read)?;
    let query = OwedTaskQuery { unit: None, state: None, inspection: Some(id.into_inner()), overdue: false };
    listed(&site, by, query, paging.into_inner()).await
}

/// Of what it is time to remind: tasks past their day that are still with their units.
#[utoipa::path(tag = "inspections", params(PageQuery), responses((status = 200, body = Page<OwedTaskView>)))]
#[get("/reminders")]
pub async fn list_reminders(
    site: web::Data<Site>,
    caller: Caller,
    paging: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Read)?;
    let query = OwedTaskQuery { unit: None, state: None, inspection: None, overdue: true };
    listed(&site, by, query, paging.into_inner()).await
}

async fn listed(site: &Site, by: Acting, query: OwedTaskQuery, paging: PageQuery) -> Result<HttpResponse, Problem> {
    let OwedTaskQuery { unit, state, inspection, overdue } = query;
    let query = OwedQuery { unit: unit.filter(|unit| !unit.is_empty()), state, inspection, overdue };
    let page = off_thread(&site.app, move |app| {
        let work = InspectionWork::begin(app)?;
        let page = list_owed(app, &by, &query, paging.cursor.as_deref(), paging.limit())?;
        Ok(page.map(|seen| OwedTaskView::of(seen, &work)))
    })
    .await?;
    Ok(HttpResponse::Ok().json(page))
}

async fn answered(
    site: &Site,
    by: Acting,
    act: impl FnOnce(&App, &Acting) -> Result<(OwedSeen, Vec<EvidencePhoto>), ServiceError> + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let view = off_thread(&site.app, move |app| {
        let seen = act(app, &by)?;
        Ok(OwedTaskDetailView::of(seen, &InspectionWork::begin(app)?))
    })
    .await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(view.task.revision))).json(view))
}

/// Something owed with its history, for those who inspect and those who owe it.
#[utoipa::path(tag = "inspections", params(("id" = String, Path)), responses((status = 200, body = OwedTaskDetailView)))]
#[get("/inspection-tasks/{id}")]
pub async fn read_inspection_task(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionTaskId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Read)?;
    let id = id.into_inner();
    answered(&site, by, move |app, by| read_owed(app, by, id)).await
}

/// What is said to something owed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerOwed {
    /// Report, as the unit; confirm or send back, as who inspects.
    pub answer: Answer,
    /// What was done, or what is not; asked for but of a confirmation.
    #[serde(default)]
    pub remark: String,
}

/// Reports something done, confirms it, or sends it back. Nobody confirms what they reported themselves.
#[utoipa::path(tag = "inspections", request_body = AnswerOwed, params(("id" = String, Path), ("If-Match" = String, Header)), responses((status = 200, body = OwedTaskDetailView)))]
#[post("/inspection-tasks/{id}/answer")]
pub async fn answer_inspection_task(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionTaskId>,
    request: HttpRequest,
    body: web::Json<AnswerOwed>,
) -> Result<HttpResponse, Problem> {
    let AnswerOwed { answer, remark } = body.into_inner();
    let by = caller.acting(match answer {
        Answer::Report => Permission::AnswerInspection,
        Answer::Confirm | Answer::SendBack => Permission::Inspect,
    })?;
    let revision = revision_read(&request)?;
    let id = id.into_inner();
    answered(&site, by, move |app, by| answer_owed(app, by, id, revision, answer, &remark)).await
}

/// The reminders of something owed.
#[derive(Debug, Serialize, ToSchema)]
pub struct RemindersView {
    /// Those that were given, oldest first.
    pub given: Vec<OwedStepView>,
    /// The one that is proposed.
    pub proposal: Option<ReminderProposalView>,
    /// How they climb.
    pub ladder: Vec<ReminderStep>,
}

/// The reminders that were given, and whom to remind now.
#[utoipa::path(tag = "inspections", params(("id" = String, Path)), responses((status = 200, body = RemindersView)))]
#[get("/inspection-tasks/{id}/reminders")]
pub async fn list_inspection_reminders(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionTaskId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Read)?;
    let id = id.into_inner();
    let view = off_thread(&site.app, move |app| {
        let (seen, _) = read_owed(app, &by, id)?;
        let given = seen.steps.into_iter().filter(|step| step.reminder.is_some()).map(Into::into).collect();
        let ladder = seen.campaign.form.reminders;
        Ok(RemindersView { given, proposal: seen.proposal.map(Into::into), ladder })
    })
    .await?;
    Ok(HttpResponse::Ok().json(view))
}

/// A reminder that was given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateReminder {
    /// How.
    pub channel: ReminderChannel,
    /// What was said.
    #[serde(default)]
    pub remark: String,
    /// The number of the letter, where there was one.
    #[serde(default)]
    pub number: String,
}

/// Notes that somebody was reminded, at the level that is proposed. Nothing is sent.
#[utoipa::path(tag = "inspections", request_body = CreateReminder, params(("id" = String, Path), ("If-Match" = String, Header)), responses((status = 200, body = OwedTaskDetailView)))]
#[post("/inspection-tasks/{id}/reminders")]
pub async fn create_inspection_reminder(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionTaskId>,
    request: HttpRequest,
    body: web::Json<CreateReminder>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Inspect)?;
    let revision = revision_read(&request)?;
    let CreateReminder { channel, remark, number } = body.into_inner();
    let (id, new) = (id.into_inner(), NewReminder { channel, remark, number });
    answered(&site, by, move |app, by| remind_owed(app, by, id, revision, &new)).await
}

/// How much a letter tells of.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LetterQuery {
    /// With everything else the unit is late with from the same inspection.
    #[serde(default)]
    together: bool,
}

/// What a letter that goes with the proposed reminder needs, in the form of Decree 30/2020 and in Vietnamese.
#[utoipa::path(tag = "inspections", params(("id" = String, Path), LetterQuery), responses((status = 200, body = Letter)))]
#[get("/inspection-tasks/{id}/letter")]
pub async fn read_reminder_letter(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<InspectionTaskId>,
    query: web::Query<LetterQuery>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Inspect)?;
    let (id, together) = (id.into_inner(), query.into_inner().together);
    let letter = off_thread(&site.app, move |app| write_letter(app, &by, id, together)).await?;
    Ok(HttpResponse::Ok().json(letter))
}
