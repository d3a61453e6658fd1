//! The rings of an area, without what repeats, each with its exact turn.

use geo::winding_order::WindingOrder;
use geo::{Coord, LineString, MultiPolygon, Winding};

use super::{Fault, FaultKind};
use geo::kernels::{Kernel, Orientation, RobustKernel};

/// A ring that encloses something.
pub(super) struct Ring {
    /// Which part it belongs to.
    pub part: usize,
    /// Whether it is a hole.
    pub hole: bool,
    /// Its corners, the first again at the end, none twice in a row.
    pub corners: Vec<Coord<f64>>,
    /// Whether it runs counter-clockwise.
    pub left: bool,
}

/// Whether `c` lies left of the way from `a` to `b`, exactly.
pub(super) fn turn(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> Orientation {
    RobustKernel::orient2d(a, b, c)
}

/// The rings of `area` that can be looked at further; the others are faults.
pub(super) fn read(area: &MultiPolygon<f64>, faults: &mut Vec<Fault>) -> Vec<Ring> {
    let mut rings = Vec::new();
    for (part, polygon) in area.iter().enumerate() {
        let lines =
            std::iter::once((false, polygon.exterior())).chain(polygon.interiors().iter().map(|line| (true, line)));
        for (hole, line) in lines {
            match Reading::of(line) {
                Reading::Short(at) => faults.push(Fault { kind: FaultKind::RingTooShort, at }),
                Reading::Flat(at) => faults.push(Fault::new(FaultKind::ZeroArea, at)),
                Reading::Ring { corners, repeated } => {
                    faults.extend(repeated.map(|at| Fault::new(FaultKind::DuplicateVertices, at)));
                    let left = LineString(corners.clone()).winding_order() == Some(WindingOrder::CounterClockwise);
                    rings.push(Ring { part, hole, corners, left });
                }
            }
        }
    }
    rings
}

/// What a line is as a ring.
pub(super) enum Reading {
    /// Fewer than three different corners in a row.
    Short(Option<Coord<f64>>),
    /// All on one line.
    Flat(Coord<f64>),
    /// A ring; and the first corner that is written twice in a row.
    Ring {
        /// Its corners, none twice in a row.
        corners: Vec<Coord<f64>>,
        /// Where the first repetition is.
        repeated: Option<Coord<f64>>,
    },
}

impl Reading {
    /// Reads a closed line.
    pub(super) fn of(line: &LineString<f64>) -> Self {
        let mut corners = line.0.clone();
        let before = corners.len();
        let repeated = line.lines().find(|edge| edge.start == edge.end).map(|edge| edge.start);
        corners.dedup();
        if corners.len() < 4 {
            return Self::Short(corners.first().copied());
        }
        let repeated = repeated.filter(|_| corners.len() < before);
        if let [first, second, rest @ ..] = corners.as_slice()
            && rest.iter().all(|corner| turn(*first, *second, *corner) == Orientation::Collinear)
        {
            return Self::Flat(*first);
        }
        Self::Ring { corners, repeated }
    }
}
