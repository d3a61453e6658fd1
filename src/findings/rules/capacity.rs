//! Whether shelters have room, at each level, by night and by day, for one plan and for all that can be active together.

use crate::findings::Ref;
use crate::findings::facts::{Arrangement, Plan, Shelter};
use crate::findings::finding::{Found, Told};
use crate::findings::kinds::{ANNEXES, Family, Kind, KindFacts, OwedBy, Severity, UNKNOWN, Words};
use crate::findings::promises::{Demand, asked_at, levels_of, most_together, total};
use crate::findings::wording::{level, list, people, places, say};
use crate::hazards::RiskLevel;
use crate::kernel::Localized;
use crate::kernel::ids::{PlanId, ShelterId};

const OVERLAP: Words = (
    "Sức chứa bị nhiều vùng dùng cùng lúc: kiểm tra theo từng tình huống; bảng thiên tai cùng xảy ra trong together.json.",
    "Capacity is used by several zones at once and is checked by scenario; hazards that come together are in together.json.",
);

pub(super) const KINDS: &[KindFacts] = &[
    KindFacts {
        kind: Kind::CapacityUnknown,
        family: Family::ShelterCapacity,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Chưa rõ sức chứa", "Capacity not known"),
        mend: ("Xác định và ghi sức chứa ban đêm của {0}.", "Find out and enter the night capacity of {0}."),
        rule: (
            "Phương án đưa dân đến một điểm chưa ghi sức chứa ban đêm.",
            "A plan sends people to a shelter without a night capacity.",
        ),
        source: UNKNOWN,
    },
    KindFacts {
        kind: Kind::CapacityShortByNight,
        family: Family::ShelterCapacity,
        severity: Severity::Critical,
        owed_by: OwedBy::Officer,
        name: ("Thiếu chỗ ban đêm", "Too few places by night"),
        mend: (
            "Chuyển bớt người trong {1} sang điểm khác hoặc bố trí xen ghép; {0} không đủ chỗ nằm.",
            "Send some people of {1} elsewhere or to hosts; {0} has too few places to lie down.",
        ),
        rule: (
            "Số người một phương án đưa đến ở một cấp vượt sức chứa ban đêm.",
            "At some level one plan sends more people than there are places by night.",
        ),
        source: ANNEXES,
    },
    KindFacts {
        kind: Kind::CapacityShortByDay,
        family: Family::ShelterCapacity,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Thiếu chỗ ban ngày", "Too few places by day"),
        mend: (
            "Chuyển bớt người trong {1} sang điểm khác; {0} không đủ chỗ ban ngày.",
            "Send some people of {1} elsewhere; {0} has too few places by day.",
        ),
        rule: (
            "Số người một phương án đưa đến ở một cấp vượt sức chứa ban ngày; không xét khi chưa ghi sức chứa ban ngày.",
            "At some level one plan sends more people than there are places by day; not asked where no day capacity is entered.",
        ),
        source: ANNEXES,
    },
    KindFacts {
        kind: Kind::ShelterPromisedTwice,
        family: Family::ShelterCapacity,
        severity: Severity::Critical,
        owed_by: OwedBy::Chair,
        name: ("Một điểm sơ tán hứa cho nhiều phương án", "Shelter promised to several plans"),
        mend: (
            "Thống nhất giữa các phương án: chia lại số chỗ của {0} hoặc bổ sung điểm.",
            "Agree between the plans: share out the places of {0} again, or add a shelter.",
        ),
        rule: (
            "Các phương án có thể cùng triển khai đưa đến cùng một điểm nhiều người hơn sức chứa ban đêm, nhiều hơn mọi phương án riêng lẻ. Vùng có trong hai phương án chỉ tính một lần.",
            "Plans that can be active together send more people to one shelter than it has places by night, and more than any of them alone. A zone that is in two plans counts once.",
        ),
        source: OVERLAP,
    },
];

/// How many people an arrangement sends to a shelter.
pub(super) fn sent_to(shelter: ShelterId) -> impl Fn(&Plan, &Arrangement) -> i64 {
    move |_, arrangement| arrangement.destinations.iter().filter(|to| to.shelter == shelter).map(|to| to.people).sum()
}

/// Where one plan alone sends more people than there is room for.
pub(super) fn alone(found: &mut Found<'_>, shelter: &Shelter, plans: &[&Plan]) {
    let id = Ref::Shelter(shelter.id);
    let Some(night) = shelter.capacity_night else {
        let called = found.view.name(id);
        let facts = [
            say("Phương án đang có hiệu lực: đưa dân đến {0}.", "Plans in force: send people to {0}.", [&called]),
            say(
                "Danh sách điểm sơ tán: {0} chưa ghi sức chứa ban đêm.",
                "Register of shelters: {0} has no night capacity.",
                [&called],
            ),
        ];
        found.add(Told::of(Kind::CapacityUnknown, shelter.commune, id), facts);
        return;
    };
    let by_night = Localized::new("ban đêm", "by night");
    let by_day = Localized::new("ban ngày", "by day");
    for plan in plans {
        let asked = asked_of(found, shelter, &[plan]);
        short(found, Kind::CapacityShortByNight, shelter, plan, (night, &by_night), &asked);
        if let Some(day) = shelter.capacity_day {
            short(found, Kind::CapacityShortByDay, shelter, plan, (day, &by_day), &asked);
        }
    }
}

/// At each level, how many people are sent by which plans.
fn asked_of(found: &Found<'_>, shelter: &Shelter, plans: &[&Plan]) -> Vec<(RiskLevel, i64, Vec<PlanId>)> {
    let at = |at: RiskLevel| {
        let joint = most_together(found.view, &asked_at(found.view, plans, at, sent_to(shelter.id)));
        (at, joint.total, joint.plans)
    };
    levels_of(plans).into_iter().map(at).collect()
}

fn short(
    found: &mut Found<'_>,
    kind: Kind,
    shelter: &Shelter,
    plan: &Plan,
    (room, when): (i64, &Localized),
    asked: &[(RiskLevel, i64, Vec<PlanId>)],
) {
    let Some((at, sent, _)) = asked.iter().find(|(_, sent, _)| *sent > room) else { return };
    let id = Ref::Shelter(shelter.id);
    let facts = [
        say(
            "{0}: ở {1} đưa {2} đến {3}.",
            "{0}: at {1} sends {2} to {3}.",
            [&found.view.name(Ref::Plan(plan.id)), &level(*at), &people(*sent), &found.view.name(id)],
        ),
        room_says(room, when, *sent, asked.iter().map(|(_, sent, _)| *sent).max().unwrap_or(*sent)),
    ];
    found.add(Told::of(kind, plan.unit, id).against(Ref::Plan(plan.id)), facts);
}

/// What the register says of the room, and how much it is short of at the first and at the worst level.
fn room_says(room: i64, when: &Localized, sent: i64, most: i64) -> Localized {
    let (room_said, short, worst) = (places(room), places(sent - room), places(most - room));
    if most > sent {
        return say(
            "Danh sách điểm sơ tán: {0} {1}; thiếu {2}, nhiều nhất thiếu {3} ở cấp cao hơn.",
            "Register of shelters: {0} {1}; {2} too few, and {3} too few at a higher level.",
            [&room_said, when, &short, &worst],
        );
    }
    say(
        "Danh sách điểm sơ tán: {0} {1}; thiếu {2}.",
        "Register of shelters: {0} {1}; {2} too few.",
        [&room_said, when, &short],
    )
}

/// Where plans that can be active together send more people than there is room for.
pub(super) fn together(found: &mut Found<'_>, shelter: &Shelter, plans: &[&Plan]) {
    let (view, id) = (found.view, Ref::Shelter(shelter.id));
    let Some(night) = shelter.capacity_night.filter(|_| plans.len() > 1) else { return };
    let asked = asked_of(found, shelter, plans);
    let more_than_alone = |(at, sent, joint): &&(RiskLevel, i64, Vec<PlanId>)| {
        let alone = asked_at(view, plans, *at, sent_to(shelter.id));
        let most = alone.iter().map(|(_, demand): &(&Plan, Demand)| total(demand)).max().unwrap_or(0);
        *sent > night && joint.len() > 1 && *sent > most
    };
    let Some((at, sent, joint)) = asked.iter().find(more_than_alone) else { return };
    let names: Vec<Localized> = joint.iter().map(|plan| view.name(Ref::Plan(*plan))).collect();
    let facts = [
        say(
            "{0}: ở {1} cùng đưa {2} đến {3}.",
            "{0}: at {1} send {2} together to {3}.",
            [&list(&names), &level(*at), &people(*sent), &view.name(id)],
        ),
        room_says(night, &Localized::new("ban đêm", "by night"), *sent, *sent),
    ];
    found.add(Told::of(Kind::ShelterPromisedTwice, shelter.commune, id), facts);
}
