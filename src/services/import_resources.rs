//! A file of a register of resources goes in (Phụ lục 5 to 8): new lines are added, known ones get what the file says,
//! and nothing leaves the register because a file leaves it out.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::json;

use super::import_households::{Doubtful, RowFate};
use super::import_zones::Importer;
use super::live_data::{Picture, day_of};
use super::move_stock::{NewMovement, moved};
use super::permit::permit;
use super::record::{Deed, record};
use super::resource_register::{known_kinds, next_code};
use super::supply_list::supply_items;
use super::{App, ServiceError};
use crate::accounts::Permission;
use crate::formats::{Table, read_table};
use crate::households::code_fault;
use crate::households::sheet::SheetRow;
use crate::kernel::digest::sha256_hex;
use crate::kernel::folding::{exact_key, search_key};
use crate::kernel::ids::ResourceId;
use crate::kernel::{Localized, Timestamp};
use crate::plans::FieldFault;
use crate::resources::sheet::{RowRead, SheetColumn, SheetLines, field_codes, read_lines, read_row};
use crate::resources::{Details, MovementKind, Quantity, Register, Resource, SupplyItem, entry_faults, same_thing};
use crate::store::resource_revisions::Change;
use crate::store::{StoreConnection, admin_units, resources};

/// What is to be done with a file of a register.
#[derive(Debug, Clone)]
pub struct ResourceOrder {
    /// The register.
    pub register: Register,
    /// The name of the file.
    pub name: String,
    /// The sheet; the one with most lines where none is named.
    pub sheet: Option<String>,
    /// The unit of lines that name none.
    pub unit: Option<String>,
    /// Columns, by their place from 0, that hold something else than their titles say; or nothing.
    pub columns: Vec<(usize, Option<String>)>,
    /// Which doubtful lines are taken in.
    pub doubtful: Doubtful,
}

/// A file of a register, read.
#[derive(Debug, Clone)]
pub struct ResourceFile {
    sha256: String,
    table: Table,
}

/// Reads a workbook or a CSV.
pub fn read_resource_file(bytes: &[u8]) -> Result<ResourceFile, ServiceError> {
    let table =
        read_table(bytes).map_err(|fault| ServiceError::Invalid { pointer: String::new(), wording: fault.0 })?;
    Ok(ResourceFile { sha256: sha256_hex(bytes), table })
}

/// A line of the file and what becomes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct LineOutcome {
    /// Its number in the sheet.
    pub row: usize,
    /// What becomes of it.
    pub fate: RowFate,
    /// Whether it is taken in.
    pub taken: bool,
    /// The resource as it is to be; of one that is refused as it was read.
    pub resource: Resource,
    /// Whether it was known.
    pub known: bool,
    /// Why it is doubtful or refused, and what to do.
    pub reasons: Vec<Localized>,
    /// What was read otherwise than it stands there.
    pub remarks: Vec<Localized>,
    /// How much of a supply the file says is there, where that is another number.
    pub counted: Option<Quantity>,
}

/// What an import did, or would do.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceImport {
    /// The file.
    pub file_name: String,
    /// The digest of its bytes.
    pub sha256: String,
    /// The sheet that was read.
    pub sheet: String,
    /// All sheets of the file.
    pub sheets: Vec<String>,
    /// Its columns as they were understood.
    pub columns: Vec<SheetColumn>,
    /// What a column can hold.
    pub fields: Vec<String>,
    /// Its lines.
    pub rows: Vec<LineOutcome>,
    /// Rows that are no lines.
    pub passed_over: Vec<usize>,
    /// Lines of the register, of the units of the file, that it leaves out: their codes and names. They stay.
    pub missing: Vec<(String, String)>,
    /// What was noticed about the file as a whole.
    pub remarks: Vec<Localized>,
}

impl ResourceImport {
    /// How many lines have a fate.
    pub fn count(&self, fate: RowFate) -> usize {
        self.rows.iter().filter(|row| row.fate == fate).count()
    }

    /// The counts in a sentence.
    pub fn summary(&self) -> Localized {
        let [new, updated, unchanged, doubtful, refused] =
            [RowFate::New, RowFate::Updated, RowFate::Unchanged, RowFate::Doubtful, RowFate::Refused]
                .map(|fate| self.count(fate));
        let missing = self.missing.len();
        Localized::new(
            format!(
                "{new} dòng mới, {updated} dòng cập nhật, {unchanged} dòng không đổi, {doubtful} dòng cần xem lại, {refused} dòng không nhập được; {missing} dòng trong sổ không có trong tệp, giữ nguyên."
            ),
            format!(
                "{new} new lines, {updated} updated, {unchanged} unchanged, {doubtful} to be looked at, {refused} refused; {missing} of the register are not in the file and stay."
            ),
        )
    }
}

/// Says what an import would do.
pub fn preview_resources(
    app: &App,
    by: Importer<'_>,
    file: &ResourceFile,
    order: &ResourceOrder,
) -> Result<ResourceImport, ServiceError> {
    by.require_any(&[Permission::EditResources])?;
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    app.store.read(|conn| settle(conn, by, &picture, file, order, now))
}

/// Takes the lines of a file in, in one transaction.
pub fn import_resources(
    app: &App,
    by: Importer<'_>,
    file: &ResourceFile,
    order: &ResourceOrder,
) -> Result<ResourceImport, ServiceError> {
    by.require_any(&[Permission::EditResources])?;
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    let done = app.store.write(|conn| {
        let done = settle(conn, by, &picture, file, order, now)?;
        if write(conn, by, &done, now)? {
            note(conn, by, order.register, &done, now)?;
        }
        Ok::<_, ServiceError>(done)
    })?;
    app.nudge_streams();
    Ok(done)
}

/// Holds every line of the file against the register.
fn settle(
    conn: &mut StoreConnection,
    by: Importer<'_>,
    picture: &Picture,
    file: &ResourceFile,
    order: &ResourceOrder,
    now: Timestamp,
) -> Result<ResourceImport, ServiceError> {
    let (sheet, lines) = chosen(file, order)?;
    let units = Units::of(conn, by, picture, order)?;
    let kinds = known_kinds(conn, order.register)?;
    let items = if order.register == Register::Supply { supply_items(conn)? } else { Vec::new() };
    let mut settling =
        Settling { order, now, kinds, items, units, held: BTreeMap::new(), seen: HashSet::new(), rows: Vec::new() };
    for (number, cells) in &lines.rows {
        settling.line(conn, by, *number, cells)?;
    }
    let missing = settling.missing();
    Ok(ResourceImport {
        file_name: order.name.clone(),
        sha256: file.sha256.clone(),
        sheet,
        sheets: file.table.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        columns: lines.columns,
        fields: field_codes(order.register),
        rows: settling.rows,
        passed_over: lines.passed_over,
        missing,
        remarks: file.table.remarks.clone(),
    })
}

/// The sheet that is read: the one that is asked for, or the one with most lines.
fn chosen(file: &ResourceFile, order: &ResourceOrder) -> Result<(String, SheetLines), ServiceError> {
    let wanted = order.sheet.as_deref().filter(|name| !name.is_empty());
    let sheets = file.table.sheets.iter().filter(|sheet| wanted.is_none_or(|name| sheet.name == name));
    let read = |sheet: &crate::formats::Sheet| {
        let row = |(number, cells): &(usize, Vec<String>)| SheetRow { number: *number, cells: cells.clone() };
        let rows: Vec<SheetRow> = sheet.rows.iter().map(row).collect();
        read_lines(order.register, &rows, &order.columns).map(|lines| (sheet.name.clone(), lines))
    };
    sheets.rev().filter_map(read).max_by_key(|(_, lines)| lines.rows.len()).ok_or_else(words::no_header)
}

/// The units lines may be of.
struct Units {
    /// The unit of lines that name none.
    usual: Option<String>,
    by_name: HashMap<String, Option<String>>,
    codes: HashSet<String>,
}

impl Units {
    fn of(
        conn: &mut StoreConnection,
        by: Importer<'_>,
        picture: &Picture,
        order: &ResourceOrder,
    ) -> Result<Self, ServiceError> {
        let usual = order.unit.clone().or_else(|| by.unit().map(str::to_owned));
        if let Some(unit) = &usual
            && !admin_units::is_known(conn, unit)?
        {
            return Err(words::no_such_unit(unit));
        }
        let mut by_name: HashMap<String, Option<String>> = HashMap::new();
        let mut codes = HashSet::new();
        for commune in picture.communes() {
            codes.insert(commune.code.clone());
            let name = picture.unit_name(&commune.code);
            for key in [unit_key(name), bare_unit_key(name)] {
                // A name two communes bear names neither.
                by_name
                    .entry(key)
                    .and_modify(|held| *held = held.take().filter(|code| *code == commune.code))
                    .or_insert_with(|| Some(commune.code.clone()));
            }
        }
        Ok(Self { usual, by_name, codes })
    }

    fn said(&self, text: Option<&str>) -> Result<String, Localized> {
        match text {
            None => self.usual.clone().ok_or_else(words::no_unit),
            Some(text) if self.codes.contains(text.trim()) => Ok(text.trim().to_owned()),
            Some(text) => {
                let named = self.by_name.get(&unit_key(text)).cloned().flatten();
                named.ok_or_else(|| words::unknown_unit(text))
            }
        }
    }
}

fn unit_key(name: &str) -> String {
    exact_key(name)
}

fn bare_unit_key(name: &str) -> String {
    let key = exact_key(name);
    ["xã ", "phường ", "đặc khu "].iter().find_map(|kind| key.strip_prefix(kind)).unwrap_or(&key).to_owned()
}

/// What is needed to settle one line after the other.
struct Settling<'s> {
    order: &'s ResourceOrder,
    now: Timestamp,
    kinds: Vec<String>,
    items: Vec<SupplyItem>,
    units: Units,
    /// The resources of the units met so far, those that left the registers among them.
    held: BTreeMap<String, Vec<Resource>>,
    /// Resources a line of the file has spoken of.
    seen: HashSet<ResourceId>,
    rows: Vec<LineOutcome>,
}

impl Settling<'_> {
    fn line(
        &mut self,
        conn: &mut StoreConnection,
        by: Importer<'_>,
        number: usize,
        cells: &[(String, String)],
    ) -> Result<(), ServiceError> {
        let register = self.order.register;
        let read = read_row(register, cells, None);
        let unit = match self.units.said(read.commune.as_deref()) {
            Ok(unit) => unit,
            Err(reason) => {
                self.rows.push(self.refused(number, read, "", String::new(), None, vec![reason]));
                return Ok(());
            }
        };
        if !self.held.contains_key(&unit) {
            if let Importer::Person(acting) = by {
                match permit(conn, acting, Permission::EditResources, &unit, self.now) {
                    Err(ServiceError::NotPermitted(_)) => {
                        let reason = words::unit_of_others(&unit);
                        self.rows.push(self.refused(number, read, &unit, String::new(), None, vec![reason]));
                        return Ok(());
                    }
                    permitted => permitted?,
                }
            }
            self.held.insert(unit.clone(), resources::of_unit(conn, &unit, true)?);
        }
        let outcome = self.decide(number, cells, read, &unit);
        self.rows.push(outcome);
        Ok(())
    }

    /// The known resource a line speaks of: by its code, else by what it is.
    fn meaning(&self, read: &RowRead, unit: &str) -> Option<Resource> {
        let held = self.held.get(unit)?;
        let mut of_register = held.iter().filter(|held| held.entry.register() == self.order.register);
        if let Some(code) = &read.code {
            return of_register.find(|held| held.code.eq_ignore_ascii_case(code)).cloned();
        }
        let wanted = same_thing(&read.entry);
        let mut same = of_register.filter(|held| !self.seen.contains(&held.id) && same_thing(&held.entry) == wanted);
        let first = same.next()?;
        // One in the register goes before one that left it.
        let present = std::iter::once(first).chain(same).find(|held| held.retired_on.is_none());
        Some(present.unwrap_or(first).clone())
    }

    fn decide(&mut self, number: usize, cells: &[(String, String)], first: RowRead, unit: &str) -> LineOutcome {
        let register = self.order.register;
        let known = self.meaning(&first, unit);
        let mut read = match &known {
            Some(known) => read_row(register, cells, Some(&known.entry)),
            None => first,
        };
        self.usual_words(&mut read);
        let mut reasons: Vec<Localized> = read.faults.clone();
        // What could not be read is not told a second time as missing.
        if reasons.is_empty() {
            let mut faults = entry_faults(&read.entry);
            faults.extend(read.entry.day_faults(day_of(self.now)));
            reasons.extend(faults.into_iter().map(in_words));
        }
        if let Some(known) = &known
            && !self.seen.insert(known.id)
        {
            reasons.push(words::twice(&known.code));
        }
        let code = match (&known, read.code.clone()) {
            (Some(known), _) => known.code.clone(),
            (None, Some(code)) => {
                reasons.extend(code_fault(&code));
                if self
                    .held
                    .get(unit)
                    .is_some_and(|held| held.iter().any(|other| other.code.eq_ignore_ascii_case(&code)))
                {
                    reasons.push(words::code_taken(&code));
                }
                code
            }
            (None, None) => next_code(register, self.held.get(unit).map_or(&[], Vec::as_slice)),
        };
        if !reasons.is_empty() {
            return self.refused(number, read, unit, code, known, reasons);
        }
        self.accepted(number, read, unit, code, known)
    }

    /// A supply is measured as the list says where the file does not; a kind that is not on the list is another.
    fn usual_words(&self, read: &mut RowRead) {
        if let Details::Supply(supply) = &mut read.entry.details {
            let name = search_key(&read.entry.name);
            if let Some(own) = self.items.iter().find(|item| search_key(&item.name.vi) == name) {
                own.code.clone_into(&mut read.entry.kind);
                read.doubts.retain(|doubt| !doubt.vi.contains("danh mục"));
            }
            if supply.unit.is_empty()
                && let Some(item) = self.items.iter().find(|item| item.code == read.entry.kind)
            {
                item.unit.clone_into(&mut supply.unit);
            }
        }
        if !self.kinds.contains(&read.entry.kind) {
            "other".clone_into(&mut read.entry.kind);
        }
    }

    fn accepted(
        &mut self,
        number: usize,
        read: RowRead,
        unit: &str,
        code: String,
        known: Option<Resource>,
    ) -> LineOutcome {
        let entry = match &known {
            Some(known) => read.entry.after(&known.entry),
            None => read.entry,
        };
        let counted = read.stock.filter(|stock| known.as_ref().is_none_or(|known| known.stock != *stock));
        let was_known = known.is_some();
        let same =
            known.as_ref().is_some_and(|known| known.entry == entry && known.retired_on.is_none() && counted.is_none());
        let resource = match known {
            Some(known) => Resource { entry, retired_on: None, ..known },
            None => Resource {
                id: ResourceId::new(self.now),
                unit_code: unit.to_owned(),
                code,
                revision: 0,
                retired_on: None,
                demonstration: false,
                stock: Quantity::NONE,
                entry,
            },
        };
        let doubtful = !read.doubts.is_empty() && !same;
        let fate = match (same, doubtful, was_known) {
            (true, _, _) => RowFate::Unchanged,
            (false, true, _) => RowFate::Doubtful,
            (false, false, true) => RowFate::Updated,
            (false, false, false) => RowFate::New,
        };
        let taken = !same && (!doubtful || self.order.doubtful.takes(number));
        if taken && !was_known {
            self.seen.insert(resource.id);
            self.held.entry(unit.to_owned()).or_default().push(resource.clone());
        }
        LineOutcome {
            row: number,
            fate,
            taken,
            resource,
            known: was_known,
            reasons: read.doubts,
            remarks: read.remarks,
            counted,
        }
    }

    fn refused(
        &self,
        row: usize,
        read: RowRead,
        unit: &str,
        code: String,
        known: Option<Resource>,
        reasons: Vec<Localized>,
    ) -> LineOutcome {
        LineOutcome {
            row,
            fate: RowFate::Refused,
            taken: false,
            known: known.is_some(),
            resource: Resource {
                id: known.as_ref().map_or_else(|| ResourceId::new(self.now), |known| known.id),
                unit_code: unit.to_owned(),
                code,
                revision: known.as_ref().map_or(0, |known| known.revision),
                retired_on: None,
                demonstration: false,
                stock: known.map(|known| known.stock).unwrap_or_default(),
                entry: read.entry,
            },
            reasons,
            remarks: read.remarks,
            counted: None,
        }
    }

    /// Lines of the register the file leaves out.
    fn missing(&self) -> Vec<(String, String)> {
        let held = self.held.values().flatten();
        let left_out = held.filter(|held| {
            held.entry.register() == self.order.register && held.retired_on.is_none() && !self.seen.contains(&held.id)
        });
        left_out.map(|held| (held.code.clone(), held.entry.name.clone())).collect()
    }
}

fn in_words(fault: FieldFault) -> Localized {
    fault.wording
}

/// Writes what is taken in; whether anything was.
fn write(
    conn: &mut StoreConnection,
    by: Importer<'_>,
    done: &ResourceImport,
    now: Timestamp,
) -> Result<bool, ServiceError> {
    let actor = by.actor();
    let change = Change { at: now, by: actor.name().to_owned(), reason: done.file_name.clone() };
    let mut wrote = false;
    for row in done.rows.iter().filter(|row| row.taken) {
        wrote = true;
        let resource = Resource { revision: row.resource.revision + 1, ..row.resource.clone() };
        if row.known {
            resources::change(conn, &resource, &change)?;
        } else {
            resources::add(conn, &resource, &change)?;
        }
        if let Some(quantity) = row.counted {
            let new = NewMovement {
                kind: MovementKind::Counted,
                quantity,
                happened_on: None,
                reason: done.file_name.clone(),
            };
            moved(conn, &resource, &new, day_of(now), actor.name(), now)?;
        }
    }
    Ok(wrote)
}

fn note(
    conn: &mut StoreConnection,
    by: Importer<'_>,
    register: Register,
    done: &ResourceImport,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let (summary, name, sha256, kind) = (done.summary(), &done.file_name, &done.sha256, register.name());
    let deed = Deed {
        actor: &by.actor(),
        action: "resources_imported",
        kind: "resources",
        id: name.clone(),
        alert: None,
        paper: None,
        detail: Localized::new(
            format!("{name} (sổ {}, SHA-256 {sha256}): {}", kind.vi, summary.vi),
            format!("{name} (register: {}, SHA-256 {sha256}): {}", kind.en, summary.en),
        ),
        also: json!({"register": register}),
    };
    Ok(record(conn, now, deed)?)
}

/// The sentences.
mod words {
    use super::{Localized, ServiceError};

    fn invalid(pointer: &str, vi: impl Into<String>, en: impl Into<String>) -> ServiceError {
        ServiceError::Invalid { pointer: pointer.into(), wording: Localized::new(vi, en) }
    }

    pub fn no_header() -> ServiceError {
        invalid(
            "",
            "Không tìm thấy dòng tiêu đề của sổ này. Dùng tệp mẫu, hoặc đặt tên cột như phụ lục rồi nhập lại.",
            "No row names the columns of this register. Use the template, or name the columns as in the annex.",
        )
    }

    pub fn no_such_unit(code: &str) -> ServiceError {
        let code: String = code.chars().take(40).collect();
        invalid("/unit", format!("Không có đơn vị “{code}”."), format!("There is no unit “{code}”."))
    }

    pub fn no_unit() -> Localized {
        Localized::new(
            "Chưa biết của xã nào. Chọn xã, hoặc thêm cột Xã vào tệp.",
            "It is not known which commune it is of. Choose one, or add a column for it.",
        )
    }

    pub fn unknown_unit(text: &str) -> Localized {
        let text: String = text.chars().take(60).collect();
        Localized::new(
            format!("Không biết xã “{text}”, hoặc có nhiều xã cùng tên. Ghi mã xã vào cột Xã."),
            format!("The commune “{text}” is not known, or several bear the name. Write its code into the column."),
        )
    }

    pub fn unit_of_others(unit: &str) -> Localized {
        Localized::new(
            format!(
                "Dòng của đơn vị {unit}, ngoài địa bàn tài khoản phụ trách. Gửi dòng này cho người phụ trách nơi đó."
            ),
            format!("The line is of the unit {unit}, which this account does not answer for. Send it to whoever does."),
        )
    }

    pub fn twice(code: &str) -> Localized {
        Localized::new(
            format!("Một dòng trước đã nói về {code}. Bỏ một dòng, hoặc ghi mã khác."),
            format!("A line before speaks of {code} already. Take one out, or give another code."),
        )
    }

    pub fn code_taken(code: &str) -> Localized {
        Localized::new(
            format!("Mã {code} đã dùng ở sổ khác của đơn vị. Đổi mã."),
            format!("The code {code} is in use in another register of the unit. Change it."),
        )
    }
}
