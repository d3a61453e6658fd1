//! Reading the household register within one's own area, and changing it line by line.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde_json::json;

use super::live_data::{Picture, day_of};
use super::place_households::{Surroundings, count_households};
use super::record::{Actor, Deed, record};
use super::{App, ServiceError, permit};
use crate::accounts::{Account, Acting, Permission};
use crate::households::{CodeMaker, Entry, Household, ZoneBasis, code_fault, entry_faults};
use crate::kernel::ids::{HouseholdId, ZoneId};
use crate::kernel::page::Page;
use crate::kernel::{Localized, Timestamp};
use crate::plans::{FieldFault, PlanRefusal};
use crate::store::households::{Change, Filter, HouseholdRevision, Totals};
use crate::store::{StoreConnection, StoreError, household_zones, households, shelters, zones};

/// A zone a household is counted in, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InZone {
    /// The zone.
    pub id: ZoneId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What led to it.
    pub basis: ZoneBasis,
}

/// A household with the zones it is counted in.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedHousehold {
    /// The household.
    pub household: Household,
    /// Its zones.
    pub zones: Vec<InZone>,
}

/// The communes an account may read the register of, out of those asked for; `None` is all there are.
pub fn readable_communes(
    picture: &Picture,
    account: &Account,
    asked: Option<&str>,
) -> Result<Option<Vec<String>>, ServiceError> {
    let within = |unit: &str| -> Vec<String> {
        let below = picture.communes().filter(|commune| picture.is_within(&commune.code, unit));
        let mut codes: Vec<String> = below.map(|commune| commune.code.clone()).collect();
        if codes.is_empty() {
            codes.push(unit.to_owned());
        }
        codes
    };
    match (account.unit_code.as_deref(), asked) {
        (None, None) => Ok(None),
        (None, Some(asked)) => Ok(Some(within(asked))),
        (Some(own), None) => Ok(Some(within(own))),
        (Some(own), Some(asked)) if picture.is_within(asked, own) => Ok(Some(within(asked))),
        (Some(own), Some(asked)) if picture.is_within(own, asked) => Ok(Some(within(own))),
        (Some(_), Some(_)) => Err(ServiceError::NotPermitted(Permission::ReadHouseholds)),
    }
}

/// A page of the households asked for, by commune and code, each with its zones.
pub fn list_households(
    app: &App,
    filter: &Filter,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Page<PlacedHousehold>, ServiceError> {
    let after = cursor.map(|cursor| cursor.split_once('/').unwrap_or((cursor, "")));
    app.store.read(|conn| {
        let found = households::list(conn, filter, after, limit + 1)?;
        let page = Page::cut(found, limit, |last| format!("{}/{}", last.commune_code, last.code));
        let placed = placed(conn, page.items)?;
        Ok(Page { items: placed, next: page.next })
    })
}

/// Totals of the households asked for.
pub fn household_totals(app: &App, filter: &Filter) -> Result<Totals, ServiceError> {
    Ok(app.store.read(|conn| households::totals(conn, filter))?)
}

/// The register of a commune as it told of a day.
pub fn households_on(app: &App, commune: &str, day: NaiveDate) -> Result<Vec<Household>, ServiceError> {
    Ok(app.store.read(|conn| households::on_day(conn, commune, day))?)
}

fn placed(conn: &mut StoreConnection, found: Vec<Household>) -> Result<Vec<PlacedHousehold>, StoreError> {
    let ids: Vec<HouseholdId> = found.iter().map(|household| household.id).collect();
    let mut held = household_zones::zones_of(conn, &ids)?;
    let mut names: HashMap<ZoneId, (String, String)> = HashMap::new();
    let mut out = Vec::with_capacity(found.len());
    for household in found {
        let mut zones = Vec::new();
        for (id, basis) in held.remove(&household.id).unwrap_or_default() {
            let (code, name) = match names.get(&id) {
                Some(known) => known.clone(),
                None => names.entry(id).or_insert(zones::name(conn, id)?).clone(),
            };
            zones.push(InZone { id, code, name, basis });
        }
        zones.sort_by(|a, b| a.code.cmp(&b.code));
        out.push(PlacedHousehold { household, zones });
    }
    Ok(out)
}

/// A household, with all its lines, newest first; for those who may read the register of its commune.
pub fn read_household(
    app: &App,
    by: &Acting,
    household: HouseholdId,
) -> Result<(PlacedHousehold, Vec<HouseholdRevision>), ServiceError> {
    let now = app.now();
    app.store.read(|conn| {
        let found = households::get(conn, household)?;
        permit(conn, by, Permission::ReadHouseholds, &found.commune_code, now)?;
        let mut past = households::revisions(conn, household)?;
        past.reverse();
        let placed = placed(conn, vec![found])?.pop().ok_or(StoreError::NotFound)?;
        Ok((placed, past))
    })
}

/// A household that is to be added.
#[derive(Debug, Clone)]
pub struct NewHousehold {
    /// The commune.
    pub commune_code: String,
    /// Its code; made from its village where none is given.
    pub code: Option<String>,
    /// The day the line tells of; today where none is given.
    pub as_of: Option<NaiveDate>,
    /// What the register says.
    pub entry: Entry,
    /// On what ground.
    pub reason: String,
}

/// Adds a household.
pub fn add_household(app: &App, by: &Acting, new: &NewHousehold) -> Result<PlacedHousehold, ServiceError> {
    let work = Work::begin(app)?;
    let added = app.store.write(|conn| {
        permit(conn, by, Permission::EditHouseholds, &new.commune_code, work.now)?;
        if work.picture.commune(&new.commune_code).is_none() {
            return Err(refused("/commune_code", "Không có xã này.", "There is no such commune."));
        }
        check(conn, &new.entry)?;
        let held = households::of_commune(conn, &new.commune_code, true)?;
        let mut codes = CodeMaker::new(held.iter().map(|household| household.code.clone()));
        let code = match new.code.as_deref().map(str::trim).filter(|code| !code.is_empty()) {
            None => codes.make(&new.entry.village, held.len() + 1),
            Some(code) => {
                refuse_code(code, codes.is_taken(code))?;
                code.to_owned()
            }
        };
        let household = Household {
            id: HouseholdId::new(work.now),
            commune_code: new.commune_code.clone(),
            code,
            revision: 1,
            as_of: work.day(new.as_of)?,
            retired_on: None,
            demonstration: false,
            entry: new.entry.clone(),
        };
        households::add(conn, &household, &work.change(by, &new.reason))?;
        work.note(conn, by, &household, "household_added", ("Thêm hộ", "Added household"))?;
        work.placed(conn, household)
    })?;
    app.nudge_streams();
    Ok(added)
}

/// A household's line as it is to be.
#[derive(Debug, Clone)]
pub struct HouseholdEdit {
    /// Another code, where it gets one.
    pub code: Option<String>,
    /// The day the line tells of; today where none is given.
    pub as_of: Option<NaiveDate>,
    /// What the register says.
    pub entry: Entry,
    /// On what ground.
    pub reason: String,
}

/// Gives a household another line; the one before it is kept. A household that had left comes back.
pub fn change_household(
    app: &App,
    by: &Acting,
    household: HouseholdId,
    revision: i64,
    edit: &HouseholdEdit,
) -> Result<PlacedHousehold, ServiceError> {
    let work = Work::begin(app)?;
    let changed = app.store.write(|conn| {
        let held = taken_up(conn, by, household, revision, work.now)?;
        check(conn, &edit.entry)?;
        let code = edit.code.as_deref().map_or(held.code.as_str(), str::trim).to_owned();
        if code != held.code {
            let others = households::of_commune(conn, &held.commune_code, true)?;
            let others = others.into_iter().filter(|other| other.id != held.id).map(|other| other.code);
            refuse_code(&code, CodeMaker::new(others).is_taken(&code))?;
        }
        let as_of = work.day(edit.as_of)?;
        if code == held.code && edit.entry == held.entry && as_of == held.as_of && held.retired_on.is_none() {
            return Ok(placed(conn, vec![held])?.pop().ok_or(StoreError::NotFound)?);
        }
        let changed =
            Household { code, revision: revision + 1, as_of, retired_on: None, entry: edit.entry.clone(), ..held };
        households::change(conn, &changed, &work.change(by, &edit.reason))?;
        work.note(conn, by, &changed, "household_changed", ("Sửa hộ", "Changed household"))?;
        work.placed(conn, changed)
    })?;
    app.nudge_streams();
    Ok(changed)
}

/// Takes a household out of the register as of a day: it moved away, or never was. Its lines stay.
pub fn retire_household(
    app: &App,
    by: &Acting,
    household: HouseholdId,
    revision: i64,
    on: Option<NaiveDate>,
    reason: &str,
) -> Result<PlacedHousehold, ServiceError> {
    let work = Work::begin(app)?;
    let retired = app.store.write(|conn| {
        let held = taken_up(conn, by, household, revision, work.now)?;
        if reason.trim().is_empty() {
            return Err(refused("/reason", "Ghi lý do đưa hộ ra khỏi sổ.", "Say why it leaves the register."));
        }
        if held.retired_on.is_some() {
            return Err(refused("", "Hộ đã ra khỏi sổ.", "The household has left the register already."));
        }
        let on = work.day(on)?;
        let retired = Household { revision: revision + 1, as_of: on, retired_on: Some(on), ..held };
        households::change(conn, &retired, &work.change(by, reason))?;
        work.note(conn, by, &retired, "household_retired", ("Đưa ra khỏi sổ hộ", "Took out of the register"))?;
        Ok::<_, ServiceError>(placed(conn, vec![retired])?.pop().ok_or(StoreError::NotFound)?)
    })?;
    app.nudge_streams();
    Ok(retired)
}

fn taken_up(
    conn: &mut StoreConnection,
    by: &Acting,
    household: HouseholdId,
    revision: i64,
    now: Timestamp,
) -> Result<Household, ServiceError> {
    let held = households::get(conn, household)?;
    permit(conn, by, Permission::EditHouseholds, &held.commune_code, now)?;
    if held.revision == revision { Ok(held) } else { Err(StoreError::Stale.into()) }
}

/// Refuses a line with faults, each with its place.
fn check(conn: &mut StoreConnection, entry: &Entry) -> Result<(), ServiceError> {
    let mut faults = entry_faults(entry);
    if let Some(shelter) = entry.shelter_id
        && !shelters::ever(conn)?.iter().any(|known| known.id == shelter)
    {
        faults.push(FieldFault::new("/shelter_id", "Không có điểm sơ tán này.", "There is no such shelter."));
    }
    if faults.is_empty() { Ok(()) } else { Err(PlanRefusal::Faults(faults).into()) }
}

fn refuse_code(code: &str, taken: bool) -> Result<(), ServiceError> {
    if let Some(fault) = code_fault(code) {
        return Err(refused("/code", &fault.vi, &fault.en));
    }
    if taken {
        return Err(refused(
            "/code",
            &format!("Mã {code} đã có hộ khác trong xã. Chọn mã khác."),
            &format!("Another household of the commune has the code {code}. Choose another."),
        ));
    }
    Ok(())
}

fn refused(pointer: &str, vi: &str, en: &str) -> ServiceError {
    PlanRefusal::Faults(vec![FieldFault::new(pointer, vi, en)]).into()
}

/// What every change needs: the time, the zones.
struct Work {
    now: Timestamp,
    picture: std::sync::Arc<Picture>,
}

impl Work {
    fn begin(app: &App) -> Result<Self, ServiceError> {
        count_households(app)?;
        Ok(Self { now: app.now(), picture: app.live.current(&app.store, app.now())? })
    }

    /// The day a line tells of, which is none to come.
    fn day(&self, given: Option<NaiveDate>) -> Result<NaiveDate, ServiceError> {
        let today = day_of(self.now);
        match given {
            Some(day) if day > today => Err(refused(
                "/as_of",
                "Ngày chưa tới. Nhập ngày từ hôm nay trở về trước.",
                "That day is still to come.",
            )),
            given => Ok(given.unwrap_or(today)),
        }
    }

    fn change(&self, by: &Acting, reason: &str) -> Change {
        let reason = reason.trim().chars().take(crate::households::MAX_TEXT).collect();
        Change { at: self.now, by: Actor::person(by).name().to_owned(), reason }
    }

    fn placed(&self, conn: &mut StoreConnection, household: Household) -> Result<PlacedHousehold, ServiceError> {
        let commune = HashSet::from([household.commune_code.clone()]);
        Surroundings::of(conn, &self.picture, &commune)?.place(conn, &household)?;
        Ok(placed(conn, vec![household])?.pop().ok_or(StoreError::NotFound)?)
    }

    /// The log names the household by its code; names of people are not for everybody who reads the log.
    fn note(
        &self,
        conn: &mut StoreConnection,
        by: &Acting,
        household: &Household,
        action: &str,
        (vi, en): (&str, &str),
    ) -> Result<(), StoreError> {
        let (code, commune) = (&household.code, &household.commune_code);
        let deed = Deed {
            actor: &Actor::person(by),
            action,
            kind: "household",
            id: household.id.to_string(),
            alert: None,
            paper: None,
            detail: Localized::new(format!("{vi} {code}, xã {commune}."), format!("{en} {code}, commune {commune}.")),
            also: json!({"commune_code": commune}),
        };
        record(conn, self.now, deed)
    }
}
