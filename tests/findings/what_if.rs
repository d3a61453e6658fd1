//! Figures for a situation: both columns, unknowns counted as unknown, and in time.

use std::time::Instant;

use geo::{MultiPolygon, polygon};
use ungpho::hazards::{Hazard, RiskLevel};
use ungpho::households::{
    DestinationKind, Entry, Household, PropertyKind, PropertyLine, VulnerableGroup, VulnerableKind, ZoneBasis,
};
use ungpho::kernel::ids::{HouseholdId, ShelterId, ZoneId};
use ungpho::places::{Answer, Shelter, ShelterFacts, ShelterKind};
use ungpho::services::findings::keep_findings;
use ungpho::services::household_register::{
    HouseholdEdit, NewHousehold, add_household, change_household, retire_household,
};
use ungpho::services::what_if::{Question, RegisterFigures, ShelterLoss, WhatIf, what_if};
use ungpho::store::households::Change;
use ungpho::store::{household_zones, households, markers, resource_revisions, shelters, zones};
use ungpho::zones::{Zone, ZoneStatus};

use crate::province::{Province, beginning};

fn question(hazard: Hazard, level: u8) -> Question {
    Question { hazard, level: RiskLevel::new(level).unwrap(), zones: None, area: None, unit: None }
}

fn ask(province: &Province, question: &Question) -> WhatIf {
    what_if(&province.app, question).unwrap()
}

/// The households of zones in force, by plain counting.
fn counted(province: &Province, chosen: impl Fn(&Zone) -> bool) -> (i64, i64) {
    let picture = province.app.live.current(&province.app.store, province.app.now()).unwrap();
    let ids: Vec<ZoneId> = picture.zones.zones().iter().filter(|zone| chosen(zone)).map(|zone| zone.id).collect();
    let all = province.app.store.read(|conn| household_zones::of_zone(conn, &ids)).unwrap();
    (i64::try_from(all.len()).unwrap(), all.iter().map(|household| household.entry.people).sum())
}

#[test]
fn a_household_counts_once_and_the_communes_add_up_to_the_whole() {
    let province = Province::open();
    for (hazard, level) in [(Hazard::Landslide, 1), (Hazard::Landslide, 5), (Hazard::Flood, 2), (Hazard::Storm, 4)] {
        let answer = ask(&province, &question(hazard, level));
        let moves = |zone: &Zone| zone.hazard == hazard && zone.evacuate_from_level.digit() <= level;
        let (households, people) = counted(&province, moves);
        assert_eq!((answer.total.register.households, answer.total.register.people), (households, people));
        assert!(people > 0, "{hazard} {level}");
        let of = |figure: fn(&ungpho::services::what_if::WhatIfPlace) -> i64| {
            answer.communes.iter().map(figure).sum::<i64>()
        };
        assert_eq!(of(|place| place.register.people), people);
        assert_eq!(of(|place| place.places.night), answer.total.places.night);
        assert_eq!(answer.communes.iter().map(|place| place.zones).sum::<usize>(), answer.zones.len());
        let lost = answer.shelters.iter().filter(|shelter| shelter.lost.is_some()).count();
        assert_eq!(i64::try_from(lost).unwrap(), answer.total.places.lost_shelters);
        assert!(answer.advice.vi.contains("tham khảo"));
    }
}

#[test]
fn what_no_table_says_is_unknown_and_never_taken_from_the_register() {
    let province = Province::open();
    let answer = ask(&province, &question(Hazard::Landslide, 5));
    // One plan of the demonstration has a table of its villages: 30 + 20 + 14 + 45 households in its three zones.
    assert_eq!((answer.total.tables.people, answer.total.tables.households), (129 + 75 + 53 + 158, 109));
    assert_eq!(usize::try_from(answer.total.tables.zones_unknown).unwrap(), answer.zones.len() - 3);
    let ill = answer.total.tables.vulnerable.iter().find(|it| it.kind == "severely_ill").unwrap();
    assert_eq!((ill.count, ill.unknown), (3 + 2 + 2, 1), "of one village the table does not say");
    let register = &answer.communes.iter().find(|it| it.commune_code.as_deref() == Some("23365")).unwrap().register;
    assert_eq!((register.households, register.people), (112, 427), "the register says otherwise, beside it");
    // Of storms no table says anything, and nothing is short by what no table says.
    let storm = ask(&province, &question(Hazard::Storm, 5));
    assert_eq!(
        (storm.total.tables.people, storm.total.tables.zones_unknown),
        (0, i64::try_from(storm.zones.len()).unwrap())
    );
    assert!(storm.total.shortages.iter().all(|short| short.short_by_tables.is_none()));
}

#[test]
fn a_shelter_is_lost_inside_where_unsuitable_where_nobody_knows_and_where_it_is_away() {
    let province = Province::open();
    let of = |hazard, level, code: &str| {
        let answer = ask(&province, &question(hazard, level));
        answer.shelters.into_iter().find(|shelter| shelter.code == code).map(|shelter| shelter.lost)
    };
    assert_eq!(of(Hazard::Flood, 2, "MR-NVH-02"), Some(Some(ShelterLoss::Inside)), "it stands in MR-LU-01");
    assert_eq!(of(Hazard::Storm, 4, "NL-RON-02"), Some(Some(ShelterLoss::Unsuitable)));
    assert_eq!(of(Hazard::Landslide, 2, "NL-TRG-01"), Some(Some(ShelterLoss::Away)), "it is a school, in term");
    assert_eq!(of(Hazard::Landslide, 2, "NL-TRU-03"), Some(None));
    let only = Question { unit: Some("23293".into()), ..question(Hazard::Flood, 5) };
    let answer = ask(&province, &only);
    assert!(answer.communes.iter().all(|place| place.commune_code.as_deref() == Some("23293")));
    let named = Question { zones: Some(vec!["NL-SL-01".into()]), ..question(Hazard::Landslide, 1) };
    assert_eq!(ask(&province, &named).zones.len(), 1, "a zone that is named is asked about at any level");
    let wrong = Question { zones: Some(vec!["NL-SL-01".into(), "NO-1".into()]), ..question(Hazard::Landslide, 1) };
    assert!(what_if(&province.app, &wrong).unwrap_err().to_string().starts_with("/zones/1"));
}

#[test]
fn the_register_at_hand_follows_every_line() {
    let province = Province::open();
    let asked = question(Hazard::Landslide, 5);
    let moves = |zone: &Zone| zone.hazard == Hazard::Landslide && zone.evacuate_from_level.digit() <= 5;
    let agrees = |province: &Province| {
        let answer = ask(province, &asked);
        let figures = &answer.total.register;
        assert_eq!((figures.households, figures.people), counted(province, moves));
        figures.clone()
    };
    let before = agrees(&province);
    let picture = province.app.live.current(&province.app.store, province.app.now()).unwrap();
    let zone = picture.zones.zones().iter().find(|zone| zone.code == "NL-SL-01").unwrap();
    let living = province.app.store.read(|conn| household_zones::of_zone(conn, &[zone.id])).unwrap();
    let held = &living[0];
    let mut entry = held.entry.clone();
    entry.people += 3;
    entry.male = entry.male.map(|men| men + 3);
    entry.vulnerable.push(VulnerableGroup { kind: VulnerableKind::SiteWorker, count: Some(2) });
    entry.property.push(PropertyLine {
        kind: PropertyKind::Rice,
        what: "lúa".into(),
        quantity: Some(50.0),
        unit: "kg".into(),
    });
    let edit = HouseholdEdit { code: None, as_of: None, entry, reason: String::new() };
    let edited = change_household(&province.app, &province.editor, held.id, held.revision, &edit).unwrap().household;
    let after = agrees(&province);
    assert_eq!(after.people, before.people + 3);
    let of = |figures: &RegisterFigures, kind: &str| {
        figures.vulnerable.iter().find(|it| it.kind == kind).map_or(0, |it| it.count)
    };
    assert_eq!(of(&after, "site_worker"), of(&before, "site_worker") + 2);
    let rice = |figures: &RegisterFigures| figures.property.iter().find(|it| it.kind == "rice_kg").unwrap().quantity;
    assert_eq!(rice(&after), rice(&before) + 50);
    retire_household(&province.app, &province.editor, held.id, edited.revision, None, "chuyển đi").unwrap();
    assert_eq!(agrees(&province).households, before.households - 1);
    let new = NewHousehold {
        commune_code: held.commune_code.clone(),
        code: None,
        as_of: None,
        entry: held.entry.clone(),
        reason: String::new(),
    };
    add_household(&province.app, &province.editor, &new).unwrap();
    let back = agrees(&province);
    assert_eq!((back.households, back.people), (before.households, before.people));
}

#[test]
fn a_drawn_area_counts_who_stands_in_it() {
    let province = Province::open();
    let picture = province.app.live.current(&province.app.store, province.app.now()).unwrap();
    let zone = picture.zones.zones().iter().find(|zone| zone.code == "NL-SL-01").unwrap();
    let asked = Question { area: Some(zone.geometry.clone()), ..question(Hazard::Landslide, 5) };
    let answer = ask(&province, &asked);
    let whole = counted(&province, |other| other.id == zone.id);
    assert_eq!((answer.total.register.households, answer.total.register.people), whole);
    assert!(answer.zones.iter().any(|it| it.id == zone.id && !it.in_part), "all of the zone lies in it");
    let nowhere: MultiPolygon<f64> =
        polygon![(x: 100.0, y: 10.0), (x: 100.1, y: 10.0), (x: 100.1, y: 10.1), (x: 100.0, y: 10.0)].into();
    let empty = ask(&province, &Question { area: Some(nowhere), ..question(Hazard::Landslide, 5) });
    assert_eq!((empty.total.register.people, empty.zones.len(), empty.communes.len()), (0, 0, 0));
}

/// A province of 3,000 zones, 12,000 households and 600 shelters in the communes of the demonstration.
fn large(province: &Province) {
    let communes: Vec<String> = {
        let picture = province.app.live.current(&province.app.store, province.app.now()).unwrap();
        picture.communes().map(|commune| commune.code.clone()).collect()
    };
    let change = Change { at: beginning(), by: "test".into(), reason: String::new() };
    let line = resource_revisions::Change { at: beginning(), by: "test".into(), reason: String::new() };
    let place = |number: usize| {
        let (x, y) = ((number % 60) as f64, (number / 60) as f64);
        (107.3 + x * 0.02, 14.0 + y * 0.02)
    };
    province
        .app
        .store
        .write(|conn| {
            for number in 0..3_000 {
                let (west, south) = place(number);
                let geometry: MultiPolygon<f64> = polygon![
                    (x: west, y: south), (x: west + 0.015, y: south), (x: west + 0.015, y: south + 0.015),
                    (x: west, y: south + 0.015)
                ]
                .into();
                let zone = Zone {
                    id: ZoneId::new(beginning()),
                    code: format!("LON-{number:04}"),
                    hazard: Hazard::Landslide,
                    status: ZoneStatus::InForce,
                    revision: 1,
                    name: format!("Vùng {number}"),
                    village: Some(format!("Thôn {number}")),
                    commune_code: communes[number % communes.len()].clone(),
                    evacuate_from_level: RiskLevel::new(1).unwrap(),
                    area_m2: 1.0,
                    geometry,
                    destinations: Vec::new(),
                    route: None,
                    in_charge: None,
                    demonstration: false,
                };
                zones::add_revision(conn, &zone, beginning())?;
                household_zones::note_counted(conn, zone.id, 1)?;
                for of_zone in 0..4 {
                    let household = household(number * 4 + of_zone, &zone, (west + 0.005, south + 0.005));
                    households::add(conn, &household, &change)?;
                    household_zones::set_of_household(conn, household.id, &[(zone.id, ZoneBasis::Position)])?;
                }
                if number % 5 == 0 {
                    shelters::put(conn, &shelter(number, &zone.commune_code, (west + 0.017, south + 0.017)), &line)?;
                }
            }
            markers::advance(conn, markers::LIVE_DATA)
        })
        .unwrap();
}

fn household(number: usize, zone: &Zone, position: (f64, f64)) -> Household {
    let group = |kind, count| VulnerableGroup { kind, count };
    Household {
        id: HouseholdId::new(beginning()),
        commune_code: zone.commune_code.clone(),
        code: format!("L{number}"),
        revision: 1,
        as_of: "2026-05-01".parse().unwrap(),
        retired_on: None,
        demonstration: false,
        entry: Entry {
            head: "A Thử".into(),
            village: zone.village.clone().unwrap(),
            people: 4,
            vulnerable: vec![group(VulnerableKind::Child, Some(1)), group(VulnerableKind::OlderPerson, None)],
            destination_kind: DestinationKind::Shelter,
            property: vec![PropertyLine {
                kind: PropertyKind::Livestock,
                what: "bò".into(),
                quantity: Some(2.0),
                unit: "con".into(),
            }],
            position: Some(position),
            ..Entry::default()
        },
    }
}

fn shelter(number: usize, commune: &str, (lon, lat): (f64, f64)) -> Shelter {
    Shelter {
        id: ShelterId::new(beginning()),
        code: format!("LON-{number}"),
        name: "Trường".into(),
        kind: ShelterKind::School,
        commune_code: commune.into(),
        capacity: 40,
        suitable_for: vec![Hazard::Landslide],
        keeper_name: None,
        keeper_phone: None,
        lon,
        lat,
        demonstration: false,
        revision: 1,
        retired_on: None,
        facts: ShelterFacts { water: Answer::Yes, ..ShelterFacts::default() },
    }
}

#[test]
fn a_province_is_answered_while_somebody_looks_at_the_screen() {
    let province = Province::open();
    large(&province);
    keep_findings(&province.app).unwrap();
    let asked = question(Hazard::Landslide, 5);
    let answer = ask(&province, &asked);
    assert!(answer.zones.len() > 3_000 && answer.total.register.people >= 48_000);
    let child = answer.total.register.vulnerable.iter().find(|it| it.kind == "child").unwrap();
    let older = answer.total.register.vulnerable.iter().find(|it| it.kind == "older_person").unwrap();
    assert!(child.count >= 12_000 && older.unknown >= 12_000, "a kind without a number is counted as unknown");
    let mut times: Vec<f64> = (0..5)
        .map(|_| {
            let begun = Instant::now();
            ask(&province, &asked);
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("what-if of 3,000 zones and 12,000 households: {:.0} ms (median of 5)", times[2]);
    // Without optimisation, beside other work: the promise is 200 ms with it.
    assert!(times[0] < 4_000.0, "{times:?}");
}
