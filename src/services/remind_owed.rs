//! Reminders of what is late: a person reminds, the program says whom and counts. And the letter that goes with one.

use chrono::NaiveDate;

use super::answer_owed::{OwedSeen, all_seen, note, of_task, said, step};
use super::inspection_work::InspectionWork;
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::inspections::{
    EvidencePhoto, InspectionRefusal, Letter, LetterFacts, LetterItem, OwedStep, OwedStepKind, OwedTask,
    ReminderChannel, ReminderGiven, days_late, letter,
};
use crate::kernel::ids::InspectionTaskId;
use crate::plans::{PlanRefusal, text_fault};
use crate::store::inspection_tasks::Filter;
use crate::store::{StoreConnection, StoreError, inspection_records, inspection_tasks as tasks};

/// The most things a letter tells of.
const MAX_ITEMS: usize = 100;
/// The longest number of a letter, in characters.
const MAX_NUMBER: usize = 100;

/// A reminder that is to be noted.
#[derive(Debug, Clone)]
pub struct NewReminder {
    /// How it was given.
    pub channel: ReminderChannel,
    /// What was said.
    pub remark: String,
    /// The number of the letter, where there was one.
    pub number: String,
}

/// Notes a reminder at the level that is proposed. Nothing is sent.
pub fn remind_owed(
    app: &App,
    by: &Acting,
    id: InspectionTaskId,
    revision: i64,
    new: &NewReminder,
) -> Result<(OwedSeen, Vec<EvidencePhoto>), ServiceError> {
    let work = InspectionWork::begin(app)?;
    let (remark, number) = (said(&new.remark, false)?, said(&new.number, false)?);
    if let Some(fault) = text_fault("/number", &number, MAX_NUMBER) {
        return Err(PlanRefusal::Faults(vec![fault]).into());
    }
    let reminded = app.store.write(|conn| {
        let task = tasks::get(conn, id)?;
        let (seen, _) = of_task(conn, &work, by, task.clone())?;
        work.require_inspect(by, &seen.campaign, &seen.record.subject.unit_code)?;
        if task.revision != revision {
            return Err(StoreError::Stale.into());
        }
        let Some((proposed, name)) = seen.proposal.clone() else {
            return Err(InspectionRefusal::NotLate.into());
        };
        let changed = OwedTask {
            reminders: task.reminders + 1,
            level: task.level.max(proposed.level),
            revision: revision + 1,
            ..task
        };
        tasks::change(conn, &changed)?;
        let reminder = ReminderGiven {
            level: proposed.level,
            to: proposed.to,
            name: name.clone(),
            channel: new.channel,
            number: number.clone(),
        };
        let given = OwedStep {
            remark: remark.clone(),
            reminder: Some(reminder),
            ..step(&work, by, id, OwedStepKind::Reminded)
        };
        tasks::add_step(conn, &given)?;
        let channel = new.channel.name();
        let vi = format!("Nhắc (mức {}, lần {}, {}) {name}", proposed.level, changed.reminders, channel.vi);
        let en = format!("Reminder {} (level {}, {}) to {name}", changed.reminders, proposed.level, channel.en);
        note(conn, &work, by, &seen, "inspection_task_reminded", (&vi, &en), &remark)?;
        of_task(conn, &work, by, changed)
    })?;
    app.tell_listeners();
    Ok(reminded)
}

/// The letter that goes with the reminder that is proposed; `together` with everything else the unit is late with from
/// the same inspection.
pub fn write_letter(app: &App, by: &Acting, id: InspectionTaskId, together: bool) -> Result<Letter, ServiceError> {
    let work = InspectionWork::begin(app)?;
    app.store.read(|conn| {
        let task = tasks::get(conn, id)?;
        let (seen, _) = of_task(conn, &work, by, task)?;
        work.require_inspect(by, &seen.campaign, &seen.record.subject.unit_code)?;
        let Some((proposed, _)) = seen.proposal.clone() else {
            return Err(InspectionRefusal::NotLate.into());
        };
        let mut about = vec![seen.clone()];
        if together {
            about.extend(others_late(conn, &work, by, &seen)?);
        }
        let items: Vec<LetterItem> = about.iter().map(|seen| item(&work, seen)).collect();
        let (campaign, unit) = (&seen.campaign, &seen.task.outline.unit_code);
        Ok(letter(&LetterFacts {
            today: work.today,
            ordered_by: work.unit_name(&campaign.ordered_by),
            unit: work.unit_name(unit),
            above: work.above(unit),
            level: proposed.level,
            to: proposed.to,
            campaign: &campaign.form.name,
            decision: campaign.form.decision.as_ref(),
            leader: &campaign.form.leader.name,
            inspected_on: inspected_on(conn, &seen)?,
            items: &items,
            demonstration: seen.task.demonstration,
        }))
    })
}

/// What else the unit is late with from the same inspection.
fn others_late(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    by: &Acting,
    seen: &OwedSeen,
) -> Result<Vec<OwedSeen>, StoreError> {
    let filter = Filter {
        units: Some(vec![seen.task.outline.unit_code.clone()]),
        state: None,
        inspection: Some(seen.campaign.id),
        late_on: Some(work.today),
    };
    let mut others = tasks::list(conn, &filter, None, MAX_ITEMS)?;
    others.retain(|other| other.id != seen.task.id);
    all_seen(conn, work, by, others)
}

fn item(work: &InspectionWork, seen: &OwedSeen) -> LetterItem {
    let OwedTask { outline, state, reminders, .. } = &seen.task;
    let source = seen.campaign.template.points.iter().find(|point| point.code == outline.point_code);
    LetterItem {
        point: seen.campaign.point_text(&outline.point_code).vi,
        subject: seen.record.subject.name(work.unit_name(&seen.record.subject.unit_code)),
        remark: outline.remark.clone(),
        responsible: outline.responsible.clone(),
        due_on: outline.due_on,
        days_late: days_late(*state, outline.due_on, work.today),
        reminders: *reminders,
        source: source.map(|point| point.source.text.clone()).unwrap_or_default(),
        verify: source.is_none_or(|point| point.source.verify),
    }
}

/// The day of the inspection, as the newest signed version has it.
fn inspected_on(conn: &mut StoreConnection, seen: &OwedSeen) -> Result<Option<NaiveDate>, StoreError> {
    let versions = inspection_records::versions_of(conn, seen.record.id)?;
    Ok(versions.into_iter().find(|version| version.signed.is_some()).and_then(|version| version.content.inspected_on))
}
