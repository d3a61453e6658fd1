//! GeoJSON's values, read within bounds.
//!
//! The crate `geojson` panics on positions of one number (1.0), and a whole file as one tree of values takes many
//! times its size; so features are read one by one, and positions are checked here.

use std::cell::Cell;
use std::fmt;

use geo::{Coord, Geometry, MultiPoint, MultiPolygon, Point, Polygon};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::gather::{a_line, not_numbers};
use super::shapes::{polygon_of, united};
use crate::kernel::Localized;

/// The most values (numbers, texts, members) of one feature.
pub(super) const MAX_FEATURE_VALUES: usize = 5_000_000;

/// Reads one value, as long as it consists of no more than so many.
pub(super) struct Bounded<'a>(pub &'a Cell<usize>);

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let Some(left) = self.0.get().checked_sub(1) else {
            return Err(de::Error::custom("one feature is too large"));
        };
        self.0.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut read = Vec::new();
        while let Some(item) = items.next_element_seed(Bounded(self.0))? {
            read.push(item);
        }
        Ok(Value::Array(read))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut read = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            read.insert(name, members.next_value_seed(Bounded(self.0))?);
        }
        Ok(Value::Object(read))
    }
}

/// What a feature is made of.
pub(super) struct Parts {
    pub id: Option<String>,
    pub properties: Map<String, Value>,
    pub geometry: Result<Option<Geometry<f64>>, Localized>,
}

/// A feature, or a bare geometry, which is a feature without properties; else why it is none.
pub(super) fn feature(value: Value) -> Result<Parts, Localized> {
    let Value::Object(mut members) = value else { return Err(no_feature()) };
    let kind = members.get("type").and_then(Value::as_str);
    if kind != Some("Feature") {
        if members.contains_key("coordinates") || members.contains_key("geometries") {
            let geometry = geometry(&Value::Object(members));
            return Ok(Parts { id: None, properties: Map::new(), geometry });
        }
        return Err(no_feature());
    }
    let id = match members.remove("id") {
        Some(Value::String(id)) => Some(id),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    let properties = match members.remove("properties") {
        Some(Value::Object(properties)) => properties,
        _ => Map::new(),
    };
    let geometry = members.get("geometry").map_or(Ok(None), geometry);
    Ok(Parts { id, properties, geometry })
}

fn no_feature() -> Localized {
    Localized::new(
        "Không phải đối tượng GeoJSON (Feature). Xuất lại tệp từ phần mềm bản đồ.",
        "This is no GeoJSON Feature. Export the file again from a map program.",
    )
}

/// A geometry; `None` for `null` and for one without positions.
fn geometry(value: &Value) -> Result<Option<Geometry<f64>>, Localized> {
    if value.is_null() {
        return Ok(None);
    }
    let kind = value.get("type").and_then(Value::as_str).unwrap_or_default();
    let empty = Vec::new();
    let coordinates = match value.get("coordinates") {
        Some(Value::Array(items)) => items,
        None | Some(Value::Null) if kind == "GeometryCollection" => &empty,
        _ => return Err(not_numbers()),
    };
    match kind {
        "Point" if coordinates.is_empty() => Ok(None),
        "Point" => Ok(Some(Geometry::Point(Point(position(coordinates)?)))),
        "MultiPoint" => {
            let points = positions(coordinates)?.into_iter().map(Point).collect();
            united(vec![Geometry::MultiPoint(MultiPoint::new(points))])
        }
        "Polygon" => Ok(polygon(coordinates)?.map(Geometry::Polygon)),
        "MultiPolygon" => {
            let areas = coordinates.iter().map(|item| polygon(array(item)?)).collect::<Result<Vec<_>, _>>()?;
            let areas: Vec<_> = areas.into_iter().flatten().collect();
            Ok(if areas.is_empty() { None } else { Some(Geometry::MultiPolygon(MultiPolygon::new(areas))) })
        }
        "LineString" | "MultiLineString" => Err(a_line()),
        "GeometryCollection" => {
            let items = value.get("geometries").and_then(Value::as_array).unwrap_or(&empty);
            let parts = items.iter().map(geometry).collect::<Result<Vec<_>, _>>()?;
            united(parts.into_iter().flatten().collect())
        }
        other => {
            let other = super::faults::short(other);
            Err(Localized::new(
                format!("Loại hình “{other}” không dùng được. Chỉ dùng điểm (Point) và vùng (Polygon, MultiPolygon)."),
                format!(
                    "The kind of shape “{other}” cannot be used. Use points (Point) and areas (Polygon, MultiPolygon)."
                ),
            ))
        }
    }
}

fn polygon(rings: &[Value]) -> Result<Option<Polygon<f64>>, Localized> {
    let rings = rings.iter().map(|ring| positions(array(ring)?)).collect::<Result<Vec<_>, _>>()?;
    Ok(polygon_of(rings))
}

fn positions(items: &[Value]) -> Result<Vec<Coord<f64>>, Localized> {
    items.iter().map(|item| position(array(item)?)).collect()
}

fn array(value: &Value) -> Result<&[Value], Localized> {
    value.as_array().map(Vec::as_slice).ok_or_else(not_numbers)
}

fn position(numbers: &[Value]) -> Result<Coord<f64>, Localized> {
    match (numbers.first().and_then(Value::as_f64), numbers.get(1).and_then(Value::as_f64)) {
        (Some(x), Some(y)) => Ok(Coord { x, y }),
        _ => Err(not_numbers()),
    }
}

/// A geometry as GeoJSON has it.
pub(super) fn geometry_value(geometry: &Geometry<f64>) -> Value {
    let pair = |coord: &Coord<f64>| Value::from(vec![coord.x, coord.y]);
    let rings = |area: &Polygon<f64>| {
        let rings = std::iter::once(area.exterior()).chain(area.interiors());
        Value::Array(rings.map(|ring| Value::Array(ring.0.iter().map(pair).collect())).collect())
    };
    let (kind, coordinates) = match geometry {
        Geometry::Point(point) => ("Point", pair(&point.0)),
        Geometry::Polygon(area) => ("Polygon", rings(area)),
        Geometry::MultiPolygon(areas) => ("MultiPolygon", Value::Array(areas.iter().map(rings).collect())),
        _ => return Value::Null,
    };
    let members = [("type".to_owned(), Value::from(kind)), ("coordinates".to_owned(), coordinates)];
    Value::Object(members.into_iter().collect())
}
