//! The register of shelters, changed one by one (files come in by `import_shelters`).

use serde_json::json;

use super::record::{Actor, Deed, record};
use super::resource_register::{ResourceWork, refused};
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::kernel::Localized;
use crate::kernel::ids::ShelterId;
use crate::places::Shelter;
use crate::plans::{FieldFault, PlanRefusal};
use crate::resources::shelter_faults;
use crate::store::resource_revisions::Revision;
use crate::store::{StoreConnection, StoreError, markers, resource_revisions, shelters};

/// Adds a shelter; its id and revision are made here.
pub fn add_shelter(app: &App, by: &Acting, new: &Shelter, reason: &str) -> Result<Shelter, ServiceError> {
    let work = ResourceWork::begin(app)?;
    let added = app.store.write(|conn| {
        permit(conn, by, Permission::EditResources, &new.commune_code, work.now)?;
        check(conn, &work, new)?;
        if shelters::ever(conn)?.iter().any(|other| other.code == new.code) {
            let code = &new.code;
            return Err(refused(
                "/code",
                &format!("Mã {code} đã dùng. Chọn mã khác."),
                &format!("The code {code} is in use. Choose another."),
            ));
        }
        let shelter = Shelter { id: ShelterId::new(work.now), revision: 1, retired_on: None, ..new.clone() };
        shelters::put(conn, &shelter, &work.change(by, reason))?;
        note(conn, &work, by, &shelter, "shelter_added", ("Thêm điểm sơ tán", "Added the shelter"))?;
        Ok::<_, ServiceError>(shelter)
    })?;
    app.nudge_streams();
    Ok(added)
}

/// Gives a shelter another line. Its code and its commune stay: plans and households name it by them. One that had left
/// the register comes back.
pub fn change_shelter(
    app: &App,
    by: &Acting,
    shelter: ShelterId,
    revision: i64,
    line: &Shelter,
    reason: &str,
) -> Result<Shelter, ServiceError> {
    let work = ResourceWork::begin(app)?;
    let changed = app.store.write(|conn| {
        let held = taken_up(conn, by, shelter, Some(revision), &work)?;
        let mut changed = Shelter {
            id: held.id,
            code: held.code.clone(),
            commune_code: held.commune_code.clone(),
            demonstration: held.demonstration,
            revision: held.revision,
            retired_on: None,
            ..line.clone()
        };
        let called = held.facts.keeper_phone_confirmed_on;
        if changed.keeper_phone != held.keeper_phone && changed.facts.keeper_phone_confirmed_on == called {
            changed.facts.keeper_phone_confirmed_on = None;
        }
        check(conn, &work, &changed)?;
        if changed == held {
            return Ok(held);
        }
        changed.revision += 1;
        shelters::change(conn, &changed, &work.change(by, reason))?;
        note(conn, &work, by, &changed, "shelter_changed", ("Sửa điểm sơ tán", "Changed the shelter"))?;
        Ok::<_, ServiceError>(changed)
    })?;
    app.nudge_streams();
    Ok(changed)
}

/// Takes a shelter out of the register. Plans that name it still do, and are told that it cannot be used.
pub fn retire_shelter(
    app: &App,
    by: &Acting,
    shelter: ShelterId,
    revision: i64,
    reason: &str,
) -> Result<Shelter, ServiceError> {
    let work = ResourceWork::begin(app)?;
    let retired = app.store.write(|conn| {
        let held = taken_up(conn, by, shelter, Some(revision), &work)?;
        if reason.trim().is_empty() {
            return Err(refused("/reason", "Ghi lý do đưa ra khỏi sổ.", "Say why it leaves the register."));
        }
        if held.retired_on.is_some() {
            return Err(refused("", "Đã ra khỏi sổ.", "It has left the register already."));
        }
        let retired = Shelter { revision: held.revision + 1, retired_on: Some(work.today()), ..held };
        shelters::change(conn, &retired, &work.change(by, reason))?;
        let words = ("Đưa ra khỏi sổ điểm sơ tán", "Took out of the register the shelter");
        note(conn, &work, by, &retired, "shelter_retired", words)?;
        Ok::<_, ServiceError>(retired)
    })?;
    app.nudge_streams();
    Ok(retired)
}

/// Notes that the keeper answered the telephone today.
pub fn confirm_keeper_phone(app: &App, by: &Acting, shelter: ShelterId) -> Result<Shelter, ServiceError> {
    let work = ResourceWork::begin(app)?;
    let confirmed = app.store.write(|conn| {
        let mut held = taken_up(conn, by, shelter, None, &work)?;
        if held.keeper_phone.as_deref().unwrap_or_default().trim().is_empty() {
            return Err(refused("", "Chưa có số điện thoại người quản lý.", "There is no telephone of the keeper."));
        }
        if held.facts.keeper_phone_confirmed_on == Some(work.today()) {
            return Ok(held);
        }
        held.facts.keeper_phone_confirmed_on = Some(work.today());
        held.revision += 1;
        shelters::change(conn, &held, &work.change(by, "Xác nhận số điện thoại"))?;
        let words = ("Xác nhận số điện thoại của điểm sơ tán", "Confirmed the telephone of the shelter");
        note(conn, &work, by, &held, "shelter_phone_confirmed", words)?;
        Ok::<_, ServiceError>(held)
    })?;
    app.nudge_streams();
    Ok(confirmed)
}

/// A shelter, in the register or out of it, with every line it had, newest first.
pub fn read_shelter(app: &App, shelter: ShelterId) -> Result<(Shelter, Vec<Revision>), ServiceError> {
    Ok(app.store.read(|conn| {
        let found = shelters::get(conn, shelter)?;
        let past = resource_revisions::of(conn, &shelter.to_string())?;
        Ok::<_, StoreError>((found, past))
    })?)
}

fn taken_up(
    conn: &mut StoreConnection,
    by: &Acting,
    shelter: ShelterId,
    revision: Option<i64>,
    work: &ResourceWork,
) -> Result<Shelter, ServiceError> {
    let held = shelters::get(conn, shelter)?;
    permit(conn, by, Permission::EditResources, &held.commune_code, work.now)?;
    if revision.is_none_or(|revision| held.revision == revision) { Ok(held) } else { Err(StoreError::Stale.into()) }
}

fn check(conn: &mut StoreConnection, work: &ResourceWork, shelter: &Shelter) -> Result<(), ServiceError> {
    let mut faults = shelter_faults(shelter, work.today());
    if !work.is_commune(&shelter.commune_code) {
        faults.push(FieldFault::new("/commune_code", "Không có xã này.", "There is no such commune."));
    }
    for (at, unit) in shelter.facts.shared_with.iter().enumerate() {
        if !crate::store::admin_units::is_known(conn, unit)? {
            let pointer = format!("/facts/shared_with/{at}");
            faults.push(FieldFault::new(pointer, "Không có xã này.", "There is no such commune."));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(PlanRefusal::Faults(faults).into()) }
}

fn note(
    conn: &mut StoreConnection,
    work: &ResourceWork,
    by: &Acting,
    shelter: &Shelter,
    action: &str,
    (vi, en): (&str, &str),
) -> Result<(), StoreError> {
    markers::advance(conn, markers::LIVE_DATA)?;
    let (code, name, unit) = (&shelter.code, &shelter.name, work.unit_name(&shelter.commune_code));
    let deed = Deed {
        actor: &Actor::person(by),
        action,
        kind: "shelter",
        id: shelter.id.to_string(),
        alert: None,
        paper: None,
        detail: Localized::new(format!("{vi} {code} ({name}), {unit}."), format!("{en} {code} ({name}), {unit}.")),
        also: json!({"commune_code": shelter.commune_code}),
    };
    record(conn, work.now, deed)
}
