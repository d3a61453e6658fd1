//! Whether everybody can be driven between the warning and the onset.

use super::zone_says;
use crate::findings::Ref;
use crate::findings::facts::{Arrangement, Condition, Plan, VehiclePromise, Zone};
use crate::findings::finding::{Found, Told};
use crate::findings::kinds::{Family, Kind, KindFacts, OwedBy, Severity, UNKNOWN, Words};
use crate::findings::wording::{duration, people, say};
use crate::kernel::Localized;

const REACH: Words = (
    "Số chuyến × thời gian một chuyến phải nằm trong thời gian từ lúc cảnh báo đến lúc thiên tai xảy ra.",
    "Trips times minutes must fit between the warning and the onset.",
);

pub(super) const KINDS: &[KindFacts] = &[
    KindFacts {
        kind: Kind::LeadTimeUnknown,
        family: Family::Trips,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Chưa ghi thời gian từ cảnh báo đến khi xảy ra", "Time between warning and onset not stated"),
        mend: (
            "Ghi trong {0} số giờ từ lúc cảnh báo đến lúc thiên tai xảy ra ở từng cấp.",
            "State in {0} for each level how many hours there are between the warning and the onset.",
        ),
        rule: (
            "Phương án không ghi thời gian từ lúc cảnh báo đến lúc thiên tai xảy ra, không việc nào có thời hạn trước lúc đó, nên không tính được có kịp sơ tán hay không.",
            "The plan states no time between the warning and the onset and no task is due before it, so that nobody can tell whether people can be moved in time.",
        ),
        source: UNKNOWN,
    },
    KindFacts {
        kind: Kind::TripTimeUnknown,
        family: Family::Trips,
        severity: Severity::Serious,
        owed_by: OwedBy::VillageHead,
        name: ("Chưa rõ thời gian một chuyến", "Minutes of a trip not known"),
        mend: (
            "Chạy thử và ghi thời gian một chuyến đi và về của {1} cho {0}.",
            "Drive the way once and enter the minutes there and back of {1} for {0}.",
        ),
        rule: (
            "Phương tiện chở người giao cho vùng chưa có thời gian một chuyến, cả trong phương án và trong danh sách.",
            "A vehicle promised to the zone has no minutes of a round trip, in the plan or in the register.",
        ),
        source: UNKNOWN,
    },
    KindFacts {
        kind: Kind::TripsTooLong,
        family: Family::Trips,
        severity: Severity::Critical,
        owed_by: OwedBy::StandingMember,
        name: ("Không kịp chở hết người", "Not everybody can be driven in time"),
        mend: (
            "Tăng phương tiện cho {0}, cho dân đi sớm hơn, hoặc chọn điểm gần hơn.",
            "Give {0} more vehicles, move its people earlier, or choose a nearer shelter.",
        ),
        rule: (
            "Số chuyến mỗi phương tiện đi được trong thời gian có được (ngắn nhất trong các cấp vùng phải di dời), nhân số chỗ, ít hơn số người phải chở. Chuyến cuối cũng tính cả lượt về. Phương tiện hỏng hoặc chưa rõ thời gian một chuyến không được tính.",
            "The trips every vehicle can make in the time there is (the shortest of the levels at which the zone moves), times its seats, carry fewer people than have to be driven. The way back of the last trip is counted. Vehicles out of order, or with unknown minutes, do not count.",
        ),
        source: REACH,
    },
];

/// A plan that doesn't say how much time there is.
pub(super) fn lead_time(found: &mut Found<'_>, plan: &Plan) {
    if plan.lead_minutes.is_some() || !plan.lead_times.is_empty() || plan.arrangements.is_empty() {
        return;
    }
    let id = Ref::Plan(plan.id);
    let facts = [
        say(
            "{0}: bố trí sơ tán bằng phương tiện và theo tuyến.",
            "{0}: arranges moves by vehicles and routes.",
            [&found.view.name(id)],
        ),
        Localized::new(
            "Cùng phương án: chưa ghi số giờ từ lúc cảnh báo đến lúc thiên tai xảy ra.",
            "The same plan: the hours between warning and onset are not stated.",
        ),
    ];
    found.add(Told::of(Kind::LeadTimeUnknown, plan.unit, id), facts);
}

/// Vehicles that drive people: how many people at a time, and minutes there and back.
struct Shuttle {
    people: i64,
    minutes: i64,
}

/// Whether the people of a zone can be driven in time.
pub(super) fn fit(found: &mut Found<'_>, plan: &Plan, arrangement: &Arrangement, zone: &Zone) {
    let needed = arrangement.to_be_driven.unwrap_or(zone.people);
    let mut shuttles = Vec::new();
    let mut carried_somehow = false;
    for promise in arrangement.vehicles.iter().filter(|promise| promise.number > 0) {
        let Some(vehicle) = found.view.vehicle(promise.vehicle).filter(|vehicle| vehicle.people_per_trip > 0) else {
            continue;
        };
        carried_somehow = true;
        match promise.round_trip_minutes.or(vehicle.round_trip_minutes) {
            None => time_unknown(found, plan, zone, promise),
            Some(_) if vehicle.condition == Condition::Unusable => {}
            Some(minutes) => shuttles.push(Shuttle {
                people: promise.number.saturating_mul(vehicle.people_per_trip),
                minutes: minutes.max(1),
            }),
        }
    }
    let lead = plan.lead_at(&found.view.levels(plan, arrangement));
    let Some(lead) = lead.filter(|_| carried_somehow) else { return };
    let driven = driven_in(&shuttles, lead);
    if driven < needed {
        too_long(found, plan, zone, needed, (lead, driven, minutes_for(&shuttles, needed)));
    }
}

fn time_unknown(found: &mut Found<'_>, plan: &Plan, zone: &Zone, promise: &VehiclePromise) {
    let other = Ref::Vehicle(promise.vehicle);
    let facts = [
        say(
            "{0}: giao {1} chở dân {2}.",
            "{0}: has {1} drive the people of {2}.",
            [&found.view.name(Ref::Plan(plan.id)), &found.view.name(other), &found.view.name(Ref::Zone(zone.id))],
        ),
        Localized::new(
            "Danh sách phương tiện: chưa ghi thời gian một chuyến đi và về.",
            "Register of vehicles: the minutes of a round trip are not entered.",
        ),
    ];
    found.add(Told::of(Kind::TripTimeUnknown, plan.unit, Ref::Zone(zone.id)).against(other), facts);
}

fn too_long(
    found: &mut Found<'_>,
    plan: &Plan,
    zone: &Zone,
    needed: i64,
    (lead, driven, minutes): (i64, i64, Option<i64>),
) {
    let takes = minutes.map_or_else(|| Localized::new("không tính được", "an unknown time"), duration);
    let says = say(
        "{0}: phải chở {1}, cần {2}; trong {3} chỉ chở được {4}.",
        "{0}: {1} have to be driven, which takes {2}; in {3} there is time for {4}.",
        [&found.view.name(Ref::Plan(plan.id)), &people(needed), &takes, &duration(lead), &people(driven)],
    );
    let told = Told::of(Kind::TripsTooLong, plan.unit, Ref::Zone(zone.id)).against(Ref::Plan(plan.id));
    let facts = [zone_says(found, zone), says];
    found.add(told, facts);
}

/// How many people are driven in so many minutes.
fn driven_in(shuttles: &[Shuttle], minutes: i64) -> i64 {
    let of = |shuttle: &Shuttle| shuttle.people.saturating_mul(minutes / shuttle.minutes);
    shuttles.iter().map(of).fold(0, i64::saturating_add)
}

/// In how many minutes `needed` people are driven; nothing where nobody drives.
fn minutes_for(shuttles: &[Shuttle], needed: i64) -> Option<i64> {
    let alone = |shuttle: &Shuttle| {
        let trips = needed.checked_add(shuttle.people - 1)? / shuttle.people;
        trips.checked_mul(shuttle.minutes)
    };
    let mut most = shuttles.iter().filter_map(alone).min()?;
    let mut least = 0;
    while least < most {
        let middle = least + (most - least) / 2;
        if driven_in(shuttles, middle) >= needed { most = middle } else { least = middle + 1 }
    }
    Some(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trips_are_whole_and_vehicles_share_the_people() {
        let shuttles = [Shuttle { people: 20, minutes: 40 }, Shuttle { people: 30, minutes: 70 }];
        assert_eq!(driven_in(&shuttles, 39), 0);
        assert_eq!(driven_in(&shuttles, 70), 50);
        assert_eq!(driven_in(&shuttles, 140), 120);
        assert_eq!(minutes_for(&shuttles, 50), Some(70));
        assert_eq!(minutes_for(&shuttles, 51), Some(80));
        assert_eq!(minutes_for(&[], 1), None);
    }
}
