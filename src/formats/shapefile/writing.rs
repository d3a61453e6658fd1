//! Writing shapefiles. The crate's writer has no shapes of nothing among areas, so records are put together here.

use geo::{BoundingRect, Coord, Geometry, Orient, Rect, orient::Direction};
use serde_json::Value;

use crate::formats::archive::{self, Entry};
use crate::formats::columns::{Column, Kind, columns_of, value_of};
use crate::formats::faults::{unknown_system, unwritten};
use crate::formats::shapes::parts;
use crate::formats::{FileFeature, FormatFault, dbf, stated_crs};

/// The number of a point in a `.shp`.
const POINT: i32 = 1;
/// The number of an area in a `.shp`.
const POLYGON: i32 = 5;

/// Writes a zip: a shapefile of the areas, one of the points, each with `.dbf`, `.shx`, `.prj` and `.cpg`.
///
/// A shapefile holds shapes of one kind only, so where both are there, the two are called `…_vung` and `…_diem`.
/// Names of columns that had to be shortened are told in a text file beside them.
pub(in crate::formats) fn write(name: &str, features: &[FileFeature], epsg: u16) -> Result<Vec<u8>, FormatFault> {
    let is_point = |feature: &&FileFeature| matches!(feature.geometry, Some(Geometry::Point(_)));
    let points: Vec<&FileFeature> = features.iter().filter(is_point).collect();
    let areas: Vec<&FileFeature> = features.iter().filter(|feature| !is_point(feature)).collect();
    let wkt = stated_crs::esri_wkt(epsg).ok_or_else(|| unknown_system(epsg))?;
    let columns = columns_of(features, true);
    let names = dbf::short_names(&columns);
    let mut entries = Vec::new();
    let mut layer = |suffix: &str, of: &[&FileFeature]| -> Result<(), FormatFault> {
        let stem = format!("{name}{suffix}");
        let (shp, shx) = files_of(of, if suffix == "_diem" || areas.is_empty() { POINT } else { POLYGON })?;
        let entry = |extension: &str, bytes: Vec<u8>| Entry { path: format!("{stem}.{extension}"), bytes };
        entries.push(entry("shp", shp));
        entries.push(entry("shx", shx));
        entries.push(entry("dbf", table(&columns, &names, of)?));
        entries.push(entry("prj", wkt.clone().into_bytes()));
        entries.push(entry("cpg", b"UTF-8".to_vec()));
        Ok(())
    };
    match (areas.is_empty(), points.is_empty()) {
        (false, false) => {
            layer("_vung", &areas)?;
            layer("_diem", &points)?;
        }
        (true, false) => layer("", &points)?,
        _ => layer("", &areas)?,
    }
    if let Some(text) = renamed(&columns, &names) {
        entries.push(Entry { path: format!("{name}_truong.txt"), bytes: text.into_bytes() });
    }
    archive::pack(&entries)
}

fn renamed(columns: &[Column], names: &[String]) -> Option<String> {
    let changed: Vec<String> = columns
        .iter()
        .zip(names)
        .filter(|(column, name)| column.name != **name)
        .map(|(column, name)| format!("{name} = {}\r\n", column.name))
        .collect();
    let head = "Tên trường trong .dbf dài tối đa 10 byte; các tên sau đã được rút gọn.\r\nNames in a .dbf have 10 bytes at most; these were shortened.\r\n\r\n";
    (!changed.is_empty()).then(|| format!("\u{feff}{head}{}", changed.concat()))
}

fn table(columns: &[Column], names: &[String], features: &[&FileFeature]) -> Result<Vec<u8>, FormatFault> {
    let row = |feature: &&FileFeature| {
        columns
            .iter()
            .map(|column| value_of(feature, column).map_or(Value::Null, std::borrow::Cow::into_owned))
            .collect()
    };
    let rows: Vec<Vec<Value>> = features.iter().map(row).collect();
    if columns.is_empty() {
        let number = Column { name: "fid".into(), kind: Kind::Integer };
        let rows: Vec<Vec<Value>> = (1..=features.len()).map(|n| vec![Value::from(n)]).collect();
        return dbf::write(&[number], &["fid".into()], &rows);
    }
    dbf::write(columns, names, &rows)
}

/// The `.shp` and the `.shx` of shapes of one kind; a feature without a shape is a shape of nothing.
fn files_of(features: &[&FileFeature], kind: i32) -> Result<(Vec<u8>, Vec<u8>), FormatFault> {
    let too_large = |_| unwritten("shapefile", &"more than 4 GB of shapes");
    let words = |bytes: usize| i32::try_from(bytes / 2).map_err(too_large);
    let shapes = features.iter().filter_map(|feature| feature.geometry.as_ref());
    let bounds = shapes.filter_map(BoundingRect::bounding_rect).reduce(|one, other| {
        let (low, high) = ((one.min(), other.min()), (one.max(), other.max()));
        Rect::new(
            Coord { x: low.0.x.min(low.1.x), y: low.0.y.min(low.1.y) },
            Coord { x: high.0.x.max(high.1.x), y: high.0.y.max(high.1.y) },
        )
    });
    let (mut body, mut index) = (Vec::new(), Vec::new());
    for (number, feature) in (1_i32..).zip(features) {
        let content = content(feature.geometry.as_ref());
        index.extend(words(100 + body.len())?.to_be_bytes());
        index.extend(words(content.len())?.to_be_bytes());
        body.extend(number.to_be_bytes());
        body.extend(words(content.len())?.to_be_bytes());
        body.extend(content);
    }
    let file = |body: Vec<u8>| -> Result<Vec<u8>, FormatFault> {
        let mut file = super::FILE_CODE.to_vec();
        file.extend([0; 20]);
        file.extend(words(100 + body.len())?.to_be_bytes());
        file.extend(1000_i32.to_le_bytes());
        file.extend(kind.to_le_bytes());
        push_bounds(&mut file, bounds);
        file.extend([0; 32]);
        file.extend(body);
        Ok(file)
    };
    Ok((file(body)?, file(index)?))
}

fn push_bounds(out: &mut Vec<u8>, bounds: Option<Rect<f64>>) {
    let numbers = bounds.map_or([0.0; 4], |rect| [rect.min().x, rect.min().y, rect.max().x, rect.max().y]);
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

/// The content of one record: outlines clockwise, holes counter-clockwise.
fn content(geometry: Option<&Geometry<f64>>) -> Vec<u8> {
    let mut out = Vec::new();
    let push = |out: &mut Vec<u8>, at: &Coord<f64>| {
        out.extend(at.x.to_le_bytes());
        out.extend(at.y.to_le_bytes());
    };
    if let Some(Geometry::Point(point)) = geometry {
        out.extend(POINT.to_le_bytes());
        push(&mut out, &point.0);
        return out;
    }
    let areas: Vec<_> =
        geometry.and_then(parts).unwrap_or(&[]).iter().map(|area| area.orient(Direction::Reversed)).collect();
    let rings: Vec<_> =
        areas.iter().flat_map(|area| std::iter::once(area.exterior()).chain(area.interiors())).collect();
    let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX).to_le_bytes();
    if rings.is_empty() {
        return 0_i32.to_le_bytes().to_vec();
    }
    out.extend(POLYGON.to_le_bytes());
    push_bounds(&mut out, geometry.and_then(BoundingRect::bounding_rect));
    out.extend(count(rings.len()));
    out.extend(count(rings.iter().map(|ring| ring.0.len()).sum()));
    let mut start = 0;
    for ring in &rings {
        out.extend(count(start));
        start += ring.0.len();
    }
    rings.iter().flat_map(|ring| &ring.0).for_each(|at| push(&mut out, at));
    out
}
