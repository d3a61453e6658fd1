//! dBASE tables (`.dbf`), the properties of a shapefile.
//!
//! Read here rather than by the crate `dbase`: a record that is marked as deleted must still count, or properties go
//! to the wrong shapes; bytes must not be lost where the encoding is not stated; and a cell that is no number should
//! not end the reading of the table.

use serde_json::{Map, Number, Value};

use super::FormatFault;
use super::columns::{Column, Kind, text_of};
use super::faults::{cut_short, damaged, unwritten};
use super::text::{windows_1252, windows_1258};

/// The most bytes of a text in a table.
const MAX_TEXT: usize = 254;

/// A table, read.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The records in order, those marked as deleted as `None`.
    pub records: Vec<Option<Map<String, Value>>>,
}

struct Field {
    name: Vec<u8>,
    kind: u8,
    start: usize,
    length: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Windows1252,
    Windows1258,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(usize::from(u16::from_le_bytes(pair.try_into().ok()?)))
}

/// Reads a table. `code_page` is the content of the `.cpg` file, where there is one.
pub(super) fn read(bytes: &[u8], code_page: Option<&str>) -> Result<Table, FormatFault> {
    let head = || damaged("dbf", &"no dBASE header");
    let (header, record) = (u16_at(bytes, 8).ok_or_else(head)?, u16_at(bytes, 10).ok_or_else(head)?);
    let stated = bytes.get(4..8).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes);
    let fields = fields(bytes, header, record);
    if record == 0 || fields.is_empty() {
        return Err(head());
    }
    let body = bytes.get(header..).ok_or_else(|| cut_short("dbf"))?;
    let count = usize::try_from(stated).unwrap_or(usize::MAX);
    let rows: Vec<&[u8]> = body.chunks_exact(record).take(count).collect();
    let encoding = encoding_of(code_page, bytes.get(29).copied().unwrap_or(0), &fields, &rows);
    let names = unique(fields.iter().map(|field| decoded(&field.name, encoding)).collect());
    let records = rows.iter().map(|row| {
        let deleted = row.first() == Some(&b'*');
        (!deleted).then(|| {
            let cells = fields.iter().zip(&names);
            cells.map(|(field, name)| (name.clone(), value(field, cell(row, field), encoding))).collect()
        })
    });
    Ok(Table { records: records.collect() })
}

fn fields(bytes: &[u8], header: usize, record: usize) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut start = 1;
    for descriptor in bytes.get(32..header.min(bytes.len())).unwrap_or(&[]).chunks_exact(32) {
        let (Some(name), Some(kind), Some(length)) = (descriptor.get(..11), descriptor.get(11), descriptor.get(16))
        else {
            break;
        };
        if descriptor.first() == Some(&0x0D) {
            break;
        }
        let name = name.split(|byte| *byte == 0).next().unwrap_or_default().trim_ascii().to_vec();
        let high = if *kind == b'C' { descriptor.get(17).map_or(0, |high| usize::from(*high) << 8) } else { 0 };
        let length = usize::from(*length) + high;
        if length == 0 || start + length > record {
            break;
        }
        fields.push(Field { name, kind: *kind, start, length });
        start += length;
    }
    fields
}

fn cell<'a>(row: &'a [u8], field: &Field) -> &'a [u8] {
    row.get(field.start..field.start + field.length).unwrap_or(&[])
}

/// What the `.cpg` says, else the byte of the header; UTF-8 that is none is read byte by byte, and text of which
/// nobody says anything is UTF-8 where it can be.
fn encoding_of(code_page: Option<&str>, driver: u8, fields: &[Field], rows: &[&[u8]]) -> Encoding {
    let page: String =
        code_page.unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    if page.ends_with("1258") {
        return Encoding::Windows1258;
    }
    let of_fields = fields.iter().filter(|field| field.kind == b'C');
    let texts = || rows.iter().flat_map(|row| of_fields.clone().map(|field| cell(row, field)));
    let utf8 = texts().all(is_utf8) && fields.iter().all(|field| is_utf8(&field.name));
    let strange = texts().any(|text| !text.is_ascii()) || fields.iter().any(|field| !field.name.is_ascii());
    match (utf8, strange) {
        (true, true) => Encoding::Utf8,
        (true, false) if page.contains("utf8") || page == "65001" => Encoding::Utf8,
        _ if page.is_empty() && driver == 0x7C => Encoding::Windows1258,
        _ => Encoding::Windows1252,
    }
}

/// Whether bytes are UTF-8, of which the last letter may be cut as the field ends.
fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

fn decoded(bytes: &[u8], encoding: Encoding) -> String {
    let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    let bytes = match bytes.iter().rposition(|byte| *byte != b' ') {
        Some(last) => bytes.get(..=last).unwrap_or_default(),
        None => &[],
    };
    match encoding {
        Encoding::Utf8 => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(error) => {
                bytes.get(..error.valid_up_to()).map(String::from_utf8_lossy).unwrap_or_default().into_owned()
            }
        },
        Encoding::Windows1252 => windows_1252(bytes),
        Encoding::Windows1258 => windows_1258(bytes),
    }
}

/// Names as they are, a number behind those that stand twice.
fn unique(names: Vec<String>) -> Vec<String> {
    let mut taken = std::collections::HashSet::new();
    let free = |name: String| {
        let tries = (1..).map(|n| if n == 1 { name.clone() } else { format!("{name}_{n}") });
        tries.into_iter().find(|name| taken.insert(name.clone())).unwrap_or_default()
    };
    names.into_iter().map(free).collect()
}

fn value(field: &Field, bytes: &[u8], encoding: Encoding) -> Value {
    let text = decoded(bytes, encoding);
    let trimmed = text.trim();
    match field.kind {
        b'N' | b'F' => number(trimmed),
        b'L' => match trimmed {
            "T" | "t" | "Y" | "y" => Value::Bool(true),
            "F" | "f" | "N" | "n" => Value::Bool(false),
            _ => Value::Null,
        },
        b'D' => match (trimmed.get(..4), trimmed.get(4..6), trimmed.get(6..8)) {
            (Some(year), Some(month), Some(day)) if trimmed.len() == 8 && year != "0000" => {
                Value::String(format!("{year}-{month}-{day}"))
            }
            _ => Value::Null,
        },
        b'I' => bytes.try_into().map_or(Value::Null, |four| Value::from(i32::from_le_bytes(four))),
        b'O' | b'B' if bytes.len() == 8 => {
            let double = bytes.try_into().map_or(f64::NAN, f64::from_le_bytes);
            Number::from_f64(double).map_or(Value::Null, Value::Number)
        }
        _ if trimmed.is_empty() => Value::Null,
        _ => Value::String(text.trim_end().to_owned()),
    }
}

fn number(text: &str) -> Value {
    if text.is_empty() || text.bytes().all(|byte| byte == b'*') {
        return Value::Null;
    }
    if let Ok(whole) = text.parse::<i64>() {
        return Value::from(whole);
    }
    let real = text.replace(',', ".").parse::<f64>().ok().and_then(Number::from_f64);
    real.map_or_else(|| Value::String(text.to_owned()), Value::Number)
}

/// Writes a table in UTF-8. Every row has a value or nothing for every column; `names` are those of the columns in
/// the table, of ten bytes at most.
pub(super) fn write(columns: &[Column], names: &[String], rows: &[Vec<Value>]) -> Result<Vec<u8>, FormatFault> {
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
        if let [.., _, _, _, _] = descriptor.as_slice() {
            descriptor[11] = kind;
            descriptor[16] = u8::try_from(*width).unwrap_or(u8::MAX);
            descriptor[17] = u8::try_from(decimals).unwrap_or(0);
        }
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
pub(super) fn short_names(columns: &[Column]) -> Vec<String> {
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
    use serde_json::json;

    fn column(name: &str, kind: Kind) -> Column {
        Column { name: name.into(), kind }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let columns = [
            column("ten", Kind::Text),
            column("dan", Kind::Integer),
            column("cao", Kind::Real),
            column("co", Kind::Bool),
        ];
        let rows = vec![
            vec![json!("Măng Đen"), json!(12), json!(1.25), json!(true)],
            vec![json!(null), json!(-3), json!(-100.0), json!(null)],
        ];
        let table = read(&write(&columns, &short_names(&columns), &rows).unwrap(), Some("UTF-8")).unwrap();
        let back: Vec<Value> = table.records.into_iter().map(|record| Value::Object(record.unwrap())).collect();
        assert_eq!(back[0], json!({"ten": "Măng Đen", "dan": 12, "cao": 1.25, "co": true}));
        assert_eq!(back[1], json!({"ten": null, "dan": -3, "cao": -100, "co": null}));
    }

    #[test]
    fn long_names_are_shortened_and_stay_different() {
        let columns = ["ten_vung_sat_lo", "ten_vung_sat_lo_2", "Tên vùng sơ tán", "TEN_VUNG_S", "x"]
            .map(|name| column(name, Kind::Text));
        let short = short_names(&columns);
        assert_eq!(short, ["ten_vung_s", "ten_vung_1", "Tên vùng", "TEN_VUNG_2", "x"]);
        assert!(short.iter().all(|name| name.len() <= 10));
    }

    #[test]
    fn a_long_text_is_cut_between_two_letters() {
        let text = cut("ạ".repeat(100));
        assert_eq!((text.len(), text.chars().count()), (252, 84));
    }

    #[test]
    fn nothing_is_lost_of_bytes_without_a_code_page() {
        let columns = [column("ten", Kind::Text)];
        let mut bytes = write(&columns, &short_names(&columns), &[vec![json!("S?n")]]).unwrap();
        let at = bytes.len() - 3;
        bytes[at] = 0xAC;
        let table = read(&bytes, None).unwrap();
        assert_eq!(table.records[0].as_ref().unwrap()["ten"], "S¬n");
    }

    #[test]
    fn a_deleted_record_keeps_its_place_and_a_cell_that_is_no_number_is_text() {
        let columns = [column("n", Kind::Integer)];
        let mut bytes = write(&columns, &short_names(&columns), &[vec![json!(11)], vec![json!(22)]]).unwrap();
        let first = 32 + 32 + 1;
        bytes[first] = b'*';
        bytes[first + 5] = b'x';
        let table = read(&bytes, None).unwrap();
        assert_eq!(table.records[0], None);
        assert_eq!(table.records[1].as_ref().unwrap()["n"], "2x");
    }
}
