//! What a placemark says besides its shape.

use std::collections::HashMap;

use kml::types::{Element, Placemark};
use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;
use serde_json::{Map, Number, Value};

use super::walk::Types;

/// The types of fields of each schema of a document, by its id.
pub(super) type Schemas = HashMap<String, Types>;

/// The most fields of all schemas that are noted.
const MAX_FIELDS: usize = 10_000;

/// The id by which placemarks refer to a schema.
pub(super) fn schema_id(start: &BytesStart<'_>) -> Option<String> {
    attribute(start, "id").or_else(|| attribute(start, "name"))
}

/// Notes the type of a field.
pub(super) fn note_field(schemas: &mut Schemas, schema: &str, start: &BytesStart<'_>) {
    let room = schemas.values().map(HashMap::len).sum::<usize>() < MAX_FIELDS;
    if let (true, Some(name), Some(kind)) = (room, attribute(start, "name"), attribute(start, "type")) {
        schemas.entry(schema.to_owned()).or_default().insert(name, kind);
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        start.attributes().take(64).filter_map(Result::ok).find(|held| held.key.local_name().into_inner() == name);
    found.map(|held| unescaped(&held.value))
}

/// A text with `&amp;` and the like resolved; as it is where that cannot be.
pub(super) fn unescaped(text: &str) -> String {
    unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}

/// The properties: name and description, extended data of both kinds, and `folder`, the folders it lies in.
///
/// Descriptions are HTML as Google Earth writes it and stay so. Data of a schema has the schema's types, other data
/// is text.
pub(super) fn of(placemark: Placemark, folders: &[String], schemas: &Schemas) -> Map<String, Value> {
    let mut properties = Map::new();
    let texts = [("name", placemark.name), ("description", placemark.description)];
    for (name, text) in texts {
        let trimmed = |text: String| text.trim_matches(|c: char| c.is_ascii_whitespace()).to_owned();
        if let Some(text) = text.map(trimmed).filter(|text| !text.is_empty()) {
            properties.insert(name.to_owned(), Value::String(text));
        }
    }
    for child in &placemark.children {
        match child.name.as_str() {
            "ExtendedData" => child.children.iter().for_each(|data| extended(data, schemas, &mut properties)),
            "address" | "phoneNumber" | "Snippet" | "snippet" => {
                if let Some(text) = &child.content {
                    properties.entry(child.name.clone()).or_insert_with(|| Value::String(text.trim().to_owned()));
                }
            }
            _ => {}
        }
    }
    if !folders.is_empty() {
        properties.entry("folder").or_insert_with(|| Value::String(folders.join(" / ")));
    }
    properties
}

fn extended(data: &Element, schemas: &Schemas, properties: &mut Map<String, Value>) {
    let name = |element: &Element| element.attrs.get("name").map(|name| unescaped(name));
    let text = |element: &Element| element.content.clone().unwrap_or_default();
    match data.name.as_str() {
        "Data" => {
            let value = data.children.iter().find(|child| child.name == "value").map(text).unwrap_or_default();
            if let Some(name) = name(data) {
                properties.insert(name, Value::String(value));
            }
        }
        "SchemaData" => {
            let schema = data.attrs.get("schemaUrl").map(|url| unescaped(url));
            let types = schema.and_then(|url| schemas.get(url.trim_start_matches('#')));
            for field in data.children.iter().filter(|child| child.name == "SimpleData") {
                if let Some(name) = name(field) {
                    let kind = types.and_then(|types| types.get(&name)).map(String::as_str);
                    properties.insert(name, typed(text(field), kind));
                }
            }
        }
        _ => {}
    }
}

/// A value by the type its schema gives it; text where it does not fit.
fn typed(text: String, kind: Option<&str>) -> Value {
    let plain = text.trim();
    let value = match kind {
        Some("int" | "uint" | "short" | "ushort" | "long") => plain.parse::<i64>().ok().map(Value::from),
        Some("float" | "double") => plain.parse::<f64>().ok().and_then(Number::from_f64).map(Value::Number),
        Some("bool" | "boolean") => match plain {
            "true" | "1" => Some(Value::Bool(true)),
            "false" | "0" => Some(Value::Bool(false)),
            _ => None,
        },
        _ => None,
    };
    value.unwrap_or(Value::String(text))
}
