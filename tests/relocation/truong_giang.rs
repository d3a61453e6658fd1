//! Trường Giang, autumn 2025: households out on 29 October, home on the 31st, and 43 households with 143 people out
//! again on 2 November when the rain came back (domain: evacuation is a cycle). The numbers of the first round are made up.

use serde_json::json;
use ungpho::relocation::{ActivationStatus, ChecklistState, HouseholdsAndPeople, RelocationState, ZoneStage};

use super::office::{Office, at};

fn both(households: i64, people: i64) -> HouseholdsAndPeople {
    HouseholdsAndPeople { households, people }
}

/// 43 households and 143 people in the first zone, ten households of two in the second.
fn households() -> Vec<i64> {
    let mut people = vec![3; 43];
    people[..14].fill(4);
    assert_eq!(people.iter().sum::<i64>(), 143);
    people.extend([2; 10]);
    people
}

#[test]
fn out_home_and_out_again_without_losing_the_first_round() {
    let office = Office::open();
    let zones = office.zones();
    let all: Vec<(i64, &[_])> = households()
        .into_iter()
        .enumerate()
        .map(|(at, people)| (people, if at < 43 { &zones[..1] } else { &zones[1..2] }))
        .collect();
    office.register(&all);

    office.it_is("2025-10-29T02:00:00Z");
    let activation = office.order_out(&zones[..2], "Mưa lớn kéo dài, xuất hiện vết nứt");
    assert_eq!(activation.status, ActivationStatus::Active);
    let event = activation.event_id;
    assert_eq!(office.figures(event).unknown, both(53, 163), "nobody is safe before somebody says so");

    office.it_is("2025-10-29T05:00:00Z");
    for zone in &zones[..2] {
        let list = office.list_of(activation.id, *zone);
        let moved = office.moved_by(event, list.id);
        let operations = moved
            .iter()
            .map(|relocation| {
                let said = json!({
                    "state": "arrived", "departed": relocation.listed, "arrived": relocation.listed,
                    "destination": {"kind": "host"},
                });
                office.said(relocation, at("2025-10-29T04:30:00Z"), &said)
            })
            .collect();
        office.report("may-1", operations);
        let list = office.step(&list, ZoneStage::Cleared, None).unwrap();
        assert_eq!(list.stage, ZoneStage::Cleared);
    }
    assert_eq!(office.figures(event).evacuated, both(53, 163));

    office.it_is("2025-10-31T02:00:00Z");
    for zone in &zones[..2] {
        let list = office.list_of(activation.id, *zone);
        let list = office.step(&list, ZoneStage::ReturnAllowed, None).unwrap();
        let still_away = office.step(&list, ZoneStage::Returned, None).unwrap_err();
        assert!(still_away.to_string().contains("not home"), "{still_away}");
        let operations = office
            .moved_by(event, list.id)
            .iter()
            .map(|relocation| {
                let said = json!({"state": "returned", "returned": relocation.listed});
                office.said(relocation, at("2025-10-31T01:30:00Z"), &said)
            })
            .collect();
        office.report("may-1", operations);
        let list = office.step(&list, ZoneStage::Returned, None).unwrap();
        assert_eq!(list.state, ChecklistState::StoodDown);
    }
    assert_eq!(office.activation(activation.id).status, ActivationStatus::StoodDown);
    let home = office.figures(event);
    assert_eq!((home.evacuated, home.returned), (both(0, 0), both(53, 163)));

    // The rain is back: the first zone only, in the same event.
    office.it_is("2025-11-02T03:00:00Z");
    let again = office.order_again(activation.id, &zones[..1], "Mưa lớn trở lại, di dời trước 17 giờ");
    assert_eq!(again.status, ActivationStatus::Active);
    let second = office.list_of(activation.id, zones[0]);
    assert_eq!((second.round, second.stage), (2, ZoneStage::Ordered));
    let now = office.figures(event);
    assert_eq!((now.unknown, now.returned), (both(43, 143), both(10, 20)), "they begin anew, the others stay home");

    office.it_is("2025-11-02T10:00:00Z");
    let moved = office.moved_by(event, second.id);
    assert!(moved.iter().all(|relocation| relocation.round == 2));
    let operations = moved
        .iter()
        .map(|relocation| {
            let said = json!({"state": "departed", "departed": relocation.listed, "destination": {"kind": "shelter"}});
            office.said(relocation, at("2025-11-02T09:00:00Z"), &said)
        })
        .collect();
    office.report("may-2", operations);
    let now = office.figures(event);
    assert_eq!((now.evacuated, now.shelter), (both(43, 143), both(43, 143)));

    // The first round is as it was.
    let first = office.app.store.read(|conn| {
        let lists = ungpho::store::checklists::of_activation(conn, activation.id)?;
        Ok::<_, ungpho::store::StoreError>(lists.into_iter().find(|list| list.zone_id == zones[0]).unwrap())
    });
    let first = first.unwrap();
    assert_eq!((first.round, first.stage), (1, ZoneStage::Returned));
    let before = office.moved_by(event, first.id);
    assert_eq!(before.len(), 43);
    for relocation in &before {
        assert_eq!((relocation.round, relocation.is_current), (1, false));
        assert_eq!(relocation.standing.state(), RelocationState::Returned);
        assert_eq!(relocation.standing.arrived.as_ref().unwrap().at, at("2025-10-29T04:30:00Z"));
    }
}

#[test]
fn a_household_in_two_zones_is_counted_once() {
    let office = Office::open();
    let zones = office.zones();
    office.register(&[(5, &zones[..2]), (3, &zones[..1]), (2, &zones[1..2])]);
    let activation = office.order_out(&zones[..1], "Nguy cơ sạt lở");
    let activation = office.order_again(activation.id, &zones[1..2], "Mở rộng sang vùng bên");
    let figures = office.figures(activation.event_id);
    assert_eq!(figures.listed, both(3, 10));
    for zone in &zones[..2] {
        let list = office.list_of(activation.id, *zone);
        assert_eq!(office.moved_by(activation.event_id, list.id).len(), 2, "and it stands on both lists");
    }
}
