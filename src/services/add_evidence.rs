//! Photos as evidence of an inspection: of a point, by those who inspect; of what was mended, by the unit. Added by
//! devices that may send twice, taken out by marking, frozen with the record they came with.

use super::add_photo::not_a_photo;
use super::answer_owed::of_task;
use super::inspection_work::{InspectionWork, Noted, not_permitted};
use super::keep_inspection_record::RecordAtWork;
use super::record::Actor;
use super::{App, ServiceError};
use crate::accounts::{Acting, Permission};
use crate::inspections::{
    Campaign, EvidencePhoto, InspectionRecordState, InspectionRefusal, MAX_EVIDENCE, MAX_KEPT_EVIDENCE, settled,
};
use crate::kernel::clock::vietnam_time;
use crate::kernel::digest::sha256_hex;
use crate::kernel::ids::{InspectionRecordId, InspectionTaskId, PhotoId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::PlanRefusal;
use crate::relocation::{PhotoLook, Removal, look_of};
use crate::store::{
    StoreConnection, StoreError, inspection_photos as photos, inspection_records, inspection_tasks, inspections,
};

/// A photo that comes.
pub struct NewPhoto<'a> {
    /// Its id, made by the device.
    pub id: PhotoId,
    /// When it was taken; now where nobody says.
    pub taken_at: Option<Timestamp>,
    /// Its bytes.
    pub content: &'a [u8],
}

/// Keeps a photo of a point of a record that is being drawn up; whether it is new.
pub fn add_record_photo(
    app: &App,
    by: &Acting,
    record: InspectionRecordId,
    point: &str,
    new: &NewPhoto<'_>,
) -> Result<(EvidencePhoto, bool), ServiceError> {
    let work = InspectionWork::begin(app)?;
    let look = look_of(new.content).map_err(not_a_photo)?;
    let kept = app.store.write(|conn| {
        let RecordAtWork { campaign, record, newest } = RecordAtWork::find(conn, &work, by, record)?;
        if !campaign.template.points.iter().any(|asked| asked.code == point) {
            return Err(PlanRefusal::at("/point", "Mẫu kiểm tra không có mục này.", "There is no such point.").into());
        }
        let photo = EvidencePhoto {
            record_id: record.id,
            version: newest.version,
            point_code: point.to_owned(),
            task_id: None,
            ..photo_of(&work, by, new, &look)
        };
        if let Some(known) = known(conn, &photo)? {
            return Ok((known, false));
        }
        campaign.require_open()?;
        if newest.state() == InspectionRecordState::Signed {
            return Err(InspectionRefusal::Signed.into());
        }
        keep(conn, &photo, new.content)?;
        note(conn, &work, by, (&campaign, &record.subject.unit_code), &photo, "evidence_added")?;
        Ok::<_, ServiceError>((photo, true))
    })?;
    app.tell_listeners();
    Ok(kept)
}

/// Keeps a photo of what was mended; whether it is new.
pub fn add_owed_photo(
    app: &App,
    by: &Acting,
    task: InspectionTaskId,
    new: &NewPhoto<'_>,
) -> Result<(EvidencePhoto, bool), ServiceError> {
    let work = InspectionWork::begin(app)?;
    let look = look_of(new.content).map_err(not_a_photo)?;
    let kept = app.store.write(|conn| {
        let task = inspection_tasks::get(conn, task)?;
        let outline = task.outline.clone();
        let (seen, _) = of_task(conn, &work, by, task.clone())?;
        let inspects = work.may_inspect(by, &seen.campaign, &seen.record.subject.unit_code);
        if !inspects && !work.may_report(by, &outline.unit_code) {
            return Err(ServiceError::NotPermitted(Permission::AnswerInspection));
        }
        let newest = inspection_records::versions_of(conn, task.record_id)?.into_iter().next();
        let photo = EvidencePhoto {
            record_id: task.record_id,
            version: newest.map_or(1, |version| version.version),
            point_code: outline.point_code.clone(),
            task_id: Some(task.id),
            ..photo_of(&work, by, new, &look)
        };
        if let Some(known) = known(conn, &photo)? {
            return Ok((known, false));
        }
        if settled(task.state) {
            return Err(InspectionRefusal::NotNow(crate::inspections::NotNow(task.state)).into());
        }
        keep(conn, &photo, new.content)?;
        note(conn, &work, by, (&seen.campaign, &outline.unit_code), &photo, "evidence_added")?;
        Ok::<_, ServiceError>((photo, true))
    })?;
    app.tell_listeners();
    Ok(kept)
}

fn photo_of(work: &InspectionWork, by: &Acting, new: &NewPhoto<'_>, look: &PhotoLook) -> EvidencePhoto {
    EvidencePhoto {
        id: new.id,
        // What it belongs to is said by who has it.
        record_id: InspectionRecordId::new(work.now),
        version: 1,
        point_code: String::new(),
        task_id: None,
        look: look.clone(),
        length: i64::try_from(new.content.len()).unwrap_or(i64::MAX),
        sha256: sha256_hex(new.content),
        taken_at: new.taken_at.unwrap_or(work.now),
        received_at: work.now,
        added_by: Actor::person(by).name().to_owned(),
        account_id: Some(by.account.id),
        removed: None,
    }
}

/// The photo of this id that came before; refused where it is another one.
fn known(conn: &mut StoreConnection, photo: &EvidencePhoto) -> Result<Option<EvidencePhoto>, ServiceError> {
    let Some(known) = photos::find(conn, photo.id)? else { return Ok(None) };
    let same = known.record_id == photo.record_id
        && known.point_code == photo.point_code
        && known.task_id == photo.task_id
        && known.sha256 == photo.sha256;
    if same { Ok(Some(known)) } else { Err(StoreError::AlreadyExists.into()) }
}

/// Keeps a photo where there is room.
fn keep(conn: &mut StoreConnection, photo: &EvidencePhoto, content: &[u8]) -> Result<(), ServiceError> {
    let beside = |other: &&EvidencePhoto| other.point_code == photo.point_code && other.task_id == photo.task_id;
    let all = photos::of_record(conn, photo.record_id)?;
    let others: Vec<&EvidencePhoto> = all.iter().filter(beside).collect();
    let count = others.iter().filter(|other| other.removed.is_none()).count();
    if count >= MAX_EVIDENCE || others.len() >= MAX_KEPT_EVIDENCE {
        return Err(PlanRefusal::at(
            "",
            format!("Mục này đã đủ {MAX_EVIDENCE} ảnh. Gỡ ảnh không cần thiết rồi thêm ảnh mới."),
            format!("There are {MAX_EVIDENCE} photos already. Take out one that is not needed first."),
        )
        .into());
    }
    photos::insert(conn, photo, content)?;
    Ok(())
}

/// Takes a photo out by marking it, for a reason. One that came with a signed version stays.
pub fn remove_evidence(app: &App, by: &Acting, id: PhotoId, remark: &str) -> Result<EvidencePhoto, ServiceError> {
    let work = InspectionWork::begin(app)?;
    let remark = super::answer_owed::said(remark, true)?;
    let removed = app.store.write(|conn| {
        let photo = photos::find(conn, id)?.ok_or(StoreError::NotFound)?;
        let (campaign, unit) = removable(conn, &work, by, &photo)?;
        if photo.removed.is_some() {
            return Ok(photo);
        }
        let removal = Removal { at: work.now, by: Actor::person(by).name().to_owned(), remark: remark.clone() };
        photos::mark_removed(conn, id, &removal)?;
        note(conn, &work, by, (&campaign, &unit), &photo, "evidence_removed")?;
        Ok::<_, ServiceError>(EvidencePhoto { removed: Some(removal), ..photo })
    })?;
    app.tell_listeners();
    Ok(removed)
}

/// What a photo belongs to, where the account may take it out.
fn removable(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    by: &Acting,
    photo: &EvidencePhoto,
) -> Result<(Campaign, String), ServiceError> {
    if let Some(task) = photo.task_id {
        let task = inspection_tasks::get(conn, task)?;
        let unit = task.outline.unit_code.clone();
        let campaign = inspections::get(conn, task.inspection_id)?;
        if !work.may_report(by, &unit) && !work.may_change(by, &campaign) {
            return Err(ServiceError::NotPermitted(Permission::AnswerInspection));
        }
        if settled(task.state) {
            return Err(InspectionRefusal::NotNow(crate::inspections::NotNow(task.state)).into());
        }
        return Ok((campaign, unit));
    }
    let RecordAtWork { campaign, record, newest } = RecordAtWork::find(conn, work, by, photo.record_id)?;
    if newest.state() == InspectionRecordState::Signed || newest.version != photo.version {
        return Err(InspectionRefusal::Signed.into());
    }
    Ok((campaign, record.subject.unit_code))
}

/// A photo with its bytes, for those who inspect and those it is about. One that was taken out is shown to those who
/// read the log.
pub fn read_evidence(app: &App, by: &Acting, id: PhotoId) -> Result<(EvidencePhoto, Vec<u8>), ServiceError> {
    let work = InspectionWork::begin(app)?;
    app.store.read(|conn| {
        let photo = photos::find(conn, id)?.ok_or(StoreError::NotFound)?;
        if photo.removed.is_some() && !by.account.role.may(Permission::ReadAudit) {
            return Err(ServiceError::NotPermitted(Permission::ReadAudit));
        }
        if !readable(conn, &work, by, &photo)? {
            return Err(not_permitted());
        }
        let content = photos::content(conn, id)?;
        Ok((photo, content))
    })
}

fn readable(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    by: &Acting,
    photo: &EvidencePhoto,
) -> Result<bool, ServiceError> {
    if let Some(task) = photo.task_id {
        let task = inspection_tasks::get(conn, task)?;
        return Ok(of_task(conn, work, by, task).is_ok());
    }
    let record = inspection_records::get(conn, photo.record_id)?;
    let unit = &record.subject.unit_code;
    let campaign = inspections::get(conn, record.inspection_id)?;
    if work.may_inspect(by, &campaign, unit) {
        return Ok(true);
    }
    // The unit sees what was signed.
    let versions = inspection_records::versions_of(conn, record.id)?;
    let signed = versions.iter().any(|version| version.signed.is_some() && version.version >= photo.version);
    Ok(signed && work.covers(by, unit))
}

fn note(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    by: &Acting,
    (campaign, unit): (&Campaign, &str),
    photo: &EvidencePhoto,
    action: &str,
) -> Result<(), StoreError> {
    let point = campaign.point_text(&photo.point_code);
    let at = vietnam_time(photo.taken_at);
    let name = work.unit_name(unit);
    let (vi, en) = if action == "evidence_added" { ("Thêm", "added") } else { ("Gỡ", "taken out") };
    let detail = Localized::new(
        format!("{vi} ảnh kiểm tra chụp lúc {at}: {}, {name}.", point.vi),
        format!("Photo of the inspection taken at {at} {en}: {}, {name}.", point.en),
    );
    let (kind, id) = match photo.task_id {
        Some(task) => ("inspection_task", task.to_string()),
        None => ("inspection_record", photo.record_id.to_string()),
    };
    work.note(conn, by, Noted { action, kind, id, campaign, unit, detail })
}
