//! Measures on the ellipsoid, in metres and square metres.

use geo::{
    BooleanOps, BoundingRect, Centroid, Coord, Distance, Geodesic, GeodesicArea, MultiPolygon, Orient, Point, Polygon,
    orient::Direction,
};

/// The area of `area` in m² on the WGS 84 ellipsoid.
///
/// Rings are oriented first: a clockwise ring would otherwise count as the rest of the Earth.
pub fn area_m2(area: &MultiPolygon<f64>) -> f64 {
    area.orient(Direction::Default).geodesic_area_unsigned()
}

/// The mean width in metres of what a closed line encloses: twice its area by its length. A long strip has its
/// breadth; a square has half its side.
///
/// Measured on the plane that touches the Earth at the first corner, which is close enough for what is so thin
/// that its width is asked for.
pub fn mean_width_m(ring: &[Coord<f64>]) -> f64 {
    let (twice_area, length) = on_plane(ring);
    if length > 0.0 { twice_area / length } else { 0.0 }
}

/// The mean width in metres of a part with its holes: of a frame, the breadth of its sides.
pub fn part_width_m(part: &Polygon<f64>) -> f64 {
    let (mut twice_area, mut length) = on_plane(&part.exterior().0);
    for hole in part.interiors() {
        let (hole_area, hole_length) = on_plane(&hole.0);
        twice_area -= hole_area;
        length += hole_length;
    }
    if length > 0.0 { twice_area.max(0.0) / length } else { 0.0 }
}

/// Twice the area in m² and the length in metres of a ring, on the plane at its first corner.
fn on_plane(ring: &[Coord<f64>]) -> (f64, f64) {
    const METRES_A_DEGREE: f64 = 111_195.0;
    let Some(origin) = ring.first() else { return (0.0, 0.0) };
    let shrink = origin.y.to_radians().cos();
    let flat = |c: &Coord<f64>| ((c.x - origin.x) * shrink * METRES_A_DEGREE, (c.y - origin.y) * METRES_A_DEGREE);
    let (mut twice_area, mut length) = (0.0, 0.0);
    for pair in ring.windows(2) {
        if let [from, to] = pair {
            let ((ax, ay), (bx, by)) = (flat(from), flat(to));
            twice_area += ax * by - bx * ay;
            length += (bx - ax).hypot(by - ay);
        }
    }
    (twice_area.abs(), length)
}

/// Which share of `part` lies in `whole`, 0–1; 0 where `part` has no extent.
pub fn overlap_share(part: &MultiPolygon<f64>, whole: &MultiPolygon<f64>) -> f64 {
    let total = area_m2(part);
    if total <= 0.0 {
        return 0.0;
    }
    let inside = part.intersection(whole);
    if inside.0.is_empty() { 0.0 } else { (area_m2(&inside) / total).clamp(0.0, 1.0) }
}

/// Metres from the edge of `area` to the nearest place of `other`; `None` where either is empty.
///
/// Found by going to and fro between the nearest points, which is exact for bulging outlines and close for
/// others. Good enough to tell people how far away an alert stayed; never used to decide.
pub fn distance_m(area: &MultiPolygon<f64>, other: &MultiPolygon<f64>) -> Option<f64> {
    let mut here = area.centroid()?.0;
    let mut there = nearest(other, here)?;
    for _ in 0..TO_AND_FRO {
        let before = (here, there);
        here = nearest(area, there)?;
        there = nearest(other, here)?;
        if before == (here, there) {
            break;
        }
    }
    Some(Geodesic.distance(here.into(), there.into()))
}

/// How often [`distance_m`] goes to and fro at most; the outlines of zones and alerts settle within a few turns.
const TO_AND_FRO: usize = 4;

/// The place of `area` nearest to `to`: itself, where it lies inside. Nearest on the plane that touches the Earth there.
fn nearest(area: &MultiPolygon<f64>, to: Coord<f64>) -> Option<Coord<f64>> {
    let shrink = to.y.to_radians().cos();
    let (mut least, mut found) = (f64::INFINITY, None);
    for part in area {
        let mut inside = false;
        for edge in std::iter::once(part.exterior()).chain(part.interiors()).flat_map(geo::LineString::lines) {
            let (from, along) = (edge.start - to, edge.delta());
            inside ^= (edge.start.y > to.y) != (edge.end.y > to.y) && from.x < from.y * along.x / along.y;
            let (from, flat) = ((from.x * shrink, from.y), (along.x * shrink, along.y));
            // No place of the edge is nearer than its box.
            let (beside, above) = (beyond(from.0, from.0 + flat.0), beyond(from.1, from.1 + flat.1));
            if beside * beside + above * above >= least {
                continue;
            }
            let length = flat.0 * flat.0 + flat.1 * flat.1;
            let share = -(from.0 * flat.0 + from.1 * flat.1) / length;
            // An edge without length is its beginning.
            let share = if length > 0.0 { share.clamp(0.0, 1.0) } else { 0.0 };
            let (east, north) = (from.0 + share * flat.0, from.1 + share * flat.1);
            let apart = east * east + north * north;
            if apart < least {
                (least, found) = (apart, Some(edge.start + along * share));
            }
        }
        if inside {
            return Some(to);
        }
    }
    found
}

/// How far 0 lies beside what is between two numbers.
fn beyond(one: f64, other: f64) -> f64 {
    one.min(other).max(-one.max(other)).max(0.0)
}

/// A point in the middle of `area` for a label: its centroid, or the middle of its box.
pub fn middle(area: &MultiPolygon<f64>) -> Option<Point<f64>> {
    area.centroid().or_else(|| area.bounding_rect().map(|bounds| bounds.center().into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    /// A box of a tenth of a degree near Ngọc Linh: 118.9 km² by the usual 111.2 km a degree.
    fn tenth() -> MultiPolygon<f64> {
        MultiPolygon::new(vec![
            polygon![(x: 108.0, y: 15.0), (x: 108.1, y: 15.0), (x: 108.1, y: 15.1), (x: 108.0, y: 15.1)],
        ])
    }

    #[test]
    fn a_clockwise_ring_is_not_the_rest_of_the_earth() {
        let clockwise = tenth().orient(Direction::Reversed);
        assert!((area_m2(&clockwise) - 118.9e6).abs() < 0.5e6, "{}", area_m2(&clockwise));
    }

    #[test]
    fn half_a_zone_overlaps_by_half() {
        let half = MultiPolygon::new(vec![
            polygon![(x: 108.05, y: 14.0), (x: 109.0, y: 14.0), (x: 109.0, y: 16.0), (x: 108.05, y: 16.0)],
        ]);
        assert!((overlap_share(&tenth(), &half) - 0.5).abs() < 1e-3);
    }

    #[test]
    fn touching_along_an_edge_overlaps_by_nothing() {
        let beside = MultiPolygon::new(vec![
            polygon![(x: 108.1, y: 15.0), (x: 108.2, y: 15.0), (x: 108.2, y: 15.1), (x: 108.1, y: 15.1)],
        ]);
        assert!(overlap_share(&tenth(), &beside) < 1e-9);
    }

    #[test]
    fn the_distance_is_from_edge_to_edge() {
        let apart = MultiPolygon::new(vec![
            polygon![(x: 108.2, y: 14.0), (x: 109.0, y: 14.0), (x: 109.0, y: 16.0), (x: 108.2, y: 16.0)],
        ]);
        // A tenth of a degree of longitude at 15° N is 10.75 km.
        let metres = distance_m(&tenth(), &apart).unwrap();
        assert!((metres - 10_750.0).abs() < 20.0, "{metres}");
        assert!(distance_m(&tenth(), &tenth()).unwrap() < 1.0);
        assert_eq!(distance_m(&tenth(), &MultiPolygon::new(Vec::new())), None);
        assert_eq!(distance_m(&MultiPolygon::new(Vec::new()), &tenth()), None);
    }

    #[test]
    fn what_lies_inside_or_in_a_hole_is_as_far_as_it_is_from_the_ring() {
        let whole = polygon![(x: 107.0, y: 14.0), (x: 109.0, y: 14.0), (x: 109.0, y: 16.0), (x: 107.0, y: 16.0)];
        assert!(distance_m(&tenth(), &MultiPolygon::new(vec![whole.clone()])).unwrap() < 1.0);
        assert!(distance_m(&MultiPolygon::new(vec![whole.clone()]), &tenth()).unwrap() < 1.0);
        let hole = polygon![(x: 107.9, y: 14.9), (x: 108.2, y: 14.9), (x: 108.2, y: 15.2), (x: 107.9, y: 15.2)];
        let around = Polygon::new(whole.exterior().clone(), vec![hole.exterior().clone()]);
        // A tenth of a degree of longitude at 15.1° N is 10.74 km, which is less than one of latitude.
        let metres = distance_m(&tenth(), &MultiPolygon::new(vec![around])).unwrap();
        assert!((metres - 10_740.0).abs() < 30.0, "{metres}");
    }
}
