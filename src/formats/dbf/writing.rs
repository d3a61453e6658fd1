//! Writing tables, always in UTF-8.

use serde_json::Value;

use crate::formats::FormatFault;
use crate::formats::columns::{Column, Kind, text_of};
use crate::formats::faults::unwritten;

/// The most bytes of a text in a table.
const MAX_TEXT: usize = 254;

/// Writes a table in UTF-8. Every row has a value or nothing for every column; `names` are those of the columns in
/// the table, of ten bytes at most.
pub(in crate::formats) fn write(
    columns: &[Column],
    names: &[String],
    rows: &[Vec<Value>],
) -> Result<Vec<u8>, FormatFault> {
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().zip(columns).map(|(value, column)| cell_text(value, column.kind)).collect())
        .collect();
    let widths: Vec<usize> = (0..columns.len())
        .map(|at| cells.iter().filter_map(|row| row.get(at)).map(String::len).max().unwrap_or(0).clamp(1, MAX_TEXT))
        .collect();
    let record = 1 + widths.iter().sum::<usize>();
    let too_wide = |_| unwritten("dbf", &"more columns than a dBASE table can have");
    let (record_16, header_16) =
        (u16::try_from(record).map_err(too_wide)?, u16::try_from(33 + 32 * columns.len()).map_err(too_wide)?);
    let count = u32::try_from(rows.len()).map_err(too_wide)?;
    let mut out = vec![0x03, 126, 1, 1];
    out.extend(count.to_le_bytes());
    out.extend(header_16.to_le_bytes());
    out.extend(record_16.to_le_bytes());
    out.extend([0; 20]);
    for (at, (column, width)) in columns.iter().zip(&widths).enumerate() {
        let name = names.get(at).map(String::as_bytes).unwrap_or_default();
        let mut descriptor = [0_u8; 32];
        descriptor.iter_mut().zip(name.iter().take(10)).for_each(|(to, from)| *to = *from);
        let decimals = cells.iter().filter_map(|row| row.get(at)).map(|text| decimals(text)).max().unwrap_or(0);
        let (kind, decimals) = match column.kind {
            Kind::Integer => (b'N', 0),
            Kind::Real => (b'N', decimals.min(width.saturating_sub(2)).min(15)),
            Kind::Bool => (b'L', 0),
            Kind::Text => (b'C', 0),
        };
        descriptor[11] = kind;
        descriptor[16] = u8::try_from(*width).unwrap_or(u8::MAX);
        descriptor[17] = u8::try_from(decimals).unwrap_or(0);
        out.extend(descriptor);
    }
    out.push(0x0D);
    for row in &cells {
        out.push(b' ');
        for ((text, column), width) in row.iter().zip(columns).zip(&widths) {
            let padding = std::iter::repeat_n(b' ', width.saturating_sub(text.len()));
            if column.kind == Kind::Text {
                out.extend(text.bytes().chain(padding));
            } else {
                out.extend(padding.chain(text.bytes()));
            }
        }
    }
    out.push(0x1A);
    Ok(out)
}

fn decimals(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

fn cell_text(value: &Value, kind: Kind) -> String {
    match (kind, value) {
        (_, Value::Null) => String::new(),
        (Kind::Bool, Value::Bool(yes)) => if *yes { "T" } else { "F" }.to_owned(),
        (Kind::Real, Value::Number(number)) => number.as_f64().map(real_text).unwrap_or_default(),
        (_, other) => cut(text_of(other)),
    }
}

/// A number in decimals, never with an exponent where it fits without.
fn real_text(number: f64) -> String {
    let plain = number.to_string();
    if plain.len() <= 24 { plain } else { format!("{number:e}") }
}

/// A text cut to the length a table can hold, between two letters.
fn cut(mut text: String) -> String {
    text.retain(|c| c != '\0');
    if text.len() > MAX_TEXT {
        let end = (0..=MAX_TEXT).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        text.truncate(end);
    }
    text
}

/// The names of columns as a table can hold them: ten bytes of UTF-8 at most, no two the same.
pub(in crate::formats) fn short_names(columns: &[Column]) -> Vec<String> {
    let mut taken = std::collections::HashSet::new();
    let fitting = |name: &str, limit: usize| {
        let end = (0..=limit.min(name.len())).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
        name.get(..end).unwrap_or_default().to_owned()
    };
    let short = |name: &str| {
        let name: String = name.chars().filter(|c| !c.is_control()).collect();
        let name = if name.is_empty() { "cot".to_owned() } else { name };
        let whole = fitting(&name, 10);
        let numbered = (1..).map(|n| {
            let tail = format!("_{n}");
            format!("{}{tail}", fitting(&name, 10 - tail.len().min(9)))
        });
        let mut tries = std::iter::once(whole).chain(numbered);
        tries.find(|name| taken.insert(name.to_lowercase())).unwrap_or_default()
    };
    columns.iter().map(|column| column.name.as_str()).map(short).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_shortened_and_stay_different() {
        let columns = ["ten_vung_sat_lo", "ten_vung_sat_lo_2", "Tên vùng sơ tán", "TEN_VUNG_S", "x"]
            .map(|name| Column { name: name.into(), kind: Kind::Text });
        let short = short_names(&columns);
        assert_eq!(short, ["ten_vung_s", "ten_vung_1", "Tên vùng", "TEN_VUNG_2", "x"]);
        assert!(short.iter().all(|name| name.len() <= 10));
    }

    #[test]
    fn a_long_text_is_cut_between_two_letters() {
        let text = cut("ạ".repeat(100));
        assert_eq!((text.len(), text.chars().count()), (252, 84));
    }
}
