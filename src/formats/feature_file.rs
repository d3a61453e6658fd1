//! What a file holds, whatever its format.

use geo::Geometry;
use serde_json::{Map, Value};
use thiserror::Error;

use crate::kernel::Localized;

/// The formats that are read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// RFC 7946, and the older form with a `crs` member.
    GeoJson,
    /// GeoJSON features, one a line.
    NdJson,
    /// Google Earth.
    Kml,
    /// KML in a zip.
    Kmz,
    /// Esri shapefile: `.shp`, `.dbf`, `.prj`, `.cpg` in a zip.
    Shapefile,
    /// OGC GeoPackage.
    GeoPackage,
    /// FlatGeobuf.
    FlatGeobuf,
    /// A table; areas as WKT, points as two columns.
    Csv,
    /// The same in an Excel workbook.
    Xlsx,
}

impl Format {
    /// All of them, the most usual first.
    pub const ALL: [Self; 9] = [
        Self::GeoJson,
        Self::NdJson,
        Self::Kml,
        Self::Kmz,
        Self::Shapefile,
        Self::GeoPackage,
        Self::FlatGeobuf,
        Self::Csv,
        Self::Xlsx,
    ];

    /// Its short name in addresses and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::NdJson => "ndjson",
            Self::Kml => "kml",
            Self::Kmz => "kmz",
            Self::Shapefile => "shp",
            Self::GeoPackage => "gpkg",
            Self::FlatGeobuf => "fgb",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The format of that short name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code().eq_ignore_ascii_case(code))
    }

    /// How the name of a written file ends; a shapefile is written as a zip.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Shapefile => "zip",
            other => other.code(),
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::GeoJson => "application/geo+json",
            Self::NdJson => "application/x-ndjson",
            Self::Kml => "application/vnd.google-earth.kml+xml",
            Self::Kmz => "application/vnd.google-earth.kmz",
            Self::Shapefile => "application/zip",
            Self::GeoPackage => "application/geopackage+sqlite3",
            Self::FlatGeobuf => "application/flatgeobuf",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// Whether its coordinates can only be longitude and latitude on WGS 84.
    pub fn is_wgs84_only(self) -> bool {
        matches!(self, Self::GeoJson | Self::NdJson | Self::Kml | Self::Kmz)
    }
}

/// What a file says of its coordinate system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatedCrs {
    /// The format knows only WGS 84 (GeoJSON, KML), or the file says so.
    Wgs84,
    /// The file names this EPSG code.
    Epsg(u16),
    /// The file names a system that is none of those known here, such as one called "local"; its words.
    Other(String),
    /// The file does not say: somebody has to be asked.
    Missing,
}

/// One feature as it stands in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct FileFeature {
    /// Where it stands, for people: `dòng 12`, `đối tượng 3`, `lớp Vùng sạt lở, đối tượng 3`.
    pub place: Localized,
    /// The feature's id beside its properties, where the format has one.
    pub id: Option<String>,
    /// Its properties, texts in Unicode (NFC).
    pub properties: Map<String, Value>,
    /// Its geometry, in the coordinates of the file, x first; `None` where it has none.
    pub geometry: Option<Geometry<f64>>,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureFile {
    /// Its format.
    pub format: Format,
    /// Its coordinate system, as far as it says.
    pub crs: StatedCrs,
    /// Its features, in order.
    pub features: Vec<FileFeature>,
    /// Features that cannot be read, each with its place and the reason.
    pub refused: Vec<(Localized, Localized)>,
    /// What was noticed of the whole file: an old encoding that was converted, a layer that was passed over.
    pub remarks: Vec<Localized>,
}

/// Why a whole file cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", .0.en)]
pub struct FormatFault(
    /// The reason, and what to do next.
    pub Localized,
);
