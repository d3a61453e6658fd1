//! Which shelters can be used for a hazard at a level, and why the others cannot. What is not known is not safe.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use geo::{Distance, Haversine, Intersects, Point};

use crate::allocation::Position;
use crate::geometry::measure;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::Localized;
use crate::places::{Answer, Shelter, away_on};
use crate::plans::Plan;
use crate::plans::proposal::{OpenShelter, PassedOver, Unfit};
use crate::services::live_data::Picture;
use crate::services::propose_allocation::beside::Promises;
use crate::store::{StoreConnection, StoreError, shelters};
use crate::zones::Zone;

/// The shelters of the register as a proposal sees them.
pub(super) struct Known {
    /// Those that can be used.
    pub open: Vec<OpenShelter>,
    /// Their revisions.
    pub revisions: BTreeMap<String, i64>,
    /// Places of theirs that other plans promise.
    pub promised: BTreeMap<String, i64>,
    /// Which they are, in words.
    pub taken_off: Option<Localized>,
    /// Those that cannot, of the unit and near its zones.
    pub passed_over: Vec<PassedOver>,
}

/// A shelter of another unit is told as passed over where it is so near a zone.
const NEAR_M: f64 = 10_000.0;

/// The shelters `plan` may use at `level` on `day`.
pub(super) fn of(
    conn: &mut StoreConnection,
    picture: &Arc<Picture>,
    plan: &Plan,
    zones: &[Zone],
    level: RiskLevel,
    day: NaiveDate,
) -> Result<Known, StoreError> {
    let promises = Promises::beside(picture, plan, zones, level);
    let mut known = Known {
        open: Vec::new(),
        revisions: BTreeMap::new(),
        promised: BTreeMap::new(),
        taken_off: None,
        passed_over: Vec::new(),
    };
    for shelter in shelters::all(conn)? {
        let own = picture.is_within(&shelter.commune_code, &plan.unit_code);
        let shared = own || shelter.facts.shared_with.contains(&plan.unit_code);
        if !shared && !is_near(&shelter, zones) {
            continue;
        }
        let unfit =
            if shared { unfit(&shelter, picture, plan.hazard, zones, level, day) } else { Some(Unfit::NoConsent) };
        if let Some(reason) = unfit {
            known.passed_over.push(passed_over(&shelter, reason, day));
            continue;
        }
        known.revisions.insert(shelter.code.clone(), shelter.revision);
        let promised = promises.of(&shelter.code);
        if promised > 0 {
            known.promised.insert(shelter.code.clone(), promised);
        }
        let places = (shelter.capacity - promised).max(0);
        if places == 0 {
            known.passed_over.push(passed_over(&shelter, Unfit::PromisedElsewhere, day));
            continue;
        }
        known.open.push(OpenShelter {
            code: shelter.code,
            name: shelter.name,
            commune: shelter.commune_code,
            places,
            at: Position { lon: shelter.lon, lat: shelter.lat },
        });
    }
    known.taken_off = promises.told(&known.open);
    Ok(known)
}

fn unfit(
    shelter: &Shelter,
    picture: &Picture,
    hazard: Hazard,
    zones: &[Zone],
    level: RiskLevel,
    day: NaiveDate,
) -> Option<Unfit> {
    let place = Point::new(shelter.lon, shelter.lat);
    let moves = |zone: &Zone| zone.hazard == hazard && zone.evacuate_from_level <= level;
    let in_force = picture.zones.at(shelter.lon, shelter.lat).iter().any(|zone| moves(zone));
    // The zones of the plan as they are drawn now, which may not be in force yet.
    let drawn = zones.iter().any(|zone| moves(zone) && zone.geometry.intersects(&place));
    if in_force || drawn {
        return Some(Unfit::InsideZone);
    }
    let said = shelter.suitability().into_iter().find(|said| said.hazard == hazard).map(|said| said.answer);
    match said {
        Some(Answer::Yes) => {}
        Some(Answer::No) => return Some(Unfit::Unsuitable),
        Some(Answer::Unknown) | None => return Some(Unfit::SuitabilityUnknown),
    }
    if away_on(&shelter.facts.away, day).is_some() {
        return Some(Unfit::Away);
    }
    (shelter.capacity <= 0).then_some(Unfit::NoCapacity)
}

fn is_near(shelter: &Shelter, zones: &[Zone]) -> bool {
    let place = Point::new(shelter.lon, shelter.lat);
    let middles = zones.iter().filter_map(|zone| measure::middle(&zone.geometry));
    middles.map(|middle| Haversine.distance(middle, place)).any(|metres| metres <= NEAR_M)
}

fn passed_over(shelter: &Shelter, reason: Unfit, day: NaiveDate) -> PassedOver {
    let name = &shelter.name;
    let message = match reason {
        Unfit::InsideZone => Localized::new(
            format!("{name} nằm trong vùng phải di dời ở cấp này."),
            format!("{name} lies in a zone that is moved at this level."),
        ),
        Unfit::Unsuitable => Localized::new(
            format!("{name} được ghi là không an toàn với loại thiên tai này."),
            format!("{name} is said not to be safe for this hazard."),
        ),
        Unfit::SuitabilityUnknown => Localized::new(
            format!("Chưa rõ {name} có an toàn với loại thiên tai này không."),
            format!("It is not known whether {name} is safe for this hazard."),
        ),
        Unfit::NoCapacity => {
            Localized::new(format!("{name} chưa ghi sức chứa ban đêm."), format!("{name} has no places for the night."))
        }
        Unfit::Away => {
            let away = away_on(&shelter.facts.away, day);
            let (until_vi, until_en) = away.map_or((String::new(), String::new()), |away| {
                (
                    format!(" đến ngày {} ({})", away.to.format("%d/%m/%Y"), away.reason),
                    format!(" until {} ({})", away.to.format("%-d %B %Y"), away.reason),
                )
            });
            Localized::new(format!("{name} không dùng được{until_vi}."), format!("{name} is not to be had{until_en}."))
        }
        Unfit::PromisedElsewhere => Localized::new(
            format!("{name}: các phương án khác có thể cùng triển khai đã dùng hết chỗ."),
            format!("Other plans that can be at work at the same time promise all places of {name}."),
        ),
        Unfit::NoConsent => Localized::new(
            format!("{name} thuộc đơn vị khác và chưa được đồng ý cho dùng."),
            format!("{name} belongs to another unit, which has not consented."),
        ),
    };
    PassedOver { code: shelter.code.clone(), name: name.clone(), reason, message }
}
