//! Whether an area meets a box, told for most without looking at its edges.

use geo::{Coord, CoordsIter, MultiPolygon, Rect};

/// Squares along a side of an area's box: 64 of them are the bits of a word.
const SIDE: usize = 8;

/// In which of the 8 × 8 squares of its box an area has a corner, a bit each, row by row from the south-west.
#[derive(Clone, Copy)]
pub(super) struct Corners(u64);

impl Corners {
    /// The corners of `area`, whose box is `bounds`.
    pub(super) fn of(area: &MultiPolygon<f64>, bounds: Rect<f64>) -> Self {
        let (cols, rows) = scales(bounds);
        Self(area.coords_iter().fold(0, |bits, at| bits | 1 << (rows.square(at.y) * SIDE + cols.square(at.x))))
    }

    /// Whether a corner surely lies in `wanted`. A corner in a square beyond that of an edge of `wanted` lies beyond
    /// that edge, for no position further on is in a square further back.
    pub(super) fn is_one_in(self, bounds: Rect<f64>, wanted: Rect<f64>) -> bool {
        let (cols, rows) = scales(bounds);
        let (cols, rows) = (cols.within(wanted.min().x, wanted.max().x), rows.within(wanted.min().y, wanted.max().y));
        let in_cols = cols.fold(0_u64, |bits, col| bits | 1 << col);
        rows.fold(0, |bits, row| bits | in_cols << (row * SIDE)) & self.0 != 0
    }
}

/// Squares along one axis.
struct Scale {
    from: f64,
    to: f64,
    per_degree: f64,
}

fn scales(bounds: Rect<f64>) -> (Scale, Scale) {
    let scale = |from: f64, to: f64| {
        let per_degree = if to > from { SIDE as f64 / (to - from) } else { 0.0 };
        Scale { from, to, per_degree }
    };
    (scale(bounds.min().x, bounds.max().x), scale(bounds.min().y, bounds.max().y))
}

impl Scale {
    /// The square of a position; it never falls as the position rises.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // negative and too large are clamped
    fn square(&self, at: f64) -> usize {
        (((at - self.from) * self.per_degree) as u32 as usize).min(SIDE - 1)
    }

    /// The squares all of whose positions in the area lie between `low` and `high`.
    fn within(&self, low: f64, high: f64) -> std::ops::Range<usize> {
        let first = if low <= self.from { 0 } else { self.square(low) + 1 };
        let end = if high >= self.to { SIDE } else { self.square(high) };
        first..end.max(first)
    }
}

/// Whether an area with the box `bounds` meets `wanted` whatever its shape, where the boxes meet. Each side of its
/// box holds one of its corners. Where `wanted` holds its box from side to side along one axis, and one end of it
/// along the other, it holds the corner at that end.
pub(super) fn box_suffices(bounds: Rect<f64>, wanted: Rect<f64>) -> bool {
    let along = |pick: fn(Coord<f64>) -> f64| {
        let (low, high) = (pick(wanted.min()), pick(wanted.max()));
        let holds = |at: f64| low <= at && at <= high;
        let (first, last) = (holds(pick(bounds.min())), holds(pick(bounds.max())));
        (first && last, first || last)
    };
    let (whole_x, end_x) = along(|at| at.x);
    let (whole_y, end_y) = along(|at| at.y);
    (whole_x && end_y) || (whole_y && end_x)
}
