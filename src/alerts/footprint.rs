//! Where an alert holds: the union over all blocks and areas, in every language.

mod as_written;

pub use as_written::AsWritten;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use geo::{MultiPolygon, Point};
use serde::{Deserialize, Serialize};

use crate::{
    alerts::cap::{Alert, Area, NamedValue},
    geometry::{
        cap_areas::{circle_area, ring_area},
        cap_shapes::Circle,
    },
};

/// Everywhere an alert holds; a place is within it when any part holds it, boundaries included.
#[derive(Debug, Clone, PartialEq)]
pub struct Footprint {
    /// The polygons, (longitude, latitude), each valid by itself; they may overlap one another, so ask
    /// whether they intersect something, not how large they are together.
    pub polygons: MultiPolygon<f64>,
    /// The circles as polygons that hold all of them; they may overlap too.
    pub circles: MultiPolygon<f64>,
    /// Circles of radius 0: points.
    pub markers: Vec<Point<f64>>,
    /// National five-digit commune codes, sorted.
    pub commune_codes: Vec<String>,
    /// Three-digit codes of the districts of before July 2025, sorted.
    pub district_codes: Vec<String>,
    /// National two-digit province codes, sorted.
    pub province_codes: Vec<String>,
    /// Geocodes of lists that are not known here, sorted; a person must look whether they matter.
    pub unknown_geocodes: Vec<NamedValue>,
}

/// ISO 3166-2 subdivisions of Viet Nam, and the codes of the provinces they were.
#[derive(Deserialize)]
struct IsoProvinces {
    #[serde(rename = "note")]
    _note: String,
    provinces: BTreeMap<String, String>,
}

static ISO: LazyLock<IsoProvinces> = LazyLock::new(|| {
    serde_json::from_str(include_str!("iso_provinces.json"))
        .unwrap_or_else(|error| panic!("iso_provinces.json: {error}"))
});

/// The lists of places that are known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum PlaceList {
    Commune,
    District,
    Province,
    Iso,
}

impl PlaceList {
    /// `VN-COMMUNE`, `VN-DISTRICT`, `VN-PROVINCE` and `ISO 3166-2` in any case, with `_`, a space or nothing for the
    /// hyphen.
    fn named(name: &str) -> Option<Self> {
        let bare: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        match bare.as_str() {
            "vncommune" => Some(Self::Commune),
            "vndistrict" => Some(Self::District),
            "vnprovince" => Some(Self::Province),
            "iso31662" => Some(Self::Iso),
            _ => None,
        }
    }

    /// The national code that `code` of this list stands for.
    fn national(self, code: &str) -> Option<&str> {
        let digits = match self {
            Self::Commune => 5,
            Self::District => 3,
            Self::Province => 2,
            Self::Iso => return ISO.provinces.get(&code.to_ascii_uppercase()).map(String::as_str),
        };
        (code.len() == digits && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
    }
}

impl Footprint {
    /// The footprint of `alert`. An outline without an inside adds nothing (the alert bears a remark).
    pub fn of(alert: &Alert) -> Self {
        Self::of_areas(alert.infos.iter().flat_map(|info| &info.areas))
    }

    /// The footprint of some areas of an alert.
    pub fn of_areas<'a>(areas: impl Iterator<Item = &'a Area>) -> Self {
        let areas: Vec<_> = areas.collect();
        // Language editions repeat the same shapes; one copy is enough.
        let mut seen = HashSet::new();
        let mut is_new =
            |numbers: &mut dyn Iterator<Item = f64>| seen.insert(numbers.map(f64::to_bits).collect::<Vec<_>>());
        let rings: Vec<_> = areas
            .iter()
            .flat_map(|area| &area.polygons)
            .filter(|ring| is_new(&mut ring.iter().flatten().copied()))
            .collect();
        let circles: Vec<Circle> = areas
            .iter()
            .flat_map(|area| area.circles.iter().copied())
            .filter(|circle| is_new(&mut circle.centre.into_iter().chain([circle.radius_km])))
            .collect();
        let (mut communes, mut districts, mut provinces) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut unknown = BTreeSet::new();
        for geocode in areas.iter().flat_map(|area| &area.geocodes) {
            let known = match PlaceList::named(&geocode.name) {
                Some(list @ PlaceList::Commune) => Some((list, &mut communes)),
                Some(list @ PlaceList::District) => Some((list, &mut districts)),
                Some(list @ (PlaceList::Province | PlaceList::Iso)) => Some((list, &mut provinces)),
                None => None,
            };
            // One value holds one code, but some senders write a list.
            let codes = || geocode.value.split([' ', ',', ';', '\n']).filter(|code| !code.is_empty());
            match known {
                Some((list, into)) => {
                    into.extend(codes().filter_map(|code| list.national(code)).map(str::to_owned));
                    if codes().any(|code| list.national(code).is_none()) {
                        unknown.insert(geocode.clone());
                    }
                }
                None => {
                    unknown.insert(geocode.clone());
                }
            }
        }
        let (markers, circles): (Vec<_>, Vec<_>) = circles.into_iter().partition(|circle| circle.radius_km <= 0.0);
        Self {
            polygons: MultiPolygon(rings.into_iter().filter_map(|ring| ring_area(ring)).flatten().collect()),
            circles: MultiPolygon(circles.into_iter().flat_map(circle_area).collect()),
            markers: markers.into_iter().map(|circle| Point::from(<(f64, f64)>::from(circle.centre))).collect(),
            commune_codes: communes.into_iter().collect(),
            district_codes: districts.into_iter().collect(),
            province_codes: provinces.into_iter().collect(),
            unknown_geocodes: unknown.into_iter().collect(),
        }
    }

    /// Whether anything tells where it is. If not, a person must look: it may be anywhere.
    pub fn is_located(&self) -> bool {
        self.is_drawn() || self.codes().next().is_some()
    }

    /// Whether a shape tells where it is, whatever the codes.
    pub fn is_drawn(&self) -> bool {
        !(self.polygons.0.is_empty() && self.circles.0.is_empty() && self.markers.is_empty())
    }

    /// Every code of a commune, district or province.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.commune_codes.iter().chain(&self.district_codes).chain(&self.province_codes).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::samples::{alert_with_infos, info_with_area};
    use geo::Intersects;

    fn footprint(areas: &[&str]) -> Footprint {
        Footprint::of(&alert_with_infos(&areas.iter().map(|area| info_with_area(area)).collect::<String>()))
    }

    fn geocode(name: &str, value: &str) -> String {
        format!("<geocode><valueName>{name}</valueName><value>{value}</value></geocode>")
    }

    #[test]
    fn all_blocks_count_and_the_same_shape_counts_once() {
        let square = "<polygon>15,108 15,109 16,109 16,108 15,108</polygon>";
        let print = footprint(&[square, square, "<polygon>17,106 17,107 18,107 17,106</polygon>"]);
        assert_eq!(print.polygons.0.len(), 2);
        assert!(print.polygons.intersects(&Point::new(108.0, 15.5)), "the boundary counts");
        assert!(print.polygons.intersects(&Point::new(106.9, 17.2)));
    }

    #[test]
    fn circles_hold_their_radius_and_radius_zero_is_a_marker() {
        let print = footprint(&["<circle>15.5,108.5 10</circle><circle>16,108 0</circle>"]);
        assert_eq!((print.circles.0.len(), print.markers.as_slice()), (1, &[Point::new(108.0, 16.0)][..]));
        assert!(print.circles.intersects(&Point::new(108.5, 15.59)) && print.is_located());
    }

    #[test]
    fn a_self_crossing_polygon_covers_both_its_halves() {
        let print = footprint(&["<polygon>15,108 16,109 15,109 16,108 15,108</polygon>"]);
        assert!(
            print.polygons.intersects(&Point::new(108.5, 15.1)) || print.polygons.intersects(&Point::new(108.1, 15.5))
        );
        assert!(
            print.polygons.intersects(&Point::new(108.9, 15.5)) || print.polygons.intersects(&Point::new(108.5, 15.9))
        );
    }

    #[test]
    fn vietnamese_codes_are_understood_in_any_spelling_of_their_list() {
        for name in ["VN-COMMUNE", "vn_commune", "VN Commune"] {
            assert_eq!(footprint(&[&geocode(name, "21343")]).commune_codes, ["21343"], "{name}");
        }
        assert_eq!(footprint(&[&geocode("vn-province", "51 48")]).province_codes, ["48", "51"]);
        let districts = footprint(&[&geocode("VN-DISTRICT", "613;610")]);
        assert_eq!(districts.codes().collect::<Vec<_>>(), ["610", "613"]);
        assert!(districts.is_located() && !districts.is_drawn());
    }

    #[test]
    fn subdivisions_of_iso_3166_are_provinces() {
        for name in ["ISO3166-2", "ISO 3166-2", "iso_3166_2"] {
            assert_eq!(footprint(&[&geocode(name, "VN-29 vn-sg")]).province_codes, ["51", "79"], "{name}");
        }
        let codes: BTreeSet<&String> = ISO.provinces.values().collect();
        assert_eq!((ISO.provinces.len(), codes.len()), (63, 63), "the 63 provinces of until July 2025");
    }

    #[test]
    fn codes_of_other_lists_or_lengths_stay_unknown_and_locate_nothing() {
        for (name, value) in [("ISO3166-2", "TH-50"), ("VN-COMMUNE", "2134"), ("VN-PROVINCE", "5a"), ("SAME", "006109")]
        {
            let print = footprint(&[&geocode(name, value)]);
            assert_eq!(print.unknown_geocodes.len(), 1, "{name} {value}");
            assert!(!print.is_located());
        }
    }

    #[test]
    fn an_alert_without_places_is_not_located() {
        assert!(!footprint(&[""]).is_located());
        assert!(!Footprint::of(&alert_with_infos("")).is_located());
    }
}
