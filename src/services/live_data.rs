//! The newest picture of zones and plans in force, replaced whole when something changes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwapOption;
use chrono::{NaiveDate, TimeDelta};

use super::picture::Checked;
pub use super::picture::{CommuneOutline, Picture};
use crate::kernel::Timestamp;
use crate::kernel::clock::vietnam_offset;
use crate::store::{Store, StoreError, markers};

/// The day it is in Viet Nam.
pub fn day_of(now: Timestamp) -> NaiveDate {
    now.with_timezone(&vietnam_offset()).date_naive()
}

/// How long a picture may be answered from without a look into the store. Only changes made by other processes can
/// be missed by it, and only for so long.
const FRESH: TimeDelta = TimeDelta::seconds(2);

/// The newest picture. Readers take it and never wait for a new one being made.
#[derive(Default)]
pub struct LiveData {
    newest: ArcSwapOption<Checked>,
    making: Mutex<()>,
    changes: AtomicU64,
    /// The change and the day households were last counted for.
    counted: Mutex<Option<(i64, NaiveDate)>>,
}

impl LiveData {
    /// The picture as of now; made anew where zones, plans, units or the day have changed.
    pub fn current(&self, store: &Store, now: Timestamp) -> Result<Arc<Picture>, StoreError> {
        let changes = self.changes.load(Ordering::Acquire);
        let revision = store.read(|conn| markers::counter(conn, markers::LIVE_DATA))?;
        let day = day_of(now);
        if let Some(picture) = self.known(revision, day, now, changes) {
            return Ok(picture);
        }
        // One makes the new picture, the others wait for it here; readers of `at_hand` do not.
        let _made_alone = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        store.read(|conn| {
            let revision = markers::counter(conn, markers::LIVE_DATA)?;
            if let Some(picture) = self.known(revision, day, now, changes) {
                return Ok(picture);
            }
            let before = self.newest.load_full().map(|held| Arc::clone(&held.picture)).unwrap_or_default();
            let picture = Arc::new(Picture::take(conn, revision, day, &before)?);
            self.keep(&picture, now, changes);
            Ok(picture)
        })
    }

    /// The newest picture there is, however old; for what hardly changes, such as which unit lies in which.
    pub fn held(&self) -> Option<Arc<Picture>> {
        self.newest.load().as_ref().map(|held| Arc::clone(&held.picture))
    }

    /// The newest picture without a look into the store, where one was taken moments ago and nothing in this process
    /// has changed since; and when it was found to hold.
    pub fn at_hand(&self, now: Timestamp) -> Option<(Arc<Picture>, Timestamp)> {
        let held = self.newest.load();
        let held = held.as_ref()?;
        let fresh = held.changes == self.changes.load(Ordering::Acquire)
            && now - held.at < FRESH
            && held.picture.day == day_of(now);
        fresh.then(|| (Arc::clone(&held.picture), held.at))
    }

    /// Notes that this process has changed something: whoever asks next looks into the store.
    pub fn note_change(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }

    /// Whether households were counted in the zones of the picture of this change and day.
    pub(super) fn is_counted(&self, revision: i64, day: NaiveDate) -> bool {
        *self.counted.lock().unwrap_or_else(PoisonError::into_inner) == Some((revision, day))
    }

    /// Notes that households were counted.
    pub(super) fn note_counted(&self, revision: i64, day: NaiveDate) {
        *self.counted.lock().unwrap_or_else(PoisonError::into_inner) = Some((revision, day));
    }

    /// The held picture, noted as holding now, where it is the one of `revision` and `day`.
    fn known(&self, revision: i64, day: NaiveDate, now: Timestamp, changes: u64) -> Option<Arc<Picture>> {
        let held = self.newest.load_full()?;
        let same = held.picture.revision == revision && held.picture.day == day;
        same.then(|| {
            self.keep(&held.picture, now, changes);
            Arc::clone(&held.picture)
        })
    }

    fn keep(&self, picture: &Arc<Picture>, at: Timestamp, changes: u64) {
        self.newest.store(Some(Arc::new(Checked { picture: Arc::clone(picture), at, changes })));
    }
}
