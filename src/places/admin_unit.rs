//! Administrative units, each with the dates between which it exists.

use chrono::NaiveDate;
use geo::MultiPolygon;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A province, commune, ward or special zone as it stood from `valid_from` on.
///
/// New communes reuse the five-digit code of one predecessor, so a unit is known by code **and** date.
#[derive(Debug, Clone, PartialEq)]
pub struct AdminUnit {
    /// Two digits for a province, three for a district, five for a commune-level unit; leading zeros count.
    pub code: String,
    /// The official form, with every mark: "Xã Đăk Tờ Kan".
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// The unit above it: the province of a commune, before July 2025 its district.
    pub parent_code: Option<String>,
    /// The district it belonged to before districts were abolished on 1 July 2025; names still spoken.
    pub former_district: Option<String>,
    /// The first day of this form of the unit; [`UNKNOWN_BEGINNING`] where nobody wrote it down.
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

/// Stands for the first day of units whose lists do not say since when they existed. It lies before any of them.
pub const UNKNOWN_BEGINNING: NaiveDate = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day of the calendar");

/// The day of the two-tier reform (Resolution 1677/NQ-UBTVQH15 and its like): districts ended the day before.
pub const REFORM: NaiveDate = NaiveDate::from_ymd_opt(2025, 7, 1).expect("a day of the calendar");

/// Kinds of units, of today and of before 1 July 2025.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// Tỉnh, thành phố trực thuộc trung ương.
    Province,
    /// Huyện, thị xã, quận, thành phố thuộc tỉnh; abolished on 1 July 2025.
    District,
    /// Xã.
    Commune,
    /// Phường.
    Ward,
    /// Thị trấn; abolished on 1 July 2025.
    Town,
    /// Đặc khu.
    SpecialZone,
}

impl UnitKind {
    /// The kind of the unit called `name` under `code`: "Phường Kon Tum" is a ward. A "thành phố" is a province or
    /// a district; only the length of the code tells.
    pub fn of_name(name: &str, code: &str) -> Option<Self> {
        let lower = name.to_lowercase();
        let starts = |words: &[&str]| words.iter().any(|word| lower.starts_with(word));
        match code.len() {
            2 => Some(Self::Province),
            3 => Some(Self::District),
            _ if starts(&["xã "]) => Some(Self::Commune),
            _ if starts(&["phường "]) => Some(Self::Ward),
            _ if starts(&["thị trấn "]) => Some(Self::Town),
            _ if starts(&["đặc khu "]) => Some(Self::SpecialZone),
            _ => None,
        }
    }

    /// How many digits the code of such a unit has.
    pub fn digits(self) -> usize {
        match self {
            Self::Province => 2,
            Self::District => 3,
            Self::Commune | Self::Ward | Self::Town | Self::SpecialZone => 5,
        }
    }

    /// Whether it stands at the lowest level: xã, phường, thị trấn, đặc khu.
    pub fn is_commune_level(self) -> bool {
        self.digits() == 5
    }
}

/// How far an outline can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BoundaryKind {
    /// From the operator's file.
    Surveyed,
    /// Computed here from centroids: good for a first picture, never for a decision.
    Approximate,
    /// There is no outline.
    None,
}
