//! Areas made of rings and circles: rings that cross themselves or the antimeridian are put right, and a
//! circle becomes a polygon that holds all of it.
//!
//! Positions are (longitude, latitude) in degrees; every area that is given back stays within ±180.

use std::panic::catch_unwind;

use geo::{
    Area, BooleanOps, BoundingRect, ConvexHull, Coord, Destination, Euclidean, Geodesic, Intersects, Length,
    LineString, MapCoords, MultiPolygon, Point, Polygon, Rect, Translate,
    algorithm::bool_ops::{FillRule, OpType},
};

use crate::geometry::{
    cap_shapes::{CIRCLE_POINTS, Circle, Position},
    plain_ring::is_plain,
    validity::{self, FaultKind},
};

/// More crossings than a mistaken outline has; work on it would not end.
const MAX_CROSSINGS: usize = 2_000;
/// How many pairs of edges are compared before an outline is given up.
const MAX_COMPARISONS: usize = 60_000_000;
/// How often an outline may go round the globe, out and back again.
const MOST_TURNS: i8 = 3;
/// Beyond this radius, in kilometres, a circle becomes a band of latitudes.
const WIDE_KM: f64 = 4_000.0;
/// Where a circle reaches this latitude its sides, straight in degrees, are held against its edge on the ground.
const BENT_FROM: f64 = 65.0;
/// At so many places of each side.
const LOOKS_PER_SIDE: u32 = 8;

/// Whether and how an outline crosses itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crossings {
    /// Nowhere.
    None,
    /// At so many places.
    Some(usize),
    /// So often, or with so many points, that it was not followed to the end.
    TooMany,
}

/// Where a closed ring properly crosses itself; touching does not count.
pub fn crossings(ring: &[Position]) -> Crossings {
    let ring = unwrapped(ring);
    let mut edges: Vec<(Position, Position)> =
        ring.windows(2).filter_map(|pair| if let [a, b] = pair { Some((*a, *b)) } else { None }).collect();
    edges.sort_unstable_by(|a, b| left(*a).total_cmp(&left(*b)));
    let (mut found, mut compared) = (0, 0);
    let mut active: Vec<(Position, Position)> = Vec::new();
    for edge in edges {
        active.retain(|other| right(*other) >= left(edge));
        compared += active.len();
        if compared > MAX_COMPARISONS {
            return Crossings::TooMany;
        }
        found += active.iter().filter(|other| cross(edge, **other)).count();
        if found > MAX_CROSSINGS {
            return Crossings::TooMany;
        }
        active.push(edge);
    }
    if found == 0 { Crossings::None } else { Crossings::Some(found) }
}

/// What a closed ring is as an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outline {
    /// It encloses something and never crosses itself.
    Clear,
    /// It encloses something and crosses itself.
    Crossing,
    /// It encloses nothing.
    Flat,
    /// It is too tangled to tell.
    Tangled,
}

/// What `ring` is, by [`crossings`] and [`ring_area`].
pub fn outline(ring: &[Position]) -> Outline {
    if is_plain(ring) {
        return if polygon_of(ring).unsigned_area() > 0.0 { Outline::Clear } else { Outline::Flat };
    }
    match crossings(ring) {
        Crossings::TooMany => Outline::Tangled,
        _ if ring_area(ring).is_none() => Outline::Flat,
        Crossings::Some(_) => Outline::Crossing,
        Crossings::None => Outline::Clear,
    }
}

/// The area inside a closed ring, or nothing when it is too tangled to tell or has no inside.
///
/// A ring that crosses or touches itself gives every part it encloses (non-zero winding), so nobody within the
/// drawn outline is left out, however often it goes round. One that crosses the antimeridian is cut there.
pub fn ring_area(ring: &[Position]) -> Option<MultiPolygon<f64>> {
    if is_plain(ring) {
        let drawn = MultiPolygon(vec![polygon_of(ring)]);
        return (drawn.unsigned_area() > 0.0).then_some(drawn);
    }
    let drawn = MultiPolygon(vec![polygon_of(&unwrapped(ring))]);
    let area = match crossings(ring) {
        Crossings::TooMany => return None,
        Crossings::Some(_) => enclosed(&drawn),
        Crossings::None => match doubt(&drawn) {
            None => drawn,
            Some(FaultKind::TooIntricate) => return None,
            Some(_) => enclosed(&drawn),
        },
    };
    let area = within_half_turn(area);
    (area.unsigned_area() > 0.0).then_some(area)
}

/// Why a ring that never crosses itself may enclose something else than it seems to: it may touch itself, go over
/// its own line again, or run on beyond the antimeridian.
fn doubt(drawn: &MultiPolygon<f64>) -> Option<FaultKind> {
    validity::faults(drawn).first().map(|fault| fault.kind).filter(|kind| kind.refuses())
}

/// All that is enclosed, in parts that do not meet themselves.
///
/// On about one tangle in some thousands the set operations panic or end unsound (i_overlay 4.5), most of all where
/// three edges cross at one place. Corners moved by a hair (half a millimetre, at last five centimetres) help. What
/// two attempts agree on is believed; if none do, all around the tangle is taken.
fn enclosed(drawn: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let nothing = MultiPolygon::<f64>(Vec::new());
    let united = |area: MultiPolygon<f64>| {
        catch_unwind(|| area.boolean_op_with_fill_rule(&nothing, OpType::Union, FillRule::NonZero)).ok()
    };
    let length: f64 = drawn.iter().map(|part| Euclidean.length(part.exterior())).sum();
    let mut sound: Vec<MultiPolygon<f64>> = Vec::new();
    for hair in [0.0, 1e-8, 1e-7, 3e-7, 6e-7, 1e-6] {
        let Some(area) = united(shaken(drawn, hair)).filter(is_sound) else { continue };
        let agrees =
            |other: &MultiPolygon<f64>| (other.unsigned_area() - area.unsigned_area()).abs() <= (hair + 1e-8) * length;
        if let Some(first) = sound.iter().position(agrees) {
            return sound.swap_remove(first);
        }
        sound.push(area);
    }
    MultiPolygon(vec![drawn.convex_hull()])
}

/// The outline with each corner moved by up to half of `hair`, each in its own way and always the same.
fn shaken(drawn: &MultiPolygon<f64>, hair: f64) -> MultiPolygon<f64> {
    let moved = |(at, c): (u32, &Coord<f64>)| {
        let part = |of: f64| ((f64::from(at) * of).fract() - 0.5) * hair;
        Coord { x: c.x + part(0.618_034), y: c.y + part(0.414_214) }
    };
    // Without the last corner, which is the first again: a polygon is closed as it is made.
    let open = |part: &Polygon<f64>| part.exterior().0.split_last().map_or(Vec::new(), |(_, open)| open.to_vec());
    let corners = |part| (0..).zip(&open(part)).map(moved).collect();
    drawn.iter().map(|part| Polygon::new(LineString(corners(part)), Vec::new())).collect()
}

/// Whether nothing but slivers is wrong with an area, wherever on the globe it lies.
fn is_sound(area: &MultiPolygon<f64>) -> bool {
    let Some(bounds) = area.bounding_rect() else { return true };
    doubt(&area.translate(-bounds.center().x, 0.0)).is_none_or(|kind| kind == FaultKind::OutOfRange)
}

/// A polygon that holds all of `circle`, its boundary included, and at most about 0.2 % more in radius
/// (a band of latitudes beyond 4,000 km, at a pole, and where straight sides would cut some of it off near one);
/// nothing for radius 0, which is a point.
pub fn circle_area(circle: Circle) -> MultiPolygon<f64> {
    let [lon, lat] = circle.centre;
    if circle.radius_km <= 0.0 {
        return MultiPolygon(Vec::new());
    }
    // A degree of latitude is never shorter than 110.5 km, so this reaches at least as far as the circle.
    let reach = circle.radius_km / 110.5;
    if circle.radius_km > WIDE_KM || lat.abs() + reach > 85.0 {
        return band(lat - reach, lat + reach);
    }
    let corners = f64::from(CIRCLE_POINTS);
    // Corners stand outside so that the middles of the sides touch the circle; the rest covers the
    // difference between straight sides in degrees and on the ground.
    let metres = circle.radius_km * 1_000.0 * 1.001 / (std::f64::consts::PI / corners).cos();
    let ring: Vec<Position> = (0..=CIRCLE_POINTS)
        .map(|corner| {
            let bearing = f64::from(corner % CIRCLE_POINTS) * 360.0 / corners;
            let point = Geodesic.destination(Point::new(lon, lat), bearing, metres);
            [point.x(), point.y()]
        })
        .collect();
    let drawn = within_half_turn(MultiPolygon(vec![polygon_of(&unwrapped(&ring))]));
    if lat.abs() + reach > BENT_FROM && !holds_edge(&drawn, circle) {
        return band(lat - reach, lat + reach);
    }
    drawn
}

/// All between two latitudes.
fn band(south: f64, north: f64) -> MultiPolygon<f64> {
    let (south, north) = (south.max(-90.0), north.min(90.0));
    MultiPolygon(vec![polygon_of(&[[-180.0, south], [180.0, south], [180.0, north], [-180.0, north], [-180.0, south]])])
}

/// Whether `drawn` holds the edge of the circle all around.
fn holds_edge(drawn: &MultiPolygon<f64>, circle: Circle) -> bool {
    let [lon, lat] = circle.centre;
    let looks = u32::from(CIRCLE_POINTS) * LOOKS_PER_SIDE;
    (0..looks).all(|look| {
        let bearing = f64::from(look) * 360.0 / f64::from(looks);
        drawn.intersects(&Geodesic.destination(Point::new(lon, lat), bearing, circle.radius_km * 1_000.0))
    })
}

/// The ring with longitudes running on where it steps over the antimeridian, instead of jumping back.
/// A ring that would not close so (around a pole, or the whole globe), or runs on and on, stays as it was written.
fn unwrapped(ring: &[Position]) -> Vec<Position> {
    let mut turn = 0.0;
    let mut last: Option<f64> = None;
    let mut run = Vec::with_capacity(ring.len());
    for [lon, lat] in ring.iter().copied() {
        if let Some(last) = last {
            let step: f64 = lon - last;
            if step > 180.0 && step < 360.0 {
                turn -= 360.0;
            } else if step < -180.0 && step > -360.0 {
                turn += 360.0;
            }
        }
        last = Some(lon);
        run.push([lon + turn, lat]);
    }
    let ends = run.iter().all(|[lon, _]| lon.abs() <= f64::from(MOST_TURNS) * 360.0);
    if turn == 0.0 && ends { run } else { ring.to_vec() }
}

/// Cuts an area that runs beyond ±180 degrees and brings the pieces back.
fn within_half_turn(area: MultiPolygon<f64>) -> MultiPolygon<f64> {
    let Some(bounds) = area.bounding_rect().filter(|bounds| bounds.min().x < -180.0 || bounds.max().x > 180.0) else {
        return area;
    };
    let mut pieces = Vec::new();
    for turn in (-MOST_TURNS..=MOST_TURNS).map(f64::from) {
        let (west, east) = (turn * 360.0 - 180.0, turn * 360.0 + 180.0);
        if bounds.max().x <= west || bounds.min().x >= east {
            continue;
        }
        let slice = Rect::new((west, -90.0), (east, 90.0)).to_polygon();
        let mut piece = catch_unwind(|| area.intersection(&slice)).unwrap_or_else(|_| box_within(bounds, west, east));
        piece.translate_mut(-turn * 360.0, 0.0);
        pieces.extend(piece.map_coords(on_the_seam).0);
    }
    MultiPolygon(pieces)
}

/// What was cut at the antimeridian ends there, and not a hair beside it.
fn on_the_seam(c: Coord<f64>) -> Coord<f64> {
    if (c.x.abs() - 180.0).abs() < 1e-6 { Coord { x: 180_f64.copysign(c.x), ..c } } else { c }
}

/// The part of a box between two meridians.
fn box_within(bounds: Rect<f64>, west: f64, east: f64) -> MultiPolygon<f64> {
    let (min, max) = (bounds.min(), bounds.max());
    MultiPolygon(vec![Rect::new((min.x.max(west), min.y), (max.x.min(east), max.y)).to_polygon()])
}

fn polygon_of(ring: &[Position]) -> Polygon<f64> {
    Polygon::new(LineString::from(ring.iter().map(|[lon, lat]| (*lon, *lat)).collect::<Vec<_>>()), Vec::new())
}

fn left((a, b): (Position, Position)) -> f64 {
    a[0].min(b[0])
}

fn right((a, b): (Position, Position)) -> f64 {
    a[0].max(b[0])
}

fn cross((a, b): (Position, Position), (c, d): (Position, Position)) -> bool {
    let side = |p: Position, q: Position, r: Position| (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
    let apart = |x: f64, y: f64| (x > 0.0 && y < 0.0) || (x < 0.0 && y > 0.0);
    apart(side(a, b, c), side(a, b, d)) && apart(side(c, d, a), side(c, d, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOW_TIE: [Position; 5] = [[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0], [0.0, 0.0]];

    fn holds(area: &MultiPolygon<f64>, lon: f64, lat: f64) -> bool {
        area.intersects(&Point::new(lon, lat))
    }

    #[test]
    fn a_plain_ring_keeps_its_positions() {
        let ring = [[108.0, 16.0], [109.0, 16.0], [109.0, 17.0], [108.0, 16.0]];
        assert_eq!(crossings(&ring), Crossings::None);
        assert_eq!(ring_area(&ring).unwrap(), MultiPolygon(vec![polygon_of(&ring)]));
    }

    #[test]
    fn both_halves_of_a_bow_tie_are_kept() {
        assert_eq!(crossings(&BOW_TIE), Crossings::Some(1));
        let area = ring_area(&BOW_TIE).unwrap();
        assert!((area.unsigned_area() - 2.0).abs() < 1e-6, "{area:?}");
        assert!(holds(&area, 0.2, 1.0) && holds(&area, 1.8, 1.0) && !holds(&area, 1.0, 1.9));
    }

    #[test]
    fn the_middle_of_a_star_is_inside() {
        let star = [[0.0, 3.0], [2.0, -3.0], [-3.0, 1.0], [3.0, 1.0], [-2.0, -3.0], [0.0, 3.0]];
        assert!(holds(&ring_area(&star).unwrap(), 0.0, 0.0));
    }

    #[test]
    fn an_outline_drawn_twice_over_holds_what_it_holds_drawn_once() {
        let twice = [[0.0, 0.0], [2.0, 0.0], [1.0, 2.0], [0.0, 0.0], [2.0, 0.0], [1.0, 2.0], [0.0, 0.0]];
        assert_eq!(crossings(&twice), Crossings::None);
        let area = ring_area(&twice).unwrap();
        assert!((area.unsigned_area() - 2.0).abs() < 1e-6, "{area:?}");
        assert_eq!(validity::faults(&area), []);
    }

    #[test]
    fn both_halves_of_an_outline_that_crosses_itself_at_a_corner_are_kept() {
        let eight = [[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [2.0, 0.0], [1.0, 1.0], [0.0, 2.0], [0.0, 0.0]];
        assert_eq!(crossings(&eight), Crossings::None);
        let area = ring_area(&eight).unwrap();
        assert!(holds(&area, 0.2, 1.0) && holds(&area, 1.8, 1.0) && !holds(&area, 1.0, 1.9), "{area:?}");
    }

    #[test]
    fn a_band_more_than_twice_round_the_globe_is_whole() {
        let out = [[0.0, 10.0], [170.0, 10.0], [-20.0, 10.0], [150.0, 10.0], [-40.0, 30.0], [130.0, 30.0]];
        let back = out.iter().rev().map(|[lon, _]| [*lon, -10.0]);
        let ring: Vec<Position> = out.into_iter().chain(back).chain([[0.0, 10.0]]).collect();
        let area = ring_area(&ring).unwrap();
        assert!((-179..180).all(|lon| holds(&area, f64::from(lon), 9.0)), "every meridian");
        assert!(holds(&area, 0.0, 29.0), "the far end, more than once round");
    }

    #[test]
    fn a_tangle_on_which_set_operations_end_unsound_is_held_all_the_same() {
        let ring = [
            [0.0, 0.0],
            [8.0, 8.0],
            [15.0, 11.0],
            [0.0, 15.0],
            [14.0, 1.0],
            [5.0, 13.0],
            [9.0, 1.0],
            [15.0, 15.0],
            [0.0, 15.0],
            [13.0, 1.0],
            [8.0, 12.0],
            [1.0, 7.0],
            [9.0, 0.0],
            [15.0, 15.0],
            [15.0, 0.0],
            [12.0, 2.0],
            [7.0, 13.0],
            [1.0, 8.0],
            [12.0, 13.0],
            [1.0, 7.0],
            [9.0, 0.0],
            [0.0, 0.0],
            [15.0, 0.0],
            [0.0, 9.0],
            [0.0, 12.0],
            [15.0, 15.0],
            [0.0, 0.0],
        ];
        assert!(holds(&ring_area(&ring).unwrap(), 13.0, 5.0));
    }

    #[test]
    fn a_tangle_on_which_set_operations_panic_is_held_all_the_same() {
        let corners = [
            [0, 9],
            [6, 1],
            [5, 12],
            [1, 0],
            [8, 0],
            [0, 4],
            [8, 14],
            [14, 14],
            [0, 5],
            [12, 0],
            [8, 8],
            [14, 8],
            [14, 14],
            [8, 1],
            [0, 9],
            [6, 0],
            [4, 8],
            [8, 14],
            [14, 8],
            [9, 9],
            [0, 9],
        ];
        let ring = corners.map(|[lon, lat]: [i32; 2]| [f64::from(lon), f64::from(lat)]);
        let area = ring_area(&ring).unwrap();
        let near = |[x, y]: Position| area.intersects(&Rect::new((x - 1e-6, y - 1e-6), (x + 1e-6, y + 1e-6)));
        assert!(ring.into_iter().all(near), "{area:?}");
    }

    #[test]
    fn an_endless_tangle_is_given_up() {
        let zigzag: Vec<Position> =
            (0..400).map(|i| [f64::from(i % 2) * 10.0, f64::from(i * 7919 % 400)]).chain([[0.0, 0.0]]).collect();
        assert_eq!(crossings(&zigzag), Crossings::TooMany);
        assert_eq!(ring_area(&zigzag), None);
    }

    #[test]
    fn a_line_there_and_back_has_no_inside() {
        assert_eq!(ring_area(&[[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [0.0, 0.0]]), None);
    }

    #[test]
    fn a_ring_over_the_antimeridian_is_cut_there() {
        for ring in [
            [[179.0, -18.0], [-179.0, -18.0], [-179.0, -17.0], [179.0, -17.0], [179.0, -18.0]],
            [[179.0, -18.0], [181.0, -18.0], [181.0, -17.0], [179.0, -17.0], [179.0, -18.0]],
        ] {
            let area = ring_area(&ring).unwrap();
            assert!(holds(&area, 179.5, -17.5) && holds(&area, -179.5, -17.5) && !holds(&area, 0.0, -17.5));
            assert!((area.unsigned_area() - 2.0).abs() < 1e-6);
        }
    }

    #[test]
    fn the_whole_globe_is_not_unwrapped_away() {
        let globe = [[-180.0, -90.0], [180.0, -90.0], [180.0, 90.0], [-180.0, 90.0], [-180.0, -90.0]];
        assert!(holds(&ring_area(&globe).unwrap(), 108.0, 16.0));
    }

    #[test]
    fn a_circle_of_radius_zero_has_no_area() {
        assert!(circle_area(Circle { centre: [108.0, 16.0], radius_km: 0.0 }).0.is_empty());
    }

    #[test]
    fn a_circle_over_the_antimeridian_or_a_pole_is_whole() {
        let fiji = circle_area(Circle { centre: [179.9, -17.0], radius_km: 50.0 });
        assert!(holds(&fiji, -179.9, -17.0) && holds(&fiji, 179.6, -17.0));
        let seam = circle_area(Circle { centre: [180.0, 0.0], radius_km: 5.0 });
        assert!(holds(&seam, 180.0, 0.0) && holds(&seam, -180.0, 0.0));
        let pole = circle_area(Circle { centre: [0.0, 89.0], radius_km: 300.0 });
        assert!(holds(&pole, 180.0, 89.5));
    }

    #[test]
    fn a_large_circle_near_a_pole_is_not_cut_off_by_its_straight_sides() {
        let centre = Point::new(0.0, -58.955_925_064_266_11);
        let circle = Circle { centre: [centre.x(), centre.y()], radius_km: 2_867.134_029_775_988_4 };
        let edge = Geodesic.destination(centre, 187.056_164_861_290_48, circle.radius_km * 1_000.0);
        assert!(circle_area(circle).intersects(&edge));
    }

    proptest::proptest! {
        #[test]
        fn the_boundary_of_a_circle_counts_as_inside(
            lon in -180.0..180.0f64, lat in -84.0..84.0f64, radius_km in 0.05..3_900.0f64, bearing in 0.0..360.0f64,
        ) {
            let area = circle_area(Circle { centre: [lon, lat], radius_km });
            let edge = Geodesic.destination(Point::new(lon, lat), bearing, radius_km * 1_000.0);
            assert!(area.intersects(&edge), "{edge:?}");
        }

        #[test]
        fn a_circle_of_ordinary_size_is_not_drawn_much_larger(radius_km in 0.05..1_000.0f64, bearing in 0.0..360.0f64) {
            let area = circle_area(Circle { centre: [108.0, 16.0], radius_km });
            let beyond = Geodesic.destination(Point::new(108.0, 16.0), bearing, radius_km * 1_003.0);
            assert!(!area.intersects(&beyond));
        }
    }
}
