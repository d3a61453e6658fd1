//! Which zones a point or an alert touches.
//!
//! An index is an immutable value. Most of it, the prepared areas, is shared with the index before it: a few
//! changed zones stand in a small set of their own beside the large one, until there are enough of them to prepare
//! all anew. Readers never wait for either.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use geo::{Coord, MultiPolygon, Rect};
use serde::{Deserialize, Serialize};

use super::Zone;
use crate::alerts::footprint::Footprint;
use crate::geometry::area_set::{AreaSet, HasArea, Hold};

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
    /// How much of the zone the drawn shapes surely hold.
    pub hold: Hold,
}

impl HasArea for Zone {
    fn area(&self) -> &MultiPolygon<f64> {
        &self.geometry
    }
}

/// Where a zone stands in the order of codes; what others keep for each zone goes by it.
pub type Slot = usize;

/// The slot of each zone, by the place of its value.
type Slots = HashMap<*const Zone, Slot, foldhash::fast::RandomState>;

/// A set of areas, and the slot of each of its zones; `None` for one that does not hold any more.
#[derive(Clone, Default)]
struct Sheet {
    areas: Arc<AreaSet<Arc<Zone>>>,
    slots: Arc<[Option<Slot>]>,
}

/// How an alert reaches zones, by their slots.
pub struct Reach(Vec<Option<(Relation, Hold)>>);

impl Reach {
    /// How it reaches the zone in `slot`; `None` where it does not.
    pub fn of(&self, slot: Slot) -> Option<Relation> {
        self.0.get(slot).copied().flatten().map(|(relation, _)| relation)
    }

    /// Whether it reaches none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }
}

/// All zones in force, ready to be asked.
#[derive(Default)]
pub struct ZoneIndex {
    /// In order of code.
    zones: Vec<Arc<Zone>>,
    /// Nearly all zones, prepared a while ago.
    settled: Sheet,
    /// Zones that came or changed since.
    recent: Sheet,
    by_commune: HashMap<String, Vec<Slot>>,
    naming: HashMap<String, HashSet<String>>,
}

/// Below so many changes the settled sheet is kept: to prepare this many takes a few milliseconds.
const FEW: usize = 500;

impl ZoneIndex {
    /// An index over `zones`; `naming` tells for the commune of each zone every code by which an alert may name it.
    pub fn new(zones: Vec<Arc<Zone>>, naming: HashMap<String, HashSet<String>>) -> Self {
        Self::default().followed_by(zones, naming)
    }

    /// The index over `zones` that takes the place of this one. A zone that is the same value (the same `Arc`) is not
    /// prepared again.
    #[must_use]
    pub fn followed_by(&self, mut zones: Vec<Arc<Zone>>, naming: HashMap<String, HashSet<String>>) -> Self {
        zones.sort_by(|a, b| a.code.cmp(&b.code));
        let slots: Slots = zones.iter().enumerate().map(|(slot, zone)| (Arc::as_ptr(zone), slot)).collect();
        let mut settled = self.settled.placed(&slots);
        let mut kept = vec![false; zones.len()];
        for slot in settled.slots.iter().flatten() {
            kept.get_mut(*slot).into_iter().for_each(|kept| *kept = true);
        }
        let mut recent: Vec<Slot> = kept.iter().enumerate().filter(|(_, kept)| !**kept).map(|(slot, _)| slot).collect();
        if recent.len() > FEW || zones.len() - recent.len() < settled.slots.len() / 2 {
            settled = Sheet::of(&zones, &(0..zones.len()).collect::<Vec<_>>());
            recent.clear();
        }
        let recent = Sheet::of(&zones, &recent);
        let mut by_commune: HashMap<String, Vec<Slot>> = HashMap::new();
        for (slot, zone) in zones.iter().enumerate() {
            match by_commune.get_mut(&zone.commune_code) {
                Some(slots) => slots.push(slot),
                None => drop(by_commune.insert(zone.commune_code.clone(), vec![slot])),
            }
        }
        Self { zones, settled, recent, by_commune, naming }
    }

    /// Every zone, in order of code.
    pub fn zones(&self) -> &[Arc<Zone>] {
        &self.zones
    }

    /// The zones at a position (longitude, latitude), in order of their codes. The boundary counts as inside.
    pub fn at(&self, lon: f64, lat: f64) -> Vec<Arc<Zone>> {
        self.slots_at(lon, lat).iter().filter_map(|slot| self.zones.get(*slot).cloned()).collect()
    }

    /// The slots of the zones at a position (longitude, latitude), in order. The boundary counts as inside.
    pub fn slots_at(&self, lon: f64, lat: f64) -> Vec<Slot> {
        let mut found = Vec::with_capacity(8);
        for sheet in [&self.settled, &self.recent] {
            sheet.areas.each_at(lon, lat, |position| found.extend(sheet.slot(position)));
        }
        if !self.recent.slots.is_empty() {
            found.sort_unstable();
        }
        found
    }

    /// The zones whose box meets the box `[west, south, east, north]`, in order of their codes.
    pub fn in_box(&self, bounds: [f64; 4]) -> Vec<Arc<Zone>> {
        self.slots_in_box(bounds).into_iter().filter_map(|slot| self.zones.get(slot).cloned()).collect()
    }

    /// The slots of the zones whose box meets the box `[west, south, east, north]`, in order.
    pub fn slots_in_box(&self, [west, south, east, north]: [f64; 4]) -> Vec<Slot> {
        let bounds = Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north });
        let mut found: Vec<Slot> = [&self.settled, &self.recent]
            .into_iter()
            .flat_map(|sheet| sheet.areas.in_box(bounds).into_iter().filter_map(|position| sheet.slot(position)))
            .collect();
        found.sort_unstable();
        found
    }

    /// The slots of the zones that have a point in common with the box `[west, south, east, north]`, in order; touching
    /// counts. Nothing where so many zones lie near it that the answer may be more than `most`.
    pub fn slots_meeting_box(&self, [west, south, east, north]: [f64; 4], most: usize) -> Option<Vec<Slot>> {
        let bounds = Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north });
        let mut found = Vec::new();
        for sheet in [&self.settled, &self.recent] {
            let met = sheet.areas.meeting_box(bounds, most)?;
            found.reserve(met.len());
            found.extend(met.into_iter().filter_map(|position| sheet.slot(position)));
        }
        found.sort_unstable();
        (found.len() <= most).then_some(found)
    }

    /// The zones of a commune, in order of their codes.
    pub fn of_commune(&self, code: &str) -> impl Iterator<Item = (Slot, &Arc<Zone>)> {
        let slots = self.by_commune.get(code).map_or(&[][..], Vec::as_slice);
        slots.iter().filter_map(|slot| Some((*slot, self.zones.get(*slot)?)))
    }

    /// The zones that `footprint` touches, in order of their codes, each once.
    pub fn touched_by(&self, footprint: &Footprint) -> Vec<Touch> {
        let touch = |(zone, how): (&Arc<Zone>, Option<(Relation, Hold)>)| {
            let (relation, hold) = how?;
            Some(Touch { zone: Arc::clone(zone), relation, hold })
        };
        self.zones.iter().zip(self.reached_by(footprint).0).filter_map(touch).collect()
    }

    /// How `footprint` reaches each zone.
    pub fn reached_by(&self, footprint: &Footprint) -> Reach {
        let mut touches: Vec<Option<(Relation, Hold)>> = vec![None; self.zones.len()];
        let mut mark = |slot: Slot, relation, hold| {
            let Some(known) = touches.get_mut(slot) else { return };
            let (first, held) = known.get_or_insert((relation, hold));
            if *first == relation && hold == Hold::Whole {
                *held = hold;
            }
        };
        for (slot, hold) in self.meeting(&footprint.polygons) {
            mark(slot, Relation::Polygon, hold);
        }
        for (slot, hold) in self.meeting(&footprint.circles) {
            mark(slot, Relation::Circle, hold);
        }
        for slot in footprint.markers.iter().flat_map(|marker| self.slots_at(marker.x(), marker.y())) {
            mark(slot, Relation::Circle, Hold::AtLeastAPart);
        }
        for slot in self.named(footprint) {
            mark(slot, Relation::Geocode, Hold::AtLeastAPart);
        }
        Reach(touches)
    }

    fn meeting(&self, area: &MultiPolygon<f64>) -> Vec<(Slot, Hold)> {
        let in_slots = |sheet: &Sheet| -> Vec<(Slot, Hold)> {
            let met = sheet.areas.meeting(area).into_iter();
            met.filter_map(|(position, hold)| Some((sheet.slot(position)?, hold))).collect()
        };
        [in_slots(&self.settled), in_slots(&self.recent)].concat()
    }

    fn named(&self, footprint: &Footprint) -> Vec<Slot> {
        let codes: HashSet<&str> = footprint.codes().collect();
        if codes.is_empty() {
            return Vec::new();
        }
        let is_named = |commune: &String| {
            codes.contains(commune.as_str())
                || self.naming.get(commune).is_some_and(|own| own.iter().any(|code| codes.contains(code.as_str())))
        };
        self.by_commune.iter().filter(|(commune, _)| is_named(commune)).flat_map(|(_, slots)| slots).copied().collect()
    }
}

impl Sheet {
    /// The zones at `slots`, prepared.
    fn of(zones: &[Arc<Zone>], slots: &[Slot]) -> Self {
        let (slots, held): (Vec<_>, Vec<_>) =
            slots.iter().filter_map(|slot| Some((Some(*slot), Arc::clone(zones.get(*slot)?)))).unzip();
        Self { areas: Arc::new(AreaSet::new(held)), slots: slots.into() }
    }

    /// The same areas with the slots their zones have now.
    fn placed(&self, slots: &Slots) -> Self {
        let placed = self.areas.values().map(|zone| slots.get(&Arc::as_ptr(zone)).copied()).collect();
        Self { areas: Arc::clone(&self.areas), slots: placed }
    }

    fn slot(&self, position: usize) -> Option<Slot> {
        self.slots.get(position).copied().flatten()
    }
}
