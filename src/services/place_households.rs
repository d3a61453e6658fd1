//! In which zones households are counted. Where the house stands decides; where that is not known, the zone the
//! register names; and else the village. What led to it is kept.
//!
//! Zones are counted at the revision in force; one that is only drawn, at its last.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use geo::BoundingRect;

use super::live_data::Picture;
use super::{App, ServiceError};
use crate::geometry::area_set::AreaSet;
use crate::households::{Entry, Household, ZoneBasis, village_key};
use crate::kernel::folding::exact_key;
use crate::kernel::ids::{HouseholdId, ZoneId};
use crate::store::{StoreConnection, StoreError, household_zones, zones};
use crate::zones::{Zone, ZoneIndex, ZoneStatus};

/// The zones among which households are placed.
pub(super) struct Surroundings {
    in_force: Arc<Picture>,
    drawn: ZoneIndex,
    by_code: HashMap<String, ZoneId>,
}

impl Surroundings {
    /// The zones in force, and those that are only drawn in `communes`.
    pub(super) fn of(
        conn: &mut StoreConnection,
        picture: &Arc<Picture>,
        communes: &HashSet<String>,
    ) -> Result<Self, StoreError> {
        let drawn = drawn_zones(conn, picture, communes)?;
        let by_code = picture.zones.zones().iter().chain(&drawn).map(|zone| (zone.code.clone(), zone.id)).collect();
        Ok(Self { in_force: Arc::clone(picture), drawn: ZoneIndex::new(drawn, HashMap::new()), by_code })
    }

    /// The zones a household of `commune` with this line is counted in.
    pub(super) fn zones_of(&self, commune: &str, entry: &Entry) -> Vec<(ZoneId, ZoneBasis)> {
        let mut found: Vec<(ZoneId, ZoneBasis)> = Vec::new();
        if let Some((lon, lat)) = entry.position {
            for index in [&self.in_force.zones, &self.drawn] {
                found.extend(index.at(lon, lat).iter().map(|zone| (zone.id, ZoneBasis::Position)));
            }
        }
        for stated in entry.zone_codes.iter().filter_map(|code| self.by_code.get(code)) {
            if found.iter().all(|(zone, _)| zone != stated) {
                found.push((*stated, ZoneBasis::Stated));
            }
        }
        if found.is_empty() && entry.position.is_none() {
            for index in [&self.in_force.zones, &self.drawn] {
                let named = index.of_commune(commune).filter(|(_, zone)| bears_name(zone, &entry.village));
                found.extend(named.map(|(_, zone)| (zone.id, ZoneBasis::Village)));
            }
        }
        found
    }

    /// The code of the zone that is called `text`, by its code, or by its name in `commune`.
    pub(super) fn code_of(&self, commune: &str, text: &str) -> Option<String> {
        if self.by_code.contains_key(text) {
            return Some(text.to_owned());
        }
        let wanted = exact_key(text);
        let named = [&self.in_force.zones, &self.drawn].into_iter().flat_map(|index| index.of_commune(commune));
        let mut named = named.filter(|(_, zone)| exact_key(&zone.code) == wanted || exact_key(&zone.name) == wanted);
        let (_, zone) = named.next()?;
        named.next().is_none().then(|| zone.code.clone())
    }

    /// Counts a household in the zones it lives in. Where its house stands in none, it stays with the zone that took
    /// the place of one it lived in.
    pub(super) fn place(&self, conn: &mut StoreConnection, household: &Household) -> Result<(), StoreError> {
        let mut zones = self.zones_of(&household.commune_code, &household.entry);
        if zones.iter().all(|(_, basis)| *basis != ZoneBasis::Position) {
            let held = household_zones::zones_of(conn, &[household.id])?.remove(&household.id).unwrap_or_default();
            let inherited = held.into_iter().filter(|(_, basis)| *basis == ZoneBasis::Lineage);
            zones.extend(
                inherited.filter(|(zone, _)| !zones.iter().any(|(known, _)| known == zone)).collect::<Vec<_>>(),
            );
        }
        household_zones::set_of_household(conn, household.id, &zones)
    }
}

fn drawn_zones(
    conn: &mut StoreConnection,
    picture: &Picture,
    communes: &HashSet<String>,
) -> Result<Vec<Arc<Zone>>, StoreError> {
    let last = zones::last_revisions(conn)?;
    let drawn: Vec<(ZoneId, i64)> = zones::heads(conn)?
        .into_iter()
        .filter(|head| head.status == ZoneStatus::Draft && picture.zone(head.id).is_none())
        .map(|head| (head.id, last.get(&head.id).copied().unwrap_or(head.revision)))
        .collect();
    let found = zones::at_revisions(conn, &drawn)?;
    Ok(found.into_iter().filter(|zone| communes.contains(&zone.commune_code)).map(Arc::new).collect())
}

/// Whether a zone bears the name of a village; it may bear several.
fn bears_name(zone: &Zone, village: &str) -> bool {
    let wanted = village_key(village);
    let named = |names: &str| names.split([',', ';', '/']).any(|name| village_key(name) == wanted);
    !wanted.is_empty() && zone.village.as_deref().is_some_and(named)
}

/// Counts anew the households of every zone in force that is not counted at the revision in force.
pub fn count_households(app: &App) -> Result<(), ServiceError> {
    let picture = app.live.current(&app.store, app.now())?;
    if app.live.is_counted(picture.revision, picture.day) {
        return Ok(());
    }
    let counted = app.store.read(household_zones::counted)?;
    let stale: Vec<&Arc<Zone>> =
        picture.zones.zones().iter().filter(|zone| counted.get(&zone.id) != Some(&zone.revision)).collect();
    for some in stale.chunks(AT_ONCE) {
        app.store.write(|conn| some.iter().try_for_each(|zone| count_zone(conn, zone)))?;
    }
    app.live.note_counted(picture.revision, picture.day);
    Ok(())
}

/// As [`count_households`], after something that is done already: a failure is told in the program's own log, and the
/// watch on zones tries again.
pub(super) fn count_or_tell(app: &App) {
    if let Err(error) = count_households(app) {
        tracing::warn!(%error, "households were not counted in the zones now in force; it is tried again");
    }
}

/// Counts the households of zones that are only drawn; one that is in force keeps the count of what is in force.
pub(super) fn count_drawn<'a>(
    conn: &mut StoreConnection,
    picture: &Picture,
    drawn: impl IntoIterator<Item = &'a Zone>,
) -> Result<(), StoreError> {
    drawn.into_iter().filter(|zone| picture.zone(zone.id).is_none()).try_for_each(|zone| count_zone(conn, zone))
}

/// How many zones are counted in one transaction, so that other writers get their turn.
const AT_ONCE: usize = 50;

/// Counts the households of one zone as it is drawn in `zone`.
pub(super) fn count_zone(conn: &mut StoreConnection, zone: &Zone) -> Result<(), StoreError> {
    household_zones::note_counted(conn, zone.id, zone.revision)?;
    let bounds = zone.geometry.bounding_rect();
    let bounds = bounds.map_or([0.0; 4], |bounds| [bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y]);
    let near = household_zones::near(conn, zone.id, &zone.commune_code, bounds)?;
    if near.is_empty() {
        return Ok(());
    }
    let inherited: HashSet<HouseholdId> =
        household_zones::counted_by(conn, zone.id, ZoneBasis::Lineage)?.into_iter().collect();
    let area = AreaSet::new(vec![zone.geometry.clone()]);
    let counted: Vec<(HouseholdId, ZoneBasis)> = near
        .iter()
        .map(|household| Ok((household.id, basis_in(conn, zone, &area, household, &inherited)?)))
        .filter_map(|found: Result<_, StoreError>| match found {
            Ok((household, basis)) => basis.map(|basis| Ok((household, basis))),
            Err(error) => Some(Err(error)),
        })
        .collect::<Result<_, _>>()?;
    household_zones::set_of_zone(conn, zone.id, &counted)
}

/// Why a household is counted in a zone; `None` where it is not.
fn basis_in(
    conn: &mut StoreConnection,
    zone: &Zone,
    area: &AreaSet<geo::MultiPolygon<f64>>,
    household: &Household,
    inherited: &HashSet<HouseholdId>,
) -> Result<Option<ZoneBasis>, StoreError> {
    let entry = &household.entry;
    let mut inside = false;
    if let Some((lon, lat)) = entry.position {
        area.each_at(lon, lat, |_| inside = true);
    }
    if inside {
        return Ok(Some(ZoneBasis::Position));
    }
    if entry.zone_codes.contains(&zone.code) {
        return Ok(Some(ZoneBasis::Stated));
    }
    if inherited.contains(&household.id) {
        return Ok(Some(ZoneBasis::Lineage));
    }
    let named = household.commune_code == zone.commune_code && bears_name(zone, &entry.village);
    if entry.position.is_some() || !named {
        return Ok(None);
    }
    for code in &entry.zone_codes {
        if zones::by_code(conn, code)?.is_some() {
            return Ok(None);
        }
    }
    Ok(Some(ZoneBasis::Village))
}
