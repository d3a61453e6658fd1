//! Where edges of an area meet: each meeting is a fault, or a touch that is allowed.

use std::collections::{HashMap, HashSet};

use geo::kernels::Orientation;
use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Coord, Line};
use rstar::{AABB, RTree, RTreeObject};

use super::rings::{Ring, turn};
use super::{Fault, FaultKind};

/// How many pairs of edges whose boxes meet are looked at. An outline drawn with care has a few to each edge;
/// one that lies over itself a hundred times is given up after about two seconds.
const MAX_PAIRS: usize = 60_000_000;

/// An edge of a ring.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    /// Which ring.
    pub ring: usize,
    /// The number of its first corner in the ring.
    pub at: usize,
    /// From corner to corner.
    pub line: Line<f64>,
}

impl Edge {
    /// Its ends, each as what can be looked up.
    fn ends(&self) -> [(u64, u64); 2] {
        [self.line.start, self.line.end].map(place)
    }
}

/// A position as what can be looked up. Adding zero makes of −0 and 0 one place.
pub(super) fn place(at: Coord<f64>) -> (u64, u64) {
    ((at.x + 0.0).to_bits(), (at.y + 0.0).to_bits())
}

impl RTreeObject for Edge {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners([self.line.start.x, self.line.start.y], [self.line.end.x, self.line.end.y])
    }
}

/// How two rings lie where they touch, and which ones are at odds.
pub(super) struct Meetings {
    /// What is wrong where edges meet.
    pub faults: Vec<Fault>,
    /// Pairs of rings already found to cross or to lie along each other, the lower number first.
    pub at_odds: HashSet<(usize, usize)>,
    /// Whether the first ring lies inside the second, where touching tells.
    pub inside: HashMap<(usize, usize), bool>,
    /// Rings of one part and the points at which they touch, each once.
    pub touches: Vec<(usize, usize, Coord<f64>)>,
    /// All edges.
    pub edges: RTree<Edge>,
}

/// Two rings touching at a point, with an edge of each there.
struct Touch {
    at: Coord<f64>,
    edges: (Edge, Edge),
}

impl Meetings {
    /// All meetings of the edges of `rings`; `None` where there are too many to look at.
    pub(super) fn of(rings: &[Ring]) -> Option<Self> {
        let edges = RTree::bulk_load(edges_of(rings));
        let mut touches: HashMap<(usize, usize), Vec<Touch>> = HashMap::new();
        let mut spiked: HashSet<(usize, (u64, u64))> = HashSet::new();
        let mut self_touches: Vec<(Edge, Edge, Coord<f64>)> = Vec::new();
        let (mut faults, mut at_odds) = (Vec::new(), HashSet::new());
        for (count, (a, b)) in edges.intersection_candidates_with_other_tree(&edges).enumerate() {
            if count > MAX_PAIRS {
                return None;
            }
            if (a.ring, a.at) >= (b.ring, b.at) {
                continue;
            }
            if a.ring == b.ring {
                if let Some(corner) = shared_corner(a, b, rings) {
                    if doubles_back(a.line, b.line, corner) {
                        faults.push(Fault::new(FaultKind::Spike, corner));
                        spiked.extend([a, b].map(Edge::ends).into_iter().flatten().map(|end| (a.ring, end)));
                    }
                    continue;
                }
                match line_intersection(a.line, b.line) {
                    None => {}
                    Some(LineIntersection::SinglePoint { intersection, is_proper: true }) => {
                        faults.push(Fault::new(FaultKind::SelfIntersection, intersection));
                    }
                    Some(LineIntersection::SinglePoint { intersection, .. }) => {
                        self_touches.push((*a, *b, intersection));
                    }
                    Some(LineIntersection::Collinear { intersection }) => {
                        self_touches.push((*a, *b, middle(intersection)));
                    }
                }
                continue;
            }
            match line_intersection(a.line, b.line) {
                None => {}
                Some(LineIntersection::SinglePoint { intersection, is_proper: true }) => {
                    at_odds.insert((a.ring, b.ring));
                    faults.extend(crossing(rings, a.ring, b.ring).map(|kind| Fault::new(kind, intersection)));
                }
                Some(LineIntersection::SinglePoint { intersection, .. }) => {
                    let known = touches.entry((a.ring, b.ring)).or_default();
                    known.push(Touch { at: intersection, edges: (*a, *b) });
                }
                Some(LineIntersection::Collinear { intersection }) => {
                    at_odds.insert((a.ring, b.ring));
                    faults.extend(alongside(rings, a, b).map(|kind| Fault::new(kind, middle(intersection))));
                }
            }
        }
        // A spike touches the edges it grows out of; it is told once, as a spike.
        let beside_spike = |edge: &Edge| edge.ends().into_iter().any(|end| spiked.contains(&(edge.ring, end)));
        let told_apart = self_touches.into_iter().filter(|(a, b, _)| !beside_spike(a) && !beside_spike(b));
        faults.extend(told_apart.map(|(_, _, at)| Fault::new(FaultKind::SelfTouch, at)));
        let mut found = Self { faults, at_odds, inside: HashMap::new(), touches: Vec::new(), edges };
        for (pair, touches) in touches {
            found.sort_touches(rings, pair, touches);
        }
        found.touches.sort_by_key(|(a, b, at)| (*a, *b, place(*at)));
        Some(found)
    }

    /// Tells rings that cross at a corner from rings that only touch there, and on which side those lie.
    fn sort_touches(&mut self, rings: &[Ring], (a, b): (usize, usize), mut touches: Vec<Touch>) {
        if self.at_odds.contains(&(a, b)) {
            return;
        }
        let (Some(ring_a), Some(ring_b)) = (rings.get(a), rings.get(b)) else { return };
        touches.sort_by(|s, t| s.at.x.total_cmp(&t.at.x).then(s.at.y.total_cmp(&t.at.y)));
        touches.dedup_by(|s, t| s.at == t.at);
        for touch in &touches {
            let (Some(way_a), Some(way_b)) =
                (Way::at(ring_a, touch.at, touch.edges.0), Way::at(ring_b, touch.at, touch.edges.1))
            else {
                continue;
            };
            let b_in_a = [way_a.has_inside(ring_a, way_b.from), way_a.has_inside(ring_a, way_b.to)];
            let a_in_b = [way_b.has_inside(ring_b, way_a.from), way_b.has_inside(ring_b, way_a.to)];
            if b_in_a == [true, true] || b_in_a == [false, false] {
                self.inside.insert((b, a), b_in_a == [true, true]);
                self.inside.insert((a, b), a_in_b == [true, true]);
            } else {
                self.at_odds.insert((a, b));
                self.faults.extend(crossing(rings, a, b).map(|kind| Fault::new(kind, touch.at)));
            }
        }
        if ring_a.part == ring_b.part {
            self.touches.extend(touches.iter().map(|touch| (a, b, touch.at)));
        }
    }
}

fn edges_of(rings: &[Ring]) -> Vec<Edge> {
    let edges = rings.iter().enumerate().flat_map(|(ring, held)| {
        held.corners.windows(2).enumerate().filter_map(move |(at, pair)| match pair {
            [start, end] => Some(Edge { ring, at, line: Line::new(*start, *end) }),
            _ => None,
        })
    });
    edges.collect()
}

/// The corner that two edges of a ring share because one follows the other.
fn shared_corner(a: &Edge, b: &Edge, rings: &[Ring]) -> Option<Coord<f64>> {
    let count = rings.get(a.ring)?.corners.len() - 1;
    if a.at + 1 == b.at {
        Some(a.line.end)
    } else if a.at == 0 && b.at + 1 == count {
        Some(a.line.start)
    } else {
        None
    }
}

/// Whether an edge lies on the one it follows.
fn doubles_back(a: Line<f64>, b: Line<f64>, corner: Coord<f64>) -> bool {
    let other = |line: Line<f64>| if line.start == corner { line.end } else { line.start };
    let (p, q) = (other(a), other(b));
    turn(p, corner, q) == Orientation::Collinear
        && ((p.x > corner.x) == (q.x > corner.x) && (p.x < corner.x) == (q.x < corner.x))
        && ((p.y > corner.y) == (q.y > corner.y) && (p.y < corner.y) == (q.y < corner.y))
}

fn middle(line: Line<f64>) -> Coord<f64> {
    (line.start + line.end) / 2.0
}

/// What it is that two rings cross.
fn crossing(rings: &[Ring], a: usize, b: usize) -> Option<FaultKind> {
    let (a, b) = (rings.get(a)?, rings.get(b)?);
    Some(match (a.part == b.part, a.hole && b.hole) {
        (false, _) => FaultKind::PartsOverlap,
        (true, true) => FaultKind::HolesOverlap,
        (true, false) => FaultKind::HoleCrossesShell,
    })
}

/// What it is that two rings lie along each other. Running the same way with the inside on the left, they have
/// their insides on one side.
fn alongside(rings: &[Ring], a: &Edge, b: &Edge) -> Option<FaultKind> {
    let (ring_a, ring_b) = (rings.get(a.ring)?, rings.get(b.ring)?);
    // The inside of an area is left of a shell that runs left, and right of a hole that does.
    let forward = |ring: &Ring| ring.left != ring.hole;
    let (p, q) = (a.line.delta(), b.line.delta());
    let one_way = (p.x * q.x + p.y * q.y > 0.0) == (forward(ring_a) == forward(ring_b));
    Some(match (ring_a.part == ring_b.part, ring_a.hole && ring_b.hole) {
        (true, true) => FaultKind::HolesOverlap,
        (true, false) if one_way => FaultKind::HoleOutside,
        (true, false) => FaultKind::HoleTouchesShell,
        (false, _) if one_way => FaultKind::PartsOverlap,
        (false, _) => FaultKind::PartsTouch,
    })
}

/// How a ring passes a point: from which corner, to which.
struct Way {
    at: Coord<f64>,
    from: Coord<f64>,
    to: Coord<f64>,
}

impl Way {
    fn at(ring: &Ring, at: Coord<f64>, edge: Edge) -> Option<Self> {
        let count = ring.corners.len() - 1;
        let corner = |number: usize| ring.corners.get(number % count).copied();
        let (from, to) = if at == edge.line.start {
            (corner(edge.at + count - 1)?, edge.line.end)
        } else if at == edge.line.end {
            (edge.line.start, corner(edge.at + 2)?)
        } else {
            (edge.line.start, edge.line.end)
        };
        Some(Self { at, from, to })
    }

    /// Whether what goes from here towards `aim` goes into the inside of `ring`, whose way this is.
    /// It never runs along the ring: that was found before.
    fn has_inside(&self, ring: &Ring, aim: Coord<f64>) -> bool {
        let (first, second) = (turn(self.from, self.at, aim), turn(self.at, self.to, aim));
        let left = match turn(self.from, self.at, self.to) {
            Orientation::CounterClockwise => {
                first == Orientation::CounterClockwise && second == Orientation::CounterClockwise
            }
            Orientation::Clockwise => first != Orientation::Clockwise || second != Orientation::Clockwise,
            Orientation::Collinear => first == Orientation::CounterClockwise,
        };
        left == ring.left
    }
}
