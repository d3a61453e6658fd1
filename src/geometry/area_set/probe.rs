//! One area prepared to be held against many others: does it meet them?
//!
//! A raster over the area knows which cells lie inside, which outside, and which edges touch the rest. Most areas
//! are decided by counting cells under their box; the others by the few edges that share a cell with theirs.

use geo::{BoundingRect, Coord, MultiPolygon, Polygon, Rect};

use super::frame::Frame;
use super::segments::segments_meet;
use super::slabs::{Slabs, edges};
use super::{HasArea, Held};

#[derive(Clone, Copy, PartialEq)]
enum Cell {
    Inside,
    Outside,
    Edge,
}

/// How much of an area another one holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// All of it.
    Whole,
    /// A part of it, perhaps all.
    AtLeastAPart,
}

/// A prepared area.
pub(super) struct Probe {
    area: MultiPolygon<f64>,
    slabs: Slabs,
    bounds: Rect<f64>,
    frame: Frame,
    cells: Vec<Cell>,
    /// Edges of the cells: cell `k` has `edges[starts[k]..starts[k + 1]]`.
    starts: Vec<u32>,
    edges: Vec<[Coord; 2]>,
    /// Sums over all cells south-west of a corner: cells that are not inside, cells that are not outside.
    not_inside: Sums,
    not_outside: Sums,
}

/// The raster of a small and of a large area, in cells along its longer side.
const FEWEST: f64 = 24.0;
const MOST: f64 = 384.0;

impl Probe {
    /// `None` where the polygon has no extent.
    pub(super) fn new(polygon: &Polygon<f64>) -> Option<Self> {
        let area = MultiPolygon::new(vec![polygon.clone()]);
        let bounds = area.bounding_rect()?;
        let slabs = Slabs::new(&area, bounds);
        let count = edges(&area).count() as f64;
        let longer = bounds.width().max(bounds.height());
        if longer <= 0.0 {
            return None;
        }
        let frame = Frame::over(bounds, longer / (count.sqrt() * 8.0).clamp(FEWEST, MOST));
        let mut cells = vec![Cell::Outside; frame.cells()];
        let mut touched: Vec<(u32, [Coord; 2])> = Vec::new();
        for edge in edges(&area) {
            frame.along(edge, |row, from, to| {
                for col in from..=to {
                    let cell = row * frame.cols + col;
                    cells[cell] = Cell::Edge;
                    touched.push((u32::try_from(cell).unwrap_or(u32::MAX), edge));
                }
            });
        }
        let (starts, edges) = by_cell(frame.cells(), &touched);
        for row in 0..frame.rows {
            settle(&mut cells[row * frame.cols..(row + 1) * frame.cols], |col| {
                slabs.cover(&area, frame.middle(col, row))
            });
        }
        let not_inside = Sums::of(&frame, |cell| cells[cell] != Cell::Inside);
        let not_outside = Sums::of(&frame, |cell| cells[cell] != Cell::Outside);
        Some(Self { area, slabs, bounds, frame, cells, starts, edges, not_inside, not_outside })
    }

    /// The box of the area.
    pub(super) fn bounds(&self) -> Rect<f64> {
        self.bounds
    }

    /// Whether the prepared area and another one within `bounds` have a point in common (touching counts), and whether it
    /// is plain that it holds all of it. For most their boxes tell, and `other` is not looked at.
    pub(super) fn meets<'h, T: HasArea + 'h>(
        &self,
        bounds: Rect<f64>,
        other: impl FnOnce() -> &'h Held<T>,
    ) -> Option<Hold> {
        let (min, max) = (bounds.min(), bounds.max());
        let (own_min, own_max) = (self.bounds.min(), self.bounds.max());
        if max.x < own_min.x || min.x > own_max.x || max.y < own_min.y || min.y > own_max.y {
            return None;
        }
        let window = Window {
            west: self.frame.col(min.x),
            east: self.frame.col(max.x),
            south: self.frame.row(min.y),
            north: self.frame.row(max.y),
        };
        if self.not_outside.within(window) == 0 {
            return None;
        }
        let within = min.x >= own_min.x && max.x <= own_max.x && min.y >= own_min.y && max.y <= own_max.y;
        if within && self.not_inside.within(window) == 0 {
            return Some(Hold::Whole);
        }
        self.meets_exactly(other()).then_some(Hold::AtLeastAPart)
    }

    fn meets_exactly<T: HasArea>(&self, other: &Held<T>) -> bool {
        let area = other.value.area();
        let inside = |point: &Coord| self.frame.cell(*point).is_some_and(|cell| self.cells[cell] == Cell::Inside);
        if area.iter().any(|polygon| polygon.exterior().0.iter().any(inside)) {
            return true;
        }
        if edges(area).any(|edge| self.edge_meets(edge)) {
            return true;
        }
        // No edges meet: a part lies wholly inside, or the prepared area wholly inside the other, or apart.
        let begins = |polygon: &Polygon<f64>| polygon.exterior().0.first().copied();
        area.iter().filter_map(begins).any(|point| self.slabs.cover(&self.area, point))
            || self.area.iter().filter_map(begins).any(|point| other.covers(point))
    }

    /// Whether an edge of another area meets an edge of this one.
    fn edge_meets(&self, edge: [Coord; 2]) -> bool {
        let [a, b] = edge;
        let (own_min, own_max) = (self.bounds.min(), self.bounds.max());
        let apart = a.x.max(b.x) < own_min.x
            || a.x.min(b.x) > own_max.x
            || a.y.max(b.y) < own_min.y
            || a.y.min(b.y) > own_max.y;
        if apart {
            return false;
        }
        let mut found = false;
        self.frame.along(edge, |row, from, to| {
            for col in from..=to {
                let cell = row * self.frame.cols + col;
                if !found && self.cells[cell] == Cell::Edge {
                    let own = &self.edges[self.starts[cell] as usize..self.starts[cell + 1] as usize];
                    found = own.iter().any(|own| segments_meet(edge, *own));
                }
            }
        });
        found
    }
}

fn by_cell(cells: usize, touched: &[(u32, [Coord; 2])]) -> (Vec<u32>, Vec<[Coord; 2]>) {
    let mut starts = vec![0_u32; cells + 1];
    for (cell, _) in touched {
        starts[*cell as usize + 1] += 1;
    }
    for cell in 1..starts.len() {
        starts[cell] += starts[cell - 1];
    }
    let mut next = starts.clone();
    let mut sorted = vec![[Coord::zero(); 2]; touched.len()];
    for (cell, edge) in touched {
        let place = &mut next[*cell as usize];
        sorted[*place as usize] = *edge;
        *place += 1;
    }
    (starts, sorted)
}

/// Decides the cells of a row that no edge touches; neighbours among them are alike.
fn settle(row: &mut [Cell], covers: impl Fn(usize) -> bool) {
    let mut known = None;
    for (col, cell) in row.iter_mut().enumerate() {
        if *cell == Cell::Edge {
            known = None;
        } else {
            let inside = *known.get_or_insert_with(|| covers(col));
            *cell = if inside { Cell::Inside } else { Cell::Outside };
        }
    }
}

/// Columns and rows of a raster, both ends included.
#[derive(Clone, Copy)]
struct Window {
    west: usize,
    east: usize,
    south: usize,
    north: usize,
}

/// A summed-area table: how many cells of a window are counted, in four look-ups.
struct Sums {
    width: usize,
    sums: Vec<u32>,
}

impl Sums {
    fn of(frame: &Frame, counted: impl Fn(usize) -> bool) -> Self {
        let width = frame.cols + 1;
        let mut sums = vec![0; width * (frame.rows + 1)];
        for row in 0..frame.rows {
            let mut in_row = 0;
            for col in 0..frame.cols {
                in_row += u32::from(counted(row * frame.cols + col));
                sums[(row + 1) * width + col + 1] = sums[row * width + col + 1] + in_row;
            }
        }
        Self { width, sums }
    }

    fn within(&self, Window { west, east, south, north }: Window) -> u32 {
        let at = |row: usize, col: usize| self.sums[row * self.width + col];
        at(north + 1, east + 1) + at(south, west) - at(north + 1, west) - at(south, east + 1)
    }
}
