//! A raster of square cells over a box, and which cells an edge may touch.

use std::ops::RangeInclusive;

use geo::{Coord, Rect};

/// A raster of `cols` × `rows` square cells; cells are counted row by row from the south-west.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    origin: Coord,
    size: f64,
    per_degree: f64,
    pub(super) cols: usize,
    pub(super) rows: usize,
}

/// How far beyond an edge its cells reach, in cells: far above any rounding, far below anything seen.
const MARGIN: f64 = 1e-6;

/// Rounded down. Less than 32 bits hold every frame, and fewer steps lead to them than to more.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
fn whole(number: f64) -> usize {
    number as u32 as usize
}

impl Frame {
    /// Cells of `size` degrees over `bounds`.
    pub(super) fn over(bounds: Rect<f64>, size: f64) -> Self {
        let cells = |extent: f64| whole(extent / size) + 1;
        Self {
            origin: bounds.min(),
            size,
            per_degree: 1.0 / size,
            cols: cells(bounds.width()),
            rows: cells(bounds.height()),
        }
    }

    pub(super) fn cells(&self) -> usize {
        self.cols * self.rows
    }

    /// The column of `x`; what lies beyond the frame is in its outermost columns.
    pub(super) fn col(&self, x: f64) -> usize {
        whole((x - self.origin.x) * self.per_degree).min(self.cols - 1)
    }

    /// The row of `y`; what lies beyond the frame is in its outermost rows.
    pub(super) fn row(&self, y: f64) -> usize {
        whole((y - self.origin.y) * self.per_degree).min(self.rows - 1)
    }

    /// The cell of a point, where the frame holds it.
    pub(super) fn cell(&self, point: Coord) -> Option<usize> {
        self.col_row(point).map(|(col, row)| row * self.cols + col)
    }

    /// The column and row of a point, where the frame holds it.
    pub(super) fn col_row(&self, point: Coord) -> Option<(usize, usize)> {
        let (x, y) = ((point.x - self.origin.x) * self.per_degree, (point.y - self.origin.y) * self.per_degree);
        let held = x >= 0.0 && y >= 0.0 && x < self.cols as f64 && y < self.rows as f64;
        held.then(|| (whole(x), whole(y)))
    }

    /// The columns and rows that a box reaches into; nothing where it lies beyond the frame. Each of their cells holds a
    /// place of the box, for no position further on is in a cell further back.
    pub(super) fn under(&self, bounds: Rect<f64>) -> Option<(RangeInclusive<usize>, RangeInclusive<usize>)> {
        let (min, max) = (bounds.min(), bounds.max());
        let along = |from: f64, to: f64, origin: f64, cells: usize| {
            let (first, last) = ((from - origin) * self.per_degree, (to - origin) * self.per_degree);
            let meets = last >= 0.0 && first < cells as f64;
            meets.then(|| whole(first)..=whole(last).min(cells - 1))
        };
        Some((along(min.x, max.x, self.origin.x, self.cols)?, along(min.y, max.y, self.origin.y, self.rows)?))
    }

    /// The middle of a cell.
    pub(super) fn middle(&self, col: usize, row: usize) -> Coord {
        Coord { x: self.origin.x + (col as f64 + 0.5) * self.size, y: self.origin.y + (row as f64 + 0.5) * self.size }
    }

    /// Calls `visit(row, first column, last column)` for all cells that the edge may touch: never too few, at
    /// times one too many beside it.
    pub(super) fn along(&self, [a, b]: [Coord; 2], mut visit: impl FnMut(usize, usize, usize)) {
        // From here on in cells.
        let scaled = |at: Coord| ((at.x - self.origin.x) * self.per_degree, (at.y - self.origin.y) * self.per_degree);
        let ((low_x, low_y), (high_x, high_y)) =
            if a.y <= b.y { (scaled(a), scaled(b)) } else { (scaled(b), scaled(a)) };
        let (west, east) = (low_x.min(high_x), low_x.max(high_x));
        let col = |x: f64| whole(x).min(self.cols - 1);
        let row = |y: f64| whole(y).min(self.rows - 1);
        let (first, last) = (row(low_y - MARGIN), row(high_y + MARGIN));
        let (west_col, east_col) = (col(west - MARGIN), col(east + MARGIN));
        if first == last || west_col == east_col {
            (first..=last).for_each(|row| visit(row, west_col, east_col));
            return;
        }
        let slope = (high_x - low_x) / (high_y - low_y);
        // A level edge has no slope; where it lies on the line between two rows it touches both, all along.
        if !slope.is_finite() {
            (first..=last).for_each(|row| visit(row, west_col, east_col));
            return;
        }
        let x_at = |y: f64| (low_x + slope * (y.clamp(low_y, high_y) - low_y)).clamp(west, east);
        for row in first..=last {
            let from = x_at(row as f64 - MARGIN);
            let to = x_at((row + 1) as f64 + MARGIN);
            visit(row, col(from.min(to) - MARGIN), col(from.max(to) + MARGIN));
        }
    }
}
