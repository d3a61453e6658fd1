//! The inspections of the demonstration province, from `maps/demo/inspections.json`. All of it is labelled. Its days
//! count from the day it is loaded, so that something is late whenever that is.

use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;

use super::keep_inspection_record::conclude;
use super::live_data::day_of;
use super::record::Actor;
use super::{App, ServiceError};
use crate::inspections::{
    Campaign, CampaignForm, Grade, Mark, Member, OwedState, OwedStep, OwedStepKind, OwedTask, Record, RecordContent,
    RecordVersion, ReminderChannel, ReminderGiven, ReminderRecipient, Responsible, Subject, Tally, shipped_ladder,
    shipped_templates,
};
use crate::kernel::Timestamp;
use crate::kernel::ids::{InspectionId, InspectionRecordId, InspectionStepId};
use crate::store::{StoreConnection, inspection_records, inspection_tasks, inspections};

#[derive(Deserialize)]
struct File {
    inspections: Vec<CampaignFile>,
}

#[derive(Deserialize)]
struct CampaignFile {
    ordered_by: String,
    template_code: String,
    name: String,
    note: String,
    first_day: i64,
    last_day: i64,
    leader: Member,
    members: Vec<Member>,
    subjects: Vec<String>,
    records: Vec<RecordFile>,
}

#[derive(Deserialize)]
struct RecordFile {
    unit_code: String,
    inspected_day: i64,
    signed_day: Option<i64>,
    present: String,
    conclusion: String,
    points: Vec<PointFile>,
}

#[derive(Deserialize)]
struct PointFile {
    code: String,
    grade: Grade,
    #[serde(default)]
    remark: String,
    responsible: Option<Responsible>,
    due_day: Option<i64>,
    #[serde(default)]
    reminded_days: Vec<i64>,
    reported: Option<ReportFile>,
}

#[derive(Deserialize)]
struct ReportFile {
    day: i64,
    remark: String,
}

/// The day the demonstration is loaded, and who loads it.
struct Loading {
    now: Timestamp,
    by: String,
}

impl Loading {
    fn day(&self, offset: i64) -> NaiveDate {
        day_of(self.at(offset))
    }

    fn at(&self, offset: i64) -> Timestamp {
        self.now + TimeDelta::days(offset)
    }
}

fn broken(what: &str) -> ServiceError {
    ServiceError::Internal(format!("inspections.json: {what}"))
}

/// Fills the inspections of an empty store.
pub(super) fn load_inspections(app: &App, conn: &mut StoreConnection) -> Result<(), ServiceError> {
    let file: File = serde_json::from_str(include_str!("../../maps/demo/inspections.json"))
        .map_err(|error| broken(&error.to_string()))?;
    let loading = Loading { now: app.now(), by: Actor::system().name().to_owned() };
    for told in file.inspections {
        let campaign = campaign(&loading, &told)?;
        inspections::add(conn, &campaign)?;
        for record in told.records {
            load_record(conn, &loading, &campaign, record)?;
        }
    }
    Ok(())
}

fn campaign(loading: &Loading, told: &CampaignFile) -> Result<Campaign, ServiceError> {
    let template = shipped_templates().iter().find(|template| template.code == told.template_code);
    let subject = |unit: &String| Subject { unit_code: unit.clone(), place: None };
    Ok(Campaign {
        id: InspectionId::new(loading.now),
        ordered_by: told.ordered_by.clone(),
        template: template.ok_or_else(|| broken(&told.template_code))?.clone(),
        form: CampaignForm {
            name: told.name.clone(),
            note: told.note.clone(),
            first_day: loading.day(told.first_day),
            last_day: loading.day(told.last_day),
            decision: None,
            leader: told.leader.clone(),
            members: told.members.clone(),
            subjects: told.subjects.iter().map(subject).collect(),
            reminders: shipped_ladder(),
        },
        closing: None,
        revision: 1,
        demonstration: true,
    })
}

fn load_record(
    conn: &mut StoreConnection,
    loading: &Loading,
    campaign: &Campaign,
    told: RecordFile,
) -> Result<(), ServiceError> {
    let mark = |point: &PointFile| Mark {
        code: point.code.clone(),
        grade: point.grade,
        remark: point.remark.clone(),
        responsible: point.responsible.clone(),
        due_on: point.due_day.map(|day| loading.day(day)),
        owed_by: None,
    };
    let points = &campaign.template.points;
    let content = RecordContent {
        inspected_on: Some(loading.day(told.inspected_day)),
        present: told.present,
        conclusion: told.conclusion,
        points: told.points.iter().map(mark).collect(),
    }
    .completed(points);
    let record = Record {
        id: InspectionRecordId::new(loading.now),
        inspection_id: campaign.id,
        subject: Subject { unit_code: told.unit_code, place: None },
        demonstration: true,
    };
    let version = RecordVersion {
        record_id: record.id,
        version: 1,
        revision: 1,
        opened_at: loading.at(told.inspected_day),
        opened_by: loading.by.clone(),
        reason: String::new(),
        signed: told.signed_day.map(|day| (loading.at(day), loading.by.clone())),
        tally: Tally::of(points, &content),
        content,
    };
    inspection_records::add(conn, &record, &version)?;
    if version.signed.is_none() {
        return Ok(());
    }
    conclude(conn, loading.now, (&loading.by, None), &record, &version)?;
    for task in inspection_tasks::of_record(conn, record.id)? {
        let told = told.points.iter().find(|point| point.code == task.outline.point_code);
        load_history(conn, loading, task, told.ok_or_else(|| broken("a task without a point"))?)?;
    }
    Ok(())
}

/// What happened to something owed since.
fn load_history(
    conn: &mut StoreConnection,
    loading: &Loading,
    mut task: OwedTask,
    told: &PointFile,
) -> Result<(), ServiceError> {
    let step = |kind, day: i64| OwedStep {
        id: InspectionStepId::new(loading.now),
        task_id: task.id,
        kind,
        at: loading.at(day),
        by: loading.by.clone(),
        account_id: None,
        remark: String::new(),
        reminder: None,
    };
    let mut steps = Vec::new();
    for day in &told.reminded_days {
        let reminder = ReminderGiven {
            level: 1,
            to: ReminderRecipient::Responsible,
            name: task.outline.responsible.name.clone(),
            channel: ReminderChannel::Phone,
            number: String::new(),
        };
        steps.push(OwedStep { reminder: Some(reminder), ..step(OwedStepKind::Reminded, *day) });
    }
    if let Some(report) = &told.reported {
        steps.push(OwedStep { remark: report.remark.clone(), ..step(OwedStepKind::Reported, report.day) });
    }
    for step in &steps {
        inspection_tasks::add_step(conn, step)?;
    }
    if !steps.is_empty() {
        task.reminders = i64::try_from(told.reminded_days.len()).unwrap_or(i64::MAX);
        task.level = task.reminders.min(1);
        task.state = if told.reported.is_some() { OwedState::Reported } else { task.state };
        task.revision += 1;
        inspection_tasks::change(conn, &task)?;
    }
    Ok(())
}
