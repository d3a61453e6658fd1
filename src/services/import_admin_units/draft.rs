//! The register as a list will leave it: planned in memory, then written.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveDate;

use super::{ImportReport, ListMeaning};
use crate::kernel::Localized;
use crate::kernel::wording::{day_en, day_vi};
use crate::places::history::{Fate, ended, take_in};
use crate::places::{AdminUnit, BoundaryKind, Share, Succession, UnitKey, approximate_boundaries};
use crate::services::read_unit_lists::{MappingRow, UnitRow, UnitsRead};
use crate::store::{StoreConnection, StoreError, admin_units, markers, unit_successions};

/// The register as it will be, and what has to be written for that.
pub(super) struct Draft {
    forms: BTreeMap<String, Vec<AdminUnit>>,
    known_steps: Vec<Succession>,
    /// The forms to write.
    writes: BTreeSet<UnitKey>,
    successions: Vec<Succession>,
    pub(super) report: ImportReport,
}

impl Draft {
    pub(super) fn of(conn: &mut StoreConnection, read: &UnitsRead, meaning: ListMeaning) -> Result<Self, StoreError> {
        let mut forms: BTreeMap<String, Vec<AdminUnit>> = BTreeMap::new();
        for unit in admin_units::all(conn)? {
            forms.entry(unit.code.clone()).or_default().push(unit);
        }
        let mut draft = Self {
            forms,
            known_steps: unit_successions::all(conn)?,
            writes: BTreeSet::new(),
            successions: Vec::new(),
            report: ImportReport { refused: read.refused.clone(), ..ImportReport::default() },
        };
        let mut steps: Vec<(MappingRow, Option<UnitKey>)> = Vec::new();
        for row in &read.units {
            draft.count_kind(row);
            if let Some(form) = draft.take(row) {
                steps.extend(stated_steps(row, &form));
            }
        }
        draft.close_left_out(&read.units, meaning);
        draft.approximate(&read.units);
        for (row, old) in &steps {
            draft.step(row, old.as_ref(), row.share);
        }
        for row in &read.mapping {
            let of_the_old = |other: &&MappingRow| (&other.old_code, other.old_last) == (&row.old_code, row.old_last);
            let alone = read.mapping.iter().filter(of_the_old).count() == 1;
            let share = row.share.unwrap_or(if alone { Share::Whole } else { Share::Part });
            draft.step(row, None, Some(share));
        }
        draft.report.successions = draft.successions.len();
        Ok(draft)
    }

    /// Whether the register is other than before.
    pub(super) fn changes_anything(&self) -> bool {
        !self.writes.is_empty() || !self.successions.is_empty()
    }

    fn count_kind(&mut self, row: &UnitRow) {
        match row.listed.unit.kind.digits() {
            2 => self.report.provinces += 1,
            3 => self.report.districts += 1,
            _ => self.report.communes += 1,
        }
    }

    fn form(&self, key: &UnitKey) -> Option<&AdminUnit> {
        self.forms.get(&key.code)?.iter().find(|form| form.valid_from == key.valid_from)
    }

    fn on(&self, code: &str, day: NaiveDate) -> Option<&AdminUnit> {
        let holds = |form: &&AdminUnit| form.valid_from <= day && form.valid_to.is_none_or(|last| day <= last);
        self.forms.get(code)?.iter().find(holds)
    }

    fn write(&mut self, unit: AdminUnit) {
        let key = UnitKey { code: unit.code.clone(), valid_from: unit.valid_from };
        let forms = self.forms.entry(unit.code.clone()).or_default();
        forms.retain(|form| form.valid_from != unit.valid_from);
        forms.push(unit);
        forms.sort_by_key(|form| form.valid_from);
        self.writes.insert(key);
    }

    /// Takes a row in; gives the form it is about.
    fn take(&mut self, row: &UnitRow) -> Option<UnitKey> {
        let known = self.forms.get(&row.listed.unit.code).map(Vec::as_slice).unwrap_or_default();
        let taken = match take_in(known, &row.listed) {
            Ok(taken) => taken,
            Err(reason) => {
                self.report.refused.push((row.place.clone(), reason));
                return None;
            }
        };
        match taken.fate {
            Fate::Added => self.report.added += 1,
            Fate::Updated => self.report.updated += 1,
            Fate::Unchanged => self.report.unchanged += 1,
            Fate::Changed => {
                self.report.changed += 1;
                if let [old, new] = taken.writes.as_slice() {
                    self.report.changes.push(words::changed(old, new));
                }
            }
        }
        for unit in taken.writes {
            self.write(unit);
        }
        if let Some(succession) = taken.succession {
            self.add_succession(succession);
        }
        Some(taken.form)
    }

    /// Ends the communes of the list's provinces that a whole list leaves out; counts those another leaves out.
    fn close_left_out(&mut self, rows: &[UnitRow], meaning: ListMeaning) {
        let units = || rows.iter().map(|row| &row.listed.unit);
        let holding = |unit: &&AdminUnit| unit.kind.is_commune_level() && unit.valid_to.is_none();
        let listed: HashSet<&str> = units().map(|unit| unit.code.as_str()).collect();
        let provinces: HashSet<&str> = units().filter(holding).filter_map(|unit| unit.parent_code.as_deref()).collect();
        let left_out: Vec<AdminUnit> = self
            .forms
            .values()
            .flatten()
            .filter(holding)
            .filter(|unit| unit.valid_from < meaning.day && !listed.contains(unit.code.as_str()))
            .filter(|unit| unit.parent_code.as_deref().is_some_and(|parent| provinces.contains(parent)))
            .cloned()
            .collect();
        // A commune whose row was refused is not left out, so a whole list must be read as a whole.
        if !meaning.whole || !self.report.refused.is_empty() {
            self.report.left_out = left_out.len();
            return;
        }
        self.report.closed = left_out.len();
        for unit in left_out {
            self.report.changes.push(words::closed(&unit, meaning.day));
            self.write(ended(&unit, meaning.day));
        }
    }

    /// Gives the communes of each province that the list touches approximate outlines, unless one was surveyed.
    fn approximate(&mut self, rows: &[UnitRow]) {
        let touched: BTreeSet<&str> = rows.iter().filter_map(|row| row.listed.unit.parent_code.as_deref()).collect();
        let written: HashSet<String> = self.writes.iter().map(|key| key.code.clone()).collect();
        for parent in touched {
            let communes: Vec<&AdminUnit> = self
                .forms
                .values()
                .flatten()
                .filter(|unit| unit.kind.is_commune_level() && unit.valid_to.is_none())
                .filter(|unit| unit.parent_code.as_deref() == Some(parent))
                .collect();
            let surveyed = communes.iter().any(|unit| unit.boundary_kind == BoundaryKind::Surveyed);
            if surveyed || !communes.iter().any(|unit| written.contains(&unit.code)) {
                continue;
            }
            let centroids: Vec<(f64, f64)> = communes.iter().map(|unit| (unit.lon, unit.lat)).collect();
            let drawn: Vec<AdminUnit> = communes
                .into_iter()
                .zip(approximate_boundaries(&centroids))
                .filter_map(|(unit, outline)| {
                    let boundary = Some(outline?);
                    Some(AdminUnit { boundary, boundary_kind: BoundaryKind::Approximate, ..unit.clone() })
                })
                .collect();
            for unit in drawn {
                self.write(unit);
            }
        }
    }

    fn step(&mut self, row: &MappingRow, old: Option<&UnitKey>, share: Option<Share>) {
        let key = |unit: &AdminUnit| UnitKey { code: unit.code.clone(), valid_from: unit.valid_from };
        let old = old.cloned().or_else(|| self.on(&row.old_code, row.old_last).map(key));
        let new = self.on(&row.new_code, row.new_from).map(key);
        match (old, new) {
            (None, _) => self.report.refused.push((row.place.clone(), words::no_form(&row.old_code, row.old_last))),
            (_, None) => self.report.refused.push((row.place.clone(), words::no_form(&row.new_code, row.new_from))),
            (Some(old), Some(new)) if old == new => {
                self.report.refused.push((row.place.clone(), words::not_ended(&row.old_code, row.old_last)));
            }
            (Some(old), Some(new)) => self.add_succession(Succession {
                old,
                new,
                share: share.unwrap_or(Share::Whole),
                decided_by: row.decided_by.clone(),
                source: row.source.clone(),
            }),
        }
    }

    fn add_succession(&mut self, succession: Succession) {
        if !self.known_steps.contains(&succession) && !self.successions.contains(&succession) {
            self.successions.push(succession);
        }
    }

    pub(super) fn keep(&self, conn: &mut StoreConnection) -> Result<(), StoreError> {
        for unit in self.writes.iter().filter_map(|key| self.form(key)) {
            admin_units::put(conn, unit)?;
        }
        for succession in &self.successions {
            unit_successions::put(conn, succession)?;
        }
        markers::advance(conn, markers::UNITS)?;
        markers::advance(conn, markers::LIVE_DATA).map(|_| ())
    }
}

/// The steps to the successors that a unit's row names.
fn stated_steps(row: &UnitRow, form: &UnitKey) -> Vec<(MappingRow, Option<UnitKey>)> {
    let unit = &row.listed.unit;
    let Some(last) = unit.valid_to else { return Vec::new() };
    let share = if row.successors.len() == 1 { Share::Whole } else { Share::Part };
    let step = |new: &String| MappingRow {
        place: row.place.clone(),
        old_code: unit.code.clone(),
        old_last: last,
        new_code: new.clone(),
        new_from: last.succ_opt().unwrap_or(last),
        share: Some(share),
        decided_by: row.decided_by.clone(),
        source: unit.source.clone(),
    };
    row.successors.iter().map(|new| (step(new), Some(form.clone()))).collect()
}

mod words {
    use super::{AdminUnit, Localized, NaiveDate, day_en, day_vi};

    pub fn changed(old: &AdminUnit, new: &AdminUnit) -> Localized {
        let (code, from) = (&new.code, new.valid_from);
        Localized::new(
            format!("{code}: {} thành {} từ {}.", old.name, new.name, day_vi(from)),
            format!("{code}: {} becomes {} from {}.", old.name, new.name, day_en(from)),
        )
    }

    pub fn closed(unit: &AdminUnit, day: NaiveDate) -> Localized {
        Localized::new(
            format!("{}: {} không còn từ {}.", unit.code, unit.name, day_vi(day)),
            format!("{}: {} no longer exists from {}.", unit.code, unit.name, day_en(day)),
        )
    }

    pub fn no_form(code: &str, day: NaiveDate) -> Localized {
        Localized::new(
            format!("Ngày {} chưa có đơn vị mang mã “{code}”. Nhập danh sách đơn vị trước.", day_vi(day)),
            format!("On {} no unit has the code “{code}”. Import the list of units first.", day_en(day)),
        )
    }

    pub fn not_ended(code: &str, last: NaiveDate) -> Localized {
        Localized::new(
            format!("Đơn vị mã “{code}” chưa ghi kết thúc ngày {}. Nhập ngày kết thúc trước.", day_vi(last)),
            format!("The unit of code “{code}” is not known to have ended on {}. Import its end first.", day_en(last)),
        )
    }
}
