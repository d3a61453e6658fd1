//! Where shelters stand: inside zones or not.

use crate::findings::Ref;
use crate::findings::facts::{Answer, Plan, Shelter, Zone};
use crate::findings::finding::{Found, Told};
use crate::findings::kinds::{Family, Kind, KindFacts, OwedBy, Severity, UNKNOWN, Words};
use crate::findings::wording::{level, say};
use crate::hazards::RiskLevel;

const PER_HAZARD: Words = (
    "Điểm sơ tán an toàn theo từng loại thiên tai, không theo công trình (Phụ lục 4).",
    "A shelter is safe by hazard and not by building (Annex 4).",
);

pub(super) const KINDS: &[KindFacts] = &[
    KindFacts {
        kind: Kind::ShelterInZone,
        family: Family::ShelterPlaces,
        severity: Severity::Critical,
        owed_by: OwedBy::Officer,
        name: ("Điểm sơ tán nằm trong vùng cùng loại thiên tai", "Shelter inside a zone of the same hazard"),
        mend: (
            "Chuyển dân sang điểm khác, không dùng {0} khi {1} phải sơ tán.",
            "Send people elsewhere: {0} cannot be used when {1} must be cleared.",
        ),
        rule: (
            "Phương án đưa dân đến một điểm nằm trong vùng của chính loại thiên tai đó, ở cấp mà vùng này cũng phải sơ tán. Nằm trên ranh giới được coi là nằm trong.",
            "A plan sends people to a shelter inside a zone of the plan's own hazard, at a level at which that zone must be cleared. The edge counts as inside.",
        ),
        source: PER_HAZARD,
    },
    KindFacts {
        kind: Kind::ShelterInCompanionZone,
        family: Family::ShelterPlaces,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Điểm sơ tán nằm trong vùng của thiên tai đi kèm", "Shelter inside a zone of a hazard that comes along"),
        mend: (
            "Kiểm tra {0} khi có mưa lũ đi kèm; chuẩn bị điểm khác cho lúc {1} phải sơ tán.",
            "Check {0} for the hazard that comes along; have another shelter ready for when {1} must be cleared.",
        ),
        rule: (
            "Điểm sơ tán nằm trong vùng của một loại thiên tai khác có thể cùng xảy ra, ở cấp mà vùng này cũng phải sơ tán.",
            "The shelter is inside a zone of another hazard that can come together with the plan's, at a level at which that zone must be cleared.",
        ),
        source: PER_HAZARD,
    },
    KindFacts {
        kind: Kind::SuitableInsideZone,
        family: Family::ShelterPlaces,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Ghi an toàn nhưng nằm trong vùng nguy hiểm", "Said to be safe and inside a zone"),
        mend: (
            "Kiểm tra thực địa {0}: sửa mục an toàn trong danh sách hoặc sửa ranh giới {1}.",
            "Look at {0} on the ground: correct the register, or the outline of {1}.",
        ),
        rule: (
            "Danh sách ghi điểm an toàn với loại thiên tai của một vùng mà điểm nằm trong.",
            "The register says that a shelter is safe for the hazard of a zone in which it stands.",
        ),
        source: PER_HAZARD,
    },
    KindFacts {
        kind: Kind::ShelterPlaceUnknown,
        family: Family::ShelterPlaces,
        severity: Severity::Serious,
        owed_by: OwedBy::Officer,
        name: ("Chưa rõ vị trí điểm sơ tán", "Place of a shelter not known"),
        mend: ("Ghi tọa độ của {0}.", "Enter the coordinates of {0}."),
        rule: (
            "Điểm sơ tán được phương án sử dụng nhưng chưa có tọa độ nên không biết có nằm trong vùng nào không.",
            "A shelter is used by a plan and has no coordinates, so that nobody knows in which zones it stands.",
        ),
        source: UNKNOWN,
    },
];

/// A shelter whose place nobody knows.
pub(super) fn unknown(found: &mut Found<'_>, shelter: &Shelter) {
    if shelter.inside.is_some() {
        return;
    }
    let id = Ref::Shelter(shelter.id);
    let called = found.view.name(id);
    let facts = [
        say("Phương án đang có hiệu lực: đưa dân đến {0}.", "Plans in force: send people to {0}.", [&called]),
        say("Danh sách điểm sơ tán: {0} chưa có tọa độ.", "Register of shelters: {0} has no coordinates.", [&called]),
    ];
    found.add(Told::of(Kind::ShelterPlaceUnknown, shelter.commune, id), facts);
}

/// A shelter the register calls safe and the map places in danger.
pub(super) fn contradicts_itself(found: &mut Found<'_>, shelter: &Shelter) {
    let id = Ref::Shelter(shelter.id);
    for zone in zones_around(found, shelter) {
        if shelter.safe_for.get(&zone.hazard) != Some(&Answer::Yes) {
            continue;
        }
        let facts = [
            say(
                "Danh sách điểm sơ tán: {0} an toàn với {1}.",
                "Register of shelters: {0} is safe for {1}.",
                [&found.view.name(id), &zone.hazard.name()],
            ),
            stands_in(found, zone),
        ];
        found.add(Told::of(Kind::SuitableInsideZone, shelter.commune, id).against(Ref::Zone(zone.id)), facts);
    }
}

/// A shelter in a zone that must be cleared when the shelter is used.
pub(super) fn unsound(found: &mut Found<'_>, shelter: &Shelter, plans: &[&Plan]) {
    for zone in zones_around(found, shelter) {
        for plan in plans {
            let Some(at) = used_at(found, shelter, plan, zone.evacuate_from) else { continue };
            let kind = match plan.hazard {
                hazard if hazard == zone.hazard => Kind::ShelterInZone,
                hazard if found.view.facts.together.can(hazard, zone.hazard) => Kind::ShelterInCompanionZone,
                _ => continue,
            };
            let id = Ref::Shelter(shelter.id);
            let facts = [
                say(
                    "{0}: ở {1} đưa dân đến {2}.",
                    "{0}: at {1} sends people to {2}.",
                    [&found.view.name(Ref::Plan(plan.id)), &level(at), &found.view.name(id)],
                ),
                stands_in(found, zone),
            ];
            let told = Told::of(kind, plan.unit, id).against(Ref::Zone(zone.id));
            found.add(told.part(&plan.id.to_string()), facts);
        }
    }
}

fn zones_around<'a>(found: &Found<'a>, shelter: &Shelter) -> Vec<&'a Zone> {
    shelter.inside.iter().flatten().filter_map(|zone| found.view.zone(*zone)).collect()
}

fn stands_in(found: &Found<'_>, zone: &Zone) -> crate::kernel::Localized {
    say(
        "Bản đồ: điểm này nằm trong {0}, có nguy cơ {1}, phải sơ tán từ {2}.",
        "Map: it stands in {0}, threatened by {1} and to be cleared from {2} on.",
        [&found.view.name(Ref::Zone(zone.id)), &zone.hazard.name(), &level(zone.evacuate_from)],
    )
}

/// The lowest level from `least` on at which `plan` sends people to `shelter`.
fn used_at(found: &Found<'_>, shelter: &Shelter, plan: &Plan, least: RiskLevel) -> Option<RiskLevel> {
    let sends = plan.arrangements.iter().filter(|it| it.destinations.iter().any(|to| to.shelter == shelter.id));
    let levels = sends.flat_map(|arrangement| found.view.levels(plan, arrangement));
    levels.filter(|level| *level >= least).min()
}
