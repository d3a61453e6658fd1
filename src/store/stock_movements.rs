//! Movements of supplies: only added. The stock of the supply follows in the same transaction.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::stock_movements;
use super::{StoreConnection, StoreError, id, loaded, resources, stored, word, word_text};
use crate::kernel::ids::ResourceId;
use crate::resources::{Movement, Quantity};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = stock_movements)]
struct MovementRow {
    id: String,
    resource_id: String,
    position: i64,
    kind: String,
    quantity: i64,
    delta: i64,
    happened_on: NaiveDate,
    noted_at: NaiveDateTime,
    noted_by: String,
    reason: String,
}

/// Adds a movement of a supply whose stock was `before`; `Stale` where it is another one by now.
pub fn add(conn: &mut StoreConnection, movement: &Movement, before: Quantity) -> Result<(), StoreError> {
    resources::set_stock(conn, movement.resource, before, before.plus(movement.delta))?;
    let row = MovementRow {
        id: movement.id.to_string(),
        resource_id: movement.resource.to_string(),
        position: movement.position,
        kind: word_text(&movement.kind),
        quantity: movement.quantity.thousandths(),
        delta: movement.delta.thousandths(),
        happened_on: movement.happened_on,
        noted_at: stored(movement.noted_at),
        noted_by: movement.noted_by.clone(),
        reason: movement.reason.clone(),
    };
    diesel::insert_into(stock_movements::table).values(&row).execute(conn)?;
    Ok(())
}

/// How many movements a supply has.
pub fn count(conn: &mut StoreConnection, resource: ResourceId) -> Result<i64, StoreError> {
    let of = stock_movements::table.filter(stock_movements::resource_id.eq(resource.to_string()));
    Ok(of.count().get_result(conn)?)
}

/// At most `limit` movements of a supply, newest first, those before position `before` only.
pub fn of(
    conn: &mut StoreConnection,
    resource: ResourceId,
    before: i64,
    limit: usize,
) -> Result<Vec<Movement>, StoreError> {
    let rows: Vec<MovementRow> = stock_movements::table
        .filter(stock_movements::resource_id.eq(resource.to_string()))
        .filter(stock_movements::position.lt(before))
        .order(stock_movements::position.desc())
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(MovementRow::as_select())
        .load(conn)?;
    rows.into_iter()
        .map(|row| {
            Ok(Movement {
                id: id(&row.id)?,
                resource: id(&row.resource_id)?,
                position: row.position,
                kind: word(&row.kind)?,
                quantity: Quantity::of_thousandths(row.quantity),
                delta: Quantity::of_thousandths(row.delta),
                happened_on: row.happened_on,
                noted_at: loaded(row.noted_at),
                noted_by: row.noted_by,
                reason: row.reason,
            })
        })
        .collect()
}
