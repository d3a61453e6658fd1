//! How long people wait for what is reckoned from the registers of a whole country: the first look at the findings, the
//! findings after an edit as a reader meets them (from the store and the events, not only in the engine), and a what-if
//! for a province with a full register of households.
//!
//! The country is made in a SQLite file: 3,321 communes, 100,000 zones, 9,963 plans, 20,000 shelters, 46,600 lines of
//! resources, and 400,000 households with members and property in the 98 communes of one province. `UNGPHO_BENCH_DB`
//! names a file to keep it in (it is made there where it is missing, which takes a minute or two) and to serve it from;
//! it is copied before it is changed. Run: `cargo bench --bench registers --no-default-features`, with `-- look`,
//! `-- edits` or `-- whatif` for a part of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a measurement may fail loudly
#![allow(clippy::disallowed_methods, reason = "a bench is told by its environment where the data lies")]

mod country;
mod edits;
mod questions;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use cpu_time::ProcessTime;
use ungpho::kernel::SystemClock;
use ungpho::outbound::fetch::{FetchLimits, Fetcher};
use ungpho::services::App;
use ungpho::store::{Store, migrations};

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |part: &str| asked.is_empty() || asked.iter().any(|word| word == part);
    let folder = tempfile::tempdir().unwrap();
    let app = office(folder.path());
    look(&app);
    if wanted("whatif") {
        questions::ask(&app);
    }
    if wanted("edits") {
        edits::each(&app);
    }
}

/// A program on a copy of the file that is named, or on a new one.
fn office(folder: &Path) -> App {
    let path = folder.join("bench.db");
    let named = std::env::var_os("UNGPHO_BENCH_DB").filter(|path| !path.is_empty()).map(PathBuf::from);
    let made = named.clone().unwrap_or_else(|| path.clone());
    if !made.exists() {
        let begun = Instant::now();
        let store = open(&made);
        migrations::run(&store).unwrap();
        country::fill(&store);
        println!("made in {:.0} s", begun.elapsed().as_secs_f64());
    }
    if named.is_some() {
        fs::copy(&made, &path).unwrap();
    }
    App::new(open(&path), Arc::new(SystemClock), Fetcher::new(FetchLimits::default()).unwrap())
}

fn open(path: &Path) -> Store {
    Store::open(&format!("sqlite://{}", path.display())).unwrap()
}

/// The picture of zones and plans, and the first look at the findings.
fn look(app: &App) {
    let timed = |name: &str, work: &dyn Fn()| {
        let (wall, processor) = (Instant::now(), ProcessTime::now());
        work();
        let (wall, processor) = (wall.elapsed().as_secs_f64(), processor.elapsed().as_secs_f64());
        println!("{name}: {wall:.2} s, {processor:.2} s of processor time; {} MB", memory());
    };
    timed("picture of zones and plans", &|| drop(app.live.current(&app.store, app.now()).unwrap()));
    timed("first look at the findings", &|| {
        let standing = app.findings.read(app, |kept| kept.engine().standing().count()).unwrap();
        println!("{standing} findings");
    });
}

/// Resident memory of this process, in MB.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1_024
}

/// The middle and the worst of some times in milliseconds.
fn middle_and_worst(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() - 1])
}
