//! What if: figures for a situation somebody thinks of, from what is in force and in the registers. Nothing is opened,
//! kept or changed by it.
//!
//! What the plans write in their tables and what the register of households says stand side by side and are never added
//! to one another. What nobody knows is counted as unknown.

mod answer;
mod count;
mod shelters;
mod tables;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use geo::{BoundingRect, Intersects, MultiPolygon};

pub use answer::{
    Counted, PlacesLeft, PropertyCounted, RegisterFigures, ShelterLoss, Shortage, ShortageKind, TableFigures, WhatIf,
    WhatIfPlace, WhatIfShelter, WhatIfVehicles, WhatIfZone,
};

use self::count::Household;
use super::picture::Picture;
use super::resource_register::units_within;
use super::{App, ServiceError};
use crate::findings::facts::{Facts, Store, Vehicle};
use crate::geometry::area_set::AreaSet;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::Localized;
use crate::kernel::ids::{HouseholdId, ZoneId};
use crate::store::what_if;
use crate::zones::Zone;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// Which hazard.
    pub hazard: Hazard,
    /// At which level.
    pub level: RiskLevel,
    /// Codes of zones; where none are given, those of the hazard that must move at the level.
    pub zones: Option<Vec<String>>,
    /// Only what lies in it.
    pub area: Option<MultiPolygon<f64>>,
    /// Only in this unit and below it.
    pub unit: Option<String>,
}

/// The most zones that may be named.
pub const MOST_ZONES: usize = 10_000;

/// A zone that is asked about.
struct Chosen {
    zone: Arc<Zone>,
    /// The drawn area may hold only a part of it.
    in_part: bool,
}

/// The households of the register that are concerned.
struct Living {
    /// Each once, with the commune it is counted in.
    households: Vec<(String, Household)>,
    /// Zones with a household.
    with_households: HashSet<ZoneId>,
    /// Households of the zones of which nobody knows whether they stand in the drawn area, by commune.
    unplaced: BTreeMap<String, i64>,
}

/// Answers a question.
pub fn what_if(app: &App, question: &Question) -> Result<WhatIf, ServiceError> {
    let picture = app.live.current(&app.store, app.now())?;
    let units: Option<HashSet<String>> =
        question.unit.as_deref().map(|unit| units_within(&picture, unit).into_iter().collect());
    let chosen = chosen(&picture, question, units.as_ref())?;
    let living = living(app, question, &chosen, units.as_ref())?;
    let communes = communes(&chosen, &living);
    app.findings.read(app, |kept| {
        let facts = kept.engine().facts();
        let shelters = shelters::of(facts, &picture, question, &chosen, &communes);
        let sorted = Sorted::of(facts, &chosen, &living, &shelters);
        let mut places: Vec<WhatIfPlace> =
            communes.iter().map(|commune| place(&picture, facts, commune, &living, &sorted)).collect();
        let total = answer::total(&picture, facts, &chosen, &living, &places);
        places.sort_by(|one, other| {
            let people = |place: &WhatIfPlace| place.register.people.max(place.tables.people);
            (people(other), &one.commune_code).cmp(&(people(one), &other.commune_code))
        });
        WhatIf {
            advice: Localized::new(
                "Số liệu tham khảo, tính từ sổ bộ và phương án đang có hiệu lực; không thay cho quyết định của Ban Chỉ huy.",
                "Advice, reckoned from the registers and the plans in force; it takes the place of nobody's decision.",
            ),
            at: app.now(),
            hazard: question.hazard,
            level: question.level,
            total,
            communes: places,
            zones: chosen.iter().map(WhatIfZone::from).collect(),
            shelters,
        }
    })
}

/// The zones that are asked about, in order of their codes.
fn chosen(
    picture: &Picture,
    question: &Question,
    units: Option<&HashSet<String>>,
) -> Result<Vec<Chosen>, ServiceError> {
    let moves = |zone: &&Arc<Zone>| zone.hazard == question.hazard && zone.evacuate_from_level <= question.level;
    let mut zones: Vec<&Arc<Zone>> = if let Some(codes) = &question.zones {
        named(picture, codes)?
    } else {
        picture.zones.zones().iter().filter(moves).collect()
    };
    zones.retain(|zone| units.is_none_or(|units| units.contains(&zone.commune_code)));
    let Some(area) = &question.area else {
        return Ok(zones.into_iter().map(|zone| Chosen { zone: Arc::clone(zone), in_part: false }).collect());
    };
    let bounds = area.bounding_rect();
    let near = |zone: &&Arc<Zone>| {
        bounds.zip(zone.geometry.bounding_rect()).is_some_and(|(area, zone)| area.intersects(&zone))
    };
    let met = zones.into_iter().filter(near).filter(|zone| zone.geometry.intersects(area));
    Ok(met
        .map(|zone| Chosen { zone: Arc::clone(zone), in_part: !geo::Contains::contains(area, &zone.geometry) })
        .collect())
}

fn named<'a>(picture: &'a Picture, codes: &[String]) -> Result<Vec<&'a Arc<Zone>>, ServiceError> {
    let by_code: HashMap<&str, &Arc<Zone>> =
        picture.zones.zones().iter().map(|zone| (zone.code.as_str(), zone)).collect();
    let mut found = BTreeMap::new();
    for (position, code) in codes.iter().enumerate() {
        let Some(zone) = by_code.get(code.as_str()) else {
            return Err(ServiceError::Invalid {
                pointer: format!("/zones/{position}"),
                wording: Localized::new(
                    format!("Không có vùng {code} đang có hiệu lực."),
                    format!("There is no zone {code} in force."),
                ),
            });
        };
        found.insert(code.as_str(), *zone);
    }
    Ok(found.into_values().collect())
}

/// The households that live in the zones, or stand in the drawn area.
fn living(
    app: &App,
    question: &Question,
    chosen: &[Chosen],
    units: Option<&HashSet<String>>,
) -> Result<Living, ServiceError> {
    let ids: Vec<ZoneId> = chosen.iter().map(|chosen| chosen.zone.id).collect();
    let commune_of: HashMap<ZoneId, &str> =
        chosen.iter().map(|chosen| (chosen.zone.id, chosen.zone.commune_code.as_str())).collect();
    let pairs = app.store.read(|conn| what_if::living_in(conn, &ids))?;
    let with_households: HashSet<ZoneId> = pairs.iter().map(|(_, zone)| *zone).collect();
    let mut first: BTreeMap<HouseholdId, &str> = BTreeMap::new();
    for (household, zone) in &pairs {
        first.entry(*household).or_insert_with(|| commune_of.get(zone).copied().unwrap_or_default());
    }
    let ids: Vec<HouseholdId> = first.keys().copied().collect();
    let read = app.store.read(|conn| what_if::figures_of(conn, &ids))?;
    let in_zones = read.into_iter().map(|row| {
        let commune = first.get(&row.id).copied().unwrap_or_default().to_owned();
        (commune, row)
    });
    let Some(area) = &question.area else {
        let households = in_zones.map(|(commune, row)| (commune, Household::from(row))).collect();
        return Ok(Living { households, with_households, unplaced: BTreeMap::new() });
    };
    let mut unplaced: BTreeMap<String, i64> = BTreeMap::new();
    for (commune, _) in in_zones.filter(|(_, row)| row.position.is_none()) {
        *unplaced.entry(commune).or_default() += 1;
    }
    let households = standing_in(app, area, units)?;
    Ok(Living { households, with_households, unplaced })
}

/// The households whose position lies in an area, each with the commune that keeps its line.
fn standing_in(
    app: &App,
    area: &MultiPolygon<f64>,
    units: Option<&HashSet<String>>,
) -> Result<Vec<(String, Household)>, ServiceError> {
    let Some(bounds) = area.bounding_rect() else { return Ok(Vec::new()) };
    let bounds = [bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y];
    let near = app.store.read(|conn| what_if::figures_in_box(conn, bounds))?;
    let set = AreaSet::new(vec![area.clone()]);
    let stands = |row: &what_if::FigureRow| {
        let mut inside = false;
        if let Some((lon, lat)) = row.position {
            set.each_at(lon, lat, |_| inside = true);
        }
        inside && units.is_none_or(|units| units.contains(&row.commune_code))
    };
    Ok(near.into_iter().filter(stands).map(|row| (row.commune_code.clone(), Household::from(row))).collect())
}

/// Every commune that is concerned, by code.
fn communes(chosen: &[Chosen], living: &Living) -> Vec<String> {
    let of_zones = chosen.iter().map(|chosen| chosen.zone.commune_code.as_str());
    let of_households = living.households.iter().map(|(commune, _)| commune.as_str());
    let all: std::collections::BTreeSet<&str> = of_zones.chain(of_households).collect();
    all.into_iter().map(str::to_owned).collect()
}

/// What is counted, by commune.
struct Sorted<'a> {
    zones: HashMap<&'a str, Vec<&'a Chosen>>,
    households: HashMap<&'a str, Vec<&'a Household>>,
    shelters: HashMap<&'a str, Vec<&'a WhatIfShelter>>,
    vehicles: HashMap<&'a str, Vec<&'a Vehicle>>,
    stores: HashMap<&'a str, Vec<&'a Store>>,
}

impl<'a> Sorted<'a> {
    fn of(facts: &'a Facts, chosen: &'a [Chosen], living: &'a Living, shelters: &'a [WhatIfShelter]) -> Self {
        Self {
            zones: by_commune(chosen.iter().map(|chosen| (chosen.zone.commune_code.as_str(), chosen))),
            households: by_commune(living.households.iter().map(|(commune, it)| (commune.as_str(), it))),
            shelters: by_commune(shelters.iter().map(|shelter| (shelter.commune_code.as_str(), shelter))),
            vehicles: by_commune(facts.vehicles().map(|vehicle| (vehicle.unit.as_str(), vehicle))),
            stores: by_commune(facts.stores().map(|store| (store.unit.as_str(), store))),
        }
    }
}

fn by_commune<'a, T>(all: impl Iterator<Item = (&'a str, T)>) -> HashMap<&'a str, Vec<T>> {
    all.fold(HashMap::new(), |mut sorted, (commune, it)| {
        sorted.entry(commune).or_insert_with(Vec::new).push(it);
        sorted
    })
}

fn of<'a, T>(sorted: &'a HashMap<&str, Vec<T>>, commune: &str) -> &'a [T] {
    sorted.get(commune).map_or(&[], Vec::as_slice)
}

fn place(picture: &Picture, facts: &Facts, commune: &str, living: &Living, sorted: &Sorted<'_>) -> WhatIfPlace {
    let zones = of(&sorted.zones, commune);
    let mut register = count::register(of(&sorted.households, commune).iter().copied());
    let unknown = zones.iter().filter(|chosen| !living.with_households.contains(&chosen.zone.id));
    register.zones_unknown = count::whole(unknown.count());
    register.households_unplaced = living.unplaced.get(commune).copied().unwrap_or_default();
    let tables = tables::of(picture, zones);
    let mut place = WhatIfPlace {
        commune_code: Some(commune.to_owned()),
        commune_name: Some(picture.unit_name(commune).to_owned()),
        zones: zones.len(),
        vehicles: count::vehicles(of(&sorted.vehicles, commune), register.people, tables.people),
        shortages: Vec::new(),
        tables,
        register,
        places: shelters::left(of(&sorted.shelters, commune).iter().copied()),
    };
    place.shortages = answer::shortages(facts, &place, &count::stock(facts, of(&sorted.stores, commune)));
    place
}
