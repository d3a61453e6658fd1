//! Lines of the registers as the engine of findings is told them. What a register does not say stays unknown.

use std::collections::BTreeMap;

use crate::findings::facts::{
    Answer, Away, Condition, Contact, Contract, Household, Loan, LoanState, Lot, Phone, Shelter, Stay, Store, Team,
    Vehicle,
};
use crate::findings::{Entry, Ref, UnitCode};
use crate::hazards::Hazard;
use crate::households::DestinationKind;
use crate::kernel::folding::search_key;
use crate::kernel::ids::{ResourceId, ZoneId};
use crate::places;
use crate::resources::{self, Details, Ownership, Register, Resource, SupplySource};
use crate::store::household_zones::PlacedFigures;

/// The code of a unit; of one that is longer than any code its beginning.
pub(super) fn unit_code(text: &str) -> UnitCode {
    let plain: String = text.chars().filter(|c| *c != '\0').collect();
    let fits = |end: &usize| plain.is_char_boundary(*end);
    let end = (0..=plain.len().min(UnitCode::LONGEST)).rev().find(fits).unwrap_or(0);
    plain.get(..end).and_then(UnitCode::new).unwrap_or_else(|| unreachable!("it was cut to a code"))
}

fn phone(number: &str, confirmed_on: Option<chrono::NaiveDate>) -> Phone {
    Phone { number: Some(number.to_owned()).filter(|number| !number.trim().is_empty()), confirmed_on }
}

fn answer(told: places::Answer) -> Answer {
    match told {
        places::Answer::Yes => Answer::Yes,
        places::Answer::No => Answer::No,
        places::Answer::Unknown => Answer::Unknown,
    }
}

/// Whether a position can be one: files without coordinates say 0, 0.
pub(super) fn is_placed(lon: f64, lat: f64) -> bool {
    lon.is_finite() && lat.is_finite() && (lon, lat) != (0.0, 0.0)
}

/// A shelter that lies in the zones `inside`.
pub(super) fn shelter(told: &places::Shelter, inside: Option<Vec<ZoneId>>) -> Entry {
    let facts = &told.facts;
    let safe_for: BTreeMap<Hazard, Answer> =
        told.suitability().into_iter().map(|said| (said.hazard, answer(said.answer))).collect();
    Entry::Shelter(Shelter {
        id: told.id,
        code: told.code.clone(),
        name: told.name.clone(),
        commune: unit_code(&told.commune_code),
        // A building that takes nobody is one whose places nobody has counted.
        capacity_night: Some(told.capacity).filter(|places| *places > 0),
        capacity_day: facts.capacity_day,
        floor_area_m2: facts.floor_area_m2.map(whole_down),
        safe_for,
        inside,
        water: answer(facts.water),
        toilets: facts.toilets,
        backup_power: answer(facts.backup_power),
        keeper: told.keeper_name.clone().unwrap_or_default(),
        phone: phone(told.keeper_phone.as_deref().unwrap_or_default(), facts.keeper_phone_confirmed_on),
        consent_for: facts.shared_with.iter().map(|unit| unit_code(unit)).collect(),
        away: facts.away.iter().map(away).collect(),
        inspected_on: facts.inspected_on,
    })
}

fn away(period: &places::AwayPeriod) -> Away {
    Away { first: period.from, last: period.to, reason: period.reason.clone() }
}

#[allow(clippy::cast_possible_truncation, reason = "a float that is too large becomes the greatest whole number")]
fn whole_down(number: f64) -> i64 {
    number.floor() as i64
}

/// By what the engine knows a line of a register; nothing where it isn't asked for in findings.
pub(super) fn resource_ref(register: Register, id: ResourceId) -> Option<Ref> {
    match register {
        Register::Vehicle => Some(Ref::Vehicle(id)),
        Register::Team => Some(Ref::Team(id)),
        Register::Supply => Some(Ref::Store(id)),
        Register::Contact => Some(Ref::Contact(id)),
        Register::WaterPoint | Register::LandingPlace => None,
    }
}

/// A line of a register; nothing where it isn't asked for in findings.
pub(super) fn resource(told: &Resource) -> Option<Entry> {
    let (entry, unit) = (&told.entry, unit_code(&told.unit_code));
    let phone = phone(&entry.phone, entry.phone_confirmed_on);
    match &entry.details {
        Details::Vehicle(vehicle) => Some(Entry::Vehicle(Vehicle {
            id: told.id,
            unit,
            code: told.code.clone(),
            name: entry.name.clone(),
            number: vehicle.number,
            people_per_trip: vehicle.per_trip.unwrap_or(0),
            round_trip_minutes: None,
            condition: condition(vehicle.condition),
            contract: vehicle_contract(vehicle),
            keeper: entry.keeper.clone(),
            phone,
        })),
        Details::Team(team) => Some(Entry::Team(Team {
            id: told.id,
            unit,
            code: told.code.clone(),
            name: entry.name.clone(),
            people: team.people,
            minutes_to_arrive: team.minutes,
            commander: entry.keeper.clone(),
            phone,
        })),
        Details::Supply(supply) => Some(Entry::Store(store(told, supply, unit))),
        Details::Contact(contact) => Some(Entry::Contact(Contact {
            id: told.id,
            unit,
            name: entry.name.clone(),
            position: contact.position.clone(),
            heads_command: heads_command(&contact.duty, &contact.position),
            phone,
            spare: Some(contact.backup_phone.clone()).filter(|spare| !spare.trim().is_empty()),
        })),
        Details::WaterPoint(_) | Details::LandingPlace(_) => None,
    }
}

/// What is to be repaired first can't be relied on.
fn condition(told: resources::Condition) -> Condition {
    match told {
        resources::Condition::Working => Condition::Usable,
        resources::Condition::NeedsRepair | resources::Condition::Broken => Condition::Unusable,
        resources::Condition::NotStated => Condition::Unknown,
    }
}

/// The contract by which a private vehicle is mobilised; one that isn't entered holds for no day.
fn vehicle_contract(vehicle: &resources::Vehicle) -> Option<Contract> {
    let private = vehicle.ownership == Ownership::Private;
    private.then(|| contract(vehicle.contract.as_ref()))
}

fn contract(told: Option<&resources::Contract>) -> Contract {
    told.map_or_else(
        || Contract { number: String::new(), valid_until: None },
        |told| Contract { number: told.number.clone(), valid_until: told.until },
    )
}

/// A line of the register of supplies: one lot, where it is kept.
fn store(told: &Resource, supply: &resources::Supply, unit: UnitCode) -> Store {
    let entry = &told.entry;
    let name =
        if entry.place.trim().is_empty() { entry.name.clone() } else { format!("{}, {}", entry.name, entry.place) };
    let by_contract = supply.source == SupplySource::Contract;
    Store {
        id: told.id,
        unit,
        code: told.code.clone(),
        name,
        lots: vec![Lot {
            code: told.code.clone(),
            item: entry.kind.clone(),
            thousandths: told.stock.thousandths(),
            use_by: supply.expires_on,
            contract: by_contract.then(|| contract(supply.contract.as_ref())),
        }],
    }
}

/// Whether a contact heads the command (Trưởng Ban Chỉ huy): by the duty, or by the position where that says so.
fn heads_command(duty: &str, position: &str) -> bool {
    let (duty, position) = (search_key(duty), search_key(position));
    let says =
        |text: &str| text.contains("truong ban chi huy") && !text.contains("pho truong") && !text.contains("quan su");
    duty == "truong ban" || says(&duty) || says(&position)
}

/// A loan of a line of `register`.
pub(super) fn loan(told: &resources::Loan, register: Register) -> Option<Entry> {
    let state = match told.state {
        resources::LoanState::Consented => LoanState::Consented,
        resources::LoanState::Refused | resources::LoanState::Withdrawn => LoanState::Ended,
        resources::LoanState::Asked => LoanState::Asked,
    };
    Some(Entry::Loan(Loan {
        id: told.id,
        resource: resource_ref(register, told.resource)?,
        owner: unit_code(&told.owner_code),
        to: unit_code(&told.to_unit),
        // A lot is lent as a whole.
        quantity: (register != Register::Supply).then(|| told.quantity.thousandths() / 1_000),
        first: told.first_day,
        last: told.last_day,
        state,
    }))
}

/// A household that is counted in zones.
pub(super) fn household(told: &PlacedFigures) -> Entry {
    let stays = match told.destination {
        DestinationKind::Host => Some(Stay::Host),
        DestinationKind::Shelter => Some(Stay::Shelter),
        DestinationKind::InPlace => Some(Stay::InPlace),
        DestinationKind::NotStated => None,
    };
    let zones = told.zones.clone();
    Entry::Household(Household { id: told.id, zones, people: told.people, vulnerable: told.vulnerable, stays })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_heads_the_command_is_told_by_the_duty() {
        let check = |duty, position, expected| assert_eq!(heads_command(duty, position), expected, "{duty} {position}");
        check("Trưởng ban", "Chủ tịch UBND xã", true);
        check("Trưởng Ban Chỉ huy PTDS", "", true);
        check("", "Chủ tịch UBND, Trưởng Ban Chỉ huy", true);
        check("Phó Trưởng ban", "Phó Chủ tịch", false);
        check("Phó Trưởng Ban Chỉ huy", "Phó Chủ tịch", false);
        check("Thường trực", "Chỉ huy trưởng Ban Chỉ huy quân sự", false);
        check("Thành viên", "Trưởng thôn", false);
    }

    #[test]
    fn a_unit_is_called_by_its_code_and_no_text_is_too_long() {
        assert_eq!(unit_code("23365").as_str(), "23365");
        assert_eq!(unit_code("xã Măng Bút, tỉnh Quảng Ngãi").as_str(), "xã Măng B");
        assert_eq!(unit_code("2\u{0}3").as_str(), "23");
    }
}
