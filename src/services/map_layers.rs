//! What maps show of zones, shelters and units, in memory, in the order of their codes. Made once for each picture
//! of the live data and never changed, so that a page of a list or a tile needs no query.
//!
//! The database is asked for shelters and units when the first reader wants them.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use chrono::NaiveDate;
use geo::BoundingRect;

use super::ServiceError;
use super::app::App;
use super::feature_texts::{FeatureTexts, TextKeeper, WriteZones};
use super::live_data::Picture;
use super::map_tiles::TileCache;
use super::past_zones::zones_on;
use crate::kernel::ids::ZoneId;
use crate::places::{AdminUnit, Shelter};
use crate::plans::PlanInForce;
use crate::store::{Store, StoreError, admin_units, shelters};
use crate::zones::{Slot, Zone, ZoneIndex};

/// West, south, east, north.
pub type Bounds = [f64; 4];

/// What maps show as of one picture.
pub struct Layers {
    /// The picture: of the present also where these are the zones of a past day, which are named by today's names.
    pub picture: Arc<Picture>,
    past: Option<Past>,
    zone_bounds: OnceLock<Option<Bounds>>,
    /// Zones as features in CRS84, once they are written.
    zone_texts: OnceLock<FeatureTexts>,
    shelters: OnceLock<Vec<Shelter>>,
    units: OnceLock<Vec<AdminUnit>>,
    /// Tiles that were made of them.
    pub(super) tiles: TileCache,
    store: Store,
}

impl Layers {
    fn of(picture: Arc<Picture>, past: Option<Past>, app: &App) -> Self {
        Self {
            picture,
            tiles: TileCache::new(past.is_some()),
            past,
            zone_bounds: OnceLock::new(),
            zone_texts: OnceLock::new(),
            shelters: OnceLock::new(),
            units: OnceLock::new(),
            store: app.store.clone(),
        }
    }

    fn index(&self) -> &ZoneIndex {
        self.past.as_ref().map_or(&self.picture.zones, |past| &past.zones)
    }

    /// The day of the zones, where it is past.
    pub fn past_day(&self) -> Option<NaiveDate> {
        self.past.as_ref().map(|past| past.day)
    }

    /// The slots of the zones whose box meets the box, in order.
    pub fn slots_in_box(&self, bounds: Bounds) -> Vec<Slot> {
        self.index().slots_in_box(bounds)
    }

    /// The slots of the zones that have a point in common with the box, in order; nothing where more than `most` may.
    pub fn slots_meeting_box(&self, bounds: Bounds, most: usize) -> Option<Vec<Slot>> {
        self.index().slots_meeting_box(bounds, most)
    }

    /// The zones as features in CRS84, where they have been written.
    pub fn texts(&self) -> Option<&FeatureTexts> {
        self.zone_texts.get()
    }

    /// Has them at hand from now on.
    pub(super) fn keep_texts(&self, texts: FeatureTexts) {
        // Only the keeper has them written, once for each layers.
        let _ = self.zone_texts.set(texts);
    }

    /// The plan a zone belongs to.
    pub fn plan_of(&self, zone: ZoneId) -> Option<&PlanInForce> {
        match &self.past {
            None => self.picture.plan_of(zone),
            Some(past) => past.plans.get(*past.plan_of_zone.get(&zone)?),
        }
    }

    /// The zones in force, by code.
    pub fn zones(&self) -> &[Arc<Zone>] {
        self.index().zones()
    }

    /// The box around all zones.
    pub fn zone_bounds(&self) -> Option<Bounds> {
        *self.zone_bounds.get_or_init(|| around(self.zones().iter().filter_map(|zone| bounds_of(&zone.geometry))))
    }

    /// Every shelter, by code.
    pub fn shelters(&self) -> Result<&[Shelter], ServiceError> {
        filled(&self.shelters, || self.store.read(shelters::all))
    }

    /// The units that exist on the picture's day, by code.
    pub fn units(&self) -> Result<&[AdminUnit], ServiceError> {
        filled(&self.units, || self.store.read(|conn| admin_units::on(conn, self.picture.day, None)))
    }
}

fn filled<T>(cell: &OnceLock<Vec<T>>, read: impl FnOnce() -> Result<Vec<T>, StoreError>) -> Result<&[T], ServiceError> {
    if let Some(held) = cell.get() {
        return Ok(held);
    }
    let fresh = read()?;
    Ok(cell.get_or_init(|| fresh))
}

/// The zones of a past day.
struct Past {
    day: NaiveDate,
    zones: ZoneIndex,
    plans: Vec<PlanInForce>,
    plan_of_zone: HashMap<ZoneId, usize>,
}

impl Past {
    fn read(store: &Store, day: NaiveDate) -> Result<Self, StoreError> {
        let (plans, zones) = store.read(|conn| zones_on(conn, day))?;
        let zone_ids =
            |plan: &PlanInForce| plan.version.content.zones.iter().map(|zone| zone.zone_id).collect::<Vec<_>>();
        let plan_of_zone = plans
            .iter()
            .enumerate()
            .flat_map(|(at, plan)| zone_ids(plan).into_iter().map(move |id| (id, at)))
            .collect();
        // Nobody holds an alert of today against zones of the past: by which names they are called does not matter.
        Ok(Self {
            day,
            zones: ZoneIndex::new(zones.into_iter().map(Arc::new).collect(), HashMap::new()),
            plans,
            plan_of_zone,
        })
    }
}

/// The box around a geometry.
pub fn bounds_of(area: &geo::MultiPolygon<f64>) -> Option<Bounds> {
    let around = area.bounding_rect()?;
    Some([around.min().x, around.min().y, around.max().x, around.max().y])
}

/// The box around boxes.
pub fn around(boxes: impl IntoIterator<Item = Bounds>) -> Option<Bounds> {
    boxes
        .into_iter()
        .reduce(|[w, s, e, n], [west, south, east, north]| [w.min(west), s.min(south), e.max(east), n.max(north)])
}

/// For how many past days layers are kept.
const PAST_DAYS: usize = 4;

/// The newest layers, and those of the past days that were asked for last.
#[derive(Default)]
pub struct MapLayers {
    held: RwLock<Option<Arc<Layers>>>,
    past: Mutex<VecDeque<Arc<Layers>>>,
    keeper: Mutex<TextKeeper>,
}

impl MapLayers {
    /// The layers as of moments ago, without a look into the store.
    pub fn at_hand(&self, app: &App) -> Option<Arc<Layers>> {
        let (picture, _) = app.live.at_hand(app.now())?;
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.as_ref().filter(|held| Arc::ptr_eq(&held.picture, &picture)).cloned()
    }

    /// The layers as of now.
    pub fn current(&self, app: &App) -> Result<Arc<Layers>, ServiceError> {
        if let Some(held) = self.at_hand(app) {
            return Ok(held);
        }
        let picture = app.live.current(&app.store, app.now())?;
        if let Some(held) = &*self.held.read().unwrap_or_else(PoisonError::into_inner)
            && Arc::ptr_eq(&held.picture, &picture)
        {
            return Ok(Arc::clone(held));
        }
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = &*held
            && Arc::ptr_eq(&held.picture, &picture)
        {
            return Ok(Arc::clone(held));
        }
        let fresh = Arc::new(Layers::of(picture, None, app));
        *held = Some(Arc::clone(&fresh));
        Ok(fresh)
    }

    /// Has the zones written as text, where that has not been done since they changed. Readers do not wait for it.
    pub fn keep_texts(&self, app: &App, zones: &impl WriteZones) -> Result<(), ServiceError> {
        let mut keeper = self.keeper.lock().unwrap_or_else(PoisonError::into_inner);
        let layers = self.current(app)?;
        if layers.texts().is_none() {
            let maps = &app.rules.maps;
            keeper.keep(&layers, &maps.temporary_folder(), maps.kept_bytes(), zones);
        }
        Ok(())
    }

    /// The layers of a day; today and days to come are the present.
    pub fn on(&self, app: &App, day: NaiveDate) -> Result<Arc<Layers>, ServiceError> {
        let current = self.current(app)?;
        if day >= current.picture.day {
            return Ok(current);
        }
        let mut past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        past.retain(|layers| Arc::ptr_eq(&layers.picture, &current.picture));
        if let Some(held) = past.iter().find(|layers| layers.past_day() == Some(day)) {
            return Ok(Arc::clone(held));
        }
        let read = Past::read(&app.store, day)?;
        let fresh = Arc::new(Layers::of(Arc::clone(&current.picture), Some(read), app));
        past.truncate(PAST_DAYS - 1);
        past.push_front(Arc::clone(&fresh));
        Ok(fresh)
    }
}
