//! Coordinate systems as OGC API names them, with the order of their axes.

use geo::{Coord, MapCoords, MultiPolygon};

use super::ask::bad;
use crate::geometry::crs::Crs;
use crate::geometry::geojson_text::{OF_A_DEGREE, OF_A_METRE, Positions};
use crate::geometry::region::Region;
use crate::http::problem::Problem;
use crate::kernel::Localized;

/// WGS 84, longitude first: what everything is kept and given in where nothing else is asked for.
pub(super) const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// The edges of a box in another system are bent: each is followed in so many steps.
const STEPS: i32 = 32;

/// A coordinate system of an answer, or of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Axes {
    crs: Crs,
    /// Whether latitude comes first, as EPSG has it for systems in degrees.
    latitude_first: bool,
}

impl Axes {
    /// WGS 84, longitude first.
    pub const CRS84: Self = Self { crs: Crs::WGS84, latitude_first: false };

    /// Every system, the default first.
    pub fn all() -> impl Iterator<Item = Self> {
        let of_epsg = Crs::all().map(|crs| Self { crs, latitude_first: crs.is_geographic() });
        std::iter::once(Self::CRS84).chain(of_epsg)
    }

    /// The names of all.
    pub fn uris() -> Vec<String> {
        Self::all().map(Self::uri).collect()
    }

    /// The name in OGC's register.
    pub fn uri(self) -> String {
        if self == Self::CRS84 {
            CRS84.to_owned()
        } else {
            format!("http://www.opengis.net/def/crs/EPSG/0/{}", self.crs.epsg())
        }
    }

    /// The system a parameter names.
    pub fn read(parameter: &str, uri: &str) -> Result<Self, Problem> {
        Self::all().find(|axes| axes.uri() == uri).ok_or_else(|| {
            bad(
                parameter,
                Localized::new(
                    format!("Không có hệ tọa độ “{uri}”. Xem danh sách “crs” của bộ dữ liệu tại /ogc/collections."),
                    format!("There is no coordinate system “{uri}”. See “crs” of the collection at /ogc/collections."),
                ),
            )
        })
    }

    /// Whether nothing has to be computed.
    pub fn is_kept(self) -> bool {
        self == Self::CRS84
    }

    /// A position as the answer has it; nothing where the system does not reach so far.
    fn place(self, at: Coord<f64>) -> Option<Coord<f64>> {
        self.crs.from_wgs84(at).ok().map(|at| if self.latitude_first { Coord { x: at.y, y: at.x } } else { at })
    }

    /// The position in WGS 84 of one in this system.
    fn kept(self, at: Coord<f64>) -> Option<Coord<f64>> {
        self.crs.to_wgs84(if self.latitude_first { Coord { x: at.y, y: at.x } } else { at }).ok()
    }

    /// How positions are written that have been placed.
    fn written(self) -> Positions<fn(Coord<f64>) -> Coord<f64>> {
        let decimals = if self.crs.is_geographic() { OF_A_DEGREE } else { OF_A_METRE };
        Positions { decimals, ..Positions::kept() }
    }

    /// Writes an area; `null` where the system does not reach so far.
    pub fn write_area(self, buffer: &mut Vec<u8>, area: &MultiPolygon<f64>) {
        if self.is_kept() {
            return Positions::kept().write_area(buffer, area);
        }
        match area.try_map_coords(|at| self.place(at).ok_or(())) {
            Ok(area) => self.written().write_area(buffer, &area),
            Err(()) => buffer.extend_from_slice(b"null"),
        }
    }

    /// Writes a point; `null` where the system does not reach so far.
    pub fn write_point(self, buffer: &mut Vec<u8>, at: Coord<f64>) {
        match self.place(at) {
            Some(at) => self.written().write_point(buffer, at),
            None => buffer.extend_from_slice(b"null"),
        }
    }

    /// The region a box in this system means.
    pub fn region(self, [a1, a2, b1, b2]: [f64; 4]) -> Option<Region> {
        if self.is_kept() {
            return Some(Region::of_box([a1, a2, b1, b2]));
        }
        if self.crs == Crs::WGS84 {
            return Some(Region::of_box([a2, a1, b2, b1]));
        }
        let corners = [(a1, a2), (b1, a2), (b1, b2), (a1, b2), (a1, a2)];
        let mut ring = Vec::new();
        for (from, to) in corners.iter().zip(corners.iter().skip(1)) {
            for step in 0..STEPS {
                let share = f64::from(step) / f64::from(STEPS);
                let at = Coord { x: from.0 + (to.0 - from.0) * share, y: from.1 + (to.1 - from.1) * share };
                ring.push(self.kept(at)?);
            }
        }
        Region::of_ring(ring)
    }
}

/// Reads `bbox` in the system `bbox-crs` names: four numbers, or six whose heights say nothing about flat areas.
pub(super) fn region(bbox: &str, crs: Option<&str>) -> Result<Region, Problem> {
    let axes = crs.map_or(Ok(Axes::CRS84), |uri| Axes::read("bbox-crs", uri))?;
    let wrong = || {
        bad(
            "bbox",
            Localized::new(
                "bbox gồm bốn số (hoặc sáu số, có độ cao): góc dưới bên trái rồi góc trên bên phải, theo thứ tự trục của bbox-crs; mặc định kinh độ trước.",
                "bbox is four numbers (or six, with heights): lower left, then upper right, in the order of the axes of bbox-crs; by default longitude first.",
            ),
        )
    };
    let numbers = bbox.split(',').map(|part| part.trim().parse::<f64>().ok().filter(|number| number.is_finite()));
    let numbers: Vec<f64> = numbers.collect::<Option<_>>().ok_or_else(wrong)?;
    let [a1, a2, b1, b2] = match numbers.as_slice() {
        [a1, a2, b1, b2] | [a1, a2, _, b1, b2, _] => [*a1, *a2, *b1, *b2],
        _ => return Err(wrong()),
    };
    // A box over the 180th meridian has its western edge to the east of the other, in degrees only.
    let (across, up) = if axes.latitude_first { (b2 - a2, b1 - a1) } else { (b1 - a1, b2 - a2) };
    if up < 0.0 || (across < 0.0 && !axes.crs.is_geographic()) {
        return Err(wrong());
    }
    axes.region([a1, a2, b1, b2]).ok_or_else(wrong)
}
