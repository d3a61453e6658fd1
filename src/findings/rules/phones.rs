//! Telephones: whether there is a number, and whether somebody answered it lately.

use crate::findings::facts::{Arrangement, Contact, Phone, Plan, Shelter, Team, Vehicle};
use crate::findings::finding::{Found, Told};
use crate::findings::kinds::{ANNEXES, Family, INSPECTION, Kind, KindFacts, OwedBy, Severity};
use crate::findings::view::has_number;
use crate::findings::wording::{day, name_or_blank, say};
use crate::findings::{Ref, UnitCode};
use crate::kernel::Localized;

pub(super) const KINDS: &[KindFacts] = &[
    KindFacts {
        kind: Kind::PersonInChargeUnreachable,
        family: Family::Phones,
        severity: Severity::Notice,
        owed_by: OwedBy::VillageHead,
        name: ("Chưa xác nhận số của người phụ trách vùng", "Telephone of the person in charge not confirmed"),
        mend: (
            "Gọi xác nhận số điện thoại của người phụ trách {0}.",
            "Call the person in charge of {0} and confirm the number.",
        ),
        rule: RULE,
        source: ANNEXES,
    },
    KindFacts {
        kind: Kind::KeeperUnreachable,
        family: Family::Phones,
        severity: Severity::Notice,
        owed_by: OwedBy::Officer,
        name: ("Chưa xác nhận số của người giữ chìa khóa", "Telephone of a keeper not confirmed"),
        mend: ("Gọi xác nhận số điện thoại của người quản lý {0}.", "Call the keeper of {0} and confirm the number."),
        rule: RULE,
        source: ANNEXES,
    },
    KindFacts {
        kind: Kind::DriverUnreachable,
        family: Family::Phones,
        severity: Severity::Notice,
        owed_by: OwedBy::StandingMember,
        name: ("Chưa xác nhận số của người lái", "Telephone of a driver not confirmed"),
        mend: ("Gọi xác nhận số điện thoại của người lái {0}.", "Call the driver of {0} and confirm the number."),
        rule: RULE,
        source: ANNEXES,
    },
    KindFacts {
        kind: Kind::CommanderUnreachable,
        family: Family::Phones,
        severity: Severity::Notice,
        owed_by: OwedBy::StandingMember,
        name: ("Chưa xác nhận số của người chỉ huy lực lượng", "Telephone of a team leader not confirmed"),
        mend: ("Gọi xác nhận số điện thoại của người chỉ huy {0}.", "Call the leader of {0} and confirm the number."),
        rule: RULE,
        source: ANNEXES,
    },
    KindFacts {
        kind: Kind::ContactUnreachable,
        family: Family::Phones,
        severity: Severity::Notice,
        owed_by: OwedBy::Officer,
        name: ("Chưa xác nhận số trong danh bạ chỉ huy", "Telephone of the list of contacts not confirmed"),
        mend: ("Gọi xác nhận số điện thoại của {0}.", "Call {0} and confirm the number."),
        rule: RULE,
        source: ANNEXES,
    },
    KindFacts {
        kind: Kind::ContactWithoutSpare,
        family: Family::Phones,
        severity: Severity::Notice,
        owed_by: OwedBy::Officer,
        name: ("Người đứng đầu không có liên lạc dự phòng", "Head of the command without a spare means of contact"),
        mend: ("Ghi điện thoại hoặc bộ đàm dự phòng của {0}.", "Enter a second telephone or a radio of {0}."),
        rule: (
            "Trưởng Ban Chỉ huy không có điện thoại hoặc bộ đàm dự phòng; nhiều nơi mất sóng khi có thiên tai.",
            "The head of the command has no second telephone or radio; in disasters many places lose the network.",
        ),
        source: (
            "Mất điện, mất sóng kéo dài tháng 10 và 11/2025; Phụ lục 8 có cột liên lạc dự phòng.",
            "Long outages of October and November 2025; Annex 8 has a column for spare contacts.",
        ),
    },
    KindFacts {
        kind: Kind::CommandWithoutContact,
        family: Family::Phones,
        severity: Severity::Serious,
        owed_by: OwedBy::Chair,
        name: ("Danh bạ không có người đứng đầu", "List of contacts without the head of the command"),
        mend: (
            "Ghi Trưởng Ban Chỉ huy của {0} vào danh bạ.",
            "Enter the head of the command of {0} in the list of contacts.",
        ),
        rule: (
            "Đơn vị có phương án đang có hiệu lực nhưng danh bạ không ghi Trưởng Ban Chỉ huy.",
            "A unit has plans in force and its list of contacts does not name the head of the command.",
        ),
        source: INSPECTION,
    },
];

const RULE: (&str, &str) = (
    "Chưa có số điện thoại (cần xử lý sớm), hoặc số chưa được xác nhận trong số ngày quy định.",
    "There is no number (serious), or it was not confirmed within the limit of days.",
);

/// What the register says of a telephone that can't be relied on.
fn unreliable(found: &Found<'_>, person: &str, phone: &Phone) -> Option<(Localized, bool)> {
    if found.view.reachable(phone) {
        return None;
    }
    let person = name_or_blank(person);
    let says = match phone.confirmed_on {
        _ if !has_number(phone) => {
            say("Danh bạ: {0} chưa có số điện thoại.", "Telephones: {0} has no number.", [&person])
        }
        Some(on) => say(
            "Danh bạ: số của {0} xác nhận lần cuối {1}.",
            "Telephones: the number of {0} was last confirmed on {1}.",
            [&person, &day(on)],
        ),
        None => say(
            "Danh bạ: số của {0} chưa được xác nhận lần nào.",
            "Telephones: the number of {0} was never confirmed.",
            [&person],
        ),
    };
    Some((says, !has_number(phone)))
}

/// The telephone of who is in charge of a zone.
pub(super) fn in_charge(found: &mut Found<'_>, plan: &Plan, arrangement: &Arrangement) {
    let Some(person) = arrangement.in_charge.as_ref().filter(|person| !person.name.trim().is_empty()) else { return };
    let Some((says, none)) = unreliable(found, &person.name, &person.phone) else { return };
    let zone = Ref::Zone(arrangement.zone);
    let uses = say(
        "{0}: {1} do {2} phụ trách.",
        "{0}: {1} is in the charge of {2}.",
        [&found.view.name(Ref::Plan(plan.id)), &found.view.name(zone), &name_or_blank(&person.name)],
    );
    let told = Told::of(Kind::PersonInChargeUnreachable, plan.unit, zone).against(Ref::Plan(plan.id));
    found.add(told.weighs(Severity::Serious, none), [uses, says]);
}

/// The telephone of who opens a shelter.
pub(super) fn keeper(found: &mut Found<'_>, shelter: &Shelter) {
    let id = Ref::Shelter(shelter.id);
    relied_on(found, (Kind::KeeperUnreachable, id, shelter.commune), &shelter.keeper, &shelter.phone);
}

/// The telephone of who drives a vehicle.
pub(super) fn driver(found: &mut Found<'_>, vehicle: &Vehicle) {
    let id = Ref::Vehicle(vehicle.id);
    relied_on(found, (Kind::DriverUnreachable, id, vehicle.unit), &vehicle.keeper, &vehicle.phone);
}

/// The telephone of who leads a team.
pub(super) fn commander(found: &mut Found<'_>, team: &Team) {
    let id = Ref::Team(team.id);
    relied_on(found, (Kind::CommanderUnreachable, id, team.unit), &team.commander, &team.phone);
}

fn relied_on(found: &mut Found<'_>, (kind, id, unit): (Kind, Ref, UnitCode), person: &str, phone: &Phone) {
    if found.view.plans_naming(id).next().is_none() {
        return;
    }
    let Some((says, none)) = unreliable(found, person, phone) else { return };
    let uses = say("Phương án đang có hiệu lực: sử dụng {0}.", "Plans in force: rely on {0}.", [&found.view.name(id)]);
    found.add(Told::of(kind, unit, id).weighs(Severity::Serious, none), [uses, says]);
}

/// A line of the list of contacts.
pub(super) fn contact(found: &mut Found<'_>, contact: &Contact) {
    let id = Ref::Contact(contact.id);
    let listed = say("Danh bạ chỉ huy: {0}.", "List of contacts: {0}.", [&found.view.name(id)]);
    if let Some((says, none)) = unreliable(found, &contact.name, &contact.phone) {
        let told = Told::of(Kind::ContactUnreachable, contact.unit, id).weighs(Severity::Serious, none);
        found.add(told, [listed.clone(), says]);
    }
    let no_spare = contact.spare.as_ref().is_none_or(|spare| spare.trim().is_empty());
    if contact.heads_command && no_spare {
        let says = Localized::new(
            "Cùng danh bạ: chưa ghi điện thoại hoặc bộ đàm dự phòng.",
            "The same list: no second telephone or radio is entered.",
        );
        found.add(Told::of(Kind::ContactWithoutSpare, contact.unit, id), [listed, says]);
    }
}

/// A unit with plans whose list of contacts doesn't name who commands.
pub(super) fn command(found: &mut Found<'_>, unit: UnitCode) {
    let (view, id) = (found.view, Ref::Unit(unit));
    let heads = |link: &Ref| match link {
        Ref::Contact(id) => view.facts.contacts.get(id).is_some_and(|contact| contact.heads_command),
        _ => false,
    };
    let mut plans = view.plans_naming(id);
    if let Some(plan) = plans.next().filter(|_| !view.links.back(id).iter().any(heads)) {
        let facts = [
            say("Phương án đang có hiệu lực: {0}.", "Plans in force: {0}.", [&view.name(Ref::Plan(plan.id))]),
            say(
                "Danh bạ chỉ huy của {0}: không ghi Trưởng Ban Chỉ huy.",
                "List of contacts of {0}: the head of the command is not in it.",
                [&view.unit_name(unit)],
            ),
        ];
        found.add(Told::of(Kind::CommandWithoutContact, unit, id), facts);
    }
}
