//! Zones, plans, units and shelters in force at one moment, in memory: an immutable picture.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use foldhash::fast::RandomState;
use geo::{BoundingRect, Intersects, MultiPolygon};

use super::area_answers::AreaAnswers;
use super::find_places::{PlaceName, place_names};
use crate::alerts::vocabulary::Vocabulary;
use crate::geometry::area_set::{AreaSet, HasArea};
use crate::kernel::Timestamp;
use crate::kernel::ids::ZoneId;
use crate::places::{BoundaryKind, Gazetteer, Shelter};
use crate::plans::PlanInForce;
use crate::store::{
    StoreConnection, StoreError, admin_units, hazard_terms, markers, plans, shelters, stated_provinces, zones,
};
use crate::zones::{Slot, Zone, ZoneIndex, ZoneStatus};

/// A commune that exists on the day of the picture.
pub struct CommuneOutline {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How far the outline can be trusted.
    pub kind: BoundaryKind,
    /// A point of it, WGS 84, longitude first.
    pub position: Option<(f64, f64)>,
    /// Empty where none is known.
    outline: MultiPolygon<f64>,
}

impl HasArea for CommuneOutline {
    fn area(&self) -> &MultiPolygon<f64> {
        &self.outline
    }
}

/// What the units looked like, until one of them changes or the day does.
#[derive(Default)]
struct Units {
    revision: i64,
    day: NaiveDate,
    names: HashMap<String, String>,
    gazetteer: Arc<Gazetteer>,
    communes: AreaSet<CommuneOutline>,
    commune_by_code: HashMap<String, usize>,
}

/// What is in force at one moment.
#[derive(Default)]
pub struct Picture {
    /// The change it was taken after.
    pub revision: i64,
    /// The day it was taken on, in Viet Nam: plans come into force at midnight there.
    pub day: NaiveDate,
    /// The zones.
    pub zones: ZoneIndex,
    /// The plans, by code.
    pub plans: Vec<Arc<PlanInForce>>,
    /// All forms of the units, and what became of them.
    pub gazetteer: Arc<Gazetteer>,
    /// By what hazards are told.
    pub vocabulary: Arc<Vocabulary>,
    /// The change of the vocabulary it was taken after.
    vocabulary_revision: i64,
    units: Arc<Units>,
    shelters: HashMap<String, Arc<Shelter>>,
    by_id: HashMap<ZoneId, Slot, RandomState>,
    plan_of_zone: HashMap<ZoneId, usize>,
    /// The zones that belong to a plan, in the order of their slots.
    pub(super) planned: Vec<(Slot, ZoneId)>,
    /// What the public look-up says of each zone, written when it is first asked for.
    answers: Vec<OnceLock<Box<str>>>,
    /// What is known of the areas of alerts, found when an alert first holds there.
    pub(super) areas: AreaAnswers,
    /// Names people may look for, made when the first one does.
    place_names: OnceLock<Vec<PlaceName>>,
}

impl Picture {
    /// A zone in force.
    pub fn zone(&self, zone: ZoneId) -> Option<&Arc<Zone>> {
        self.zones.zones().get(*self.by_id.get(&zone)?)
    }

    /// The plan in force that a zone belongs to.
    pub fn plan_of(&self, zone: ZoneId) -> Option<&PlanInForce> {
        self.plans.get(*self.plan_of_zone.get(&zone)?).map(|held| &**held)
    }

    /// The name of a unit, or its code where the name is not known.
    pub fn unit_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.units.names.get(code).map_or(code, String::as_str)
    }

    /// Whether `unit` is `within` or lies below it.
    pub fn is_within(&self, unit: &str, within: &str) -> bool {
        self.gazetteer.path(unit, self.day).is_within(within)
    }

    /// The shelter called `code`.
    pub fn shelter(&self, code: &str) -> Option<&Shelter> {
        self.shelters.get(code).map(|shelter| &**shelter)
    }

    /// The commune at a position (longitude, latitude); the first by code where outlines lie over one another.
    pub fn commune_at(&self, lon: f64, lat: f64) -> Option<&CommuneOutline> {
        let mut first = None;
        self.units.communes.each_at(lon, lat, |position| _ = first.get_or_insert(position));
        self.units.communes.get(first?)
    }

    /// The commune of today called by `code`.
    pub fn commune(&self, code: &str) -> Option<&CommuneOutline> {
        self.units.communes.get(*self.units.commune_by_code.get(code)?)
    }

    /// The names people may look for.
    pub(super) fn place_names(&self) -> &[PlaceName] {
        self.place_names.get_or_init(|| place_names(self))
    }

    /// The communes of the day, in order of their codes.
    pub fn communes(&self) -> impl Iterator<Item = &CommuneOutline> {
        self.units.communes.values()
    }

    /// The communes whose outline shares a point with that of the commune `code`, by code.
    pub(super) fn neighbours_of(&self, code: &str) -> Vec<&str> {
        let Some(own) = self.commune(code) else { return Vec::new() };
        let met = self.units.communes.meeting(&own.outline).into_iter();
        let near = met.filter_map(|(position, _)| self.units.communes.get(position)).map(|near| near.code.as_str());
        let near: std::collections::BTreeSet<&str> = near.filter(|near| *near != code).collect();
        near.into_iter().collect()
    }

    /// Whether the outlines of two communes share a point.
    pub(super) fn are_neighbours(&self, one: &str, other: &str) -> bool {
        let [one, other] = [one, other].map(|code| self.commune(code).map(|commune| &commune.outline));
        let near = |a: &MultiPolygon<f64>, b: &MultiPolygon<f64>| {
            let boxes = a.bounding_rect().zip(b.bounding_rect());
            boxes.is_some_and(|(a, b)| a.intersects(&b)) && a.intersects(b)
        };
        one.zip(other).is_some_and(|(one, other)| near(one, other))
    }

    /// Every shelter of the register, in no order.
    pub fn shelters(&self) -> impl Iterator<Item = &Shelter> {
        self.shelters.values().map(|shelter| &**shelter)
    }

    /// What is said of the zone in `slot`; `write` says it when it is first asked for.
    pub fn answer(&self, slot: Slot, write: impl FnOnce(&Zone) -> String) -> Option<&str> {
        let zone = self.zones.zones().get(slot)?;
        Some(self.answers.get(slot)?.get_or_init(|| write(zone).into_boxed_str()))
    }

    /// Takes the picture after the change `revision`. What has not changed since `before` is taken over from it.
    pub(super) fn take(
        conn: &mut StoreConnection,
        revision: i64,
        day: NaiveDate,
        before: &Self,
    ) -> Result<Self, StoreError> {
        let plans = plans::in_force_beside(conn, day, &before.plans)?;
        let in_force = zones_in_force(conn, &plans, before)?;
        let units = Units::take(conn, day, &before.units)?;
        let communes = in_force.iter().map(|zone| zone.commune_code.as_str());
        let mut naming = units.gazetteer.codes_naming(communes, day);
        for (commune, province) in stated_provinces::all(conn)? {
            if let Some(codes) = naming.get_mut(&commune).filter(|_| !units.names.contains_key(&commune)) {
                codes.insert(province);
            }
        }
        let zones = before.zones.followed_by(in_force, naming);
        let by_id = zones.zones().iter().enumerate().map(|(slot, zone)| (zone.id, slot)).collect();
        let plan_of_zone: HashMap<ZoneId, usize> = plans
            .iter()
            .enumerate()
            .flat_map(|(at, plan)| plan.version.content.zones.iter().map(move |zone| (zone.zone_id, at)))
            .collect();
        let slots = zones.zones().iter().enumerate().map(|(slot, zone)| (slot, zone.id));
        let planned = slots.filter(|(_, zone)| plan_of_zone.contains_key(zone)).collect();
        let shelters = shelters::all_beside(conn, &before.shelters)?.into_iter();
        let shelters = shelters.map(|shelter| (shelter.code.clone(), shelter)).collect();
        let answers = zones.zones().iter().map(|_| OnceLock::new()).collect();
        let gazetteer = Arc::clone(&units.gazetteer);
        let vocabulary_revision = markers::counter(conn, markers::VOCABULARY)?;
        let vocabulary = if before.vocabulary_revision == vocabulary_revision {
            Arc::clone(&before.vocabulary)
        } else {
            Vocabulary::with(&hazard_terms::own(conn)?)
        };
        Ok(Self {
            revision,
            day,
            zones,
            plans,
            gazetteer,
            vocabulary,
            vocabulary_revision,
            units,
            shelters,
            by_id,
            plan_of_zone,
            planned,
            answers,
            areas: AreaAnswers::default(),
            place_names: OnceLock::new(),
        })
    }
}

impl Units {
    fn take(conn: &mut StoreConnection, day: NaiveDate, before: &Arc<Self>) -> Result<Arc<Self>, StoreError> {
        let revision = markers::counter(conn, markers::UNITS)?;
        if before.revision == revision && before.day == day {
            return Ok(Arc::clone(before));
        }
        let communes: Vec<CommuneOutline> = admin_units::on(conn, day, None)?
            .into_iter()
            .filter(|unit| unit.parent_code.is_some())
            .map(|unit| CommuneOutline {
                code: unit.code,
                name: unit.name,
                kind: unit.boundary_kind,
                position: Some((unit.lon, unit.lat)),
                outline: unit.boundary.unwrap_or_else(|| MultiPolygon::new(Vec::new())),
            })
            .collect();
        let commune_by_code = communes.iter().enumerate().map(|(at, commune)| (commune.code.clone(), at)).collect();
        Ok(Arc::new(Self {
            revision,
            day,
            names: admin_units::names(conn, day)?,
            gazetteer: Arc::new(admin_units::gazetteer(conn)?),
            communes: AreaSet::new(communes),
            commune_by_code,
        }))
    }
}

/// Above so many zones to read it is quicker to read all of them at once.
const ONE_BY_ONE: usize = 200;

/// The zones of the plans in force, each at the revision that was approved, and those in force without a plan.
fn zones_in_force(
    conn: &mut StoreConnection,
    plans: &[Arc<PlanInForce>],
    before: &Picture,
) -> Result<Vec<Arc<Zone>>, StoreError> {
    let approved: HashMap<ZoneId, i64> = plans
        .iter()
        .flat_map(|held| held.version.content.zones.iter().map(|zone| (zone.zone_id, zone.revision)))
        .collect();
    if before.by_id.is_empty() {
        return every_zone_in_force(conn, &approved);
    }
    let holds = |zone, current: i64, status| match approved.get(&zone) {
        Some(revision) => Some(*revision),
        None => (status == ZoneStatus::InForce).then_some(current),
    };
    let mut found = Vec::new();
    let mut unread = HashMap::new();
    for (zone, current, status) in zones::current_revisions(conn)? {
        let Some(revision) = holds(zone, current, status) else { continue };
        match before.zone(zone).filter(|known| known.revision == revision) {
            Some(known) => found.push(Arc::clone(known)),
            None => drop(unread.insert(zone, revision)),
        }
    }
    if unread.len() > ONE_BY_ONE {
        zones::each_current(conn, |zone| {
            if unread.get(&zone.id) == Some(&zone.revision) {
                unread.remove(&zone.id);
                found.push(Arc::new(Zone { status: ZoneStatus::InForce, ..zone }));
            }
        })?;
    }
    for (zone, revision) in unread {
        let zone = zones::at_revision(conn, zone, revision)?;
        found.push(Arc::new(Zone { status: ZoneStatus::InForce, ..zone }));
    }
    Ok(found)
}

/// The same where no picture is known: all zones are read, each once.
fn every_zone_in_force(
    conn: &mut StoreConnection,
    approved: &HashMap<ZoneId, i64>,
) -> Result<Vec<Arc<Zone>>, StoreError> {
    let (mut found, mut at_others) = (Vec::new(), Vec::new());
    zones::each_current(conn, |zone| match approved.get(&zone.id) {
        Some(revision) if *revision != zone.revision => at_others.push((zone.id, *revision)),
        None if zone.status != ZoneStatus::InForce => {}
        Some(_) | None => found.push(Arc::new(Zone { status: ZoneStatus::InForce, ..zone })),
    })?;
    for (zone, revision) in at_others {
        let zone = zones::at_revision(conn, zone, revision)?;
        found.push(Arc::new(Zone { status: ZoneStatus::InForce, ..zone }));
    }
    Ok(found)
}

/// When a picture was last found to be the newest, beside it.
pub(super) struct Checked {
    pub(super) picture: Arc<Picture>,
    pub(super) at: Timestamp,
    /// How often this process had changed something by then.
    pub(super) changes: u64,
}
