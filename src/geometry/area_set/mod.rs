//! Many areas, asked over and over: which of them hold this point, which meet this area, which lie in this box?
//!
//! A set is immutable. Answers are exact: the boundary counts as inside, and floating point never decides which
//! side of an edge a point lies on. How it is fast:
//!
//! - A point: one cell of a `grid` knows the areas that hold the whole cell, and needs no test for them; for the
//!   others only the edges in the point's `slabs` are looked at.
//! - A box: the cells of the `grid` under a small one know nearly all areas that meet it. For a large one `boxes` gives
//!   candidates; the box around an area, or a few of its corners (`corners`), decides for most.
//! - An area: boxes give candidates, a `probe` decides most of them by counting cells of a raster,
//!   and compares edges only where both have some in one cell.

// Positions in these tables are made in this folder and never come from outside.
#![allow(clippy::indexing_slicing)]

mod boxes;
mod corners;
mod frame;
mod grid;
mod probe;
mod segments;
mod slabs;
#[cfg(test)]
mod tests;

use geo::{BoundingRect, Coord, MultiPolygon, Rect};

use self::boxes::Boxes;
use self::corners::Corners;
use self::grid::Grid;
pub use self::probe::Hold;
use self::probe::Probe;
use self::slabs::Slabs;
use super::region::boundary_meets;

/// Something that has an area on the map.
pub trait HasArea {
    /// Its area, WGS 84, longitude first, valid.
    fn area(&self) -> &MultiPolygon<f64>;
}

impl HasArea for MultiPolygon<f64> {
    fn area(&self) -> &MultiPolygon<f64> {
        self
    }
}

impl<T: HasArea> HasArea for std::sync::Arc<T> {
    fn area(&self) -> &MultiPolygon<f64> {
        (**self).area()
    }
}

/// A value with its area prepared for points.
struct Held<T> {
    value: T,
    bounds: Rect<f64>,
    slabs: Slabs,
}

impl<T: HasArea> Held<T> {
    fn new(value: T) -> Self {
        let bounds = value.area().bounding_rect().unwrap_or(Rect::new(Coord::zero(), Coord::zero()));
        let slabs = Slabs::new(value.area(), bounds);
        Self { value, bounds, slabs }
    }

    fn covers(&self, point: Coord) -> bool {
        let (min, max) = (self.bounds.min(), self.bounds.max());
        let in_box = point.x >= min.x && point.x <= max.x && point.y >= min.y && point.y <= max.y;
        in_box && self.slabs.cover(self.value.area(), point)
    }

    /// Whether the area has a point in common with `wanted`.
    fn meets(&self, wanted: Rect<f64>) -> bool {
        let (min, max) = (wanted.min(), wanted.max());
        boundary_meets(self.value.area(), [min.x, min.y, max.x, max.y]) || self.covers(min)
    }
}

/// Areas in a fixed order, prepared to be asked.
pub struct AreaSet<T> {
    held: Vec<Held<T>>,
    grid: Option<Grid>,
    boxes: Boxes,
}

impl<T> Default for AreaSet<T> {
    fn default() -> Self {
        Self { held: Vec::new(), grid: None, boxes: Boxes::default() }
    }
}

impl<T: HasArea + Send + Sync> AreaSet<T> {
    /// The set of `values`, whose order gives their positions.
    pub fn new(values: Vec<T>) -> Self {
        let held = prepared(values);
        let (grid, boxes) = std::thread::scope(|scope| {
            let boxes = scope.spawn(|| {
                let areas = (0..).zip(&held).filter(|(_, held)| !held.value.area().0.is_empty());
                Boxes::new(areas.map(|(at, held)| (at, held.bounds, Corners::of(held.value.area(), held.bounds))))
            });
            (Grid::new(&held), boxes.join().unwrap_or_default())
        });
        Self { held, grid, boxes }
    }

    /// The values in order.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &T> + DoubleEndedIterator {
        self.held.iter().map(|held| &held.value)
    }

    /// The value at a position that this set gave.
    pub fn get(&self, position: usize) -> Option<&T> {
        self.held.get(position).map(|held| &held.value)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.held.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// Calls `found` with the position of every area that covers the point, in order. The boundary counts as inside.
    pub fn each_at(&self, lon: f64, lat: f64, found: impl FnMut(usize)) {
        let point = Coord { x: lon, y: lat };
        let Some(grid) = &self.grid else { return };
        grid.each_at(point, |position| self.held[position].covers(point), found);
    }

    /// Positions of the areas whose box meets `bounds`, in no order.
    pub fn in_box(&self, bounds: Rect<f64>) -> Vec<usize> {
        let mut found = Vec::new();
        self.boxes.each_meeting(bounds, |boxed| {
            found.push(boxed.number as usize);
            true
        });
        found
    }

    /// Positions of the areas that have a point in common with `bounds`, in no order; touching counts. Nothing where
    /// there are more than `most`, or may be.
    pub fn meeting_box(&self, bounds: Rect<f64>, most: usize) -> Option<Vec<usize>> {
        let Some(grid) = &self.grid else { return Some(Vec::new()) };
        let Some(near) = grid.near(bounds) else { return self.meeting_large_box(bounds, most) };
        let meets =
            |(position, surely): (usize, bool)| (surely || self.held[position].meets(bounds)).then_some(position);
        let mut found = Vec::with_capacity(near.size_hint().0);
        found.extend(near.filter_map(meets));
        (found.len() <= most).then_some(found)
    }

    /// As [`AreaSet::meeting_box`], by the boxes of the areas.
    fn meeting_large_box(&self, bounds: Rect<f64>, most: usize) -> Option<Vec<usize>> {
        let (mut found, mut asked) = (Vec::new(), 0);
        self.boxes.each_meeting(bounds, |boxed| {
            let position = boxed.number as usize;
            asked += 1;
            if asked <= most && (boxed.surely_meets(bounds) || self.held[position].meets(bounds)) {
                found.push(position);
            }
            asked <= most
        });
        (asked <= most).then_some(found)
    }

    /// Positions of the areas that have a point in common with `area`, in no order, some more than once where its
    /// polygons lie over one another; and how much of each is surely held. Touching counts.
    pub fn meeting(&self, area: &MultiPolygon<f64>) -> Vec<(usize, Hold)> {
        let mut found = Vec::new();
        for probe in area.iter().filter_map(Probe::new) {
            self.boxes.each_meeting(probe.bounds(), |boxed| {
                let position = boxed.number as usize;
                found.extend(probe.meets(boxed.bounds, || &self.held[position]).map(|hold| (position, hold)));
                true
            });
        }
        found
    }
}

/// Prepares the values on all cores.
fn prepared<T: HasArea + Send>(values: Vec<T>) -> Vec<Held<T>> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let chunk = values.len().div_ceil(threads).max(1);
    if values.len() < 1000 {
        return values.into_iter().map(Held::new).collect();
    }
    let mut values = values.into_iter();
    std::thread::scope(|scope| {
        let mut workers = Vec::new();
        loop {
            let part: Vec<T> = values.by_ref().take(chunk).collect();
            if part.is_empty() {
                break;
            }
            workers.push(scope.spawn(move || part.into_iter().map(Held::new).collect::<Vec<_>>()));
        }
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    })
}
