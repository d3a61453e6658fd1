//! Taking in what people said in the field: an outbox of a telephone, any number of times and in any order.
//!
//! Every operation has an outcome, and what cannot be placed is kept for a person
//! (`docs/adr/0023-relocation-records-are-folds.md`).

mod about_group;
mod about_household;
mod about_task;
mod outbox;

use std::collections::BTreeMap;

use serde_json::json;

pub use about_household::report_on;
use outbox::{About, Operation};
pub use outbox::{MAX_OPERATIONS, Outbox, Taken, TakenAs};

use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::accounts::{Acting, Permission};
use crate::kernel::ids::{RelocationId, ReportId};
use crate::kernel::{Localized, Timestamp};
use crate::store::field_reports::{KeptReport, ReportOutcome, Target};
use crate::store::{StoreConnection, StoreError, field_reports};

/// Who sent an outbox, from what, and when.
pub(super) struct Sender<'a> {
    pub by: &'a Acting,
    pub actor: Actor,
    pub device: Option<&'a str>,
    pub now: Timestamp,
}

/// Where a report goes, and what it changes there.
pub(super) struct Placed {
    pub target: Target,
    pub target_id: String,
    /// The unit whose people follow it.
    pub unit: String,
    pub revision: i64,
    pub outcome: ReportOutcome,
}

/// Takes an outbox in, in one transaction: every operation with an id is kept.
pub fn take_reports(app: &App, by: &Acting, outbox: &Outbox) -> Result<Vec<Taken>, ServiceError> {
    let now = app.now();
    let shift = outbox.clock_shift(now);
    let operations: Vec<_> = outbox.operations.iter().map(|sent| outbox::read(sent, now)).collect();
    let (by, device) = (by.clone(), outbox.device.clone());
    let taken = app.store.write_grouped(move |conn| {
        let sender = Sender { by: &by, actor: Actor::person(&by), device: device.as_deref(), now };
        let mut taken = Vec::with_capacity(operations.len());
        let mut touched: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for operation in &operations {
            let (answer, placed) = take(conn, &sender, operation, shift)?;
            if let Some(placed) = placed {
                touched.entry(placed.unit).or_default().push(placed.target_id);
            }
            taken.push(answer);
        }
        note(conn, &sender, &taken, &touched)?;
        Ok::<_, ServiceError>(taken)
    })?;
    app.tell_listeners();
    Ok(taken)
}

/// One operation: found kept already, placed, or kept for a person.
fn take(
    conn: &mut StoreConnection,
    sender: &Sender<'_>,
    operation: &Operation,
    shift: chrono::TimeDelta,
) -> Result<(Taken, Option<Placed>), ServiceError> {
    if let Some(kept) = field_reports::find(conn, operation.id)? {
        return Ok((Taken::again(&kept), None));
    }
    let device_time = operation.happened_at.unwrap_or(sender.now);
    // What is told from the future happened when it was received.
    let happened_at = (device_time + shift).min(sender.now);
    let placed = match &operation.about {
        Ok(about) => place(conn, sender, operation, about, happened_at)?,
        Err(fault) => Err(fault.clone()),
    };
    let (outcome, reason, placed) = match placed {
        Ok(placed) => (placed.outcome, None, Some(placed)),
        Err(reason) => (ReportOutcome::Unplaced, Some(reason), None),
    };
    let kept = KeptReport {
        id: operation.id,
        target: placed.as_ref().map_or(Target::Unplaced, |placed| placed.target),
        target_id: placed.as_ref().map(|placed| placed.target_id.clone()).unwrap_or_default(),
        happened_at,
        device_time,
        received_at: sender.now,
        device: sender.device.map(str::to_owned),
        account_id: Some(sender.by.account.id),
        by: sender.actor.name().to_owned(),
        base_revision: operation.base_revision,
        revision: placed.as_ref().map_or(0, |placed| placed.revision),
        outcome,
        reason,
        content: operation.content(placed.is_some()),
    };
    field_reports::insert(conn, &kept)?;
    Ok((Taken::new(&kept), placed))
}

fn place(
    conn: &mut StoreConnection,
    sender: &Sender<'_>,
    operation: &Operation,
    about: &About,
    happened_at: Timestamp,
) -> Result<Result<Placed, Localized>, ServiceError> {
    match about {
        About::Relocation { id, said } => {
            about_household::place_report(conn, sender, operation, *id, said, happened_at)
        }
        About::Household(named) => about_household::place_named(conn, sender, operation, named, happened_at),
        About::Task { id, change } => about_task::place_tick(conn, sender, operation, *id, change, happened_at),
        About::Group(group) => about_group::place_group(conn, sender, operation, group, happened_at),
    }
}

/// One entry of the log for the outbox, and one event of the stream for each unit it touched.
fn note(
    conn: &mut StoreConnection,
    sender: &Sender<'_>,
    taken: &[Taken],
    touched: &BTreeMap<String, Vec<String>>,
) -> Result<(), ServiceError> {
    let fresh: Vec<&Taken> = taken.iter().filter(|taken| taken.outcome != TakenAs::Duplicate).collect();
    let Some(first) = fresh.first() else { return Ok(()) };
    let of = |outcome: TakenAs| fresh.iter().filter(|taken| taken.outcome == outcome).count();
    let (conflicts, unplaced) = (of(TakenAs::Conflict), of(TakenAs::Unplaced));
    let kept = fresh.len();
    let device = sender.device.unwrap_or("-");
    let detail = Localized::new(
        format!("Nhận {kept} báo cáo thực địa từ máy {device}: {conflicts} mâu thuẫn, {unplaced} chưa xếp được."),
        format!("{kept} field reports from device {device}: {conflicts} in conflict, {unplaced} not placed."),
    );
    let deed = Deed {
        actor: &sender.actor,
        action: "reports_received",
        kind: "relocations",
        id: first.id.to_string(),
        alert: None,
        paper: None,
        detail,
        also: json!({"units": touched.keys().collect::<Vec<_>>(), "ids": touched.values().flatten().collect::<Vec<_>>()}),
    };
    record(conn, sender.now, deed)?;
    Ok(())
}

/// Whether the sender may report in `unit`; the words to answer with where not.
pub(super) fn may_report(
    conn: &mut StoreConnection,
    sender: &Sender<'_>,
    unit: &str,
) -> Result<Option<Localized>, ServiceError> {
    match super::permit(conn, sender.by, Permission::TickTask, unit, sender.now) {
        Ok(()) => Ok(None),
        Err(ServiceError::NotPermitted(_)) => Ok(Some(Localized::new(
            "Ngoài địa bàn được giao của tài khoản. Báo cáo được giữ lại chờ người phụ trách xếp.",
            "Outside the area this account works in. The report is kept for somebody to place.",
        ))),
        Err(ServiceError::Store(StoreError::NotFound)) => Ok(Some(not_found())),
        Err(other) => Err(other),
    }
}

pub(super) fn not_found() -> Localized {
    Localized::new(
        "Không tìm thấy hộ hoặc việc được báo cáo. Báo cáo được giữ lại chờ người phụ trách xếp.",
        "The household or task of the report is not known. The report is kept for somebody to place.",
    )
}

/// What people said of a relocation, oldest first, with what became of each report.
pub fn reports_of(app: &App, relocation: RelocationId) -> Result<Vec<KeptReport>, ServiceError> {
    Ok(app.store.read(|conn| field_reports::about(conn, &relocation.to_string()))?)
}

/// A fresh id for a report made at a desk.
pub(super) fn desk_id(now: Timestamp) -> ReportId {
    ReportId::new(now)
}
