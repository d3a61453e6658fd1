//! A sheet of a household register as officials keep it (Phụ lục 3), read into rows: where its header is, what its
//! columns hold, which rows are households, which name a village, which are totals.
//!
//! What a row means for the register is decided by whoever imports it.

mod columns;
mod field;
mod header;
mod row;
mod rows;

pub use columns::{Column, titles};
pub use field::Field;
pub use header::{day_in, numbers_columns};
pub use row::HouseholdRow;
pub use rows::{PassedOver, SheetRead, Total, read_sheet};

/// A row of a sheet: its number, as people count, and its cells as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Counted from 1.
    pub number: usize,
    /// From the first column on; texts trimmed and composed.
    pub cells: Vec<String>,
}

impl SheetRow {
    /// A cell; empty where the row ends before it.
    pub fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", String::as_str)
    }

    /// The cells that hold something, each with its place.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        self.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()).map(|(at, cell)| (at, cell.as_str()))
    }
}
