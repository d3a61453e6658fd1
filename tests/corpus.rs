//! Every collected real file is served by a local server and polled by the real poller; each must be stored,
//! known, followed as a list, or put aside with reasons, and its bytes kept as they were.
//!
//! The corpus is not part of the repository (its files belong to the issuing agencies). It is looked for in
//! `UNGPHO_ALERT_CORPUS`, else in `../shared/data/alerts`; where it is absent the test says so and passes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::format_push_string, clippy::format_collect, reason = "short texts, read more easily so")]

mod app;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use app::feed::{FakeFeed, Reply};
use app::library::Poller;
use sha2::{Digest, Sha256};
use ungpho::alerts::document::{Document, read_document};
use ungpho::alerts::raw::{RawDocument, RawState};
use ungpho::alerts::rules::SourceRules;
use ungpho::alerts::source::PollRules;
use ungpho::services::poll_feeds::PollReport;
use ungpho::store::{alerts, raw_documents};

/// What became of the files of one authority.
#[derive(Default)]
struct Row {
    files: usize,
    stored: usize,
    duplicate: usize,
    index: usize,
    quarantined: usize,
    alerts: usize,
    aside: usize,
    postponed: usize,
    reasons: BTreeMap<String, usize>,
}

struct File {
    authority: String,
    code: String,
    path: PathBuf,
    bytes: Vec<u8>,
}

#[test]
fn every_real_file_is_stored_followed_or_put_aside_with_reasons() {
    let Some(corpus) = corpus() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (feed, poller) = (FakeFeed::start(), Poller::new(folder.path()));
    let files = files_below(&corpus);
    assert!(!files.is_empty(), "the corpus at {} is empty", corpus.display());
    for file in &files {
        let address = format!("/{}", file.code);
        feed.set(&address, Reply::ok(content_type(&file.path), file.bytes.clone()));
        let rules = PollRules { reading: rules_of(&file.authority), ..PollRules::default() };
        poller.register(&file.code, &feed.url(&address), rules);
    }

    let mut rows = BTreeMap::<String, Row>::new();
    for file in &files {
        let mut report = poller.poll(&file.code);
        let document = document_of(&poller, file);
        let postponed = report.postponed;
        if postponed > 0 {
            // A very long list is followed over several polls; no entry may be put off for ever.
            let next = poller.poll(&file.code);
            assert_eq!(next.postponed, 0, "{}: {next:?}", file.code);
            report.quarantined += postponed;
        }
        what_became_of_it_is_said(&poller, file, &report, &document);
        if document.state == RawState::Index {
            every_entry_left_a_trace(&poller, &feed, file, &report);
        }
        count(rows.entry(file.authority.clone()).or_default(), &report, &document);
    }
    print_table(&rows);
    assert!(poller.documents(RawState::Received).is_empty(), "everything that was kept has been read");

    let size = |poller: &Poller| {
        let states = [RawState::Stored, RawState::Index, RawState::Duplicate, RawState::Quarantined];
        let documents: Vec<usize> = states.iter().map(|state| poller.documents(*state).len()).collect();
        let alerts = poller.app.store.read(|conn| alerts::newest(conn, None, None, i64::MAX)).unwrap();
        (documents, alerts.len())
    };
    let before = size(&poller);
    for file in &files {
        let report = poller.poll(&file.code);
        assert_eq!(report.new_alerts, 0, "{}", file.code);
    }
    assert_eq!(size(&poller), before, "a second poll stores nothing new");
}

/// The document with exactly the bytes of the file.
fn document_of(poller: &Poller, file: &File) -> RawDocument {
    let sha256 = Sha256::digest(&file.bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let url = poller.source(&file.code).url;
    let found = poller.app.store.read(|conn| raw_documents::known(conn, &sha256, Some(&url))).unwrap();
    found.unwrap_or_else(|| panic!("nothing was kept of {}", file.code))
}

fn what_became_of_it_is_said(poller: &Poller, file: &File, report: &PollReport, document: &RawDocument) {
    let code = &file.code;
    assert!(poller.bytes(document) == file.bytes, "{code}: the bytes were changed");
    for reason in &document.reasons {
        let (vi, en) = (reason.wording.vi.trim(), reason.wording.en.trim());
        assert!(!vi.is_empty() && !en.is_empty() && vi != en, "{code}: {reason:?}");
    }
    let (new, known) = (report.new_alerts, report.known_alerts);
    match document.state {
        RawState::Stored => assert!(new + known > 0 && report.error.is_none(), "{code}: {report:?}"),
        RawState::Duplicate => assert!(new == 0 && known > 0 && report.error.is_none(), "{code}: {report:?}"),
        RawState::Index => assert!(report.error.is_none(), "{code}: {report:?}"),
        RawState::Quarantined => {
            assert!(!document.reasons.is_empty(), "{code}");
            assert!(report.error.is_some() && poller.source(code).memory.last_error.is_some(), "{code}: {report:?}");
        }
        RawState::Received => panic!("{code} was never read"),
    }
}

/// A list's entries lead to other hosts, which are not asked: each must have been put aside, none dropped.
fn every_entry_left_a_trace(poller: &Poller, feed: &FakeFeed, file: &File, report: &PollReport) {
    let read = read_document(&file.bytes, Some(content_type(&file.path)), &rules_of(&file.authority));
    let Document::Index(index) = read else { panic!("{}", file.code) };
    let base = url::Url::parse(&feed.url(&format!("/{}", file.code))).unwrap();
    let mut untraced = 0;
    for entry in &index.entries {
        let link = entry.links.iter().find_map(|link| base.join(link).ok());
        let traced = link.is_some_and(|link| {
            poller.app.store.read(|conn| raw_documents::last_from(conn, link.as_str())).unwrap().is_some()
        });
        untraced += usize::from(!traced && !entry.links.is_empty());
    }
    assert_eq!(untraced, 0, "{}: entries left no trace: {report:?}", file.code);
}

fn count(row: &mut Row, report: &PollReport, document: &RawDocument) {
    row.files += 1;
    row.alerts += report.new_alerts;
    row.postponed += report.postponed;
    match document.state {
        // The very same bytes under another name.
        RawState::Stored if report.new_alerts == 0 => row.duplicate += 1,
        RawState::Stored => row.stored += 1,
        RawState::Duplicate => row.duplicate += 1,
        RawState::Index => {
            row.index += 1;
            row.aside += report.quarantined;
        }
        RawState::Quarantined | RawState::Received => row.quarantined += 1,
    }
    for reason in &document.reasons {
        *row.reasons.entry(reason.code.clone()).or_default() += 1;
    }
}

fn print_table(rows: &BTreeMap<String, Row>) {
    let mut table = format!(
        "\n{:<28} {:>5} {:>6} {:>9} {:>5} {:>11} {:>6} {:>13} {:>9}  reasons\n",
        "authority", "files", "stored", "duplicate", "index", "quarantined", "alerts", "entries aside", "postponed"
    );
    let mut line = |name: &str, row: [usize; 8], reasons: &str| {
        let [files, stored, duplicate, index, quarantined, alerts, aside, postponed] = row;
        table.push_str(&format!(
            "{name:<28} {files:>5} {stored:>6} {duplicate:>9} {index:>5} {quarantined:>11} {alerts:>6} {aside:>13} {postponed:>9}  {reasons}\n"
        ));
    };
    let mut all = [0; 8];
    for (name, row) in rows {
        let numbers =
            [row.files, row.stored, row.duplicate, row.index, row.quarantined, row.alerts, row.aside, row.postponed];
        all.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
        let reasons: Vec<String> = row.reasons.iter().map(|(code, count)| format!("{code}×{count}")).collect();
        line(name, numbers, &reasons.join(" "));
    }
    line("all", all, "");
    say(&table);
    assert_eq!(all[0], all[1] + all[2] + all[3] + all[4], "every file has one fate");
}

/// Past the capture of the test runner, so that it is always seen.
fn say(words: &str) {
    std::io::stderr().write_all(words.as_bytes()).unwrap();
}

/// One sender of the corpus leaves the offset out of its times; its clock is UTC.
fn rules_of(authority: &str) -> SourceRules {
    let assumed_offset_minutes = (authority == "filtered-alert-hub-loadtest").then_some(0);
    SourceRules { assumed_offset_minutes, ..SourceRules::default() }
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("json" | "geojson") => "application/json",
        Some("csv") => "text/csv",
        _ => "application/xml",
    }
}

/// The folder of the corpus, or nothing after saying so.
#[allow(clippy::disallowed_methods, reason = "a test is told by its environment where the corpus is")]
fn corpus() -> Option<PathBuf> {
    let named = std::env::var("UNGPHO_ALERT_CORPUS").ok().map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/alerts"));
    if folder.is_dir() {
        return Some(folder);
    }
    say("SKIPPED: the alert corpus is not there; set UNGPHO_ALERT_CORPUS to its folder to poll it\n");
    None
}

/// Every file one folder down, except schemas and registries, in a fixed order.
fn files_below(corpus: &Path) -> Vec<File> {
    let entries = |folder: &Path| {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut files = Vec::new();
    for folder in entries(corpus).into_iter().filter(|folder| folder.is_dir()) {
        let authority = name(&folder);
        if authority == "schema" || authority == "registry" {
            continue;
        }
        for (number, path) in (1..).zip(entries(&folder).into_iter().filter(|path| path.is_file())) {
            // Names of the corpus hold whatever their authors put there; the address is ours.
            let code = format!("{authority}-{number}");
            files.push(File { authority: authority.clone(), code, bytes: std::fs::read(&path).unwrap(), path });
        }
    }
    files
}
