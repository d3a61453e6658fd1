//! Whether shelters can be used: safe for the hazard, there on the day, looked at, with water, power, toilets and floor.

use crate::findings::Ref;
use crate::findings::facts::{Answer, Plan, Shelter};
use crate::findings::finding::{Found, Told};
use crate::findings::kinds::{Family, INSPECTION, Kind, KindFacts, NORMS, OwedBy, Severity, UNKNOWN, Words};
use crate::findings::norms::whole_up;
use crate::findings::promises::{asked_at, levels_of, most_together};
use crate::findings::wording::{day, name_or_blank, number, people, say};
use crate::kernel::Localized;

const PER_HAZARD: Words = (
    "Phụ lục 4, cột “Dùng cho thiên tai”: an toàn theo từng loại thiên tai.",
    "Annex 4, column “used for”: a shelter is safe by hazard.",
);

pub(super) const KINDS: &[KindFacts] = &[
    KindFacts {
        kind: Kind::ShelterUnsuitable,
        family: Family::ShelterFitness,
        severity: Severity::Critical,
        owed_by: OwedBy::Officer,
        name: ("Điểm sơ tán không an toàn với loại thiên tai", "Shelter unsafe for the hazard"),
        mend: (
            "Bố trí điểm khác trong {1}, hoặc gia cố {0} rồi sửa danh sách.",
            "Assign another shelter in {1}, or strengthen {0} and correct the register.",
        ),
        rule: (
            "Danh sách ghi điểm không an toàn với loại thiên tai mà phương án dùng đến.",
            "The register says that the shelter is not safe for the hazard the plan uses it for.",
        ),
        source: PER_HAZARD,
    },
    KindFacts {
        kind: Kind::SuitabilityUnknown,
        family: Family::ShelterFitness,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Chưa rõ điểm sơ tán có an toàn không", "Not known whether a shelter is safe"),
        mend: (
            "Kiểm tra {0} và ghi rõ có an toàn với loại thiên tai của {1} hay không.",
            "Look at {0} and write down whether it is safe for the hazard of {1}.",
        ),
        rule: (
            "Danh sách không ghi điểm an toàn hay không an toàn với loại thiên tai mà phương án dùng đến.",
            "The register does not say whether the shelter is safe for the hazard the plan uses it for.",
        ),
        source: UNKNOWN,
    },
    KindFacts {
        kind: Kind::ShelterUnavailable,
        family: Family::ShelterFitness,
        severity: Severity::Serious,
        owed_by: OwedBy::StandingMember,
        name: ("Điểm sơ tán không dùng được trong thời gian tới", "Shelter not to be had"),
        mend: (
            "Thống nhất với đơn vị quản lý {0} hoặc bố trí điểm thay thế cho những ngày này.",
            "Agree with the keeper of {0}, or have another shelter for these days.",
        ),
        rule: (
            "Điểm được phương án sử dụng nhưng có ngày không dùng được từ hôm nay đến hết số ngày nhìn trước; hôm nay không dùng được thì nghiêm trọng.",
            "A shelter is used by a plan and is not to be had on a day from today to the end of the days looked ahead; critical where that is today.",
        ),
        source: INSPECTION,
    },
    KindFacts {
        kind: Kind::ShelterInspectionOld,
        family: Family::ShelterFitness,
        severity: Severity::Notice,
        owed_by: OwedBy::Officer,
        name: ("Điểm sơ tán lâu chưa kiểm tra", "Shelter not inspected lately"),
        mend: ("Kiểm tra {0} và ghi ngày kiểm tra.", "Inspect {0} and enter the day."),
        rule: (
            "Điểm được phương án sử dụng nhưng chưa kiểm tra, hoặc lần kiểm tra cuối đã quá số ngày quy định.",
            "A shelter is used by a plan and was not inspected, or longer ago than the limit.",
        ),
        source: INSPECTION,
    },
    KindFacts {
        kind: Kind::ShelterWithoutWater,
        family: Family::ShelterFitness,
        severity: Severity::Serious,
        owed_by: OwedBy::Storekeeper,
        name: ("Điểm sơ tán không có nước sạch", "Shelter without clean water"),
        mend: ("Bảo đảm nước sạch cho {0}.", "See to clean water at {0}."),
        rule: (
            "Danh sách ghi không có nước sạch, hoặc chưa rõ.",
            "The register says that there is no clean water, or does not say.",
        ),
        source: INSPECTION,
    },
    KindFacts {
        kind: Kind::ShelterWithoutPower,
        family: Family::ShelterFitness,
        severity: Severity::Notice,
        owed_by: OwedBy::Storekeeper,
        name: ("Điểm sơ tán không có điện dự phòng", "Shelter without backup power"),
        mend: ("Bố trí máy phát điện hoặc đèn cho {0}.", "Bring a generator or lamps to {0}."),
        rule: (
            "Danh sách ghi không có điện dự phòng, hoặc chưa rõ.",
            "The register says that there is no backup power, or does not say.",
        ),
        source: INSPECTION,
    },
    KindFacts {
        kind: Kind::ToiletsShort,
        family: Family::ShelterFitness,
        severity: Severity::Notice,
        owed_by: OwedBy::Storekeeper,
        name: ("Thiếu nhà vệ sinh", "Too few toilets"),
        mend: ("Bổ sung nhà vệ sinh tạm cho {0}.", "Set up more toilets at {0}."),
        rule: (
            "Số nhà vệ sinh ít hơn định mức cho số người đông nhất có thể cùng đến, hoặc chưa rõ.",
            "There are fewer toilets than the norm asks for the most people that can come at once, or nobody says how many.",
        ),
        source: NORMS,
    },
    KindFacts {
        kind: Kind::SpaceShort,
        family: Family::ShelterFitness,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Diện tích không đủ", "Too little floor"),
        mend: ("Giảm số người bố trí đến {0} hoặc bổ sung điểm khác.", "Send fewer people to {0}, or add a shelter."),
        rule: (
            "Diện tích sàn nhỏ hơn định mức cho số người đông nhất có thể cùng đến; không xét khi chưa ghi diện tích.",
            "The floor is smaller than the norm asks for the most people that can come at once; not asked where no area is entered.",
        ),
        source: NORMS,
    },
];

/// Whether the register says that it is safe for what it is used for.
pub(super) fn suitable(found: &mut Found<'_>, shelter: &Shelter, plans: &[&Plan]) {
    let id = Ref::Shelter(shelter.id);
    for plan in plans {
        let called = found.view.name(id);
        let (kind, vi, en) = match shelter.safe_for.get(&plan.hazard).copied().unwrap_or_default() {
            Answer::Yes => continue,
            Answer::No => (
                Kind::ShelterUnsuitable,
                "Danh sách điểm sơ tán: {0} không an toàn với {1}.",
                "Register of shelters: {0} is not safe for {1}.",
            ),
            Answer::Unknown => (
                Kind::SuitabilityUnknown,
                "Danh sách điểm sơ tán: chưa rõ {0} có an toàn với {1} hay không.",
                "Register of shelters: it is not known whether {0} is safe for {1}.",
            ),
        };
        let facts = [
            say("{0}: đưa dân đến {1}.", "{0}: sends people to {1}.", [&found.view.name(Ref::Plan(plan.id)), &called]),
            say(vi, en, [&called, &plan.hazard.name()]),
        ];
        found.add(Told::of(kind, plan.unit, id).against(Ref::Plan(plan.id)), facts);
    }
}

/// Whether it is to be had on the days ahead.
pub(super) fn available(found: &mut Found<'_>, shelter: &Shelter) {
    let (today, ahead) = (found.view.today(), found.view.ahead());
    let away: Vec<_> = shelter.away.iter().filter(|away| away.touches(today, ahead)).collect();
    let Some(first) = away.iter().min_by_key(|away| (away.first, away.last)) else { return };
    let now = away.iter().any(|away| away.touches(today, today));
    let says = say(
        "Danh sách điểm sơ tán: không dùng được từ {0} đến {1} ({2}).",
        "Register of shelters: not to be had from {0} to {1} ({2}).",
        [&day(first.first), &day(first.last), &name_or_reason(&first.reason)],
    );
    tell(found, Kind::ShelterUnavailable, shelter, says, (Severity::Critical, now));
}

fn name_or_reason(reason: &str) -> Localized {
    if reason.trim().is_empty() {
        Localized::new("không ghi lý do", "no reason given")
    } else {
        name_or_blank(reason)
    }
}

/// Whether it was looked at, and has water, power, toilets and floor.
pub(super) fn equipped(found: &mut Found<'_>, shelter: &Shelter, plans: &[&Plan]) {
    let least = found.view.days_ago(&found.view.norms().inspection_days);
    let plain = |found: &mut Found<'_>, kind, says| tell(found, kind, shelter, says, (Severity::Notice, false));
    match shelter.inspected_on {
        Some(on) if on >= least => {}
        Some(on) => {
            let says = say("Danh sách: kiểm tra lần cuối {0}.", "Register: last inspected on {0}.", [&day(on)]);
            plain(found, Kind::ShelterInspectionOld, says);
        }
        None => {
            let says = Localized::new("Danh sách: chưa ghi ngày kiểm tra.", "Register: no inspection is entered.");
            plain(found, Kind::ShelterInspectionOld, says);
        }
    }
    for (kind, answer, vi, en) in [
        (Kind::ShelterWithoutWater, shelter.water, "nước sạch", "clean water"),
        (Kind::ShelterWithoutPower, shelter.backup_power, "điện dự phòng", "backup power"),
    ] {
        let what = Localized::new(vi, en);
        match answer {
            Answer::Yes => {}
            Answer::No => {
                plain(found, kind, say("Danh sách: không có {0}.", "Register: there is no {0}.", [&what]));
            }
            Answer::Unknown => plain(
                found,
                kind,
                say("Danh sách: chưa rõ có {0} hay không.", "Register: {0} may be there or not.", [&what]),
            ),
        }
    }
    room_for_all(found, shelter, plans);
}

/// Whether toilets and floor are enough for the most people that can come at once.
fn room_for_all(found: &mut Found<'_>, shelter: &Shelter, plans: &[&Plan]) {
    let (view, norms) = (found.view, found.view.norms());
    let at = |level| most_together(view, &asked_at(view, plans, level, super::capacity::sent_to(shelter.id))).total;
    let most = levels_of(plans).into_iter().map(at).max().unwrap_or(0);
    if most == 0 {
        return;
    }
    let per_toilet = norms.chosen(&norms.people_per_toilet).whole().max(1);
    let toilets = most.div_euclid(per_toilet) + i64::from(most % per_toilet != 0);
    if shelter.toilets.is_none_or(|there| there < toilets) {
        let there = shelter.toilets.map_or_else(|| Localized::new("chưa rõ số", "an unknown number of"), number);
        let says = say(
            "Danh sách: có {0} nhà vệ sinh; {1} cho {2} là {3}.",
            "Register: there are {0} toilets; {1} for {2} asks for {3}.",
            [&there, &norms.whose(), &people(most), &number(toilets)],
        );
        tell(found, Kind::ToiletsShort, shelter, says, (Severity::Notice, false));
    }
    let needed = whole_up(most as f64 * norms.chosen(&norms.space_m2_per_person).value - 1e-6);
    if let Some(area) = shelter.floor_area_m2.filter(|area| *area < needed) {
        let says = say(
            "Danh sách: diện tích {0} m²; {1} cho {2} là {3} m².",
            "Register: the floor is {0} m²; {1} for {2} asks for {3} m².",
            [&number(area), &norms.whose(), &people(most), &number(needed)],
        );
        tell(found, Kind::SpaceShort, shelter, says, (Severity::Serious, false));
    }
}

fn tell(found: &mut Found<'_>, kind: Kind, shelter: &Shelter, says: Localized, weighs: (Severity, bool)) {
    let id = Ref::Shelter(shelter.id);
    let used = say(
        "Phương án đang có hiệu lực: đưa dân đến {0}.",
        "Plans in force: send people to {0}.",
        [&found.view.name(id)],
    );
    found.add(Told::of(kind, shelter.commune, id).weighs(weighs.0, weighs.1), [used, says]);
}
