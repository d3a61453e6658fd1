//! Registers of resources as offices keep them: which column is which, and what a row says.

mod cells;
mod columns;
mod row;

pub use columns::{SheetColumn, SheetLines, field_codes, read_lines};
pub use row::{RowRead, read_row};
