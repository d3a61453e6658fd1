//! What maps show of zones, shelters and units, in memory, in the order of their codes. Made once for each picture
//! of the live data and never changed, so that a page of a list or a tile needs no query.
//!
//! The database is asked for shelters and units when the first reader wants them.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use geo::BoundingRect;

use super::ServiceError;
use super::app::App;
use super::live_data::Picture;
use crate::places::{AdminUnit, Shelter};
use crate::store::{Store, StoreError, admin_units, shelters};
use crate::zones::Zone;

/// West, south, east, north.
pub type Bounds = [f64; 4];

/// What maps show as of one picture.
pub struct Layers {
    /// The picture.
    pub picture: Arc<Picture>,
    zones: OnceLock<Vec<Arc<Zone>>>,
    zone_bounds: OnceLock<Option<Bounds>>,
    shelters: OnceLock<Vec<Shelter>>,
    units: OnceLock<Vec<AdminUnit>>,
    store: Store,
}

impl Layers {
    /// The layers of a picture, whichever it is.
    pub fn of(picture: Arc<Picture>, store: Store) -> Self {
        Self {
            picture,
            zones: OnceLock::new(),
            zone_bounds: OnceLock::new(),
            shelters: OnceLock::new(),
            units: OnceLock::new(),
            store,
        }
    }

    /// The zones in force, by code.
    pub fn zones(&self) -> &[Arc<Zone>] {
        self.zones.get_or_init(|| {
            let mut zones = self.picture.zones.zones().to_vec();
            zones.sort_by(|a, b| a.code.cmp(&b.code));
            zones
        })
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

/// The newest layers.
#[derive(Default)]
pub struct MapLayers {
    held: RwLock<Option<Arc<Layers>>>,
}

impl MapLayers {
    /// The layers as of now.
    pub fn current(&self, app: &App) -> Result<Arc<Layers>, ServiceError> {
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
        let fresh = Arc::new(Layers::of(picture, app.store.clone()));
        *held = Some(Arc::clone(&fresh));
        Ok(fresh)
    }
}
