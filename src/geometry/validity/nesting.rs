//! Which ring lies in which: holes in their shells, parts beside each other.

use std::collections::{HashMap, HashSet};

use geo::Coord;
use geo::kernels::Orientation;
use rstar::AABB;

use super::meetings::{Meetings, place};
use super::rings::{Ring, turn};
use super::{Fault, FaultKind};

/// How many edges are looked at to tell which ring lies in which; rings within rings a thousand times are given up.
const MAX_PASSES: usize = 60_000_000;

/// What is wrong with how rings lie in each other, where their edges do not tell already; `None` where that
/// would take too long to tell.
pub(super) fn faults(rings: &[Ring], meetings: &Meetings) -> Option<Vec<Fault>> {
    if rings.len() < 2 {
        return Some(Vec::new());
    }
    let mut passes_left = MAX_PASSES;
    let nests: Vec<HashSet<usize>> =
        (0..rings.len()).map(|ring| around(rings, ring, meetings, &mut passes_left)).collect::<Option<_>>()?;
    let mut foes: HashMap<usize, Vec<usize>> = HashMap::new();
    for (a, b) in &meetings.at_odds {
        foes.entry(*a).or_default().push(*b);
        foes.entry(*b).or_default().push(*a);
    }
    let mut shells: HashMap<usize, usize> = HashMap::new();
    for (number, ring) in rings.iter().enumerate().filter(|(_, ring)| !ring.hole) {
        shells.insert(ring.part, number);
    }
    let mut found = Vec::new();
    for (number, (ring, nest)) in rings.iter().zip(&nests).enumerate() {
        let kind = if ring.hole {
            hole_fault(rings, meetings, &shells, number, nest)
        } else {
            part_fault(rings, foes.get(&number).map_or(&[], Vec::as_slice), nest)
        };
        found.extend(kind.zip(ring.corners.first()).map(|(kind, at)| Fault::new(kind, *at)));
    }
    found.extend(cuts(rings.len(), &meetings.touches));
    Some(found)
}

fn at_odds(meetings: &Meetings, a: usize, b: usize) -> bool {
    meetings.at_odds.contains(&(a.min(b), a.max(b)))
}

fn hole_fault(
    rings: &[Ring],
    meetings: &Meetings,
    shells: &HashMap<usize, usize>,
    hole: usize,
    nest: &HashSet<usize>,
) -> Option<FaultKind> {
    let part = rings.get(hole)?.part;
    let shell = *shells.get(&part)?;
    if !nest.contains(&shell) && !at_odds(meetings, hole, shell) {
        return Some(FaultKind::HoleOutside);
    }
    let in_hole = nest.iter().any(|other| {
        rings.get(*other).is_some_and(|ring| ring.hole && ring.part == part) && !at_odds(meetings, hole, *other)
    });
    in_hole.then_some(FaultKind::HolesOverlap)
}

/// A shell may lie within another only where it lies in a hole of that one. `foes` are rings it is at odds with:
/// what is wrong between their parts and this one is told already.
fn part_fault(rings: &[Ring], foes: &[usize], nest: &HashSet<usize>) -> Option<FaultKind> {
    let part_of = |ring: &usize| rings.get(*ring).map(|ring| ring.part);
    let (holes, shells): (Vec<usize>, Vec<usize>) =
        nest.iter().copied().partition(|ring| rings.get(*ring).is_some_and(|ring| ring.hole));
    let settled: HashSet<usize> = holes.iter().chain(foes).filter_map(part_of).collect();
    let overlapping = shells.iter().filter_map(part_of).any(|part| !settled.contains(&part));
    overlapping.then_some(FaultKind::PartsOverlap)
}

/// The rings that a ring lies inside of; not told of rings it crosses.
fn around(rings: &[Ring], number: usize, meetings: &Meetings, passes_left: &mut usize) -> Option<HashSet<usize>> {
    let probe = rings.get(number).and_then(|ring| ring.corners.first().copied())?;
    let right = AABB::from_corners([probe.x, probe.y], [f64::MAX, probe.y]);
    let mut crossed: HashMap<usize, bool> = HashMap::new();
    let mut touched: HashSet<usize> = HashSet::new();
    for edge in meetings.edges.locate_in_envelope_intersecting(&right).filter(|edge| edge.ring != number) {
        *passes_left = passes_left.checked_sub(1)?;
        let (start, end) = (edge.line.start, edge.line.end);
        match passes(start, end, probe) {
            Passing::On => {
                touched.insert(edge.ring);
            }
            Passing::Right => {
                let odd = crossed.entry(edge.ring).or_default();
                *odd = !*odd;
            }
            Passing::No => {}
        }
    }
    let mut nest: HashSet<usize> =
        crossed.into_iter().filter(|(ring, odd)| *odd && !touched.contains(ring)).map(|(ring, _)| ring).collect();
    // Where rings touch, the sides at the touch decide: the probe may be the very point.
    for ring in touched {
        if meetings.inside.get(&(number, ring)) == Some(&true) {
            nest.insert(ring);
        }
    }
    nest.retain(|ring| !at_odds(meetings, number, *ring));
    Some(nest)
}

enum Passing {
    /// The point lies on the edge.
    On,
    /// The edge crosses the way from the point to the right.
    Right,
    /// Neither.
    No,
}

fn passes(start: Coord<f64>, end: Coord<f64>, probe: Coord<f64>) -> Passing {
    let side = turn(start, end, probe);
    let in_box = probe.x >= start.x.min(end.x)
        && probe.x <= start.x.max(end.x)
        && probe.y >= start.y.min(end.y)
        && probe.y <= start.y.max(end.y);
    if side == Orientation::Collinear && in_box {
        return Passing::On;
    }
    // An edge holds its lower end and not its upper one, so a corner passed by is counted once.
    let upward = start.y <= probe.y && end.y > probe.y;
    let downward = end.y <= probe.y && start.y > probe.y;
    let to_the_right =
        (upward && side == Orientation::CounterClockwise) || (downward && side == Orientation::Clockwise);
    if to_the_right { Passing::Right } else { Passing::No }
}

/// Rings that touch at points, so that one comes back to where one began: the ring so formed cuts its part in two.
fn cuts(rings: usize, touches: &[(usize, usize, Coord<f64>)]) -> Vec<Fault> {
    let mut leaders: Vec<usize> = (0..rings).collect();
    let mut points: HashMap<(u64, u64), usize> = HashMap::new();
    let mut joined: HashSet<(usize, usize)> = HashSet::new();
    let mut found = Vec::new();
    for (a, b, at) in touches {
        let point = *points.entry(place(*at)).or_insert_with(|| {
            leaders.push(leaders.len());
            leaders.len() - 1
        });
        for ring in [*a, *b] {
            if joined.insert((ring, point)) && !join(&mut leaders, ring, point) {
                found.push(Fault::new(FaultKind::InteriorCut, *at));
            }
        }
    }
    found
}

/// Joins two groups; whether they were two.
fn join(leaders: &mut [usize], a: usize, b: usize) -> bool {
    let (a, b) = (leader(leaders, a), leader(leaders, b));
    if let Some(held) = leaders.get_mut(a) {
        *held = b;
    }
    a != b
}

/// Who leads a group; the way to it is halved for whoever asks next.
fn leader(leaders: &mut [usize], mut of: usize) -> usize {
    while let Some(next) = leaders.get(of).copied().filter(|next| *next != of) {
        let beyond = leaders.get(next).copied().unwrap_or(next);
        if let Some(held) = leaders.get_mut(of) {
            *held = beyond;
        }
        of = beyond;
    }
    of
}
