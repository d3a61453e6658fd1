//! GeoPackage: tables of features in a SQLite database, read from bytes and never written to.

mod writing;

use std::io::Cursor;

use geo::Geometry;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::{Map, Number, Value};

pub(super) use self::writing::write;
use super::faults::{damaged, fault};
use super::gather::{Gathered, in_layer};
use super::shapefile::several_systems;
use super::{FeatureFile, Format, FormatFault, StatedCrs, stated_crs, wkb};
use crate::kernel::Localized;

/// The most layers that are read.
const MAX_LAYERS: usize = 100;

/// A layer, as the tables about tables describe it.
struct Layer {
    table: String,
    geometry: String,
    srs: i64,
}

fn broken(error: rusqlite::Error) -> FormatFault {
    damaged("GeoPackage", &error)
}

/// Reads every layer of features.
pub(super) fn read(bytes: &[u8]) -> Result<FeatureFile, FormatFault> {
    let connection = open(bytes)?;
    let layers = layers(&connection)?;
    if layers.is_empty() {
        return Err(fault(
            "Tệp SQLite không có lớp đối tượng GeoPackage nào. Xuất lại lớp từ QGIS thành GeoPackage.",
            "The SQLite file has no GeoPackage layer of features. Export the layer from QGIS as GeoPackage.",
        ));
    }
    let mut gathered = Gathered::default();
    let mut stated: Vec<StatedCrs> = Vec::new();
    for layer in &layers {
        if !is_plain_table(&connection, &layer.table)? {
            gathered.remarks.push(Localized::new(
                format!("Bỏ qua lớp {}: không phải bảng thường.", layer.table),
                format!("The layer {} was passed over: it is no plain table.", layer.table),
            ));
            continue;
        }
        let crs = crs_of(&connection, layer.srs)?;
        if !stated.contains(&crs) {
            stated.push(crs);
        }
        read_layer(&connection, layer, layers.len() > 1, &mut gathered)?;
    }
    match <[StatedCrs; 1]>::try_from(stated) {
        Ok([crs]) => Ok(gathered.into_file(Format::GeoPackage, crs)),
        Err(none) if none.is_empty() => Ok(gathered.into_file(Format::GeoPackage, StatedCrs::Missing)),
        Err(_) => Err(several_systems()),
    }
}

/// Opens the bytes as a database of their own. One that is in WAL mode says so in two bytes; without its companion
/// file it is read as if it were not.
fn open(bytes: &[u8]) -> Result<Connection, FormatFault> {
    let mut owned = bytes.to_vec();
    owned.iter_mut().skip(18).take(2).filter(|byte| **byte == 2).for_each(|byte| *byte = 1);
    let mut connection = Connection::open_in_memory().map_err(broken)?;
    let size = owned.len();
    connection.deserialize_read_exact("main", Cursor::new(owned), size, true).map_err(broken)?;
    connection
        .execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON;")
        .map_err(broken)?;
    Ok(connection)
}

fn layers(connection: &Connection) -> Result<Vec<Layer>, FormatFault> {
    let sql = "SELECT c.table_name, g.column_name, g.srs_id FROM gpkg_contents c \
               JOIN gpkg_geometry_columns g ON lower(g.table_name) = lower(c.table_name) \
               WHERE c.data_type = 'features' ORDER BY c.rowid LIMIT ?1";
    let mut statement = connection.prepare(sql).map_err(|error| {
        if error.to_string().contains("no such table") {
            fault(
                "Đây là tệp SQLite nhưng không phải GeoPackage. Xuất lớp từ QGIS thành GeoPackage.",
                "This is a SQLite file but no GeoPackage. Export the layer from QGIS as GeoPackage.",
            )
        } else {
            broken(error)
        }
    })?;
    let rows = statement.query_map([i64::try_from(MAX_LAYERS).unwrap_or(i64::MAX)], |row| {
        Ok(Layer { table: row.get(0)?, geometry: row.get(1)?, srs: row.get(2)? })
    });
    rows.and_then(Iterator::collect).map_err(broken)
}

/// Views and virtual tables can run any SQL that their author wrote, so they are not read.
fn is_plain_table(connection: &Connection, table: &str) -> Result<bool, FormatFault> {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(?1) \
               AND sql NOT LIKE 'CREATE VIRTUAL%'";
    connection.query_row(sql, [table], |row| row.get::<_, i64>(0)).map(|count| count == 1).map_err(broken)
}

fn crs_of(connection: &Connection, srs: i64) -> Result<StatedCrs, FormatFault> {
    let sql = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?1";
    let mut statement = connection.prepare(sql).map_err(broken)?;
    let row = statement.query_row([srs], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, Option<String>>(2)?))
    });
    let (organization, code, definition) = match row {
        Ok(row) => row,
        Err(rusqlite::Error::QueryReturnedNoRows) if srs > 0 => ("EPSG".into(), srs, None),
        Err(rusqlite::Error::QueryReturnedNoRows) => return Ok(StatedCrs::Missing),
        Err(error) => return Err(broken(error)),
    };
    if srs <= 0 && organization.eq_ignore_ascii_case("none") {
        return Ok(StatedCrs::Missing);
    }
    match u16::try_from(code) {
        Ok(code) if organization.eq_ignore_ascii_case("epsg") => Ok(stated_crs::of_code(code)),
        _ => Ok(stated_crs::of_wkt(definition.as_deref().unwrap_or_default())),
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Items of SQL behind another one, each with its comma.
fn listed(items: impl Iterator<Item = String>) -> String {
    items.flat_map(|item| [", ".to_owned(), item]).collect()
}

/// A column beside the geometry.
struct Cell {
    name: String,
    is_bool: bool,
}

/// The columns beside the geometry and the key.
fn columns(connection: &Connection, layer: &Layer) -> Result<Vec<Cell>, FormatFault> {
    let mut statement = connection.prepare("SELECT name, pk, type FROM pragma_table_info(?1)").map_err(broken)?;
    let rows = statement.query_map([&layer.table], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?))
    });
    let rows: Vec<_> = rows.and_then(Iterator::collect).map_err(broken)?;
    let beside = rows.into_iter().filter(|(name, pk, kind)| {
        let key = *pk == 1 && kind.eq_ignore_ascii_case("integer");
        !key && !name.eq_ignore_ascii_case(&layer.geometry)
    });
    Ok(beside.map(|(name, _, kind)| Cell { name, is_bool: kind.eq_ignore_ascii_case("boolean") }).collect())
}

fn read_layer(
    connection: &Connection,
    layer: &Layer,
    several: bool,
    gathered: &mut Gathered,
) -> Result<(), FormatFault> {
    let columns = columns(connection, layer)?;
    let named = listed(columns.iter().map(|column| quoted(&column.name)));
    let sql = format!("SELECT {}{named} FROM {}", quoted(&layer.geometry), quoted(&layer.table));
    let mut statement = connection.prepare(&sql).map_err(broken)?;
    let mut rows = statement.query([]).map_err(broken)?;
    let mut index = 0;
    while let Some(row) = rows.next().map_err(broken)? {
        let place = in_layer(several.then_some(layer.table.as_str()), index);
        index += 1;
        let geometry = match row.get_ref(0).map_err(broken)? {
            ValueRef::Null => Ok(None),
            ValueRef::Blob(blob) => shape(blob),
            _ => Err(no_shape()),
        };
        let mut properties = Map::new();
        for (at, column) in columns.iter().enumerate() {
            let value = match row.get_ref(at + 1).map_err(broken)? {
                ValueRef::Integer(number) if column.is_bool => Value::Bool(number != 0),
                other => value(other),
            };
            properties.insert(column.name.clone(), value);
        }
        gathered.keep(place, None, properties, geometry)?;
    }
    Ok(())
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
        ValueRef::Integer(number) => Value::from(number),
        ValueRef::Real(number) => Number::from_f64(number).map_or(Value::Null, Value::Number),
        ValueRef::Text(text) => match std::str::from_utf8(text) {
            Ok(text) => Value::String(text.to_owned()),
            Err(_) => Value::String(super::text::windows_1252(text)),
        },
    }
}

fn no_shape() -> Localized {
    Localized::new(
        "Cột hình không chứa hình GeoPackage. Mở và xuất lại lớp bằng QGIS.",
        "The column of shapes holds none of GeoPackage. Open the layer in QGIS and export it again.",
    )
}

/// Strips the header of GeoPackage (`GP`, version, flags, SRS, box) from a shape.
fn shape(blob: &[u8]) -> Result<Option<Geometry<f64>>, Localized> {
    let Some([b'G', b'P', _, flags]) = blob.first_chunk::<4>() else { return Err(no_shape()) };
    let envelope = match (flags >> 1) & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err(no_shape()),
    };
    if flags & 0x10 != 0 {
        return Ok(None);
    }
    wkb::read(blob.get(8 + envelope..).ok_or_else(no_shape)?)
}
