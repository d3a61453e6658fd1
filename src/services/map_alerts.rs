//! The newest alerts meant in earnest and for the public, in memory: only those that are new, or were changed since
//! they were kept, are read; what later ones make of a message is looked up each time.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;
use geo::MultiPolygon;

use super::ServiceError;
use super::app::App;
use super::map_layers::{Bounds, bounds_of};
use crate::alerts::cap::{AlertIdentity, MsgType};
use crate::alerts::footprint::Footprint;
use crate::alerts::level::level_of;
use crate::alerts::lineage::{AlertState, expires_or_assumed};
use crate::alerts::telling::onset_of;
use crate::alerts::vocabulary::Vocabulary;
use crate::hazards::Hazard;
use crate::kernel::Timestamp;
use crate::kernel::ids::AlertId;
use crate::store::alerts::{self, StoredAlert};
use crate::store::{StoreError, alert_listing, markers};

/// How many alerts maps can show, the newest of all that were received.
pub const KEPT: usize = 10_000;

/// Messages may be committed a little out of the order in which they were received.
const OVERLAP: TimeDelta = TimeDelta::minutes(10);

/// An alert as maps show it.
pub struct MapAlert {
    /// The message.
    pub stored: StoredAlert,
    /// Everywhere it is drawn; nothing where it only names places, or none.
    pub area: Option<MultiPolygon<f64>>,
    /// The box around that.
    pub bounds: Option<Bounds>,
    /// What it warns of.
    pub hazard: Option<Hazard>,
    /// The risk level, and whether the sender stated it.
    pub level: Option<(u8, bool)>,
    /// From when it holds.
    pub begins: Timestamp,
    /// When it ends, stated or assumed.
    pub ends: Timestamp,
}

impl MapAlert {
    fn of(stored: StoredAlert, vocabulary: &Vocabulary) -> Self {
        let footprint = Footprint::of(&stored.alert);
        let drawn: MultiPolygon<f64> = footprint.polygons.into_iter().chain(footprint.circles).collect();
        let area = Some(drawn).filter(|area| !area.0.is_empty());
        Self {
            bounds: area.as_ref().and_then(bounds_of),
            area,
            hazard: vocabulary.hazard_of(&stored.alert).map(|found| found.hazard),
            level: level_of(&stored.alert).map(|found| (found.level.digit(), found.official)),
            begins: onset_of(&stored.alert).0,
            ends: expires_or_assumed(&stored.alert).0,
            stored,
        }
    }
}

/// What references a message of a sender and identifier: when that message was sent, where the reference says so, and
/// what the reference does.
type References = HashMap<(String, String), Vec<(Option<Timestamp>, MsgType)>>;

#[derive(Default)]
struct Held {
    /// What the hazards were told by.
    vocabulary: Arc<Vocabulary>,
    extent: (i64, Option<Timestamp>),
    /// How often kept alerts had been changed, and until when those changes have been read.
    changes: i64,
    changed_until: Option<Timestamp>,
    known: HashSet<AlertId>,
    alerts: Arc<Vec<Arc<MapAlert>>>,
    references: Arc<References>,
}

/// The alerts that maps show.
#[derive(Default)]
pub struct MapAlerts {
    held: Mutex<Held>,
}

/// All alerts that maps show, at one moment.
pub struct AlertView {
    alerts: Arc<Vec<Arc<MapAlert>>>,
    references: Arc<References>,
}

impl AlertView {
    /// Each with the state it is in at `now`, the oldest first; those not meant for the public are left out.
    pub fn public(&self, now: Timestamp) -> impl Iterator<Item = (&Arc<MapAlert>, AlertState)> {
        self.alerts
            .iter()
            .map(move |alert| (alert, alert.stored.state(self.superseded_by(&alert.stored.alert.identity), now)))
            .filter(|(_, state)| *state != AlertState::NotReal)
    }

    /// The strongest message that references this one, as `store::alert_chains::superseded_by` finds it.
    fn superseded_by(&self, identity: &AlertIdentity) -> Option<MsgType> {
        let found = self.references.get(&(identity.sender.clone(), identity.identifier.clone()))?;
        let meant =
            |kind: MsgType| found.iter().any(|(sent, by)| *by == kind && sent.is_none_or(|sent| sent == identity.sent));
        [MsgType::Cancel, MsgType::Update].into_iter().find(|kind| meant(*kind))
    }
}

impl MapAlerts {
    /// The alerts as of now.
    pub fn current(&self, app: &App) -> Result<AlertView, ServiceError> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let now = app.now();
        let vocabulary = Arc::clone(&app.live.current(&app.store, now)?.vocabulary);
        if !Arc::ptr_eq(&vocabulary, &held.vocabulary) {
            *held = Held { vocabulary, ..Held::default() };
        }
        let (extent, changes) = app.store.read(|conn| {
            Ok::<_, StoreError>((alerts::extent(conn)?, markers::counter(conn, markers::ALERTS_CHANGED)?))
        })?;
        if extent != held.extent {
            let since = held.extent.1.map(|last| last - OVERLAP);
            let limit = i64::try_from(KEPT).unwrap_or(i64::MAX);
            let fresh = app.store.read(|conn| alerts::received_since(conn, since, limit))?;
            held.add(fresh);
            held.extent = extent;
        }
        if changes != held.changes {
            // Whatever was changed before the first look was read in its present form.
            let since = held.changed_until.unwrap_or(now) - OVERLAP;
            let changed = app.store.read(|conn| alert_listing::changed_since(conn, since))?;
            held.renew(changed);
            held.changes = changes;
        }
        held.changed_until = Some(now);
        Ok(AlertView { alerts: Arc::clone(&held.alerts), references: Arc::clone(&held.references) })
    }
}

impl Held {
    fn add(&mut self, fresh: Vec<StoredAlert>) {
        let mut all: Vec<Arc<MapAlert>> = self.alerts.to_vec();
        let mut references = (*self.references).clone();
        for stored in fresh {
            if !self.known.insert(stored.id) {
                continue;
            }
            note_references(&mut references, &stored);
            all.push(Arc::new(MapAlert::of(stored, &self.vocabulary)));
        }
        all.sort_by_key(|alert| alert.stored.id);
        let surplus = all.len().saturating_sub(KEPT);
        for gone in all.drain(..surplus) {
            self.known.remove(&gone.stored.id);
        }
        self.alerts = Arc::new(all);
        self.references = Arc::new(references);
    }

    /// Takes alerts anew that were changed after they were kept.
    fn renew(&mut self, changed: Vec<StoredAlert>) {
        let mut all: Vec<Arc<MapAlert>> = self.alerts.to_vec();
        let mut references = (*self.references).clone();
        for stored in changed {
            let Ok(at) = all.binary_search_by_key(&stored.id, |alert| alert.stored.id) else { continue };
            let Some(known) = all.get_mut(at) else { continue };
            if known.stored.listing != stored.listing || known.stored.alert != stored.alert {
                note_references(&mut references, &stored);
                *known = Arc::new(MapAlert::of(stored, &self.vocabulary));
            }
        }
        self.alerts = Arc::new(all);
        self.references = Arc::new(references);
    }
}

fn note_references(references: &mut References, stored: &StoredAlert) {
    for reference in &stored.alert.references {
        let key = (reference.sender.clone(), reference.identifier.clone());
        references.entry(key).or_default().push((reference.sent, stored.alert.msg_type));
    }
}
