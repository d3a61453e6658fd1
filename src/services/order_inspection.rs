//! Ordering an inspection, changing it while it goes on, and how far it is.

use std::collections::HashMap;

use super::correct_template::held_templates;
use super::inspection_work::{InspectionWork, Noted, not_permitted};
use super::resource_register::units_within;
use super::{App, ServiceError};
use crate::accounts::{Acting, Permission};
use crate::inspections::{
    Campaign, CampaignForm, Progress, Ranking, RecordStanding, TaskCounts, campaign_faults, progress, ranking,
};
use crate::kernel::Localized;
use crate::kernel::ids::InspectionId;
use crate::kernel::page::Page;
use crate::kernel::wording::{day_en, day_vi};
use crate::plans::{FieldFault, PlanRefusal};
use crate::store::inspections::Asked;
use crate::store::{
    StoreConnection, StoreError, accounts, inspection_records, inspection_tasks, inspections, shelters,
};

/// A campaign with how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignStanding {
    /// The campaign.
    pub campaign: Campaign,
    /// How far it is.
    pub progress: Progress,
}

/// Orders an inspection, for a unit of one's own.
pub fn order_inspection(
    app: &App,
    by: &Acting,
    ordered_by: &str,
    template: &str,
    form: &CampaignForm,
) -> Result<CampaignStanding, ServiceError> {
    let work = InspectionWork::begin(app)?;
    let ordered = app.store.write(|conn| {
        if !by.account.role.may(Permission::Inspect) || !work.covers(by, ordered_by) {
            return Err(not_permitted());
        }
        let mut faults = form_faults(conn, &work, ordered_by, form)?;
        if !work.exists(ordered_by) {
            faults.push(FieldFault::new("/ordered_by", "Không có đơn vị này.", "There is no such unit."));
        }
        let held = held_templates(conn)?.into_iter().find(|held| held.template.code == template);
        if held.is_none() {
            faults.push(FieldFault::new("/template_code", "Không có mẫu kiểm tra này.", "There is no such template."));
        }
        let Some(template) = held.filter(|_| faults.is_empty()).map(|held| held.template) else {
            return Err(PlanRefusal::Faults(faults).into());
        };
        let campaign = Campaign {
            id: InspectionId::new(work.now),
            ordered_by: ordered_by.to_owned(),
            template,
            form: form.clone(),
            closing: None,
            revision: 1,
            demonstration: false,
        };
        inspections::add(conn, &campaign)?;
        note(conn, &work, by, &campaign, "inspection_ordered", ("Mở đợt kiểm tra", "Ordered the inspection"))?;
        standing(conn, &work, campaign)
    })?;
    app.tell_listeners();
    Ok(ordered)
}

/// Changes a campaign that was read at `revision`: its paper, its team, its subjects. A subject with a record stays.
pub fn change_inspection(
    app: &App,
    by: &Acting,
    id: InspectionId,
    revision: i64,
    form: &CampaignForm,
) -> Result<CampaignStanding, ServiceError> {
    let work = InspectionWork::begin(app)?;
    let changed = app.store.write(|conn| {
        let held = inspections::get(conn, id)?;
        if !work.may_change(by, &held) {
            return Err(not_permitted());
        }
        if held.revision != revision {
            return Err(StoreError::Stale.into());
        }
        held.require_open()?;
        let mut faults = form_faults(conn, &work, &held.ordered_by, form)?;
        faults.extend(lost_subject(conn, id, form)?);
        if !faults.is_empty() {
            return Err(PlanRefusal::Faults(faults).into());
        }
        if held.form == *form {
            return standing(conn, &work, held);
        }
        let numbered = held.form.decision != form.decision && form.decision.is_some();
        let campaign = Campaign { form: form.clone(), revision: revision + 1, ..held };
        inspections::change(conn, &campaign)?;
        let (action, words) = if numbered {
            ("inspection_numbered", ("Ghi quyết định của đợt kiểm tra", "Noted the decision of the inspection"))
        } else {
            ("inspection_changed", ("Sửa đợt kiểm tra", "Changed the inspection"))
        };
        note(conn, &work, by, &campaign, action, words)?;
        standing(conn, &work, campaign)
    })?;
    app.tell_listeners();
    Ok(changed)
}

/// What is wrong with a form: by itself, and by what is known of units, shelters and accounts.
fn form_faults(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    ordered_by: &str,
    form: &CampaignForm,
) -> Result<Vec<FieldFault>, StoreError> {
    let mut faults = campaign_faults(form, work.today);
    if !faults.is_empty() {
        return Ok(faults);
    }
    for (at, subject) in form.subjects.iter().enumerate() {
        let unit = &subject.unit_code;
        if !work.exists(unit) || !(unit == ordered_by || work.picture.is_within(unit, ordered_by)) {
            faults.push(FieldFault::new(
                format!("/subjects/{at}/unit_code"),
                "Đơn vị không có, hoặc không thuộc địa bàn của cơ quan kiểm tra.",
                "There is no such unit, or it does not lie in that of whoever inspects.",
            ));
        }
        let Some(shelter) = subject.place.as_ref().and_then(|place| place.shelter_id) else { continue };
        let lies_there = match shelters::get(conn, shelter) {
            Ok(shelter) => shelter.commune_code == *unit,
            Err(StoreError::NotFound) => false,
            Err(error) => return Err(error),
        };
        if !lies_there {
            faults.push(FieldFault::new(
                format!("/subjects/{at}/place/shelter_id"),
                "Không có điểm sơ tán này trong đơn vị.",
                "The unit has no such shelter.",
            ));
        }
    }
    let team = std::iter::once(("/leader".to_owned(), &form.leader))
        .chain(form.members.iter().enumerate().map(|(at, member)| (format!("/members/{at}"), member)));
    for (pointer, member) in team {
        let Some(account) = &member.account else { continue };
        if accounts::by_name(conn, account)?.is_none() {
            faults.push(FieldFault::new(
                format!("{pointer}/account"),
                "Không có tài khoản này. Để trống nếu thành viên không có tài khoản.",
                "There is no such account. Leave it out where they have none.",
            ));
        }
    }
    Ok(faults)
}

fn lost_subject(
    conn: &mut StoreConnection,
    id: InspectionId,
    form: &CampaignForm,
) -> Result<Option<FieldFault>, StoreError> {
    let begun = inspection_records::standings(conn, &[id])?.remove(&id).unwrap_or_default();
    let lost = begun.keys().any(|key| !form.subjects.iter().any(|subject| subject.key() == *key));
    Ok(lost.then(|| {
        FieldFault::new(
            "/subjects",
            "Không bỏ được đơn vị, địa điểm đã có biên bản.",
            "A unit or place that has a record cannot be left out.",
        )
    }))
}

fn note(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    by: &Acting,
    campaign: &Campaign,
    action: &str,
    (vi, en): (&str, &str),
) -> Result<(), StoreError> {
    let CampaignForm { name, first_day, last_day, subjects, .. } = &campaign.form;
    let unit = work.unit_name(&campaign.ordered_by);
    let count = subjects.len();
    let detail = Localized::new(
        format!("{vi} “{name}” của {unit}, {} đến {}, {count} nơi.", day_vi(*first_day), day_vi(*last_day)),
        format!("{en} “{name}” of {unit}, {} to {}, {count} places.", day_en(*first_day), day_en(*last_day)),
    );
    let unit = &campaign.ordered_by;
    let noted = Noted { action, kind: "inspection", id: campaign.id.to_string(), campaign, unit, detail };
    work.note(conn, by, noted)
}

pub(super) fn standing(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    campaign: Campaign,
) -> Result<CampaignStanding, ServiceError> {
    let mut all = with_standings(conn, work, vec![campaign])?;
    Ok(all.pop().ok_or(StoreError::NotFound)?)
}

fn with_standings(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    campaigns: Vec<Campaign>,
) -> Result<Vec<CampaignStanding>, StoreError> {
    let ids: Vec<InspectionId> = campaigns.iter().map(|campaign| campaign.id).collect();
    let mut records = inspection_records::standings(conn, &ids)?;
    let tasks: HashMap<InspectionId, TaskCounts> = inspection_tasks::counts(conn, &ids, work.today)?;
    let with = |campaign: Campaign| {
        let begun = records.remove(&campaign.id).unwrap_or_default();
        let subjects: Vec<RecordStanding> = of_subjects(&campaign, &begun).map(|(_, standing)| standing).collect();
        let progress = progress(&subjects, tasks.get(&campaign.id).copied().unwrap_or_default());
        CampaignStanding { campaign, progress }
    };
    Ok(campaigns.into_iter().map(with).collect())
}

/// How far each subject is, with the unit it lies in.
fn of_subjects(
    campaign: &Campaign,
    begun: &HashMap<String, RecordStanding>,
) -> impl Iterator<Item = (String, RecordStanding)> {
    campaign.form.subjects.iter().map(|subject| {
        let standing = begun.get(&subject.key()).copied().unwrap_or(RecordStanding::NotBegun);
        (subject.unit_code.clone(), standing)
    })
}

/// A page of the campaigns that concern `unit` or one below it, and the account's unit or that have the account in their
/// team, newest first.
pub fn list_inspections(
    app: &App,
    by: &Acting,
    unit: Option<&str>,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Page<CampaignStanding>, ServiceError> {
    let work = InspectionWork::begin(app)?;
    let narrowed = unit.map(|unit| units_within(&work.picture, unit));
    let member = Some((by.account.name.clone(), narrowed));
    let asked = Asked { units: units_read(&work, by, unit), member };
    app.store.read(|conn| {
        let found = inspections::list(conn, &asked, cursor, limit + 1)?;
        let page = Page::cut(found, limit, |last| last.id.to_string());
        Ok(Page { items: with_standings(conn, &work, page.items)?, next: page.next })
    })
}

/// The units of which the account may read, those within `unit` only; `None` is all.
pub(super) fn units_read(work: &InspectionWork, by: &Acting, unit: Option<&str>) -> Option<Vec<String>> {
    let own = by.account.unit_code.as_deref();
    match (unit, own) {
        (None, None) => None,
        (Some(unit), None) => Some(units_within(&work.picture, unit)),
        (None, Some(own)) => Some(units_within(&work.picture, own)),
        (Some(unit), Some(own)) => {
            let mut units = units_within(&work.picture, unit);
            units.retain(|unit| unit == own || work.picture.is_within(unit, own));
            Some(units)
        }
    }
}

/// A campaign with how far it is, for those who inspect and those who are inspected.
pub fn read_inspection(app: &App, by: &Acting, id: InspectionId) -> Result<CampaignStanding, ServiceError> {
    let work = InspectionWork::begin(app)?;
    app.store.read(|conn| {
        let campaign = readable(conn, &work, by, id)?;
        standing(conn, &work, campaign)
    })
}

/// The campaign, where the account may read of it.
pub(super) fn readable(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    by: &Acting,
    id: InspectionId,
) -> Result<Campaign, ServiceError> {
    let campaign = inspections::get(conn, id)?;
    if work.may_read(by, &campaign) { Ok(campaign) } else { Err(not_permitted()) }
}

/// How the communes of a campaign stand.
pub fn rank_communes(app: &App, by: &Acting, id: InspectionId) -> Result<(Campaign, Ranking), ServiceError> {
    let work = InspectionWork::begin(app)?;
    app.store.read(|conn| {
        let campaign = readable(conn, &work, by, id)?;
        let begun = inspection_records::standings(conn, &[id])?.remove(&id).unwrap_or_default();
        let communes = Ranking::by_commune(of_subjects(&campaign, &begun));
        let ranking = ranking(&communes);
        Ok((campaign, ranking))
    })
}
