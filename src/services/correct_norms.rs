//! The norms findings and what-ifs reckon with: what the program comes with, corrected by officials of a province. Every
//! correction stays, with who made it and why.

use std::collections::BTreeSet;

use serde_json::json;

use super::inspection_work::InspectionWork;
use super::record::{Actor, Deed, record};
use super::supply_list::{item_codes, supply_items};
use super::{App, ServiceError};
use crate::accounts::{Acting, Permission};
use crate::findings::{Norms, norms_faults};
use crate::kernel::Localized;
use crate::kernel::folding::nfc;
use crate::kernel::page::Page;
use crate::plans::{FieldFault, PlanRefusal};
use crate::store::norms::{self, NormsRevision};
use crate::store::{StoreConnection, StoreError};

/// The longest reason, in characters.
const MAX_REASON: usize = 500;

/// The norms that are reckoned with, and their last correction; none where they are those of the program.
pub fn read_norms(app: &App) -> Result<(Norms, Option<NormsRevision>), ServiceError> {
    let last = app.store.read(|conn| norms::newest(conn, None, 1))?.pop();
    Ok((last.as_ref().map_or_else(Norms::shipped, |last| last.norms.clone()), last))
}

/// A page of the corrections, the newest first.
pub fn norms_history(app: &App, cursor: Option<&str>, limit: usize) -> Result<Page<NormsRevision>, ServiceError> {
    let before = cursor.and_then(|cursor| cursor.parse().ok());
    let found = app.store.read(|conn| norms::newest(conn, before, limit + 1))?;
    Ok(Page::cut(found, limit, |last| last.revision.to_string()))
}

/// Corrects norms that were read at `revision`. For accounts of a province. Everything is looked at again with them.
pub fn put_norms(
    app: &App,
    by: &Acting,
    revision: i64,
    norms: &Norms,
    reason: &str,
) -> Result<NormsRevision, ServiceError> {
    let work = InspectionWork::begin(app)?;
    if !by.account.role.may(Permission::EditResources) || !work.is_of_a_province(by) {
        return Err(ServiceError::NotPermitted(Permission::EditResources));
    }
    let reason = nfc(reason.trim());
    let corrected = app.store.write(|conn| {
        let held = norms::newest(conn, None, 1)?.pop();
        if held.as_ref().map_or(0, |held| held.revision) != revision {
            return Err(StoreError::Stale.into());
        }
        let faults = faults(conn, norms, &reason)?;
        if !faults.is_empty() {
            return Err(PlanRefusal::Faults(faults).into());
        }
        let before = held.as_ref().map_or_else(Norms::shipped, |held| held.norms.clone());
        let actor = Actor::person(by);
        let corrected = NormsRevision {
            revision: revision + 1,
            changed_at: work.now,
            changed_by: actor.name().to_owned(),
            reason: reason.clone(),
            norms: norms.clone(),
        };
        norms::add(conn, &corrected)?;
        let changed = changed(&before, norms);
        let deed = Deed {
            actor: &actor,
            action: "norms_set",
            kind: "norms",
            id: corrected.revision.to_string(),
            alert: None,
            paper: None,
            detail: Localized::new(
                format!("Sửa định mức ({changed}). Lý do: {reason}"),
                format!("Corrected the norms ({changed}). Reason: {reason}"),
            ),
            also: json!({}),
        };
        record(conn, work.now, deed)?;
        Ok::<_, ServiceError>(corrected)
    })?;
    app.tell_listeners();
    Ok(corrected)
}

fn faults(conn: &mut StoreConnection, norms: &Norms, reason: &str) -> Result<Vec<FieldFault>, StoreError> {
    let mut faults = norms_faults(norms);
    if reason.is_empty() || reason.chars().count() > MAX_REASON || reason.chars().any(char::is_control) {
        faults.push(FieldFault::new(
            "/reason",
            "Ghi căn cứ, lý do sửa định mức (nhiều nhất 500 ký tự).",
            "Say on what ground the norms are corrected (at most 500 characters).",
        ));
    }
    let known: BTreeSet<String> = item_codes(&supply_items(conn)?).into_iter().collect();
    for (at, item) in norms.items.iter().enumerate().filter(|(_, item)| !known.contains(&item.item)) {
        faults.push(FieldFault::new(
            format!("/norms/items/{at}/item"),
            format!("Danh mục vật tư không có mã {}. Thêm vào danh mục trước.", item.item),
            format!("The list of supplies has no item {}. Add it there first.", item.item),
        ));
    }
    Ok(faults)
}

/// What another value was given to, by its code: "gạo 0,5 → 0,6", so that the log can be read by itself.
fn changed(before: &Norms, after: &Norms) -> String {
    let [old, new] = [before, after].map(Norms::values);
    let number = |value: f64| value.to_string().replace('.', ",");
    let mut told: Vec<String> = new
        .iter()
        .filter_map(|(name, value)| match old.iter().find(|(known, _)| known == name) {
            None => Some(format!("{name}: {}", number(*value))),
            Some((_, was)) if was.to_bits() != value.to_bits() => {
                Some(format!("{name}: {} → {}", number(*was), number(*value)))
            }
            Some(_) => None,
        })
        .collect();
    told.extend(
        old.iter().filter(|(name, _)| new.iter().all(|(known, _)| known != name)).map(|(name, _)| format!("bỏ {name}")),
    );
    if before.choice != after.choice {
        told.push(after.whose().vi);
    }
    if told.is_empty() { "nguồn, ghi chú".to_owned() } else { told.join("; ") }
}
