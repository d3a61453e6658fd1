//! Of which communes nothing is heard, as the engine of findings is told it.

use std::collections::{BTreeMap, HashSet};

use super::told;
use crate::alerts::hearing::Hearing;
use crate::findings::facts::Silence;
use crate::findings::{Change, Engine, Entry, Ref};
use crate::kernel::Timestamp;
use crate::services::picture::Picture;
use crate::services::source_watch::unheard_in;

/// What the sources say at one moment.
pub(super) struct Listening<'h> {
    pub(super) hearing: &'h Hearing,
    pub(super) now: Timestamp,
}

impl Listening<'_> {
    /// What tells whether anything of it has changed. The sources that are switched on may be others without one of
    /// them falling silent, so all are in it.
    pub(super) fn heard(&self) -> Vec<(String, bool)> {
        self.hearing.heard(self.now)
    }

    /// The communes of whose zones nothing is heard. Where no source is followed at all there are none: one banner tells
    /// that, and needs no finding for each commune.
    pub(super) fn silences(&self, picture: &Picture) -> Vec<Entry> {
        if self.heard().is_empty() {
            return Vec::new();
        }
        let mut found: BTreeMap<String, Silence> = BTreeMap::new();
        for unheard in unheard_in(picture, self.hearing, self.now) {
            let commune = told::unit_code(&unheard.commune_code);
            let silence = found.entry(unheard.commune_code).or_insert_with(|| Silence {
                commune,
                zones: 0,
                hazards: Vec::new(),
                sources: Vec::new(),
                last_heard_at: None,
            });
            silence.zones += i64::try_from(unheard.zones).unwrap_or(i64::MAX);
            silence.hazards.extend(unheard.hazards);
            silence.sources.extend(unheard.silence.sources.into_iter().map(|(_, name)| name));
            silence.last_heard_at = silence.last_heard_at.max(unheard.silence.last_heard_at);
        }
        let in_order = |mut silence: Silence| {
            silence.hazards.sort_unstable();
            silence.hazards.dedup();
            silence.sources.sort_unstable();
            silence.sources.dedup();
            Entry::Silence(silence)
        };
        found.into_values().map(in_order).collect()
    }

    /// What of the silences `engine` was told has changed.
    pub(super) fn changes(&self, engine: &Engine, picture: &Picture) -> Vec<Change> {
        let now = self.silences(picture);
        let there: HashSet<Ref> = now.iter().map(Entry::id).collect();
        let before = engine.facts().silent().map(Ref::Hearing);
        let gone = before.filter(|of| !there.contains(of)).map(Change::Gone);
        let new = now.into_iter().filter(|silence| !engine.facts().holds(silence)).map(Change::Put);
        gone.collect::<Vec<_>>().into_iter().chain(new).collect()
    }
}
