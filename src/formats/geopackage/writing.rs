//! Writing a GeoPackage of version 1.3: a layer of areas, one of points, or both.

use geo::{BoundingRect, Geometry, Rect};
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params};
use serde_json::Value;

use super::{listed, quoted};
use crate::formats::columns::{Column, Kind, columns_of, text_of, value_of};
use crate::formats::faults::{unknown_system, unwritten};
use crate::formats::shapes::area_of;
use crate::formats::{FileFeature, FormatFault, stated_crs, wkb};

/// The tables about tables, as the standard words them.
const TABLES: &str = "
PRAGMA application_id = 0x47504B47;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system');
";

fn failed(error: rusqlite::Error) -> FormatFault {
    unwritten("GeoPackage", &error)
}

/// Writes a database; where areas and points are both there, they are the layers `…_vung` and `…_diem`.
pub(in crate::formats) fn write(name: &str, features: &[FileFeature], epsg: u16) -> Result<Vec<u8>, FormatFault> {
    let mut connection = Connection::open_in_memory().map_err(failed)?;
    connection.execute_batch(TABLES).map_err(failed)?;
    let mut codes = vec![4326];
    if epsg != 4326 {
        codes.push(epsg);
    }
    for code in codes {
        let (Some(title), Some(wkt)) = (stated_crs::name_of(code), stated_crs::ogc_wkt(code)) else {
            return Err(unknown_system(code));
        };
        let sql = "INSERT INTO gpkg_spatial_ref_sys VALUES (?1, ?2, 'EPSG', ?2, ?3, NULL)";
        connection.execute(sql, params![title, code, wkt]).map_err(failed)?;
    }
    let (points, areas): (Vec<&FileFeature>, Vec<&FileFeature>) =
        features.iter().partition(|feature| matches!(feature.geometry, Some(Geometry::Point(_))));
    let columns = columns_of(features, true);
    let both = !points.is_empty() && !areas.is_empty();
    let transaction = connection.transaction().map_err(failed)?;
    if points.is_empty() || both {
        let table = if both { format!("{name}_vung") } else { name.to_owned() };
        layer(&transaction, &table, "MULTIPOLYGON", &areas, &columns, epsg)?;
    }
    if !points.is_empty() {
        let table = if both { format!("{name}_diem") } else { name.to_owned() };
        layer(&transaction, &table, "POINT", &points, &columns, epsg)?;
    }
    transaction.commit().map_err(failed)?;
    Ok(connection.serialize("main").map_err(failed)?.to_vec())
}

/// A name for a column that no other has; SQLite does not tell capitals of ASCII apart.
fn free_names(columns: &[Column]) -> Vec<String> {
    let mut taken: std::collections::HashSet<String> = ["fid".to_owned(), "geom".to_owned()].into();
    let free = |name: &str| {
        let tries = (1..).map(|n| if n == 1 { name.to_owned() } else { format!("{name}_{n}") });
        let clean = |name: String| name.replace('\0', "");
        tries.map(clean).find(|name| taken.insert(name.to_lowercase())).unwrap_or_default()
    };
    columns.iter().map(|column| column.name.as_str()).map(free).collect()
}

fn layer(
    connection: &Connection,
    table: &str,
    kind: &str,
    features: &[&FileFeature],
    columns: &[Column],
    epsg: u16,
) -> Result<(), FormatFault> {
    let names = free_names(columns);
    let declared = columns.iter().zip(&names);
    let declared = listed(declared.map(|(column, name)| format!("{} {}", quoted(name), declared_type(column.kind))));
    let create = format!(
        "CREATE TABLE {} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {kind}{declared})",
        quoted(table)
    );
    connection.execute(&create, []).map_err(failed)?;
    let bounds = bounds(features);
    let corner = |of: fn(&Rect<f64>) -> f64| bounds.as_ref().map(of);
    let about = "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, min_x, min_y, max_x, max_y, srs_id) \
                 VALUES (?1, 'features', ?1, '2000-01-01T00:00:00.000Z', ?2, ?3, ?4, ?5, ?6)";
    connection
        .execute(
            about,
            params![
                table,
                corner(|rect| rect.min().x),
                corner(|rect| rect.min().y),
                corner(|rect| rect.max().x),
                corner(|rect| rect.max().y),
                epsg
            ],
        )
        .map_err(failed)?;
    let of_shapes = "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, 0, 0)";
    connection.execute(of_shapes, params![table, kind, epsg]).map_err(failed)?;
    let places = listed((0..columns.len()).map(|at| format!("?{}", at + 2)));
    let named = listed(names.iter().map(|name| quoted(name)));
    let insert = format!("INSERT INTO {} (geom{named}) VALUES (?1{places})", quoted(table));
    let mut statement = connection.prepare(&insert).map_err(failed)?;
    for feature in features {
        let mut row: Vec<Sql> = Vec::with_capacity(columns.len() + 1);
        row.push(feature.geometry.as_ref().map_or(Sql::Null, |shape| blob(shape, epsg)));
        row.extend(
            columns.iter().map(|column| value_of(feature, column).map_or(Sql::Null, |value| cell(&value, column))),
        );
        statement.execute(rusqlite::params_from_iter(row)).map_err(failed)?;
    }
    Ok(())
}

fn declared_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer => "INTEGER",
        Kind::Real => "REAL",
        Kind::Bool => "BOOLEAN",
        Kind::Text => "TEXT",
    }
}

fn cell(value: &Value, column: &Column) -> Sql {
    match (column.kind, value) {
        (Kind::Integer, Value::Number(number)) => number.as_i64().map_or(Sql::Null, Sql::Integer),
        (Kind::Real, Value::Number(number)) => number.as_f64().map_or(Sql::Null, Sql::Real),
        (Kind::Bool, Value::Bool(yes)) => Sql::Integer(i64::from(*yes)),
        (_, other) => Sql::Text(text_of(other)),
    }
}

fn bounds(features: &[&FileFeature]) -> Option<Rect<f64>> {
    let boxes = features.iter().filter_map(|feature| feature.geometry.as_ref()?.bounding_rect());
    boxes.reduce(|one, other| {
        let low = geo::Coord { x: one.min().x.min(other.min().x), y: one.min().y.min(other.min().y) };
        let high = geo::Coord { x: one.max().x.max(other.max().x), y: one.max().y.max(other.max().y) };
        Rect::new(low, high)
    })
}

/// A shape behind GeoPackage's header; an area is always one of several parts, because the layer is.
fn blob(geometry: &Geometry<f64>, epsg: u16) -> Sql {
    let areas = match geometry {
        Geometry::Polygon(area) => Some(Geometry::MultiPolygon(vec![area.clone()].into())),
        Geometry::MultiPolygon(_) | Geometry::Point(_) => None,
        _ => Some(area_of(Vec::new())),
    };
    let geometry = areas.as_ref().unwrap_or(geometry);
    let Some(body) = wkb::write(geometry) else { return Sql::Null };
    let rect = geometry.bounding_rect();
    let is_area = matches!(geometry, Geometry::MultiPolygon(_));
    let boxed = rect.filter(|_| is_area);
    let mut out = vec![b'G', b'P', 0, 1 | if boxed.is_some() { 2 } else { 0 }];
    out.extend(i32::from(epsg).to_le_bytes());
    if let Some(rect) = boxed {
        let numbers = [rect.min().x, rect.max().x, rect.min().y, rect.max().y];
        out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    }
    out.extend(body);
    Sql::Blob(out)
}
