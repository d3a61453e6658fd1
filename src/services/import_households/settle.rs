//! Holding the rows of a file against the register, and writing what is new.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::matching::{Meaning, Register};
use super::{Chosen, HouseholdImport, HouseholdOrder, RowFate, RowOutcome, day_told, words};
use crate::accounts::Permission;
use crate::households::sheet::HouseholdRow;
use crate::households::{DestinationKind, Entry, FieldChange, Household, changes, entry_faults, village_key};
use crate::kernel::Timestamp;
use crate::kernel::folding::exact_key;
use crate::kernel::ids::{HouseholdId, ShelterId, ZoneId};
use crate::places::Shelter;
use crate::services::import_zones::Importer;
use crate::services::live_data::Picture;
use crate::services::place_households::Surroundings;
use crate::services::{ServiceError, permit};
use crate::store::households::Change;
use crate::store::{StoreConnection, StoreError, households, shelters, zones};

/// A file while it is held against the register.
pub(super) struct Settling<'a> {
    chosen: &'a Chosen<'a>,
    file_name: String,
    as_of: NaiveDate,
    registers: BTreeMap<String, Register>,
    villages: HashMap<String, HashSet<String>>,
    surroundings: Surroundings,
    /// Shelters by their commune with their name or code.
    shelters: HashMap<(String, String), ShelterId>,
    rows: Vec<RowOutcome>,
    /// What is written: each household, and whether it is new.
    written: Vec<(Household, bool)>,
    written_ids: HashSet<HouseholdId>,
    /// The zones each row's household is counted in.
    zones: Vec<Vec<ZoneId>>,
}

impl<'a> Settling<'a> {
    pub(super) fn of(
        conn: &mut StoreConnection,
        by: Importer<'_>,
        picture: &Arc<Picture>,
        chosen: &'a Chosen<'a>,
        order: &HouseholdOrder,
        now: Timestamp,
    ) -> Result<Self, ServiceError> {
        let communes = Communes::of(picture, by, chosen, order)?;
        let mut registers = BTreeMap::new();
        for commune in communes.all() {
            if let Importer::Person(acting) = by {
                permit(conn, acting, Permission::EditHouseholds, &commune, now)?;
            }
            let known = households::of_commune(conn, &commune, true)?;
            registers.insert(commune, Register::new(known));
        }
        let within: HashSet<String> = registers.keys().cloned().collect();
        let mut settling = Settling {
            chosen,
            file_name: order.name.clone(),
            as_of: day_told(order, &chosen.read, now),
            surroundings: Surroundings::of(conn, picture, &within)?,
            shelters: by_name(shelters::all(conn)?),
            registers,
            villages: HashMap::new(),
            rows: Vec::new(),
            written: Vec::new(),
            written_ids: HashSet::new(),
            zones: Vec::new(),
        };
        for row in &chosen.read.rows {
            settling.row(row, &communes, order, now);
        }
        Ok(settling)
    }

    fn row(&mut self, row: &HouseholdRow, communes: &Communes, order: &HouseholdOrder, now: Timestamp) {
        let mut outcome = begun(row);
        self.zones.push(Vec::new());
        let commune = match communes.of_row(row) {
            Ok(commune) => commune,
            Err(reason) => {
                outcome.reasons.push(reason);
                self.rows.push(outcome);
                return;
            }
        };
        outcome.commune_code = Some(commune.clone());
        self.villages.entry(commune.clone()).or_default().insert(village_key(&row.entry.village));
        let row = self.completed(row, &commune);
        if let Some(register) = self.registers.get_mut(&commune) {
            let meaning = register.meaning(&row);
            if row.faults.is_empty() {
                self.decide(&row, &commune, meaning, order, &mut outcome, now);
            } else {
                outcome.household = meaning.known.and_then(|at| Some(register.household(at)?.id));
            }
        }
        outcome.reasons.splice(0..0, row.faults.iter().cloned());
        self.rows.push(outcome);
    }

    /// The row with the shelter its destination names, and with zones by their codes where it names them otherwise.
    fn completed(&self, row: &HouseholdRow, commune: &str) -> HouseholdRow {
        let mut row = row.clone();
        if row.entry.destination_kind != DestinationKind::Host && !row.entry.destination.is_empty() {
            let wanted = (commune.to_owned(), exact_key(&row.entry.destination));
            row.entry.shelter_id = self.shelters.get(&wanted).copied();
        }
        for code in &mut row.entry.zone_codes {
            if let Some(known) = self.surroundings.code_of(commune, code) {
                *code = known;
            } else {
                row.remarks.push(words::no_such_zone(code));
            }
        }
        row
    }

    fn decide(
        &mut self,
        row: &HouseholdRow,
        commune: &str,
        meaning: Meaning,
        order: &HouseholdOrder,
        outcome: &mut RowOutcome,
        now: Timestamp,
    ) {
        let as_of = row.as_of.unwrap_or(self.as_of).min(super::day_of(now));
        let Some(register) = self.registers.get_mut(commune) else { return };
        let held = meaning.known.and_then(|at| register.household(at).cloned());
        let surely = meaning.doubts.is_empty();
        outcome.reasons = row.doubts.iter().cloned().chain(meaning.doubts).collect();
        outcome.remarks.clone_from(&row.remarks);
        let entry = held.as_ref().map_or_else(|| row.entry.clone(), |held| row.onto(&held.entry));
        let faults = entry_faults(&entry);
        if !faults.is_empty() {
            outcome.reasons.extend(faults.into_iter().map(|fault| fault.wording));
            return;
        }
        let placed = self.surroundings.zones_of(commune, &entry);
        if let Some(zones) = self.zones.last_mut() {
            zones.extend(placed.iter().map(|(zone, _)| *zone));
        }
        let household = if let Some(held) = held {
            outcome.household = Some(held.id);
            outcome.code = Some(held.code.clone());
            outcome.changes = changed(&held, &entry);
            if outcome.changes.is_empty() {
                // However it was read, the register says the same already.
                outcome.fate = if surely { RowFate::Unchanged } else { RowFate::Doubtful };
                if surely {
                    outcome.reasons.clear();
                }
                return;
            }
            if as_of < held.as_of {
                outcome.reasons.push(words::older(as_of, held.as_of));
            }
            outcome.fate = RowFate::Updated;
            Household { revision: held.revision + 1, as_of, retired_on: None, entry, ..held }
        } else {
            outcome.fate = RowFate::New;
            let left = !outcome.reasons.is_empty() && !order.doubtful.takes(row.number);
            let code = if left { None } else { Some(register.code_for(row)) };
            if let Some((code, remark)) = &code {
                outcome.code = Some(code.clone());
                outcome.remarks.extend(remark.clone());
            }
            new_household(commune, code.map(|(code, _)| code).unwrap_or_default(), as_of, entry, now)
        };
        let new = outcome.fate == RowFate::New;
        if !outcome.reasons.is_empty() {
            outcome.fate = RowFate::Doubtful;
        }
        outcome.taken = outcome.reasons.is_empty() || order.doubtful.takes(row.number);
        // A household that two rows mean is written once.
        outcome.taken &= !self.written_ids.contains(&household.id);
        if outcome.taken {
            self.written_ids.insert(household.id);
            self.written.push((household, new));
        }
    }

    /// Writes what is taken in; tells whether that was anything.
    pub(super) fn write(&self, conn: &mut StoreConnection, change: &Change) -> Result<bool, StoreError> {
        for (household, new) in &self.written {
            if *new {
                households::add(conn, household, change)?;
            } else {
                households::change(conn, household, change)?;
            }
            self.surroundings.place(conn, household)?;
        }
        Ok(!self.written.is_empty())
    }

    /// What was found.
    pub(super) fn into_import(self, conn: &mut StoreConnection) -> Result<HouseholdImport, StoreError> {
        let mut codes: HashMap<ZoneId, String> = HashMap::new();
        let mut rows = self.rows;
        for (row, zones) in rows.iter_mut().zip(self.zones) {
            for zone in zones {
                if let std::collections::hash_map::Entry::Vacant(place) = codes.entry(zone) {
                    place.insert(zones::name(conn, zone)?.0);
                }
                row.zones.extend(codes.get(&zone).cloned());
            }
        }
        let nowhere = HashSet::new();
        let missing = self
            .registers
            .iter()
            .flat_map(|(commune, register)| register.left_out(self.villages.get(commune).unwrap_or(&nowhere)));
        let read = &self.chosen.read;
        Ok(HouseholdImport {
            file_name: self.file_name,
            sha256: self.chosen.file.sha256.clone(),
            sheet: self.chosen.sheet.name.clone(),
            sheets: self.chosen.file.table.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
            as_of: self.as_of,
            communes: self.registers.keys().cloned().collect(),
            header: read.header,
            columns: read.columns.clone(),
            rows,
            totals: read.totals.clone(),
            passed_over: read.passed_over.clone(),
            missing: missing.collect(),
            remarks: self.chosen.file.table.remarks.clone(),
        })
    }
}

fn by_name(shelters: Vec<Shelter>) -> HashMap<(String, String), ShelterId> {
    let names = |shelter: Shelter| {
        let name = exact_key(shelter.name.trim_end_matches(" (minh hoạ)"));
        [name, exact_key(&shelter.code)].map(|name| ((shelter.commune_code.clone(), name), shelter.id))
    };
    shelters.into_iter().flat_map(names).collect()
}

fn begun(row: &HouseholdRow) -> RowOutcome {
    RowOutcome {
        row: row.number,
        fate: RowFate::Refused,
        taken: false,
        household: None,
        commune_code: None,
        code: row.code.clone(),
        head: row.entry.head.clone(),
        village: row.entry.village.clone(),
        people: row.entry.people,
        changes: Vec::new(),
        reasons: Vec::new(),
        remarks: Vec::new(),
        zones: Vec::new(),
    }
}

fn new_household(commune: &str, code: String, as_of: NaiveDate, entry: Entry, now: Timestamp) -> Household {
    Household {
        id: HouseholdId::new(now),
        commune_code: commune.to_owned(),
        code,
        revision: 1,
        as_of,
        retired_on: None,
        demonstration: false,
        entry,
    }
}

/// What changes of a household; one that had left comes back.
fn changed(held: &Household, entry: &Entry) -> Vec<FieldChange> {
    let mut found = changes(&held.entry, entry);
    if let Some(retired) = held.retired_on {
        found.push(FieldChange {
            field: "retired_on".into(),
            from: serde_json::json!(retired),
            to: serde_json::Value::Null,
        });
    }
    found
}

/// Which commune rows belong to.
struct Communes {
    by_text: HashMap<String, String>,
    default: Option<String>,
}

impl Communes {
    fn of(
        picture: &Picture,
        by: Importer<'_>,
        chosen: &Chosen<'_>,
        order: &HouseholdOrder,
    ) -> Result<Self, ServiceError> {
        let own = by.unit().filter(|unit| picture.commune(unit).is_some()).map(str::to_owned);
        let given = order.commune.clone().filter(|code| !code.is_empty());
        if let Some(code) = given.as_ref().filter(|code| picture.commune(code).is_none()) {
            return Err(words::no_such_commune(code));
        }
        let default = given.or_else(|| in_titles(picture, &chosen.read.titles)).or(own);
        let mut by_text = HashMap::new();
        for text in chosen.read.rows.iter().filter_map(|row| row.commune.as_ref()) {
            if !by_text.contains_key(text)
                && let Some(code) = commune_called(picture, text)
            {
                by_text.insert(text.clone(), code);
            }
        }
        let some_row_needs_it = chosen.read.rows.iter().any(|row| row.commune.is_none());
        if default.is_none() && (some_row_needs_it || by_text.is_empty()) {
            return Err(words::no_commune());
        }
        Ok(Self { by_text, default })
    }

    fn all(&self) -> Vec<String> {
        let mut all: Vec<String> = self.by_text.values().chain(&self.default).cloned().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn of_row(&self, row: &HouseholdRow) -> Result<String, crate::kernel::Localized> {
        match &row.commune {
            Some(text) => self.by_text.get(text).cloned().ok_or_else(|| words::unknown_commune(text)),
            None => self.default.clone().ok_or_else(|| words::unknown_commune("")),
        }
    }
}

/// The commune with this code or name, with or without the word for its kind; `None` where several bear it.
fn commune_called(picture: &Picture, text: &str) -> Option<String> {
    if picture.commune(text).is_some() {
        return Some(text.to_owned());
    }
    let wanted = exact_key(text);
    let bare = |name: &str| {
        let key = exact_key(name);
        let kinds = ["xã ", "phường ", "đặc khu ", "thị trấn "];
        kinds.iter().find_map(|kind| key.strip_prefix(kind)).map_or_else(|| key.clone(), str::to_owned)
    };
    let whole = picture.communes().filter(|commune| exact_key(&commune.name) == wanted);
    let named = picture.communes().filter(|commune| bare(&commune.name) == bare(text));
    only(whole).or_else(|| only(named)).map(|commune| commune.code.clone())
}

/// The one commune whose name stands in the titles above the table, with the word for its kind.
fn in_titles(picture: &Picture, titles: &[String]) -> Option<String> {
    let text = format!(" {} ", exact_key(&titles.join(" ")).replace([',', '.', ';', '(', ')', '\n'], " "));
    let named = picture.communes().filter(|commune| text.contains(&format!(" {} ", exact_key(&commune.name))));
    only(named).map(|commune| commune.code.clone())
}

fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
