//! What every use case works with.

use std::sync::{Arc, Mutex};

use tokio::sync::watch;

use super::findings::KeptFindings;
use super::fresh_alerts::FreshAlerts;
use super::live_data::LiveData;
use super::map_alerts::MapAlerts;
use super::map_layers::MapLayers;
use super::road_net::Roads;
use super::source_watch::SourceWatch;
use super::stream_hub::StreamHub;
use super::take_reports::Reception;
use crate::config::{Archive, Maps, Orders, PlanRules, SignInRules, Webhooks};
use crate::kernel::{Clock, Timestamp};
use crate::outbound::fetch::Fetcher;
use crate::store::Store;

/// The rules of use cases that are settings.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Signing in.
    pub sign_in: SignInRules,
    /// The life of plans.
    pub plans: PlanRules,
    /// Maps.
    pub maps: Maps,
    /// Our own CAP messages.
    pub orders: Orders,
    /// What was received.
    pub archive: Archive,
    /// Telling other programs.
    pub webhooks: Webhooks,
}

/// The running program: store, clock, fetcher and the live data in memory. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// Where everything is kept.
    pub store: Store,
    /// Where "now" comes from.
    pub clock: Arc<dyn Clock>,
    /// How documents are fetched.
    pub fetcher: Fetcher,
    /// Zones and plans in force.
    pub live: Arc<LiveData>,
    /// Alerts that were stored moments ago.
    pub fresh: Arc<FreshAlerts>,
    /// Held by whoever answers what nobody has answered.
    pub(super) answering: Arc<Mutex<()>>,
    /// What tables contradict each other.
    pub findings: Arc<KeptFindings>,
    /// The sources that are asked.
    pub sources: Arc<SourceWatch>,
    /// What maps show, ready to be read.
    pub layers: Arc<MapLayers>,
    /// The alerts that maps show.
    pub map_alerts: Arc<MapAlerts>,
    /// The roads that were loaded.
    pub roads: Arc<Roads>,
    /// The rules that are settings.
    pub rules: Rules,
    /// What was published lately, for those who listen.
    pub stream: Arc<StreamHub>,
    /// Where telephones hand in what they report.
    pub reception: Arc<Reception>,
    /// Tells the streams of this process that something was published; other processes look by themselves.
    nudge: Arc<watch::Sender<()>>,
    published: Listeners,
}

/// The streams of this process.
#[derive(Clone)]
pub struct Listeners(Arc<watch::Sender<()>>);

impl Listeners {
    /// Says that something was published.
    pub fn tell(&self) {
        self.0.send_replace(());
    }
}

impl App {
    /// Puts the parts together.
    pub fn new(store: Store, clock: Arc<dyn Clock>, fetcher: Fetcher) -> Self {
        Self {
            store,
            clock,
            fetcher,
            live: Arc::default(),
            fresh: Arc::default(),
            answering: Arc::default(),
            findings: Arc::default(),
            sources: Arc::default(),
            layers: Arc::default(),
            map_alerts: Arc::default(),
            roads: Arc::default(),
            rules: Rules::default(),
            stream: Arc::default(),
            reception: Arc::default(),
            nudge: Arc::new(watch::Sender::new(())),
            published: Listeners(Arc::new(watch::Sender::new(()))),
        }
    }

    /// The same program under other rules.
    #[must_use]
    pub fn with_rules(self, rules: Rules) -> Self {
        Self { rules, ..self }
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Wakes the streams of this process; whoever asks for zones next looks whether they have changed.
    pub fn nudge_streams(&self) {
        self.live.note_change();
        self.sources.note_change();
        self.nudge.send_replace(());
        self.tell_listeners();
    }

    /// Wakes only the streams: zones, plans and sources are as they were.
    pub fn tell_listeners(&self) {
        self.published.tell();
    }

    /// The streams, for a thread that outlives a call.
    pub fn listeners(&self) -> Listeners {
        self.published.clone()
    }

    /// Something to wait on for what is published.
    pub fn publications(&self) -> watch::Receiver<()> {
        self.published.0.subscribe()
    }

    /// Something to wait on for the next nudge.
    pub fn nudges(&self) -> watch::Receiver<()> {
        self.nudge.subscribe()
    }
}
