//! Shelters.

use diesel::prelude::*;

use super::schema::shelters;
use super::{StoreConnection, StoreError, from_json, id, on_each_backend, to_json, word, word_text};
use crate::places::Shelter;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = shelters)]
#[diesel(treat_none_as_null = true)]
struct ShelterRow {
    id: String,
    code: String,
    name: String,
    kind: String,
    commune_code: String,
    capacity: i64,
    suitable_for: String,
    keeper_name: Option<String>,
    keeper_phone: Option<String>,
    lon: f64,
    lat: f64,
    demonstration: bool,
}

/// Adds a shelter, or replaces the one of the same code (which keeps its id).
pub fn put(conn: &mut StoreConnection, shelter: &Shelter) -> Result<(), StoreError> {
    let known: Option<String> =
        shelters::table.filter(shelters::code.eq(&shelter.code)).select(shelters::id).get_result(conn).optional()?;
    let row = ShelterRow {
        id: known.unwrap_or_else(|| shelter.id.to_string()),
        code: shelter.code.clone(),
        name: shelter.name.clone(),
        kind: word_text(&shelter.kind),
        commune_code: shelter.commune_code.clone(),
        capacity: shelter.capacity,
        suitable_for: to_json(&shelter.suitable_for)?,
        keeper_name: shelter.keeper_name.clone(),
        keeper_phone: shelter.keeper_phone.clone(),
        lon: shelter.lon,
        lat: shelter.lat,
        demonstration: shelter.demonstration,
    };
    on_each_backend!(conn, conn => diesel::insert_into(shelters::table)
        .values(&row)
        .on_conflict(shelters::code)
        .do_update()
        .set(&row)
        .execute(conn))?;
    Ok(())
}

/// Every shelter, by code.
pub fn all(conn: &mut StoreConnection) -> Result<Vec<Shelter>, StoreError> {
    let rows: Vec<ShelterRow> = shelters::table.order(shelters::code).select(ShelterRow::as_select()).load(conn)?;
    rows.into_iter()
        .map(|row| {
            Ok(Shelter {
                id: id(&row.id)?,
                code: row.code,
                name: row.name,
                kind: word(&row.kind)?,
                commune_code: row.commune_code,
                capacity: row.capacity,
                suitable_for: from_json(&row.suitable_for)?,
                keeper_name: row.keeper_name,
                keeper_phone: row.keeper_phone,
                lon: row.lon,
                lat: row.lat,
                demonstration: row.demonstration,
            })
        })
        .collect()
}
