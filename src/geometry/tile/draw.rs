//! An area on the grid of a tile.

use std::cell::Cell;

use geo::{Coord, LineString, MultiPolygon};

use super::clip::{HIGH, LOW, clip};
use super::look::{Lies, Look, Window};
use super::simplify::{Work, simplify};
use super::{Grid, PIXEL, TileId};

/// A ring in units of the tile, its first position not repeated.
pub type Ring = Vec<[i32; 2]>;

/// What a tile shows of areas.
pub struct Drawing {
    grid: Grid,
    window: Window,
    paper: Paper,
    /// How many of the rings on the paper are of the area drawn last.
    used: usize,
}

/// Room to draw in, so that neither areas nor tiles need allocations of their own.
#[derive(Default)]
struct Paper {
    /// The positions of a ring that the tile needs.
    near: Vec<Coord<f64>>,
    ring: Ring,
    spare: Ring,
    work: Work,
    rings: Vec<Ring>,
}

thread_local! {
    /// The paper of the tile that this thread drew last.
    static PAPER: Cell<Paper> = Cell::default();
}

/// Paper with room for more positions than this is not kept: few tiles need it.
const MOST_KEPT: usize = 4_096;

/// How an area is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// It is not.
    Nothing,
    /// As rings.
    Rings,
    /// As the pixel of this number, from the west and from the north: it is smaller than that.
    Pixel([i32; 2]),
}

impl Drawing {
    /// Nothing yet.
    pub fn new(tile: TileId) -> Self {
        Self { grid: Grid::of_tile(tile), window: Window::of(tile), paper: PAPER.take(), used: 0 }
    }

    /// Draws `area` and says how; its rings are then in [`Drawing::rings`], each outer ring before its holes.
    pub fn draw(&mut self, area: &MultiPolygon<f64>) -> Shown {
        self.used = 0;
        let mut pixels: Vec<[i32; 2]> = Vec::new();
        for polygon in area {
            let Some(look) = self.look(polygon.exterior()) else { continue };
            if is_small(&look) {
                let [west, north, east, south] = look.extent;
                let pixel = [middle(west, east), middle(north, south)].map(|at| at.div_euclid(PIXEL));
                if !pixels.contains(&pixel) {
                    pixels.push(pixel);
                }
                continue;
            }
            if !self.draw_ring(polygon.exterior(), &look, true) {
                continue;
            }
            for hole in polygon.interiors() {
                if let Some(look) = self.look(hole)
                    && !is_small(&look)
                {
                    self.draw_ring(hole, &look, false);
                }
            }
        }
        if let ([pixel], 0) = (pixels.as_slice(), self.used) {
            return if self.draw_pixel(*pixel) { Shown::Pixel(*pixel) } else { Shown::Nothing };
        }
        for pixel in pixels {
            self.take_pixel(pixel);
        }
        if self.used == 0 { Shown::Nothing } else { Shown::Rings }
    }

    /// Draws a pixel alone; whether the tile shows it.
    pub fn draw_pixel(&mut self, pixel: [i32; 2]) -> bool {
        self.used = 0;
        self.take_pixel(pixel)
    }

    fn look(&mut self, ring: &LineString<f64>) -> Option<Look> {
        self.window.look(ring, self.grid, &mut self.paper.near)
    }

    /// Draws a ring that was just looked over; whether the tile shows something of it.
    fn draw_ring(&mut self, ring: &LineString<f64>, look: &Look, outer: bool) -> bool {
        match (look.plain, look.lies) {
            (true, Lies::Beside) => return false,
            (true, Lies::Around) => {
                self.paper.ring.clear();
                self.paper.ring.extend([[LOW, LOW], [HIGH, LOW], [HIGH, HIGH], [LOW, HIGH]]);
            }
            (true, Lies::Through) => self.place(None),
            (false, _) => {
                self.place(Some(ring));
                simplify(&mut self.paper.ring, &mut self.paper.work);
                if outer && twice_area(&self.paper.ring) == 0 {
                    self.make_bar();
                }
            }
        }
        self.take(outer)
    }

    /// The rings of the area drawn last.
    pub fn rings(&self) -> &[Ring] {
        self.paper.rings.get(..self.used).unwrap_or_default()
    }

    /// Puts a ring on the grid, without repeating positions; where there is none, the positions that are near.
    fn place(&mut self, ring: Option<&LineString<f64>>) {
        let positions = ring.map_or(&self.paper.near, |ring| &ring.0);
        self.paper.ring.clear();
        let mut last = None;
        for at in positions {
            let at = self.grid.place(*at);
            if last != Some(at) {
                self.paper.ring.push(at);
                last = Some(at);
            }
        }
        while self.paper.ring.len() > 1 && self.paper.ring.first() == self.paper.ring.last() {
            self.paper.ring.pop();
        }
    }

    /// Keeps the ring at work where the tile shows something of it, turned the way MVT wants.
    fn take(&mut self, outer: bool) -> bool {
        let Some(bounds @ [west, north, east, south]) = bounds(&self.paper.ring) else { return false };
        if east < LOW || west > HIGH || south < LOW || north > HIGH {
            return false;
        }
        clip(&mut self.paper.ring, bounds, &mut self.paper.spare);
        drop_spikes(&mut self.paper.ring);
        let area = twice_area(&self.paper.ring);
        if area == 0 {
            return false;
        }
        // An outer ring turns to the right on a screen, where y grows downwards; a hole to the left.
        if (area > 0) != outer {
            self.paper.ring.reverse();
        }
        if self.used == self.paper.rings.len() {
            self.paper.rings.push(Vec::new());
        }
        if let Some(slot) = self.paper.rings.get_mut(self.used) {
            std::mem::swap(slot, &mut self.paper.ring);
        }
        self.used += 1;
        true
    }

    fn take_pixel(&mut self, pixel: [i32; 2]) -> bool {
        let [west, north] = pixel.map(|number| number * PIXEL);
        let (east, south) = (west + PIXEL, north + PIXEL);
        self.paper.ring.clear();
        self.paper.ring.extend([[west, north], [east, north], [east, south], [west, south]]);
        // Pixels lie on the grid of tiles: one that lies in a neighbour belongs there, and to its buffer here.
        self.take(true)
    }

    /// A sliver, too thin for the grid, becomes a bar between its ends, half a pixel wide.
    fn make_bar(&mut self) {
        let first = self.paper.ring.first().copied().unwrap_or_default();
        let farthest =
            |from: [i32; 2]| self.paper.ring.iter().copied().max_by_key(|at| length_squared(from, *at)).unwrap_or(from);
        let (a, b) = (farthest(farthest(first)), farthest(first));
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        // Widened across the axis it runs along less.
        let half = PIXEL / 4;
        let [x, y] = if dx.abs() > dy.abs() { [0, half] } else { [half, 0] };
        self.paper.ring.clear();
        self.paper.ring.extend([
            [a[0] - x, a[1] - y],
            [b[0] - x, b[1] - y],
            [b[0] + x, b[1] + y],
            [a[0] + x, a[1] + y],
        ]);
    }
}

impl Drop for Drawing {
    fn drop(&mut self) {
        let paper = std::mem::take(&mut self.paper);
        if paper.room() <= MOST_KEPT {
            PAPER.set(paper);
        }
    }
}

impl Paper {
    /// How many positions there is room for.
    fn room(&self) -> usize {
        self.near.capacity() + self.rings.iter().chain([&self.ring, &self.spare]).map(Vec::capacity).sum::<usize>()
    }
}

/// Whether a ring is smaller than a pixel.
fn is_small(look: &Look) -> bool {
    let [west, north, east, south] = look.extent;
    east - west < PIXEL && south - north < PIXEL
}

fn middle(low: i32, high: i32) -> i32 {
    low + (high - low) / 2
}

fn length_squared(a: [i32; 2], b: [i32; 2]) -> i64 {
    let (x, y) = (i64::from(b[0]) - i64::from(a[0]), i64::from(b[1]) - i64::from(a[1]));
    x * x + y * y
}

/// West, north, east, south in units.
pub(super) fn bounds(ring: &[[i32; 2]]) -> Option<[i32; 4]> {
    let first = *ring.first()?;
    Some(ring.iter().fold([first[0], first[1], first[0], first[1]], |[w, n, e, s], at| {
        [w.min(at[0]), n.min(at[1]), e.max(at[0]), s.max(at[1])]
    }))
}

/// Twice the area of a ring, positive where it turns to the right on a screen.
pub(super) fn twice_area(ring: &[[i32; 2]]) -> i64 {
    let Some(mut from) = ring.last().copied() else { return 0 };
    let mut sum = 0;
    for to in ring.iter().copied() {
        sum += i64::from(from[0]) * i64::from(to[1]) - i64::from(to[0]) * i64::from(from[1]);
        from = to;
    }
    sum
}

/// Drops positions on the line between their neighbours, and where the ring runs back the way it came.
fn drop_spikes(ring: &mut Ring) {
    let mut kept: usize = 0;
    for at in 0..ring.len() {
        let Some(next) = ring.get(at).copied() else { break };
        while kept >= 2
            && let (Some(a), Some(b)) = (ring.get(kept - 2).copied(), ring.get(kept - 1).copied())
            && super::simplify::cross(a, b, next) == 0
        {
            kept -= 1;
        }
        if kept == 0 || ring.get(kept - 1) != Some(&next) {
            if let Some(slot) = ring.get_mut(kept) {
                *slot = next;
            }
            kept += 1;
        }
    }
    ring.truncate(kept);
    // Once more over the seam, where the last positions meet the first.
    while ring.len() >= 3 {
        let (Some(a), Some(b)) = (ring.get(ring.len() - 2).copied(), ring.last().copied()) else { break };
        let (Some(c), Some(d)) = (ring.first().copied(), ring.get(1).copied()) else { break };
        if b == c || super::simplify::cross(a, b, c) == 0 {
            ring.pop();
        } else if super::simplify::cross(b, c, d) == 0 {
            ring.remove(0);
        } else {
            break;
        }
    }
}
