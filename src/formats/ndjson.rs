//! GeoJSON features, one a line; also with the record separator of RFC 8142.

use std::cell::Cell;

use serde::de::DeserializeSeed;

use super::faults::nothing_inside;
use super::gather::{Gathered, nth_line};
use super::geojson::{doubt_degrees, feature_text};
use super::json::{Bounded, MAX_FEATURE_VALUES, feature};
use super::{FeatureFile, FileFeature, Format, FormatFault, StatedCrs, text};
use crate::kernel::Localized;

/// Reads every line by itself; one that cannot be read is refused and the others kept.
pub(super) fn read(bytes: &[u8]) -> Result<FeatureFile, FormatFault> {
    let decoded = text::decode(bytes);
    let mut gathered = Gathered::default();
    for (index, line) in decoded.text.lines().enumerate() {
        let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{1e}');
        if line.is_empty() {
            continue;
        }
        match parsed(line).and_then(feature) {
            Ok(parts) => gathered.keep(nth_line(index), parts.id, parts.properties, parts.geometry)?,
            Err(reason) => gathered.refuse(nth_line(index), reason)?,
        }
    }
    if gathered.features.is_empty() && gathered.refused.is_empty() {
        return Err(nothing_inside("NDJSON"));
    }
    let mut crs = StatedCrs::Wgs84;
    doubt_degrees(&mut gathered, &mut crs, "NDJSON");
    Ok(gathered.into_file(Format::NdJson, crs))
}

fn parsed(line: &str) -> Result<serde_json::Value, Localized> {
    let budget = Cell::new(MAX_FEATURE_VALUES);
    let mut deserializer = serde_json::Deserializer::from_str(line);
    let read = Bounded(&budget).deserialize(&mut deserializer);
    read.and_then(|value| deserializer.end().map(|()| value)).map_err(|error| {
        let detail = super::faults::short(&error.to_string());
        Localized::new(
            format!("Dòng không phải JSON hợp lệ: {detail}. Sửa dòng này hoặc xuất lại tệp."),
            format!("The line is no valid JSON: {detail}. Mend it or export the file again."),
        )
    })
}

/// Writes one feature a line.
pub(super) fn write(features: &[FileFeature]) -> Vec<u8> {
    let mut out = Vec::new();
    for feature in features {
        out.extend_from_slice(feature_text(feature).as_bytes());
        out.push(b'\n');
    }
    out
}
