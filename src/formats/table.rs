//! Tables of offices: Excel workbooks (.xlsx) and CSV, as rows of texts.
//!
//! A workbook is read cell by cell, so that one cell at the far end of a sheet costs one cell.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, Xlsx};
use chrono::{NaiveDate, TimeDelta};

use super::csv::{delimiter_of, without_sep_line};
use super::faults::{damaged, fault, nothing_inside, too_large};
use super::{FormatFault, archive, encoding, text};
use crate::kernel::Localized;
use crate::kernel::folding::nfc;

/// The largest table that is read.
pub const MAX_TABLE_BYTES: usize = 20 * 1024 * 1024;
/// The most bytes of a workbook, unpacked.
const MAX_UNPACKED: u64 = 400 * 1024 * 1024;
/// The most rows of a sheet.
const MAX_ROWS: usize = 50_000;
/// The most columns of a sheet; cells beyond them are left out.
const MAX_COLUMNS: usize = 300;
/// The longest text of a cell, in characters; what is beyond is left out.
const MAX_CELL: usize = 5_000;
/// The most sheets of a workbook that are read.
const MAX_SHEETS: usize = 50;

/// A table, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Its sheets; a CSV has one without a name.
    pub sheets: Vec<Sheet>,
    /// What was noticed about the file as a whole.
    pub remarks: Vec<Localized>,
}

/// A sheet: rows that hold something, each with its number, counted from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its rows; texts are trimmed and composed.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// Reads a workbook or a CSV, told apart by their content.
pub fn read_table(bytes: &[u8]) -> Result<Table, FormatFault> {
    if bytes.len() > MAX_TABLE_BYTES {
        return Err(too_large(MAX_TABLE_BYTES));
    }
    let mut table = if bytes.starts_with(b"PK") {
        // The reader is a stranger's; whatever it trips over is a fault of the file.
        catch_unwind(AssertUnwindSafe(|| workbook(bytes))).map_err(|_| damaged("Excel", &"unreadable"))??
    } else if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(fault(
            "Tệp là Excel đời cũ (.xls) hoặc có mật khẩu. Mở bằng Excel, chọn Lưu thành (Save As) dạng .xlsx không mật khẩu rồi nhập lại.",
            "The file is an old Excel workbook (.xls) or has a password. Open it in Excel, save it as .xlsx without a password and import that.",
        ));
    } else {
        csv(bytes)?
    };
    let cells = table.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows).flat_map(|(_, cells)| cells);
    table.remarks.extend(encoding::mend_texts(cells));
    for (_, cells) in table.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows) {
        for cell in cells {
            *cell = tidy(cell);
        }
    }
    if table.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(nothing_inside("Excel, CSV"));
    }
    Ok(table)
}

/// A text composed, in single spaces, line breaks kept, without what cannot be seen.
fn tidy(cell: &str) -> String {
    let seen = cell.chars().take(MAX_CELL).map(|c| if c == '\u{a0}' || c == '\t' { ' ' } else { c });
    let seen: String =
        seen.filter(|c| *c == '\n' || !(c.is_control() || matches!(c, '\u{200b}' | '\u{feff}'))).collect();
    let lines = nfc(&seen);
    let lines = lines.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn workbook(bytes: &[u8]) -> Result<Table, FormatFault> {
    archive::refuse_larger(bytes, MAX_UNPACKED)?;
    let mut book: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged("Excel", &error))?;
    let mut table = Table::default();
    for name in book.sheet_names().into_iter().take(MAX_SHEETS) {
        // A sheet that holds a chart has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut sheet = Sheet { name, rows: Vec::new() };
        while let Some(cell) = cells.next_cell().map_err(|error| damaged("Excel", &error))? {
            let (row, column) = cell.get_position();
            keep(&mut sheet, row as usize + 1, column as usize, cell_text(cell.get_value()))?;
        }
        table.sheets.push(sheet);
    }
    Ok(table)
}

/// Puts a cell where it belongs; cells come in the order of the file, which may be any.
fn keep(sheet: &mut Sheet, number: usize, column: usize, text: String) -> Result<(), FormatFault> {
    if text.trim().is_empty() || column >= MAX_COLUMNS {
        return Ok(());
    }
    let place = match sheet.rows.binary_search_by_key(&number, |(number, _)| *number) {
        Ok(place) => place,
        Err(_) if sheet.rows.len() >= MAX_ROWS => return Err(too_many_rows()),
        Err(place) => {
            sheet.rows.insert(place, (number, Vec::new()));
            place
        }
    };
    if let Some((_, cells)) = sheet.rows.get_mut(place) {
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = text;
        }
    }
    Ok(())
}

fn too_many_rows() -> FormatFault {
    fault(
        format!("Tệp có hơn {MAX_ROWS} dòng. Chia danh sách theo thôn rồi nhập từng tệp."),
        format!("The file has more than {MAX_ROWS} rows. Part the list by village and import the parts."),
    )
}

/// A cell as people read it: whole numbers without a point, days the Vietnamese way.
fn cell_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "x".to_owned(),
        DataRef::DateTime(day) => day_text(day.as_f64()),
        DataRef::Bool(false) | DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Days since 30 December 1899, as a day.
fn day_text(days: f64) -> String {
    #[allow(clippy::cast_possible_truncation)]
    let whole = days.floor() as i64;
    let first = NaiveDate::from_ymd_opt(1899, 12, 30);
    let day = first.zip(TimeDelta::try_days(whole)).and_then(|(first, days)| first.checked_add_signed(days));
    day.map_or_else(|| days.to_string(), |day| day.format("%-d/%-m/%Y").to_string())
}

fn csv(bytes: &[u8]) -> Result<Table, FormatFault> {
    let decoded = text::decode(bytes);
    let body = without_sep_line(&decoded.text);
    let first_line = usize::from(body.len() != decoded.text.len());
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(likely_delimiter(&decoded.text))
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut sheet = Sheet::default();
    for row in reader.records() {
        let row = row.map_err(|error| damaged("CSV", &error))?;
        let line = row.position().map_or(0, |at| line_of(body, at));
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if sheet.rows.len() >= MAX_ROWS {
            return Err(too_many_rows());
        }
        sheet.rows.push((line + first_line, row.iter().take(MAX_COLUMNS).map(str::to_owned).collect()));
    }
    Ok(Table { sheets: vec![sheet], remarks: Vec::new() })
}

/// The line a record begins on. The reader tells where it went on looking, which may be before empty lines.
fn line_of(body: &str, at: &::csv::Position) -> usize {
    let (line, byte) = (usize::try_from(at.line()).unwrap_or(0), usize::try_from(at.byte()).unwrap_or(usize::MAX));
    let rest = body.as_bytes().get(byte..).unwrap_or_default();
    line + rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).filter(|byte| **byte == b'\n').count()
}

/// The delimiter of the first line that has several: titles above a table have none.
fn likely_delimiter(text: &str) -> u8 {
    let several = |line: &&str| [';', '\t', ','].iter().any(|mark| line.matches(*mark).count() >= 3);
    text.lines().take(40).find(several).map_or_else(|| delimiter_of(text), delimiter_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<(usize, Vec<String>)> {
        read_table(bytes).unwrap().sheets.remove(0).rows
    }

    #[test]
    fn a_workbook_is_read_as_people_see_it() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(2, 1, "Họ  tên").unwrap();
        sheet.write(3, 1, "Y Gio\u{301}").unwrap();
        sheet.write(3, 2, 912_345_678).unwrap();
        sheet.write(3, 3, 4.0).unwrap();
        sheet.write(3, 4, 107.942_064).unwrap();
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 4, 15).unwrap();
        sheet.write_with_format(3, 5, &day, &rust_xlsxwriter::Format::new().set_num_format("d/m/yyyy")).unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let expected = ["", "Y Gió", "912345678", "4", "107.942064", "15/4/2026"].map(str::to_owned).to_vec();
        assert_eq!(rows(&bytes), [(3, vec![String::new(), "Họ tên".into()]), (4, expected)]);
    }

    #[test]
    fn a_cell_at_the_far_end_costs_one_cell() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(1_048_575, 16_383, "x").unwrap();
        sheet.write(1_048_574, 0, "y").unwrap();
        assert_eq!(rows(&book.save_to_buffer().unwrap()), [(1_048_575, vec!["y".to_owned()])]);
    }

    #[test]
    fn old_encodings_and_delimiters_are_recognised() {
        assert_eq!(
            rows("a;b\n\n1;Ngọc\n".as_bytes()),
            [(1, vec!["a".to_owned(), "b".into()]), (3, vec!["1".to_owned(), "Ngọc".into()])]
        );
        let title_above = rows("Danh sách hộ, xã Ngọc Linh\nTT;Chủ hộ;Thôn;Số khẩu\n1;A;B;2\n".as_bytes());
        assert_eq!(title_above[1].1.len(), 4);
        // TCVN3: each letter is one byte of Windows-1252.
        let old: Vec<u8> =
            "Hä tªn chñ hé,Th«n\nNguyÔn V¨n TÌo,Ngäc Nang\n".chars().map(|c| text::byte_of(c).unwrap()).collect();
        let read = read_table(&old).unwrap();
        assert_eq!(read.sheets[0].rows[1].1[0], "Nguyễn Văn Tèo");
        assert_eq!(read.remarks.len(), 1);
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for bytes in [&b"PK\x03\x04nonsense"[..], b"\xD0\xCF\x11\xE0\xA1", b"", b"\n\n"] {
            assert!(read_table(bytes).is_err(), "{bytes:?}");
        }
    }
}
