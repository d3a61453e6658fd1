//! Households as a what-if counts them: only what is summed, read in as few rows as there are.

use diesel::prelude::*;
use serde::Deserialize;

use super::schema::{household_zones, households};
use super::{StoreConnection, StoreError, from_json, id, word};
use crate::households::{DestinationKind, PropertyKind, VulnerableGroup};
use crate::kernel::ids::{HouseholdId, ZoneId};
use crate::zones::Property;

/// How many ids are asked for in one statement.
const CHUNK: usize = 1_000;

/// What is summed of a household.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureRow {
    /// The household.
    pub id: HouseholdId,
    /// The commune that keeps its line.
    pub commune_code: String,
    /// Its people.
    pub people: i64,
    /// Of them, those who need help to move.
    pub vulnerable: i64,
    /// Who needs help, by kind.
    pub groups: Vec<VulnerableGroup>,
    /// What it owns.
    pub property: Property,
    /// Kinds of property it has without a number.
    pub uncounted: Vec<PropertyKind>,
    /// How it is put up.
    pub destination: DestinationKind,
    /// Where the house stands.
    pub position: Option<(f64, f64)>,
}

/// What is read of a line beside its columns.
#[derive(Deserialize)]
struct Content {
    #[serde(default)]
    vulnerable: Vec<VulnerableGroup>,
    #[serde(default)]
    property: Vec<PropertyContent>,
}

#[derive(Deserialize)]
struct PropertyContent {
    kind: PropertyKind,
    #[serde(default)]
    quantity: Option<f64>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = households)]
struct Row {
    id: String,
    commune_code: String,
    people: i64,
    vulnerable: i64,
    destination_kind: String,
    livestock: i64,
    motorbikes: i64,
    boats: i64,
    rice_kg: i64,
    lon: Option<f64>,
    lat: Option<f64>,
    content: String,
}

impl Row {
    fn into_figures(self) -> Result<FigureRow, StoreError> {
        let Content { vulnerable, property } = from_json(&self.content)?;
        let mut uncounted: Vec<PropertyKind> =
            property.iter().filter(|line| line.quantity.is_none()).map(|line| line.kind).collect();
        uncounted.sort_unstable();
        uncounted.dedup();
        Ok(FigureRow {
            id: id(&self.id)?,
            commune_code: self.commune_code,
            people: self.people,
            vulnerable: self.vulnerable,
            groups: vulnerable,
            property: Property {
                livestock: self.livestock,
                motorbikes: self.motorbikes,
                boats: self.boats,
                rice_kg: self.rice_kg,
            },
            uncounted,
            destination: word(&self.destination_kind)?,
            position: self.lon.zip(self.lat),
        })
    }
}

/// Which households of the register are counted in which of `zones`, in the order of the zones.
pub fn living_in(conn: &mut StoreConnection, zones: &[ZoneId]) -> Result<Vec<(HouseholdId, ZoneId)>, StoreError> {
    let mut found = Vec::new();
    for chunk in zones.chunks(CHUNK) {
        let names: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<(String, String)> = household_zones::table
            .inner_join(households::table.on(households::id.eq(household_zones::household_id)))
            .filter(household_zones::zone_id.eq_any(names))
            .filter(households::retired_on.is_null())
            .select((household_zones::household_id, household_zones::zone_id))
            .load(conn)?;
        for (household, zone) in rows {
            found.push((id(&household)?, id(&zone)?));
        }
    }
    Ok(found)
}

/// These households, those that left the register not.
pub fn figures_of(conn: &mut StoreConnection, wanted: &[HouseholdId]) -> Result<Vec<FigureRow>, StoreError> {
    let mut found = Vec::with_capacity(wanted.len());
    for chunk in wanted.chunks(CHUNK) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<Row> = households::table
            .filter(households::id.eq_any(ids))
            .filter(households::retired_on.is_null())
            .select(Row::as_select())
            .load(conn)?;
        for row in rows {
            found.push(row.into_figures()?);
        }
    }
    Ok(found)
}

/// The households of the register whose position lies in a box (west, south, east, north), its edges included.
pub fn figures_in_box(
    conn: &mut StoreConnection,
    [west, south, east, north]: [f64; 4],
) -> Result<Vec<FigureRow>, StoreError> {
    let rows: Vec<Row> = households::table
        .filter(households::lat.between(south, north))
        .filter(households::lon.between(west, east))
        .filter(households::retired_on.is_null())
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::into_figures).collect()
}
