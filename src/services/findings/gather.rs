//! The tables as the engine of findings is told them from nothing.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::plan_tables::PlanTables;
use super::silences::Listening;
use super::told_plans::{Figure, PlanToTell, ShelterIds};
use super::{lie, told, told_plans};
use crate::findings::{Entry, Facts};
use crate::kernel::ids::{ResourceId, ShelterId, ZoneId};
use crate::plans::PlanInForce;
use crate::resources::Register;
use crate::services::picture::Picture;
use crate::store::{StoreConnection, StoreError, household_zones, norms, resource_loans, resources, shelters, stream};
use crate::zones::Zone;

/// What was read, and what is remembered so that changes can be followed from there.
pub(super) struct Gathered {
    pub(super) facts: Facts,
    pub(super) memory: Memory,
}

/// What is remembered beside the tables. It is copied with every change that is followed, so what is large is shared.
#[derive(Clone)]
pub(super) struct Memory {
    /// The picture the zones and plans were told from.
    pub(super) picture: Arc<Picture>,
    /// The number of the last event of the stream that was followed.
    pub(super) seq: i64,
    /// Zones whose households are still to be counted, with the revision they are to be counted for.
    pub(super) uncounted: HashMap<ZoneId, i64>,
    /// The ids of shelters by their codes.
    pub(super) shelter_ids: Arc<ShelterIds>,
    /// Where the shelters of the register stand.
    pub(super) positions: Arc<HashMap<ShelterId, (f64, f64)>>,
    /// Which sources of alerts were heard.
    pub(super) heard: Vec<(String, bool)>,
    /// The registers of resources that findings ask for.
    pub(super) registers: Arc<HashMap<ResourceId, Register>>,
}

/// Reads everything, as of one moment.
pub(super) fn everything(
    conn: &mut StoreConnection,
    picture: &Arc<Picture>,
    listening: &Listening<'_>,
) -> Result<Gathered, StoreError> {
    let seq = stream::head(conn)?;
    let mut memory = Memory {
        picture: Arc::clone(picture),
        seq,
        uncounted: uncounted(conn, picture)?,
        shelter_ids: Arc::default(),
        positions: Arc::default(),
        heard: listening.heard(),
        registers: Arc::default(),
    };
    let mut facts = Facts::on(picture.day).with_norms(norms::current(conn)?);
    let mut put = |entry: Entry| drop(facts.put(entry));
    lie::units(picture, units_with_plans(picture)).into_iter().for_each(&mut put);
    listening.silences(picture).into_iter().for_each(&mut put);
    for shelter in shelters::ever(conn)? {
        memory.note_shelter(&shelter);
        if shelter.retired_on.is_none() {
            put(told::shelter(&shelter, lie::zones_at(picture, (shelter.lon, shelter.lat))));
        }
    }
    for resource in resources::ever(conn, None)? {
        Arc::make_mut(&mut memory.registers).insert(resource.id, resource.entry.register());
        if resource.retired_on.is_none() {
            told::resource(&resource).into_iter().for_each(&mut put);
        }
    }
    for loan in resource_loans::all(conn)? {
        let register = memory.registers.get(&loan.resource).copied();
        register.and_then(|register| told::loan(&loan, register)).into_iter().for_each(&mut put);
    }
    let mut registered: HashMap<ZoneId, Figure> = HashMap::new();
    household_zones::each_placed(conn, |household| {
        for zone in &household.zones {
            let sum = registered.entry(*zone).or_default();
            *sum = (sum.0 + 1, sum.1 + household.people);
        }
        put(told::household(&household));
    })?;
    zones_and_plans(picture, &memory.shelter_ids, &registered).into_iter().for_each(&mut put);
    Ok(Gathered { facts, memory })
}

/// Every zone and plan in force, the zones first.
fn zones_and_plans(picture: &Picture, shelters: &ShelterIds, registered: &HashMap<ZoneId, Figure>) -> Vec<Entry> {
    let of_zone = |zone: &Zone| registered.get(&zone.id).copied().unwrap_or_default();
    let mut people: HashMap<ZoneId, i64> = HashMap::new();
    let (mut entries, mut seen) = (Vec::new(), HashSet::new());
    for held in &picture.plans {
        let zones = zones_of(picture, held);
        let tables = PlanTables::of(&held.version.content);
        let plan = PlanToTell { plan: &held.plan, content: &held.version.content, tables: &tables, zones: &zones };
        for zone in &zones {
            let entry = told_plans::zone(zone, Some(plan), of_zone(zone));
            if let Entry::Zone(told) = &entry {
                people.insert(zone.id, told.people);
            }
            seen.insert(zone.id);
            entries.push(entry);
        }
    }
    let without = picture.zones.zones().iter().filter(|zone| !seen.contains(&zone.id));
    entries.extend(without.map(|zone| told_plans::zone(zone, None, of_zone(zone))));
    entries.extend(
        picture
            .plans
            .iter()
            .map(|held| plan_in_force(picture, held, shelters, |zone| people.get(&zone).copied().unwrap_or_default())),
    );
    entries
}

/// The zones of a plan in force, in the order of the plan.
pub(super) fn zones_of<'a>(picture: &'a Picture, held: &PlanInForce) -> Vec<&'a Zone> {
    held.version.content.zones.iter().filter_map(|zone| picture.zone(zone.zone_id)).map(|zone| &**zone).collect()
}

/// A plan in force.
pub(super) fn plan_in_force(
    picture: &Picture,
    held: &PlanInForce,
    shelters: &ShelterIds,
    people: impl Fn(ZoneId) -> i64,
) -> Entry {
    let zones = zones_of(picture, held);
    let tables = PlanTables::of(&held.version.content);
    let plan = PlanToTell { plan: &held.plan, content: &held.version.content, tables: &tables, zones: &zones };
    told_plans::plan(plan, shelters, people, |line| lie::zones_along(picture, line))
}

/// The units whose borders are asked for: those with a plan in force.
pub(super) fn units_with_plans(picture: &Picture) -> impl Iterator<Item = &str> {
    picture.plans.iter().map(|held| held.plan.unit_code.as_str())
}

/// Zones in force whose households are not counted for the revision in force.
pub(super) fn uncounted(conn: &mut StoreConnection, picture: &Picture) -> Result<HashMap<ZoneId, i64>, StoreError> {
    let counted = household_zones::counted(conn)?;
    let stale = picture.zones.zones().iter().filter(|zone| counted.get(&zone.id) != Some(&zone.revision));
    Ok(stale.map(|zone| (zone.id, zone.revision)).collect())
}

impl Memory {
    /// Remembers where a shelter stands and what it is called by; where it left the register, only its code.
    pub(super) fn note_shelter(&mut self, shelter: &crate::places::Shelter) {
        if self.shelter_ids.get(&shelter.code) != Some(&shelter.id) {
            Arc::make_mut(&mut self.shelter_ids).insert(shelter.code.clone(), shelter.id);
        }
        let position = shelter.retired_on.is_none().then_some((shelter.lon, shelter.lat));
        if self.positions.get(&shelter.id).copied() != position {
            let positions = Arc::make_mut(&mut self.positions);
            match position {
                Some(position) => drop(positions.insert(shelter.id, position)),
                None => drop(positions.remove(&shelter.id)),
            }
        }
    }
}
