//! Taking back a report that had found no place: it waits for a person no longer, whichever of the two came first. Where a
//! person has placed it meanwhile it is taken back there.
//!
//! Only whoever made it takes it back so; others have the list of what waits.

use std::collections::{BTreeSet, HashMap};

use serde_json::json;

use super::about_household::{keep_in, place_report};
use super::intake::{Intake, Memory};
use super::outbox::Operation;
use super::{Placed, Sender, desk_id};
use crate::kernel::ids::{AccountId, RelocationId, ReportId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Report, Said, not_come_yet, not_theirs};
use crate::services::ServiceError;
use crate::services::record::{Actor, Deed, record_all};
use crate::store::field_reports::{KeptReport, ReportOutcome, Settled, Target, settle_unsettled};
use crate::store::{StoreConnection, StoreError, field_reports};

/// Places what takes back `slip` and names nothing that could be found, or a household as it is called: it belongs where
/// the slip does. None where the slip says nothing of that.
pub(super) fn place_by_slip(
    intake: &mut Intake<'_>,
    sender: &Sender<'_>,
    operation: &Operation,
    slip: ReportId,
    happened_at: Timestamp,
) -> Result<Option<Result<Placed, Localized>>, ServiceError> {
    let Some(kept) = intake.known(slip).cloned() else { return Ok(Some(Err(not_come_yet()))) };
    match (kept.outcome, kept.target) {
        (ReportOutcome::Unplaced, _) if kept.account_id == Some(sender.by.account.id) => Ok(Some(Ok(Placed {
            target: Target::Report,
            target_id: slip.to_string(),
            unit: sender.by.account.unit_code.clone().unwrap_or_default(),
            revision: 0,
            outcome: ReportOutcome::Applied,
            reason: None,
            over_others: None,
        }))),
        (ReportOutcome::Unplaced, _) => Ok(Some(Err(not_theirs()))),
        (_, Target::Relocation) => {
            let relocation = id_of(&kept.target_id)?;
            place_report(intake, sender, operation, relocation, &undoing(slip), happened_at).map(Some)
        }
        _ => Ok(None),
    }
}

fn undoing(slip: ReportId) -> Said {
    Said { takes_back: Some(slip), ..Said::default() }
}

/// Brings together what was just kept and what takes it back, or is taken back by it. Call it after the log was written:
/// whoever writes there waits for whoever wrote before, so that of two that come at the same time one sees the other.
pub(super) fn undo(
    conn: &mut StoreConnection,
    fresh: &[KeptReport],
    actors: &HashMap<AccountId, &Actor>,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let new: BTreeSet<ReportId> = fresh.iter().map(|report| report.id).collect();
    let slips: BTreeSet<ReportId> = fresh.iter().filter_map(|report| report.takes_back).chain(new.clone()).collect();
    let backs = field_reports::taking_back(conn, &slips.into_iter().collect::<Vec<_>>())?;
    if backs.is_empty() {
        return Ok(());
    }
    let named: Vec<ReportId> = backs.iter().filter_map(|back| back.takes_back).collect();
    let mut slips: HashMap<ReportId, KeptReport> = HashMap::new();
    slips.extend(field_reports::find_all(conn, &named)?.into_iter().map(|slip| (slip.id, slip)));
    let mut deeds = Vec::new();
    for back in &backs {
        let Some(slip) = back.takes_back.and_then(|slip| slips.get(&slip)) else { continue };
        let Some(account) = back.account_id.filter(|account| slip.account_id == Some(*account)) else { continue };
        let pair = Pair { slip, back, account, is_new: new.contains(&back.id), now };
        if let (Some(moved), Some(actor)) = (pair.undo(conn)?, actors.get(&account)) {
            deeds.push(pair.deed(actor, moved));
        }
    }
    record_all(conn, now, deeds)?;
    Ok(())
}

/// A report and what takes it back, both of one account.
struct Pair<'a> {
    slip: &'a KeptReport,
    back: &'a KeptReport,
    account: AccountId,
    /// Whether the taking back came just now.
    is_new: bool,
    now: Timestamp,
}

/// Where a report was taken back: among those that wait, or in a relocation with its commune.
type Undone = Option<(RelocationId, String)>;

impl Pair<'_> {
    /// Gives where something was done.
    fn undo(&self, conn: &mut StoreConnection) -> Result<Option<Undone>, ServiceError> {
        match (self.slip.outcome, self.slip.target) {
            (ReportOutcome::Unplaced, _) => self.undo_unplaced(conn),
            (_, Target::Relocation) if self.waits(conn)? => {
                let relocation = id_of(&self.slip.target_id)?;
                self.say_in(conn, relocation).map(|undone| Some(Some(undone)))
            }
            _ => Ok(None),
        }
    }

    fn undo_unplaced(&self, conn: &mut StoreConnection) -> Result<Option<Undone>, ServiceError> {
        let by = self.settled(self.slip.id, None, Some(self.back.id));
        if settle_unsettled(conn, &by)? {
            self.leave(conn, None)?;
            return Ok(Some(None));
        }
        // Somebody was first: placed it, then it is taken back there, or set it aside.
        let settled = field_reports::settled(conn, &[self.slip.id])?.remove(&self.slip.id);
        let placed = match settled.and_then(|settled| settled.placed_as) {
            Some(placed) if self.is_new => field_reports::find_all(conn, &[placed])?.pop(),
            _ => None,
        };
        // What takes it back may have found that relocation by itself.
        let elsewhere = placed.filter(|placed| placed.target_id != self.back.target_id);
        let Some(placed) = elsewhere else {
            self.leave(conn, None)?;
            return Ok(None);
        };
        let relocation = id_of(&placed.target_id)?;
        self.say_in(conn, relocation).map(|undone| Some(Some(undone)))
    }

    /// Whether the taking back waits for a person.
    fn waits(&self, conn: &mut StoreConnection) -> Result<bool, StoreError> {
        Ok(self.back.outcome == ReportOutcome::Unplaced
            && !field_reports::settled(conn, &[self.back.id])?.contains_key(&self.back.id))
    }

    /// Says of a relocation what the taking back says.
    fn say_in(
        &self,
        conn: &mut StoreConnection,
        relocation: RelocationId,
    ) -> Result<(RelocationId, String), ServiceError> {
        let report = Report {
            id: desk_id(self.now),
            happened_at: self.back.happened_at,
            device: self.back.device.clone(),
            by: self.back.by.clone(),
            account: Some(self.account),
            speaker: None,
            first_said: Some(self.back.id),
            over_others: Some(false),
            base_revision: 0,
            revision: 0,
            said: undoing(self.slip.id),
        };
        let mut memory = Memory::default();
        let (relocation, kept) = keep_in(Intake::new(conn, &mut memory), relocation, report, self.now)?;
        self.leave(conn, Some(kept.id))?;
        Ok((relocation.id, relocation.commune_code))
    }

    /// The taking back waits no longer, where it did.
    fn leave(&self, conn: &mut StoreConnection, placed_as: Option<ReportId>) -> Result<(), StoreError> {
        if self.back.outcome == ReportOutcome::Unplaced {
            settle_unsettled(conn, &self.settled(self.back.id, placed_as, None))?;
        }
        Ok(())
    }

    fn settled(&self, report: ReportId, placed_as: Option<ReportId>, taken_back_by: Option<ReportId>) -> Settled {
        let (by, account_id) = (self.back.by.clone(), self.account);
        Settled { report, placed_as, remark: None, taken_back_by, by, account_id, at: self.now }
    }

    fn deed<'a>(&self, actor: &'a Actor, undone: Undone) -> Deed<'a> {
        let (ids, units): (Vec<RelocationId>, Vec<String>) = undone.into_iter().unzip();
        Deed {
            actor,
            action: "report_taken_back",
            kind: "relocations",
            id: self.slip.id.to_string(),
            alert: None,
            paper: None,
            detail: Localized::new("Rút lại một báo cáo chưa xếp được.", "Took back a report that had found no place."),
            also: json!({"units": units, "ids": ids}),
        }
    }
}

fn id_of(text: &str) -> Result<RelocationId, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt("a relocation's id".into()))
}
