//! Any text as a polygon or a circle of CAP, and the area it becomes: within the Earth, with all its corners, and
//! meeting what lies within the drawn outline and nothing else.
//!
//! After a first byte of 1, 3, 5 or 7 the text is drawn from the others, two a corner: straying over a small grid,
//! outlines meet themselves in every way there is.

#![no_main]

use std::panic;
use std::sync::Once;

use geo::{
    Area, Contains, ConvexHull, Coord, Distance, Euclidean, Intersects, Line, MultiPoint, MultiPolygon, Point, Rect,
};
use libfuzzer_sys::fuzz_target;
use ungpho::geometry::area_set::AreaSet;
use ungpho::geometry::cap_areas::{Crossings, circle_area, crossings, ring_area};
use ungpho::geometry::cap_shapes::{MAX_POINTS, Position, parse_circle, parse_polygon, polygon_text};

/// What set operations may move a corner by, in degrees: they end on a grid of the thousand-millionth part of what
/// they are done on.
const HAIR: f64 = 2e-6;

fuzz_target!(|bytes: &[u8]| {
    leave_caught_panics();
    let text = match bytes.split_first() {
        Some((kind @ (1 | 3 | 5 | 7), rest)) => drawn(*kind, rest),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    read_circle(&text);
    let mut budget = MAX_POINTS;
    let Ok(ring) = parse_polygon(&text, &mut budget) else { return };
    assert!(budget < MAX_POINTS);
    let positions = ring.positions;
    assert!(positions.len() >= 4 && positions.first() == positions.last());
    assert!(positions.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(positions.iter().all(|[lon, lat]| lon.abs() <= 270.0 && lat.abs() <= 90.0));
    let again = parse_polygon(&polygon_text(&positions), &mut MAX_POINTS.clone()).expect("what was read is written");
    assert_eq!((&again.positions, again.mended.len()), (&positions, usize::from(beyond(&positions))));
    look_at(&positions);
});

/// Panics of the set operations are caught where they are asked for; the fuzzer would end at the first.
fn leave_caught_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let end = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !info.location().is_some_and(|place| place.file().contains("i_overlay")) {
                end(info);
            }
        }));
    });
}

/// Corners on a grid of 16 by 16, of the whole Earth, of a few metres, or of 4 by 4.
fn drawn(kind: u8, bytes: &[u8]) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let corner = |[x, y]: &[u8; 2]| match kind {
        1 => format!("{},{}", y % 16, x % 16),
        3 => format!("{},{}", (f64::from(*y) - 128.0) * 0.7, (f64::from(*x) - 128.0) * 2.1),
        5 => format!("{},{}", 15.0 + f64::from(*y) / 1e5, 108.0 + f64::from(*x) / 1e5),
        _ => format!("{},{}", y % 4, x % 4),
    };
    pairs.iter().map(corner).collect::<Vec<_>>().join(" ")
}

fn around([x, y]: Position, reach: f64) -> Rect {
    Rect::new(Coord { x: x - reach, y: y - reach }, Coord { x: x + reach, y: y + reach })
}

/// Whether there is something inside right beside a corner; there is nothing beside the end of a spike.
fn encloses_at(ring: &[Position], [x, y]: Position) -> bool {
    (0..32)
        .map(|step| f64::from(step).mul_add(0.196, 0.01).sin_cos())
        .any(|(sin, cos)| turns_about(ring, Point::new(cos.mul_add(2.0 * HAIR, x), sin.mul_add(2.0 * HAIR, y))) != 0)
}

/// The same outline half round the Earth encloses as much.
fn same_over_the_antimeridian(ring: &[Position], area: &MultiPolygon<f64>) {
    let across = |lon: f64| if lon > 0.0 { lon - 180.0 } else { lon + 180.0 };
    let moved: Vec<Position> = ring.iter().map(|[lon, lat]| [across(*lon), *lat]).collect();
    let moved_area = ring_area(&moved).map_or(0.0, |area| area.unsigned_area());
    let corners = MultiPoint::from(ring.iter().map(|[lon, lat]| (*lon, *lat)).collect::<Vec<_>>());
    if (moved_area - corners.convex_hull().unsigned_area()).abs() < 1e-3 {
        return;
    }
    let length: f64 = ring.windows(2).map(|p| (p[0][0] - p[1][0]).abs() + (p[0][1] - p[1][1]).abs()).sum();
    let apart = (moved_area - area.unsigned_area()).abs();
    assert!(apart <= 2.0 * HAIR * length + 1e-9, "{apart} apart: {ring:?}: {area:?}");
}

/// Whether longitudes neither leap nor run on, so that the plane does not mislead.
fn is_plane(ring: &[Position]) -> bool {
    ring.len() <= 60 && !beyond(ring) && ring.windows(2).all(|pair| (pair[0][0] - pair[1][0]).abs() < 179.0)
}

fn beyond(ring: &[Position]) -> bool {
    ring.iter().any(|[lon, _]| lon.abs() > 180.0)
}

fn on_earth(area: &MultiPolygon<f64>) {
    let corners = || area.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    let fits = |c: &Coord| c.x.abs() <= 180.0 + HAIR && c.y.abs() <= 90.0 + HAIR;
    assert!(corners().flat_map(|ring| ring.coords()).all(fits), "{area:?}");
}

fn read_circle(text: &str) {
    let Ok(circle) = parse_circle(text, &mut MAX_POINTS.clone()) else { return };
    let area = circle_area(circle);
    on_earth(&area);
    assert_eq!(area.0.is_empty(), circle.radius_km <= 0.0);
    let centre = Point::new(circle.centre[0], circle.centre[1]);
    assert!(area.0.is_empty() || area.intersects(&centre), "{circle:?}");
}

fn look_at(ring: &[Position]) {
    let Some(area) = ring_area(ring) else {
        let tangled = crossings(ring) == Crossings::TooMany;
        assert!(tangled || inside(ring).is_empty(), "an inside was lost: {ring:?}");
        return;
    };
    assert!(!area.0.is_empty());
    on_earth(&area);
    if is_plane(ring) {
        for corner in ring.iter().filter(|corner| encloses_at(ring, **corner)) {
            assert!(area.intersects(&around(*corner, 4.0 * HAIR)), "{corner:?} was lost of {ring:?}: {area:?}");
        }
        // Of tangles too, but for what set operations make of them when they cut them there.
        if crossings(ring) == Crossings::None && !is_all_around(ring, &area) {
            same_over_the_antimeridian(ring, &area);
        }
    }
    meets(&inside(ring), &area, true, ring);
    if !is_all_around(ring, &area) {
        meets(&outside(ring), &area, false, ring);
    }
}

/// Whether the outline was such a tangle that all around it was taken.
fn is_all_around(ring: &[Position], area: &MultiPolygon<f64>) -> bool {
    let corners = MultiPoint::from(ring.iter().map(|[lon, lat]| (*lon, *lat)).collect::<Vec<_>>());
    (area.unsigned_area() - corners.convex_hull().unsigned_area()).abs() < 1e-9
}

/// Asks as an alert asks: which of small areas at these places does `area` meet?
fn meets(places: &[Point], area: &MultiPolygon<f64>, expected: bool, ring: &[Position]) {
    let small = |place: &Point| MultiPolygon(vec![around([place.x(), place.y()], HAIR / 20.0).to_polygon()]);
    let met = AreaSet::new(places.iter().map(small).collect()).meeting(area);
    for (at, place) in places.iter().enumerate() {
        let found = met.iter().any(|(position, _)| *position == at);
        assert_eq!(found, expected, "{place:?} of {ring:?}: {area:?}");
        assert_eq!(area.iter().any(|part| part.contains(place)), expected, "{place:?} of {ring:?}: {area:?}");
    }
}

fn inside(ring: &[Position]) -> Vec<Point> {
    places(ring).into_iter().filter(|place| turns_about(ring, *place) != 0).collect()
}

fn outside(ring: &[Position]) -> Vec<Point> {
    places(ring).into_iter().filter(|place| turns_about(ring, *place) == 0).collect()
}

/// Places amid three corners, well away from every edge.
fn places(ring: &[Position]) -> Vec<Point> {
    if !is_plane(ring) {
        return Vec::new();
    }
    let edges: Vec<Line> = ring.windows(2).map(|pair| Line::new(Coord::from(pair[0]), Coord::from(pair[1]))).collect();
    let amid = |a: Position, b: Position, c: Position| {
        Point::new((a[0] + b[0] + c[0]) / 3.0, (a[1] + b[1] + c[1]) / 3.0 + 1e-7)
    };
    let near = ring.windows(3).map(|three| amid(three[0], three[1], three[2]));
    let far = ring.iter().zip(ring.iter().skip(2)).zip(ring.iter().skip(4)).map(|((a, b), c)| amid(*a, *b, *c));
    near.chain(far)
        .filter(|place| edges.iter().all(|edge| Euclidean.distance(edge, place) > 3.0 * HAIR))
        .take(40)
        .collect()
}

/// How many times the ring goes round a place that lies off its edges.
fn turns_about(ring: &[Position], place: Point) -> i32 {
    let mut turns = 0;
    for pair in ring.windows(2) {
        let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
        let side = (bx - ax) * (place.y() - ay) - (place.x() - ax) * (by - ay);
        if ay <= place.y() && by > place.y() && side > 0.0 {
            turns += 1;
        } else if ay > place.y() && by <= place.y() && side < 0.0 {
            turns -= 1;
        }
    }
    turns
}
