//! How one zone came of another: split, merged, moved. Codes never change their place, so that what stands on papers
//! and walls stays true; what changes its place gets a new code and a line back to the old one.

use geo::{BooleanOps, MultiPolygon};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::placing::{Piece, ZONE_TOLERANCE_M, outside, shared};
use crate::geometry::validity;
use crate::kernel::ids::{PlanVersionId, ZoneId};
use crate::kernel::wording::{number_en, number_vi};
use crate::kernel::{Localized, Timestamp};

/// In which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineageKind {
    /// One became several.
    Split,
    /// Several became one.
    Merge,
    /// It stands for the same people at another place.
    Move,
}

/// A line from an old zone to a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    /// The zone there was.
    pub old: ZoneId,
    /// The zone there is instead.
    pub new: ZoneId,
    /// In which way.
    pub kind: LineageKind,
    /// The version of the plan that says so.
    pub version: PlanVersionId,
    /// From when on; `None` while that version is not approved.
    pub happened_at: Option<Timestamp>,
    /// Who decided it.
    pub decided_by: String,
    /// Why, in their words.
    pub note: Option<String>,
}

/// Why parts do not make up a zone.
#[derive(Debug, Clone, PartialEq)]
pub enum PieceFault {
    /// A piece of the old zone lies in none of the new ones: its people would be left out.
    Missing(Piece),
    /// A piece of a part lies outside the old zone.
    Outside {
        /// Of which part.
        code: String,
        /// The piece.
        piece: Piece,
    },
    /// Two parts lie over each other.
    Overlap {
        /// The one.
        code: String,
        /// The other.
        other: String,
        /// The piece in both.
        piece: Piece,
    },
}

impl PieceFault {
    /// The name of the fault in answers.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "missing",
            Self::Outside { .. } => "outside",
            Self::Overlap { .. } => "parts_overlap",
        }
    }

    /// The piece it is about.
    pub fn piece(&self) -> Piece {
        match self {
            Self::Missing(piece) | Self::Outside { piece, .. } | Self::Overlap { piece, .. } => *piece,
        }
    }

    /// The fault for people, and what to do next.
    pub fn wording(&self) -> Localized {
        let piece = self.piece();
        #[expect(clippy::cast_possible_truncation, reason = "square metres on Earth fit")]
        let m2 = piece.area_m2.round() as i64;
        let (vi, en) = (number_vi(m2), number_en(m2));
        let at = validity::place(piece.at);
        match self {
            Self::Missing(_) => Localized::new(
                format!("Còn {vi} m² của vùng cũ chưa thuộc vùng mới nào, tại {}. Vẽ thêm cho đủ.", at.vi),
                format!("{en} m² of the old zone lie in no new one, at {}. Draw them in.", at.en),
            ),
            Self::Outside { code, .. } => Localized::new(
                format!("Phần {code} vượt ra ngoài vùng cũ {vi} m², tại {}. Thu đường biên vào trong.", at.vi),
                format!("Part {code} reaches {en} m² outside the old zone, at {}. Draw it within.", at.en),
            ),
            Self::Overlap { code, other, .. } => Localized::new(
                format!("Hai phần {code} và {other} chồng lên nhau {vi} m², tại {}. Chỉnh đường chia.", at.vi),
                format!("Parts {code} and {other} overlap by {en} m², at {}. Mend the line between them.", at.en),
            ),
        }
    }
}

/// What keeps `parts`, each with its code, from being the old zone cut in pieces.
///
/// Strips narrower than [`ZONE_TOLERANCE_M`] are let pass: two people who trace one line do not meet to the metre.
pub fn split_faults(old: &MultiPolygon<f64>, parts: &[(&str, &MultiPolygon<f64>)]) -> Vec<PieceFault> {
    let mut faults = missing(old, parts.iter().map(|(_, area)| *area));
    for (number, (code, area)) in parts.iter().enumerate() {
        let beyond = outside(area, old, ZONE_TOLERANCE_M);
        faults.extend(beyond.into_iter().map(|piece| PieceFault::Outside { code: (*code).to_owned(), piece }));
        for (other, other_area) in parts.iter().skip(number + 1) {
            let both = shared(area, other_area, ZONE_TOLERANCE_M);
            faults.extend(both.into_iter().map(|piece| PieceFault::Overlap {
                code: (*code).to_owned(),
                other: (*other).to_owned(),
                piece,
            }));
        }
    }
    faults
}

/// What of `old` lies in none of the new areas.
pub fn missing<'a>(old: &MultiPolygon<f64>, new: impl Iterator<Item = &'a MultiPolygon<f64>>) -> Vec<PieceFault> {
    let left = new.fold(old.clone(), |left, area| left.difference(area));
    super::placing::pieces(&left, ZONE_TOLERANCE_M).into_iter().map(PieceFault::Missing).collect()
}

/// The area of several zones together. Strips between neighbours that were traced apart stay as they are.
pub fn merged<'a>(areas: impl Iterator<Item = &'a MultiPolygon<f64>>) -> MultiPolygon<f64> {
    let together = areas.fold(MultiPolygon(Vec::new()), |sum: MultiPolygon<f64>, area| sum.union(area));
    // Slivers between the two outlines would only be warned of again and again.
    validity::repaired(&together).map_or(together, |repair| repair.area)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::Rect;

    /// A box near Quảng Ngãi, in thousandths of a degree (about 110 m) from 108.8, 15.1.
    fn area(x: f64, w: f64) -> MultiPolygon<f64> {
        MultiPolygon(vec![Rect::new((108.8 + x / 1e3, 15.1), (108.8 + (x + w) / 1e3, 15.11)).to_polygon()])
    }

    fn codes(parts: &[(&str, &MultiPolygon<f64>)]) -> Vec<&'static str> {
        split_faults(&area(0.0, 10.0), parts).iter().map(PieceFault::code).collect()
    }

    #[test]
    fn halves_make_up_the_whole_and_may_miss_each_other_by_a_metre() {
        assert_eq!(codes(&[("A", &area(0.0, 4.0)), ("B", &area(4.0, 6.0))]), [""; 0]);
        assert_eq!(codes(&[("A", &area(0.0, 4.0)), ("B", &area(4.01, 5.99))]), [""; 0]);
    }

    #[test]
    fn what_is_missing_outside_and_twice_is_told_with_its_place() {
        assert_eq!(codes(&[("A", &area(0.0, 4.0)), ("B", &area(5.0, 5.0))]), ["missing"]);
        assert_eq!(codes(&[("A", &area(0.0, 4.0)), ("B", &area(4.0, 8.0))]), ["outside"]);
        assert_eq!(codes(&[("A", &area(0.0, 5.0)), ("B", &area(4.0, 6.0))]), ["parts_overlap"]);
        let faults = split_faults(&area(0.0, 10.0), &[("A", &area(0.0, 4.0)), ("B", &area(5.0, 5.0))]);
        let piece = faults[0].piece();
        assert!(piece.at.x > 108.804 && piece.at.x < 108.805, "{piece:?}");
        assert!((piece.area_m2 - 107.5 * 1_106.0).abs() < 1_000.0, "{piece:?}");
        assert!(faults[0].wording().en.contains("of the old zone lie in no new one, at longitude 108.804"));
    }

    #[test]
    fn neighbours_merge_into_one_part() {
        let (a, b) = (area(0.0, 4.0), area(4.0, 6.0));
        assert_eq!(merged([&a, &b].into_iter()).0.len(), 1);
    }
}
