//! Vạn Tường, 6 November 2025: 2,690 households hosted by others and 1,078 in shelters, about 6,800 and 3,212 people
//! (domain: a real line of a report). The sums must agree with the lists, and two counts that do not must be explained.

use serde_json::json;
use ungpho::relocation::{EventKind, HouseholdsAndPeople};
use ungpho::services::quick_report::sentence;
use ungpho::services::take_reports::TakenAs;

use super::office::Office;

const HOSTED: usize = 2_690;
const SHELTERED: usize = 1_078;

fn people() -> Vec<i64> {
    let mut people = vec![2; HOSTED];
    people[..1_420].fill(3);
    let mut sheltered = vec![3; SHELTERED];
    sheltered[..22].fill(2);
    people.extend(sheltered);
    people
}

#[test]
fn hosted_and_sheltered_are_all_who_left() {
    let people = people();
    assert_eq!(people[..HOSTED].iter().sum::<i64>(), 6_800);
    assert_eq!(people[HOSTED..].iter().sum::<i64>(), 3_212);
    let office = Office::open();
    let zones = office.zones();
    let all: Vec<(i64, &[_])> = people.iter().map(|people| (*people, &zones[..1])).collect();
    office.register(&all);
    office.it_is("2025-11-06T02:00:00Z");
    let activation = office.order_out(&zones[..1], "Công điện: bão số 13, sơ tán trước 15 giờ");
    let list = office.list_of(activation.id, zones[0]);
    office.it_is("2025-11-06T08:00:00Z");
    let moved = office.moved_by(activation.event_id, list.id);
    assert_eq!(moved.len(), HOSTED + SHELTERED);
    let operations = moved
        .iter()
        .enumerate()
        .map(|(at, relocation)| {
            let kind = if at < HOSTED { "host" } else { "shelter" };
            let said = json!({
                "state": "arrived", "departed": relocation.listed, "arrived": relocation.listed,
                "destination": {"kind": kind},
            });
            office.said(relocation, office.now(), &said)
        })
        .collect();
    let taken = office.report("may-1", operations);
    assert!(taken.iter().all(|taken| taken.outcome == TakenAs::Applied));

    let figures = office.figures(activation.event_id);
    let both = |households, people| HouseholdsAndPeople { households, people };
    assert_eq!(figures.host, both(2_690, 6_800));
    assert_eq!(figures.shelter, both(1_078, 3_212));
    assert_eq!(figures.evacuated, figures.host.plus(figures.shelter));
    let cattle = figures.property.iter().map(|total| total.quantity).sum::<f64>();
    assert!((cattle - 2.0 * 3_768.0).abs() < f64::EPSILON, "the cattle are counted beside the people: {cattle}");
    let words = sentence(EventKind::Real, &figures, office.now(), None);
    let expected = "Đến 15 giờ 00 ngày 06/11/2025: đã sơ tán 3.768 hộ/10.012 khẩu (xen ghép 2.690 hộ/6.800 khẩu; tập \
                    trung 1.078 hộ/3.212 khẩu tại 0 điểm).";
    assert_eq!(words.vi, expected);
}

#[test]
fn two_counts_that_differ_stand_until_somebody_explains_or_settles_them() {
    let office = Office::open();
    let zones = office.zones();
    office.register(&[(5, &zones[..1])]);
    let activation = office.order_out(&zones[..1], "Nguy cơ sạt lở");
    let list = office.list_of(activation.id, zones[0]);
    let one = || office.moved_by(activation.event_id, list.id).pop().unwrap();
    let opened = one();

    // Five left, four arrived: a difference until it is explained, and again when the numbers change.
    office.it_is("2025-10-28T03:00:00Z");
    let said = json!({"state": "arrived", "departed": 5, "arrived": 4});
    office.report("may-1", vec![office.said(&opened, office.now(), &said)]);
    assert_eq!(office.figures(activation.event_id).differences, 1);
    let why = json!({"explains": {
        "of": "arrived", "of_number": 4, "against": "departed", "against_number": 5, "why": "một người ở nhà người thân",
    }});
    office.report("may-1", vec![office.said(&one(), office.now(), &why)]);
    assert_eq!(office.figures(activation.event_id).differences, 0);
    office.it_is("2025-10-28T03:10:00Z");
    office.report("may-1", vec![office.said(&one(), office.now(), &json!({"arrived": 3}))]);
    assert_eq!(office.figures(activation.event_id).differences, 1, "other numbers need other reasons");

    // A second telephone, which has heard nothing of this, counted six.
    office.it_is("2025-10-28T03:20:00Z");
    let taken = office.report("may-2", vec![office.said(&opened, office.now(), &json!({"arrived": 6}))]);
    assert_eq!(taken[0].outcome, TakenAs::Conflict);
    assert_eq!(office.figures(activation.event_id).conflicts, 1);
    let standing = one().standing;
    assert_eq!(standing.arrived.unwrap().value, 6, "the later word is shown");
    assert_eq!(standing.conflicts[0].said.len(), 2);

    // Somebody who has seen both settles it.
    office.it_is("2025-10-28T03:30:00Z");
    office.report("may-3", vec![office.said(&one(), office.now(), &json!({"arrived": 5}))]);
    let figures = office.figures(activation.event_id);
    assert_eq!((figures.conflicts, figures.differences), (0, 0));
    assert_eq!(figures.evacuated.people, 5);
}
