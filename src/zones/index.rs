//! Which zones a point or an alert touches: boxes in an R-tree first, the exact test second.
//!
//! An index is an immutable value. A change of zones builds a new one aside; readers never wait.
//! The boundary counts as inside: `intersects`, never `contains`.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use geo::{BoundingRect, Intersects, MultiPolygon, Point, PreparedGeometry, Relate};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};
use serde::{Deserialize, Serialize};

use super::Zone;
use crate::alerts::footprint::Footprint;

/// How an alert reaches a zone. Where several hold, the most exact is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The alert's polygon meets it.
    Polygon,
    /// The alert's circle, or a point it names, meets it.
    Circle,
    /// The alert names its commune, or a unit above it, of today or of before the reform.
    Geocode,
}

/// A zone that an alert touches.
#[derive(Debug, Clone)]
pub struct Touch {
    /// The zone.
    pub zone: Arc<Zone>,
    /// How.
    pub relation: Relation,
}

type BoxOf = GeomWithData<Rectangle<[f64; 2]>, usize>;

/// All zones in force, ready to be asked.
#[derive(Default)]
pub struct ZoneIndex {
    zones: Vec<Arc<Zone>>,
    boxes: RTree<BoxOf>,
    naming: HashMap<String, HashSet<String>>,
}

impl ZoneIndex {
    /// An index over `zones`; `naming` tells for the commune of each zone every code by which an alert may name it.
    pub fn new(zones: Vec<Zone>, naming: HashMap<String, HashSet<String>>) -> Self {
        let zones: Vec<Arc<Zone>> = zones.into_iter().map(Arc::new).collect();
        let boxes = zones
            .iter()
            .enumerate()
            .filter_map(|(position, zone)| {
                let bounds = zone.geometry.bounding_rect()?;
                let corners = Rectangle::from_corners(bounds.min().into(), bounds.max().into());
                Some(GeomWithData::new(corners, position))
            })
            .collect();
        Self { zones, boxes: RTree::bulk_load(boxes), naming }
    }

    /// Every zone.
    pub fn zones(&self) -> &[Arc<Zone>] {
        &self.zones
    }

    /// The zones at a position (longitude, latitude), in order of their codes.
    pub fn at(&self, lon: f64, lat: f64) -> Vec<Arc<Zone>> {
        let point = Point::new(lon, lat);
        let mut found: Vec<_> = self
            .boxes
            .locate_in_envelope_intersecting(&AABB::from_point([lon, lat]))
            .filter_map(|candidate| self.zones.get(candidate.data))
            .filter(|zone| zone.geometry.intersects(&point))
            .cloned()
            .collect();
        found.sort_by(|a, b| a.code.cmp(&b.code));
        found
    }

    /// The zones whose box meets the box `[west, south, east, north]`.
    pub fn in_box(&self, [west, south, east, north]: [f64; 4]) -> Vec<Arc<Zone>> {
        self.boxes
            .locate_in_envelope_intersecting(&AABB::from_corners([west, south], [east, north]))
            .filter_map(|candidate| self.zones.get(candidate.data).cloned())
            .collect()
    }

    /// The zones that `footprint` touches, in order of their codes, each once.
    pub fn touched_by(&self, footprint: &Footprint) -> Vec<Touch> {
        let mut touched: Vec<Option<Relation>> = vec![None; self.zones.len()];
        let mut mark = |positions: Vec<usize>, relation| {
            for position in positions {
                if let Some(slot) = touched.get_mut(position)
                    && slot.is_none()
                {
                    *slot = Some(relation);
                }
            }
        };
        mark(self.meeting(&footprint.polygons), Relation::Polygon);
        mark(self.meeting(&footprint.circles), Relation::Circle);
        for marker in &footprint.markers {
            mark(self.positions_at(*marker), Relation::Circle);
        }
        mark(self.named(footprint), Relation::Geocode);

        let mut touches: Vec<Touch> = self
            .zones
            .iter()
            .zip(touched)
            .filter_map(|(zone, relation)| Some(Touch { zone: Arc::clone(zone), relation: relation? }))
            .collect();
        touches.sort_by(|a, b| a.zone.code.cmp(&b.zone.code));
        touches
    }

    /// Positions of the zones that meet `area`. Each polygon is prepared once: the plain test of one
    /// large polygon against many zones is up to a thousand times slower.
    fn meeting(&self, area: &MultiPolygon<f64>) -> Vec<usize> {
        area.iter()
            .flat_map(|polygon| {
                let Some(bounds) = polygon.bounding_rect() else { return Vec::new() };
                let envelope = AABB::from_corners(bounds.min().into(), bounds.max().into());
                let prepared = PreparedGeometry::from(polygon);
                self.boxes
                    .locate_in_envelope_intersecting(&envelope)
                    .map(|candidate| candidate.data)
                    .filter(|position| {
                        self.zones.get(*position).is_some_and(|zone| prepared.relate(&zone.geometry).is_intersects())
                    })
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    fn positions_at(&self, point: Point<f64>) -> Vec<usize> {
        self.boxes
            .locate_in_envelope_intersecting(&AABB::from_point([point.x(), point.y()]))
            .map(|candidate| candidate.data)
            .filter(|position| self.zones.get(*position).is_some_and(|zone| zone.geometry.intersects(&point)))
            .collect()
    }

    fn named(&self, footprint: &Footprint) -> Vec<usize> {
        let codes: HashSet<&str> = footprint.codes().collect();
        let is_named = |zone: &Zone| {
            codes.contains(zone.commune_code.as_str())
                || self.naming.get(&zone.commune_code).is_some_and(|own| own.iter().any(|code| codes.contains(&**code)))
        };
        self.zones.iter().enumerate().filter(|(_, zone)| is_named(zone)).map(|(position, _)| position).collect()
    }
}
