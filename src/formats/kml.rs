//! KML as Google Earth and others write it, and KMZ, which is KML in a zip.
//!
//! Every placemark is read by itself by the crate `kml`: it would give up the whole document for one bad coordinate,
//! would wait for ever for the end of an element that is cut short, and panics on a point without coordinates.
//! So the document is walked here first (`walk`), and only sound placemarks are handed on.

mod properties;
mod walk;
mod writing;

use std::collections::HashMap;

use geo::{Coord, Geometry, Point};
use kml::types::{Geometry as KmlGeometry, LinearRing};
use kml::{Kml, KmlReader};

use self::walk::Mark;
pub(super) use self::writing::{write, write_zip};
use super::archive;
use super::faults::{damaged, fault};
use super::gather::{Gathered, a_line, in_layer};
use super::geojson::doubt_degrees;
use super::shapes::{polygon_of, united};
use super::{FeatureFile, Format, FormatFault, StatedCrs, text};
use crate::kernel::Localized;

/// Reads KML.
pub(super) fn read(bytes: &[u8]) -> Result<FeatureFile, FormatFault> {
    let text = text::decode(bytes).text;
    let mut gathered = Gathered::default();
    gather(&text, None, &mut gathered)?;
    whole(gathered, Format::Kml, text.contains("<NetworkLink"))
}

/// Reads every document of a KMZ: Google Earth puts one into it, GDAL one a layer and one that only links to them.
pub(super) fn read_zip(bytes: &[u8]) -> Result<FeatureFile, FormatFault> {
    let mut entries = archive::unpack(bytes, &["kml"])?;
    entries.sort_by_key(|entry| (!entry.path.eq_ignore_ascii_case("doc.kml"), entry.path.clone()));
    let mut gathered = Gathered::default();
    let mut linked = false;
    for entry in &entries {
        let text = text::decode(&entry.bytes).text;
        linked |= text.contains("<NetworkLink");
        gather(&text, (entries.len() > 1).then(|| entry.title()), &mut gathered)?;
    }
    whole(gathered, Format::Kmz, linked)
}

fn gather(text: &str, document: Option<&str>, gathered: &mut Gathered) -> Result<(), FormatFault> {
    let mut schemas = HashMap::new();
    let mut index = 0;
    walk::placemarks(text, &mut schemas, |mark, schemas| {
        let place = place(document, &mark, index);
        index += 1;
        match placemark(&mark) {
            Ok(placemark) => {
                let id = placemark.attrs.get("id").map(|id| properties::unescaped(id));
                let geometry = placemark.geometry.as_ref().map_or(Ok(None), shape);
                gathered.keep(place, id, properties::of(placemark, &mark.folders, schemas), geometry)
            }
            Err(reason) => gathered.refuse(place, reason),
        }
    })
}

fn whole(mut gathered: Gathered, format: Format, linked: bool) -> Result<FeatureFile, FormatFault> {
    if gathered.features.is_empty() && gathered.refused.is_empty() {
        return Err(if linked { only_a_link() } else { super::faults::nothing_inside("KML") });
    }
    let mut crs = StatedCrs::Wgs84;
    doubt_degrees(&mut gathered, &mut crs, "KML");
    Ok(gathered.into_file(format, crs))
}

fn only_a_link() -> FormatFault {
    fault(
        "Tệp KML chỉ trỏ tới dữ liệu trên mạng (NetworkLink), không chứa đối tượng. Mở trong Google Earth, lưu nội dung thành KML rồi nhập lại.",
        "The KML only points to data elsewhere (NetworkLink) and holds no features. Open it in Google Earth, save its content as KML and import that.",
    )
}

fn place(document: Option<&str>, mark: &Mark, index: usize) -> Localized {
    let nth = in_layer(document, index);
    if mark.folders.is_empty() {
        return nth;
    }
    let folders = mark.folders.join(" › ");
    Localized::new(format!("thư mục {folders}, {}", nth.vi), format!("folder {folders}, {}", nth.en))
}

fn placemark(mark: &Mark) -> Result<kml::types::Placemark, Localized> {
    if mark.point_without_coordinates {
        return Err(Localized::new(
            "Điểm không có tọa độ. Đặt lại điểm trong Google Earth.",
            "The point has no coordinates. Place it again in Google Earth.",
        ));
    }
    match KmlReader::<_, f64>::from_string(&mark.xml).read() {
        Ok(Kml::Placemark(placemark)) => Ok(placemark),
        Ok(_) => Err(damaged("KML", &"no placemark").0),
        Err(error) => {
            let detail = super::faults::short(&error.to_string());
            Err(Localized::new(
                format!("Không đọc được đối tượng KML: {detail}. Sửa hoặc vẽ lại đối tượng trong Google Earth."),
                format!("The placemark cannot be read: {detail}. Mend it or draw it again in Google Earth."),
            ))
        }
    }
}

fn shape(geometry: &KmlGeometry<f64>) -> Result<Option<Geometry<f64>>, Localized> {
    let ring = |ring: &LinearRing<f64>| ring.coords.iter().map(|at| Coord { x: at.x, y: at.y }).collect::<Vec<_>>();
    match geometry {
        KmlGeometry::Point(point) => Ok(Some(Geometry::Point(Point::new(point.coord.x, point.coord.y)))),
        KmlGeometry::LinearRing(outline) => Ok(polygon_of(vec![ring(outline)]).map(Geometry::Polygon)),
        KmlGeometry::Polygon(area) => {
            let rings = std::iter::once(&area.outer).chain(&area.inner).map(ring);
            Ok(polygon_of(rings.collect()).map(Geometry::Polygon))
        }
        KmlGeometry::MultiGeometry(many) => {
            let parts = many.geometries.iter().map(shape).collect::<Result<Vec<_>, _>>()?;
            united(parts.into_iter().flatten().collect())
        }
        KmlGeometry::LineString(_) => Err(a_line()),
        _ => Err(Localized::new(
            "Mô hình 3D không dùng được. Vẽ vùng hoặc đặt điểm thay cho mô hình.",
            "A 3D model cannot be used. Draw an area or place a point instead.",
        )),
    }
}
