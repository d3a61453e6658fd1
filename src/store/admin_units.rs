//! Administrative units, keyed by code and the day they came to be.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::schema::admin_units;
use super::{StoreConnection, StoreError, from_json, on_each_backend, word, word_text};
use crate::geometry::area;
use crate::kernel::folding::search_key;
use crate::places::{AdminUnit, UnitPath};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = admin_units)]
#[diesel(treat_none_as_null = true)]
struct UnitRow {
    code: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    name: String,
    search_key: String,
    kind: String,
    parent_code: Option<String>,
    former_district: Option<String>,
    lon: f64,
    lat: f64,
    boundary: Option<String>,
    boundary_kind: String,
    source: String,
}

impl UnitRow {
    fn of(unit: &AdminUnit) -> Self {
        Self {
            code: unit.code.clone(),
            valid_from: unit.valid_from,
            valid_to: unit.valid_to,
            name: unit.name.clone(),
            search_key: search_key(&unit.name),
            kind: word_text(&unit.kind),
            parent_code: unit.parent_code.clone(),
            former_district: unit.former_district.clone(),
            lon: unit.lon,
            lat: unit.lat,
            boundary: unit.boundary.as_ref().map(|boundary| area::to_geojson(boundary).to_string()),
            boundary_kind: word_text(&unit.boundary_kind),
            source: unit.source.clone(),
        }
    }

    fn into_unit(self) -> Result<AdminUnit, StoreError> {
        let boundary = self
            .boundary
            .map(|text| area::from_geojson(&from_json(&text)?).map_err(|fault| StoreError::corrupt(fault.to_string())))
            .transpose()?;
        Ok(AdminUnit {
            code: self.code,
            name: self.name,
            kind: word(&self.kind)?,
            parent_code: self.parent_code,
            former_district: self.former_district,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            lon: self.lon,
            lat: self.lat,
            boundary,
            boundary_kind: word(&self.boundary_kind)?,
            source: self.source,
        })
    }
}

/// Adds a unit, or replaces the one of the same code and day.
pub fn put(conn: &mut StoreConnection, unit: &AdminUnit) -> Result<(), StoreError> {
    let row = UnitRow::of(unit);
    on_each_backend!(conn, conn => diesel::insert_into(admin_units::table)
        .values(&row)
        .on_conflict((admin_units::code, admin_units::valid_from))
        .do_update()
        .set(&row)
        .execute(conn))?;
    Ok(())
}

/// The units that exist on `day`, by code; with `search` only those whose folded name holds it.
pub fn on(conn: &mut StoreConnection, day: NaiveDate, search: Option<&str>) -> Result<Vec<AdminUnit>, StoreError> {
    let mut query = admin_units::table
        .filter(admin_units::valid_from.le(day))
        .filter(admin_units::valid_to.is_null().or(admin_units::valid_to.ge(day)))
        .order(admin_units::code)
        .select(UnitRow::as_select())
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(search) = search {
        let escaped = search_key(search).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        query = query.filter(admin_units::search_key.like(format!("%{escaped}%")).escape('\\'));
    }
    let rows: Vec<UnitRow> = query.load(conn)?;
    rows.into_iter().map(UnitRow::into_unit).collect()
}

/// The province of each commune, whatever the day.
pub fn provinces(conn: &mut StoreConnection) -> Result<HashMap<String, String>, StoreError> {
    let rows: Vec<(String, Option<String>)> =
        admin_units::table.select((admin_units::code, admin_units::parent_code)).load(conn)?;
    Ok(rows.into_iter().filter_map(|(code, parent)| Some((code, parent?))).collect())
}

/// The present name of each unit.
pub fn names(conn: &mut StoreConnection, day: NaiveDate) -> Result<HashMap<String, String>, StoreError> {
    let rows: Vec<(String, String)> = admin_units::table
        .filter(admin_units::valid_from.le(day))
        .order(admin_units::valid_from)
        .select((admin_units::code, admin_units::name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Whether there is, or was, a unit `code`.
pub fn is_known(conn: &mut StoreConnection, code: &str) -> Result<bool, StoreError> {
    let found: Option<String> =
        admin_units::table.filter(admin_units::code.eq(code)).select(admin_units::code).first(conn).optional()?;
    Ok(found.is_some())
}

/// Where `code` stands in the hierarchy on `day`; a unit that is not registered stands alone.
pub fn path(conn: &mut StoreConnection, code: &str, day: NaiveDate) -> Result<UnitPath, StoreError> {
    let parent: Option<Option<String>> = admin_units::table
        .filter(admin_units::code.eq(code))
        .filter(admin_units::valid_from.le(day))
        .order(admin_units::valid_from.desc())
        .select(admin_units::parent_code)
        .first(conn)
        .optional()?;
    Ok(UnitPath::new(code, parent.flatten().as_deref()))
}
