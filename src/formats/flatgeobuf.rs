//! FlatGeobuf: a header, an index that is passed over, features one behind the other.
//!
//! The crate checks the buffers of header and features. The columns' values and the ends of rings are read here,
//! because it trusts their lengths and would panic on files that lie.

mod writing;

use flatgeobuf::{
    ColumnType, Geometry as FgbGeometry, GeometryType, Header, size_prefixed_root_as_feature,
    size_prefixed_root_as_header,
};
use geo::{Coord, Geometry, MultiPoint, Point, Polygon};
use serde_json::{Map, Number, Value};

pub(super) use self::writing::write;
use super::faults::{cut_short, damaged, too_many};
use super::gather::{Gathered, MAX_FEATURES, a_line, nth_feature};
use super::shapes::{polygon_of, united};
use super::{FeatureFile, Format, FormatFault, StatedCrs, stated_crs};
use crate::kernel::Localized;

/// The bytes of one node of the index.
const NODE: usize = 40;

/// Reads all features in the order of the file, which is that of its index.
pub(super) fn read(bytes: &[u8]) -> Result<FeatureFile, FormatFault> {
    let mut rest = bytes.get(8..).ok_or_else(|| cut_short("FlatGeobuf"))?;
    let header_bytes = prefixed(&mut rest)?.ok_or_else(|| cut_short("FlatGeobuf"))?;
    let header = size_prefixed_root_as_header(header_bytes).map_err(|error| damaged("FlatGeobuf", &error))?;
    let count = usize::try_from(header.features_count()).unwrap_or(usize::MAX);
    if count > MAX_FEATURES {
        return Err(too_many(MAX_FEATURES));
    }
    if header.index_node_size() > 0 && count > 0 {
        let index = index_bytes(count, usize::from(header.index_node_size()));
        rest = rest.get(index..).ok_or_else(|| cut_short("FlatGeobuf"))?;
    }
    let columns = columns(&header);
    let mut gathered = Gathered::default();
    let mut index = 0;
    while let Some(buffer) = prefixed(&mut rest)? {
        let place = nth_feature(index);
        index += 1;
        let Ok(feature) = size_prefixed_root_as_feature(buffer) else {
            gathered.refuse(place, broken())?;
            continue;
        };
        let named = |column: flatgeobuf::Column<'_>| (column.name().to_owned(), column.type_());
        let own = feature.columns().map(|own| own.iter().map(named).collect::<Vec<_>>());
        let columns: &[(String, ColumnType)] = own.as_deref().unwrap_or(&columns);
        let geometry = feature.geometry().map_or(Ok(None), |shape| geometry(&shape, header.geometry_type(), 0));
        let cells = feature.properties().map_or(Ok(Map::new()), |cells| properties(cells.bytes(), columns));
        match cells {
            Ok(properties) => gathered.keep(place, None, properties, geometry)?,
            Err(reason) => gathered.refuse(place, reason)?,
        }
    }
    if index < count {
        return Err(cut_short("FlatGeobuf"));
    }
    Ok(gathered.into_file(Format::FlatGeobuf, crs_of(&header)))
}

/// The next buffer with its length in front; `None` at the end.
fn prefixed<'a>(rest: &mut &'a [u8]) -> Result<Option<&'a [u8]>, FormatFault> {
    if rest.is_empty() {
        return Ok(None);
    }
    let length = rest.first_chunk::<4>().and_then(|four| usize::try_from(u32::from_le_bytes(*four)).ok());
    let end = length.and_then(|length| length.checked_add(4));
    let (buffer, behind) = end.and_then(|end| rest.split_at_checked(end)).ok_or_else(|| cut_short("FlatGeobuf"))?;
    if buffer.len() < 12 {
        return Err(damaged("FlatGeobuf", &"a buffer is too short"));
    }
    *rest = behind;
    Ok(Some(buffer))
}

/// The size of a packed R-tree over so many features.
fn index_bytes(count: usize, node_size: usize) -> usize {
    let node_size = node_size.max(2);
    let (mut level, mut nodes) = (count, count);
    while level > 1 {
        level = level.div_ceil(node_size);
        nodes += level;
    }
    if count == 1 {
        nodes += 1;
    }
    nodes.saturating_mul(NODE)
}

fn columns(header: &Header<'_>) -> Vec<(String, ColumnType)> {
    let columns = header.columns();
    columns
        .map(|columns| columns.iter().map(|column| (column.name().to_owned(), column.type_())).collect())
        .unwrap_or_default()
}

fn crs_of(header: &Header<'_>) -> StatedCrs {
    let Some(crs) = header.crs() else { return StatedCrs::Missing };
    let epsg = crs.org().is_none_or(|org| org.is_empty() || org.eq_ignore_ascii_case("epsg"));
    match u16::try_from(crs.code()) {
        Ok(code) if code > 0 && epsg => stated_crs::of_code(code),
        _ => match crs.wkt().or_else(|| crs.code_string()).or_else(|| crs.name()) {
            Some(words) => stated_crs::of_wkt(words),
            None => StatedCrs::Missing,
        },
    }
}

fn broken() -> Localized {
    Localized::new(
        "Đối tượng trong tệp FlatGeobuf bị hỏng. Mở và xuất lại tệp bằng QGIS.",
        "The feature in the FlatGeobuf file is damaged. Open the file in QGIS and export it again.",
    )
}

/// The values of one feature: the number of a column, then its value, again and again.
fn properties(mut bytes: &[u8], columns: &[(String, ColumnType)]) -> Result<Map<String, Value>, Localized> {
    let mut read = Map::new();
    while bytes.len() > 1 {
        let number = usize::from(u16::from_le_bytes(take(&mut bytes)?));
        let (name, kind) = columns.get(number).ok_or_else(broken)?;
        read.insert(name.clone(), value(&mut bytes, *kind)?);
    }
    Ok(read)
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], Localized> {
    let (head, rest) = bytes.split_first_chunk::<N>().ok_or_else(broken)?;
    *bytes = rest;
    Ok(*head)
}

fn value(bytes: &mut &[u8], kind: ColumnType) -> Result<Value, Localized> {
    let real = |number: f64| Number::from_f64(number).map_or(Value::Null, Value::Number);
    Ok(match kind {
        ColumnType::Byte => Value::from(i8::from_le_bytes(take(bytes)?)),
        ColumnType::UByte => Value::from(u8::from_le_bytes(take(bytes)?)),
        ColumnType::Bool => Value::from(take::<1>(bytes)? != [0]),
        ColumnType::Short => Value::from(i16::from_le_bytes(take(bytes)?)),
        ColumnType::UShort => Value::from(u16::from_le_bytes(take(bytes)?)),
        ColumnType::Int => Value::from(i32::from_le_bytes(take(bytes)?)),
        ColumnType::UInt => Value::from(u32::from_le_bytes(take(bytes)?)),
        ColumnType::Long => Value::from(i64::from_le_bytes(take(bytes)?)),
        ColumnType::ULong => Value::from(u64::from_le_bytes(take(bytes)?)),
        ColumnType::Float => real(f64::from(f32::from_le_bytes(take(bytes)?))),
        ColumnType::Double => real(f64::from_le_bytes(take(bytes)?)),
        ColumnType::String | ColumnType::Json | ColumnType::DateTime | ColumnType::Binary => {
            let length = usize::try_from(u32::from_le_bytes(take(bytes)?)).map_err(|_| broken())?;
            let (text, rest) = bytes.split_at_checked(length).ok_or_else(broken)?;
            *bytes = rest;
            match kind {
                ColumnType::Binary => Value::Null,
                ColumnType::Json => serde_json::from_slice(text).unwrap_or(Value::Null),
                _ => match std::str::from_utf8(text) {
                    Ok(text) => Value::String(text.to_owned()),
                    Err(_) => Value::String(super::text::windows_1252(text)),
                },
            }
        }
        _ => return Err(broken()),
    })
}

/// How deep collections may lie in one another.
const MAX_DEPTH: usize = 8;

fn geometry(shape: &FgbGeometry<'_>, of_layer: GeometryType, depth: usize) -> Result<Option<Geometry<f64>>, Localized> {
    let kind = if of_layer == GeometryType::Unknown { shape.type_() } else { of_layer };
    let parts = |kind: GeometryType| -> Result<Vec<Geometry<f64>>, Localized> {
        if depth >= MAX_DEPTH {
            return Err(broken());
        }
        let parts = shape.parts().into_iter().flatten().map(|part| geometry(&part, kind, depth + 1));
        Ok(parts.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    };
    match kind {
        GeometryType::Point => match coords(shape)?.first() {
            Some(at) if at.x.is_nan() && at.y.is_nan() => Ok(None),
            at => Ok(at.map(|at| Geometry::Point(Point(*at)))),
        },
        GeometryType::MultiPoint => {
            let points = coords(shape)?.into_iter().map(Point).collect();
            united(vec![Geometry::MultiPoint(MultiPoint::new(points))])
        }
        GeometryType::Polygon | GeometryType::Triangle => Ok(polygon_of(rings(shape)?).map(Geometry::Polygon)),
        GeometryType::MultiPolygon if shape.parts().is_none() => Ok(polygon_of(rings(shape)?).map(Geometry::Polygon)),
        GeometryType::MultiPolygon => {
            let areas: Vec<Polygon<f64>> = parts(GeometryType::Polygon)?
                .into_iter()
                .filter_map(|part| if let Geometry::Polygon(area) = part { Some(area) } else { None })
                .collect();
            Ok(if areas.is_empty() { None } else { Some(Geometry::MultiPolygon(areas.into())) })
        }
        GeometryType::GeometryCollection => united(parts(GeometryType::Unknown)?),
        GeometryType::LineString | GeometryType::MultiLineString => Err(a_line()),
        _ => Err(Localized::new(
            "Loại hình cong hoặc ba chiều không dùng được. Chuyển thành vùng thường trong QGIS rồi xuất lại.",
            "Curved and three-dimensional shapes cannot be used. Turn them into plain areas in QGIS and export again.",
        )),
    }
}

fn coords(shape: &FgbGeometry<'_>) -> Result<Vec<Coord<f64>>, Localized> {
    let Some(numbers) = shape.xy() else { return Ok(Vec::new()) };
    if numbers.len() % 2 != 0 {
        return Err(broken());
    }
    let pairs = (0..numbers.len() / 2).map(|at| Coord { x: numbers.get(2 * at), y: numbers.get(2 * at + 1) });
    Ok(pairs.collect())
}

fn rings(shape: &FgbGeometry<'_>) -> Result<Vec<Vec<Coord<f64>>>, Localized> {
    let all = coords(shape)?;
    let Some(ends) = shape.ends().filter(|ends| !ends.is_empty()) else { return Ok(vec![all]) };
    let mut start = 0;
    let mut rings = Vec::new();
    for end in ends {
        let end = usize::try_from(end).map_err(|_| broken())?;
        rings.push(all.get(start..end).ok_or_else(broken)?.to_vec());
        start = end;
    }
    Ok(rings)
}
