//! The coordinate systems of Vietnamese maps: WGS 84, and VN-2000 in degrees, in its 6° and in its 3° zones.
//!
//! From VN-2000 to WGS 84 leads EPSG operation 6960, the national parameters, good to a metre.
//! EPSG states its rotations as a *coordinate frame*; `towgs84` wants a *position vector*, whose signs are the
//! opposite. The string that is copied from page to page keeps EPSG's signs and lies 0.4 to 0.7 m off.

use std::sync::LazyLock;

use geo::{Coord, Geometry, MapCoords};
use proj4rs::Proj;
use proj4rs::transform::transform;
use thiserror::Error;

use crate::kernel::Localized;

/// EPSG operation 6960 as `towgs84` wants it: translations in metres, rotations in seconds with EPSG's signs
/// turned round, scale in parts per million.
const PARAMETERS: &str = "-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278";

/// What kind of numbers a system has.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// Degrees on WGS 84.
    Wgs84,
    /// Degrees on VN-2000.
    Degrees,
    /// Metres in a transverse Mercator zone about this meridian, scaled by this factor there.
    Zone { meridian: f64, scale: f64 },
}

/// The systems by their EPSG code.
const SYSTEMS: [(u16, Kind); 22] = [
    (4326, Kind::Wgs84),
    (4756, Kind::Degrees),
    (3405, six(105.0)),
    (3406, six(111.0)),
    (5896, three(102.0)),
    (9205, three(103.0)),
    (9206, three(104.0)),
    (9207, three(104.5)),
    (9208, three(104.75)),
    (5897, three(105.0)),
    (9209, three(105.5)),
    (9210, three(105.75)),
    (9211, three(106.0)),
    (9212, three(106.25)),
    (9213, three(106.5)),
    (9214, three(107.0)),
    (9215, three(107.25)),
    (9216, three(107.5)),
    (5899, three(107.75)),
    (5898, three(108.0)),
    (9217, three(108.25)),
    (9218, three(108.5)),
];

const fn six(meridian: f64) -> Kind {
    Kind::Zone { meridian, scale: 0.9996 }
}

const fn three(meridian: f64) -> Kind {
    Kind::Zone { meridian, scale: 0.9999 }
}

/// A coordinate system. Positions in it are easting (or longitude) first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Crs {
    at: usize,
    /// Whether the seven parameters lie between it and WGS 84.
    shifted: bool,
}

/// A position that the system does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the position lies outside the coordinate system")]
pub struct OutsideCrs;

impl Crs {
    /// EPSG:4326, in which everything is kept.
    pub const WGS84: Self = Self { at: 0, shifted: false };

    /// The system of this EPSG code, where it is one of those known here.
    pub fn from_epsg(code: u16) -> Option<Self> {
        let at = SYSTEMS.iter().position(|(known, _)| *known == code)?;
        Some(Self { at, shifted: at != Self::WGS84.at })
    }

    /// The system named like "EPSG:9216", "epsg 9216", "9216" or "urn:ogc:def:crs:EPSG::9216"; `OGC:CRS84` is
    /// WGS 84.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.to_ascii_uppercase().ends_with("CRS84") {
            return Some(Self::WGS84);
        }
        let digits = text.rsplit(|c: char| !c.is_ascii_digit()).next()?;
        let before = text.strip_suffix(digits)?.to_ascii_uppercase();
        let named = before.is_empty() || before.contains("EPSG");
        digits.parse().ok().filter(|_| named).and_then(Self::from_epsg)
    }

    /// Every system: WGS 84, VN-2000 in degrees, the 6° zones, the 3° zones from west to east.
    pub fn all() -> impl Iterator<Item = Self> {
        SYSTEMS.iter().filter_map(|(code, _)| Self::from_epsg(*code))
    }

    fn system(self) -> (u16, Kind) {
        SYSTEMS.get(self.at).copied().unwrap_or((4326, Kind::Wgs84))
    }

    /// Its EPSG code.
    pub fn epsg(self) -> u16 {
        self.system().0
    }

    /// How it is named in files and addresses: `EPSG:9216`.
    pub fn code(self) -> String {
        format!("EPSG:{}", self.epsg())
    }

    /// Its name for people.
    pub fn name(self) -> Localized {
        let named = match self.system().1 {
            Kind::Wgs84 => Localized::new("WGS 84 (kinh độ, vĩ độ)", "WGS 84 (longitude, latitude)"),
            Kind::Degrees => Localized::new("VN-2000 (kinh độ, vĩ độ)", "VN-2000 (longitude, latitude)"),
            Kind::Zone { meridian, scale } => {
                let (width, meridian) = (if scale < 0.9998 { 6 } else { 3 }, degrees(meridian));
                Localized::new(
                    format!("VN-2000 múi {width}°, kinh tuyến trục {meridian}"),
                    format!("VN-2000 {width}° zone, central meridian {meridian}"),
                )
            }
        };
        if self.shifted || self == Self::WGS84 {
            return named;
        }
        Localized::new(
            format!("{}, không qua 7 tham số (“nội bộ”)", named.vi),
            format!("{}, without the seven parameters (“internal”)", named.en),
        )
    }

    /// The meridian its zone lies about, in degrees.
    pub fn central_meridian(self) -> Option<f64> {
        match self.system().1 {
            Kind::Zone { meridian, .. } => Some(meridian),
            Kind::Wgs84 | Kind::Degrees => None,
        }
    }

    /// Whether it is one of the 3° zones of provincial maps.
    pub fn is_provincial(self) -> bool {
        matches!(self.system().1, Kind::Zone { scale, .. } if scale > 0.9998)
    }

    /// Whether its positions are degrees.
    pub fn is_geographic(self) -> bool {
        self.central_meridian().is_none()
    }

    /// The same numbers as they came to be in a device or program that went between VN-2000 and WGS 84 without the
    /// seven parameters ("VN-2000 nội bộ"), about 225 m from where they seem to lie: metres of a zone that are
    /// really about WGS 84, and degrees called WGS 84 that are really of VN-2000.
    #[must_use]
    pub fn internal(self) -> Self {
        match self.system().1 {
            Kind::Wgs84 => Self::from_epsg(4756).unwrap_or(self),
            Kind::Degrees | Kind::Zone { .. } => Self { shifted: false, ..self },
        }
    }

    fn projection(self) -> &'static Proj {
        let all = if self.shifted { &PROJECTIONS.0 } else { &PROJECTIONS.1 };
        all.get(self.at).unwrap_or(&PROJECTIONS.2)
    }

    /// The position in WGS 84, longitude first, of a position in this system.
    pub fn to_wgs84(self, position: Coord<f64>) -> Result<Coord<f64>, OutsideCrs> {
        if self == Self::WGS84 {
            return Ok(position);
        }
        let (x, y) = if self.is_geographic() { radians(position) } else { (position.x, position.y) };
        let mut moved = (x, y, 0.0);
        transform(self.projection(), &PROJECTIONS.2, &mut moved).map_err(|_| OutsideCrs)?;
        finite(Coord { x: moved.0.to_degrees(), y: moved.1.to_degrees() })
    }

    /// The position in this system, easting first, of a position in WGS 84.
    pub fn from_wgs84(self, position: Coord<f64>) -> Result<Coord<f64>, OutsideCrs> {
        if self == Self::WGS84 {
            return Ok(position);
        }
        let (x, y) = radians(position);
        let mut moved = (x, y, 0.0);
        transform(&PROJECTIONS.2, self.projection(), &mut moved).map_err(|_| OutsideCrs)?;
        let found = Coord { x: moved.0, y: moved.1 };
        finite(if self.is_geographic() { Coord { x: found.x.to_degrees(), y: found.y.to_degrees() } } else { found })
    }

    /// A whole geometry in WGS 84.
    pub fn geometry_to_wgs84(self, geometry: &Geometry<f64>) -> Result<Geometry<f64>, OutsideCrs> {
        geometry.try_map_coords(|position| self.to_wgs84(position))
    }

    /// A whole geometry of WGS 84 in this system.
    pub fn geometry_from_wgs84(self, geometry: &Geometry<f64>) -> Result<Geometry<f64>, OutsideCrs> {
        geometry.try_map_coords(|position| self.from_wgs84(position))
    }
}

/// The projections with the seven parameters, those without, and WGS 84 itself.
static PROJECTIONS: LazyLock<(Vec<Proj>, Vec<Proj>, Proj)> = LazyLock::new(|| {
    let all = |parameters: &str| SYSTEMS.iter().map(|(_, kind)| projection(&definition(*kind, parameters))).collect();
    (all(PARAMETERS), all("0,0,0"), projection("+proj=longlat +ellps=WGS84 +towgs84=0,0,0 +no_defs"))
});

fn definition(kind: Kind, parameters: &str) -> String {
    match kind {
        Kind::Wgs84 | Kind::Degrees => format!("+proj=longlat +ellps=WGS84 +towgs84={parameters} +no_defs"),
        Kind::Zone { meridian, scale } => format!(
            "+proj=tmerc +lat_0=0 +lon_0={meridian} +k={scale} +x_0=500000 +y_0=0 +ellps=WGS84 \
             +towgs84={parameters} +units=m +no_defs"
        ),
    }
}

fn projection(definition: &str) -> Proj {
    Proj::from_proj_string(definition).unwrap_or_else(|error| unreachable!("{definition}: {error}"))
}

fn radians(position: Coord<f64>) -> (f64, f64) {
    (position.x.to_radians(), position.y.to_radians())
}

fn finite(position: Coord<f64>) -> Result<Coord<f64>, OutsideCrs> {
    if position.x.is_finite() && position.y.is_finite() { Ok(position) } else { Err(OutsideCrs) }
}

/// A meridian as papers write it: 107°30'.
#[allow(clippy::cast_possible_truncation, reason = "minutes of a meridian in the table")]
pub fn degrees(meridian: f64) -> String {
    let minutes = (meridian * 60.0).round() as i64;
    format!("{}°{:02}'", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests;
