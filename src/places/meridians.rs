//! The central meridian in which each province surveys, by date: data that an official can correct.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::kernel::folding::exact_key;

/// A row of `maps/meridians.csv`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ProvincialMeridian {
    /// The code of the province, where it was looked up.
    pub province_code: Option<String>,
    /// Its name without "Tỉnh".
    pub province: String,
    /// Degrees.
    pub meridian: f64,
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
    /// Where the fact comes from.
    pub source: String,
}

static MERIDIANS: LazyLock<Vec<ProvincialMeridian>> = LazyLock::new(|| {
    csv::Reader::from_reader(include_str!("../../maps/meridians.csv").as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .unwrap_or_else(|error| panic!("maps/meridians.csv: {error}"))
});

/// The rows of a province by its code or its name, which may begin with "Tỉnh" or "Thành phố".
pub fn meridians_of(code: &str, name: &str) -> Vec<&'static ProvincialMeridian> {
    let bare = ["Tỉnh ", "Thành phố "].iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name);
    let (bare, whole) = (exact_key(bare), exact_key(name));
    let same = |row: &&ProvincialMeridian| {
        let named = exact_key(&row.province);
        row.province_code.as_deref() == Some(code) || named == bare || named == whole
    };
    MERIDIANS.iter().filter(same).collect()
}

/// The provinces that survey, or surveyed, about `meridian`.
pub fn provinces_about(meridian: f64) -> impl Iterator<Item = &'static ProvincialMeridian> {
    MERIDIANS.iter().filter(move |row| (row.meridian - meridian).abs() < 1e-6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::crs::Crs;
    use crate::places::REFORM;

    #[test]
    fn all_provinces_of_today_have_one_and_each_is_a_known_zone() {
        let today: Vec<_> = MERIDIANS.iter().filter(|row| row.to.is_none()).collect();
        assert_eq!(today.len(), 34);
        assert!(today.iter().all(|row| row.from == Some(REFORM)));
        for row in MERIDIANS.iter() {
            let zone = Crs::all().find(|crs| crs.is_provincial() && crs.central_meridian() == Some(row.meridian));
            assert!(zone.is_some() && !row.source.is_empty(), "{row:?}");
        }
    }

    #[test]
    fn kon_tum_surveyed_half_a_degree_west_of_what_it_became() {
        let of = |code, name| meridians_of(code, name).iter().map(|row| row.meridian).collect::<Vec<_>>();
        assert_eq!(of("62", "Tỉnh Kon Tum"), [107.5]);
        assert_eq!(of("51", "Tỉnh Quảng Ngãi"), [108.0, 108.0]);
        assert_eq!(of("79", "Thành phố Hồ Chí Minh"), [105.75]);
        assert!(of("00", "Tỉnh Kon Tùm").is_empty(), "marks count");
    }
}
