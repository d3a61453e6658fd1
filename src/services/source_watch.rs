//! The sources that are asked, in memory: whether a place is heard of is told with every answer of the public look-up.

use std::sync::Arc;

use arc_swap::ArcSwapOption;
use chrono::TimeDelta;

use super::live_data::Picture;
use crate::alerts::hearing::{Hearing, Silence};
use crate::kernel::Timestamp;
use crate::store::{Store, StoreError, alert_sources};
use crate::zones::{UnheardZones, unheard_zones};

/// For how long the sources are answered from without a look into the store. Whether one is silent follows from the
/// clock; only what changes in the store can be missed, and only for so long.
const FRESH: TimeDelta = TimeDelta::seconds(5);

/// The sources as they were last read.
#[derive(Default)]
pub struct SourceWatch {
    newest: ArcSwapOption<(Arc<Hearing>, Timestamp)>,
}

impl SourceWatch {
    /// The sources as of now.
    pub fn current(&self, store: &Store, now: Timestamp) -> Result<Arc<Hearing>, StoreError> {
        let hearing = Arc::new(Hearing::new(store.read(alert_sources::all)?));
        self.newest.store(Some(Arc::new((Arc::clone(&hearing), now))));
        Ok(hearing)
    }

    /// The sources without a look into the store, where they were read moments ago.
    pub fn at_hand(&self, now: Timestamp) -> Option<Arc<Hearing>> {
        let newest = self.newest.load();
        let (hearing, at) = &**newest.as_ref()?;
        (now - *at < FRESH && *at <= now).then(|| Arc::clone(hearing))
    }

    /// Notes that this process has changed something: whoever asks next looks into the store.
    pub(super) fn note_change(&self) {
        self.newest.store(None);
    }
}

/// The silence over a commune of `picture`, or over a place of no known commune.
pub fn silence_over(picture: &Picture, hearing: &Hearing, commune: Option<&str>, now: Timestamp) -> Option<Silence> {
    hearing.silence_of(None, |unit| commune.is_some_and(|commune| picture.is_within(commune, unit)), now)
}

/// The zones in force of which nothing is heard.
pub fn unheard_in(picture: &Picture, hearing: &Hearing, now: Timestamp) -> Vec<UnheardZones> {
    unheard_zones(picture.zones.zones(), hearing, |commune, unit| picture.is_within(commune, unit), now)
}
