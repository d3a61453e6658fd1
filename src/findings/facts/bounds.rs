//! Numbers of outside data brought into bounds in which they can be added up.

use super::Entry;

/// The greatest number of people, vehicles, minutes, square metres or units of an item that is taken as it is.
pub const GREATEST: i64 = 1_000_000_000;

fn bound(number: &mut i64) {
    *number = (*number).clamp(0, GREATEST);
}

fn bound_all<'a>(numbers: impl IntoIterator<Item = &'a mut i64>) {
    numbers.into_iter().for_each(bound);
}

impl Entry {
    /// Brings every number between 0 and [`GREATEST`].
    pub(super) fn bring_into_bounds(&mut self) {
        match self {
            Self::Unit(_) | Self::Contact(_) => {}
            Self::Zone(zone) => bound_all([&mut zone.households, &mut zone.people]),
            Self::Household(household) => bound_all([&mut household.people, &mut household.vulnerable]),
            Self::Shelter(shelter) => {
                let capacity = shelter.capacity_night.iter_mut().chain(&mut shelter.capacity_day);
                bound_all(capacity.chain(&mut shelter.floor_area_m2).chain(&mut shelter.toilets));
            }
            Self::Vehicle(vehicle) => {
                bound_all([&mut vehicle.number, &mut vehicle.people_per_trip]);
                bound_all(&mut vehicle.round_trip_minutes);
            }
            Self::Team(team) => {
                bound(&mut team.people);
                bound_all(&mut team.minutes_to_arrive);
            }
            Self::Store(store) => {
                for lot in &mut store.lots {
                    lot.thousandths = lot.thousandths.clamp(0, GREATEST * 1_000);
                }
            }
            Self::Loan(loan) => bound_all(&mut loan.quantity),
            Self::Silence(silence) => bound(&mut silence.zones),
            Self::Plan(plan) => bound_plan(plan),
        }
    }
}

fn bound_plan(plan: &mut super::Plan) {
    bound_all(&mut plan.lead_minutes);
    bound_all(plan.lead_times.iter_mut().map(|(_, minutes)| minutes));
    bound_all(plan.village_figures.iter_mut().flat_map(|line| [&mut line.households, &mut line.people]));
    for arrangement in &mut plan.arrangements {
        bound(&mut arrangement.hosted);
        bound_all(&mut arrangement.to_be_driven);
        bound_all(arrangement.destinations.iter_mut().map(|to| &mut to.people));
        bound_all(arrangement.vehicles.iter_mut().map(|promise| &mut promise.number));
        bound_all(arrangement.vehicles.iter_mut().filter_map(|promise| promise.round_trip_minutes.as_mut()));
        bound_all(arrangement.teams.iter_mut().filter_map(|promise| promise.people.as_mut()));
    }
}
