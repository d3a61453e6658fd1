use super::super::{Closing, RoadLine, RoadNet};
use super::*;
use proptest::prelude::*;

fn at(lon: f64, lat: f64) -> Position {
    Position { lon, lat }
}

fn level(digit: u8) -> RiskLevel {
    RiskLevel::new(digit).unwrap()
}

fn road(points: &[(f64, f64)], closing: Closing) -> RoadLine {
    RoadLine { points: points.iter().map(|(lon, lat)| at(*lon, *lat)).collect(), closing }
}

fn way(lines: &[RoadLine], from: Position, to: Position, digit: u8) -> Way {
    let net = RoadNet::of(lines).unwrap();
    distances(&net, &[from], &[to], level(digit), Reckoning::shipped()).way(0, 0)
}

/// On the equator, where a hundredth of a degree is 1,111.95 m on the sphere of 6,371,008.8 m.
const HOUSE: Position = Position { lon: 0.0, lat: 0.001 };
const SCHOOL: Position = Position { lon: 0.03, lat: 0.0 };

#[test]
fn without_a_road_the_straight_line_is_taken_with_its_factor() {
    // 3,337.7 m, half as much again.
    let Way::Straight(metres) = way(&[], HOUSE, SCHOOL, 1) else { panic!("no road is known") };
    assert!((5_000..5_015).contains(&metres), "{metres}");
    let far_away = road(&[(1.0, 1.0), (1.1, 1.0)], Closing::Never);
    assert!(matches!(way(&[far_away], HOUSE, SCHOOL, 1), Way::Straight(_)));
}

#[test]
fn a_ford_is_closed_from_its_level_and_the_long_way_is_taken() {
    let lines = [
        road(&[(0.0, 0.0), (0.01, 0.0)], Closing::Never),
        road(&[(0.01, 0.0), (0.02, 0.0)], Closing::From(level(2))),
        road(&[(0.02, 0.0), (0.03, 0.0)], Closing::Never),
        road(&[(0.01, 0.0), (0.01, 0.02), (0.02, 0.02), (0.02, 0.0)], Closing::Never),
    ];
    // 111 m to the road and 3,336 m along it.
    assert_eq!(way(&lines, HOUSE, SCHOOL, 1), Way::Road(3_447));
    // In place of the ford's 1,112 m three times as long and twice up and down: 5 × 1,112 m.
    let Way::Road(round) = way(&lines, HOUSE, SCHOOL, 2) else { panic!("there is a way round") };
    assert!((7_890..7_900).contains(&round), "{round}");
}

#[test]
fn where_every_way_is_closed_nobody_goes_and_what_is_not_known_is_closed() {
    let with = |closing| [road(&[(0.0, 0.0), (0.01, 0.0)], Closing::Never), road(&[(0.01, 0.0), (0.03, 0.0)], closing)];
    assert_eq!(way(&with(Closing::From(level(3))), HOUSE, SCHOOL, 2), Way::Road(3_447));
    assert_eq!(way(&with(Closing::From(level(3))), HOUSE, SCHOOL, 3), Way::Closed);
    assert_eq!(way(&with(Closing::NotKnown), HOUSE, SCHOOL, 1), Way::Closed);
    // A road that never led there says nothing.
    let apart = [road(&[(0.0, 0.0), (0.01, 0.0)], Closing::Never), road(&[(0.02, 0.0), (0.03, 0.0)], Closing::Never)];
    assert!(matches!(way(&apart, HOUSE, SCHOOL, 1), Way::Straight(_)));
}

#[test]
fn a_line_that_ends_just_beside_another_leads_onto_it() {
    // The lane ends 11 m north of the middle of the road.
    let lines =
        [road(&[(0.0, 0.0), (0.03, 0.0)], Closing::Never), road(&[(0.015, 0.0001), (0.015, 0.02)], Closing::Never)];
    let Way::Road(metres) = way(&lines, at(0.015, 0.02), SCHOOL, 1) else { panic!("they join") };
    // 2,213 m down the lane, 11 m, and 1,668 m along the road.
    assert!((3_885..3_900).contains(&metres), "{metres}");
}

#[test]
fn two_houses_on_one_stretch_do_not_go_round_by_its_end() {
    let long = [road(&[(-1.0, 0.0), (1.0, 0.0)], Closing::Never)];
    assert_eq!(way(&long, at(0.0, 0.0), at(0.01, 0.0), 1), Way::Road(1_112));
}

/// Metres from node to node by relaxing every piece as often as there are nodes (Bellman and Ford).
fn by_hand(net: &RoadNet, digit: u8, from: usize) -> Vec<f64> {
    let mut metres = vec![f64::INFINITY; net.nodes.len()];
    metres[from] = 0.0;
    for _ in 0..net.nodes.len() {
        for piece in net.pieces.iter().filter(|piece| piece.closing.is_open(Some(level(digit)))) {
            metres[piece.to] = metres[piece.to].min(metres[piece.from] + piece.metres);
            metres[piece.from] = metres[piece.from].min(metres[piece.to] + piece.metres);
        }
    }
    metres
}

fn any_lines() -> impl Strategy<Value = Vec<RoadLine>> {
    // Corners of a grid of 1,112 m, so that no two lines join by accident.
    let corner = (0..5_u8, 0..4_u8).prop_map(|(x, y)| (f64::from(x) * 0.01, f64::from(y) * 0.01));
    let closing = prop_oneof![
        4 => Just(Closing::Never),
        1 => (1..4_u8).prop_map(|digit| Closing::From(RiskLevel::new(digit).unwrap())),
        1 => Just(Closing::NotKnown),
    ];
    let line = (prop::collection::vec(corner, 2..4), closing).prop_map(|(points, closing)| road(&points, closing));
    prop::collection::vec(line, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_search_finds_the_shortest_way_and_the_same_in_both_directions(lines in any_lines(), digit in 1..4_u8) {
        let net = RoadNet::of(&lines).unwrap();
        let places = net.nodes.clone();
        let found = distances(&net, &places, &places, level(digit), Reckoning::shipped());
        for from in 0..places.len() {
            let expected = by_hand(&net, digit, from);
            for (to, expected) in expected.iter().enumerate() {
                prop_assert_eq!(found.way(from, to), found.way(to, from));
                if expected.is_finite() && !net.at[from].is_empty() && from != to {
                    let Way::Road(metres) = found.way(from, to) else { panic!("there is an open road") };
                    // A corner may lie on a piece it is no end of, which then is a shorter way.
                    prop_assert!(metres as f64 <= expected + 1.0, "{} {}", metres, expected);
                }
            }
        }
    }

    #[test]
    fn a_higher_level_never_shortens_a_way(lines in any_lines()) {
        let net = RoadNet::of(&lines).unwrap();
        let places = net.nodes.clone();
        let at_level = |digit| distances(&net, &places, &places, level(digit), Reckoning::shipped());
        let (low, high) = (at_level(1), at_level(3));
        for from in 0..places.len() {
            for to in 0..places.len() {
                if let (Way::Road(before), Way::Road(after)) = (low.way(from, to), high.way(from, to)) {
                    prop_assert!(after >= before - 1, "{} {}", before, after);
                }
                prop_assert!(!matches!((low.way(from, to), high.way(from, to)), (Way::Closed, Way::Road(_))));
            }
        }
    }
}
