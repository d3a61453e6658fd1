//! The areas of an alert as they were written: all that its footprint follows from, and nothing else.

use crate::alerts::cap::{Alert, NamedValue};
use crate::geometry::cap_shapes::Position;
use crate::geometry::drawn_ring::DrawnRing;

/// The shapes and codes of all areas, in order. Two alerts of one value have the same [`Footprint`](super::Footprint).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AsWritten {
    /// For each area how many polygons, circles and codes it has, and the numbers of the circles, sign for sign.
    numbers: Vec<u64>,
    rings: Vec<DrawnRing>,
    codes: Vec<NamedValue>,
}

impl AsWritten {
    /// Those of `alert`.
    pub fn of(alert: &Alert) -> Self {
        let areas = || alert.infos.iter().flat_map(|info| &info.areas);
        let mut numbers = Vec::with_capacity(16);
        for area in areas() {
            numbers.extend([area.polygons.len(), area.circles.len(), area.geocodes.len()].map(|count| count as u64));
            for circle in &area.circles {
                numbers.extend(circle.centre.into_iter().chain([circle.radius_km]).map(f64::to_bits));
            }
        }
        let rings = areas().flat_map(|area| &area.polygons).cloned().collect();
        Self { numbers, rings, codes: areas().flat_map(|area| &area.geocodes).cloned().collect() }
    }

    /// How many bytes it takes, about.
    pub fn bytes(&self) -> usize {
        let codes = self.codes.iter().map(|code| code.name.len() + code.value.len() + size_of::<NamedValue>());
        let corners: usize = self.rings.iter().map(|ring| ring.len()).sum();
        (self.numbers.len() + self.rings.len()) * size_of::<u64>()
            + corners * size_of::<Position>()
            + codes.sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::samples::{alert_with_infos, info_with_area};

    fn of(areas: &[&str]) -> AsWritten {
        let infos: Vec<String> = areas.iter().map(|area| info_with_area(area)).collect();
        AsWritten::of(&alert_with_infos(&infos.concat()))
    }

    #[test]
    fn the_same_areas_are_the_same_whatever_else_is_said() {
        let area = "<polygon>15,108 15,109 16,109 15,108</polygon><circle>15,108 5</circle>";
        let mut later = alert_with_infos(&info_with_area(area));
        later.identity.identifier = "later".into();
        later.infos[0].headline = Some("Tin cuối cùng".into());
        assert_eq!(AsWritten::of(&later), of(&[area]));
    }

    #[test]
    fn any_difference_of_a_shape_or_a_code_makes_another() {
        let code =
            |name: &str, value: &str| format!("<geocode><valueName>{name}</valueName><value>{value}</value></geocode>");
        let all = [
            of(&["<polygon>15,108 15,109 16,109 15,108</polygon>"]),
            of(&["<polygon>15,108 15,109 16,109.000000001 15,108</polygon>"]),
            of(&["<polygon>15,108 15,109 16,109 15,108</polygon><circle>15,108 5</circle>"]),
            of(&["<circle>15,108 5</circle>"]),
            of(&["<circle>15,108 6</circle>"]),
            of(&["<circle>15,108 5</circle>", "<circle>15,108 5</circle>"]),
            of(&[&code("VN-COMMUNE", "21343")]),
            of(&[&code("VN-COMMUNE", "21344")]),
            of(&[&code("VN-PROVINCE", "21343")]),
            of(&[&format!("{}{}", code("VN-COMMUNE", "21343"), code("VN-COMMUNE", "21344"))]),
            of(&[]),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(all.iter().skip(at + 1).all(|other| other != one), "{at}");
        }
    }
}
