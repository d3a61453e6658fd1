//! Where the header of a sheet is, and what the rows above it tell.

use chrono::NaiveDate;

use super::columns::{fields, titles};
use super::{Field, SheetRow};
use crate::households::words::{bare, field_of};

/// How many rows are looked through for the header.
const LOOKED_AT: usize = 60;
/// The most levels of a header.
const LEVELS: usize = 3;

/// The rows of the header, by their places: the first, and how many. `None` where no row names the columns.
pub(super) fn find(rows: &[SheetRow]) -> Option<(usize, usize)> {
    let looked = rows.get(..rows.len().min(LOOKED_AT))?;
    let known = |row: &SheetRow| row.filled().filter(|(_, cell)| cell.len() < 200 && field_of(cell).is_some()).count();
    let (first, _) = looked
        .iter()
        .enumerate()
        .filter(|(at, row)| known(row) >= 2 && names_heads(rows, *at))
        .max_by_key(|(at, row)| (known(row), std::cmp::Reverse(*at)))?;
    let mut levels = 1;
    while levels < LEVELS && rows.get(first + levels).is_some_and(|row| is_lower_level(rows, first, levels, row)) {
        levels += 1;
    }
    Some((first, levels))
}

/// Whether the header that begins at `at` has a column of heads of households, in its first row or the next.
fn names_heads(rows: &[SheetRow], at: usize) -> bool {
    let some = rows.get(at..rows.len().min(at + 2)).unwrap_or_default();
    some.iter().flat_map(SheetRow::filled).any(|(_, cell)| field_of(cell) == Some(Field::Head))
}

/// Whether `row` continues the header: it stands below its upper titles, names at least two things, and holds no
/// number.
fn is_lower_level(rows: &[SheetRow], first: usize, levels: usize, row: &SheetRow) -> bool {
    let Some(header) = rows.get(first..first + levels) else { return false };
    let upper: Vec<&SheetRow> = header.iter().collect();
    let head = fields(&titles(&upper)).iter().position(|field| *field == Some(Field::Head));
    let cells: Vec<(usize, &str)> = row.filled().collect();
    let words_only = cells.iter().all(|(_, cell)| !cell.contains(|c: char| c.is_ascii_digit()));
    let below_head = head.is_some_and(|at| !row.cell(at).is_empty());
    let known = cells.iter().filter(|(_, cell)| field_of(cell).is_some() || is_sum(cell)).count();
    cells.len() >= 2 && words_only && !below_head && known * 2 >= cells.len()
}

fn is_sum(cell: &str) -> bool {
    matches!(bare(cell).as_str(), "tong" | "tong so" | "tong cong" | "khac" | "so luong")
}

/// Whether a row only numbers the columns: 1, 2, 3 … or (1), (2), (3) …
pub fn numbers_columns(row: &SheetRow) -> bool {
    let numbers: Option<Vec<i64>> =
        row.filled().map(|(_, cell)| cell.trim_matches(['(', ')', '[', ']', ' ']).parse().ok()).collect();
    numbers.is_some_and(|numbers| {
        let steps = numbers.windows(2).all(|pair| matches!(pair, [one, next] if *next == one + 1));
        numbers.len() >= 3 && steps && numbers.first().is_some_and(|first| *first <= 2)
    })
}

/// The day the rows above the header say the register tells of: "tính đến ngày 15/4/2026".
pub(super) fn day_told(titles: &[SheetRow]) -> Option<NaiveDate> {
    titles.iter().flat_map(SheetRow::filled).filter_map(|(_, cell)| day_in(cell)).last()
}

/// The last day written in a text, the Vietnamese way: 15/4/2026, 15-4-2026, ngày 15 tháng 4 năm 2026.
pub fn day_in(text: &str) -> Option<NaiveDate> {
    let numbers: Vec<(usize, i32)> = numbers_of(text);
    numbers
        .windows(3)
        .filter_map(|three| match three {
            [(_, day), (_, month), (_, year)] if (1_900..2_200).contains(year) => {
                NaiveDate::from_ymd_opt(*year, u32::try_from(*month).ok()?, u32::try_from(*day).ok()?)
            }
            [(_, year), (_, month), (_, day)] if (1_900..2_200).contains(year) => {
                NaiveDate::from_ymd_opt(*year, u32::try_from(*month).ok()?, u32::try_from(*day).ok()?)
            }
            _ => None,
        })
        .next_back()
}

fn numbers_of(text: &str) -> Vec<(usize, i32)> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.enumerate().filter_map(|(at, run)| Some((at, run.parse().ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_vietnamese_order() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(day_in(text), expected.map(|day| day.parse().unwrap()), "{text}");
        };
        check("Tính đến ngày 15/4/2026", Some("2026-04-15"));
        check("Măng Bút, ngày 05 tháng 9 năm 2026", Some("2026-09-05"));
        check("2026-04-15", Some("2026-04-15"));
        check("Kèm theo Kế hoạch số 12/KH-UBND ngày 03-02-2026 của UBND xã", Some("2026-02-03"));
        check("31/02/2026", None);
        check("năm 2026", None);
    }
}
