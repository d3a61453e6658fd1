//! Writing down since when findings stand and when they were mended, and telling the screens.

use serde_json::json;

use super::{App, KeptFindings, ServiceError};
use crate::findings::kept::Known;
use crate::findings::{FindingId, Severity};
use crate::kernel::Timestamp;
use crate::store::{StoreConnection, StoreError, findings, stream};

/// So many are written in one transaction, so that other writers get their turn.
const AT_ONCE: usize = 500;

/// News of more units than this concern everybody.
const MOST_UNITS: usize = 50;

impl KeptFindings {
    /// Writes down what was found since that was last done. What is being written is taken out first: a finding that is
    /// mended meanwhile is news of its own.
    pub(super) fn write_down(&self, app: &App) -> Result<(), ServiceError> {
        let mut waiting = Vec::new();
        self.change(|kept| waiting = kept.unwritten.drain().map(|(_, known)| known).collect::<Vec<Known>>());
        if waiting.is_empty() {
            return Ok(());
        }
        let now = app.now();
        let mut written = 0;
        for some in waiting.chunks(AT_ONCE) {
            written += some.len();
            let last = written == waiting.len();
            let done = app.store.write(|conn| {
                write(conn, some, now)?;
                // The screens are told once, of everything.
                if last { tell(conn, &waiting, now) } else { Ok(()) }
            });
            if let Err(error) = done {
                self.put_back(waiting.iter().skip(written - some.len()));
                return Err(error.into());
            }
        }
        app.tell_listeners();
        Ok(())
    }

    /// Keeps for the next time what could not be written; what is known of a finding since then counts.
    fn put_back<'a>(&self, unwritten: impl Iterator<Item = &'a Known>) {
        let unwritten: Vec<Known> = unwritten.cloned().collect();
        self.change(|kept| {
            for known in unwritten {
                kept.unwritten.entry(known.id).or_insert(known);
            }
        });
    }
}

fn write(conn: &mut StoreConnection, some: &[Known], now: Timestamp) -> Result<(), StoreError> {
    let (mended, standing): (Vec<&Known>, Vec<&Known>) = some.iter().partition(|known| known.mended_at.is_some());
    let standing: Vec<Known> = standing.into_iter().cloned().collect();
    findings::note_standing(conn, &standing)?;
    let mended: Vec<FindingId> = mended.into_iter().map(|known| known.id).collect();
    findings::note_mended(conn, &mended, now)
}

/// Tells the screens how many findings arose and were mended, and where.
fn tell(conn: &mut StoreConnection, all: &[Known], now: Timestamp) -> Result<(), StoreError> {
    let mut units: Vec<String> = all.iter().map(|known| known.unit.to_string()).collect();
    units.sort_unstable();
    units.dedup();
    if units.len() > MOST_UNITS {
        units.clear();
    }
    let arisen = all.iter().filter(|known| known.mended_at.is_none());
    let critical = arisen.clone().filter(|known| known.severity == Severity::Critical).count();
    let arisen = arisen.count();
    let payload = json!({
        "kind": "findings", "id": "", "at": now, "units": units,
        "arisen": arisen, "critical": critical, "mended": all.len() - arisen,
    });
    stream::publish(conn, now, "findings", &payload)
}
