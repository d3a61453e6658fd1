//! The columns of a sheet: their titles, what they hold, and a few of their cells.

use super::{Field, SheetRow};
use crate::households::words::field_of;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its place, counted from 0.
    pub at: usize,
    /// Its title; of a header in two levels both, the upper first.
    pub title: Vec<String>,
    /// What it holds; `None` where it is not read.
    pub field: Option<Field>,
    /// A few of its cells.
    pub examples: Vec<String>,
}

impl Column {
    /// The letter spreadsheets call it by.
    pub fn letter(&self) -> String {
        letter_of(self.at)
    }

    /// The lowest part of its title.
    pub fn name(&self) -> &str {
        self.title.last().map_or("", String::as_str)
    }
}

/// `A`, `Z`, `AA`.
fn letter_of(at: usize) -> String {
    let last = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    match (at / 26).checked_sub(1) {
        Some(rest) => format!("{}{last}", letter_of(rest)),
        None => last.to_string(),
    }
}

/// Titles from the rows of a header. An upper title stands over the columns to its right until the next one begins,
/// as far as they have a title of their own below.
pub fn titles(header: &[&SheetRow]) -> Vec<Vec<String>> {
    let width = header.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut titles: Vec<Vec<String>> = vec![Vec::new(); width];
    for (level, row) in header.iter().enumerate() {
        let mut above = "";
        for (at, title) in titles.iter_mut().enumerate() {
            let own = row.cell(at);
            let below = header.iter().skip(level + 1).any(|row| !row.cell(at).is_empty());
            if !own.is_empty() {
                above = own;
                title.push(own.to_owned());
            } else if below && !above.is_empty() && title.is_empty() {
                title.push(above.to_owned());
            } else if !below {
                above = "";
            }
        }
    }
    titles
}

/// What the columns hold, by their titles. One that is no list holds each field once: the first that names it.
pub(super) fn fields(titles: &[Vec<String>]) -> Vec<Option<Field>> {
    let mut taken = std::collections::HashSet::new();
    titles
        .iter()
        .map(|title| {
            let field = field_of_title(title)?;
            (taken.insert(field) || field.may_repeat()).then_some(field)
        })
        .collect()
}

fn field_of_title(title: &[String]) -> Option<Field> {
    match title {
        [] => None,
        [only] => field_of(only),
        [.., upper, own] => {
            let above = field_of(upper);
            let own_field = field_of(own);
            let is_sum = matches!(
                crate::households::words::bare(own).as_str(),
                "tong" | "tong so" | "tong cong" | "so luong" | "sl" | "so khau" | "khau"
            );
            match (above, own_field) {
                (Some(above @ (Field::People | Field::Property)), _) if is_sum => Some(above),
                (Some(Field::Property), None) => Some(Field::Property),
                (_, Some(own)) => Some(own),
                (_, None) => field_of(&format!("{upper} {own}")).or(above),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: usize, cells: &[&str]) -> SheetRow {
        SheetRow { number, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() }
    }

    #[test]
    fn columns_have_letters() {
        let check = |at, expected: &str| assert_eq!(letter_of(at), expected);
        check(0, "A");
        check(25, "Z");
        check(26, "AA");
        check(701, "ZZ");
    }

    #[test]
    fn a_header_of_two_levels_is_read_from_top_to_bottom() {
        use Field::{Female, Head, Host, Male, Note, Ordinal, People, Shelter};
        let upper = row(1, &["TT", "Họ và tên chủ hộ", "Số khẩu", "", "", "Hình thức", "", "Ghi chú"]);
        let lower = row(2, &["", "", "Tổng", "Nam", "Nữ", "Xen ghép", "Tập trung", ""]);
        let titles = titles(&[&upper, &lower]);
        assert_eq!(titles[3], ["Số khẩu", "Nam"]);
        assert_eq!(titles[7], ["Ghi chú"]);
        let expected = [Ordinal, Head, People, Male, Female, Host, Shelter, Note].map(Some);
        assert_eq!(fields(&titles), expected);
    }
}
