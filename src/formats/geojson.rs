//! GeoJSON: RFC 7946, and the form of 2008 with a `crs` member.

use std::cell::Cell;
use std::fmt;

use geo::{CoordsIter, Geometry, Orient, orient::Direction};
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, json};

use super::faults::{cut_short, damaged, fault};
use super::gather::{Gathered, nth_feature};
use super::json::{Bounded, MAX_FEATURE_VALUES, feature, geometry_value};
use super::{FeatureFile, FileFeature, Format, FormatFault, StatedCrs, stated_crs, text};
use crate::kernel::Localized;

/// Reads a feature collection, one feature, or one geometry.
pub(super) fn read(bytes: &[u8]) -> Result<FeatureFile, FormatFault> {
    let decoded = text::decode(bytes);
    let mut sink = Sink { gathered: Gathered::default(), index: 0, stopped: None };
    let mut deserializer = serde_json::Deserializer::from_str(&decoded.text);
    let read = Collection(&mut sink).deserialize(&mut deserializer);
    if let Some(stopped) = sink.stopped {
        return Err(stopped);
    }
    let rest = read.and_then(|rest| deserializer.end().map(|()| rest)).map_err(|error| in_json("GeoJSON", &error))?;
    let mut gathered = sink.gathered;
    let mut crs = rest.get("crs").map_or(StatedCrs::Wgs84, crs_of);
    if rest.get("type").and_then(Value::as_str) != Some("FeatureCollection") {
        let parts = feature(Value::Object(rest)).map_err(FormatFault)?;
        gathered.keep(nth_feature(0), parts.id, parts.properties, parts.geometry)?;
    }
    doubt_degrees(&mut gathered, &mut crs, "GeoJSON");
    Ok(gathered.into_file(Format::GeoJson, crs))
}

/// What stands wrong in a text of JSON.
pub(super) fn in_json(format: &str, error: &serde_json::Error) -> FormatFault {
    if error.is_eof() { cut_short(format) } else { damaged(format, error) }
}

/// A file that may only have degrees and has larger numbers does not say its system after all.
pub(super) fn doubt_degrees(gathered: &mut Gathered, crs: &mut StatedCrs, format: &str) {
    let beyond = |feature: &FileFeature| {
        let mut coords = feature.geometry.iter().flat_map(Geometry::coords_iter);
        coords.any(|coord| coord.x.abs() > 180.0 || coord.y.abs() > 180.0)
    };
    if *crs == StatedCrs::Wgs84 && gathered.features.iter().any(beyond) {
        *crs = StatedCrs::Missing;
        gathered.remarks.push(Localized::new(
            format!(
                "Tệp {format} phải dùng kinh độ, vĩ độ nhưng tọa độ lớn hơn 180; tệp không ghi hệ tọa độ nào khác."
            ),
            format!(
                "A {format} file has longitudes and latitudes, but numbers here exceed 180; it states no other system."
            ),
        ));
    }
}

/// The member `crs`: a name, or `null` for “unknown”.
pub(super) fn crs_of(value: &Value) -> StatedCrs {
    let properties = value.get("properties");
    let member = |name: &str| properties.and_then(|properties| properties.get(name));
    let code = member("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
    match (value, member("name").and_then(Value::as_str), code) {
        (Value::Null, ..) => StatedCrs::Missing,
        (_, Some(name), _) => stated_crs::of_name(name),
        (_, None, Some(code)) => stated_crs::of_code(code),
        (Value::String(name), ..) => stated_crs::of_name(name),
        (other, ..) => StatedCrs::Other(other.to_string().chars().take(100).collect()),
    }
}

/// Where the features of a collection go as they are read.
struct Sink {
    gathered: Gathered,
    index: usize,
    stopped: Option<FormatFault>,
}

impl Sink {
    fn take(&mut self, value: Value) -> Result<(), FormatFault> {
        let place = nth_feature(self.index);
        self.index += 1;
        match feature(value) {
            Ok(parts) => self.gathered.keep(place, parts.id, parts.properties, parts.geometry),
            Err(reason) => self.gathered.refuse(place, reason),
        }
    }
}

/// The outermost object: `features` go to the sink, the other members are kept.
struct Collection<'a>(&'a mut Sink);

impl<'de> DeserializeSeed<'de> for Collection<'_> {
    type Value = Map<String, Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Collection<'_> {
    type Value = Map<String, Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a GeoJSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let budget = Cell::new(MAX_FEATURE_VALUES);
        let mut rest = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if name == "features" {
                members.next_value_seed(Features(self.0))?;
            } else if matches!(
                name.as_str(),
                "type" | "crs" | "id" | "properties" | "geometry" | "coordinates" | "geometries"
            ) {
                rest.insert(name, members.next_value_seed(Bounded(&budget))?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(rest)
    }
}

struct Features<'a>(&'a mut Sink);

impl<'de> DeserializeSeed<'de> for Features<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        loop {
            let budget = Cell::new(MAX_FEATURE_VALUES);
            let Some(value) = items.next_element_seed(Bounded(&budget))? else { return Ok(()) };
            if let Err(stopped) = self.0.take(value) {
                self.0.stopped = Some(stopped);
                return Err(de::Error::custom("stopped"));
            }
        }
    }
}

/// Writes a feature collection; coordinates must be longitude and latitude on WGS 84.
pub(super) fn write(name: &str, features: &[FileFeature]) -> Vec<u8> {
    let head = json!(name);
    let mut out = format!("{{\"type\":\"FeatureCollection\",\"name\":{head},\"features\":[").into_bytes();
    for (index, feature) in features.iter().enumerate() {
        out.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
        out.extend_from_slice(feature_text(feature).as_bytes());
    }
    out.extend_from_slice(b"\n]}\n");
    out
}

/// A feature as one line of GeoJSON, outlines counter-clockwise.
pub(super) fn feature_text(feature: &FileFeature) -> String {
    let geometry = match &feature.geometry {
        Some(Geometry::Polygon(area)) => geometry_value(&Geometry::Polygon(area.orient(Direction::Default))),
        Some(Geometry::MultiPolygon(areas)) => {
            geometry_value(&Geometry::MultiPolygon(areas.orient(Direction::Default)))
        }
        Some(other) => geometry_value(other),
        None => Value::Null,
    };
    let id = feature.id.as_ref().map(|id| format!("\"id\":{},", json!(id))).unwrap_or_default();
    let properties = Value::Object(feature.properties.clone());
    format!("{{\"type\":\"Feature\",{id}\"properties\":{properties},\"geometry\":{geometry}}}")
}

/// GeoJSON has no way to say another system than WGS 84 that its standard knows.
pub(super) fn only_wgs84(format: &str) -> FormatFault {
    fault(
        format!(
            "Tệp {format} chỉ ghi được tọa độ WGS 84 (EPSG:4326). Chọn hệ tọa độ EPSG:4326 hoặc định dạng GeoPackage, Shapefile."
        ),
        format!(
            "A {format} file can only have WGS 84 (EPSG:4326). Choose EPSG:4326, or the format GeoPackage or shapefile."
        ),
    )
}
