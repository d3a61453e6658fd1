//! Writing down since when findings stand and when they were mended, and telling the screens.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use serde_json::json;

use super::{App, KeptFindings, ServiceError, Unwritten};
use crate::findings::kept::Known;
use crate::findings::{FindingId, Severity, UnitCode};
use crate::kernel::Timestamp;
use crate::store::{StoreConnection, StoreError, findings, stream};

/// So many are written in one transaction, so that other writers get their turn.
const AT_ONCE: usize = 500;

/// News of more units than this concern everybody.
const MOST_UNITS: usize = 50;

/// What is told to the screens, once, of everything.
#[derive(Default)]
struct Sums {
    units: BTreeSet<UnitCode>,
    arisen: usize,
    critical: usize,
    mended: usize,
}

impl KeptFindings {
    /// Writes down what was found since that was last done. What is being written is taken out first: a finding that is
    /// mended meanwhile is news of its own.
    pub(super) fn write_down(&self, app: &App) -> Result<(), ServiceError> {
        let mut waiting = Vec::new();
        self.change(|kept| waiting = kept.unwritten.drain().collect::<Vec<_>>());
        if waiting.is_empty() {
            return Ok(());
        }
        let now = app.now();
        let (mut written, mut sums) = (0, Sums::default());
        for some in waiting.chunks(AT_ONCE) {
            written += some.len();
            let last = written == waiting.len();
            let (standing, mended) = self.worded_down(some, &mut sums);
            let done = app.store.write(|conn| {
                findings::note_standing(conn, &standing)?;
                findings::note_mended(conn, &mended, now)?;
                if last { tell(conn, &sums, now) } else { Ok(()) }
            });
            if let Err(error) = done {
                self.put_back(waiting.iter().skip(written - some.len()));
                return Err(error.into());
            }
        }
        app.tell_listeners();
        Ok(())
    }

    /// What stands among these, as it is written down, and the ids of what was mended. What no longer stands by now will
    /// be among what was mended the next time.
    fn worded_down(&self, some: &[(FindingId, Unwritten)], sums: &mut Sums) -> (Vec<Known>, Vec<FindingId>) {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let (mut standing, mut mended) = (Vec::new(), Vec::new());
        for (id, news) in some {
            match news {
                Unwritten::Mended(unit) => {
                    sums.units.insert(*unit);
                    mended.push(*id);
                }
                Unwritten::Arisen(at) => {
                    let Some(known) = held.as_ref().and_then(|kept| kept.known(*id, *at)) else { continue };
                    sums.units.insert(known.unit);
                    sums.critical += usize::from(known.severity == Severity::Critical);
                    standing.push(known);
                }
            }
        }
        sums.arisen += standing.len();
        sums.mended += mended.len();
        (standing, mended)
    }

    /// Keeps for the next time what could not be written; what is known of a finding since then counts.
    fn put_back<'a>(&self, unwritten: impl Iterator<Item = &'a (FindingId, Unwritten)>) {
        let unwritten: Vec<(FindingId, Unwritten)> = unwritten.copied().collect();
        self.change(|kept| {
            for (id, news) in unwritten {
                kept.unwritten.entry(id).or_insert(news);
            }
        });
    }
}

/// Tells the screens how many findings arose and were mended, and where.
fn tell(conn: &mut StoreConnection, sums: &Sums, now: Timestamp) -> Result<(), StoreError> {
    let units: Vec<UnitCode> =
        if sums.units.len() > MOST_UNITS { Vec::new() } else { sums.units.iter().copied().collect() };
    let payload = json!({
        "kind": "findings", "id": "", "at": now, "units": units,
        "arisen": sums.arisen, "critical": sums.critical, "mended": sums.mended,
    });
    stream::publish(conn, now, "findings", &payload)
}
