//! Which unit took over from which.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::schema::unit_successions;
use super::{StoreConnection, StoreError, on_each_backend, word, word_text};
use crate::places::{Succession, UnitKey};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = unit_successions)]
#[diesel(treat_none_as_null = true)]
struct SuccessionRow {
    old_code: String,
    old_valid_from: NaiveDate,
    new_code: String,
    new_valid_from: NaiveDate,
    share: String,
    decided_by: Option<String>,
    source: String,
}

/// Adds a succession, or replaces the one between the same forms. Both must be registered.
pub fn put(conn: &mut StoreConnection, succession: &Succession) -> Result<(), StoreError> {
    let row = SuccessionRow {
        old_code: succession.old.code.clone(),
        old_valid_from: succession.old.valid_from,
        new_code: succession.new.code.clone(),
        new_valid_from: succession.new.valid_from,
        share: word_text(&succession.share),
        decided_by: succession.decided_by.clone(),
        source: succession.source.clone(),
    };
    let key = (
        unit_successions::old_code,
        unit_successions::old_valid_from,
        unit_successions::new_code,
        unit_successions::new_valid_from,
    );
    on_each_backend!(conn, conn => diesel::insert_into(unit_successions::table)
        .values(&row)
        .on_conflict(key)
        .do_update()
        .set(&row)
        .execute(conn))?;
    Ok(())
}

/// Every succession, by the codes.
pub fn all(conn: &mut StoreConnection) -> Result<Vec<Succession>, StoreError> {
    let order = (
        unit_successions::old_code,
        unit_successions::old_valid_from,
        unit_successions::new_code,
        unit_successions::new_valid_from,
    );
    let rows: Vec<SuccessionRow> =
        unit_successions::table.order(order).select(SuccessionRow::as_select()).load(conn)?;
    rows.into_iter()
        .map(|row| {
            Ok(Succession {
                old: UnitKey { code: row.old_code, valid_from: row.old_valid_from },
                new: UnitKey { code: row.new_code, valid_from: row.new_valid_from },
                share: word(&row.share)?,
                decided_by: row.decided_by,
                source: row.source,
            })
        })
        .collect()
}
