//! Counts that every plan of trips must keep; one that is broken proves that no plan carries everybody.

use super::{Reason, Vehicle, Zone};

/// The first count that is broken. Sums fit in 64 bits: 2,000 zones of ten million people and 20,160 minutes.
pub(super) fn broken(zones: &[Zone], vehicles: &[Vehicle], minutes: i64) -> Option<Reason> {
    far(zones, vehicles, minutes).or_else(|| {
        let road = Road::new(zones, minutes);
        seat_minutes(zones, vehicles, &road).or_else(|| trip_minutes(zones, vehicles, &road))
    })
}

/// Zones at least as far as one zone need seats on trips at least as long.
fn far(zones: &[Zone], vehicles: &[Vehicle], minutes: i64) -> Option<Reason> {
    let mut by_length: Vec<&Zone> = zones.iter().filter(|zone| zone.people > 0).collect();
    by_length.sort_by_key(|zone| std::cmp::Reverse(zone.round_trip));
    let mut people = 0;
    for zone in by_length {
        people += zone.people;
        let trips = |vehicle: &Vehicle| (minutes - vehicle.ready).max(0) / zone.round_trip;
        let seats = vehicles.iter().map(|vehicle| vehicle.seats * trips(vehicle)).sum();
        if people > seats {
            return Some(Reason::Far { round_trip: zone.round_trip, people, seats });
        }
    }
    None
}

fn seat_minutes(zones: &[Zone], vehicles: &[Vehicle], road: &Road) -> Option<Reason> {
    let needed = zones.iter().map(|zone| zone.people * zone.round_trip).sum();
    let there_are = vehicles.iter().map(|vehicle| vehicle.seats * road.minutes(vehicle)).sum();
    (needed > there_are).then_some(Reason::SeatMinutes { needed, there_are })
}

fn trip_minutes(zones: &[Zone], vehicles: &[Vehicle], road: &Road) -> Option<Reason> {
    let largest = vehicles.iter().map(|vehicle| vehicle.seats).max()?;
    let trips = |zone: &Zone| (zone.people + largest - 1) / largest;
    let needed = zones.iter().map(|zone| trips(zone) * zone.round_trip).sum();
    let there_are = vehicles.iter().map(|vehicle| road.minutes(vehicle)).sum();
    (needed > there_are).then_some(Reason::Minutes { needed, there_are })
}

/// How much of a span of time can be filled with whole round trips.
struct Road {
    /// For each number of minutes from 0 to all, the most of them that trips can fill.
    filled: Vec<i64>,
}

impl Road {
    /// Fills every span with one trip and the best filling of the rest (the unbounded knapsack).
    fn new(zones: &[Zone], minutes: i64) -> Self {
        let mut lengths: Vec<i64> = zones.iter().filter(|zone| zone.people > 0).map(|zone| zone.round_trip).collect();
        lengths.sort_unstable();
        lengths.dedup();
        let mut filled: Vec<i64> = Vec::new();
        for span in 0..=minutes {
            let with = |length: &i64| {
                let rest = usize::try_from(span - length).ok()?;
                Some(length + filled.get(rest)?)
            };
            let most = lengths.iter().filter_map(with).max().unwrap_or(0);
            filled.push(most);
        }
        Self { filled }
    }

    /// The most minutes `vehicle` can be on the road.
    fn minutes(&self, vehicle: &Vehicle) -> i64 {
        let all = self.filled.len().saturating_sub(1);
        let ready = usize::try_from(vehicle.ready).unwrap_or(all);
        self.filled.get(all.saturating_sub(ready)).copied().unwrap_or(0)
    }
}
