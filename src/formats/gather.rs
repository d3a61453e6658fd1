//! Features as they come out of a file, kept within bounds.

use geo::{CoordsIter, Geometry};
use serde_json::{Map, Value};

use super::faults::{too_large, too_many};
use super::{FeatureFile, FileFeature, Format, FormatFault, StatedCrs};
use crate::kernel::Localized;
use crate::kernel::wording::{number_en, number_vi};

/// The most bytes of a file as it stands; over HTTP less are taken.
pub const MAX_FILE_BYTES: usize = 1_000_000_000;
/// The most bytes of what is packed in a file.
pub const MAX_BYTES: usize = 200_000_000;
/// The most features of one file, those refused included.
pub const MAX_FEATURES: usize = 500_000;
/// The most vertices of one feature.
pub const MAX_VERTICES: usize = 1_000_000;
/// The most values (numbers, texts, members) that are kept of the properties of one file.
const MAX_VALUES: usize = 10_000_000;

/// What has been read of a file so far.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Features that can be used.
    pub features: Vec<FileFeature>,
    /// Features that cannot, with the reason.
    pub refused: Vec<(Localized, Localized)>,
    /// What was noticed of the whole.
    pub remarks: Vec<Localized>,
    values: usize,
    bytes: usize,
}

impl Gathered {
    /// Keeps a feature, or puts it among the refused where its geometry is none that can be used.
    pub fn keep(
        &mut self,
        place: Localized,
        id: Option<String>,
        properties: Map<String, Value>,
        geometry: Result<Option<Geometry<f64>>, Localized>,
    ) -> Result<(), FormatFault> {
        self.room()?;
        match geometry.and_then(|geometry| geometry.map(usable).transpose()) {
            Ok(geometry) => {
                for (name, value) in &properties {
                    self.bytes += name.len();
                    weigh(value, &mut self.values, &mut self.bytes);
                }
                self.bytes += geometry.as_ref().map_or(0, |geometry| geometry.coords_count() * 16);
                if self.values > MAX_VALUES || self.bytes > MAX_BYTES * 4 {
                    return Err(too_large(MAX_BYTES));
                }
                self.features.push(FileFeature { place, id, properties, geometry });
            }
            Err(reason) => self.refused.push((place, reason)),
        }
        Ok(())
    }

    /// Puts a feature aside with the reason.
    pub fn refuse(&mut self, place: Localized, reason: Localized) -> Result<(), FormatFault> {
        self.room()?;
        self.refused.push((place, reason));
        Ok(())
    }

    fn room(&self) -> Result<(), FormatFault> {
        let full = self.features.len() + self.refused.len() >= MAX_FEATURES;
        if full { Err(too_many(MAX_FEATURES)) } else { Ok(()) }
    }

    /// The file.
    pub fn into_file(self, format: Format, crs: StatedCrs) -> FeatureFile {
        FeatureFile { format, crs, features: self.features, refused: self.refused, remarks: self.remarks }
    }
}

fn weigh(value: &Value, values: &mut usize, bytes: &mut usize) {
    *values += 1;
    match value {
        Value::String(text) => *bytes += text.len(),
        Value::Array(items) => items.iter().for_each(|item| weigh(item, values, bytes)),
        Value::Object(members) => members.iter().for_each(|(name, member)| {
            *bytes += name.len();
            weigh(member, values, bytes);
        }),
        _ => {}
    }
}

/// The geometry where it is a point or an area with numbers for coordinates, else why it cannot be used. An area of
/// one part is a polygon, whatever the layer calls it.
fn usable(geometry: Geometry<f64>) -> Result<Geometry<f64>, Localized> {
    let vertices = geometry.coords_count();
    if vertices > MAX_VERTICES {
        let (vi, en) = (number_vi(super::faults::count(vertices)), number_en(super::faults::count(vertices)));
        return Err(Localized::new(
            format!("Hình có {vi} đỉnh, quá nhiều. Đơn giản hóa đường biên rồi nhập lại."),
            format!("The shape has {en} vertices, which is too many. Simplify its outline and import it again."),
        ));
    }
    if !is_finite(&geometry) {
        return Err(not_numbers());
    }
    match geometry {
        Geometry::MultiPolygon(mut areas) if areas.0.len() == 1 => {
            Ok(super::shapes::area_of(std::mem::take(&mut areas.0)))
        }
        Geometry::Point(_) | Geometry::Polygon(_) | Geometry::MultiPolygon(_) => Ok(geometry),
        Geometry::Line(_) | Geometry::LineString(_) | Geometry::MultiLineString(_) => Err(a_line()),
        Geometry::MultiPoint(_) => Err(many_points()),
        _ => Err(mixed()),
    }
}

fn is_finite(geometry: &Geometry<f64>) -> bool {
    geometry.coords_iter().all(|coord| coord.x.is_finite() && coord.y.is_finite())
}

/// Whether the feature's coordinates, where it has any, are numbers.
pub(super) fn in_numbers(feature: &FileFeature) -> bool {
    feature.geometry.as_ref().is_none_or(is_finite)
}

/// A coordinate is no number.
pub(super) fn not_numbers() -> Localized {
    Localized::new(
        "Tọa độ không phải là số. Sửa hoặc vẽ lại đối tượng.",
        "A coordinate is not a number. Mend the feature or draw it again.",
    )
}

/// A line where an area or a point is wanted.
pub(super) fn a_line() -> Localized {
    Localized::new(
        "Đây là đường, không phải vùng hoặc điểm. Vẽ lại thành vùng khép kín.",
        "This is a line, neither an area nor a point. Draw it as a closed area.",
    )
}

/// Several points in one feature.
pub(super) fn many_points() -> Localized {
    Localized::new(
        "Đối tượng gồm nhiều điểm. Tách thành mỗi điểm một đối tượng.",
        "The feature consists of several points. Split it into one feature for each point.",
    )
}

/// Shapes of several kinds in one feature.
pub(super) fn mixed() -> Localized {
    Localized::new(
        "Đối tượng gồm nhiều loại hình. Tách điểm, đường và vùng thành các đối tượng riêng.",
        "The feature mixes kinds of shapes. Split points, lines and areas into features of their own.",
    )
}

/// `đối tượng 3`, counted from one.
pub(super) fn nth_feature(index: usize) -> Localized {
    Localized::new(format!("đối tượng {}", index + 1), format!("feature {}", index + 1))
}

/// `dòng 12`, counted from one.
pub(super) fn nth_line(index: usize) -> Localized {
    Localized::new(format!("dòng {}", index + 1), format!("line {}", index + 1))
}

/// `lớp Vùng sạt lở, đối tượng 3`; the layer is left out where there is but one.
pub(super) fn in_layer(layer: Option<&str>, index: usize) -> Localized {
    let feature = nth_feature(index);
    match layer {
        Some(layer) => Localized::new(format!("lớp {layer}, {}", feature.vi), format!("layer {layer}, {}", feature.en)),
        None => feature,
    }
}
