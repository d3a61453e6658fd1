//! Whether the vehicles a plan has carry everybody to the proposed shelters between the warning and the onset.

use std::collections::BTreeMap;

use super::{LeftInZone, Proposal, TripVerdict, Trips, VehicleWork};
use crate::allocation::Reckoning;
use crate::allocation::trips::{MOST_MINUTES, MOST_PARTIES, TripPlan, Vehicle, Verdict, Zone, plan_trips};
use crate::kernel::Localized;
use crate::kernel::ids::ResourceId;
use crate::plans::arrangement::ZoneArrangement;

/// Vehicles of the plan that carry people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownVehicles {
    /// The line of the register.
    pub id: ResourceId,
    /// Its name.
    pub name: String,
    /// How many.
    pub number: i64,
    /// People each takes at a time.
    pub seats: i64,
}

/// Reckons the trips of `proposal` with all `vehicles` of the plan together: whoever is free goes where people wait.
/// A round trip takes what the plan states for the zone, else what its mean way does at our pace.
pub fn trips(
    proposal: &Proposal,
    arrangements: &BTreeMap<String, ZoneArrangement>,
    vehicles: &[KnownVehicles],
) -> Option<Trips> {
    let lead = proposal.ask.lead_minutes?;
    let zones = driven(proposal, arrangements);
    let fleet: Vec<(usize, Vehicle)> = vehicles
        .iter()
        .enumerate()
        .filter(|(_, line)| line.seats > 0)
        .flat_map(|(at, line)| {
            let number = usize::try_from(line.number).unwrap_or(0).min(MOST_PARTIES);
            std::iter::repeat_n((at, Vehicle { seats: line.seats, ready: 0 }), number)
        })
        .take(MOST_PARTIES)
        .collect();
    let parties: Vec<Vehicle> = fleet.iter().map(|(_, vehicle)| *vehicle).collect();
    let asked: Vec<Zone> = zones.iter().map(|(_, zone)| *zone).collect();
    if asked.iter().any(|zone| zone.people > 0) && parties.is_empty() {
        return Some(unknown(lead));
    }
    let plan = plan_trips(&asked, &parties, lead.clamp(0, MOST_MINUTES)).ok()?;
    Some(told(lead, &plan, &zones, &fleet, vehicles))
}

/// The zones of the proposal with how many have to be driven, and how long a trip takes.
fn driven(proposal: &Proposal, arrangements: &BTreeMap<String, ZoneArrangement>) -> Vec<(String, Zone)> {
    let mut sums: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for row in &proposal.rows {
        let sum = sums.entry(&row.zone).or_default();
        sum.0 += row.people;
        sum.1 += row.people * row.distance_m.unwrap_or(0);
    }
    let zone = |(code, (people, person_metres)): (&str, (i64, i64))| {
        let arranged = arrangements.get(code);
        let stated = arranged.into_iter().flat_map(|arranged| &arranged.vehicles).filter_map(|v| v.round_trip_minutes);
        let mean = person_metres.checked_div(people).unwrap_or(0);
        let minutes = stated.max().map_or_else(|| Reckoning::shipped().round_trip_minutes(mean), i64::from);
        let to_drive = arranged.and_then(|arranged| arranged.to_be_driven).map_or(people, i64::from);
        let zone = Zone { people: to_drive.min(people), round_trip: minutes.clamp(1, MOST_MINUTES) };
        (code.to_owned(), zone)
    };
    sums.into_iter().map(zone).take(MOST_PARTIES).collect()
}

fn unknown(lead: i64) -> Trips {
    Trips {
        verdict: TripVerdict::Unknown,
        lead_minutes: Some(lead),
        vehicles: Vec::new(),
        left_behind: Vec::new(),
        message: Localized::new(
            "Phương án chưa bố trí phương tiện chở người nào dùng được, hoặc chưa rõ số chỗ, nên không tính được có kịp không.",
            "The plan has no vehicle that carries people and can be used, or its seats are not known: nobody can tell whether there is time.",
        ),
    }
}

fn told(
    lead: i64,
    plan: &TripPlan,
    zones: &[(String, Zone)],
    fleet: &[(usize, Vehicle)],
    vehicles: &[KnownVehicles],
) -> Trips {
    let mut work: Vec<VehicleWork> = vehicles
        .iter()
        .map(|line| VehicleWork { id: line.id, name: line.name.clone(), number: 0, trips: 0, back_after_minutes: 0 })
        .collect();
    for ((line, _), done) in fleet.iter().zip(&plan.vehicles) {
        if let Some(work) = work.get_mut(*line) {
            work.number += 1;
            work.trips += done.trips();
            work.back_after_minutes = work.back_after_minutes.max(done.back);
        }
    }
    work.retain(|work| work.number > 0);
    let left_behind: Vec<LeftInZone> = plan
        .left
        .iter()
        .filter_map(|left| Some(LeftInZone { zone: zones.get(left.zone)?.0.clone(), people: left.people }))
        .collect();
    let verdict = match plan.verdict {
        Verdict::Suffices => TripVerdict::Suffices,
        Verdict::CannotSuffice(_) => TripVerdict::CannotSuffice,
        Verdict::NotFound => TripVerdict::NotFound,
    };
    let left: i64 = left_behind.iter().map(|left| left.people).sum();
    let last = work.iter().map(|work| work.back_after_minutes).max().unwrap_or(0);
    Trips {
        verdict,
        lead_minutes: Some(lead),
        message: sentence(verdict, lead, left, last),
        vehicles: work,
        left_behind,
    }
}

fn sentence(verdict: TripVerdict, lead: i64, left: i64, last: i64) -> Localized {
    match verdict {
        TripVerdict::Suffices => Localized::new(
            format!("Chở hết người trong {last} phút, có {lead} phút."),
            format!("Everybody is carried in {last} minutes; there are {lead}."),
        ),
        TripVerdict::CannotSuffice => Localized::new(
            format!(
                "Không kịp chở hết người trong {lead} phút, dù xếp chuyến cách nào: ít nhất còn người ở lại ({left} người theo lịch này)."
            ),
            format!(
                "Not everybody can be carried in {lead} minutes, whatever the schedule ({left} people left by this one)."
            ),
        ),
        TripVerdict::NotFound | TripVerdict::Unknown => Localized::new(
            format!("Lịch chuyến tìm được còn để lại {left} người sau {lead} phút; có thể có lịch tốt hơn."),
            format!("The schedule that was found leaves {left} people after {lead} minutes; a better one may exist."),
        ),
    }
}
