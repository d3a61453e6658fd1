//! A raster of square cells over a box, and which cells an edge may touch.

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

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
fn whole(number: f64) -> usize {
    number as usize
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

    /// The middle of a cell.
    pub(super) fn middle(&self, col: usize, row: usize) -> Coord {
        Coord { x: self.origin.x + (col as f64 + 0.5) * self.size, y: self.origin.y + (row as f64 + 0.5) * self.size }
    }

    fn bottom(&self, row: usize) -> f64 {
        self.origin.y + row as f64 * self.size
    }

    /// Calls `visit(row, first column, last column)` for all cells that the edge may touch: never too few, at
    /// times one too many beside it.
    pub(super) fn along(&self, [a, b]: [Coord; 2], mut visit: impl FnMut(usize, usize, usize)) {
        let (low, high) = if a.y <= b.y { (a, b) } else { (b, a) };
        let (west, east) = (a.x.min(b.x), a.x.max(b.x));
        let margin = self.size * MARGIN;
        let (first, last) = (self.row(low.y - margin), self.row(high.y + margin));
        let (west_col, east_col) = (self.col(west - margin), self.col(east + margin));
        let slope = (high.x - low.x) / (high.y - low.y);
        // A level edge has no slope; where it lies on the line between two rows it touches both, all along.
        if first == last || west_col == east_col || !slope.is_finite() {
            (first..=last).for_each(|row| visit(row, west_col, east_col));
            return;
        }
        let x_at = |y: f64| (low.x + slope * (y.clamp(low.y, high.y) - low.y)).clamp(west, east);
        for row in first..=last {
            let from = x_at(self.bottom(row) - margin);
            let to = x_at(self.bottom(row + 1) + margin);
            visit(row, self.col(from.min(to) - margin), self.col(from.max(to) + margin));
        }
    }
}
