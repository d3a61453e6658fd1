//! What comes into a store and leaves it, written down one movement after the other.

use chrono::NaiveDate;
use serde_json::json;

use super::record::{Actor, Deed, record};
use super::resource_register::{ResourceToday, ResourceWork, refused, taken_up};
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::kernel::Localized;
use crate::kernel::ids::{MovementId, ResourceId};
use crate::kernel::page::Page;
use crate::resources::{
    Details, MAX_TEXT, Movement, MovementKind, NotInStock, Quantity, Register, Resource, change_of,
};
use crate::store::{StoreConnection, StoreError, resources, stock_movements};

/// A movement that is to be noted.
#[derive(Debug, Clone)]
pub struct NewMovement {
    /// What happened.
    pub kind: MovementKind,
    /// How much; of a count what was found.
    pub quantity: Quantity,
    /// When; today where none is given.
    pub happened_on: Option<NaiveDate>,
    /// Why, to whom, by which paper.
    pub reason: String,
}

/// Notes a movement of a supply; the stock follows.
pub fn note_movement(
    app: &App,
    by: &Acting,
    supply: ResourceId,
    new: &NewMovement,
) -> Result<(ResourceToday, Movement), ServiceError> {
    let work = ResourceWork::begin(app)?;
    let done = app.store.write(|conn| {
        let held = taken_up(conn, by, Register::Supply, supply, None, work.now)?;
        if held.retired_on.is_some() {
            return Err(refused("", "Vật tư này đã ra khỏi sổ.", "This supply has left the register."));
        }
        let happened_on = new.happened_on.unwrap_or(work.today());
        if happened_on > work.today() {
            return Err(refused("/happened_on", "Ngày chưa tới.", "That day is still to come."));
        }
        if new.quantity == Quantity::NONE && new.kind != MovementKind::Counted {
            return Err(refused("/quantity", "Nhập số lượng lớn hơn 0.", "Give a quantity above 0."));
        }
        if new.reason.trim().is_empty() {
            return Err(refused("/reason", "Ghi lý do: nhập từ đâu, cấp cho ai.", "Say why: from where, to whom."));
        }
        let noted_by = Actor::person(by).name().to_owned();
        let movement = moved(conn, &held, new, happened_on, &noted_by, work.now)?;
        tell(conn, &work, by, &held, &movement)?;
        let held = Resource { stock: held.stock.plus(movement.delta), ..held };
        Ok((work.today_of(conn, held)?, movement))
    })?;
    app.nudge_streams();
    Ok(done)
}

/// Adds a movement; more than is there does not leave.
pub(super) fn moved(
    conn: &mut StoreConnection,
    held: &Resource,
    new: &NewMovement,
    happened_on: NaiveDate,
    noted_by: &str,
    now: crate::kernel::Timestamp,
) -> Result<Movement, ServiceError> {
    let delta = change_of(new.kind, new.quantity, held.stock).map_err(|NotInStock { stock }| {
        refused(
            "/quantity",
            &format!("Trong kho chỉ còn {}. Nếu sổ sai, ghi kiểm kê trước.", stock.vi()),
            &format!("There is only {} in stock. If the books are wrong, note a count first.", stock.en()),
        )
    })?;
    if held.stock.plus(delta) > Quantity::MOST {
        return Err(refused("/quantity", "Số lượng quá lớn.", "The quantity is too large."));
    }
    let movement = Movement {
        id: MovementId::new(now),
        resource: held.id,
        position: stock_movements::count(conn, held.id)? + 1,
        kind: new.kind,
        quantity: new.quantity,
        delta,
        happened_on,
        noted_at: now,
        noted_by: noted_by.to_owned(),
        reason: new.reason.trim().chars().take(MAX_TEXT).collect(),
    };
    stock_movements::add(conn, &movement, held.stock)?;
    Ok(movement)
}

fn tell(
    conn: &mut StoreConnection,
    work: &ResourceWork,
    by: &Acting,
    held: &Resource,
    movement: &Movement,
) -> Result<(), StoreError> {
    let (kind, quantity) = (movement.kind.name(), movement.quantity);
    let measure = match &held.entry.details {
        Details::Supply(supply) => supply.unit.as_str(),
        _ => "",
    };
    let stock = held.stock.plus(movement.delta);
    let (code, name, unit) = (&held.code, &held.entry.name, work.unit_name(&held.unit_code));
    let deed = Deed {
        actor: &Actor::person(by),
        action: "stock_moved",
        kind: "resource",
        id: held.id.to_string(),
        alert: None,
        paper: None,
        detail: Localized::new(
            format!("{code} ({name}), {unit}: {} {} {measure}, còn {}.", kind.vi, quantity.vi(), stock.vi()),
            format!("{code} ({name}), {unit}: {} {} {measure}, {} left.", kind.en, quantity.en(), stock.en()),
        ),
        also: json!({"unit_code": held.unit_code, "register": Register::Supply}),
    };
    record(conn, work.now, deed)
}

/// A page of the movements of a supply, newest first.
pub fn list_movements(
    app: &App,
    supply: ResourceId,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Page<Movement>, ServiceError> {
    let before = cursor.and_then(|cursor| cursor.parse().ok()).unwrap_or(i64::MAX);
    app.store.read(|conn| {
        let found = resources::get(conn, supply)?;
        if found.entry.register() != Register::Supply {
            return Err(StoreError::NotFound.into());
        }
        let found = stock_movements::of(conn, supply, before, limit + 1)?;
        Ok(Page::cut(found, limit, |last| last.position.to_string()))
    })
}
