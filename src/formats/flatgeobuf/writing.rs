//! Writing FlatGeobuf, with an index.

use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geo::{Geometry, Orient, Polygon, orient::Direction};
use geozero::error::Result as GeozeroResult;
use geozero::{ColumnValue, GeomProcessor, GeozeroGeometry, PropertyProcessor};
use serde_json::Value;

use crate::formats::columns::{Column, Kind, columns_of, text_of, value_of};
use crate::formats::faults::{unknown_system, unwritten};
use crate::formats::{FileFeature, FormatFault, stated_crs};

/// A shape as the crate's writer takes it.
struct Written<'a>(&'a Geometry<f64>);

impl GeozeroGeometry for Written<'_> {
    fn process_geom<P: GeomProcessor>(&self, to: &mut P) -> GeozeroResult<()> {
        match self.0 {
            Geometry::Point(point) => {
                to.point_begin(0)?;
                to.xy(point.x(), point.y(), 0)?;
                to.point_end(0)
            }
            Geometry::Polygon(area) => polygon(area, true, 0, to),
            Geometry::MultiPolygon(areas) => {
                to.multipolygon_begin(areas.0.len(), 0)?;
                for (at, area) in areas.iter().enumerate() {
                    polygon(area, false, at, to)?;
                }
                to.multipolygon_end(0)
            }
            _ => Ok(()),
        }
    }
}

fn polygon<P: GeomProcessor>(area: &Polygon<f64>, alone: bool, at: usize, to: &mut P) -> GeozeroResult<()> {
    let area = area.orient(Direction::Default);
    to.polygon_begin(alone, area.interiors().len() + 1, at)?;
    for (number, ring) in std::iter::once(area.exterior()).chain(area.interiors()).enumerate() {
        to.linestring_begin(false, ring.0.len(), number)?;
        for (index, vertex) in ring.0.iter().enumerate() {
            to.xy(vertex.x, vertex.y, index)?;
        }
        to.linestring_end(false, number)?;
    }
    to.polygon_end(alone, at)
}

/// Writes an indexed file; the index puts features into an order of its own. A feature without a shape cannot be in
/// it and is left out.
pub(in crate::formats) fn write(name: &str, features: &[FileFeature], epsg: u16) -> Result<Vec<u8>, FormatFault> {
    let failed = |error: &dyn std::fmt::Display| unwritten("FlatGeobuf", error);
    let wkt = stated_crs::ogc_wkt(epsg).ok_or_else(|| unknown_system(epsg))?;
    let crs = FgbCrs {
        org: Some("EPSG"),
        code: i32::from(epsg),
        name: stated_crs::name_of(epsg),
        wkt: Some(&wkt),
        ..FgbCrs::default()
    };
    let shaped: Vec<(&FileFeature, &Geometry<f64>)> =
        features.iter().filter_map(|feature| Some((feature, feature.geometry.as_ref()?))).collect();
    let is_point = |geometry: &Geometry<f64>| matches!(geometry, Geometry::Point(_));
    let kind = match (shaped.iter().all(|(_, shape)| is_point(shape)), shaped.iter().any(|(_, shape)| is_point(shape)))
    {
        (true, true) => GeometryType::Point,
        (_, false) => GeometryType::MultiPolygon,
        _ => GeometryType::Unknown,
    };
    let options = FgbWriterOptions {
        write_index: !shaped.is_empty(),
        detect_type: false,
        promote_to_multi: kind == GeometryType::MultiPolygon,
        crs,
        ..FgbWriterOptions::default()
    };
    let mut writer = FgbWriter::create_with_options(name, kind, options).map_err(|error| failed(&error))?;
    let columns = columns_of(features, true);
    for column in &columns {
        writer.add_column(&column.name, column_type(column.kind), |_, _| {});
    }
    for (feature, shape) in shaped {
        let added = writer.add_feature_geom(Written(shape), |row| {
            for (at, column) in columns.iter().enumerate() {
                if let Some(value) = value_of(feature, column) {
                    cell(row, at, column, &value);
                }
            }
        });
        added.map_err(|error| failed(&error))?;
    }
    let mut out = Vec::new();
    writer.write(&mut out).map_err(|error| failed(&error))?;
    Ok(out)
}

fn column_type(kind: Kind) -> ColumnType {
    match kind {
        Kind::Integer => ColumnType::Long,
        Kind::Real => ColumnType::Double,
        Kind::Bool => ColumnType::Bool,
        Kind::Text => ColumnType::String,
    }
}

fn cell(row: &mut impl PropertyProcessor, at: usize, column: &Column, value: &Value) {
    // The writer keeps values in memory; it has no error to give.
    let _ = match (column.kind, value) {
        (Kind::Integer, Value::Number(number)) => {
            row.property(at, &column.name, &ColumnValue::Long(number.as_i64().unwrap_or_default()))
        }
        (Kind::Real, Value::Number(number)) => {
            row.property(at, &column.name, &ColumnValue::Double(number.as_f64().unwrap_or_default()))
        }
        (Kind::Bool, Value::Bool(yes)) => row.property(at, &column.name, &ColumnValue::Bool(*yes)),
        (_, other) => row.property(at, &column.name, &ColumnValue::String(&text_of(other))),
    };
}
