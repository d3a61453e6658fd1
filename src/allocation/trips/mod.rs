//! Whether the vehicles can carry everybody out between the warning and the onset, and how many trips each makes.
//!
//! Packing trips into the time of vehicles is bin packing and NP-hard, so the answer has three values, and each says
//! how sure it is. [`Verdict::Suffices`] is exact: the trips are given and keep the time. [`Verdict::CannotSuffice`]
//! is exact: a count that any plan would have to keep is broken. [`Verdict::NotFound`] is neither: two greedy
//! schedules left people behind, and no count says that every schedule must.

mod bounds;
mod schedule;

use std::fmt;

use serde::Serialize;

/// The longest time that can be planned: 14 days, in minutes.
pub const MOST_MINUTES: i64 = 14 * 24 * 60;

/// The most vehicles, and the most zones, that can be planned at once.
pub const MOST_PARTIES: usize = 2_000;

/// The most people of a zone and seats of a vehicle.
pub const MOST_PEOPLE: i64 = 10_000_000;

/// People who need to be carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    /// How many people, 0 or more.
    pub people: i64,
    /// Minutes from starting to fetch people until the vehicle can start again: there, boarding, to the shelter,
    /// getting off. 1 or more. The last trip counts in full too, though its people are safe a little earlier.
    pub round_trip: i64,
}

/// A vehicle, with its crew for the whole time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vehicle {
    /// People it takes on a trip, 1 or more.
    pub seats: i64,
    /// Minutes after the warning from which it can be used, 0 or more.
    pub ready: i64,
}

/// What the vehicles can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TripPlan {
    /// Whether it is enough.
    pub verdict: Verdict,
    /// One entry a vehicle, in the order they were given.
    pub vehicles: Vec<VehicleTrips>,
    /// People this plan leaves behind, by zone; empty if it carries everybody.
    pub left: Vec<LeftBehind>,
}

/// People of one zone whom no trip carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LeftBehind {
    /// Place of the zone in its list.
    pub zone: usize,
    /// How many people, 1 or more.
    pub people: i64,
}

/// What one vehicle does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct VehicleTrips {
    /// Its trips, in their order; several to one zone are one entry.
    pub runs: Vec<Run>,
    /// Minutes after the warning at which it is back from the last; when it is ready, if it makes none.
    pub back: i64,
}

impl VehicleTrips {
    /// How many trips the vehicle makes.
    pub fn trips(&self) -> i64 {
        self.runs.iter().map(|run| run.trips).sum()
    }
}

/// Trips of one vehicle to one zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Place of the zone in its list.
    pub zone: usize,
    /// How many trips.
    pub trips: i64,
    /// People carried on all of them.
    pub people: i64,
}

/// Whether the vehicles and the time are enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Verdict {
    /// They are: the plan carries everybody. Exact.
    Suffices,
    /// They are not, whatever the plan. Exact.
    CannotSuffice(Reason),
    /// This plan leaves people behind; a better one may or may not exist.
    NotFound,
}

/// A count that shows that no plan carries everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Reason {
    /// All trips that can be made to zones of at least `round_trip` minutes have fewer seats than these have people.
    Far {
        /// Minutes of a round trip.
        round_trip: i64,
        /// People in zones that far or farther.
        people: i64,
        /// Seats on all trips of that length that fit in the time.
        seats: i64,
    },
    /// The minutes all people would have to sit in vehicles exceed those all seats can be on the road.
    SeatMinutes {
        /// People times minutes of a round trip, over all zones.
        needed: i64,
        /// Seats times the minutes that can be filled with round trips, over all vehicles.
        there_are: i64,
    },
    /// The least number of trips, each with the largest vehicle, takes more minutes than all vehicles have.
    Minutes {
        /// Minutes of these trips.
        needed: i64,
        /// Minutes that can be filled with round trips, over all vehicles.
        there_are: i64,
    },
}

/// Why trips cannot be planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TripFault {
    /// The zone at this place in the list has a number of people or minutes that cannot be.
    Zone(usize),
    /// The vehicle at this place in the list has a number of seats or minutes that cannot be.
    Vehicle(usize),
    /// The time is below 0 or above [`MOST_MINUTES`].
    Time,
    /// More than [`MOST_PARTIES`] zones or vehicles.
    TooMany,
}

impl fmt::Display for TripFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zone(zone) => write!(f, "zone {zone} needs 0–{MOST_PEOPLE} people and 1–{MOST_MINUTES} minutes"),
            Self::Vehicle(vehicle) => {
                write!(f, "vehicle {vehicle} needs 1–{MOST_PEOPLE} seats and 0–{MOST_MINUTES} minutes")
            }
            Self::Time => write!(f, "the time is 0–{MOST_MINUTES} minutes"),
            Self::TooMany => write!(f, "at most {MOST_PARTIES} zones and as many vehicles"),
        }
    }
}

impl std::error::Error for TripFault {}

/// Plans the trips of `vehicles` to `zones` within `minutes` from the warning to the onset.
///
/// Two schedules are tried, the farthest zone first in both: each trip by the vehicle that is free first (list
/// scheduling; for equal vehicles at most 4/3 − 1/3m of the least time: Graham, "Bounds on multiprocessing timing
/// anomalies", SIAM J. Appl. Math. 17, 1969), and vehicle by vehicle, each filled with the farthest zone that still
/// fits (first fit decreasing). The one that leaves fewer people behind is given.
pub fn plan_trips(zones: &[Zone], vehicles: &[Vehicle], minutes: i64) -> Result<TripPlan, TripFault> {
    check(zones, vehicles, minutes)?;
    let (vehicle_trips, left) = schedule::best(zones, vehicles, minutes);
    let verdict = if left.is_empty() {
        Verdict::Suffices
    } else {
        bounds::broken(zones, vehicles, minutes).map_or(Verdict::NotFound, Verdict::CannotSuffice)
    };
    Ok(TripPlan { verdict, vehicles: vehicle_trips, left })
}

fn check(zones: &[Zone], vehicles: &[Vehicle], minutes: i64) -> Result<(), TripFault> {
    if zones.len() > MOST_PARTIES || vehicles.len() > MOST_PARTIES {
        return Err(TripFault::TooMany);
    }
    if !(0..=MOST_MINUTES).contains(&minutes) {
        return Err(TripFault::Time);
    }
    let zone_fits =
        |zone: &Zone| (0..=MOST_PEOPLE).contains(&zone.people) && (1..=MOST_MINUTES).contains(&zone.round_trip);
    if let Some(zone) = zones.iter().position(|zone| !zone_fits(zone)) {
        return Err(TripFault::Zone(zone));
    }
    let vehicle_fits =
        |vehicle: &Vehicle| (1..=MOST_PEOPLE).contains(&vehicle.seats) && (0..=MOST_MINUTES).contains(&vehicle.ready);
    match vehicles.iter().position(|vehicle| !vehicle_fits(vehicle)) {
        Some(vehicle) => Err(TripFault::Vehicle(vehicle)),
        None => Ok(()),
    }
}
