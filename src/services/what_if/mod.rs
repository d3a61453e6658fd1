//! What if: figures for a situation somebody thinks of, from what is in force and in the registers. Nothing is opened,
//! kept or changed by it.
//!
//! What the plans write in their tables and what the register of households says stand side by side and are never added
//! to one another. What nobody knows is counted as unknown.

mod answer;
mod count;
mod living;
mod shelters;
mod tables;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use geo::{BoundingRect, Intersects, MultiPolygon};

pub use answer::{
    Counted, PlacesLeft, PropertyCounted, RegisterFigures, ShelterLoss, Shortage, ShortageKind, TableFigures, WhatIf,
    WhatIfPlace, WhatIfShelter, WhatIfVehicles, WhatIfZone,
};

use self::living::Living;
use self::tables::Tables;
use super::picture::Picture;
use super::resource_register::units_within;
use super::{App, ServiceError};
use crate::findings::facts::{Facts, Store, Vehicle};
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::Localized;
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

/// Answers a question.
pub fn what_if(app: &App, question: &Question) -> Result<WhatIf, ServiceError> {
    let picture = app.live.current(&app.store, app.now())?;
    let units: Option<HashSet<String>> =
        question.unit.as_deref().map(|unit| units_within(&picture, unit).into_iter().collect());
    let chosen = chosen(&picture, question, units.as_ref())?;
    app.findings.read_with_register(app, |kept, register| {
        let living = Living::of(register, &chosen, question.area.as_ref(), units.as_ref());
        let communes = communes(&chosen, &living);
        let facts = kept.engine().facts();
        let shelters = shelters::of(facts, &picture, question, &chosen, &communes);
        let sorted = Sorted::of(facts, &chosen, &shelters);
        let mut tables = Tables::of(&picture);
        let reckoned: Vec<(WhatIfPlace, Vec<Shortage>)> =
            communes.iter().map(|commune| place(&picture, facts, commune, &living, &sorted, &mut tables)).collect();
        let total = answer::total(&chosen, &living, &reckoned, &mut tables);
        let mut places: Vec<WhatIfPlace> = reckoned.into_iter().map(|(place, _)| place).collect();
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

/// Every commune that is concerned, by code.
fn communes(chosen: &[Chosen], living: &Living) -> Vec<String> {
    let of_zones = chosen.iter().map(|chosen| chosen.zone.commune_code.as_str());
    let of_households = living.communes.keys().map(String::as_str);
    let all: std::collections::BTreeSet<&str> = of_zones.chain(of_households).collect();
    all.into_iter().map(str::to_owned).collect()
}

/// What is counted, by commune.
struct Sorted<'a> {
    zones: HashMap<&'a str, Vec<&'a Chosen>>,
    shelters: HashMap<&'a str, Vec<&'a WhatIfShelter>>,
    vehicles: HashMap<&'a str, Vec<&'a Vehicle>>,
    stores: HashMap<&'a str, Vec<&'a Store>>,
}

impl<'a> Sorted<'a> {
    fn of(facts: &'a Facts, chosen: &'a [Chosen], shelters: &'a [WhatIfShelter]) -> Self {
        Self {
            zones: by_commune(chosen.iter().map(|chosen| (chosen.zone.commune_code.as_str(), chosen))),
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

/// A commune, with everything that could be short there, short or not.
fn place(
    picture: &Picture,
    facts: &Facts,
    commune: &str,
    living: &Living,
    sorted: &Sorted<'_>,
    tables: &mut Tables<'_>,
) -> (WhatIfPlace, Vec<Shortage>) {
    let zones = of(&sorted.zones, commune);
    let mut register = living.communes.get(commune).map(count::Sums::figures).unwrap_or_default();
    let unknown = zones.iter().filter(|chosen| !living.with_households.contains(&chosen.zone.id));
    register.zones_unknown = count::whole(unknown.count());
    register.households_unplaced = living.unplaced.get(commune).copied().unwrap_or_default();
    let tables = tables.figures(zones.iter().copied());
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
    let reckoned = answer::shortages(facts, &place, &count::stock(facts, of(&sorted.stores, commune)));
    place.shortages = reckoned.iter().filter(|it| it.is_short()).cloned().collect();
    (place, reckoned)
}
