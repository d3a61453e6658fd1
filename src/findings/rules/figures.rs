//! Figures of a plan against those of the registers.

use super::zone_says;
use crate::findings::Ref;
use crate::findings::facts::{Plan, VillageFigure, Zone};
use crate::findings::finding::{Found, Told};
use crate::findings::kinds::{Family, Kind, KindFacts, OwedBy, Severity, Words};
use crate::findings::wording::{households_and_people, name, say};
use crate::households::village_key;

const SUMS: Words = (
    "Số liệu phải khớp: tổng theo thôn bằng tổng của xã và bằng danh sách hộ (Phụ lục 2 và 3).",
    "Sums must agree: villages with the commune, and with the register of households (Annexes 2 and 3).",
);

pub(super) const KINDS: &[KindFacts] = &[
    KindFacts {
        kind: Kind::VillageFiguresDisagree,
        family: Family::Figures,
        severity: Severity::Notice,
        owed_by: OwedBy::Officer,
        name: ("Số liệu theo thôn không khớp bảng vùng", "Figures of a village differ from the table of zones"),
        mend: (
            "Đối chiếu bảng tổng hợp của {0} với bảng vùng rồi sửa bên sai.",
            "Hold the table of {0} against the table of zones and correct the one that is wrong.",
        ),
        rule: (
            "Bảng tổng hợp theo thôn của phương án khác tổng các vùng của thôn đó trong phương án; phương án ghi ít người hơn thì cần xử lý sớm.",
            "The plan's table of villages differs from the sum of the village's zones in the plan; serious where the plan says fewer people.",
        ),
        source: SUMS,
    },
    KindFacts {
        kind: Kind::RegisterLinesDisagree,
        family: Family::Figures,
        severity: Severity::Notice,
        owed_by: OwedBy::VillageHead,
        name: ("Bảng vùng không khớp danh sách hộ", "Table of zones differs from the register of households"),
        mend: (
            "Rà soát danh sách hộ của {0} và cập nhật bảng vùng.",
            "Go through the households of {0} and bring the table of zones up to date.",
        ),
        rule: (
            "Số hộ hoặc số khẩu trong bảng vùng khác tổng các hộ trong danh sách; bảng vùng ghi ít người hơn thì cần xử lý sớm.",
            "Households or people in the table of zones differ from the sum of the register; serious where the table says fewer people.",
        ),
        source: SUMS,
    },
];

/// Households and people.
type Figure = (i64, i64);

fn differ(found: &Found<'_>, one: Figure, other: Figure) -> bool {
    let percent = found.view.norms().figure_tolerance_percent.whole().min(100);
    let far = |one: i64, other: i64| (one - other).abs().saturating_mul(100) > other.saturating_mul(percent);
    far(one.0, other.0) || far(one.1, other.1)
}

/// A plan's table of villages against its zones. A plan without such a table is a matter of completeness. Villages that
/// share a zone are held against it together.
pub(super) fn villages(found: &mut Found<'_>, plan: &Plan) {
    if plan.village_figures.is_empty() {
        return;
    }
    let zones: std::collections::BTreeSet<_> = plan.arrangements.iter().map(|arrangement| arrangement.zone).collect();
    let zones: Vec<&Zone> = zones.into_iter().filter_map(|zone| found.view.zone(zone)).collect();
    if zones.iter().any(|zone| !zone.counted) {
        return;
    }
    let mut groups = Groups::default();
    for VillageFigure { village, households, people } in &plan.village_figures {
        let group = groups.of(&[village]);
        group.called.get_or_insert_with(|| village.clone());
        group.told = (group.told.0 + households, group.told.1 + people);
    }
    for zone in zones {
        let named: Vec<&str> = zone.village.split([',', ';', '/']).collect();
        let group = groups.of(&named);
        group.called.get_or_insert_with(|| zone.village.clone());
        group.drawn = (group.drawn.0 + zone.households, group.drawn.1 + zone.people);
    }
    for Group { called, told, drawn, .. } in groups.0 {
        if differ(found, told, drawn) {
            disagree(found, plan, called.as_deref().unwrap_or_default(), told, drawn);
        }
    }
}

/// Villages whose figures can't be told apart.
#[derive(Default)]
struct Group {
    /// Folded.
    villages: std::collections::BTreeSet<String>,
    /// As it was first written.
    called: Option<String>,
    /// By the plan's table.
    told: Figure,
    /// By its zones.
    drawn: Figure,
}

/// Groups of villages, no village in two of them.
#[derive(Default)]
struct Groups(Vec<Group>);

impl Groups {
    /// The group of these villages; groups that share one of them become one.
    fn of(&mut self, villages: &[&str]) -> &mut Group {
        let mut one =
            Group { villages: villages.iter().map(|village| village_key(village)).collect(), ..Group::default() };
        let (mut met, rest) = std::mem::take(&mut self.0).into_iter().partition::<Vec<_>, _>(|group: &Group| {
            group.villages.iter().any(|village| one.villages.contains(village))
        });
        self.0 = rest;
        for group in met.drain(..) {
            one.villages.extend(group.villages);
            one.called = match (one.called, group.called) {
                (Some(first), Some(second)) => Some(format!("{first}, {second}")),
                (first, second) => first.or(second),
            };
            one.told = (one.told.0 + group.told.0, one.told.1 + group.told.1);
            one.drawn = (one.drawn.0 + group.drawn.0, one.drawn.1 + group.drawn.1);
        }
        self.0.push(one);
        let last = self.0.len() - 1;
        self.0.get_mut(last).unwrap_or_else(|| unreachable!("one was added"))
    }
}

fn disagree(found: &mut Found<'_>, plan: &Plan, village: &str, told: Figure, drawn: Figure) {
    let id = Ref::Plan(plan.id);
    let blank = crate::kernel::Localized::new("không ghi thôn", "no village");
    let called = if village.is_empty() { blank } else { name(village) };
    let facts = [
        say(
            "{0}, bảng tổng hợp theo thôn: {1} có {2} phải sơ tán.",
            "{0}, table of villages: {1} has {2} to be moved.",
            [&found.view.name(id), &called, &households_and_people(told.0, told.1)],
        ),
        say(
            "Bảng vùng: các vùng của {0} trong phương án có {1}.",
            "Table of zones: the zones of {0} in the plan have {1}.",
            [&called, &households_and_people(drawn.0, drawn.1)],
        ),
    ];
    let fewer = told.1 < drawn.1;
    let told = Told::of(Kind::VillageFiguresDisagree, plan.unit, id).part(village);
    found.add(told.weighs(Severity::Serious, fewer), facts);
}

/// The table of zones against the register of households. A zone none of whose households is registered isn't asked.
pub(super) fn register_lines(found: &mut Found<'_>, zone: &Zone) {
    let sums = found.view.households(zone.id).all;
    let listed = (sums.households, sums.people);
    if !zone.counted || sums.households == 0 || !differ(found, (zone.households, zone.people), listed) {
        return;
    }
    let facts = [
        zone_says(found, zone),
        say(
            "Danh sách hộ: trong vùng có {0}.",
            "Register of households: {0} live in the zone.",
            [&households_and_people(listed.0, listed.1)],
        ),
    ];
    let told = Told::of(Kind::RegisterLinesDisagree, zone.commune, Ref::Zone(zone.id));
    found.add(told.weighs(Severity::Serious, zone.people < listed.1), facts);
}
