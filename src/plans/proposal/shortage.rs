//! The bottlenecks of an allocation in the words of a plan.

use std::collections::BTreeSet;

use super::{Group, OpenShelter, ShortShelter, Shortage};
use crate::allocation::Bottleneck;
use crate::kernel::Localized;
use crate::kernel::wording::{number_en, number_vi};

/// One shortage for each bottleneck, the greatest first.
pub(super) fn shortages(groups: &[Group], shelters: &[OpenShelter], bottlenecks: &[Bottleneck]) -> Vec<Shortage> {
    let mut found: Vec<Shortage> = bottlenecks.iter().map(|neck| shortage(groups, shelters, neck)).collect();
    found.sort_by_key(|shortage| std::cmp::Reverse(shortage.missing));
    found
}

fn shortage(groups: &[Group], shelters: &[OpenShelter], neck: &Bottleneck) -> Shortage {
    let members = || neck.groups.iter().filter_map(|group| groups.get(*group)).flat_map(|group| &group.parts);
    let zones: BTreeSet<&str> = members().map(|part| part.zone.as_str()).collect();
    let villages: BTreeSet<&str> = members().map(|part| part.village.as_str()).collect();
    let shelters: Vec<ShortShelter> = neck
        .shelters
        .iter()
        .filter_map(|shelter| shelters.get(*shelter))
        .map(|shelter| ShortShelter { code: shelter.code.clone(), name: shelter.name.clone(), places: shelter.places })
        .collect();
    let owned = |names: BTreeSet<&str>| -> Vec<String> {
        names.into_iter().filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    let zones = owned(zones);
    let missing = neck.people - neck.places;
    Shortage {
        message: sentence(&zones, &shelters, neck, missing),
        zones,
        villages: owned(villages),
        people: neck.people,
        places: neck.places,
        missing,
        shelters,
    }
}

/// How many shelters a sentence names.
const NAMED: usize = 5;

fn sentence(zones: &[String], shelters: &[ShortShelter], neck: &Bottleneck, missing: i64) -> Localized {
    let zones = zones.join(", ");
    if shelters.is_empty() {
        return Localized::new(
            format!("{} người ở vùng {zones} không đến được điểm sơ tán nào dùng được.", number_vi(neck.people)),
            format!("{} people of zone {zones} can reach no shelter that can be used.", number_en(neck.people)),
        );
    }
    let names: Vec<&str> = shelters.iter().take(NAMED).map(|shelter| shelter.name.as_str()).collect();
    let names = names.join(", ");
    let more = shelters.len().saturating_sub(NAMED);
    let (more_vi, more_en) = if more > 0 {
        (format!(" và {more} điểm khác"), format!(" and {more} more"))
    } else {
        (String::new(), String::new())
    };
    Localized::new(
        format!(
            "Thiếu {} chỗ: {} người ở vùng {zones} chỉ đến được {names}{more_vi}, có {} chỗ.",
            number_vi(missing),
            number_vi(neck.people),
            number_vi(neck.places)
        ),
        format!(
            "{} places short: {} people of zone {zones} can only reach {names}{more_en}, which have {} places.",
            number_en(missing),
            number_en(neck.people),
            number_en(neck.places)
        ),
    )
}
