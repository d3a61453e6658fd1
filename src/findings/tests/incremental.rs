//! Whatever changes in whatever order, what stands is what looking at everything anew would find.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::town::{self, HERE, THERE, at, code, day, id};
use crate::findings::facts::{
    Answer, Arrangement, Away, Condition, Contract, Crossing, Destination, Household, Loan, LoanState, Phone, Plan,
    Route, Shelter, Silence, Stay, Team, TeamPromise, Unit, Vehicle, VehiclePromise, VillageFigure, Zone,
};
use crate::findings::{Change, Choice, Engine, Entry, Facts, Finding, FindingId, Norms, Ref, Standing, UnitCode};
use crate::hazards::{Hazard, RiskLevel};

/// A row of numbers from one seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }

    fn number(&mut self, below: u32) -> i64 {
        i64::try_from(self.below(below.into())).unwrap()
    }

    /// One of five of each table, so that most are there.
    fn id<T: std::str::FromStr>(&mut self) -> T {
        id(usize::try_from(self.below(5)).unwrap())
    }

    fn some<T>(&mut self, of: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(4) > 0).then(|| of(self))
    }

    fn many<T>(&mut self, of: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.below(3)).map(|_| of(self)).collect()
    }

    fn unit(&mut self) -> UnitCode {
        code(self.one(&[HERE, THERE, "51", "23429"]))
    }

    fn hazard(&mut self) -> Hazard {
        self.one(&[Hazard::Landslide, Hazard::Flood, Hazard::Storm, Hazard::Drought])
    }

    fn level(&mut self) -> RiskLevel {
        at(self.one(&[1, 2, 3, 4, 5]))
    }

    fn day(&mut self) -> chrono::NaiveDate {
        day(2026, self.one(&[2, 8, 9, 10, 11]), self.one(&[1, 14, 15, 16]))
    }

    fn phone(&mut self) -> Phone {
        Phone { number: self.some(|_| "0905".into()), confirmed_on: self.some(Self::day) }
    }

    fn contract(&mut self) -> Option<Contract> {
        (self.below(3) == 0).then(|| Contract { number: "12".into(), valid_until: self.some(Self::day) })
    }

    fn village(&mut self) -> String {
        self.one(&["Thôn A", "Thôn B", ""]).into()
    }
}

fn arrangement(draw: &mut Draw) -> Arrangement {
    Arrangement {
        zone: draw.id(),
        destinations: draw.many(|draw| Destination { shelter: draw.id(), people: draw.number(50) }),
        hosted: draw.number(20),
        routes: draw.many(|draw| Route {
            name: draw.one(&["đường 1", "đường 2"]).into(),
            crosses: draw.some(|draw| draw.many(Draw::id)),
            crossings: draw
                .some(|draw| draw.many(|draw| Crossing { name: "ngầm".into(), closes_at: draw.some(Draw::level) })),
        }),
        to_be_driven: draw.some(|draw| draw.number(40)),
        vehicles: draw.many(|draw| VehiclePromise {
            vehicle: draw.id(),
            number: draw.number(3),
            round_trip_minutes: draw.some(|draw| draw.number(100)),
        }),
        teams: draw.many(|draw| TeamPromise { team: draw.id(), people: draw.some(|draw| draw.number(30)) }),
        stores: draw.many(Draw::id),
        in_charge: None,
        tasks: u32::try_from(draw.number(2)).unwrap(),
        called: draw
            .many(|draw| (Ref::Vehicle(draw.id()), draw.one(&["xe A", "xe B"]).to_owned()))
            .into_iter()
            .collect(),
    }
}

fn shelter(draw: &mut Draw, number: usize) -> Shelter {
    Shelter {
        commune: draw.unit(),
        capacity_night: draw.some(|draw| draw.number(80)),
        capacity_day: draw.some(|draw| draw.number(80)),
        safe_for: draw
            .many(|draw| (draw.hazard(), draw.one(&[Answer::Yes, Answer::No, Answer::Unknown])))
            .into_iter()
            .collect(),
        inside: draw.some(|draw| draw.many(Draw::id)),
        consent_for: draw.many(Draw::unit),
        away: draw.many(|draw| Away { first: draw.day(), last: draw.day(), reason: String::new() }),
        inspected_on: draw.some(Draw::day),
        phone: draw.phone(),
        ..town::shelter(number, HERE)
    }
}

fn loan(draw: &mut Draw, number: usize) -> Loan {
    let of = [Ref::Shelter(draw.id()), Ref::Vehicle(draw.id()), Ref::Team(draw.id()), Ref::Store(draw.id())];
    Loan {
        id: id(number),
        resource: draw.one(&of),
        owner: draw.unit(),
        to: draw.unit(),
        quantity: draw.some(|draw| draw.number(10)),
        first: draw.day(),
        last: draw.day(),
        state: draw.one(&[LoanState::Consented, LoanState::Asked, LoanState::Ended]),
    }
}

/// An entry of the table numbered `table`.
fn entry(table: u8, number: usize, draw: &mut Draw) -> Entry {
    match table {
        0 => Entry::Unit(Unit {
            neighbours: draw.many(Draw::unit),
            ..town::unit(draw.one(&[HERE, THERE, "23429"]), draw.one(&["xã A", "xã B"]), "51")
        }),
        1 => {
            let (hazard, village) = (draw.hazard(), draw.village());
            let people = draw.number(60);
            let zone = town::zone(number, hazard, HERE, &village);
            let (commune, evacuate_from, counted) = (draw.unit(), draw.level(), draw.below(5) > 0);
            Entry::Zone(Zone { commune, evacuate_from, people, counted, ..zone })
        }
        2 | 3 => Entry::Plan(Plan {
            id: id(number),
            unit: draw.unit(),
            hazard: draw.hazard(),
            levels: draw.many(Draw::level),
            lead_times: draw.many(|draw| (draw.level(), draw.number(300))),
            lead_minutes: draw.some(|draw| draw.number(300)),
            arrangements: draw.many(arrangement),
            village_figures: draw.many(|draw| VillageFigure {
                village: draw.village(),
                households: 2,
                people: draw.number(60),
            }),
        }),
        4 => Entry::Shelter(shelter(draw, number)),
        5 => Entry::Vehicle(Vehicle {
            unit: draw.unit(),
            condition: draw.one(&[Condition::Usable, Condition::Unusable, Condition::Unknown]),
            round_trip_minutes: draw.some(|draw| draw.number(90)),
            contract: draw.contract(),
            ..town::vehicle(number, HERE)
        }),
        6 => Entry::Team(Team { unit: draw.unit(), people: draw.number(40), ..town::team(number, HERE) }),
        7 => {
            let mut store = town::store(number, HERE);
            store.unit = draw.unit();
            for lot in &mut store.lots {
                (lot.thousandths, lot.use_by) = (draw.number(400_000), draw.some(Draw::day));
            }
            Entry::Store(store)
        }
        8 => {
            let mut contact = town::contact(number, HERE);
            (contact.unit, contact.phone, contact.heads_command) = (draw.unit(), draw.phone(), draw.below(2) == 0);
            Entry::Contact(contact)
        }
        9 => Entry::Household(Household {
            id: id(number),
            zones: [draw.id(), draw.id()].into_iter().collect::<BTreeSet<_>>().into_iter().collect(),
            people: draw.number(9),
            vulnerable: draw.number(3),
            stays: draw.some(|draw| if draw.below(2) == 0 { Stay::Host } else { Stay::InPlace }),
        }),
        10 => Entry::Loan(loan(draw, number)),
        _ => Entry::Silence(Silence {
            commune: draw.unit(),
            zones: draw.number(20),
            hazards: vec![draw.hazard()],
            sources: draw.many(|draw| draw.one(&["Đài A", "Đài B"]).into()),
            last_heard_at: None,
        }),
    }
}

fn change(kind: u8, number: usize, seed: u64) -> Change {
    let mut draw = Draw(seed);
    match kind {
        0..=11 => Change::Put(entry(kind, number, &mut draw)),
        12..=22 => Change::Gone(entry(kind - 11, number, &mut draw).id()),
        23 => Change::Today(draw.day()),
        _ => Change::Norms(Norms { choice: draw.one(&[Choice::Vietnam, Choice::Sphere]), ..Norms::shipped() }),
    }
}

/// What puts come most often; a new day and new norms are rare.
fn changes() -> impl Strategy<Value = Vec<Vec<Change>>> {
    let kind = prop_oneof![24 => 0..=11_u8, 6 => 12..=22_u8, 1 => 23..=24_u8];
    let one = (kind, 0..5_usize, any::<u64>()).prop_map(|(kind, number, seed)| change(kind, number, seed));
    prop::collection::vec(prop::collection::vec(one, 1..4), 1..30)
}

fn in_order(engine: &Engine) -> Vec<Standing> {
    let mut standing: Vec<Standing> = engine.standing().copied().collect();
    standing.sort_unstable_by_key(|standing| standing.id);
    standing
}

fn check_against_nothing(engine: &Engine) -> Result<(), TestCaseError> {
    let (kept, anew) = (in_order(engine), in_order(&Engine::from_nothing(engine.facts().clone())));
    let differ =
        |one: &[Standing], other: &[Standing]| one.iter().filter(|it| !other.contains(it)).copied().collect::<Vec<_>>();
    prop_assert!(kept == anew, "only kept {:#?}, only anew {:#?}", differ(&kept, &anew), differ(&anew, &kept));
    let ids: BTreeSet<FindingId> = kept.iter().map(|standing| standing.id).collect();
    prop_assert_eq!(ids.len(), kept.len(), "no two findings share a key");
    for (cell, standing) in engine.standing_in_cells() {
        let found = engine.finding_at(cell, standing.id);
        prop_assert!(found.is_some_and(|it| it.key.cell() == cell && Standing::from(&it) == *standing));
    }
    let units: BTreeSet<UnitCode> = kept.iter().map(|standing| standing.unit).collect();
    let by_unit: usize = units.iter().map(|unit| engine.standing_in(*unit).count()).sum();
    prop_assert_eq!(by_unit, kept.len());
    Ok(())
}

/// Asked before, what would stand in the cells of a change is what stands there afterwards.
fn check_as_if(engine: &Engine, batch: &[Change]) -> Result<(), TestCaseError> {
    let mut cells = BTreeSet::new();
    for change in batch {
        match change {
            Change::Put(Entry::Plan(plan)) => cells.extend(Engine::cells_of(plan)),
            Change::Put(Entry::Household(household)) => cells.extend(household.zones.iter().copied().map(Ref::Zone)),
            Change::Put(entry) => drop(cells.insert(entry.id())),
            Change::Gone(id) => drop(cells.insert(*id)),
            _ => {}
        }
    }
    let cells: Vec<Ref> = cells.into_iter().collect();
    let asked = engine.as_if(batch.iter().cloned(), &cells);
    let mut changed = engine.clone();
    changed.apply(batch.iter().cloned());
    let mut stands: Vec<Finding> = changed.findings().filter(|it| cells.contains(&it.key.cell())).collect();
    stands.sort_unstable_by(|one, other| one.key.cmp(&other.key));
    prop_assert_eq!(asked, stands);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn after_any_changes_what_stands_is_what_would_be_found_anew(batches in changes()) {
        let mut facts = Facts::on(town::today());
        for seed in 0..60_u64 {
            let mut draw = Draw(seed);
            let (table, number) = (draw.one(&[0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11]), usize::try_from(seed % 5).unwrap());
            facts.put(entry(table, number, &mut draw));
        }
        let mut engine = Engine::from_nothing(facts);
        let mut told: BTreeMap<FindingId, u64> = engine.standing().map(|it| (it.id, it.digest)).collect();
        for batch in batches {
            check_as_if(&engine, &batch)?;
            let difference = engine.apply(batch);
            for finding in difference.arisen.iter().chain(difference.changed.iter().map(|(_, finding)| finding)) {
                told.insert(finding.key.id(), Standing::from(finding).digest);
            }
            for mended in &difference.mended {
                prop_assert!(told.remove(&mended.id).is_some());
            }
            check_against_nothing(&engine)?;
        }
        let stand: BTreeMap<FindingId, u64> = engine.standing().map(|it| (it.id, it.digest)).collect();
        prop_assert_eq!(told, stand, "the differences add up to what stands");
    }
}

#[test]
fn a_change_that_changes_nothing_is_no_difference() {
    let mut engine = Engine::from_nothing(town::sound());
    let same = engine.apply([Change::Put(Entry::Shelter(town::shelter(1, HERE)))]);
    assert!(same.arisen.is_empty() && same.changed.is_empty() && same.mended.is_empty());
    assert!(same.cells > 0 && same.cells < 4, "the shelter and its plan, not {}", same.cells);
}

#[test]
fn a_mended_finding_is_told_by_the_key_it_arose_with() {
    let mut engine = Engine::from_nothing(town::sound());
    let mut full = town::shelter(1, HERE);
    full.capacity_night = Some(10);
    let arisen = engine.apply([Change::Put(Entry::Shelter(full.clone()))]).arisen;
    full.capacity_night = Some(20);
    let changed = engine.apply([Change::Put(Entry::Shelter(full))]).changed;
    let mended = engine.apply([Change::Put(Entry::Shelter(town::shelter(1, HERE)))]).mended;
    assert_eq!((arisen.len(), changed.len(), mended.len()), (1, 1, 1));
    assert!(arisen[0].key == changed[0].1.key && changed[0].1.key.id() == mended[0].id);
    assert_eq!(engine.finding(&arisen[0].key), None);
}

#[test]
fn a_new_day_brings_what_goes_off() {
    let mut engine = Engine::from_nothing(town::sound());
    assert_eq!(engine.standing().count(), 0);
    let difference = engine.apply([Change::Today(day(2027, 7, 1))]);
    assert!(difference.arisen.iter().any(|finding| finding.kind == crate::findings::Kind::StockExpired));
    let back = engine.apply([Change::Today(town::today())]);
    assert_eq!(back.mended.len(), difference.arisen.len());
}

#[test]
fn numbers_out_of_all_bounds_are_no_reason_to_fall_over() {
    let mut facts = town::sound();
    let mut zone = town::zone(1, Hazard::Landslide, HERE, "{0}");
    (zone.people, zone.households) = (i64::MAX, i64::MIN);
    let mut plan = town::plan(1, Hazard::Landslide, HERE, "");
    (plan.lead_minutes, plan.arrangements[0].hosted) = (Some(i64::MAX), i64::MAX);
    plan.arrangements[0].destinations[0].people = i64::MAX;
    plan.arrangements[0].vehicles[0].number = i64::MAX;
    let mut vehicle = town::vehicle(1, HERE);
    (vehicle.people_per_trip, vehicle.round_trip_minutes) = (i64::MAX, Some(i64::MIN));
    for entry in [Entry::Zone(zone), Entry::Plan(plan), Entry::Vehicle(vehicle)] {
        facts.put(entry);
    }
    assert!(Engine::from_nothing(facts).standing().count() > 0);
}

#[test]
fn what_is_lent_feeds_the_borrower_and_a_change_of_it_is_told_there() {
    let mut facts = town::sound();
    facts.stores.remove(&id(3));
    facts.plans.get_mut(&id(3)).unwrap().arrangements[0].stores = vec![id(1)];
    let (mut lent, mut store) = (loan(&mut Draw(1), 1), town::store(1, HERE));
    (lent.resource, lent.owner, lent.to) = (Ref::Store(id(1)), code(HERE), code(THERE));
    (lent.first, lent.last, lent.state) = (day(2026, 9, 1), day(2026, 12, 1), LoanState::Consented);
    facts.put(Entry::Loan(lent));
    let mut engine = Engine::from_nothing(facts);
    assert_eq!(engine.standing_in(code(THERE)).count(), 0);
    store.lots.clear();
    engine.apply([Change::Put(Entry::Store(store))]);
    assert_eq!(engine.standing_in(code(THERE)).count(), 3, "rice, water and blankets");
}
