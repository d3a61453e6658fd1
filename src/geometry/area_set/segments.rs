//! Exact questions about segments: the sign of a determinant is never guessed.

use geo::kernels::{Kernel, RobustKernel};
use geo::{Coord, Orientation};

/// On which side of the line from `a` to `b` the point `p` lies.
pub(super) fn side(a: Coord, b: Coord, p: Coord) -> Orientation {
    RobustKernel::orient2d(a, b, p)
}

/// Whether `p` lies in the box that `a` and `b` span, its edges included.
pub(super) fn in_span(a: Coord, b: Coord, p: Coord) -> bool {
    p.x >= a.x.min(b.x) && p.x <= a.x.max(b.x) && p.y >= a.y.min(b.y) && p.y <= a.y.max(b.y)
}

/// Whether the segments `a`–`b` and `c`–`d` have a point in common; touching counts.
pub(super) fn segments_meet([a, b]: [Coord; 2], [c, d]: [Coord; 2]) -> bool {
    let apart = |a: f64, b: f64, c: f64, d: f64| a.max(b) < c.min(d) || c.max(d) < a.min(b);
    if apart(a.x, b.x, c.x, d.x) || apart(a.y, b.y, c.y, d.y) {
        return false;
    }
    let (c_side, d_side) = (side(a, b, c), side(a, b, d));
    let (a_side, b_side) = (side(c, d, a), side(c, d, b));
    if c_side != d_side && a_side != b_side {
        return true;
    }
    let touches = |side, from, to, point| side == Orientation::Collinear && in_span(from, to, point);
    touches(c_side, a, b, c) || touches(d_side, a, b, d) || touches(a_side, c, d, a) || touches(b_side, c, d, b)
}
