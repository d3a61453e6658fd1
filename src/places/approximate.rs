//! Approximate outlines of communes, computed from their centroids.
//!
//! Each commune gets the places nearer to its centroid than to any other, inside a hull around all of them.
//! They give a map to begin with and are called approximate wherever they are drawn.

use geo::{BooleanOps, Buffer, Contains, ConvexHull, MultiPoint, MultiPolygon, Point, Voronoi};

/// How far the hull reaches beyond the outermost centroids, in degrees: about 9 km, the radius of a commune.
const HULL_MARGIN_DEGREES: f64 = 0.08;

/// One outline for each of `centroids` (longitude, latitude; all different), in their order;
/// `None` where none can be computed, as for fewer than three.
pub fn approximate_boundaries(centroids: &[(f64, f64)]) -> Vec<Option<MultiPolygon<f64>>> {
    // The hull of nothing cannot be buffered, and fewer than three centroids have no cells.
    if centroids.len() < 3 {
        return vec![None; centroids.len()];
    }
    let points: Vec<Point<f64>> = centroids.iter().map(|&position| position.into()).collect();
    let cloud = MultiPoint::new(points.clone());
    let hull = cloud.convex_hull().buffer(HULL_MARGIN_DEGREES);
    let Ok(cells) = cloud.voronoi_cells() else {
        return vec![None; points.len()];
    };
    points
        .iter()
        .map(|point| cells.iter().find(|cell| cell.contains(point)).map(|cell| cell.intersection(&hull)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::Area;

    #[test]
    fn four_corners_share_the_hull_equally() {
        let cells = approximate_boundaries(&[(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]);
        let areas: Vec<f64> = cells.iter().map(|cell| cell.as_ref().unwrap().unsigned_area()).collect();
        for area in &areas {
            assert!((area - areas[0]).abs() < 1e-6, "{areas:?}");
        }
    }

    #[test]
    fn each_centroid_lies_in_its_own_cell_only() {
        let centroids = [(107.7, 15.0), (107.9, 15.1), (108.0, 14.35), (108.2, 14.9), (107.6, 14.7)];
        let cells = approximate_boundaries(&centroids);
        for (at, cell) in cells.iter().enumerate() {
            for (of, centroid) in centroids.iter().enumerate() {
                assert_eq!(cell.as_ref().unwrap().contains(&Point::from(*centroid)), at == of);
            }
        }
    }

    #[test]
    fn fewer_than_three_centroids_have_no_cells() {
        assert_eq!(approximate_boundaries(&[]), Vec::new());
        assert_eq!(approximate_boundaries(&[(107.7, 15.0), (107.9, 15.1)]), vec![None, None]);
    }
}
