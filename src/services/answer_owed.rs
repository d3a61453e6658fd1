//! What is owed after an inspection: listed for those who owe it and those who wait for it, reported done, confirmed or
//! sent back.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::inspection_work::{InspectionWork, Noted, not_permitted};
use super::live_data::day_of;
use super::order_inspection::units_read;
use super::record::Actor;
use super::{App, ServiceError};
use crate::accounts::{Acting, Permission};
use crate::inspections::{
    Answer, Campaign, EvidencePhoto, Given, InspectionRefusal, OwedState, OwedStep, OwedStepKind, OwedTask,
    ProposedReminder, Record, propose, settled, transition,
};
use crate::kernel::Localized;
use crate::kernel::folding::nfc;
use crate::kernel::ids::{InspectionId, InspectionRecordId, InspectionStepId, InspectionTaskId};
use crate::kernel::page::Page;
use crate::plans::PlanRefusal;
use crate::store::inspection_tasks::Filter;
use crate::store::{
    StoreConnection, StoreError, inspection_photos, inspection_records, inspection_tasks as tasks, inspections,
};

/// The longest remark, in characters.
pub(super) const MAX_REMARK: usize = 2_000;

/// Something owed as somebody sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedSeen {
    /// The task.
    pub task: OwedTask,
    /// The campaign.
    pub campaign: Campaign,
    /// The record that says so.
    pub record: Record,
    /// Its history, oldest first.
    pub steps: Vec<OwedStep>,
    /// Whom to remind, and what they are called.
    pub proposal: Option<(ProposedReminder, String)>,
    /// Whether the account may report it done now.
    pub may_report: bool,
    /// Whether it may confirm it or send it back now.
    pub may_confirm: bool,
    /// Whether it may remind now.
    pub may_remind: bool,
}

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct OwedQuery {
    /// Owed by this unit or one below it.
    pub unit: Option<String>,
    /// That stands so.
    pub state: Option<OwedState>,
    /// Of this campaign.
    pub inspection: Option<InspectionId>,
    /// Late, and still with the unit.
    pub overdue: bool,
}

/// A page of what is owed, the one due first first.
pub fn list_owed(
    app: &App,
    by: &Acting,
    query: &OwedQuery,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Page<OwedSeen>, ServiceError> {
    let work = InspectionWork::begin(app)?;
    let filter = Filter {
        units: units_read(&work, by, query.unit.as_deref()),
        state: query.state,
        inspection: query.inspection,
        late_on: query.overdue.then_some(work.today),
    };
    let after = cursor.and_then(|cursor| {
        let (day, id) = cursor.split_once('/')?;
        Some((day.parse::<NaiveDate>().ok()?, id))
    });
    app.store.read(|conn| {
        let found = tasks::list(conn, &filter, after, limit + 1)?;
        let page = Page::cut(found, limit, |last| format!("{}/{}", last.outline.due_on, last.id));
        Ok(Page { items: all_seen(conn, &work, by, page.items)?, next: page.next })
    })
}

/// These tasks with what they belong to.
pub(super) fn all_seen(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    by: &Acting,
    found: Vec<OwedTask>,
) -> Result<Vec<OwedSeen>, StoreError> {
    let ids: Vec<InspectionTaskId> = found.iter().map(|task| task.id).collect();
    let mut steps = tasks::steps_of(conn, &ids)?;
    let mut campaigns: HashMap<InspectionId, Campaign> = HashMap::new();
    let mut records: HashMap<InspectionRecordId, Record> = HashMap::new();
    let mut items = Vec::with_capacity(found.len());
    for task in found {
        let campaign = if let Some(campaign) = campaigns.get(&task.inspection_id) {
            campaign.clone()
        } else {
            let campaign = inspections::get(conn, task.inspection_id)?;
            campaigns.insert(task.inspection_id, campaign.clone());
            campaign
        };
        let record = if let Some(record) = records.get(&task.record_id) {
            record.clone()
        } else {
            let record = inspection_records::get(conn, task.record_id)?;
            records.insert(task.record_id, record.clone());
            record
        };
        let steps = steps.remove(&task.id).unwrap_or_default();
        items.push(seen(work, by, campaign, record, task, steps));
    }
    Ok(items)
}

/// The reminders that were given, each with its day.
pub(super) fn given(steps: &[OwedStep]) -> Vec<Given> {
    let reminder = |step: &OwedStep| Some(Given { level: step.reminder.as_ref()?.level, on: day_of(step.at) });
    steps.iter().filter_map(reminder).collect()
}

fn seen(
    work: &InspectionWork,
    by: &Acting,
    campaign: Campaign,
    record: Record,
    task: OwedTask,
    steps: Vec<OwedStep>,
) -> OwedSeen {
    let outline = &task.outline;
    let proposed = propose(&campaign.form.reminders, &given(&steps), task.state, outline.due_on, work.today);
    let named =
        |proposed: ProposedReminder| (proposed, work.recipient(proposed.to, &outline.responsible, &outline.unit_code));
    let proposal = proposed.map(named);
    let inspects = work.may_inspect(by, &campaign, &record.subject.unit_code);
    OwedSeen {
        may_report: task.state.is_with_the_unit() && work.may_report(by, &outline.unit_code),
        may_confirm: task.state == OwedState::Reported && inspects && task.reported_by != Some(by.account.id),
        may_remind: proposal.is_some() && inspects,
        proposal,
        task,
        campaign,
        record,
        steps,
    }
}

/// Something owed with its evidence, for those who inspect and those who owe it.
pub fn read_owed(app: &App, by: &Acting, id: InspectionTaskId) -> Result<(OwedSeen, Vec<EvidencePhoto>), ServiceError> {
    let work = InspectionWork::begin(app)?;
    app.store.read(|conn| {
        let task = tasks::get(conn, id)?;
        of_task(conn, &work, by, task)
    })
}

/// The task as the account sees it, with its photos; refuses whom it does not concern.
pub(super) fn of_task(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    by: &Acting,
    task: OwedTask,
) -> Result<(OwedSeen, Vec<EvidencePhoto>), ServiceError> {
    let (id, record) = (task.id, task.record_id);
    let seen = all_seen(conn, work, by, vec![task])?.pop().ok_or(StoreError::NotFound)?;
    let concerned = work.covers(by, &seen.task.outline.unit_code)
        || work.covers(by, &seen.record.subject.unit_code)
        || work.may_inspect(by, &seen.campaign, &seen.record.subject.unit_code);
    if !concerned {
        return Err(not_permitted());
    }
    let mut photos = inspection_photos::of_record(conn, record)?;
    photos.retain(|photo| photo.task_id == Some(id));
    Ok((seen, photos))
}

/// Reports something done, confirms it, or sends it back. A report and sending back say what was done, or what is not.
pub fn answer_owed(
    app: &App,
    by: &Acting,
    id: InspectionTaskId,
    revision: i64,
    answer: Answer,
    remark: &str,
) -> Result<(OwedSeen, Vec<EvidencePhoto>), ServiceError> {
    let work = InspectionWork::begin(app)?;
    let remark = said(remark, answer != Answer::Confirm)?;
    let answered = app.store.write(|conn| {
        let task = tasks::get(conn, id)?;
        let (seen, _) = of_task(conn, &work, by, task.clone())?;
        let subject = &seen.record.subject.unit_code;
        match answer {
            Answer::Report if !work.may_report(by, &task.outline.unit_code) => {
                return Err(ServiceError::NotPermitted(Permission::AnswerInspection));
            }
            Answer::Report => {}
            Answer::Confirm | Answer::SendBack => {
                work.require_inspect(by, &seen.campaign, subject)?;
                if task.reported_by == Some(by.account.id) && !settled(task.state) {
                    return Err(InspectionRefusal::OwnReport.into());
                }
            }
        }
        if task.revision != revision {
            return Err(StoreError::Stale.into());
        }
        let state = transition(task.state, answer).map_err(InspectionRefusal::NotNow)?;
        let reported_by = if answer == Answer::Report { Some(by.account.id) } else { task.reported_by };
        let changed = OwedTask { state, reported_by, revision: revision + 1, ..task };
        let (kind, action, words) = match answer {
            Answer::Report => {
                (OwedStepKind::Reported, "inspection_task_reported", ("Báo cáo đã khắc phục", "Reported done"))
            }
            Answer::Confirm => {
                (OwedStepKind::Confirmed, "inspection_task_confirmed", ("Xác nhận đã khắc phục", "Confirmed"))
            }
            Answer::SendBack => {
                (OwedStepKind::SentBack, "inspection_task_sent_back", ("Trả lại, chưa đạt", "Sent back"))
            }
        };
        tasks::change(conn, &changed)?;
        let step = OwedStep { remark: remark.clone(), ..step(&work, by, id, kind) };
        tasks::add_step(conn, &step)?;
        note(conn, &work, by, &seen, action, words, &remark)?;
        of_task(conn, &work, by, changed)
    })?;
    app.tell_listeners();
    Ok(answered)
}

/// A step of the history, without words.
pub(super) fn step(work: &InspectionWork, by: &Acting, task: InspectionTaskId, kind: OwedStepKind) -> OwedStep {
    OwedStep {
        id: InspectionStepId::new(work.now),
        task_id: task,
        kind,
        at: work.now,
        by: Actor::person(by).name().to_owned(),
        account_id: Some(by.account.id),
        remark: String::new(),
        reminder: None,
    }
}

/// A remark as it is kept; refused where it is too long, or empty and asked for.
pub(super) fn said(remark: &str, asked: bool) -> Result<String, ServiceError> {
    let remark = nfc(remark.trim());
    if (asked && remark.is_empty()) || remark.chars().count() > MAX_REMARK {
        return Err(PlanRefusal::at(
            "/remark",
            format!("Ghi nội dung, nhiều nhất {MAX_REMARK} ký tự."),
            format!("Say what it is about, in at most {MAX_REMARK} characters."),
        )
        .into());
    }
    Ok(remark)
}

/// Writes down what was done with something owed.
pub(super) fn note(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    by: &Acting,
    seen: &OwedSeen,
    action: &str,
    (vi, en): (&str, &str),
    remark: &str,
) -> Result<(), StoreError> {
    let (campaign, outline) = (&seen.campaign, &seen.task.outline);
    let point = campaign.point_text(&outline.point_code);
    let unit = work.unit_name(&outline.unit_code);
    let also = if remark.is_empty() { String::new() } else { format!(" “{remark}”") };
    let detail =
        Localized::new(format!("{vi}: {}, {unit}.{also}", point.vi), format!("{en}: {}, {unit}.{also}", point.en));
    let noted = Noted {
        action,
        kind: "inspection_task",
        id: seen.task.id.to_string(),
        campaign,
        unit: &outline.unit_code,
        detail,
    };
    work.note(conn, by, noted)
}
