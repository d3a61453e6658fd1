//! Reports about a household's relocation.

use super::intake::{Intake, Memory};
use super::outbox::{HouseholdNamed, Operation};
use super::undoing::{place_by_slip, undo};
use super::{Placed, Sender, desk_id, not_found};
use crate::accounts::{Acting, Permission};
use crate::kernel::ids::RelocationId;
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Relocation, RelocationState, Report, Said};
use crate::services::record::{Actor, Deed, record};
use crate::services::{App, ServiceError, permit};
use crate::store::field_reports::{KeptReport, ReportOutcome, Target, content_of};
use crate::store::{StoreConnection, StoreError, relocations};

/// Places a report about a relocation that is named by its id.
pub(super) fn place_report(
    intake: &mut Intake<'_>,
    sender: &Sender<'_>,
    operation: &Operation,
    id: RelocationId,
    said: &Said,
    happened_at: Timestamp,
) -> Result<Result<Placed, Localized>, ServiceError> {
    let Some(told) = intake.relocation(id)? else { return Ok(Err(not_found())) };
    let unit = told.relocation.commune_code.clone();
    if let Some(refused) = intake.may_report(sender, &unit)? {
        return Ok(Err(refused));
    }
    let over_others = intake.over_others(sender.by, &unit, said, sender.now)?;
    let Some(told) = intake.relocation(id)? else { return Ok(Err(not_found())) };
    let (revision, outcome, reason) = told.hear(operation.report(sender, happened_at, said.clone(), over_others));
    Ok(Ok(Placed {
        target: Target::Relocation,
        target_id: id.to_string(),
        unit,
        revision,
        outcome,
        reason,
        over_others,
    }))
}

/// Places a report about a household by its id or its code: exactly one relocation that runs must answer to it.
pub(super) fn place_named(
    intake: &mut Intake<'_>,
    sender: &Sender<'_>,
    operation: &Operation,
    named: &HouseholdNamed,
    happened_at: Timestamp,
) -> Result<Result<Placed, Localized>, ServiceError> {
    // What takes back a report belongs where that is, whichever round runs now.
    if let Some(slip) = named.said.takes_back
        && intake.known(slip).is_some_and(|kept| kept.target == Target::Relocation)
        && let Some(placed) = place_by_slip(intake, sender, operation, slip, happened_at)?
    {
        return Ok(placed);
    }
    let found = match (named.id, named.event_id, &named.commune_code, &named.code) {
        (Some(household), Some(event), _, _) => relocations::current_of(intake.conn, event, &[household])?,
        (_, event, Some(commune), Some(code)) => {
            relocations::by_code(intake.conn, commune, &code.trim().to_uppercase())?
                .into_iter()
                .filter(|relocation| event.is_none_or(|event| relocation.event_id == event))
                .collect()
        }
        _ => Vec::new(),
    };
    match found.as_slice() {
        [one] => place_report(intake, sender, operation, one.id, &named.said, happened_at),
        [] => Ok(Err(not_found())),
        several => Ok(Err(Localized::new(
            format!("Mã hộ này đang có trong {} đợt thiên tai. Cho biết đợt nào.", several.len()),
            format!("This household is being moved in {} events. Say in which.", several.len()),
        ))),
    }
}

impl Operation {
    /// The report it makes of a relocation, which has no revision yet.
    pub(super) fn report(
        &self,
        sender: &Sender<'_>,
        happened_at: Timestamp,
        said: Said,
        over_others: Option<bool>,
    ) -> Report {
        Report {
            id: self.id,
            happened_at,
            device: sender.device.map(str::to_owned),
            by: sender.actor.name().to_owned(),
            account: Some(sender.by.account.id),
            speaker: None,
            first_said: None,
            over_others,
            base_revision: self.base_revision,
            revision: 0,
            said,
        }
    }
}

/// What is said of a relocation at a desk.
pub struct Heard<'a> {
    /// When it happened.
    pub happened_at: Timestamp,
    /// What.
    pub said: &'a Said,
    /// The report as which it was said first, where whoever sits at the desk places what another had said.
    pub first: Option<&'a KeptReport>,
    /// The revision that the desk read and that must still stand; none where it read none.
    pub read_at: Option<i64>,
}

/// Reports on a relocation from a desk, which read it at `revision`: refused where it has changed since. Gives the report
/// as it is kept.
pub fn report_on(
    app: &App,
    by: &Acting,
    id: RelocationId,
    revision: i64,
    happened_at: Option<Timestamp>,
    said: &Said,
) -> Result<KeptReport, ServiceError> {
    if let Some((pointer, wording)) = said.fault() {
        return Err(ServiceError::Invalid { pointer, wording });
    }
    let now = app.now();
    let happened_at = happened_at.unwrap_or(now).min(now);
    let kept = app.store.write(|conn| {
        let heard = Heard { happened_at, said, first: None, read_at: Some(revision) };
        let (relocation, kept) = hear_at_desk(conn, by, id, &heard, now)?;
        let actor = Actor::person(by);
        note_report(conn, &actor, &relocation, said, &kept)?;
        undo(conn, std::slice::from_ref(&kept), &[(by.account.id, &actor)].into(), now)?;
        Ok::<_, ServiceError>(kept)
    })?;
    app.tell_listeners();
    Ok(kept)
}

/// Hears what is said of a relocation at a desk; gives the relocation after it, and the report as it is kept.
pub fn hear_at_desk(
    conn: &mut StoreConnection,
    by: &Acting,
    id: RelocationId,
    heard: &Heard<'_>,
    now: Timestamp,
) -> Result<(Relocation, KeptReport), ServiceError> {
    let mut memory = Memory::default();
    let mut intake = Intake::new(conn, &mut memory);
    let told = intake.relocation(id)?.ok_or(StoreError::NotFound)?;
    let (unit, stands) = (told.relocation.commune_code.clone(), told.relocation.revision);
    permit(intake.conn, by, Permission::TickTask, &unit, now)?;
    if heard.read_at.is_some_and(|read| read != stands) {
        return Err(StoreError::Stale.into());
    }
    let over_others = intake.over_others(by, &unit, heard.said, now)?;
    let report = Report {
        id: desk_id(now),
        happened_at: heard.happened_at,
        device: None,
        by: heard.first.map_or_else(|| Actor::person(by).name().to_owned(), |first| first.by.clone()),
        account: Some(by.account.id),
        speaker: heard.first.and_then(|first| first.account_id),
        first_said: heard.first.map(|first| first.id),
        over_others,
        base_revision: heard.read_at.unwrap_or(0),
        revision: 0,
        said: heard.said.clone(),
    };
    keep_in(intake, id, report, now)
}

/// Hears a report of a relocation and writes it; gives the relocation after it, and the report as it is kept.
pub(super) fn keep_in(
    mut intake: Intake<'_>,
    id: RelocationId,
    report: Report,
    now: Timestamp,
) -> Result<(Relocation, KeptReport), ServiceError> {
    let told = intake.relocation(id)?.ok_or(StoreError::NotFound)?;
    let (revision, outcome, reason) = told.hear(report.clone());
    let relocation = told.relocation.clone();
    let kept = KeptReport {
        id: report.id,
        target: Target::Relocation,
        target_id: id.to_string(),
        happened_at: report.happened_at,
        device_time: report.happened_at,
        received_at: now,
        device: report.device,
        account_id: report.account,
        by: report.by,
        base_revision: report.base_revision,
        revision,
        outcome,
        reason,
        content: content_of(&report.said)?,
        speaker: report.speaker,
        first_said: report.first_said,
        takes_back: report.said.takes_back,
        over_others: report.over_others,
    };
    intake.keep(kept.clone());
    intake.write()?;
    Ok((relocation, kept))
}

fn note_report(
    conn: &mut StoreConnection,
    actor: &Actor,
    relocation: &Relocation,
    said: &Said,
    kept: &KeptReport,
) -> Result<(), ServiceError> {
    let who = relocation.label.as_deref().unwrap_or(&relocation.household_code);
    let state = said.state.map(RelocationState::name);
    let detail = match state {
        None if kept.outcome == ReportOutcome::NotPermitted => Localized::new(
            format!("Hộ {who}: yêu cầu rút lại báo cáo của người khác, không được tính."),
            format!("Household {who}: asked to take back the report of another, which counts nothing."),
        ),
        None if kept.takes_back.is_some() => Localized::new(
            format!("Hộ {who}: rút lại một báo cáo."),
            format!("Household {who}: a report was taken back."),
        ),
        Some(state) => Localized::new(format!("Hộ {who}: {}.", state.vi), format!("Household {who}: {}.", state.en)),
        None => Localized::new(format!("Hộ {who}: bổ sung thông tin."), format!("Household {who}: more was told.")),
    };
    let deed = Deed {
        actor,
        action: "relocation_reported",
        kind: "relocations",
        id: relocation.id.to_string(),
        alert: None,
        paper: None,
        detail,
        also: serde_json::json!({"units": [relocation.commune_code], "ids": [relocation.id]}),
    };
    record(conn, kept.received_at, deed)?;
    Ok(())
}
