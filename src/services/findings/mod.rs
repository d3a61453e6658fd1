//! Which true tables contradict each other, kept in memory beside the picture of zones and plans, and brought up to date
//! after each change of the store.
//!
//! What changed is told by the stream of events, which every change writes in its own transaction, also those of other
//! processes, and by the picture. Small changes are taken in by whoever reads next; a new day, an import and the first
//! look are the work of a loop ([`keep_findings`]), and readers go on with what there is.

mod accept;
mod follow;
mod gather;
mod lie;
mod list;
mod listed;
mod of_plan;
mod silences;
mod told;
mod told_plans;
mod write_down;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

pub use accept::{MAX_REASON, accept_finding};
pub use list::{Counts, FindingFilter, ShownFinding, StateAsked, finding_of, list_findings};
pub use of_plan::{PlanFindings, plan_findings};

use self::follow::{Followed, News, follow};
use self::gather::{Memory, everything};
use self::listed::{Listed, known};
use self::silences::Listening;
use super::picture::Picture;
use super::{App, ServiceError};
use crate::findings::kept::Known;
use crate::findings::{Change, Engine, FindingId};
use crate::kernel::Timestamp;
use crate::store::{findings, stream};

pub(super) use told_plans::of_danger_point;

/// So many changes are taken in by a reader; more are the work of the loop.
const FEW: usize = 500;

/// The findings as they stand.
#[derive(Default)]
pub struct KeptFindings {
    held: RwLock<Option<Kept>>,
    /// One at a time brings it up to date.
    making: Mutex<()>,
    /// Whether whoever does has much to do, so that readers do not wait.
    busy: AtomicBool,
    /// Whether anybody has asked since the start.
    asked: AtomicBool,
}

/// What is kept: the tables and what stands in them, in order, and what of it is still to be written down.
#[derive(Clone)]
pub struct Kept {
    engine: Engine,
    listed: Listed,
    memory: Memory,
    unwritten: HashMap<FindingId, Known>,
}

/// Who brings the findings up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Patience {
    /// Somebody who waits for an answer.
    Reader,
    /// The loop, the command line.
    Loop,
}

impl KeptFindings {
    /// Reads what is kept, as it is now but for what the loop is still at.
    pub fn read<T>(&self, app: &App, of: impl FnOnce(&Kept) -> T) -> Result<T, ServiceError> {
        self.asked.store(true, Ordering::Release);
        self.bring_up_to_date(app, Patience::Reader)?;
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.as_ref().map(of).ok_or_else(|| ServiceError::Internal("findings were not looked for".into()))
    }

    /// Whether anybody has asked since the start. Until then nothing is kept: a program that only serves maps and the
    /// public look-up needs the memory for them.
    pub fn are_asked_for(&self) -> bool {
        self.asked.load(Ordering::Acquire)
    }

    fn bring_up_to_date(&self, app: &App, patience: Patience) -> Result<(), ServiceError> {
        let picture = app.live.current(&app.store, app.now())?;
        if self.is_current(app, &picture)? {
            return Ok(());
        }
        let there = self.held.read().unwrap_or_else(PoisonError::into_inner).is_some();
        if patience == Patience::Reader && there && self.busy.load(Ordering::Acquire) {
            return Ok(());
        }
        let _made_alone = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_current(app, &picture)? { Ok(()) } else { self.make(app, &picture, patience) }
    }

    fn is_current(&self, app: &App, picture: &Arc<Picture>) -> Result<bool, ServiceError> {
        let seq = app.store.read(stream::head)?;
        let now = app.now();
        let hearing = app.sources.at_hand(now).map_or_else(|| app.sources.current(&app.store, now), Ok)?;
        let heard = hearing.heard(now);
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        Ok(held.as_ref().is_some_and(|kept| {
            let memory = &kept.memory;
            memory.seq == seq
                && Arc::ptr_eq(&memory.picture, picture)
                && memory.uncounted.is_empty()
                && memory.heard == heard
        }))
    }

    fn make(&self, app: &App, picture: &Arc<Picture>, patience: Patience) -> Result<(), ServiceError> {
        let now = app.now();
        let hearing = app.sources.current(&app.store, now)?;
        let followed = {
            let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
            match held.as_ref() {
                None => None,
                Some(kept) => {
                    let listening = Listening { hearing: &hearing, now };
                    Some(app.store.read(|conn| follow(conn, &kept.engine, &kept.memory, picture, &listening))?)
                }
            }
        };
        match followed {
            None => self.make_anew(app, picture),
            Some(Followed::Nothing(seq)) => {
                self.change(|kept| kept.memory.seq = seq);
                Ok(())
            }
            Some(Followed::News(news)) if news.len() <= FEW && !news.is_a_new_day() => {
                self.change(|kept| kept.take_in(*news, now));
                Ok(())
            }
            Some(Followed::News(_) | Followed::TooMuch) if patience == Patience::Reader => Ok(()),
            Some(Followed::News(news)) => self.while_busy(|| {
                let copy = self.held.read().unwrap_or_else(PoisonError::into_inner).clone();
                if let Some(mut kept) = copy {
                    kept.take_in(*news, now);
                    *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(kept);
                }
                Ok(())
            }),
            Some(Followed::TooMuch) => self.while_busy(|| self.make_anew(app, picture)),
        }
    }

    fn while_busy<T>(&self, work: impl FnOnce() -> T) -> T {
        self.busy.store(true, Ordering::Release);
        let done = work();
        self.busy.store(false, Ordering::Release);
        done
    }

    fn change(&self, how: impl FnOnce(&mut Kept)) {
        if let Some(kept) = self.held.write().unwrap_or_else(PoisonError::into_inner).as_mut() {
            how(kept);
        }
    }

    /// Reads everything, looks at everything, and finds out what of it is news.
    fn make_anew(&self, app: &App, picture: &Arc<Picture>) -> Result<(), ServiceError> {
        let now = app.now();
        let hearing = app.sources.current(&app.store, now)?;
        let listening = Listening { hearing: &hearing, now };
        let gathered = app.store.read(|conn| everything(conn, picture, &listening))?;
        let engine = Engine::from_nothing(gathered.facts);
        let listed = Listed::of(&engine);
        let noted = app.store.read(findings::noted_as_standing)?;
        let unwritten = unwritten(app, &engine, &listed, noted)?;
        let kept = Kept { engine, listed, memory: gathered.memory, unwritten };
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        Ok(())
    }
}

/// What stands and is not noted as standing, and what is noted and stands no longer.
fn unwritten(
    app: &App,
    engine: &Engine,
    listed: &Listed,
    mut noted: std::collections::HashSet<FindingId>,
) -> Result<HashMap<FindingId, Known>, ServiceError> {
    let now = app.now();
    let arisen = listed.after(None).filter(|(place, _)| !noted.remove(&place.id));
    let mut unwritten: HashMap<FindingId, Known> =
        arisen.map(|(place, key)| (place.id, known(engine, place, key, now))).collect();
    let gone: Vec<FindingId> = noted.into_iter().collect();
    for (id, known) in app.store.read(|conn| findings::known(conn, &gone))? {
        unwritten.insert(id, Known { mended_at: Some(now), ..known });
    }
    Ok(unwritten)
}

impl Kept {
    fn take_in(&mut self, news: News, now: Timestamp) {
        let News { households, .. } = &news;
        let first = households.clone();
        self.apply(first, now);
        let rest = news.rest.iter().cloned().chain(news.zones_and_plans(&self.engine)).collect();
        self.apply(rest, now);
        self.memory = news.memory;
    }

    fn apply(&mut self, changes: Vec<Change>, now: Timestamp) {
        if changes.is_empty() {
            return;
        }
        let difference = self.engine.apply(changes);
        for known in self.listed.follow(&difference, &self.engine, now) {
            self.note(known);
        }
    }

    /// Notes what is to be written down. What came and went before that never was; what went and came back never left.
    fn note(&mut self, known: Known) {
        match self.unwritten.get(&known.id).map(|waiting| waiting.mended_at.is_some()) {
            Some(gone) if gone != known.mended_at.is_some() => drop(self.unwritten.remove(&known.id)),
            _ => drop(self.unwritten.insert(known.id, known)),
        }
    }

    /// The tables and what stands in them.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The picture the zones and plans were told from.
    pub(super) fn picture(&self) -> &Arc<Picture> {
        &self.memory.picture
    }
}

/// Brings the findings up to date, whatever that takes, and writes down which arose and which were mended.
pub fn keep_findings(app: &App) -> Result<(), ServiceError> {
    app.findings.bring_up_to_date(app, Patience::Loop)?;
    app.findings.write_down(app)
}

/// What would stand if everything were read and looked at anew; for tests, and for doubts.
pub fn findings_from_nothing(app: &App) -> Result<Engine, ServiceError> {
    let picture = app.live.current(&app.store, app.now())?;
    let now = app.now();
    let hearing = app.sources.current(&app.store, now)?;
    let listening = Listening { hearing: &hearing, now };
    Ok(Engine::from_nothing(app.store.read(|conn| everything(conn, &picture, &listening))?.facts))
}
