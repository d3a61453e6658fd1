//! Households of a zone: whether somebody has settled where each goes.

use super::zone_says;
use crate::findings::Ref;
use crate::findings::facts::Zone;
use crate::findings::finding::{Found, Told};
use crate::findings::kinds::{ANNEXES, Family, Kind, KindFacts, OwedBy, Severity};
use crate::findings::wording::{households_and_people, people, say};
use crate::hazards::Hazard;
use crate::kernel::Localized;

pub(super) const KINDS: &[KindFacts] = &[
    KindFacts {
        kind: Kind::HouseholdsUndecided,
        family: Family::Households,
        severity: Severity::Serious,
        owed_by: OwedBy::VillageHead,
        name: ("Hộ trong vùng chưa có nơi sơ tán đến", "Households of a zone without a destination"),
        mend: (
            "Thống nhất với từng hộ của {0} nơi sơ tán đến: xen ghép, tập trung hoặc tại chỗ.",
            "Settle with every household of {0} where it goes: to hosts, to a shelter, or upstairs.",
        ),
        rule: (
            "Danh sách hộ có hộ trong vùng chưa ghi nơi sơ tán đến; trong đó có người dễ bị tổn thương thì nghiêm trọng.",
            "The register has households of the zone without a destination; critical where people among them need help.",
        ),
        source: ANNEXES,
    },
    KindFacts {
        kind: Kind::StaysInPlace,
        family: Family::Households,
        severity: Severity::Critical,
        owed_by: OwedBy::VillageHead,
        name: (
            "Hộ ở lại tại chỗ trong vùng sạt lở, lũ quét",
            "Households stay where the ground or the stream may take the house",
        ),
        mend: (
            "Vận động các hộ này của {0} đến nơi an toàn ngoài vùng.",
            "Persuade these households of {0} to go to a safe place outside the zone.",
        ),
        rule: (
            "Hộ trong vùng sạt lở, sụt lún, lũ quét, sóng thần hoặc sự cố hồ đập ghi sơ tán tại chỗ: lên tầng cao không bảo vệ được trước các loại này.",
            "A household in a zone of landslide, subsidence, flash flood, tsunami or dam failure is to stay in place: going upstairs does not help against these.",
        ),
        source: (
            "Kiến thức chung về các loại thiên tai này (cần đối chiếu lại).",
            "General knowledge of these hazards (to be verified).",
        ),
    },
];

/// Households nobody has settled a destination for.
pub(super) fn undecided(found: &mut Found<'_>, zone: &Zone) {
    let sums = found.view.households(zone.id).undecided;
    if sums.households == 0 {
        return;
    }
    let counted = households_and_people(sums.households, sums.people);
    let says = if sums.vulnerable > 0 {
        say(
            "Danh sách hộ: {0} chưa ghi nơi sơ tán đến, trong đó {1} dễ bị tổn thương.",
            "Register of households: {0} have no destination, among them {1} who need help.",
            [&counted, &people(sums.vulnerable)],
        )
    } else {
        say(
            "Danh sách hộ: {0} chưa ghi nơi sơ tán đến.",
            "Register of households: {0} have no destination.",
            [&counted],
        )
    };
    let told = Told::of(Kind::HouseholdsUndecided, zone.commune, Ref::Zone(zone.id));
    let facts = [zone_says(found, zone), says];
    found.add(told.weighs(Severity::Critical, sums.vulnerable > 0), facts);
}

/// Households that stay where staying doesn't help.
pub(super) fn in_place(found: &mut Found<'_>, zone: &Zone) {
    let takes_the_house = matches!(
        zone.hazard,
        Hazard::Landslide | Hazard::Subsidence | Hazard::FlashFlood | Hazard::Tsunami | Hazard::DamFailure
    );
    let sums = found.view.households(zone.id).in_place;
    if !takes_the_house || sums.households == 0 {
        return;
    }
    let hazard = zone.hazard.name();
    let facts = [
        say(
            "Bảng vùng: {0} có nguy cơ {1}.",
            "Table of zones: {0} is threatened by {1}.",
            [&found.view.name(Ref::Zone(zone.id)), &Localized::new(hazard.vi, hazard.en)],
        ),
        say(
            "Danh sách hộ: {0} ghi sơ tán tại chỗ.",
            "Register of households: {0} are to stay in place.",
            [&households_and_people(sums.households, sums.people)],
        ),
    ];
    found.add(Told::of(Kind::StaysInPlace, zone.commune, Ref::Zone(zone.id)), facts);
}
