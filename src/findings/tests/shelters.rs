//! Examples about shelters.

use super::Example;
use super::arrangements::arranged;
use super::town::{HERE, THERE, code, day, id, phone, today};
use crate::findings::Kind;
use crate::findings::Ref;
use crate::findings::facts::{Answer, Away, Entry, Facts, Loan, LoanState, Phone, Shelter};
use crate::hazards::Hazard;

fn the_shelter(facts: &mut Facts, number: usize) -> &mut Shelter {
    facts.shelters.get_mut(&id(number)).unwrap()
}

/// The people of zone 2 go where those of zone 1 go.
fn share(facts: &mut Facts) {
    arranged(facts, 2).destinations[0].shelter = id(1);
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        kind: Kind::ShelterInZone,
        breaks: |facts| {
            the_shelter(facts, 1).inside = Some(vec![id(1)]);
            the_shelter(facts, 1).safe_for.insert(Hazard::Landslide, Answer::Yes);
        },
        mends: |facts| the_shelter(facts, 1).inside = Some(vec![]),
    },
    Example {
        kind: Kind::ShelterInCompanionZone,
        breaks: |facts| {
            the_shelter(facts, 1).inside = Some(vec![id(2)]);
            the_shelter(facts, 1).safe_for.remove(&Hazard::Flood);
        },
        mends: |facts| {
            arranged(facts, 1).destinations[0].shelter = id(2);
            the_shelter(facts, 2).capacity_night = Some(80);
        },
    },
    Example {
        kind: Kind::SuitableInsideZone,
        breaks: |facts| {
            arranged(facts, 2).destinations[0].shelter = id(1);
            arranged(facts, 2).destinations[0].people = 20;
            arranged(facts, 2).hosted = 20;
            the_shelter(facts, 2).inside = Some(vec![id(2)]);
        },
        mends: |facts| {
            the_shelter(facts, 2).safe_for.insert(Hazard::Flood, Answer::No);
        },
    },
    Example {
        kind: Kind::ShelterPlaceUnknown,
        breaks: |facts| the_shelter(facts, 1).inside = None,
        mends: |facts| the_shelter(facts, 1).inside = Some(vec![]),
    },
    Example {
        kind: Kind::ShelterUnsuitable,
        breaks: |facts| {
            the_shelter(facts, 1).safe_for.insert(Hazard::Landslide, Answer::No);
        },
        mends: |facts| {
            the_shelter(facts, 1).safe_for.insert(Hazard::Landslide, Answer::Yes);
        },
    },
    Example {
        kind: Kind::SuitabilityUnknown,
        breaks: |facts| {
            the_shelter(facts, 1).safe_for.remove(&Hazard::Landslide);
        },
        mends: |facts| {
            the_shelter(facts, 1).safe_for.insert(Hazard::Landslide, Answer::Yes);
        },
    },
    Example {
        kind: Kind::ShelterUnavailable,
        breaks: |facts| {
            let away = Away { first: day(2026, 10, 1), last: day(2026, 10, 3), reason: "kỳ thi".into() };
            the_shelter(facts, 1).away.push(away);
        },
        mends: |facts| {
            arranged(facts, 1).destinations[0].shelter = id(2);
            the_shelter(facts, 2).capacity_night = Some(80);
        },
    },
    Example {
        kind: Kind::ShelterInspectionOld,
        breaks: |facts| the_shelter(facts, 1).inspected_on = Some(day(2025, 9, 14)),
        mends: |facts| the_shelter(facts, 1).inspected_on = Some(day(2025, 9, 15)),
    },
    Example {
        kind: Kind::ShelterWithoutWater,
        breaks: |facts| the_shelter(facts, 1).water = Answer::Unknown,
        mends: |facts| the_shelter(facts, 1).water = Answer::Yes,
    },
    Example {
        kind: Kind::ShelterWithoutPower,
        breaks: |facts| the_shelter(facts, 1).backup_power = Answer::No,
        mends: |facts| the_shelter(facts, 1).backup_power = Answer::Yes,
    },
    Example {
        kind: Kind::ToiletsShort,
        breaks: |facts| the_shelter(facts, 1).toilets = Some(0),
        mends: |facts| the_shelter(facts, 1).toilets = Some(1),
    },
    Example {
        kind: Kind::SpaceShort,
        breaks: |facts| the_shelter(facts, 1).floor_area_m2 = Some(59),
        mends: |facts| the_shelter(facts, 1).floor_area_m2 = Some(60),
    },
    Example {
        kind: Kind::CapacityUnknown,
        breaks: |facts| the_shelter(facts, 1).capacity_night = None,
        mends: |facts| the_shelter(facts, 1).capacity_night = Some(40),
    },
    Example {
        kind: Kind::CapacityShortByNight,
        breaks: |facts| the_shelter(facts, 1).capacity_night = Some(39),
        mends: |facts| {
            arranged(facts, 1).destinations[0].people = 39;
            arranged(facts, 1).hosted = 1;
        },
    },
    Example {
        kind: Kind::CapacityShortByDay,
        breaks: |facts| the_shelter(facts, 1).capacity_day = Some(39),
        mends: |facts| the_shelter(facts, 1).capacity_day = Some(40),
    },
    Example {
        kind: Kind::ShelterPromisedTwice,
        breaks: |facts| {
            share(facts);
        },
        mends: |facts| the_shelter(facts, 1).capacity_night = Some(80),
    },
    Example {
        kind: Kind::ShelterOutsideWithoutConsent,
        breaks: |facts| arranged(facts, 3).destinations[0].shelter = id(2),
        mends: |facts| {
            the_shelter(facts, 2).consent_for.push(code(THERE));
            the_shelter(facts, 2).capacity_night = Some(80);
        },
    },
    Example {
        kind: Kind::LentOut,
        breaks: |facts| {
            facts.put(Entry::Loan(Loan {
                id: id(1),
                resource: Ref::Shelter(id(1)),
                owner: code(HERE),
                to: code(THERE),
                quantity: Some(21),
                first: day(2026, 9, 1),
                last: day(2026, 12, 1),
                state: LoanState::Consented,
            }));
        },
        mends: |facts| facts.loans.get_mut(&id(1)).unwrap().quantity = Some(20),
    },
    Example {
        kind: Kind::KeeperUnreachable,
        breaks: |facts| the_shelter(facts, 1).phone = Phone { confirmed_on: Some(day(2026, 3, 1)), ..phone() },
        mends: |facts| the_shelter(facts, 1).phone.confirmed_on = Some(today()),
    },
    Example {
        kind: Kind::KeeperUnreachable,
        breaks: |facts| the_shelter(facts, 1).phone.number = Some(" ".into()),
        mends: |facts| the_shelter(facts, 1).phone = phone(),
    },
];
