//! Two neighbouring communes with a landslide zone each, one of them with a flood zone too, in which nothing is the matter.

use std::str::FromStr;

use chrono::NaiveDate;

use crate::findings::UnitCode;
use crate::findings::facts::{
    Answer, Arrangement, Condition, Contact, Destination, Entry, Facts, Household, InCharge, Lot, Phone, Plan, Route,
    Shelter, Stay, Store, Team, TeamPromise, Unit, Vehicle, VehiclePromise, VillageFigure, Zone,
};
use crate::hazards::{Hazard, RiskLevel};

/// The commune of the landslide zone 1 and the flood zone 2.
pub(super) const HERE: &str = "23410";
/// Its neighbour, with the landslide zone 3.
pub(super) const THERE: &str = "23425";

/// The id that ends in `number`; ids of different tables may be the same.
pub(super) fn id<T: FromStr>(number: usize) -> T {
    let text = format!("00000000-0000-7000-8000-{number:012}");
    text.parse().unwrap_or_else(|_| unreachable!("a UUID"))
}

pub(super) fn code(text: &str) -> UnitCode {
    UnitCode::new(text).unwrap()
}

pub(super) fn at(digit: u8) -> RiskLevel {
    RiskLevel::new(digit).unwrap()
}

/// A day of the season.
pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(super) fn today() -> NaiveDate {
    day(2026, 9, 15)
}

pub(super) fn phone() -> Phone {
    Phone { number: Some("0905 000 000".into()), confirmed_on: Some(day(2026, 8, 20)) }
}

pub(super) fn unit(text: &str, name: &str, neighbour: &str) -> Unit {
    Unit { code: code(text), name: name.into(), province: code("51"), neighbours: vec![code(neighbour)] }
}

pub(super) fn zone(number: usize, hazard: Hazard, commune: &str, village: &str) -> Zone {
    Zone {
        id: id(number),
        code: format!("V-{number:02}"),
        name: format!("Khu vực {number}"),
        hazard,
        commune: code(commune),
        village: village.into(),
        evacuate_from: at(2),
        households: 2,
        people: 40,
        counted: true,
    }
}

/// The arrangement of zone `number`: its people go to the shelter of the same number, and so on.
pub(super) fn arrangement(number: usize) -> Arrangement {
    Arrangement {
        zone: id(number),
        destinations: vec![Destination { shelter: id(number), people: 40 }],
        hosted: 0,
        routes: vec![Route {
            name: format!("đường liên thôn {number}"),
            crosses: Some(vec![]),
            crossings: Some(vec![]),
        }],
        to_be_driven: None,
        vehicles: vec![VehiclePromise { vehicle: id(number), number: 1, round_trip_minutes: None }],
        teams: vec![TeamPromise { team: id(number), people: None }],
        stores: vec![],
        in_charge: Some(InCharge { name: "A Brôl, Trưởng thôn".into(), phone: phone() }),
        tasks: 5,
        called: std::collections::BTreeMap::new(),
    }
}

pub(super) fn plan(number: usize, hazard: Hazard, unit: &str, village: &str) -> Plan {
    Plan {
        id: id(number),
        unit: code(unit),
        hazard,
        levels: vec![at(1), at(2), at(3)],
        lead_times: Vec::new(),
        lead_minutes: Some(240),
        arrangements: vec![arrangement(number)],
        village_figures: vec![VillageFigure { village: village.into(), households: 2, people: 40 }],
    }
}

pub(super) fn shelter(number: usize, commune: &str) -> Shelter {
    Shelter {
        id: id(number),
        code: format!("DST-{number}"),
        name: format!("Trường Tiểu học {number}"),
        commune: code(commune),
        capacity_night: Some(60),
        capacity_day: Some(90),
        floor_area_m2: Some(200),
        safe_for: [(Hazard::Landslide, Answer::Yes), (Hazard::Flood, Answer::Yes)].into(),
        inside: Some(vec![]),
        water: Answer::Yes,
        toilets: Some(4),
        backup_power: Answer::Yes,
        keeper: "Y Hoa".into(),
        phone: phone(),
        consent_for: vec![],
        away: vec![],
        inspected_on: Some(day(2026, 5, 4)),
    }
}

pub(super) fn vehicle(number: usize, unit: &str) -> Vehicle {
    Vehicle {
        id: id(number),
        unit: code(unit),
        code: format!("PT-{number}"),
        name: "xe tải 2,5 tấn".into(),
        number: 2,
        people_per_trip: 20,
        round_trip_minutes: Some(60),
        condition: Condition::Usable,
        contract: None,
        keeper: "Trần Văn Tài".into(),
        phone: phone(),
    }
}

pub(super) fn team(number: usize, unit: &str) -> Team {
    Team {
        id: id(number),
        unit: code(unit),
        code: format!("LL-{number}"),
        name: "Đội xung kích PCTT".into(),
        people: 30,
        minutes_to_arrive: Some(30),
        commander: "A Thái".into(),
        phone: phone(),
    }
}

pub(super) fn lot(item: &str, whole: i64, use_by: Option<NaiveDate>) -> Lot {
    Lot { code: format!("L-{item}"), item: item.into(), thousandths: whole * 1_000, use_by, contract: None }
}

pub(super) fn store(number: usize, unit: &str) -> Store {
    let fresh = Some(day(2027, 6, 30));
    Store {
        id: id(number),
        unit: code(unit),
        code: format!("K-{number}"),
        name: "Kho UBND xã".into(),
        lots: vec![lot("rice", 200, fresh), lot("water", 600, fresh), lot("blanket", 60, None)],
    }
}

pub(super) fn contact(number: usize, unit: &str) -> Contact {
    Contact {
        id: id(number),
        unit: code(unit),
        name: "Nguyễn Văn An".into(),
        position: "Chủ tịch UBND xã".into(),
        heads_command: true,
        phone: phone(),
        spare: Some("bộ đàm kênh 5".into()),
    }
}

/// The households of zone `number`: two of twenty people.
pub(super) fn household(number: usize, zone: usize) -> Household {
    Household { id: id(number), zones: vec![id(zone)], people: 20, vulnerable: 3, stays: Some(Stay::Shelter) }
}

/// Tables in which nothing contradicts anything.
pub(super) fn sound() -> Facts {
    let mut facts = Facts::on(today());
    let mut put = |entry| {
        facts.put(entry);
    };
    put(Entry::Unit(unit(HERE, "xã Măng Bút", THERE)));
    put(Entry::Unit(unit(THERE, "xã Đăk Long", HERE)));
    for (number, hazard, commune, village) in [
        (1, Hazard::Landslide, HERE, "Thôn Đăk Lanh"),
        (2, Hazard::Flood, HERE, "Thôn Tu Nông"),
        (3, Hazard::Landslide, THERE, "Thôn Vai Trang"),
    ] {
        put(Entry::Zone(zone(number, hazard, commune, village)));
        put(Entry::Plan(plan(number, hazard, commune, village)));
        put(Entry::Shelter(shelter(number, commune)));
        put(Entry::Vehicle(vehicle(number, commune)));
        put(Entry::Team(team(number, commune)));
        put(Entry::Household(household(2 * number, number)));
        put(Entry::Household(household(2 * number + 1, number)));
    }
    for (number, unit) in [(1, HERE), (3, THERE)] {
        put(Entry::Store(store(number, unit)));
        put(Entry::Contact(contact(number, unit)));
    }
    facts
}
