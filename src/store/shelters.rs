//! Shelters: the present line of each, and every line before it.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::resource_revisions::{self, Change};
use super::schema::shelters;
use super::{StoreConnection, StoreError, from_json, id, on_each_backend, to_json, word, word_text};
use crate::kernel::ids::ShelterId;
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
    revision: i64,
    retired_on: Option<NaiveDate>,
    facts: String,
}

impl ShelterRow {
    fn of(shelter: &Shelter) -> Result<Self, StoreError> {
        Ok(Self {
            id: shelter.id.to_string(),
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
            revision: shelter.revision,
            retired_on: shelter.retired_on,
            facts: to_json(&shelter.facts)?,
        })
    }

    fn into_shelter(self) -> Result<Shelter, StoreError> {
        Ok(Shelter {
            id: id(&self.id)?,
            code: self.code,
            name: self.name,
            kind: word(&self.kind)?,
            commune_code: self.commune_code,
            capacity: self.capacity,
            suitable_for: from_json(&self.suitable_for)?,
            keeper_name: self.keeper_name,
            keeper_phone: self.keeper_phone,
            lon: self.lon,
            lat: self.lat,
            demonstration: self.demonstration,
            revision: self.revision,
            retired_on: self.retired_on,
            facts: from_json(&self.facts)?,
        })
    }
}

/// Adds a shelter, or replaces the one of the same code (which keeps its id).
pub fn put(conn: &mut StoreConnection, shelter: &Shelter, change: &Change) -> Result<(), StoreError> {
    let known: Option<String> =
        shelters::table.filter(shelters::code.eq(&shelter.code)).select(shelters::id).get_result(conn).optional()?;
    let mut row = ShelterRow::of(shelter)?;
    if let Some(known) = known {
        row.id = known;
    }
    on_each_backend!(conn, conn => diesel::insert_into(shelters::table)
        .values(&row)
        .on_conflict(shelters::code)
        .do_update()
        .set(&row)
        .execute(conn))?;
    note(conn, &row, change)
}

/// Writes `shelter.revision` of a shelter that is known; `Stale` where the one before it is not the present one.
pub fn change(conn: &mut StoreConnection, shelter: &Shelter, change: &Change) -> Result<(), StoreError> {
    let row = ShelterRow::of(shelter)?;
    let present = shelters::table.filter(shelters::id.eq(&row.id)).filter(shelters::revision.eq(shelter.revision - 1));
    if diesel::update(present).set(&row).execute(conn)? == 0 {
        return Err(StoreError::Stale);
    }
    note(conn, &row, change)
}

/// Keeps the line as it is now: the row but for what never changes.
fn note(conn: &mut StoreConnection, row: &ShelterRow, change: &Change) -> Result<(), StoreError> {
    let content = serde_json::json!({
        "code": row.code, "name": row.name, "kind": row.kind, "commune_code": row.commune_code,
        "capacity": row.capacity, "suitable_for": row.suitable_for, "keeper_name": row.keeper_name,
        "keeper_phone": row.keeper_phone, "lon": row.lon, "lat": row.lat, "facts": row.facts,
    });
    resource_revisions::put(conn, &row.id, row.revision, row.retired_on, &content.to_string(), change)
}

/// A shelter, in the register or out of it.
pub fn get(conn: &mut StoreConnection, shelter: ShelterId) -> Result<Shelter, StoreError> {
    let row: ShelterRow = shelters::table
        .filter(shelters::id.eq(shelter.to_string()))
        .select(ShelterRow::as_select())
        .get_result(conn)?;
    row.into_shelter()
}

/// Every shelter of the register, by code.
pub fn all(conn: &mut StoreConnection) -> Result<Vec<Shelter>, StoreError> {
    Ok(ever(conn)?.into_iter().filter(|shelter| shelter.retired_on.is_none()).collect())
}

/// Above so many shelters to read it is quicker to read all of them.
const FEW: usize = 200;

/// Every shelter of the register, in no order. Those of `known` (by code) that have the same revision are taken over from
/// there, and only the others are read.
pub fn all_beside(
    conn: &mut StoreConnection,
    known: &HashMap<String, Arc<Shelter>>,
) -> Result<Vec<Arc<Shelter>>, StoreError> {
    let (mut found, mut unread) = (Vec::with_capacity(known.len()), Vec::new());
    if !known.is_empty() {
        let standing: Vec<(String, i64)> = shelters::table
            .filter(shelters::retired_on.is_null())
            .select((shelters::code, shelters::revision))
            .load(conn)?;
        for (code, revision) in standing {
            match known.get(&code).filter(|known| known.revision == revision) {
                Some(known) => found.push(Arc::clone(known)),
                None => unread.push(code),
            }
        }
    }
    if known.is_empty() || unread.len() > FEW {
        return Ok(all(conn)?.into_iter().map(Arc::new).collect());
    }
    let rows: Vec<ShelterRow> =
        shelters::table.filter(shelters::code.eq_any(unread)).select(ShelterRow::as_select()).load(conn)?;
    for row in rows {
        found.push(Arc::new(row.into_shelter()?));
    }
    Ok(found)
}

/// Every shelter there ever was, by code.
pub fn ever(conn: &mut StoreConnection) -> Result<Vec<Shelter>, StoreError> {
    let rows: Vec<ShelterRow> = shelters::table.order(shelters::code).select(ShelterRow::as_select()).load(conn)?;
    rows.into_iter().map(ShelterRow::into_shelter).collect()
}
