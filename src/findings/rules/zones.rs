//! Zones and what is arranged for them.

use super::{plan_says, zone_says};
use crate::findings::facts::{Arrangement, Plan, Zone};
use crate::findings::finding::{Found, Told};
use crate::findings::kinds::{ANNEXES, FOUR, Family, Kind, KindFacts, LAW, OwedBy, Severity, UNKNOWN};
use crate::findings::wording::{level, list, people, say};
use crate::findings::{Ref, UnitCode};
use crate::kernel::Localized;

pub(super) const KINDS: &[KindFacts] = &[
    KindFacts {
        kind: Kind::UnitNotListed,
        family: Family::Zones,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Đơn vị không có trong danh mục", "Unit not in the list of units"),
        mend: (
            "Bổ sung {0} vào danh mục đơn vị hành chính, kèm các đơn vị giáp ranh.",
            "Enter {0} in the list of units, with the units it shares a border with.",
        ),
        rule: (
            "Phương án thuộc một đơn vị không có trong danh mục nên không biết đơn vị nào giáp ranh, phương án nào có thể cùng triển khai.",
            "A plan belongs to a unit that is not in the list, so that nobody knows which plans of its neighbours can be active with it.",
        ),
        source: UNKNOWN,
    },
    KindFacts {
        kind: Kind::ZoneWithoutPlan,
        family: Family::Zones,
        severity: Severity::Critical,
        owed_by: OwedBy::Officer,
        name: ("Vùng chưa có phương án", "Zone without a plan"),
        mend: (
            "Bổ sung {0} vào một phương án đang có hiệu lực hoặc đưa vùng ra khỏi bảng vùng.",
            "Put {0} into a plan in force, or take it out of the table of zones.",
        ),
        rule: (
            "Vùng đang có hiệu lực nhưng không phương án đang có hiệu lực nào bố trí sơ tán.",
            "A zone is in force and no plan in force arranges for it.",
        ),
        source: LAW,
    },
    KindFacts {
        kind: Kind::ZonePeopleUnknown,
        family: Family::Zones,
        severity: Severity::Serious,
        owed_by: OwedBy::VillageHead,
        name: ("Vùng chưa rõ số hộ, số khẩu", "Zone of which nobody knows how many live there"),
        mend: (
            "Lập danh sách hộ dân của {0}, hoặc ghi số hộ, số khẩu vào phụ lục của phương án.",
            "Enter the households of {0} in the register, or their number in the annexes of the plan.",
        ),
        rule: (
            "Vùng đang có hiệu lực không có hộ nào trong danh sách hộ dân, phụ lục của phương án cũng không ghi số khẩu; mọi phép tính về chỗ ở, chuyến xe, nhu yếu phẩm của vùng vì vậy đều thiếu.",
            "A zone is in force, no household is registered in it and no annex says how many live there; whatever is reckoned of places, trips and supplies lacks its people.",
        ),
        source: UNKNOWN,
    },
    KindFacts {
        kind: Kind::ZoneNotInForce,
        family: Family::Zones,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Phương án nêu vùng không còn hiệu lực", "Plan names a zone that is not in force"),
        mend: (
            "Rà soát {1}: thay {0} bằng vùng đang có hiệu lực hoặc ban hành lại vùng.",
            "Go through {1}: name a zone that is in force in the place of {0}, or bring the zone into force again.",
        ),
        rule: (
            "Phương án bố trí sơ tán cho một vùng không có trong bảng vùng đang có hiệu lực.",
            "A plan arranges for a zone that is not in the table of zones in force.",
        ),
        source: UNKNOWN,
    },
    KindFacts {
        kind: Kind::ZoneLevelNotCovered,
        family: Family::Zones,
        severity: Severity::Critical,
        owed_by: OwedBy::Officer,
        name: ("Cấp phải sơ tán nằm ngoài phương án", "Level of a zone outside its plan"),
        mend: (
            "Bổ sung tình huống cho cấp này vào {1} hoặc điều chỉnh cấp phải sơ tán của {0}.",
            "Add the level to {1}, or correct the level from which {0} must move.",
        ),
        rule: (
            "Vùng phải sơ tán từ một cấp mà phương án cùng loại thiên tai không triển khai ở cấp đó.",
            "A zone must move from a level at which the plan for the same hazard does not act.",
        ),
        source: (
            "Quyết định 18/2021/QĐ-TTg điều 4; phương án lập theo từng cấp độ rủi ro.",
            "Decision 18/2021/QĐ-TTg art. 4; plans are made by risk level.",
        ),
    },
    KindFacts {
        kind: Kind::ZoneWithoutDestination,
        family: Family::Zones,
        severity: Severity::Critical,
        owed_by: OwedBy::Officer,
        name: ("Vùng chưa có nơi sơ tán đến", "Zone without a destination"),
        mend: (
            "Bố trí điểm sơ tán tập trung hoặc hộ nhận xen ghép cho {0}.",
            "Assign a shelter or host households to {0}.",
        ),
        rule: (
            "Phương án không ghi điểm sơ tán tập trung, cũng không ghi số người ở xen ghép cho vùng.",
            "The plan names neither a shelter nor people with host households for the zone.",
        ),
        source: LAW,
    },
    KindFacts {
        kind: Kind::ZoneWithoutRoute,
        family: Family::Zones,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Vùng chưa có tuyến sơ tán", "Zone without a route"),
        mend: (
            "Khảo sát và ghi tuyến sơ tán của {0} vào phương án.",
            "Survey the way out of {0} and write it into the plan.",
        ),
        rule: ("Phương án không ghi tuyến sơ tán nào cho vùng.", "The plan names no route for the zone."),
        source: LAW,
    },
    KindFacts {
        kind: Kind::ZoneWithoutVehicle,
        family: Family::Zones,
        severity: Severity::Serious,
        owed_by: OwedBy::StandingMember,
        name: ("Vùng chưa có phương tiện chở người", "Zone without a vehicle that carries people"),
        mend: (
            "Giao phương tiện chở người cho {0}, hoặc ghi rõ số người phải chở bằng 0 nếu đi bộ.",
            "Assign vehicles that carry people to {0}, or state that nobody has to be driven if all walk.",
        ),
        rule: (
            "Còn người phải chở nhưng không phương tiện nào được giao cho vùng chở được người.",
            "People have to be driven and no vehicle promised to the zone carries people.",
        ),
        source: FOUR,
    },
    KindFacts {
        kind: Kind::ZoneWithoutTeam,
        family: Family::Zones,
        severity: Severity::Serious,
        owed_by: OwedBy::StandingMember,
        name: ("Vùng chưa có lực lượng", "Zone without a team"),
        mend: ("Giao lực lượng giúp dân sơ tán cho {0}.", "Assign a team to help the people of {0}."),
        rule: ("Phương án không giao lực lượng nào cho vùng.", "The plan assigns no team to the zone."),
        source: FOUR,
    },
    KindFacts {
        kind: Kind::ZoneWithoutPersonInCharge,
        family: Family::Zones,
        severity: Severity::Serious,
        owed_by: OwedBy::Chair,
        name: ("Vùng chưa có người phụ trách", "Zone with nobody in charge"),
        mend: ("Phân công người phụ trách {0}.", "Put somebody in charge of {0}."),
        rule: ("Phương án không ghi người phụ trách vùng.", "The plan names nobody who is in charge of the zone."),
        source: FOUR,
    },
    KindFacts {
        kind: Kind::ZoneWithoutTasks,
        family: Family::Zones,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Vùng chưa có danh mục việc", "Zone without a task list"),
        mend: ("Lập danh mục việc phải làm khi sơ tán {0}.", "Write the list of tasks for moving {0}."),
        rule: ("Phương án không có việc nào cho vùng.", "The plan lists no task for the zone."),
        source: LAW,
    },
    KindFacts {
        kind: Kind::PeopleUnplaced,
        family: Family::Zones,
        severity: Severity::Critical,
        owed_by: OwedBy::Officer,
        name: ("Số chỗ bố trí ít hơn số khẩu", "Fewer places assigned than people"),
        mend: (
            "Bố trí đủ chỗ tập trung và xen ghép cho số khẩu của {0}.",
            "Assign enough places in shelters and with hosts to the people of {0}.",
        ),
        rule: (
            "Số người được bố trí tập trung và xen ghép ít hơn số khẩu phải sơ tán của vùng.",
            "People assigned to shelters and hosts are fewer than the people of the zone.",
        ),
        source: ANNEXES,
    },
    KindFacts {
        kind: Kind::DestinationNotRegistered,
        family: Family::Zones,
        severity: Severity::Critical,
        owed_by: OwedBy::Officer,
        name: ("Điểm sơ tán không có trong danh sách", "Destination not in the register"),
        mend: (
            "Ghi {1} vào danh sách điểm sơ tán hoặc bố trí điểm khác cho {0}.",
            "Enter {1} in the register of shelters, or assign another shelter to {0}.",
        ),
        rule: (
            "Phương án đưa dân đến một điểm không có trong danh sách điểm sơ tán.",
            "A plan sends people to a shelter that is not in the register.",
        ),
        source: UNKNOWN,
    },
    KindFacts {
        kind: Kind::ResourceNotRegistered,
        family: Family::Zones,
        severity: Severity::Serious,
        owed_by: OwedBy::StandingMember,
        name: ("Nguồn lực không có trong danh sách", "Resource not in the register"),
        mend: (
            "Ghi {1} vào danh sách nguồn lực hoặc giao nguồn lực khác cho {0}.",
            "Enter {1} in the registers, or assign another resource to {0}.",
        ),
        rule: (
            "Phương án giao phương tiện, lực lượng hoặc kho không có trong danh sách.",
            "A plan relies on a vehicle, team or store that is not in the registers.",
        ),
        source: UNKNOWN,
    },
];

/// A unit that has plans and is not in the list of units.
pub(super) fn unit_listed(found: &mut Found<'_>, unit: UnitCode) {
    let (view, id) = (found.view, Ref::Unit(unit));
    let Some(plan) = view.plans_naming(id).next().filter(|_| view.unit(unit).is_none()) else { return };
    let facts = [
        say("Phương án đang có hiệu lực: {0}.", "Plans in force: {0}.", [&view.name(Ref::Plan(plan.id))]),
        say("Danh mục đơn vị hành chính: không có {0}.", "List of units: {0} is not in it.", [&view.unit_name(unit)]),
    ];
    found.add(Told::of(Kind::UnitNotListed, unit, id), facts);
}

/// A zone no plan in force arranges for.
pub(super) fn without_plan(found: &mut Found<'_>, zone: &Zone) {
    let id = Ref::Zone(zone.id);
    let arranges = |plan: &Plan| plan.arrangements.iter().any(|arrangement| arrangement.zone == zone.id);
    if found.view.plans_naming(id).any(arranges) {
        return;
    }
    let facts = [
        zone_says(found, zone),
        say(
            "Phương án đang có hiệu lực: không phương án nào bố trí sơ tán cho {0}.",
            "Plans in force: none arranges for {0}.",
            [&found.view.name(id)],
        ),
    ];
    found.add(Told::of(Kind::ZoneWithoutPlan, zone.commune, id), facts);
}

/// A zone nobody has counted the people of.
pub(super) fn uncounted(found: &mut Found<'_>, zone: &Zone) {
    if zone.counted || found.view.households(zone.id).all.households > 0 {
        return;
    }
    let id = Ref::Zone(zone.id);
    let facts = [
        zone_says(found, zone),
        say(
            "Danh sách hộ dân: không có hộ nào trong {0}.",
            "Register of households: none is in {0}.",
            [&found.view.name(id)],
        ),
    ];
    found.add(Told::of(Kind::ZonePeopleUnknown, zone.commune, id), facts);
}

/// A zone that a plan arranges for and that isn't in force.
pub(super) fn not_in_force(found: &mut Found<'_>, plan: &Plan, arrangement: &Arrangement) {
    let id = Ref::Zone(arrangement.zone);
    let zone = found.view.name(id);
    let facts = [
        plan_says(found, plan, "{0}: bố trí sơ tán cho {1}.", "{0}: arranges for {1}.", &zone),
        say("Bảng vùng đang có hiệu lực: không có {0}.", "Table of zones in force: {0} is not in it.", [&zone]),
    ];
    found.add(Told::of(Kind::ZoneNotInForce, plan.unit, id).against(Ref::Plan(plan.id)), facts);
}

/// What is missing of an arrangement.
pub(super) fn arranged(found: &mut Found<'_>, plan: &Plan, arrangement: &Arrangement, zone: &Zone) {
    let placed = arrangement.hosted + arrangement.destinations.iter().map(|to| to.people).sum::<i64>();
    let blank_name = |name: &str| name.trim().is_empty();
    let nobody = arrangement.in_charge.as_ref().is_none_or(|person| blank_name(&person.name));
    let nowhere = arrangement.destinations.is_empty() && arrangement.hosted == 0;
    let missing = [
        (Kind::ZoneWithoutDestination, nowhere, "nơi sơ tán đến", "destination"),
        (Kind::ZoneWithoutRoute, arrangement.routes.is_empty(), "tuyến sơ tán", "route"),
        (Kind::ZoneWithoutVehicle, undriven(found, arrangement, zone), "phương tiện chở người", "vehicle for people"),
        (Kind::ZoneWithoutTeam, arrangement.teams.is_empty(), "lực lượng", "team"),
        (Kind::ZoneWithoutPersonInCharge, nobody, "người phụ trách", "person in charge"),
        (Kind::ZoneWithoutTasks, arrangement.tasks == 0, "việc phải làm", "task"),
    ];
    for (kind, _, vi, en) in missing.into_iter().filter(|(_, missing, ..)| *missing) {
        let what = Localized::new(vi, en);
        let says = plan_says(found, plan, "{0}: chưa ghi {1} cho vùng này.", "{0}: names no {1} for this zone.", &what);
        tell(found, kind, plan, zone, says);
    }
    if !nowhere && placed < zone.people {
        let said = [&found.view.name(Ref::Plan(plan.id)), &people(placed), &people(zone.people - placed)];
        let says =
            say("{0}: bố trí chỗ cho {1}, còn thiếu chỗ cho {2}.", "{0}: assigns places to {1}; {2} have none.", said);
        tell(found, Kind::PeopleUnplaced, plan, zone, says);
    }
    if plan.hazard == zone.hazard && !plan.levels.contains(&zone.evacuate_from) {
        let levels: Vec<Localized> = plan.levels.iter().copied().map(level).collect();
        let none = Localized::new("không cấp nào", "no level");
        let levels = if levels.is_empty() { none } else { list(&levels) };
        let says = plan_says(found, plan, "{0}: triển khai ở {1}.", "{0}: acts at {1}.", &levels);
        tell(found, Kind::ZoneLevelNotCovered, plan, zone, says);
    }
}

fn undriven(found: &Found<'_>, arrangement: &Arrangement, zone: &Zone) -> bool {
    let carries = |id| found.view.vehicle(id).is_some_and(|vehicle| vehicle.people_per_trip > 0);
    let driven = arrangement.vehicles.iter().any(|promise| promise.number > 0 && carries(promise.vehicle));
    arrangement.to_be_driven.unwrap_or(zone.people) > 0 && !driven
}

fn tell(found: &mut Found<'_>, kind: Kind, plan: &Plan, zone: &Zone, says: Localized) {
    let told = Told::of(kind, plan.unit, Ref::Zone(zone.id)).against(Ref::Plan(plan.id));
    let facts = [zone_says(found, zone), says];
    found.add(told, facts);
}

/// Whether what the plan relies on is in the registers.
pub(super) fn registered(found: &mut Found<'_>, plan: &Plan, arrangement: &Arrangement) {
    let view = found.view;
    let vehicles = arrangement.vehicles.iter().map(|promise| promise.vehicle);
    let teams = arrangement.teams.iter().map(|promise| promise.team);
    let stores = arrangement.stores.iter().copied();
    let missing = (arrangement.destinations.iter().filter(|to| view.shelter(to.shelter).is_none()))
        .map(|to| (Kind::DestinationNotRegistered, Ref::Shelter(to.shelter), "điểm sơ tán", "shelters"))
        .chain(vehicles.filter(|id| view.vehicle(*id).is_none()).map(|id| resource(Ref::Vehicle(id))))
        .chain(teams.filter(|id| view.team(*id).is_none()).map(|id| resource(Ref::Team(id))))
        .chain(stores.filter(|id| view.store(*id).is_none()).map(|id| resource(Ref::Store(id))));
    for (kind, id, vi, en) in missing.collect::<Vec<_>>() {
        let (zone, other) = (view.name(Ref::Zone(arrangement.zone)), view.name(id));
        let facts = [
            say("{0}: giao {1} cho {2}.", "{0}: assigns {1} to {2}.", [&view.name(Ref::Plan(plan.id)), &other, &zone]),
            say(
                "Danh sách {0}: không có {1}.",
                "Register of {0}: {1} is not in it.",
                [&Localized::new(vi, en), &other],
            ),
        ];
        found.add(Told::of(kind, plan.unit, Ref::Zone(arrangement.zone)).against(id), facts);
    }
}

fn resource(id: Ref) -> (Kind, Ref, &'static str, &'static str) {
    let (vi, en) = match id {
        Ref::Vehicle(_) => ("phương tiện", "vehicles"),
        Ref::Team(_) => ("lực lượng", "teams"),
        _ => ("kho", "stores"),
    };
    (Kind::ResourceNotRegistered, id, vi, en)
}
