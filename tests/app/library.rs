//! The program as a library: a store in a folder, and its poller called by the test.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;
use ungpho::alerts::lineage::AlertState;
use ungpho::alerts::raw::{RawDocument, RawState};
use ungpho::alerts::source::{AlertSource, PollRules, SourceMemory};
use ungpho::kernel::ids::SourceId;
use ungpho::kernel::{Clock, SystemClock};
use ungpho::outbound::fetch::{FetchLimits, Fetcher};
use ungpho::services::App;
use ungpho::services::poll_feeds::{PollReport, poll_source};
use ungpho::store::alerts::{self, StoredAlert};
use ungpho::store::{Store, alert_chains, alert_sources, migrations, raw_documents};

/// A store with a poller.
pub struct Poller {
    pub app: App,
    runtime: Runtime,
}

impl Poller {
    /// A poller on a new SQLite store in `folder`, with limits short enough to wait for.
    pub fn new(folder: &Path) -> Self {
        Self::by(folder, Arc::new(SystemClock))
    }

    /// A poller whose time comes from `clock`.
    pub fn by(folder: &Path, clock: Arc<dyn Clock>) -> Self {
        let limits = FetchLimits {
            connect: Duration::from_secs(2),
            total: Duration::from_secs(3),
            pause: Duration::ZERO,
            ..FetchLimits::default()
        };
        let store = Store::open(&format!("sqlite://{}", folder.join("test.db").display())).unwrap();
        migrations::run(&store).unwrap();
        let app = App::new(store, clock, Fetcher::new(limits).unwrap());
        Self { app, runtime: Runtime::new().unwrap() }
    }

    /// Registers a source.
    pub fn register(&self, code: &str, url: &str, rules: PollRules) {
        let source = AlertSource {
            id: SourceId::new(self.app.now()),
            code: code.into(),
            name: code.into(),
            url: url.into(),
            enabled: true,
            demonstration: false,
            revision: 1,
            rules,
            memory: SourceMemory::default(),
        };
        self.app.store.write(|conn| alert_sources::register(conn, &source)).unwrap();
    }

    /// The source as it is remembered.
    pub fn source(&self, code: &str) -> AlertSource {
        self.app.store.read(|conn| alert_sources::by_code(conn, code)).unwrap().unwrap()
    }

    /// Polls the source called `code` with the program's own poller.
    pub fn poll(&self, code: &str) -> PollReport {
        let source = self.source(code);
        self.runtime.block_on(poll_source(&self.app, &source)).unwrap_or_else(|error| panic!("{code}: {error}"))
    }

    /// Polls several at the same time; by code, in the order of the codes.
    pub fn poll_all(&self, codes: &[&str]) -> Vec<PollReport> {
        let sources: Vec<AlertSource> = codes.iter().map(|code| self.source(code)).collect();
        self.runtime.block_on(async {
            let polls: Vec<_> = sources
                .into_iter()
                .map(|source| {
                    let app = self.app.clone();
                    tokio::spawn(async move { poll_source(&app, &source).await.unwrap() })
                })
                .collect();
            let mut reports = Vec::new();
            for poll in polls {
                reports.push(poll.await.unwrap());
            }
            reports
        })
    }

    /// Every alert, the newest first.
    pub fn alerts(&self) -> Vec<StoredAlert> {
        self.app.store.read(|conn| alerts::newest(conn, None, None, i64::MAX)).unwrap()
    }

    /// The alert of an identifier, the last sent of several.
    pub fn alert(&self, identifier: &str) -> StoredAlert {
        let found = self.alerts().into_iter().filter(|alert| alert.alert.identity.identifier == identifier);
        found.max_by_key(|alert| alert.alert.identity.sent).unwrap_or_else(|| panic!("no alert {identifier}"))
    }

    /// The state an alert is in now.
    pub fn state(&self, alert: &StoredAlert) -> AlertState {
        let superseded = self.app.store.read(|conn| alert_chains::superseded_by(conn, &alert.alert.identity)).unwrap();
        alert.state(superseded, self.app.now())
    }

    /// Every document of a state.
    pub fn documents(&self, state: RawState) -> Vec<RawDocument> {
        self.app.store.read(|conn| raw_documents::in_state(conn, state, None, i64::MAX)).unwrap()
    }

    /// The bytes of a document as they were kept.
    pub fn bytes(&self, document: &RawDocument) -> Vec<u8> {
        self.app.store.read(|conn| raw_documents::bytes(conn, document.id)).unwrap()
    }
}
