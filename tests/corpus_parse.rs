//! Reads every collected real file with the pure API and prints what became of it: for each folder in figures, and for
//! each message its hazard and what told it, its level, its place and what it says of earlier messages.
//!
//! The corpus is not part of the repository (its files belong to the issuing agencies). It is looked for in
//! `UNGPHO_ALERT_CORPUS`, else in `../shared/data/alerts`; where it is absent the test says so and passes.

#![allow(clippy::unwrap_used)]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use ungpho::alerts::{
    adapters::{NoCommunes, Received, SourceFormat},
    cap::Alert,
    document::{Document, read_document},
    footprint::Footprint,
    level::level_of,
    lineage::ends_hazard,
    quarantine::Reason,
    rules::SourceRules,
    vocabulary::Vocabulary,
};

#[derive(Default)]
struct Row {
    files: usize,
    alerts: usize,
    located: usize,
    with_hazard: usize,
    quarantined: usize,
    entries: usize,
    links: usize,
    remarks: BTreeMap<String, usize>,
    reasons: BTreeMap<String, usize>,
}

#[test]
fn every_real_file_is_read_or_refused_with_a_reason() {
    let Some(corpus) = corpus() else { return };
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for file in files_below(&corpus) {
        let folder = file.parent().and_then(Path::file_name).unwrap().to_string_lossy().into_owned();
        let row = rows.entry(folder.clone()).or_default();
        row.files += 1;
        let bytes = std::fs::read(&file).unwrap();
        match read(&bytes, &folder) {
            Document::Alerts(alerts) => {
                assert!(!alerts.is_empty(), "{}", file.display());
                for alert in &alerts {
                    count_alert(row, alert, &file);
                }
            }
            Document::Index(index) => {
                row.entries += index.entries.len();
                row.links += index.entries.iter().filter(|entry| !entry.links.is_empty()).count();
                index.inline.iter().for_each(|alert| count_alert(row, alert, &file));
            }
            Document::Unreadable(reasons) => count_reasons(row, &reasons, &file),
        }
    }
    print_table(&rows);
    let files: usize = rows.values().map(|row| row.files).sum();
    assert!(files > 0, "the corpus at {} is empty", corpus.display());
}

fn count_alert(row: &mut Row, alert: &Result<Alert, Vec<Reason>>, file: &Path) {
    match alert {
        Ok(alert) => {
            println!("{}", told(alert, file));
            row.alerts += 1;
            row.located += usize::from(Footprint::of(alert).is_located());
            row.with_hazard += usize::from(Vocabulary::shipped().hazard_of(alert).is_some());
            for remark in &alert.remarks {
                *row.remarks.entry(remark.code.clone()).or_default() += 1;
            }
            let json = serde_json::to_string(alert).unwrap();
            assert_eq!(&serde_json::from_str::<Alert>(&json).unwrap(), alert, "{}", file.display());
        }
        Err(reasons) => {
            row.quarantined += 1;
            count_reasons(row, reasons, file);
        }
    }
}

fn count_reasons(row: &mut Row, reasons: &[Reason], file: &Path) {
    assert!(!reasons.is_empty(), "{}", file.display());
    for reason in reasons {
        assert!(!reason.wording.vi.is_empty() && !reason.wording.en.is_empty());
        *row.reasons.entry(reason.code.clone()).or_default() += 1;
        if reason.code != "csv" && reason.code != "geojson" {
            let place = reason.place.as_deref().unwrap_or("document");
            println!("{}: {place}: {}", file.file_name().unwrap().to_string_lossy(), reason.wording.en);
        }
    }
}

/// Reads a file as its source would be read.
fn read(bytes: &[u8], folder: &str) -> Document {
    let format = match folder {
        "us-nws" if bytes.starts_with(b"{") => SourceFormat::NwsGeojson,
        "gdacs" => SourceFormat::GdacsRss,
        _ => return read_document(bytes, None, &rules_of(folder)),
    };
    let rules = rules_of(folder);
    let received = Received { bytes, content_type: None, asked: None, rules: &rules, communes: &NoCommunes };
    format.adapter().read(&received).document
}

/// A message in a line: what it does, its hazard, level and place, and what each was told by.
fn told(alert: &Alert, file: &Path) -> String {
    let hazard = Vocabulary::shipped().hazard_of(alert);
    let level = level_of(alert);
    let print = Footprint::of(alert);
    let place = format!(
        "{} polygons, {} circles, {} points, {} codes known, {} not",
        print.polygons.0.len(),
        print.circles.0.len(),
        print.markers.len(),
        print.codes().count(),
        print.unknown_geocodes.len()
    );
    let ends = ends_hazard(alert, hazard.as_ref().map(|found| found.hazard));
    format!(
        "{} | {} {}{} refers to {} | {} | {} | {}{}",
        file.file_name().unwrap().to_string_lossy(),
        alert.status.as_cap(),
        alert.msg_type.as_cap(),
        if ends { " (ends)" } else { "" },
        alert.references.len(),
        hazard.map_or_else(
            || "hazard: a person".to_owned(),
            |found| format!("{} ({})", found.hazard.code(), found.ground.en)
        ),
        level.map_or_else(
            || "level: a person".to_owned(),
            |level| format!("level {} {}", level.level.digit(), if level.official { "published" } else { "advised" })
        ),
        place,
        if print.is_located() { "" } else { ": a person" },
    )
}

/// One sender of the corpus leaves the offset out of its times; its clock is UTC.
fn rules_of(folder: &str) -> SourceRules {
    let assumed_offset_minutes = (folder == "filtered-alert-hub-loadtest").then_some(0);
    SourceRules { assumed_offset_minutes, ..SourceRules::default() }
}

fn print_table(rows: &BTreeMap<String, Row>) {
    println!(
        "{:<28} {:>5} {:>6} {:>7} {:>6} {:>11} {:>7} {:>6}  reasons / remarks",
        "folder", "files", "alerts", "located", "hazard", "quarantined", "entries", "links"
    );
    for (folder, row) in rows {
        let list = |counts: &BTreeMap<String, usize>| {
            counts.iter().map(|(code, n)| format!("{code}×{n}")).collect::<Vec<_>>().join(" ")
        };
        println!(
            "{folder:<28} {:>5} {:>6} {:>7} {:>6} {:>11} {:>7} {:>6}  {} / {}",
            row.files,
            row.alerts,
            row.located,
            row.with_hazard,
            row.quarantined,
            row.entries,
            row.links,
            list(&row.reasons),
            list(&row.remarks)
        );
    }
    let sum = |of: fn(&Row) -> usize| rows.values().map(of).sum::<usize>();
    println!(
        "{:<28} {:>5} {:>6} {:>7} {:>6} {:>11} {:>7} {:>6}",
        "all",
        sum(|r| r.files),
        sum(|r| r.alerts),
        sum(|r| r.located),
        sum(|r| r.with_hazard),
        sum(|r| r.quarantined),
        sum(|r| r.entries),
        sum(|r| r.links)
    );
}

/// The folder of the corpus, or nothing after saying so.
fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("UNGPHO_ALERT_CORPUS").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/alerts"));
    if folder.is_dir() {
        return Some(folder);
    }
    println!("SKIPPED: no alert corpus at {}; set UNGPHO_ALERT_CORPUS to read one", folder.display());
    None
}

/// Every file one folder down, except schemas and registries, in a fixed order.
fn files_below(corpus: &Path) -> Vec<PathBuf> {
    let entries = |folder: &Path| {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    entries(corpus)
        .into_iter()
        .filter(|folder| folder.is_dir() && !folder.ends_with("schema") && !folder.ends_with("registry"))
        .flat_map(|folder| entries(&folder))
        .filter(|path| path.is_file())
        .collect()
}
