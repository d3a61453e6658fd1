//! Vector tiles (MVT 2.1): areas and points on the grid of a tile, in web Mercator.
//!
//! A tile is 4,096 units wide and shows 64 more on each side. Areas are put on the grid of their zoom before they are
//! clipped, so that neighbouring tiles agree to the unit. What is smaller than a pixel becomes a square of one pixel:
//! a zone never disappears from the map because it is looked at from afar.

mod clip;
mod draw;
mod layer;
mod look;
mod mercator;
mod simplify;
#[cfg(test)]
mod tests;

pub use draw::{Drawing, Ring, Shown};
pub use layer::{Tag, TileLayer};

use std::f64::consts::PI;

use geo::Coord;

use self::mercator::Mercator;

/// Units across a tile.
pub const EXTENT: i32 = 4_096;
/// Units shown beyond each edge.
pub const BUFFER: i32 = 64;
/// Units of a pixel where a tile is drawn 512 pixels wide; what is smaller becomes this large.
pub const PIXEL: i32 = 8;
/// The highest zoom there are tiles of; the grid of a world of zoom 16 still fits into 32 bits.
pub const MAX_ZOOM: u8 = 16;

/// A tile, counted from the north-west.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TileId {
    /// The zoom: there are 2^z tiles across the world.
    pub z: u8,
    /// From the west.
    pub x: u32,
    /// From the north.
    pub y: u32,
}

impl TileId {
    /// The tile, where there is one.
    pub fn new(z: u8, x: u32, y: u32) -> Option<Self> {
        (z <= MAX_ZOOM && x >> z == 0 && y >> z == 0).then_some(Self { z, x, y })
    }

    /// The tile that shows a position.
    pub fn at(z: u8, lon: f64, lat: f64) -> Option<Self> {
        let at = Grid::of_zoom(z).place(Coord { x: lon, y: lat });
        let number = |units: i32| u32::try_from(units.div_euclid(EXTENT)).ok();
        Self::new(z, number(at[0])?, number(at[1])?)
    }

    /// The box a tile shows with its buffer: west, south, east, north.
    pub fn shown(self) -> [f64; 4] {
        self.reaching(BUFFER)
    }

    /// The box of a tile with so many units beyond each edge.
    fn reaching(self, units: i32) -> [f64; 4] {
        let across = f64::from(1_u32 << self.z);
        let margin = f64::from(units) / f64::from(EXTENT);
        let lon = |x: f64| (x / across - 0.5) * 360.0;
        let lat = |y: f64| ((0.5 - y / across) * 2.0 * PI).sinh().atan().to_degrees();
        let (x, y) = (f64::from(self.x), f64::from(self.y));
        [lon(x - margin), lat(y + 1.0 + margin), lon(x + 1.0 + margin), lat(y - margin)]
    }

    /// Where the tile begins on the grid of its zoom.
    fn origin(self) -> [i32; 2] {
        // At most 2^16 tiles of 2^12 units.
        [self.x, self.y].map(|number| i32::try_from(number).unwrap_or_default() * EXTENT)
    }
}

/// The grid of one zoom, counted from the north-western corner of a tile or of the world.
#[derive(Clone, Copy)]
struct Grid {
    curve: Mercator,
    across: f64,
    origin: [i32; 2],
}

impl Grid {
    /// Counted from where the world begins.
    fn of_zoom(z: u8) -> Self {
        Self { curve: Mercator::new(), across: f64::from(1_u32 << z) * f64::from(EXTENT), origin: [0, 0] }
    }

    /// Counted from where a tile begins.
    fn of_tile(tile: TileId) -> Self {
        Self { origin: tile.origin(), ..Self::of_zoom(tile.z) }
    }

    /// A position on the grid.
    fn place(self, at: Coord<f64>) -> [i32; 2] {
        let (x, y) = (whole((at.x / 360.0 + 0.5) * self.across), whole(self.curve.down(at.y) * self.across));
        [x - self.origin[0], y - self.origin[1]]
    }
}

/// The nearest unit. What is cut off is a fraction: no unit of the world is negative.
#[allow(clippy::cast_possible_truncation, reason = "a world of zoom 16 is 2^28 units; what is not a number becomes 0")]
fn whole(units: f64) -> i32 {
    (units + 0.5) as i32
}
