//! The outlines of the communes of one day, to be asked which one a place lies in.
//!
//! An outline that was only computed is judged gently: it may be kilometres off, so a place near it counts as inside.

use std::collections::HashMap;

use geo::{BoundingRect, Coord, Distance, Euclidean, Intersects, MultiPolygon, Point};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::{AdminUnit, BoundaryKind};

/// How far outside an approximate outline a place may lie, in degrees: about 5 km.
const GENTLE_DEGREES: f64 = 0.045;

/// The outline of one commune.
#[derive(Debug, Clone, PartialEq)]
pub struct CommuneOutline {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether the outline is only an approximation.
    pub approximate: bool,
    /// The outline.
    pub area: MultiPolygon<f64>,
}

/// Where a place lies as seen from one commune.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Inside, or near enough to an approximate outline.
    pub inside: bool,
    /// Whether the outline is only an approximation.
    pub approximate: bool,
}

type BoxOf = GeomWithData<Rectangle<[f64; 2]>, usize>;

/// All outlines of a day.
#[derive(Debug, Default)]
pub struct CommuneMap {
    outlines: Vec<CommuneOutline>,
    by_code: HashMap<String, usize>,
    boxes: RTree<BoxOf>,
}

impl CommuneMap {
    /// A map of the commune-level units among `units`, which exist on one day.
    pub fn new(units: Vec<AdminUnit>) -> Self {
        let outlines: Vec<CommuneOutline> = units
            .into_iter()
            .filter(|unit| unit.kind.is_commune_level())
            .filter_map(|unit| {
                let approximate = unit.boundary_kind == BoundaryKind::Approximate;
                Some(CommuneOutline { area: unit.boundary?, code: unit.code, name: unit.name, approximate })
            })
            .collect();
        let by_code = outlines.iter().enumerate().map(|(at, outline)| (outline.code.clone(), at)).collect();
        let boxes = outlines
            .iter()
            .enumerate()
            .filter_map(|(at, outline)| {
                let bounds = outline.area.bounding_rect()?;
                let corners = Rectangle::from_corners(bounds.min().into(), bounds.max().into());
                Some(GeomWithData::new(corners, at))
            })
            .collect();
        Self { outlines, by_code, boxes: RTree::bulk_load(boxes) }
    }

    /// Whether there is no outline at all.
    pub fn is_empty(&self) -> bool {
        self.outlines.is_empty()
    }

    /// The outline of a commune.
    pub fn outline(&self, code: &str) -> Option<&CommuneOutline> {
        self.outlines.get(*self.by_code.get(code)?)
    }

    /// The commune a place lies in; its edge counts as inside.
    pub fn at(&self, place: Coord<f64>) -> Option<&CommuneOutline> {
        let point = Point::from(place);
        self.boxes
            .locate_in_envelope_intersecting(&AABB::from_point([place.x, place.y]))
            .filter_map(|found| self.outlines.get(found.data))
            .find(|outline| outline.area.intersects(&point))
    }

    /// Where a place lies as seen from the commune `code`; nothing where its outline is not known.
    pub fn standing(&self, code: &str, place: Coord<f64>) -> Option<Standing> {
        self.outline(code).map(|outline| {
            let point = Point::from(place);
            let inside = outline.area.intersects(&point)
                || (outline.approximate && Euclidean.distance(&point, &outline.area) < GENTLE_DEGREES);
            Standing { inside, approximate: outline.approximate }
        })
    }

    /// The same for several communes at once: inside where it lies in one of them.
    pub fn standing_in<'c>(&self, codes: impl Iterator<Item = &'c str>, place: Coord<f64>) -> Option<Standing> {
        codes.filter_map(|code| self.standing(code, place)).reduce(|one, other| match (one.inside, other.inside) {
            (true, false) => one,
            (false, true) => other,
            _ => Standing { approximate: one.approximate || other.approximate, ..one },
        })
    }

    /// As seen from all communes of the map; nothing where the map is empty.
    pub fn standing_anywhere(&self, place: Coord<f64>) -> Option<Standing> {
        if self.is_empty() {
            return None;
        }
        let near = AABB::from_corners(
            [place.x - GENTLE_DEGREES, place.y - GENTLE_DEGREES],
            [place.x + GENTLE_DEGREES, place.y + GENTLE_DEGREES],
        );
        let codes = self.boxes.locate_in_envelope_intersecting(&near).filter_map(|found| self.outlines.get(found.data));
        let found = self.standing_in(codes.map(|outline| outline.code.as_str()), place);
        Some(found.unwrap_or(Standing { inside: false, approximate: false }))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::places::{REFORM, UnitKind};

    /// Two square communes side by side, each a tenth of a degree wide, the eastern one only computed.
    pub(in crate::places) fn two_communes() -> CommuneMap {
        let unit = |code: &str, west: f64, boundary_kind| AdminUnit {
            code: code.into(),
            name: format!("Xã {code}"),
            kind: UnitKind::Commune,
            parent_code: Some("51".into()),
            former_district: None,
            valid_from: REFORM,
            valid_to: None,
            lon: west + 0.05,
            lat: 14.95,
            boundary: Some(MultiPolygon::new(vec![geo::Rect::new((west, 14.9), (west + 0.1, 15.0)).to_polygon()])),
            boundary_kind,
            source: String::new(),
        };
        CommuneMap::new(vec![
            unit("20001", 107.8, BoundaryKind::Surveyed),
            unit("20002", 107.9, BoundaryKind::Approximate),
        ])
    }

    fn at(x: f64, y: f64) -> Coord<f64> {
        Coord { x, y }
    }

    #[test]
    fn a_place_lies_in_its_commune_and_on_its_edge() {
        let map = two_communes();
        assert_eq!(map.at(at(107.85, 14.95)).unwrap().code, "20001");
        assert_eq!(map.at(at(107.95, 15.0)).unwrap().code, "20002");
        assert!(map.at(at(108.5, 14.95)).is_none());
        assert!(map.standing("20003", at(107.85, 14.95)).is_none(), "an outline nobody knows says nothing");
    }

    #[test]
    fn near_an_approximate_outline_is_inside_and_near_a_surveyed_one_is_not() {
        let map = two_communes();
        let near = |code| map.standing(code, at(107.9 + if code == "20001" { 0.02 } else { 0.12 }, 14.95)).unwrap();
        assert_eq!(near("20001"), Standing { inside: false, approximate: false });
        assert_eq!(near("20002"), Standing { inside: true, approximate: true });
        assert!(!map.standing("20002", at(108.2, 14.95)).unwrap().inside);
    }

    #[test]
    fn anywhere_means_some_commune_and_an_empty_map_says_nothing() {
        assert!(two_communes().standing_anywhere(at(107.81, 14.91)).unwrap().inside);
        assert!(!two_communes().standing_anywhere(at(100.0, 10.0)).unwrap().inside);
        assert_eq!(CommuneMap::default().standing_anywhere(at(107.81, 14.91)), None);
    }
}
