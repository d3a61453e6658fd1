//! The country: made by a generator without chance, about one entry in ten with something the matter with it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use geo::{LineString, MultiPolygon, Polygon};
use ungpho::hazards::{Hazard, RiskLevel};
use ungpho::households::{
    self, DestinationKind, Household, PropertyKind, PropertyLine, VulnerableGroup, VulnerableKind, ZoneBasis,
};
use ungpho::kernel::Timestamp;
use ungpho::kernel::ids::{HouseholdId, PlanId, PlanVersionId, ResourceId, ShelterId, ZoneId};
use ungpho::places::{AdminUnit, Answer, BoundaryKind, Shelter, ShelterFacts, ShelterKind, UnitKind};
use ungpho::plans::arrangement::{
    PlannedLead, PlannedRoute, PlannedShelter, PlannedStore, PlannedTeam, PlannedVehicles, ZoneArrangement,
};
use ungpho::plans::{Approval, Plan, PlanContent, PlanVersion, PlanZone, VersionStatus};
use ungpho::resources::{self, Details, Quantity, Register, Resource};
use ungpho::store::{
    Store, StoreConnection, StoreError, admin_units, household_zones, markers, plans, resource_revisions, shelters,
    zones,
};
use ungpho::zones::{Zone, ZoneStatus};

/// Communes, in provinces of [`OF_A_PROVINCE`].
pub const COMMUNES: usize = 3_321;
/// Communes of a province.
pub const OF_A_PROVINCE: usize = 98;
/// The province with a full register of households.
pub const PROVINCE: &str = "01";
const ZONES: usize = 100_000;
const SHELTERS: usize = 20_000;
const EACH: usize = 10_000;
const HOUSEHOLDS: usize = 400_000;
const HAZARDS: [Hazard; 3] = [Hazard::Landslide, Hazard::Flood, Hazard::Storm];

/// Numbers by a generator of Knuth's.
pub struct Draw(pub u64);

impl Draw {
    /// A number below `below`.
    pub fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn rarely(&mut self) -> bool {
        self.below(10) == 0
    }
}

fn at() -> Timestamp {
    "2026-03-01T02:00:00Z".parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap())
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap()
}

/// The code of commune `number`.
pub fn commune(number: usize) -> String {
    format!("{:05}", 10_000 + number)
}

fn province(number: usize) -> String {
    format!("{:02}", 1 + number / OF_A_PROVINCE)
}

/// The south-western corner of a commune, cells of 0.1° by 0.2° in a grid of sixty columns.
fn corner(number: usize) -> (f64, f64) {
    (102.5 + float(number % 60) * 0.1, 9.0 + float(number / 60) * 0.2)
}

fn rectangle((west, south): (f64, f64), width: f64, height: f64) -> MultiPolygon<f64> {
    geo::Rect::new((west, south), (west + width, south + height)).to_polygon().into()
}

/// What was made and is named by what is made later.
struct Made {
    zones: Vec<Zone>,
    resources: BTreeMap<(&'static str, usize), ResourceId>,
}

/// Fills an empty store.
pub fn fill(store: &Store) {
    store
        .write(|conn| {
            let mut draw = Draw(20_240_911);
            units(conn)?;
            let mut made = Made { zones: Vec::with_capacity(ZONES), resources: BTreeMap::new() };
            for number in 0..ZONES {
                let zone = zone(number, &mut draw);
                zones::add_revision(conn, &zone, at())?;
                household_zones::note_counted(conn, zone.id, 1)?;
                made.zones.push(zone);
            }
            let change = resource_revisions::Change { at: at(), by: "bench".into(), reason: String::new() };
            for number in 0..SHELTERS {
                shelters::put(conn, &shelter(number, &mut draw), &change)?;
            }
            registers(conn, &mut made, &mut draw, &change)?;
            for number in 0..3 * COMMUNES {
                let (plan, version) = plan(number, &made, &mut draw);
                plans::insert(conn, &plan)?;
                plans::insert_version(conn, &version, at())?;
            }
            households(conn, &made, &mut draw)?;
            markers::advance(conn, markers::UNITS)?;
            markers::advance(conn, markers::LIVE_DATA)
        })
        .unwrap();
}

fn units(conn: &mut StoreConnection) -> Result<(), StoreError> {
    let unit = |code: String, name: String, kind, parent_code, number: usize, boundary| {
        let (lon, lat) = corner(number);
        AdminUnit {
            code,
            name,
            kind,
            parent_code,
            former_district: None,
            valid_from: day("2025-07-01"),
            valid_to: None,
            lon: lon + 0.05,
            lat: lat + 0.1,
            boundary,
            boundary_kind: BoundaryKind::Approximate,
            source: "bench".into(),
        }
    };
    for number in (0..COMMUNES).step_by(OF_A_PROVINCE) {
        let name = format!("Tỉnh Số {}", province(number));
        admin_units::put(conn, &unit(province(number), name, UnitKind::Province, None, number, None))?;
    }
    for number in 0..COMMUNES {
        let boundary = Some(rectangle(corner(number), 0.1, 0.2));
        let (name, parent) = (format!("Xã Số {number}"), Some(province(number)));
        admin_units::put(conn, &unit(commune(number), name, UnitKind::Commune, parent, number, boundary))?;
    }
    Ok(())
}

/// Zone `number % COMMUNES` of its commune: an octagon in a grid of six by six.
fn zone(number: usize, draw: &mut Draw) -> Zone {
    let (place, row) = (number % COMMUNES, number / COMMUNES);
    let (west, south) = corner(place);
    let (lon, lat) = (west + 0.01 + float(row % 6) * 0.015, south + 0.02 + float(row / 6) * 0.03);
    let ring: LineString<f64> = (0..9)
        .map(|step| {
            let turn = f64::from(step % 8) * std::f64::consts::FRAC_PI_4;
            (lon + turn.cos() * 0.006, lat + turn.sin() * 0.012)
        })
        .collect();
    Zone {
        id: ZoneId::new(at()),
        code: format!("V-{number:06}"),
        hazard: HAZARDS[row % 3],
        status: ZoneStatus::InForce,
        revision: 1,
        name: format!("Khu vực {number}"),
        village: Some(format!("Thôn {}", row % 7)),
        commune_code: commune(place),
        evacuate_from_level: RiskLevel::new(if draw.below(2) == 0 { 2 } else { 3 }).unwrap(),
        geometry: MultiPolygon::new(vec![Polygon::new(ring, Vec::new())]),
        area_m2: 1.0,
        destinations: Vec::new(),
        route: None,
        in_charge: None,
        demonstration: false,
    }
}

/// A shelter of its commune, one in ten of them within a zone.
fn shelter(number: usize, draw: &mut Draw) -> Shelter {
    let place = number % COMMUNES;
    let (west, south) = corner(place);
    let column = float(number / COMMUNES);
    let inside = draw.rarely();
    let (lon, lat) = if inside { (west + 0.01, south + 0.02) } else { (west + 0.0175 + column * 0.015, south + 0.005) };
    Shelter {
        id: ShelterId::new(at()),
        code: format!("DST-{number}"),
        name: format!("Trường Tiểu học {number}"),
        kind: ShelterKind::School,
        commune_code: commune(place),
        capacity: 80 + count(draw.below(120)),
        suitable_for: HAZARDS.into_iter().filter(|_| !draw.rarely()).collect(),
        keeper_name: Some("Y Hoa".into()),
        keeper_phone: Some("0905 000 000".into()),
        lon,
        lat,
        demonstration: false,
        revision: 1,
        retired_on: None,
        facts: ShelterFacts {
            capacity_day: Some(250),
            water: Answer::Yes,
            toilets: Some(4),
            backup_power: if draw.rarely() { Answer::Unknown } else { Answer::Yes },
            inspected_on: Some(day("2026-02-01")),
            keeper_phone_confirmed_on: Some(day("2026-02-01")),
            ..ShelterFacts::default()
        },
    }
}

const REGISTERS: [(&str, Register, usize); 4] = [
    ("vehicle", Register::Vehicle, EACH),
    ("team", Register::Team, EACH),
    ("supply", Register::Supply, EACH),
    ("contact", Register::Contact, 5 * COMMUNES),
];

fn registers(
    conn: &mut StoreConnection,
    made: &mut Made,
    draw: &mut Draw,
    change: &resource_revisions::Change,
) -> Result<(), StoreError> {
    for (word, register, many) in REGISTERS {
        for number in 0..many {
            let line = resource(register, number, draw);
            ungpho::store::resources::add(conn, &line, change)?;
            made.resources.insert((word, number), line.id);
        }
    }
    Ok(())
}

fn resource(register: Register, number: usize, draw: &mut Draw) -> Resource {
    let confirmed = if draw.rarely() { day("2024-01-15") } else { day("2026-02-15") };
    let mut entry = resources::Entry {
        name: "Nguyễn Văn An".into(),
        keeper: "Trần Văn Tài".into(),
        phone: "0905 000 000".into(),
        phone_confirmed_on: Some(confirmed),
        ..resources::Entry::blank(register)
    };
    match &mut entry.details {
        Details::Vehicle(vehicle) => {
            (entry.kind, vehicle.number, vehicle.per_trip) = ("truck".into(), 8 + count(draw.below(12)), Some(15));
            vehicle.condition =
                if draw.rarely() { resources::Condition::NotStated } else { resources::Condition::Working };
        }
        Details::Team(team) => {
            (entry.kind, team.people, team.minutes) = ("militia".into(), 20 + count(draw.below(30)), Some(30));
        }
        Details::Supply(supply) => {
            entry.kind = ["rice", "water", "blanket"][number / COMMUNES % 3].into();
            let expired = draw.rarely();
            supply.expires_on = Some(if expired { day("2026-02-01") } else { day("2027-12-15") });
        }
        Details::Contact(contact) => {
            contact.position = "Chủ tịch UBND xã".into();
            contact.duty = if number < COMMUNES { "Trưởng ban" } else { "Thành viên" }.into();
        }
        Details::WaterPoint(_) | Details::LandingPlace(_) => {}
    }
    Resource {
        id: ResourceId::new(at()),
        unit_code: commune(number % COMMUNES),
        code: format!("{}-{number}", resources::code_letters(register)),
        revision: 1,
        retired_on: None,
        demonstration: false,
        stock: if register == Register::Supply { Quantity::whole(300) } else { Quantity::NONE },
        entry,
    }
}

/// The plan of commune `number % COMMUNES` against one of the three hazards.
fn plan(number: usize, made: &Made, draw: &mut Draw) -> (Plan, PlanVersion) {
    let (place, kind) = (number % COMMUNES, number / COMMUNES);
    let own: Vec<&Zone> =
        made.zones.iter().skip(place).step_by(COMMUNES).filter(|zone| zone.hazard == HAZARDS[kind]).collect();
    let plan = Plan {
        id: PlanId::new(at()),
        code: format!("P-{number:05}"),
        unit_code: commune(place),
        hazard: HAZARDS[kind],
        demonstration: false,
    };
    let content = PlanContent {
        title: format!("Phương án ứng phó {}", HAZARDS[kind].name().vi),
        zones: own.iter().map(|zone| PlanZone { zone_id: zone.id, code: zone.code.clone(), revision: 1 }).collect(),
        arrangements: own.iter().map(|zone| (zone.code.clone(), arrangement(place, made, draw))).collect(),
        ..PlanContent::default()
    };
    let version = PlanVersion {
        id: PlanVersionId::new(at()),
        plan_id: plan.id,
        number: 1,
        status: VersionStatus::Approved(Approval {
            number: "1".into(),
            date: day("2026-01-01"),
            signer: "B".into(),
            effective_from: day("2026-01-01"),
        }),
        revision: 1,
        content,
    };
    (plan, version)
}

fn arrangement(place: usize, made: &Made, draw: &mut Draw) -> ZoneArrangement {
    let of =
        |word: &'static str, draw: &mut Draw| made.resources[&(word, place + COMMUNES * draw.below(EACH / COMMUNES))];
    let shelter = place + COMMUNES * draw.below(SHELTERS / COMMUNES);
    let code = format!("DST-{shelter}");
    let (west, south) = corner(place);
    let line = draw.rarely().then(|| vec![[west + 0.005, south + 0.02], [west + 0.03, south + 0.005]]);
    ZoneArrangement {
        destinations: vec![PlannedShelter {
            code,
            name: format!("Trường Tiểu học {shelter}"),
            people: if draw.rarely() { 8 } else { 16 },
        }],
        routes: vec![PlannedRoute { name: "đường liên thôn".into(), line, crossings: Some(Vec::new()) }],
        vehicles: vec![PlannedVehicles {
            id: of("vehicle", draw),
            name: "xe tải 2,5 tấn".into(),
            number: 1,
            round_trip_minutes: Some(60),
        }],
        teams: vec![PlannedTeam { id: of("team", draw), name: "Đội xung kích PCTT".into(), people: Some(2) }],
        stores: vec![PlannedStore { id: of("supply", draw), name: "Kho UBND xã".into() }],
        in_charge: Some(PlannedLead {
            name: "A Brôl".into(),
            role: "Trưởng thôn".into(),
            phone: "0905 000 000".into(),
            phone_confirmed_on: Some(day("2026-02-20")),
        }),
        ..ZoneArrangement::default()
    }
}

/// The register of one province, spread evenly over its zones; one household in five lives in two.
fn households(conn: &mut StoreConnection, made: &Made, draw: &mut Draw) -> Result<(), StoreError> {
    let own: Vec<&Zone> =
        (0..ZONES).filter(|number| number % COMMUNES < OF_A_PROVINCE).map(|at| &made.zones[at]).collect();
    let change = ungpho::store::households::Change { at: at(), by: "bench".into(), reason: String::new() };
    for number in 0..HOUSEHOLDS {
        let zone = own[number % own.len()];
        let household = household(number, zone, draw);
        ungpho::store::households::add(conn, &household, &change)?;
        let mut zones = vec![(zone.id, ZoneBasis::Position)];
        if number % 5 == 0 {
            zones.push((own[(number + OF_A_PROVINCE) % own.len()].id, ZoneBasis::Stated));
        }
        household_zones::set_of_household(conn, household.id, &zones)?;
    }
    Ok(())
}

fn household(number: usize, zone: &Zone, draw: &mut Draw) -> Household {
    let middle = zone.geometry.0[0].exterior().0[0];
    let line = |kind, what: &str, quantity: usize, unit: &str| PropertyLine {
        kind,
        what: what.into(),
        quantity: if quantity == 0 { None } else { Some(float(quantity)) },
        unit: unit.into(),
    };
    let group = |kind, count: usize| VulnerableGroup { kind, count: Some(self::count(count)) };
    let mut vulnerable = vec![group(VulnerableKind::Child, 1 + draw.below(2))];
    if draw.below(3) == 0 {
        vulnerable.push(group(VulnerableKind::OlderPerson, 1));
    }
    if draw.rarely() {
        vulnerable.push(VulnerableGroup { kind: VulnerableKind::Disabled, count: None });
    }
    let kinds = [DestinationKind::Shelter, DestinationKind::Shelter, DestinationKind::Host, DestinationKind::InPlace];
    Household {
        id: HouseholdId::new(at()),
        commune_code: zone.commune_code.clone(),
        code: format!("H{number}"),
        revision: 1,
        as_of: day("2026-02-01"),
        retired_on: None,
        demonstration: false,
        entry: households::Entry {
            head: format!("Nguyễn Văn {number}"),
            village: zone.village.clone().unwrap(),
            people: 3 + count(draw.below(3)),
            vulnerable,
            destination_kind: if draw.below(40) == 0 { DestinationKind::NotStated } else { kinds[draw.below(4)] },
            phone: "0905 000 000".into(),
            property: vec![
                line(PropertyKind::Livestock, "bò", draw.below(5), "con"),
                line(PropertyKind::Vehicle, "xe máy", draw.below(3), "chiếc"),
                line(PropertyKind::Rice, "lúa", draw.below(9) * 100, "kg"),
            ],
            position: Some((middle.x - 0.004, middle.y)),
            ..households::Entry::default()
        },
    }
}
