//! Ways out: zones and inundated crossings (ngầm tràn) on them.

use super::{plan_says, zone_says};
use crate::findings::Ref;
use crate::findings::facts::{Arrangement, Crossing, Plan, Route, Zone};
use crate::findings::finding::{Found, Told};
use crate::findings::kinds::{Family, Kind, KindFacts, OwedBy, Severity, UNKNOWN, Words};
use crate::findings::wording::{level, name_or_blank, say};
use crate::hazards::RiskLevel;

/// What inspections of 2022 looked at.
const CROSSINGS: Words = (
    "Kiểm tra ngầm tràn, điểm ngập và chia cắt trước bão Noru 9/2022; điểm sơ tán và tuyến đường không được ngập trước.",
    "Inspections of inundated crossings and cut-off places before storm Noru, 9/2022; a way must not flood before it is used.",
);

pub(super) const KINDS: &[KindFacts] = &[
    KindFacts {
        kind: Kind::RouteNotDrawn,
        family: Family::Routes,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Tuyến sơ tán chưa vẽ trên bản đồ", "Route not drawn on the map"),
        mend: ("Vẽ tuyến sơ tán của {0} trên bản đồ.", "Draw the route of {0} on the map."),
        rule: (
            "Tuyến chưa được vẽ nên không biết có đi qua vùng nguy hiểm hay không.",
            "The route is not drawn, so that nobody knows whether it leads through a zone.",
        ),
        source: UNKNOWN,
    },
    KindFacts {
        kind: Kind::RouteThroughZone,
        family: Family::Routes,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Tuyến sơ tán đi qua vùng nguy hiểm", "Route through a danger zone"),
        mend: (
            "Chọn tuyến khác cho {0}, tránh {1}, hoặc cho dân đi trước khi {1} nguy hiểm.",
            "Choose another route for {0} around {1}, or move its people before {1} is in danger.",
        ),
        rule: (
            "Tuyến đi qua một vùng khác của thiên tai có thể cùng xảy ra, ở cấp mà vùng đó cũng phải sơ tán; cùng loại thiên tai thì nghiêm trọng.",
            "The route leads through another zone of a hazard that can come together with the plan's, at a level at which that zone must be cleared too; critical where it is the same hazard.",
        ),
        source: CROSSINGS,
    },
    KindFacts {
        kind: Kind::RouteNotSurveyed,
        family: Family::Routes,
        severity: Severity::Serious,
        owed_by: OwedBy::VillageHead,
        name: ("Chưa rõ tuyến có qua ngầm tràn", "Crossings on the route not known"),
        mend: (
            "Khảo sát tuyến sơ tán của {0}, ghi rõ có hay không có ngầm tràn.",
            "Go along the route of {0} and write down whether it leads over inundated crossings.",
        ),
        rule: (
            "Chưa ai ghi tuyến có đi qua ngầm tràn hay không.",
            "Nobody has written down whether the route leads over inundated crossings.",
        ),
        source: UNKNOWN,
    },
    KindFacts {
        kind: Kind::CrossingLevelUnknown,
        family: Family::Routes,
        severity: Severity::Serious,
        owed_by: OwedBy::VillageHead,
        name: ("Chưa rõ ngầm tràn ngập từ cấp nào", "Level at which a crossing closes not known"),
        mend: (
            "Ghi cấp mà ngầm tràn trên tuyến của {0} không qua được nữa.",
            "Write down from which level the crossing on the route of {0} cannot be passed.",
        ),
        rule: (
            "Tuyến qua ngầm tràn nhưng không ghi từ cấp nào thì không qua được.",
            "The route leads over a crossing and nobody says from which level it cannot be passed.",
        ),
        source: UNKNOWN,
    },
    KindFacts {
        kind: Kind::RouteThroughCrossing,
        family: Family::Routes,
        severity: Severity::Critical,
        owed_by: OwedBy::Officer,
        name: ("Ngầm tràn ngập khi phải sơ tán", "Crossing closed when people must go"),
        mend: (
            "Chọn tuyến không qua ngầm tràn cho {0}, hoặc hạ cấp phải sơ tán để dân đi trước khi ngập.",
            "Choose a route without the crossing for {0}, or lower the level so that people go before it floods.",
        ),
        rule: (
            "Ở cấp đầu tiên phải sơ tán, mọi tuyến của vùng đều có ngầm tràn đã không qua được.",
            "At the first level at which the zone moves, every route of it has a crossing that cannot be passed.",
        ),
        source: CROSSINGS,
    },
    KindFacts {
        kind: Kind::RouteClosesLater,
        family: Family::Routes,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Tuyến bị chia cắt ở cấp cao hơn", "Route closes at a higher level"),
        mend: (
            "Ghi tuyến dự phòng cho {0}, hoặc quy định phải sơ tán xong trước cấp này.",
            "Name a spare route for {0}, or order that everybody has moved before that level.",
        ),
        rule: (
            "Tuyến đi được ở cấp đầu tiên nhưng ở một cấp cao hơn mà phương án vẫn triển khai thì mọi tuyến đều không qua được.",
            "The way is open at the first level, but at a higher level at which the plan still acts every route is closed.",
        ),
        source: CROSSINGS,
    },
];

/// Whether the routes are drawn, and through which zones they lead.
pub(super) fn drawn(found: &mut Found<'_>, plan: &Plan, arrangement: &Arrangement, zone: &Zone) {
    let highest = found.view.levels(plan, arrangement).last().copied();
    for route in &arrangement.routes {
        let Some(crossed) = &route.crosses else {
            let says = route_says(found, plan, route, "{0}: {1} chưa vẽ.", "{0}: {1} is not drawn.");
            tell(found, Kind::RouteNotDrawn, plan, zone, route, says);
            continue;
        };
        let others = crossed.iter().filter(|other| **other != zone.id).filter_map(|other| found.view.zone(*other));
        for other in others.collect::<Vec<_>>() {
            let at_once = highest.is_some_and(|highest| other.evacuate_from <= highest);
            if at_once && found.view.facts.together.can(plan.hazard, other.hazard) {
                through(found, plan, zone, route, other);
            }
        }
    }
}

fn through(found: &mut Found<'_>, plan: &Plan, zone: &Zone, route: &Route, other: &Zone) {
    let told = Told::of(Kind::RouteThroughZone, plan.unit, Ref::Zone(zone.id)).against(Ref::Zone(other.id));
    let told = told.part(&route.name).weighs(Severity::Critical, other.hazard == plan.hazard);
    let facts = [
        say(
            "{0}: {1} đi theo {2}.",
            "{0}: {1} leaves by {2}.",
            [&found.view.name(Ref::Plan(plan.id)), &found.view.name(Ref::Zone(zone.id)), &name_or_blank(&route.name)],
        ),
        say(
            "Bản đồ: tuyến này đi qua {0}, có nguy cơ {1}, cũng phải sơ tán từ {2}.",
            "Map: this route leads through {0}, threatened by {1} and to be cleared from {2} on.",
            [&found.view.name(Ref::Zone(other.id)), &other.hazard.name(), &level(other.evacuate_from)],
        ),
    ];
    found.add(told, facts);
}

/// Whether the inundated crossings of the routes are known, and whether a way stays open.
pub(super) fn crossings(found: &mut Found<'_>, plan: &Plan, arrangement: &Arrangement, zone: &Zone) {
    for route in &arrangement.routes {
        let Some(crossings) = &route.crossings else {
            let (vi, en) =
                ("{0}: {1} chưa ghi có qua ngầm tràn hay không.", "{0}: {1} may lead over crossings or not.");
            let says = route_says(found, plan, route, vi, en);
            tell(found, Kind::RouteNotSurveyed, plan, zone, route, says);
            continue;
        };
        if let Some(crossing) = crossings.iter().find(|crossing| crossing.closes_at.is_none()) {
            let says = say(
                "{0}: {1} qua {2}, chưa ghi từ cấp nào không qua được.",
                "{0}: {1} leads over {2}, and nobody says from which level that is closed.",
                [&found.view.name(Ref::Plan(plan.id)), &name_or_blank(&route.name), &name_or_blank(&crossing.name)],
            );
            tell(found, Kind::CrossingLevelUnknown, plan, zone, route, says);
        }
    }
    let levels = found.view.levels(plan, arrangement);
    let shut = |level: &&RiskLevel| arrangement.routes.iter().all(|route| closed(route, **level).is_some());
    if arrangement.routes.is_empty() {
        return;
    }
    let Some(at) = levels.iter().find(shut).copied() else { return };
    let kind = if levels.first() == Some(&at) { Kind::RouteThroughCrossing } else { Kind::RouteClosesLater };
    cut_off(found, kind, plan, arrangement, zone, at);
}

/// The crossing of `route` that can't be passed at `level`.
fn closed(route: &Route, level: RiskLevel) -> Option<&Crossing> {
    let known = route.crossings.iter().flatten();
    known.filter(|crossing| crossing.closes_at.is_some_and(|closes| closes <= level)).min_by_key(|it| it.closes_at)
}

fn cut_off(found: &mut Found<'_>, kind: Kind, plan: &Plan, arrangement: &Arrangement, zone: &Zone, at: RiskLevel) {
    let Some((route, crossing)) = arrangement.routes.iter().find_map(|it| Some((it, closed(it, at)?))) else { return };
    let closes = crossing.closes_at.unwrap_or(at);
    let facts = [
        say(
            "{0}: ở {1}, {2} sơ tán theo {3}.",
            "{0}: at {1}, {2} leaves by {3}.",
            [
                &found.view.name(Ref::Plan(plan.id)),
                &level(at),
                &found.view.name(Ref::Zone(zone.id)),
                &name_or_blank(&route.name),
            ],
        ),
        say(
            "Bảng tuyến sơ tán: {0} không qua được từ {1}; không còn tuyến nào khác.",
            "Table of routes: {0} cannot be passed from {1} on, and there is no other way.",
            [&name_or_blank(&crossing.name), &level(closes)],
        ),
    ];
    let told = Told::of(kind, plan.unit, Ref::Zone(zone.id)).against(Ref::Plan(plan.id));
    found.add(told, facts);
}

fn route_says(found: &Found<'_>, plan: &Plan, route: &Route, vi: &str, en: &str) -> crate::kernel::Localized {
    plan_says(found, plan, vi, en, &name_or_blank(&route.name))
}

fn tell(found: &mut Found<'_>, kind: Kind, plan: &Plan, zone: &Zone, route: &Route, says: crate::kernel::Localized) {
    let told = Told::of(kind, plan.unit, Ref::Zone(zone.id)).against(Ref::Plan(plan.id)).part(&route.name);
    let facts = [zone_says(found, zone), says];
    found.add(told, facts);
}
