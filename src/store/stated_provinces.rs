//! In which province the communes stand that the register does not know, as files of zones state it.

use std::collections::HashMap;

use diesel::prelude::*;

use super::schema::stated_provinces;
use super::{StoreConnection, StoreError, markers, on_each_backend};

/// Keeps what `file_name` states, commune code to province code, in place of what was stated before, and lets
/// every process know. Whether anything is new.
pub fn keep(
    conn: &mut StoreConnection,
    file_name: &str,
    provinces: &HashMap<String, String>,
) -> Result<bool, StoreError> {
    let known = all(conn)?;
    let mut wrote = false;
    for (commune, province) in provinces.iter().filter(|(commune, province)| known.get(*commune) != Some(province)) {
        let stated = (stated_provinces::province_code.eq(province), stated_provinces::file_name.eq(file_name));
        on_each_backend!(conn, conn => diesel::insert_into(stated_provinces::table)
            .values((stated_provinces::commune_code.eq(commune), stated))
            .on_conflict(stated_provinces::commune_code)
            .do_update()
            .set(stated)
            .execute(conn))?;
        wrote = true;
    }
    if wrote {
        markers::advance(conn, markers::LIVE_DATA)?;
    }
    Ok(wrote)
}

/// Every commune with the province stated for it.
pub fn all(conn: &mut StoreConnection) -> Result<HashMap<String, String>, StoreError> {
    let rows: Vec<(String, String)> =
        stated_provinces::table.select((stated_provinces::commune_code, stated_provinces::province_code)).load(conn)?;
    Ok(rows.into_iter().collect())
}
