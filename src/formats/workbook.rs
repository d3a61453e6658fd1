//! Excel workbooks (.xlsx) of places: the table of one sheet, with or without titles above it.

use csv::StringRecord;
use serde_json::Value;

use super::csv::{features_of, names_shapes, rows_of, value};
use super::faults::{fault, nothing_inside};
use super::table::{Sheet, read_table};
use super::table_writing::{Cell, TableToWrite, write_xlsx};
use super::{FeatureFile, FileFeature, Format, FormatFault};
use crate::kernel::Localized;

/// How many rows are looked through for the names of the columns.
const HEAD_WITHIN: usize = 40;
/// The longest text Excel keeps in a cell.
const LONGEST_CELL: usize = 32_767;

/// Reads the sheet that names columns of coordinates, else the one with the most rows.
pub(super) fn read(bytes: &[u8]) -> Result<FeatureFile, FormatFault> {
    let table = read_table(bytes)?;
    let sheets = || table.sheets.iter().filter(|sheet| !sheet.rows.is_empty());
    let told = sheets().find_map(|sheet| head_of(sheet).map(|head| (sheet, head)));
    let (sheet, head) = told
        .or_else(|| sheets().max_by_key(|sheet| sheet.rows.len()).map(|sheet| (sheet, widest_row(sheet))))
        .ok_or_else(|| nothing_inside("Excel"))?;
    let mut rows = sheet.rows.iter().skip(head).map(|(number, cells)| (number - 1, StringRecord::from(cells.clone())));
    let (_, names) = rows.next().ok_or_else(|| nothing_inside("Excel"))?;
    let mut file = features_of(Format::Xlsx, "Excel", &names, rows.map(Ok))?;
    file.remarks.extend(table.remarks.iter().cloned());
    if sheets().count() > 1 {
        file.remarks.push(Localized::new(
            format!("Tệp có nhiều trang tính; chỉ đọc trang “{}”.", sheet.name),
            format!("The workbook has several sheets; only “{}” was read.", sheet.name),
        ));
    }
    Ok(file)
}

/// The place of the row that names columns of coordinates.
fn head_of(sheet: &Sheet) -> Option<usize> {
    sheet.rows.iter().take(HEAD_WITHIN).position(|(_, cells)| names_shapes(&StringRecord::from(cells.clone())))
}

/// The place of the first row that fills the most columns: titles above a table fill few.
fn widest_row(sheet: &Sheet) -> usize {
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
    let first = sheet.rows.iter().take(HEAD_WITHIN).enumerate().rev();
    first.max_by_key(|(_, (_, cells))| filled(cells)).map_or(0, |(at, _)| at)
}

/// Writes a sheet with what [`rows_of`] says.
pub(super) fn write(layer_name: &str, features: &[FileFeature], epsg: u16) -> Result<Vec<u8>, FormatFault> {
    let mut rows = rows_of(features, epsg)?.into_iter();
    let names = rows.next().unwrap_or_default();
    let mut table = TableToWrite { columns: names.into_iter().map(|name| (name, 16)).collect(), ..Default::default() };
    for row in rows {
        if row.iter().any(|cell| cell.chars().count() > LONGEST_CELL) {
            return Err(fault(
                "Vùng có quá nhiều đỉnh cho một ô Excel. Chọn định dạng khác, chẳng hạn GeoPackage.",
                "An outline has too many corners for a cell of Excel. Choose another format, such as GeoPackage.",
            ));
        }
        table.rows.push(row.iter().map(|text| cell_of(text)).collect());
    }
    write_xlsx(layer_name, &table)
}

fn cell_of(text: &str) -> Cell {
    match value(text) {
        Value::Number(number) => {
            number.as_f64().filter(|number| number.abs() < 1e15).map_or(Cell::text(text), Cell::Number)
        }
        _ => Cell::text(text),
    }
}

#[cfg(test)]
mod tests {
    use geo::{Geometry, Point};

    use super::*;

    #[test]
    fn a_table_under_titles_on_the_second_sheet_is_found() {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().set_name("Ghi chú").unwrap().write(0, 0, "Danh sách điểm sơ tán năm 2026").unwrap();
        let sheet = book.add_worksheet().set_name("Điểm").unwrap();
        sheet.write(0, 0, "ỦY BAN NHÂN DÂN XÃ NGỌC LINH").unwrap();
        for (at, name) in ["TT", "Mã", "Tên điểm", "Sức chứa", "Kinh độ", "Vĩ độ"].into_iter().enumerate()
        {
            sheet.write(2, u16::try_from(at).unwrap(), name).unwrap();
        }
        sheet.write(3, 0, 1).unwrap();
        sheet.write(3, 1, "07").unwrap();
        sheet.write(3, 2, "Trường Ngọc Linh").unwrap();
        sheet.write(3, 3, 120).unwrap();
        sheet.write(3, 4, 107.95).unwrap();
        sheet.write(3, 5, 15.08).unwrap();
        let file = super::super::read("diem.xlsx", &book.save_to_buffer().unwrap()).unwrap();
        assert_eq!((file.format, file.features.len(), file.remarks.len()), (Format::Xlsx, 1, 1));
        let only = &file.features[0];
        assert_eq!(only.place.vi, "dòng 4");
        assert_eq!(only.geometry, Some(Geometry::Point(Point::new(107.95, 15.08))));
        assert_eq!((&only.properties["Mã"], &only.properties["Sức chứa"]), (&"07".into(), &120.into()));
    }
}
