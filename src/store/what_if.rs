//! Households as a what-if counts them: only what is summed.

use diesel::prelude::*;
use serde::Deserialize;

use super::schema::households;
use super::{StoreConnection, StoreError, from_json, id, word};
use crate::households::{DestinationKind, PropertyKind, VulnerableGroup};
use crate::kernel::ids::HouseholdId;
use crate::zones::Property;

/// How many ids are asked for in one statement.
const CHUNK: usize = 1_000;

/// How many lines are read at a time, where all are.
const PAGE: i64 = 10_000;

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

/// Hands over every household of the register, in the order of the ids.
pub fn each(conn: &mut StoreConnection, mut take: impl FnMut(FigureRow)) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let rows: Vec<Row> = households::table
            .filter(households::id.gt(&after))
            .filter(households::retired_on.is_null())
            .order(households::id)
            .limit(PAGE)
            .select(Row::as_select())
            .load(conn)?;
        let Some(last) = rows.last() else { return Ok(()) };
        after.clone_from(&last.id);
        for row in rows {
            take(row.into_figures()?);
        }
    }
}
