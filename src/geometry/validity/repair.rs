//! An outline put right, with what was changed, for somebody to look at before it is taken.
//!
//! Where it cannot be told what was meant, the larger area is kept: people left out of a zone are worse off
//! than people who are in it without need.

use std::panic::catch_unwind;

use geo::algorithm::bool_ops::{FillRule, OpType};
use geo::orient::Direction;
use geo::{BooleanOps, Coord, GeodesicArea, LineString, MakeValid, MapCoords, MultiPolygon, Orient, Polygon};

use super::rings::Reading;
use super::{FaultKind, SLIVER_WIDTH_M, faults};
use crate::geometry::measure;
use crate::kernel::Localized;

/// A repaired area beside what it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// The area put right: it has no fault that refuses it.
    pub area: MultiPolygon<f64>,
    /// What was changed, in the order it was done.
    pub changes: Vec<Localized>,
    /// The area as it was drawn, in m²; of an outline that crosses itself, what a plain computation makes of it.
    pub area_before_m2: f64,
    /// The area after, in m².
    pub area_after_m2: f64,
}

/// `area` put right; `None` where nothing is wrong with it, or where what was meant cannot be told.
///
/// Parts without fault keep their corners to the last digit.
pub fn repaired(area: &MultiPolygon<f64>) -> Option<Repair> {
    let found = faults(area);
    if found.is_empty() || found.iter().any(|fault| fault.kind.is_beyond_repair()) {
        return None;
    }
    // On about one tangle in two thousand the set operations stumble (an assertion of i_overlay, in builds that
    // have them) or end unsound; then the outline is triangulated instead.
    let attempt = catch_unwind(|| by_set_operations(area)).ok().flatten();
    let (repaired, changes) = attempt.or_else(|| by_triangles(area))?;
    Some(Repair {
        area_before_m2: as_drawn_m2(area),
        area_after_m2: measure::area_m2(&repaired),
        area: repaired,
        changes,
    })
}

/// The area of an outline that may cross itself: of each ring what it encloses to the left less what it encloses
/// to the right, holes taken off.
fn as_drawn_m2(area: &MultiPolygon<f64>) -> f64 {
    let ring_m2 = |ring: &LineString<f64>| Polygon::new(ring.clone(), Vec::new()).geodesic_area_signed().abs();
    let part_m2 = |part: &Polygon<f64>| ring_m2(part.exterior()) - part.interiors().iter().map(ring_m2).sum::<f64>();
    area.iter().map(part_m2).sum::<f64>().max(0.0)
}

type Mended = (MultiPolygon<f64>, Vec<Localized>);

fn by_set_operations(area: &MultiPolygon<f64>) -> Option<Mended> {
    let mut changes = Vec::new();
    let parts = without_repetitions(area, &mut changes);
    let mended: Vec<Polygon<f64>> = parts.into_iter().flat_map(|part| mended_part(part, &mut changes)).collect();
    let joined = joined(MultiPolygon(mended), &mut changes);
    let kept = without_slivers(joined, &mut changes);
    let oriented = kept.orient(Direction::Default);
    let repaired = if refused(&oriented) { settled(&oriented)? } else { oriented };
    (!repaired.0.is_empty() && !changes.is_empty()).then_some((repaired, changes))
}

/// What the outlines go round an odd number of times.
fn by_triangles(area: &MultiPolygon<f64>) -> Option<Mended> {
    let mut changes = Vec::new();
    let valid = area.make_valid().ok()?;
    told(
        &mut changes,
        "Vẽ lại đường biên tự cắt theo những phần được bao quanh.",
        "Drew the outline that crosses itself anew around the parts it encloses.",
    );
    let repaired = without_slivers(valid, &mut changes).orient(Direction::Default);
    (!repaired.0.is_empty() && !refused(&repaired)).then_some((repaired, changes))
}

fn refused(area: &MultiPolygon<f64>) -> bool {
    faults(area).iter().any(|fault| fault.kind.refuses())
}

/// Set operations end on a grid, and turned into degrees again a corner on an edge may lie a hair beside it.
/// Doing them again on coarser corners (a tenth of a millimetre, then a millimetre, …) brings that to rest.
fn settled(area: &MultiPolygon<f64>) -> Option<MultiPolygon<f64>> {
    [1e9, 1e8, 1e7].into_iter().find_map(|grid: f64| {
        let coarse = area.map_coords(|c| Coord { x: (c.x * grid).round() / grid, y: (c.y * grid).round() / grid });
        let again = within_nonzero(&coarse).orient(Direction::Default);
        (!refused(&again)).then_some(again)
    })
}

fn told(changes: &mut Vec<Localized>, vi: impl Into<String>, en: impl Into<String>) {
    let change = Localized::new(vi, en);
    if !changes.contains(&change) {
        changes.push(change);
    }
}

/// The parts without repeated corners and without rings that enclose nothing.
fn without_repetitions(area: &MultiPolygon<f64>, changes: &mut Vec<Localized>) -> Vec<Polygon<f64>> {
    let (mut repeated, mut dropped) = (0, 0);
    let mut read = |line: &LineString<f64>| match Reading::of(line) {
        Reading::Ring { corners, .. } => {
            repeated += line.0.len() - corners.len();
            Some(LineString(corners))
        }
        Reading::Short(_) | Reading::Flat(_) => {
            dropped += 1;
            None
        }
    };
    let mut parts = Vec::with_capacity(area.0.len());
    for part in area {
        let shell = read(part.exterior());
        let holes: Vec<_> = part.interiors().iter().filter_map(&mut read).collect();
        parts.extend(shell.map(|shell| Polygon::new(shell, holes)));
    }
    if repeated > 0 {
        told(changes, format!("Bỏ {repeated} đỉnh lặp lại."), format!("Took out {repeated} repeated corners."));
    }
    if dropped > 0 {
        told(
            changes,
            format!("Bỏ {dropped} đường khép kín không có diện tích."),
            format!("Took out {dropped} rings that enclose nothing."),
        );
    }
    parts
}

/// One part put right: what its outline encloses, less its holes.
fn mended_part(part: Polygon<f64>, changes: &mut Vec<Localized>) -> Vec<Polygon<f64>> {
    let found = faults(&MultiPolygon(vec![part.clone()]));
    let has = |kinds: &[FaultKind]| found.iter().any(|fault| kinds.contains(&fault.kind));
    if !found.iter().any(|fault| fault.kind.refuses()) {
        return vec![part];
    }
    let (shell, holes) = part.into_inner();
    let mut whole = within_nonzero(&MultiPolygon(vec![Polygon::new(shell, Vec::new())]));
    if has(&[FaultKind::Spike]) {
        told(changes, "Bỏ đoạn đi ra rồi quay lại.", "Took out lines that went out and back.");
    }
    if has(&[FaultKind::SelfIntersection, FaultKind::SelfTouch]) {
        let n = whole.0.len();
        told(
            changes,
            format!("Tách đường biên tự cắt thành {n} phần, giữ mọi phần được bao quanh."),
            format!("Split the outline that crosses itself into {n} parts; all it encloses is kept."),
        );
    }
    for hole in holes {
        whole = less(whole, within_nonzero(&MultiPolygon(vec![Polygon::new(hole, Vec::new())])), changes);
    }
    if has(&[FaultKind::HolesOverlap]) {
        told(changes, "Gộp các khoảng trống chồng lên nhau.", "Made one hole of holes that overlap.");
    }
    if has(&[FaultKind::InteriorCut]) {
        told(changes, "Tách thành các phần riêng tại chỗ chạm nhau.", "Split into parts where rings touch.");
    }
    whole.0
}

/// `whole` less a hole; a hole outside was drawn as an area and becomes a part.
fn less(whole: MultiPolygon<f64>, hole: MultiPolygon<f64>, changes: &mut Vec<Localized>) -> MultiPolygon<f64> {
    let shared = measure::area_m2(&whole.intersection(&hole));
    let hole_m2 = measure::area_m2(&hole);
    if hole_m2 <= 0.0 {
        return whole;
    }
    // The share that a hole shares with its outline by the rounding of the set operation alone.
    let hair = hole_m2 * 1e-9;
    if shared <= hair {
        told(
            changes,
            "Khoảng trống nằm ngoài được giữ thành một phần của vùng.",
            "A hole outside the outline was kept as a part.",
        );
        return whole.union(&hole);
    }
    if shared < hole_m2 - hair {
        told(changes, "Cắt khoảng trống theo đường biên.", "Cut a hole off at the outline.");
        if shared >= measure::area_m2(&whole) - hair {
            told(
                changes,
                "Khoảng trống bao quanh đường biên: đổi vai hai đường.",
                "A hole was drawn around the outline: the two change places.",
            );
            return hole.difference(&whole);
        }
    }
    whole.difference(&hole)
}

/// Parts that overlap or touch along a line, made one.
fn joined(area: MultiPolygon<f64>, changes: &mut Vec<Localized>) -> MultiPolygon<f64> {
    let found = faults(&area);
    if !found.iter().any(|fault| matches!(fault.kind, FaultKind::PartsOverlap | FaultKind::PartsTouch)) {
        return area;
    }
    let before = area.0.len();
    let one = within_nonzero(&area);
    told(
        changes,
        format!("Gộp các phần chồng lên hoặc có cạnh trùng nhau: {before} phần thành {}.", one.0.len()),
        format!("Joined parts that overlap or touch: {before} parts became {}.", one.0.len()),
    );
    one
}

/// Without slivers, as parts or holes; an area that is nothing else keeps them.
fn without_slivers(area: MultiPolygon<f64>, changes: &mut Vec<Localized>) -> MultiPolygon<f64> {
    let thin = |ring: &LineString<f64>| measure::mean_width_m(&ring.0) < SLIVER_WIDTH_M;
    let mut dropped = 0;
    let (parts, slivers): (Vec<_>, Vec<_>) = area.0.into_iter().partition(|part| !thin(part.exterior()));
    let parts = if parts.is_empty() {
        slivers
    } else {
        dropped += slivers.len();
        parts
    };
    let parts = parts.into_iter().map(|part| {
        let (shell, mut holes) = part.into_inner();
        let before = holes.len();
        holes.retain(|hole| !thin(hole));
        dropped += before - holes.len();
        Polygon::new(shell, holes)
    });
    let kept = MultiPolygon(parts.collect());
    if dropped > 0 {
        told(
            changes,
            format!("Bỏ {dropped} mảnh hẹp dưới {SLIVER_WIDTH_M} m."),
            format!("Took out {dropped} slivers less than {SLIVER_WIDTH_M} m wide."),
        );
    }
    kept
}

/// All that the outlines go round, however often; rings run the way they should, or two parts would take each
/// other away.
fn within_nonzero(area: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let nothing = MultiPolygon::<f64>(Vec::new());
    area.orient(Direction::Default).boolean_op_with_fill_rule(&nothing, OpType::Union, FillRule::NonZero)
}
