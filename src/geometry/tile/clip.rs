//! A ring cut off at the edges of what a tile shows (Sutherland and Hodgman).

use super::{BUFFER, EXTENT, Ring};

/// The lowest and the highest unit a tile shows.
pub(super) const LOW: i32 = -BUFFER;
pub(super) const HIGH: i32 = EXTENT + BUFFER;

/// One edge of the tile: the axis, the unit, and which side is kept.
#[derive(Clone, Copy)]
struct Edge {
    axis: usize,
    at: i32,
    keeps_greater: bool,
}

const EDGES: [Edge; 4] = [
    Edge { axis: 0, at: LOW, keeps_greater: true },
    Edge { axis: 0, at: HIGH, keeps_greater: false },
    Edge { axis: 1, at: LOW, keeps_greater: true },
    Edge { axis: 1, at: HIGH, keeps_greater: false },
];

/// Cuts off what the tile does not show of a ring that reaches from `west` to `south`; `spare` is room to work in.
///
/// A bay of the ring that is cut in two stays joined along the edge of the tile, in the buffer, where nobody sees it.
pub(super) fn clip(ring: &mut Ring, [west, north, east, south]: [i32; 4], spare: &mut Ring) {
    let reaches_beyond = [west < LOW, east > HIGH, north < LOW, south > HIGH];
    for (edge, _) in EDGES.into_iter().zip(reaches_beyond).filter(|(_, reaches)| *reaches) {
        spare.clear();
        let Some(mut from) = ring.last().copied() else { return };
        for to in ring.iter().copied() {
            match (edge.keeps(from), edge.keeps(to)) {
                (true, true) => spare.push(to),
                (true, false) => spare.push(edge.crossing(from, to)),
                (false, true) => spare.extend([edge.crossing(from, to), to]),
                (false, false) => {}
            }
            from = to;
        }
        spare.dedup();
        while spare.len() > 1 && spare.first() == spare.last() {
            spare.pop();
        }
        std::mem::swap(ring, spare);
    }
}

impl Edge {
    fn along(self, at: [i32; 2]) -> i32 {
        if self.axis == 0 { at[0] } else { at[1] }
    }

    fn keeps(self, at: [i32; 2]) -> bool {
        if self.keeps_greater { self.along(at) >= self.at } else { self.along(at) <= self.at }
    }

    /// Where a line from one side to the other crosses the edge, to the nearest unit.
    fn crossing(self, from: [i32; 2], to: [i32; 2]) -> [i32; 2] {
        let [x1, y1, x2, y2] = [from[0], from[1], to[0], to[1]].map(i64::from);
        let at = i64::from(self.at);
        let between = |a1: i64, a2: i64, b1: i64, b2: i64| {
            let (rise, run) = ((b2 - b1) * (at - a1), a2 - a1);
            // Twice and half of it back: to the nearest, whichever way the line runs.
            let (rise, run) = if run < 0 { (-rise, -run) } else { (rise, run) };
            i32::try_from(b1 + (2 * rise + run).div_euclid(2 * run)).unwrap_or_default()
        };
        if self.axis == 0 { [self.at, between(x1, x2, y1, y2)] } else { [between(y1, y2, x1, x2), self.at] }
    }
}
