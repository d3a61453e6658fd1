//! Which households are counted in which zone, and the totals of zones. Who left the register counts nowhere.

use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;

use super::households::HouseholdRow;
use super::schema::{household_zone_counts, household_zones, households};
use super::{StoreConnection, StoreError, id, on_each_backend, word, word_text};
use crate::households::{DestinationKind, Household, ZoneBasis, figures_of};
use crate::kernel::ids::{HouseholdId, ZoneId};
use crate::zones::Figures;

/// How many ids are asked for in one statement.
const CHUNK: usize = 500;

/// Says in which zones a household is counted, and why, in place of what was said before.
pub fn set_of_household(
    conn: &mut StoreConnection,
    household: HouseholdId,
    zones: &[(ZoneId, ZoneBasis)],
) -> Result<(), StoreError> {
    let own = household_zones::table.filter(household_zones::household_id.eq(household.to_string()));
    diesel::delete(own).execute(conn)?;
    insert(conn, zones.iter().map(|(zone, basis)| (household, *zone, *basis)))
}

/// Says which households are counted in a zone, and why, in place of what was said before.
pub fn set_of_zone(
    conn: &mut StoreConnection,
    zone: ZoneId,
    households: &[(HouseholdId, ZoneBasis)],
) -> Result<(), StoreError> {
    let own = household_zones::table.filter(household_zones::zone_id.eq(zone.to_string()));
    diesel::delete(own).execute(conn)?;
    insert(conn, households.iter().map(|(household, basis)| (*household, zone, *basis)))
}

/// Notes that a household is also counted in a zone; what is known of the two stays.
pub fn also_in(
    conn: &mut StoreConnection,
    household: HouseholdId,
    zone: ZoneId,
    basis: ZoneBasis,
) -> Result<(), StoreError> {
    insert(conn, [(household, zone, basis)])
}

fn insert(
    conn: &mut StoreConnection,
    lines: impl IntoIterator<Item = (HouseholdId, ZoneId, ZoneBasis)>,
) -> Result<(), StoreError> {
    let rows: Vec<_> = lines
        .into_iter()
        .map(|(household, zone, basis)| {
            (
                household_zones::household_id.eq(household.to_string()),
                household_zones::zone_id.eq(zone.to_string()),
                household_zones::basis.eq(word_text(&basis)),
            )
        })
        .collect();
    for some in rows.chunks(CHUNK) {
        on_each_backend!(conn, conn => diesel::insert_into(household_zones::table)
            .values(some)
            .on_conflict_do_nothing()
            .execute(conn))?;
    }
    Ok(())
}

/// In which zones each of `households` is counted, and why.
pub fn zones_of(
    conn: &mut StoreConnection,
    households: &[HouseholdId],
) -> Result<HashMap<HouseholdId, Vec<(ZoneId, ZoneBasis)>>, StoreError> {
    let mut found: HashMap<HouseholdId, Vec<(ZoneId, ZoneBasis)>> = HashMap::new();
    for chunk in households.chunks(CHUNK) {
        let names: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<(String, String, String)> = household_zones::table
            .filter(household_zones::household_id.eq_any(names))
            .order((household_zones::household_id, household_zones::zone_id))
            .select((household_zones::household_id, household_zones::zone_id, household_zones::basis))
            .load(conn)?;
        for (household, zone, basis) in rows {
            found.entry(id(&household)?).or_default().push((id(&zone)?, word(&basis)?));
        }
    }
    Ok(found)
}

/// Which households are counted in a zone for a given reason, those that left the register among them.
pub fn counted_by(conn: &mut StoreConnection, zone: ZoneId, basis: ZoneBasis) -> Result<Vec<HouseholdId>, StoreError> {
    let rows: Vec<String> = household_zones::table
        .filter(household_zones::zone_id.eq(zone.to_string()))
        .filter(household_zones::basis.eq(word_text(&basis)))
        .select(household_zones::household_id)
        .load(conn)?;
    rows.iter().map(|household| id(household)).collect()
}

/// The households of several zones, by commune and code, each once.
pub fn of_zone(conn: &mut StoreConnection, zones: &[ZoneId]) -> Result<Vec<Household>, StoreError> {
    Ok(register_of(conn, zones)?.into_households())
}

/// The households whose position lies in a box (west, south, east, north), its edges included.
pub fn in_box(conn: &mut StoreConnection, [west, south, east, north]: [f64; 4]) -> Result<Vec<Household>, StoreError> {
    let rows: Vec<HouseholdRow> = households::table
        .filter(households::lat.between(south, north))
        .filter(households::lon.between(west, east))
        .filter(households::retired_on.is_null())
        .order((households::commune_code, households::code))
        .select(HouseholdRow::as_select())
        .load(conn)?;
    rows.into_iter().map(HouseholdRow::into_household).collect()
}

/// Households that a zone may hold: those of its commune, those whose position lies in a box (west, south, east,
/// north), and those counted in it now.
pub fn near(
    conn: &mut StoreConnection,
    zone: ZoneId,
    commune: &str,
    [west, south, east, north]: [f64; 4],
) -> Result<Vec<Household>, StoreError> {
    let counted = household_zones::table
        .filter(household_zones::zone_id.eq(zone.to_string()))
        .select(household_zones::household_id);
    let inside = households::lat.between(south, north).and(households::lon.between(west, east));
    let rows: Vec<HouseholdRow> = households::table
        .filter(households::retired_on.is_null())
        .filter(households::commune_code.eq(commune).or(households::id.eq_any(counted)).or(inside.assume_not_null()))
        .order((households::commune_code, households::code))
        .select(HouseholdRow::as_select())
        .load(conn)?;
    rows.into_iter().map(HouseholdRow::into_household).collect()
}

/// The revisions of zones for which their households were last worked out.
pub fn counted(conn: &mut StoreConnection) -> Result<HashMap<ZoneId, i64>, StoreError> {
    let rows: Vec<(String, i64)> = household_zone_counts::table
        .select((household_zone_counts::zone_id, household_zone_counts::revision))
        .load(conn)?;
    rows.into_iter().map(|(zone, revision)| Ok((id(&zone)?, revision))).collect()
}

/// The same of some zones; more than a few thousand are picked out of all.
pub fn counted_of(conn: &mut StoreConnection, zones: &[ZoneId]) -> Result<HashMap<ZoneId, i64>, StoreError> {
    if zones.len() > 10 * CHUNK {
        return counted(conn);
    }
    let mut found = HashMap::with_capacity(zones.len());
    for chunk in zones.chunks(CHUNK) {
        let names: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<(String, i64)> = household_zone_counts::table
            .filter(household_zone_counts::zone_id.eq_any(names))
            .select((household_zone_counts::zone_id, household_zone_counts::revision))
            .load(conn)?;
        for (zone, revision) in rows {
            found.insert(id(&zone)?, revision);
        }
    }
    Ok(found)
}

/// Notes for which revision of a zone its households were worked out.
pub fn note_counted(conn: &mut StoreConnection, zone: ZoneId, revision: i64) -> Result<(), StoreError> {
    let values = (household_zone_counts::zone_id.eq(zone.to_string()), household_zone_counts::revision.eq(revision));
    on_each_backend!(conn, conn => diesel::insert_into(household_zone_counts::table)
        .values(values)
        .on_conflict(household_zone_counts::zone_id)
        .do_update()
        .set(household_zone_counts::revision.eq(revision))
        .execute(conn))?;
    Ok(())
}

/// The register lines of zones, kept so that totals over several zones count a household once.
#[derive(Debug, Default)]
pub struct Register {
    by_zone: HashMap<ZoneId, Vec<usize>>,
    households: Vec<Household>,
}

impl Register {
    /// Totals of one zone.
    pub fn of_zone(&self, zone: ZoneId) -> Figures {
        self.of_zones(&[zone])
    }

    /// Totals of several zones; a household that lies in two of them counts once.
    pub fn of_zones(&self, zones: &[ZoneId]) -> Figures {
        let mut positions: Vec<usize> =
            zones.iter().filter_map(|zone| self.by_zone.get(zone)).flatten().copied().collect();
        positions.sort_unstable();
        positions.dedup();
        figures_of(positions.into_iter().filter_map(|position| self.households.get(position)))
    }

    /// The households of one zone.
    pub fn in_zone(&self, zone: ZoneId) -> impl Iterator<Item = &Household> {
        let positions = self.by_zone.get(&zone).into_iter().flatten();
        positions.filter_map(|position| self.households.get(*position))
    }

    /// The households themselves, by commune and code.
    pub fn into_households(mut self) -> Vec<Household> {
        self.households.sort_by(|a, b| (&a.commune_code, &a.code).cmp(&(&b.commune_code, &b.code)));
        self.households
    }
}

/// The register of `zones`.
pub fn register_of(conn: &mut StoreConnection, zones: &[ZoneId]) -> Result<Register, StoreError> {
    let mut register = Register::default();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for chunk in zones.chunks(CHUNK) {
        let names: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<(String, HouseholdRow)> = household_zones::table
            .inner_join(households::table.on(households::id.eq(household_zones::household_id)))
            .filter(household_zones::zone_id.eq_any(names))
            .filter(households::retired_on.is_null())
            .select((household_zones::zone_id, HouseholdRow::as_select()))
            .load(conn)?;
        for (zone, row) in rows {
            let known = seen.get(&row.id).copied();
            let position = known.unwrap_or(register.households.len());
            if known.is_none() {
                seen.insert(row.id.clone(), position);
                register.households.push(row.into_household()?);
            }
            register.by_zone.entry(id(&zone)?).or_default().push(position);
        }
    }
    Ok(register)
}

/// A household of the register as the sums of zones need it, with the zones it is counted in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedFigures {
    /// The household.
    pub id: HouseholdId,
    /// Its people.
    pub people: i64,
    /// Of them, those who need help to move.
    pub vulnerable: i64,
    /// How it is put up.
    pub destination: DestinationKind,
    /// The zones, in order.
    pub zones: Vec<ZoneId>,
}

type PlacedRow = (String, String, i64, i64, String);

/// Every household of the register that is counted in a zone, in force or not; with `only`, those among these.
pub fn placed_figures(
    conn: &mut StoreConnection,
    only: Option<&[HouseholdId]>,
) -> Result<Vec<PlacedFigures>, StoreError> {
    let Some(only) = only else {
        let mut found = Vec::new();
        each_placed(conn, |placed| found.push(placed))?;
        return Ok(found);
    };
    let mut found = Vec::new();
    for chunk in only.chunks(CHUNK) {
        let names: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let mut rows: Vec<PlacedRow> = placed().filter(household_zones::household_id.eq_any(names)).load(conn)?;
        found.extend(folded_figures(&mut rows)?);
    }
    Ok(found)
}

/// How many lines are read at a time, where all are.
const PAGE: i64 = 20_000;

/// Hands over every household of the register that is counted in a zone, in force or not, in the order of the ids. They
/// are read in pages: all rows of a country at once would take more memory than what is kept of them.
pub fn each_placed(conn: &mut StoreConnection, mut take: impl FnMut(PlacedFigures)) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let mut rows: Vec<PlacedRow> = placed()
            .filter(household_zones::household_id.gt(&after))
            .order((household_zones::household_id, household_zones::zone_id))
            .limit(PAGE)
            .load(conn)?;
        let whole = i64::try_from(rows.len()).is_ok_and(|read| read < PAGE);
        if let Some(last) = rows.last().map(|row| row.0.clone()) {
            // The household the page ends with may have more zones on the next; one alone never fills a page.
            let cut = rows.partition_point(|row| row.0 < last);
            if !whole && cut > 0 {
                rows.truncate(cut);
            }
        }
        let Some(last) = rows.last() else { return Ok(()) };
        after.clone_from(&last.0);
        folded_figures(&mut rows)?.into_iter().for_each(&mut take);
        if whole {
            return Ok(());
        }
    }
}

#[diesel::dsl::auto_type(no_type_alias)]
fn placed() -> _ {
    household_zones::table
        .inner_join(households::table.on(households::id.eq(household_zones::household_id)))
        .filter(households::retired_on.is_null())
        .select((
            household_zones::household_id,
            household_zones::zone_id,
            households::people,
            households::vulnerable,
            households::destination_kind,
        ))
}

fn folded_figures(rows: &mut [PlacedRow]) -> Result<Vec<PlacedFigures>, StoreError> {
    rows.sort_unstable();
    let mut found = Vec::new();
    for same in rows.chunk_by(|one, other| one.0 == other.0) {
        let Some((household, _, people, vulnerable, destination)) = same.first() else { continue };
        found.push(PlacedFigures {
            id: id(household)?,
            people: *people,
            vulnerable: *vulnerable,
            destination: word(destination)?,
            zones: same.iter().map(|row| id(&row.1)).collect::<Result<_, _>>()?,
        });
    }
    Ok(found)
}

/// Which households of the register are counted in one of `zones`, each once and in order.
pub fn living_in(conn: &mut StoreConnection, zones: &[ZoneId]) -> Result<Vec<HouseholdId>, StoreError> {
    let mut found = Vec::new();
    for chunk in zones.chunks(CHUNK) {
        let names: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<String> = household_zones::table
            .filter(household_zones::zone_id.eq_any(names))
            .select(household_zones::household_id)
            .load(conn)?;
        for row in rows {
            found.push(id(&row)?);
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
