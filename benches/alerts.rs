//! How many alerts a second are read, and how many are taken in whole: kept, read, told apart, stored, held against
//! every zone and answered, durable; and how long the checklists of very many zones take.
//!
//! The data set is a folder that `gen.py` of the comparison kit wrote (`cap/*.xml`), named by `UNGPHO_BENCH_DATA`;
//! `UNGPHO_BENCH_DB` names a database with its zones, which is copied first. Without them small ones are made here.
//! Beside it run the kit's `peer_cap.py`. Run: `cargo bench --bench alerts --no-default-features`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a measurement may fail loudly

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use cpu_time::{ProcessTime, ThreadTime};
use ungpho::alerts::document::{Document, read_document};
use ungpho::alerts::rules::SourceRules;
use ungpho::kernel::SystemClock;
use ungpho::outbound::fetch::{FetchLimits, Fetcher};
use ungpho::services::App;
use ungpho::services::ingest_alert::{Arrival, take_in_all};
use ungpho::services::resume::resume;
use ungpho::store::{Store, alerts, migrations};

/// Rounds; the median is told.
const ROUNDS: usize = 5;
/// As many documents as the poller keeps at once.
const BATCH: usize = 50;

fn main() {
    let messages = messages();
    let bytes: usize = messages.iter().map(Vec::len).sum();
    println!("{} messages, {:.1} kB on average", messages.len(), kilo(bytes) / count(messages.len()));
    reading(&messages);
    taking_in(messages);
}

fn reading(messages: &[Vec<u8>]) {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begun = ThreadTime::now();
            let mut alerts = 0_usize;
            for message in messages {
                match read_document(message, Some("application/cap+xml"), &SourceRules::default()) {
                    Document::Alerts(found) => alerts += found.iter().filter(|alert| alert.is_ok()).count(),
                    other => panic!("{other:?}"),
                }
            }
            assert_eq!(alerts, messages.len(), "every message is an alert");
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    let each = times[ROUNDS / 2].as_secs_f64() / count(messages.len());
    println!("read and checked: {:.1} us of processor time each, {:.0} a second on one core", each * 1e6, 1.0 / each);
}

fn taking_in(messages: Vec<Vec<u8>>) {
    let folder = tempfile::tempdir().unwrap();
    let app = office(folder.path());
    let now = app.live.current(&app.store, ungpho::kernel::Clock::now(&SystemClock)).unwrap();
    println!("{} zones, {} plans in force", now.zones.zones().len(), now.plans.len());
    let arrivals: Vec<Arrival> = messages
        .into_iter()
        .enumerate()
        .map(|(at, bytes)| Arrival {
            url: Some(format!("http://localhost/{at}.xml")),
            content_type: Some("application/cap+xml".into()),
            bytes,
        })
        .collect();
    let (wall, processor) = (Instant::now(), ProcessTime::now());
    for batch in arrivals.chunks(BATCH) {
        take_in_all(&app, None, batch).unwrap();
    }
    let stored = wall.elapsed();
    resume(&app).unwrap();
    let (wall, processor) = (wall.elapsed(), processor.elapsed());
    let kept = app.store.read(|conn| alerts::newest(conn, None, None, i64::MAX)).unwrap();
    assert_eq!(kept.len(), arrivals.len());
    assert!(kept.iter().all(|alert| alert.responded_at.is_some()), "every alert was answered");
    let rate = |time: Duration| count(arrivals.len()) / time.as_secs_f64();
    println!(
        "taken in, {BATCH} at a time: {:.0} a second kept and stored, {:.0} a second answered too; {:.0} us of processor time each",
        rate(stored),
        rate(wall),
        processor.as_secs_f64() * 1e6 / count(arrivals.len())
    );
    let begun = Instant::now();
    for batch in arrivals.chunks(BATCH) {
        take_in_all(&app, None, batch).unwrap();
    }
    println!("again, every one known: {:.0} a second", rate(begun.elapsed()));
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
