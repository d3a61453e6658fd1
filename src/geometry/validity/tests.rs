use geo::{Area, LineString, Polygon, Validation, coord, line_string, polygon};
use proptest::prelude::*;

use super::*;

fn one(part: Polygon<f64>) -> MultiPolygon<f64> {
    MultiPolygon(vec![part])
}

/// A degree is too wide for these drawings to be told from slivers at their true size, so shapes are drawn in
/// hundredths of a degree, about a kilometre.
fn square(x: f64, y: f64, side: f64) -> LineString<f64> {
    line_string![(x: x, y: y), (x: x + side, y: y), (x: x + side, y: y + side), (x: x, y: y + side), (x: x, y: y)]
}

fn kinds(area: &MultiPolygon<f64>) -> Vec<FaultKind> {
    faults(area).iter().map(|fault| fault.kind).collect()
}

#[track_caller]
fn check(area: &MultiPolygon<f64>, expected: &[(FaultKind, (f64, f64))]) {
    let found: Vec<_> = faults(area).iter().map(|fault| (fault.kind, fault.at.unwrap().x_y())).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_square_with_a_hole_and_an_island_in_the_hole_has_no_fault() {
    let with_hole = Polygon::new(square(0.0, 0.0, 9.0), vec![square(2.0, 2.0, 5.0)]);
    let island = Polygon::new(square(3.0, 3.0, 2.0), Vec::new());
    assert_eq!(faults(&MultiPolygon(vec![with_hole, island])), []);
}

#[test]
fn a_bow_tie_is_shown_at_its_crossing() {
    let bow_tie = polygon![(x: 0.0, y: 0.0), (x: 2.0, y: 2.0), (x: 2.0, y: 0.0), (x: 0.0, y: 2.0)];
    check(&one(bow_tie), &[(FaultKind::SelfIntersection, (1.0, 1.0))]);
}

#[test]
fn a_ring_through_its_own_corner_touches_itself_there() {
    let hourglass =
        polygon![(x: 0., y: 0.), (x: 2., y: 0.), (x: 1., y: 1.), (x: 2., y: 2.), (x: 0., y: 2.), (x: 1., y: 1.)];
    check(&one(hourglass), &[(FaultKind::SelfTouch, (1.0, 1.0))]);
}

#[test]
fn a_spike_is_told_once_at_its_tip() {
    let spike = polygon![(x: 0., y: 0.), (x: 4., y: 0.), (x: 4., y: 4.), (x: 2., y: 4.), (x: 2., y: 6.), (x: 2., y: 4.), (x: 0., y: 4.)];
    check(&one(spike), &[(FaultKind::Spike, (2.0, 6.0))]);
}

#[test]
fn a_repeated_corner_is_only_a_warning() {
    let repeated = polygon![(x: 0., y: 0.), (x: 4., y: 0.), (x: 4., y: 0.), (x: 4., y: 4.)];
    check(&one(repeated), &[(FaultKind::DuplicateVertices, (4.0, 0.0))]);
    assert!(!FaultKind::DuplicateVertices.refuses());
}

#[test]
fn two_corners_are_too_few_and_three_on_a_line_enclose_nothing() {
    check(&one(polygon![(x: 1., y: 1.), (x: 4., y: 0.), (x: 1., y: 1.)]), &[(FaultKind::RingTooShort, (1.0, 1.0))]);
    check(&one(polygon![(x: 1., y: 1.), (x: 3., y: 3.), (x: 2., y: 2.)]), &[(FaultKind::ZeroArea, (1.0, 1.0))]);
}

#[test]
fn holes_are_shown_outside_across_and_along_their_shell() {
    let with = |hole| one(Polygon::new(square(0.0, 0.0, 4.0), vec![hole]));
    check(&with(square(5.0, 1.0, 1.0)), &[(FaultKind::HoleOutside, (5.0, 1.0))]);
    check(&with(square(4.0, 1.0, 1.0)), &[(FaultKind::HoleOutside, (4.0, 1.5))]);
    check(&with(square(3.0, 1.0, 1.0)), &[(FaultKind::HoleTouchesShell, (4.0, 1.5))]);
    assert!(kinds(&with(square(3.5, 1.0, 1.0))).contains(&FaultKind::HoleCrossesShell));
    assert!(kinds(&with(square(-1.0, -1.0, 6.0))).contains(&FaultKind::HoleOutside));
    let tip = line_string![(x: 4., y: 2.), (x: 3., y: 3.), (x: 2., y: 2.), (x: 3., y: 1.), (x: 4., y: 2.)];
    assert_eq!(faults(&with(tip)), [], "a hole may touch its shell at one point");
}

#[test]
fn a_hole_that_leaves_through_a_corner_crosses() {
    let shell = polygon!(exterior: [(x: 0., y: 0.), (x: 4., y: 0.), (x: 4., y: 4.), (x: 0., y: 4.)],
        interiors: [[(x: 2., y: 2.), (x: 4., y: 4.), (x: 6., y: 6.), (x: 4., y: 5.)]]);
    assert!(kinds(&one(shell)).contains(&FaultKind::HoleCrossesShell));
}

#[test]
fn holes_may_touch_at_a_point_but_not_chain_across() {
    let diamond = |x: f64| line_string![(x: x, y: 2.), (x: x + 1.0, y: 1.), (x: x + 2.0, y: 2.), (x: x + 1.0, y: 3.), (x: x, y: 2.)];
    let with = |holes| one(Polygon::new(square(0.0, 0.0, 4.0), holes));
    check(&with(vec![diamond(0.0), diamond(2.0)]), &[(FaultKind::InteriorCut, (2.0, 2.0))]);
    assert_eq!(faults(&with(vec![diamond(0.5)])), []);
    assert!(kinds(&with(vec![diamond(1.0), diamond(1.5)])).contains(&FaultKind::HolesOverlap));
    assert!(kinds(&with(vec![square(1.0, 1.0, 2.0), square(1.5, 1.5, 0.5)])).contains(&FaultKind::HolesOverlap));
}

#[test]
fn parts_are_shown_overlapping_nested_and_touching() {
    let parts = |a, b| MultiPolygon(vec![Polygon::new(a, Vec::new()), Polygon::new(b, Vec::new())]);
    assert!(kinds(&parts(square(0., 0., 4.), square(2., 2., 4.))).iter().all(|kind| *kind == FaultKind::PartsOverlap));
    check(&parts(square(0., 0., 4.), square(1., 1., 1.)), &[(FaultKind::PartsOverlap, (1.0, 1.0))]);
    check(&parts(square(0., 0., 4.), square(4., 0., 4.)), &[(FaultKind::PartsTouch, (4.0, 2.0))]);
    assert_eq!(faults(&parts(square(0., 0., 4.), square(4., 4., 4.))), []);
    assert!(!faults(&parts(square(0., 0., 4.), square(0., 0., 4.))).is_empty());
}

#[test]
fn positions_off_the_earth_and_leaps_over_the_antimeridian_stop_the_rest() {
    check(&one(polygon![(x: 0., y: 0.), (x: 2., y: 91.), (x: 2., y: 0.)]), &[(FaultKind::OutOfRange, (2.0, 91.0))]);
    let not_a_number = one(polygon![(x: 0., y: 0.), (x: f64::NAN, y: 1.), (x: 2., y: 0.)]);
    assert_eq!(faults(&not_a_number), [Fault { kind: FaultKind::OutOfRange, at: None }]);
    assert!(
        kinds(&one(polygon![(x: 179., y: 0.), (x: -179., y: 0.), (x: 179., y: 1.)])).contains(&FaultKind::Antimeridian)
    );
}

#[test]
fn a_strip_of_a_metre_is_a_sliver_and_one_of_ten_is_not() {
    let strip = |metres: f64| {
        let height = metres / 111_195.0;
        one(
            polygon![(x: 108.0, y: 15.0), (x: 108.01, y: 15.0), (x: 108.01, y: 15.0 + height), (x: 108.0, y: 15.0 + height)],
        )
    };
    assert_eq!(kinds(&strip(1.0)), [FaultKind::Sliver]);
    assert_eq!(kinds(&strip(10.0)), []);
}

#[test]
fn the_words_say_where() {
    let fault = Fault { kind: FaultKind::SelfIntersection, at: Some(coord! {x: 108.05, y: 15.1}) };
    assert_eq!(fault.wording().vi, "Đường biên tự cắt tại kinh độ 108,05000, vĩ độ 15,10000. Kéo đỉnh để tách ra.");
    assert_eq!(
        fault.wording().en,
        "The outline crosses itself at longitude 108.05000, latitude 15.10000. Move a corner so that it does not."
    );
}

/// A star-like ring of `corners` corners that never crosses itself, in degrees near Quảng Ngãi.
fn jagged(corners: u32) -> Polygon<f64> {
    let ring = (0..corners).map(|n| {
        let angle = f64::from(n) * std::f64::consts::TAU / f64::from(corners);
        let reach = 0.2 + 0.000_1 * f64::from(n % 7);
        (108.8 + reach * angle.cos(), 15.1 + reach * angle.sin())
    });
    Polygon::new(LineString::from(ring.collect::<Vec<_>>()), Vec::new())
}

#[test]
fn fifty_thousand_vertices_are_checked_in_a_moment() {
    let area = one(jagged(50_000));
    let begun = std::time::Instant::now();
    assert_eq!(faults(&area), []);
    // Unoptimised, with other tests beside it, still far below what a quadratic check takes (minutes).
    assert!(begun.elapsed().as_secs_f64() < 20.0, "{:?}", begun.elapsed());
}

#[test]
fn too_many_vertices_are_refused_at_once_and_without_repair() {
    let area = one(jagged(200_001));
    assert_eq!(kinds(&area), [FaultKind::TooManyVertices]);
    assert_eq!(repaired(&area), None);
}

#[track_caller]
fn mended(area: &MultiPolygon<f64>) -> Repair {
    let repair = repaired(area).unwrap();
    assert!(!faults(&repair.area).iter().any(|fault| fault.kind.refuses()), "{:?}", faults(&repair.area));
    assert!(repair.area.is_valid());
    assert!(!repair.changes.is_empty());
    repair
}

#[test]
fn a_bow_tie_becomes_two_parts() {
    let bow_tie = one(polygon![(x: 0.0, y: 0.0), (x: 2.0, y: 2.0), (x: 2.0, y: 0.0), (x: 0.0, y: 2.0)]);
    let repair = mended(&bow_tie);
    assert_eq!(repair.area.0.len(), 2);
    assert!((repair.area.unsigned_area() - 2.0).abs() < 1e-6);
    assert!(repair.area_before_m2 < repair.area_after_m2 / 1_000.0, "two halves drawn contrariwise: {repair:?}");
}

#[test]
fn a_repair_of_repetitions_alone_moves_no_corner() {
    let odd = 107.940_000_000_000_01;
    let area = one(polygon![(x: 107.0, y: 14.0), (x: 108.0, y: 14.0), (x: 108.0, y: 14.0), (x: odd, y: 15.0)]);
    let repair = mended(&area);
    assert!(repair.area.0[0].exterior().0.contains(&coord! {x: odd, y: 15.0}));
    assert_eq!(repair.changes[0].en, "Took out 1 repeated corners.");
}

#[test]
fn holes_outside_become_parts_and_holes_across_are_cut() {
    let with = |hole| one(Polygon::new(square(0.0, 0.0, 4.0), vec![hole]));
    assert!((mended(&with(square(5.0, 1.0, 1.0))).area.unsigned_area() - 17.0).abs() < 1e-6);
    assert!((mended(&with(square(3.5, 1.0, 1.0))).area.unsigned_area() - 15.5).abs() < 1e-6);
    assert!((mended(&with(square(-1.0, -1.0, 6.0))).area.unsigned_area() - 20.0).abs() < 1e-6, "roles changed");
}

#[test]
fn overlapping_parts_are_joined_and_slivers_dropped() {
    let strip = polygon![(x: 6.0, y: 0.0), (x: 6.000_001, y: 0.0), (x: 6.000_001, y: 1.0), (x: 6.0, y: 1.0)];
    let parts = vec![Polygon::new(square(0., 0., 4.), Vec::new()), Polygon::new(square(2., 2., 4.), Vec::new()), strip];
    let repair = mended(&MultiPolygon(parts));
    assert_eq!(repair.area.0.len(), 1);
    assert!((repair.area.unsigned_area() - 28.0).abs() < 1e-6);
    assert_eq!(repair.changes.len(), 2);
}

#[test]
fn a_good_area_and_a_lone_sliver_are_offered_no_repair() {
    assert_eq!(repaired(&one(jagged(20))), None);
    assert_eq!(repaired(&one(polygon![(x: 6.0, y: 0.0), (x: 6.000_001, y: 0.0), (x: 6.000_001, y: 1.0)])), None);
}

fn ring(corners: std::ops::Range<usize>) -> impl Strategy<Value = LineString<f64>> {
    prop::collection::vec((0..7_i32, 0..7_i32), corners).prop_map(|corners| {
        let mut ring: LineString<f64> = corners.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect();
        ring.close();
        ring
    })
}

/// Few corners on a small grid: about every way in which rings can meet turns up.
fn drawing() -> impl Strategy<Value = MultiPolygon<f64>> {
    let part =
        (ring(3..7), prop::collection::vec(ring(3..5), 0..3)).prop_map(|(shell, holes)| Polygon::new(shell, holes));
    prop::collection::vec(part, 1..3).prop_map(MultiPolygon)
}

/// Parts and holes that are drawn well, so that valid drawings are met as often as others.
fn boxes() -> impl Strategy<Value = MultiPolygon<f64>> {
    let rectangle = (0..9_i32, 0..9_i32, 1..6_i32, 1..6_i32, any::<bool>()).prop_map(|(x, y, w, h, slanted)| {
        let (x, y, w, h) = (f64::from(x), f64::from(y), f64::from(w), f64::from(h));
        if slanted {
            line_string![(x: x, y: y + h), (x: x + w, y: y), (x: x + 2.0 * w, y: y + h), (x: x + w, y: y + 2.0 * h), (x: x, y: y + h)]
        } else {
            line_string![(x: x, y: y), (x: x, y: y + h), (x: x + w, y: y + h), (x: x + w, y: y), (x: x, y: y)]
        }
    });
    let part = (rectangle.clone(), prop::collection::vec(rectangle, 0..3))
        .prop_map(|(shell, holes)| Polygon::new(shell, holes));
    prop::collection::vec(part, 1..4).prop_map(MultiPolygon)
}

fn agrees_with_geo(area: &MultiPolygon<f64>) -> Result<(), TestCaseError> {
    let found = kinds(area);
    // What `geo` says it does not look at.
    let ours_alone = [FaultKind::InteriorCut, FaultKind::ZeroArea];
    let refused = found.iter().any(|kind| kind.refuses() && !ours_alone.contains(kind));
    if found.iter().any(|kind| ours_alone.contains(kind)) && !refused {
        return Ok(());
    }
    // In builds with debug assertions `geo` panics on some tangles, saying that they are invalid.
    let valid = std::panic::catch_unwind(|| area.is_valid()).unwrap_or(false);
    prop_assert_eq!(!valid, refused, "{:?}", found);
    Ok(())
}

fn is_mended(area: &MultiPolygon<f64>) -> Result<(), TestCaseError> {
    let Some(repair) = repaired(area) else { return Ok(()) };
    prop_assert!(!faults(&repair.area).iter().any(|fault| fault.kind.refuses()), "{:?}", faults(&repair.area));
    prop_assert!(repair.area.is_valid());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_drawings_are_judged_as_geo_judges_them(area in drawing()) {
        agrees_with_geo(&area)?;
    }

    #[test]
    fn random_boxes_are_judged_as_geo_judges_them(area in boxes()) {
        agrees_with_geo(&area)?;
    }

    #[test]
    fn whatever_is_repaired_is_sound(area in drawing()) {
        is_mended(&area)?;
        // Holes may take all there is; outlines that enclose something are always put right.
        let filled = MultiPolygon(area.into_iter().map(|part| Polygon::new(part.into_inner().0, Vec::new())).collect());
        let encloses = |part: &Polygon<f64>| part.unsigned_area() > 0.0;
        if faults(&filled).iter().any(|fault| fault.kind.refuses()) && filled.iter().any(encloses) {
            prop_assert!(repaired(&filled).is_some(), "nothing offered for {:?}", faults(&filled));
        }
    }

    #[test]
    fn boxes_are_mended_too(area in boxes()) {
        is_mended(&area)?;
    }
}
