//! Items offices put on the list of supplies, or corrected on it.

use diesel::prelude::*;

use super::schema::supply_items;
use super::{StoreConnection, StoreError, on_each_backend};
use crate::kernel::Localized;
use crate::resources::SupplyItem;

/// Adds an item, or gives the one of the same code another name.
pub fn put(conn: &mut StoreConnection, item: &SupplyItem) -> Result<(), StoreError> {
    let row = (
        supply_items::code.eq(&item.code),
        supply_items::name_vi.eq(&item.name.vi),
        supply_items::name_en.eq(&item.name.en),
        supply_items::unit.eq(&item.unit),
        supply_items::offered.eq(item.offered),
    );
    on_each_backend!(conn, conn => diesel::insert_into(supply_items::table)
        .values(&row)
        .on_conflict(supply_items::code)
        .do_update()
        .set(row)
        .execute(conn))?;
    Ok(())
}

/// What offices put on the list, by code.
pub fn own(conn: &mut StoreConnection) -> Result<Vec<SupplyItem>, StoreError> {
    type Row = (String, String, String, String, bool);
    let rows: Vec<Row> = supply_items::table
        .order(supply_items::code)
        .select((
            supply_items::code,
            supply_items::name_vi,
            supply_items::name_en,
            supply_items::unit,
            supply_items::offered,
        ))
        .load(conn)?;
    let item = |(code, vi, en, unit, offered): Row| SupplyItem { code, name: Localized::new(vi, en), unit, offered };
    Ok(rows.into_iter().map(item).collect())
}
