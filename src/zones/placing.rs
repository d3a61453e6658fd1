//! How a zone lies among others: outside its commune, over zones of the same hazard, beside the zones it came of.
//!
//! Outlines are drawn by hand and borders are drawn twice, so what is narrower than a tolerance is never told:
//! neighbours that touch do not overlap, and do not either where their common edge was traced a metre apart.

use geo::{BooleanOps, BoundingRect, Coord, InteriorPoint, Intersects, MultiPolygon};

use crate::geometry::measure;
use crate::geometry::validity::SLIVER_WIDTH_M;
use crate::kernel::Localized;

/// Zones are held against each other to this width, in metres: see [`SLIVER_WIDTH_M`].
pub const ZONE_TOLERANCE_M: f64 = SLIVER_WIDTH_M;

/// A zone is held against its commune to this mean width, in metres. Borders of communes come from maps of 1:50,000, on which half a millimetre is 25 m on the ground.
pub const COMMUNE_TOLERANCE_M: f64 = 25.0;

/// A piece of an area: what is missing, what is too much, what lies over another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// Its area in m².
    pub area_m2: f64,
    /// A point inside it.
    pub at: Coord<f64>,
}

/// How a zone lies where it should not.
#[derive(Debug, Clone, PartialEq)]
pub enum PlacingFault {
    /// Part of it lies outside its commune.
    OutsideCommune {
        /// The share of the zone, 0–1.
        share: f64,
        /// A point outside.
        at: Coord<f64>,
    },
    /// It lies over another zone of the same hazard.
    Overlap(Overlap),
}

/// Another zone of the same hazard that lies over this one.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlap {
    /// The other zone.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The share of the smaller of the two that lies in the other, 0–1.
    pub share: f64,
    /// A point in both.
    pub at: Coord<f64>,
}

impl PlacingFault {
    /// The name of the fault in answers.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OutsideCommune { .. } => "outside_commune",
            Self::Overlap(_) => "overlap",
        }
    }

    /// The place to look at.
    pub fn at(&self) -> Coord<f64> {
        match self {
            Self::OutsideCommune { at, .. } | Self::Overlap(Overlap { at, .. }) => *at,
        }
    }

    /// The fault for people, and what to do next.
    pub fn wording(&self) -> Localized {
        match self {
            Self::OutsideCommune { share, .. } => {
                let (vi, en) = percent(*share);
                Localized::new(
                    format!("{vi} diện tích vùng nằm ngoài xã. Kiểm tra đường biên và mã xã."),
                    format!("{en} of the zone lies outside its commune. Check the outline and the commune's code."),
                )
            }
            Self::Overlap(Overlap { code, name, share, .. }) => {
                let (vi, en) = percent(*share);
                Localized::new(
                    format!(
                        "Chồng lên vùng {code} ({name}): {vi} của vùng nhỏ hơn. Chỉnh đường biên hoặc gộp hai vùng."
                    ),
                    format!("Lies over zone {code} ({name}): {en} of the smaller. Mend the outline or merge the two."),
                )
            }
        }
    }
}

/// A share in words; never "0 %" of what there is.
fn percent(share: f64) -> (String, String) {
    let percent = share * 100.0;
    if percent < 0.1 {
        return ("dưới 0,1 %".into(), "less than 0.1%".into());
    }
    let en = format!("{percent:.1}");
    (format!("{} %", en.replace('.', ",")), format!("{en}%"))
}

/// The pieces of `region` that are at least `width_m` wide on the mean, the largest first.
pub fn pieces(region: &MultiPolygon<f64>, width_m: f64) -> Vec<Piece> {
    let mut found: Vec<Piece> = region
        .iter()
        .filter(|part| measure::part_width_m(part) >= width_m)
        .filter_map(|part| {
            let area_m2 = measure::area_m2(&MultiPolygon(vec![part.clone()]));
            Some(Piece { area_m2, at: part.interior_point()?.into() })
        })
        .collect();
    found.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2));
    found
}

/// The pieces of `area` that lie outside `whole`, to a tolerance.
pub fn outside(area: &MultiPolygon<f64>, whole: &MultiPolygon<f64>, tolerance_m: f64) -> Vec<Piece> {
    pieces(&area.difference(whole), tolerance_m)
}

/// The pieces that lie in both areas, to a tolerance.
pub fn shared(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>, tolerance_m: f64) -> Vec<Piece> {
    let boxes = a.bounding_rect().zip(b.bounding_rect());
    if boxes.is_none_or(|(a, b)| !a.intersects(&b)) {
        return Vec::new();
    }
    pieces(&a.intersection(b), tolerance_m)
}

fn total_m2(pieces: &[Piece]) -> f64 {
    pieces.iter().map(|piece| piece.area_m2).sum()
}

/// The part of a zone that lies outside its commune, where there is any.
pub fn outside_commune(zone: &MultiPolygon<f64>, commune: &MultiPolygon<f64>) -> Option<PlacingFault> {
    let outside = outside(zone, commune, COMMUNE_TOLERANCE_M);
    let at = outside.first()?.at;
    let share = (total_m2(&outside) / measure::area_m2(zone)).clamp(0.0, 1.0);
    Some(PlacingFault::OutsideCommune { share, at })
}

/// The others that lie over a zone, those that do so most first. `others` are zones of the same hazard, each with its
/// code, its name and its area; the zone itself is not among them.
pub fn overlaps<'a>(
    zone: &MultiPolygon<f64>,
    others: impl IntoIterator<Item = (&'a str, &'a str, &'a MultiPolygon<f64>)>,
) -> Vec<Overlap> {
    let zone_m2 = measure::area_m2(zone);
    let mut found: Vec<Overlap> = others
        .into_iter()
        .filter_map(|(code, name, other)| {
            let shared = shared(zone, other, ZONE_TOLERANCE_M);
            let at = shared.first()?.at;
            let smaller = zone_m2.min(measure::area_m2(other));
            let share = (total_m2(&shared) / smaller).clamp(0.0, 1.0);
            Some(Overlap { code: code.to_owned(), name: name.to_owned(), share, at })
        })
        .collect();
    found.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.code.cmp(&b.code)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::Rect;

    /// A box near Quảng Ngãi, in thousandths of a degree (about 110 m) from 108.8, 15.1.
    fn area(x: f64, y: f64, w: f64, h: f64) -> MultiPolygon<f64> {
        let corner = |x: f64, y: f64| (108.8 + x / 1_000.0, 15.1 + y / 1_000.0);
        MultiPolygon(vec![Rect::new(corner(x, y), corner(x + w, y + h)).to_polygon()])
    }

    fn overlapping(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> Option<f64> {
        overlaps(a, [("B", "b", b)]).first().map(|overlap| overlap.share)
    }

    #[test]
    fn the_share_is_of_the_smaller() {
        let (large, small) = (area(0.0, 0.0, 10.0, 10.0), area(9.0, 0.0, 2.0, 2.0));
        assert!((overlapping(&large, &small).unwrap() - 0.5).abs() < 1e-3);
        assert!((overlapping(&small, &large).unwrap() - 0.5).abs() < 1e-3);
        assert!((overlapping(&large, &area(1.0, 1.0, 1.0, 1.0)).unwrap() - 1.0).abs() < 1e-6);
    }

    #[test]
    fn neighbours_that_touch_or_were_traced_a_metre_apart_do_not_overlap() {
        let zone = area(0.0, 0.0, 10.0, 10.0);
        assert_eq!(overlapping(&zone, &area(10.0, 0.0, 10.0, 10.0)), None);
        assert_eq!(overlapping(&zone, &area(9.99, 0.0, 10.0, 10.0)), None, "a strip of 1.1 m");
        assert!(overlapping(&zone, &area(9.9, 0.0, 10.0, 10.0)).is_some(), "a strip of 11 m");
        assert_eq!(overlapping(&zone, &area(50.0, 0.0, 10.0, 10.0)), None);
    }

    #[test]
    fn what_lies_outside_the_commune_is_told_with_a_point_there() {
        let commune = area(0.0, 0.0, 100.0, 100.0);
        assert_eq!(outside_commune(&area(90.1, 0.0, 10.0, 10.0), &commune), None, "11 m lie within the border's width");
        let Some(PlacingFault::OutsideCommune { share, at }) = outside_commune(&area(95.0, 0.0, 10.0, 10.0), &commune)
        else {
            panic!("half of it lies outside");
        };
        assert!((share - 0.5).abs() < 1e-3 && at.x > 108.9, "{share} {at:?}");
    }

    #[test]
    fn a_thin_frame_all_around_is_within_tolerance() {
        let (zone, redrawn) = (area(0.0, 0.0, 10.0, 10.0), area(-0.005, -0.005, 10.01, 10.01));
        assert_eq!(outside(&redrawn, &zone, ZONE_TOLERANCE_M), []);
    }

    #[test]
    fn shares_are_never_said_to_be_nothing() {
        assert_eq!(percent(0.000_01).0, "dưới 0,1 %");
        assert_eq!(percent(0.125), ("12,5 %".into(), "12.5%".into()));
    }
}
