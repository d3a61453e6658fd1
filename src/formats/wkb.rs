//! Well-known binary, the shapes of GeoPackage: as the standard, ISO and PostGIS (EWKB) write it.
//!
//! Read here, because the crate `wkb` gives its shapes through the traits of `geo-traits`; it writes.

use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, Point};

use super::shapes::{area_of, polygon_of, united};
use crate::kernel::Localized;

/// How deep collections may lie in one another.
const MAX_DEPTH: usize = 8;

/// Reads one shape; `None` where it is empty.
pub(super) fn read(bytes: &[u8]) -> Result<Option<Geometry<f64>>, Localized> {
    let mut bytes = Bytes { rest: bytes, little: true };
    let geometry = bytes.geometry(0).ok_or_else(|| {
        Localized::new(
            "Dữ liệu hình (WKB) bị hỏng. Mở và xuất lại lớp bằng QGIS.",
            "The shape (WKB) is damaged. Open the layer in QGIS and export it again.",
        )
    })?;
    match geometry {
        Geometry::Polygon(_) | Geometry::LineString(_) | Geometry::MultiLineString(_) => united(vec![geometry]),
        Geometry::MultiPolygon(many) if many.0.is_empty() => Ok(None),
        Geometry::MultiPolygon(many) => Ok(Some(Geometry::MultiPolygon(many))),
        Geometry::Point(point) if point.x().is_nan() && point.y().is_nan() => Ok(None),
        other => united(vec![other]),
    }
}

/// Writes one shape; `None` for a kind that is not written.
pub(super) fn write(geometry: &Geometry<f64>) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    ::wkb::writer::write_geometry(&mut out, geometry, &::wkb::writer::WriteOptions::default()).ok()?;
    Some(out)
}

struct Bytes<'a> {
    rest: &'a [u8],
    little: bool,
}

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*head)
    }

    fn number(&mut self) -> Option<u32> {
        let four = self.take::<4>()?;
        Some(if self.little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    }

    fn real(&mut self) -> Option<f64> {
        let eight = self.take::<8>()?;
        Some(if self.little { f64::from_le_bytes(eight) } else { f64::from_be_bytes(eight) })
    }

    /// A number of things, each of so many bytes at least; `None` where the rest cannot hold them.
    fn count(&mut self, least: usize) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count.checked_mul(least)? <= self.rest.len()).then_some(count)
    }

    fn geometry(&mut self, depth: usize) -> Option<Geometry<f64>> {
        self.little = self.take::<1>()? == [1];
        let code = self.number()?;
        if code & 0x2000_0000 != 0 {
            self.number()?; // the SRID of EWKB
        }
        let (kind, beyond) =
            (code & 0xFFFF, usize::from(code & 0x8000_0000 != 0) + usize::from(code & 0x4000_0000 != 0));
        let beyond = match kind / 1000 {
            0 => beyond,
            1 | 2 => 1,
            3 => 2,
            _ => return None,
        };
        Some(match kind % 1000 {
            1 => Geometry::Point(Point(self.coord(beyond)?)),
            2 => Geometry::LineString(LineString::new(self.coords(beyond)?)),
            3 | 17 => polygon_of(self.rings(beyond)?).map_or_else(|| area_of(Vec::new()), Geometry::Polygon),
            4..=7 | 15 | 16 => self.collection(kind % 1000, depth)?,
            _ => return None,
        })
    }

    fn collection(&mut self, kind: u32, depth: usize) -> Option<Geometry<f64>> {
        if depth >= MAX_DEPTH {
            return None;
        }
        let count = self.count(9)?;
        let mut parts = Vec::with_capacity(count.min(1024));
        for _ in 0..count {
            parts.push(self.geometry(depth + 1)?);
        }
        let points =
            || parts.iter().filter_map(|part| if let Geometry::Point(point) = part { Some(*point) } else { None });
        Some(match kind {
            4 => Geometry::MultiPoint(MultiPoint::new(points().collect())),
            5 => Geometry::MultiLineString(MultiLineString::new(Vec::new())),
            7 => Geometry::GeometryCollection(parts.into_iter().collect()),
            _ => {
                let areas = parts.into_iter().flat_map(|part| match part {
                    Geometry::Polygon(area) => vec![area],
                    Geometry::MultiPolygon(many) => many.0,
                    _ => Vec::new(),
                });
                Geometry::MultiPolygon(areas.collect())
            }
        })
    }

    fn coord(&mut self, beyond: usize) -> Option<Coord<f64>> {
        let coord = Coord { x: self.real()?, y: self.real()? };
        for _ in 0..beyond {
            self.real()?;
        }
        Some(coord)
    }

    fn coords(&mut self, beyond: usize) -> Option<Vec<Coord<f64>>> {
        let count = self.count(16 + 8 * beyond)?;
        (0..count).map(|_| self.coord(beyond)).collect()
    }

    fn rings(&mut self, beyond: usize) -> Option<Vec<Vec<Coord<f64>>>> {
        let count = self.count(4)?;
        (0..count).map(|_| self.coords(beyond)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    #[test]
    fn shapes_come_back() {
        let square = polygon![exterior: [(x: 0.0, y: 0.0), (x: 3.0, y: 0.0), (x: 3.0, y: 3.0), (x: 0.0, y: 0.0)], interiors: [[(x: 1.0, y: 0.5), (x: 2.0, y: 0.5), (x: 2.0, y: 1.0), (x: 1.0, y: 0.5)]]];
        for shape in [
            Geometry::Polygon(square.clone()),
            Geometry::MultiPolygon(vec![square.clone(), square].into()),
            Geometry::Point(Point::new(108.1, 14.3)),
        ] {
            assert_eq!(read(&write(&shape).unwrap()), Ok(Some(shape)));
        }
    }

    #[test]
    fn a_count_beyond_the_end_is_noticed_before_room_is_made() {
        let mut bytes = vec![1, 2, 0, 0, 0];
        bytes.extend(u32::MAX.to_le_bytes());
        assert!(read(&bytes).is_err());
    }

    #[test]
    fn heights_are_passed_over_in_both_ways_to_say_so() {
        for code in [1001_u32, 0x8000_0001] {
            let mut bytes = vec![1];
            bytes.extend(code.to_le_bytes());
            bytes.extend([108.0_f64, 14.0, 600.0].iter().flat_map(|number| number.to_le_bytes()));
            assert_eq!(read(&bytes), Ok(Some(Geometry::Point(Point::new(108.0, 14.0)))));
        }
    }
}
