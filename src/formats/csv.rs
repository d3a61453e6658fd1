//! Tables: shapes as well-known text, or points as two columns, as people keep them in Excel.

mod numbers;

use geo::{Geometry, Point};
use serde_json::{Map, Number, Value};

use self::numbers::{Along, angle, number, pair};
use super::columns::{Column, columns_of, text_of, value_of};
use super::faults::{damaged, fault, nothing_inside, unwritten};
use super::gather::{Gathered, nth_line};
use super::{FeatureFile, FileFeature, Format, FormatFault, StatedCrs, stated_crs, text, wkt};
use crate::kernel::Localized;
use crate::kernel::folding::search_key;

/// The most columns of a table.
const MAX_COLUMNS: usize = 2_000;
/// The column in which the system of the coordinates is written.
const CRS: &str = "crs";

/// Where a table has its shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shapes {
    /// Well-known text.
    Text(usize),
    /// Longitude and latitude.
    Degrees(usize, usize),
    /// X and Y, east first.
    Metres(usize, usize),
    /// Both in one cell.
    Pair(usize),
    /// Nowhere.
    None,
}

/// Reads a table. The first row names the columns; `,`, `;` and tabulators are understood.
pub(super) fn read(bytes: &[u8]) -> Result<FeatureFile, FormatFault> {
    let decoded = text::decode(bytes);
    let delimiter = delimiter_of(&decoded.text);
    let body = without_sep_line(&decoded.text);
    let first_line = usize::from(body.len() != decoded.text.len());
    let mut reader =
        ::csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(body.as_bytes());
    let mut rows = reader.records();
    let head = rows.next().ok_or_else(|| nothing_inside("CSV"))?.map_err(|error| damaged("CSV", &error))?;
    let rows = rows.enumerate().map(|(index, row)| {
        let row = row.map_err(|error| damaged("CSV", &error))?;
        let line = row.position().map_or(index + 1, |at| usize::try_from(at.line()).unwrap_or(usize::MAX) - 1);
        Ok((first_line + line, row))
    });
    features_of(Format::Csv, "CSV", &head, rows)
}

/// The features of a table: the names of its columns, and its rows, each with its line, counted from 0.
pub(super) fn features_of(
    format: Format,
    format_name: &str,
    head: &::csv::StringRecord,
    rows: impl Iterator<Item = Result<(usize, ::csv::StringRecord), FormatFault>>,
) -> Result<FeatureFile, FormatFault> {
    if head.len() > MAX_COLUMNS {
        return Err(damaged(format_name, &"too many columns"));
    }
    let names = names_of(head);
    let mut gathered = Gathered::default();
    let mut stated: Option<StatedCrs> = None;
    let mut shapes = shapes_by_name(&names);
    for row in rows {
        let (number, row) = row?;
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if shapes == Shapes::None {
            shapes = shapes_by_content(&row);
        }
        let crs_of_row = names.iter().position(|name| name == CRS).and_then(|at| row.get(at)).map(stated_crs::of_name);
        stated = stated.or(crs_of_row.filter(|crs| *crs != StatedCrs::Missing));
        let properties = properties(&names, &row, shapes);
        gathered.keep(nth_line(number), None, properties, shape(&row, shapes))?;
    }
    if gathered.features.is_empty() && gathered.refused.is_empty() {
        return Err(nothing_inside(format_name));
    }
    if shapes == Shapes::None {
        gathered.remarks.push(Localized::new(
            "Bảng không có cột tọa độ (WKT; kinh độ, vĩ độ; hoặc X, Y).",
            "The table has no columns of coordinates (WKT; longitude, latitude; or X, Y).",
        ));
    }
    let degrees = matches!(shapes, Shapes::Degrees(..)) && gathered.features.iter().all(in_degrees);
    let crs = stated.unwrap_or(if degrees { StatedCrs::Wgs84 } else { StatedCrs::Missing });
    Ok(gathered.into_file(format, crs))
}

/// Whether a row names columns of coordinates.
pub(super) fn names_shapes(row: &::csv::StringRecord) -> bool {
    shapes_by_name(&names_of(row)) != Shapes::None
}

fn in_degrees(feature: &FileFeature) -> bool {
    match feature.geometry {
        Some(Geometry::Point(point)) => point.x().abs() <= 180.0 && point.y().abs() <= 180.0,
        _ => true,
    }
}

/// `sep=;`, which Excel writes and reads as a first line.
pub(super) fn without_sep_line(text: &str) -> &str {
    match text.split_once('\n') {
        Some((first, rest)) if first.trim().to_ascii_lowercase().starts_with("sep=") => rest,
        _ => text,
    }
}

/// The mark that stands most often in the first line, outside of quotes.
pub(super) fn delimiter_of(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    if let Some(stated) = first.trim().to_ascii_lowercase().strip_prefix("sep=") {
        return stated.bytes().next().unwrap_or(b'\t');
    }
    let mut quoted = false;
    let mut counts = [(b';', 0), (b'\t', 0), (b',', 0), (b'|', 0)];
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        if !quoted {
            counts.iter_mut().filter(|(mark, _)| *mark == byte).for_each(|(_, count)| *count += 1);
        }
    }
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| *count > 0).map_or(b',', |(mark, _)| *mark)
}

/// Names trimmed, a number behind those that stand twice; an empty one is called by its place.
fn names_of(head: &::csv::StringRecord) -> Vec<String> {
    let mut taken = std::collections::HashSet::new();
    let named = head.iter().enumerate().map(|(at, name)| {
        let name = if name.trim().is_empty() { format!("cot_{}", at + 1) } else { name.trim().to_owned() };
        let tries = (1..).map(|n| if n == 1 { name.clone() } else { format!("{name}_{n}") });
        tries.into_iter().find(|name| taken.insert(name.clone())).unwrap_or_default()
    });
    named.collect()
}

fn shapes_by_name(names: &[String]) -> Shapes {
    let keys: Vec<String> = names.iter().map(|name| bare(name)).collect();
    let find = |known: &[&str]| known.iter().find_map(|known| keys.iter().position(|key| key == known));
    if let Some(at) = find(&["wkt", "geom", "geometry", "the geom", "wkt geom", "shape", "hinh dang"]) {
        return Shapes::Text(at);
    }
    let east = find(&["lon", "lng", "long", "longitude", "kinh do", "kinhdo", "kd"]);
    let north = find(&["lat", "latitude", "vi do", "vido", "vd"]);
    if let (Some(east), Some(north)) = (east, north) {
        return Shapes::Degrees(east, north);
    }
    if let (Some(x), Some(y)) = (
        find(&["x", "toa do x", "x vn2000", "x m", "x vn 2000", "toado x", "easting", "dong"]),
        find(&["y", "toa do y", "y vn2000", "y m", "y vn 2000", "toado y", "northing", "bac"]),
    ) {
        return Shapes::Metres(x, y);
    }
    find(&["toa do", "toado", "vi tri", "gps", "coordinates", "coordinate", "location", "lat long", "lat lon"])
        .map_or(Shapes::None, Shapes::Pair)
}

/// A name folded, without what stands in brackets and with single spaces for marks.
fn bare(name: &str) -> String {
    let outside = name.split(['(', '[']).next().unwrap_or_default();
    let spaced: String = outside.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    search_key(&spaced)
}

fn shapes_by_content(row: &::csv::StringRecord) -> Shapes {
    row.iter().position(wkt::looks_like).map_or(Shapes::None, Shapes::Text)
}

fn properties(names: &[String], row: &::csv::StringRecord, shapes: Shapes) -> Map<String, Value> {
    let is_shape = |at: usize| match shapes {
        Shapes::Text(column) | Shapes::Pair(column) => at == column,
        Shapes::Degrees(x, y) | Shapes::Metres(x, y) => at == x || at == y,
        Shapes::None => false,
    };
    let cells = names.iter().enumerate().filter(|(at, name)| !is_shape(*at) && *name != CRS);
    cells.map(|(at, name)| (name.clone(), row.get(at).map_or(Value::Null, value))).collect()
}

/// A cell: a number only where writing it again gives the same text, so that codes keep their zeros.
pub(super) fn value(cell: &str) -> Value {
    // A space that does not break may be half of a letter, where UTF-8 was taken for something else.
    let text = cell.trim_matches(|c: char| c.is_ascii_whitespace());
    if text.is_empty() {
        return Value::Null;
    }
    if let Ok(whole) = text.parse::<i64>()
        && whole.to_string() == text
    {
        return Value::from(whole);
    }
    if text.contains('.')
        && let Ok(real) = text.parse::<f64>()
        && let Some(number) = Number::from_f64(real)
        && number.to_string() == text
    {
        return Value::Number(number);
    }
    match text {
        "true" | "TRUE" => Value::Bool(true),
        "false" | "FALSE" => Value::Bool(false),
        _ => Value::String(text.to_owned()),
    }
}

fn shape(row: &::csv::StringRecord, shapes: Shapes) -> Result<Option<Geometry<f64>>, Localized> {
    let cell = |at: usize| row.get(at).unwrap_or_default().trim();
    let point = |x: f64, y: f64| Ok(Some(Geometry::Point(Point::new(x, y))));
    match shapes {
        Shapes::None => Ok(None),
        Shapes::Text(at) if cell(at).is_empty() => Ok(None),
        Shapes::Text(at) => wkt::read(cell(at)),
        Shapes::Pair(at) if cell(at).is_empty() => Ok(None),
        Shapes::Pair(at) => pair(cell(at)).map_or_else(|| Err(no_coordinate(cell(at))), |(x, y)| point(x, y)),
        Shapes::Degrees(x, y) | Shapes::Metres(x, y) if cell(x).is_empty() && cell(y).is_empty() => Ok(None),
        Shapes::Degrees(x, y) => {
            let vietnamese = [x, y].iter().any(|at| cell(*at).contains(['B', 'Đ', 'Ð', 'T', 'đ', 'b']));
            let east = angle(cell(x), vietnamese).ok_or_else(|| no_coordinate(cell(x)))?;
            let north = angle(cell(y), vietnamese).ok_or_else(|| no_coordinate(cell(y)))?;
            match (east.1, north.1) {
                (Some(Along::North), _) | (_, Some(Along::East)) => point(north.0, east.0),
                _ => point(east.0, north.0),
            }
        }
        Shapes::Metres(x, y) => {
            let east = number(cell(x)).ok_or_else(|| no_coordinate(cell(x)))?;
            let north = number(cell(y)).ok_or_else(|| no_coordinate(cell(y)))?;
            point(east, north)
        }
    }
}

fn no_coordinate(cell: &str) -> Localized {
    let cell = super::faults::short(cell);
    Localized::new(
        format!("Tọa độ “{cell}” không đọc được. Ghi số (108,25) hoặc độ, phút, giây (108°15'00\"Đ)."),
        format!(
            "The coordinate “{cell}” cannot be read. Write a number (108.25) or degrees, minutes and seconds (108°15'00\"E)."
        ),
    )
}

/// Writes a table with a byte order mark, so that Excel knows it as Unicode; what stands in it says [`rows_of`].
pub(super) fn write(features: &[FileFeature], epsg: u16) -> Result<Vec<u8>, FormatFault> {
    let failed = |error: ::csv::Error| unwritten("CSV", &error);
    let mut writer = ::csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
    for row in rows_of(features, epsg)? {
        writer.write_record(&row).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| unwritten("CSV", &error.error()))
}

/// The names of the columns, then a row for each feature: points as two columns (`lon`, `lat`, or `x`, `y` in metres),
/// else shapes as well-known text. A column `crs` says which system, but for longitude and latitude on WGS 84.
pub(super) fn rows_of(features: &[FileFeature], epsg: u16) -> Result<Vec<Vec<String>>, FormatFault> {
    stated_crs::name_of(epsg).ok_or_else(|| super::faults::unknown_system(epsg))?;
    let points = features.iter().all(|feature| matches!(feature.geometry, Some(Geometry::Point(_)) | None));
    let own: &[&str] = match (points, stated_crs::is_geographic(epsg)) {
        (false, _) => &["WKT"],
        (true, true) => &["lon", "lat"],
        (true, false) => &["x", "y"],
    };
    let taken = |name: &str| own.iter().any(|own| own.eq_ignore_ascii_case(name)) || name == CRS;
    let columns: Vec<Column> = columns_of(features, true);
    if let Some(column) = columns.iter().find(|column| taken(&column.name)) {
        return Err(fault(
            format!(
                "Thuộc tính “{}” trùng tên cột tọa độ của bảng. Chọn định dạng khác, chẳng hạn GeoPackage.",
                column.name
            ),
            format!(
                "The property “{}” is called like a column of coordinates in tables. Choose another format, such as GeoPackage.",
                column.name
            ),
        ));
    }
    let with_crs = epsg != 4326 || !points;
    let names = own.iter().copied().chain(columns.iter().map(|column| column.name.as_str()));
    let mut rows = vec![names.chain(with_crs.then_some(CRS)).map(str::to_owned).collect::<Vec<_>>()];
    rows.extend(features.iter().map(|feature| {
        let mut row = match (&feature.geometry, points) {
            (Some(Geometry::Point(point)), true) => vec![point.x().to_string(), point.y().to_string()],
            (None, true) => vec![String::new(), String::new()],
            (shape, _) => vec![shape.as_ref().map(wkt::write).unwrap_or_default()],
        };
        row.extend(
            columns.iter().map(|column| value_of(feature, column).map(|value| text_of(&value)).unwrap_or_default()),
        );
        row.extend(with_crs.then(|| format!("EPSG:{epsg}")));
        row
    }));
    Ok(rows)
}
