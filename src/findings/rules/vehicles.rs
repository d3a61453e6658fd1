//! Vehicles: how many there are and how many are promised, and whether they can be used.

use crate::findings::Ref;
use crate::findings::facts::{Arrangement, Condition, Plan, Vehicle};
use crate::findings::finding::{Found, Told};
use crate::findings::kinds::{Family, INSPECTION, Kind, KindFacts, OwedBy, Severity, UNKNOWN, Words};
use crate::findings::promises::{asked_at, levels_of, most_together, total};
use crate::findings::wording::{day, level, list, name_or_blank, say, vehicles};
use crate::kernel::Localized;
use crate::kernel::ids::ResourceId;

const SHARED: Words = (
    "Một máy đào hứa trong ba phương án: phải đối chiếu giữa các phương án có thể cùng triển khai.",
    "One excavator promised in three plans: plans that can be active together are held against each other.",
);

pub(super) const KINDS: &[KindFacts] = &[
    KindFacts {
        kind: Kind::VehicleOverpromised,
        family: Family::Vehicles,
        severity: Severity::Critical,
        owed_by: OwedBy::StandingMember,
        name: ("Một phương án giao quá số phương tiện hiện có", "One plan promises more vehicles than there are"),
        mend: (
            "Chia lại {0} giữa các vùng của {1} hoặc huy động thêm.",
            "Share out {0} again among the zones of {1}, or mobilise more.",
        ),
        rule: (
            "Ở một cấp, tổng số phương tiện giao cho các vùng của một phương án vượt số hiện có.",
            "At some level one plan promises its zones more vehicles than the register has.",
        ),
        source: SHARED,
    },
    KindFacts {
        kind: Kind::VehiclePromisedTwice,
        family: Family::Vehicles,
        severity: Severity::Critical,
        owed_by: OwedBy::Chair,
        name: ("Một phương tiện hứa cho nhiều phương án", "Vehicle promised to several plans"),
        mend: (
            "Thống nhất giữa các phương án xem phương án nào được dùng {0}; huy động thêm cho phương án còn lại.",
            "Agree which plan has {0}, and mobilise more for the others.",
        ),
        rule: (
            "Các phương án có thể cùng triển khai giao tổng cộng nhiều phương tiện hơn số hiện có. Vùng có trong hai phương án chỉ tính một lần.",
            "Plans that can be active together promise more vehicles than there are. A zone that is in two plans counts once.",
        ),
        source: SHARED,
    },
    KindFacts {
        kind: Kind::VehicleUnusable,
        family: Family::Vehicles,
        severity: Severity::Critical,
        owed_by: OwedBy::StandingMember,
        name: ("Phương tiện hỏng", "Vehicle out of order"),
        mend: ("Sửa chữa {0} hoặc giao phương tiện khác.", "Repair {0}, or assign another vehicle."),
        rule: (
            "Phương án dùng một phương tiện mà danh sách ghi không sử dụng được.",
            "A plan relies on a vehicle that the register says cannot be used.",
        ),
        source: INSPECTION,
    },
    KindFacts {
        kind: Kind::VehicleConditionUnknown,
        family: Family::Vehicles,
        severity: Severity::Notice,
        owed_by: OwedBy::StandingMember,
        name: ("Chưa rõ tình trạng phương tiện", "Condition of a vehicle not known"),
        mend: ("Kiểm tra và ghi tình trạng của {0}.", "Check {0} and enter its condition."),
        rule: (
            "Phương án dùng một phương tiện mà danh sách chưa ghi tình trạng.",
            "A plan relies on a vehicle whose condition the register does not say.",
        ),
        source: UNKNOWN,
    },
    KindFacts {
        kind: Kind::VehicleContractExpired,
        family: Family::Vehicles,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Hợp đồng huy động phương tiện hết hạn", "Contract of a vehicle has ended"),
        mend: ("Gia hạn hợp đồng huy động {0}.", "Renew the contract by which {0} is mobilised."),
        rule: (
            "Phương án dùng một phương tiện theo hợp đồng đã hết hạn hoặc không ghi thời hạn.",
            "A plan relies on a vehicle whose contract has ended or does not say until when it holds.",
        ),
        source: INSPECTION,
    },
];

/// How many vehicles of a line an arrangement is promised.
pub(super) fn promised_of(vehicle: ResourceId) -> impl Fn(&Plan, &Arrangement) -> i64 {
    move |_, arrangement| {
        arrangement.vehicles.iter().filter(|promise| promise.vehicle == vehicle).map(|promise| promise.number).sum()
    }
}

/// Whether more are promised than there are.
pub(super) fn promised(found: &mut Found<'_>, vehicle: &Vehicle) {
    let (view, id) = (found.view, Ref::Vehicle(vehicle.id));
    let plans: Vec<&Plan> = view.plans_naming(id).collect();
    let register = |asked: i64| {
        say(
            "Danh sách phương tiện: hiện có {0}; thiếu {1}.",
            "Register of vehicles: there are {0}; {1} too few.",
            [&vehicles(vehicle.number), &vehicles(asked - vehicle.number)],
        )
    };
    for plan in &plans {
        let asked = |at| asked_at(view, &[plan], at, promised_of(vehicle.id)).first().map_or(0, |(_, it)| total(it));
        let levels = plan.levels.iter().copied().map(|at| (at, asked(at)));
        let Some((at, asked)) = levels.filter(|(_, asked)| *asked > vehicle.number).min() else { continue };
        let says = say(
            "{0}: ở {1} giao {2} của {3}.",
            "{0}: at {1} promises {2} of {3}.",
            [&view.name(Ref::Plan(plan.id)), &level(at), &vehicles(asked), &view.name(id)],
        );
        let told = Told::of(Kind::VehicleOverpromised, plan.unit, id).against(Ref::Plan(plan.id));
        found.add(told, [says, register(asked)]);
    }
    for at in levels_of(&plans) {
        let asked = asked_at(view, &plans, at, promised_of(vehicle.id));
        let joint = most_together(view, &asked);
        let alone = asked.iter().map(|(_, demand)| total(demand)).max().unwrap_or(0);
        if joint.total <= vehicle.number || joint.total <= alone || joint.plans.len() < 2 {
            continue;
        }
        let names: Vec<Localized> = joint.plans.iter().map(|plan| view.name(Ref::Plan(*plan))).collect();
        let says = say(
            "{0}: ở {1} cùng dùng {2} của {3}.",
            "{0}: at {1} need {2} of {3} together.",
            [&list(&names), &level(at), &vehicles(joint.total), &view.name(id)],
        );
        found.add(Told::of(Kind::VehiclePromisedTwice, vehicle.unit, id), [says, register(joint.total)]);
        return;
    }
}

/// Whether a vehicle that a plan relies on can be used.
pub(super) fn usable(found: &mut Found<'_>, vehicle: &Vehicle) {
    let id = Ref::Vehicle(vehicle.id);
    if found.view.plans_naming(id).next().is_none() {
        return;
    }
    match vehicle.condition {
        Condition::Usable => {}
        Condition::Unusable => tell(
            found,
            Kind::VehicleUnusable,
            vehicle,
            Localized::new("Danh sách phương tiện: không sử dụng được.", "Register of vehicles: it cannot be used."),
        ),
        Condition::Unknown => tell(
            found,
            Kind::VehicleConditionUnknown,
            vehicle,
            Localized::new(
                "Danh sách phương tiện: chưa ghi tình trạng.",
                "Register of vehicles: no condition is entered.",
            ),
        ),
    }
    let ended = vehicle.contract.as_ref().filter(|contract| !found.view.holds(contract));
    if let Some(contract) = ended {
        let until = contract.valid_until.map_or_else(|| Localized::new("không ghi thời hạn", "an unstated day"), day);
        let says = say(
            "Danh sách phương tiện: hợp đồng {0} có giá trị đến {1}.",
            "Register of vehicles: contract {0} holds until {1}.",
            [&name_or_blank(&contract.number), &until],
        );
        let says = if contract.valid_until.is_none() {
            say(
                "Danh sách phương tiện: hợp đồng {0} không ghi thời hạn.",
                "Register of vehicles: contract {0} does not say until when it holds.",
                [&name_or_blank(&contract.number)],
            )
        } else {
            says
        };
        tell(found, Kind::VehicleContractExpired, vehicle, says);
    }
}

fn tell(found: &mut Found<'_>, kind: Kind, vehicle: &Vehicle, says: Localized) {
    let id = Ref::Vehicle(vehicle.id);
    let used = say("Phương án đang có hiệu lực: sử dụng {0}.", "Plans in force: rely on {0}.", [&found.view.name(id)]);
    found.add(Told::of(kind, vehicle.unit, id), [used, says]);
}
