//! Writing KML: one document, its properties with the types of a schema.

use std::collections::HashMap;

use geo::{Geometry, LineString, Orient, Polygon, orient::Direction};
use kml::types::{Element, Geometry as KmlGeometry, LinearRing, MultiGeometry, Placemark};
use kml::{Kml, KmlWriter, types};
use serde_json::Value;

use crate::formats::archive::{self, Entry};
use crate::formats::columns::{Column, Kind, columns_of, text_of};
use crate::formats::faults::unwritten;
use crate::formats::shapes::parts;
use crate::formats::{FileFeature, FormatFault};

/// The id of the only schema.
const SCHEMA: &str = "thuoc_tinh";

/// Writes a document; coordinates must be longitude and latitude on WGS 84.
pub(in crate::formats) fn write(name: &str, features: &[FileFeature]) -> Result<Vec<u8>, FormatFault> {
    let own = |column: &Column| matches!(column.name.as_str(), "name" | "description") && column.kind == Kind::Text;
    let columns: Vec<Column> = columns_of(features, false).into_iter().filter(|column| !own(column)).collect();
    let mut elements = vec![Kml::Element(element("name", &[], Some(name), Vec::new()))];
    if !columns.is_empty() {
        elements.push(Kml::Element(schema(&columns)));
    }
    elements.extend(features.iter().map(|feature| Kml::Placemark(placemark(feature, &columns))));
    let document = Kml::Document { attrs: HashMap::new(), elements };
    let xmlns = HashMap::from([("xmlns".to_owned(), "http://www.opengis.net/kml/2.2".to_owned())]);
    let root = Kml::KmlDocument(types::KmlDocument {
        version: types::KmlVersion::V22,
        attrs: xmlns,
        elements: vec![document],
    });
    let mut out = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_vec();
    KmlWriter::from_writer(&mut out).write(&root).map_err(|error| unwritten("KML", &error))?;
    Ok(out)
}

/// Writes a document in a zip.
pub(in crate::formats) fn write_zip(name: &str, features: &[FileFeature]) -> Result<Vec<u8>, FormatFault> {
    archive::pack(&[Entry { path: "doc.kml".into(), bytes: write(name, features)? }])
}

fn element(name: &str, attributes: &[(&str, &str)], content: Option<&str>, children: Vec<Element>) -> Element {
    let attrs = attributes.iter().map(|(name, value)| ((*name).to_owned(), allowed(value))).collect();
    Element { name: name.to_owned(), attrs, content: content.map(allowed), children }
}

/// The text without the characters that no XML may have.
fn allowed(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')).collect()
}

fn schema(columns: &[Column]) -> Element {
    let field = |column: &Column| {
        let kind = match column.kind {
            Kind::Integer => "int",
            Kind::Real => "double",
            Kind::Bool => "bool",
            Kind::Text => "string",
        };
        element("SimpleField", &[("name", &column.name), ("type", kind)], None, Vec::new())
    };
    element("Schema", &[("name", SCHEMA), ("id", SCHEMA)], None, columns.iter().map(field).collect())
}

fn placemark(feature: &FileFeature, columns: &[Column]) -> Placemark {
    let text = |name: &str| match feature.properties.get(name) {
        Some(Value::String(text)) => Some(allowed(text)),
        _ => None,
    };
    let data = columns.iter().filter_map(|column| {
        let value = feature.properties.get(&column.name).filter(|value| !value.is_null())?;
        Some(element("SimpleData", &[("name", &column.name)], Some(&text_of(value)), Vec::new()))
    });
    let data: Vec<Element> = data.collect();
    let url = format!("#{SCHEMA}");
    let extended = (!data.is_empty())
        .then(|| element("ExtendedData", &[], None, vec![element("SchemaData", &[("schemaUrl", &url)], None, data)]));
    Placemark {
        name: text("name"),
        description: text("description"),
        geometry: feature.geometry.as_ref().and_then(geometry),
        style_url: None,
        attrs: feature.id.iter().map(|id| ("id".to_owned(), allowed(id))).collect(),
        children: extended.into_iter().collect(),
    }
}

fn geometry(geometry: &Geometry<f64>) -> Option<KmlGeometry<f64>> {
    if let Geometry::Point(point) = geometry {
        return Some(KmlGeometry::Point(types::Point::new(point.x(), point.y(), None)));
    }
    let parts = parts(geometry)?;
    match parts {
        [area] => Some(KmlGeometry::Polygon(polygon(area))),
        areas => {
            let parts = areas.iter().map(|area| KmlGeometry::Polygon(polygon(area)));
            Some(KmlGeometry::MultiGeometry(MultiGeometry::new(parts.collect())))
        }
    }
}

fn polygon(area: &Polygon<f64>) -> types::Polygon<f64> {
    let area = area.orient(Direction::Default);
    let ring = |ring: &LineString<f64>| {
        let coords = ring.0.iter().map(|at| types::Coord::new(at.x, at.y, None));
        LinearRing { coords: coords.collect(), ..LinearRing::default() }
    };
    types::Polygon::new(ring(area.exterior()), area.interiors().iter().map(ring).collect())
}
