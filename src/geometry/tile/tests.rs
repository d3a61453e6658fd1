//! What a tile shows of an area, held against the area itself.

use geo::{Area, Coord, Distance, Euclidean, Intersects, LineString, MapCoords, MultiPolygon, Point, Polygon, polygon};
use proptest::prelude::*;

use super::draw::twice_area;
use super::*;

/// An area in units of a tile as one in degrees.
fn on_earth(tile: TileId, area: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let across = f64::from(1_u32 << tile.z) * f64::from(EXTENT);
    let [left, top] = tile.origin().map(f64::from);
    area.map_coords(|at| {
        let (x, y) = ((at.x + left) / across, (at.y + top) / across);
        Coord { x: (x - 0.5) * 360.0, y: ((0.5 - y) * 2.0 * PI).sinh().atan().to_degrees() }
    })
}

fn square(west: f64, north: f64, side: f64) -> MultiPolygon<f64> {
    MultiPolygon::new(vec![
        polygon![(x: west, y: north), (x: west + side, y: north), (x: west + side, y: north + side), (x: west, y: north + side)],
    ])
}

/// The tile of most tests: near Ngọc Linh.
fn tile() -> TileId {
    TileId::at(12, 107.95, 15.08).unwrap()
}

fn drawn(area: &MultiPolygon<f64>) -> (Shown, Vec<Ring>) {
    let mut drawing = Drawing::new(tile());
    let shown = drawing.draw(&on_earth(tile(), area));
    (shown, drawing.rings().to_vec())
}

/// What the rings cover, by their turning: outer rings to the right, holes to the left.
fn covered(rings: &[Ring]) -> MultiPolygon<f64> {
    let line =
        |ring: &Ring| LineString::from(ring.iter().map(|at| (f64::from(at[0]), f64::from(at[1]))).collect::<Vec<_>>());
    let mut polygons: Vec<Polygon<f64>> = Vec::new();
    for ring in rings {
        if twice_area(ring) > 0 {
            polygons.push(Polygon::new(line(ring), Vec::new()));
        } else {
            polygons.last_mut().unwrap().interiors_push(line(ring));
        }
    }
    MultiPolygon::new(polygons)
}

#[test]
fn a_tile_knows_where_it_is() {
    assert_eq!(TileId::at(0, 108.0, 15.0), TileId::new(0, 0, 0));
    assert_eq!(TileId::at(1, 108.0, 15.0), TileId::new(1, 1, 0));
    // As OpenStreetMap counts: the tile of Kon Tum at zoom 10.
    assert_eq!(TileId::at(10, 108.0, 14.35), TileId::new(10, 819, 470));
    assert_eq!(TileId::new(10, 1_024, 0), None);
    assert_eq!(TileId::new(17, 0, 0), None);
    let [west, south, east, north] = TileId::new(0, 0, 0).unwrap().shown();
    assert!(west < -180.0 && east > 180.0 && south < -85.0 && north > 85.0);
}

#[test]
fn a_square_stays_a_square_and_turns_to_the_right() {
    let (shown, rings) = drawn(&square(100.0, 200.0, 50.0));
    assert_eq!(shown, Shown::Rings);
    assert_eq!(rings.len(), 1);
    assert_eq!(twice_area(&rings[0]), 2 * 50 * 50);
    assert_eq!(rings[0].len(), 4);
}

#[test]
fn a_hole_turns_to_the_left() {
    let mut area = square(100.0, 100.0, 100.0);
    area.0[0].interiors_push(square(120.0, 120.0, 40.0).0[0].exterior().clone());
    let (_, rings) = drawn(&area);
    assert_eq!(rings.iter().map(|ring| twice_area(ring)).collect::<Vec<_>>(), [2 * 100 * 100, -2 * 40 * 40]);
}

#[test]
fn what_is_smaller_than_a_pixel_becomes_one() {
    let (shown, rings) = drawn(&square(101.0, 203.0, 2.0));
    assert_eq!(shown, Shown::Pixel([12, 25]));
    assert_eq!(twice_area(&rings[0]), 2 * i64::from(PIXEL * PIXEL));
    assert!(rings[0].contains(&[96, 200]) && rings[0].contains(&[104, 208]));
}

#[test]
fn many_small_parts_become_a_pixel_each_where_they_differ() {
    let parts = [(10.0, 10.0), (12.0, 11.0), (900.0, 10.0)].map(|(x, y)| square(x, y, 1.0).0.remove(0));
    let (shown, rings) = drawn(&MultiPolygon::new(parts.to_vec()));
    assert_eq!((shown, rings.len()), (Shown::Rings, 2));
}

#[test]
fn a_sliver_becomes_a_bar() {
    let sliver = MultiPolygon::new(vec![
        polygon![(x: 100.0, y: 100.0), (x: 300.0, y: 100.1), (x: 500.0, y: 100.2), (x: 300.0, y: 100.3)],
    ]);
    let (shown, rings) = drawn(&sliver);
    assert_eq!(shown, Shown::Rings);
    assert!(twice_area(&rings[0]) >= 2 * 400 * i64::from(PIXEL / 4));
}

#[test]
fn what_lies_beside_is_not_drawn_and_what_crosses_is_cut_in_the_buffer() {
    assert_eq!(drawn(&square(-500.0, 0.0, 300.0)).0, Shown::Nothing);
    let (_, rings) = drawn(&square(-500.0, 1_000.0, 600.0));
    assert_eq!(twice_area(&rings[0]), 2 * (100 + i64::from(BUFFER)) * 600);
    let (_, rings) = drawn(&square(-5_000.0, -5_000.0, 15_000.0));
    assert_eq!(twice_area(&rings[0]), 2 * i64::from(EXTENT + 2 * BUFFER).pow(2));
}

#[test]
fn neighbours_agree_on_what_crosses_their_border() {
    // A wavy ring over the eastern edge of the tile: seen from both tiles it has the same positions.
    let wave = |at: f64| 2_000.0 + 700.0 * (at / 9.0).sin();
    let mut ring: Vec<(f64, f64)> = (0..400).map(|at| (3_700.0 + f64::from(at) * 2.0, wave(f64::from(at)))).collect();
    ring.extend([(4_500.0, 3_500.0), (3_700.0, 3_500.0)]);
    let area = on_earth(tile(), &MultiPolygon::new(vec![Polygon::new(ring.into(), Vec::new())]));
    let east = TileId { x: tile().x + 1, ..tile() };
    let seen = |from: TileId| {
        let mut drawing = Drawing::new(from);
        drawing.draw(&area);
        drawing.rings().concat()
    };
    let near = |at: &[i32; 2], edge: i32| (at[0] - edge).abs() < BUFFER - 1;
    let mut here: Vec<_> =
        seen(tile()).into_iter().filter(|at| near(at, EXTENT)).map(|[x, y]| [x - EXTENT, y]).collect();
    let mut there: Vec<_> = seen(east).into_iter().filter(|at| near(at, 0)).collect();
    here.sort_unstable();
    there.sort_unstable();
    assert!(!here.is_empty());
    assert_eq!(here, there);
}

/// A star-shaped ring with spikes of any depth, which never crosses itself.
fn star() -> impl Strategy<Value = MultiPolygon<f64>> {
    let radii = proptest::collection::vec(0.3..1.0_f64, 3..80);
    (-300.0..4_400.0_f64, -300.0..4_400.0_f64, 2.0..3_000.0_f64, radii).prop_map(|(x, y, size, radii)| {
        let turn = 2.0 * PI / radii.len() as f64;
        let ring: Vec<(f64, f64)> = radii
            .iter()
            .enumerate()
            .map(|(at, radius)| {
                let angle = turn * at as f64;
                (x + size * radius * angle.cos(), y + size * radius * angle.sin())
            })
            .collect();
        MultiPolygon::new(vec![Polygon::new(ring.into(), Vec::new())])
    })
}

/// The rings of an area, each drawn by all of its positions.
fn drawn_at_length(area: &MultiPolygon<f64>) -> Vec<Ring> {
    let grid = Grid::of_tile(tile());
    let on_earth = on_earth(tile(), area);
    let rings = on_earth.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    let mut drawn: Vec<Ring> = rings.map(|ring| ring.0.iter().skip(1).map(|at| grid.place(*at)).collect()).collect();
    for ring in &mut drawn {
        let Some(bounds) = super::draw::bounds(ring) else { return };
        super::clip::clip(ring, bounds, &mut Vec::new());
    }
    drawn
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_the_near_positions_draw_what_all_draw(area in star(), x in -9e3..9e3_f64, y in -9e3..9e3_f64, grown in 1.0..30.0_f64) {
        // Around the tile, beside it, across its edges.
        let area = area.map_coords(|at| Coord { x: (at.x - 2e3) * grown + x, y: (at.y - 2e3) * grown + y });
        let (shown, rings) = drawn(&area);
        let at_length = drawn_at_length(&area);
        let whole = |rings: &[Ring]| rings.iter().map(|ring| twice_area(ring).abs()).sum::<i64>() as f64 / 2.0;
        let outline: f64 = at_length.iter().map(|ring| LineString::from(
            ring.iter().chain(ring.first()).map(|at| (f64::from(at[0]), f64::from(at[1]))).collect::<Vec<_>>(),
        )).map(|line| geo::Length::length(&Euclidean, &line)).sum();
        if !matches!(shown, Shown::Pixel(_)) {
            prop_assert!((whole(&rings) - whole(&at_length)).abs() <= outline + 64.0, "{rings:?} {at_length:?}");
        }
    }

    #[test]
    fn nothing_is_drawn_beyond_the_buffer(area in star()) {
        let (_, rings) = drawn(&area);
        for at in rings.concat() {
            prop_assert!(at.iter().all(|unit| (-BUFFER..=EXTENT + BUFFER).contains(unit)), "{at:?}");
        }
    }

    #[test]
    fn rings_turn_as_they_should_and_go_back_on_themselves_nowhere(area in star()) {
        let (_, rings) = drawn(&area);
        for ring in rings {
            prop_assert!(ring.len() >= 3 && twice_area(&ring) > 0, "{ring:?}");
            let ahead = |at: usize| ring[at % ring.len()];
            for at in 0..ring.len() {
                prop_assert_ne!(super::simplify::cross(ahead(at), ahead(at + 1), ahead(at + 2)), 0, "{:?}", ring);
            }
        }
    }

    #[test]
    fn a_position_is_drawn_where_the_area_holds_it(area in star(), x in 0.0..4_096.0_f64, y in 0.0..4_096.0_f64) {
        let (shown, rings) = drawn(&area);
        let at = Point::new(x, y);
        // Within two units of the outline the grid may decide either way: half for the grid, one for fewer positions.
        let outline = area.0[0].exterior();
        let far = Euclidean.distance(&at, outline) > 2.0;
        if shown == Shown::Rings && far {
            prop_assert_eq!(covered(&rings).intersects(&at), area.intersects(&at));
        }
    }

    #[test]
    fn no_area_vanishes(x in 0.0..4_090.0_f64, y in 0.0..4_090.0_f64, size in 0.01..20.0_f64, flat in 0.01..1.0_f64) {
        let area = MultiPolygon::new(vec![
            polygon![(x: x, y: y), (x: x + size, y: y), (x: x + size, y: y + size * flat), (x: x, y: y + size * flat)],
        ]);
        let (shown, rings) = drawn(&area);
        prop_assert_ne!(shown, Shown::Nothing);
        prop_assert!(covered(&rings).unsigned_area() > 0.0);
    }
}
