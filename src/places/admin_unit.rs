//! Administrative units, each with the dates between which it exists.

use chrono::NaiveDate;
use geo::MultiPolygon;
use serde::{Deserialize, Serialize};

/// A province, commune, ward or special zone as it stood from `valid_from` on.
///
/// New communes reuse the five-digit code of one predecessor, so a unit is known by code **and** date.
#[derive(Debug, Clone, PartialEq)]
pub struct AdminUnit {
    /// Two digits for a province, five for a commune-level unit; leading zeros count.
    pub code: String,
    /// The official form, with every mark: "Xã Đăk Tờ Kan".
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// The province of a commune.
    pub parent_code: Option<String>,
    /// The district it belonged to before districts were abolished on 1 July 2025; names still spoken.
    pub former_district: Option<String>,
    /// The first day of this form of the unit.
    pub valid_from: NaiveDate,
    /// The last day, where it no longer exists.
    pub valid_to: Option<NaiveDate>,
    /// A point inside, WGS 84.
    pub lon: f64,
    /// A point inside, WGS 84.
    pub lat: f64,
    /// The outline, where there is one.
    pub boundary: Option<MultiPolygon<f64>>,
    /// How far the outline can be trusted.
    pub boundary_kind: BoundaryKind,
    /// Where the facts come from.
    pub source: String,
}

/// Kinds of units since 1 July 2025.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// Tỉnh, thành phố trực thuộc trung ương.
    Province,
    /// Xã.
    Commune,
    /// Phường.
    Ward,
    /// Đặc khu.
    SpecialZone,
}

impl UnitKind {
    /// The kind a name begins with: "Phường Kon Tum" is a ward.
    pub fn of_name(name: &str) -> Option<Self> {
        let starts = |word: &str| name.to_lowercase().starts_with(word);
        match () {
            () if starts("xã ") => Some(Self::Commune),
            () if starts("phường ") => Some(Self::Ward),
            () if starts("đặc khu ") => Some(Self::SpecialZone),
            () if starts("tỉnh ") || starts("thành phố ") => Some(Self::Province),
            () => None,
        }
    }
}

/// How far an outline can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoundaryKind {
    /// From the operator's file.
    Surveyed,
    /// Computed here from centroids: good for a first picture, never for a decision.
    Approximate,
    /// There is no outline.
    None,
}
