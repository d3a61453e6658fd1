//! Roads that were loaded, in sets: one a unit, or one for the whole.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{road_lines, road_sets};
use super::{StoreConnection, StoreError, from_json, insert_rows, loaded, stored, to_json};
use crate::hazards::RiskLevel;
use crate::kernel::Timestamp;

/// Roads that came together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoadSet {
    /// Whose; empty for the whole.
    pub unit_code: String,
    /// The file they came in.
    pub file_name: String,
    /// How many lines.
    pub lines: i64,
    /// How many of them are crossings.
    pub crossings: i64,
    /// Their length, metres.
    pub length_m: i64,
    /// When they were loaded.
    pub loaded_at: Timestamp,
    /// By whom.
    pub loaded_by: String,
}

/// A road as it was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Road {
    /// Its name; empty where it has none.
    pub name: String,
    /// From this level on it cannot be passed.
    pub closes_at: Option<RiskLevel>,
    /// Whether it is a crossing (ngầm tràn).
    pub ford: bool,
    /// Longitude, latitude.
    pub line: Vec<[f64; 2]>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = road_sets)]
struct SetRow {
    unit_code: String,
    file_name: String,
    lines: i64,
    crossings: i64,
    length_m: i64,
    loaded_at: NaiveDateTime,
    loaded_by: String,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = road_lines)]
#[diesel(treat_none_as_default_value = false)]
struct LineRow {
    unit_code: String,
    position: i64,
    name: String,
    closes_at: Option<i64>,
    ford: bool,
    line: String,
}

impl LineRow {
    fn of(unit: &str, position: i64, road: &Road) -> Result<Self, StoreError> {
        Ok(Self {
            unit_code: unit.to_owned(),
            position,
            name: road.name.clone(),
            closes_at: road.closes_at.map(|level| level.digit().into()),
            ford: road.ford,
            line: to_json(&road.line)?,
        })
    }

    fn into_road(self) -> Result<Road, StoreError> {
        let level = |digit: i64| {
            let level = u8::try_from(digit).ok().and_then(|digit| RiskLevel::new(digit).ok());
            level.ok_or_else(|| StoreError::corrupt(format!("{digit} is no risk level")))
        };
        Ok(Road {
            name: self.name,
            closes_at: self.closes_at.map(level).transpose()?,
            ford: self.ford,
            line: from_json(&self.line)?,
        })
    }
}

/// Keeps a set in place of the one of its unit; a set for the whole in place of all.
pub fn replace(conn: &mut StoreConnection, set: &RoadSet, roads: &[Road]) -> Result<(), StoreError> {
    if set.unit_code.is_empty() {
        diesel::delete(road_lines::table).execute(conn)?;
        diesel::delete(road_sets::table).execute(conn)?;
    } else {
        diesel::delete(road_lines::table.filter(road_lines::unit_code.eq(&set.unit_code))).execute(conn)?;
        diesel::delete(road_sets::table.filter(road_sets::unit_code.eq(&set.unit_code))).execute(conn)?;
    }
    let row = SetRow {
        unit_code: set.unit_code.clone(),
        file_name: set.file_name.clone(),
        lines: set.lines,
        crossings: set.crossings,
        length_m: set.length_m,
        loaded_at: stored(set.loaded_at),
        loaded_by: set.loaded_by.clone(),
    };
    diesel::insert_into(road_sets::table).values(&row).execute(conn)?;
    let rows: Vec<LineRow> = roads
        .iter()
        .zip(1..)
        .map(|(road, position)| LineRow::of(&set.unit_code, position, road))
        .collect::<Result<_, _>>()?;
    insert_rows!(conn, road_lines::table, rows);
    Ok(())
}

/// The sets there are, by unit.
pub fn sets(conn: &mut StoreConnection) -> Result<Vec<RoadSet>, StoreError> {
    let rows: Vec<SetRow> = road_sets::table.order(road_sets::unit_code).select(SetRow::as_select()).load(conn)?;
    let set = |row: SetRow| RoadSet {
        unit_code: row.unit_code,
        file_name: row.file_name,
        lines: row.lines,
        crossings: row.crossings,
        length_m: row.length_m,
        loaded_at: loaded(row.loaded_at),
        loaded_by: row.loaded_by,
    };
    Ok(rows.into_iter().map(set).collect())
}

/// Every road, by unit and place in its file.
pub fn all(conn: &mut StoreConnection) -> Result<Vec<Road>, StoreError> {
    let rows: Vec<LineRow> = road_lines::table
        .order((road_lines::unit_code, road_lines::position))
        .select(LineRow::as_select())
        .load(conn)?;
    rows.into_iter().map(LineRow::into_road).collect()
}
