//! The answer of a what-if, and what is short in it.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::Chosen;
use super::living::Living;
use super::tables::Tables;
use crate::findings::facts::Facts;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::ids::{ShelterId, ZoneId};
use crate::kernel::{Localized, Timestamp};

/// A figure, and how many could not be counted into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = WhatIfCounted)]
pub struct Counted {
    /// Of which kind.
    pub kind: String,
    /// Its name.
    pub name: Localized,
    /// How many.
    pub count: i64,
    /// Of the register: households that name the kind without a number. Of the tables: villages that leave it blank.
    pub unknown: i64,
}

/// Property of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = WhatIfProperty)]
pub struct PropertyCounted {
    /// Of which kind: `livestock`, `motorbikes`, `boats`, `rice_kg`.
    pub kind: &'static str,
    /// Its name.
    pub name: Localized,
    /// Counted in.
    pub unit: &'static str,
    /// How much.
    pub quantity: i64,
    /// Households with property of this kind without a number.
    pub unknown: i64,
}

/// What the plans in force write in their tables of the zones and their villages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
#[schema(as = WhatIfTables)]
pub struct TableFigures {
    /// Households.
    pub households: i64,
    /// People.
    pub people: i64,
    /// Of them, those the tables send to shelters; all of a row that does not say how many are hosted.
    pub in_shelters: i64,
    /// People who need help, by the columns of Phụ lục 2.
    pub vulnerable: Vec<Counted>,
    /// Zones of which no table says how many people live there.
    pub zones_unknown: i64,
}

/// What the register of households says; a household that lives in two of the zones counts once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
#[schema(as = WhatIfRegister)]
pub struct RegisterFigures {
    /// Households.
    pub households: i64,
    /// People.
    pub people: i64,
    /// Of them, those who need help to move.
    pub needing_help: i64,
    /// People who need help, by kind; somebody can be of two kinds.
    pub vulnerable: Vec<Counted>,
    /// What has to be moved.
    pub property: Vec<PropertyCounted>,
    /// People who go to a shelter, or of whom nobody has settled where they go.
    pub in_shelters: i64,
    /// Households of which nobody has settled where they go.
    pub undecided_households: i64,
    /// Their people.
    pub undecided_people: i64,
    /// Zones in which no household is registered.
    pub zones_unknown: i64,
    /// Households of the zones whose position is not known, so that nobody can tell whether they stand in the drawn area.
    pub households_unplaced: i64,
}

/// Why people can't go to a shelter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShelterLoss {
    /// It stands in a zone of the hazard that must move at the level, or in the drawn area.
    Inside,
    /// The register says it is not safe.
    Unsuitable,
    /// The register does not say whether it is safe.
    SuitabilityUnknown,
    /// It is not to be had today.
    Away,
    /// Nobody knows where it stands.
    PlaceUnknown,
}

/// A shelter of the communes concerned.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WhatIfShelter {
    /// Its id.
    pub id: ShelterId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The commune it stands in.
    pub commune_code: String,
    /// People it takes for the night; null where nobody has counted.
    pub night: Option<i64>,
    /// People it takes by day; null where nobody has counted.
    pub day: Option<i64>,
    /// Why people can't go there; null where they can.
    pub lost: Option<ShelterLoss>,
    /// The same in words.
    pub why: Option<Localized>,
    /// The code of the zone it stands in, where that is why.
    pub zone: Option<String>,
}

/// Places in shelters people can go to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct PlacesLeft {
    /// Shelters people can go to.
    pub shelters: i64,
    /// Their places by night.
    pub night: i64,
    /// Those whose places by night nobody has counted.
    pub night_unknown: i64,
    /// Their places by day.
    pub day: i64,
    /// Those whose places by day nobody has counted.
    pub day_unknown: i64,
    /// Shelters people can't go to.
    pub lost_shelters: i64,
    /// Their places by night.
    pub lost_night: i64,
}

/// What can be short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShortageKind {
    /// Places by night.
    PlacesNight,
    /// Places by day.
    PlacesDay,
    /// A supply.
    Item,
}

/// What is short for who goes to shelters, reckoned once by the register and once by the tables.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Shortage {
    /// What.
    pub what: ShortageKind,
    /// The code of the supply.
    pub item: Option<String>,
    /// Its name.
    pub name: Localized,
    /// Counted in.
    pub unit: Localized,
    /// How much there is; in the total, in all communes that were asked about, in want or not.
    pub there: f64,
    /// How much is needed by the register.
    pub need_by_register: f64,
    /// How much of that is missing; null where there is enough. In the total, the sum of what each commune is missing:
    /// what another has to spare is not taken for it.
    pub short_by_register: Option<f64>,
    /// How much is needed by the tables.
    pub need_by_tables: f64,
    /// How much of that is missing; null where there is enough.
    pub short_by_tables: Option<f64>,
}

/// Vehicles of the communes concerned that carry people.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct WhatIfVehicles {
    /// Those that can be used.
    pub vehicles: i64,
    /// People they take in one trip.
    pub seats: i64,
    /// Those of which nobody has said whether they can be used.
    pub unknown: i64,
    /// Trips of all at once until everybody of the register is driven; null where nothing drives.
    pub trips_by_register: Option<i64>,
    /// The same for the people of the tables.
    pub trips_by_tables: Option<i64>,
}

/// A commune, or all of them.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WhatIfPlace {
    /// Its code; null in the total.
    pub commune_code: Option<String>,
    /// Its name; null in the total.
    pub commune_name: Option<String>,
    /// Zones that are asked about.
    pub zones: usize,
    /// What the plans write in their tables.
    pub tables: TableFigures,
    /// What the register of households says.
    pub register: RegisterFigures,
    /// Places in shelters.
    pub places: PlacesLeft,
    /// Vehicles.
    pub vehicles: WhatIfVehicles,
    /// What is short; only what is.
    pub shortages: Vec<Shortage>,
}

/// A zone that is asked about.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WhatIfZone {
    /// Its id.
    pub id: ZoneId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its commune.
    pub commune_code: String,
    /// From which level on its people must move.
    pub evacuate_from_level: RiskLevel,
    /// The drawn area holds only a part of it, or touches it.
    pub in_part: bool,
}

impl From<&Chosen> for WhatIfZone {
    fn from(Chosen { zone, in_part }: &Chosen) -> Self {
        Self {
            id: zone.id,
            code: zone.code.clone(),
            name: zone.name.clone(),
            commune_code: zone.commune_code.clone(),
            evacuate_from_level: zone.evacuate_from_level,
            in_part: *in_part,
        }
    }
}

/// The answer. All of it is advice.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WhatIf {
    /// To be shown with the figures.
    pub advice: Localized,
    /// When it was reckoned.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Which hazard.
    #[schema(value_type = String)]
    pub hazard: Hazard,
    /// At which level.
    pub level: RiskLevel,
    /// All communes together.
    pub total: WhatIfPlace,
    /// Each commune, the one with most people first.
    pub communes: Vec<WhatIfPlace>,
    /// The zones that are asked about.
    pub zones: Vec<WhatIfZone>,
    /// The shelters of the communes.
    pub shelters: Vec<WhatIfShelter>,
}

/// All communes together. What one commune has too much of does not fill what another lacks: places, supplies and
/// vehicles that are short are those that are short in a commune.
pub(super) fn total(
    chosen: &[Chosen],
    living: &Living,
    reckoned: &[(WhatIfPlace, Vec<Shortage>)],
    tables: &mut Tables<'_>,
) -> WhatIfPlace {
    let mut register = living.total().figures();
    let places = || reckoned.iter().map(|(place, _)| place);
    register.zones_unknown = places().map(|place| place.register.zones_unknown).sum();
    register.households_unplaced = living.unplaced.values().sum();
    WhatIfPlace {
        commune_code: None,
        commune_name: None,
        zones: chosen.len(),
        tables: tables.figures(chosen),
        register,
        places: places().fold(PlacesLeft::default(), |sum, place| sum.and(&place.places)),
        vehicles: places()
            .fold(None, |sum: Option<WhatIfVehicles>, place| {
                Some(sum.map_or_else(|| place.vehicles.clone(), |sum| sum.and(&place.vehicles)))
            })
            .unwrap_or_default(),
        shortages: added_up(reckoned.iter().map(|(_, shortages)| shortages.as_slice())),
    }
}

impl PlacesLeft {
    fn and(self, other: &Self) -> Self {
        Self {
            shelters: self.shelters + other.shelters,
            night: self.night + other.night,
            night_unknown: self.night_unknown + other.night_unknown,
            day: self.day + other.day,
            day_unknown: self.day_unknown + other.day_unknown,
            lost_shelters: self.lost_shelters + other.lost_shelters,
            lost_night: self.lost_night + other.lost_night,
        }
    }
}

impl WhatIfVehicles {
    /// Communes drive at the same time, so the longest counts; where one does not drive at all there is no number.
    fn and(self, other: &Self) -> Self {
        let longest = |one: Option<i64>, other: Option<i64>| Some(one?.max(other?));
        Self {
            vehicles: self.vehicles + other.vehicles,
            seats: self.seats + other.seats,
            unknown: self.unknown + other.unknown,
            trips_by_register: longest(self.trips_by_register, other.trips_by_register),
            trips_by_tables: longest(self.trips_by_tables, other.trips_by_tables),
        }
    }
}

/// What could be short in a place, short or not, `stock` being what is good of each supply in thousandths.
pub(super) fn shortages(facts: &Facts, place: &WhatIfPlace, stock: &HashMap<&str, i64>) -> Vec<Shortage> {
    let (by_register, by_tables) = (place.register.in_shelters, place.tables.in_shelters);
    let places = Localized::new("chỗ", "places");
    let of_places = |what, name: Localized, there: i64| {
        shortage(what, None, (name, places.clone()), there as f64, (by_register as f64, by_tables as f64))
    };
    let mut found = vec![
        of_places(ShortageKind::PlacesNight, Localized::new("chỗ ban đêm", "places by night"), place.places.night),
        of_places(ShortageKind::PlacesDay, Localized::new("chỗ ban ngày", "places by day"), place.places.day),
    ];
    // Where nobody has counted places by day nothing is said of them.
    if place.places.day_unknown > 0 {
        found.pop();
    }
    for norm in facts.norms().items.iter().filter(|norm| norm.required) {
        let need = |people| facts.norms().need(norm, people) as f64 / 1_000.0;
        let there = stock.get(norm.item.as_str()).copied().unwrap_or_default() as f64 / 1_000.0;
        let names = (
            Localized::new(norm.vi.as_str(), norm.en.as_str()),
            Localized::new(norm.unit_vi.as_str(), norm.unit_en.as_str()),
        );
        let needs = (need(by_register), need(by_tables));
        found.push(shortage(ShortageKind::Item, Some(norm.item.clone()), names, there, needs));
    }
    found
}

impl Shortage {
    /// Whether anything is missing.
    pub(super) fn is_short(&self) -> bool {
        self.short_by_register.is_some() || self.short_by_tables.is_some()
    }
}

fn shortage(
    what: ShortageKind,
    item: Option<String>,
    (name, unit): (Localized, Localized),
    there: f64,
    (need_by_register, need_by_tables): (f64, f64),
) -> Shortage {
    let short = |need: f64| (need > there).then_some(need - there);
    Shortage {
        what,
        item,
        name,
        unit,
        there,
        short_by_register: short(need_by_register),
        need_by_register,
        short_by_tables: short(need_by_tables),
        need_by_tables,
    }
}

/// What is short, added up over all communes: what there is and what is needed in all of them, and what is missing in each
/// that has too little. What one commune has to spare is not taken for another.
fn added_up<'a>(communes: impl Iterator<Item = &'a [Shortage]>) -> Vec<Shortage> {
    let mut sums: Vec<Shortage> = Vec::new();
    for one in communes.flatten() {
        match sums.iter_mut().find(|sum| sum.what == one.what && sum.item == one.item) {
            None => sums.push(one.clone()),
            Some(sum) => {
                let both = |one: Option<f64>, other: Option<f64>| match (one, other) {
                    (None, None) => None,
                    (one, other) => Some(one.unwrap_or_default() + other.unwrap_or_default()),
                };
                sum.there += one.there;
                sum.need_by_register += one.need_by_register;
                sum.need_by_tables += one.need_by_tables;
                sum.short_by_register = both(sum.short_by_register, one.short_by_register);
                sum.short_by_tables = both(sum.short_by_tables, one.short_by_tables);
            }
        }
    }
    sums.retain(Shortage::is_short);
    sums.sort_by_key(|sum| sum.what as u8);
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rice(there: f64, need: f64) -> Shortage {
        let name = Localized::new("gạo", "rice");
        shortage(ShortageKind::Item, Some("rice".into()), (name.clone(), name), there, (need, 0.0))
    }

    #[test]
    fn the_whole_names_what_all_communes_have_and_what_each_is_missing() {
        let [poor, rich, none] = [rice(10.0, 30.0), rice(100.0, 40.0), rice(5.0, 5.0)].map(|one| [one]);
        let sums = added_up([&poor[..], &rich, &none].into_iter());
        assert_eq!(sums.len(), 1);
        assert_eq!((sums[0].there, sums[0].need_by_register), (115.0, 75.0), "of all communes, in want or not");
        assert_eq!((sums[0].short_by_register, sums[0].short_by_tables), (Some(20.0), None));
        assert_eq!(added_up([&rich[..], &none].into_iter()), [], "nobody is in want");
    }
}
