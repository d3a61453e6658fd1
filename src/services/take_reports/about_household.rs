//! Reports about a household's relocation.

use super::outbox::{HouseholdNamed, Operation};
use super::{Placed, Sender, desk_id, may_report, not_found};
use crate::accounts::Acting;
use crate::kernel::ids::RelocationId;
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Relocation, RelocationState, Report, Said};
use crate::services::record::{Actor, Deed, record};
use crate::services::{App, ServiceError, permit};
use crate::store::field_reports::{KeptReport, ReportOutcome, Target, content_of};
use crate::store::{StoreConnection, StoreError, field_reports, relocations};

/// Places a report about a relocation that is named by its id.
pub(super) fn place_report(
    conn: &mut StoreConnection,
    sender: &Sender<'_>,
    operation: &Operation,
    id: RelocationId,
    said: &Said,
    happened_at: Timestamp,
) -> Result<Result<Placed, Localized>, ServiceError> {
    let Some(relocation) = relocations::find(conn, id)? else { return Ok(Err(not_found())) };
    if let Some(refused) = may_report(conn, sender, &relocation.commune_code)? {
        return Ok(Err(refused));
    }
    let report = Report {
        id: operation.id,
        happened_at,
        device: sender.device.map(str::to_owned),
        by: sender.actor.name().to_owned(),
        base_revision: operation.base_revision,
        revision: 0,
        said: said.clone(),
    };
    let (relocation, report, outcome) = apply(conn, relocation, report)?;
    Ok(Ok(Placed {
        target: Target::Relocation,
        target_id: relocation.id.to_string(),
        unit: relocation.commune_code,
        revision: report.revision,
        outcome,
    }))
}

/// Places a report about a household by its id or its code: exactly one relocation that runs must answer to it.
pub(super) fn place_named(
    conn: &mut StoreConnection,
    sender: &Sender<'_>,
    operation: &Operation,
    named: &HouseholdNamed,
    happened_at: Timestamp,
) -> Result<Result<Placed, Localized>, ServiceError> {
    let found = match (named.id, named.event_id, &named.commune_code, &named.code) {
        (Some(household), Some(event), _, _) => relocations::current_of(conn, event, &[household])?,
        (_, event, Some(commune), Some(code)) => relocations::by_code(conn, commune, &code.trim().to_uppercase())?
            .into_iter()
            .filter(|relocation| event.is_none_or(|event| relocation.event_id == event))
            .collect(),
        _ => Vec::new(),
    };
    match found.as_slice() {
        [one] => place_report(conn, sender, operation, one.id, &named.said, happened_at),
        [] => Ok(Err(not_found())),
        several => Ok(Err(Localized::new(
            format!("Mã hộ này đang có trong {} đợt thiên tai. Cho biết đợt nào.", several.len()),
            format!("This household is being moved in {} events. Say in which.", several.len()),
        ))),
    }
}

/// Adds `report` to a relocation and folds it anew; the report comes back with its revision.
pub(super) fn apply(
    conn: &mut StoreConnection,
    relocation: Relocation,
    report: Report,
) -> Result<(Relocation, Report, ReportOutcome), ServiceError> {
    // The row is locked by this, so that two reports at once are two revisions.
    let revision = relocations::next_revision(conn, relocation.id)?;
    let mut reports = field_reports::of_relocation(conn, relocation.id)?;
    let report = Report { revision, ..report };
    reports.push(report.clone());
    let speaks_of_property = !report.said.property.is_empty();
    let relocation = relocation.after(&reports);
    relocations::update(conn, &relocation)?;
    if speaks_of_property {
        relocations::put_property(conn, &relocation)?;
    }
    let outcome = outcome_of(&relocation, &report);
    Ok((relocation, report, outcome))
}

fn outcome_of(relocation: &Relocation, report: &Report) -> ReportOutcome {
    let standing = &relocation.standing;
    let in_conflict =
        standing.conflicts.iter().flat_map(|conflict| &conflict.said).any(|said| said.report == report.id);
    if in_conflict {
        return ReportOutcome::Conflict;
    }
    let said = &report.said;
    let lost = |spoken: bool, by: Option<crate::kernel::ids::ReportId>| spoken && by != Some(report.id);
    let of = |heard: &Option<crate::relocation::Heard<i64>>| heard.as_ref().map(|heard| heard.report);
    let all_lost = [
        (said.state.is_some(), standing.state.as_ref().map(|heard| heard.report)),
        (said.present.is_some(), of(&standing.present)),
        (said.departed.is_some(), of(&standing.departed)),
        (said.arrived.is_some(), of(&standing.arrived)),
        (said.returned.is_some(), of(&standing.returned)),
        (said.destination.is_some(), standing.destination.as_ref().map(|heard| heard.report)),
    ];
    let spoken = all_lost.iter().any(|(spoken, _)| *spoken);
    let nothing_stands = all_lost.iter().all(|(spoken, by)| !spoken || lost(*spoken, *by));
    let says_more = said.remark.is_some() || said.explains.is_some() || !said.property.is_empty();
    if spoken && nothing_stands && !says_more { ReportOutcome::Superseded } else { ReportOutcome::Applied }
}

/// Reports on a relocation from a desk, which read it at `revision`: refused where it has changed since.
pub fn report_on(
    app: &App,
    by: &Acting,
    id: RelocationId,
    revision: i64,
    happened_at: Option<Timestamp>,
    said: &Said,
) -> Result<Relocation, ServiceError> {
    if let Some((pointer, wording)) = said.fault() {
        return Err(ServiceError::Invalid { pointer, wording });
    }
    let now = app.now();
    let (by, said) = (by.clone(), said.clone());
    let relocation = app.store.write_grouped(move |conn| {
        let relocation = relocations::get(conn, id)?;
        permit(conn, &by, crate::accounts::Permission::TickTask, &relocation.commune_code, now)?;
        if relocation.revision != revision {
            return Err(StoreError::Stale.into());
        }
        let actor = Actor::person(&by);
        let report = Report {
            id: desk_id(now),
            happened_at: happened_at.unwrap_or(now).min(now),
            device: None,
            by: actor.name().to_owned(),
            base_revision: revision,
            revision: 0,
            said: said.clone(),
        };
        let (relocation, report, outcome) = apply(conn, relocation, report)?;
        if report.revision != revision + 1 {
            return Err(StoreError::Stale.into());
        }
        let kept = KeptReport {
            id: report.id,
            target: Target::Relocation,
            target_id: relocation.id.to_string(),
            happened_at: report.happened_at,
            device_time: report.happened_at,
            received_at: now,
            device: None,
            account_id: Some(by.account.id),
            by: report.by.clone(),
            base_revision: revision,
            revision: report.revision,
            outcome,
            reason: None,
            content: content_of(&report.said)?,
        };
        field_reports::insert(conn, &kept)?;
        note_report(conn, &actor, &relocation, &said, now)?;
        Ok::<_, ServiceError>(relocation)
    })?;
    app.tell_listeners();
    Ok(relocation)
}

fn note_report(
    conn: &mut StoreConnection,
    actor: &Actor,
    relocation: &Relocation,
    said: &Said,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let who = relocation.label.as_deref().unwrap_or(&relocation.household_code);
    let state = said.state.map(RelocationState::name);
    let detail = match state {
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
    record(conn, now, deed)?;
    Ok(())
}
