//! Modules stand in floor order (`src/lib.rs`), each using only those above it in that list: this reads
//! every `crate::` path and shows any that leads the other way.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may fail loudly

use std::fs;
use std::path::{Path, PathBuf};

/// The order agreed on; those that do not exist (yet) are passed over. `lib.rs` may list more.
const ORDER: [&str; 21] = [
    "kernel",
    "hazards",
    "geometry",
    "allocation",
    "alerts",
    "places",
    "zones",
    "plans",
    "households",
    "resources",
    "findings",
    "relocation",
    "inspections",
    "accounts",
    "audit",
    "store",
    "outbound",
    "formats",
    "services",
    "http",
    "commands",
];

/// Modules of one floor that know nothing of each other.
const STRANGERS: [(&str, &str); 4] =
    [("store", "outbound"), ("outbound", "store"), ("formats", "store"), ("formats", "outbound")];

/// Who alone may use a crate, by file or folder below `src`.
const OWNERS: [(&str, &[&str]); 4] = [
    ("diesel", &["store/"]),
    ("diesel_migrations", &["store/"]),
    ("reqwest", &["outbound/", "outbound.rs"]),
    ("actix_web", &["http/", "http.rs", "commands/", "commands.rs", "main.rs"]),
];

/// What the ground does not touch: it has no I/O at all.
const NOT_ON_THE_GROUND: [&str; 10] = [
    "diesel",
    "diesel_migrations",
    "actix_web",
    "actix_web_lab",
    "reqwest",
    "rustls",
    "tokio",
    "std::fs",
    "std::net",
    "std::process",
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The modules of `lib.rs` in their order, each with whether it is on the ground floor.
fn modules() -> Vec<(String, bool)> {
    let mut ground = false;
    let mut modules = Vec::new();
    for line in fs::read_to_string(source().join("lib.rs")).unwrap().lines() {
        if line.starts_with("// ") {
            ground = line.starts_with("// Ground");
        }
        let declared = line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod "));
        if let Some(name) = declared.and_then(|rest| rest.strip_suffix(';')) {
            modules.push((name.to_owned(), ground));
        }
    }
    modules
}

/// Every source file: its path below `src` and its text without comments.
fn files() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&source(), &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(source()).unwrap().to_str().unwrap().replace('\\', "/");
            (name, without_comments(&fs::read_to_string(path).unwrap()))
        })
        .collect()
}

/// `text` without line comments, which may name anything. Addresses (`http://`) are left whole.
fn without_comments(text: &str) -> String {
    let code = |line: &str| {
        let whole = line.trim_start().starts_with("//");
        if whole { String::new() } else { line.split(" // ").next().unwrap_or_default().to_owned() }
    };
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn first_name(text: &str) -> &str {
    let text = text.trim_start();
    &text[..text.find(|c| !is_name(c)).unwrap_or(text.len())]
}

/// The places where `path` stands in `text` as a path of its own, given as what follows it.
fn after<'a>(text: &'a str, path: &str) -> Vec<&'a str> {
    let starts_a_path = |at: usize| !text[..at].ends_with(is_name) && !text[..at].ends_with("::");
    text.match_indices(path).filter(|(at, _)| starts_a_path(*at)).map(|(at, _)| &text[at + path.len()..]).collect()
}

/// The first names of a `{…}` group that `text` begins with; the single name where it is no group.
fn names_of_group(text: &str) -> Vec<&str> {
    let Some(group) = text.trim_start().strip_prefix('{') else { return vec![first_name(text)] };
    let mut names = vec![first_name(group)];
    let mut depth = 0_usize;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(first_name(&group[at + 1..])),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The modules of the crate that the file `name` uses: by `crate::`, or by as many `super::` as lead to the root.
fn used<'a>(name: &str, text: &'a str) -> Vec<&'a str> {
    let depth = name.matches('/').count() + usize::from(!name.ends_with("/mod.rs"));
    let to_root = "super::".repeat(depth);
    let mut used: Vec<&str> = after(text, "crate::").into_iter().flat_map(names_of_group).collect();
    if depth > 0 {
        used.extend(after(text, &to_root).into_iter().flat_map(names_of_group));
    }
    used
}

fn module_of(name: &str) -> &str {
    name.split('/').next().unwrap().trim_end_matches(".rs")
}

/// Every use that points up, as a sentence.
fn pointing_up(modules: &[String], name: &str, text: &str) -> Vec<String> {
    let place = |module: &str| modules.iter().position(|other| other == module);
    let own = module_of(name);
    let Some(own_place) = place(own) else { return Vec::new() };
    let mut faults: Vec<String> = used(name, text)
        .into_iter()
        .filter(|other| {
            let up = place(other).is_some_and(|other_place| other_place > own_place);
            up || STRANGERS.contains(&(own, other))
        })
        .map(|other| format!("src/{name}: {own} must not use {other}"))
        .collect();
    faults.dedup();
    faults
}

/// Whether `text` uses the crate or module `path`.
fn uses(text: &str, path: &str) -> bool {
    let parent = path.rsplit_once("::");
    let grouped = parent.is_some_and(|(parent, last)| {
        let mut groups = after(text, &format!("{parent}::")).into_iter().filter(|rest| rest.starts_with('{'));
        groups.any(|group| names_of_group(group).contains(&last))
    });
    grouped || after(text, path).iter().any(|rest| rest.starts_with("::") || rest.starts_with(';'))
}

#[test]
fn the_list_in_lib_rs_is_in_floor_order() {
    let listed: Vec<String> = modules().into_iter().map(|(name, _)| name).collect();
    let known: Vec<&str> = listed.iter().map(String::as_str).filter(|name| ORDER.contains(name)).collect();
    let expected: Vec<&str> = ORDER.into_iter().filter(|name| known.contains(name)).collect();
    assert_eq!(known, expected);
    assert!(known.len() >= 11, "src/lib.rs was not understood: {listed:?}");
}

#[test]
fn no_module_uses_one_below_it_in_the_list() {
    let modules: Vec<String> = modules().into_iter().map(|(name, _)| name).collect();
    let faults: Vec<String> = files().iter().flat_map(|(name, text)| pointing_up(&modules, name, text)).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_ground_has_no_sql_no_http_and_no_files() {
    let ground: Vec<String> = modules().into_iter().filter(|(_, ground)| *ground).map(|(name, _)| name).collect();
    assert!(ground.iter().any(|name| name == "kernel"), "src/lib.rs was not understood: {ground:?}");
    let files = files();
    let faults: Vec<String> = files
        .iter()
        .filter(|(name, _)| ground.iter().any(|module| module == module_of(name)))
        .flat_map(|(name, text)| {
            let used = NOT_ON_THE_GROUND.into_iter().filter(|path| uses(text, path));
            used.map(move |path| format!("src/{name}: {path} has no place on the ground floor"))
        })
        .collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_database_the_web_and_the_feeds_are_each_known_to_one_module() {
    let files = files();
    let faults: Vec<String> = OWNERS
        .iter()
        .flat_map(|(path, owners)| {
            let strangers = files.iter().filter(|(name, _)| !owners.iter().any(|owner| name.starts_with(owner)));
            let users = strangers.filter(|(_, text)| uses(text, path));
            users.map(move |(name, _)| format!("src/{name}: {path} belongs to {owners:?}"))
        })
        .collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_way_to_write_a_use_is_noticed() {
    let modules: Vec<String> = ["kernel", "alerts", "zones"].map(str::to_owned).into();
    let check = |name: &str, text: &str, expected: usize| {
        assert_eq!(pointing_up(&modules, name, &without_comments(text)).len(), expected, "{name}: {text}");
    };
    check("alerts/cap.rs", "use crate::zones::Zone;", 1);
    check("alerts/cap.rs", "pub(crate) use crate::zones;", 1);
    check("alerts/cap.rs", "use crate::{kernel::{ids, zones}, alerts::cap};", 0);
    check("alerts/cap.rs", "use crate::{\n    kernel::{ids, Clock},\n    zones::Zone,\n};", 1);
    check("alerts/cap.rs", "let zone = crate::zones::Zone::new();", 1);
    check("alerts/cap.rs", "use super::super::zones::Zone;", 1);
    check("alerts/cap.rs", "use super::zones::Zone;", 0);
    check("alerts/mod.rs", "use super::zones::Zone;", 1);
    check("alerts.rs", "use super::zones::Zone;", 1);
    check("alerts/parse/info.rs", "use super::super::super::zones::Zone;", 1);
    check("alerts/cap.rs", "/// See [`crate::zones`].\n// use crate::zones;", 0);
    check("zones/index.rs", "use crate::alerts::footprint;", 0);
    check("kernel/mod.rs", "use other_crate::zones;", 0);
    assert!(uses("use diesel::prelude::*;", "diesel"));
    assert!(uses("#[derive(diesel::Queryable)]", "diesel"));
    assert!(!uses("fn diesel_word() {}", "diesel"));
    assert!(uses("use std::{fmt, fs};", "std::fs"));
    assert!(uses("use std::fs;", "std::fs"));
    assert!(!uses("use std::fmt;", "std::fs"));
}

#[test]
fn every_kind_of_event_is_documented() {
    let told = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/stream.md")).unwrap();
    let named: Vec<&str> = told.split('`').skip(1).step_by(2).collect();
    let quoted = |text: &str, before: &str| -> Vec<String> {
        let rest = text.split(before).skip(1);
        rest.filter_map(|rest| rest.split_once('"')).map(|(kind, _)| kind.to_owned()).collect()
    };
    let kinds =
        |(_, text): &(String, String)| [quoted(text, "kind: \""), quoted(text, "publish(conn, now, \"")].concat();
    let services = files().into_iter().filter(|(name, _)| name.starts_with("services/"));
    let mut unnamed: Vec<String> =
        services.flat_map(|file| kinds(&file)).filter(|kind| !named.contains(&kind.as_str())).collect();
    unnamed.sort_unstable();
    unnamed.dedup();
    assert!(unnamed.is_empty(), "docs/stream.md does not name {unnamed:?}");
}

/// Where work is handed to other threads: with the mark of whoever hands it over, or for no request (`store/commits.rs`).
const HANDS_OVER: [&str; 9] = [
    "commands/",
    "http/basemap.rs",
    "http/work.rs",
    "outbound/",
    "services/answering.rs",
    "services/gathering.rs",
    "services/poll_feeds.rs",
    "services/stream_hub.rs",
    "store/wal.rs",
];

#[test]
fn no_thread_works_for_a_request_without_its_mark() {
    let ways = ["spawn_blocking(", "web::block(", "thread::spawn(", "thread::Builder::", "tokio::spawn("];
    let faults: Vec<String> = files()
        .iter()
        .filter(|(name, _)| !HANDS_OVER.iter().any(|place| name.starts_with(place)))
        .filter(|(_, text)| ways.iter().any(|way| text.contains(way)))
        .map(|(name, _)| format!("src/{name}: hands work over; see src/store/commits.rs, then add it here"))
        .collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
