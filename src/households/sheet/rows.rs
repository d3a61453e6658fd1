//! The rows of a sheet: households, names of villages above them, totals below them, and what is none of these.

use chrono::NaiveDate;

use super::columns::{Column, fields, titles};
use super::header::{day_told, find, numbers_columns};
use super::row::{HouseholdRow, read_row};
use super::{Field, SheetRow};
use crate::households::counts::count;
use crate::households::village_key;
use crate::households::words::bare;

/// How many cells of a column are shown.
const EXAMPLES: usize = 3;

/// A sheet, read.
#[derive(Debug, Clone, Default)]
pub struct SheetRead {
    /// The first and the last row of the header, as people count.
    pub header: (usize, usize),
    /// What stands above the header.
    pub titles: Vec<String>,
    /// The day the register tells of, where a title says so.
    pub as_of: Option<NaiveDate>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The households.
    pub rows: Vec<HouseholdRow>,
    /// The totals.
    pub totals: Vec<Total>,
    /// Rows that are nothing of these.
    pub passed_over: Vec<PassedOver>,
}

/// A row of totals, held against what it sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// Its row.
    pub row: usize,
    /// What it is called.
    pub label: String,
    /// How many people it states.
    pub people: Option<i64>,
    /// How many households it states.
    pub households: Option<i64>,
    /// How many people the rows above it have.
    pub summed_people: i64,
    /// How many households stand above it.
    pub summed_households: i64,
}

impl Total {
    /// Whether it states what the rows sum up to.
    pub fn agrees(&self) -> bool {
        self.people.is_none_or(|people| people == self.summed_people)
            && self.households.is_none_or(|households| households == self.summed_households)
    }
}

/// A row that is neither a household nor a village nor a total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// Its row.
    pub row: usize,
    /// What stands in it.
    pub text: String,
}

/// Reads a sheet; `chosen` says of columns, by their place, what they hold in place of what their titles say. `None`
/// where no row names the columns.
pub fn read_sheet(rows: &[SheetRow], chosen: &[(usize, Option<Field>)]) -> Option<SheetRead> {
    let (first, levels) = find(rows)?;
    let header: Vec<&SheetRow> = rows.iter().skip(first).take(levels).collect();
    let above = rows.get(..first)?;
    let titles = titles(&header);
    let fields = with_choices(fields(&titles), chosen);
    let body = rows.get(first + levels..)?;
    let columns: Vec<Column> = titles
        .into_iter()
        .enumerate()
        .filter(|(at, title)| !title.is_empty() || fields.get(*at).is_some_and(Option::is_some))
        .map(|(at, title)| Column { at, title, field: fields.get(at).copied().flatten(), examples: examples(body, at) })
        .collect();
    let mut reading = Reading { fields: &fields, ..Reading::default() };
    for row in body {
        reading.take(row);
    }
    let Reading { rows, totals, passed_over, .. } = reading;
    Some(SheetRead {
        header: (header.first()?.number, header.last()?.number),
        titles: above
            .iter()
            .flat_map(|row| row.filled().map(|(_, cell)| cell.to_owned()).collect::<Vec<_>>())
            .collect(),
        as_of: day_told(above),
        columns,
        rows,
        totals,
        passed_over,
    })
}

/// A field chosen for a column is taken from the others.
fn with_choices(mut fields: Vec<Option<Field>>, chosen: &[(usize, Option<Field>)]) -> Vec<Option<Field>> {
    for (at, field) in chosen {
        if let Some(field) = field.filter(|field| !field.may_repeat()) {
            fields.iter_mut().filter(|held| **held == Some(field)).for_each(|held| *held = None);
        }
        if let Some(place) = fields.get_mut(*at) {
            *place = *field;
        }
    }
    fields
}

fn examples(body: &[SheetRow], at: usize) -> Vec<String> {
    let cells = body.iter().filter(|row| !numbers_columns(row)).map(|row| row.cell(at)).filter(|cell| !cell.is_empty());
    cells.take(EXAMPLES).map(|cell| cell.chars().take(80).collect()).collect()
}

#[derive(Default)]
struct Reading<'a> {
    fields: &'a [Option<Field>],
    rows: Vec<HouseholdRow>,
    totals: Vec<Total>,
    passed_over: Vec<PassedOver>,
    /// The village a row above named for those below it.
    heading: Option<String>,
    /// The village the column named last.
    carried: Option<String>,
    /// The commune the column named last.
    commune: Option<String>,
    /// Where the present block of rows began, for its total.
    block: usize,
}

impl Reading<'_> {
    fn at(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|held| *held == Some(field))
    }

    fn cell<'r>(&self, row: &'r SheetRow, field: Field) -> &'r str {
        self.at(field).map_or("", |at| row.cell(at))
    }

    fn take(&mut self, row: &SheetRow) {
        if row.filled().next().is_none() || numbers_columns(row) {
            return;
        }
        if let Some(label) = total_label(row) {
            self.total(row, &label);
        } else if let Some(village) = self.village_named(row) {
            self.heading = Some(village);
            self.carried = None;
            self.block = self.rows.len();
        } else if self.is_household(row) {
            self.household(row);
        } else {
            let cells: Vec<&str> = row.filled().map(|(_, cell)| cell).collect();
            self.passed_over.push(PassedOver { row: row.number, text: cells.join(" | ").chars().take(200).collect() });
        }
    }

    /// A household has a head with something beside it, or a number of its own, or most of what a household has.
    fn is_household(&self, row: &SheetRow) -> bool {
        let head = self.cell(row, Field::Head);
        let people = self.cell(row, Field::People);
        let numbered = self.cell(row, Field::Ordinal).trim_end_matches(['.', ')']).parse::<i64>().is_ok();
        let filled = row.filled().count();
        (!head.is_empty() && (!people.is_empty() || numbered || filled >= 3))
            || (numbered && filled >= 2)
            || filled >= 4
    }

    fn household(&mut self, row: &SheetRow) {
        let own = self.cell(row, Field::Village);
        if !own.is_empty() {
            self.carried = Some(own.to_owned());
        }
        let commune = self.cell(row, Field::Commune);
        if !commune.is_empty() {
            self.commune = Some(commune.to_owned());
        }
        let village = match (own.is_empty(), &self.heading, &self.carried) {
            (false, _, _) => Some(own.to_owned()),
            (true, Some(heading), _) => Some(heading.clone()),
            (true, None, carried) => carried.clone(),
        };
        self.rows.push(read_row(row, self.fields, village, self.commune.clone()));
    }

    /// The village a row names for those below: a name alone, with a Roman number or a letter before it.
    fn village_named(&self, row: &SheetRow) -> Option<String> {
        let cells: Vec<&str> = row.filled().map(|(_, cell)| cell).collect();
        let people = self.cell(row, Field::People);
        if cells.len() > 4 || (!people.is_empty() && cells.len() > 3) {
            return None;
        }
        let ordinal = self.cell(row, Field::Ordinal);
        let enumerated = is_roman(ordinal);
        let text = cells.iter().find(|cell| **cell != ordinal && count(cell).is_none()).copied().or_else(|| {
            // Both in one cell: "I. Thôn Ngọc Nang".
            cells.first().copied()
        })?;
        let (inline, name) = without_number(text);
        let kind = says_village(name);
        let numbered = ordinal.trim_end_matches(['.', ')']).parse::<i64>().is_ok();
        let alone = cells.len() == 1 || enumerated || inline || cells.len() <= 3;
        let household = numbered && !people.is_empty();
        let named = (kind && alone && !household) || (enumerated && !name.is_empty());
        let name = name.split([':', '(', '–']).next().unwrap_or_default().trim();
        (named && name.chars().count() <= 80 && !village_key(name).is_empty()).then(|| name.to_owned())
    }

    fn total(&mut self, row: &SheetRow, label: &str) {
        let stated = count(self.cell(row, Field::People)).map(|counted| counted.value);
        let text: Vec<&str> = row.filled().map(|(_, cell)| cell).collect();
        let text = text.join(" ");
        let people = stated.or_else(|| before_word(&text, &["khẩu", "nhân khẩu", "người"]));
        let households = before_word(&text, &["hộ"]);
        let sums = |from: usize| {
            let some = self.rows.get(from..).unwrap_or_default();
            let people = some.iter().map(|row| row.entry.people).sum::<i64>();
            (people, i64::try_from(some.len()).unwrap_or(i64::MAX))
        };
        let total = |(summed_people, summed_households)| Total {
            row: row.number,
            label: label.chars().take(80).collect(),
            people,
            households,
            summed_people,
            summed_households,
        };
        let (block, all) = (total(sums(self.block)), total(sums(0)));
        let whole = ["toan xa", "ca xa", "tong cong", "toan phuong"].iter().any(|word| bare(label).contains(word));
        let of_block = self.block < self.rows.len() && (block.agrees() || !(all.agrees() || whole));
        self.totals.push(if of_block { block } else { all });
        self.block = self.rows.len();
    }
}

/// What a row of totals calls itself.
fn total_label(row: &SheetRow) -> Option<String> {
    let words = ["cong", "tong", "tong cong", "tong so", "tong toan xa"];
    let label = row.filled().take(3).map(|(_, cell)| cell).find(|cell| {
        let bare = bare(cell);
        let first = bare.split(' ').next().unwrap_or_default();
        words.contains(&bare.as_str())
            || matches!(first, "cong" | "tong") && bare.len() < 60 && !bare.starts_with("cong an")
    })?;
    Some(label.to_owned())
}

fn is_roman(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ')', '/']);
    let roman = !text.is_empty() && text.len() <= 5 && text.chars().all(|c| "IVX".contains(c));
    roman || (text.len() == 1 && text.chars().all(|c| c.is_ascii_uppercase()))
}

/// A text without the number it begins with ("I.", "2)", "A -"), and whether it had one.
fn without_number(text: &str) -> (bool, &str) {
    let Some((number, rest)) = text.split_once(['.', ')', '-', ' ']) else { return (false, text) };
    let is_number = is_roman(number.trim()) || number.trim().parse::<u32>().is_ok();
    if is_number { (true, rest.trim_start_matches(['.', ')', '-', ' '])) } else { (false, text) }
}

fn says_village(name: &str) -> bool {
    let bare = bare(name);
    let kinds = ["thon ", "lang ", "to dan pho ", "tdp ", "ban ", "buon ", "plei ", "xom ", "ap ", "khu pho ", "to "];
    kinds.iter().any(|kind| bare.starts_with(kind)) && bare.len() < 60
}

/// The number before one of `words` in a text: "85 hộ, 332 khẩu".
fn before_word(text: &str, words: &[&str]) -> Option<i64> {
    let lower = text.to_lowercase();
    words.iter().find_map(|word| {
        let (before, _) = lower.split_once(&format!(" {word}"))?;
        let digits: Vec<char> = before.chars().rev().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        digits.into_iter().rev().filter(char::is_ascii_digit).collect::<String>().parse().ok()
    })
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
    fn a_register_as_officials_keep_it_is_read_row_by_row() {
        let rows = sheet(&[
            "UBND XÃ NGỌC LINH",
            "DANH SÁCH HỘ DÂN CẦN SƠ TÁN (tính đến ngày 15/4/2026)",
            "",
            "TT | Họ và tên chủ hộ | Số khẩu | Nam/Nữ | Hình thức | | Ghi chú",
            " | | | | Xen ghép | Tập trung | ",
            "1 | 2 | 3 | 4 | 5 | 6 | 7",
            "I | Thôn Ngọc Nang",
            "1 | A Tre | 5 | 2/3 | x | | gần suối",
            "2 | Y Gió | khoảng 4 | | | x |",
            "Cộng | | 9",
            "II | Làng Mô Po",
            "1 | A Lá | 3",
            "2 | Y Sao",
            "Tổng cộng | 4 hộ, 13 khẩu",
            " | NGƯỜI LẬP BIỂU",
        ]);
        let read = read_sheet(&rows, &[]).unwrap();
        assert_eq!(read.header, (4, 5));
        assert_eq!(read.as_of, NaiveDate::from_ymd_opt(2026, 4, 15));
        let told: Vec<_> =
            read.rows.iter().map(|row| (row.number, row.entry.village.as_str(), row.entry.people)).collect();
        assert_eq!(
            told,
            [(8, "Thôn Ngọc Nang", 5), (9, "Thôn Ngọc Nang", 4), (12, "Làng Mô Po", 3), (13, "Làng Mô Po", 0)]
        );
        assert_eq!((read.rows[0].entry.male, read.rows[0].entry.female), (Some(2), Some(3)));
        assert!(read.rows[0].doubts.is_empty() && read.rows[0].faults.is_empty());
        assert_eq!(read.rows[1].doubts.len(), 1);
        assert_eq!(read.rows[3].faults.len(), 1, "no people: {:?}", read.rows[3].faults);
        let totals: Vec<_> = read.totals.iter().map(|total| (total.row, total.agrees())).collect();
        assert_eq!(totals, [(10, true), (14, false)]);
        assert_eq!(read.passed_over, [PassedOver { row: 15, text: "NGƯỜI LẬP BIỂU".into() }]);
    }

    #[test]
    fn a_column_may_be_given_another_meaning() {
        let rows = sheet(&["TT | Chủ hộ | Số khẩu | Cột lạ", "1 | A Tre | 5 | 6"]);
        let people = |chosen: &[(usize, Option<Field>)]| read_sheet(&rows, chosen).unwrap().rows[0].entry.people;
        assert_eq!(people(&[]), 5);
        assert_eq!(people(&[(3, Some(Field::People))]), 6);
        assert_eq!(people(&[(2, None)]), 0);
        assert!(read_sheet(&sheet(&["a | b", "1 | 2"]), &[]).is_none());
        assert!(read_sheet(&[], &[]).is_none());
    }

    #[test]
    fn a_merged_village_cell_counts_for_the_rows_below_it() {
        let rows = sheet(&[
            "TT | Thôn | Họ tên chủ hộ | Nhân khẩu",
            "1 | Mô Po | A Lá | 3",
            "2 | | Y Sao | 2",
            "3 | Xa Úa | Y Rừng | 4",
        ]);
        let read = read_sheet(&rows, &[]).unwrap();
        let villages: Vec<_> = read.rows.iter().map(|row| row.entry.village.as_str()).collect();
        assert_eq!(villages, ["Mô Po", "Mô Po", "Xa Úa"]);
    }
}
