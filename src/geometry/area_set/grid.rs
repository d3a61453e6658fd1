//! Which areas a cell of the map lies in: wholly, so that a point there needs no test; in part, and then each of its
//! 8 × 8 small cells is known to lie inside, outside, or where an edge may be. Only the last need the edges.

use std::num::NonZero;
use std::ops::Range;
use std::thread;

use geo::{Coord, Rect};

use super::frame::Frame;
use super::slabs::edges;
use super::{HasArea, Held};

/// Small cells along a side of a cell: 64 of them are the bits of a word.
const SMALL: usize = 8;

/// What is known of an area's 64 small cells in one cell, a bit each, row by row from the south-west.
#[derive(Clone, Copy, Default)]
struct Part {
    inside: u64,
    edge: u64,
}

/// Lists of all cells, one behind the other: cell `k` has `items[starts[k]..starts[k + 1]]`.
struct Lists<I> {
    starts: Box<[u32]>,
    items: Box<[I]>,
}

/// The cells over all areas of a set.
pub(super) struct Grid {
    /// The small cells.
    frame: Frame,
    /// Cells in a row.
    cols: usize,
    /// Positions of the areas that hold the whole cell, in order.
    whole: Lists<u32>,
    /// Positions of the areas that hold a part of it, in order.
    in_part: Lists<u32>,
    /// Which part, in the order of those positions: beside them, for together they would be padded.
    parts: Box<[Part]>,
}

/// How many cells the boxes of the areas may have together: so many an area, and so many anyway.
const CELLS_PER_AREA: usize = 64;
const CELLS_ANYWAY: usize = 1 << 14;
/// The most cells of all; an empty one takes eight bytes.
const MOST_CELLS: usize = 1 << 22;

impl Grid {
    /// The grid of `held`; `None` where there is nothing to hold.
    pub(super) fn new<T: HasArea + Sync>(held: &[Held<T>]) -> Option<Self> {
        let (frame, cols, rows) = fitting_frame(held)?;
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let chunk = held.len().div_ceil(threads).max(1);
        let found: Vec<Found> = thread::scope(|scope| {
            let workers: Vec<_> = held
                .chunks(chunk)
                .enumerate()
                .map(|(at, part)| scope.spawn(move || Found::of(&frame, cols, part, at * chunk)))
                .collect();
            workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
        });
        let whole = Lists::sorted(cols * rows, || found.iter().flat_map(|found| found.whole.iter().copied()));
        let in_part = || found.iter().flat_map(|found| found.in_part.iter().copied());
        let parts = Lists::sorted(cols * rows, || in_part().map(|(cell, (_, part))| (cell, part))).items;
        let in_part = Lists::sorted(cols * rows, || in_part().map(|(cell, (position, _))| (cell, position)));
        Some(Self { frame, cols, whole, in_part, parts })
    }

    /// Calls `found` with the position of every area that covers `point`, in order; `covers` decides where an edge
    /// may be near.
    pub(super) fn each_at(&self, point: Coord, covers: impl Fn(usize) -> bool, mut found: impl FnMut(usize)) {
        let Some((col, row)) = self.frame.col_row(point) else { return };
        let cell = row / SMALL * self.cols + col / SMALL;
        let bit = 1_u64 << (row % SMALL * SMALL + col % SMALL);
        let mut whole = self.whole.of(cell).iter().map(|position| *position as usize).peekable();
        let held = self.in_part.range(cell);
        for (position, part) in self.in_part.items[held.clone()].iter().zip(&self.parts[held]) {
            let position = *position as usize;
            while let Some(before) = whole.next_if(|whole| *whole < position) {
                found(before);
            }
            if part.inside & bit != 0 || (part.edge & bit != 0 && covers(position)) {
                found(position);
            }
        }
        whole.for_each(found);
    }
}

impl<I: Copy + Default> Lists<I> {
    /// A counting sort of `items`, each with its cell. Their order within a cell is kept.
    fn sorted<J: Iterator<Item = (u32, I)>>(cells: usize, items: impl Fn() -> J) -> Self {
        let mut starts = vec![0_u32; cells + 1].into_boxed_slice();
        for (cell, _) in items() {
            starts[cell as usize + 1] += 1;
        }
        for cell in 1..starts.len() {
            starts[cell] += starts[cell - 1];
        }
        let mut sorted = vec![I::default(); starts[cells] as usize].into_boxed_slice();
        for (cell, item) in items() {
            let next = &mut starts[cell as usize];
            sorted[*next as usize] = item;
            *next += 1;
        }
        // Each start has moved on to where the next cell's was.
        starts.rotate_right(1);
        starts[0] = 0;
        Self { starts, items: sorted }
    }
}

impl<I> Lists<I> {
    fn range(&self, cell: usize) -> Range<usize> {
        self.starts[cell] as usize..self.starts[cell + 1] as usize
    }

    fn of(&self, cell: usize) -> &[I] {
        &self.items[self.range(cell)]
    }
}

/// The finest frame of small cells that keeps to the limits, with the columns and rows of its cells.
fn fitting_frame<T>(held: &[Held<T>]) -> Option<(Frame, usize, usize)> {
    let whole = held.iter().map(|held| held.bounds).reduce(|a, b| {
        Rect::new(
            Coord { x: a.min().x.min(b.min().x), y: a.min().y.min(b.min().y) },
            Coord { x: a.max().x.max(b.max().x), y: a.max().y.max(b.max().y) },
        )
    })?;
    let budget = held.len() * CELLS_PER_AREA + CELLS_ANYWAY;
    let cells = |rect: &Rect<f64>, size: f64| (rect.width() / size + 2.0) * (rect.height() / size + 2.0);
    let fits = |size: f64| {
        let boxes = || held.iter().map(|held| cells(&held.bounds, size)).sum::<f64>();
        cells(&whole, size) <= budget.min(MOST_CELLS) as f64 && boxes() <= budget as f64
    };
    let (mut too_fine, mut size) = (1e-7, whole.width().max(whole.height()).max(1e-6));
    for _ in 0..20 {
        let between = f64::sqrt(too_fine * size);
        if fits(between) {
            size = between;
        } else {
            too_fine = between;
        }
    }
    let frame = Frame::over(whole, size / SMALL as f64);
    Some((frame, frame.cols.div_ceil(SMALL), frame.rows.div_ceil(SMALL)))
}

/// What one thread found.
#[derive(Default)]
struct Found {
    whole: Vec<(u32, u32)>,
    in_part: Vec<(u32, (u32, Part))>,
}

/// A small cell, as a byte: eight of them are read as one word.
const OUTSIDE: u8 = 0;
const EDGE: u8 = 1;
const INSIDE: u8 = 2;

impl Found {
    /// The shares of the areas of `held`, the first of which has the position `first`.
    fn of<T: HasArea>(frame: &Frame, cols: usize, held: &[Held<T>], first: usize) -> Self {
        let mut found = Self::default();
        let mut patch = Patch::default();
        for (position, held) in (first..).zip(held) {
            patch.draw(frame, held);
            found.take(&patch, cols, u32::try_from(position).unwrap_or(u32::MAX));
        }
        found
    }

    fn take(&mut self, patch: &Patch, cols: usize, position: u32) {
        for row in (0..patch.height).step_by(SMALL) {
            for col in (0..patch.width).step_by(SMALL) {
                let part = patch.part(col, row);
                let cell = (patch.south + row) / SMALL * cols + (patch.west + col) / SMALL;
                let cell = u32::try_from(cell).unwrap_or(u32::MAX);
                if part.inside == u64::MAX {
                    self.whole.push((cell, position));
                } else if part.inside | part.edge != 0 {
                    self.in_part.push((cell, (position, part)));
                }
            }
        }
    }
}

/// The small cells around one area.
#[derive(Default)]
struct Patch {
    west: usize,
    south: usize,
    width: usize,
    height: usize,
    cells: Vec<u8>,
}

impl Patch {
    /// Draws the area: its edges first, then what lies between them.
    fn draw<T: HasArea>(&mut self, frame: &Frame, held: &Held<T>) {
        // The margin of an edge may reach one small cell beyond the box.
        let down = |cell: usize| cell.saturating_sub(1) / SMALL * SMALL;
        let up = |cell: usize| (cell + 1) / SMALL * SMALL + SMALL;
        self.west = down(frame.col(held.bounds.min().x));
        self.south = down(frame.row(held.bounds.min().y));
        self.width = up(frame.col(held.bounds.max().x)) - self.west;
        self.height = up(frame.row(held.bounds.max().y)) - self.south;
        self.cells.clear();
        self.cells.resize(self.width * self.height, OUTSIDE);
        for edge in edges(held.value.area()) {
            frame.along(edge, |row, from, to| {
                let start = (row - self.south) * self.width;
                self.cells[start + from - self.west..=start + to - self.west].fill(EDGE);
            });
        }
        for row in 0..self.height {
            let (below, here) = self.cells.split_at_mut(row * self.width);
            let below = below.len().checked_sub(self.width).map(|at| &below[at..]);
            settle_row(&mut here[..self.width], below, |col| {
                held.covers(frame.middle(self.west + col, self.south + row))
            });
        }
    }

    /// The cell whose south-west small cell is (`col`, `row`).
    fn part(&self, col: usize, row: usize) -> Part {
        // Eight bytes of 0 or 1 become eight bits, the first byte the lowest.
        let gather = |word: u64| (word & 0x0101_0101_0101_0101).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        (0..SMALL).fold(Part::default(), |part, line| {
            let start = (row + line) * self.width + col;
            let word = self.cells[start..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
            let shift = line * SMALL;
            Part { inside: part.inside | gather(word >> 1) << shift, edge: part.edge | gather(word) << shift }
        })
    }
}

/// Decides the small cells of a row that no edge touches. Neighbours among them are alike, also across rows, so a
/// run of them asks the row below first and tests one middle only where that knows nothing.
fn settle_row(row: &mut [u8], below: Option<&[u8]>, covers: impl Fn(usize) -> bool) {
    let mut at = 0;
    while at < row.len() {
        if row[at] == EDGE {
            at += 1;
            continue;
        }
        let end = row[at..].iter().position(|cell| *cell == EDGE).map_or(row.len(), |length| at + length);
        let known = below.and_then(|below| below[at..end].iter().find(|cell| **cell != EDGE)).copied();
        let cell = known.unwrap_or_else(|| if covers(at) { INSIDE } else { OUTSIDE });
        if cell != OUTSIDE {
            row[at..end].fill(cell);
        }
        at = end;
    }
}
