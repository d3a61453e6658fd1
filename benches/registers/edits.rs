//! What a reader waits for after somebody changed one line: the picture where it is another, and the findings.

use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use ungpho::accounts::{Account, Acting, RoleName};
use ungpho::hazards::{Hazard, RiskLevel};
use ungpho::kernel::ids::{AccountId, PlanVersionId};
use ungpho::resources::{Details, MovementKind, Quantity, Register};
use ungpho::services::App;
use ungpho::services::household_register::{HouseholdEdit, change_household};
use ungpho::services::move_stock::{NewMovement, note_movement};
use ungpho::services::resource_register::change_resource;
use ungpho::services::shelter_register::change_shelter;
use ungpho::store::{
    StoreConnection, StoreError, accounts, household_zones, households, markers, plans, resources, shelters, zones,
};

use super::country::{Draw, OF_A_PROVINCE, commune};
use super::middle_and_worst;

const ROUNDS: usize = 40;

/// Changes lines of every table and reads the findings after each.
pub fn each(app: &App) {
    let by = editor(app);
    let mut draw = Draw(7);
    let vehicles = app.store.read(|conn| resources::ever(conn, Some(Register::Vehicle))).unwrap();
    let supplies = app.store.read(|conn| resources::ever(conn, Some(Register::Supply))).unwrap();
    let buildings = app.store.read(shelters::all).unwrap();
    app.findings.read(app, |_| ()).unwrap();
    timed(app, "household", || {
        let place = commune(draw.below(OF_A_PROVINCE));
        let held = app.store.read(|conn| households::of_commune(conn, &place, false)).unwrap();
        let held = &held[draw.below(held.len())];
        let mut entry = held.entry.clone();
        entry.people += 1;
        let edit = HouseholdEdit { code: None, as_of: None, entry, reason: String::new() };
        change_household(app, &by, held.id, held.revision, &edit).unwrap();
    });
    let mut at = 0;
    timed(app, "vehicle", || {
        at += 97;
        let (held, mut entry) = (&vehicles[at], vehicles[at].entry.clone());
        if let Details::Vehicle(vehicle) = &mut entry.details {
            vehicle.number = 1;
        }
        change_resource(app, &by, held.id, held.revision, &entry, "").unwrap();
    });
    timed(app, "movement of a stock", || {
        at += 31;
        let movement = NewMovement {
            kind: MovementKind::Received,
            quantity: Quantity::whole(5),
            happened_on: None,
            reason: "nhập".into(),
        };
        note_movement(app, &by, supplies[at].id, &movement).unwrap();
    });
    timed(app, "shelter", || {
        at += 41;
        let (held, mut line) = (&buildings[at], buildings[at].clone());
        line.capacity = 10;
        change_shelter(app, &by, held.id, held.revision, &line, "").unwrap();
    });
    timed(app, "shelter that is moved", || {
        at += 41;
        let (held, mut line) = (&buildings[at], buildings[at].clone());
        line.lat += 0.015;
        change_shelter(app, &by, held.id, held.revision, &line, "").unwrap();
    });
    timed(app, "version of a plan", || in_store(app, |conn| another_version(app, conn, &mut draw)));
    timed(app, "zone", || in_store(app, |conn| another_outline(app, conn, &mut draw)));
}

fn editor(app: &App) -> Acting {
    let account = Account {
        id: AccountId::new(app.now()),
        name: "bench".into(),
        display_name: "Bench".into(),
        role: RoleName::Editor,
        unit_code: None,
    };
    app.store.write(|conn| accounts::insert(conn, &account, None, app.now())).unwrap();
    Acting { account, origin: "bench".into() }
}

fn in_store(app: &App, change: impl FnOnce(&mut StoreConnection) -> Result<(), StoreError>) {
    let mut change = Some(change);
    app.store
        .write(|conn| {
            change.take().unwrap()(conn)?;
            markers::advance(conn, markers::LIVE_DATA)
        })
        .unwrap();
    app.live.note_change();
}

/// A plan gets a version that sends everybody to the first shelter it names.
fn another_version(app: &App, conn: &mut StoreConnection, draw: &mut Draw) -> Result<(), StoreError> {
    let picture = app.live.held().unwrap();
    let held = &picture.plans[draw.below(picture.plans.len())];
    let mut version = held.version.clone();
    (version.id, version.number) = (PlanVersionId::new(app.now()), version.number + 1);
    let first = version.content.arrangements.values().next().map(|it| it.destinations.clone()).unwrap_or_default();
    version.content.arrangements.values_mut().for_each(|it| it.destinations.clone_from(&first));
    plans::insert_version(conn, &version, app.now())
}

/// A zone in force gets another level.
fn another_outline(app: &App, conn: &mut StoreConnection, draw: &mut Draw) -> Result<(), StoreError> {
    let picture = app.live.held().unwrap();
    let all = picture.zones.zones();
    let mut zone = (*all[draw.below(all.len())]).clone();
    zone.revision += 1;
    zone.hazard = Hazard::Storm;
    zone.evacuate_from_level = RiskLevel::new(1).unwrap();
    zones::add_revision(conn, &zone, app.now())?;
    // A plan names the revision that was approved; the zone alone counts where none does.
    if let Some(held) = picture.plan_of(zone.id) {
        let mut version = held.version.clone();
        (version.id, version.number) = (PlanVersionId::new(app.now()), version.number + 1);
        for named in version.content.zones.iter_mut().filter(|named| named.zone_id == zone.id) {
            named.revision = zone.revision;
        }
        plans::insert_version(conn, &version, app.now())?;
    }
    household_zones::note_counted(conn, zone.id, zone.revision)
}

fn timed(app: &App, name: &str, mut edit: impl FnMut()) {
    let (mut pictures, mut walls, mut processor) = (Vec::new(), Vec::new(), Duration::ZERO);
    for _ in 0..ROUNDS {
        edit();
        let begun = Instant::now();
        app.live.current(&app.store, app.now()).unwrap();
        pictures.push(begun.elapsed().as_secs_f64() * 1e3);
        let (begun, own) = (Instant::now(), ThreadTime::now());
        app.findings.read(app, |_| ()).unwrap();
        walls.push(begun.elapsed().as_secs_f64() * 1e3);
        processor = processor.max(own.elapsed());
    }
    let ((picture, worst_picture), (middle, worst)) = (middle_and_worst(pictures), middle_and_worst(walls));
    println!(
        "after one {name}: findings {middle:.1} ms, at most {worst:.1} ms ({:.1} ms of processor time); the picture \
         {picture:.1} ms, at most {worst_picture:.1} ms",
        processor.as_secs_f64() * 1e3
    );
}
