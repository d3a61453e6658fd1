//! A ZIP archive of CAP messages, as Germany's DWD publishes.
//!
//! Every entry is read for itself, and a bad one never stops the others. The sizes that the archive states are not
//! believed: what is unpacked is counted.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::{Answer, Received, SourceAdapter};
use crate::alerts::cap::Alert;
use crate::alerts::document::{Document, read_document};
use crate::alerts::quarantine::{ArchiveFault, Fault, Reason};
use crate::alerts::rules::SourceRules;

/// How much of an archive is unpacked.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    /// Entries.
    entries: usize,
    /// Bytes of one entry.
    entry: u64,
    /// Bytes of all entries.
    total: u64,
    /// How many times its packed size an entry may grow to, beyond its first 64 KiB; XML of alerts packs to a tenth.
    ratio: u64,
}

const BOUNDS: Bounds = Bounds { entries: 5_000, entry: 8 << 20, total: 64 << 20, ratio: 200 };

/// The adapter.
pub(super) struct CapZip;

impl SourceAdapter for CapZip {
    fn read(&self, received: &Received<'_>) -> Answer {
        if !received.bytes.starts_with(b"PK") {
            return Answer::of(read_document(received.bytes, received.content_type, received.rules));
        }
        read_archive(received.bytes, received.rules, &BOUNDS)
    }

    fn accept(&self) -> Option<&'static str> {
        Some("application/zip, */*;q=0.5")
    }
}

fn read_archive(bytes: &[u8], rules: &SourceRules, bounds: &Bounds) -> Answer {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Answer::of(Document::Unreadable(vec![Reason::new(&Fault::Archive(ArchiveFault::Damaged))]));
    };
    let mut alerts = Vec::new();
    let mut left = bounds.total;
    for index in 0..archive.len().min(bounds.entries) {
        let unpacked = match archive.by_index(index) {
            Ok(entry) if !entry.is_file() => continue,
            Ok(entry) => (name_of(&entry, index), unpack(entry, &mut left, bounds)),
            Err(zip::result::ZipError::UnsupportedArchive(what)) if what.contains("assword") => {
                (format!("[{}]", index + 1), Err(ArchiveFault::Locked))
            }
            Err(_) => (format!("[{}]", index + 1), Err(ArchiveFault::Damaged)),
        };
        match unpacked {
            (name, Ok(bytes)) => read_entry(&name, &bytes, rules, &mut alerts),
            (name, Err(fault)) => alerts.push(Err(vec![Reason::at(&Fault::Archive(fault), name)])),
        }
    }
    if archive.len() > bounds.entries {
        let fault = Fault::Archive(ArchiveFault::TooManyEntries(bounds.entries));
        alerts.push(Err(vec![Reason::new(&fault)]));
    }
    Answer::list("ZIP", alerts)
}

fn name_of<R: Read>(entry: &ZipFile<'_, R>, index: usize) -> String {
    let name = entry.name().map(|name| name.chars().take(120).collect::<String>());
    name.unwrap_or_else(|_| format!("[{}]", index + 1))
}

/// The bytes of an entry, as long as `left` lasts.
fn unpack<R: Read>(entry: ZipFile<'_, R>, left: &mut u64, bounds: &Bounds) -> Result<Vec<u8>, ArchiveFault> {
    if entry.encrypted() {
        return Err(ArchiveFault::Locked);
    }
    let dense = entry.compressed_size().saturating_mul(bounds.ratio).saturating_add(64 << 10);
    let most = bounds.entry.min(*left).min(dense);
    let mut bytes = Vec::new();
    entry.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| ArchiveFault::Damaged)?;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    // What was unpacked counts, whether it is used or not: ten thousand bombs are no better than one.
    *left = left.saturating_sub(size);
    if size > dense {
        return Err(ArchiveFault::TooDense(bounds.ratio));
    }
    if size > most {
        return Err(ArchiveFault::TooLarge(if most == bounds.entry { bounds.entry } else { bounds.total }));
    }
    Ok(bytes)
}

fn read_entry(name: &str, bytes: &[u8], rules: &SourceRules, into: &mut Vec<Result<Alert, Vec<Reason>>>) {
    let within = |reason: Reason| Reason {
        place: Some(reason.place.as_ref().map_or_else(|| name.to_owned(), |inner| format!("{name}: {inner}"))),
        ..reason
    };
    let placed = |alert: Result<Alert, Vec<Reason>>| {
        alert.map_err(|reasons| reasons.into_iter().map(within).collect::<Vec<_>>())
    };
    match read_document(bytes, None, rules) {
        Document::Alerts(alerts) => into.extend(alerts.into_iter().map(placed)),
        // A list inside an archive leads nowhere; alerts that stand whole in it count.
        Document::Index(index) if !index.inline.is_empty() => into.extend(index.inline.into_iter().map(placed)),
        Document::Index(_) => into.push(placed(Err(vec![Reason::new(&Fault::NoAlertInside("feed".into()))]))),
        Document::Unreadable(reasons) => into.push(placed(Err(reasons))),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::write::SimpleFileOptions;

    use super::super::SourceFormat::CapZip as Zip;
    use super::super::tests::{alerts, read, reasons};
    use super::*;

    fn cap(identifier: &str) -> Vec<u8> {
        format!(
            "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>{identifier}</identifier><sender>s</sender>\
            <sent>2025-11-06T13:00:00-00:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope></alert>"
        )
        .into_bytes()
    }

    fn pack(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn every_entry_is_read_for_itself() {
        let page = b"<html>busy</html>".to_vec();
        let answer =
            read(Zip, &pack(&[("a.xml", cap("1")), ("b.xml", page), ("c.xml", cap("2")), ("d.xml", Vec::new())]));
        assert_eq!(answer.identities().len(), 2);
        assert_eq!(reasons(&answer), ["html_page", "empty"]);
        assert!(!answer.complete);
        let Document::Index(index) = &answer.document else { panic!() };
        let places: Vec<_> = index.inline.iter().filter_map(|alert| alert.as_ref().err()?[0].place.clone()).collect();
        assert_eq!(places, ["b.xml", "d.xml"]);
    }

    #[test]
    fn an_archive_without_entries_is_an_answer() {
        let answer = read(Zip, &pack(&[]));
        assert!(answer.complete && answer.empty);
    }

    #[test]
    fn what_grows_without_bounds_is_not_unpacked_and_the_rest_is() {
        let bomb = vec![b' '; 4_000_000];
        let answer = read(Zip, &pack(&[("bomb.xml", bomb), ("a.xml", cap("1"))]));
        assert_eq!(reasons(&answer), ["zip_too_dense"]);
        assert_eq!(answer.identities().len(), 1);
    }

    #[test]
    fn entries_and_bytes_are_counted() {
        let bytes = pack(&[("a.xml", cap("1")), ("b.xml", cap("2")), ("c.xml", cap("3"))]);
        let rules = SourceRules::default();
        let few = read_archive(&bytes, &rules, &Bounds { entries: 2, ..BOUNDS });
        assert_eq!((few.identities().len(), reasons(&few)), (2, vec!["zip_too_many_entries".to_owned()]));
        let small = read_archive(&bytes, &rules, &Bounds { total: 300, ..BOUNDS });
        assert_eq!(small.identities().len(), 1);
        assert_eq!(reasons(&small), ["zip_too_large", "zip_too_large"]);
    }

    #[test]
    fn a_cut_archive_is_said_to_be_damaged() {
        let bytes = pack(&[("a.xml", cap("1"))]);
        assert_eq!(reasons(&read(Zip, &bytes[..bytes.len() / 2])), ["zip_damaged"]);
        assert_eq!(alerts(&read(Zip, &cap("bare"))).len(), 1, "and CAP that is not packed is read as it is");
    }
}
