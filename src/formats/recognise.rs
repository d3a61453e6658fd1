//! Which format a file is: by its first bytes, then by what it holds, by its name last.

use super::FormatFault;
use super::archive::{self, Entry, extension_of};
use super::faults::{damaged, fault};
use super::shapefile::is_shp;

/// What bytes turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// One document of GeoJSON.
    GeoJson,
    /// GeoJSON, one feature a line.
    NdJson,
    /// KML.
    Kml,
    /// A zip with KML.
    Kmz,
    /// A zip with shapefiles.
    ShapefileZip,
    /// A bare `.shp`.
    Shp,
    /// A database of SQLite.
    GeoPackage,
    /// FlatGeobuf.
    FlatGeobuf,
    /// A table.
    Csv,
    /// An Excel workbook.
    Workbook,
    /// A zip with one file of another format.
    Packed(Entry),
}

/// Recognises a file; what is of no format read here is named, with what to do instead.
pub(super) fn content(name: &str, bytes: &[u8]) -> Result<Content, FormatFault> {
    if let Some(content) = by_magic(bytes) {
        return Ok(content);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return in_zip(bytes);
    }
    if let Some(unread) = unread(name, bytes) {
        return Err(unread);
    }
    let start = beginning(bytes);
    let extension = extension_of(name);
    match start.chars().next() {
        None => Err(fault("Tệp trống. Chọn lại tệp.", "The file is empty. Choose another.")),
        Some('{' | '[' | '\u{1e}') => Ok(json_of(&start, &extension)),
        Some('<') if is_web_page(&start) => Err(markup(&start)),
        Some('<') if start.contains("<kml") || start.contains(":kml") || extension == "kml" => Ok(Content::Kml),
        Some('<') => Err(markup(&start)),
        _ if bytes.iter().take(4096).any(|byte| *byte == 0) && !is_utf16(bytes) => Err(unknown()),
        _ if matches!(extension.as_str(), "geojson" | "json") => Ok(Content::GeoJson),
        _ if matches!(extension.as_str(), "ndjson" | "geojsonl" | "geojsons" | "jsonl") => Ok(Content::NdJson),
        _ => Ok(Content::Csv),
    }
}

fn by_magic(bytes: &[u8]) -> Option<Content> {
    if is_shp(bytes) {
        Some(Content::Shp)
    } else if bytes.starts_with(b"SQLite format 3\0") {
        Some(Content::GeoPackage)
    } else if bytes.starts_with(b"fgb") {
        Some(Content::FlatGeobuf)
    } else {
        None
    }
}

fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF")
}

/// The first letters, without byte order mark and white space.
fn beginning(bytes: &[u8]) -> String {
    let head = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or(bytes);
    let text = if is_utf16(head) { super::text::decode(head).text } else { String::from_utf8_lossy(head).into_owned() };
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
}

/// One document, or a feature a line: the first line is whole and another follows it.
fn json_of(start: &str, extension: &str) -> Content {
    if start.starts_with('\u{1e}') || matches!(extension, "ndjson" | "geojsonl" | "geojsons" | "jsonl" | "ldjson") {
        return Content::NdJson;
    }
    let mut lines = start.lines().map(str::trim).filter(|line| !line.is_empty());
    let (first, second) = (lines.next().unwrap_or_default(), lines.next());
    let whole = first.starts_with('{') && first.ends_with('}');
    if whole && second.is_some_and(|second| second.starts_with('{')) { Content::NdJson } else { Content::GeoJson }
}

fn in_zip(bytes: &[u8]) -> Result<Content, FormatFault> {
    let paths = archive::paths(bytes)?;
    let shown = |path: &&String| !path.contains("__MACOSX/") && !path.rsplit('/').next().unwrap_or("").starts_with('.');
    let has = |extension: &str| paths.iter().filter(shown).any(|path| extension_of(path) == extension);
    if has("shp") {
        return Ok(Content::ShapefileZip);
    }
    if has("kml") {
        return Ok(Content::Kmz);
    }
    if paths.iter().any(|path| path == "[Content_Types].xml") {
        if paths.iter().any(|path| path.starts_with("xl/")) {
            return Ok(Content::Workbook);
        }
        return Err(fault(
            "Đây là tệp Word. Chép bảng sang Excel, lưu dạng .xlsx hoặc CSV UTF-8 rồi nhập lại.",
            "This is a file of Word. Copy the table into Excel, save it as .xlsx or CSV UTF-8 and import that.",
        ));
    }
    if let Some(what) = ["tab", "mif", "gdb", "gdbtable", "dwg", "dxf", "dgn"].into_iter().find(|known| has(known)) {
        return Err(other_program(what));
    }
    let single = ["geojson", "json", "ndjson", "geojsonl", "gpkg", "fgb", "csv"];
    let mut entries = archive::unpack(bytes, &single)?;
    match (entries.pop(), entries.len()) {
        (Some(entry), 0) if !entry.bytes.starts_with(b"PK") => Ok(Content::Packed(entry)),
        (None, _) => Err(fault(
            "Tệp zip không có tệp bản đồ nào đọc được. Nén shapefile (.shp, .dbf, .prj), KML, GeoJSON hoặc GeoPackage rồi nhập lại.",
            "The zip holds no map file that can be read. Pack a shapefile (.shp, .dbf, .prj), KML, GeoJSON or GeoPackage and import that.",
        )),
        _ => Err(fault(
            "Tệp zip có nhiều tệp bản đồ. Nhập từng tệp một.",
            "The zip holds several map files. Import them one by one.",
        )),
    }
}

fn other_program(extension: &str) -> FormatFault {
    let name = match extension {
        "tab" | "mif" | "map" | "mid" => "MapInfo",
        "dwg" | "dxf" => "AutoCAD",
        "dgn" => "MicroStation",
        _ => "ArcGIS (geodatabase)",
    };
    fault(
        format!(
            "Tệp {name} (.{extension}) không đọc trực tiếp được. Mở bằng QGIS hoặc {name}, xuất lớp thành GeoPackage, Shapefile hoặc KML rồi nhập lại."
        ),
        format!(
            "A file of {name} (.{extension}) cannot be read. Open it in QGIS or {name}, export the layer as GeoPackage, shapefile or KML and import that."
        ),
    )
}

/// Known formats that are not read, by their first bytes or their name.
fn unread(name: &str, bytes: &[u8]) -> Option<FormatFault> {
    let extension = extension_of(name);
    let autocad = bytes.starts_with(b"AC10") || (extension == "dxf" && !bytes.starts_with(b"{"));
    if autocad {
        return Some(other_program(if extension == "dxf" { "dxf" } else { "dwg" }));
    }
    if matches!(extension.as_str(), "tab" | "mif" | "mid" | "map" | "dgn" | "gdb") {
        return Some(other_program(&extension));
    }
    if bytes.starts_with(b"%PDF") || bytes.starts_with(b"\xFF\xD8\xFF") || bytes.starts_with(b"\x89PNG") {
        return Some(fault(
            "Đây là tệp PDF hoặc ảnh, không có tọa độ. Vẽ lại vùng trên bản đồ hoặc xin tệp bản đồ gốc.",
            "This is a PDF or a picture and has no coordinates. Draw the zones on the map or ask for the original map file.",
        ));
    }
    if bytes.starts_with(b"Rar!") || bytes.starts_with(b"7z\xBC\xAF") {
        return Some(fault(
            "Tệp nén RAR hoặc 7z không đọc được. Giải nén rồi nén lại thành .zip.",
            "Archives of RAR or 7z cannot be read. Unpack it and pack it as .zip.",
        ));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Some(fault(
            "Đây là tệp Office cũ (.xls, .doc). Mở bằng Excel, lưu dạng .xlsx rồi nhập lại.",
            "This is an old Office file (.xls, .doc). Open it in Excel, save it as .xlsx and import that.",
        ));
    }
    match extension.as_str() {
        "dbf" | "shx" | "prj" | "cpg" | "sbn" | "sbx" => Some(fault(
            "Đây chỉ là một phần của shapefile. Nén cả các tệp .shp, .shx, .dbf, .prj thành .zip rồi nhập lại.",
            "This is only a part of a shapefile. Pack the .shp, .shx, .dbf and .prj into a .zip and import that.",
        )),
        _ => None,
    }
}

fn is_web_page(start: &str) -> bool {
    let lower = start.chars().take(20).collect::<String>().to_lowercase();
    lower.starts_with("<html") || lower.starts_with("<!doctype html")
}

fn markup(start: &str) -> FormatFault {
    let lower = start.chars().take(500).collect::<String>().to_lowercase();
    if is_web_page(start) {
        return fault(
            "Đây là trang web, không phải tệp bản đồ; có thể đường dẫn tải về đòi đăng nhập. Tải lại tệp gốc.",
            "This is a web page, no map file; perhaps the link asks to sign in. Download the original file again.",
        );
    }
    if lower.contains("<gpx") || lower.contains("featurecollection") || lower.contains("gml") {
        return fault(
            "Tệp GPX hoặc GML không đọc trực tiếp được. Mở bằng QGIS, xuất thành GeoPackage hoặc KML rồi nhập lại.",
            "GPX and GML cannot be read. Open the file in QGIS, export it as GeoPackage or KML and import that.",
        );
    }
    damaged("KML", &"no <kml> element")
}

fn unknown() -> FormatFault {
    fault(
        "Không nhận ra định dạng tệp. Dùng GeoJSON, NDJSON, KML, KMZ, Shapefile (.zip), GeoPackage, FlatGeobuf, CSV hoặc Excel (.xlsx).",
        "The format of the file is not known. Use GeoJSON, NDJSON, KML, KMZ, shapefile (.zip), GeoPackage, FlatGeobuf, CSV or Excel (.xlsx).",
    )
}
