//! Taking in what people said in the field: an outbox of a telephone, any number of times and in any order.
//!
//! Every operation has an outcome, and what cannot be placed is kept for a person
//! (`docs/adr/0023-relocation-records-are-folds.md`).

mod about_group;
mod about_household;
mod about_task;
mod intake;
mod outbox;
mod undoing;

use std::collections::{BTreeMap, HashMap};

use serde_json::json;

pub use about_household::{Heard, hear_at_desk, report_on};
use about_task::Tick;
use intake::{Intake, Memory, Told};
use outbox::{About, Operation};
pub use outbox::{MAX_OPERATIONS, Outbox, Taken, TakenAs, said_in};
use undoing::place_by_slip;

use super::gathering::{Gathering, lost};
use super::record::{Actor, Deed, record_all};
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::kernel::ids::{RelocationId, ReportId};
use crate::kernel::{Localized, Timestamp};
use crate::store::commits::Mark;
use crate::store::field_reports::{KeptReport, ReportOutcome, Target};
use crate::store::{StoreConnection, field_reports};

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
    /// Why that became of it, where it needs words.
    pub reason: Option<Localized>,
    /// Of one that takes back another: whether the sender decides for others there.
    pub over_others: Option<bool>,
}

/// An outbox as it was handed in.
pub struct HandedIn {
    by: Acting,
    device: Option<String>,
    operations: Vec<Operation>,
    shift: chrono::TimeDelta,
    now: Timestamp,
}

/// Where outboxes are handed in: those that come at the same time share a transaction.
pub type Reception = Gathering<HandedIn, Vec<Taken>>;

/// Takes an outbox in: every operation with an id is kept, durable when this returns.
///
/// # Panics
/// Where it is called on a thread that runs asynchronous work: see [`bring_reports`].
pub fn take_reports(app: &App, by: &Acting, outbox: &Outbox) -> Result<Vec<Taken>, ServiceError> {
    hand_in(app, by, outbox)?.blocking_recv().map_err(|_| lost())?
}

/// The same without a thread that waits.
pub async fn bring_reports(app: &App, by: &Acting, outbox: &Outbox) -> Result<Vec<Taken>, ServiceError> {
    hand_in(app, by, outbox)?.await.map_err(|_| lost())?
}

type Answer = tokio::sync::oneshot::Receiver<Result<Vec<Taken>, ServiceError>>;

fn hand_in(app: &App, by: &Acting, outbox: &Outbox) -> Result<Answer, ServiceError> {
    // Another thread writes it down, together with those of others.
    if let Some(mark) = Mark::here() {
        mark.set();
    }
    let now = app.now();
    let handed_in = HandedIn {
        by: by.clone(),
        device: outbox.device.clone(),
        operations: outbox.operations.iter().map(|sent| outbox::read(sent, now)).collect(),
        shift: outbox.clock_shift(now),
        now,
    };
    app.reception.hand_in(handed_in, || {
        let (store, listeners, mut memory) = (app.store.clone(), app.listeners(), Memory::default());
        move |outboxes: &[HandedIn]| {
            let (taken, told) = store.write(|conn| take_all(conn, &mut memory, outboxes))?;
            memory.keep(told);
            listeners.tell();
            Ok(taken)
        }
    })
}

type TakenIn = (Vec<Vec<Taken>>, HashMap<RelocationId, Told>);

/// Outboxes in one transaction: what they speak of is read at once, then each is heard, then all is written at once.
fn take_all(conn: &mut StoreConnection, memory: &mut Memory, outboxes: &[HandedIn]) -> Result<TakenIn, ServiceError> {
    let mut intake = Intake::new(conn, memory);
    intake.look_up(outboxes.iter().flat_map(|outbox| &outbox.operations))?;
    let senders: Vec<Sender<'_>> = outboxes.iter().map(HandedIn::sender).collect();
    let (mut answers, mut deeds) = (Vec::with_capacity(outboxes.len()), Vec::with_capacity(outboxes.len()));
    for (outbox, sender) in outboxes.iter().zip(&senders) {
        let mut touched = Touched::new();
        let mut taken = Vec::with_capacity(outbox.operations.len());
        for operation in &outbox.operations {
            let (answer, placed) = take(&mut intake, sender, operation, outbox.shift)?;
            // A report that is taken back unplaced is in no unit's hands.
            if let Some(placed) = placed.filter(|placed| placed.target != Target::Report) {
                touched.entry(placed.unit).or_default().push(placed.target_id);
            }
            taken.push(answer);
        }
        deeds.extend(deed_of(sender, &taken, &touched));
        answers.push(taken);
    }
    let now = senders.iter().map(|sender| sender.now).max();
    let (told, fresh) = intake.write()?;
    if let Some(now) = now {
        record_all(conn, now, deeds)?;
        let actors = senders.iter().map(|sender| (sender.by.account.id, &sender.actor)).collect();
        undoing::undo(conn, &fresh, &actors, now)?;
    }
    Ok((answers, told))
}

impl HandedIn {
    fn sender(&self) -> Sender<'_> {
        Sender { by: &self.by, actor: Actor::person(&self.by), device: self.device.as_deref(), now: self.now }
    }
}

/// One operation: found kept already, placed, or kept for a person.
fn take(
    intake: &mut Intake<'_>,
    sender: &Sender<'_>,
    operation: &Operation,
    shift: chrono::TimeDelta,
) -> Result<(Taken, Option<Placed>), ServiceError> {
    if let Some(kept) = intake.known(operation.id) {
        return Ok((Taken::again(kept), None));
    }
    let device_time = operation.happened_at.unwrap_or(sender.now);
    // What is told from the future happened when it was received.
    let happened_at = (device_time + shift).min(sender.now);
    let placed = match &operation.about {
        Ok(about) => place(intake, sender, operation, about, happened_at)?,
        Err(fault) => Err(fault.clone()),
    };
    let placed = match (placed, operation.takes_back()) {
        (Err(reason), Some(slip)) => {
            place_by_slip(intake, sender, operation, slip, happened_at)?.unwrap_or(Err(reason))
        }
        (placed, _) => placed,
    };
    let (outcome, reason, placed) = match placed {
        Ok(placed) => (placed.outcome, placed.reason.clone(), Some(placed)),
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
        speaker: None,
        first_said: None,
        takes_back: operation.takes_back(),
        over_others: placed.as_ref().and_then(|placed| placed.over_others),
    };
    let taken = Taken::new(&kept);
    intake.keep(kept);
    Ok((taken, placed))
}

fn place(
    intake: &mut Intake<'_>,
    sender: &Sender<'_>,
    operation: &Operation,
    about: &About,
    happened_at: Timestamp,
) -> Result<Result<Placed, Localized>, ServiceError> {
    match about {
        About::Relocation { id, said } => {
            about_household::place_report(intake, sender, operation, *id, said, happened_at)
        }
        About::Household(named) => about_household::place_named(intake, sender, operation, named, happened_at),
        About::Task { id, step, change } => {
            let tick = Tick { task: *id, step: *step, change };
            about_task::place_tick(intake, sender, operation, &tick, happened_at)
        }
        About::Group(group) => about_group::place_group(intake, sender, operation, group, happened_at),
    }
}

/// What an outbox touched, by unit.
type Touched = BTreeMap<String, Vec<String>>;

/// The entry of the log for an outbox and the event of the stream; none where everything had come before.
fn deed_of<'a>(sender: &'a Sender<'_>, taken: &[Taken], touched: &Touched) -> Option<Deed<'a>> {
    let fresh: Vec<&Taken> = taken.iter().filter(|taken| taken.outcome != TakenAs::Duplicate).collect();
    let first = fresh.first()?;
    let of = |outcome: TakenAs| fresh.iter().filter(|taken| taken.outcome == outcome).count();
    let (conflicts, unplaced) = (of(TakenAs::Conflict), of(TakenAs::Unplaced));
    let kept = fresh.len();
    let device = sender.device.unwrap_or("-");
    let detail = Localized::new(
        format!("Nhận {kept} báo cáo thực địa từ máy {device}: {conflicts} mâu thuẫn, {unplaced} chưa xếp được."),
        format!("{kept} field reports from device {device}: {conflicts} in conflict, {unplaced} not placed."),
    );
    Some(Deed {
        actor: &sender.actor,
        action: "reports_received",
        kind: "relocations",
        id: first.id.to_string(),
        alert: None,
        paper: None,
        detail,
        also: json!({"units": touched.keys().collect::<Vec<_>>(), "ids": touched.values().flatten().collect::<Vec<_>>()}),
    })
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
