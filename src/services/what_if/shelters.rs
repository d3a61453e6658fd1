//! Which shelters people can go to, and how many places are left.

use std::collections::HashSet;

use super::answer::{PlacesLeft, ShelterLoss, WhatIfShelter};
use super::{Chosen, Question};
use crate::findings::facts::{Answer, Facts, Shelter};
use crate::geometry::area_set::AreaSet;
use crate::kernel::Localized;
use crate::kernel::ids::ZoneId;
use crate::kernel::wording::{day_en, day_vi};
use crate::services::picture::Picture;

/// The shelters of the communes, by code.
pub(super) fn of(
    facts: &Facts,
    picture: &Picture,
    question: &Question,
    chosen: &[Chosen],
    communes: &[String],
) -> Vec<WhatIfShelter> {
    let communes: HashSet<&str> = communes.iter().map(String::as_str).collect();
    let asked: HashSet<ZoneId> = chosen.iter().map(|chosen| chosen.zone.id).collect();
    let area = AreaSet::new(question.area.iter().cloned().collect());
    let mut found: Vec<WhatIfShelter> = facts
        .shelters()
        .filter(|shelter| communes.contains(shelter.commune.as_str()))
        .map(|shelter| {
            let drawn_around = picture.shelter(&shelter.code).is_some_and(|told| {
                let mut inside = false;
                area.each_at(told.lon, told.lat, |_| inside = true);
                inside
            });
            let (lost, why, zone) = loss(facts, picture, question, &asked, shelter, drawn_around);
            WhatIfShelter {
                id: shelter.id,
                code: shelter.code.clone(),
                name: shelter.name.clone(),
                commune_code: shelter.commune.to_string(),
                night: shelter.capacity_night,
                day: shelter.capacity_day,
                lost,
                why,
                zone,
            }
        })
        .collect();
    found.sort_by(|one, other| (&one.commune_code, &one.code).cmp(&(&other.commune_code, &other.code)));
    found
}

type Loss = (Option<ShelterLoss>, Option<Localized>, Option<String>);

/// Why people can't go to a shelter; what is not known is never taken as safe.
fn loss(
    facts: &Facts,
    picture: &Picture,
    question: &Question,
    asked: &HashSet<ZoneId>,
    shelter: &Shelter,
    drawn_around: bool,
) -> Loss {
    let lost = |loss, vi: String, en: String| (Some(loss), Some(Localized::new(vi, en)), None);
    let Some(inside) = &shelter.inside else {
        return lost(ShelterLoss::PlaceUnknown, "Chưa có tọa độ.".into(), "It has no coordinates.".into());
    };
    let dangerous = |zone: &&std::sync::Arc<crate::zones::Zone>| {
        asked.contains(&zone.id) || (zone.hazard == question.hazard && zone.evacuate_from_level <= question.level)
    };
    if let Some(zone) = inside.iter().filter_map(|zone| picture.zone(*zone)).find(dangerous) {
        let (vi, en) = (format!("Nằm trong vùng {}.", zone.code), format!("It stands in zone {}.", zone.code));
        return (Some(ShelterLoss::Inside), Some(Localized::new(vi, en)), Some(zone.code.clone()));
    }
    if drawn_around {
        let (vi, en) = ("Nằm trong khu vực đã vẽ.", "It stands in the drawn area.");
        return lost(ShelterLoss::Inside, vi.into(), en.into());
    }
    let hazard = question.hazard.name();
    match shelter.safe_for.get(&question.hazard).copied().unwrap_or_default() {
        Answer::No => {
            let (vi, en) = (format!("Không an toàn với {}.", hazard.vi), format!("It is not safe in a {}.", hazard.en));
            return lost(ShelterLoss::Unsuitable, vi, en);
        }
        Answer::Unknown => {
            let vi = format!("Chưa rõ có an toàn với {} hay không.", hazard.vi);
            return lost(
                ShelterLoss::SuitabilityUnknown,
                vi,
                format!("Nobody says whether it is safe in a {}.", hazard.en),
            );
        }
        Answer::Yes => {}
    }
    let today = facts.today();
    if let Some(away) = shelter.away.iter().find(|away| away.touches(today, today)) {
        let (vi, en) = (day_vi(away.last), day_en(away.last));
        return lost(
            ShelterLoss::Away,
            format!("Không dùng được đến hết {vi}."),
            format!("It is not to be had until {en}."),
        );
    }
    (None, None, None)
}

/// The places in these shelters.
pub(super) fn left<'a>(shelters: impl Iterator<Item = &'a WhatIfShelter>) -> PlacesLeft {
    shelters.fold(PlacesLeft::default(), |mut sum, shelter| {
        if shelter.lost.is_some() {
            sum.lost_shelters += 1;
            sum.lost_night += shelter.night.unwrap_or_default();
            return sum;
        }
        sum.shelters += 1;
        sum.night += shelter.night.unwrap_or_default();
        sum.night_unknown += i64::from(shelter.night.is_none());
        sum.day += shelter.day.unwrap_or_default();
        sum.day_unknown += i64::from(shelter.day.is_none());
        sum
    })
}
