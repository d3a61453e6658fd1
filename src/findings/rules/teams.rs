//! Teams: how many people they have and how many are promised, and whether they are there in time.

use crate::findings::Ref;
use crate::findings::facts::{Arrangement, Plan, Team};
use crate::findings::finding::{Found, Told};
use crate::findings::kinds::{FOUR, Family, Kind, KindFacts, OwedBy, Severity, UNKNOWN};
use crate::findings::promises::{Demand, levels_of, most_together, total};
use crate::findings::view::View;
use crate::findings::wording::{duration, level, list, people, say};
use crate::hazards::RiskLevel;
use crate::kernel::Localized;

pub(super) const KINDS: &[KindFacts] = &[
    KindFacts {
        kind: Kind::TeamOverpromised,
        family: Family::Teams,
        severity: Severity::Serious,
        owed_by: OwedBy::StandingMember,
        name: ("Một phương án giao quá quân số", "One plan promises more people than a team has"),
        mend: (
            "Chia lại {0} giữa các vùng của {1} hoặc bổ sung lực lượng.",
            "Share out {0} again among the zones of {1}, or add people.",
        ),
        rule: (
            "Ở một cấp, tổng số người của một lực lượng giao cho các vùng của một phương án vượt quân số.",
            "At some level one plan promises its zones more people of a team than it has.",
        ),
        source: FOUR,
    },
    KindFacts {
        kind: Kind::TeamPromisedTwice,
        family: Family::Teams,
        severity: Severity::Serious,
        owed_by: OwedBy::Chair,
        name: ("Một lực lượng hứa cho nhiều phương án", "Team promised to several plans"),
        mend: (
            "Thống nhất giữa các phương án xem phương án nào được dùng {0}; bổ sung lực lượng cho phương án còn lại.",
            "Agree which plan has {0}, and find people for the others.",
        ),
        rule: (
            "Các phương án có thể cùng triển khai cần nhiều người của một lực lượng hơn quân số; của nhiều đơn vị khác nhau thì nghiêm trọng. Không ghi số người thì tính cả lực lượng, lần lượt cho các vùng của phương án.",
            "Plans that can be active together need more people of a team than it has; critical where they are plans of different units. Where no number is stated the whole team is meant, which takes the zones of its plan in turn.",
        ),
        source: FOUR,
    },
    KindFacts {
        kind: Kind::TeamLate,
        family: Family::Teams,
        severity: Severity::Critical,
        owed_by: OwedBy::StandingMember,
        name: ("Lực lượng đến không kịp", "Team there too late"),
        mend: ("Giao cho {0} lực lượng ở gần hơn thay {1}.", "Assign to {0} a team that is nearer than {1}."),
        rule: (
            "Thời gian có mặt của lực lượng dài hơn thời gian từ lúc cảnh báo đến lúc thiên tai xảy ra.",
            "The team needs longer to be on the spot than there is between warning and onset.",
        ),
        source: FOUR,
    },
    KindFacts {
        kind: Kind::TeamTimeUnknown,
        family: Family::Teams,
        severity: Severity::Notice,
        owed_by: OwedBy::StandingMember,
        name: ("Chưa rõ thời gian có mặt của lực lượng", "Minutes until a team is there not known"),
        mend: ("Ghi thời gian có mặt của {1} tại {0}.", "Enter how long {1} needs to be at {0}."),
        rule: (
            "Lực lượng được giao cho vùng nhưng danh sách chưa ghi thời gian có mặt.",
            "A team is promised to the zone and the register does not say in how many minutes it is there.",
        ),
        source: UNKNOWN,
    },
];

/// What a plan asks of a team at `level`: numbers that are stated are added up, the whole team stands once.
pub(super) fn asked_of(view: View<'_>, team: &Team, plan: &Plan, level: RiskLevel) -> Demand {
    let (mut demand, mut whole) = (Demand::new(), None);
    for arrangement in plan.arrangements.iter().filter(|it| view.levels(plan, it).contains(&level)) {
        for promise in arrangement.teams.iter().filter(|promise| promise.team == team.id) {
            match promise.people {
                Some(people) => *demand.entry(arrangement.zone).or_default() += people,
                None => whole = Some(arrangement.zone.min(whole.unwrap_or(arrangement.zone))),
            }
        }
    }
    if let Some(zone) = whole {
        let most = demand.entry(zone).or_default();
        *most = (*most).max(team.people);
    }
    demand
}

/// Whether more people are promised than the team has.
pub(super) fn promised(found: &mut Found<'_>, team: &Team) {
    let (view, id) = (found.view, Ref::Team(team.id));
    let plans: Vec<&Plan> = view.plans_naming(id).collect();
    let register = say(
        "Danh sách lực lượng: {0} có {1}.",
        "Register of teams: {0} has {1}.",
        [&view.name(id), &people(team.people)],
    );
    for plan in &plans {
        let levels = levels_of(&[plan]).into_iter();
        let asked = levels.map(|at| (at, total(&asked_of(view, team, plan, at))));
        let Some((at, asked)) = asked.into_iter().find(|(_, asked)| *asked > team.people) else { continue };
        let says = say(
            "{0}: ở {1} giao {2} của lực lượng này.",
            "{0}: at {1} promises {2} of this team.",
            [&view.name(Ref::Plan(plan.id)), &level(at), &people(asked)],
        );
        let told = Told::of(Kind::TeamOverpromised, plan.unit, id).against(Ref::Plan(plan.id));
        found.add(told, [says, register.clone()]);
    }
    for at in levels_of(&plans) {
        let asked: Vec<_> = plans.iter().map(|plan| (*plan, asked_of(view, team, plan, at))).collect();
        let asked: Vec<_> = asked.into_iter().filter(|(_, demand)| !demand.is_empty()).collect();
        let joint = most_together(view, &asked);
        let alone = asked.iter().map(|(_, demand)| total(demand)).max().unwrap_or(0);
        if joint.total <= team.people || joint.total <= alone || joint.plans.len() < 2 {
            continue;
        }
        let names: Vec<Localized> = joint.plans.iter().map(|plan| view.name(Ref::Plan(*plan))).collect();
        let says = say(
            "{0}: ở {1} cùng cần {2} của lực lượng này.",
            "{0}: at {1} need {2} of this team together.",
            [&list(&names), &level(at), &people(joint.total)],
        );
        let units = joint.plans.iter().filter_map(|plan| view.plan(*plan)).map(|plan| plan.unit);
        let several = units.collect::<std::collections::BTreeSet<_>>().len() > 1;
        let told = Told::of(Kind::TeamPromisedTwice, team.unit, id);
        found.add(told.weighs(Severity::Critical, several), [says, register]);
        return;
    }
}

/// Whether teams are on the spot before the onset.
pub(super) fn in_time(found: &mut Found<'_>, plan: &Plan, arrangement: &Arrangement) {
    let view = found.view;
    let lead = plan.lead_at(&view.levels(plan, arrangement));
    for team in arrangement.teams.iter().filter_map(|promise| view.team(promise.team)) {
        let (other, zone) = (Ref::Team(team.id), Ref::Zone(arrangement.zone));
        let (kind, says) = match (team.minutes_to_arrive, lead) {
            (None, _) => (
                Kind::TeamTimeUnknown,
                Localized::new(
                    "Danh sách lực lượng: chưa ghi thời gian có mặt.",
                    "Register of teams: it is not entered in how many minutes it is there.",
                ),
            ),
            (Some(minutes), Some(lead)) if minutes > lead => (
                Kind::TeamLate,
                say(
                    "Danh sách lực lượng: có mặt sau {0}, trong khi phương án chỉ có {1}.",
                    "Register of teams: there after {0}, while the plan has {1}.",
                    [&duration(minutes), &duration(lead)],
                ),
            ),
            _ => continue,
        };
        let facts = [
            say(
                "{0}: giao {1} cho {2}.",
                "{0}: assigns {1} to {2}.",
                [&view.name(Ref::Plan(plan.id)), &view.name(other), &view.name(zone)],
            ),
            says,
        ];
        found.add(Told::of(kind, plan.unit, zone).against(other), facts);
    }
}
