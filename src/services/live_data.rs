//! Zones and plans in force, in memory: an immutable picture, replaced whole when something changes.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use chrono::NaiveDate;

use crate::kernel::Timestamp;
use crate::kernel::clock::vietnam_offset;
use crate::kernel::ids::ZoneId;
use crate::places::Gazetteer;
use crate::plans::PlanInForce;
use crate::store::{Store, StoreConnection, StoreError, admin_units, markers, plans, zones};
use crate::zones::{Zone, ZoneIndex, ZoneStatus};

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
    pub plans: Vec<PlanInForce>,
    /// Names of the units.
    pub unit_names: HashMap<String, String>,
    /// All forms of the units, and what became of them.
    pub gazetteer: Gazetteer,
    by_id: HashMap<ZoneId, Arc<Zone>>,
    plan_of_zone: HashMap<ZoneId, usize>,
}

impl Picture {
    /// A zone in force.
    pub fn zone(&self, zone: ZoneId) -> Option<&Arc<Zone>> {
        self.by_id.get(&zone)
    }

    /// The plan in force that a zone belongs to.
    pub fn plan_of(&self, zone: ZoneId) -> Option<&PlanInForce> {
        self.plans.get(*self.plan_of_zone.get(&zone)?)
    }

    /// The name of a unit, or its code where the name is not known.
    pub fn unit_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.unit_names.get(code).map_or(code, String::as_str)
    }

    /// Whether `unit` is `within` or lies below it.
    pub fn is_within(&self, unit: &str, within: &str) -> bool {
        self.gazetteer.path(unit, self.day).is_within(within)
    }

    fn take(conn: &mut StoreConnection, revision: i64, day: NaiveDate) -> Result<Self, StoreError> {
        let plans = plans::in_force(conn, day)?;
        let in_force = zones_in_force(conn, &plans)?;
        let gazetteer = admin_units::gazetteer(conn)?;
        let naming = gazetteer.codes_naming(in_force.iter().map(|zone| zone.commune_code.as_str()), day);
        let index = ZoneIndex::new(in_force, naming);
        let by_id = index.zones().iter().map(|zone| (zone.id, Arc::clone(zone))).collect();
        let plan_of_zone = plans
            .iter()
            .enumerate()
            .flat_map(|(at, plan)| plan.version.content.zones.iter().map(move |zone| (zone.zone_id, at)))
            .collect();
        let unit_names = admin_units::names(conn, day)?;
        Ok(Self { revision, day, zones: index, plans, unit_names, gazetteer, by_id, plan_of_zone })
    }
}

/// The zones of the plans in force, each at the revision that was approved, and those in force without a plan.
fn zones_in_force(conn: &mut StoreConnection, plans: &[PlanInForce]) -> Result<Vec<Zone>, StoreError> {
    let approved: HashMap<ZoneId, i64> = plans
        .iter()
        .flat_map(|held| held.version.content.zones.iter().map(|zone| (zone.zone_id, zone.revision)))
        .collect();
    let mut found = Vec::new();
    for zone in zones::current(conn, None)? {
        match approved.get(&zone.id) {
            Some(revision) if *revision == zone.revision => found.push(Zone { status: ZoneStatus::InForce, ..zone }),
            Some(revision) => {
                let zone = zones::at_revision(conn, zone.id, *revision)?;
                found.push(Zone { status: ZoneStatus::InForce, ..zone });
            }
            None if zone.status == ZoneStatus::InForce => found.push(zone),
            None => {}
        }
    }
    Ok(found)
}

/// The day it is in Viet Nam.
pub fn day_of(now: Timestamp) -> NaiveDate {
    now.with_timezone(&vietnam_offset()).date_naive()
}

/// The newest picture. Readers take it and never wait for a new one being made.
#[derive(Default)]
pub struct LiveData {
    picture: RwLock<Arc<Picture>>,
}

impl LiveData {
    /// The picture as of now; made anew where zones, plans, units or the day have changed.
    pub fn current(&self, store: &Store, now: Timestamp) -> Result<Arc<Picture>, StoreError> {
        let held = Arc::clone(&self.picture.read().unwrap_or_else(std::sync::PoisonError::into_inner));
        let day = day_of(now);
        store.read(|conn| {
            let revision = markers::counter(conn, markers::LIVE_DATA)?;
            if held.revision == revision && held.day == day {
                return Ok(held);
            }
            let fresh = Arc::new(Picture::take(conn, revision, day)?);
            *self.picture.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::clone(&fresh);
            Ok(fresh)
        })
    }
}
