//! Two greedy schedules of trips, and the better of them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{LeftBehind, Run, Vehicle, VehicleTrips, Zone};

/// What each vehicle does and who is left behind.
type Schedule = (Vec<VehicleTrips>, Vec<LeftBehind>);

/// The schedule that leaves fewer people behind; of two that leave as many, the one that ends sooner.
pub(super) fn best(zones: &[Zone], vehicles: &[Vehicle], minutes: i64) -> Schedule {
    let measure = |schedule: &Schedule| {
        let left: i64 = schedule.1.iter().map(|left| left.people).sum();
        let driven = schedule.0.iter().filter(|vehicle| !vehicle.runs.is_empty());
        (left, driven.map(|vehicle| vehicle.back).max())
    };
    let (spread, packed) = (first_free(zones, vehicles, minutes), filled(zones, vehicles, minutes));
    if measure(&packed) < measure(&spread) { packed } else { spread }
}

/// Zones with people, the farthest first: place in the list, people left, minutes.
fn farthest_first(zones: &[Zone]) -> Vec<(usize, i64, i64)> {
    let mut order: Vec<_> = zones.iter().enumerate().map(|(at, zone)| (at, zone.people, zone.round_trip)).collect();
    order.sort_by_key(|(at, _, round_trip)| (Reverse(*round_trip), *at));
    order
}

/// Each trip by the vehicle that is free first; of several, by the one with most seats.
fn first_free(zones: &[Zone], vehicles: &[Vehicle], minutes: i64) -> Schedule {
    let mut doings = waiting(vehicles);
    let by_time = |(at, vehicle): (usize, &Vehicle)| Reverse((vehicle.ready, Reverse(vehicle.seats), at));
    let mut free: BinaryHeap<_> = vehicles.iter().enumerate().map(by_time).collect();
    let mut order = farthest_first(zones);
    for (zone, people, round_trip) in &mut order {
        while *people > 0 {
            let Some(Reverse((from, Reverse(seats), at))) = free.peek().copied() else { break };
            if from + *round_trip > minutes {
                break;
            }
            free.pop();
            free.push(Reverse((from + *round_trip, Reverse(seats), at)));
            let carried = seats.min(*people);
            *people -= carried;
            if let Some(doing) = doings.get_mut(at) {
                doing.drive(Run { zone: *zone, trips: 1, people: carried }, *round_trip);
            }
        }
    }
    (doings, left_behind(&order))
}

/// Vehicle by vehicle, the one with most seats first, each to the farthest zone that still fits in its time.
fn filled(zones: &[Zone], vehicles: &[Vehicle], minutes: i64) -> Schedule {
    let (mut doings, mut order) = (waiting(vehicles), farthest_first(zones));
    let mut by_seats: Vec<_> = vehicles.iter().enumerate().collect();
    by_seats.sort_by_key(|(at, vehicle)| (Reverse(vehicle.seats), vehicle.ready, *at));
    for (at, vehicle) in by_seats {
        let Some(doing) = doings.get_mut(at) else { continue };
        for (zone, people, round_trip) in &mut order {
            let fit = (minutes - doing.back).max(0) / *round_trip;
            let trips = fit.min((*people + vehicle.seats - 1) / vehicle.seats);
            if trips > 0 {
                let carried = (trips * vehicle.seats).min(*people);
                *people -= carried;
                doing.drive(Run { zone: *zone, trips, people: carried }, trips * *round_trip);
            }
        }
    }
    (doings, left_behind(&order))
}

fn waiting(vehicles: &[Vehicle]) -> Vec<VehicleTrips> {
    vehicles.iter().map(|vehicle| VehicleTrips { runs: Vec::new(), back: vehicle.ready }).collect()
}

fn left_behind(order: &[(usize, i64, i64)]) -> Vec<LeftBehind> {
    let left = order.iter().filter(|(_, people, _)| *people > 0);
    let mut left: Vec<_> = left.map(|&(zone, people, _)| LeftBehind { zone, people }).collect();
    left.sort_unstable_by_key(|left| left.zone);
    left
}

impl VehicleTrips {
    /// Adds trips that take `minutes` together.
    fn drive(&mut self, run: Run, minutes: i64) {
        self.back += minutes;
        match self.runs.last_mut() {
            Some(last) if last.zone == run.zone => {
                last.trips += run.trips;
                last.people += run.people;
            }
            _ => self.runs.push(run),
        }
    }
}
