//! dBASE tables (`.dbf`), the properties of a shapefile.
//!
//! Read here rather than by the crate `dbase`: a record that is marked as deleted must still count, or properties go
//! to the wrong shapes; bytes must not be lost where the encoding is not stated; and a cell that is no number should
//! not end the reading of the table.

mod writing;

use serde_json::{Map, Number, Value};

pub(super) use self::writing::{short_names, write};
use super::FormatFault;
use super::faults::{cut_short, damaged};
use super::text::{windows_1252, windows_1258};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::columns::{Column, Kind};
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
