//! How long the coverage of a province and of the whole country takes, on a real SQLite file.
//!
//! Invented units with plans in 60 of 100 cells, each content the template a plan begins with. `table` is what the
//! program does; `cell_by_cell` asks the store about each cell by itself, as a first version would, and must give
//! the same table. Run: `cargo bench --bench coverage --no-default-features`.

#![allow(clippy::unwrap_used)] // a measurement may fail loudly

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use chrono::{Days, NaiveDate, TimeZone, Utc};
use divan::{Bencher, black_box};
use tempfile::TempDir;
use ungpho::hazards::Hazard;
use ungpho::kernel::FixedClock;
use ungpho::kernel::ids::{PlanId, PlanVersionId};
use ungpho::outbound::fetch::{FetchLimits, Fetcher};
use ungpho::places::{AdminUnit, BoundaryKind, UnitKind};
use ungpho::plans::coverage::{Calendar, Cell, Standing, StandingAt, cell, covered_hazards};
use ungpho::plans::rules::{Season, shipped_rules};
use ungpho::plans::{Approval, Plan, PlanVersion, Stage, VersionStatus, new_content};
use ungpho::services::App;
use ungpho::services::cover_units::{CoverageFilter, cover_units};
use ungpho::store::{Store, StoreConnection, StoreError, admin_units, migrations, plan_coverage, plans};

/// The communes of Quảng Ngãi, and those of the country.
const SIZES: [usize; 2] = [96, 3_321];

fn main() {
    for size in SIZES {
        let seeded = seeded(size);
        let ours: Vec<Cell> = cover_units(&seeded.app, &CoverageFilter::default())
            .unwrap()
            .units
            .into_iter()
            .flat_map(|unit| unit.cells)
            .collect();
        assert_eq!(ours.len(), size * 24);
        assert!(ours == cell_by_cell(&seeded.app), "both ways give the same table");
        let bytes = answer(&seeded.app).len();
        let file = std::fs::metadata(seeded.folder.path().join("bench.db")).unwrap().len();
        println!("{size} units: {} cells, {bytes} bytes of JSON, database of {} MB", ours.len(), file / 1_000_000);
    }
    divan::main();
}

#[divan::bench(args = SIZES, sample_count = 100, sample_size = 1)]
fn table(bencher: Bencher<'_, '_>, size: usize) {
    let app = &seeded(size).app;
    bencher.bench_local(|| answer(black_box(app)));
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn peer_cell_by_cell(bencher: Bencher<'_, '_>, size: usize) {
    let app = &seeded(size).app;
    bencher.bench_local(|| serde_json::to_vec(&cell_by_cell(black_box(app))).unwrap());
}

/// The service call and the answer as it goes out.
fn answer(app: &App) -> Vec<u8> {
    serde_json::to_vec(&cover_units(app, &CoverageFilter::default()).unwrap()).unwrap()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

/// The same cells, one question to the store for each.
fn cell_by_cell(app: &App) -> Vec<Cell> {
    let season: Season = shipped_rules().into_iter().find_map(|rule| rule.season).unwrap();
    app.store
        .read(|conn| {
            let mut cells = Vec::new();
            for unit in plan_coverage::units(conn, today(), None)? {
                let calendar = Calendar::of(&unit, Some(&season), today());
                for hazard in covered_hazards() {
                    let versions = versions_of(conn, &unit.code, hazard)?;
                    cells.push(cell(hazard, &versions, None, calendar));
                }
            }
            Ok::<_, StoreError>(cells)
        })
        .unwrap()
}

fn versions_of(conn: &mut StoreConnection, unit: &str, hazard: Hazard) -> Result<Vec<Standing>, StoreError> {
    let Some(plan) = plans::of_unit(conn, unit, hazard)? else { return Ok(Vec::new()) };
    let heads = plans::heads(conn, Some(plan.id))?;
    Ok(heads
        .into_iter()
        .map(|head| Standing {
            plan_id: plan.id,
            unit_code: plan.unit_code.clone(),
            hazard,
            number: head.number,
            review_by: head.review_by,
            at: match head.status {
                VersionStatus::Draft => StandingAt::Open(Stage::Draft),
                VersionStatus::Submitted => StandingAt::Open(Stage::Submitted),
                VersionStatus::Returned => StandingAt::Open(Stage::Returned),
                VersionStatus::Appraised => StandingAt::Open(Stage::Appraised),
                VersionStatus::Approved(approval) => {
                    StandingAt::Approved { on: approval.date, from: approval.effective_from }
                }
                VersionStatus::Withdrawn(approval, withdrawal) => {
                    StandingAt::Withdrawn { from: approval.effective_from, on: withdrawal.on }
                }
            },
        })
        .collect())
}

struct Seeded {
    app: App,
    folder: TempDir,
}

fn seeded(size: usize) -> &'static Seeded {
    static SMALL: OnceLock<Seeded> = OnceLock::new();
    static LARGE: OnceLock<Seeded> = OnceLock::new();
    let kept = if size == SIZES[0] { &SMALL } else { &LARGE };
    kept.get_or_init(|| seed(size))
}

fn seed(size: usize) -> Seeded {
    let folder = TempDir::with_prefix("ungpho-bench-").unwrap();
    let store = Store::open(&format!("sqlite://{}", folder.path().join("bench.db").display())).unwrap();
    migrations::run(&store).unwrap();
    let now = Utc.with_ymd_and_hms(2026, 11, 24, 2, 0, 0).unwrap();
    store
        .write(|conn| {
            for at in 0..size {
                admin_units::put(conn, &unit(at))?;
                for (column, hazard) in covered_hazards().into_iter().enumerate() {
                    // A fixed scatter in place of chance: 60 of 100 cells have a plan, a third of those two versions.
                    let lot = (at * 24 + column).wrapping_mul(2_654_435_761) % 100;
                    if lot < 60 {
                        add_plan(conn, at, hazard, lot)?;
                    }
                }
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let limits = FetchLimits {
        connect: Duration::from_secs(1),
        total: Duration::from_secs(1),
        bytes: 1,
        ..FetchLimits::default()
    };
    Seeded { app: App::new(store, Arc::new(FixedClock::at(now)), Fetcher::new(limits).unwrap()), folder }
}

fn unit(at: usize) -> AdminUnit {
    AdminUnit {
        code: format!("{at:05}"),
        name: format!("Xã Thử {at}"),
        kind: UnitKind::Commune,
        parent_code: Some("00".into()),
        former_district: None,
        valid_from: NaiveDate::from_ymd_opt(2025, 7, 1).unwrap(),
        valid_to: None,
        lon: 108.0,
        lat: 15.0,
        boundary: None,
        boundary_kind: BoundaryKind::None,
        source: "invented".into(),
    }
}

fn add_plan(conn: &mut StoreConnection, at: usize, hazard: Hazard, lot: usize) -> Result<(), StoreError> {
    let now = Utc.with_ymd_and_hms(2026, 4, 1, 0, 0, 0).unwrap();
    let plan = Plan {
        id: PlanId::new(now),
        code: format!("PA-{at:05}-{}", hazard.code()),
        unit_code: format!("{at:05}"),
        hazard,
        demonstration: false,
    };
    plans::insert(conn, &plan)?;
    let first = today() - Days::new(30 + 10 * u64::try_from(lot).unwrap());
    let approval = Approval { number: "1/QĐ-UBND".into(), date: first, signer: "A".into(), effective_from: first };
    let open = [VersionStatus::Draft, VersionStatus::Submitted, VersionStatus::Returned, VersionStatus::Appraised];
    let open = open.get(lot % 4).cloned().unwrap();
    let statuses = match lot % 6 {
        0 => vec![open],
        1 | 2 => vec![VersionStatus::Approved(approval), open],
        _ => vec![VersionStatus::Approved(approval)],
    };
    for (number, status) in (1..).zip(statuses) {
        let version = PlanVersion {
            id: PlanVersionId::new(now),
            plan_id: plan.id,
            number,
            revision: 1,
            status,
            content: new_content(hazard, "Xã Thử", first),
        };
        plans::insert_version(conn, &version, now)?;
    }
    Ok(())
}
