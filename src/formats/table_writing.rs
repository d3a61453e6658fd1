//! Tables of offices, written: an Excel workbook with a title and a header, or a CSV that Excel opens.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::FormatFault;
use super::faults::unwritten;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A text, or nothing where it is empty.
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self::Number(number as f64)
    }
}

/// A table that is to be written.
#[derive(Debug, Clone, Default)]
pub struct TableToWrite {
    /// Lines above the table.
    pub titles: Vec<String>,
    /// The names of the columns, each with its width in characters.
    pub columns: Vec<(String, u16)>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Lines below the table.
    pub notes: Vec<String>,
}

/// The table as a workbook of one sheet.
pub fn write_xlsx(sheet_name: &str, table: &TableToWrite) -> Result<Vec<u8>, FormatFault> {
    workbook(sheet_name, table).map_err(|error| unwritten("Excel", &error))
}

fn workbook(sheet_name: &str, table: &TableToWrite) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain: String = sheet_name.chars().filter(|c| !"[]:*?/\\".contains(*c)).take(31).collect();
    sheet.set_name(&plain)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    let font = |format: Format| format.set_font_name("Times New Roman").set_font_size(12);
    let title = font(Format::new()).set_bold();
    let head = font(Format::new())
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    let body = font(Format::new()).set_border(FormatBorder::Thin).set_align(FormatAlign::Top).set_text_wrap();
    let note = font(Format::new()).set_italic();
    let mut row = 0;
    for line in &table.titles {
        sheet.write_string_with_format(row, 0, line, &title)?;
        row += 1;
    }
    for (at, (name, width)) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(row, at, name, &head)?;
        sheet.set_column_width(at, f64::from(*width))?;
    }
    sheet.set_freeze_panes(row + 1, 0)?;
    sheet.set_repeat_rows(row, row)?;
    row += 1;
    for cells in &table.rows {
        for (at, cell) in (0_u16..).zip(cells) {
            write_cell(sheet, row, at, cell, &body)?;
        }
        row += 1;
    }
    for line in &table.notes {
        sheet.write_string_with_format(row, 0, line, &note)?;
        row += 1;
    }
    book.save_to_buffer()
}

/// Texts are written as texts, so that none becomes a formula and a telephone number keeps its zero.
fn write_cell(sheet: &mut Worksheet, row: u32, at: u16, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => sheet.write_string_with_format(row, at, text, format)?,
        Cell::Number(number) => sheet.write_number_with_format(row, at, *number, format)?,
        Cell::Empty => sheet.write_blank(row, at, format)?,
    };
    Ok(())
}

/// The table as a CSV with a byte order mark, so that Excel takes it for Unicode. What a spreadsheet would run as a
/// formula has an apostrophe before it.
pub fn write_csv(table: &TableToWrite) -> Result<Vec<u8>, FormatFault> {
    let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer("\u{feff}".as_bytes().to_vec());
    let failed = |error: ::csv::Error| unwritten("CSV", &error);
    writer.write_record(table.columns.iter().map(|(name, _)| name.as_str())).map_err(failed)?;
    for cells in &table.rows {
        let texts = cells.iter().map(|cell| match cell {
            Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Empty => String::new(),
        });
        writer.write_record(texts).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| unwritten("CSV", &error.error()))
}
