//! The header of a sheet, what its columns hold, and the rows below.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::households::bare_words;
use crate::households::sheet::{SheetRow, numbers_columns, titles};
use crate::resources::Register;

/// How many rows are looked through for the header.
const LOOKED_AT: usize = 60;

/// The names of columns by field, of one register.
type Names = HashMap<String, String>;

static NAMES: LazyLock<HashMap<Register, Names>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        #[serde(rename = "note")]
        _note: String,
        common: BTreeMap<String, Vec<String>>,
        #[serde(flatten)]
        own: BTreeMap<Register, BTreeMap<String, Vec<String>>>,
    }
    let file: File =
        serde_json::from_str(include_str!("columns.json")).unwrap_or_else(|error| panic!("columns.json: {error}"));
    let by_name = |fields: &BTreeMap<String, Vec<String>>, names: &mut Names| {
        for (field, words) in fields {
            for word in words {
                names.entry(word.clone()).or_insert_with(|| field.clone());
            }
        }
    };
    file.own
        .iter()
        .map(|(register, fields)| {
            let mut names = Names::new();
            by_name(fields, &mut names);
            by_name(&file.common, &mut names);
            (*register, names)
        })
        .collect()
});

/// The fields a column of the register can hold.
pub fn field_codes(register: Register) -> Vec<String> {
    let mut codes: Vec<String> = NAMES.get(&register).into_iter().flat_map(HashMap::values).cloned().collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// What a column of this name holds: the whole name goes before the longest part of it.
fn field_of(register: Register, title: &str) -> Option<String> {
    let bare = bare_words(title);
    if bare.is_empty() || bare.len() > 200 {
        return None;
    }
    let names = NAMES.get(&register)?;
    names.get(&bare).cloned().or_else(|| {
        let padded = format!(" {bare} ");
        let held = names.iter().filter(|(name, _)| name.len() > 4 && padded.contains(&format!(" {name} ")));
        held.max_by_key(|(name, _)| (name.len(), std::cmp::Reverse(name.as_str()))).map(|(_, field)| field.clone())
    })
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetColumn {
    /// Its place, counted from 0.
    pub at: usize,
    /// Its title; of a header in two levels both, the upper first.
    pub title: Vec<String>,
    /// What it holds; `None` where it is not read.
    pub field: Option<String>,
}

/// The lines of a sheet, each with what stands in the columns that are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetLines {
    /// The columns.
    pub columns: Vec<SheetColumn>,
    /// The rows that speak of something: their numbers and their cells by field.
    pub rows: Vec<(usize, Vec<(String, String)>)>,
    /// The rows that are nothing of the register: totals, signatures.
    pub passed_over: Vec<usize>,
}

/// Reads a sheet; `chosen` says of columns, by their place, what they hold in place of what their titles say. `None`
/// where no row names the columns.
pub fn read_lines(register: Register, rows: &[SheetRow], chosen: &[(usize, Option<String>)]) -> Option<SheetLines> {
    let (first, levels) = header_of(register, rows)?;
    let header: Vec<&SheetRow> = rows.iter().skip(first).take(levels).collect();
    let mut taken = std::collections::HashSet::new();
    let columns = titles(&header).into_iter().enumerate().map(|(at, title)| {
        let said = chosen.iter().find(|(place, _)| *place == at).map(|(_, field)| field.clone());
        let own = || title.last().and_then(|name| field_of(register, name));
        let above = || field_of(register, &title.join(" "));
        let field = said.unwrap_or_else(|| own().or_else(above)).filter(|field| taken.insert(field.clone()));
        SheetColumn { at, title, field }
    });
    let mut lines = SheetLines { columns: columns.collect(), ..SheetLines::default() };
    for row in rows.iter().skip(first + levels) {
        if row.filled().next().is_none() || numbers_columns(row) {
            continue;
        }
        let cell = |column: &SheetColumn| {
            let text = row.cell(column.at);
            Some((column.field.clone()?, text.to_owned())).filter(|_| !text.is_empty())
        };
        let cells: Vec<(String, String)> = lines.columns.iter().filter_map(cell).collect();
        if speaks_of_something(&cells) {
            lines.rows.push((row.number, cells));
        } else {
            lines.passed_over.push(row.number);
        }
    }
    Some(lines)
}

/// A line has a name and something beside it, or a number of its own and something beside that.
fn speaks_of_something(cells: &[(String, String)]) -> bool {
    let has = |field: &str| cells.iter().find(|(held, _)| held == field).map(|(_, text)| text.as_str());
    let numbered = has("ordinal").is_some_and(|text| text.trim_end_matches(['.', ')']).parse::<i64>().is_ok());
    let total = cells.iter().take(2).any(|(_, text)| {
        matches!(bare_words(text).as_str(), "cong" | "tong" | "tong cong" | "tong so" | "nguoi lap bieu")
    });
    !total && cells.len() >= 2 && (has("name").is_some() || (numbered && cells.len() >= 3) || cells.len() >= 4)
}

/// The rows of the header, by their places: the first, and how many.
fn header_of(register: Register, rows: &[SheetRow]) -> Option<(usize, usize)> {
    let fields =
        |row: &SheetRow| -> Vec<String> { row.filled().filter_map(|(_, cell)| field_of(register, cell)).collect() };
    let (first, _) = rows
        .iter()
        .take(LOOKED_AT)
        .enumerate()
        .map(|(at, row)| (at, fields(row)))
        .filter(|(_, fields)| fields.len() >= 2 && fields.iter().any(|field| field == "name"))
        .max_by_key(|(at, fields)| (fields.len(), std::cmp::Reverse(*at)))?;
    let name_at = rows.get(first)?.filled().find(|(_, cell)| field_of(register, cell).as_deref() == Some("name"))?.0;
    let lower = rows.get(first + 1).is_some_and(|row| {
        let words = row.filled().all(|(_, cell)| !cell.contains(|c: char| c.is_ascii_digit()));
        words && row.filled().count() >= 2 && row.cell(name_at).is_empty() && !fields(row).is_empty()
    });
    Some((first, if lower { 2 } else { 1 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(lines: &[&str]) -> Vec<SheetRow> {
        let row = |(at, line): (usize, &&str)| SheetRow {
            number: at + 1,
            cells: line.split('|').map(|cell| cell.trim().to_owned()).collect(),
        };
        lines.iter().enumerate().map(row).collect()
    }

    #[test]
    fn every_name_of_the_list_is_as_it_is_compared() {
        for (register, names) in NAMES.iter() {
            for name in names.keys() {
                assert_eq!(&bare_words(name), name, "{register:?}");
            }
        }
    }

    #[test]
    fn the_columns_of_the_annexes_are_known() {
        let check = |register, header: &str, expected: &[&str]| {
            let found: Vec<String> =
                header.split('|').map(|title| field_of(register, title).unwrap_or_else(|| "–".into())).collect();
            assert_eq!(found, expected, "{header}");
        };
        check(
            Register::Vehicle,
            "TT|Tên phương tiện, trang thiết bị|Đơn vị tính|Số lượng hiện có|Tình trạng|Nơi để|Chủ sở hữu (Nhà nước/tư nhân – hợp đồng huy động)|Người quản lý, lái, số điện thoại|Ghi chú",
            &["ordinal", "name", "measure", "number", "condition", "place", "owner", "keeper", "remark"],
        );
        check(
            Register::Team,
            "TT|Lực lượng|Đơn vị|Số người|Người chỉ huy|Số điện thoại|Nhiệm vụ|Thời gian có mặt|Ghi chú",
            &["ordinal", "name", "place", "people", "keeper", "phone", "duty", "minutes", "remark"],
        );
        check(
            Register::Supply,
            "TT|Danh mục|Đơn vị tính|Nhu cầu|Hiện có|Còn thiếu|Nguồn (dự trữ, hợp đồng với cửa hàng, vận động)|Nơi dự trữ|Hạn sử dụng|Ghi chú",
            &["ordinal", "name", "measure", "needed", "stock", "–", "source", "place", "expires_on", "remark"],
        );
        check(
            Register::Contact,
            "TT|Họ và tên|Chức vụ|Nhiệm vụ trong BCH|Điện thoại di động|Điện thoại/bộ đàm dự phòng|Phụ trách thôn",
            &["ordinal", "name", "title", "duty", "phone", "backup_phone", "villages"],
        );
    }

    #[test]
    fn totals_signatures_and_numbers_of_columns_are_passed_over() {
        let rows = sheet(&[
            "UBND XÃ NGỌC LINH",
            "TT | Lực lượng | Đơn vị | Số người",
            "1 | 2 | 3 | 4",
            "1 | Dân quân tự vệ | BCH quân sự xã | 28",
            "2 | | Công an xã | 7",
            "Tổng cộng | | | 35",
            " | NGƯỜI LẬP BIỂU",
        ]);
        let lines = read_lines(Register::Team, &rows, &[]).unwrap();
        assert_eq!(lines.rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [4, 5]);
        assert_eq!(lines.passed_over, [6, 7]);
        let other = read_lines(Register::Team, &rows, &[(2, Some("duty".into()))]).unwrap();
        assert_eq!(other.columns[2].field.as_deref(), Some("duty"));
        assert!(read_lines(Register::Team, &sheet(&["a | b", "1 | 2"]), &[]).is_none());
    }
}
