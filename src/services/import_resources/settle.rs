//! Each line of a file held against the register: what it speaks of, what becomes of it, and why.

use std::collections::{BTreeMap, HashSet};

use super::units::Units;
use super::{LineOutcome, ResourceFile, ResourceImport, ResourceOrder, words};
use crate::accounts::Permission;
use crate::households::code_fault;
use crate::households::sheet::SheetRow;
use crate::kernel::folding::search_key;
use crate::kernel::ids::ResourceId;
use crate::kernel::{Localized, Timestamp};
use crate::plans::FieldFault;
use crate::resources::sheet::{RowRead, SheetLines, field_codes, read_lines, read_row};
use crate::resources::{Details, Quantity, Register, Resource, SupplyItem, entry_faults, same_thing};
use crate::services::ServiceError;
use crate::services::import_households::RowFate;
use crate::services::import_zones::Importer;
use crate::services::live_data::{Picture, day_of};
use crate::services::permit::permit;
use crate::services::resource_register::{known_kinds, next_code};
use crate::services::supply_list::supply_items;
use crate::store::{StoreConnection, resources};

/// Holds every line of the file against the register.
pub(super) fn settle(
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
