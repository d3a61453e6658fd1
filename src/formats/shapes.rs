//! Rings into areas, parts into one shape, and back.

use geo::{
    Area, BoundingRect, Contains, Coord, Geometry, LineString, MultiPolygon, Orient, Point, Polygon, Rect,
    orient::Direction,
};

use super::gather::{a_line, many_points, mixed, not_numbers};
use crate::kernel::Localized;

/// The most comparisons of holes with outlines for one shape.
const MAX_WORK: usize = 200_000_000;

/// One shape of several parts, as collections and KML's multi-geometries hold them: areas become one area of
/// several parts; nothing is no shape.
pub(super) fn united(parts: Vec<Geometry<f64>>) -> Result<Option<Geometry<f64>>, Localized> {
    let mut points = Vec::new();
    let mut areas = Vec::new();
    let mut lines = false;
    let mut waiting = parts;
    waiting.reverse();
    while let Some(part) = waiting.pop() {
        match part {
            Geometry::Point(point) => points.push(point),
            Geometry::MultiPoint(many) => points.extend(many),
            Geometry::Polygon(area) => areas.push(area),
            Geometry::MultiPolygon(many) => areas.extend(many),
            Geometry::GeometryCollection(many) => waiting.extend(many.0.into_iter().rev()),
            _ => lines = true,
        }
    }
    match (points.as_slice(), areas.is_empty(), lines) {
        ([], true, false) => Ok(None),
        ([point], true, false) => Ok(Some(Geometry::Point(*point))),
        (_, true, false) => Err(many_points()),
        ([], false, false) => Ok(Some(area_of(areas))),
        ([], true, true) => Err(a_line()),
        _ => Err(mixed()),
    }
}

/// A polygon where there is one, else a multi-polygon.
pub(super) fn area_of(mut areas: Vec<Polygon<f64>>) -> Geometry<f64> {
    match areas.len() {
        1 => areas.pop().map_or_else(|| Geometry::MultiPolygon(MultiPolygon::new(Vec::new())), Geometry::Polygon),
        _ => Geometry::MultiPolygon(MultiPolygon::new(areas)),
    }
}

/// A polygon of rings, the first of them its outline; `None` where that has no vertex.
pub(super) fn polygon_of(rings: Vec<Vec<Coord<f64>>>) -> Option<Polygon<f64>> {
    let mut rings = rings.into_iter().map(LineString::new);
    let outline = rings.next().filter(|outline| !outline.0.is_empty())?;
    Some(Polygon::new(outline, rings.filter(|ring| !ring.0.is_empty()).collect()))
}

/// The area of loose rings as a shapefile has them: outlines clockwise, holes counter-clockwise, in any order.
///
/// Where every ring runs the wrong way round they are all outlines; a hole outside every outline is one itself.
/// What is no number is refused before anything is measured: `geo` panics on it.
pub(super) fn area_of_rings(rings: Vec<Vec<Coord<f64>>>) -> Result<Option<Geometry<f64>>, Localized> {
    if !rings.iter().flatten().all(|at| at.x.is_finite() && at.y.is_finite()) {
        return Err(not_numbers());
    }
    let polygons = rings.into_iter().filter_map(|ring| polygon_of(vec![ring]));
    let (mut outlines, mut holes): (Vec<_>, Vec<_>) = polygons.partition(|ring| ring.signed_area() <= 0.0);
    if outlines.is_empty() {
        outlines = std::mem::take(&mut holes);
    }
    let vertices: usize = outlines.iter().map(|outline| outline.exterior().0.len()).sum();
    if holes.len().saturating_mul(vertices) > MAX_WORK {
        return Err(Localized::new(
            "Hình có quá nhiều lỗ. Đơn giản hóa hoặc tách hình rồi nhập lại.",
            "The shape has too many holes. Simplify or split it and import it again.",
        ));
    }
    let boxes: Vec<Option<Rect<f64>>> = outlines.iter().map(BoundingRect::bounding_rect).collect();
    for hole in holes {
        match holder(&hole, &outlines, &boxes).and_then(|index| outlines.get_mut(index)) {
            Some(outline) => outline.interiors_push(hole.exterior().clone()),
            None => outlines.push(hole),
        }
    }
    let turned: Vec<_> = outlines.into_iter().map(|area| area.orient(Direction::Default)).collect();
    Ok(if turned.is_empty() { None } else { Some(area_of(turned)) })
}

/// The smallest outline round the hole.
fn holder(hole: &Polygon<f64>, outlines: &[Polygon<f64>], boxes: &[Option<Rect<f64>>]) -> Option<usize> {
    let bounds = hole.bounding_rect()?;
    let extent = |rect: &Rect<f64>| rect.width() * rect.height();
    let mut around: Vec<(usize, f64)> = boxes
        .iter()
        .enumerate()
        .filter_map(|(index, rect)| {
            rect.as_ref().filter(|rect| encloses(rect, &bounds)).map(|rect| (index, extent(rect)))
        })
        .collect();
    if let [(only, _)] = around.as_slice() {
        return Some(*only);
    }
    around.sort_by(|(_, one), (_, other)| one.total_cmp(other));
    let vertex = hole.exterior().0.iter().copied();
    let tried: Vec<Point<f64>> = vertex.take(3).map(Point::from).collect();
    around.iter().map(|(index, _)| *index).find(|index| {
        let outline = outlines.get(*index).map(|outline| Polygon::new(outline.exterior().clone(), Vec::new()));
        outline.is_some_and(|outline| tried.iter().any(|vertex| outline.contains(vertex)))
    })
}

fn encloses(outer: &Rect<f64>, inner: &Rect<f64>) -> bool {
    outer.min().x <= inner.min().x
        && outer.min().y <= inner.min().y
        && outer.max().x >= inner.max().x
        && outer.max().y >= inner.max().y
}

/// The parts of a shape that is an area.
pub(super) fn parts(geometry: &Geometry<f64>) -> Option<&[Polygon<f64>]> {
    match geometry {
        Geometry::Polygon(area) => Some(std::slice::from_ref(area)),
        Geometry::MultiPolygon(areas) => Some(&areas.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    fn ring(points: &[(f64, f64)]) -> Vec<Coord<f64>> {
        points.iter().map(|&(x, y)| Coord { x, y }).collect()
    }

    #[test]
    fn a_hole_goes_into_the_smallest_outline_round_it() {
        let large = ring(&[(0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0), (0.0, 0.0)]);
        let away = ring(&[(20.0, 0.0), (20.0, 1.0), (21.0, 1.0), (21.0, 0.0), (20.0, 0.0)]);
        let hole = ring(&[(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0), (1.0, 1.0)]);
        let Ok(Some(Geometry::MultiPolygon(area))) = area_of_rings(vec![hole, away, large]) else { panic!() };
        assert!((area.unsigned_area() - 100.0).abs() < 1e-9, "100 + 1 − 1");
        assert_eq!(area.0.iter().map(|part| part.interiors().len()).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn an_outline_that_runs_the_wrong_way_round_is_still_one() {
        let square = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0), (x: 0.0, y: 1.0), (x: 0.0, y: 0.0)];
        let read = area_of_rings(vec![square.exterior().0.clone()]);
        assert_eq!(read, Ok(Some(Geometry::Polygon(square))));
    }

    #[test]
    fn rings_with_what_is_no_number_are_refused_without_a_panic() {
        for strange in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let bent = ring(&[(0.0, 0.0), (0.0, strange), (1.0, 1.0), (0.0, 0.0)]);
            assert_eq!(area_of_rings(vec![bent.clone()]), Err(not_numbers()));
            assert_eq!(area_of_rings(vec![bent.clone(), bent]), Err(not_numbers()));
        }
        let vast = ring(&[(-f64::MAX, 0.0), (0.0, f64::MAX), (f64::MAX, 0.0), (-f64::MAX, 0.0)]);
        assert!(area_of_rings(vec![vast.clone(), vast]).is_ok(), "numbers whose product is none");
    }

    #[test]
    fn areas_of_a_collection_become_one_and_points_do_not() {
        let square = Geometry::Polygon(polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0)]);
        let point = Geometry::Point(Point::new(1.0, 2.0));
        assert!(matches!(united(vec![square.clone(), square.clone()]), Ok(Some(Geometry::MultiPolygon(_)))));
        assert_eq!(united(vec![point.clone()]), Ok(Some(point.clone())));
        assert_eq!(united(vec![point.clone(), point.clone()]), Err(many_points()));
        assert_eq!(united(vec![square, point]), Err(mixed()));
        assert_eq!(united(Vec::new()), Ok(None));
    }
}
