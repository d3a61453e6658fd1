//! The records of an inspection: opened, filled in, signed, corrected. Signing makes what failed something that is owed.

use super::inspection_work::{InspectionWork, Noted, not_permitted};
use super::order_inspection::readable;
use super::record::Actor;
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::inspections::{
    Campaign, Conclusion, EvidencePhoto, InspectionRecordState, InspectionRefusal, OwedState, OwedStep, OwedStepKind,
    OwedTask, Record, RecordContent, RecordVersion, Tally, blank, conclusions, draft_faults, signing_faults,
};
use crate::kernel::folding::nfc;
use crate::kernel::ids::{AccountId, InspectionId, InspectionRecordId, InspectionStepId, InspectionTaskId};
use crate::kernel::page::Page;
use crate::kernel::{Localized, Timestamp};
use crate::plans::{FieldFault, PlanRefusal};
use crate::store::{
    StoreConnection, StoreError, inspection_photos, inspection_records as records, inspection_tasks, inspections,
};

/// The longest reason of a correction, in characters.
const MAX_REASON: usize = 2_000;

/// A record as somebody may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordSeen {
    /// The campaign.
    pub campaign: Campaign,
    /// The record.
    pub record: Record,
    /// The version that is shown.
    pub version: RecordVersion,
    /// Every version they may see, the newest first.
    pub versions: Vec<RecordVersion>,
    /// The photos up to that version, and those of what is owed.
    pub photos: Vec<EvidencePhoto>,
    /// Whether they inspect here.
    pub may_inspect: bool,
}

/// Opens the record of a subject, or gives the one that is there; whether it is new.
pub fn open_record(
    app: &App,
    by: &Acting,
    inspection: InspectionId,
    key: &str,
) -> Result<(RecordSeen, bool), ServiceError> {
    let work = InspectionWork::begin(app)?;
    let opened = app.store.write(|conn| {
        let campaign = inspections::get(conn, inspection)?;
        let Some(subject) = campaign.subject(key).cloned() else {
            return Err(PlanRefusal::at(
                "/subject",
                "Đơn vị, địa điểm này không có trong đợt kiểm tra.",
                "The inspection has no such unit or place.",
            )
            .into());
        };
        work.require_inspect(by, &campaign, &subject.unit_code)?;
        if let Some(held) = records::of_subject(conn, inspection, key)? {
            return Ok((seen(conn, &work, by, campaign, held, None)?, false));
        }
        campaign.require_open()?;
        let id = InspectionRecordId::new(work.now);
        let content = blank(&campaign.template.points);
        let first = RecordVersion {
            record_id: id,
            version: 1,
            revision: 1,
            opened_at: work.now,
            opened_by: Actor::person(by).name().to_owned(),
            reason: String::new(),
            signed: None,
            tally: Tally::of(&campaign.template.points, &content),
            content,
        };
        let record = Record { id, inspection_id: inspection, subject, demonstration: campaign.demonstration };
        records::add(conn, &record, &first)?;
        let words = ("Lập biên bản kiểm tra", "Began the record of");
        note(conn, &work, by, (&campaign, &record), "inspection_record_opened", words, "")?;
        Ok::<_, ServiceError>((seen(conn, &work, by, campaign, record, None)?, true))
    })?;
    app.tell_listeners();
    Ok(opened)
}

/// A record that somebody works on: it, its campaign, and its newest version.
pub(super) struct RecordAtWork {
    pub campaign: Campaign,
    pub record: Record,
    pub newest: RecordVersion,
}

impl RecordAtWork {
    /// Finds the record; refuses somebody who does not inspect there.
    pub(super) fn find(
        conn: &mut StoreConnection,
        work: &InspectionWork,
        by: &Acting,
        id: InspectionRecordId,
    ) -> Result<Self, ServiceError> {
        let record = records::get(conn, id)?;
        let campaign = inspections::get(conn, record.inspection_id)?;
        work.require_inspect(by, &campaign, &record.subject.unit_code)?;
        let newest = records::versions_of(conn, id)?.into_iter().next().ok_or(StoreError::NotFound)?;
        Ok(Self { campaign, record, newest })
    }

    /// The same where the newest version is a draft that was read at `revision`, and the campaign goes on.
    fn draft(self, revision: i64) -> Result<Self, ServiceError> {
        self.campaign.require_open()?;
        if self.newest.state() == InspectionRecordState::Signed {
            return Err(InspectionRefusal::Signed.into());
        }
        if self.newest.revision == revision { Ok(self) } else { Err(StoreError::Stale.into()) }
    }
}

/// Keeps what a draft says now.
pub fn save_record(
    app: &App,
    by: &Acting,
    id: InspectionRecordId,
    revision: i64,
    content: RecordContent,
) -> Result<RecordSeen, ServiceError> {
    let work = InspectionWork::begin(app)?;
    let content = composed(content);
    let saved = app.store.write(|conn| {
        let RecordAtWork { campaign, record, newest } = RecordAtWork::find(conn, &work, by, id)?.draft(revision)?;
        let points = &campaign.template.points;
        let mut faults = draft_faults(points, &content, work.today);
        faults.extend(owing_faults(&work, &campaign, &content));
        if !faults.is_empty() {
            return Err(PlanRefusal::Faults(faults).into());
        }
        let content = content.clone().completed(points);
        if content == newest.content {
            return seen(conn, &work, by, campaign, record, None);
        }
        let tally = Tally::of(points, &content);
        records::change_version(conn, &RecordVersion { revision: revision + 1, tally, content, ..newest })?;
        let words = ("Cập nhật biên bản kiểm tra", "Filled in the record of");
        note(conn, &work, by, (&campaign, &record), "inspection_record_changed", words, "")?;
        seen(conn, &work, by, campaign, record, None)
    })?;
    app.tell_listeners();
    Ok(saved)
}

/// Texts as they are compared: composed.
fn composed(content: RecordContent) -> RecordContent {
    let text = |text: String| nfc(text.trim());
    let points = content.points.into_iter().map(|mut mark| {
        mark.remark = text(mark.remark);
        mark.responsible = mark.responsible.map(|mut person| {
            person.name = text(person.name);
            person.position = text(person.position);
            person.phone = text(person.phone);
            person
        });
        mark
    });
    RecordContent {
        points: points.collect(),
        present: text(content.present),
        conclusion: text(content.conclusion),
        ..content
    }
}

/// What is owed is owed by a unit that whoever inspects is responsible for.
fn owing_faults(work: &InspectionWork, campaign: &Campaign, content: &RecordContent) -> Vec<FieldFault> {
    let outside = |unit: &str| {
        !work.exists(unit) || !(unit == campaign.ordered_by || work.picture.is_within(unit, &campaign.ordered_by))
    };
    let marks = content.points.iter().enumerate();
    marks
        .filter(|(_, mark)| mark.owed_by.as_deref().is_some_and(outside))
        .map(|(at, _)| {
            FieldFault::new(
                format!("/points/{at}/owed_by"),
                "Đơn vị không có, hoặc không thuộc địa bàn của cơ quan kiểm tra.",
                "There is no such unit, or it does not lie in that of whoever inspects.",
            )
        })
        .collect()
}

/// Signs a draft: it is frozen, and what failed is owed from now on.
pub fn sign_record(app: &App, by: &Acting, id: InspectionRecordId, revision: i64) -> Result<RecordSeen, ServiceError> {
    let work = InspectionWork::begin(app)?;
    let signed = app.store.write(|conn| {
        let RecordAtWork { campaign, record, newest } = RecordAtWork::find(conn, &work, by, id)?.draft(revision)?;
        let faults = signing_faults(&newest.content);
        if !faults.is_empty() {
            return Err(PlanRefusal::Faults(faults).into());
        }
        let by_name = Actor::person(by).name().to_owned();
        let version = RecordVersion { revision: revision + 1, signed: Some((work.now, by_name)), ..newest };
        records::change_version(conn, &version)?;
        let actor = Actor::person(by);
        conclude(conn, work.now, (actor.name(), Some(by.account.id)), &record, &version)?;
        let counts = version.tally.counts;
        let also = Localized::new(
            format!(
                " {} mục đạt, {} chưa đạt, {} không áp dụng, {} chưa xem.",
                counts.passed, counts.failed, counts.not_applicable, counts.unknown
            ),
            format!(
                " {} points passed, {} failed, {} do not apply, {} were not looked at.",
                counts.passed, counts.failed, counts.not_applicable, counts.unknown
            ),
        );
        let number = version.version;
        let vi = format!("Ký biên bản kiểm tra (lần {number})");
        let en = format!("Signed version {number} of the record of");
        note_more(conn, &work, by, (&campaign, &record), "inspection_record_signed", (&vi, &en), &also)?;
        seen(conn, &work, by, campaign, record, None)
    })?;
    app.tell_listeners();
    Ok(signed)
}

/// Makes what failed something that is owed, and changes what was owed before.
pub(super) fn conclude(
    conn: &mut StoreConnection,
    now: Timestamp,
    (by, account_id): (&str, Option<AccountId>),
    record: &Record,
    version: &RecordVersion,
) -> Result<(), StoreError> {
    let held = inspection_tasks::of_record(conn, record.id)?;
    let made = conclusions(&record.subject.unit_code, &version.content.points, &held);
    let find = |id: InspectionTaskId| held.iter().find(|task| task.id == id).cloned().ok_or(StoreError::NotFound);
    for conclusion in made {
        let (changed, kind) = match conclusion {
            Conclusion::Open(outline) => {
                let task = OwedTask {
                    id: InspectionTaskId::new(now),
                    inspection_id: record.inspection_id,
                    record_id: record.id,
                    outline,
                    state: OwedState::Open,
                    reminders: 0,
                    level: 0,
                    reported_by: None,
                    revision: 1,
                    demonstration: record.demonstration,
                };
                inspection_tasks::add(conn, &task)?;
                continue;
            }
            Conclusion::Change { task, outline, state } => {
                (OwedTask { outline, state, ..find(task)? }, OwedStepKind::Changed)
            }
            Conclusion::Void(task) => (OwedTask { state: OwedState::Voided, ..find(task)? }, OwedStepKind::Voided),
        };
        let changed = OwedTask { revision: changed.revision + 1, ..changed };
        inspection_tasks::change(conn, &changed)?;
        let step = OwedStep {
            id: InspectionStepId::new(now),
            task_id: changed.id,
            kind,
            at: now,
            by: by.to_owned(),
            account_id,
            remark: version.reason.clone(),
            reminder: None,
        };
        inspection_tasks::add_step(conn, &step)?;
    }
    Ok(())
}

/// Begins the correction of a signed record, with the reason. What was signed stays, and holds until the correction is
/// signed.
pub fn correct_record(
    app: &App,
    by: &Acting,
    id: InspectionRecordId,
    revision: i64,
    reason: &str,
) -> Result<RecordSeen, ServiceError> {
    let work = InspectionWork::begin(app)?;
    let reason = nfc(reason.trim());
    if reason.is_empty() || reason.chars().count() > MAX_REASON {
        return Err(PlanRefusal::at("/reason", "Ghi lý do sửa biên bản.", "Say why the record is corrected.").into());
    }
    let corrected = app.store.write(|conn| {
        let RecordAtWork { campaign, record, newest } = RecordAtWork::find(conn, &work, by, id)?;
        campaign.require_open()?;
        if newest.state() != InspectionRecordState::Signed {
            return Err(InspectionRefusal::NotSigned.into());
        }
        if newest.revision != revision {
            return Err(StoreError::Stale.into());
        }
        let version = RecordVersion {
            version: newest.version + 1,
            // Counts on through the versions, so that what was read of one never fits another.
            revision: revision + 1,
            opened_at: work.now,
            opened_by: Actor::person(by).name().to_owned(),
            reason: reason.clone(),
            signed: None,
            ..newest
        };
        records::add_version(conn, &version)?;
        let words = ("Sửa biên bản kiểm tra đã ký", "Began to correct the signed record of");
        note(conn, &work, by, (&campaign, &record), "inspection_record_corrected", words, &reason)?;
        seen(conn, &work, by, campaign, record, None)
    })?;
    app.tell_listeners();
    Ok(corrected)
}

/// A record, its newest version or one of the past.
pub fn read_record(
    app: &App,
    by: &Acting,
    id: InspectionRecordId,
    version: Option<i64>,
) -> Result<RecordSeen, ServiceError> {
    let work = InspectionWork::begin(app)?;
    app.store.read(|conn| {
        let record = records::get(conn, id)?;
        let campaign = inspections::get(conn, record.inspection_id)?;
        seen(conn, &work, by, campaign, record, version)
    })
}

/// The record as the account may see it: who inspects sees everything, the unit what was signed, others nothing.
fn seen(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    by: &Acting,
    campaign: Campaign,
    record: Record,
    wanted: Option<i64>,
) -> Result<RecordSeen, ServiceError> {
    let may_inspect = inspects(work, by, &campaign, &record)?;
    let mut versions = records::versions_of(conn, record.id)?;
    versions.retain(|version| may_inspect || version.state() == InspectionRecordState::Signed);
    let is_wanted = |version: &&RecordVersion| wanted.is_none_or(|wanted| version.version == wanted);
    let version = versions.iter().find(is_wanted).cloned().ok_or(StoreError::NotFound)?;
    let mut photos = inspection_photos::of_record(conn, record.id)?;
    photos.retain(|photo| photo.task_id.is_some() || photo.version <= version.version);
    Ok(RecordSeen { campaign, record, version, versions, photos, may_inspect })
}

/// Whether the account inspects here, and so reads drafts; refuses whom the record does not concern.
fn inspects(work: &InspectionWork, by: &Acting, campaign: &Campaign, record: &Record) -> Result<bool, ServiceError> {
    let unit = &record.subject.unit_code;
    let inspects = work.may_inspect(by, campaign, unit);
    if inspects || work.covers(by, unit) { Ok(inspects) } else { Err(not_permitted()) }
}

/// A page of the records of a campaign the account may see, in the order in which they were begun, each in its newest
/// version.
pub fn list_records(
    app: &App,
    by: &Acting,
    inspection: InspectionId,
    cursor: Option<&str>,
    limit: usize,
) -> Result<(Campaign, Page<(Record, RecordVersion)>), ServiceError> {
    let work = InspectionWork::begin(app)?;
    app.store.read(|conn| {
        let campaign = readable(conn, &work, by, inspection)?;
        let found = records::list(conn, inspection, cursor, limit + 1)?;
        let page = Page::cut(found, limit, |(record, _)| record.id.to_string());
        let shown = |(record, versions): (Record, Vec<RecordVersion>)| {
            let may_inspect = inspects(&work, by, &campaign, &record).ok()?;
            let version =
                versions.into_iter().find(|version| may_inspect || version.state() == InspectionRecordState::Signed)?;
            Some((record, version))
        };
        let items = page.items.into_iter().filter_map(shown).collect();
        Ok((campaign, Page { items, next: page.next }))
    })
}

fn note(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    by: &Acting,
    of: (&Campaign, &Record),
    action: &str,
    words: (&str, &str),
    remark: &str,
) -> Result<(), StoreError> {
    let also = if remark.is_empty() { String::new() } else { format!(" “{remark}”") };
    note_more(conn, work, by, of, action, words, &Localized::new(&also, &also))
}

fn note_more(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    by: &Acting,
    (campaign, record): (&Campaign, &Record),
    action: &str,
    (vi, en): (&str, &str),
    also: &Localized,
) -> Result<(), StoreError> {
    let unit = &record.subject.unit_code;
    let (subject, name) = (record.subject.name(work.unit_name(unit)), &campaign.form.name);
    let detail = Localized::new(
        format!("{vi} {subject}, đợt “{name}”.{}", also.vi),
        format!("{en} {subject}, inspection “{name}”.{}", also.en),
    );
    let noted = Noted { action, kind: "inspection_record", id: record.id.to_string(), campaign, unit, detail };
    work.note(conn, by, noted)
}
