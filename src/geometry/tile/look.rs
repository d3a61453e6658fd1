//! One look over a ring before anything is drawn of it: how large it is, how it lies to the tile, and which of its
//! positions the tile needs. Most rings near a tile of a high zoom lie beside it for the most part.

use geo::{Coord, LineString};

use super::{BUFFER, Grid, TileId};

/// Further out than this many units nothing matters to a tile: what rounding does stays far below.
const REACH: i32 = BUFFER + 4;

const EAST: u8 = 2;

/// The box a tile needs positions of, in degrees.
pub(super) struct Window {
    bounds: [f64; 4],
    middle: f64,
}

/// How the edges of a ring lie to the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lies {
    /// Some may come into it.
    Through,
    /// None does, and the ring runs around it.
    Around,
    /// None does, and the window is not inside the ring.
    Beside,
}

/// What a look over a ring tells.
pub(super) struct Look {
    pub lies: Lies,
    /// West, north, east, south in units of the tile.
    pub extent: [i32; 4],
    /// Whether it has so few positions, and is so thick, that fewer positions would spare nothing. It is the same for
    /// all tiles of a zoom, so that neighbours draw the ring alike.
    pub plain: bool,
}

/// The positions of a plain ring are so many units apart, on the average.
const APART: f64 = 24.0;
/// Nor is it thinner than this many units, on the average.
const THIN: f64 = 4.0;

impl Window {
    pub(super) fn of(tile: TileId) -> Self {
        let bounds = tile.reaching(REACH);
        Self { bounds, middle: f64::midpoint(bounds[1], bounds[3]) }
    }

    /// On which sides of the window a position lies, a bit each.
    fn sides(&self, at: Coord<f64>) -> u8 {
        let [west, south, east, north] = self.bounds;
        u8::from(at.x < west) | u8::from(at.x > east) << 1 | u8::from(at.y < south) << 2 | u8::from(at.y > north) << 3
    }

    /// Looks over a closed ring; `near` then has the positions that are needed to draw it in the window, the first
    /// not repeated. Where it goes along on one side of the window, only the ends of that way are.
    pub(super) fn look(&self, ring: &LineString<f64>, grid: Grid, near: &mut Vec<Coord<f64>>) -> Option<Look> {
        let (first, rest) = ring.0.split_first()?;
        near.clear();
        near.push(*first);
        let mut bounds = [first.x, first.y, first.x, first.y];
        let (mut from, mut from_sides) = (*first, self.sides(*first));
        let (mut kept_sides, mut enters, mut inside, mut twice_area) = (from_sides, false, false, 0.0);
        for (nth, to) in rest.iter().enumerate() {
            let to_sides = self.sides(*to);
            enters |= from_sides & to_sides == 0;
            // Where no edge enters the window, one that passes its middle to the east does so as a whole.
            inside ^= ((from.y > self.middle) != (to.y > self.middle)) && from_sides & to_sides & EAST != 0;
            twice_area += (from.x - first.x) * (to.y - first.y) - (to.x - first.x) * (from.y - first.y);
            if nth > 0 && kept_sides & from_sides & to_sides == 0 {
                near.push(from);
                kept_sides = from_sides;
            }
            bounds = [bounds[0].min(to.x), bounds[1].min(to.y), bounds[2].max(to.x), bounds[3].max(to.y)];
            (from, from_sides) = (*to, to_sides);
        }
        let lies = match (enters, inside) {
            (true, _) => Lies::Through,
            (false, true) => Lies::Around,
            (false, false) => Lies::Beside,
        };
        let [west, south, east, north] = bounds;
        let ([left, top], [right, bottom]) =
            (grid.place(Coord { x: west, y: north }), grid.place(Coord { x: east, y: south }));
        let extent = [left, top, right, bottom];
        Some(Look { lies, extent, plain: is_plain(extent, bounds, twice_area.abs(), rest.len()) })
    }
}

fn is_plain([left, top, right, bottom]: [i32; 4], bounds: [f64; 4], twice_area: f64, positions: usize) -> bool {
    let (across, down) = (f64::from(right - left), f64::from(bottom - top));
    let [west, south, east, north] = bounds;
    let whole = (east - west) * (north - south);
    // The share of its box that it covers, in units.
    let area = if whole > 0.0 { twice_area / 2.0 / whole * across * down } else { 0.0 };
    positions as f64 * APART <= 2.0 * (across + down) && area >= THIN * across.max(down)
}
