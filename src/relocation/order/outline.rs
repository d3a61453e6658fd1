//! Zones as CAP draws them: outlines only, since CAP knows no holes, and no more positions than readers take.

use geo::{BoundingRect, ConvexHull, LineString, MultiPolygon, Polygon, Rect};

use crate::geometry::cap_areas::ring_area;
use crate::geometry::cap_shapes::{MAX_POINTS, Position};

/// How closely zones are drawn. Whatever is left out, the drawn area holds the zone whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outline {
    /// Along their outlines; holes are filled.
    Exact,
    /// One convex ring around each zone.
    Hulls,
    /// One box around each zone.
    Boxes,
    /// One box around all of them.
    OneBox,
}

impl Outline {
    /// The name in the message.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Hulls => "convex_hull",
            Self::Boxes => "box",
            Self::OneBox => "one_box",
        }
    }
}

/// The most positions of one language's block: both blocks draw the same zones, and count together.
const MOST: usize = MAX_POINTS / 2;

/// Half the width, in degrees, of the box that stands for what is too small to be drawn: about a metre.
const SPECK: f64 = 1e-5;

/// How an area is drawn: its rings.
type Drawn = fn(&MultiPolygon<f64>) -> Vec<LineString<f64>>;

/// The rings of each area, longitude first, each closed; as closely as `most` positions allow.
pub(super) fn rings_of(areas: &[&MultiPolygon<f64>]) -> (Outline, Vec<Vec<Vec<Position>>>) {
    rings_within(areas, MOST)
}

fn rings_within(areas: &[&MultiPolygon<f64>], most: usize) -> (Outline, Vec<Vec<Vec<Position>>>) {
    let draw: [(Outline, Drawn); 3] = [
        (Outline::Exact, |area| area.iter().map(|part| part.exterior().clone()).collect()),
        (Outline::Hulls, |area| vec![area.convex_hull().exterior().clone()]),
        (Outline::Boxes, |area| area.bounding_rect().map(box_ring).into_iter().collect()),
    ];
    for (outline, rings) in draw {
        let drawn: Vec<Vec<Vec<Position>>> =
            areas.iter().map(|area| rings(area).iter().filter_map(ring_positions).collect()).collect();
        if drawn.iter().flatten().map(Vec::len).sum::<usize>() <= most {
            return (outline, drawn);
        }
    }
    let all = MultiPolygon(areas.iter().flat_map(|area| area.iter().cloned()).collect::<Vec<Polygon<f64>>>());
    let around = all.bounding_rect().map(box_ring).as_ref().and_then(ring_positions);
    // The first area draws the box for all.
    let mut drawn = vec![Vec::new(); areas.len()];
    if let (Some(first), Some(ring)) = (drawn.first_mut(), around) {
        first.push(ring);
    }
    (Outline::OneBox, drawn)
}

fn box_ring(rect: Rect<f64>) -> LineString<f64> {
    rect.to_polygon().exterior().clone()
}

/// The positions of a ring to a ten-millionth of a degree (a centimetre); a box around one that encloses nothing then.
fn ring_positions(ring: &LineString<f64>) -> Option<Vec<Position>> {
    let cut = |degrees: f64| (degrees * 1e7).round() / 1e7;
    let mut positions: Vec<Position> = ring.coords().map(|at| [cut(at.x), cut(at.y)]).collect();
    positions.dedup();
    if positions.first() != positions.last() {
        positions.extend(positions.first().copied());
    }
    if positions.len() >= 4 && ring_area(&positions).is_some() {
        return Some(positions);
    }
    let around = ring.bounding_rect()?;
    let (west, south) = (cut(around.min().x - SPECK), cut(around.min().y - SPECK));
    let (east, north) = (cut(around.max().x + SPECK), cut(around.max().y + SPECK));
    Some(vec![[west, south], [east, south], [east, north], [west, north], [west, south]])
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Contains, Coord, Point, polygon};

    fn square(x: f64) -> MultiPolygon<f64> {
        MultiPolygon(vec![polygon![
            exterior: [(x: x, y: 15.0), (x: x + 1.0, y: 15.0), (x: x + 1.0, y: 16.0), (x: x, y: 16.0)],
            interiors: [[(x: x + 0.4, y: 15.4), (x: x + 0.6, y: 15.4), (x: x + 0.5, y: 15.6)]],
        ]])
    }

    #[test]
    fn holes_are_filled_and_rings_closed() {
        let (outline, rings) = rings_of(&[&square(107.0)]);
        assert_eq!((outline, rings[0].len(), rings[0][0].len()), (Outline::Exact, 1, 5));
        assert_eq!(rings[0][0].first(), rings[0][0].last());
        assert!(ring_area(&rings[0][0]).unwrap().contains(&Point::new(107.5, 15.5)), "the hole is inside");
    }

    #[test]
    fn what_is_too_fine_is_drawn_larger_never_smaller() {
        let star: Vec<Coord<f64>> = (0..200)
            .map(|step| {
                let (angle, radius) =
                    (f64::from(step) * std::f64::consts::TAU / 200.0, 0.1 + 0.1 * f64::from(step % 2));
                Coord { x: 108.0 + radius * angle.cos(), y: 15.0 + radius * angle.sin() }
            })
            .collect();
        let star = MultiPolygon(vec![Polygon::new(LineString(star), Vec::new())]);
        let areas = [&star, &square(107.0)];
        for (most, expected) in
            [(1_000, Outline::Exact), (150, Outline::Hulls), (10, Outline::Boxes), (9, Outline::OneBox)]
        {
            let (outline, rings) = rings_within(&areas, most);
            assert_eq!(outline, expected, "{most}");
            assert!(rings.iter().flatten().map(Vec::len).sum::<usize>() <= most);
            let drawn = MultiPolygon(
                rings.iter().flatten().flat_map(|ring| ring_area(ring).unwrap().0).collect::<Vec<Polygon<f64>>>(),
            );
            for position in star.0[0].exterior().coords() {
                let inner = Point::new(108.0 + 0.999 * (position.x - 108.0), 15.0 + 0.999 * (position.y - 15.0));
                assert!(drawn.contains(&inner), "{outline:?} leaves {inner:?} out");
            }
        }
    }

    #[test]
    fn what_encloses_nothing_at_a_centimetre_is_a_small_box() {
        let speck = MultiPolygon(vec![
            polygon![(x: 108.0, y: 15.0), (x: 108.000_000_001, y: 15.0), (x: 108.0, y: 15.000_000_001)],
        ]);
        let (_, rings) = rings_of(&[&speck]);
        assert!(ring_area(&rings[0][0]).unwrap().contains(&Point::new(108.0, 15.0)));
    }
}
