//! The list of supplies: what the program comes with, corrected and lengthened by offices.

use serde_json::json;

use super::record::{Actor, Deed, record};
use super::resource_register::refused;
use super::{App, ServiceError};
use crate::accounts::{Acting, Permission};
use crate::kernel::Localized;
use crate::kernel::folding::search_key;
use crate::resources::{SupplyItem, shipped_items};
use crate::store::{StoreConnection, StoreError, supply_items as kept};

/// Every item, those of the program first.
pub fn supply_items(conn: &mut StoreConnection) -> Result<Vec<SupplyItem>, StoreError> {
    let mut items = shipped_items();
    for own in kept::own(conn)? {
        match items.iter_mut().find(|item| item.code == own.code) {
            Some(item) => *item = own,
            None => items.push(own),
        }
    }
    Ok(items)
}

/// The codes a supply may be of; one no longer offered stays known by the lines that name it.
pub(super) fn item_codes(items: &[SupplyItem]) -> Vec<String> {
    items.iter().map(|item| item.code.clone()).chain(["other".to_owned()]).collect()
}

/// Every item, for whoever offers them.
pub fn list_supply_items(app: &App) -> Result<Vec<SupplyItem>, ServiceError> {
    Ok(app.store.read(supply_items)?)
}

/// Adds an item to the list, or gives a known one another name, another unit, or takes it from what is offered.
pub fn put_supply_item(app: &App, by: &Acting, item: &SupplyItem) -> Result<SupplyItem, ServiceError> {
    if !by.account.role.may(Permission::EditResources) {
        return Err(ServiceError::NotPermitted(Permission::EditResources));
    }
    check(item)?;
    let now = app.now();
    app.store.write(|conn| {
        kept::put(conn, item)?;
        let name = &item.name;
        let deed = Deed {
            actor: &Actor::person(by),
            action: "supply_item_set",
            kind: "supply_item",
            id: item.code.clone(),
            alert: None,
            paper: None,
            detail: Localized::new(
                format!("Danh mục vật tư: {} ({}).", name.vi, item.unit),
                format!("List of supplies: {} ({}).", name.en, item.unit),
            ),
            also: json!({}),
        };
        record(conn, now, deed)
    })?;
    app.nudge_streams();
    Ok(item.clone())
}

fn check(item: &SupplyItem) -> Result<(), ServiceError> {
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if item.code.is_empty() || item.code.len() > 40 || !item.code.chars().all(sound) || item.code == "other" {
        return Err(refused(
            "/code",
            "Mã gồm chữ thường không dấu, chữ số, dấu gạch dưới, nhiều nhất 40 ký tự.",
            "A code has plain small letters, digits and underscores, at most 40.",
        ));
    }
    for (pointer, text, most) in
        [("/name/vi", &item.name.vi, 100), ("/name/en", &item.name.en, 100), ("/unit", &item.unit, 40)]
    {
        if search_key(text).is_empty() || text.chars().count() > most || text.chars().any(char::is_control) {
            let (vi, en) = (format!("Nhập 1–{most} ký tự."), format!("Give 1–{most} characters."));
            return Err(refused(pointer, &vi, &en));
        }
    }
    Ok(())
}
