//! A part of the map that somebody asks about: a box, a box over the 180th meridian, or a box drawn in another
//! coordinate system, which is no box here.

use geo::{Coord, Intersects, Line, LineString, MultiPolygon, Point, Polygon, PreparedGeometry, Rect, Relate};

/// Where to look. The edge counts as inside.
#[derive(Debug, Clone, PartialEq)]
pub enum Region {
    /// One box, or two where it crosses the 180th meridian: west, south, east, north.
    Boxes(Vec<[f64; 4]>),
    /// An outline, and the box around it.
    Outline(Polygon<f64>, [f64; 4]),
}

impl Region {
    /// The box; `west` may be greater than `east`, then it crosses the 180th meridian.
    pub fn of_box([west, south, east, north]: [f64; 4]) -> Self {
        if west <= east {
            Self::Boxes(vec![[west, south, east, north]])
        } else {
            Self::Boxes(vec![[west, south, 180.0, north], [-180.0, south, east, north]])
        }
    }

    /// The inside of a ring; `None` where it has no positions.
    pub fn of_ring(ring: Vec<Coord<f64>>) -> Option<Self> {
        let first = *ring.first()?;
        let around = ring.iter().fold([first.x, first.y, first.x, first.y], |[w, s, e, n], at| {
            [w.min(at.x), s.min(at.y), e.max(at.x), n.max(at.y)]
        });
        Some(Self::Outline(Polygon::new(ring.into(), Vec::new()), around))
    }

    /// Boxes that together hold the region.
    pub fn boxes(&self) -> &[[f64; 4]] {
        match self {
            Self::Boxes(boxes) => boxes,
            Self::Outline(_, around) => std::slice::from_ref(around),
        }
    }

    /// Whether `area` has a place in the region.
    pub fn meets(&self, area: &MultiPolygon<f64>) -> bool {
        match self {
            Self::Boxes(boxes) => boxes.iter().any(|one| meets_box(area, *one)),
            Self::Outline(outline, _) => PreparedGeometry::from(outline).relate(area).is_intersects(),
        }
    }

    /// Whether the position lies in the region.
    pub fn holds(&self, lon: f64, lat: f64) -> bool {
        match self {
            Self::Boxes(boxes) => boxes.iter().any(|one| is_in(*one, Coord { x: lon, y: lat })),
            Self::Outline(outline, _) => outline.intersects(&Point::new(lon, lat)),
        }
    }
}

fn is_in([west, south, east, north]: [f64; 4], at: Coord<f64>) -> bool {
    west <= at.x && at.x <= east && south <= at.y && at.y <= north
}

fn meets_box(area: &MultiPolygon<f64>, bounds: [f64; 4]) -> bool {
    let [west, south, ..] = bounds;
    boundary_meets(area, bounds) || area.intersects(&Point::new(west, south))
}

/// Whether a corner or an edge of `area` has a point in common with the box. Nearly all edges lie on one side of it,
/// which is seen at once; only the others need exact predicates.
pub(super) fn boundary_meets(area: &MultiPolygon<f64>, bounds: [f64; 4]) -> bool {
    let [west, south, east, north] = bounds;
    let rectangle = Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north });
    // On which sides of the box a corner lies, a bit each.
    let sides = |at: &Coord<f64>| {
        u8::from(at.x < west) | u8::from(at.x > east) << 1 | u8::from(at.y < south) << 2 | u8::from(at.y > north) << 3
    };
    let ring_meets = |ring: &LineString<f64>| {
        let mut corners = ring.0.iter();
        let Some(mut last) = corners.next() else { return false };
        let mut before = sides(last);
        before == 0
            || corners.any(|corner| {
                let here = sides(corner);
                let meets = here == 0 || (before & here == 0 && Line::new(*last, *corner).intersects(&rectangle));
                (last, before) = (corner, here);
                meets
            })
    };
    area.iter().any(|polygon| ring_meets(polygon.exterior()) || polygon.interiors().iter().any(ring_meets))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;
    use proptest::prelude::*;

    /// A ring of a square with a square hole: 0–10 without 4–6.
    fn frame() -> MultiPolygon<f64> {
        MultiPolygon::new(vec![polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 10.0, y: 10.0), (x: 0.0, y: 10.0)],
            interiors: [[(x: 4.0, y: 4.0), (x: 4.0, y: 6.0), (x: 6.0, y: 6.0), (x: 6.0, y: 4.0)]],
        )])
    }

    fn check(bounds: [f64; 4], expected: bool) {
        assert_eq!(Region::of_box(bounds).meets(&frame()), expected, "{bounds:?}");
    }

    #[test]
    fn a_box_meets_what_it_holds_crosses_touches_or_lies_in() {
        check([-1.0, -1.0, 11.0, 11.0], true);
        check([-1.0, 2.0, 11.0, 3.0], true);
        check([1.0, 1.0, 2.0, 2.0], true);
        check([10.0, 10.0, 12.0, 12.0], true);
        check([10.0, 2.0, 12.0, 3.0], true);
    }

    #[test]
    fn a_box_in_a_hole_or_beside_meets_nothing() {
        check([4.5, 4.5, 5.5, 5.5], false);
        check([10.000_001, 0.0, 12.0, 10.0], false);
        check([4.0, 4.0, 6.0, 6.0], true);
    }

    #[test]
    fn a_box_over_the_180th_meridian_is_two() {
        let far_east = Region::of_box([170.0, -10.0, -170.0, 10.0]);
        assert!(far_east.holds(175.0, 0.0) && far_east.holds(-175.0, 0.0) && far_east.holds(180.0, 0.0));
        assert!(!far_east.holds(0.0, 0.0));
        assert_eq!(far_east.boxes().len(), 2);
    }

    proptest! {
        #[test]
        fn the_quick_test_says_what_the_exact_one_says(
            west in -2.0..12.0_f64, south in -2.0..12.0_f64, width in 0.0..6.0_f64, height in 0.0..6.0_f64,
        ) {
            let bounds = [west, south, west + width, south + height];
            let exact = Rect::new(Coord { x: west, y: south }, Coord { x: west + width, y: south + height }).to_polygon();
            prop_assert_eq!(Region::of_box(bounds).meets(&frame()), exact.intersects(&frame()));
        }
    }
}
