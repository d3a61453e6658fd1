//! Administrative units, keyed by code and the day they came to be.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::schema::admin_units;
use super::{StoreConnection, StoreError, from_json, on_each_backend, unit_successions, word, word_text};
use crate::geometry::area;
use crate::kernel::folding::search_key;
use crate::places::{AdminUnit, Gazetteer, UnitForm, UnitKind, UnitPath};

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

/// Which units to list.
#[derive(Debug, Clone, Default)]
pub struct UnitFilter {
    /// Only those whose folded name holds this.
    pub search: Option<String>,
    /// Only those of this kind.
    pub kind: Option<UnitKind>,
    /// Only those directly below this unit.
    pub parent: Option<String>,
    /// Only those after this code.
    pub after: Option<String>,
    /// At most so many.
    pub limit: Option<i64>,
}

/// The units that exist on `day`, by code; with `search` only those whose folded name holds it.
pub fn on(conn: &mut StoreConnection, day: NaiveDate, search: Option<&str>) -> Result<Vec<AdminUnit>, StoreError> {
    list(conn, day, &UnitFilter { search: search.map(str::to_owned), ..UnitFilter::default() })
}

/// The units of the filter that exist on `day`, by code.
pub fn list(conn: &mut StoreConnection, day: NaiveDate, filter: &UnitFilter) -> Result<Vec<AdminUnit>, StoreError> {
    let mut query = admin_units::table
        .filter(admin_units::valid_from.le(day))
        .filter(admin_units::valid_to.is_null().or(admin_units::valid_to.ge(day)))
        .order(admin_units::code)
        .select(UnitRow::as_select())
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(search) = &filter.search {
        let escaped = search_key(search).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        query = query.filter(admin_units::search_key.like(format!("%{escaped}%")).escape('\\'));
    }
    if let Some(kind) = &filter.kind {
        query = query.filter(admin_units::kind.eq(word_text(kind)));
    }
    if let Some(parent) = &filter.parent {
        query = query.filter(admin_units::parent_code.eq(parent.clone()));
    }
    if let Some(after) = &filter.after {
        query = query.filter(admin_units::code.gt(after.clone()));
    }
    if let Some(limit) = filter.limit {
        query = query.limit(limit);
    }
    let rows: Vec<UnitRow> = query.load(conn)?;
    rows.into_iter().map(UnitRow::into_unit).collect()
}

/// Every form of every unit, by code and day.
pub fn all(conn: &mut StoreConnection) -> Result<Vec<AdminUnit>, StoreError> {
    let order = (admin_units::code, admin_units::valid_from);
    let rows: Vec<UnitRow> = admin_units::table.order(order).select(UnitRow::as_select()).load(conn)?;
    rows.into_iter().map(UnitRow::into_unit).collect()
}

/// All forms of a code, the earliest first.
pub fn history(conn: &mut StoreConnection, code: &str) -> Result<Vec<AdminUnit>, StoreError> {
    let rows: Vec<UnitRow> = admin_units::table
        .filter(admin_units::code.eq(code))
        .order(admin_units::valid_from)
        .select(UnitRow::as_select())
        .load(conn)?;
    rows.into_iter().map(UnitRow::into_unit).collect()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = admin_units)]
struct FormRow {
    code: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    name: String,
    kind: String,
    parent_code: Option<String>,
    former_district: Option<String>,
}

/// Every form of every unit, and what took over from it, without outlines.
pub fn gazetteer(conn: &mut StoreConnection) -> Result<Gazetteer, StoreError> {
    let rows: Vec<FormRow> = admin_units::table.select(FormRow::as_select()).load(conn)?;
    let forms = rows
        .into_iter()
        .map(|row| {
            Ok(UnitForm {
                code: row.code,
                name: row.name,
                kind: word(&row.kind)?,
                parent_code: row.parent_code,
                former_district: row.former_district,
                valid_from: row.valid_from,
                valid_to: row.valid_to,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Gazetteer::new(forms, unit_successions::all(conn)?))
}

/// The name of each code on `day`; the last one of those that are no more.
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
        admin_units::table.filter(admin_units::code.eq(code)).select(admin_units::code).get_result(conn).optional()?;
    Ok(found.is_some())
}

/// Where `code` stands in the hierarchy on `day`, see [`Gazetteer::path`]; a unit that is not registered stands
/// alone. For a unit that exists on the day it takes a few small queries; only one of the past needs all of history.
pub fn path(conn: &mut StoreConnection, code: &str, day: NaiveDate) -> Result<UnitPath, StoreError> {
    let mut above: Vec<String> = Vec::new();
    loop {
        match parent_on(conn, above.last().map_or(code, String::as_str), day)? {
            Parent::Is(parent) if !above.contains(&parent) => above.push(parent),
            Parent::None => return Ok(UnitPath::new(code, above.iter().map(String::as_str))),
            Parent::Is(_) | Parent::NoSuchUnit => return Ok(gazetteer(conn)?.path(code, day)),
        }
    }
}

/// What stands above a unit.
enum Parent {
    /// This.
    Is(String),
    /// Nothing.
    None,
    /// No form of the code exists on the day.
    NoSuchUnit,
}

fn parent_on(conn: &mut StoreConnection, code: &str, day: NaiveDate) -> Result<Parent, StoreError> {
    let parents: Vec<Option<String>> = admin_units::table
        .filter(admin_units::code.eq(code))
        .filter(admin_units::valid_from.le(day))
        .filter(admin_units::valid_to.is_null().or(admin_units::valid_to.ge(day)))
        .select(admin_units::parent_code)
        .limit(1)
        .load(conn)?;
    Ok(match parents.into_iter().next() {
        Some(Some(parent)) => Parent::Is(parent),
        Some(None) => Parent::None,
        None => Parent::NoSuchUnit,
    })
}
