//! The annex tables row by row. A row is known by the columns its table names; the rest of its cells may differ.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::kernel::Localized;
use crate::plans::annex::{Annexes, CellKind, TableForm};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum CellValue {
    /// A whole number.
    Whole(u64),
    /// A text, a day, a telephone number, or the code of a choice.
    Text(String),
    /// Nothing: not known.
    Unknown(()),
}

/// A row: its cells by column.
pub type Row = BTreeMap<String, CellValue>;

/// What differs in a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TableChange {
    /// The table.
    pub key: String,
    /// The number of the annex.
    pub annex: u8,
    /// Its title.
    pub title: Localized,
    /// In a sentence.
    pub message: Localized,
    /// How many rows were added.
    pub added_count: usize,
    /// How many rows were removed.
    pub removed_count: usize,
    /// How many rows have other cells.
    pub changed_count: usize,
    /// Whether the rows are not told because the reader may not see who lives where.
    pub withheld: bool,
    /// Rows only the later version has.
    pub added: Vec<Row>,
    /// Rows only the earlier version has.
    pub removed: Vec<Row>,
    /// Rows that both have, with cells that differ.
    pub changed: Vec<RowChange>,
}

/// A row that both versions have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RowChange {
    /// What it is known by.
    pub known_by: String,
    /// The cells that differ.
    pub cells: Vec<CellChange>,
}

/// A cell that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CellChange {
    /// The column.
    pub key: String,
    /// Its heading.
    pub heading: Localized,
    /// Before.
    pub before: CellValue,
    /// After.
    pub after: CellValue,
}

impl TableChange {
    pub(super) fn withhold_rows(&mut self) {
        self.withheld = true;
        self.added.clear();
        self.removed.clear();
        self.changed.clear();
    }

    pub(super) fn withhold_phones(&mut self) {
        let Some(form) = Annexes::forms().into_iter().find(|form| form.key == self.key) else { return };
        for column in form.columns.iter().filter(|column| column.kind == CellKind::Phone) {
            for row in self.added.iter_mut().chain(&mut self.removed) {
                row.remove(column.key);
            }
            for row in &mut self.changed {
                row.cells.retain(|cell| cell.key != column.key);
            }
        }
    }
}

/// The tables that differ, in the order of the annexes.
pub(super) fn changes(from: &Annexes, to: &Annexes) -> Vec<TableChange> {
    let (from, to) = (rows_of(from), rows_of(to));
    let none: &[Row] = &[];
    Annexes::forms()
        .iter()
        .filter_map(|form| {
            let rows = |side: &'_ BTreeMap<String, Vec<Row>>| side.get(form.key).cloned().unwrap_or(none.to_vec());
            table_change(form, &rows(&from), &rows(&to))
        })
        .collect()
}

fn rows_of(annexes: &Annexes) -> BTreeMap<String, Vec<Row>> {
    serde_json::to_value(annexes)
        .unwrap_or_default()
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, rows)| (key.clone(), rows.as_array().into_iter().flatten().map(row_of).collect()))
        .collect()
}

fn row_of(row: &Value) -> Row {
    let cell = |value: &Value| match value {
        Value::String(text) if !text.is_empty() => CellValue::Text(text.clone()),
        Value::Number(number) => number.as_u64().map_or(CellValue::Unknown(()), CellValue::Whole),
        _ => CellValue::Unknown(()),
    };
    row.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), cell(value))).collect()
}

fn known_by(form: &TableForm, row: &Row) -> String {
    let words = form.known_by.iter().filter_map(|key| match row.get(*key) {
        Some(CellValue::Text(text)) => Some(text.trim()).filter(|text| !text.is_empty()),
        _ => None,
    });
    words.collect::<Vec<_>>().join(", ")
}

fn grouped<'r>(form: &TableForm, rows: &'r [Row]) -> BTreeMap<String, Vec<&'r Row>> {
    let mut groups: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        groups.entry(known_by(form, row)).or_default().push(row);
    }
    groups
}

fn table_change(form: &TableForm, from: &[Row], to: &[Row]) -> Option<TableChange> {
    let (mut from, mut to) = (grouped(form, from), grouped(form, to));
    let keys: BTreeSet<String> = from.keys().chain(to.keys()).cloned().collect();
    let (mut added, mut removed, mut changed) = (Vec::new(), Vec::new(), Vec::new());
    for key in keys {
        let (mut before, mut after) = (from.remove(&key).unwrap_or_default(), to.remove(&key).unwrap_or_default());
        take_equal(&mut before, &mut after);
        let pairs = before.len().min(after.len());
        added.extend(after.iter().skip(pairs).map(|row| (*row).clone()));
        removed.extend(before.iter().skip(pairs).map(|row| (*row).clone()));
        changed.extend(
            before
                .iter()
                .zip(&after)
                .map(|(before, after)| RowChange { known_by: key.clone(), cells: cell_changes(form, before, after) }),
        );
    }
    if added.is_empty() && removed.is_empty() && changed.is_empty() {
        return None;
    }
    Some(TableChange {
        key: form.key.to_owned(),
        annex: form.annex,
        title: form.title.clone(),
        message: sentence(form, added.len(), removed.len(), changed.len()),
        added_count: added.len(),
        removed_count: removed.len(),
        changed_count: changed.len(),
        withheld: false,
        added,
        removed,
        changed,
    })
}

/// Takes away the rows that are the same on both sides, so that one row less is told as one row less.
fn take_equal(before: &mut Vec<&Row>, after: &mut Vec<&Row>) {
    before.retain(|row| match after.iter().position(|other| other == row) {
        Some(at) => {
            after.remove(at);
            false
        }
        None => true,
    });
}

fn cell_changes(form: &TableForm, before: &Row, after: &Row) -> Vec<CellChange> {
    let cell = |row: &Row, key: &str| row.get(key).cloned().unwrap_or(CellValue::Unknown(()));
    form.columns
        .iter()
        .map(|column| CellChange {
            key: column.key.to_owned(),
            heading: column.heading.clone(),
            before: cell(before, column.key),
            after: cell(after, column.key),
        })
        .filter(|cell| cell.before != cell.after)
        .collect()
}

fn sentence(form: &TableForm, added: usize, removed: usize, changed: usize) -> Localized {
    let parts = [(added, "thêm", "added"), (removed, "bỏ", "removed"), (changed, "sửa", "changed")];
    let parts = parts.iter().filter(|(count, ..)| *count > 0);
    let (vi, en): (Vec<_>, Vec<_>) =
        parts.map(|(count, vi, en)| (format!("{vi} {count} dòng"), format!("{count} rows {en}"))).unzip();
    Localized::new(
        format!("Phụ lục {}. {}: {}.", form.annex, form.title.vi, vi.join(", ")),
        format!("Annex {}. {}: {}.", form.annex, form.title.en, en.join(", ")),
    )
}
