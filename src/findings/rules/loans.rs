//! What belongs to one unit and is used by another. Without consent nothing counts.

use crate::findings::facts::{Loan, LoanState, Plan, Shelter};
use crate::findings::finding::{Found, Told};
use crate::findings::kinds::{Family, Kind, KindFacts, OwedBy, Severity, Words};
use crate::findings::promises::{asked_at, levels_of, most_together, total};
use crate::findings::view::View;
use crate::findings::wording::{day, number, say};
use crate::findings::{Ref, UnitCode};
use crate::kernel::Localized;

use super::{capacity, supplies, teams, vehicles};

const CONSENT: Words = (
    "Nguồn lực thuộc một đơn vị; không mượn khi chưa có đồng ý của đơn vị đó.",
    "Every resource belongs to a unit; no loan counts without its consent.",
);

pub(super) const KINDS: &[KindFacts] = &[
    KindFacts {
        kind: Kind::ShelterOutsideWithoutConsent,
        family: Family::Loans,
        severity: Severity::Serious,
        owed_by: OwedBy::Chair,
        name: ("Điểm sơ tán ngoài xã chưa được đồng ý", "Shelter outside the commune without consent"),
        mend: (
            "Lấy ý kiến đồng ý bằng văn bản của đơn vị có {0} hoặc bố trí điểm trong xã.",
            "Obtain the written consent of the unit of {0}, or assign a shelter of the own commune.",
        ),
        rule: (
            "Phương án đưa dân đến điểm của đơn vị khác mà đơn vị đó chưa đồng ý.",
            "A plan sends people to a shelter of another unit that has not consented.",
        ),
        source: CONSENT,
    },
    KindFacts {
        kind: Kind::BorrowedWithoutConsent,
        family: Family::Loans,
        severity: Severity::Serious,
        owed_by: OwedBy::Chair,
        name: ("Dùng nguồn lực của đơn vị khác chưa được đồng ý", "Resource of another unit without consent"),
        mend: (
            "Lấy ý kiến đồng ý của đơn vị có {0} hoặc giao nguồn lực của đơn vị mình trong {1}.",
            "Obtain the consent of the unit that owns {0}, or use a resource of the own unit in {1}.",
        ),
        rule: (
            "Phương án dùng phương tiện, lực lượng hoặc kho của đơn vị khác mà không có lượt mượn được đồng ý.",
            "A plan relies on a vehicle, team or store of another unit without a loan it has consented to.",
        ),
        source: CONSENT,
    },
    KindFacts {
        kind: Kind::LentOut,
        family: Family::Loans,
        severity: Severity::Serious,
        owed_by: OwedBy::StandingMember,
        name: ("Đã cho mượn nhưng vẫn tính trong phương án", "Lent away and still reckoned with"),
        mend: (
            "Thu hồi {0} từ {1}, hoặc thay bằng nguồn lực khác trong phương án của đơn vị mình.",
            "Ask {1} to give {0} back, or put another resource into the own plans.",
        ),
        rule: (
            "Trong số ngày nhìn trước, phần còn lại sau khi cho mượn ít hơn phần mà phương án của chính đơn vị cần.",
            "Within the days looked ahead what is left after loans is less than the plans of the owner need.",
        ),
        source: CONSENT,
    },
    KindFacts {
        kind: Kind::LoanUnanswered,
        family: Family::Loans,
        severity: Severity::Notice,
        owed_by: OwedBy::Owner,
        name: ("Đề nghị mượn chưa được trả lời", "Loan not answered"),
        mend: ("Trả lời đề nghị mượn {1}.", "Answer the request for {1}."),
        rule: (
            "Đề nghị mượn bắt đầu trong số ngày nhìn trước mà chưa có trả lời.",
            "A loan that begins within the days looked ahead has not been answered.",
        ),
        source: CONSENT,
    },
];

/// Shelters of another unit, and shelters lent away.
pub(super) fn shelter(found: &mut Found<'_>, shelter: &Shelter, plans: &[&Plan]) {
    let (view, id) = (found.view, Ref::Shelter(shelter.id));
    for plan in plans.iter().filter(|plan| plan.unit != shelter.commune) {
        if shelter.consent_for.contains(&plan.unit) || view.consented(id, plan.unit).is_some() {
            continue;
        }
        let facts = [
            uses(view, plan, id),
            say(
                "Danh sách điểm sơ tán: thuộc {0}, chưa ghi đồng ý cho {1}.",
                "Register of shelters: it belongs to {0}, which has not consented to {1}.",
                [&view.unit_name(shelter.commune), &view.unit_name(plan.unit)],
            ),
        ];
        let told = Told::of(Kind::ShelterOutsideWithoutConsent, plan.unit, id);
        found.add(told.against(Ref::Plan(plan.id)), facts);
    }
    lent_out(found, id, shelter.commune);
}

/// Vehicles, teams and stores of another unit, and those lent away.
pub(super) fn resource(found: &mut Found<'_>, id: Ref, owner: UnitCode) {
    let view = found.view;
    for plan in view.plans_naming(id).filter(|plan| plan.unit != owner) {
        if view.consented(id, plan.unit).is_some() {
            continue;
        }
        let facts = [
            uses(view, plan, id),
            say(
                "Danh sách nguồn lực: thuộc {0}; không có lượt mượn nào được đồng ý cho {1}.",
                "Registers: it belongs to {0}; there is no loan to {1} that was consented to.",
                [&view.unit_name(owner), &view.unit_name(plan.unit)],
            ),
        ];
        found.add(Told::of(Kind::BorrowedWithoutConsent, plan.unit, id).against(Ref::Plan(plan.id)), facts);
    }
    lent_out(found, id, owner);
}

fn uses(view: View<'_>, plan: &Plan, id: Ref) -> Localized {
    say("{0}: sử dụng {1}.", "{0}: relies on {1}.", [&view.name(Ref::Plan(plan.id)), &view.name(id)])
}

/// Whether what is lent away is missing in the owner's own plans.
fn lent_out(found: &mut Found<'_>, id: Ref, owner: UnitCode) {
    let (view, today, ahead) = (found.view, found.view.today(), found.view.ahead());
    let counts = |loan: &&Loan| {
        let soon = loan.first <= ahead && loan.last >= today;
        loan.state == LoanState::Consented && loan.to != owner && soon
    };
    let mut loans: Vec<&Loan> = view.loans_of(id).filter(counts).collect();
    loans.sort_by_key(|loan| loan.id);
    let Some(first) = loans.first().copied() else { return };
    let own: Vec<&Plan> = view.plans_naming(id).filter(|plan| plan.unit == owner).collect();
    let Some(there) = amount(view, id) else { return };
    let lent = loans.iter().map(|loan| loan.quantity.unwrap_or(there)).fold(0, i64::saturating_add);
    let left = there.saturating_sub(lent).max(0);
    let needed = needed_by(view, id, &own);
    if needed <= left {
        return;
    }
    let facts = [
        say(
            "Phương án của {0}: cần {1} từ {2}.",
            "Plans of {0}: need {1} of {2}.",
            [&view.unit_name(owner), &number(needed), &view.name(id)],
        ),
        say(
            "Sổ cho mượn: có {0}, đã cho mượn {1}, trong đó cho {2} mượn đến {3}; còn lại {4}.",
            "Loans: there are {0}, {1} are lent away, among them to {2} until {3}; {4} are left.",
            [&number(there), &number(lent), &view.unit_name(first.to), &day(first.last), &number(left)],
        ),
    ];
    found.add(Told::of(Kind::LentOut, owner, id).against(Ref::Unit(first.to)), facts);
}

/// How much of it there is: vehicles, people of a team, places by night. A store is lent as a whole.
fn amount(view: View<'_>, id: Ref) -> Option<i64> {
    match id {
        Ref::Shelter(id) => view.shelter(id)?.capacity_night,
        Ref::Vehicle(id) => Some(view.vehicle(id)?.number),
        Ref::Team(id) => Some(view.team(id)?.people),
        Ref::Store(_) => Some(1),
        _ => None,
    }
}

/// How much of it the plans need at their worst level.
fn needed_by(view: View<'_>, id: Ref, plans: &[&Plan]) -> i64 {
    let at = |at| match id {
        Ref::Shelter(id) => most_together(view, &asked_at(view, plans, at, capacity::sent_to(id))).total,
        Ref::Vehicle(id) => most_together(view, &asked_at(view, plans, at, vehicles::promised_of(id))).total,
        Ref::Team(id) => view.team(id).map_or(0, |team| {
            plans.iter().map(|plan| total(&teams::asked_of(view, team, plan, at))).max().unwrap_or(0)
        }),
        Ref::Store(id) => i64::from(supplies::fed_from(id, plans, view, at) > 0),
        _ => 0,
    };
    levels_of(plans).into_iter().map(at).max().unwrap_or(0)
}

/// A loan that nobody has answered.
pub(super) fn unanswered(found: &mut Found<'_>, loan: &Loan) {
    let view = found.view;
    if loan.state != LoanState::Asked || loan.first > view.ahead() || loan.last < view.today() {
        return;
    }
    let facts = [
        say(
            "Sổ mượn: {0} đề nghị mượn {1} từ {2} đến {3}.",
            "Loans: {0} asks for {1} from {2} to {3}.",
            [&view.unit_name(loan.to), &view.name(loan.resource), &day(loan.first), &day(loan.last)],
        ),
        say("{0}: chưa trả lời.", "{0}: has not answered.", [&view.unit_name(loan.owner)]),
    ];
    found.add(Told::of(Kind::LoanUnanswered, loan.owner, Ref::Loan(loan.id)).against(loan.resource), facts);
}
