//! Tiles that were wanted lately, kept as long as the layers they show and while there is room.

use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::{MadeTile, TileSet, make_if_few, make_tile};
use crate::geometry::tile::TileId;
use crate::services::ServiceError;
use crate::services::map_layers::Layers;

/// How much memory the tiles of today may take, and those of each past day somebody looks at.
const ROOM: u64 = 60 * 1024 * 1024;
const ROOM_OF_A_PAST_DAY: u64 = 2 * 1024 * 1024;
/// The room is divided by where tiles fall, so few parts that the tile of a whole country finds one large enough.
const TILES_FORESEEN: usize = 128;

/// The tiles of some layers.
pub struct TileCache(Cache<(TileSet, TileId), Arc<MadeTile>, Weight>);

#[derive(Clone)]
struct Weight;

impl Weighter<(TileSet, TileId), Arc<MadeTile>> for Weight {
    fn weight(&self, _: &(TileSet, TileId), tile: &Arc<MadeTile>) -> u64 {
        tile.weight()
    }
}

impl TileCache {
    /// Room for the tiles of today, or of a past day.
    pub fn new(past: bool) -> Self {
        Self(Cache::with_weighter(TILES_FORESEEN, if past { ROOM_OF_A_PAST_DAY } else { ROOM }, Weight))
    }
}

/// A tile that is made already, or of so few zones that it is made as quickly; packed where that is wanted.
///
/// A tile of very few zones is kept for what packing it took, and not otherwise: it leaves the room to others.
pub fn tile_at_hand(layers: &Layers, set: TileSet, id: TileId, packed: bool) -> Option<Arc<MadeTile>> {
    if let Some(tile) = layers.tiles.0.get(&(set, id)) {
        return (!packed || tile.is_packed()).then_some(tile);
    }
    let (tile, worth_keeping) = make_if_few(layers, set, id)?;
    let tile = Arc::new(tile);
    if packed {
        tile.gzip();
    }
    if packed || worth_keeping {
        layers.tiles.0.insert((set, id), Arc::clone(&tile));
    }
    Some(tile)
}

/// A tile. Those who want it while it is made wait for that one making.
pub fn tile(layers: &Layers, set: TileSet, id: TileId) -> Result<Arc<MadeTile>, ServiceError> {
    layers.tiles.0.get_or_insert_with(&(set, id), || make_tile(layers, set, id).map(Arc::new))
}
