//! Held against `geo`'s own exact tests, which look at every edge of every area.

use geo::{
    Area, Buffer, Coord, Covers, Intersects, LineString, MultiPolygon, Point, Polygon, Rect, Rotate, Translate,
    Validation,
};
use proptest::prelude::*;

use super::{AreaSet, Hold};

/// Star-shaped rings with corners on whole numbers: vertices of different areas fall together, edges lie on one
/// another, and points lie exactly on both.
fn star(centre: (i32, i32), radii: &[i32]) -> Polygon<f64> {
    const AROUND: [(i32, i32); 12] =
        [(4, 0), (4, 1), (3, 3), (0, 4), (-1, 4), (-3, 3), (-4, 0), (-4, -1), (-3, -3), (0, -4), (1, -4), (3, -3)];
    let corner = |((x, y), radius): (&(i32, i32), &i32)| Coord {
        x: f64::from(centre.0 + x * radius) / 8.0,
        y: f64::from(centre.1 + y * radius) / 8.0,
    };
    Polygon::new(LineString::new(AROUND.iter().zip(radii).map(corner).collect()), Vec::new())
}

prop_compose! {
    fn polygon()(centre in (-60..60, -60..60), radii in prop::collection::vec(1..9, 12)) -> Polygon<f64> {
        star(centre, &radii)
    }
}

/// An area with a hole in it, or of two parts, or plain; valid, as all areas in a set are.
fn area() -> impl Strategy<Value = MultiPolygon<f64>> {
    let plain = polygon().prop_map(|polygon| MultiPolygon::new(vec![polygon]));
    let with_hole = (-60..60, -60..60).prop_map(|(x, y)| {
        let hole = star((x, y), &[1; 12]).exterior().clone();
        MultiPolygon::new(vec![Polygon::new(star((x, y), &[6; 12]).exterior().clone(), vec![hole])])
    });
    let of_two = (polygon(), 80..120).prop_map(|(polygon, along)| {
        let other = polygon.translate(f64::from(along) / 8.0, 0.0);
        MultiPolygon::new(vec![polygon, other])
    });
    prop_oneof![plain, with_hole, of_two].prop_filter("valid", |area| area.is_valid() && area.unsigned_area() > 0.0)
}

/// Anywhere on the lattice of the corners, between them, and a hair beside.
fn point() -> impl Strategy<Value = (f64, f64)> {
    let hair = prop_oneof![Just(0.0), Just(1e-9), Just(-1e-9), Just(0.037), Just(f64::EPSILON)];
    (-800..800, -800..800, hair.clone(), hair)
        .prop_map(|(x, y, dx, dy)| (f64::from(x) / 80.0 + dx, f64::from(y) / 80.0 + dy))
}

fn at(set: &AreaSet<MultiPolygon<f64>>, (lon, lat): (f64, f64)) -> Vec<usize> {
    let mut found = Vec::new();
    set.each_at(lon, lat, |position| found.push(position));
    found
}

fn one_by_one(areas: &[MultiPolygon<f64>], test: impl Fn(&MultiPolygon<f64>) -> bool) -> Vec<usize> {
    areas.iter().enumerate().filter(|(_, area)| test(area)).map(|(position, _)| position).collect()
}

fn meeting(set: &AreaSet<MultiPolygon<f64>>, area: &MultiPolygon<f64>) -> Vec<usize> {
    let mut found: Vec<usize> = set.meeting(area).into_iter().map(|(position, _)| position).collect();
    found.sort_unstable();
    found.dedup();
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_box_finds_the_areas_that_each_test_alone_finds(
        areas in prop::collection::vec(area(), 1..24),
        (x, y) in point(), (width, height) in (0..200_i32, 0..200_i32),
    ) {
        let set = AreaSet::new(areas.clone());
        let wanted = Rect::new((x, y), (x + f64::from(width) / 40.0, y + f64::from(height) / 40.0));
        let mut found = set.meeting_box(wanted, usize::MAX).unwrap();
        found.sort_unstable();
        let one_by_one = one_by_one(&areas, |area| wanted.to_polygon().intersects(area));
        prop_assert_eq!(&found, &one_by_one);
        let mut by_boxes = set.meeting_large_box(wanted, usize::MAX).unwrap();
        by_boxes.sort_unstable();
        prop_assert_eq!(&by_boxes, &one_by_one);
        prop_assert!(set.meeting_box(wanted, set.in_box(wanted).len()).is_some());
        prop_assert!(found.is_empty() || set.meeting_box(wanted, found.len() - 1).is_none());
    }

    #[test]
    fn a_point_finds_the_areas_that_each_test_alone_finds(
        areas in prop::collection::vec(area(), 1..24),
        points in prop::collection::vec(point(), 60),
    ) {
        let set = AreaSet::new(areas.clone());
        let corners = areas.iter().flat_map(|area| area.0[0].exterior().0.iter().map(|corner| (corner.x, corner.y)));
        let middles = areas.iter().flat_map(|area| area.0[0].exterior().lines().map(|line| {
            let middle = (line.start + line.end) / 2.0;
            (middle.x, middle.y)
        }));
        for point in points.into_iter().chain(corners).chain(middles) {
            let slow = one_by_one(&areas, |area| area.intersects(&Point::from(point)));
            prop_assert_eq!(at(&set, point), slow, "at {:?}", point);
        }
    }

    #[test]
    fn an_area_meets_the_areas_that_each_test_alone_finds(
        areas in prop::collection::vec(area(), 1..24),
        asked in prop::collection::vec(area(), 1..4),
    ) {
        let set = AreaSet::new(areas.clone());
        for asked in asked.iter().chain(&areas) {
            prop_assert_eq!(meeting(&set, asked), one_by_one(&areas, |area| area.intersects(asked)));
            for (position, hold) in set.meeting(asked) {
                prop_assert!(hold == Hold::AtLeastAPart || asked.covers(&areas[position]), "held wholly");
            }
        }
    }

    #[test]
    fn turned_areas_with_crooked_coordinates_are_found_too(
        areas in prop::collection::vec((area(), 0.0..360.0_f64), 1..12),
        asked in (area(), 0.0..360.0_f64),
        points in prop::collection::vec(point(), 60),
    ) {
        let turned = |(area, angle): &(MultiPolygon<f64>, f64)| area.rotate_around_point(*angle, Point::new(0.1, 0.2));
        let areas: Vec<_> = areas.iter().map(turned).filter(Validation::is_valid).collect();
        let set = AreaSet::new(areas.clone());
        let corners = areas.iter().flat_map(|area| area.0[0].exterior().0.iter().map(|corner| (corner.x, corner.y)));
        for point in points.into_iter().chain(corners) {
            prop_assert_eq!(at(&set, point), one_by_one(&areas, |area| area.intersects(&Point::from(point))));
        }
        let asked = turned(&asked);
        prop_assert_eq!(meeting(&set, &asked), one_by_one(&areas, |area| area.intersects(&asked)));
    }
}

/// A circle of many corners.
fn round(x: f64, y: f64, radius: f64) -> MultiPolygon<f64> {
    Point::new(x, y).buffer(radius)
}

#[test]
fn an_area_inside_another_meets_it_and_one_in_its_hole_does_not() {
    let ring = MultiPolygon::new(vec![Polygon::new(
        round(108.0, 15.0, 0.5).0[0].exterior().clone(),
        vec![round(108.0, 15.0, 0.3).0[0].exterior().clone()],
    )]);
    let set = AreaSet::new(vec![ring, round(108.0, 15.0, 0.01), round(108.4, 15.0, 0.01)]);
    assert_eq!(meeting(&set, &round(108.0, 15.0, 0.1)), [1], "what lies in the hole does not meet the ring");
    assert_eq!(meeting(&set, &round(108.4, 15.0, 0.001)), [0, 2], "what lies in the ring meets it");
    assert_eq!(meeting(&set, &round(108.0, 15.0, 2.0)), [0, 1, 2]);
}

#[test]
fn areas_that_only_touch_meet() {
    let square = |x: f64| {
        let corners = [(x, 0.0), (x + 1.0, 0.0), (x + 1.0, 1.0), (x, 1.0)];
        MultiPolygon::new(vec![Polygon::new(LineString::from(corners.to_vec()), Vec::new())])
    };
    let set = AreaSet::new(vec![square(0.0), square(1.0), square(2.0 + f64::EPSILON * 2.0)]);
    assert_eq!(meeting(&set, &square(1.0)), [0, 1], "a hair apart is apart");
    assert_eq!(at(&set, (1.0, 0.5)), [0, 1]);
    assert_eq!(at(&set, (1.0, 1.0)), [0, 1]);
    assert!(at(&set, (1.0, 1.0 + f64::EPSILON)).is_empty());
}

#[test]
fn a_level_edge_on_the_line_between_two_rows_is_seen_all_along() {
    let area = |west: f64, south: f64, east: f64, north: f64| {
        let corners = vec![(west, south), (east, south), (east, north), (west, north)];
        MultiPolygon::new(vec![Polygon::new(LineString::from(corners), Vec::new())])
    };
    let asked = area(0.0, 1.9, 0.7, 2.8);
    for west in [0.05, 0.2, 0.4, 0.65] {
        let above = area(west, 2.8, west + 0.2, 3.0);
        assert_eq!(meeting(&AreaSet::new(vec![above.clone()]), &asked), [0], "{west}");
        assert_eq!(meeting(&AreaSet::new(vec![asked.clone()]), &above), [0], "{west}");
    }
}

#[test]
fn an_empty_set_holds_nothing() {
    let set = AreaSet::<MultiPolygon<f64>>::new(Vec::new());
    assert!(at(&set, (108.0, 15.0)).is_empty());
    assert!(meeting(&set, &round(108.0, 15.0, 1.0)).is_empty());
}
