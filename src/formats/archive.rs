//! Zips, unpacked within bounds and packed.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::FormatFault;
use super::faults::{damaged, fault, too_large, unwritten};
use super::gather::MAX_BYTES;

/// The most entries of a zip that are looked at.
const MAX_ENTRIES: usize = 5_000;

/// An entry of a zip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its path in the zip, folders separated by `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Entry {
    /// How its name ends, in lower case.
    pub fn extension(&self) -> String {
        extension_of(&self.path)
    }

    /// Its path without the extension, in lower case.
    pub fn stem(&self) -> String {
        stem_of(&self.path).to_lowercase()
    }

    /// The name alone, without folders and extension.
    pub fn title(&self) -> &str {
        let stem = stem_of(&self.path);
        stem.rsplit('/').next().unwrap_or(stem)
    }
}

/// How a name ends, in lower case; empty where it has no dot.
pub(super) fn extension_of(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default()
}

fn stem_of(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// The paths in a zip.
pub(super) fn paths(bytes: &[u8]) -> Result<Vec<String>, FormatFault> {
    let archive = open(bytes)?;
    let names = archive.file_names().map(|name| name.map(|name| name.replace('\\', "/")));
    names.collect::<Result<_, _>>().map_err(|error| damaged("zip", &error))
}

/// Refuses a zip whose files hold more than `most` bytes together, as it says itself.
pub(super) fn refuse_larger(bytes: &[u8], most: u64) -> Result<(), FormatFault> {
    let mut archive = open(bytes)?;
    let mut total = 0_u64;
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(|error| damaged("zip", &error))?;
        total = total.saturating_add(entry.size());
    }
    if total > most { Err(too_large(usize::try_from(most).unwrap_or(usize::MAX))) } else { Ok(()) }
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, FormatFault> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged("zip", &error))?;
    if archive.len() > MAX_ENTRIES {
        return Err(fault(
            format!("Tệp zip có hơn {MAX_ENTRIES} tệp bên trong. Chỉ nén các tệp của một lớp bản đồ rồi nhập lại."),
            format!(
                "The zip holds more than {MAX_ENTRIES} files. Pack the files of one map layer only and import that."
            ),
        ));
    }
    Ok(archive)
}

/// Unpacks the entries whose extension is wanted, as long as they are not more than [`MAX_BYTES`] together.
///
/// What Finder and Windows leave in zips (`__MACOSX`, names that begin with a dot) is passed over. The sizes that
/// the zip states are not believed.
pub(super) fn unpack(bytes: &[u8], wanted: &[&str]) -> Result<Vec<Entry>, FormatFault> {
    unpack_within(bytes, wanted, MAX_BYTES)
}

fn unpack_within(bytes: &[u8], wanted: &[&str], limit: usize) -> Result<Vec<Entry>, FormatFault> {
    let mut archive = open(bytes)?;
    let mut left = limit;
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(what) if what.contains("assword") => locked(),
            other => damaged("zip", &other),
        })?;
        let path = file.name().map_err(|error| damaged("zip", &error))?.replace('\\', "/");
        let hidden = path.contains("__MACOSX/") || path.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
        if !file.is_file() || hidden || !wanted.contains(&extension_of(&path).as_str()) {
            continue;
        }
        if file.encrypted() {
            return Err(locked());
        }
        let mut unpacked = Vec::new();
        let most = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
        file.take(most).read_to_end(&mut unpacked).map_err(|error| damaged("zip", &error))?;
        left = left.checked_sub(unpacked.len()).ok_or_else(|| too_large(limit))?;
        entries.push(Entry { path, bytes: unpacked });
    }
    Ok(entries)
}

fn locked() -> FormatFault {
    fault(
        "Tệp zip có mật khẩu. Giải nén, nén lại không đặt mật khẩu rồi nhập lại.",
        "The zip has a password. Unpack it, pack it again without one, and import that.",
    )
}

/// Packs entries into a zip.
pub(super) fn pack(entries: &[Entry]) -> Result<Vec<u8>, FormatFault> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        writer.start_file(entry.path.as_str(), options).map_err(|error| unwritten("zip", &error))?;
        writer.write_all(&entry.bytes).map_err(|error| unwritten("zip", &error))?;
    }
    Ok(writer.finish().map_err(|error| unwritten("zip", &error))?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zip_bomb_is_not_unpacked_whatever_its_entries_say_of_their_size() {
        let entry = |path: &str| Entry { path: path.into(), bytes: vec![b' '; 3_000_000] };
        let bytes = pack(&[entry("a.kml"), entry("b.kml"), entry("c.txt")]).unwrap();
        assert!(bytes.len() < 20_000);
        assert_eq!(unpack_within(&bytes, &["kml"], 6_000_000).unwrap().len(), 2);
        assert!(unpack_within(&bytes, &["kml"], 5_999_999).unwrap_err().0.vi.contains("lớn hơn 5 MB"));
    }

    #[test]
    fn names_are_taken_apart() {
        let entry = Entry { path: "Bản đồ/Vùng.2026.SHP".into(), bytes: Vec::new() };
        assert_eq!(
            (entry.extension().as_str(), entry.stem().as_str(), entry.title()),
            ("shp", "bản đồ/vùng.2026", "Vùng.2026")
        );
    }
}
