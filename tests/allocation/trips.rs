//! Plans of trips against trying everything.

use std::collections::HashSet;

use proptest::prelude::*;
use ungpho::allocation::trips::{
    MOST_MINUTES, Reason, TripFault, TripPlan, Vehicle, VehicleTrips, Verdict, Zone, plan_trips,
};

/// Whether any plan at all carries everybody: tries every next trip of every vehicle.
fn possible(zones: &[Zone], people: &[i64], vehicles: &[Vehicle], free: &[i64], minutes: i64) -> bool {
    let mut seen = HashSet::new();
    let mut waiting = vec![(people.to_vec(), free.to_vec())];
    while let Some((people, free)) = waiting.pop() {
        if people.iter().all(|left| *left == 0) {
            return true;
        }
        for (at, vehicle) in vehicles.iter().enumerate() {
            for (to, zone) in zones.iter().enumerate().filter(|(to, _)| people[*to] > 0) {
                let (mut people, mut free) = (people.clone(), free.clone());
                free[at] += zone.round_trip;
                people[to] = (people[to] - vehicle.seats).max(0);
                if free[at] <= minutes && seen.insert((people.clone(), free.clone())) {
                    waiting.push((people, free));
                }
            }
        }
    }
    false
}

/// Checks that every trip fits in the time and the seats, and that everybody is carried or left behind once.
fn keeps_the_rules(plan: &TripPlan, zones: &[Zone], vehicles: &[Vehicle], minutes: i64) {
    let mut people: Vec<i64> = zones.iter().map(|zone| zone.people).collect();
    assert_eq!(plan.vehicles.len(), vehicles.len());
    for (doing, vehicle) in plan.vehicles.iter().zip(vehicles) {
        let mut back = vehicle.ready;
        for run in &doing.runs {
            assert!(run.trips > 0 && run.people > 0 && run.people <= run.trips * vehicle.seats);
            back += run.trips * zones[run.zone].round_trip;
            people[run.zone] -= run.people;
        }
        assert_eq!(back, doing.back);
        assert!(doing.runs.is_empty() || back <= minutes);
    }
    plan.left.iter().for_each(|left| people[left.zone] -= left.people);
    assert!(people.iter().all(|left| *left == 0));
    assert_eq!(plan.left.is_empty(), plan.verdict == Verdict::Suffices);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn a_sure_verdict_is_that_of_trying_everything(
        zones in prop::collection::vec((0_i64..12, 1_i64..9), 0..4),
        vehicles in prop::collection::vec((1_i64..6, 0_i64..4), 0..4),
        minutes in 0_i64..16,
    ) {
        let zones: Vec<_> = zones.into_iter().map(|(people, round_trip)| Zone { people, round_trip }).collect();
        let vehicles: Vec<_> = vehicles.into_iter().map(|(seats, ready)| Vehicle { seats, ready }).collect();
        let plan = plan_trips(&zones, &vehicles, minutes).unwrap();
        keeps_the_rules(&plan, &zones, &vehicles, minutes);
        let people: Vec<_> = zones.iter().map(|zone| zone.people).collect();
        let ready: Vec<_> = vehicles.iter().map(|vehicle| vehicle.ready).collect();
        if let Verdict::CannotSuffice(_) = plan.verdict {
            prop_assert!(!possible(&zones, &people, &vehicles, &ready, minutes));
        }
    }
}

#[test]
fn three_lorries_clear_two_hamlets_in_six_hours() {
    let zones = [Zone { people: 300, round_trip: 90 }, Zone { people: 120, round_trip: 40 }];
    let vehicles = [Vehicle { seats: 30, ready: 0 }; 3];
    let plan = plan_trips(&zones, &vehicles, 6 * 60).unwrap();
    keeps_the_rules(&plan, &zones, &vehicles, 6 * 60);
    assert_eq!(plan.verdict, Verdict::Suffices);
    assert_eq!(plan.vehicles.iter().map(VehicleTrips::trips).sum::<i64>(), 14);
    // Five minutes less, and each lorry reaches the far hamlet three times only.
    let verdict = plan_trips(&zones, &vehicles, 6 * 60 - 5).unwrap().verdict;
    assert_eq!(verdict, Verdict::CannotSuffice(Reason::Far { round_trip: 90, people: 300, seats: 270 }));
}

#[test]
fn minutes_that_no_round_trip_fills_do_not_count() {
    let lorry = [Vehicle { seats: 30, ready: 0 }];
    let zones = [Zone { people: 90, round_trip: 60 }, Zone { people: 60, round_trip: 50 }];
    let plan = plan_trips(&zones, &lorry, 275).unwrap();
    // 275 minutes hold two trips of 60 and three of 50 minutes: 270.
    assert_eq!(plan.verdict, Verdict::CannotSuffice(Reason::SeatMinutes { needed: 8_400, there_are: 8_100 }));
    let zones = [Zone { people: 31, round_trip: 60 }, Zone { people: 1, round_trip: 50 }];
    let plan = plan_trips(&zones, &lorry, 169).unwrap();
    assert_eq!(plan.verdict, Verdict::CannotSuffice(Reason::Minutes { needed: 170, there_are: 160 }));
}

#[test]
fn a_hamlet_too_far_for_the_time_is_named() {
    let zones = [Zone { people: 10, round_trip: 200 }, Zone { people: 5, round_trip: 20 }];
    let plan = plan_trips(&zones, &[Vehicle { seats: 40, ready: 15 }], 210).unwrap();
    assert_eq!(plan.verdict, Verdict::CannotSuffice(Reason::Far { round_trip: 200, people: 10, seats: 0 }));
    assert_eq!((plan.left.len(), plan.left[0].zone), (1, 0));
}

#[test]
fn numbers_that_cannot_be_are_refused() {
    let (zone, vehicle) = (Zone { people: 1, round_trip: 1 }, Vehicle { seats: 1, ready: 0 });
    let plan = |zone, vehicle, minutes| plan_trips(&[zone], &[vehicle], minutes).map(|_| ());
    assert_eq!(plan(zone, vehicle, MOST_MINUTES), Ok(()));
    assert_eq!(plan(Zone { round_trip: 0, ..zone }, vehicle, 60), Err(TripFault::Zone(0)));
    assert_eq!(plan(zone, Vehicle { seats: 0, ..vehicle }, 60), Err(TripFault::Vehicle(0)));
    assert_eq!(plan(zone, vehicle, -1), Err(TripFault::Time));
    assert_eq!(plan_trips(&vec![zone; 2_001], &[vehicle], 60).map(|_| ()), Err(TripFault::TooMany));
}
