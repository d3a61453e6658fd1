//! Tiles that were wanted lately, kept as long as the picture holds and there is room.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use chrono::NaiveDate;

use super::{MadeTile, TileSet, make_if_few, make_tile};
use crate::geometry::tile::TileId;
use crate::services::ServiceError;
use crate::services::live_data::Picture;
use crate::services::map_layers::Layers;

/// How much memory kept tiles may take.
const ROOM: usize = 48 * 1024 * 1024;

/// The layers of a past day have tiles of their own.
type Key = (TileSet, Option<NaiveDate>, TileId);
type Place = Arc<Mutex<Option<Arc<MadeTile>>>>;

#[derive(Default)]
struct Kept {
    picture: Weak<Picture>,
    places: HashMap<Key, (Place, u64, usize)>,
    /// By when they were last wanted.
    order: BTreeMap<u64, Key>,
    clock: u64,
    weight: usize,
}

impl Kept {
    /// The place of a tile, which is wanted now.
    fn wanted(&mut self, key: Key) -> Place {
        self.clock += 1;
        let now = self.clock;
        let (place, wanted, _) = self.places.entry(key).or_insert_with(|| (Place::default(), now, 0));
        let place = Arc::clone(place);
        let before = std::mem::replace(wanted, now);
        self.order.remove(&before);
        self.order.insert(now, key);
        place
    }
}

/// The tiles of the newest picture that were wanted lately.
#[derive(Default)]
pub struct TileCache {
    kept: Mutex<Kept>,
}

impl TileCache {
    /// A tile that is made already and nobody holds just now, or that is made as quickly; packed where that is wanted.
    ///
    /// A tile of very few zones is kept for what packing it took, and not otherwise: it leaves the room to others.
    pub fn at_hand(&self, layers: &Arc<Layers>, set: TileSet, id: TileId, packed: bool) -> Option<Arc<MadeTile>> {
        let key = (set, layers.past_day(), id);
        if let Some(tile) = self.held(layers, key) {
            return (!packed || tile.is_packed()).then_some(tile);
        }
        let (tile, worth_keeping) = make_if_few(layers, set, id)?;
        let tile = Arc::new(tile);
        if packed {
            tile.gzip();
        }
        if packed || worth_keeping {
            let place = self.place(&layers.picture, key);
            if let Ok(mut held) = place.try_lock()
                && held.is_none()
            {
                *held = Some(Arc::clone(&tile));
                drop(held);
                self.weigh(key, &place, tile.weight());
            }
        }
        Some(tile)
    }

    fn held(&self, layers: &Layers, key: Key) -> Option<Arc<MadeTile>> {
        let place = {
            let mut kept = self.kept.try_lock().ok()?;
            let same = std::ptr::eq(kept.picture.as_ptr(), Arc::as_ptr(&layers.picture));
            (same && kept.places.contains_key(&key)).then(|| kept.wanted(key))?
        };
        place.try_lock().ok()?.clone()
    }

    /// A tile of the newest layers.
    pub fn tile(&self, layers: &Layers, set: TileSet, id: TileId) -> Result<Arc<MadeTile>, ServiceError> {
        let key = (set, layers.past_day(), id);
        let place = self.place(&layers.picture, key);
        let mut held = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tile) = &*held {
            return Ok(Arc::clone(tile));
        }
        let tile = Arc::new(make_tile(layers, set, id)?);
        *held = Some(Arc::clone(&tile));
        drop(held);
        self.weigh(key, &place, tile.weight());
        Ok(tile)
    }

    fn place(&self, picture: &Arc<Picture>, key: Key) -> Place {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if !std::ptr::eq(kept.picture.as_ptr(), Arc::as_ptr(picture)) {
            *kept = Kept { picture: Arc::downgrade(picture), ..Kept::default() };
        }
        kept.wanted(key)
    }

    /// Notes what a tile weighs, and lets go of those that were not wanted for the longest time.
    fn weigh(&self, key: Key, place: &Place, weight: usize) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.places.get_mut(&key) {
            Some((own, _, noted)) if Arc::ptr_eq(own, place) => *noted = weight,
            _ => return,
        }
        kept.weight += weight;
        while kept.weight > ROOM
            && let Some((_, oldest)) = kept.order.pop_first()
        {
            if let Some((_, _, weight)) = kept.places.remove(&oldest) {
                kept.weight -= weight;
            }
        }
    }
}
