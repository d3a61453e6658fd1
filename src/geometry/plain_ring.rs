//! A quick proof that a ring is plain: it never crosses or touches itself, doubles back or leaves the globe.
//!
//! Nearly every outline that is sent is plain, and to find out by the general rules (`validity`, `cap_areas`) sorts all
//! edges and looks each up in a tree. Here neighbouring edges are held against each other in boxes of boxes, and each
//! pair that comes near by two signs that no rounding can have turned. Where that does not suffice nothing is said:
//! whoever asks goes the long way then, so both ways always give the same answer.

use super::cap_shapes::Position;

/// An outline with more edges goes the long way: there so many may be given up as too intricate, which no short cut
/// may change (the square of this is below what is compared there).
const MOST_EDGES: usize = 7_000;
/// So many edges share a box, and so many of those boxes a larger one.
const TOGETHER: usize = 8;
/// A sign is certain where the number is larger than this part of what it was subtracted from: three times what
/// rounding can do (Shewchuk 1997, the bound of the filter of `orient2d`).
const DOUBT: f64 = 1e-15;

/// Whether the closed `ring` is certain to be plain; false says nothing.
pub(super) fn is_plain(ring: &[Position]) -> bool {
    let edges: Vec<Edge> = ring.windows(2).enumerate().filter_map(|(at, pair)| Edge::of(at, pair)).collect();
    if !(3..=MOST_EDGES).contains(&edges.len()) || edges.len() + 1 != ring.len() || ring.first() != ring.last() {
        return false;
    }
    let next = edges.iter().skip(1).chain(edges.first());
    if !edges.iter().all(Edge::is_ordinary) || !edges.iter().zip(next).all(|(edge, next)| edge.goes_on(next)) {
        return false;
    }
    let last = edges.len() - 1;
    let blocks: Vec<Block<'_, Edge>> = edges.chunks(TOGETHER).map(Block::of).collect();
    let groups: Vec<Block<'_, Block<'_, Edge>>> = blocks.chunks(TOGETHER).map(Block::of).collect();
    let blocks_apart = |one: &Block<'_, Edge>, other: &Block<'_, Edge>| {
        let near = |edge: &&Edge| edge.bounds.meets(other.bounds);
        one.held.iter().filter(near).all(|edge| other.held.iter().all(|another| edge.is_apart(another, last)))
    };
    groups.iter().flat_map(|group| group.held).all(|block| each_pair(block.held, |a, b| a.is_apart(b, last)))
        && groups.iter().all(|group| each_pair(group.held, |a, b| !a.bounds.meets(b.bounds) || blocks_apart(a, b)))
        && each_pair(&groups, |one, other| {
            !one.bounds.meets(other.bounds)
                || one.held.iter().filter(|block| block.bounds.meets(other.bounds)).all(|block| {
                    other.held.iter().all(|another| !block.bounds.meets(another.bounds) || blocks_apart(block, another))
                })
        })
}

/// Whether `holds` holds for every two of `all`.
fn each_pair<T>(mut all: &[T], holds: impl Fn(&T, &T) -> bool) -> bool {
    while let [one, rest @ ..] = all {
        if !rest.iter().all(|other| holds(one, other)) {
            return false;
        }
        all = rest;
    }
    true
}

/// A box.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Bounds {
    /// Whether the boxes have a point in common. Without branches, since nobody can foresee them.
    #[allow(clippy::needless_bitwise_bool)]
    fn meets(self, other: Self) -> bool {
        (self.west <= other.east)
            & (other.west <= self.east)
            & (self.south <= other.north)
            & (other.south <= self.north)
    }

    fn with(self, other: Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }
}

trait Bounded {
    fn bounds(&self) -> Bounds;
}

/// What follows each other on the ring, in one box.
struct Block<'h, T> {
    bounds: Bounds,
    held: &'h [T],
}

impl<'h, T: Bounded> Block<'h, T> {
    fn of(held: &'h [T]) -> Self {
        let nothing =
            Bounds { west: f64::INFINITY, south: f64::INFINITY, east: f64::NEG_INFINITY, north: f64::NEG_INFINITY };
        Self { bounds: held.iter().fold(nothing, |all, one| all.with(one.bounds())), held }
    }
}

impl<T> Bounded for Block<'_, T> {
    fn bounds(&self) -> Bounds {
        self.bounds
    }
}

impl Bounded for Edge {
    fn bounds(&self) -> Bounds {
        self.bounds
    }
}

/// An edge of the ring.
struct Edge {
    /// Its number.
    at: usize,
    from: Position,
    to: Position,
    bounds: Bounds,
}

impl Edge {
    fn of(at: usize, pair: &[Position]) -> Option<Self> {
        let [from, to] = pair else { return None };
        let bounds = Bounds {
            west: from[0].min(to[0]),
            south: from[1].min(to[1]),
            east: from[0].max(to[0]),
            north: from[1].max(to[1]),
        };
        Some(Self { at, from: *from, to: *to, bounds })
    }

    /// Whether it lies on the globe, leaps across less than half of it, and leads anywhere.
    fn is_ordinary(&self) -> bool {
        let Bounds { west, south, east, north } = self.bounds;
        west >= -180.0
            && east <= 180.0
            && south >= -90.0
            && north <= 90.0
            && east - west < 180.0
            && (west < east || south < north)
    }

    /// Whether `next`, which begins where this ends, surely does not lie back along it.
    fn goes_on(&self, next: &Self) -> bool {
        let (back, on) = (minus(self.from, self.to), minus(next.to, self.to));
        back[0] * on[0] + back[1] * on[1] < 0.0 || side(self.from, self.to, next.to) != 0.0
    }

    /// Whether the two surely have no point in common; edges that follow each other have been looked at.
    fn is_apart(&self, other: &Self, last: usize) -> bool {
        let follow = self.at + 1 == other.at || (self.at == 0 && other.at == last);
        let on_one_side = |a: f64, b: f64| (a > 0.0 && b > 0.0) || (a < 0.0 && b < 0.0);
        !self.bounds.meets(other.bounds)
            || follow
            || on_one_side(side(self.from, self.to, other.from), side(self.from, self.to, other.to))
            || on_one_side(side(other.from, other.to, self.from), side(other.from, other.to, self.to))
    }
}

fn minus(a: Position, b: Position) -> Position {
    [a[0] - b[0], a[1] - b[1]]
}

/// On which side of the way from `p` to `q` the place `r` lies; 0 where that is not certain.
fn side(p: Position, q: Position, r: Position) -> f64 {
    let (one, other) = ((q[0] - p[0]) * (r[1] - p[1]), (q[1] - p[1]) * (r[0] - p[0]));
    let found = one - other;
    if found.abs() > DOUBT * (one.abs() + other.abs()) { found } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An outline of `corners` corners around a place, each as far from it as `reach` says.
    fn outline(corners: u32, reach: impl Fn(u32) -> f64) -> Vec<Position> {
        let mut ring: Vec<Position> = (0..corners)
            .map(|corner| {
                let turn = f64::from(corner) / f64::from(corners) * std::f64::consts::TAU;
                [108.0 + turn.cos() * reach(corner), 16.0 + turn.sin() * reach(corner)]
            })
            .collect();
        ring.push(ring[0]);
        ring
    }

    #[test]
    fn ordinary_outlines_are_plain() {
        assert!(is_plain(&[[108.0, 16.0], [109.0, 16.0], [109.0, 17.0], [108.0, 16.0]]));
        assert!(is_plain(&outline(5_000, |corner| 1.0 + f64::from(corner % 7) * 0.1)));
        let steps: Vec<Position> =
            (0..60).flat_map(|at| [[f64::from(at), f64::from(at)], [f64::from(at + 1), f64::from(at)]]).collect();
        let stairs = [steps, vec![[0.0, 80.0], [0.0, 0.0]]].concat();
        assert!(is_plain(&stairs));
    }

    #[test]
    fn what_crosses_touches_doubles_back_or_leaves_the_globe_is_not() {
        for ring in [
            vec![[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0], [0.0, 0.0]],
            vec![[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [2.0, 0.0], [0.0, 4.0], [0.0, 0.0]],
            vec![[0.0, 0.0], [4.0, 0.0], [8.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 0.0]],
            vec![[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [0.0, 0.0]],
            vec![[179.0, 0.0], [181.0, 0.0], [181.0, 1.0], [179.0, 0.0]],
            vec![[179.0, 0.0], [-179.0, 0.0], [-179.0, 1.0], [179.0, 0.0]],
            vec![[0.0, 0.0], [0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
            vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]],
            vec![[0.0, 0.0], [1.0, f64::NAN], [1.0, 1.0], [0.0, 0.0]],
            vec![[0.0, 0.0], [1.0, 0.0], [0.0, 0.0]],
            vec![],
        ] {
            assert!(!is_plain(&ring), "{ring:?}");
        }
        assert!(!is_plain(&outline(8_000, |_| 1.0)), "too many for the short way");
    }
}
