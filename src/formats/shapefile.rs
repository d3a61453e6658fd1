//! Shapefiles: `.shp`, `.dbf`, `.prj` and `.cpg` in a zip, in any case and folder; or a bare `.shp`.

mod writing;

use std::io::Cursor;

use ::shapefile::{ReadableShape, Shape};
use geo::{Coord, Geometry, Point};
use serde_json::Map;

pub(super) use self::writing::write;
use super::archive::{self, Entry};
use super::faults::{cut_short, damaged, fault};
use super::gather::{Gathered, a_line, in_layer, many_points};
use super::shapes::area_of_rings;
use super::{FeatureFile, Format, FormatFault, StatedCrs, dbf, stated_crs};
use crate::kernel::Localized;

/// The most rings of one shape.
const MAX_RINGS: usize = 100_000;
/// The number of the format, at the start of every `.shp`.
const FILE_CODE: [u8; 4] = [0, 0, 0x27, 0x0A];

/// Whether the bytes are a `.shp`.
pub(super) fn is_shp(bytes: &[u8]) -> bool {
    bytes.starts_with(&FILE_CODE)
}

/// Reads every shapefile of a zip, each as a layer.
pub(super) fn read_zip(bytes: &[u8]) -> Result<FeatureFile, FormatFault> {
    let mut entries = archive::unpack(bytes, &["shp", "dbf", "prj", "cpg", "cst", "qpj"])?;
    entries.sort_by(|one, other| one.path.cmp(&other.path));
    let layers: Vec<&Entry> = entries.iter().filter(|entry| entry.extension() == "shp").collect();
    let beside = |shp: &Entry, extension: &str| {
        let mut found = entries.iter().filter(|entry| entry.extension() == extension && entry.stem() == shp.stem());
        found.next().map(|entry| entry.bytes.as_slice())
    };
    if layers.is_empty() {
        return Err(fault(
            "Tệp zip không có tệp .shp. Nén đủ các tệp .shp, .shx, .dbf, .prj của lớp bản đồ rồi nhập lại.",
            "The zip holds no .shp file. Pack the .shp, .shx, .dbf and .prj of the layer together and import that.",
        ));
    }
    let mut gathered = Gathered::default();
    let mut stated: Vec<StatedCrs> = Vec::new();
    for shp in &layers {
        let name = (layers.len() > 1).then(|| shp.title());
        let text = |extension| beside(shp, extension).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let table = if let Some(bytes) = beside(shp, "dbf") {
            dbf::read(bytes, text("cpg").or_else(|| text("cst")).as_deref())?
        } else {
            gathered.remarks.push(without_table(shp.title()));
            dbf::Table::default()
        };
        read_layer(&mut gathered, name, &shp.bytes, table)?;
        let crs = text("prj").or_else(|| text("qpj")).map_or(StatedCrs::Missing, |wkt| stated_crs::of_wkt(&wkt));
        if !stated.contains(&crs) {
            stated.push(crs);
        }
    }
    match <[StatedCrs; 1]>::try_from(stated) {
        Ok([crs]) => Ok(gathered.into_file(Format::Shapefile, crs)),
        Err(_) => Err(several_systems()),
    }
}

/// Layers of one file that are in different systems cannot be read as one.
pub(super) fn several_systems() -> FormatFault {
    fault(
        "Các lớp trong tệp dùng nhiều hệ tọa độ khác nhau. Xuất mỗi lớp thành một tệp rồi nhập từng tệp.",
        "The layers of the file are in different coordinate systems. Export each as a file and import them one by one.",
    )
}

fn without_table(name: &str) -> Localized {
    Localized::new(
        format!("Lớp {name} không có tệp .dbf nên không có thuộc tính."),
        format!("The layer {name} has no .dbf file, so it has no attributes."),
    )
}

/// Reads a bare `.shp`.
pub(super) fn read_bare(bytes: &[u8]) -> Result<FeatureFile, FormatFault> {
    let mut gathered = Gathered::default();
    gathered.remarks.push(Localized::new(
        "Chỉ có tệp .shp: không có thuộc tính (.dbf) và hệ tọa độ (.prj). Nên nén cả các tệp này thành .zip.",
        "Only the .shp is here: no attributes (.dbf), no coordinate system (.prj). Better pack them all into a .zip.",
    ));
    read_layer(&mut gathered, None, bytes, dbf::Table::default())?;
    Ok(gathered.into_file(Format::Shapefile, StatedCrs::Missing))
}

fn read_layer(gathered: &mut Gathered, name: Option<&str>, shp: &[u8], table: dbf::Table) -> Result<(), FormatFault> {
    if !is_shp(shp) {
        return Err(damaged("shapefile", &"the .shp file has another content"));
    }
    let mut rest = shp.get(100..).ok_or_else(|| cut_short("shapefile"))?;
    let mut records = table.records.into_iter();
    let mut index = 0;
    while let Some(content) = next_record(&mut rest)? {
        let place = in_layer(name, index);
        index += 1;
        let properties = records.next().unwrap_or_else(|| Some(Map::new()));
        if let Some(properties) = properties {
            gathered.keep(place, None, properties, shape(content))?;
        }
    }
    Ok(())
}

/// The content of the next record; `None` at the end.
fn next_record<'a>(rest: &mut &'a [u8]) -> Result<Option<&'a [u8]>, FormatFault> {
    if rest.len() < 8 {
        return Ok(None);
    }
    let words = rest.get(4..8).and_then(|four| four.try_into().ok()).map_or(0, u32::from_be_bytes);
    let end = usize::try_from(words).ok().and_then(|words| words.checked_mul(2)?.checked_add(8));
    let content = end.and_then(|end| rest.get(8..end)).ok_or_else(|| cut_short("shapefile"))?;
    *rest = end.and_then(|end| rest.get(end..)).unwrap_or(&[]);
    Ok(Some(content))
}

fn shape(content: &[u8]) -> Result<Option<Geometry<f64>>, Localized> {
    let broken = || {
        Localized::new(
            "Bản ghi hình trong tệp .shp bị hỏng. Mở và xuất lại lớp bằng QGIS hoặc ArcGIS.",
            "The record in the .shp is damaged. Open the layer in QGIS or ArcGIS and export it again.",
        )
    };
    if !counts_fit(content) {
        return Err(broken());
    }
    let size = i32::try_from(content.len()).map_err(|_| broken())?;
    let read = Shape::read_from(&mut Cursor::new(content), size).map_err(|_| broken())?;
    let points = |ring: &[(f64, f64)]| ring.iter().map(|&(x, y)| Coord { x, y }).collect::<Vec<_>>();
    macro_rules! rings {
        ($polygon:expr) => {{
            let rings = $polygon.rings().iter().map(|ring| ring.points().iter().map(|point| (point.x, point.y)));
            area_of_rings(rings.map(|ring| points(&ring.collect::<Vec<_>>())).collect())
        }};
    }
    match read {
        Shape::NullShape => Ok(None),
        Shape::Point(point) => Ok(Some(Geometry::Point(Point::new(point.x, point.y)))),
        Shape::PointM(point) => Ok(Some(Geometry::Point(Point::new(point.x, point.y)))),
        Shape::PointZ(point) => Ok(Some(Geometry::Point(Point::new(point.x, point.y)))),
        Shape::Polygon(polygon) => rings!(polygon),
        Shape::PolygonM(polygon) => rings!(polygon),
        Shape::PolygonZ(polygon) => rings!(polygon),
        Shape::Multipoint(many) => single(many.points().iter().map(|point| (point.x, point.y))),
        Shape::MultipointM(many) => single(many.points().iter().map(|point| (point.x, point.y))),
        Shape::MultipointZ(many) => single(many.points().iter().map(|point| (point.x, point.y))),
        Shape::Polyline(_) | Shape::PolylineM(_) | Shape::PolylineZ(_) => Err(a_line()),
        Shape::Multipatch(_) => Err(Localized::new(
            "Hình ba chiều (multipatch) không dùng được. Xuất lại thành vùng phẳng.",
            "A three-dimensional shape (multipatch) cannot be used. Export it as a flat area.",
        )),
    }
}

fn single(mut points: impl Iterator<Item = (f64, f64)>) -> Result<Option<Geometry<f64>>, Localized> {
    match (points.next(), points.next()) {
        (None, _) => Ok(None),
        (Some((x, y)), None) => Ok(Some(Geometry::Point(Point::new(x, y)))),
        _ => Err(many_points()),
    }
}

/// Whether the numbers of parts and points that a record states can be in it; the crate reserves room for them.
fn counts_fit(content: &[u8]) -> bool {
    let number = |at: usize| {
        let four = content.get(at..at + 4).and_then(|four| four.try_into().ok());
        four.map(i32::from_le_bytes).and_then(|number| usize::try_from(number).ok())
    };
    match number(0) {
        Some(3 | 5 | 13 | 15 | 23 | 25 | 31) => match (number(36), number(40)) {
            (Some(rings), Some(points)) => {
                let starts: Vec<usize> = (0..rings.min(MAX_RINGS)).filter_map(|ring| number(44 + 4 * ring)).collect();
                let in_order = starts.windows(2).all(|pair| matches!(pair, [one, next] if one <= next));
                let needed = rings.saturating_mul(4).saturating_add(points.saturating_mul(16)).saturating_add(44);
                rings <= MAX_RINGS
                    && needed <= content.len()
                    && starts.len() == rings
                    && in_order
                    && starts.first().is_none_or(|first| *first == 0)
                    && starts.last().is_none_or(|last| *last <= points)
            }
            _ => false,
        },
        Some(8 | 18 | 28) => {
            number(36).is_some_and(|points| points.saturating_mul(16).saturating_add(40) <= content.len())
        }
        Some(_) => true,
        None => false,
    }
}
