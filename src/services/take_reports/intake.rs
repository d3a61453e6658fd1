//! What outboxes that are taken in together share: what is known of the relocations they speak of, and what is to be
//! written once all of them are heard.

use std::collections::{HashMap, HashSet};

use super::outbox::{About, Operation};
use super::{Sender, not_found};
use crate::accounts::{Account, Acting, Permission};
use crate::kernel::ids::{AccountId, RelocationId, ReportId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Heard, Relocation, Report, Said, TakenBack, not_come_yet, not_theirs};
use crate::services::{ServiceError, permit};
use crate::store::field_reports::{KeptReport, ReportOutcome};
use crate::store::{StoreConnection, StoreError, field_reports, relocations};

/// The most reports of the newer of two heaps that are remembered from one turn to the next: some 30 MB each.
const MOST_REMEMBERED: usize = 100_000;

/// A relocation with everything that was said of it.
pub(super) struct Told {
    pub relocation: Relocation,
    reports: Vec<Report>,
    changed: bool,
    property_changed: bool,
}

impl Told {
    pub(super) fn new(relocation: Relocation, reports: Vec<Report>) -> Self {
        Self { relocation, reports, changed: false, property_changed: false }
    }

    /// Hears a report: it gets the next revision. Gives what became of it, with words where that needs some.
    pub(super) fn hear(&mut self, report: Report) -> (i64, ReportOutcome, Option<Localized>) {
        let revision = self.relocation.revision + 1;
        let report = Report { revision, ..report };
        self.changed = true;
        // What is taken back may have spoken of property.
        self.property_changed |= !report.said.property.is_empty() || report.said.takes_back.is_some();
        self.reports.push(report);
        self.relocation.hear(&self.reports);
        let Some(last) = self.reports.last() else { return (revision, ReportOutcome::Applied, None) };
        if last.said.takes_back.is_none() {
            return (revision, outcome_of(&self.relocation, last), None);
        }
        let taken = TakenBack::among(&self.reports);
        match (taken.without_right.contains(&last.id), taken.awaiting.contains(&last.id)) {
            (true, _) => (revision, ReportOutcome::NotPermitted, Some(not_theirs())),
            (_, true) => (revision, ReportOutcome::Applied, Some(not_come_yet())),
            _ => (revision, ReportOutcome::Applied, None),
        }
    }

    fn write(&self, conn: &mut StoreConnection) -> Result<(), StoreError> {
        if self.changed {
            relocations::update(conn, &self.relocation)?;
        }
        if self.property_changed {
            relocations::put_property(conn, &self.relocation)?;
        }
        Ok(())
    }
}

fn outcome_of(relocation: &Relocation, report: &Report) -> ReportOutcome {
    let standing = &relocation.standing;
    let in_conflict =
        standing.conflicts.iter().flat_map(|conflict| &conflict.said).any(|said| said.report == report.id);
    if in_conflict {
        return ReportOutcome::Conflict;
    }
    let said = &report.said;
    let of = |heard: &Option<Heard<i64>>| heard.as_ref().map(|heard| heard.report);
    let fields = [
        (said.state.is_some(), standing.state.as_ref().map(|heard| heard.report)),
        (said.present.is_some(), of(&standing.present)),
        (said.departed.is_some(), of(&standing.departed)),
        (said.arrived.is_some(), of(&standing.arrived)),
        (said.returned.is_some(), of(&standing.returned)),
        (said.destination.is_some(), standing.destination.as_ref().map(|heard| heard.report)),
    ];
    let spoken = fields.iter().any(|(spoken, _)| *spoken);
    let nothing_stands = fields.iter().all(|(spoken, by)| !spoken || *by != Some(report.id));
    let says_more = said.remark.is_some() || said.explains.is_some() || !said.property.is_empty();
    if spoken && nothing_stands && !says_more { ReportOutcome::Superseded } else { ReportOutcome::Applied }
}

/// Relocations as the last turns left them. One is believed only while its row still has the same revision.
///
/// Two heaps: what is heard of goes to the newer; when that is full the older is let go and the newer takes its place. So
/// households that are being moved stay, and those of yesterday go.
#[derive(Default)]
pub(super) struct Memory {
    newer: HashMap<RelocationId, Told>,
    older: HashMap<RelocationId, Told>,
    /// In the newer heap.
    reports: usize,
}

impl Memory {
    /// Keeps relocations as a committed turn left them.
    pub(super) fn keep(&mut self, told: HashMap<RelocationId, Told>) {
        for (id, told) in told {
            self.reports += told.reports.len();
            self.newer.insert(id, Told { changed: false, property_changed: false, ..told });
        }
        if self.reports > MOST_REMEMBERED {
            self.older = std::mem::take(&mut self.newer);
            self.reports = 0;
        }
    }

    fn take(&mut self, id: RelocationId, revision: i64) -> Option<Told> {
        let told = match self.newer.remove(&id) {
            Some(told) => {
                self.reports = self.reports.saturating_sub(told.reports.len());
                told
            }
            None => self.older.remove(&id)?,
        };
        (told.relocation.revision == revision).then_some(told)
    }
}

/// One turn, in one transaction.
pub(super) struct Intake<'a> {
    pub conn: &'a mut StoreConnection,
    memory: &'a mut Memory,
    /// Reports of this turn that are kept already.
    known: HashMap<ReportId, KeptReport>,
    /// Relocations this turn speaks of; their rows are ours until it ends.
    told: HashMap<RelocationId, Told>,
    permitted: HashMap<(AccountId, String), Option<Localized>>,
    /// Heard and not yet written.
    unwritten: Vec<KeptReport>,
    /// Heard in this turn.
    fresh: Vec<ReportId>,
}

impl<'a> Intake<'a> {
    pub(super) fn new(conn: &'a mut StoreConnection, memory: &'a mut Memory) -> Self {
        let (known, told, permitted) = Default::default();
        let (unwritten, fresh) = Default::default();
        Self { conn, memory, known, told, permitted, unwritten, fresh }
    }

    /// Reads at once what is known of these operations and of the relocations they name.
    pub(super) fn look_up<'o>(&mut self, operations: impl Iterator<Item = &'o Operation>) -> Result<(), ServiceError> {
        let (mut reports, mut named) = (Vec::new(), HashSet::new());
        for operation in operations {
            reports.extend(std::iter::once(operation.id).chain(operation.takes_back()));
            if let Ok(About::Relocation { id, .. }) = &operation.about {
                named.insert(*id);
            }
        }
        self.known = field_reports::find_all(self.conn, &reports)?.into_iter().map(|kept| (kept.id, kept)).collect();
        let named: Vec<RelocationId> = named.into_iter().collect();
        self.load(&named)?;
        Ok(())
    }

    fn load(&mut self, wanted: &[RelocationId]) -> Result<(), StoreError> {
        let mut unremembered = Vec::new();
        for (id, revision) in relocations::lock(self.conn, wanted)? {
            match self.memory.take(id, revision) {
                Some(told) => drop(self.told.insert(id, told)),
                None => unremembered.push(id),
            }
        }
        if unremembered.is_empty() {
            return Ok(());
        }
        let mut reports = field_reports::of_relocations(self.conn, &unremembered)?;
        for relocation in relocations::by_ids(self.conn, &unremembered)? {
            let said = reports.remove(&relocation.id).unwrap_or_default();
            self.told.insert(relocation.id, Told::new(relocation, said));
        }
        Ok(())
    }

    /// A report that came before, in this turn or an earlier one.
    pub(super) fn known(&self, report: ReportId) -> Option<&KeptReport> {
        self.known.get(&report)
    }

    /// A relocation, where there is one.
    pub(super) fn relocation(&mut self, id: RelocationId) -> Result<Option<&mut Told>, StoreError> {
        if !self.told.contains_key(&id) {
            self.load(&[id])?;
        }
        Ok(self.told.get_mut(&id))
    }

    /// Opens a relocation in this turn.
    pub(super) fn open(&mut self, relocation: Relocation) -> &mut Told {
        self.told.entry(relocation.id).insert_entry(Told::new(relocation, Vec::new())).into_mut()
    }

    /// Whether the sender may report in `unit`; the words to answer with where not.
    pub(super) fn may_report(&mut self, sender: &Sender<'_>, unit: &str) -> Result<Option<Localized>, ServiceError> {
        let Account { id, .. } = sender.by.account;
        let key = (id, unit.to_owned());
        if let Some(answered) = self.permitted.get(&key) {
            return Ok(answered.clone());
        }
        let refused = match permit(self.conn, sender.by, Permission::TickTask, unit, sender.now) {
            Ok(()) => None,
            Err(ServiceError::NotPermitted(_)) => Some(Localized::new(
                "Ngoài địa bàn được giao của tài khoản. Báo cáo được giữ lại chờ người phụ trách xếp.",
                "Outside the area this account works in. The report is kept for somebody to place.",
            )),
            Err(ServiceError::Store(StoreError::NotFound)) => Some(not_found()),
            Err(other) => return Err(other),
        };
        self.permitted.insert(key, refused.clone());
        Ok(refused)
    }

    /// Of what takes back another report: whether the sender decides for others in `unit`, as whoever orders people out.
    pub(super) fn over_others(
        &mut self,
        sender: &Acting,
        unit: &str,
        said: &Said,
        now: Timestamp,
    ) -> Result<Option<bool>, ServiceError> {
        if said.takes_back.is_none() {
            return Ok(None);
        }
        match permit(self.conn, sender, Permission::ConfirmActivation, unit, now) {
            Ok(()) => Ok(Some(true)),
            Err(ServiceError::NotPermitted(_) | ServiceError::Store(StoreError::NotFound)) => Ok(Some(false)),
            Err(other) => Err(other),
        }
    }

    /// Keeps a report; it is written with the others of the turn.
    pub(super) fn keep(&mut self, report: KeptReport) {
        self.known.insert(report.id, report.clone());
        self.fresh.push(report.id);
        self.unwritten.push(report);
    }

    /// Writes the reports heard so far, for who asks the store about them.
    pub(super) fn write_reports(&mut self) -> Result<(), StoreError> {
        field_reports::insert_all(self.conn, &std::mem::take(&mut self.unwritten))
    }

    /// Writes what was heard, and where it leaves the relocations; gives them for the memory, once all is committed, and
    /// what was heard.
    pub(super) fn write(mut self) -> Result<(HashMap<RelocationId, Told>, Vec<KeptReport>), StoreError> {
        self.write_reports()?;
        for told in self.told.values() {
            told.write(self.conn)?;
        }
        let fresh = self.fresh.iter().filter_map(|report| self.known.remove(report)).collect();
        Ok((self.told, fresh))
    }
}
