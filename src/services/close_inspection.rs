//! Closing an inspection, and opening it again: decisions of whoever orders it, each written into the log. What is still
//! owed stays owed.

use super::inspection_work::{InspectionWork, Noted, not_permitted};
use super::order_inspection::{CampaignStanding, standing};
use super::record::Actor;
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::inspections::{Campaign, Closing, InspectionRefusal, LeftOpen, closing_faults};
use crate::kernel::Localized;
use crate::kernel::folding::nfc;
use crate::kernel::ids::{InspectionId, InspectionTaskId};
use crate::plans::PlanRefusal;
use crate::store::inspection_tasks::{self, Filter};
use crate::store::{StoreConnection, StoreError, inspections};

/// The most that is named as open.
const MOST_TASKS: usize = 20_000;

/// What is still owed by a campaign, the one due first first, for who is to close it.
fn left_open(conn: &mut StoreConnection, campaign: &Campaign) -> Result<Vec<LeftOpen>, StoreError> {
    let filter = Filter { inspection: Some(campaign.id), ..Filter::default() };
    let owed = inspection_tasks::list(conn, &filter, None, MOST_TASKS)?;
    let open = owed.iter().filter(|task| task.state.is_owed());
    Ok(open.map(|task| LeftOpen::of(task, campaign.point_text(&task.outline.point_code))).collect())
}

/// Closes a campaign that was read at `revision`; `named` is everything that is still owed by it.
pub fn close_inspection(
    app: &App,
    by: &Acting,
    id: InspectionId,
    revision: i64,
    (named, remark): (&[InspectionTaskId], &str),
) -> Result<CampaignStanding, ServiceError> {
    let (work, remark) = (InspectionWork::begin(app)?, nfc(remark.trim()));
    let closed = app.store.write(|conn| {
        let held = taken_up(conn, &work, by, id, revision)?;
        held.require_open()?;
        let open_tasks = left_open(conn, &held)?;
        let progress = standing(conn, &work, held.clone())?.progress;
        let without_record = progress.not_begun + progress.draft;
        let faults = closing_faults(named, &open_tasks, without_record, &remark);
        if !faults.is_empty() {
            return Err(PlanRefusal::Faults(faults).into());
        }
        let closing = Closing {
            at: work.now,
            by: Actor::person(by).name().to_owned(),
            remark: remark.clone(),
            open_tasks,
            without_record,
        };
        let detail = told(&work, &closing, &held.form.name);
        let campaign = Campaign { closing: Some(closing), revision: revision + 1, ..held };
        inspections::change(conn, &campaign)?;
        note(conn, &work, by, &campaign, "inspection_closed", detail)?;
        standing(conn, &work, campaign)
    })?;
    app.tell_listeners();
    Ok(closed)
}

/// Opens a closed campaign again, with the reason.
pub fn reopen_inspection(
    app: &App,
    by: &Acting,
    id: InspectionId,
    revision: i64,
    remark: &str,
) -> Result<CampaignStanding, ServiceError> {
    let (work, remark) = (InspectionWork::begin(app)?, nfc(remark.trim()));
    if remark.is_empty() || remark.chars().count() > 2_000 {
        return Err(PlanRefusal::at("/remark", "Ghi lý do mở lại.", "Say why it is opened again.").into());
    }
    let opened = app.store.write(|conn| {
        let held = taken_up(conn, &work, by, id, revision)?;
        if held.closing.is_none() {
            return Err(InspectionRefusal::NotClosed.into());
        }
        let campaign = Campaign { closing: None, revision: revision + 1, ..held };
        inspections::change(conn, &campaign)?;
        let name = &campaign.form.name;
        let detail = Localized::new(
            format!("Mở lại đợt kiểm tra “{name}”. Lý do: {remark}"),
            format!("Reopened the inspection “{name}”. Reason: {remark}"),
        );
        note(conn, &work, by, &campaign, "inspection_reopened", detail)?;
        standing(conn, &work, campaign)
    })?;
    app.tell_listeners();
    Ok(opened)
}

fn taken_up(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    by: &Acting,
    id: InspectionId,
    revision: i64,
) -> Result<Campaign, ServiceError> {
    let held = inspections::get(conn, id)?;
    if !work.may_change(by, &held) {
        return Err(not_permitted());
    }
    if held.revision == revision { Ok(held) } else { Err(StoreError::Stale.into()) }
}

fn told(work: &InspectionWork, closing: &Closing, name: &str) -> Localized {
    let (open, without) = (closing.open_tasks.len(), closing.without_record);
    let units: std::collections::BTreeSet<&str> =
        closing.open_tasks.iter().map(|task| work.unit_name(&task.unit_code)).collect();
    let units = units.into_iter().collect::<Vec<_>>().join(", ");
    let (of_vi, of_en) =
        if units.is_empty() { (String::new(), String::new()) } else { (format!(" ({units})"), format!(" ({units})")) };
    let (why_vi, why_en) = if closing.remark.is_empty() {
        (String::new(), String::new())
    } else {
        (format!(" Lý do: {}", closing.remark), format!(" Reason: {}", closing.remark))
    };
    Localized::new(
        format!(
            "Kết thúc đợt kiểm tra “{name}”: còn {open} việc chưa xong{of_vi}, {without} nơi chưa có biên bản ký.{why_vi}"
        ),
        format!(
            "Closed the inspection “{name}”: {open} tasks open{of_en}, {without} places without a signed record.{why_en}"
        ),
    )
}

fn note(
    conn: &mut StoreConnection,
    work: &InspectionWork,
    by: &Acting,
    campaign: &Campaign,
    action: &str,
    detail: Localized,
) -> Result<(), StoreError> {
    let unit = &campaign.ordered_by;
    let noted = Noted { action, kind: "inspection", id: campaign.id.to_string(), campaign, unit, detail };
    work.note(conn, by, noted)
}
