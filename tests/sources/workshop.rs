//! A server, a poller and a clock that stands still until it is moved.

use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use tempfile::TempDir;
use ungpho::alerts::adapters::SourceFormat;
use ungpho::alerts::lineage::AlertState;
use ungpho::alerts::rules::SourceRules;
use ungpho::alerts::source::{PollRules, SourceState};
use ungpho::kernel::{Clock as _, FixedClock, Timestamp};
use ungpho::services::poll_feeds::PollReport;

use crate::app::cap::Cap;
use crate::app::feed::FakeFeed;
use crate::app::library::Poller;

pub struct Workshop {
    pub feed: FakeFeed,
    pub poller: Poller,
    pub clock: Arc<FixedClock>,
    _folder: Option<TempDir>,
}

impl Workshop {
    pub fn at(now: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let shop = Self::in_folder(folder.path(), now);
        Self { _folder: Some(folder), ..shop }
    }

    /// With its store in a folder that the caller keeps.
    pub fn in_folder(folder: &Path, now: &str) -> Self {
        let clock = Arc::new(FixedClock::at(now.parse().unwrap()));
        let poller = Poller::by(folder, clock.clone());
        Self { feed: FakeFeed::start(), poller, clock, _folder: None }
    }

    /// A source called `s` at `path`.
    pub fn with_source(self, path: &str, rules: PollRules) -> Self {
        self.poller.register("s", &self.feed.url(path), rules);
        self
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Moves the clock on, and polls.
    pub fn poll_after(&self, minutes: i64) -> PollReport {
        self.clock.advance(TimeDelta::minutes(minutes));
        self.poller.poll("s")
    }

    /// A poll that went well.
    #[track_caller]
    pub fn poll(&self) -> PollReport {
        let report = self.poller.poll("s");
        assert_eq!(report.error, None);
        report
    }

    /// A message of now.
    pub fn cap(&self, identifier: &str) -> Cap {
        Cap::new(identifier, self.now())
    }

    /// The state of the last alert of an identifier.
    pub fn state(&self, identifier: &str) -> AlertState {
        self.poller.state(&self.poller.alert(identifier))
    }

    pub fn health(&self) -> SourceState {
        self.poller.source("s").state(self.now())
    }

    /// The identifiers of all alerts, sorted.
    pub fn identifiers(&self) -> Vec<String> {
        let mut found: Vec<String> =
            self.poller.alerts().into_iter().map(|alert| alert.alert.identity.identifier).collect();
        found.sort();
        found
    }
}

pub fn rules(format: SourceFormat) -> PollRules {
    PollRules { format, ..PollRules::default() }
}

pub fn vietnamese(format: SourceFormat) -> PollRules {
    PollRules { reading: SourceRules::vietnamese(), ..rules(format) }
}
