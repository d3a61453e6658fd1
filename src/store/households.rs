//! The household register, and its totals by zone.

use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;

use super::schema::{household_zones, households};
use super::{StoreConnection, StoreError, id, on_each_backend};
use crate::kernel::ids::ZoneId;
use crate::zones::{Figures, Household, Property};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = households)]
#[diesel(treat_none_as_null = true)]
struct HouseholdRow {
    code: String,
    head: String,
    commune_code: String,
    village: String,
    people: i64,
    vulnerable: i64,
    vulnerable_kinds: String,
    house_class: String,
    livestock: i64,
    motorbikes: i64,
    boats: i64,
    rice_kg: i64,
    lon: Option<f64>,
    lat: Option<f64>,
    demonstration: bool,
}

/// Adds a household, or replaces the one of the same code, and says in which zones it lives.
pub fn put(conn: &mut StoreConnection, household: &Household, zones: &[ZoneId]) -> Result<(), StoreError> {
    let row = HouseholdRow {
        code: household.code.clone(),
        head: household.head.clone(),
        commune_code: household.commune_code.clone(),
        village: household.village.clone(),
        people: household.people,
        vulnerable: household.vulnerable,
        vulnerable_kinds: household.vulnerable_kinds.clone(),
        house_class: household.house_class.clone(),
        livestock: household.property.livestock,
        motorbikes: household.property.motorbikes,
        boats: household.property.boats,
        rice_kg: household.property.rice_kg,
        lon: household.position.map(|(lon, _)| lon),
        lat: household.position.map(|(_, lat)| lat),
        demonstration: household.demonstration,
    };
    on_each_backend!(conn, conn => diesel::insert_into(households::table)
        .values(&row)
        .on_conflict(households::code)
        .do_update()
        .set(&row)
        .execute(conn))?;
    diesel::delete(household_zones::table.filter(household_zones::household_code.eq(&household.code))).execute(conn)?;
    for zone in zones {
        diesel::insert_into(household_zones::table)
            .values((
                household_zones::household_code.eq(&household.code),
                household_zones::zone_id.eq(zone.to_string()),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Notes that a household also lives in `zone`.
pub fn also_in(conn: &mut StoreConnection, household: &str, zone: ZoneId) -> Result<(), StoreError> {
    let values = (household_zones::household_code.eq(household), household_zones::zone_id.eq(zone.to_string()));
    on_each_backend!(conn, conn => diesel::insert_into(household_zones::table)
        .values(values)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(())
}

/// The households of one zone.
pub fn of_zone(conn: &mut StoreConnection, zone: ZoneId) -> Result<Vec<Household>, StoreError> {
    let rows: Vec<HouseholdRow> = households::table
        .inner_join(household_zones::table.on(households::code.eq(household_zones::household_code)))
        .filter(household_zones::zone_id.eq(zone.to_string()))
        .order(households::code)
        .select(HouseholdRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(to_household).collect())
}

/// The households whose position lies in a box (west, south, east, north), its edges included.
pub fn in_box(conn: &mut StoreConnection, [west, south, east, north]: [f64; 4]) -> Result<Vec<Household>, StoreError> {
    let rows: Vec<HouseholdRow> = households::table
        .filter(households::lat.between(south, north))
        .filter(households::lon.between(west, east))
        .order(households::code)
        .select(HouseholdRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(to_household).collect())
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
        Figures::of(positions.into_iter().filter_map(|position| self.households.get(position)))
    }
}

/// How many zones are asked for in one statement.
const CHUNK: usize = 500;

/// The register of `zones`.
pub fn register_of(conn: &mut StoreConnection, zones: &[ZoneId]) -> Result<Register, StoreError> {
    let mut register = Register::default();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for chunk in zones.chunks(CHUNK) {
        let names: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<(String, HouseholdRow)> = household_zones::table
            .inner_join(households::table.on(households::code.eq(household_zones::household_code)))
            .filter(household_zones::zone_id.eq_any(names))
            .select((household_zones::zone_id, HouseholdRow::as_select()))
            .load(conn)?;
        for (zone, row) in rows {
            let position = *seen.entry(row.code.clone()).or_insert_with(|| {
                register.households.push(to_household(row));
                register.households.len() - 1
            });
            register.by_zone.entry(id(&zone)?).or_default().push(position);
        }
    }
    Ok(register)
}

fn to_household(row: HouseholdRow) -> Household {
    Household {
        code: row.code,
        head: row.head,
        commune_code: row.commune_code,
        village: row.village,
        people: row.people,
        vulnerable: row.vulnerable,
        vulnerable_kinds: row.vulnerable_kinds,
        house_class: row.house_class,
        property: Property {
            livestock: row.livestock,
            motorbikes: row.motorbikes,
            boats: row.boats,
            rice_kg: row.rice_kg,
        },
        position: row.lon.zip(row.lat),
        demonstration: row.demonstration,
    }
}
