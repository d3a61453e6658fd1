//! The registers of resources: reading them, and changing them line by line.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::json;

use super::live_data::{Picture, day_of};
use super::record::{Actor, Deed, record};
use super::supply_list::{item_codes, supply_items};
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::households::code_fault;
use crate::kernel::ids::ResourceId;
use crate::kernel::page::Page;
use crate::kernel::{Localized, Timestamp};
use crate::places::{AwayPeriod, away_on};
use crate::plans::{FieldFault, PlanRefusal};
use crate::resources::{
    Condition, Details, Entry, Loan, MAX_TEXT, Quantity, Register, Resource, code_letters, entry_faults, kinds, lent_on,
};
use crate::store::resource_revisions::{Change, Revision};
use crate::store::resources::Filter;
use crate::store::{StoreConnection, StoreError, admin_units, resource_loans, resource_revisions, resources};

/// A resource, and how much of it can be had today.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceToday {
    /// The resource.
    pub resource: Resource,
    /// How much of it there is; nothing where it is not a matter of numbers.
    pub quantity: Option<Quantity>,
    /// How much is with others today, by their consent.
    pub lent: Quantity,
    /// What keeps it away today.
    pub away: Option<AwayPeriod>,
}

impl ResourceToday {
    fn of(resource: Resource, loans: &[Loan], today: NaiveDate) -> Self {
        let (quantity, lent) = (resource.quantity(), lent_on(loans, today));
        let away = away_on(&resource.entry.away, today).cloned();
        Self { resource, quantity, lent, away }
    }

    /// How much can be had today.
    pub fn free(&self) -> Option<Quantity> {
        let quantity = self.quantity?;
        let broken =
            matches!(&self.resource.entry.details, Details::Vehicle(vehicle) if vehicle.condition == Condition::Broken);
        let free = if broken || self.away.is_some() { Quantity::NONE } else { quantity.minus(self.lent) };
        Some(free.max(Quantity::NONE))
    }
}

/// `unit` and every commune below it.
pub fn units_within(picture: &Picture, unit: &str) -> Vec<String> {
    let below = picture.communes().filter(|commune| picture.is_within(&commune.code, unit));
    let mut codes: Vec<String> = below.map(|commune| commune.code.clone()).collect();
    if !codes.iter().any(|code| code == unit) {
        codes.push(unit.to_owned());
    }
    codes
}

/// A page of the resources asked for, by unit and code.
pub fn list_resources(
    app: &App,
    filter: &Filter,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Page<ResourceToday>, ServiceError> {
    let after = cursor.map(|cursor| cursor.split_once('/').unwrap_or((cursor, "")));
    let today = day_of(app.now());
    app.store.read(|conn| {
        let found = resources::list(conn, filter, after, limit + 1)?;
        let page = Page::cut(found, limit, |last| format!("{}/{}", last.unit_code, last.code));
        Ok(Page { items: as_of_today(conn, page.items, today)?, next: page.next })
    })
}

fn as_of_today(
    conn: &mut StoreConnection,
    found: Vec<Resource>,
    today: NaiveDate,
) -> Result<Vec<ResourceToday>, StoreError> {
    let ids: Vec<ResourceId> = found.iter().map(|resource| resource.id).collect();
    let mut loans: HashMap<ResourceId, Vec<Loan>> = HashMap::new();
    for loan in resource_loans::of_resources(conn, &ids)? {
        loans.entry(loan.resource).or_default().push(loan);
    }
    let of = |resource: Resource| {
        let loans = loans.remove(&resource.id).unwrap_or_default();
        ResourceToday::of(resource, &loans, today)
    };
    Ok(found.into_iter().map(of).collect())
}

/// A resource of a register, with every line it had, newest first.
pub fn read_resource(
    app: &App,
    register: Register,
    resource: ResourceId,
) -> Result<(ResourceToday, Vec<Revision>), ServiceError> {
    let today = day_of(app.now());
    app.store.read(|conn| {
        let found = of_register(conn, register, resource)?;
        let past = resource_revisions::of(conn, &resource.to_string())?;
        let found = as_of_today(conn, vec![found], today)?.pop().ok_or(StoreError::NotFound)?;
        Ok((found, past))
    })
}

fn of_register(conn: &mut StoreConnection, register: Register, id: ResourceId) -> Result<Resource, StoreError> {
    let found = resources::get(conn, id)?;
    if found.entry.register() == register { Ok(found) } else { Err(StoreError::NotFound) }
}

/// A resource that is to be added.
#[derive(Debug, Clone)]
pub struct NewResource {
    /// The unit it belongs to.
    pub unit_code: String,
    /// Its code; the next of its register where none is given.
    pub code: Option<String>,
    /// What the register says.
    pub entry: Entry,
    /// On what ground.
    pub reason: String,
}

/// Adds a resource to its register.
pub fn add_resource(app: &App, by: &Acting, new: &NewResource) -> Result<ResourceToday, ServiceError> {
    let work = ResourceWork::begin(app)?;
    let added = app.store.write(|conn| {
        permit(conn, by, Permission::EditResources, &new.unit_code, work.now)?;
        if !admin_units::is_known(conn, &new.unit_code)? {
            return Err(refused("/unit_code", "Không có đơn vị này.", "There is no such unit."));
        }
        check(conn, &new.entry, work.today())?;
        let held = resources::of_unit(conn, &new.unit_code, true)?;
        let code = match new.code.as_deref().map(str::trim).filter(|code| !code.is_empty()) {
            None => next_code(new.entry.register(), &held),
            Some(code) => free_code(code, &held)?,
        };
        let resource = Resource {
            id: ResourceId::new(work.now),
            unit_code: new.unit_code.clone(),
            code,
            revision: 1,
            retired_on: None,
            demonstration: false,
            stock: Quantity::NONE,
            entry: new.entry.clone(),
        };
        resources::add(conn, &resource, &work.change(by, &new.reason))?;
        work.note(conn, by, &resource, "resource_added", ("Thêm", "Added"))?;
        Ok::<_, ServiceError>(ResourceToday::of(resource, &[], work.today()))
    })?;
    app.nudge_streams();
    Ok(added)
}

/// Gives a resource another line; the one before it is kept. One that had left its register comes back.
pub fn change_resource(
    app: &App,
    by: &Acting,
    resource: ResourceId,
    revision: i64,
    entry: &Entry,
    reason: &str,
) -> Result<ResourceToday, ServiceError> {
    let work = ResourceWork::begin(app)?;
    let changed = app.store.write(|conn| {
        let held = taken_up(conn, by, entry.register(), resource, Some(revision), work.now)?;
        let entry = entry.clone().after(&held.entry);
        check(conn, &entry, work.today())?;
        if entry == held.entry && held.retired_on.is_none() {
            return work.today_of(conn, held);
        }
        let changed = Resource { revision: held.revision + 1, retired_on: None, entry, ..held };
        resources::change(conn, &changed, &work.change(by, reason))?;
        work.note(conn, by, &changed, "resource_changed", ("Sửa", "Changed"))?;
        work.today_of(conn, changed)
    })?;
    app.nudge_streams();
    Ok(changed)
}

/// Takes a resource out of its register. Its lines, movements and loans stay.
pub fn retire_resource(
    app: &App,
    by: &Acting,
    register: Register,
    resource: ResourceId,
    revision: i64,
    reason: &str,
) -> Result<ResourceToday, ServiceError> {
    let work = ResourceWork::begin(app)?;
    let retired = app.store.write(|conn| {
        let held = taken_up(conn, by, register, resource, Some(revision), work.now)?;
        if reason.trim().is_empty() {
            return Err(refused("/reason", "Ghi lý do đưa ra khỏi sổ.", "Say why it leaves the register."));
        }
        if held.retired_on.is_some() {
            return Err(refused("", "Đã ra khỏi sổ.", "It has left the register already."));
        }
        let retired = Resource { revision: held.revision + 1, retired_on: Some(work.today()), ..held };
        resources::change(conn, &retired, &work.change(by, reason))?;
        work.note(conn, by, &retired, "resource_retired", ("Đưa ra khỏi sổ", "Took out of the register"))?;
        work.today_of(conn, retired)
    })?;
    app.nudge_streams();
    Ok(retired)
}

/// Which telephone of a line somebody answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhichPhone {
    /// That of who keeps, drives, commands it; of a contact the mobile telephone.
    #[default]
    Main,
    /// The second telephone or radio of a contact.
    Backup,
}

/// Notes that somebody answered a telephone today.
pub fn confirm_phone(
    app: &App,
    by: &Acting,
    register: Register,
    resource: ResourceId,
    which: WhichPhone,
) -> Result<ResourceToday, ServiceError> {
    let work = ResourceWork::begin(app)?;
    let confirmed = app.store.write(|conn| {
        let held = taken_up(conn, by, register, resource, None, work.now)?;
        let mut entry = held.entry.clone();
        let today = work.today();
        let (phone, confirmed_on) = match (which, &mut entry.details) {
            (WhichPhone::Backup, Details::Contact(contact)) => {
                (contact.backup_phone.clone(), &mut contact.backup_confirmed_on)
            }
            _ => (entry.phone.clone(), &mut entry.phone_confirmed_on),
        };
        if phone.trim().is_empty() {
            return Err(refused("/which", "Chưa có số điện thoại này.", "There is no such telephone number."));
        }
        *confirmed_on = Some(today);
        if entry == held.entry {
            return work.today_of(conn, held);
        }
        let confirmed = Resource { revision: held.revision + 1, entry, ..held };
        resources::change(conn, &confirmed, &work.change(by, "Xác nhận số điện thoại"))?;
        let words = ("Xác nhận số điện thoại của", "Confirmed the telephone of");
        work.note(conn, by, &confirmed, "resource_phone_confirmed", words)?;
        work.today_of(conn, confirmed)
    })?;
    app.nudge_streams();
    Ok(confirmed)
}

/// The resource as it is now, where the caller may change it and has read it as it is.
pub(super) fn taken_up(
    conn: &mut StoreConnection,
    by: &Acting,
    register: Register,
    resource: ResourceId,
    revision: Option<i64>,
    now: Timestamp,
) -> Result<Resource, ServiceError> {
    let held = of_register(conn, register, resource)?;
    permit(conn, by, Permission::EditResources, &held.unit_code, now)?;
    if revision.is_none_or(|revision| held.revision == revision) { Ok(held) } else { Err(StoreError::Stale.into()) }
}

/// Refuses a line with faults, each with its place.
fn check(conn: &mut StoreConnection, entry: &Entry, today: NaiveDate) -> Result<(), ServiceError> {
    let mut faults = entry_faults(entry);
    faults.extend(entry.day_faults(today));
    if !known_kinds(conn, entry.register())?.contains(&entry.kind) {
        faults.push(FieldFault::new("/kind", "Không có loại này trong danh mục.", "The list has no such kind."));
    }
    if faults.is_empty() { Ok(()) } else { Err(PlanRefusal::Faults(faults).into()) }
}

/// The codes a line of the register may have as its kind.
pub(super) fn known_kinds(conn: &mut StoreConnection, register: Register) -> Result<Vec<String>, StoreError> {
    match register {
        Register::Supply => Ok(item_codes(&supply_items(conn)?)),
        _ => Ok(kinds(register).into_iter().map(|kind| kind.code).collect()),
    }
}

/// The next code of a register in a unit: `PT-7`.
pub(super) fn next_code(register: Register, held: &[Resource]) -> String {
    let letters = code_letters(register);
    let number = |code: &str| code.strip_prefix(letters)?.strip_prefix('-')?.parse::<u64>().ok();
    let last = held.iter().filter_map(|resource| number(&resource.code)).max().unwrap_or(0);
    format!("{letters}-{}", last.saturating_add(1))
}

fn free_code(code: &str, held: &[Resource]) -> Result<String, ServiceError> {
    if let Some(fault) = code_fault(code) {
        return Err(refused("/code", &fault.vi.replace("Mã hộ", "Mã"), &fault.en.replace("household's ", "")));
    }
    if held.iter().any(|other| other.code.eq_ignore_ascii_case(code)) {
        return Err(refused(
            "/code",
            &format!("Mã {code} đã dùng trong đơn vị. Chọn mã khác."),
            &format!("The code {code} is in use in the unit. Choose another."),
        ));
    }
    Ok(code.to_owned())
}

pub(super) fn refused(pointer: &str, vi: &str, en: &str) -> ServiceError {
    PlanRefusal::Faults(vec![FieldFault::new(pointer, vi, en)]).into()
}

/// What every change needs: the time, and the names of units.
pub(super) struct ResourceWork {
    pub(super) now: Timestamp,
    picture: Arc<Picture>,
}

impl ResourceWork {
    pub(super) fn begin(app: &App) -> Result<Self, ServiceError> {
        Ok(Self { now: app.now(), picture: app.live.current(&app.store, app.now())? })
    }

    pub(super) fn today(&self) -> NaiveDate {
        day_of(self.now)
    }

    /// The name of a unit, or its code.
    pub(super) fn unit_name(&self, unit: &str) -> String {
        self.picture.unit_name(unit).to_owned()
    }

    /// Whether there is such a commune today.
    pub(super) fn is_commune(&self, code: &str) -> bool {
        self.picture.commune(code).is_some()
    }

    pub(super) fn change(&self, by: &Acting, reason: &str) -> Change {
        let reason = reason.trim().chars().take(MAX_TEXT).collect();
        Change { at: self.now, by: Actor::person(by).name().to_owned(), reason }
    }

    pub(super) fn today_of(
        &self,
        conn: &mut StoreConnection,
        resource: Resource,
    ) -> Result<ResourceToday, ServiceError> {
        let loans = resource_loans::of_resources(conn, &[resource.id])?;
        Ok(ResourceToday::of(resource, &loans, self.today()))
    }

    /// The log names a thing by its code and unit; of a contact the name is not for everybody who reads the log.
    pub(super) fn note(
        &self,
        conn: &mut StoreConnection,
        by: &Acting,
        resource: &Resource,
        action: &str,
        (vi, en): (&str, &str),
    ) -> Result<(), StoreError> {
        let (code, unit) = (&resource.code, self.unit_name(&resource.unit_code));
        let register = resource.entry.register();
        let (kind, name) = (register.name(), &resource.entry.name);
        let named = if register == Register::Contact { code.clone() } else { format!("{code} ({name})") };
        let deed = Deed {
            actor: &Actor::person(by),
            action,
            kind: "resource",
            id: resource.id.to_string(),
            alert: None,
            paper: None,
            detail: Localized::new(
                format!("{vi} {} {named}, {unit}.", kind.vi),
                format!("{en} {} {named}, {unit}.", kind.en),
            ),
            also: json!({"unit_code": resource.unit_code, "register": register}),
        };
        record(conn, self.now, deed)
    }
}
