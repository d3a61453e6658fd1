//! Whether an outline can serve as an area, and where it cannot: typed faults, each with its place.
//!
//! The rules are those of OGC simple features, read on exact signs (`geo`'s robust kernel), so a vertex that
//! lies on an edge is never taken for one that lies beside it. Edges meet through an R-tree: 50,000 vertices
//! take tens of milliseconds, where comparing each edge with each takes minutes.

mod meetings;
mod nesting;
mod repair;
mod rings;
mod wording;

use geo::{Coord, MultiPolygon};

use crate::geometry::measure;
use meetings::Meetings;
use rings::Ring;

pub use repair::{Repair, repaired};
pub use wording::place;

/// The most vertices one area may have.
///
/// All checks of an area of this size take about a second. The outline of the longest coastline of a province
/// at 1:10,000 has about 60,000, so no zone drawn with care comes near it; what has more is a raster that was
/// turned into outlines cell by cell, and is refused before work begins on it.
pub const MAX_VERTICES: usize = 200_000;

/// Below this mean width (twice the area by the perimeter), in metres, a part is a sliver.
///
/// A phone fixes a place to 3–5 m and a line of 0.5 mm on a map of 1:10,000 is 5 m wide, so a strip of 2 m lies
/// within the error of its own edges, and no house stands in it. It is what is left between two outlines
/// of the same border drawn twice.
pub const SLIVER_WIDTH_M: f64 = 2.0;

/// As many faults are told; who mends fifty and asks again is told the next.
pub const MAX_FAULTS: usize = 50;

/// What is wrong with an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FaultKind {
    /// More than [`MAX_VERTICES`].
    TooManyVertices,
    /// A position is not finite, or beyond ±180 and ±90 degrees.
    OutOfRange,
    /// An edge leaps across more than half the globe: the outline crosses the antimeridian.
    Antimeridian,
    /// So many edges lie over each other that they were not followed to the end.
    TooIntricate,
    /// A ring of fewer than three different corners.
    RingTooShort,
    /// A ring whose corners all lie on one line.
    ZeroArea,
    /// A ring goes out and comes back on the same line.
    Spike,
    /// A ring crosses itself.
    SelfIntersection,
    /// A ring touches itself, at a corner or along a line.
    SelfTouch,
    /// A hole lies outside its shell.
    HoleOutside,
    /// A hole crosses its shell.
    HoleCrossesShell,
    /// A hole touches its shell along a line.
    HoleTouchesShell,
    /// Two holes of one part lie in each other, cross, or touch along a line.
    HolesOverlap,
    /// Rings that touch at points cut a part in two.
    InteriorCut,
    /// Two parts lie in each other or cross.
    PartsOverlap,
    /// Two parts touch along a line, and so are one.
    PartsTouch,
    /// A part, or a hole, narrower than [`SLIVER_WIDTH_M`].
    Sliver,
    /// The same corner several times in a row.
    DuplicateVertices,
}

impl FaultKind {
    /// Whether an area with this fault is refused. What is not is a warning: the area can be used as it is.
    pub fn refuses(self) -> bool {
        !matches!(self, Self::Sliver | Self::DuplicateVertices)
    }

    /// Whether no repair is offered, because what was meant cannot be told from what was drawn.
    fn is_beyond_repair(self) -> bool {
        matches!(self, Self::TooManyVertices | Self::OutOfRange | Self::Antimeridian | Self::TooIntricate)
    }
}

/// A fault and where it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// The place to look at: the crossing, the corner, a point of the ring; `None` where there is none to show.
    pub at: Option<Coord<f64>>,
}

impl Fault {
    fn new(kind: FaultKind, at: Coord<f64>) -> Self {
        Self { kind, at: (at.x.is_finite() && at.y.is_finite()).then_some(at) }
    }
}

/// What is wrong with `area`: what refuses it first, then warnings, at most [`MAX_FAULTS`].
///
/// An area without parts has no fault; it is merely empty.
pub fn faults(area: &MultiPolygon<f64>) -> Vec<Fault> {
    let vertices = vertices(area);
    if vertices > MAX_VERTICES {
        return vec![Fault { kind: FaultKind::TooManyVertices, at: first_corner(area) }];
    }
    let mut found = out_of_range(area);
    if found.is_empty() {
        let rings = rings::read(area, &mut found);
        match between(&rings) {
            None => found.push(Fault { kind: FaultKind::TooIntricate, at: first_corner(area) }),
            Some(between) => found.extend(between),
        }
        // A ring that crosses itself has no width worth telling.
        if !found.iter().any(|fault| fault.kind.refuses()) {
            found.extend(slivers(&rings));
        }
    }
    in_order(found)
}

/// What is wrong between the edges and rings of an area; `None` where that would take too long to tell.
fn between(rings: &[Ring]) -> Option<Vec<Fault>> {
    let mut meetings = Meetings::of(rings)?;
    let mut found = std::mem::take(&mut meetings.faults);
    found.extend(nesting::faults(rings, &meetings)?);
    Some(found)
}

/// How many vertices an area has, the closing ones included.
pub fn vertices(area: &MultiPolygon<f64>) -> usize {
    lines(area).map(|ring| ring.0.len()).sum()
}

fn lines(area: &MultiPolygon<f64>) -> impl Iterator<Item = &geo::LineString<f64>> {
    area.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()))
}

fn first_corner(area: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    lines(area).find_map(|ring| ring.0.first().copied())
}

/// Positions that are none on Earth, and edges that leap across the antimeridian: nothing else is asked of those.
fn out_of_range(area: &MultiPolygon<f64>) -> Vec<Fault> {
    let on_earth = |c: &Coord<f64>| (-180.0..=180.0).contains(&c.x) && (-90.0..=90.0).contains(&c.y);
    let beyond = lines(area).flat_map(|ring| &ring.0).filter(|c| !on_earth(c));
    let leaps = lines(area).flat_map(geo::LineString::lines).filter(|edge| (edge.end.x - edge.start.x).abs() > 180.0);
    beyond
        .map(|c| Fault::new(FaultKind::OutOfRange, *c))
        .chain(leaps.map(|edge| Fault::new(FaultKind::Antimeridian, edge.start)))
        .take(MAX_FAULTS)
        .collect()
}

fn slivers(rings: &[Ring]) -> impl Iterator<Item = Fault> {
    rings
        .iter()
        .filter(|ring| measure::mean_width_m(&ring.corners) < SLIVER_WIDTH_M)
        .filter_map(|ring| Some(Fault::new(FaultKind::Sliver, *ring.corners.first()?)))
}

fn in_order(mut found: Vec<Fault>) -> Vec<Fault> {
    let place = |fault: &Fault| fault.at.map_or((f64::INFINITY, f64::INFINITY), |c| (c.x, c.y));
    found.sort_by(|a, b| {
        let ((ax, ay), (bx, by)) = (place(a), place(b));
        a.kind.cmp(&b.kind).then(ax.total_cmp(&bx)).then(ay.total_cmp(&by))
    });
    found.dedup();
    found.truncate(MAX_FAULTS);
    found
}

#[cfg(test)]
mod tests;
