//! How many alerts a second are read, and how many are taken in whole: kept, read, told apart, stored, held against
//! every zone and answered, durable; and how long the checklists of very many zones take.
//!
//! The data set is a folder that `gen.py` of the comparison kit wrote (`cap/*.xml`), named by `UNGPHO_BENCH_DATA`;
//! `UNGPHO_BENCH_DB` names a database with its zones, which is copied first. Without them small ones are made here.
//! Beside it run the kit's `peer_cap.py`. Run: `cargo bench --bench alerts --no-default-features`, with `-- reading`,
//! `-- taking` or `-- relocating` for a part of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a measurement may fail loudly

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use cpu_time::{ProcessTime, ThreadTime};
use ungpho::accounts::{Account, Acting, RoleName};
use ungpho::alerts::document::{Document, read_document};
use ungpho::alerts::rules::SourceRules;
use ungpho::hazards::{Hazard, RiskLevel};
use ungpho::kernel::ids::{AccountId, PlanId, PlanVersionId, ZoneId};
use ungpho::kernel::{Localized, SystemClock, Timestamp};
use ungpho::outbound::fetch::{FetchLimits, Fetcher};
use ungpho::plans::{
    Approval, Command, Due, Mode, Person, Phase, Plan, PlanContent, PlanVersion, PlanZone, Role, Subject, TaskTemplate,
    TriggerRule, VersionStatus,
};
use ungpho::relocation::{ActivationAct, ZoneStage};
use ungpho::services::App;
use ungpho::services::answering::Answering;
use ungpho::services::decide_activation::{Decision, decide_activation};
use ungpho::services::ingest_alert::{Arrival, take_in_all};
use ungpho::services::resume::resume;
use ungpho::store::{Store, activations, alerts, checklists, markers, migrations, plans, zones};
use ungpho::zones::{Zone, ZoneStatus};

/// Rounds; the median is told.
const ROUNDS: usize = 5;
/// As many documents as the poller keeps at once.
const BATCH: usize = 200;

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |part: &str| asked.is_empty() || asked.iter().any(|word| word == part);
    let messages = messages();
    let bytes: usize = messages.iter().map(Vec::len).sum();
    println!("{} messages, {:.1} kB on average", messages.len(), kilo(bytes) / count(messages.len()));
    if wanted("reading") {
        reading(&messages);
    }
    if wanted("taking") {
        keeping(&messages);
        taking_in(&messages, 0);
        // Held against all zones, of which plans have few, or as many as plans of communes have.
        taking_in(&holding(&messages), 1);
        taking_in(&holding(&messages), 50);
    }
    if wanted("relocating") {
        relocating();
    }
}

fn is_alert(message: &[u8]) -> bool {
    match read_document(message, Some("application/cap+xml"), &SourceRules::default()) {
        Document::Alerts(found) => found.iter().all(Result::is_ok),
        Document::Index(_) | Document::Unreadable(_) => false,
    }
}

fn reading(messages: &[Vec<u8>]) {
    let mut alerts = 0;
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begun = ThreadTime::now();
            alerts = messages.iter().filter(|message| is_alert(message)).count();
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    let each = times[ROUNDS / 2].as_secs_f64() / count(messages.len());
    println!(
        "read and checked: {:.1} us of processor time each, {:.0} a second on one core ({alerts} taken, {} refused)",
        each * 1e6,
        1.0 / each,
        messages.len() - alerts
    );
}

/// The messages as if all of them held, with their levels under a name that is known: then plans are asked.
fn holding(messages: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let hold = |message: &Vec<u8>| {
        let text = String::from_utf8_lossy(message).replace("<expires>2026-", "<expires>2099-");
        text.replace("<valueName>level<", "<valueName>disasterRiskLevel<").into_bytes()
    };
    messages.iter().map(hold).collect()
}

fn arrivals(messages: &[Vec<u8>]) -> Vec<Arrival> {
    let arrival = |(at, bytes): (usize, &Vec<u8>)| Arrival {
        url: Some(format!("http://localhost/{at}.xml")),
        content_type: Some("application/cap+xml".into()),
        bytes: bytes.clone(),
    };
    messages.iter().enumerate().map(arrival).collect()
}

fn rate(arrivals: &[Arrival], time: Duration) -> f64 {
    count(arrivals.len()) / time.as_secs_f64()
}

/// Keeps, reads and stores all messages; nothing is answered.
fn keeping(messages: &[Vec<u8>]) {
    let folder = tempfile::tempdir().unwrap();
    let app = office(folder.path());
    app.live.current(&app.store, now()).unwrap();
    let arrivals = arrivals(messages);
    let begun = Instant::now();
    for batch in arrivals.chunks(BATCH) {
        take_in_all(&app, None, batch).unwrap();
    }
    println!("kept and stored, {BATCH} at a time: {:.0} a second", rate(&arrivals, begun.elapsed()));
}

/// Takes all messages in and answers them; a plan of so many zones listens to each hazard.
fn taking_in(messages: &[Vec<u8>], zones_of_a_plan: usize) {
    let folder = tempfile::tempdir().unwrap();
    let app = office(folder.path());
    if zones_of_a_plan > 0 {
        add_plans(&app, zones_of_a_plan);
    }
    let known = app.live.current(&app.store, now()).unwrap();
    println!("{} zones, {} plans of {zones_of_a_plan} in force", known.zones.zones().len(), known.plans.len());
    let arrivals = arrivals(messages);
    let (wall, processor) = (Instant::now(), ProcessTime::now());
    // As the poll of a long list does it.
    let mut answering = Answering::default();
    for batch in arrivals.chunks(BATCH) {
        take_in_all(&app, None, batch).unwrap();
        answering.bell(&app).unwrap().ring();
    }
    answering.finish();
    resume(&app).unwrap();
    let (wall, processor) = (wall.elapsed(), processor.elapsed());
    let kept = app.store.read(|conn| alerts::newest(conn, None, None, i64::MAX)).unwrap();
    let proposed = app.store.read(|conn| activations::list(conn, None, None)).unwrap().len();
    println!("{} alerts of {} documents, {proposed} activations", kept.len(), arrivals.len());
    assert!(kept.iter().all(|alert| alert.responded_at.is_some()), "every alert was answered");
    println!(
        "kept, stored and answered, {BATCH} at a time: {:.0} a second; {:.0} us of processor time each",
        rate(&arrivals, wall),
        processor.as_secs_f64() * 1e6 / count(arrivals.len())
    );
    let begun = Instant::now();
    for batch in arrivals.chunks(BATCH) {
        take_in_all(&app, None, batch).unwrap();
    }
    println!("again, every one known: {:.0} a second", rate(&arrivals, begun.elapsed()));
}

/// A plan for each hazard that listens to it from level 1 on, each with other zones, spread over all there are.
fn add_plans(app: &App, zones_of_a_plan: usize) {
    let known = app.live.current(&app.store, now()).unwrap();
    let zones = known.zones.zones();
    let level = RiskLevel::new(1).unwrap();
    let step = (zones.len() / (Hazard::ALL.len() * zones_of_a_plan)).max(1);
    app.store
        .write(|conn| {
            for (at, hazard) in Hazard::ALL.iter().enumerate() {
                let of_plan: Vec<Zone> = zones
                    .iter()
                    .step_by(step)
                    .skip(at * zones_of_a_plan)
                    .take(zones_of_a_plan)
                    .map(|zone| Zone::clone(zone))
                    .collect();
                let plan = Plan {
                    id: PlanId::new(now()),
                    code: format!("P-{at}"),
                    unit_code: "23365".into(),
                    hazard: *hazard,
                    demonstration: false,
                };
                plans::insert(conn, &plan)?;
                plans::insert_version(conn, &version(&plan, &of_plan, level), now())?;
            }
            markers::advance(conn, markers::LIVE_DATA)
        })
        .unwrap();
    app.live.note_change();
}

/// Zones that one alert touches.
const TOUCHED: u32 = 10_000;
/// Lines of a checklist.
const LINES: usize = 12;

/// From an alert over very many zones of one plan to their checklists, as a person confirms.
fn relocating() {
    let mut times: Vec<[Duration; 2]> = (0..3)
        .map(|_| {
            let folder = tempfile::tempdir().unwrap();
            let app = planned(folder.path());
            let bytes = wide_alert();
            let begun = Instant::now();
            take_in_all(&app, None, &[Arrival { url: None, content_type: None, bytes }]).unwrap();
            resume(&app).unwrap();
            let proposed = begun.elapsed();
            let activation = app.store.read(|conn| activations::list(conn, None, None)).unwrap().pop().unwrap();
            assert_eq!(activation.zones.len(), TOUCHED as usize);
            let by = chair();
            let decision = Decision {
                activation: activation.id,
                revision: activation.revision,
                act: ActivationAct::Confirm,
                stage: ZoneStage::Ordered,
                remark: None,
                by: &by,
            };
            let begun = Instant::now();
            decide_activation(&app, &decision).unwrap();
            let opened = begun.elapsed();
            let lists = app.store.read(|conn| checklists::of_activation(conn, activation.id)).unwrap();
            assert_eq!(lists.len(), TOUCHED as usize);
            let tasks = app.store.read(|conn| checklists::tasks_of(conn, &[lists[0].id])).unwrap();
            assert_eq!(tasks[&lists[0].id].len(), LINES);
            [proposed, opened]
        })
        .collect();
    times.sort_unstable_by_key(|[proposed, opened]| *proposed + *opened);
    let [proposed, opened] = times[times.len() / 2];
    println!(
        "{TOUCHED} zones touched: proposed in {:.2} s, {TOUCHED} checklists of {LINES} lines durable {:.2} s after the confirmation",
        proposed.as_secs_f64(),
        opened.as_secs_f64()
    );
}

fn chair() -> Acting {
    let account = Account {
        id: AccountId::new(now()),
        name: "chair".into(),
        display_name: "Chủ tịch".into(),
        role: RoleName::Approver,
        unit_code: None,
    };
    Acting { account, origin: "bench".into() }
}

fn now() -> Timestamp {
    ungpho::kernel::Clock::now(&SystemClock)
}

/// A program with one plan of very many zones in force.
fn planned(folder: &Path) -> App {
    let store = Store::open(&format!("sqlite://{}", folder.join("bench.db").display())).unwrap();
    migrations::run(&store).unwrap();
    let level = RiskLevel::new(3).unwrap();
    let drawn: Vec<Zone> = (0..TOUCHED)
        .map(|number| {
            let (west, south) = (107.0 + f64::from(number % 100) * 0.01, 14.0 + f64::from(number / 100) * 0.01);
            let square = geo::Rect::new((west, south), (west + 0.005, south + 0.005)).to_polygon();
            Zone {
                id: ZoneId::new(now()),
                code: format!("Z-{number:05}"),
                hazard: Hazard::Storm,
                status: ZoneStatus::InForce,
                revision: 1,
                name: format!("Vùng {number}"),
                village: None,
                commune_code: "23365".into(),
                evacuate_from_level: level,
                geometry: geo::MultiPolygon::new(vec![square]),
                area_m2: 1.0,
                destinations: Vec::new(),
                route: None,
                in_charge: None,
                demonstration: false,
            }
        })
        .collect();
    let plan = Plan {
        id: PlanId::new(now()),
        code: "P".into(),
        unit_code: "23365".into(),
        hazard: Hazard::Storm,
        demonstration: false,
    };
    let version = version(&plan, &drawn, level);
    store
        .write(|conn| {
            drawn.iter().try_for_each(|zone| zones::add_revision(conn, zone, now()))?;
            plans::insert(conn, &plan)?;
            plans::insert_version(conn, &version, now())
        })
        .unwrap();
    let app = App::new(store, Arc::new(SystemClock), Fetcher::new(FetchLimits::default()).unwrap());
    app.live.current(&app.store, now()).unwrap();
    app
}

fn version(plan: &Plan, drawn: &[Zone], level: RiskLevel) -> PlanVersion {
    let person = |role: &str| Person { role: role.into(), name: "A".into() };
    let line = |number: usize| TaskTemplate {
        phase: Phase::During,
        subject: if number.is_multiple_of(3) { Subject::Property } else { Subject::People },
        role: Role::VillageHead,
        title: Localized::new(
            format!("Việc số {number}: báo từng nhà trong vùng"),
            format!("Line {number}: tell each house"),
        ),
        due: Some(Due::MinutesFromOpening(60)),
        zone: None,
        from_level: None,
        person: None,
        steps: Vec::new(),
    };
    let day = "2025-01-01".parse().unwrap();
    PlanVersion {
        id: PlanVersionId::new(now()),
        plan_id: plan.id,
        number: 1,
        status: VersionStatus::Approved(Approval {
            number: "1".into(),
            date: day,
            signer: "B".into(),
            effective_from: day,
        }),
        revision: 1,
        content: PlanContent {
            title: "Phương án".into(),
            triggers: vec![TriggerRule { on_hazards: vec![plan.hazard], at_level: level, mode: Mode::Propose }],
            zones: drawn
                .iter()
                .map(|zone| PlanZone { zone_id: zone.id, code: zone.code.clone(), revision: zone.revision })
                .collect(),
            tasks: (0..LINES).map(line).collect(),
            command: Command { chair: person("commune_chair"), standing: person("military_officer") },
            ..PlanContent::default()
        },
    }
}

/// A storm over all of the zones.
fn wide_alert() -> Vec<u8> {
    format!(
        "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>wide</identifier><sender>bench@example.vn</sender>\
         <sent>{}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><category>Met</category>\
         <event>Bão</event><urgency>Expected</urgency><severity>Extreme</severity><certainty>Likely</certainty>\
         <parameter><valueName>disasterRiskLevel</valueName><value>4</value></parameter><area><areaDesc>x</areaDesc>\
         <polygon>13.9,106.9 13.9,108.1 15.1,108.1 15.1,106.9 13.9,106.9</polygon></area></info></alert>",
        now().format("%Y-%m-%dT%H:%M:%S-00:00")
    )
    .into_bytes()
}

/// A program on a copy of the database that is named, or on a new one.
fn office(folder: &Path) -> App {
    let path = folder.join("bench.db");
    if let Some(database) = std::env::var_os("UNGPHO_BENCH_DB").filter(|path| !path.is_empty()) {
        std::fs::copy(PathBuf::from(database), &path).unwrap();
    }
    let store = Store::open(&format!("sqlite://{}", path.display())).unwrap();
    migrations::run(&store).unwrap();
    App::new(store, Arc::new(SystemClock), Fetcher::new(FetchLimits::default()).unwrap())
}

fn messages() -> Vec<Vec<u8>> {
    let Some(folder) = std::env::var_os("UNGPHO_BENCH_DATA").filter(|folder| !folder.is_empty()) else { return made() };
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(Path::new(&folder).join("cap")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// Messages with a polygon of two hundred corners each.
fn made() -> Vec<Vec<u8>> {
    let message = |number: u32| {
        let corners: Vec<String> = (0..=200)
            .map(|corner| {
                let turn = f64::from(corner % 200) / 200.0 * std::f64::consts::TAU;
                let (lat, lon) = (15.0 + turn.sin() * 0.3, 107.5 + f64::from(number % 100) / 50.0 + turn.cos() * 0.3);
                format!("{lat:.5},{lon:.5}")
            })
            .collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">\
             <identifier>m{number}</identifier><sender>bench@example.vn</sender><sent>2025-11-06T20:00:00+07:00</sent>\
             <status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><language>vi-VN</language>\
             <category>Met</category><event>Bão</event><urgency>Expected</urgency><severity>Severe</severity>\
             <certainty>Likely</certainty><expires>2099-01-01T00:00:00+07:00</expires><headline>Tin bão</headline>\
             <area><areaDesc>Một vùng</areaDesc><polygon>{}</polygon></area></info></alert>",
            corners.join(" ")
        )
        .into_bytes()
    };
    (0..2_000).map(message).collect()
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap())
}

fn kilo(bytes: usize) -> f64 {
    count(bytes) / 1e3
}
