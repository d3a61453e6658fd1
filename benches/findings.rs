//! Time and memory of the cross-reference findings of a whole country: from nothing, and after one edit of each table.
//!
//! The country is made here: 3,321 communes in a row of grids, 30 zones, 6 shelters, 3 plans, 3 lines each of vehicles,
//! teams and stores in each, and 400,000 households; about one entry in ten has something the matter with it.
//! Run: `cargo bench --bench findings --no-default-features`.

#![allow(clippy::indexing_slicing, clippy::cast_possible_wrap, clippy::cast_possible_truncation, reason = "made data")]

use std::collections::BTreeMap;
use std::str::FromStr;
use std::time::Instant;
use std::{error, fs};

use chrono::NaiveDate;
use cpu_time::ThreadTime;
use ungpho::findings::facts::{
    Answer, Arrangement, Condition, Contact, Crossing, Destination, Household, InCharge, Loan, LoanState, Lot, Phone,
    Plan, Route, Shelter, Stay, Store, Team, TeamPromise, Unit, Vehicle, VehiclePromise, VillageFigure, Zone,
};
use ungpho::findings::{Change, Engine, Entry, Facts, Ref, Severity, UnitCode};
use ungpho::hazards::{Hazard, RiskLevel};

type Made<T> = Result<T, Box<dyn error::Error>>;

const COMMUNES: usize = 3_321;
const ZONES: usize = 100_000;
const SHELTERS: usize = 20_000;
const EACH: usize = 10_000;
const HOUSEHOLDS: usize = 400_000;
const HAZARDS: [Hazard; 3] = [Hazard::Landslide, Hazard::Flood, Hazard::Storm];

/// Numbers by a generator of Knuth's.
struct Draw(u64);

impl Draw {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    /// Once in ten times.
    fn rarely(&mut self) -> bool {
        self.below(10) == 0
    }
}

fn id<T: FromStr>(number: usize) -> Made<T> {
    format!("00000000-0000-7000-8000-{number:012}").parse().map_err(|_| "an id".into())
}

fn commune(number: usize) -> Made<UnitCode> {
    UnitCode::new(&format!("{number:05}")).ok_or_else(|| "a code".into())
}

fn level(digit: usize) -> Made<RiskLevel> {
    Ok(RiskLevel::new(u8::try_from(digit)?)?)
}

fn day(month: u32) -> Made<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, month, 15).ok_or_else(|| "a day".into())
}

fn phone(draw: &mut Draw) -> Made<Phone> {
    let month = if draw.rarely() { 1 } else { 8 };
    Ok(Phone { number: Some("0905 000 000".into()), confirmed_on: Some(day(month)?) })
}

fn unit(number: usize) -> Made<Unit> {
    // Neighbours in a grid of sixty columns.
    let around = [number.checked_sub(1), Some(number + 1), number.checked_sub(60), Some(number + 60)];
    let near = around.into_iter().flatten().filter(|other| *other < COMMUNES);
    let province = UnitCode::new(&format!("{:02}", number / 100)).ok_or("a code")?;
    let neighbours = near.map(commune).collect::<Made<_>>()?;
    Ok(Unit { code: commune(number)?, name: format!("xã Số {number}"), province, neighbours })
}

fn zone(number: usize, draw: &mut Draw) -> Made<Zone> {
    let place = number % COMMUNES;
    Ok(Zone {
        id: id(number)?,
        code: format!("V-{number:06}"),
        name: format!("Khu vực {number}"),
        hazard: HAZARDS[number / COMMUNES % 3],
        commune: commune(place)?,
        village: format!("Thôn {}", number / COMMUNES % 7),
        evacuate_from: level(2 + draw.below(2))?,
        households: 4,
        people: 16,
        counted: true,
    })
}

fn arrangement(number: usize, draw: &mut Draw) -> Made<Arrangement> {
    let place = number % COMMUNES;
    let own = |draw: &mut Draw, many: usize| place + COMMUNES * draw.below(many / COMMUNES);
    let crossed = if draw.rarely() { vec![id(own(draw, ZONES))?] } else { vec![] };
    let crossings =
        if draw.rarely() { vec![Crossing { name: "ngầm tràn".into(), closes_at: Some(level(3)?) }] } else { vec![] };
    let team_people = if draw.rarely() { None } else { Some(2) };
    Ok(Arrangement {
        zone: id(number)?,
        destinations: vec![Destination {
            shelter: id(own(draw, SHELTERS))?,
            people: if draw.rarely() { 8 } else { 16 },
        }],
        hosted: 0,
        routes: vec![Route {
            name: "đường liên thôn".into(), crosses: Some(crossed), crossings: Some(crossings)
        }],
        to_be_driven: None,
        vehicles: vec![VehiclePromise { vehicle: id(own(draw, EACH))?, number: 1, round_trip_minutes: None }],
        teams: vec![TeamPromise { team: id(own(draw, EACH))?, people: team_people }],
        stores: vec![id(own(draw, EACH))?],
        in_charge: Some(InCharge { name: "A Brôl, Trưởng thôn".into(), phone: phone(draw)? }),
        tasks: if draw.rarely() { 0 } else { 6 },
        called: BTreeMap::new(),
    })
}

/// The plan of commune `number % COMMUNES` against one of the three hazards; storms move the landslide zones too.
fn plan(number: usize, draw: &mut Draw) -> Made<Plan> {
    let (place, kind) = (number % COMMUNES, number / COMMUNES);
    let zones = (0..ZONES.div_ceil(COMMUNES)).map(|row| place + row * COMMUNES).filter(|zone| *zone < ZONES);
    let of_kind =
        zones.filter(|zone| zone / COMMUNES % 3 == kind || (kind == 2 && (zone / COMMUNES).is_multiple_of(9)));
    Ok(Plan {
        id: id(number)?,
        unit: commune(place)?,
        hazard: HAZARDS[kind],
        levels: (1..=4).map(level).collect::<Made<_>>()?,
        lead_times: Vec::new(),
        lead_minutes: if draw.rarely() { None } else { Some(360) },
        arrangements: of_kind.map(|zone| arrangement(zone, draw)).collect::<Made<_>>()?,
        village_figures: if draw.rarely() {
            vec![VillageFigure { village: "Thôn 1".into(), households: 4, people: 15 }]
        } else {
            vec![]
        },
    })
}

fn shelter(number: usize, draw: &mut Draw) -> Made<Shelter> {
    let place = number % COMMUNES;
    let inside = if draw.rarely() { vec![id(place + COMMUNES * draw.below(ZONES / COMMUNES))?] } else { vec![] };
    Ok(Shelter {
        id: id(number)?,
        code: format!("DST-{number}"),
        name: format!("Trường Tiểu học {number}"),
        commune: commune(place)?,
        capacity_night: Some(80 + draw.below(120) as i64),
        capacity_day: Some(250),
        floor_area_m2: Some(400),
        safe_for: HAZARDS.into_iter().filter(|_| !draw.rarely()).map(|hazard| (hazard, Answer::Yes)).collect(),
        inside: Some(inside),
        water: Answer::Yes,
        toilets: Some(4),
        backup_power: if draw.rarely() { Answer::Unknown } else { Answer::Yes },
        keeper: "Y Hoa".into(),
        phone: phone(draw)?,
        consent_for: vec![],
        away: vec![],
        inspected_on: Some(day(5)?),
    })
}

fn vehicle(number: usize, draw: &mut Draw) -> Made<Vehicle> {
    Ok(Vehicle {
        id: id(number)?,
        unit: commune(number % COMMUNES)?,
        code: format!("PT-{number}"),
        name: "xe tải 2,5 tấn".into(),
        number: 8 + draw.below(12) as i64,
        people_per_trip: 15,
        round_trip_minutes: Some(60),
        condition: if draw.rarely() { Condition::Unknown } else { Condition::Usable },
        contract: None,
        keeper: "Trần Văn Tài".into(),
        phone: phone(draw)?,
    })
}

fn team(number: usize, draw: &mut Draw) -> Made<Team> {
    Ok(Team {
        id: id(number)?,
        unit: commune(number % COMMUNES)?,
        code: format!("LL-{number}"),
        name: "Đội xung kích PCTT".into(),
        people: 20 + draw.below(30) as i64,
        minutes_to_arrive: Some(30),
        commander: "A Thái".into(),
        phone: phone(draw)?,
    })
}

fn store(number: usize, draw: &mut Draw) -> Made<Store> {
    let lot = |item: &str, whole: usize, month| -> Made<Lot> {
        let (code, use_by) = (format!("L-{item}"), Some(day(month)?));
        Ok(Lot { code, item: item.into(), thousandths: whole as i64 * 1_000, use_by, contract: None })
    };
    let month = if draw.rarely() { 7 } else { 12 };
    Ok(Store {
        id: id(number)?,
        unit: commune(number % COMMUNES)?,
        code: format!("K-{number}"),
        name: "Kho UBND xã".into(),
        lots: vec![lot("rice", 300, month)?, lot("water", 900, 12)?, lot("blanket", 120, 12)?],
    })
}

fn household(number: usize, draw: &mut Draw) -> Made<Household> {
    let stays = if draw.below(40) == 0 { None } else { Some(Stay::Host) };
    let people = if draw.below(200) == 0 { 5 } else { 4 };
    Ok(Household { id: id(number)?, zones: vec![id(number % ZONES)?], people, vulnerable: 1, stays })
}

fn contact(number: usize, draw: &mut Draw) -> Made<Contact> {
    Ok(Contact {
        id: id(number)?,
        unit: commune(number % COMMUNES)?,
        name: "Nguyễn Văn An".into(),
        position: "Chủ tịch UBND xã".into(),
        heads_command: number < COMMUNES,
        phone: phone(draw)?,
        spare: Some("bộ đàm".into()),
    })
}

fn loan(number: usize, draw: &mut Draw) -> Made<Loan> {
    let of = draw.below(EACH);
    Ok(Loan {
        id: id(number)?,
        resource: Ref::Vehicle(id(of)?),
        owner: commune(of % COMMUNES)?,
        to: commune((of + 1) % COMMUNES)?,
        quantity: Some(2),
        first: day(9)?,
        last: day(11)?,
        state: LoanState::Consented,
    })
}

type Maker = fn(usize, &mut Draw) -> Made<Entry>;

/// Every table: its name, how many entries it has, and how one is made.
const TABLES: [(&str, usize, Maker); 10] = [
    ("unit", COMMUNES, |number, _| Ok(Entry::Unit(unit(number)?))),
    ("zone", ZONES, |number, draw| Ok(Entry::Zone(zone(number, draw)?))),
    ("plan", 3 * COMMUNES, |number, draw| Ok(Entry::Plan(plan(number, draw)?))),
    ("shelter", SHELTERS, |number, draw| Ok(Entry::Shelter(shelter(number, draw)?))),
    ("vehicle", EACH, |number, draw| Ok(Entry::Vehicle(vehicle(number, draw)?))),
    ("team", EACH, |number, draw| Ok(Entry::Team(team(number, draw)?))),
    ("store", EACH, |number, draw| Ok(Entry::Store(store(number, draw)?))),
    ("contact", 5 * COMMUNES, |number, draw| Ok(Entry::Contact(contact(number, draw)?))),
    ("household", HOUSEHOLDS, |number, draw| Ok(Entry::Household(household(number, draw)?))),
    ("loan", 1_000, |number, draw| Ok(Entry::Loan(loan(number, draw)?))),
];

/// A line of what the system says of this process, in MB.
fn memory(line: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|text| text.strip_prefix(line))?.trim_start_matches(':').trim();
    kilobytes.trim_end_matches(" kB").trim().parse().ok().map(|kilobytes: f64| kilobytes / 1024.0)
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

fn country() -> Made<Facts> {
    let (mut facts, mut draw) = (Facts::on(day(9)?), Draw(20_240_911));
    for (_, many, make) in TABLES {
        for number in 0..many {
            facts.put(make(number, &mut draw)?);
        }
    }
    Ok(facts)
}

fn edits(engine: &mut Engine, name: &str, many: usize, make: Maker) -> Made<()> {
    let (mut draw, mut walls, mut processor, mut cells) = (Draw(7), Vec::new(), Vec::new(), 0);
    for _ in 0..1_000 {
        let number = draw.below(many);
        let entry = make(number, &mut draw)?;
        let (start, own) = (Instant::now(), ThreadTime::now());
        cells += engine.apply([Change::Put(entry)]).cells;
        walls.push(milliseconds(start));
        processor.push(own.elapsed().as_secs_f64() * 1e3);
    }
    walls.sort_by(f64::total_cmp);
    processor.sort_by(f64::total_cmp);
    let (median, most, worked) = (walls[walls.len() / 2], walls[walls.len() - 1], processor[processor.len() - 1]);
    println!(
        "one {name:<10} median {median:8.3} ms, most {most:8.3} ms ({worked:.3} ms of processor time), {} cells on average",
        cells / 1_000
    );
    Ok(())
}

fn main() -> Made<()> {
    let facts = country()?;
    println!("tables: {:.0} MB", memory("VmRSS").unwrap_or(0.0));
    let start = Instant::now();
    let mut engine = Engine::from_nothing(facts);
    let mut walls = vec![milliseconds(start)];
    // Before anything is copied: what was given back once is not seen in what the system says of a process.
    println!(
        "with findings: {:.0} MB, at most {:.0} MB",
        memory("VmRSS").unwrap_or(0.0),
        memory("VmHWM").unwrap_or(0.0)
    );
    for _ in 0..2 {
        let copy = engine.facts().clone();
        let start = Instant::now();
        drop(Engine::from_nothing(copy));
        walls.push(milliseconds(start));
    }
    let listed: Vec<String> = walls.iter().map(|wall| format!("{wall:.0}")).collect();
    println!("from nothing: {} ms", listed.join(", "));
    report(&engine)?;
    for (name, many, make) in TABLES {
        edits(&mut engine, name, many, make)?;
    }
    let start = Instant::now();
    engine.apply([Change::Today(day(10)?)]);
    println!("a new day {:.0} ms", milliseconds(start));
    Ok(())
}

fn report(engine: &Engine) -> Made<()> {
    let (mut kinds, mut severities): (BTreeMap<&str, usize>, BTreeMap<Severity, usize>) = Default::default();
    for standing in engine.standing() {
        *kinds.entry(standing.kind.code()).or_default() += 1;
        *severities.entry(standing.severity).or_default() += 1;
    }
    println!("{} findings of {} kinds: {severities:?}", engine.standing().count(), kinds.len());
    println!("{kinds:?}");
    let start = Instant::now();
    let of_one = engine.findings_in(commune(1_000)?);
    println!("one commune with words: {} findings in {:.2} ms", of_one.len(), milliseconds(start));
    for finding in of_one.iter().step_by(of_one.len().div_ceil(4).max(1)) {
        println!(
            "  {} {} | {} | {} | {}",
            finding.kind.code(),
            finding.facts[0].vi,
            finding.facts[1].vi,
            finding.mend.vi,
            finding.owed_by.vi
        );
    }
    Ok(())
}
